/* How many records a report is about: for its definition. */
#include "kit.h"

enum crm_status
crm_report_count(struct crm_store *s, const struct crm_entity *e,
    const struct crm_filter *where, struct crm_arena *arena, int64_t *n,
    struct crm_err *err)
{
	struct crm_value found = CRM_VALUE_NULL;
	struct crm_sql q;
	enum crm_status st;

	crm_sql_init(&q, arena);
	crm_buf_printf(&q.text,
	    "SELECT count(*) FROM \"%s\" t WHERE t.\"deleted\" IS NULL",
	    e->def->table);
	if (where != NULL) {
		crm_buf_str(&q.text, " AND (");
		crm_filter_sql(where, "t", &q);
		crm_buf_char(&q.text, ')');
	}
	st = crm_get_int(s, q.text.data, q.bind, q.n, &found, err);
	crm_sql_free(&q);
	*n = st == CRM_OK ? found.i : 0;
	return st;
}
