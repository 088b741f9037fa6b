/* What is to be fetched for orders: of all that is held, what their lines hold. */
#include "order.h"

struct picking {
	struct crm_store *s;
	const int64_t *orders;
	size_t n;
	crm_order_pick_each *each;
	void *ctx;
};

/* The line that a reservation is for, 0 where it is for something else. */
static int64_t
line_of(struct crm_store *s, struct crm_text about)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "order-line");
	struct crm_text code;
	int64_t id;

	return crm_id_split(about, &code, &id) &&
		crm_text_is(code, e->def->code)
	    ? id
	    : 0;
}

static bool
is_asked(const struct picking *p, int64_t order)
{
	size_t i;

	for (i = 0; i < p->n; i++)
		if (p->orders[i] == order)
			return true;
	return false;
}

static enum crm_status
take(void *ctx, const struct crm_pick *pick, struct crm_err *err)
{
	const struct picking *p = ctx;
	int64_t line = line_of(p->s, pick->about);
	const struct crm_value id = crm_value_int(line);
	struct crm_value order;
	enum crm_status st;

	if (line == 0)
		return CRM_OK;
	st = crm_get_int(p->s,
	    "SELECT \"order\" FROM order_line WHERE \"id\" = ?", &id, 1, &order,
	    err);
	return st == CRM_OK && order.kind == CRM_INT && is_asked(p, order.i)
	    ? p->each(p->ctx, order.i, line, pick, err)
	    : st;
}

/* All are gone through, so that nobody is sent for a lot that another order gets. */
enum crm_status
crm_order_pick(struct crm_store *s, const int64_t *orders, size_t n,
    struct crm_arena *a, crm_order_pick_each *each, void *ctx,
    struct crm_err *err)
{
	struct picking p = { s, orders, n, each, ctx };

	return crm_pick_list(s, a, take, &p, err);
}
