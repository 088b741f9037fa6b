/* The verbs of receivables and payments: what is for what, and what is no more. */
#include "books.h"
#include "order.h"

#include <crm/domain/receivable.h>

#define WORD_ON(h) \
	{ \
		.name = "on", .type = CRM_T_DATE, .help = h \
	}
#define TEXT_WORD(n, a, h) \
	{ \
		.name = n, .type = CRM_T_TEXT, .arg = a, .help = h \
	}

const struct crm_word payment_allocate_words[] = {
	{ .name = "method",
	    .type = CRM_T_TEXT,
	    .arg = "oldest|exact|reference|pro_rata|explicit|none",
	    .help = "how; else oldest, or explicit where something is named; "
		    "pro_rata writes a row for each that is open" },
	{ .name = "R12",
	    .type = CRM_T_TEXT,
	    .flags = CRM_W_PAIRS,
	    .arg = "AMOUNT",
	    .help = "so much for this receivable, or for those of an invoice" },
	TEXT_WORD("to", "ID,…", "for these receivables or invoices alone"),
	TEXT_WORD("exclude", "ID,…", "for none of these"),
	WORD_ON("the business day; else that of the payment, or of what was "
		"booked later"),
	TEXT_WORD("rate", "N",
	    "how many of the payment's currency one of the other is; else by "
	    "the rates of the day"),
	{ .name = "discount",
	    .type = CRM_T_BOOL,
	    .help = "take off what the terms give for early payment" },
	{ .name = "subsidiaries",
	    .type = CRM_T_BOOL,
	    .help = "for what customers below this one owe, too" },
	{ .name = NULL },
};

const struct crm_word cash_back_words[] = {
	WORD_ON("the business day; else today"),
	CRM_WORD_REASON,
	{ .name = NULL },
};

const struct crm_word payment_unallocate_words[] = {
	{ .name = "from",
	    .type = CRM_T_REF,
	    .entity = "receivable",
	    .help = "what is for this receivable alone" },
	WORD_ON("the business day; else today"),
	CRM_WORD_REASON,
	{ .name = NULL },
};

const struct crm_word payment_refund_words[] = {
	TEXT_WORD("amount", "N", "how much; else all that is left of it"),
	WORD_ON("the business day; else today"),
	TEXT_WORD("reference", "TEXT", "what the bank is told"),
	CRM_WORD_REASON,
	{ .name = NULL },
};

static int64_t
day_of(const struct crm_cmd *c)
{
	const struct crm_arg *on = crm_arg(c, "on");

	return on->given && on->v.kind == CRM_INT ? on->v.i : CRM_DATE_MIN;
}

/* ---- allocate ---- */

/* What comes of one payment. */
struct seen {
	struct crm_cmd *c;
	size_t rows;
};

static void
see(void *ctx, int64_t allocation)
{
	(void)allocation;
	((struct seen *)ctx)->rows++;
}

static void
offer(void *ctx, int64_t receivable, int64_t share, int64_t until)
{
	const struct crm_cmd *c = ((struct seen *)ctx)->c;
	struct crm_buf percent = CRM_BUF_INIT, day = CRM_BUF_INIT;

	crm_number_format(&percent, share, CRM_DECIMAL_DIGITS - 2, false);
	crm_date_format(&day, until);
	crm_note(c,
	    "R%lld: %s %% can be taken off for payment until %s, by "
	    "discount=yes",
	    (long long)receivable, percent.data, day.data);
	crm_buf_free(&percent);
	crm_buf_free(&day);
}

static void
asks(void *ctx, int64_t write_off)
{
	crm_note(((struct seen *)ctx)->c,
	    "WO%lld: what early payment takes off waits until somebody agrees: "
	    "crm-admin approval list",
	    (long long)write_off);
}

/* As the field of a payment is read; its choices stand in the order of the methods. */
static enum crm_status
method_of(struct crm_cmd *c, enum crm_allocate_by *out, struct crm_err *err)
{
	int field = crm_field_index(c->entity, CRM_TEXT("method"));
	const struct crm_choice *k = c->entity->field[field]->choices;
	struct crm_text said = crm_arg_text(c, "method");
	struct crm_record r;
	enum crm_status st;
	int i = 0;

	*out = CRM_ALLOCATE_OLDEST;
	if (said.n == 0)
		return CRM_OK;
	crm_record_init(&r, c->entity, c->arena);
	if ((st = crm_assign_field(c, &r, "method", said, err)) != CRM_OK)
		return st;
	while (!crm_text_is(r.v[field].t, k[i].code))
		i++;
	*out = (enum crm_allocate_by)i;
	return CRM_OK;
}

/* What is named, with amounts or without, as one list: what has an amount is meant as
 * it stands, unless a method is said. */
static enum crm_status
read_targets(struct crm_cmd *c, struct crm_allocating *how, struct crm_err *err)
{
	struct crm_text to = crm_arg_text(c, "to");
	struct crm_allocate_to *list;
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;
	size_t i;

	for (i = 0; i < c->n_pair; i++)
		crm_buf_printf(&b, "%s,", c->pair[i]);
	crm_buf_printf(&b, "%.*s", (int)to.n, to.n > 0 ? to.p : "");
	st = crm_allocate_read(c->store,
	    crm_text_of(crm_strdup(c->arena, b.data)), c->arena, &list,
	    &how->n_to, err);
	how->to = list;
	for (i = 0; i < how->n_to && crm_arg_text(c, "method").n == 0; i++)
		if (c->n_pair > 0 || list[i].amount != 0)
			how->by = CRM_ALLOCATE_EXPLICIT;
	crm_buf_free(&b);
	return st;
}

static enum crm_status
read_excluded(
    struct crm_cmd *c, struct crm_allocating *how, struct crm_err *err)
{
	struct crm_allocate_to *list;
	int64_t *ids;
	size_t i, n;
	enum crm_status st = crm_allocate_read(
	    c->store, crm_arg_text(c, "exclude"), c->arena, &list, &n, err);

	if (st != CRM_OK)
		return st;
	ids = crm_alloc_n(c->arena, n + 1, sizeof *ids);
	for (i = 0; i < n; i++)
		ids[i] = list[i].receivable;
	how->exclude = ids;
	how->n_exclude = n;
	return CRM_OK;
}

enum crm_status
cash_rate(struct crm_cmd *c, int64_t *rate, struct crm_err *err)
{
	struct crm_text text = crm_arg_text(c, "rate");
	enum crm_status st = CRM_OK;

	*rate = 0;
	if (text.n > 0)
		st = crm_number_parse(text, CRM_RATE_DIGITS, 0, rate, err);
	if (st == CRM_OK && text.n > 0 && *rate <= 0)
		st = crm_fail(err, CRM_INVALID,
		    "an exchange rate is above zero; without one that of the "
		    "day is taken");
	if (st != CRM_OK)
		crm_err_in_field(err, "rate");
	return st;
}

/* A rate is between a payment and what is named in another currency: no method looks
 * for that. */
static enum crm_status
meant_at_rate(
    const struct crm_cmd *c, struct crm_allocating *how, struct crm_err *err)
{
	if (how->rate == 0)
		return CRM_OK;
	if (how->n_to == 0)
		return crm_fail(err, CRM_USAGE,
		    "rate= is for receivables that are named: R12=AMOUNT, or "
		    "to=R12 for as much as is left");
	if (crm_arg_text(c, "method").n > 0 && how->by != CRM_ALLOCATE_EXPLICIT)
		return crm_fail_field(err, CRM_INVALID, "method",
		    "looks for what is owed in the currency of the payment; "
		    "with rate= it is explicit, or leave one of the two away");
	how->by = CRM_ALLOCATE_EXPLICIT;
	return CRM_OK;
}

/* What is named for itself is meant; a method leaves out what is excluded. */
static enum crm_status
check_excluded(const struct crm_allocating *how, struct crm_err *err)
{
	size_t i, k;

	if (how->n_exclude > 0 && how->by == CRM_ALLOCATE_EXPLICIT)
		return crm_fail_field(err, CRM_INVALID, "exclude",
		    "is for a method, which finds the receivables itself; with "
		    "what is named one by one leave it away");
	for (i = 0; i < how->n_to; i++)
		for (k = 0; k < how->n_exclude; k++)
			if (how->to[i].receivable == how->exclude[k])
				return crm_fail_field(err, CRM_INVALID,
				    "exclude",
				    "leaves out what is named beside it: say "
				    "one of the two");
	return CRM_OK;
}

enum crm_status
payment_allocate(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	struct seen seen = { .c = c };
	struct crm_allocating how = {
		.day = day_of(c),
		.subsidiaries = crm_arg_int(c, "subsidiaries") == 1,
		.discount = crm_arg_int(c, "discount") == 1,
		/* Of all payments some are for what is named. */
		.each_meant = c->n_operands > 0,
		.offer = offer,
		.each = see,
		.asks = asks,
		.ctx = &seen,
	};
	enum crm_status st;

	if ((st = method_of(c, &how.by, err)) != CRM_OK ||
	    (st = read_targets(c, &how, err)) != CRM_OK ||
	    (st = read_excluded(c, &how, err)) != CRM_OK ||
	    (st = cash_rate(c, &how.rate, err)) != CRM_OK ||
	    (st = meant_at_rate(c, &how, err)) != CRM_OK ||
	    (st = check_excluded(&how, err)) != CRM_OK)
		return st;
	st = crm_allocate(c->store, id, &how, err);
	*done = seen.rows > 0 ? CRM_ACT_UPDATED : CRM_ACT_UNCHANGED;
	return st;
}

/* Without ids all that has something left. */
enum crm_status
payment_allocate_run(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_id_list ids;
	enum crm_status st = crm_cmd_ids(c, "unallocated > 0", &ids, err);

	if (st != CRM_OK)
		return st;
	if (ids.n == 0) {
		crm_note(c, "nothing to do");
		return CRM_OK;
	}
	c->ids = ids;
	return crm_cmd_each(c, err);
}

/* ---- and back ---- */

static enum crm_status
unallocated(size_t n, enum crm_action *done)
{
	*done = n > 0 ? CRM_ACT_UPDATED : CRM_ACT_UNCHANGED;
	return CRM_OK;
}

enum crm_status
payment_unallocate(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	size_t n;
	enum crm_status st = crm_unallocate_all(
	    c->store, id, crm_arg_int(c, "from"), day_of(c), &n, err);

	return st == CRM_OK ? unallocated(n, done) : st;
}

enum crm_status
receivable_unallocate(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	size_t n;
	enum crm_status st = crm_unallocate_all(
	    c->store, 0, id, day_of(c), &n, err);

	return st == CRM_OK ? unallocated(n, done) : st;
}

enum crm_status
allocation_take_back(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	*done = CRM_ACT_UPDATED;
	return crm_unallocate(c->store, id, day_of(c), err);
}

enum crm_status
receivable_void(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	return crm_receivable_void(c->store, id, day_of(c), done, err);
}

enum crm_status
payment_void(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	return crm_payment_void(c->store, id, day_of(c), done, err);
}

enum crm_status
payment_refund(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	struct crm_text text = crm_arg_text(c, "amount");
	struct crm_record r;
	int64_t refund, amount = 0;
	enum crm_status st;

	st = crm_load(c->store, c->entity, id, c->arena, &r, err);
	if (st == CRM_OK && text.n > 0 &&
	    (st = crm_assign_field(c, &r, "amount", text, err)) == CRM_OK)
		amount = r.v[crm_field_index(c->entity, CRM_TEXT("amount"))].i;
	if (st == CRM_OK && text.n > 0 && amount <= 0)
		st = crm_fail_field(
		    err, CRM_INVALID, "amount", "is above zero");
	*done = CRM_ACT_UPDATED;
	return st == CRM_OK ? crm_refund(c->store, id, amount, day_of(c),
				  crm_arg_text(c, "reference"), &refund, err)
			    : st;
}
