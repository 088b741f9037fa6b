/* What is to be fetched for orders, in the order of the way through the warehouse. */
#include "order.h"

#include <crm/cli/pick.h>

static const struct crm_column pick_columns[] = {
	CRM_PICK_COLUMNS,
	CRM_PICK_COLUMN("order_id", "Order ID", CRM_T_TEXT),
	CRM_PICK_COLUMN("order_line_id", "Order line ID", CRM_T_TEXT),
};
enum { PICK_COLUMNS = sizeof pick_columns / sizeof *pick_columns };

static enum crm_status
put(void *ctx, int64_t order, int64_t line, const struct crm_pick *p,
    struct crm_err *err)
{
	struct crm_cmd *c = ctx;
	const struct crm_value cells[PICK_COLUMNS] = {
		CRM_PICK_CELLS(p),
		order_typed(c, "order", order),
		order_typed(c, "order-line", line),
	};

	return crm_rows_put(c->state, cells, err);
}

enum crm_status
order_pick(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_rows *rows;
	enum crm_status st;

	st = crm_rows_open(c, pick_columns, PICK_COLUMNS, &rows, err);
	if (st != CRM_OK)
		return st;
	c->state = rows;
	st = crm_order_pick(
	    c->store, c->ids.id, c->ids.n, c->arena, put, c, err);
	return crm_rows_end(rows, st, err);
}
