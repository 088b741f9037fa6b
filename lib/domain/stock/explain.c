/* The arithmetic of a plan in words. */
#include "stock.h"

#include <crm/domain/plan.h>

/* Where an order is no smaller than what is cheapest to order and to keep. */
static const char *
lot_text(const struct crm_plan_row *r, struct crm_arena *a)
{
	return r->lot <= 0
	    ? ""
	    : crm_sprintf(a,
		  crm_tr("; economic lot sqrt(2 x %.4g x %.4g / %.4g) = %.1f"),
		  r->year, r->order_cost, r->holding, r->lot);
}

const char *
crm_plan_explain(const struct crm_plan_row *r, double z, struct crm_arena *a)
{
	const char *pack = r->ask.pack > 0
	    ? crm_sprintf(a, ", by %s", quantity_dup(a, r->ask.pack))
	    : "";

	return crm_sprintf(a,
	    crm_tr(
		"demand by %s: %.4g a day, deviation %.4g; lasts %.4g days; deals "
		"%.4g; open orders %s; demand in that time %.4g; safety stock "
		"%.4g x sqrt(%.4g x %.4g^2 + %.4g^2 x %.4g^2) = %.1f; reorder "
		"point %s; projected %s + %s - %s = %s; min %s, max %s%s%s: order "
		"%s"),
	    r->source, r->mean, r->deviation, r->days, r->deals,
	    quantity_dup(a, r->open_orders), r->demand, z, r->days,
	    r->deviation, r->mean, r->days_deviation, r->safety,
	    quantity_dup(a, r->ask.reorder_point), quantity_dup(a, r->on_hand),
	    quantity_dup(a, r->incoming), quantity_dup(a, r->open_orders),
	    quantity_dup(a, r->projected), quantity_dup(a, r->ask.min),
	    quantity_dup(a, r->ask.max), pack, lot_text(r, a),
	    quantity_dup(a, r->quantity));
}
