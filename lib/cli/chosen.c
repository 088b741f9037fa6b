/* Which records a verb does that does all where none are named. */
#include "internal.h"

enum crm_status
crm_cmd_select(struct crm_cmd *c, const struct crm_entity *e,
    const struct crm_filter *a, const struct crm_filter *b,
    struct crm_id_list *out, struct crm_err *err)
{
	struct crm_stmt *q;
	struct crm_sql sql;
	enum crm_status st;
	bool row;

	crm_sql_init(&sql, c->arena);
	crm_buf_printf(&sql.text,
	    "SELECT t.\"id\" FROM \"%s\" t "
	    "WHERE t.\"deleted\" IS NULL",
	    e->def->table);
	if (a != NULL) {
		crm_buf_str(&sql.text, " AND ");
		crm_filter_sql(a, "t", &sql);
	}
	if (b != NULL) {
		crm_buf_str(&sql.text, " AND ");
		crm_filter_sql(b, "t", &sql);
	}
	crm_buf_str(&sql.text, " ORDER BY t.\"id\"");
	if ((st = crm_sql(c->store, sql.text.data, &q, err)) == CRM_OK) {
		crm_bind_all(q, sql.bind, sql.n);
		while ((st = crm_step(q, &row, err)) == CRM_OK && row)
			crm_id_list_add(out, c->arena, crm_col_int(q, 0));
	}
	crm_sql_free(&sql);
	return st;
}

/* Those of c->ids that -w lets through, in their order. */
static enum crm_status
filter_ids(struct crm_cmd *c, const struct crm_filter *where,
    struct crm_id_list *out, struct crm_err *err)
{
	struct crm_stmt *q = NULL;
	struct crm_sql sql;
	enum crm_status st;
	bool row = true;
	size_t i;

	crm_sql_init(&sql, c->arena);
	crm_buf_printf(
	    &sql.text, "SELECT 1 FROM \"%s\" t WHERE ", c->entity->def->table);
	crm_filter_sql(where, "t", &sql);
	crm_buf_str(&sql.text, " AND t.\"id\" = ?");
	crm_sql_bind(&sql, CRM_VALUE_NULL);
	st = crm_sql(c->store, sql.text.data, &q, err);
	for (i = 0; st == CRM_OK && i < c->ids.n; i++) {
		sql.bind[sql.n - 1] = crm_value_int(c->ids.id[i]);
		crm_bind_all(q, sql.bind, sql.n);
		if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
			crm_id_list_add(out, c->arena, c->ids.id[i]);
			crm_reset(q);
		}
	}
	crm_sql_free(&sql);
	return st;
}

enum crm_status
crm_cmd_ids(struct crm_cmd *c, const char *open, struct crm_id_list *out,
    struct crm_err *err)
{
	struct crm_filter_env env = crm_store_env(c->store);
	struct crm_filter *where = NULL, *all = NULL;
	enum crm_status st;

	*out = (struct crm_id_list){ NULL, 0, 0 };
	if ((st = crm_cmd_filter(c, c->entity, &where, err)) != CRM_OK)
		return st;
	if (c->n_operands == 0) {
		if (open != NULL &&
		    (st = crm_filter_parse(c->dict, c->entity, open, &env,
			 c->arena, &all, err)) != CRM_OK)
			return st;
		return crm_cmd_select(c, c->entity, all, where, out, err);
	}
	if (where != NULL)
		return filter_ids(c, where, out, err);
	*out = c->ids;
	return CRM_OK;
}
