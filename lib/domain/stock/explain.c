/* The arithmetic of a plan in words. */
#include "stock.h"

#include <crm/base/date.h>
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

/* The least that is ordered, and in which steps. */
static const char *
steps_text(const struct crm_plan_row *r, struct crm_arena *a)
{
	const char *pack = quantity_dup(a, r->ask.pack);

	/* What an economic lot makes the least is told behind. */
	return r->ask.least <= (int64_t)(r->lot * CRM_WHOLE + 0.5)
	    ? crm_sprintf(a, crm_tr(", by %s"), pack)
	    : crm_sprintf(a, crm_tr(", at least %s, by %s"),
		  quantity_dup(a, r->ask.least), pack);
}

static const char *
run_out_text(const struct crm_plan_row *r, struct crm_arena *a)
{
	return r->run_out == CRM_DATE_MAX
	    ? ""
	    : crm_sprintf(
		  a, crm_tr("; runs out on %s"), date_dup(a, r->run_out));
}

const char *
crm_plan_explain(const struct crm_plan_row *r, double z, struct crm_arena *a)
{
	return crm_sprintf(a,
	    crm_tr(
		"demand by %s: %.4g a day, deviation %.4g; lasts %.4g days; deals "
		"%.4g; open orders %s, due by then %s; demand in that time %.4g; safety stock "
		"%.4g x sqrt(%.4g x %.4g^2 + %.4g^2 x %.4g^2) = %.1f; reorder "
		"point %s; projected %s + %s - %s = %s; min %s, max %s%s%s: order "
		"%s%s"),
	    crm_tr(r->source), r->mean, r->deviation, r->days, r->deals,
	    quantity_dup(a, r->open_orders), quantity_dup(a, r->due_orders),
	    r->demand, z, r->days, r->deviation, r->mean, r->days_deviation,
	    r->safety, quantity_dup(a, r->ask.reorder_point),
	    quantity_dup(a, r->on_hand), quantity_dup(a, r->incoming),
	    quantity_dup(a, r->open_orders), quantity_dup(a, r->projected),
	    quantity_dup(a, r->ask.min), quantity_dup(a, r->ask.max),
	    steps_text(r, a), lot_text(r, a), quantity_dup(a, r->quantity),
	    run_out_text(r, a));
}
