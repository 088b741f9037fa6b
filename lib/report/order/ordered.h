/* What reports count as ordered: SQL over an order as `o` and its line as `t`. */
#ifndef CRM_REPORT_ORDER_ORDERED_H
#define CRM_REPORT_ORDER_ORDERED_H

/* Not cancelled, and no draft: one that is amended has its number, and
 * one that came from elsewhere that or the id that it had there. */
#define IS_ORDERED \
	" AND o.\"deleted\" IS NULL " \
	"AND coalesce(o.\"status\", '') <> 'cancelled' " \
	"AND (coalesce(o.\"status\", '') <> 'draft' " \
	"OR o.\"number\" IS NOT NULL OR o.\"ext\" IS NOT NULL)"
/* Of a line, less what was cancelled when its order was closed short. */
#define ORDERED_QUANTITY "t.\"quantity\" - coalesce(t.\"cancelled\", 0)"
#define ORDERED_SHARE(sum) \
	"(CASE WHEN coalesce(t.\"cancelled\", 0) = 0 " \
	"OR coalesce(t.\"quantity\", 0) = 0 THEN " sum " ELSE " sum \
	" - CAST(round(" sum " * 1.0 * t.\"cancelled\" / t.\"quantity\") " \
	"AS BIGINT) END)"

#endif
