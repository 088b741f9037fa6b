/*
 * What is overdue, a receivable a row: which dunning level it has reached and what that
 * claims; and the call list: what was promised and is not there, and what is overdue.
 */
#include "finance.h"

#include <crm/domain/dunning.h>

#include <stdlib.h>

/* One that is open, with what was said of it. */
struct row {
	struct open_item i;
	int64_t days; /* overdue; 0: it is not */
	struct crm_value promised_on, promised;
	int64_t noticed; /* level of the last notice by that day, 0: none */
};

struct listing {
	struct tally_run run;
	struct crm_dunning levels;
	struct groups notices; /* of a receivable: its level */
	int64_t day;
	struct row *row;
	size_t n, cap;
};

/* ---- what was sent ---- */

static enum crm_status
read_notices(struct listing *l, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	groups_init(&l->notices, l->run.arena, sizeof(int64_t));
	st = crm_sql(l->run.s,
	    "SELECT \"receivable\", \"level\" FROM dunning_notice "
	    "WHERE \"sent_on\" <= ? AND \"deleted\" IS NULL",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(l->day));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		int64_t *level = groups_at(&l->notices, crm_col(q, 0, false));

		if (crm_col_int(q, 1) > *level)
			*level = crm_col_int(q, 1);
	}
	return st;
}

/* ---- what is open ---- */

enum { PROMISED_ON, PROMISED, MORE };

static void
keep(struct listing *l, const struct open_item *i)
{
	struct crm_arena *a = l->run.arena;
	const int64_t *noticed = groups_find(&l->notices, crm_value_int(i->id));
	struct row *r;

	l->row = crm_grow(a, l->row, l->n, &l->cap, sizeof *l->row);
	r = &l->row[l->n++];
	*r = (struct row){ .i = *i,
		.promised_on = i->more[PROMISED_ON],
		.promised = i->more[PROMISED],
		.noticed = noticed == NULL ? 0 : *noticed };
	r->i.currency = crm_value_dup(a, crm_value_text(i->currency)).t;
	if (i->due.kind == CRM_INT && i->due.i < l->day)
		r->days = l->day - i->due.i;
}

static enum crm_status
read_rows(struct listing *l, struct crm_store *s,
    const struct crm_report_opts *o, struct crm_arena *a, struct crm_err *err)
{
	static const struct tally tally = { .entity = "receivable" };
	struct crm_value key[MOST_DIMENSIONS];
	struct open_items x = { .run = NULL };
	struct open_item i;
	enum crm_status st;
	bool found;

	*l = (struct listing){ .run = { .t = &tally,
				   .s = s,
				   .o = o,
				   .arena = a,
				   .base = crm_store_currency(s) },
		.day = report_day(s, o) };
	if ((st = crm_dunning_load(s, a, &l->levels, err)) != CRM_OK ||
	    (st = read_notices(l, err)) != CRM_OK)
		return st;
	st = open_items_begin(&l->run, l->day, false,
	    ", t.\"promised_on\", t.\"promised\"", MORE, &x, err);
	while (st == CRM_OK &&
	    (st = open_items_next(&x, &i, key, &found, err)) == CRM_OK && found)
		keep(l, &i);
	open_items_end(&x);
	return st;
}

static enum crm_status
name_of(const struct listing *l, const char *entity, int64_t id,
    struct crm_value *out, struct crm_err *err)
{
	struct crm_text name;
	enum crm_status st = crm_display(l->run.s,
	    crm_dict_find(crm_store_dict(l->run.s), entity), id, &name, err);

	if (st == CRM_OK)
		*out = crm_value_dup(l->run.arena, crm_value_text(name));
	return st;
}

static struct crm_value
id_of(const struct listing *l, const char *entity, int64_t id)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(l->run.s), entity);

	return crm_value_text(crm_text_of(
	    crm_sprintf(l->run.arena, "%s%lld", e->def->code, (long long)id)));
}

/* ---- dunning ---- */

static const struct heading dunning_headings[] = {
	{ "receivable_id", "Receivable ID", "应收ID", CRM_T_TEXT },
	{ "receivable", "Receivable", "应收款", CRM_T_TEXT },
	{ "customer_id", "Customer ID", "客户ID", CRM_T_TEXT },
	{ "customer", "Customer", "客户", CRM_T_TEXT },
	{ "due_on", "Due on", "到期日", CRM_T_DATE },
	{ "days", "Days overdue", "逾期天数", CRM_T_INT, CRM_ROLE_FIGURE },
	{ "level", "Level", "级别", CRM_T_INT, CRM_ROLE_FIGURE,
	    .scale = CRM_SCALE_ORDER },
	{ "level_name", "Level name", "级别名称", CRM_T_TEXT },
	{ "noticed", "Level of the last notice", "已通知级别", CRM_T_INT,
	    CRM_ROLE_FIGURE, .scale = CRM_SCALE_ORDER },
	{ "open", "Open", "未收金额", CRM_T_MONEY },
	{ "fee", "Fee", "催款费", CRM_T_MONEY },
	{ "interest", "Interest", "利息", CRM_T_MONEY },
	{ "claim", "Claim", "应付总额", CRM_T_MONEY },
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
};

/* The longest overdue first. */
static int
by_days(const void *a, const void *b)
{
	const struct row *x = a, *y = b;

	if (x->days != y->days)
		return x->days > y->days ? -1 : 1;
	return (x->i.id > y->i.id) - (x->i.id < y->i.id);
}

/* What a level claims, less what was charged of it already. */
static enum crm_status
claims(const struct listing *l, const struct row *r,
    const struct crm_dunning_level *level, int64_t *fee, int64_t *interest,
    struct crm_err *err)
{
	const struct crm_dunned d = { .open = r->i.open,
		.open_base = r->i.open_base.kind == CRM_INT ? r->i.open_base.i
							    : 0 };
	struct crm_overdue over = { .day = l->day, .open = r->i.open };
	int64_t fees, charged;
	enum crm_status st;

	*fee = *interest = 0;
	if (level == NULL)
		return CRM_OK;
	over.due = l->day - r->days;
	over.rate = level->interest;
	if ((st = crm_dunning_interest(
		 l->run.s, r->i.id, &over, interest, err)) != CRM_OK)
		return st;
	*fee = crm_dunning_fee(level, &d);
	if (r->noticed == 0)
		return CRM_OK;
	if ((st = crm_dunning_charged(
		 l->run.s, r->i.id, l->day, &fees, &charged, err)) != CRM_OK)
		return st;
	*fee = *fee > fees ? *fee - fees : 0;
	*interest = *interest > charged ? *interest - charged : 0;
	return CRM_OK;
}

static enum crm_status
put_dunned(const struct listing *l, struct lines *lines, const struct row *r,
    struct crm_err *err)
{
	const struct crm_dunning_level *level = crm_dunning_reached(
	    &l->levels, r->days);
	int64_t fee, interest;
	struct crm_value number, customer;
	enum crm_status st = claims(l, r, level, &fee, &interest, err);

	if (st != CRM_OK ||
	    (st = name_of(l, "receivable", r->i.id, &number, err)) != CRM_OK ||
	    (st = name_of(l, "customer", r->i.customer, &customer, err)) !=
		CRM_OK)
		return st;
	return lines_put(lines, NULL,
	    (struct crm_value[]){ id_of(l, "receivable", r->i.id), number,
		id_of(l, "customer", r->i.customer), customer, r->i.due,
		crm_value_int(r->days),
		crm_value_int(level == NULL ? 0 : level->level),
		level == NULL || level->name.n == 0
		    ? CRM_VALUE_NULL
		    : crm_value_text(level->name),
		r->noticed > 0 ? crm_value_int(r->noticed) : CRM_VALUE_NULL,
		crm_value_int(r->i.open), crm_value_int(fee),
		crm_value_int(interest),
		crm_value_int(r->i.open + fee + interest),
		crm_value_text(r->i.currency) },
	    NULL, err);
}

static enum crm_status
run_dunning(struct crm_store *s, const struct crm_report_opts *o,
    struct crm_arena *a, const struct crm_sink *sink, struct crm_err *err)
{
	const struct dimensions none = { .n = 0 };
	struct listing l;
	struct lines lines;
	enum crm_status st;
	size_t i;

	if ((st = read_rows(&l, s, o, a, err)) != CRM_OK ||
	    (st = lines_begin(&lines, s, o, &none, dunning_headings,
		 COUNT(dunning_headings), a, sink, err)) != CRM_OK)
		return st;
	if (l.n > 0)
		qsort(l.row, l.n, sizeof *l.row, by_days);
	for (i = 0; i < l.n && st == CRM_OK; i++)
		if (!l.row[i].i.disputed && !l.row[i].i.retained)
			st = put_dunned(&l, &lines, &l.row[i], err);
	return st;
}

const struct crm_report report_dunning = {
	.name = "dunning",
	.group = "Receivables",
	.help = "what is open, the dunning level it has reached, what that "
		"claims",
	.takes_on = true,
	.one_day = true,
	.entity = "receivable",
	.define =
	    "days = --on (today) less due_on, where that is past; level = the "
	    "highest of the active dunning levels whose days it has reached, 0 "
	    "before the first; noticed = the highest of which a notice was sent "
	    "by that day. fee = that of the level, interest = what was open on "
	    "each day since due_on, x its rate a year / 365; both less what "
	    "was charged already; claim = open + fee + interest.\n"
	    "Counted: receivables that were booked and open at the end of the "
	    "day; none that is disputed, retained or void. In the currency of "
	    "each.\n"
	    "Date: due_on, booked_on, allocated_on and sent_on, at most --on.\n"
	    "Whose: the customer's.\n",
	.run = run_dunning,
};

/* ---- calls ---- */

static const struct heading call_headings[] = {
	{ "receivable_id", "Receivable ID", "应收ID", CRM_T_TEXT },
	{ "receivable", "Receivable", "应收款", CRM_T_TEXT },
	{ "customer_id", "Customer ID", "客户ID", CRM_T_TEXT },
	{ "customer", "Customer", "客户", CRM_T_TEXT },
	{ "why", "Why", "原因", CRM_T_TEXT, .worded = true },
	{ "due_on", "Due on", "到期日", CRM_T_DATE },
	{ "days", "Days overdue", "逾期天数", CRM_T_INT, CRM_ROLE_FIGURE },
	{ "promised_on", "Promised on", "承诺付款日期", CRM_T_DATE },
	{ "promised", "Promised", "承诺付款金额", CRM_T_MONEY },
	{ "open", "Open", "未收金额", CRM_T_MONEY },
	{ "level", "Level of the last notice", "已通知级别", CRM_T_INT,
	    CRM_ROLE_FIGURE, .scale = CRM_SCALE_ORDER },
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
};

enum why { BROKEN, PROMISED_TODAY, OVERDUE, NO_CALL };

static const char *const whys[] = {
	[BROKEN] = N_("promise broken"),
	[PROMISED_TODAY] = N_("promised for today"),
	[OVERDUE] = N_("overdue"),
};

/* Who has promised for a day to come is not called before it. */
static enum why
why_call(const struct listing *l, const struct row *r)
{
	int64_t on = r->promised_on.i;

	if (r->promised_on.kind == CRM_INT && on < l->day)
		return BROKEN;
	if (r->promised_on.kind == CRM_INT)
		return on == l->day ? PROMISED_TODAY : NO_CALL;
	return r->days > 0 && !r->i.retained ? OVERDUE : NO_CALL;
}

/* Broken promises first, then the largest amounts. */
struct call {
	const struct row *r;
	enum why why;
	int64_t base;
};

static int
by_weight(const void *a, const void *b)
{
	const struct call *x = a, *y = b;

	if (x->why != y->why)
		return x->why < y->why ? -1 : 1;
	if (x->base != y->base)
		return x->base > y->base ? -1 : 1;
	return (x->r->i.id > y->r->i.id) - (x->r->i.id < y->r->i.id);
}

static enum crm_status
put_call(const struct listing *l, struct lines *lines, const struct call *c,
    struct crm_err *err)
{
	const struct row *r = c->r;
	struct crm_value number, customer;
	enum crm_status st;

	if ((st = name_of(l, "receivable", r->i.id, &number, err)) != CRM_OK ||
	    (st = name_of(l, "customer", r->i.customer, &customer, err)) !=
		CRM_OK)
		return st;
	return lines_put(lines, NULL,
	    (struct crm_value[]){ id_of(l, "receivable", r->i.id), number,
		id_of(l, "customer", r->i.customer), customer,
		crm_value_text(crm_text_of(whys[c->why])), r->i.due,
		crm_value_int(r->days), r->promised_on, r->promised,
		crm_value_int(r->i.open),
		r->noticed > 0 ? crm_value_int(r->noticed) : CRM_VALUE_NULL,
		crm_value_text(r->i.currency) },
	    NULL, err);
}

static enum crm_status
run_calls(struct crm_store *s, const struct crm_report_opts *o,
    struct crm_arena *a, const struct crm_sink *sink, struct crm_err *err)
{
	const struct dimensions none = { .n = 0 };
	struct listing l;
	struct lines lines;
	struct call *call;
	enum crm_status st;
	size_t i, n = 0;

	if ((st = read_rows(&l, s, o, a, err)) != CRM_OK ||
	    (st = lines_begin(&lines, s, o, &none, call_headings,
		 COUNT(call_headings), a, sink, err)) != CRM_OK)
		return st;
	call = crm_alloc_n(a, l.n + 1, sizeof *call);
	for (i = 0; i < l.n; i++) {
		const struct row *r = &l.row[i];

		call[n] = (struct call){ r, why_call(&l, r),
			r->i.open_base.kind == CRM_INT ? r->i.open_base.i
						       : r->i.open };
		n += call[n].why != NO_CALL && !r->i.disputed;
	}
	if (n > 0)
		qsort(call, n, sizeof *call, by_weight);
	for (i = 0; i < n && st == CRM_OK; i++)
		st = put_call(&l, &lines, &call[i], err);
	return st;
}

const struct crm_report report_calls = {
	.name = "calls",
	.group = "Receivables",
	.help = "whom to call about money: broken promises, then what is "
		"overdue",
	.takes_on = true,
	.one_day = true,
	.entity = "receivable",
	.define =
	    "why: a promise is broken where promised_on is past and something "
	    "is open; then what was promised for that day; then what is "
	    "overdue. The largest amounts, in the base currency, first.\n"
	    "Counted: receivables that were booked and open at the end of --on "
	    "(today); none that is disputed or void, none that was promised for "
	    "a later day, none that is retained and was not promised. In the "
	    "currency of each.\n"
	    "Date: promised_on, due_on, booked_on, allocated_on, at most "
	    "--on.\n"
	    "Whose: the customer's.\n",
	.run = run_calls,
};
