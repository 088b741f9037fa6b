/*
 * Sums kept apart by currency: what has no rate into the base currency is reckoned
 * by itself, in its own, with all that is said of the rest.
 */
#include "kit.h"

bool
deal_unrated(const struct deal *d)
{
	return d->amount.kind != CRM_INT && d->own.kind == CRM_INT;
}

struct crm_value
apart_currency(const struct apart_sum *x, const char *base)
{
	return crm_value_text(
	    crm_text_of(x->currency == NULL ? base : x->currency));
}

static void *
add(struct apart *x, struct crm_arena *a, const char *currency, size_t size)
{
	x->by = crm_grow(a, x->by, x->n, &x->cap, sizeof *x->by);
	x->by[x->n] = (struct apart_sum){ currency, crm_alloc(a, size) };
	return x->by[x->n++].sums;
}

void *
apart_at(
    struct apart *x, struct crm_arena *a, struct crm_text currency, size_t size)
{
	size_t i;

	if (x->n == 0)
		add(x, a, NULL, size);
	if (currency.n == 0)
		return x->by[0].sums;
	for (i = 1; i < x->n; i++)
		if (crm_text_is(currency, x->by[i].currency))
			return x->by[i].sums;
	return add(x, a, crm_strndup(a, currency.p, currency.n), size);
}

void *
apart_of(struct apart *x, struct crm_arena *a, const struct deal *d,
    size_t size, struct crm_value *amount)
{
	bool unrated = deal_unrated(d);

	*amount = unrated ? d->own : d->amount;
	return apart_at(
	    x, a, unrated ? d->currency : (struct crm_text){ "", 0 }, size);
}
