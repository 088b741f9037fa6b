/* The books of orders: deliveries = moves, returns = moves = credit notes, nothing comes
 * back that did not leave. */
#include "order.h"

#include "domain/document/gone.h"

#define SHIPPED_BY(line) \
	"coalesce((SELECT CAST(sum(d.\"quantity\") AS BIGINT) " \
	"FROM delivery_line d JOIN delivery v ON v.\"id\" = d.\"delivery\" " \
	"WHERE d.\"order_line\" = " line " AND d.\"deleted\" IS NULL " \
	"AND v.\"deleted\" IS NULL AND v.\"status\" = 'shipped'), 0)"

static const struct lie lies[] = {
	LINES_SUM("order", "sale_order", "order_line", "order"),
	LINES_GONE("order", "sale_order", "order_line", "order"),
	{ "delivery-line", "delivery-moves",
	    N_("%s were delivered, the move took out %s"),
	    "SELECT d.\"id\", d.\"quantity\", -m.\"quantity\" "
	    "FROM delivery_line d JOIN move m ON m.\"id\" = d.\"move\" "
	    "LEFT JOIN order_line l ON l.\"id\" = d.\"order_line\" "
	    "WHERE d.\"deleted\" IS NULL AND l.\"unit\" IS NULL "
	    "AND d.\"quantity\" <> -m.\"quantity\" ORDER BY d.\"id\"",
	    CRM_DECIMAL_DIGITS },
	{ "delivery", "delivery-void",
	    N_("it is void, and of its moves %s are not taken back, not %s"),
	    "SELECT v.\"id\", CAST(-sum(m.\"quantity\" + coalesce((SELECT "
	    "sum(b.\"quantity\") FROM move b WHERE b.\"of\" = m.\"id\" "
	    "AND b.\"kind\" = 'reversal' AND b.\"deleted\" IS NULL), 0)) AS BIGINT), 0 FROM delivery v "
	    "JOIN delivery_line d ON d.\"delivery\" = v.\"id\" "
	    "JOIN move m ON m.\"id\" = d.\"move\" "
	    "WHERE v.\"status\" = 'void' AND v.\"deleted\" IS NULL "
	    "GROUP BY v.\"id\" HAVING sum(m.\"quantity\" + coalesce((SELECT "
	    "sum(b.\"quantity\") FROM move b WHERE b.\"of\" = m.\"id\" "
	    "AND b.\"kind\" = 'reversal' AND b.\"deleted\" IS NULL), 0)) <> 0 ORDER BY v.\"id\"",
	    CRM_DECIMAL_DIGITS },
	{ "order-line", "returned", N_("%s have come back of %s that left"),
	    "SELECT l.\"id\", r.n, " SHIPPED_BY(
		"l.\"id\"") " FROM order_line l JOIN (SELECT "
			    "\"order_line\", CAST(sum(\"quantity\") AS BIGINT) n "
			    "FROM sale_return WHERE \"deleted\" IS NULL "
			    "AND \"status\" = 'received' "
			    "AND \"delivery_line\" IS NOT NULL "
			    "GROUP BY \"order_line\") r "
			    "ON r.\"order_line\" = l.\"id\" "
			    "WHERE l.\"deleted\" IS NULL AND r.n > " SHIPPED_BY(
				"l.\"id\"") " ORDER BY l.\"id\"",
	    CRM_DECIMAL_DIGITS },
	{ "return", "return-moves", N_("%s came back, the move took in %s"),
	    "SELECT r.\"id\", r.\"quantity\", "
	    "m.\"quantity\" + coalesce(m.\"scrapped\", 0) FROM sale_return r "
	    "JOIN move m ON m.\"id\" = r.\"move\" "
	    "LEFT JOIN order_line l ON l.\"id\" = r.\"order_line\" "
	    "WHERE r.\"deleted\" IS NULL AND l.\"unit\" IS NULL "
	    "AND r.\"quantity\" <> m.\"quantity\" + "
	    "coalesce(m.\"scrapped\", 0) ORDER BY r.\"id\"",
	    CRM_DECIMAL_DIGITS },
	/* Of what was charged when it left all is credited, unless a red letter or
	 * another note did it, or what was charged is void; of the rest as much as
	 * was charged, and no more than it says.  A note that somebody voided was
	 * one. */
	{ "return", "return-notes",
	    N_("its credit is %s, its credit notes come to %s"),
	    "SELECT x.\"id\", x.\"credit\", x.n FROM (SELECT r.\"id\", "
	    "coalesce(r.\"credit\", 0) AS \"credit\", r.\"order_line\", "
	    "r.\"order\", "
	    "CASE WHEN d.\"gross\" IS NULL THEN 0 ELSE 1 END AS told, "
	    "coalesce((SELECT CAST(sum(p.\"amount\") AS BIGINT) "
	    "FROM payment p WHERE p.\"return\" = r.\"id\" "
	    "AND p.\"deleted\" IS NULL), 0) AS n "
	    "FROM sale_return r LEFT JOIN delivery_line d "
	    "ON d.\"id\" = r.\"delivery_line\" "
	    "WHERE r.\"deleted\" IS NULL AND r.\"status\" = 'received') x "
	    "WHERE x.n > x.\"credit\" OR (x.told = 1 AND x.n < x.\"credit\" "
	    "AND NOT EXISTS (SELECT 1 FROM invoice_line v JOIN invoice i "
	    "ON i.\"id\" = v.\"invoice\" WHERE i.\"red_of\" IS NOT NULL "
	    "AND v.\"order_line\" = x.\"order_line\" "
	    "AND v.\"deleted\" IS NULL) AND NOT EXISTS (SELECT 1 "
	    "FROM receivable c WHERE c.\"order\" = x.\"order\" "
	    "AND c.\"void_on\" IS NOT NULL AND c.\"booked_on\" IS NOT NULL "
	    "AND c.\"deleted\" IS NULL) AND NOT EXISTS (SELECT 1 "
	    "FROM payment k WHERE k.\"order\" = x.\"order\" "
	    "AND k.\"kind\" = 'credit' AND k.\"return\" IS NULL "
	    "AND k.\"deleted\" IS NULL)) ORDER BY x.\"id\"",
	    -1 },
	{ "delivery-line", "delivery-credit",
	    N_("%s of it are credited, %s were charged"),
	    "SELECT d.\"id\", r.n, d.\"gross\" FROM delivery_line d JOIN "
	    "(SELECT \"delivery_line\", CAST(sum(\"credit\") AS BIGINT) n "
	    "FROM sale_return WHERE \"deleted\" IS NULL "
	    "AND \"status\" = 'received' GROUP BY \"delivery_line\") r "
	    "ON r.\"delivery_line\" = d.\"id\" "
	    "WHERE d.\"deleted\" IS NULL AND r.n > d.\"gross\" "
	    "ORDER BY d.\"id\"",
	    -1 },
	/* What came back to be sent anew is wanted again. */
	{ "reservation", "reserved-line",
	    N_("%s are asked for, of its order line %s have still to leave"),
	    "SELECT v.\"id\", v.\"quantity\" - v.\"shipped\", "
	    "l.\"quantity\" - coalesce(l.\"cancelled\", 0) "
	    "- coalesce(d.n, 0) + coalesce(r.n, 0) FROM reservation v "
	    "JOIN order_line l ON v.\"about\" = 'OL' || l.\"id\" "
	    "AND l.\"product\" = v.\"product\" "
	    "JOIN sale_order o ON o.\"id\" = l.\"order\" "
	    "LEFT JOIN (SELECT x.\"order_line\", "
	    "CAST(sum(x.\"quantity\") AS BIGINT) n FROM delivery_line x "
	    "JOIN delivery y ON y.\"id\" = x.\"delivery\" "
	    "WHERE x.\"deleted\" IS NULL AND y.\"deleted\" IS NULL "
	    "AND y.\"status\" = 'shipped' GROUP BY x.\"order_line\") d "
	    "ON d.\"order_line\" = l.\"id\" "
	    "LEFT JOIN (SELECT \"order_line\", "
	    "CAST(sum(\"quantity\") AS BIGINT) n FROM sale_return "
	    "WHERE \"exchange\" = 1 AND \"deleted\" IS NULL "
	    "AND \"status\" = 'received' GROUP BY \"order_line\") r "
	    "ON r.\"order_line\" = l.\"id\" "
	    "WHERE v.\"status\" = 'open' AND v.\"deleted\" IS NULL "
	    "AND l.\"deleted\" IS NULL AND l.\"unit\" IS NULL "
	    "AND o.\"status\" IN ('confirmed', 'on_hold') "
	    "AND v.\"quantity\" - v.\"shipped\" <> l.\"quantity\" "
	    "- coalesce(l.\"cancelled\", 0) - coalesce(d.n, 0) "
	    "+ coalesce(r.n, 0) ORDER BY v.\"id\"",
	    CRM_DECIMAL_DIGITS },
	{ "reservation", "reserved-for",
	    N_("%s are held for an order that is over, not %s"),
	    "SELECT v.\"id\", v.\"held\", 0 FROM reservation v "
	    "JOIN order_line l ON v.\"about\" = 'OL' || l.\"id\" "
	    "JOIN sale_order o ON o.\"id\" = l.\"order\" "
	    "WHERE v.\"status\" = 'open' AND v.\"held\" > 0 "
	    "AND v.\"deleted\" IS NULL "
	    "AND o.\"status\" IN ('closed', 'cancelled') ORDER BY v.\"id\"",
	    CRM_DECIMAL_DIGITS },
};

enum crm_status
order_audit(
    struct crm_store *s, found_each *each, void *ctx, struct crm_err *err)
{
	return lies_tell(s, lies, COUNT(lies), each, ctx, err);
}
