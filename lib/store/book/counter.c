/*
 * The counters that ids come from, beside the ids that there are.  Where a counter
 * goes back with its transaction both are the same, for no record is ever removed.
 */
#include "store/internal.h"

static enum crm_status
number_of(struct crm_store *s, const struct crm_buf *sql, int64_t *out,
    struct crm_err *err)
{
	struct crm_value v;
	enum crm_status st = crm_get_int(s, sql->data, NULL, 0, &v, err);

	*out = st == CRM_OK && v.kind == CRM_INT ? v.i : 0;
	return st;
}

enum crm_status
counter_last(
    struct crm_store *s, const char *name, int64_t *out, struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	enum crm_status st;

	crm_buf_str(&sql, "SELECT ");
	schema_put_name(&sql, s->engine->last_id_sql, name);
	st = number_of(s, &sql, out, err);
	crm_buf_free(&sql);
	return st;
}

enum crm_status
counter_most(struct crm_store *s, const char *name, const char *table,
    int64_t *out, struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	enum crm_status st;

	crm_buf_printf(&sql,
	    "SELECT max(m) FROM (SELECT max(\"id\") m FROM \"%s\" UNION ALL "
	    "SELECT max(\"last\") FROM birth WHERE \"entity\" = '%s') x",
	    table, name);
	st = number_of(s, &sql, out, err);
	crm_buf_free(&sql);
	return st;
}

static enum crm_status
level(struct crm_store *s, const char *name, const char *table,
    struct crm_err *err)
{
	enum crm_status st;
	int64_t last, most;

	if ((st = counter_last(s, name, &last, err)) != CRM_OK ||
	    (st = counter_most(s, name, table, &most, err)) != CRM_OK ||
	    last <= most)
		return st;
	return s->engine->give_ids(s, name, most + 1, last, err);
}

enum crm_status
counters_level(struct crm_store *s, struct crm_err *err)
{
	enum crm_status st;

	if (s->engine->keeps_counters)
		return CRM_OK;
	st = level(s, "batch", "batch", err);
	for (size_t i = 0; i < s->dict->n && st == CRM_OK; i++)
		st = level(s, s->dict->entity[i]->def->name,
		    s->dict->entity[i]->def->table, err);
	return st;
}
