/* What was booked: the credit sales of a period, and what falls due in it. */
#include "finance.h"

enum {
	ID,
	BOOKED,
	DUE,
	SETTLED,
	CURRENCY,
	AMOUNT,
	BASE,
	SALE,
	CUSTOMER,
	COLUMNS
};

struct span
span_of(struct crm_store *s, const struct crm_report_opts *o)
{
	enum { YEAR = 365 };
	int64_t today = crm_store_clock(s)->today;
	struct span p = { o->from, o->to };

	if (p.to > o->on)
		p.to = o->on;
	if (p.to > today)
		p.to = today;
	if (p.from == CRM_DATE_MIN)
		p.from = p.to - YEAR + 1;
	return p;
}

enum crm_status
span_begin(struct tally_run *r, struct crm_err *err)
{
	(void)err;
	*(struct span *)r->ctx = span_of(r->s, r->o);
	return CRM_OK;
}

static enum crm_status
read_item(struct tally_run *r, const struct crm_value *c,
    struct booked_item *out, struct crm_err *err)
{
	struct crm_text currency = currency_or_base(c[CURRENCY], r);
	struct crm_value base = c[BASE];

	if (base.kind != CRM_INT && crm_text_is(currency, r->base))
		base = c[AMOUNT];
	*out = (struct booked_item){ .id = c[ID].i,
		.booked = c[BOOKED],
		.due = c[DUE],
		.settled = c[SETTLED],
		.base = base.kind == CRM_INT ? base.i : 0,
		.is_sale = c[SALE].i != 0,
		.customer = c[CUSTOMER].kind == CRM_INT ? c[CUSTOMER].i : 0 };
	return base.kind == CRM_INT
	    ? CRM_OK
	    : unrated_add(&r->unrated, r->arena, currency, c[AMOUNT].i, err);
}

enum crm_status
booked_each(struct tally_run *r, int64_t day,
    enum crm_status (*add)(struct tally_run *r, const struct crm_value *key,
	const struct booked_item *i, struct crm_err *err),
    struct crm_err *err)
{
	const struct columns columns = {
		.sql =
		    "t.\"id\", t.\"booked_on\", "
		    "coalesce(t.\"due_on\", t.\"booked_on\"), "
		    "CASE WHEN " SETTLED_BEFORE(
			"t") " THEN NULL ELSE t.\"settled_on\" END, t.\"currency\", t.\"amount\", "
			     "t.\"amount_base\", CASE WHEN coalesce(t.\"form\", '') "
			     "IN ('opening', 'dunning') THEN 0 ELSE 1 END, "
			     "t.\"customer\"",
		.text = { [CURRENCY] = true },
		.n = COLUMNS,
		.also = crm_sprintf(r->arena,
		    " AND t.\"booked_on\" <= %lld AND (t.\"void_on\" IS NULL "
		    "OR t.\"void_on\" > %lld)",
		    (long long)day, (long long)day),
	};
	struct crm_value key[MOST_DIMENSIONS];
	struct booked_item i;
	struct records x;
	enum crm_status st = records_open(r, &columns, &x, err);
	bool found;

	while (st == CRM_OK &&
	    (st = records_next(r, &x, key, &found, err)) == CRM_OK && found)
		if ((st = read_item(r, x.cell, &i, err)) == CRM_OK)
			st = add(r, key, &i, err);
	records_close(&x);
	return st;
}
