/* What stock costs: textbook figures, rests, holes. */
#include "domain/stock/cost.h"

#include <crm/base/number.h>
#include <crm/domain/planning.h>

#include "../../tap.h"

#define Q(n) ((int64_t)(n)*CRM_WHOLE)

/* Average: three units worth 100.00 leave one at a time. */
static void
rests(void)
{
	struct cost_layer l = { 1, Q(3), 0 };
	struct cost_pool p = { false, Q(3), 10000, 0, 0 };
	const int64_t want[] = { 3333, 3334, 3333 };
	struct cost_part part[1];
	struct cost_taken t;
	size_t n, i;

	for (i = 0; i < 3; i++) {
		ok(cost_take(&p, &l, 1, Q(1), part, &n, &t) && n == 1,
		    "one leaves");
		is_int(t.value, want[i], "at its share of what is left");
		is_int(part[0].quantity, -Q(1), "of the layer");
		is_int(part[0].value, 0, "which has no value of its own");
		p.on_hand -= Q(1);
		p.value -= t.value;
		l.left -= Q(1);
	}
	is_int(p.value, 0, "nothing is left behind");
}

/* FIFO: 15 of 10 at 100 and 10 at 80. */
static void
layers(void)
{
	const struct cost_layer l[] = { { 1, Q(10), 100000 },
		{ 2, Q(10), 80000 } };
	const struct cost_pool p = { true, Q(20), 180000, 0, 0 };
	struct cost_part part[2];
	struct cost_taken t;
	size_t n;

	ok(cost_take(&p, l, 2, Q(15), part, &n, &t) && n == 2, "two layers");
	is_int(t.value, 140000, "oldest first");
	is_int(part[0].value, -100000, "all of the first");
	is_int(part[1].quantity, -Q(5), "half of the second");
	is_int(t.missing, 0, "nothing is missing");
	is_int(t.last_value, 80000, "the last known is the second's");
}

/* Fifty leave where nothing is, at a known cost of 8; 40 at 15 fill it. */
static void
holes(void)
{
	const struct cost_pool p = { true, 0, 0, Q(1), 800 };
	const struct cost_layer hole = { 7, -Q(50), -40000 };
	struct cost_part part[1];
	struct cost_taken t;
	int64_t filled;
	size_t n;

	ok(cost_take(&p, NULL, 0, Q(50), part, &n, &t) && n == 0,
	    "there is no layer");
	is_int(t.missing, Q(50), "all is missing");
	is_int(t.value, 40000, "at what was known");
	ok(cost_fill(&hole, 1, Q(40), part, &n, &filled) && n == 1, "filled");
	is_int(filled, Q(40), "as far as it goes");
	is_int(part[0].value, 32000, "by what it had been thought to cost");
	ok(cost_fill(&hole, 1, Q(60), part, &n, &filled), "more than filled");
	is_int(filled, Q(50), "no more than the hole");
	is_int(part[0].value, 40000, "all of it");
}

static void
bounds(void)
{
	const struct cost_layer l = { 1, 3, INT64_MAX };
	const struct cost_pool p = { true, 3, INT64_MAX, 0, 0 };
	struct cost_part part[1];
	struct cost_taken t;
	int64_t v;
	size_t n;

	ok(cost_take(&p, &l, 1, 2, part, &n, &t), "the largest value parts");
	ok(cost_share(INT64_MAX, 5, 5, &v) && v == INT64_MAX,
	    "all of it is itself");
	ok(!cost_share(INT64_MAX, 3, 2, &v), "what does not fit is refused");
}

static void
orders(void)
{
	struct crm_order_ask a = {
		.projected = Q(20), .min = Q(20), .reorder_point = Q(10)
	};
	const struct crm_incoming in[] = { { 10, Q(5) }, { 20, Q(5) } };

	ok(crm_is_time(&a), "at the minimum it is time");
	is_int(crm_order_quantity(&a), 0, "with nothing to fill");
	a.max = Q(25);
	is_int(crm_order_quantity(&a), Q(5), "up to the maximum");
	a.least = Q(7);
	a.pack = Q(4);
	is_int(crm_order_quantity(&a), Q(8), "at least so many, in packs");
	is_int(crm_promise_day(5, Q(3), in, 2, Q(3)), 5, "today");
	is_int(crm_promise_day(5, Q(3), in, 2, Q(8)), 10, "with what comes");
	is_int(crm_promise_day(15, Q(3), in, 2, Q(8)), 15,
	    "what is late comes today at the earliest");
}

int
main(void)
{
	rests();
	layers();
	holes();
	bounds();
	orders();
	return tap_done();
}
