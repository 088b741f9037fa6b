/* group: customers with all below them, and what they have together. */
#include "customer.h"

#include <crm/domain/group.h>

#include <string.h>

#define COLUMN(n, t, english, chinese_label) \
	{ \
		.name = n, .label = c->chinese ? chinese_label : english, \
		.type = t, .currency = CURRENCY \
	}

/* Cells: the customer, what it has, what it and those below have, in which
 * currency. */
enum { CUSTOMER, DEPTH, NAME, OWN };
enum {
	CONTACTS,
	HOLDINGS = 7,
	TOTAL = OWN + HOLDINGS,
	CURRENCY = TOTAL + HOLDINGS,
	COLUMNS
};

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

static void
fill(struct crm_value *v, const struct crm_holdings *own,
    const struct crm_holdings *total, const char *currency)
{
	put_holdings(v + OWN, own);
	put_holdings(v + TOTAL, total);
	v[CURRENCY] = crm_value_text(crm_text_of(currency));
}

/* A row in the base currency, and one in each that has no rate into it, where
 * contacts have no place. */
static enum crm_status
put_member(struct crm_cmd *c, struct crm_rows *rows, const struct crm_member *m,
    struct crm_err *err)
{
	struct crm_value v[COLUMNS] = { [CUSTOMER] = crm_value_int(m->customer),
		[DEPTH] = crm_value_int(m->depth),
		[NAME] = shown_name(c, m) };
	const struct crm_unrated *u;
	enum crm_status st;

	fill(v, &m->own, &m->total, crm_store_currency(c->store));
	st = crm_rows_put(rows, v, err);
	for (u = m->unrated; u != NULL && st == CRM_OK; u = u->next) {
		fill(v, &u->own, &u->total, u->currency);
		v[OWN + CONTACTS] = v[TOTAL + CONTACTS] = CRM_VALUE_NULL;
		st = crm_rows_put(rows, v, err);
	}
	return st;
}

/* How many deals and orders are in rows of their own. */
static int64_t
without_rate(const struct crm_member *m)
{
	const struct crm_unrated *u;
	int64_t n = 0;

	for (u = m->unrated; u != NULL; u = u->next)
		n += u->own.open_deals + u->own.won_deals + u->own.orders;
	return n;
}

static enum crm_status
put_group(struct crm_cmd *c, struct crm_rows *rows, int64_t top,
    int64_t *no_rate, struct crm_err *err)
{
	struct crm_arena one = CRM_ARENA_INIT, *own = c->arena;
	struct crm_member *m;
	enum crm_status st;
	size_t i, n = 0;

	st = crm_group(c->store, top, &one, &m, &n, err);
	c->arena = &one;
	for (i = 0; i < n && st == CRM_OK; i++) {
		st = put_member(c, rows, &m[i], err);
		*no_rate += without_rate(&m[i]);
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
		COLUMN("currency", CRM_T_TEXT, "Currency", "币种"),
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
		    "amounts in another currency without a rate, in rows of "
		    "their own: %lld",
		    (long long)no_rate);
	return st;
}
