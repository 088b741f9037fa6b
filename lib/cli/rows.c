/* Rows of columns that stand: history, log, reports; -c picks among them. */
#include "id-set.h"
#include "internal.h"

#include <crm/report/report.h>

#include <string.h>

struct crm_rows {
	struct crm_cmd *c;
	struct crm_writer *w; /* NULL: there was no row yet */
	struct crm_column *columns;
	size_t *pick; /* which column of the row, in order */
	size_t n;
	size_t n_cells; /* with what is not shown: currencies, kinds of rows */
	struct crm_value *cells;
	struct id_set seen; /* of a list of ids */
};

static enum crm_status
no_column(const struct crm_cmd *c, struct crm_text name,
    const struct crm_column *columns, size_t n, struct crm_err *err)
{
	struct crm_buf all = CRM_BUF_INIT;
	char quoted[CRM_QUOTE_SIZE];
	enum crm_status st;
	size_t i;

	for (i = 0; i < n; i++)
		crm_buf_printf(
		    &all, "%s%s", i > 0 ? ", " : "", columns[i].name);
	st = crm_fail(err, CRM_USAGE, "%s has no column '%s'; it has %s",
	    c->verb->name, crm_quote(quoted, name), all.data);
	crm_buf_free(&all);
	return st;
}

const struct crm_entity *
verb_entity(const struct crm_cmd *c, const struct crm_dict *d)
{
	const char *name = c->noun->entity;

	if (name == NULL && (c->verb->groups & CRM_G_REPORT) != 0) {
		name = crm_reports[c->verb->step]->entity;
		name = name == NULL ? "deal" : name;
	}
	return name == NULL ? NULL : crm_dict_find(d, name);
}

static bool
has_chinese(const char *list)
{
	while (*list != '\0' && (unsigned char)*list < 0x80)
		list++;
	return *list != '\0';
}

/* What the columns are called in Chinese, whatever the user's language: by their
 * headings, and, of those that are fields, by the names of these. */
struct called {
	const struct crm_entity *entity; /* whose fields; NULL: nobody's */
	const char **heading;            /* one a column; NULL: not asked for */
};

static void
learn_headings(struct crm_cmd *c, const struct crm_column *columns, size_t n,
    struct called *out)
{
	*out = (struct called){ NULL, NULL };
	if (!has_chinese(c->opt[CRM_OPT_COLUMNS]))
		return;
	out->entity = c->dict == NULL ? NULL : verb_entity(c, c->dict);
	out->heading = crm_alloc_n(c->arena, n, sizeof *out->heading);
	lend_chinese(c, true);
	for (size_t i = 0; i < n; i++)
		out->heading[i] = columns[i].zh != NULL
		    ? columns[i].zh
		    : crm_tr(columns[i].label);
	lend_chinese(c, false);
}

/* The place of a column, or n. */
static size_t
find_column(struct crm_cmd *c, const struct crm_column *columns, size_t n,
    const struct called *called, struct crm_text name)
{
	struct crm_path path;
	struct crm_err err;
	const char *field = NULL;
	size_t i = 0;

	if (called->entity != NULL &&
	    crm_path_parse(
		c->dict, called->entity, name, c->arena, &path, &err) == CRM_OK)
		field = path.name;
	while (i < n && !crm_text_is(name, columns[i].name) &&
	    (called->heading == NULL ||
		!crm_text_is(name, called->heading[i])) &&
	    (columns[i].typed == NULL ||
		!crm_text_is(name, columns[i].typed)) &&
	    (field == NULL || strcmp(field, columns[i].name) != 0))
		i++;
	return i;
}

/* -c a,b: these columns in this order; nothing or `all`: all. */
static enum crm_status
pick_columns(struct crm_cmd *c, struct crm_rows *r,
    const struct crm_column *columns, size_t n, struct crm_err *err)
{
	const char *list = c->opt[CRM_OPT_COLUMNS];
	struct called called;
	size_t i, len;

	if (list == NULL || strcmp(list, "all") == 0) {
		r->pick = crm_alloc_n(c->arena, n, sizeof *r->pick);
		for (i = 0; i < n; i++)
			r->pick[i] = i;
		r->n = n;
		return CRM_OK;
	}
	learn_headings(c, columns, n, &called);
	r->pick = crm_alloc_n(c->arena, strlen(list) + 1, sizeof *r->pick);
	for (;; list += len + 1) {
		struct crm_text name = { list, len = strcspn(list, ",") };

		name = crm_text_trim(name);
		i = find_column(c, columns, n, &called, name);
		if (i == n)
			return no_column(c, name, columns, n, err);
		r->pick[r->n++] = i;
		if (list[len] == '\0')
			return CRM_OK;
	}
}

/* Where the cells of a column will be: among those picked, else behind them. */
static int
cell_of(struct crm_rows *r, int column)
{
	size_t i;

	for (i = 0; i < r->n_cells; i++)
		if (r->pick[i] == (size_t)column)
			return (int)i;
	r->pick[r->n_cells] = (size_t)column;
	return (int)r->n_cells++;
}

const struct crm_choice *
crm_choices_of(const struct crm_cmd *c, const char *kind, const char *name)
{
	const struct crm_entity *e = crm_dict_find(c->dict, kind);
	int field = e == NULL ? -1 : crm_field_index(e, crm_text_of(name));

	return field < 0 || !c->chinese ? NULL : e->field[field]->choices;
}

/* What a column means to people: the codes of a field of the same name in the kind
 * that the verb is about have its labels, and so has the heading. */
static void
put_in_words(const struct crm_cmd *c, struct crm_column *column)
{
	int field = c->entity == NULL
	    ? -1
	    : crm_field_index(c->entity, crm_text_of(column->name));
	/* One that is named after its column alone. */
	bool plain = strcmp(column->label, column->name) == 0;

	if (!c->chinese) /* codes, which are English, and as they are typed */
		return;
	if (plain && field >= 0 && column->choices == NULL && !column->worded)
		column->choices = c->entity->field[field]->choices;
	column->label = crm_tr(column->label);
	if (plain && field >= 0 && strcmp(column->label, column->name) == 0)
		column->label = c->entity->field[field]->zh;
}

/* The columns picked; an amount keeps the digits of its currency where that is
 * not among them. */
static void
take_columns(struct crm_cmd *c, struct crm_rows *r,
    const struct crm_column *columns, size_t n)
{
	size_t i, *pick = crm_alloc_n(c->arena, 2 * r->n + 1, sizeof *pick);

	memcpy(pick, r->pick, r->n * sizeof *pick);
	r->pick = pick;
	r->n_cells = r->n;
	r->columns = crm_alloc_n(c->arena, r->n, sizeof *r->columns);
	for (i = 0; i < r->n; i++) {
		r->columns[i] = columns[r->pick[i]];
		put_in_words(c, &r->columns[i]);
		if (r->columns[i].currency >= 0)
			r->columns[i].currency = cell_of(
			    r, r->columns[i].currency);
	}
	/* Sums are told apart from what they are of also where nobody sees. */
	c->row_kind = 0;
	for (i = 0; i < n; i++)
		if (columns[i].role == CRM_ROLE_ROW)
			c->row_kind = (size_t)cell_of(r, (int)i) + 1;
	r->cells = crm_alloc_n(c->arena, r->n_cells, sizeof *r->cells);
}

static enum crm_status
open_writer(struct crm_rows *r, struct crm_err *err)
{
	return crm_cmd_writer(r->c, r->columns, r->n, &r->w, err);
}

enum crm_status
crm_rows_open(struct crm_cmd *c, const struct crm_column *columns, size_t n,
    struct crm_rows **out, struct crm_err *err)
{
	enum crm_status st = crm_rows_open_hushed(c, columns, n, out, err);

	return st != CRM_OK || (*out)->w != NULL ? st : open_writer(*out, err);
}

enum crm_status
crm_rows_open_hushed(struct crm_cmd *c, const struct crm_column *columns,
    size_t n, struct crm_rows **out, struct crm_err *err)
{
	struct crm_rows *r = crm_alloc(c->arena, sizeof *r);
	enum crm_status st;

	r->c = c;
	if ((st = pick_columns(c, r, columns, n, err)) != CRM_OK)
		return st;
	take_columns(c, r, columns, n);
	*out = r;
	return crm_has(c, CRM_OPT_QUIET) ? CRM_OK : open_writer(r, err);
}

/* A list of ids has each once: what a report has several rows of, as of currencies,
 * is one record to who reads the list. */
static bool
is_again(struct crm_rows *r)
{
	enum crm_type type = r->columns[0].type;

	return r->c->format == CRM_FMT_IDS &&
	    (r->c->verb->groups & CRM_G_REPORT) != 0 &&
	    (type == CRM_T_ID || type == CRM_T_REF) &&
	    r->cells[0].kind == CRM_INT &&
	    !id_set_add(&r->seen, r->c->arena, r->cells[0].i);
}

enum crm_status
crm_rows_put(
    struct crm_rows *r, const struct crm_value *cells, struct crm_err *err)
{
	enum crm_status st = r->w == NULL ? open_writer(r, err) : CRM_OK;
	size_t i;

	if (st != CRM_OK)
		return st;
	for (i = 0; i < r->n_cells; i++)
		r->cells[i] = cells[r->pick[i]];
	return is_again(r) ? CRM_OK : crm_writer_row(r->w, r->cells, err);
}

enum crm_status
crm_rows_end(struct crm_rows *r, enum crm_status st, struct crm_err *err)
{
	if (r == NULL || r->w == NULL || r->c->document != NULL)
		return st;
	if (st == CRM_OK)
		st = crm_writer_end(r->w, err);
	crm_writer_close(r->w);
	return st;
}
