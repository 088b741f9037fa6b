/* What of a line of an order may be credited, and no more than that. */
#include "order.h"

#include <crm/domain/area.h>

enum crm_status
order_left(struct crm_store *s, int64_t line, struct crm_line_left *out,
    struct crm_err *err)
{
	const struct crm_charge all = { INT64_MAX, 0 };
	const struct crm_area *const *a;
	enum crm_status st = CRM_OK;

	*out = (struct crm_line_left){ .line = all, .order = all };
	for (a = crm_areas; *a != NULL && st == CRM_OK; a++)
		if ((*a)->left != NULL)
			st = (*a)->left(s, line, out, err);
	return st;
}

struct crm_charge
order_less_rows(const struct crm_line_left *l, struct crm_charge sum)
{
	const int64_t goods = l->goods.gross, gross = sum.gross;

	if (goods <= 0 || l->off.gross == 0)
		return sum;
	sum.gross -= crm_div_round((__int128)l->off.gross * gross, goods);
	sum.net -= crm_div_round((__int128)l->off.net * gross, goods);
	return sum;
}

static void
at_most(const struct crm_charge *left, struct crm_charge *c)
{
	if (left->gross > c->gross)
		return;
	*c = left->gross > 0 ? *left : (struct crm_charge){ 0, 0 };
}

void
order_no_more(const struct crm_line_left *l, struct crm_charge *c)
{
	if (c->gross <= 0)
		return;
	at_most(&l->line, c);
	at_most(&l->order, c);
}
