/* Next actions: what would be lost or late if nobody saw to it, by what it is worth. */
#include "report/kit/kit.h"

#include <crm/domain/document.h>
#include <crm/domain/sales.h>

#include <stdlib.h>

/* A quote is about to end so many days before; of contracts so, without a notice. */
#define QUOTE_DAYS "14"
#define NOTICE_DAYS "30"

enum why { QUOTE, CONTRACT, RECEIVABLE, ORDER };

static const struct crm_choice reasons[] = {
	[QUOTE] = { "follow_quote", "Follow up the quote", "跟进报价", NULL },
	[CONTRACT] = { "renew_contract", "Renew the contract", "续签合同",
	    NULL },
	[RECEIVABLE] = { "collect", "Collect what is overdue", "催收逾期款",
	    NULL },
	[ORDER] = { "deliver_order", "Deliver the late order", "交付逾期订单",
	    NULL },
	{ NULL, NULL, NULL, NULL },
};

static const char *const kinds[] = { [QUOTE] = "quote",
	[CONTRACT] = "contract",
	[RECEIVABLE] = "receivable",
	[ORDER] = "order" };

static const struct heading headings[] = {
	{ "record", "Record", "记录", CRM_T_TEXT },
	{ "action", "Action", "行动", CRM_T_ENUM, CRM_ROLE_DIMENSION,
	    .choices = reasons },
	{ "number", "Number", "编号", CRM_T_TEXT },
	{ "customer_id", "Customer ID", "客户ID", CRM_T_ID, .of = "customer" },
	{ "customer", "Customer", "客户", CRM_T_TEXT },
	{ "day", "Day", "日期", CRM_T_DATE },
	{ "days", "Days over", "逾期天数", CRM_T_INT, CRM_ROLE_FIGURE },
	{ "amount", "Amount", "金额", CRM_T_MONEY },
	{ "chance", "Chance", "概率", CRM_T_PERCENT },
	{ "value", "Value", "期望值", CRM_T_MONEY, CRM_ROLE_FIGURE },
	{ "because", "Because", "原因", CRM_T_TEXT },
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
};

struct action {
	enum why why;
	int64_t id, customer_id, day, base, chance, value;
	struct crm_text number, customer;
};

struct actions {
	struct crm_store *s;
	struct crm_arena *arena;
	int64_t today;
	struct action *all;
	size_t n, cap;
	struct unrated unrated;
};

/* ---- what is read ---- */

enum { ID, NUMBER, CUSTOMER_ID, CUSTOMER, DAY, AMOUNT, CURRENCY, RATE, CHANCE };

#define OF(table, amount, chance, joins) \
	"SELECT x.\"id\", x.\"number\", t.\"id\", t.\"name\", %s, " amount \
	", x.\"currency\", x.\"rate\", " chance " FROM " table \
	" x JOIN customer t ON t.\"id\" = x.\"customer\" " joins \
	"WHERE x.\"deleted\" IS NULL AND t.\"deleted\" IS NULL AND "
#define WORTH "coalesce(x.\"gross\", x.\"amount\")"
#define SURE "CAST(NULL AS BIGINT)"

/* One statement a reason; each has the day at its question marks. */
static const struct source {
	const char *select, *day, *where;
	int days; /* question marks */
} sources[] = {
	[QUOTE] = { OF("quote", WORTH,
			"coalesce(d.\"probability\", s.\"probability\")",
			"LEFT JOIN deal d ON d.\"id\" = x.\"deal\" "
			"AND d.\"deleted\" IS NULL "
			"LEFT JOIN stage s ON s.\"id\" = d.\"stage\" "),
	    "x.\"valid_until\"",
	    "x.\"status\" IN ('approved', 'sent') "
	    "AND x.\"valid_until\" >= ? "
	    "AND x.\"valid_until\" <= ? + " QUOTE_DAYS
	    " AND (s.\"type\" IS NULL OR s.\"type\" = 'open')",
	    2 },
	[CONTRACT] = { OF("contract", WORTH, SURE, ""), "x.\"ends_on\"",
	    "x.\"status\" = 'signed' AND x.\"amends\" IS NULL "
	    "AND coalesce(x.\"renewal\", 'ask') = 'ask' "
	    "AND x.\"ends_on\" >= ? AND x.\"ends_on\" "
	    "- coalesce(x.\"notice_days\", " NOTICE_DAYS ") <= ? "
	    "AND NOT EXISTS (SELECT 1 FROM contract r "
	    "WHERE r.\"renews\" = x.\"id\" AND r.\"deleted\" IS NULL)",
	    2 },
	[RECEIVABLE] = { OF("receivable", "coalesce(x.\"open\", x.\"amount\")",
			     SURE, ""),
	    "x.\"due_on\"",
	    "x.\"void_on\" IS NULL AND x.\"booked_on\" IS NOT NULL "
	    "AND coalesce(x.\"open\", x.\"amount\") > 0 "
	    "AND coalesce(x.\"disputed\", 0) = 0 AND x.\"due_on\" < ?",
	    1 },
	[ORDER] = { OF("sale_order", WORTH, SURE, ""), "x.\"promised_on\"",
	    "x.\"shipped_on\" IS NULL AND x.\"status\" IN "
	    "('submitted', 'approved', 'confirmed', 'on_hold') "
	    "AND x.\"promised_on\" < ?",
	    1 },
};

static struct crm_text
kept(const struct actions *x, struct crm_text t)
{
	return (struct crm_text){ crm_strndup(x->arena, t.p, t.n), t.n };
}

/* In the base currency; what has no rate is noted, and is no row. */
static enum crm_status
take(struct actions *x, enum why why, const struct crm_stmt *q,
    struct crm_err *err)
{
	struct crm_text currency = crm_col_text(q, CURRENCY);
	struct crm_value amount = crm_col(q, AMOUNT, false);
	struct crm_value chance = crm_col(q, CHANCE, false);
	struct action a = { .why = why,
		.id = crm_col_int(q, ID),
		.customer_id = crm_col_int(q, CUSTOMER_ID),
		.day = crm_col_int(q, DAY),
		.chance = chance.kind == CRM_INT ? chance.i : CRM_WHOLE };

	if (currency.n == 0)
		currency = crm_text_of(crm_store_currency(x->s));
	switch (crm_in_base(
	    x->s, amount, currency, crm_col(q, RATE, false), &a.base)) {
	case CRM_BASE_TOO_LARGE:
		return crm_fail(err, CRM_FAIL,
		    "an amount is too large in the base currency at its rate");
	case CRM_BASE_NO_RATE:
		return unrated_add(
		    &x->unrated, x->arena, currency, amount.i, err);
	case CRM_BASE_NO_AMOUNT:
		return CRM_OK;
	case CRM_BASE_KNOWN:
		break;
	}
	a.value = crm_share_of(a.base, a.chance);
	if (a.value <= 0)
		return CRM_OK;
	a.number = kept(x, crm_col_text(q, NUMBER));
	a.customer = kept(x, crm_col_text(q, CUSTOMER));
	x->all = crm_grow(x->arena, x->all, x->n, &x->cap, sizeof *x->all);
	x->all[x->n++] = a;
	return CRM_OK;
}

static enum crm_status
read_source(struct actions *x, const struct crm_report_opts *o, enum why why,
    struct crm_err *err)
{
	const struct source *from = &sources[why];
	struct crm_stmt *stmt;
	struct crm_sql q;
	enum crm_status st;
	bool row;
	int i;

	crm_sql_init(&q, x->arena);
	crm_buf_printf(&q.text, from->select, from->day);
	crm_buf_str(&q.text, from->where);
	for (i = 0; i < from->days; i++)
		crm_sql_bind(&q, crm_value_int(x->today));
	crm_buf_printf(
	    &q.text, " AND %s >= ? AND %s <= ?", from->day, from->day);
	crm_sql_bind(&q, crm_value_int(o->from));
	crm_sql_bind(&q, crm_value_int(o->to));
	where_sql(o, &q);
	if ((st = crm_sql(x->s, q.text.data, &stmt, err)) == CRM_OK) {
		crm_bind_all(stmt, q.bind, q.n);
		while (st == CRM_OK &&
		    (st = crm_step(stmt, &row, err)) == CRM_OK && row)
			st = take(x, why, stmt, err);
		if (st != CRM_OK)
			crm_reset(stmt);
	}
	crm_sql_free(&q);
	return st;
}

/* ---- rows ---- */

static int
by_value(const void *a, const void *b)
{
	const struct action *x = a, *y = b;

	if (x->value != y->value)
		return x->value > y->value ? -1 : 1;
	if (x->why != y->why)
		return x->why < y->why ? -1 : 1;
	return (x->id > y->id) - (x->id < y->id);
}

static const char *
because(const struct actions *x, const struct action *a)
{
	const char *why = NULL;
	int64_t days = x->today - a->day;

	switch (a->why) {
	case QUOTE:
		why = crm_tr("days left until the quote ends: %lld");
		days = -days;
		break;
	case CONTRACT:
		why = crm_tr("days left until the contract ends, which nothing "
			     "renews: %lld");
		days = -days;
		break;
	case RECEIVABLE:
		why = crm_tr("days open after it was due: %lld");
		break;
	case ORDER:
		why = crm_tr("days after it was promised, and it has not left: "
			     "%lld");
		break;
	}
	return crm_sprintf(x->arena, why, (long long)days);
}

static struct crm_value
id_of(const struct actions *x, const struct action *a)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(x->s), kinds[a->why]);
	struct crm_buf id = CRM_BUF_INIT;
	struct crm_text text;

	crm_id_format(&id, e, a->id);
	text = kept(x, (struct crm_text){ id.data, id.len });
	crm_buf_free(&id);
	return crm_value_text(text);
}

static enum crm_status
put(struct lines *l, const struct actions *x, const struct action *a,
    struct crm_err *err)
{
	return lines_put(l, NULL,
	    (struct crm_value[]){ id_of(x, a),
		crm_value_text(crm_text_of(reasons[a->why].code)),
		a->number.n == 0 ? CRM_VALUE_NULL : crm_value_text(a->number),
		crm_value_int(a->customer_id), crm_value_text(a->customer),
		crm_value_int(a->day), crm_value_int(x->today - a->day),
		crm_value_int(a->base), crm_value_int(a->chance),
		crm_value_int(a->value),
		crm_value_text(crm_text_of(because(x, a))),
		crm_value_text(crm_text_of(crm_store_currency(x->s))) },
	    NULL, err);
}

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	struct actions x = { .s = s, .arena = a, .today = report_day(s, o) };
	const struct dimensions none = { .n = 0 };
	enum crm_status st = CRM_OK;
	struct lines l;
	size_t i;

	for (i = 0; i < COUNT(sources) && st == CRM_OK; i++)
		st = read_source(&x, o, (enum why)i, err);
	if (st == CRM_OK)
		st = lines_begin(
		    &l, s, o, &none, headings, COUNT(headings), a, sink, err);
	if (st != CRM_OK)
		return st;
	if (x.n > 0)
		qsort(x.all, x.n, sizeof *x.all, by_value);
	for (i = 0; i < x.n && st == CRM_OK; i++)
		st = put(&l, &x, &x.all[i], err);
	if (st == CRM_OK && x.n == 0 && x.unrated.n == 0)
		sink->note(sink->ctx,
		    crm_tr("no quote or contract is about to end, and nothing "
			   "is overdue"));
	if (st == CRM_OK)
		unrated_note(&x.unrated, "record", NULL, a, sink);
	return st;
}

const struct crm_report report_next_actions = {
	.name = "next-actions",
	.group = "Customers",
	.help = "quotes and contracts about to end, what is overdue and late, "
		"by what is at stake; open deals: next-steps",
	.takes_on = true,
	.entity = "customer",
	.drawn = "value",
	.define =
	    "value = amount x chance, in the base currency, the most first: "
	    "what is at stake, not what the action brings; what a deal gains by "
	    "its next stage is in next-steps. chance = of a quote "
	    "its deal's own probability, else that of the deal's stage; 100 % "
	    "of all else. days = from the day to --on (today), below 0 before "
	    "it.\n"
	    "Counted: quotes approved or sent that end within 14 days and "
	    "whose deal, if any, is open; signed contracts within their notice "
	    "(30 days) before the end, that neither renew themselves nor are "
	    "not to be renewed nor were; booked receivables past due with "
	    "something open and no dispute; orders past the promised day that "
	    "have not left. What has no amount is left out.\n"
	    "Date: the day that a quote or contract ends, a receivable is due, an order is promised for, within --from and --to; how it stands is as of now.\n"
	    "Whose: the customer's, whoever owns the record.\n",
	.run = run,
};
