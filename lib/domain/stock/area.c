/* Stock: products, the ledger, promises, counts, purchases. */
#include "stock.h"

#include <crm/domain/approval.h>

static const struct crm_trade kinds[] = {
	{ "product", .rules = { .save = product_save } },
	{ "barcode", .rules = { .save = barcode_save } },
	{ "unit", .rules = { .save = unit_save, .hide = move_of_others } },
	{ "price", .rules = { .save = price_save } },
	{ "kit-part", .rules = { .save = kit_save, .hide = move_of_others } },
	{ "warehouse",
	    .rules = { .save = warehouse_save,
		.saved = warehouse_saved,
		.hide = check_name_stays } },
	{ "shelf", .rules = { .save = shelf_save } },
	{ "lot", .rules = { .save = lot_save, .undo = lot_undo } },
	{ "level",
	    .rules = { .save = kept_save,
		.hide = kept_hide,
		.settle = level_settle,
		.undo = kept_undo } },
	{ "layer",
	    .rules = { .save = kept_save,
		.hide = kept_hide,
		.saved = layer_saved,
		.undo = kept_undo } },
	{ "move",
	    .rules = { .save = move_save,
		.hide = move_hide,
		.saved = move_saved,
		.met = move_met,
		.seldom = true,
		.undo = move_undo,
		.reverse = move_reverse,
		.dated = "moved_on" } },
	{ "reservation",
	    .rules = { .save = reservation_save,
		.hide = reservation_hide,
		.saved = reservation_saved,
		.undo = reservation_undo,
		.reverse = reservation_reverse } },
	{ "purchase",
	    .rules = { .save = purchase_save, .undo = purchase_undo } },
	{ "purchase-line",
	    .rules = { .save = purchase_line_save,
		.saved = purchase_line_saved,
		.undo = purchase_line_undo,
		.reverse = purchase_line_reverse } },
	{ "count", .rules = { .save = count_save, .hide = count_hide },
	    .consent = &count_consent },
	{ "count-line",
	    .rules = { .save = count_line_save, .hide = count_line_hide } },
	{ .entity = NULL },
};

static const struct crm_alarm alarms[] = {
	{ N_("reorder"), "a product is at its reorder point or below it",
	    reorder_alarm },
	{ N_("count"), "products of a warehouse are to be counted again",
	    count_alarm },
	{ N_("purchase"), "what was ordered was to come by now",
	    purchase_alarm },
	{ N_("lot"), "a lot that is in stock expires; from 30 days before",
	    lot_alarm },
	{ N_("reservation"), "goods were held until this day",
	    reservation_alarm },
	{ .kind = NULL },
};

static crm_audit *const audits[] = { stock_audit, NULL };

const struct crm_area area_stock = {
	.name = "stock", .kinds = kinds, .alarms = alarms, .audits = audits
};
