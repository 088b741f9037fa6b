/* What of an order with lines that take off can still be credited. */
#include "order.h"

#include <crm/model/charged.h>

/* clang-format off */
#define CANCELLED_OF(l) \
	"CASE WHEN coalesce(" l ".\"cancelled\", 0) = 0 THEN 0 ELSE " \
	"coalesce(" CRM_SQL_PRICED(l, "gross", l ".\"cancelled\"") ", 0) END"
/* What the lines of an order come to, or what is charged for them where that is more. */
#define COMES_TO \
	"(SELECT CASE WHEN x.a > x.b THEN x.a ELSE x.b END FROM (SELECT " \
	"(SELECT sum(" CRM_SQL_GROSS_OF("l") " - " CANCELLED_OF("l") " + " \
	CRM_SQL_REPRICED("l") ") FROM order_line l " \
	"WHERE l.\"order\" = o.\"id\" AND l.\"deleted\" IS NULL) AS a, " \
	"coalesce((SELECT sum(c.\"amount\") FROM receivable c " \
	"WHERE c.\"order\" = o.\"id\" AND c.\"void_on\" IS NULL " \
	"AND c.\"deleted\" IS NULL), 0) - " \
	"coalesce((SELECT sum(p.\"amount\") FROM payment p " \
	"WHERE p.\"order\" = o.\"id\" AND p.\"kind\" = 'credit' " \
	"AND p.\"void_on\" IS NULL AND p.\"deleted\" IS NULL " \
	"AND " CRM_SQL_OWN_NOTE("p") "), 0) AS b) x)"
/* clang-format on */

enum crm_status
order_rest(
    struct crm_store *s, int64_t id, struct crm_charge *c, struct crm_err *err)
{
	struct crm_value order = crm_value_int(id), most;
	enum crm_status st = crm_get_int(s,
	    "SELECT CAST(" COMES_TO " - coalesce((SELECT sum(r.\"credit\") "
	    "FROM sale_return r WHERE r.\"order\" = o.\"id\" "
	    "AND r.\"deleted\" IS NULL AND r.\"status\" = 'received'), 0) "
	    "AS BIGINT) FROM sale_order o WHERE o.\"id\" = ? "
	    "AND EXISTS (SELECT 1 FROM order_line n "
	    "WHERE n.\"order\" = o.\"id\" AND n.\"deleted\" IS NULL "
	    "AND coalesce(n.\"gross\", n.\"amount\") < 0)",
	    &order, 1, &most, err);

	if (st != CRM_OK || most.kind != CRM_INT || c->gross <= 0 ||
	    c->gross <= most.i)
		return st;
	if (most.i < 0)
		most.i = 0;
	c->net = crm_div_round((__int128)c->net * most.i, c->gross);
	c->gross = most.i;
	return CRM_OK;
}
