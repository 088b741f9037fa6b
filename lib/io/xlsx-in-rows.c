/*
 * The XML of a sheet as rows: worksheet > sheetData > row > c > v, f or is.
 *
 * The parser pauses behind a row that holds something.  A cell's text is
 * gathered at the end of the row's buffer and turned there into what the cell
 * says; cells and rows without a reference follow the one before.
 */
#include "xlsx-in.h"

#include <stdlib.h>
#include <string.h>

enum { AT_DATA = 2, AT_ROW, AT_CELL, AT_PART, AT_TEXT };

/* ---- cells ---- */

static char
cell_type(const char *t)
{
	if (t == NULL)
		return 'n';
	if (strcmp(t, "inlineStr") == 0)
		return 'i';
	if (strcmp(t, "str") == 0)
		return 't';
	return t[0];
}

static void
start_cell(struct xlsx_rows *r, struct xlsx_part *p, const char **attr)
{
	const char *ref = xlsx_attr(attr, "r");
	long long row, style = xlsx_whole(xlsx_attr(attr, "s"));

	r->column = ref == NULL ? r->column + 1 : xlsx_column(ref, &row);
	if (r->column < 0 || r->column >= XLSX_COLUMNS) {
		crm_fail(&p->err, CRM_INVALID,
		    "%s: a cell in row %lld has no column", p->name, r->row);
		xlsx_part_stop(p);
		return;
	}
	if (r->n == XLSX_COLUMNS) {
		crm_fail(&p->err, CRM_INVALID,
		    "%s: more than %d cells in a row", p->name, XLSX_COLUMNS);
		xlsx_part_stop(p);
		return;
	}
	r->style = style > XLSX_STYLES_MAX ? -1 : (int)style;
	r->type = cell_type(xlsx_attr(attr, "t"));
	r->in_cell = true;
	r->formula = r->value = r->in_phonetic = false;
	r->cell = crm_grow(NULL, r->cell, r->n, &r->cap, sizeof *r->cell);
	r->cell[r->n] = (struct xlsx_cell){ .column = r->column,
		.at = r->text.len };
}

/* Begins a run of text. */
static void
collect(struct xlsx_rows *r, bool preserve)
{
	r->collects = true;
	r->preserve = preserve;
	r->run = r->text.len;
}

static const char *
gathered(struct xlsx_rows *r, size_t at)
{
	return r->text.len == at ? "" : r->text.data + at;
}

/* A stored number, in place of its text. */
static void
end_number(struct xlsx_rows *r, struct xlsx_cell *c)
{
	enum xlsx_shown shown = xlsx_shown_of(r->x, r->style);
	const struct xlsx_around *around = xlsx_around_of(r->x, r->style);
	struct crm_buf out = CRM_BUF_INIT;
	const char *stored = gathered(r, c->at);
	bool put = false;

	c->kind = CRM_CELL_NUMBER;
	if (*stored == '\0')
		return;
	if (shown >= XLSX_DATE && shown < XLSX_PADDED) {
		put = xlsx_serial(
		    &out, strtod(stored, NULL), shown, r->x->epoch_1904);
		c->kind = put ? CRM_CELL_TEXT : CRM_CELL_NUMBER;
		if (put && r->x->zone != NULL)
			xlsx_zone_put(r->x, &out, strtod(stored, NULL), shown);
	}
	if (!put && !xlsx_decimal(&out, stored, shown == XLSX_PERCENT ? 2 : 0))
		c->kind = CRM_CELL_LOST;
	if (!put && shown == XLSX_PERCENT)
		crm_buf_char(&out, '%');
	if (shown > XLSX_PADDED)
		xlsx_pad(&out, (int)(shown - XLSX_PADDED));
	if (c->kind == CRM_CELL_LOST)
		around = NULL;
	r->text.len = c->at;
	if (around != NULL)
		crm_buf_str(&r->text, around->before);
	crm_buf_add(&r->text, out.data, out.len);
	if (around != NULL)
		crm_buf_str(&r->text, around->after);
	crm_buf_free(&out);
}

static void
replace(struct xlsx_rows *r, const struct xlsx_cell *c, const char *by)
{
	r->text.len = c->at;
	crm_buf_str(&r->text, by);
}

/* What is not text yet becomes what the cell says. */
static void
end_value(struct xlsx_rows *r, struct xlsx_part *p, struct xlsx_cell *c)
{
	long long i;

	c->kind = CRM_CELL_TEXT;
	switch (r->type) {
	case 's':
		i = xlsx_whole(gathered(r, c->at));
		r->text.len = c->at;
		if (r->value &&
		    xlsx_string(r->x, i, &r->text, &p->err) != CRM_OK)
			xlsx_part_stop(p);
		break;
	case 'b':
		if (r->value)
			replace(
			    r, c, xlsx_true(gathered(r, c->at)) ? "yes" : "no");
		break;
	case 'e':
		c->kind = CRM_CELL_ERROR;
		break;
	case 'i':
	case 'd':
		break;
	case 't':
		xlsx_end_run(&r->text, c->at, true);
		break;
	default:
		end_number(r, c);
	}
}

static bool
all_n(const char *p, size_t n)
{
	return n > 0 && p[n - 1] == 'N' && strspn(p, "\\") == n - 1;
}

/* \N clears, as in CSV; of more backslashes before an N one is taken off. */
static void
end_mark(struct xlsx_rows *r, struct xlsx_cell *c)
{
	const char *p = gathered(r, c->at);
	size_t n = r->text.len - c->at;

	if (c->kind != CRM_CELL_TEXT || n < 2 || !all_n(p, n))
		return;
	if (n == 2)
		c->kind = CRM_CELL_NULL;
	c->at += n == 2 ? 2 : 1;
}

static void
end_cell(struct xlsx_rows *r, struct xlsx_part *p)
{
	struct xlsx_cell *c = &r->cell[r->n];
	bool computed = r->value && (r->type == 't' || r->text.len > c->at);

	r->in_cell = false;
	end_value(r, p, c);
	if (r->formula && !computed)
		c->kind = CRM_CELL_UNCOMPUTED;
	end_mark(r, c);
	c->n = r->text.len - c->at;
	if (c->n > 0 || c->kind == CRM_CELL_NULL ||
	    c->kind == CRM_CELL_UNCOMPUTED)
		r->n++;
}

/* ---- rows ---- */

static void
start_row(struct xlsx_rows *r, struct xlsx_part *p, const char **attr)
{
	const char *number = xlsx_attr(attr, "r");
	long long row = number == NULL ? r->row + 1 : xlsx_whole(number);

	if (row <= r->row) {
		crm_fail(&p->err, CRM_INVALID,
		    "%s: row '%.20s' stands behind row %lld", p->name,
		    number == NULL ? "" : number, r->row);
		xlsx_part_stop(p);
		return;
	}
	r->row = row;
	r->column = -1;
	r->n = 0;
	crm_buf_clear(&r->text);
}

static void
end_row(struct xlsx_rows *r, struct xlsx_part *p)
{
	if (r->n == 0)
		return;
	r->ready = true;
	xlsx_part_pause(p);
}

/* ---- merged cells ---- */

static bool
read_range(const char *ref, struct xlsx_merged *m)
{
	const char *colon = strchr(ref, ':');
	long long last_row;
	int last;

	snprintf(m->ref, sizeof m->ref, "%s", ref);
	m->column = xlsx_column(ref, &m->row);
	if (colon == NULL || m->column < 0)
		return false;
	last = xlsx_column(colon + 1, &last_row);
	m->columns = last - m->column + 1;
	m->rows = last_row - m->row + 1;
	return m->columns > 0 && m->rows > 0;
}

/* Whether columns between others have no name, as where the header is merged. */
static bool
lacks_names(const struct crm_reader *r)
{
	size_t i = 0;

	while (i < r->columns && crm_reader_header_of(r, i).n > 0)
		i++;
	return i < r->columns;
}

static void
merged(struct xlsx_rows *r, const char **attr)
{
	const char *ref = xlsx_attr(attr, "ref");
	struct xlsx_in *x = r->x;
	struct xlsx_merged m;
	bool counts;

	if (ref == NULL || !read_range(ref, &m))
		return;
	counts = r->want_header
	    ? m.row <= r->header && m.row + m.rows > r->header
	    : m.row + m.rows > r->header + !lacks_names(x->r) &&
		m.column < x->end && m.column + m.columns > x->first;
	if (!counts)
		return;
	if (r->n_merged < XLSX_MERGED_SHOWN)
		r->merged[r->n_merged] = m;
	r->n_merged++;
}

/* ---- events ---- */

static void
start(void *ctx, struct xlsx_part *p, const char *name, const char **attr,
    int depth)
{
	struct xlsx_rows *r = ctx;

	if (depth == AT_DATA)
		r->data = strcmp(name, "sheetData") == 0;
	else if (depth == AT_ROW && !r->data && strcmp(name, "mergeCell") == 0)
		merged(r, attr);
	else if (!r->data)
		return;
	else if (depth == AT_ROW && strcmp(name, "row") == 0)
		start_row(r, p, attr);
	else if (depth == AT_CELL && strcmp(name, "c") == 0)
		start_cell(r, p, attr);
	else if (!r->in_cell)
		return;
	else if (depth == AT_PART && strcmp(name, "v") == 0) {
		r->value = true;
		collect(r, true);
	} else if (depth == AT_PART && strcmp(name, "f") == 0)
		r->formula = true;
	else if (strcmp(name, "rPh") == 0)
		r->in_phonetic = true;
	else if (depth >= AT_TEXT && !r->in_phonetic && strcmp(name, "t") == 0)
		collect(r, xlsx_preserves(attr));
}

static void
text(void *ctx, struct xlsx_part *p, const char *s, int n)
{
	struct xlsx_rows *r = ctx;

	if (!r->collects)
		return;
	crm_buf_add(&r->text, s, (size_t)n);
	if (r->text.len - r->run <= XLSX_TEXT_MAX &&
	    r->text.len <= CRM_RECORD_MAX)
		return;
	crm_fail(&p->err, CRM_INVALID, "%s: more than %s in row %lld", p->name,
	    r->text.len > CRM_RECORD_MAX ? crm_tr("64 MB")
					 : crm_tr("1 MB in a cell"),
	    r->row);
	xlsx_part_stop(p);
}

static void
end(void *ctx, struct xlsx_part *p, const char *name, int depth)
{
	struct xlsx_rows *r = ctx;

	if (!r->data)
		return;
	if (r->collects && (name[0] == 'v' || name[0] == 't')) {
		r->collects = false;
		if (name[0] == 't')
			xlsx_end_run(&r->text, r->run, r->preserve);
	} else if (depth == AT_CELL && r->in_cell) {
		end_cell(r, p);
	} else if (depth == AT_ROW) {
		end_row(r, p);
	} else if (strcmp(name, "rPh") == 0) {
		r->in_phonetic = false;
	}
}

enum crm_status
xlsx_rows_open(struct xlsx_rows *r, struct xlsx_in *x,
    const struct xlsx_sheet *sheet, struct crm_err *err)
{
	static const struct xlsx_handler handler = { start, end, text };

	xlsx_part_close(&r->part);
	*r = (struct xlsx_rows){ .x = x,
		.text = r->text,
		.cell = r->cell,
		.cap = r->cap,
		.header = r->header };
	return xlsx_part_open(x, sheet->part, &handler, r, &r->part, err);
}

enum crm_status
xlsx_rows_next(struct xlsx_rows *r, struct crm_err *err)
{
	enum crm_status status;

	r->ready = false;
	status = xlsx_part_run(&r->part, err);
	/* It is in that row or behind it. */
	if (status == CRM_INVALID && r->row > 0)
		crm_err_in_line(err, r->row);
	return status;
}

void
xlsx_rows_close(struct xlsx_rows *r)
{
	xlsx_part_close(&r->part);
	crm_buf_free(&r->text);
	free(r->cell);
	*r = (struct xlsx_rows){ 0 };
}
