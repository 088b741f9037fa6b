/* group: customers with all below them, and what they have together. */
#include "customer.h"

#include <crm/domain/group.h>

#include <string.h>

#define COLUMN(n, t, english, chinese_label) \
	{ \
		.name = n, .label = c->chinese ? chinese_label : english, \
		.type = t, .currency = -1, \
		.money_digits = crm_currency_digits( \
		    crm_store_currency(c->store)) \
	}

enum { HOLDINGS = 7, COLUMNS = 3 + 2 * HOLDINGS };

static void
put_holdings(struct crm_value *v, const struct crm_holdings *h)
{
	const int64_t all[HOLDINGS] = { h->contacts, h->open_deals,
		h->open_amount, h->won_deals, h->won_amount, h->orders,
		h->order_amount };
	size_t i;

	for (i = 0; i < HOLDINGS; i++)
		v[i] = crm_value_int(all[i]);
}

/* People see the tree by the name. */
static struct crm_value
shown_name(struct crm_cmd *c, const struct crm_member *m)
{
	if (c->format != CRM_FMT_TABLE || m->depth == 0)
		return crm_value_text(m->name);
	return crm_value_text(crm_text_of(crm_sprintf(c->arena, "%*s%.*s",
	    (int)(2 * m->depth), "", (int)m->name.n, m->name.p)));
}

static enum crm_status
put_group(struct crm_cmd *c, struct crm_rows *rows, int64_t top,
    int64_t *no_rate, struct crm_err *err)
{
	struct crm_arena one = CRM_ARENA_INIT, *own = c->arena;
	struct crm_value v[COLUMNS];
	struct crm_member *m;
	enum crm_status st;
	int64_t left_out = 0;
	size_t i, n = 0;

	st = crm_group(c->store, top, &one, &m, &n, &left_out, err);
	*no_rate += left_out;
	c->arena = &one;
	for (i = 0; i < n && st == CRM_OK; i++) {
		v[0] = crm_value_int(m[i].customer);
		v[1] = crm_value_int(m[i].depth);
		v[2] = shown_name(c, &m[i]);
		put_holdings(v + 3, &m[i].own);
		put_holdings(v + 3 + HOLDINGS, &m[i].total);
		st = crm_rows_put(rows, v, err);
	}
	c->arena = own;
	crm_arena_free(&one);
	return st;
}

static enum crm_status
open_rows(struct crm_cmd *c, struct crm_rows **rows, struct crm_err *err)
{
	const struct crm_column columns[COLUMNS] = {
		{ .name = "customer_id",
		    .type = CRM_T_ID,
		    .label = c->chinese ? "客户ID" : "Customer ID",
		    .code = c->entity->def->code,
		    .currency = -1 },
		COLUMN("depth", CRM_T_INT, "Depth", "层级"),
		COLUMN("name", CRM_T_TEXT, "Name", "客户名称"),
		COLUMN("contacts", CRM_T_INT, "Contacts", "联系人"),
		COLUMN("open_deals", CRM_T_INT, "Open", "在途商机"),
		COLUMN("open_amount", CRM_T_MONEY, "Open amount", "在途金额"),
		COLUMN("won_deals", CRM_T_INT, "Won", "赢单"),
		COLUMN("won_amount", CRM_T_MONEY, "Won amount", "赢单金额"),
		COLUMN("orders", CRM_T_INT, "Orders", "订单"),
		COLUMN("order_amount", CRM_T_MONEY, "Order amount", "订单金额"),
		COLUMN(
		    "total_contacts", CRM_T_INT, "All contacts", "合计联系人"),
		COLUMN(
		    "total_open_deals", CRM_T_INT, "All open", "合计在途商机"),
		COLUMN("total_open_amount", CRM_T_MONEY, "All open amount",
		    "合计在途金额"),
		COLUMN("total_won_deals", CRM_T_INT, "All won", "合计赢单"),
		COLUMN("total_won_amount", CRM_T_MONEY, "All won amount",
		    "合计赢单金额"),
		COLUMN("total_orders", CRM_T_INT, "All orders", "合计订单"),
		COLUMN("total_order_amount", CRM_T_MONEY, "All order amount",
		    "合计订单金额"),
	};

	return crm_rows_open(c, columns, COLUMNS, rows, err);
}

enum crm_status
customer_group(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_rows *rows = NULL;
	int64_t no_rate = 0, *tops = c->ids.id;
	enum crm_status st = CRM_OK;
	size_t i, n = c->ids.n;

	if (c->n_operands == 0)
		st = crm_group_tops(c->store, c->arena, &tops, &n, err);
	if (st == CRM_OK)
		st = open_rows(c, &rows, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		st = put_group(c, rows, tops[i], &no_rate, err);
	st = crm_rows_end(rows, st, err);
	if (st == CRM_OK && no_rate > 0)
		crm_note(c,
		    "left out %lld amount%s in another currency "
		    "without a rate",
		    (long long)no_rate, no_rate == 1 ? "" : "s");
	return st;
}
