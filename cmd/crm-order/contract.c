/* The verbs of contracts: their steps, signatures, and what is called off. */
#include "order.h"

#include <crm/cli/verbs.h>
#include <crm/domain/contract.h>

#define STEP_ROW \
	.group = "Contracts", .flags = CRM_V_WRITE | CRM_V_IDS, \
	.groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP, \
	.operands = "ID… | -"

static enum crm_status
step(struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	const struct crm_contract_move m = {
		.step = (enum crm_contract_step)c->verb->step,
		.reason = crm_arg_text(c, "reason"),
	};
	int64_t made;
	enum crm_status st = crm_contract_move(
	    c->store, id, &m, &made, done, err);

	if (st == CRM_OK && made != 0) {
		*done = CRM_ACT_UPDATED;
		order_count_made(c, made);
	}
	return st;
}

/* ---- signatures ---- */

/* As the field has them. */
static const struct crm_choice channels[] = {
	{ "paper", NULL, NULL, NULL },
	{ "electronic", NULL, NULL, NULL },
	{ "seal", NULL, NULL, NULL },
	{ "other", NULL, NULL, NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_word sign_words[] = {
	{ .name = "party",
	    .type = CRM_T_TEXT,
	    .flags = CRM_W_NEEDED,
	    .arg = "PARTY",
	    .help = "seller, customer, or one of its further parties" },
	{ .name = "signed_by",
	    .type = CRM_T_TEXT,
	    .flags = CRM_W_NEEDED,
	    .arg = "NAME",
	    .help = "who signed for them" },
	{ .name = "on", .type = CRM_T_DATE, .help = "when; else today" },
	{ .name = "channel",
	    .type = CRM_T_ENUM,
	    .choices = channels,
	    .help = "how: paper, electronic, seal, other" },
	{ .name = "reference",
	    .type = CRM_T_TEXT,
	    .arg = "TEXT",
	    .help = "by which the signature is found again" },
	{ .name = NULL },
};

static enum crm_status
sign(struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	const struct crm_arg *on = crm_arg(c, "on");
	const struct crm_signing how = {
		.party = crm_arg_text(c, "party"),
		.signed_by = crm_arg_text(c, "signed_by"),
		.channel = crm_arg_text(c, "channel"),
		.reference = crm_arg_text(c, "reference"),
		.day = on->given && on->v.kind == CRM_INT ? on->v.i
							  : CRM_DATE_MIN,
	};

	return crm_contract_sign(c->store, id, &how, done, err);
}

/* ---- its text ---- */

static const struct crm_word draw_words[] = {
	{ .name = "template",
	    .type = CRM_T_REF,
	    .entity = "template",
	    .flags = CRM_W_NEEDED,
	    .help = "of contracts, as text: crm-admin template" },
	{ .name = NULL },
};

static enum crm_status
draw(struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	return crm_contract_draw(
	    c->store, id, crm_arg_int(c, "template"), c->chinese, done, err);
}

static const struct crm_word terminate_words[] = {
	CRM_WORD_REASON_RULED,
	{ .name = NULL },
};

const struct crm_verb contract_verbs[] = {
	{ .name = "submit",
	    STEP_ROW,
	    .step = CRM_CONTRACT_SUBMIT,
	    .help = "a draft gets its number and waits for who must agree",
	    .each = step },
	{ .name = "draw",
	    STEP_ROW,
	    .words = draw_words,
	    .help = "its text is made by a template, with its fields filled in",
	    .each = draw },
	{ .name = "sign",
	    STEP_ROW,
	    .words = sign_words,
	    .help = "a party has signed what is approved; with the last it "
		    "is signed",
	    .each = sign },
	{ .name = "amend",
	    STEP_ROW,
	    .step = CRM_CONTRACT_AMEND,
	    .help = "a contract that changes what is signed, a draft",
	    .each = step },
	{ .name = "renew",
	    STEP_ROW,
	    .step = CRM_CONTRACT_RENEW,
	    .help = "the same again behind its last day, a draft",
	    .each = step },
	{ .name = "call-off",
	    STEP_ROW,
	    .step = CRM_CONTRACT_CALL_OFF,
	    .makes = "order",
	    .help = "an order, a draft, of all that nobody ordered yet",
	    .each = step },
	{ .name = "plan",
	    STEP_ROW,
	    .help = "what it comes to is due in parts, by its terms of payment",
	    .each = contract_plan },
	{ .name = "invoice",
	    ORDER_INVOICE_ROW,
	    .words = order_invoice_words,
	    .help =
		"what is charged for it goes onto an invoice that is requested",
	    .each = contract_invoice },
	{ .name = "complete",
	    STEP_ROW,
	    .step = CRM_CONTRACT_COMPLETE,
	    .help = "all of it is done",
	    .each = step },
	{ .name = "terminate",
	    STEP_ROW,
	    .words = terminate_words,
	    .step = CRM_CONTRACT_TERMINATE,
	    .help = "it ends before its time",
	    .each = step },
	CRM_VERB_PRINT,
	{ .name = NULL },
};

/* ---- lines ---- */

static const struct crm_word call_words[] = {
	{ .name = "quantity",
	    .type = CRM_T_TEXT,
	    .arg = "N",
	    .help = "how much; else all that is left" },
	{ .name = NULL },
};

static enum crm_status
call_off(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	int64_t quantity, order;
	enum crm_status st = order_quantity_of(c, &quantity, err);

	if (st == CRM_OK)
		st = crm_contract_call_off(c->store, id, quantity, &order, err);
	if (st == CRM_OK)
		order_count_made(c, order);
	(void)done;
	return st;
}

const struct crm_verb contract_line_verbs[] = {
	{ .name = "call-off",
	    STEP_ROW,
	    .words = call_words,
	    .makes = "order",
	    .help = "so much of a line is ordered; lines of a contract as one "
		    "order, a draft",
	    .each = call_off },
	{ .name = NULL },
};
