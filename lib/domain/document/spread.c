/* A sum in parts that add up to it. */
#include <crm/domain/document.h>

#include <stdlib.h>

struct lost {
	__int128
	    rest; /* of what its share was rounded down by, 0 to total - 1 */
	size_t at;
};

static int
by_loss(const void *a, const void *b)
{
	const struct lost *x = a, *y = b;

	if (x->rest != y->rest)
		return x->rest > y->rest ? -1 : 1;
	return x->at < y->at ? -1 : 1;
}

static __int128
down(__int128 a, __int128 b)
{
	__int128 q = a / b;

	return a % b < 0 ? q - 1 : q;
}

static void
share_out(
    int64_t sum, const int64_t *weight, size_t n, __int128 total, int64_t *part)
{
	struct lost *lost = calloc(n, sizeof *lost);
	int64_t left = sum;
	int sign = total < 0 ? -1 : 1;
	size_t i;

	if (lost == NULL)
		crm_oom();
	for (i = 0; i < n; i++) {
		__int128 whole = (__int128)sum * weight[i] * sign;

		part[i] = (int64_t)down(whole, total * sign);
		lost[i] = (struct lost){ whole - part[i] * total * sign, i };
		left -= part[i];
	}
	qsort(lost, n, sizeof *lost, by_loss);
	for (i = 0; left > 0; i++, left--)
		part[lost[i].at]++;
	free(lost);
}

bool
crm_spread(int64_t sum, const int64_t *weight, size_t n, int64_t *part)
{
	__int128 total = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		total += weight[i];
		part[i] = 0;
	}
	if (sum == 0)
		return true;
	if (total == 0)
		return false;
	share_out(sum < 0 ? -sum : sum, weight, n, total, part);
	for (i = 0; sum < 0 && i < n; i++)
		part[i] = -part[i];
	return true;
}
