/* crm-stock: products, and the ledger of what there is of them. */
#include "stock.h"

#include <crm/domain/book.h>

#define MOVE_ROW \
	.group = "Goods", .flags = CRM_V_WRITE | CRM_V_FREE, \
	.groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE, \
	.operands = "[FILE | -]", .run = stock_post
#define PROMISE_GROUP .group = "Promises"
#define SUPPLY_GROUP .group = "Supply"

static const struct crm_verb stock_verbs[] = {
	{ .name = "receive",
	    MOVE_ROW,
	    .words = stock_receive_words,
	    .example = "product=GW-200 quantity=10 price=4.50",
	    .step = STOCK_RECEIVE,
	    .help = "goods come in, at a price" },
	{ .name = "issue",
	    MOVE_ROW,
	    .words = stock_issue_words,
	    .example = "product=GW-200 quantity=2 for=O7",
	    .step = STOCK_ISSUE,
	    .help = "goods leave, at what they cost" },
	{ .name = "return",
	    MOVE_ROW,
	    .words = stock_return_words,
	    .example = "of=SM12 quantity=1",
	    .step = STOCK_RETURN,
	    .help = "what was issued comes back, at what it had cost" },
	{ .name = "return-to-supplier",
	    MOVE_ROW,
	    .words = stock_back_words,
	    .example = "product=GW-200 quantity=1",
	    .step = STOCK_SEND_BACK,
	    .help = "goods go back to where they were bought" },
	{ .name = "transfer",
	    MOVE_ROW,
	    .words = stock_transfer_words,
	    .example = "product=GW-200 quantity=5 warehouse=Main to=Shop",
	    .step = STOCK_TRANSFER,
	    .help = "from one warehouse to another, in one step" },
	{ .name = "send",
	    MOVE_ROW,
	    .words = stock_transfer_words,
	    .example = "product=GW-200 quantity=5 warehouse=Main to=Shop",
	    .step = STOCK_SEND,
	    .help = "onto the way to another warehouse, where it arrives "
		    "later" },
	{ .name = "arrive",
	    MOVE_ROW,
	    .words = stock_arrive_words,
	    .example = "of=SM12",
	    .step = STOCK_ARRIVE,
	    .help = "what was sent comes in" },
	{ .name = "add-cost",
	    MOVE_ROW,
	    .words = stock_cost_words,
	    .example = "of=SM12 value=80",
	    .step = STOCK_COST,
	    .help = "freight, duty or a dearer bill, onto a receipt" },
	{ .name = "reserve",
	    PROMISE_GROUP,
	    .flags = CRM_V_WRITE | CRM_V_FREE,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE,
	    .operands = "[FILE | -]",
	    .words = stock_reserve_words,
	    .help = "hold goods for somebody",
	    .run = stock_reserve },
	{ .name = "promise",
	    PROMISE_GROUP,
	    .flags = CRM_V_FREE,
	    .groups = CRM_G_OUT | CRM_G_IN,
	    .operands = "[FILE | -]",
	    .words = stock_promise_words,
	    .help = "when a quantity can ship",
	    .run = stock_promise },
	{ .name = "pick",
	    PROMISE_GROUP,
	    .flags = CRM_V_FREE,
	    .groups = CRM_G_OUT | CRM_G_IN,
	    .operands = "[FILE | -]",
	    .words = stock_pick_words,
	    .help = "what is held, by where it lies: the list to fetch it by, "
		    "or what was scanned of it",
	    .run = stock_pick },
	{ .name = "plan",
	    SUPPLY_GROUP,
	    .flags = CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WHERE | CRM_G_EXPLAIN,
	    .operands = "[ID… | -]",
	    .words = stock_plan_words,
	    .help = "what to order, and when what is there runs out",
	    .run = stock_plan },
	{ .name = "order",
	    SUPPLY_GROUP,
	    .flags = CRM_V_WRITE | CRM_V_FREE,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE,
	    .operands = "[FILE | -]",
	    .words = stock_order_words,
	    .help = "purchases of what a plan or a line says, one a supplier",
	    .run = stock_order },
	{ .name = "rebalance",
	    SUPPLY_GROUP,
	    .flags = CRM_V_WRITE,
	    .groups = CRM_G_OUT | CRM_G_WRITE,
	    .words = stock_rebalance_words,
	    .help = "from where stock lasts long to where it runs out",
	    .run = stock_rebalance },
	{ .name = NULL },
};

static const struct crm_verb reservation_verbs[] = {
	{ .name = "release",
	    PROMISE_GROUP,
	    .flags = CRM_V_WRITE | CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP,
	    .operands = "ID… | -",
	    .words = stock_release_words,
	    .help = "give up what is held; others get it",
	    .each = stock_release },
	{ .name = NULL },
};

static const struct crm_noun nouns[] = {
	{ "product", true, stock_verbs },
	{ "unit", true, NULL },
	{ "barcode", true, NULL },
	{ "price", true, NULL },
	{ "kit-part", true, NULL, .add = "kit=PR1 product=PR2 quantity=2" },
	{ "warehouse", true, NULL },
	{ "lot", true, NULL },
	{ "shelf", true, NULL },
	{ "level", true, NULL },
	{ "move", true, NULL,
	    .add = "kind=receipt product=PR1 warehouse=WH1 quantity=10" },
	{ "layer", true, NULL },
	{ "reservation", true, reservation_verbs },
	{ "count", true, stock_count_verbs },
	{ "count-line", true, NULL },
	{ "purchase", true, NULL },
	{ "purchase-line", true, NULL },
	{ NULL, false, NULL },
};

static const struct crm_program program = {
	"crm-stock",
	N_("products and stock"),
	nouns,
};

int
main(int argc, char **argv)
{
	return crm_main(&program, argc, argv);
}
