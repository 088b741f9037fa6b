/* The verbs of quotes: their steps, and what two of them differ in. */
#include "deal.h"

#include <crm/cli/verbs.h>
#include <crm/domain/quote.h>

#define STEP_ROW \
	.group = "Quotes", .flags = CRM_V_WRITE | CRM_V_IDS, \
	.groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP, \
	.operands = "ID… | -", .each = step
#define WORD_FEEDBACK \
	{ \
		.name = "feedback", .type = CRM_T_TEXT, \
		.help = "what the customer said" \
	}

static const struct crm_word answer_words[] = {
	{ .name = "contract",
	    .type = CRM_T_BOOL,
	    .help = "it becomes a contract, not an order" },
	WORD_FEEDBACK,
	{ .name = NULL },
};

static const struct crm_word reject_words[] = {
	CRM_WORD_REASON_RULED,
	WORD_FEEDBACK,
	{ .name = NULL },
};

static const struct crm_word withdraw_words[] = {
	CRM_WORD_REASON,
	{ .name = NULL },
};

static const struct crm_word revise_words[] = {
	{ .name = "valid_until",
	    .type = CRM_T_DATE,
	    .help = "the last day of the next version" },
	WORD_FEEDBACK,
	{ .name = NULL },
};

static enum crm_status
step(struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	const struct crm_arg *until = crm_arg(c, "valid_until");
	const struct crm_quote_move m = {
		.step = (enum crm_quote_step)c->verb->step,
		.reason = crm_arg_text(c, "reason"),
		.feedback = crm_arg_text(c, "feedback"),
		.contract = crm_arg_int(c, "contract") == 1,
		.until = until->given && until->v.kind == CRM_INT
		    ? until->v.i
		    : CRM_DATE_MIN,
	};
	int64_t made;
	enum crm_status st = crm_quote_move(c->store, id, &m, &made, done, err);

	if (st == CRM_OK && m.step == CRM_QUOTE_REVISE)
		crm_cmd_count(c, made, CRM_ACT_INSERTED);
	return st;
}

/* ---- diff ---- */

#define TEXT(n, l) \
	{ \
		.name = n, .label = l, .type = CRM_T_TEXT, .currency = -1 \
	}

static const struct crm_column diff_columns[] = {
	TEXT("product", "Product"),
	TEXT("field", "Field"),
	TEXT("old", "Old"),
	TEXT("new", "New"),
};
enum { DIFF_COLUMNS = sizeof diff_columns / sizeof *diff_columns };

static enum crm_status
put(void *ctx, const struct crm_quote_change *x, struct crm_err *err)
{
	const struct crm_value cells[DIFF_COLUMNS] = {
		crm_value_text(x->product),
		crm_value_text(crm_text_of(x->field)),
		crm_value_text(crm_text_of(x->old)),
		crm_value_text(crm_text_of(x->new)),
	};

	return crm_rows_put(ctx, cells, err);
}

static const struct crm_choice against[] = {
	{ "quote", "Another quote", "另一报价单", NULL },
	{ "prices", "The prices", "价格表", NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_word diff_words[] = {
	{ .name = "against",
	    .type = CRM_T_ENUM,
	    .choices = against,
	    .help = "the other quote, or its version before; or the prices of "
		    "the day of --on" },
	{ .name = NULL },
};

/* Two quotes, or one and the version before it; one that is named twice is held against
 * itself, and has nothing otherwise. */
static enum crm_status
find_two(struct crm_cmd *c, int64_t *old, int64_t *new, struct crm_err *err)
{
	struct crm_buf id = CRM_BUF_INIT;
	enum crm_status st = CRM_OK;

	*old = *new = c->ids.id[0];
	if (c->ids.n == 2)
		*new = c->ids.id[1];
	else if (c->n_operands < 2)
		st = crm_quote_previous(c->store, *new, old, err);
	if (st != CRM_OK || *old != 0)
		return st;
	crm_id_format(&id, c->entity, *new);
	st = crm_fail_record(err, CRM_RULE,
	    "%s revises no other quote: name the one before it, or say "
	    "against=prices",
	    id.data);
	crm_buf_free(&id);
	return st;
}

/* The day of --on; today. */
static enum crm_status
find_day(struct crm_cmd *c, int64_t *day, struct crm_err *err)
{
	*day = c->clock.today;
	return crm_has(c, CRM_OPT_ON)
	    ? crm_date_expr(
		  crm_text_of(c->opt[CRM_OPT_ON]), &c->clock, day, err)
	    : CRM_OK;
}

static enum crm_status
diff(struct crm_cmd *c, struct crm_err *err)
{
	bool prices = crm_text_is(crm_arg_text(c, "against"), "prices");
	int64_t old = 0, new = 0, day = 0;
	struct crm_rows *rows;
	enum crm_status st;

	if (c->ids.n == 0 || c->ids.n > 2)
		return crm_fail(err, CRM_USAGE, "diff takes one quote or two");
	if (prices && c->ids.n == 2)
		return crm_fail(err, CRM_USAGE,
		    "one quote is held against the prices, not two");
	if (!prices && crm_has(c, CRM_OPT_ON))
		return crm_fail(err, CRM_USAGE,
		    "--on is the day of the prices: against=prices");
	if ((st = prices ? find_day(c, &day, err)
			 : find_two(c, &old, &new, err)) != CRM_OK ||
	    (st = crm_rows_open(c, diff_columns, DIFF_COLUMNS, &rows, err)) !=
		CRM_OK)
		return st;
	st = prices
	    ? crm_quote_diff_prices(
		  c->store, c->ids.id[0], day, c->arena, put, rows, err)
	    : crm_quote_diff(c->store, old, new, c->arena, put, rows, err);
	return crm_rows_end(rows, st, err);
}

const struct crm_verb quote_verbs[] = {
	{ .name = "submit",
	    STEP_ROW,
	    .step = CRM_QUOTE_SUBMIT,
	    .help = "a draft gets its number and waits for who must agree" },
	{ .name = "send",
	    STEP_ROW,
	    .step = CRM_QUOTE_SEND,
	    .help = "what is approved has gone to the customer" },
	{ .name = "accept",
	    STEP_ROW,
	    .words = answer_words,
	    .step = CRM_QUOTE_ACCEPT,
	    .help =
		"the customer takes it: it becomes an order, or a contract" },
	{ .name = "reject",
	    STEP_ROW,
	    .words = reject_words,
	    .step = CRM_QUOTE_REJECT,
	    .help = "the customer does not want it" },
	{ .name = "revise",
	    STEP_ROW,
	    .words = revise_words,
	    .step = CRM_QUOTE_REVISE,
	    .help = "its next version, a draft; this one is superseded" },
	{ .name = "withdraw",
	    STEP_ROW,
	    .words = withdraw_words,
	    .step = CRM_QUOTE_WITHDRAW,
	    .help = "what was submitted is not offered any more" },
	{ .name = "diff",
	    .group = "Quotes",
	    .flags = CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_ON,
	    .operands = "ID [ID]",
	    .words = diff_words,
	    .help = "what one has otherwise than another, than its version "
		    "before, or than the prices",
	    .run = diff },
	CRM_VERB_PRINT,
	{ .name = NULL },
};
