/* Exact fractions: what does not fit 128 bits is refused, never rounded. */
#include "ratio.h"

#include <crm/base/number.h>

static __int128
gcd(__int128 a, __int128 b)
{
	while (b != 0) {
		__int128 rest = a % b;

		a = b;
		b = rest;
	}
	return a < 0 ? -a : a;
}

static struct ratio
lowest(__int128 n, __int128 d)
{
	__int128 g = gcd(n, d);

	if (d < 0)
		g = -g;
	return (struct ratio){ n / g, d / g };
}

struct ratio
ratio_scaled(int64_t v, int digits)
{
	return lowest(v, crm_pow10(digits));
}

struct ratio
ratio_negate(struct ratio a)
{
	return (struct ratio){ -a.n, a.d };
}

bool
ratio_add(struct ratio a, struct ratio b, struct ratio *out)
{
	__int128 g = gcd(a.d, b.d), x, y, n, d;

	if (__builtin_mul_overflow(a.n, b.d / g, &x) ||
	    __builtin_mul_overflow(b.n, a.d / g, &y) ||
	    __builtin_add_overflow(x, y, &n) ||
	    __builtin_mul_overflow(a.d, b.d / g, &d))
		return false;
	*out = lowest(n, d);
	return true;
}

bool
ratio_multiply(struct ratio a, struct ratio b, struct ratio *out)
{
	struct ratio x = lowest(a.n, b.d), y = lowest(b.n, a.d);
	__int128 n, d;

	if (__builtin_mul_overflow(x.n, y.n, &n) ||
	    __builtin_mul_overflow(x.d, y.d, &d))
		return false;
	*out = (struct ratio){ n, d };
	return true;
}

bool
ratio_divide(struct ratio a, struct ratio b, struct ratio *out)
{
	return b.n != 0 && ratio_multiply(a, lowest(b.d, b.n), out);
}

bool
ratio_round(struct ratio a, int digits, int64_t *out)
{
	const __int128 most = INT64_MAX - 1; /* rounding adds one at most */
	__int128 n;

	if (__builtin_mul_overflow(a.n, (__int128)crm_pow10(digits), &n) ||
	    n / a.d > most || n / a.d < -most)
		return false;
	*out = crm_div_round(n, a.d);
	return true;
}
