/*
 * Cash forecast: what will come in when, by what is planned and due, by what was
 * promised, and by how late each customer has been so far.
 */
#include "finance.h"

#include <string.h>

struct sums {
	int64_t planned, due, overdue, promised, expected, bills;
};

/* How late a customer was: of what it has settled. */
struct habit {
	int64_t n, late;
};

struct forecast {
	int64_t day;
	int when; /* which dimension is the day on which it comes, or -1 */
	struct groups habits;
	struct habit all;
};

static const struct heading headings[] = {
	{ "planned", "Planned", "计划收款", CRM_T_MONEY },
	{ "due", "Due", "到期应收", CRM_T_MONEY },
	{ "overdue", "Overdue", "逾期应收", CRM_T_MONEY },
	{ "promised", "Promised", "承诺付款", CRM_T_MONEY },
	{ "expected", "Expected by habit", "按历史预计", CRM_T_MONEY },
	{ "bills", "Bills maturing", "到期票据", CRM_T_MONEY },
};

/* ---- habits ---- */

static enum crm_status
read_habits(struct tally_run *r, struct crm_err *err)
{
	struct forecast *f = r->ctx;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	groups_init(&f->habits, r->arena, sizeof(struct habit));
	st = crm_sql(r->s,
	    "SELECT t.\"customer\", t.\"settled_on\" - t.\"due_on\" "
	    "FROM receivable t WHERE t.\"settled_on\" <= ? "
	    "AND t.\"due_on\" IS NOT NULL AND t.\"void_on\" IS NULL "
	    "AND t.\"deleted\" IS NULL AND NOT (" SETTLED_BEFORE("t") ")",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(f->day));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct habit *h = groups_at(&f->habits, crm_col(q, 0, false));
		int64_t late = crm_col_int(q, 1) > 0 ? crm_col_int(q, 1) : 0;

		h->n++;
		h->late += late;
		f->all.n++;
		f->all.late += late;
	}
	return st;
}

/* The mean of the customer's own, else of all. */
static int64_t
days_late(struct forecast *f, int64_t customer)
{
	const struct habit *h = groups_find(
	    &f->habits, crm_value_int(customer));

	if (h == NULL)
		h = &f->all;
	return h->n == 0 ? 0 : crm_div_round(h->late, h->n);
}

/* ---- one receivable ---- */

enum { PROMISED_ON, PROMISED, MORE };

/* The sums of the group in which it comes on that day. */
static struct sums *
sums_at(struct tally_run *r, const struct crm_value *given, int64_t day)
{
	const struct forecast *f = r->ctx;
	struct crm_value key[MOST_DIMENSIONS];

	if (r->d.n > 0)
		memcpy(key, given, r->d.n * sizeof *key);
	if (f->when >= 0)
		key[f->when] = dimension_of(
		    &r->d.d[f->when], crm_value_int(day));
	return cube_at(&r->cube, key);
}

static bool
comes(const struct tally_run *r, int64_t day)
{
	return day >= r->o->from && day <= r->o->to;
}

/* What was promised, in the base currency: all of it unless an amount was said. */
static int64_t
promised_base(const struct open_item *i)
{
	struct crm_value said = i->more[PROMISED];
	int64_t base;

	if (said.kind != CRM_INT || said.i >= i->open || i->open == 0 ||
	    !crm_mul_div(said.i, i->open_base.i, i->open, &base))
		return i->open_base.i;
	return base;
}

/* The day on which it is expected: promised and not broken yet, else as late as the
 * customer is; what is late already comes today. */
static int64_t
expected_on(
    struct forecast *f, const struct open_item *i, int64_t due, bool promised)
{
	int64_t day = promised ? i->more[PROMISED_ON].i
			       : due + days_late(f, i->customer);

	return day < f->day ? f->day : day;
}

static enum crm_status
put(struct tally_run *r, const struct crm_value *key, int64_t day,
    size_t column, int64_t amount, struct crm_err *err)
{
	return comes(r, day)
	    ? add_money((int64_t *)((char *)sums_at(r, key, day) + column),
		  amount, err)
	    : CRM_OK;
}

static enum crm_status
add(struct tally_run *r, const struct crm_value *key, const struct open_item *i,
    struct crm_err *err)
{
	struct forecast *f = r->ctx;
	int64_t base = i->open_base.i;
	bool booked = i->booked.kind == CRM_INT && i->booked.i <= f->day;
	bool promised = i->more[PROMISED_ON].kind == CRM_INT &&
	    i->more[PROMISED_ON].i >= f->day;
	int64_t due = i->due.kind == CRM_INT ? i->due.i : f->day;
	bool late = booked && due < f->day;
	enum crm_status st;

	st = put(r, key, late ? f->day : due,
	    !booked    ? offsetof(struct sums, planned)
		: late ? offsetof(struct sums, overdue)
		       : offsetof(struct sums, due),
	    base, err);
	if (st == CRM_OK && promised)
		st = put(r, key, i->more[PROMISED_ON].i,
		    offsetof(struct sums, promised), promised_base(i), err);
	/* When what is disputed comes nobody knows. */
	if (st == CRM_OK && !i->disputed)
		st = put(r, key, expected_on(f, i, due, promised),
		    offsetof(struct sums, expected), base, err);
	return st;
}

/* ---- bills of exchange ---- */

/* Those that we hold, by customer and day alone. */
static enum crm_status
add_bills(struct tally_run *r, struct crm_err *err)
{
	enum { CUSTOMER, DUE, AMOUNT, BASE };
	struct forecast *f = r->ctx;
	int of = dimension_named(&r->d, "customer");
	struct crm_value key[MOST_DIMENSIONS] = { CRM_VALUE_NULL };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	if (r->o->where != NULL || (int)r->d.n > (of >= 0) + (f->when >= 0))
		return CRM_OK;
	st = crm_sql(r->s,
	    "SELECT b.\"customer\", b.\"due_on\", b.\"amount\", "
	    "CASE WHEN b.\"currency\" IS NULL THEN b.\"amount\" "
	    "ELSE p.\"amount_base\" END FROM bill b "
	    "LEFT JOIN payment p ON p.\"id\" = b.\"payment\" "
	    "WHERE b.\"status\" = 'received' AND b.\"received_on\" <= ? "
	    "AND b.\"deleted\" IS NULL",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(f->day));
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row) {
		int64_t day = crm_col_int(q, DUE);

		if (of >= 0)
			key[of] = crm_col(q, CUSTOMER, false);
		st = put(r, key, day < f->day ? f->day : day,
		    offsetof(struct sums, bills),
		    crm_col_null(q, BASE) ? crm_col_int(q, AMOUNT)
					  : crm_col_int(q, BASE),
		    err);
	}
	if (st != CRM_OK)
		crm_reset(q);
	return st;
}

static enum crm_status
scan(struct tally_run *r, struct crm_err *err)
{
	struct forecast *f = r->ctx;
	struct crm_value key[MOST_DIMENSIONS];
	struct open_items x;
	struct open_item i;
	enum crm_status st;
	bool found;

	f->when = dimension_named(&r->d, "due_on");
	if ((st = read_habits(r, err)) != CRM_OK)
		return st;
	st = open_items_begin(r, f->day, true,
	    ", t.\"promised_on\", t.\"promised\"", MORE, &x, err);
	while (st == CRM_OK &&
	    (st = open_items_next(&x, &i, key, &found, err)) == CRM_OK && found)
		if (i.open_base.kind == CRM_INT)
			st = add(r, key, &i, err);
	open_items_end(&x);
	r->unrated = x.unrated;
	return st == CRM_OK ? add_bills(r, err) : st;
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct sums *x = sums;
	const struct sums *y = from;
	enum crm_status st;

	(void)r;
	if ((st = add_money(&x->planned, y->planned, err)) != CRM_OK ||
	    (st = add_money(&x->due, y->due, err)) != CRM_OK ||
	    (st = add_money(&x->overdue, y->overdue, err)) != CRM_OK ||
	    (st = add_money(&x->promised, y->promised, err)) != CRM_OK ||
	    (st = add_money(&x->expected, y->expected, err)) != CRM_OK)
		return st;
	return add_money(&x->bills, y->bills, err);
}

static int64_t
weight(const struct tally_run *r, const void *sums)
{
	(void)r;
	return ((const struct sums *)sums)->expected;
}

static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	const struct sums *x = row->sums;

	return tally_put(row,
	    (struct crm_value[]){ crm_value_int(x->planned),
		crm_value_int(x->due), crm_value_int(x->overdue),
		crm_value_int(x->promised), crm_value_int(x->expected),
		crm_value_int(x->bills) },
	    err);
}

static enum crm_status
begin(struct tally_run *r, struct crm_err *err)
{
	struct forecast *f = r->ctx;

	(void)err;
	f->day = report_day(r->s, r->o);
	return CRM_OK;
}

static const struct tally tally = {
	.entity = "receivable",
	.headings = headings,
	.n_headings = COUNT(headings),
	.size = sizeof(struct sums),
	.date = "due_on",
	.scan = scan,
	.merge = merge,
	.print = print,
	.weight = weight,
	.unrated = RECEIVABLES_UNRATED,
	.ctx_size = sizeof(struct forecast),
	.begin = begin,
};

const struct crm_report report_cash_forecast = {
	.name = "cash-forecast",
	.group = "Receivables",
	.help = "what will come in when: planned, due, promised, and by how "
		"late customers are",
	.takes_on = true,
	.takes_by = true,
	.tallies = true,
	.entity = "receivable",
	.default_by = "due_on:month",
	.define =
	    "Of what is open at the end of --on (today), each amount on its "
	    "day: planned = not booked yet, on its due_on; due = booked and not "
	    "overdue, on its due_on; overdue, today; promised, on promised_on "
	    "where that is not past. These say where it is: each amount is in "
	    "one of planned, due and overdue. expected = all of it but what is "
	    "disputed, on the day that was promised, else as many days behind "
	    "due_on as the customer was late on average (of what it has "
	    "settled; who has settled nothing, as all customers), today at the "
	    "earliest. bills = bills of exchange that are held, on their due "
	    "date: by customer and due_on alone, and without a filter. Amounts "
	    "are in the base currency, at the rate they were booked at.\n"
	    "Counted: receivables that are not void.\n"
	    "Date: the day on which it comes, within --from and --to; --by "
	    "due_on:PERIOD is of that day.\n"
	    "Whose: the customer's (--by customer.owner).\n",
	.tally = &tally,
};
