/* crm-order: contracts, orders, deliveries, returns; what is owed and paid. */
#include "books.h"
#include "order.h"

#include <crm/cli/verbs.h>

#define STEP_ROW \
	.group = "Orders", .flags = CRM_V_WRITE | CRM_V_IDS, \
	.groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP, \
	.operands = "ID… | -"
#define GOODS_ROW \
	.group = "Goods", .flags = CRM_V_WRITE | CRM_V_IDS, \
	.groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP, \
	.operands = "ID… | -"

static const struct crm_verb verbs[] = {
	{ .name = "submit",
	    STEP_ROW,
	    .step = CRM_ORDER_SUBMIT,
	    .help = "a draft gets its number and waits for what comes next",
	    .each = order_step },
	{ .name = "confirm",
	    STEP_ROW,
	    .words = order_way_words,
	    .step = CRM_ORDER_CONFIRM,
	    .help = "what is approved: its credit is checked, its goods are "
		    "held",
	    .each = order_step },
	{ .name = "hold",
	    STEP_ROW,
	    .words = order_step_words,
	    .step = CRM_ORDER_HOLD,
	    .help = "nothing of it is shipped meanwhile; its goods stay held",
	    .each = order_step },
	{ .name = "resume",
	    STEP_ROW,
	    .words = order_way_words,
	    .step = CRM_ORDER_RESUME,
	    .help = "what is on hold goes on; its credit is checked again",
	    .each = order_step },
	{ .name = "amend",
	    STEP_ROW,
	    .words = order_step_words,
	    .step = CRM_ORDER_AMEND,
	    .help = "a draft again, of the next revision; its goods stay held",
	    .each = order_step },
	{ .name = "withdraw",
	    STEP_ROW,
	    .words = order_way_words,
	    .step = CRM_ORDER_WITHDRAW,
	    .help = "what was amended is as it was before, and confirmed "
		    "where it was",
	    .each = order_step },
	{ .name = "cancel",
	    STEP_ROW,
	    .words = order_step_words,
	    .step = CRM_ORDER_CANCEL,
	    .help = "of which nothing was shipped; its goods are free again",
	    .each = order_step },
	{ .name = "close",
	    STEP_ROW,
	    .words = order_close_words,
	    .step = CRM_ORDER_CLOSE,
	    .help = "all is shipped, or what is not is cancelled",
	    .each = order_step },
	{ .name = "reopen",
	    STEP_ROW,
	    .words = order_way_words,
	    .step = CRM_ORDER_REOPEN,
	    .help = "what is closed is confirmed again, with what was "
		    "cancelled",
	    .each = order_step },
	{ .name = "ship",
	    GOODS_ROW,
	    .words = order_ship_words,
	    .help = "all that is to be shipped leaves, as one delivery",
	    .each = order_ship },
	{ .name = "pick",
	    .group = "Goods",
	    .flags = CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN,
	    .operands = "ID… | -",
	    .help = "what is held for them, by warehouse, place and lot",
	    .run = order_pick },
	{ .name = "invoice",
	    ORDER_INVOICE_ROW,
	    .words = order_invoice_words,
	    .help =
		"what is charged for it goes onto an invoice that is requested",
	    .each = order_invoice },
	{ .name = "credit",
	    .group = "Orders",
	    .flags = CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN,
	    .operands = "ID… | -",
	    .help = "what the customer owes or is about to, term by term",
	    .run = order_credit },
	CRM_VERB_PRINT,
	{ .name = "journal",
	    .group = "Books",
	    .groups = CRM_G_OUT | CRM_G_AS_OF | CRM_G_BOOKS,
	    .help = "all that was booked to today or --to, in the plain text "
		    "that hledger and ledger read; -o for rows",
	    .run = order_journal },
	{ .name = "revalue",
	    .group = "Books",
	    .flags = CRM_V_WRITE,
	    .groups = CRM_G_OUT | CRM_G_WRITE | CRM_G_ON,
	    .words = order_revalue_words,
	    .help = "what is owed in foreign currencies, at the rates of a "
		    "day",
	    .run = order_revalue },
	{ .name = NULL },
};

static const struct crm_verb line_verbs[] = {
	{ .name = "ship",
	    GOODS_ROW,
	    .words = order_line_ship_words,
	    .help = "so much of a line leaves; lines of an order as one "
		    "delivery",
	    .each = order_line_ship },
	{ .name = "return",
	    GOODS_ROW,
	    .words = order_line_return_words,
	    .help = "what was shipped comes back, and is credited",
	    .each = order_line_return },
	{ .name = NULL },
};

static const struct crm_verb delivery_verbs[] = {
	CRM_VERB_PRINT,
	{ .name = "invoice",
	    ORDER_INVOICE_ROW,
	    .words = delivery_invoice_words,
	    .help =
		"what is charged for it goes onto an invoice that is requested",
	    .each = delivery_invoice },
	{ .name = NULL },
};

static const struct crm_noun nouns[] = {
	{ "order", true, verbs },
	{ "order-line", true, line_verbs },
	{ "delivery", true, delivery_verbs },
	{ "delivery-line", true, NULL,
	    .add = "delivery=DV1 order_line=OL1 quantity=2" },
	{ "return", true, NULL },
	{ "contract", true, contract_verbs },
	{ "contract-line", true, contract_line_verbs },
	{ "clause", true, NULL },
	{ "signature", true, NULL,
	    .add =
		"contract=CTR1 party=customer signed_by='Eva Maas' signed_on=today" },
	{ "receivable", true, receivable_verbs },
	{ "payment", true, payment_verbs },
	{ "allocation", true, allocation_verbs },
	{ "write-off", true, write_off_verbs },
	{ "terms", true, terms_verbs,
	    .add = "name=T45 parts='30% 15d, rest 45d eom'" },
	{ "invoice", true, invoice_verbs },
	{ "invoice-line", true, NULL },
	{ "bank-line", true, bank_line_verbs },
	{ "bill", true, bill_verbs,
	    .add = "customer=C1 amount=5000 due_on=+90d" },
	{ "dunning-level", true, NULL, .set = "DU1 days=10" },
	{ "dunning-notice", true, order_dunning_verbs },
	{ "account", true, NULL, .set = "AC1 account=1122" },
	{ "revaluation", true, NULL },
	{ NULL, false, NULL },
};

static const struct crm_program program = {
	"crm-order",
	N_("contracts, orders, deliveries, invoices and payments"),
	nouns,
};

int
main(int argc, char **argv)
{
	return crm_main(&program, argc, argv);
}
