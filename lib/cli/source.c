/*
 * The cells of a stream: which column has the keys, and what its rows' version is.
 */
#include "source.h"

#include <crm/store/log.h>

#include <string.h>

/* "lead_id or contact_id" */
static void
key_text(const struct crm_cmd *c, const struct source *s, struct crm_buf *b)
{
	size_t i;

	if (crm_has(c, CRM_OPT_REF))
		crm_buf_str(b, c->opt[CRM_OPT_REF]);
	else if (s->via != NULL && s->via->column != NULL)
		crm_buf_str(b, s->via->column);
	else
		for (i = 0; s->keys[i] != NULL; i++)
			crm_buf_printf(
			    b, "%s%s", i > 0 ? crm_tr(" or ") : "", s->keys[i]);
}

static enum crm_status
no_key_column(const struct crm_cmd *c, const struct crm_reader *r,
    const struct source *s, struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT, key = CRM_BUF_INIT;
	enum crm_status st;
	size_t i;

	for (i = 0; i < crm_reader_columns(r); i++) {
		struct crm_text t = crm_reader_column(r, i);

		if (i > 0)
			crm_buf_str(&b, ", ");
		crm_escape(&b, t);
	}
	key_text(c, s, &key);
	st = crm_fail(err, CRM_USAGE,
	    "%s has no column %s (it has %.600s); "
	    "--ref names another",
	    crm_reader_name(r), key.data, b.len == 0 ? "none" : b.data);
	crm_buf_free(&b);
	crm_buf_free(&key);
	return st;
}

int
column_index(const struct crm_reader *r, const char *name)
{
	size_t i;

	for (i = 0; i < crm_reader_columns(r); i++)
		if (crm_text_is(crm_reader_column(r, i), name))
			return (int)i;
	return -1;
}

/* The column that names records of any kind: those of this noun are meant. */
static const char about[] = "about";

/* Whether a cell of that column is about another kind of record. */
static bool
is_of_others(const struct crm_cmd *c, struct crm_text cell)
{
	struct crm_text code;
	int64_t number;

	return c->entity != NULL && crm_id_split(cell, &code, &number) &&
	    !crm_text_is(code, c->entity->def->code);
}

/* As --ref says, a list's only column, else the first that is a key, else one
 * that leads to records which are referred to, else what each row is about. */
static enum crm_status
key_column(struct crm_cmd *c, const struct crm_reader *r,
    const struct source *s, int *col, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	bool is_list = crm_reader_format(r) == CRM_FMT_IDS;
	size_t i;

	*col = -1;
	if (crm_has(c, CRM_OPT_REF))
		*col = column_index(r, c->opt[CRM_OPT_REF]);
	else if (is_list)
		*col = 0;
	for (i = 0; !crm_has(c, CRM_OPT_REF) && s->keys[i] != NULL && *col < 0;
	     i++)
		*col = column_index(r, s->keys[i]);
	if (s->via != NULL)
		st = via_column(c, r, s->via, col, err);
	if (*col < 0 && !crm_has(c, CRM_OPT_REF) && c->entity != NULL)
		*col = column_index(r, about);
	return st == CRM_OK && *col < 0 ? no_key_column(c, r, s, err) : st;
}

/* The column that has a name of a key, and comes first: the rows are of that
 * kind. */
static int
first_key(const struct crm_cmd *c, const struct crm_reader *r)
{
	size_t i, k;

	for (i = 0; i < crm_reader_columns(r); i++)
		for (k = 0; k < c->dict->n; k++) {
			const struct crm_entity *e = c->dict->entity[k];

			if (crm_text_is(
				crm_reader_column(r, i), e->field[e->id]->name))
				return (int)i;
		}
	return -1;
}

/* What the row's version is, where the rows are of the records that are taken;
 * else 0: the version of a deal says nothing of its customer. */
static enum crm_status
read_version(const struct crm_cmd *c, const struct crm_reader *r,
    const struct source *s, int key, const struct crm_row *row,
    struct crm_err *err)
{
	enum crm_status st;
	int col;

	if (s->version == NULL)
		return CRM_OK;
	*s->version = 0;
	col = column_index(r, "version");
	if (col < 0 || (size_t)col >= row->n || key != first_key(c, r) ||
	    crm_text_trim(row->cell[col].text).n == 0)
		return CRM_OK;
	st = crm_version_parse(
	    crm_text_trim(row->cell[col].text), s->version, err);
	if (st != CRM_OK)
		crm_err_in_line(err, row->line);
	return st;
}

static enum crm_status
read_cells(struct crm_cmd *c, struct crm_reader *r, const struct source *s,
    struct crm_err *err)
{
	struct crm_row *row;
	enum crm_status st;
	int64_t taken = 0;
	int col = -1;

	while ((st = crm_reader_next(r, &row, err)) == CRM_OK && row != NULL) {
		struct crm_text t = { NULL, 0 };

		if (col < 0 && (st = key_column(c, r, s, &col, err)) != CRM_OK)
			break;
		if ((size_t)col < row->n &&
		    (st = crm_cell_check(r, row, (size_t)col, err)) != CRM_OK) {
			crm_err_in_line(err, row->line);
			break;
		}
		if ((size_t)col < row->n)
			t = crm_text_trim(row->cell[col].text);
		if (t.n == 0 ||
		    (crm_text_is(crm_reader_column(r, (size_t)col), about) &&
			is_of_others(c, t))) {
			c->skipped++;
			continue;
		}
		row_said(c, r, row);
		if ((st = read_version(c, r, s, col, row, err)) != CRM_OK ||
		    (st = s->take(c, s->ctx, t, err)) != CRM_OK)
			break;
		crm_progress(c, "read", ++taken, crm_reader_offset(r),
		    crm_reader_size(r));
	}
	crm_progress_end(c);
	/* A header alone still has to have the key. */
	if (st == CRM_OK && col < 0 && crm_reader_columns(r) > 0)
		st = key_column(c, r, s, &col, err);
	return st;
}

enum crm_status
read_source(struct crm_cmd *c, const struct source *s, struct crm_err *err)
{
	struct crm_buf key = CRM_BUF_INIT;
	struct crm_reader *r = NULL;
	enum crm_status st;

	if ((st = open_stream(c, &r, err)) != CRM_OK)
		return st;
	st = name_input(crm_reader_name(r), read_cells(c, r, s, err), err);
	crm_reader_close(r);
	if (st == CRM_OK && c->skipped > 0) {
		key_text(c, s, &key);
		crm_note(
		    c, "skipped %zu rows without %s", c->skipped, key.data);
		crm_buf_free(&key);
	}
	return st;
}

enum crm_status
crm_read_cells(struct crm_cmd *c, const char *const *keys,
    enum crm_status (*take)(struct crm_cmd *c, void *ctx, struct crm_text cell,
	struct crm_err *err),
    void *ctx, struct crm_err *err)
{
	const struct source s = { keys, NULL, NULL, take, ctx };

	return read_source(c, &s, err);
}
