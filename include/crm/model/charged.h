/*
 * SQL that the dictionary and the domain share: what a line of an order was charged
 * beside what its price says, and what of a return nobody credited.
 */
#ifndef CRM_CHARGED_H
#define CRM_CHARGED_H

/* clang-format off */
#define CRM_SQL_SUM_OF(l, sum) "coalesce(" l ".\"" sum "\", " l ".\"amount\", 0)"
#define CRM_SQL_GROSS_OF(l) CRM_SQL_SUM_OF(l, "gross")
/* What so many of the line l come to at the price that it has; sum: net or gross. */
#define CRM_SQL_PRICED(l, sum, quantity) \
	"CAST(round(" CRM_SQL_SUM_OF(l, sum) " * 1.0 * " quantity \
	" / nullif(" l ".\"quantity\", 0)) AS BIGINT)"
#define CRM_SQL_WANTED(l) \
	"coalesce(" l ".\"quantity\", 0) - coalesce(" l ".\"cancelled\", 0)"

/* The deliveries of the line l that say what they were charged, one by one: v is that, q
 * how many left, e what so many come to at the price that it has now. */
#define CRM_SQL_EACH_LEFT(l, sum) \
	"(SELECT sum(x_dl.\"" sum "\") AS v, sum(x_dl.\"quantity\") AS q, " \
	CRM_SQL_PRICED(l, sum, "sum(x_dl.\"quantity\")") " AS e " \
	"FROM delivery_line x_dl JOIN delivery x_dv " \
	"ON x_dv.\"id\" = x_dl.\"delivery\" " \
	"WHERE x_dl.\"order_line\" = " l ".\"id\" " \
	"AND x_dl.\"" sum "\" IS NOT NULL AND x_dl.\"deleted\" IS NULL " \
	"AND x_dv.\"deleted\" IS NULL AND x_dv.\"status\" = 'shipped' " \
	"GROUP BY x_dv.\"id\")"
#define CRM_SQL_ALL_LEFT(l, sum) \
	"(SELECT sum(x_d.v) AS v, sum(x_d.q) AS q, sum(x_d.e) AS e " \
	"FROM " CRM_SQL_EACH_LEFT(l, sum) " x_d)"
/* What they were charged, against the same at the price that it has now; where nothing is
 * left behind them they took the rest. */
#define CRM_SQL_DELIVERED(l, sum) \
	"coalesce((SELECT CAST(x_s.v - CASE " \
	"WHEN x_s.q >= " CRM_SQL_WANTED(l) \
	" THEN " CRM_SQL_PRICED(l, sum, "x_s.q") " ELSE x_s.e END AS BIGINT) " \
	"FROM " CRM_SQL_ALL_LEFT(l, sum) " x_s), 0)"

/* What came back, r, of what left with y, at what that was charged: its share. */
#define CRM_SQL_SHARE_BACK(r, y, sum) \
	"round(" y ".\"" sum "\" * 1.0 * " r ".\"quantity\" " \
	"/ nullif(" y ".\"quantity\", 0))"
/* The same of what came back to be sent anew, which the deliveries say twice. */
#define CRM_SQL_ANEW(l, sum) \
	"coalesce((SELECT CAST(sum(" CRM_SQL_SHARE_BACK("x_r", "x_y", sum) \
	") AS BIGINT) - " CRM_SQL_PRICED(l, sum, "sum(x_r.\"quantity\")") \
	" FROM sale_return x_r JOIN delivery_line x_y " \
	"ON x_y.\"id\" = x_r.\"delivery_line\" " \
	"WHERE x_r.\"order_line\" = " l ".\"id\" " \
	"AND x_y.\"" sum "\" IS NOT NULL AND x_r.\"exchange\" = 1 " \
	"AND x_r.\"deleted\" IS NULL AND x_r.\"status\" = 'received'), 0)"
/* clang-format on */
/* What the line l was charged beyond its price: it was amended since. */
#define CRM_SQL_REPRICED_OF(l, sum) \
	"(" CRM_SQL_DELIVERED(l, sum) " - " CRM_SQL_ANEW(l, sum) ")"
#define CRM_SQL_REPRICED(l) CRM_SQL_REPRICED_OF(l, "gross")

/* What of the credit of a return r has no credit note: it was taken off a plan, or
 * nothing was charged.  `credit` and `amount` are fields of both. */
#define CRM_SQL_UNNOTED(r, credit, amount) \
	"(coalesce(" r ".\"" credit "\", 0) - coalesce((SELECT " \
	"CAST(sum(coalesce(x_n.\"" amount \
	"\", x_n.\"amount\")) AS BIGINT) FROM payment x_n " \
	"WHERE x_n.\"return\" = " r \
	".\"id\" AND x_n.\"deleted\" IS NULL), 0))"

/* What a line n of the red letter i took back of the order o and was credited by it: as it
 * says, or, of old books, its share of the letter's own notes.  `sum`: gross or net. */
/* clang-format off */
#define CRM_SQL_LETTER_NOTES(i, o) \
	"(SELECT sum(x_p.\"amount\") FROM payment x_p " \
	"WHERE x_p.\"invoice\" = " i ".\"id\" AND x_p.\"kind\" = 'credit' " \
	"AND x_p.\"return\" IS NULL AND x_p.\"from\" IS NULL " \
	"AND coalesce(x_p.\"less\", 0) = 0 " \
	"AND coalesce(x_p.\"order\", " o ") = " o " " \
	"AND x_p.\"void_on\" IS NULL AND x_p.\"deleted\" IS NULL)"
#define CRM_SQL_LETTER_GOODS(i, o) \
	"(SELECT -sum(x_m.\"gross\") FROM invoice_line x_m " \
	"LEFT JOIN order_line x_z ON x_z.\"id\" = x_m.\"order_line\" " \
	"WHERE x_m.\"invoice\" = " i ".\"id\" AND x_m.\"deleted\" IS NULL " \
	"AND coalesce(x_z.\"order\", " o ") = " o ")"
#define CRM_SQL_LETTER_CREDIT(n, i, o, sum, said) \
	"coalesce(" n ".\"" said "\", CAST(round(-coalesce(" n ".\"" sum \
	"\", " n ".\"gross\") * 1.0 * " CRM_SQL_LETTER_NOTES(i, o) \
	" / nullif(" CRM_SQL_LETTER_GOODS(i, o) ", 0)) AS BIGINT), 0)"
#define CRM_SQL_IS_CREDITED_LETTER(i) \
	i ".\"deleted\" IS NULL AND " i ".\"red_of\" IS NOT NULL AND " i \
	".\"status\" = 'issued' AND coalesce(" i ".\"credited\", 1) = 1"
/* clang-format on */

/* Whether the credit note p is its order's own: for what that became less.  Those of old
 * books do not say it; what somebody wrote by hand says that it is not. */
#define CRM_SQL_OWN_NOTE(p) \
	"coalesce(" p ".\"less\", CASE WHEN " p ".\"return\" IS NULL " \
	"AND " p ".\"invoice\" IS NULL AND " p ".\"from\" IS NULL " \
	"THEN 1 ELSE 0 END) = 1"
#endif
