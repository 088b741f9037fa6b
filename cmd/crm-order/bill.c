/* The verbs of bills of exchange. */
#include "books.h"

#include <crm/domain/bill.h>

#define BILL_ROW \
	.group = "Bills of exchange", .flags = CRM_V_WRITE | CRM_V_IDS, \
	.groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP, \
	.operands = "ID… | -"
#define WORD_ON \
	{ \
		.name = "on", .type = CRM_T_DATE, \
		.help = "the business day; else today" \
	}
#define TEXT_WORD(n, a, h) \
	{ \
		.name = n, .type = CRM_T_TEXT, .arg = a, .help = h \
	}

static const struct crm_word endorse_words[] = {
	{ .name = "to",
	    .type = CRM_T_TEXT,
	    .flags = CRM_W_NEEDED,
	    .arg = "NAME",
	    .help = "whom we owe" },
	WORD_ON,
	{ .name = NULL },
};

static const struct crm_word discount_words[] = {
	TEXT_WORD("rate", "PERCENT", "what the bank takes a year"),
	{ .name = "year",
	    .type = CRM_T_INT,
	    .help = "days of that year; else 360" },
	TEXT_WORD("interest", "AMOUNT", "what it took, instead of a rate"),
	TEXT_WORD("fee", "AMOUNT", "what else it took"),
	WORD_ON,
	{ .name = NULL },
};

static const struct crm_word collect_words[] = {
	WORD_ON,
	{ .name = NULL },
};

static const struct crm_word dishonour_words[] = {
	WORD_ON,
	CRM_WORD_REASON,
	{ .name = NULL },
};

static const struct crm_word split_words[] = {
	{ .name = "amounts",
	    .type = CRM_T_TEXT,
	    .flags = CRM_W_NEEDED,
	    .arg = "AMOUNT,…",
	    .help = "of each part, all of it together" },
	WORD_ON,
	{ .name = NULL },
};

static const struct crm_word settle_words[] = {
	TEXT_WORD(
	    "to", "R1=AMOUNT,…", "for which receivables; else those due first"),
	{ .name = NULL },
};

/* ---- amounts, in the currency of the bill ---- */

static enum crm_status
digits_of(struct crm_cmd *c, int64_t id, int *out, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(c->dict, "bill");
	const struct crm_value *v;
	struct crm_record r;
	enum crm_status st = crm_load(c->store, e, id, c->arena, &r, err);

	if (st != CRM_OK)
		return st;
	v = &r.v[e->currency];
	*out = v->kind == CRM_STR
	    ? crm_currency_digits_n(v->t)
	    : crm_currency_digits(crm_store_currency(c->store));
	return CRM_OK;
}

static enum crm_status
read_number(const struct crm_cmd *c, const char *word, int digits, int flags,
    struct crm_value *out, struct crm_err *err)
{
	struct crm_text text = crm_arg_text(c, word);
	enum crm_status st = CRM_OK;

	*out = CRM_VALUE_NULL;
	if (text.n == 0)
		return CRM_OK;
	out->kind = CRM_INT;
	st = crm_number_parse(text, digits, flags, &out->i, err);
	if (st != CRM_OK)
		crm_err_in_field(err, word);
	return st;
}

static enum crm_status
read_parts(
    struct crm_cmd *c, int digits, struct crm_bill_move *m, struct crm_err *err)
{
	struct crm_text rest = crm_arg_text(c, "amounts");
	enum crm_status st = CRM_OK;
	int64_t *part = NULL;
	size_t cap = 0, n;

	while (rest.n > 0 && st == CRM_OK) {
		const char *comma = memchr(rest.p, ',', rest.n);

		n = comma != NULL ? (size_t)(comma - rest.p) : rest.n;
		part = crm_grow(c->arena, part, m->parts, &cap, sizeof *part);
		st = crm_number_parse(
		    crm_text_trim((struct crm_text){ rest.p, n }), digits, 0,
		    &part[m->parts++], err);
		n += comma != NULL;
		rest.p += n;
		rest.n -= n;
	}
	if (st != CRM_OK)
		crm_err_in_field(err, "amounts");
	m->part = part;
	return st;
}

/* ---- the verbs ---- */

static void
count_part(void *ctx, int64_t bill)
{
	crm_cmd_count(ctx, bill, CRM_ACT_INSERTED);
}

static enum crm_status
step(struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	const struct crm_arg *on = crm_arg(c, "on");
	struct crm_bill_move m = {
		.step = (enum crm_bill_step)c->verb->step,
		.day = on->given && on->v.kind == CRM_INT ? on->v.i
							  : CRM_DATE_MIN,
		.to = crm_arg_text(c, "to"),
		.reason = crm_arg_text(c, "reason"),
		.year = crm_arg_int(c, "year"),
		.made = count_part,
		.ctx = c,
	};
	enum crm_status st;
	int digits;

	if ((st = digits_of(c, id, &digits, err)) != CRM_OK ||
	    (st = read_number(c, "fee", digits, 0, &m.fee, err)) != CRM_OK ||
	    (st = read_number(c, "interest", digits, 0, &m.interest, err)) !=
		CRM_OK ||
	    (st = read_number(c, "rate", CRM_DECIMAL_DIGITS - 2,
		 CRM_NUM_PERCENT, &m.rate, err)) != CRM_OK ||
	    (st = read_parts(c, digits, &m, err)) != CRM_OK)
		return st;
	return crm_bill_move(c->store, id, &m, done, err);
}

static enum crm_status
settle(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	*done = CRM_ACT_UPDATED;
	return crm_bill_settle(c->store, id, crm_arg_text(c, "to"), err);
}

const struct crm_verb bill_verbs[] = {
	{ .name = "settle",
	    BILL_ROW,
	    .words = settle_words,
	    .help = "receivables are settled by it, until it is collected or "
		    "comes back",
	    .each = settle },
	{ .name = "endorse",
	    BILL_ROW,
	    .words = endorse_words,
	    .step = CRM_BILL_ENDORSE,
	    .help = "it is given to somebody whom we owe",
	    .each = step },
	{ .name = "discount",
	    BILL_ROW,
	    .words = discount_words,
	    .step = CRM_BILL_DISCOUNT,
	    .help = "the bank pays it before it is due, for less",
	    .each = step },
	{ .name = "split",
	    BILL_ROW,
	    .words = split_words,
	    .step = CRM_BILL_SPLIT,
	    .help = "into bills that go ways of their own",
	    .each = step },
	{ .name = "collect",
	    BILL_ROW,
	    .words = collect_words,
	    .step = CRM_BILL_COLLECT,
	    .help = "it was paid",
	    .each = step },
	{ .name = "dishonour",
	    BILL_ROW,
	    .words = dishonour_words,
	    .step = CRM_BILL_DISHONOUR,
	    .help = "it was not paid; what it had settled is owed again",
	    .each = step },
	{ .name = NULL },
};
