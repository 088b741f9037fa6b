/* Amounts from one currency into another. */
#include "domain/core/core.h"

#include "../../tap.h"

static const struct row {
	int64_t amount;
	int digits;
	int64_t rate;
	int base_digits;
	int64_t want;
} rows[] = {
	/* a rate of 1 moves the point alone */
	{ 12345, 2, 100000000, 2, 12345 },
	{ 12345, 0, 100000000, 2, 1234500 },
	{ 12345, 2, 100000000, 0, 123 },
	{ 12350, 2, 100000000, 0, 124 }, /* half away from zero */
	{ -12350, 2, 100000000, 0, -124 },
	{ 12349, 2, 100000000, 0, 123 },
	{ 1005, 3, 325000000, 2, 327 }, /* 1.005 x 3.25 = 3.26625 */
	{ 1, 0, 1, 4, 0 },              /* 0.0001 x 10^-4 */
	{ 1, 4, 100000000, 0, 0 },
	{ 1, 2, 50000000, 2, 1 }, /* 0.005 */
	{ -1, 2, 50000000, 2, -1 },
	{ 1, 2, 49999999, 2, 0 },
	{ 0, 2, 108000000, 2, 0 },
	/* what an int64 product could not hold */
	{ CRM_MONEY_MAX, 2, 100000000, 2, CRM_MONEY_MAX },
	{ CRM_MONEY_MAX, 4, INT64_C(10000000000), 2, CRM_MONEY_MAX },
};

int
main(void)
{
	size_t i;
	int64_t v;

	for (i = 0; i < COUNT(rows); i++) {
		const struct row *r = &rows[i];

		v = -1;
		ok(convert_money(
		       r->amount, r->digits, r->rate, r->base_digits, &v) &&
			v == r->want,
		    "%lld at %lld: %lld", (long long)r->amount,
		    (long long)r->rate, (long long)r->want);
	}
	ok(!convert_money(CRM_MONEY_MAX, 2, 100000001, 2, &v),
	    "more than money holds");
	ok(!convert_money(-CRM_MONEY_MAX, 2, 100000001, 2, &v), "or less");
	ok(!convert_money(1, 0, INT64_MAX, 4, &v), "a rate beyond 64 bits");
	ok(!convert_money(CRM_MONEY_MAX, 0, INT64_MAX, 0, &v),
	    "a product beyond 64 bits");
	return tap_done();
}
