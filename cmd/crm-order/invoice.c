/* The verbs of invoices: requested, issued, taken back; and of what is charged. */
#include "order.h"

#include <crm/cli/verbs.h>

#include <crm/domain/billing.h>
#include <crm/domain/invoice.h>

#define INVOICE_ROW \
	.group = "Invoices", .flags = CRM_V_WRITE | CRM_V_IDS, \
	.groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP, \
	.operands = "ID… | -"
#define TEXT_WORD(n, a, h) \
	{ \
		.name = n, .type = CRM_T_TEXT, .arg = a, .help = h \
	}
#define WORD_ON(h) \
	{ \
		.name = "on", .type = CRM_T_DATE, .help = h \
	}

/* As the fields have them. */
static const struct crm_choice kinds[] = {
	{ "special", NULL, NULL, NULL },
	{ "general", NULL, NULL, NULL },
	{ "digital", NULL, NULL, NULL },
	{ "other", NULL, NULL, NULL },
	{ NULL, NULL, NULL, NULL },
};
static const struct crm_choice reasons[] = {
	{ "wrong", NULL, NULL, NULL },
	{ "returned", NULL, NULL, NULL },
	{ "service_ended", NULL, NULL, NULL },
	{ "allowance", NULL, NULL, NULL },
	{ NULL, NULL, NULL, NULL },
};

#define WORDS_REQUEST \
	{ .name = "kind", \
		.type = CRM_T_ENUM, \
		.choices = kinds, \
		.help = "special, general, digital, other" }, \
	{ \
		.name = "each", .type = CRM_T_BOOL, \
		.help = "one invoice each, not one a customer" \
	}

const struct crm_word delivery_invoice_words[] = {
	WORDS_REQUEST,
	{ .name = NULL },
};

const struct crm_word order_invoice_words[] = {
	TEXT_WORD(
	    "amount", "N", "so much of it, with tax; else all that is left"),
	WORDS_REQUEST,
	{ .name = NULL },
};

const struct crm_word receivable_accept_words[] = {
	WORD_ON("when it was accepted; else today"),
	{ .name = NULL },
};

static const struct crm_word issue_words[] = {
	TEXT_WORD("official_no", "NUMBER", "the tax authority's number"),
	WORD_ON("its day; else today"),
	TEXT_WORD("confirmation_no", "NUMBER",
	    "of a red letter: of the authority's confirmation"),
	{ .name = NULL },
};

static const struct crm_word void_words[] = {
	CRM_WORD_REASON,
	{ .name = NULL },
};

static const struct crm_word red_words[] = {
	{ .name = "reason",
	    .type = CRM_T_ENUM,
	    .flags = CRM_W_NEEDED,
	    .choices = reasons,
	    .help = "wrong, returned, service_ended, allowance" },
	{ .name = "line",
	    .type = CRM_T_INT,
	    .help = "of this line, by its number" },
	TEXT_WORD("quantity", "N", "so many of the line"),
	TEXT_WORD("gross", "N", "so much, with tax; else all that is left"),
	TEXT_WORD(
	    "confirmation_no", "NUMBER", "of the authority's confirmation"),
	{ .name = "applied",
	    .type = CRM_T_BOOL,
	    .help = "it waits for the confirmation, and is issued then" },
	TEXT_WORD("official_no", "NUMBER", "the tax authority's number"),
	WORD_ON("its day; else today"),
	{ .name = "credit",
	    .type = CRM_T_BOOL,
	    .help = "whether the customer gets credit for it; else but for "
		    "what was wrong" },
	{ .name = NULL },
};

static int64_t
day_of(const struct crm_cmd *c)
{
	const struct crm_arg *on = crm_arg(c, "on");

	return on->given && on->v.kind == CRM_INT ? on->v.i : CRM_DATE_MIN;
}

/* A word that is a number above zero; 0 where it was not given. */
static enum crm_status
number_of(const struct crm_cmd *c, const char *word, int64_t *out,
    struct crm_err *err)
{
	struct crm_text text = crm_arg_text(c, word);
	enum crm_status st;

	*out = 0;
	if (text.n == 0)
		return CRM_OK;
	st = crm_number_parse(text, CRM_DECIMAL_DIGITS, 0, out, err);
	if (st == CRM_OK && *out <= 0)
		st = crm_fail(err, CRM_INVALID, "is above zero");
	if (st != CRM_OK)
		crm_err_in_field(err, word);
	return st;
}

/* ---- what is charged ---- */

enum crm_status
receivable_accept(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	return crm_receivable_accept(c->store, id, day_of(c), done, err);
}

enum crm_status
contract_plan(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	return crm_contract_plan(c->store, id, done, err);
}

/* ---- requested ---- */

static struct crm_invoicing
invoicing(const struct crm_cmd *c)
{
	return (struct crm_invoicing){
		.kind = crm_arg_text(c, "kind"),
		.each = crm_arg_int(c, "each") == 1,
	};
}

/* One invoice may be for several of them, and is told of once: of what a command makes
 * the last has the highest id. */
static enum crm_status
count_invoice(struct crm_cmd *c, int64_t invoice, enum crm_status st)
{
	if (st == CRM_OK &&
	    (c->changed.n == 0 || c->changed.id[c->changed.n - 1] < invoice))
		crm_cmd_count(c, invoice, CRM_ACT_INSERTED);
	return st;
}

enum crm_status
receivable_invoice(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	const struct crm_invoicing how = invoicing(c);
	int64_t invoice = 0;
	enum crm_status st = crm_invoice_receivable(
	    c->store, id, &how, &invoice, err);

	(void)done;
	return count_invoice(c, invoice, st);
}

enum crm_status
delivery_invoice(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	const struct crm_invoicing how = invoicing(c);
	int64_t invoice = 0;
	enum crm_status st = crm_invoice_delivery(
	    c->store, id, &how, &invoice, err);

	(void)done;
	return count_invoice(c, invoice, st);
}

enum crm_status
order_invoice(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	struct crm_invoicing how = invoicing(c);
	int64_t invoice = 0;
	enum crm_status st = number_of(c, "amount", &how.amount, err);

	(void)done;
	if (st == CRM_OK)
		st = crm_invoice_order(c->store, id, &how, &invoice, err);
	return count_invoice(c, invoice, st);
}

enum crm_status
contract_invoice(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	struct crm_invoicing how = invoicing(c);
	int64_t invoice = 0;
	enum crm_status st = number_of(c, "amount", &how.amount, err);

	(void)done;
	if (st == CRM_OK)
		st = crm_invoice_contract(c->store, id, &how, &invoice, err);
	return count_invoice(c, invoice, st);
}

/* ---- steps ---- */

static enum crm_status
issue(struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	const struct crm_invoice_move m = { .step = CRM_INVOICE_ISSUE,
		.official_no = crm_arg_text(c, "official_no"),
		.confirmation_no = crm_arg_text(c, "confirmation_no"),
		.day = day_of(c) };

	return crm_invoice_move(c->store, id, &m, done, err);
}

static enum crm_status
drop(struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	const struct crm_invoice_move m = { .step = CRM_INVOICE_VOID,
		.reason = crm_arg_text(c, "reason") };

	return crm_invoice_move(c->store, id, &m, done, err);
}

static enum crm_status
red(struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	const struct crm_arg *credit = crm_arg(c, "credit");
	struct crm_red r = {
		.reason = crm_arg_text(c, "reason"),
		.confirmation_no = crm_arg_text(c, "confirmation_no"),
		.official_no = crm_arg_text(c, "official_no"),
		.applied = crm_arg_int(c, "applied") == 1,
		.line = crm_arg_int(c, "line"),
		.day = day_of(c),
		.credit = credit->given ? credit->v : CRM_VALUE_NULL,
	};
	int64_t letter;
	enum crm_status st;

	if ((st = number_of(c, "quantity", &r.quantity, err)) != CRM_OK ||
	    (st = number_of(c, "gross", &r.gross, err)) != CRM_OK ||
	    (st = crm_invoice_red(c->store, id, &r, &letter, err)) != CRM_OK)
		return st;
	*done = CRM_ACT_UPDATED;
	crm_cmd_count(c, letter, CRM_ACT_INSERTED);
	return CRM_OK;
}

const struct crm_verb invoice_verbs[] = {
	{ .name = "issue",
	    INVOICE_ROW,
	    .words = issue_words,
	    .help = "what is requested gets its number, and the tax "
		    "authority's",
	    .each = issue },
	{ .name = "red",
	    INVOICE_ROW,
	    .words = red_words,
	    .help = "a red letter takes back what is issued, or so much of it",
	    .each = red },
	{ .name = "void",
	    INVOICE_ROW,
	    .words = void_words,
	    .help = "what is requested is not wanted any more",
	    .each = drop },
	CRM_VERB_PRINT,
	{ .name = NULL },
};
