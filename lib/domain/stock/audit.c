/* The books of stock: on hand = moves = layers, and so their values. */
#include "stock.h"

static const struct lie lies[] = {
	{ "level", "stock-moves", N_("on hand is %s, its moves make %s"),
	    "SELECT v.\"id\", v.\"on_hand\", coalesce(x.n, 0) FROM level v "
	    "LEFT JOIN (SELECT \"product\", \"warehouse\", "
	    "CAST(sum(\"quantity\") AS BIGINT) n FROM move "
	    "WHERE \"deleted\" IS NULL GROUP BY \"product\", \"warehouse\") x "
	    "ON x.\"product\" = v.\"product\" "
	    "AND x.\"warehouse\" = v.\"warehouse\" "
	    "WHERE v.\"on_hand\" <> coalesce(x.n, 0) ORDER BY v.\"id\"",
	    CRM_DECIMAL_DIGITS },
	{ "level", "stock-layers", N_("on hand is %s, its layers make %s"),
	    "SELECT v.\"id\", v.\"on_hand\", coalesce(x.n, 0) FROM level v "
	    "LEFT JOIN (SELECT \"product\", \"warehouse\", "
	    "CAST(sum(\"left\") AS BIGINT) n FROM layer "
	    "WHERE \"open\" = 1 GROUP BY \"product\", \"warehouse\") x "
	    "ON x.\"product\" = v.\"product\" "
	    "AND x.\"warehouse\" = v.\"warehouse\" "
	    "WHERE v.\"on_hand\" <> coalesce(x.n, 0) ORDER BY v.\"id\"",
	    CRM_DECIMAL_DIGITS },
	{ "level", "stock-value", N_("value is %s, its moves make %s"),
	    "SELECT v.\"id\", v.\"value\", coalesce(x.n, 0) FROM level v "
	    "LEFT JOIN (SELECT \"product\", \"warehouse\", "
	    "CAST(sum(\"value\") AS BIGINT) n FROM move "
	    "WHERE \"deleted\" IS NULL GROUP BY \"product\", \"warehouse\") x "
	    "ON x.\"product\" = v.\"product\" "
	    "AND x.\"warehouse\" = v.\"warehouse\" "
	    "WHERE v.\"value\" <> coalesce(x.n, 0) ORDER BY v.\"id\"",
	    -1 },
	{ "level", "stock-fifo", N_("value is %s, its layers make %s"),
	    "SELECT v.\"id\", v.\"value\", coalesce(x.n, 0) FROM level v "
	    "JOIN product p ON p.\"id\" = v.\"product\" "
	    "LEFT JOIN (SELECT \"product\", \"warehouse\", "
	    "CAST(sum(\"left_value\") AS BIGINT) n FROM layer "
	    "WHERE \"open\" = 1 GROUP BY \"product\", \"warehouse\") x "
	    "ON x.\"product\" = v.\"product\" "
	    "AND x.\"warehouse\" = v.\"warehouse\" "
	    "WHERE p.\"cost_method\" = 'fifo' "
	    "AND v.\"value\" <> coalesce(x.n, 0) ORDER BY v.\"id\"",
	    -1 },
	{ "level", "stock-empty",
	    N_("nothing is there, and it is worth %s, not %s"),
	    "SELECT \"id\", \"value\", 0 FROM level WHERE \"on_hand\" = 0 "
	    "AND \"value\" <> 0 ORDER BY \"id\"",
	    -1 },
	{ "level", "stock-worth", N_("what is there is worth %s, less than %s"),
	    "SELECT \"id\", \"value\", 0 FROM level WHERE \"on_hand\" > 0 "
	    "AND \"value\" < 0 ORDER BY \"id\"",
	    -1 },
	{ "move", "transfer", N_("of a transfer of %s the other end has %s"),
	    "SELECT m.\"id\", m.\"quantity\", 0 FROM move m "
	    "WHERE m.\"kind\" = 'transfer' AND m.\"deleted\" IS NULL "
	    "AND NOT EXISTS (SELECT 1 FROM move x "
	    "WHERE x.\"kind\" = 'transfer' AND x.\"deleted\" IS NULL "
	    "AND x.\"quantity\" = -m.\"quantity\" "
	    "AND x.\"product\" = m.\"product\" "
	    "AND (x.\"of\" = m.\"id\" OR x.\"id\" = m.\"of\")) "
	    "ORDER BY m.\"id\"",
	    CRM_DECIMAL_DIGITS },
	{ "level", "stock-reserved", N_("on hand is %s, reserved are %s"),
	    "SELECT v.\"id\", v.\"on_hand\", x.n FROM level v "
	    "JOIN warehouse w ON w.\"id\" = v.\"warehouse\" "
	    "JOIN (SELECT \"product\", \"warehouse\", "
	    "CAST(sum(\"held\") AS BIGINT) n FROM reservation "
	    "WHERE \"status\" = 'open' AND \"deleted\" IS NULL "
	    "GROUP BY \"product\", \"warehouse\") x "
	    "ON x.\"product\" = v.\"product\" "
	    "AND x.\"warehouse\" = v.\"warehouse\" "
	    "WHERE x.n > v.\"on_hand\" AND x.n > 0 "
	    "AND coalesce(w.\"below_zero\", 0) = 0 ORDER BY v.\"id\"",
	    CRM_DECIMAL_DIGITS },
	{ "reservation", "stock-reserved", N_("on hand is %s, reserved are %s"),
	    "SELECT r.\"id\", 0, r.\"held\" FROM reservation r "
	    "JOIN warehouse w ON w.\"id\" = r.\"warehouse\" "
	    "WHERE r.\"status\" = 'open' AND r.\"deleted\" IS NULL "
	    "AND r.\"held\" > 0 AND coalesce(w.\"below_zero\", 0) = 0 "
	    "AND NOT EXISTS (SELECT 1 FROM level v "
	    "WHERE v.\"product\" = r.\"product\" "
	    "AND v.\"warehouse\" = r.\"warehouse\") ORDER BY r.\"id\"",
	    CRM_DECIMAL_DIGITS },
	{ "level", "stock-below", N_("on hand is %s, below %s"),
	    "SELECT v.\"id\", v.\"on_hand\", 0 FROM level v "
	    "JOIN warehouse w ON w.\"id\" = v.\"warehouse\" "
	    "WHERE v.\"on_hand\" < 0 AND coalesce(w.\"below_zero\", 0) = 0 "
	    "ORDER BY v.\"id\"",
	    CRM_DECIMAL_DIGITS },
	{ "layer", "layer-left", N_("%s are left of %s"),
	    "SELECT \"id\", \"left\", \"quantity\" FROM layer WHERE "
	    "(\"quantity\" >= 0 AND (\"left\" < 0 OR \"left\" > \"quantity\")) "
	    "OR (\"quantity\" < 0 AND (\"left\" > 0 OR "
	    "\"left\" < \"quantity\")) OR \"open\" <> "
	    "(CASE WHEN \"left\" = 0 THEN 0 ELSE 1 END) ORDER BY \"id\"",
	    CRM_DECIMAL_DIGITS },
	{ "lot", "serial-once",
	    N_("a serial number is in stock %s times, not %s"),
	    "SELECT y.\"lot\", CAST(sum(y.\"left\") AS BIGINT), " CRM_SPELLED(
		CRM_WHOLE) " FROM layer y JOIN product p "
			   "ON p.\"id\" = y.\"product\" WHERE p.\"tracking\" = 'serial' "
			   "AND y.\"open\" = 1 GROUP BY y.\"lot\" "
			   "HAVING sum(y.\"left\") <> " CRM_SPELLED(
			       CRM_WHOLE) " ORDER BY y.\"lot\"",
	    CRM_DECIMAL_DIGITS },
	{ "level", "transit", N_("%s are on their way, what was sent makes %s"),
	    "SELECT v.\"id\", v.\"on_hand\", coalesce(x.n, 0) FROM level v "
	    "JOIN warehouse w ON w.\"id\" = v.\"warehouse\" LEFT JOIN (SELECT "
	    "y.\"product\", y.\"warehouse\", CAST(sum(y.\"left\") AS BIGINT) n "
	    "FROM layer y JOIN move m ON m.\"id\" = y.\"move\" "
	    "WHERE m.\"kind\" IN ('transfer', 'receipt') AND y.\"open\" = 1 "
	    "GROUP BY y.\"product\", y.\"warehouse\") x "
	    "ON x.\"product\" = v.\"product\" "
	    "AND x.\"warehouse\" = v.\"warehouse\" "
	    "WHERE w.\"kind\" = 'transit' AND v.\"on_hand\" <> "
	    "coalesce(x.n, 0) ORDER BY v.\"id\"",
	    CRM_DECIMAL_DIGITS },
};

enum crm_status
stock_audit(
    struct crm_store *s, found_each *each, void *ctx, struct crm_err *err)
{
	return lies_tell(s, lies, COUNT(lies), each, ctx, err);
}
