/* Between warehouses: from where stock lasts too long to where it runs out. */
#include "stock.h"

#include <crm/base/number.h>
#include <crm/domain/plan.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

/* Cover above which a place gives, and below which it takes, in days. */
struct covers {
	double low, high;
};

/* How far a place is from another: the less, the nearer. */
struct where {
	int64_t id, parent;
	const char *city, *region;
};

struct levelling {
	struct crm_store *s;
	struct crm_arena *a;
	struct covers c;
	struct where *place;
	size_t n_places;
	struct crm_rebalance_row *out;
	size_t n, cap;
};

static enum crm_status
read_places(struct levelling *l, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	size_t cap = 0;
	bool row;

	st = crm_sql(l->s,
	    "SELECT \"id\", coalesce(\"parent\", 0), \"city\", \"region\" "
	    "FROM warehouse WHERE \"deleted\" IS NULL ORDER BY \"id\"",
	    &q, err);
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row) {
		l->place = crm_grow(
		    l->a, l->place, l->n_places, &cap, sizeof *l->place);
		l->place[l->n_places++] = (struct where){ crm_col_int(q, 0),
			crm_col_int(q, 1), text_dup(l->a, crm_col_text(q, 2)),
			text_dup(l->a, crm_col_text(q, 3)) };
	}
	return st;
}

static const struct where *
place_of(const struct levelling *l, int64_t id)
{
	size_t i = 0;

	while (l->place[i].id != id)
		i++;
	return &l->place[i];
}

static bool
same(const char *a, const char *b)
{
	return a[0] != '\0' && strcmp(a, b) == 0;
}

static int
distance(const struct levelling *l, int64_t a, int64_t b)
{
	enum { TOGETHER, IN_CITY, IN_REGION, AFAR };
	const struct where *x = place_of(l, a), *y = place_of(l, b);

	if (x->parent == b || y->parent == a ||
	    (x->parent != 0 && x->parent == y->parent))
		return TOGETHER;
	return same(x->city, y->city)    ? IN_CITY
	    : same(x->region, y->region) ? IN_REGION
					 : AFAR;
}

static double
units(int64_t quantity)
{
	return (double)quantity / CRM_WHOLE;
}

/* Days that what is there lasts; what nobody asks for lasts for ever. */
static double
cover(const struct crm_plan_row *r, int64_t free)
{
	return r->mean > 0 ? units(free) / r->mean : free > 0 ? HUGE_VAL : 0;
}

/* What a place can give: over the high cover and its safety stock. */
static int64_t
spare(const struct levelling *l, const struct crm_plan_row *r, int64_t free)
{
	double keep = fmax(r->mean * l->c.high, r->safety);
	double over = units(free) - keep;

	return over > 0 ? (int64_t)floor(over) * CRM_WHOLE : 0;
}

/* What one lacks for the middle of both covers. */
static int64_t
lack(const struct levelling *l, const struct crm_plan_row *r, int64_t free)
{
	double want = r->mean * (l->c.low + l->c.high) / 2;
	double missing = want - units(free);

	return missing > 0 ? (int64_t)ceil(missing) * CRM_WHOLE : 0;
}

static void
add_row(struct levelling *l, const struct crm_plan_row *from,
    const struct crm_plan_row *to, int64_t quantity, double before[2])
{
	l->out = crm_grow(l->a, l->out, l->n, &l->cap, sizeof *l->out);
	l->out[l->n++] = (struct crm_rebalance_row){ .product = from->product,
		.from = from->warehouse,
		.to = to->warehouse,
		.sku = from->sku,
		.from_place = from->place,
		.to_place = to->place,
		.quantity = quantity,
		.cover_from = before[0],
		.cover_to = before[1] };
}

/* The nearest of the n rows of a product that can give; NULL where none can. */
static size_t
nearest(const struct levelling *l, const struct crm_plan_row *r, size_t n,
    const int64_t *free, size_t to)
{
	size_t i, best = n;

	for (i = 0; i < n; i++)
		if (i != to && cover(&r[i], free[i]) > l->c.high &&
		    spare(l, &r[i], free[i]) > 0 &&
		    (best == n ||
			distance(l, r[i].warehouse, r[to].warehouse) <
			    distance(l, r[best].warehouse, r[to].warehouse)))
			best = i;
	return best;
}

/* The rows of one product. */
static void
level_product(struct levelling *l, const struct crm_plan_row *r, size_t n)
{
	int64_t *free = crm_alloc_n(l->a, n, sizeof *free), q, most;
	size_t to, from;

	for (to = 0; to < n; to++)
		free[to] = r[to].on_hand - r[to].open_orders;
	for (to = 0; to < n; to++) {
		while (r[to].mean > 0 &&
		    cover(&r[to], free[to] + r[to].incoming) < l->c.low &&
		    (q = lack(l, &r[to], free[to] + r[to].incoming)) > 0 &&
		    (from = nearest(l, r, n, free, to)) < n) {
			double before[2] = { cover(&r[from], free[from]),
				cover(&r[to], free[to]) };

			most = spare(l, &r[from], free[from]);
			q = q < most ? q : most;
			add_row(l, &r[from], &r[to], q, before);
			free[from] -= q;
			free[to] += q;
		}
	}
}

enum crm_status
crm_rebalance(struct crm_store *s, struct crm_arena *a,
    struct crm_rebalance_row **out, size_t *n, struct crm_err *err)
{
	const double low = 7, high = 45;
	struct levelling l = { .s = s,
		.a = a,
		.c = { crm_plan_setting(s, "cover_low", low),
		    crm_plan_setting(s, "cover_high", high) } };
	const struct crm_plan_ask all = { .n = 0 };
	struct crm_plan_row *r;
	size_t i, j, rows;
	enum crm_status st;

	if ((st = read_places(&l, err)) != CRM_OK ||
	    (st = crm_plan(s, &all, a, &r, &rows, err)) != CRM_OK)
		return st;
	for (i = 0; i < rows; i = j) {
		for (j = i; j < rows && r[j].product == r[i].product; j++)
			;
		if (j - i > 1)
			level_product(&l, &r[i], j - i);
	}
	*out = l.out;
	*n = l.n;
	return CRM_OK;
}
