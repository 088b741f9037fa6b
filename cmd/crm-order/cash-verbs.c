/* The verbs of receivables, payments, what is for what, write-offs and terms. */
#include "order.h"

#define CASH_ROW \
	.group = "Cash", .flags = CRM_V_WRITE | CRM_V_IDS, \
	.groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP, \
	.operands = "ID… | -"

const struct crm_verb receivable_verbs[] = {
	{ .name = "write-off",
	    CASH_ROW,
	    .words = write_off_words,
	    .help = "it is given up, within authority; beyond that somebody is "
		    "asked",
	    .each = receivable_write_off },
	{ .name = "dispute",
	    CASH_ROW,
	    .words = dispute_words,
	    .help =
		"the customer says that it is wrong: nobody is reminded of it",
	    .each = receivable_dispute },
	{ .name = "undispute",
	    CASH_ROW,
	    .words = undispute_words,
	    .help = "it is not disputed any more",
	    .each = receivable_undispute },
	{ .name = "promise",
	    CASH_ROW,
	    .words = promise_words,
	    .help = "the customer says when it will be paid",
	    .each = receivable_promise },
	{ .name = "invoice",
	    ORDER_INVOICE_ROW,
	    .words = delivery_invoice_words,
	    .help = "it goes onto an invoice that is requested",
	    .each = receivable_invoice },
	{ .name = "accept",
	    CASH_ROW,
	    .words = receivable_accept_words,
	    .help = "its milestone is: it is booked",
	    .each = receivable_accept },
	{ .name = "unallocate",
	    CASH_ROW,
	    .words = cash_back_words,
	    .help = "what was paid of it is credit again, by rows that take it "
		    "back",
	    .each = receivable_unallocate },
	{ .name = "void",
	    CASH_ROW,
	    .words = cash_back_words,
	    .help = "it is owed no more; nothing of it may be allocated",
	    .each = receivable_void },
	{ .name = NULL },
};

const struct crm_verb payment_verbs[] = {
	{ .name = "allocate",
	    .group = "Cash",
	    .flags = CRM_V_WRITE | CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP |
		CRM_G_WHERE,
	    .operands = "[ID… | -]",
	    .words = payment_allocate_words,
	    .help = "what is left of it is for what; without ids all that have "
		    "something left",
	    .run = payment_allocate_run,
	    .each = payment_allocate },
	{ .name = "unallocate",
	    CASH_ROW,
	    .words = payment_unallocate_words,
	    .help = "what it paid is owed again, by rows that take it back",
	    .each = payment_unallocate },
	{ .name = "refund",
	    CASH_ROW,
	    .words = payment_refund_words,
	    .help = "what is left of it goes back to the customer",
	    .each = payment_refund },
	{ .name = "void",
	    CASH_ROW,
	    .words = cash_back_words,
	    .help = "it never came; nothing of it may be allocated",
	    .each = payment_void },
	{ .name = NULL },
};

const struct crm_verb allocation_verbs[] = {
	{ .name = "take-back",
	    CASH_ROW,
	    .words = cash_back_words,
	    .help = "by a row with the opposite sign",
	    .each = allocation_take_back },
	{ .name = NULL },
};

const struct crm_verb write_off_verbs[] = {
	{ .name = "submit",
	    CASH_ROW,
	    .help = "a draft is posted, or waits for who has to agree",
	    .each = write_off_submit },
	{ .name = "take-back",
	    CASH_ROW,
	    .words = write_off_back_words,
	    .help = "so much of it is owed again",
	    .each = write_off_take_back },
	{ .name = NULL },
};

const struct crm_verb terms_verbs[] = {
	{ .name = "test",
	    .group = "Cash",
	    .flags = CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN,
	    .operands = "[ID… | -]",
	    .example = "parts='30% 15d, rest 45d eom' amount=1000",
	    .words = terms_test_words,
	    .help = "the parts of an amount, and when each is due",
	    .run = terms_test },
	{ .name = NULL },
};
