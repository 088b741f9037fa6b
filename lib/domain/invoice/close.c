/* Orders that are shipped, invoiced and paid in full close by themselves. */
#include "invoice.h"

#include <crm/domain/order.h>

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
		st = record_is(s,
		    "status = confirmed and confirmed_at is not null and "
		    "delivery in (full, over) and invoicing in (full, over) "
		    "and payment in (full, over)",
		    &r, &yes, err);
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

/* The last of the three may be any. */
enum crm_status
close_receivable_saved(const struct crm_saving *w, struct crm_err *err)
{
	(void)err;
	if (w->old != NULL && differs(w->old, w->new, "open") &&
	    invoice_int(w->new, "open") == 0)
		look_at(w->store, value_of(w->new, "order"));
	return CRM_OK;
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
