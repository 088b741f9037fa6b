/* show --all: a record and everything that belongs to it; a page for people,
 * nested for programs. */
#include "sections.h"

#include <string.h>

/* ---- a page ---- */

void
crm_plural(struct crm_buf *b, const char *label)
{
	size_t n = strlen(label);
	char last = label[n - 1], before = n > 1 ? label[n - 2] : '\0';

	if (last == 'y' && strchr("aeiou", before) == NULL) {
		crm_buf_add(b, label, n - 1);
		crm_buf_str(b, "ies");
	} else
		crm_buf_printf(b, "%s%s", label,
		    last == 's' || last == 'x' ||
			    (last == 'h' && (before == 'c' || before == 's'))
			? "es"
			: "s");
}

/* "Contacts (contact.customer): 3" */
static void
heading(struct crm_cmd *c, const struct section *s, size_t n)
{
	struct crm_buf *b = crm_out_buf(c->out);
	const struct crm_entity_def *def = s->entity->def;

	crm_buf_str(b, c->color ? "\n\033[1m" : "\n");
	if (c->chinese)
		crm_buf_str(b, def->zh);
	else
		crm_plural(b, def->en);
	crm_buf_printf(
	    b, " (%s): %zu%s\n", s->path, n, c->color ? "\033[0m" : "");
}

static enum crm_status
print_section(struct crm_cmd *c, const struct section *s,
    const struct crm_id_list *ids, struct crm_err *err)
{
	struct crm_writer_opts o = { .format = CRM_FMT_TABLE,
		.chinese = c->chinese,
		.color = c->color,
		.width = c->width };
	struct crm_writer *w = NULL;
	struct crm_value *cells;
	enum crm_status st;
	size_t i;

	if (ids->n == 0)
		return CRM_OK;
	heading(c, s, ids->n);
	st = crm_writer_open(c->out, &o, s->column, s->n, &w, err);
	for (i = 0; i < ids->n && st == CRM_OK; i++) {
		st = crm_view_seek(s->view, ids->id[i], &cells, err);
		if (st == CRM_OK)
			st = crm_writer_row(w, cells, err);
	}
	if (st == CRM_OK)
		st = crm_writer_end(w, err);
	crm_writer_close(w);
	return st;
}

/* The earliest open task of those in a section. */
static enum crm_status
open_next_step(struct crm_cmd *c, const struct section *s, struct crm_stmt **q,
    struct crm_err *err)
{
	const char *end = strstr(s->sql, " ORDER BY");

	return crm_sql(c->store,
	    crm_sprintf(c->arena,
		"SELECT x.\"id\", "
		"x.\"subject\", x.\"due\" FROM task x WHERE x.\"status\" IN "
		"('todo', 'doing') AND x.\"id\" IN (SELECT y.\"id\" FROM (%.*s) y)"
		" ORDER BY coalesce(x.\"due\", 1000000), x.\"id\" LIMIT 1",
		(int)(end - s->sql), s->sql),
	    q, err);
}

/* "Next step: call back, due 2026-11-30 (T12)" */
static void
print_next_step(
    struct crm_cmd *c, const struct crm_entity *task, struct crm_stmt *q)
{
	struct crm_buf *b = crm_out_buf(c->out);

	crm_buf_printf(b, "\n%s", c->chinese ? "下一步：" : "Next step: ");
	crm_escape(b, crm_col_text(q, 1));
	if (!crm_col_null(q, 2)) {
		crm_buf_str(b, c->chinese ? "，截止 " : ", due ");
		crm_date_format(b, crm_col_int(q, 2));
	}
	crm_buf_str(b, " (");
	crm_id_format(b, task, crm_col_int(q, 0));
	crm_buf_str(b, ")\n");
}

static enum crm_status
next_step(struct crm_cmd *c, const struct sections *all, int64_t id,
    struct crm_err *err)
{
	const struct section *s = all->all;
	char text[SECTION_ID];
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	while (s < all->all + all->n && strcmp(s->name, "task.about") != 0)
		s++;
	if (s == all->all + all->n)
		return CRM_OK;
	if ((st = open_next_step(c, s, &q, err)) != CRM_OK)
		return st;
	section_bind(all->of, s, id, text, q);
	if ((st = crm_step(q, &row, err)) != CRM_OK || !row)
		return st;
	print_next_step(c, s->entity, q);
	crm_reset(q);
	return CRM_OK;
}

static enum crm_status
show_pages(struct crm_cmd *c, struct crm_view *v, const struct sections *all,
    struct crm_err *err)
{
	struct crm_id_list ids = { NULL, 0, 0 };
	enum crm_status st = CRM_OK;
	size_t i, j;

	for (i = 0; i < c->ids.n && st == CRM_OK; i++) {
		if (i > 0)
			crm_out_write(c->out, "\n\n", 2);
		st = show_profile(c, v, c->ids.id[i], err);
		for (j = 0; j < all->n && st == CRM_OK; j++) {
			const struct section *s = &all->all[j];

			st = section_ids(
			    c, all->of, s, c->ids.id[i], &ids, err);
			if (st == CRM_OK)
				st = print_section(c, s, &ids, err);
		}
		if (st == CRM_OK)
			st = next_step(c, all, c->ids.id[i], err);
		crm_out_check(c->out);
	}
	return st;
}

/* ---- nested ---- */

/* Lists in lists: what refers to the record, and the parts of that. */
enum { LEVELS = 2 };

struct nest {
	struct crm_cmd *c;
	struct crm_id_list ids[LEVELS];
};

static enum crm_status put_members(struct nest *n, int level,
    const struct crm_entity *of, const struct section *s, size_t n_sections,
    int64_t id, struct crm_err *err);

/* ,"contact.customer":[{…},…] */
static enum crm_status
put_list(struct nest *n, int level, const struct crm_entity *of,
    const struct section *s, int64_t id, struct crm_err *err)
{
	struct crm_buf *b = crm_out_buf(n->c->out);
	struct crm_id_list *ids = &n->ids[level];
	struct crm_value *cells;
	enum crm_status st;
	size_t i;

	st = section_ids(n->c, of, s, id, ids, err);
	crm_buf_char(b, ',');
	crm_json_text(b, crm_text_of(s->name));
	crm_buf_str(b, ":[");
	for (i = 0; i < ids->n && st == CRM_OK; i++) {
		if ((st = crm_view_seek(s->view, ids->id[i], &cells, err)) !=
		    CRM_OK)
			break;
		crm_buf_str(b, i > 0 ? "," : "");
		crm_json_open(b, s->column, s->n, cells);
		st = put_members(n, level + 1, s->entity, s->part, s->n_parts,
		    ids->id[i], err);
		crm_out_check(n->c->out);
	}
	crm_buf_char(b, ']');
	return st;
}

/* What belongs to a record, and the bracket that ends its object. */
static enum crm_status
put_members(struct nest *n, int level, const struct crm_entity *of,
    const struct section *s, size_t n_sections, int64_t id, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < n_sections && st == CRM_OK; i++)
		st = put_list(n, level, of, &s[i], id, err);
	crm_buf_char(crm_out_buf(n->c->out), '}');
	return st;
}

static enum crm_status
show_nested(struct crm_cmd *c, struct crm_view *v, const struct sections *all,
    struct crm_err *err)
{
	bool lines = c->format == CRM_FMT_NDJSON;
	struct crm_buf *b = crm_out_buf(c->out);
	struct nest n = { .c = c };
	const struct crm_column *column;
	struct crm_value *cells;
	enum crm_status st = CRM_OK;
	size_t i, n_columns;

	column = crm_view_columns(v, &n_columns);
	crm_buf_str(b, lines ? "" : "[");
	for (i = 0; i < c->ids.n && st == CRM_OK; i++) {
		if ((st = crm_view_seek(v, c->ids.id[i], &cells, err)) !=
		    CRM_OK)
			break;
		crm_buf_str(b, lines ? "" : i > 0 ? ",\n" : "\n");
		crm_json_open(b, column, n_columns, cells);
		st = put_members(
		    &n, 0, all->of, all->all, all->n, c->ids.id[i], err);
		crm_buf_str(b, lines ? "\n" : "");
		crm_out_check(c->out);
	}
	crm_buf_str(b, lines ? "" : c->ids.n > 0 ? "\n]\n" : "]\n");
	return st;
}

/* ---- a workbook: a sheet for each kind of record ---- */

static enum crm_status
put_sheet(struct crm_cmd *c, struct crm_writer *w, struct crm_view *v,
    const struct crm_id_list *ids, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	struct crm_value *cells;
	size_t i;

	for (i = 0; i < ids->n && st == CRM_OK; i++) {
		st = crm_view_seek(v, ids->id[i], &cells, err);
		if (st == CRM_OK)
			st = crm_writer_row(w, cells, err);
		crm_out_check(c->out);
	}
	return st;
}

/* What belongs to all of these records, each kind where there is any. */
static enum crm_status
put_sheets(struct crm_cmd *c, struct crm_writer *w, const struct crm_entity *of,
    const struct section *s, size_t n, const struct crm_id_list *records,
    struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i, j, k;

	for (i = 0; i < n && st == CRM_OK; i++) {
		struct crm_id_list one = { NULL, 0, 0 }, all = { NULL, 0, 0 };

		for (j = 0; j < records->n && st == CRM_OK; j++) {
			st = section_ids(
			    c, of, &s[i], records->id[j], &one, err);
			for (k = 0; k < one.n && st == CRM_OK; k++)
				crm_id_list_add(&all, c->arena, one.id[k]);
		}
		if (st != CRM_OK || all.n == 0)
			continue;
		st = crm_writer_sheet(w, s[i].name, s[i].column, s[i].n, err);
		if (st == CRM_OK)
			st = put_sheet(c, w, s[i].view, &all, err);
		if (st == CRM_OK)
			st = put_sheets(c, w, s[i].entity, s[i].part,
			    s[i].n_parts, &all, err);
	}
	return st;
}

static enum crm_status
show_workbook(struct crm_cmd *c, struct crm_view *v, const struct sections *all,
    struct crm_err *err)
{
	const struct crm_column *column;
	struct crm_writer *w = NULL;
	enum crm_status st;
	size_t n;

	column = crm_view_columns(v, &n);
	st = crm_cmd_writer(c, column, n, &w, err);
	if (st == CRM_OK)
		st = put_sheet(c, w, v, &c->ids, err);
	if (st == CRM_OK)
		st = put_sheets(c, w, all->of, all->all, all->n, &c->ids, err);
	if (st == CRM_OK)
		st = crm_writer_end(w, err);
	crm_writer_close(w);
	return st;
}

enum crm_status
show_all(struct crm_cmd *c, struct crm_view *v, struct crm_err *err)
{
	bool page = c->format == CRM_FMT_TABLE;
	bool book = c->format == CRM_FMT_XLSX;
	struct sections all;
	enum crm_status st;

	if (!page && !book && c->format != CRM_FMT_JSON &&
	    c->format != CRM_FMT_NDJSON)
		return crm_fail(err, CRM_USAGE,
		    "show --all prints table, json, ndjson or xlsx, not %s; "
		    "say which: -o json",
		    crm_format_name(c->format));
	st = sections_open(c, c->entity, page, &all, err);
	if (st == CRM_OK)
		st = page  ? show_pages(c, v, &all, err)
		    : book ? show_workbook(c, v, &all, err)
			   : show_nested(c, v, &all, err);
	sections_close(&all);
	return st;
}
