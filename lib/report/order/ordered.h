/* What reports count as ordered: SQL over an order as `o` and its line as `t`. */
#ifndef CRM_REPORT_ORDER_ORDERED_H
#define CRM_REPORT_ORDER_ORDERED_H

#include <crm/domain/sales.h>

#define IS_ORDERED " AND " CRM_IS_ORDERED
/* Of a line, less what was cancelled when its order was closed short. */
#define ORDERED_QUANTITY "t.\"quantity\" - coalesce(t.\"cancelled\", 0)"
#define ORDERED_SHARE(sum) \
	"(CASE WHEN coalesce(t.\"cancelled\", 0) = 0 " \
	"OR coalesce(t.\"quantity\", 0) = 0 THEN " sum " ELSE " sum \
	" - CAST(round(" sum " * 1.0 * t.\"cancelled\" / t.\"quantity\") " \
	"AS BIGINT) END)"

#endif
