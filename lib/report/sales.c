/* Sales: what was won, by any dimension. */
#include "internal.h"

struct sums {
	int64_t deals, valued, amount;
};

static const struct heading headings[] = {
	{ "deals", "Deals won", "赢单数", CRM_T_INT },
	{ "amount", "Amount", "金额", CRM_T_MONEY },
	{ "average", "Average", "平均金额", CRM_T_MONEY },
	{ "share", "Share", "占比", CRM_T_PERCENT },
};

static enum crm_status
scan(struct crm_store *s, const struct crm_report_opts *o,
    const struct dimension *d, struct groups *g, struct sums *total,
    struct crm_err *err)
{
	struct crm_stmt *q;
	struct stages stages;
	enum crm_status st;
	bool row;

	if ((st = stages_load(s, g->arena, &stages, err)) != CRM_OK ||
	    (st = deals_open(s, o, "t.\"stage\", t.\"closed_on\", "
	    "t.\"amount_base\"", d, g->arena, &q, err)) != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		const struct stage *stage = stages_find(&stages,
		    crm_col_int(q, 0));
		struct sums *sums;

		if (stage == NULL || stage->type != STAGE_WON ||
		    !in_period(o, crm_col(q, 1, false)))
			continue;
		sums = groups_at(g, dimension_key(d, q, 3));
		sums->deals++;
		total->deals++;
		if (crm_col_null(q, 2))
			continue;
		sums->valued++;
		if ((st = add_money(&sums->amount, crm_col_int(q, 2),
		    err)) != CRM_OK ||
		    (st = add_money(&total->amount, crm_col_int(q, 2),
		    err)) != CRM_OK)
			break;
	}
	crm_reset(q);
	return st;
}

/* The largest first. */
static int
by_amount(const struct group *a, const struct group *b)
{
	const struct sums *x = a->sums, *y = b->sums;

	if (x->amount != y->amount)
		return x->amount > y->amount ? -1 : 1;
	return group_order(a, b);
}

static enum crm_status
print(const struct dimension *d, const struct groups *g,
    const struct sums *total, const struct crm_sink *sink,
    struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < g->n && st == CRM_OK; i++) {
		const struct sums *x = g->all[i].sums;
		struct crm_value row[COUNT(headings) + 1] = {
			g->all[i].cell,
			crm_value_int(x->deals),
			crm_value_int(x->amount),
			x->valued == 0 ? CRM_VALUE_NULL :
			    crm_value_int(crm_div_round(x->amount, x->valued)),
			percent(x->amount, total->amount),
		};

		st = put_row(d, row, sink, err);
	}
	return st;
}

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	struct sums total = { 0 };
	struct dimension d;
	struct groups g;
	enum crm_status st;

	if ((st = dimension_parse(s, o->by, o->chinese, a, &d, err)) != CRM_OK)
		return st;
	groups_init(&g, a, sizeof total);
	if (!d.given)
		groups_at(&g, CRM_VALUE_NULL);
	if ((st = scan(s, o, &d, &g, &total, err)) != CRM_OK ||
	    (st = groups_name(s, &d, &g, err)) != CRM_OK)
		return st;
	groups_sort(&g, by_amount);
	st = begin_rows(s, o, &d, headings, COUNT(headings), a, sink, err);
	return st == CRM_OK ? print(&d, &g, &total, sink, err) : st;
}

const struct crm_report report_sales = {
	.name = "sales",
	.help = "what was won: deals, amount, average, share",
	.takes_by = true,
	.define =
	    "amount = sum of amount_base of the won deals; average = amount / "
	    "won deals that have an amount in the base currency; share = "
	    "amount / amount of all rows.\n"
	    "Counted: deals now in a stage of type won. A deal in another "
	    "currency without a rate counts in deals, not in amount.\n"
	    "Date: closed_on, within --from and --to; without either also "
	    "deals that have no closed_on.\n"
	    "Whose: the deal's owner.\n",
	.run = run,
};
