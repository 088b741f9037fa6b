/*
 * Credit: what customers have paid and nothing was allocated of.  Payments are no
 * receivables: they are grouped by those dimensions that they have too, and are chosen
 * by the same filter where it names nothing that they have not.
 */
#include "finance.h"

enum { ID, CURRENCY, LEFT, LEFT_BASE, VOID, WHOLE, WHOLE_BASE, COLUMNS };

/* A run over payments that looks like the one over receivables. */
struct payments {
	struct tally_run run;
	struct tally tally;
	struct crm_report_opts o;
	int at[MOST_DIMENSIONS]; /* which of its dimensions; -1: it has none */
	struct groups later;     /* of a payment: what was given out since */
	int64_t day;
};

struct given {
	int64_t amount, base;
};

/* The filter, read over payments; false where they have not what it names. */
static bool
take_filter(struct payments *p, const struct crm_entity *e)
{
	const struct crm_filter_env env = crm_store_env(p->run.s);
	struct crm_filter *where;
	struct crm_err ignored;

	if (p->o.where == NULL)
		return true;
	if (p->o.where_text == NULL ||
	    crm_filter_parse(crm_store_dict(p->run.s), e, p->o.where_text, &env,
		p->run.arena, &where, &ignored) != CRM_OK)
		return false;
	p->o.where = where;
	return true;
}

static void
take_dimensions(struct payments *p, const struct tally_run *r)
{
	struct dimensions *d = &p->run.d;
	struct crm_err ignored;
	size_t i;

	d->n = 0;
	for (i = 0; i < r->d.n; i++) {
		p->at[i] = -1;
		if (dimension_parse(r->s, "payment", r->d.d[i].column.name,
			r->o->chinese, r->arena, &d->d[d->n],
			&ignored) == CRM_OK)
			p->at[i] = (int)d->n++;
	}
}

/* What was given out behind the day; a decimal, for a row has the currency of what it
 * relieves. */
static enum crm_status
read_later(struct payments *p, struct crm_err *err)
{
	enum { PAYMENT, PAID, PAID_BASE, OF };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	groups_init(&p->later, p->run.arena, sizeof(struct given));
	st = crm_sql(p->run.s,
	    "SELECT a.\"payment\", coalesce(a.\"paid\", 0), "
	    "coalesce(a.\"paid_base\", 0), p.\"currency\" "
	    "FROM allocation a JOIN payment p ON p.\"id\" = a.\"payment\" "
	    "WHERE a.\"allocated_on\" > ? AND a.\"deleted\" IS NULL",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(p->day));
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct given *g = groups_at(
		    &p->later, crm_col(q, PAYMENT, false));
		struct crm_text currency = currency_or_base(
		    crm_col(q, OF, true), &p->run);
		int64_t unit = CRM_WHOLE;
		int digits = crm_currency_digits_n(currency);

		while (digits-- > 0)
			unit /= 10;
		st = add_money(
		    &g->amount, crm_div_round(crm_col_int(q, PAID), unit), err);
		if (st == CRM_OK)
			st = add_money(
			    &g->base, crm_col_int(q, PAID_BASE), err);
	}
	if (st != CRM_OK)
		crm_reset(q);
	return st;
}

/* What is left of one at the end of the day; of one that is void by now all was. */
static enum crm_status
left_of(struct payments *p, const struct crm_value *cell, struct credit *out,
    struct crm_err *err)
{
	const struct given *g = p->later.n == 0
	    ? NULL
	    : groups_find(&p->later, cell[ID]);
	bool was_whole = cell[VOID].kind == CRM_INT;
	enum crm_status st = CRM_OK;

	*out = (struct credit){ .payment = cell[ID].i,
		.amount = cell[was_whole ? WHOLE : LEFT].i,
		.currency = currency_or_base(cell[CURRENCY], &p->run),
		.base = cell[was_whole ? WHOLE_BASE : LEFT_BASE] };
	if (out->base.kind != CRM_INT &&
	    crm_text_is(out->currency, p->run.base))
		out->base = crm_value_int(out->amount);
	if (g == NULL)
		return CRM_OK;
	st = add_money(&out->amount, g->amount, err);
	if (st == CRM_OK && out->base.kind == CRM_INT)
		st = add_money(&out->base.i, g->base, err);
	return st;
}

static bool
was_void(const struct payments *p, struct crm_value on)
{
	return on.kind == CRM_INT && on.i <= p->day;
}

static enum crm_status
open_payments(struct payments *p, struct records *x, struct crm_err *err)
{
	const struct columns columns = {
		.sql = "t.\"id\", t.\"currency\", "
		       "coalesce(t.\"unallocated\", t.\"amount\"), "
		       "t.\"unallocated_base\", t.\"void_on\", "
		       "t.\"amount\", t.\"amount_base\"",
		.text = { [CURRENCY] = true },
		.n = COLUMNS,
		.also = crm_sprintf(p->run.arena,
		    " AND coalesce(t.\"kind\", '') <> 'refund' "
		    "AND t.\"received_on\" <= %lld%s",
		    (long long)p->day,
		    p->later.n > 0
			? ""
			: " AND (coalesce(t.\"unallocated\", t.\"amount\") <> 0 "
			  "OR t.\"void_on\" IS NOT NULL)"),
	};

	return records_open(&p->run, &columns, x, err);
}

enum crm_status
credit_each(struct tally_run *r, int64_t day,
    enum crm_status (*add)(struct tally_run *r, const struct crm_value *key,
	const struct credit *c, struct crm_err *err),
    bool *fits, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(r->s), "payment");
	struct payments p = { .run = *r, .o = *r->o, .day = day };
	struct crm_value own[MOST_DIMENSIONS], key[MOST_DIMENSIONS];
	struct credit c;
	struct records x;
	enum crm_status st;
	bool found;
	size_t i;

	p.tally = *r->t;
	p.tally.entity = "payment";
	p.run.t = &p.tally;
	p.run.o = &p.o;
	if (!(*fits = take_filter(&p, e)))
		return CRM_OK;
	take_dimensions(&p, r);
	if ((st = read_later(&p, err)) != CRM_OK)
		return st;
	st = open_payments(&p, &x, err);
	while (st == CRM_OK &&
	    (st = records_next(&p.run, &x, own, &found, err)) == CRM_OK &&
	    found) {
		if (was_void(&p, x.cell[VOID]))
			continue;
		for (i = 0; i < r->d.n; i++)
			key[i] = p.at[i] < 0 ? CRM_VALUE_NULL : own[p.at[i]];
		if ((st = left_of(&p, x.cell, &c, err)) == CRM_OK &&
		    c.amount != 0)
			st = add(r, key, &c, err);
	}
	records_close(&x);
	return st;
}
