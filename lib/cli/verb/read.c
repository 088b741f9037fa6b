/* list, show, fields, template. */
#include "cli/internal.h"

#include <stdlib.h>
#include <string.h>

enum crm_status
crm_cmd_limit(const struct crm_cmd *c, int64_t *limit, struct crm_err *err)
{
	const char *text = c->opt[CRM_OPT_LIMIT];

	*limit = -1;
	if (text == NULL)
		return CRM_OK;
	if (crm_number_parse(crm_text_of(text), 0, 0, limit, err) != CRM_OK ||
	    *limit < 0)
		return crm_fail(err, CRM_USAGE,
		    "-l: '%s' is not a number of "
		    "records",
		    text);
	return CRM_OK;
}

enum crm_status
verb_list(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_view_opts o = { .chinese = c->chinese,
		.tones = c->color && c->format == CRM_FMT_TABLE,
		.hidden = crm_has(c, CRM_OPT_DELETED) };
	struct crm_columns columns;
	struct crm_filter *filter;
	struct crm_sort sort;
	enum crm_status st;

	if ((st = columns_of_list(c, c->entity, &columns, err)) != CRM_OK ||
	    (st = crm_cmd_filter(c, c->entity, &filter, err)) != CRM_OK ||
	    (st = crm_cmd_limit(c, &o.limit, err)) != CRM_OK)
		return st;
	if (crm_has(c, CRM_OPT_SORT)) {
		st = crm_sort_parse(c->dict, c->entity, c->opt[CRM_OPT_SORT],
		    c->arena, &sort, err);
		if (st != CRM_OK)
			return st;
		o.sort = &sort;
	}
	o.columns = &columns;
	o.where = filter;
	if (c->n_operands > 0) {
		static const int64_t none;

		o.ids = c->ids.n > 0 ? c->ids.id : &none;
		o.n_ids = c->ids.n;
	}
	return crm_cmd_print_view(c, c->entity, &o, err);
}

/* ---- show ---- */

static enum crm_status
show_tables(struct crm_cmd *c, struct crm_view *v, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < c->ids.n && st == CRM_OK; i++) {
		if (i > 0)
			crm_out_write(c->out, "\n", 1);
		st = show_profile(c, v, c->ids.id[i], err);
	}
	return st;
}

static enum crm_status
show_rows(struct crm_cmd *c, struct crm_view *v, struct crm_err *err)
{
	const struct crm_column *columns;
	struct crm_writer *w = NULL;
	struct crm_value *cells;
	enum crm_status st;
	size_t i, n;

	columns = crm_view_columns(v, &n);
	st = crm_cmd_writer(c, columns, n, &w, err);
	for (i = 0; i < c->ids.n && st == CRM_OK; i++) {
		st = crm_view_seek(v, c->ids.id[i], &cells, err);
		if (st == CRM_OK)
			st = crm_writer_row(w, cells, err);
	}
	if (st == CRM_OK)
		st = crm_writer_end(w, err);
	crm_writer_close(w);
	return st;
}

enum crm_status
verb_show(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_view_opts o = { .by_id = true,
		.ids = c->ids.id,
		.n_ids = c->ids.n,
		.chinese = c->chinese };
	struct crm_columns columns;
	struct crm_view *v = NULL;
	enum crm_status st;

	if (c->ids.n == 0 && !c->from_stdin)
		return crm_fail(err, CRM_USAGE,
		    "show needs ids, or - to read "
		    "them from standard input");
	st = c->format == CRM_FMT_IDS
	    ? crm_cmd_columns(c, c->entity, &columns, err)
	    : crm_columns_parse(c->dict, c->entity, c->opt[CRM_OPT_COLUMNS], 0,
		  c->arena, &columns, err);
	if (st != CRM_OK)
		return st;
	o.columns = &columns;
	st = crm_view_open(c->store, c->entity, &o, c->arena, &v, err);
	if (st == CRM_OK)
		st = crm_has(c, CRM_OPT_ALL)     ? show_all(c, v, err)
		    : c->format == CRM_FMT_TABLE ? show_tables(c, v, err)
						 : show_rows(c, v, err);
	crm_view_close(v);
	return st;
}

/* ---- fields, template ---- */

static const struct crm_column fields_columns[] = {
	{ .name = "field",
	    .label = "field",
	    .type = CRM_T_TEXT,
	    .currency = -1 },
	{ .name = "type", .label = "type", .type = CRM_T_TEXT, .currency = -1 },
	{ .name = "label",
	    .label = "label",
	    .type = CRM_T_TEXT,
	    .currency = -1 },
	{ .name = "label_zh",
	    .label = "标签",
	    .type = CRM_T_TEXT,
	    .currency = -1 },
	{ .name = "kind", .label = "kind", .type = CRM_T_TEXT, .currency = -1 },
	{ .name = "default",
	    .label = "default",
	    .type = CRM_T_TEXT,
	    .currency = -1 },
	{ .name = "values",
	    .label = "values",
	    .type = CRM_T_TEXT,
	    .currency = -1 },
	{ .name = "aliases",
	    .label = "aliases",
	    .type = CRM_T_TEXT,
	    .currency = -1 },
};

enum { FIELDS_COLUMNS = sizeof fields_columns / sizeof *fields_columns };

static const char *
trade_of(const struct crm_entity *e, size_t i)
{
	unsigned f = e->field[i]->flags;

	if ((int)i == e->id)
		return "id";
	if (f & CRM_F_DERIVED)
		return "derived";
	if (f & (CRM_F_KEPT | CRM_F_SYSTEM))
		return "kept";
	if (f & CRM_F_CUSTOM)
		return "custom";
	if ((int)i == e->key[0] || (int)i == e->key[1])
		return "key";
	if (f & CRM_F_EXT)
		return "external id";
	if (f & CRM_F_VERB)
		return "moved";
	return f & CRM_F_REQUIRED ? "required" : "";
}

static void
allowed_values(const struct crm_field *f, struct crm_buf *out)
{
	const struct crm_choice *ch;

	crm_buf_clear(out);
	if (f->type == CRM_T_REF)
		crm_buf_str(out, f->ref);
	for (ch = f->choices; ch != NULL && ch->code != NULL; ch++)
		crm_buf_printf(
		    out, "%s%s", ch == f->choices ? "" : ", ", ch->code);
}

enum crm_status
verb_fields(struct crm_cmd *c, struct crm_err *err)
{
	const struct crm_entity *e = c->entity;
	struct crm_buf values = CRM_BUF_INIT;
	struct crm_rows *rows = NULL;
	enum crm_status st;
	size_t i;

	st = crm_rows_open(c, fields_columns, FIELDS_COLUMNS, &rows, err);
	for (i = 0; i < e->n && st == CRM_OK; i++) {
		const struct crm_field *f = e->field[i];
		struct crm_value v[FIELDS_COLUMNS];

		allowed_values(f, &values);
		v[0] = crm_value_text(crm_text_of(f->name));
		v[1] = crm_value_text(crm_text_of(crm_type_name(f->type)));
		v[2] = crm_value_text(crm_text_of(f->en));
		v[3] = crm_value_text(crm_text_of(f->zh));
		v[4] = crm_value_text(crm_text_of(trade_of(e, i)));
		v[5] = crm_value_text(
		    crm_text_of(f->def != NULL ? f->def : f->added));
		v[6] = crm_value_text(
		    (struct crm_text){ values.data, values.len });
		v[7] = crm_value_text(crm_text_of(f->aliases));
		st = crm_rows_put(rows, v, err);
	}
	crm_buf_free(&values);
	return crm_rows_end(rows, st, err);
}

/* The header of a column to fill in, with what it takes behind it in brackets, in
 * the language of who fills it in; import leaves the brackets out again and
 * knows both languages. */
static const char *
template_header(struct crm_cmd *c, const struct crm_field *f)
{
	struct crm_buf b = CRM_BUF_INIT;
	const struct crm_choice *ch;
	const char *header;

	crm_buf_str(&b, c->chinese ? crm_field_label(f, true) : f->name);
	for (ch = f->choices; ch != NULL && ch->code != NULL; ch++)
		crm_buf_printf(&b, "%s%s", ch == f->choices ? " (" : "|",
		    c->chinese && ch->zh != NULL ? ch->zh : ch->code);
	if (f->choices != NULL)
		crm_buf_char(&b, ')');
	header = crm_strdup(c->arena, b.data);
	crm_buf_free(&b);
	return header;
}

enum crm_status
verb_template(struct crm_cmd *c, struct crm_err *err)
{
	const struct crm_entity *e = c->entity;
	struct crm_column *col = crm_alloc_n(c->arena, e->n, sizeof *col);
	struct crm_writer *w = NULL;
	enum crm_status st;
	size_t i, n = 0;

	/* A table of no rows is nothing: this is a file to be filled in. */
	if (c->format == CRM_FMT_TABLE)
		c->format = CRM_FMT_CSV;
	for (i = 0; i < e->n; i++) {
		const struct crm_field *f = e->field[i];

		if ((int)i == e->id || (f->flags & CRM_F_READONLY) != 0)
			continue;
		col[n].name = template_header(c, f);
		col[n].label = crm_field_label(f, c->chinese);
		col[n].type = CRM_T_TEXT;
		col[n++].currency = -1;
	}
	st = crm_cmd_writer(c, col, n, &w, err);
	if (st == CRM_OK)
		st = crm_writer_end(w, err);
	crm_writer_close(w);
	return st;
}
