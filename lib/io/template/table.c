/* Rows of cells in columns of one width: for a terminal, or as Markdown has them. */
#include "template.h"

enum { GAP = 2, LEAST = 8, MD_LEAST = 3 };

enum align { ALIGN_LEFT, ALIGN_RIGHT, ALIGN_CENTER };

struct row {
	struct crm_text *cell;
	size_t n; /* 0: a line without bars, which stands as it is */
	struct crm_text line;
	bool rule; /* dashes */
};

struct table {
	enum crm_template_format format;
	struct crm_arena arena;
	struct row *row;
	size_t n, cap;
	enum align *align;
	size_t *width;
	size_t columns;
};

/* ---- reading ---- */

/* "---", ":--:" */
static bool
is_rule(struct crm_text t)
{
	size_t dashes = 0;

	for (size_t i = 0; i < t.n; i++) {
		if (t.p[i] == '-')
			dashes++;
		else if (t.p[i] != ':' || (i > 0 && i + 1 < t.n))
			return false;
	}
	return dashes >= 2;
}

/* "|a|b|", the outer bars with or without. */
static void
split(struct table *t, struct row *r)
{
	struct crm_text rest = crm_text_trim(r->line);
	const char *bar;
	size_t cap = 0, rules = 0, blank = 0;

	if (memchr(r->line.p, CELL_SEP, r->line.n) == NULL)
		return;
	if (rest.n > 0 && rest.p[rest.n - 1] == CELL_SEP)
		rest.n--;
	if (rest.n > 0 && *rest.p == CELL_SEP) {
		rest.p++;
		rest.n--;
	}
	do {
		struct crm_text cell = rest;

		bar = memchr(rest.p, CELL_SEP, rest.n);
		if (bar != NULL) {
			cell.n = (size_t)(bar - rest.p);
			rest.n -= cell.n + 1;
			rest.p = bar + 1;
		}
		cell = crm_text_trim(cell);
		r->cell = crm_grow(
		    &t->arena, r->cell, r->n, &cap, sizeof *r->cell);
		r->cell[r->n++] = cell;
		rules += is_rule(cell);
		blank += cell.n == 0;
	} while (bar != NULL);
	r->rule = rules > 0 && rules + blank == r->n;
	if (r->n > t->columns)
		t->columns = r->n;
}

static void
read_rows(struct table *t, struct crm_text rows)
{
	while (rows.n > 0) {
		const char *end = memchr(rows.p, '\n', rows.n);
		struct crm_text line = { rows.p,
			end == NULL ? rows.n : (size_t)(end - rows.p) };
		size_t whole = line.n + (end != NULL);

		rows.p += whole;
		rows.n -= whole;
		if (crm_text_trim(line).n == 0)
			continue;
		t->row = crm_grow(
		    &t->arena, t->row, t->n, &t->cap, sizeof *t->row);
		t->row[t->n] = (struct row){ .line = line };
		split(t, &t->row[t->n++]);
	}
}

/* ---- columns ---- */

static void
measure(struct table *t)
{
	bool aligned = false;

	t->align = crm_alloc_n(&t->arena, t->columns + 1, sizeof *t->align);
	t->width = crm_alloc_n(&t->arena, t->columns + 1, sizeof *t->width);
	for (size_t i = 0; i < t->n; i++)
		for (size_t j = 0; j < t->row[i].n; j++) {
			struct crm_text c = t->row[i].cell[j];
			size_t w = t->row[i].rule ? MD_LEAST : crm_width(c);

			if (w > t->width[j])
				t->width[j] = w;
			if (!t->row[i].rule || aligned || c.n == 0)
				continue;
			if (c.p[c.n - 1] == ':')
				t->align[j] = *c.p == ':' ? ALIGN_CENTER
							  : ALIGN_RIGHT;
			if (j + 1 == t->row[i].n)
				aligned = true;
		}
}

/* What stands left is broken into lines, the widest first: figures never are. */
static void
shrink(struct table *t, size_t most)
{
	size_t total = 0, widest;

	for (size_t j = 0; j < t->columns; j++) {
		if (t->align[j] != ALIGN_RIGHT && t->width[j] > most)
			t->width[j] = most;
		total += t->width[j] + (j > 0 ? GAP : 0);
	}
	while (total > most) {
		widest = t->columns;
		for (size_t j = 0; j < t->columns; j++)
			if (t->align[j] != ALIGN_RIGHT &&
			    (widest == t->columns ||
				t->width[j] > t->width[widest]))
				widest = j;
		if (widest == t->columns || t->width[widest] <= LEAST)
			return;
		t->width[widest]--;
		total--;
	}
}

/* ---- writing ---- */

static void
put_cell(struct crm_buf *out, const struct table *t, size_t j,
    struct crm_text c, bool pads)
{
	size_t has = crm_width(c);
	size_t room = has < t->width[j] ? t->width[j] - has : 0;
	size_t before = t->align[j] == ALIGN_RIGHT ? room
	    : t->align[j] == ALIGN_CENTER          ? room / 2
						   : 0;

	for (size_t i = 0; i < before; i++)
		crm_buf_char(out, ' ');
	crm_buf_add(out, c.p, c.n);
	for (size_t i = before; i < room && pads; i++)
		crm_buf_char(out, ' ');
}

static void
put_dashes(struct crm_buf *out, const struct table *t, const struct row *r)
{
	for (size_t j = 0; j < r->n; j++) {
		bool drawn = r->cell[j].n > 0;

		for (size_t i = 0; i < (j > 0 ? GAP : 0); i++)
			crm_buf_char(out, ' ');
		for (size_t i = 0; i < t->width[j]; i++)
			crm_buf_char(out, drawn ? '-' : ' ');
	}
	crm_buf_char(out, '\n');
}

/* One line of a row; the cells have what is left for the next. */
static bool
put_line(struct crm_buf *out, const struct table *t, struct row *r)
{
	size_t start = out->len;
	bool more = false;

	for (size_t j = 0; j < r->n; j++) {
		struct crm_text *c = &r->cell[j];
		struct crm_text line = *c;

		if (t->align[j] == ALIGN_RIGHT)
			*c = (struct crm_text){ c->p, 0 };
		else
			line = wrap_next(c, t->width[j]);
		for (size_t i = 0; i < (j > 0 ? GAP : 0); i++)
			crm_buf_char(out, ' ');
		put_cell(out, t, j, line, true);
		more = more || c->n > 0;
	}
	while (out->len > start && out->data[out->len - 1] == ' ')
		out->len--;
	crm_buf_char(out, '\n');
	return more;
}

static void
put_text_row(struct crm_buf *out, const struct table *t, struct row *r)
{
	if (r->rule)
		put_dashes(out, t, r);
	else
		while (put_line(out, t, r))
			;
}

static void
put_md_rule(struct crm_buf *out, const struct table *t, size_t j)
{
	size_t dashes = t->width[j];

	crm_buf_char(out, t->align[j] == ALIGN_CENTER ? ':' : '-');
	for (size_t i = 2; i < dashes; i++)
		crm_buf_char(out, '-');
	crm_buf_char(out, t->align[j] == ALIGN_LEFT ? '-' : ':');
}

static void
put_md_row(struct crm_buf *out, const struct table *t, const struct row *r)
{
	crm_buf_char(out, '|');
	for (size_t j = 0; j < r->n; j++) {
		crm_buf_char(out, ' ');
		if (r->rule)
			put_md_rule(out, t, j);
		else
			put_cell(out, t, j, r->cell[j], true);
		crm_buf_str(out, " |");
	}
	crm_buf_char(out, '\n');
}

static void
put_row(struct crm_buf *out, const struct table *t, struct row *r, bool *ruled)
{
	if (r->n == 0) {
		crm_buf_add(out, r->line.p, r->line.n);
		crm_buf_char(out, '\n');
	} else if (t->format != CRM_TEMPLATE_MD)
		put_text_row(out, t, r);
	else if (!r->rule || !*ruled) /* Markdown has one below the header */
		put_md_row(out, t, r);
	*ruled = *ruled || r->rule;
}

void
table_put(struct crm_buf *out, enum crm_template_format format,
    struct crm_text rows, size_t width)
{
	struct table t = { .format = format, .arena = CRM_ARENA_INIT };
	bool ruled = false;

	read_rows(&t, rows);
	measure(&t);
	if (format == CRM_TEMPLATE_TEXT)
		shrink(&t, width);
	for (size_t i = 0; i < t.n; i++)
		put_row(out, &t, &t.row[i], &ruled);
	crm_arena_free(&t.arena);
}
