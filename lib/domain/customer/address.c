/* Where mail to a customer goes: what nobody in particular is to read first. */
#include "customer.h"

#include <crm/domain/address.h>

enum crm_status
crm_customer_address(struct crm_store *s, int64_t customer, struct crm_arena *a,
    struct crm_address *out, struct crm_err *err)
{
	enum { NAME, EMAIL };
	const struct crm_value v[] = { crm_value_int(customer),
		crm_value_int(customer) };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*out = (struct crm_address){ .name = "" };
	st = crm_sql(s,
	    "SELECT x.\"name\", x.\"email\" FROM (SELECT c.\"name\", "
	    "c.\"email\", 0 AS \"place\", c.\"id\" FROM customer c "
	    "WHERE c.\"id\" = ? UNION ALL SELECT t.\"name\", t.\"email\", "
	    "CASE WHEN t.\"primary\" = 1 THEN 1 ELSE 2 END, t.\"id\" "
	    "FROM contact t WHERE t.\"customer\" = ? AND t.\"deleted\" IS NULL "
	    "AND coalesce(t.\"left\", 0) = 0 "
	    "AND coalesce(t.\"do_not_contact\", 0) = 0) x "
	    "WHERE x.\"email\" IS NOT NULL OR x.\"place\" = 0 "
	    "ORDER BY CASE WHEN x.\"email\" IS NULL THEN 1 ELSE 0 END, "
	    "x.\"place\", x.\"id\" LIMIT 1",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	if ((st = crm_step(q, &row, err)) != CRM_OK || !row)
		return st;
	out->name = text_dup(a, crm_col_text(q, NAME));
	if (!crm_col_null(q, EMAIL))
		out->email = text_dup(a, crm_col_text(q, EMAIL));
	crm_reset(q);
	return CRM_OK;
}
