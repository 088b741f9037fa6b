/* Ageing: what customers owe, by how long it is overdue or was booked. */
#include "finance.h"

#include <string.h>

/* Behind the ages. */
enum { DISPUTED, RETAINED, TOTAL, CREDIT, NET, FIGURES };
enum { MOST_COLUMNS = MOST_AGES + FIGURES };

/* Of a group, in the base currency and in its own, where it has but one. */
struct sums {
	int64_t base[MOST_COLUMNS], own[MOST_COLUMNS];
	int64_t revalued;     /* what values of the day add, in the base one */
	const char *currency; /* NULL: nothing was added yet */
	bool mixed;           /* of several currencies */
};

struct ageing {
	struct edges edges;
	size_t first;    /* age: 1 where nothing is not due */
	bool by_booked;  /* days since it was booked */
	int by_currency; /* which dimension is the currency, or -1 */
	struct heading *headings;
	size_t n;
	int64_t day;
	bool credit_fits;
	bool revalued;                   /* there are values of that day */
	struct unrated unrated, credits; /* what has no rate */
};

static struct ageing *
ageing_of(const struct tally_run *r)
{
	return r->ctx;
}

/* ---- columns ---- */

static void
add_heading(struct ageing *x, struct heading h)
{
	x->headings[x->n++] = h;
}

static void
make_ages(struct ageing *x, struct crm_arena *a)
{
	size_t i;

	for (i = x->first; i <= x->edges.n + 1; i++)
		add_heading(x,
		    (struct heading){ .name = edges_name(&x->edges, i, a),
			.en = edges_label(&x->edges, i, false, a),
			.zh = edges_label(&x->edges, i, true, a),
			.type = CRM_T_MONEY });
}

static void
make_headings(struct ageing *x, struct crm_arena *a)
{
	static const struct heading figures[] = {
		{ "disputed", "Disputed", "有争议", CRM_T_MONEY },
		{ "retained", "Retained", "质保金", CRM_T_MONEY },
		{ "total", "Total", "应收合计", CRM_T_MONEY, .nothing = true },
		{ "credit", "Credit", "客户余额", CRM_T_MONEY, CRM_ROLE_FIGURE,
		    .nothing = true },
		{ "net", "Net", "净额", CRM_T_MONEY, CRM_ROLE_FIGURE,
		    .nothing = true },
	};
	static const struct heading base[] = {
		{ "total_base", "Total in base currency", "应收合计（本位币）",
		    CRM_T_MONEY, CRM_ROLE_FIGURE, .in_base = true },
		{ "credit_base", "Credit in base currency",
		    "客户余额（本位币）", CRM_T_MONEY, CRM_ROLE_FIGURE,
		    .in_base = true },
		{ "net_base", "Net in base currency", "净额（本位币）",
		    CRM_T_MONEY, CRM_ROLE_FIGURE, .in_base = true },
	};
	static const struct heading revalued = { "revaluation", "Revaluation",
		"汇率重估", CRM_T_MONEY, CRM_ROLE_FIGURE, .in_base = true };
	size_t i;

	x->headings = crm_alloc_n(
	    a, MOST_COLUMNS + COUNT(base) + 1, sizeof *x->headings);
	make_ages(x, a);
	for (i = 0; i < COUNT(figures); i++)
		add_heading(x, figures[i]);
	for (i = 0; x->by_currency >= 0 && i < COUNT(base); i++)
		add_heading(x, base[i]);
	if (x->revalued)
		add_heading(x, revalued);
}

/* ---- sums ---- */

/* Amounts stand behind each other: ages, then figures. */
static size_t
figure_at(const struct ageing *x, size_t figure)
{
	return x->edges.n + 2 + figure;
}

static void
note_currency(struct tally_run *r, struct sums *x, struct crm_text currency)
{
	if (x->currency == NULL)
		x->currency = crm_strndup(r->arena, currency.p, currency.n);
	else if (!crm_text_is(currency, x->currency))
		x->mixed = true;
}

static enum crm_status
add_at(struct tally_run *r, const struct crm_value *given, size_t column,
    size_t figure, const struct credit *c, struct crm_err *err)
{
	struct ageing *g = ageing_of(r);
	struct crm_value key[MOST_DIMENSIONS];
	struct sums *x;
	enum crm_status st;

	if (r->d.n > 0)
		memcpy(key, given, r->d.n * sizeof *key);
	if (g->by_currency >= 0)
		key[g->by_currency] = crm_value_text(c->currency);
	x = cube_at(&r->cube, key);
	note_currency(r, x, c->currency);
	if ((st = add_money(&x->own[column], c->amount, err)) != CRM_OK ||
	    (st = add_money(&x->own[figure], c->amount, err)) != CRM_OK ||
	    c->base.kind != CRM_INT ||
	    (st = add_money(&x->base[column], c->base.i, err)) != CRM_OK)
		return st;
	return add_money(&x->base[figure], c->base.i, err);
}

static size_t
column_of(const struct ageing *g, const struct open_item *i)
{
	const struct crm_value since = g->by_booked ? i->booked : i->due;

	if (i->disputed)
		return figure_at(g, DISPUTED);
	if (i->retained)
		return figure_at(g, RETAINED);
	return edges_age(
	    &g->edges, since.kind == CRM_INT ? g->day - since.i : 0);
}

static enum crm_status
add_item(struct tally_run *r, const struct crm_value *key,
    const struct open_item *i, struct crm_err *err)
{
	const struct ageing *g = ageing_of(r);
	const struct credit c = {
		.amount = i->open, .currency = i->currency, .base = i->open_base
	};

	return add_at(r, key, column_of(g, i), figure_at(g, TOTAL), &c, err);
}

/* What is credit is taken off the net alone. */
static enum crm_status
add_credit(struct tally_run *r, const struct crm_value *key,
    const struct credit *c, struct crm_err *err)
{
	const struct ageing *g = ageing_of(r);

	if (c->base.kind != CRM_INT) {
		enum crm_status st = unrated_add(&ageing_of(r)->credits,
		    r->arena, c->currency, c->amount, err);

		if (st != CRM_OK)
			return st;
	}
	return add_at(r, key, figure_at(g, CREDIT), figure_at(g, NET), c, err);
}

/* What the values of the day add to it stands beside it. */
static enum crm_status
add_revalued(struct tally_run *r, const struct crm_value *given,
    const struct open_item *i, struct crm_err *err)
{
	const struct ageing *g = ageing_of(r);
	struct crm_value key[MOST_DIMENSIONS];
	struct sums *x;

	if (!g->revalued || i->more[0].kind != CRM_INT)
		return CRM_OK;
	if (r->d.n > 0)
		memcpy(key, given, r->d.n * sizeof *key);
	if (g->by_currency >= 0)
		key[g->by_currency] = crm_value_text(i->currency);
	x = cube_at(&r->cube, key);
	return add_money(&x->revalued, i->more[0].i, err);
}

static const char *
more_columns(const struct ageing *g, struct crm_arena *a)
{
	return g->revalued
	    ? crm_sprintf(a,
		  ", (SELECT CAST(sum(v.\"gain_base\") AS BIGINT) "
		  "FROM revaluation v WHERE v.\"receivable\" = t.\"id\" "
		  "AND v.\"revalued_on\" = %lld AND v.\"deleted\" IS NULL)",
		  (long long)g->day)
	    : "";
}

static enum crm_status
scan(struct tally_run *r, struct crm_err *err)
{
	struct ageing *g = ageing_of(r);
	struct crm_value key[MOST_DIMENSIONS];
	struct open_items x;
	struct open_item i;
	enum crm_status st;
	bool found;

	if (g->by_currency >= 0)
		r->d.d[g->by_currency].column.role = CRM_ROLE_CURRENCY;
	st = open_items_begin(
	    r, g->day, false, more_columns(g, r->arena), g->revalued, &x, err);
	while (st == CRM_OK &&
	    (st = open_items_next(&x, &i, key, &found, err)) == CRM_OK && found)
		if ((st = add_item(r, key, &i, err)) == CRM_OK)
			st = add_revalued(r, key, &i, err);
	open_items_end(&x);
	g->unrated = x.unrated;
	if (st != CRM_OK)
		return st;
	return credit_each(r, g->day, add_credit, &g->credit_fits, err);
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct sums *x = sums;
	const struct sums *y = from;
	enum crm_status st = CRM_OK;
	size_t i;

	if (y->currency != NULL)
		note_currency(r, x, crm_text_of(y->currency));
	x->mixed |= y->mixed;
	st = add_money(&x->revalued, y->revalued, err);
	for (i = 0; i < MOST_COLUMNS && st == CRM_OK; i++)
		if ((st = add_money(&x->base[i], y->base[i], err)) == CRM_OK)
			st = add_money(&x->own[i], y->own[i], err);
	return st;
}

static int64_t
weight(const struct tally_run *r, const void *sums)
{
	const struct ageing *g = ageing_of(r);
	const struct sums *x = sums;

	return x->base[figure_at(g, TOTAL)] - x->base[figure_at(g, CREDIT)];
}

static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	const struct ageing *g = ageing_of(row->run);
	const struct sums *x = row->sums;
	const int64_t *of = g->by_currency >= 0 ? x->own : x->base;
	struct crm_value cell[MOST_COLUMNS + 4];
	size_t i, at = 0, total = figure_at(g, TOTAL),
		  credit = figure_at(g, CREDIT);

	for (i = g->first; i <= total; i++)
		cell[at++] = crm_value_int(of[i]);
	cell[at++] = crm_value_int(of[credit]);
	cell[at++] = crm_value_int(of[total] - of[credit]);
	/* Amounts of several currencies are no sum. */
	for (i = 0; i < at && g->by_currency >= 0 && x->mixed; i++)
		cell[i] = CRM_VALUE_NULL;
	if (g->by_currency >= 0) {
		cell[at++] = crm_value_int(x->base[total]);
		cell[at++] = crm_value_int(x->base[credit]);
		cell[at++] = crm_value_int(x->base[total] - x->base[credit]);
	}
	if (g->revalued)
		cell[at++] = crm_value_int(x->revalued);
	return tally_put(row, cell, err);
}

/* ---- the report ---- */

static enum crm_status
find_revalued(struct crm_store *s, struct ageing *x, struct crm_err *err)
{
	const struct crm_value day = crm_value_int(x->day);
	struct crm_value id;
	enum crm_status st = crm_get_int(s,
	    "SELECT min(\"id\") FROM revaluation WHERE \"revalued_on\" = ? "
	    "AND \"deleted\" IS NULL",
	    &day, 1, &id, err);

	x->revalued = st == CRM_OK && id.kind == CRM_INT;
	return st;
}

/* Which of the dimensions the currency is, so that the columns are known before. */
static enum crm_status
find_currency(struct crm_store *s, const struct crm_report_opts *o,
    struct crm_arena *a, struct ageing *x, struct crm_err *err)
{
	struct dimensions d;
	enum crm_status st = dimensions_parse(s, "receivable", o, a, &d, err);

	if (st == CRM_OK)
		x->by_currency = dimension_named(&d, "currency");
	return st;
}

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	struct ageing x = { .day = report_day(s, o) };
	struct tally tally = {
		.entity = "receivable",
		.size = sizeof(struct sums),
		.scan = scan,
		.merge = merge,
		.print = print,
		.weight = weight,
		.heavy_first = true,
		.ctx = &x,
	};
	enum crm_status st;

	if ((st = ageing_date(s, o, &x.by_booked, err)) != CRM_OK ||
	    (st = edges_load(s, !x.by_booked, &x.edges, err)) != CRM_OK ||
	    (st = find_currency(s, o, a, &x, err)) != CRM_OK ||
	    (st = find_revalued(s, &x, err)) != CRM_OK)
		return st;
	x.first = x.by_booked ? 1 : 0;
	make_headings(&x, a);
	tally.headings = x.headings;
	tally.n_headings = x.n;
	if ((st = tally_run(&tally, s, o, a, sink, err)) != CRM_OK)
		return st;
	if (x.by_currency < 0) {
		unrated_note(
		    &x.unrated, "receivable", "crm-order receivable", a, sink);
		unrated_note(
		    &x.credits, "payment", "crm-order payment", a, sink);
	}
	if (!x.credit_fits)
		sink->note(sink->ctx,
		    crm_tr("credit is left out: payments have not what the "
			   "filter names"));
	return CRM_OK;
}

const struct crm_report report_ageing = {
	.name = "ageing",
	.group = "Receivables",
	.help = "what customers owe by how long it is overdue, and their "
		"credit",
	.takes_on = true,
	.takes_by = true,
	.takes_date = true,
	.one_day = true,
	.tallies = true,
	.entity = "receivable",
	.default_by = "customer",
	.drawn = "total",
	.define =
	    "What was open of a receivable at the end of --on (today): its "
	    "amount less what was allocated by that day, so what was settled on "
	    "it is closed; what a bill of exchange stands for is parked and "
	    "not in it. Days overdue = the day less due_on: what is due on it "
	    "is not due. With --date booked_on days since it was booked, day 0 "
	    "in the first column. The last days of the columns are the setting "
	    "ageing_edges (30,60,90,120). Disputed and retained receivables "
	    "have columns of their own: disputed is what was disputed at the "
	    "end of the day, the last time that it was; retained as it is "
	    "marked now.\n"
	    "total = all of it; credit = what was paid by that day and not "
	    "allocated; net = total - credit. Amounts are in the base currency, "
	    "at the rate they were booked at; --by currency gives them in their "
	    "own, and total, credit and net in both. Where crm-order revalue made "
	    "values of that very day, revaluation is what they add, in the base "
	    "currency, and in no other column.\n"
	    "Counted: receivables booked by that day and not void then; of "
	    "payments (no refunds) those that the filter lets through, where it "
	    "names fields that they have, by the dimensions that they have.\n"
	    "Date: due_on, booked_on, received_on and allocated_on, at most "
	    "--on.\n"
	    "Whose: the customer's (--by customer.owner).\n",
	.run = run,
};
