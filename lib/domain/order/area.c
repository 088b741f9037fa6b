/* Orders, what was shipped for them and what came back. */
#include "order.h"

/* How far it has come, which is no amount of the day it is of: what is confirmed, amended
 * or cancelled after that month was closed is so from then on. */
static const char *const of_orders[] = { "status", "status_reason",
	"confirmed_at", "revision", "closed_on", "shipped_on", NULL };
/* A subscription is charged and credited by the day; its end is changed as it goes on. */
static const char *const of_order_lines[] = { "cancelled", "purchase_line",
	"ends_on", NULL };
static const char *const of_deliveries[] = { "carrier", "tracking", "signed_by",
	"signed_on", NULL };

static const struct crm_trade kinds[] = {
	{ "order",
	    .rules = { .save = order_save,
		.hide = order_hide,
		.saved = order_saved,
		.puts_off = true,
		.undo = order_undo,
		.reverse = order_reverse,
		.dated = "ordered_on",
		.undated = of_orders,
		.waits = order_waits },
	    .first = "-coalesce(t.\"ordered_on\", -1000000)",
	    .unposted = "status in (draft, submitted, approved)",
	    .consent = &order_consent },
	{ "order-line",
	    .rules = { .save = order_line_save,
		.worked = &crm_line_worked,
		.hide = order_line_hide,
		.saved = order_line_saved,
		.puts_off = true,
		.unless = "contract_line",
		.dated = "ordered_on",
		.part_of = "order",
		.undated = of_order_lines,
		.waits = order_waits } },
	{ "delivery",
	    .rules = { .save = delivery_save,
		.hide = delivery_hide,
		.saved = delivery_saved,
		.undo = delivery_undo,
		.reverse = delivery_reverse,
		.dated = "shipped_on",
		.undated = of_deliveries } },
	{ "delivery-line",
	    .rules = { .save = delivery_line_save,
		.hide = delivery_line_hide,
		.undo = delivery_line_undo,
		.dated = "shipped_on",
		.part_of = "delivery" } },
	{ "return",
	    .rules = { .save = return_save,
		.hide = return_hide,
		.saved = return_saved,
		.undo = return_undo,
		.reverse = return_reverse,
		.dated = "returned_on" } },
	{ .entity = NULL },
};

static const struct crm_alarm alarms[] = {
	{ "delivery", "what was promised by now has not left", delivery_alarm },
	{ .kind = NULL },
};

static const struct crm_joined joined[] = {
	{ "reservation", order_reservation_saved },
	{ .entity = NULL },
};

static crm_audit *const audits[] = { order_audit, NULL };

const struct crm_area area_order = { .name = "order",
	.kinds = kinds,
	.alarms = alarms,
	.audits = audits,
	.joined = joined,
	.moves = order_moves };
