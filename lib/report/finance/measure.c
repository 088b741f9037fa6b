/* The measures themselves, rounded once. */
#include <crm/report/measure.h>
#include <crm/base/number.h>

enum { HUNDRED = 100, SHARE_STEPS = 10000 };

bool
crm_dso(int64_t receivable, int64_t sales, int64_t days, int64_t *out)
{
	if (sales <= 0)
		return false;
	*out = crm_div_round((__int128)receivable * days * HUNDRED, sales);
	return true;
}

bool
crm_count_back(
    int64_t receivable, const struct crm_sold *months, size_t n, int64_t *out)
{
	int64_t whole = 0, left = receivable;
	size_t i;

	for (i = 0; i < n && left > months[i].sales; i++) {
		left -= months[i].sales > 0 ? months[i].sales : 0;
		whole += months[i].days;
	}
	*out = whole * HUNDRED;
	if (left <= 0)
		return true;
	if (i == n)
		return false;
	*out += crm_div_round(
	    (__int128)left * months[i].days * HUNDRED, months[i].sales);
	return true;
}

bool
crm_cei(
    int64_t begin, int64_t sales, int64_t end, int64_t current, int64_t *out)
{
	__int128 could = (__int128)begin + sales - current;

	if (could <= 0)
		return false;
	*out = crm_div_round(
	    ((__int128)begin + sales - end) * SHARE_STEPS, (int64_t)could);
	return true;
}
