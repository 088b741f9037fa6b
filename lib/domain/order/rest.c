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

/* Nor more than what is charged and was not credited. */
#define CHARGED(sum) \
	"(SELECT sum(" sum ") FROM receivable c " \
	"WHERE c.\"order\" = o.\"id\" AND c.\"void_on\" IS NULL " \
	"AND c.\"deleted\" IS NULL)"
#define CREDITED(sum) \
	"coalesce((SELECT sum(" sum ") FROM payment p " \
	"WHERE p.\"order\" = o.\"id\" AND p.\"kind\" = 'credit' " \
	"AND p.\"void_on\" IS NULL AND p.\"deleted\" IS NULL), 0)"
/* Red letters that were ahead of what comes back now: it is credited by them. */
#define LETTERS \
	"FROM payment a JOIN invoice i ON i.\"id\" = a.\"invoice\" " \
	"AND i.\"red_reason\" = 'returned' WHERE a.\"order\" = o.\"id\" " \
	"AND a.\"kind\" = 'credit' AND a.\"return\" IS NULL " \
	"AND coalesce(a.\"less\", 0) = 0 AND a.\"void_on\" IS NULL " \
	"AND a.\"deleted\" IS NULL"
#define AHEAD(sum, credit, amount) \
	"(SELECT CASE WHEN z.k > z.u THEN z.k - z.u ELSE 0 END FROM (SELECT " \
	"coalesce((SELECT sum(" sum ") " LETTERS "), 0) AS k, " \
	"coalesce((SELECT sum(" CRM_SQL_UNNOTED("t", credit, amount) ") " \
	"FROM sale_return t WHERE t.\"order\" = o.\"id\" " \
	"AND t.\"deleted\" IS NULL AND t.\"status\" = 'received' " \
	"AND EXISTS (SELECT 1 " LETTERS \
	" AND i.\"born\" < t.\"born\")), 0) AS u) z)"
#define NET(of) "coalesce(" of ".\"net\", " of ".\"amount\")"
/* clang-format on */

static enum crm_status
read_rest(struct crm_store *s, int64_t id, bool *takes_off,
    struct crm_charge *left, struct crm_value *comes_to, struct crm_err *err)
{
	struct crm_stmt *q;
	bool row;
	enum crm_status st = crm_sql(s,
	    "SELECT CAST(" COMES_TO " - coalesce((SELECT sum(r.\"credit\") "
	    "FROM sale_return r WHERE r.\"order\" = o.\"id\" "
	    "AND r.\"deleted\" IS NULL AND r.\"status\" = 'received'), 0) "
	    "AS BIGINT), CAST(" CHARGED("c.\"amount\"") " - " CREDITED(
		"p.\"amount\"") " + " AHEAD("a.\"amount\"", "credit",
		"amount") " AS BIGINT), "
			  "CAST(" CHARGED(NET("c")) " - " CREDITED(
			      NET("p")) " + " AHEAD(NET("a"), "net",
			      "net") " AS BIGINT) FROM sale_order o WHERE o.\"id\" = ? "
				     "AND EXISTS (SELECT 1 FROM order_line n "
				     "WHERE n.\"order\" = o.\"id\" AND n.\"deleted\" IS NULL "
				     "AND coalesce(n.\"gross\", n.\"amount\") < 0)",
	    &q, err);

	*takes_off = false;
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(id));
	if ((st = crm_step(q, &row, err)) != CRM_OK || !row)
		return st;
	*takes_off = !crm_col_null(q, 0);
	*comes_to = crm_value_int(crm_col_int(q, 0));
	*left = crm_col_null(q, 1)
	    ? (struct crm_charge){ INT64_MAX, 0 }
	    : (struct crm_charge){ crm_col_int(q, 1), crm_col_int(q, 2) };
	crm_reset(q);
	return CRM_OK;
}

/* What takes all that is left takes the rest of its net too. */
enum crm_status
order_rest(struct crm_store *s, int64_t id, const struct crm_charge *given,
    struct crm_charge *c, struct crm_err *err)
{
	struct crm_charge left;
	struct crm_value most;
	bool takes_off;
	enum crm_status st = read_rest(s, id, &takes_off, &left, &most, err);

	if (st != CRM_OK || !takes_off || c->gross <= 0)
		return st;
	left.gross -= given->gross;
	left.net -= given->net;
	if (left.gross >= 0 && left.gross <= most.i && left.gross <= c->gross) {
		*c = left;
		return CRM_OK;
	}
	if (c->gross <= most.i)
		return CRM_OK;
	if (most.i < 0)
		most.i = 0;
	c->net = crm_div_round((__int128)c->net * most.i, c->gross);
	c->gross = most.i;
	return CRM_OK;
}
