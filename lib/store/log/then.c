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
