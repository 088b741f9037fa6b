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

int
main(void)
{
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
	return tap_done();
}
