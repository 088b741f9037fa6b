/* Orders that are shipped, invoiced and paid in full close by themselves. */
#include "invoice.h"

#include <crm/domain/order.h>

/* The main contract that is charged by a plan of its own, in whose place the order is charged
 * nothing; 0: none. */
static enum crm_status
plan_of(
    struct crm_store *s, int64_t order, int64_t *contract, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(order);
	struct crm_value n;
	enum crm_status st = crm_get_int(s,
	    "WITH RECURSIVE up(\"id\", \"amends\") AS ("
	    "SELECT m.\"id\", m.\"amends\" FROM sale_order o "
	    "JOIN contract m ON m.\"id\" = o.\"contract\" WHERE o.\"id\" = ? "
	    "UNION SELECT m.\"id\", m.\"amends\" FROM contract m "
	    "JOIN up ON up.\"amends\" = m.\"id\") "
	    "SELECT min(r.\"contract\") FROM up JOIN receivable r "
	    "ON r.\"contract\" = up.\"id\" WHERE up.\"amends\" IS NULL "
	    "AND r.\"order\" IS NULL "
	    "AND r.\"form\" IN ('signing', 'instalment') "
	    "AND r.\"void_on\" IS NULL AND r.\"deleted\" IS NULL",
	    &id, 1, &n, err);

	*contract = st == CRM_OK && n.kind == CRM_INT ? n.i : 0;
	return st;
}

#define DONE "invoicing in (full, over) and payment in (full, over)"

/* By what it is charged itself, or the plan that stands for that. */
static enum crm_status
is_done(struct crm_store *s, const struct crm_record *order, bool *yes,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "contract");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record contract;
	int64_t plan = 0;
	enum crm_status st = record_is(s,
	    "status = confirmed and confirmed_at is not null and "
	    "delivery in (full, over)",
	    order, yes, err);

	if (st != CRM_OK || !*yes)
		return st;
	if (value_of(order, "contract")->kind == CRM_INT)
		st = plan_of(s, order->id, &plan, err);
	if (st == CRM_OK && plan != 0)
		st = crm_load(s, e, plan, &a, &contract, err);
	if (st == CRM_OK)
		st = record_is(
		    s, DONE, plan != 0 ? &contract : order, yes, err);
	crm_arena_free(&a);
	return st;
}

static enum crm_status
close_order(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_err *err)
{
	const struct crm_order_move m = { .step = CRM_ORDER_CLOSE };
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_action done;
	struct crm_record r;
	bool yes = false, open = false;
	enum crm_status st = crm_load(s, e, id, &a, &r, err);

	if (st == CRM_OK)
		st = is_done(s, &r, &yes, err);
	else if (st == CRM_NOTFOUND)
		st = CRM_OK;
	/* What came back to be sent anew lowers no progress. */
	if (st == CRM_OK && yes)
		st = crm_order_is_open(s, &r, &open, err);
	if (st == CRM_OK && yes && !open)
		st = crm_order_move(s, id, &m, &done, err);
	crm_arena_free(&a);
	return st;
}

static void
look_at(struct crm_store *s, const struct crm_value *order)
{
	if (order->kind == CRM_INT)
		crm_later(s, close_order,
		    crm_dict_find(crm_store_dict(s), "order"), order->i);
}

/* Those of a contract and of what amends it. */
static enum crm_status
look_at_contract(
    struct crm_store *s, const struct crm_value *contract, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st = CRM_OK;
	int64_t *order;
	size_t n = 0, i;

	if (contract->kind == CRM_INT)
		st = crm_ids(s,
		    "SELECT o.\"id\" FROM sale_order o JOIN contract k "
		    "ON k.\"id\" = o.\"contract\" WHERE " INVOICE_FAMILY
		    " AND o.\"status\" = 'confirmed' "
		    "AND o.\"deleted\" IS NULL ORDER BY o.\"id\"",
		    contract, 1, &a, &order, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		look_at(
		    s, &(struct crm_value){ .kind = CRM_INT, .i = order[i] });
	crm_arena_free(&a);
	return st;
}

/* The last of the three may be any. */
enum crm_status
close_receivable_saved(const struct crm_saving *w, struct crm_err *err)
{
	if (w->old == NULL || !differs(w->old, w->new, "open") ||
	    invoice_int(w->new, "open") != 0)
		return CRM_OK;
	look_at(w->store, value_of(w->new, "order"));
	return value_of(w->new, "order")->kind == CRM_INT
	    ? CRM_OK
	    : look_at_contract(w->store, value_of(w->new, "contract"), err);
}

enum crm_status
close_delivery_saved(const struct crm_saving *w, struct crm_err *err)
{
	(void)err;
	if (w->old == NULL)
		look_at(w->store, value_of(w->new, "order"));
	return CRM_OK;
}

enum crm_status
close_invoice_saved(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(w->new->id);
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st;
	int64_t *order;
	size_t n, i;

	if (w->old == NULL || !differs(w->old, w->new, "status") ||
	    !crm_text_is(text_of(w->new, "status"), "issued"))
		return CRM_OK;
	look_at(w->store, value_of(w->new, "order"));
	st = look_at_contract(w->store, value_of(w->new, "contract"), err);
	if (st != CRM_OK)
		return st;
	st = crm_ids(w->store,
	    "SELECT DISTINCT o.\"order\" FROM invoice_line l "
	    "JOIN order_line o ON o.\"id\" = l.\"order_line\" "
	    "WHERE l.\"invoice\" = ? AND l.\"deleted\" IS NULL",
	    &id, 1, &a, &order, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		look_at(w->store,
		    &(struct crm_value){ .kind = CRM_INT, .i = order[i] });
	crm_arena_free(&a);
	return st;
}
