/* export: several kinds of records as one workbook, a sheet each. */
#include "cli/internal.h"

#include <crm/cli/verbs.h>

#include <string.h>

/* The sheet of a kind: the columns of list, so that it may come back. */
static enum crm_status
put_kind(struct crm_cmd *c, const struct crm_entity *e, struct crm_writer **w,
    struct crm_err *err)
{
	struct crm_view_opts o = { .chinese = c->chinese, .limit = -1 };
	const struct crm_column *column;
	struct crm_columns columns;
	struct crm_view *v = NULL;
	struct crm_value *cells;
	enum crm_status st;
	size_t n;

	if ((st = columns_of_list(c, e, &columns, err)) != CRM_OK)
		return st;
	o.columns = &columns;
	if ((st = crm_view_open(c->store, e, &o, c->arena, &v, err)) != CRM_OK)
		return st;
	column = crm_view_columns(v, &n);
	st = *w == NULL ? crm_cmd_writer(c, column, n, w, err)
			: crm_writer_sheet(*w, e->def->name, column, n, err);
	while (st == CRM_OK && (st = crm_view_next(v, &cells, err)) == CRM_OK &&
	    cells != NULL)
		st = crm_writer_row(*w, cells, err);
	crm_view_close(v);
	return st;
}

static enum crm_status
has_records(struct crm_cmd *c, const struct crm_entity *e, bool *has,
    struct crm_err *err)
{
	const char *sql = crm_sprintf(c->arena,
	    "SELECT 1 FROM \"%s\" WHERE \"deleted\" IS NULL LIMIT 1",
	    e->def->table);
	struct crm_value v;
	enum crm_status st = crm_get_int(c->store, sql, NULL, 0, &v, err);

	*has = st == CRM_OK && v.kind == CRM_INT;
	return st;
}

/* Those that are named, else all of which there is anything. */
static enum crm_status
choose(struct crm_cmd *c, const struct crm_entity **kind, size_t *n,
    struct crm_err *err)
{
	enum crm_status st;
	bool has;

	*n = 0;
	for (size_t i = 0; i < c->n_operands; i++) {
		kind[*n] = crm_dict_find(c->dict, c->operand[i]);
		if (kind[(*n)++] == NULL)
			return crm_fail(err, CRM_USAGE,
			    "'%s' is not a kind of record; crm-admin views "
			    "lists them",
			    c->operand[i]);
	}
	for (size_t i = 0; c->n_operands == 0 && i < c->dict->n; i++) {
		st = has_records(c, c->dict->entity[i], &has, err);
		if (st != CRM_OK)
			return st;
		if (has)
			kind[(*n)++] = c->dict->entity[i];
	}
	return CRM_OK;
}

enum crm_status
crm_verb_export(struct crm_cmd *c, struct crm_err *err)
{
	size_t n, most = c->n_operands + c->dict->n;
	const struct crm_entity **kind = crm_alloc_n(
	    c->arena, most, sizeof *kind);
	struct crm_writer *w = NULL;
	enum crm_status st;

	c->format = CRM_FMT_XLSX;
	if ((st = choose(c, kind, &n, err)) != CRM_OK)
		return st;
	for (size_t i = 0; i < n && st == CRM_OK; i++) {
		c->entity = kind[i];
		st = put_kind(c, kind[i], &w, err);
	}
	c->entity = NULL;
	if (st == CRM_OK && w != NULL)
		st = crm_writer_end(w, err);
	crm_writer_close(w);
	return st;
}
