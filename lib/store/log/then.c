/* What a field of many records had at some time, as SQL: for those who look at each
 * of them at a time of its own, where --as-of would ask for one. */
#include "store/internal.h"

#include <crm/store/log.h>

static void
changes(const struct crm_entity *e, const char *field, struct crm_sql *sql)
{
	crm_buf_printf(&sql->text,
	    " FROM change h JOIN batch b ON b.\"id\" = h.\"batch\""
	    " WHERE h.\"entity\" = '%s' AND h.\"record\" = t.\"id\""
	    " AND h.\"field\" = '%s'",
	    e->def->name, field);
}

void
crm_changed_sql(
    const struct crm_entity *e, const char *field, struct crm_sql *sql)
{
	crm_buf_str(&sql->text, "EXISTS (SELECT 1");
	changes(e, field, sql);
	crm_buf_char(&sql->text, ')');
}

void
crm_value_then_sql(const struct crm_entity *e, const struct crm_field *f,
    const char *at, struct crm_sql *sql)
{
	crm_buf_str(&sql->text, "CASE WHEN EXISTS (SELECT 1");
	changes(e, f->name, sql);
	crm_buf_printf(&sql->text, " AND b.\"at\" >= %s) THEN (SELECT %s", at,
	    crm_type_is_text(f->type) ? "h.\"old\""
				      : "CAST(h.\"old\" AS BIGINT)");
	changes(e, f->name, sql);
	crm_buf_printf(&sql->text,
	    " AND b.\"at\" >= %s ORDER BY b.\"number\", h.\"id\" LIMIT 1) "
	    "ELSE t.\"%s\" END",
	    at, f->name);
}

enum crm_status
crm_log_has(struct crm_store *s, const struct crm_entity *e,
    const struct crm_field *f, bool *yes, struct crm_err *err)
{
	char name[32];
	const struct crm_value v[] = {
		crm_value_text(crm_text_of(e->def->name)),
		crm_value_text(crm_text_of(log_field_name(f, name))),
	};
	struct crm_value n;
	enum crm_status st = crm_get_int(s,
	    "SELECT count(*) FROM (SELECT 1 FROM change WHERE \"entity\" = ? "
	    "AND \"field\" = ? AND (\"old\" IS NOT NULL "
	    "OR \"new\" IS NOT NULL) LIMIT 1) x",
	    v, sizeof v / sizeof *v, &n, err);

	*yes = st == CRM_OK && n.i > 0;
	return st;
}
