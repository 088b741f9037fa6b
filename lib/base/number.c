/* Rounding, products that do not fit 64 bits, and how numbers are written. */
#include <crm/base/number.h>

#include <assert.h>
#include <stddef.h>
#include <string.h>

enum {
	DIGITS_MAX = 18,  /* of 10^n that fits 64 bits */
	NUMBER_SIZE = 40, /* sign, 20 digits, 6 commas, point, zeros */
	GROUP = 3,
};

int64_t
crm_pow10(int n)
{
	static const int64_t power[DIGITS_MAX + 1] = {
		INT64_C(1),
		INT64_C(10),
		INT64_C(100),
		INT64_C(1000),
		INT64_C(10000),
		INT64_C(100000),
		INT64_C(1000000),
		INT64_C(10000000),
		INT64_C(100000000),
		INT64_C(1000000000),
		INT64_C(10000000000),
		INT64_C(100000000000),
		INT64_C(1000000000000),
		INT64_C(10000000000000),
		INT64_C(100000000000000),
		INT64_C(1000000000000000),
		INT64_C(10000000000000000),
		INT64_C(100000000000000000),
		INT64_C(1000000000000000000),
	};

	assert(n >= 0 && n <= DIGITS_MAX);
	return power[n];
}

int
crm_by_int64(const void *a, const void *b)
{
	const int64_t *x = a, *y = b;

	return (*x > *y) - (*x < *y);
}

/* a / b as __int128, rounded half away from zero. */
static __int128
div_round(__int128 a, __int128 b)
{
	bool negative = (a < 0) != (b < 0);
	unsigned __int128 n = a < 0 ? -(unsigned __int128)a
				    : (unsigned __int128)a;
	unsigned __int128 d = b < 0 ? -(unsigned __int128)b
				    : (unsigned __int128)b;
	unsigned __int128 q = n / d, r = n % d;

	if (r >= d - r)
		q++;
	return negative ? -(__int128)q : (__int128)q;
}

int64_t
crm_div_round(__int128 a, __int128 b)
{
	assert(b != 0);
	return (int64_t)div_round(a, b);
}

bool
crm_mul_div(int64_t a, int64_t b, int64_t c, int64_t *out)
{
	__int128 q;

	assert(c != 0);
	q = div_round((__int128)a * b, c);
	if (q < INT64_MIN || q > INT64_MAX)
		return false;
	*out = (int64_t)q;
	return true;
}

/* Writes the number so that it ends at `end`; gives its start. */
static char *
write_back(char *end, int64_t v, int digits, bool fixed, bool grouped)
{
	uint64_t u = v < 0 ? 0 - (uint64_t)v : (uint64_t)v;
	char *p = end;
	int left = digits, n = 0;

	if (!fixed) {
		for (; left > 0 && u % 10 == 0; left--)
			u /= 10;
	}
	if (left > 0) {
		for (; left > 0; left--, u /= 10)
			*--p = (char)('0' + u % 10);
		*--p = '.';
	}
	do {
		if (grouped && n == GROUP) {
			*--p = ',';
			n = 0;
		}
		*--p = (char)('0' + u % 10);
		n++;
	} while ((u /= 10) != 0);
	if (v < 0)
		*--p = '-';
	return p;
}

void
crm_number_format(struct crm_buf *out, int64_t v, int digits, bool fixed)
{
	char s[NUMBER_SIZE], *end = s + sizeof s, *p;

	assert(digits >= 0 && digits <= DIGITS_MAX);
	p = write_back(end, v, digits, fixed, false);
	crm_buf_add(out, p, (size_t)(end - p));
}

void
crm_number_group(struct crm_buf *out, int64_t v, int digits, bool fixed)
{
	char s[NUMBER_SIZE], *end = s + sizeof s, *p;

	assert(digits >= 0 && digits <= DIGITS_MAX);
	p = write_back(end, v, digits, fixed, true);
	crm_buf_add(out, p, (size_t)(end - p));
}
