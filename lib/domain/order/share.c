/* What of a line is charged with each delivery of it. */
#include <crm/domain/order.h>

#include <crm/base/number.h>

int64_t
crm_delivered_share(const struct crm_delivered *d, int64_t quantity)
{
	int64_t all = d->before + quantity;

	if (d->ordered <= 0)
		return 0;
	if (all < d->wanted)
		return crm_div_round((__int128)d->sum * quantity, d->ordered);
	return crm_div_round((__int128)d->sum * all, d->ordered) - d->charged;
}
