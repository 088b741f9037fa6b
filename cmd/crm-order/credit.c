/* What the customers of orders owe or are about to, term by term. */
#include "order.h"

#define MONEY(n, l) \
	{ \
		.name = n, .label = l, .type = CRM_T_MONEY, .currency = -1 \
	}
#define TEXT(n, l) \
	{ \
		.name = n, .label = l, .type = CRM_T_TEXT, .currency = -1 \
	}

static const struct crm_column credit_columns[] = {
	TEXT("order_id", "Order ID"),
	TEXT("customer_id", "Customer ID"),
	TEXT("customer", "Customer"),
	MONEY("booked", "Booked"),
	MONEY("orders", "Orders"),
	MONEY("shipped", "Shipped, not booked"),
	MONEY("bills", "Bills"),
	MONEY("this_order", "This order"),
	MONEY("cash", "Cash"),
	MONEY("exposure", "Exposure"),
	MONEY("credit_limit", "Limit"),
	MONEY("overdue", "Overdue"),
};
enum { CREDIT_COLUMNS = sizeof credit_columns / sizeof *credit_columns };

struct crm_value
order_typed(struct crm_cmd *c, const char *entity, int64_t id)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_value v;

	crm_id_format(&b, crm_dict_find(c->dict, entity), id);
	v = crm_value_text(crm_text_of(crm_strdup(c->arena, b.data)));
	crm_buf_free(&b);
	return v;
}

static enum crm_status
put(struct crm_cmd *c, struct crm_rows *rows, int64_t order,
    const struct crm_credit *x, struct crm_err *err)
{
	struct crm_text name;
	enum crm_status st = crm_display(c->store,
	    crm_dict_find(c->dict, "customer"), x->account, &name, err);
	const struct crm_value cells[CREDIT_COLUMNS] = {
		order_typed(c, "order", order),
		order_typed(c, "customer", x->account),
		crm_value_dup(c->arena, crm_value_text(name)),
		crm_value_int(x->booked),
		crm_value_int(x->orders),
		crm_value_int(x->shipped),
		crm_value_int(x->bills),
		crm_value_int(x->own),
		crm_value_int(x->cash),
		crm_value_int(x->exposure),
		x->limit,
		crm_value_int(x->overdue),
	};

	return st == CRM_OK ? crm_rows_put(rows, cells, err) : st;
}

static enum crm_status
put_order(
    struct crm_cmd *c, struct crm_rows *rows, int64_t id, struct crm_err *err)
{
	struct crm_credit *x;
	enum crm_status st;
	size_t i, n = 0;

	st = crm_credit_of(c->store, id, c->arena, &x, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		st = put(c, rows, id, &x[i], err);
	return st;
}

enum crm_status
order_credit(struct crm_cmd *c, struct crm_err *err)
{
	int digits = crm_currency_digits(crm_store_currency(c->store));
	struct crm_column columns[CREDIT_COLUMNS];
	struct crm_rows *rows;
	enum crm_status st;
	size_t i;

	for (i = 0; i < CREDIT_COLUMNS; i++) {
		columns[i] = credit_columns[i];
		columns[i].money_digits = digits;
	}
	st = crm_rows_open(c, columns, CREDIT_COLUMNS, &rows, err);
	for (i = 0; i < c->ids.n && st == CRM_OK; i++)
		st = put_order(c, rows, c->ids.id[i], err);
	return crm_rows_end(rows, st, err);
}
