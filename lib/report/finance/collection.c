/* Collection: how much of what could be collected in a period was. */
#include "finance.h"

#include <crm/report/measure.h>

struct sums {
	int64_t begin, sales, end, current, due, collected;
};

struct collection {
	struct span span;
	struct groups due; /* receivables that fall due: their groups' sums */
};

static const struct heading headings[] = {
	{ "rate", "Collection rate", "回款率", CRM_T_PERCENT },
	{ "due", "Due in the period", "期内到期", CRM_T_MONEY },
	{ "collected", "Collected of it", "已收款", CRM_T_MONEY },
	{ "cei", "CEI", "催收效率指数", CRM_T_PERCENT },
	{ "cei_monthly", "CEI by the mean month", "催收效率指数（月均）",
	    CRM_T_PERCENT },
	{ "begin", "Open before", "期初应收", CRM_T_MONEY, CRM_ROLE_FIGURE,
	    .nothing = true },
	{ "sales", "Credit sales", "赊销额", CRM_T_MONEY, CRM_ROLE_FIGURE,
	    .nothing = true },
	{ "end", "Open at the end", "期末应收", CRM_T_MONEY, CRM_ROLE_FIGURE,
	    .nothing = true },
	{ "current", "Of it not due", "期末未到期", CRM_T_MONEY,
	    CRM_ROLE_FIGURE, .nothing = true },
};

static enum crm_status
add_open(struct tally_run *r, int64_t day, bool is_end, struct crm_err *err)
{
	struct crm_value key[MOST_DIMENSIONS];
	struct open_items x;
	struct open_item i;
	struct sums *to;
	enum crm_status st;
	bool found;

	st = open_items_begin(r, day, false, "", 0, &x, err);
	while (st == CRM_OK &&
	    (st = open_items_next(&x, &i, key, &found, err)) == CRM_OK &&
	    found) {
		if (i.open_base.kind != CRM_INT)
			continue;
		to = cube_at(&r->cube, key);
		st = add_money(
		    is_end ? &to->end : &to->begin, i.open_base.i, err);
		if (st == CRM_OK && is_end &&
		    (i.due.kind != CRM_INT || i.due.i >= day))
			st = add_money(&to->current, i.open_base.i, err);
	}
	open_items_end(&x);
	return st;
}

/* Sales, and what falls due, whose group is kept for what was collected of it. */
static enum crm_status
add_booked(struct tally_run *r, const struct crm_value *key,
    const struct booked_item *i, struct crm_err *err)
{
	struct collection *c = r->ctx;
	bool sold = i->is_sale && i->booked.i >= c->span.from;
	bool falls_due = i->due.kind == CRM_INT && i->due.i >= c->span.from &&
	    i->due.i <= c->span.to;
	struct sums *x;
	enum crm_status st = CRM_OK;

	if (!sold && !falls_due)
		return CRM_OK;
	x = cube_at(&r->cube, key);
	if (sold)
		st = add_money(&x->sales, i->base, err);
	if (st != CRM_OK || !falls_due)
		return st;
	*(struct sums **)groups_at(&c->due, crm_value_int(i->id)) = x;
	return add_money(&x->due, i->base, err);
}

/* Cash that was allocated to it by the end of the period, whenever it came.  What was
 * paid before the book began was not to be collected in it. */
static enum crm_status
add_collected(struct tally_run *r, struct crm_err *err)
{
	struct collection *c = r->ctx;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = crm_sql(r->s,
	    "SELECT a.\"receivable\", coalesce(a.\"relieved_base\", "
	    "a.\"amount\"), CASE WHEN a.\"payment\" IS NULL THEN 1 ELSE 0 END "
	    "FROM allocation a LEFT JOIN payment p "
	    "ON p.\"id\" = a.\"payment\" WHERE a.\"allocated_on\" <= ? "
	    "AND a.\"receivable\" IS NOT NULL AND a.\"deleted\" IS NULL "
	    "AND CASE WHEN a.\"payment\" IS NULL THEN a.\"kind\" = 'opening' "
	    "ELSE coalesce(p.\"kind\", 'receipt') IN ('receipt', 'bill') END",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(c->span.to));
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct sums **x = groups_find(&c->due, crm_col(q, 0, false));

		if (x == NULL)
			continue;
		st = crm_col_int(q, 2) == 1
		    ? add_money(&(*x)->due, -crm_col_int(q, 1), err)
		    : add_money(&(*x)->collected, crm_col_int(q, 1), err);
	}
	if (st != CRM_OK)
		crm_reset(q);
	return st;
}

static enum crm_status
scan(struct tally_run *r, struct crm_err *err)
{
	struct collection *c = r->ctx;
	enum crm_status st;

	groups_init(&c->due, r->arena, sizeof(struct sums *));
	if ((st = add_open(r, c->span.from - 1, false, err)) != CRM_OK ||
	    (st = add_open(r, c->span.to, true, err)) != CRM_OK ||
	    (st = booked_each(r, c->span.to, add_booked, err)) != CRM_OK)
		return st;
	return add_collected(r, err);
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct sums *x = sums;
	const struct sums *y = from;
	enum crm_status st;

	(void)r;
	if ((st = add_money(&x->begin, y->begin, err)) != CRM_OK ||
	    (st = add_money(&x->sales, y->sales, err)) != CRM_OK ||
	    (st = add_money(&x->end, y->end, err)) != CRM_OK ||
	    (st = add_money(&x->current, y->current, err)) != CRM_OK ||
	    (st = add_money(&x->due, y->due, err)) != CRM_OK)
		return st;
	return add_money(&x->collected, y->collected, err);
}

static int64_t
weight(const struct tally_run *r, const void *sums)
{
	(void)r;
	return ((const struct sums *)sums)->due;
}

static struct crm_value
cei(const struct sums *x, int64_t sales)
{
	enum { STEP = CRM_WHOLE / 10000 };
	int64_t rate;

	return crm_cei(x->begin, sales, x->end, x->current, &rate)
	    ? crm_value_int(rate * STEP)
	    : CRM_VALUE_NULL;
}

/* In months, a part of one as one. */
static int64_t
months_in(const struct span *p)
{
	struct crm_ymd a = crm_date_ymd(p->from), b = crm_date_ymd(p->to);

	return (b.y - a.y) * 12 + b.m - a.m + 1;
}

static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	const struct collection *c = row->run->ctx;
	const struct sums *x = row->sums;

	return tally_put(row,
	    (struct crm_value[]){ percent(x->collected, x->due),
		crm_value_int(x->due), crm_value_int(x->collected),
		cei(x, x->sales),
		cei(x, crm_div_round(x->sales, months_in(&c->span))),
		crm_value_int(x->begin), crm_value_int(x->sales),
		crm_value_int(x->end), crm_value_int(x->current) },
	    err);
}

static const struct tally tally = {
	.entity = "receivable",
	.headings = headings,
	.n_headings = COUNT(headings),
	.size = sizeof(struct sums),
	.scan = scan,
	.merge = merge,
	.print = print,
	.weight = weight,
	.heavy_first = true,
	.unrated = RECEIVABLES_UNRATED,
	.ctx_size = sizeof(struct collection),
	.begin = span_begin,
};

const struct crm_report report_collection = {
	.name = "collection",
	.group = "Receivables",
	.help = "how much of what fell due was collected, and of what could be",
	.takes_on = true,
	.takes_by = true,
	.tallies = true,
	.entity = "receivable",
	.define =
	    "rate = collected / due: due is what falls due in the period, but "
	    "for what was paid before the book began, "
	    "collected the cash (receipts and bills of exchange; no credit "
	    "notes, set-offs or write-offs) allocated to it by the end of the "
	    "period, whenever it came. cei = (begin + sales - end) / (begin + "
	    "sales - current): open before the period, the credit sales of it, "
	    "open at its end, and of that what is not overdue; cei_monthly is "
	    "the same with the sales of its mean month. Amounts are in the base "
	    "currency, at the rate they were booked at.\n"
	    "Counted: receivables that are not void; of sales no opening "
	    "balances and no charges of dunning.\n"
	    "Date: due_on of what falls due, booked_on of sales, allocated_on "
	    "of cash, of --from to --to; without --from the 365 days up to "
	    "--to, --on or today.\n"
	    "Whose: the customer's (--by customer.owner).\n",
	.tally = &tally,
};
