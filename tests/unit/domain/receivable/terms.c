/* Payment terms: parts and days, what early payment takes off. */
#include <crm/base/date.h>
#include <crm/domain/terms.h>

#include "../../tap.h"

static const struct {
	const char *terms;
	int64_t total;
	size_t n;            /* 0: refused */
	int64_t due, amount; /* of the last; days behind 31 January 2026 */
} parts[] = {
	{ "30% 15d, rest 45d eom", 100000, 2, 59, 70000 },
	{ "30d", 100, 1, 30, 100 },
	{ "net 30", 100, 1, 30, 100 },
	{ "n/30", 100, 1, 30, 100 },
	{ "30 days", 100, 1, 30, 100 },
	{ "月结30天", 100, 1, 30, 100 },
	{ "1m", 100, 1, 28, 100 },
	{ "eom day 10", 100, 1, 10, 100 },
	{ "1d workday", 100, 1, 2, 100 },
	{ "1d workday-before", 100, 1, -1, 100 },
	{ "50%, 50%", 3, 2, 0, 1 },
	{ "1.00, rest 5d", 150, 2, 5, 50 },
	{ "2.00, rest", 150, 0, 0, 0 },
	{ "50%", 100, 0, 0, 0 },
	{ "50%, 40%", 100, 0, 0, 0 },
	{ "100%, rest", 100, 0, 0, 0 },
	{ "rest, rest", 100, 0, 0, 0 },
	{ "30d, 60d", 100, 0, 0, 0 },
	{ "soon", 100, 0, 0, 0 },
	{ "99999999d", 100, 0, 0, 0 },
	{ "", 100, 0, 0, 0 },
};

static void
test_parts(void)
{
	int64_t from = crm_date_from(2026, 1, 31), sum;
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_term *t;
	struct crm_err err;
	size_t i, j, n;

	for (i = 0; i < sizeof parts / sizeof *parts; i++) {
		if (crm_terms_parts(crm_text_of(parts[i].terms), parts[i].total,
			from, 2, NULL, &a, &t, &n, &err) != CRM_OK)
			n = 0;
		is_int((int64_t)n, (int64_t)parts[i].n, parts[i].terms);
		if (n == 0 || n != parts[i].n)
			continue;
		for (sum = 0, j = 0; j < n; j++)
			sum += t[j].amount;
		is_int(sum, parts[i].total, "they add up");
		is_int(t[n - 1].due - from, parts[i].due, "the last day");
		is_int(t[n - 1].amount, parts[i].amount, "the last amount");
	}
	crm_arena_free(&a);
}

static void
test_early(void)
{
	int64_t share, until;
	struct crm_err err;

	crm_early_share(
	    CRM_TEXT("2/10 1/20 n/30"), 0, 10, &share, &until, &err);
	is_int(share, 20000, "on the tenth day two percent");
	crm_early_share(CRM_TEXT("2/10, 1/20"), 0, 11, &share, &until, &err);
	is_int(share, 10000, "behind it one");
	is_int(until, 20, "until the twentieth");
	crm_early_share(CRM_TEXT("2/10"), 0, 11, &share, &until, &err);
	is_int(share, 0, "then none");
	ok(crm_early_share(CRM_TEXT("2"), 0, 0, &share, &until, &err) ==
		CRM_INVALID,
	    "what is no step");
	is_int(crm_early_relieves(100000, 10000, 29700), 30000,
	    "a part of the cash relieves more");
	is_int(crm_early_relieves(100000, 10000, 99000), 100000,
	    "and all of it all");
}

int
main(void)
{
	test_parts();
	test_early();
	return tap_done();
}
