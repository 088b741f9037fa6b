/* Whose turn it is: the open receivables that a payment may be for, in their order, and
 * how much each of them gets by a method. */
#include "allocate.h"

#include <crm/domain/document.h>
#include <crm/domain/terms.h>

int64_t
least_of(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

/* ---- who may get something ---- */

static bool
among(const int64_t *ids, size_t n, int64_t id)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (ids[i] == id)
			return true;
	return false;
}

bool
turn_is_meant(const struct crm_allocating *how, int64_t id)
{
	bool named = how->n_to == 0;
	size_t i;

	for (i = 0; i < how->n_to; i++)
		named |= how->to[i].receivable == id;
	return named && !among(how->exclude, how->n_exclude, id);
}

static void
add(struct allocating *k, const struct candidate *c)
{
	k->c = crm_grow(k->a, k->c, k->n, &k->cap, sizeof *k->c);
	k->c[k->n++] = *c;
}

/* The next who may get something is one candidate more; false: nobody is. */
static bool
find_next(struct allocating *k, size_t *at)
{
	const struct candidate *c;

	while ((c = queue_next(k->queue, at)) != NULL)
		if (turn_is_meant(k->how, c->id)) {
			add(k, c);
			return true;
		}
	return false;
}

/* Those that the payment's reference names, and those of its order. */
static enum crm_status
find_named(struct allocating *k, struct crm_err *err)
{
	const struct candidate **c;
	size_t i, n;
	enum crm_status st = queue_named(
	    k, k->reference, k->order, &c, &n, err);

	for (i = 0; i < n && st == CRM_OK; i++)
		if (turn_is_meant(k->how, c[i]->id))
			add(k, c[i]);
	return st;
}

/* Whether all are as good as any: nothing is named or left out, and each costs what is
 * open of it. */
static bool
is_any(const struct allocating *k)
{
	return k->how->n_to == 0 && k->how->n_exclude == 0 &&
	    !queue_takes_off(k->queue);
}

enum crm_status
turn_find(struct allocating *k, struct crm_err *err)
{
	enum crm_status st = queue_open(k, &k->queue, err);
	const struct candidate *c;
	size_t at = 0;

	if (st != CRM_OK || k->how->by == CRM_ALLOCATE_OLDEST)
		return st;
	if (k->how->by == CRM_ALLOCATE_REFERENCE && k->how->n_to == 0)
		return find_named(k, err);
	if (k->how->by == CRM_ALLOCATE_EXACT && is_any(k)) {
		c = queue_exact(k->s, k->queue, k->paid.left);
		if (c != NULL)
			add(k, c);
		return CRM_OK;
	}
	while (find_next(k, &at))
		;
	return CRM_OK;
}

int64_t
turn_day(const struct allocating *k, int64_t booked)
{
	if (k->how->day != CRM_DATE_MIN)
		return k->how->day;
	return booked > k->paid.day.i ? booked : k->paid.day.i;
}

enum crm_status
turn_early(struct allocating *k, struct candidate *c, struct crm_err *err)
{
	int64_t until;
	enum crm_status st;

	c->share = 0;
	if (!c->early || (!k->how->discount && k->how->offer == NULL))
		return CRM_OK;
	st = early_of(k->s, c->id, turn_day(k, c->day), &c->share, &until, err);
	if (st != CRM_OK || k->how->discount || c->share == 0)
		return st;
	k->how->offer(k->how->ctx, c->id, c->share, until);
	c->share = 0;
	return CRM_OK;
}

int64_t
turn_price(const struct candidate *c)
{
	return c->share == 0 ? c->open
			     : c->open - crm_share_of(c->open, c->share);
}

/* ---- how much each gets ---- */

/* Those behind the last that gets something are not looked at: one customer may owe
 * thousands. */
static enum crm_status
take_oldest(struct allocating *k, struct crm_err *err)
{
	bool oldest = k->how->by == CRM_ALLOCATE_OLDEST;
	int64_t left = k->paid.left;
	enum crm_status st = CRM_OK;
	size_t i, at = 0;

	for (i = 0; left > 0 && (i < k->n || (oldest && find_next(k, &at)));
	     i++) {
		if ((st = turn_early(k, &k->c[i], err)) != CRM_OK)
			break;
		k->c[i].take = least_of(turn_price(&k->c[i]), left);
		left -= k->c[i].take;
	}
	return st;
}

/* Of two with the same amount neither is meant for certain. */
static void
take_exact(struct allocating *k)
{
	size_t i, found = 0, n = 0;

	for (i = 0; i < k->n; i++)
		if (turn_price(&k->c[i]) == k->paid.left) {
			found = i;
			n++;
		}
	if (n == 1)
		k->c[found].take = k->paid.left;
}

static void
take_pro_rata(struct allocating *k)
{
	int64_t *weight = crm_alloc_n(k->a, k->n + 1, sizeof *weight);
	int64_t *part = crm_alloc_n(k->a, k->n + 1, sizeof *part), sum = 0;
	size_t i;

	for (i = 0; i < k->n; i++)
		sum += weight[i] = turn_price(&k->c[i]);
	if (sum == 0 ||
	    !crm_spread(
		sum < k->paid.left ? sum : k->paid.left, weight, k->n, part))
		return;
	for (i = 0; i < k->n; i++)
		k->c[i].take = part[i];
}

enum crm_status
turn_take(struct allocating *k, struct crm_err *err)
{
	bool exact = k->how->by == CRM_ALLOCATE_EXACT;
	enum crm_status st = CRM_OK;
	size_t i;

	if (!exact && k->how->by != CRM_ALLOCATE_PRO_RATA)
		return take_oldest(k, err);
	for (i = 0; i < k->n && st == CRM_OK; i++)
		st = turn_early(k, &k->c[i], err);
	if (st == CRM_OK && exact)
		take_exact(k);
	else if (st == CRM_OK)
		take_pro_rata(k);
	return st;
}
