/* Periods of subscriptions, shares of deliveries. */
#include <crm/domain/billing.h>
#include <crm/domain/order.h>

#include <crm/base/number.h>

#include "../../tap.h"

struct served {
	const char *from, *to;
	int64_t amount;
};

static const struct {
	const char *name, *from, *to;
	int64_t price;
	int months, anchor;
	struct served want[5]; /* ends with from NULL */
} subscriptions[] = {
	{ "billed on the 15th", "2023-05-23", "2023-07-14", 90000, 1, 15,
	    { { "2023-05-23", "2023-06-14", 66774 },
		{ "2023-06-15", "2023-07-14", 90000 } } },
	{ "of 30 days", "2023-06-23", "2023-08-14", 90000, 1, 15,
	    { { "2023-06-23", "2023-07-14", 66000 },
		{ "2023-07-15", "2023-08-14", 90000 } } },
	{ "ends within", "2018-01-01", "2018-03-15", 10000, 1, 0,
	    { { "2018-01-01", "2018-01-31", 10000 },
		{ "2018-02-01", "2018-02-28", 10000 },
		{ "2018-03-01", "2018-03-15", 4839 } } },
	{ "begins within", "2015-03-16", "2015-04-30", 3100, 1, 1,
	    { { "2015-03-16", "2015-03-31", 1600 },
		{ "2015-04-01", "2015-04-30", 3100 } } },
	{ "a year ends early", "2024-03-01", "2024-12-31", 365000, 12, 0,
	    { { "2024-03-01", "2024-12-31", 306000 } } },
	{ "the 31st is cut and comes back", "2026-01-31", "2026-04-29", 3100, 1,
	    0,
	    { { "2026-01-31", "2026-02-27", 3100 },
		{ "2026-02-28", "2026-03-30", 3100 },
		{ "2026-03-31", "2026-04-29", 3100 } } },
	{ "begins before the day that month", "2026-03-10", "2026-04-30", 3100,
	    1, 31,
	    { { "2026-03-10", "2026-03-30", 2100 },
		{ "2026-03-31", "2026-04-29", 3100 },
		{ "2026-04-30", "2026-04-30", 100 } } },
	{ "a leap year", "2024-02-29", "2025-02-27", 36600, 12, 0,
	    { { "2024-02-29", "2025-02-27", 36600 } } },
	{ "by the quarter", "2026-11-15", "2027-02-14", 9200, 3, 0,
	    { { "2026-11-15", "2027-02-14", 9200 } } },
	{ "one day", "2026-01-01", "2026-01-01", 3100, 1, 0,
	    { { "2026-01-01", "2026-01-01", 100 } } },
	{ "no day", "2026-01-02", "2026-01-01", 3100, 1, 0,
	    { { NULL, NULL, 0 } } },
};

static int64_t
date(const char *text)
{
	int y, m, d;

	return sscanf(text, "%d-%d-%d", &y, &m, &d) == 3
	    ? crm_date_from(y, m, d)
	    : 0;
}

static void
test_subscription(size_t i)
{
	const struct crm_subscription s = { .price = subscriptions[i].price,
		.months = subscriptions[i].months,
		.from = date(subscriptions[i].from),
		.to = date(subscriptions[i].to),
		.anchor = subscriptions[i].anchor };
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_served *p;
	size_t n, k, want = 0;

	crm_subscription_periods(&s, &a, &p, &n);
	while (subscriptions[i].want[want].from != NULL)
		want++;
	is_int(n, want, subscriptions[i].name);
	for (k = 0; k < n && k < want; k++) {
		const struct served *w = &subscriptions[i].want[k];

		ok(p[k].from == date(w->from) && p[k].to == date(w->to),
		    "from %s to %s", w->from, w->to);
		is_int(p[k].amount, w->amount, "and what it costs");
	}
	crm_arena_free(&a);
}

/* Quantities one after another, and what each comes to. */
static const struct {
	const char *name;
	int64_t sum;
	int ordered, cancelled;
	int quantity[5];
	int64_t share[5];
} deliveries[] = {
	{ "2, 2 and 3 of 7", 9999, 7, 0, { 2, 2, 3 }, { 2857, 2857, 4285 } },
	{ "thirds", 10000, 3, 0, { 1, 1, 1 }, { 3333, 3333, 3334 } },
	{ "one too many", 10000, 10, 0, { 4, 7 }, { 4000, 7000 } },
	{ "more behind all", 10000, 10, 0, { 10, 1 }, { 10000, 1000 } },
	{ "the rest is cancelled", 10000, 3, 1, { 1, 1 }, { 3333, 3334 } },
};

static void
test_delivery(size_t i)
{
	struct crm_delivered d = { .sum = deliveries[i].sum,
		.ordered = deliveries[i].ordered * INT64_C(1000000) };
	size_t k;

	d.wanted = d.ordered - deliveries[i].cancelled * INT64_C(1000000);
	for (k = 0; deliveries[i].quantity[k] != 0; k++) {
		int64_t q = deliveries[i].quantity[k] * INT64_C(1000000);
		int64_t share = crm_delivered_share(&d, q);

		is_int(share, deliveries[i].share[k], deliveries[i].name);
		d.before += q;
		d.charged += share;
	}
}

int
main(void)
{
	size_t i;

	for (i = 0; i < sizeof subscriptions / sizeof *subscriptions; i++)
		test_subscription(i);
	for (i = 0; i < sizeof deliveries / sizeof *deliveries; i++)
		test_delivery(i);
	return tap_done();
}
