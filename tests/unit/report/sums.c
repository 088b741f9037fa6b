/* Shares with two decimals, sums that do not fit. */
#include "report/kit/kit.h"

#include "../tap.h"

static void
check(int64_t n, int64_t of, int64_t want)
{
	struct crm_value v = percent(n, of);

	ok(v.kind == CRM_INT && v.i == want, "%lld of %lld is %lld millionths",
	    (long long)n, (long long)of, (long long)want);
}

/* 1 2 2 3 100, once more behind the first answer: as all numbers in a list. */
static void
test_counts(struct crm_arena *a)
{
	static const int64_t all[] = { 3, 2, 100, 1, 2 };
	struct counts c = { .n = 0 }, more = { .n = 0 };
	size_t i;

	ok(counts_median(&c).kind == CRM_NULL, "of nothing there is no middle");
	ok(counts_mean(&c).kind == CRM_NULL, "nor a mean");
	for (i = 0; i < COUNT(all); i++)
		counts_add(&c, a, all[i]);
	is_int(counts_median(&c).i, 2 * CRM_WHOLE, "the middle one");
	is_int(counts_mean(&c).i, 21600000, "the mean");
	is_int(counts_rank(&c, THREE_QUARTERS).i, 3, "three quarters");
	is_int(counts_rank(&c, 100).i, 100, "all");
	counts_add(&more, a, 3);
	counts_merge(&more, a, &c);
	is_int(more.n, 6, "merged");
	is_int(counts_median(&more).i, 2500000,
	    "of an even number the mean of the two in the middle");
	counts_add(&c, a, -5);
	is_int(counts_rank(&c, 0).i, -5, "one more is in its place");
}

int
main(void)
{
	struct crm_arena arena = CRM_ARENA_INIT;

	int64_t sum = INT64_MAX - 1;
	struct crm_err err = { .status = CRM_OK };

	check(1, 2, 500000);
	check(1, 3, 333300);
	check(2, 3, 666700);
	check(4238, 6711, 631500);
	check(1, 20000, 100); /* 0.005 % */
	check(1, 20001, 0);
	check(-1, 3, -333300);
	check(INT64_MAX, INT64_MAX, 1000000);
	ok(percent(0, 0).kind == CRM_NULL, "of nothing there is no share");
	ok(low_n(19).kind == CRM_STR, "19 are few");
	ok(low_n(20).kind == CRM_NULL, "20 are enough");
	ok(add_money(&sum, 1, &err) == CRM_OK && sum == INT64_MAX,
	    "the largest sum");
	ok(add_money(&sum, 1, &err) == CRM_FAIL, "one more is an error");
	is_str(err.text, "sum overflows", "and says so");
	test_counts(&arena);
	crm_arena_free(&arena);
	return tap_done();
}
