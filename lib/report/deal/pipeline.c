/* Pipeline: the deals of each stage, now or on a day. */
#include "report/kit/kit.h"

struct line {
	int64_t count, amount, weighted, days, aged, unsaid;
	struct unrated unrated;
};

static const struct heading headings[] = {
	{ "pipeline", "Pipeline", "销售流程", CRM_T_TEXT, CRM_ROLE_DIMENSION },
	{ "stage", "Stage", "阶段", CRM_T_TEXT, CRM_ROLE_DIMENSION },
	{ "type", "Type", "类型", CRM_T_ENUM },
	{ "count", "Deals", "商机数", CRM_T_INT },
	{ "amount", "Amount", "金额", CRM_T_MONEY },
	{ "weighted", "Weighted", "加权金额", CRM_T_MONEY },
	{ "age", "Mean age (days)", "平均天数", CRM_T_INT, CRM_ROLE_FIGURE },
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
};

/* The further column of the scan. */
enum { PROBABILITY };

/* ---- sums ---- */

static enum crm_status
add_amount(struct line *l, const struct deal *d, struct crm_err *err)
{
	enum crm_status st;
	int64_t weighted;

	if (!crm_mul_div(d->amount.i,
		deal_chance(d, d->more[PROBABILITY], &l->unsaid), CRM_WHOLE,
		&weighted))
		return crm_fail(err, CRM_FAIL, "sum overflows");
	st = add_money(&l->amount, d->amount.i, err);
	return st == CRM_OK ? add_money(&l->weighted, weighted, err) : st;
}

static enum crm_status
add(struct tally_run *r, void *sums, const struct deal *d, struct crm_err *err)
{
	/* The stream has loaded the stages on its own, in the same order. */
	const struct stages *all = stages_of(r);
	struct line *l = (struct line *)sums +
	    (stages_find(all, d->stage->id) - all->all);

	if (d->amount.kind != CRM_INT && d->own.kind == CRM_INT)
		return unrated_add(
		    &l->unrated, r->arena, d->currency, d->own.i, err);
	l->count++;
	if (d->opened.kind == CRM_INT) {
		l->aged++;
		l->days += d->today - d->opened.i;
	}
	return d->amount.kind == CRM_INT ? add_amount(l, d, err) : CRM_OK;
}

static enum crm_status
merge_line(struct tally_run *r, struct line *x, const struct line *y,
    struct crm_err *err)
{
	enum crm_status st;

	x->count += y->count;
	x->days += y->days;
	x->aged += y->aged;
	x->unsaid += y->unsaid;
	if ((st = unrated_merge(&x->unrated, r->arena, &y->unrated, err)) !=
		CRM_OK ||
	    (st = add_money(&x->amount, y->amount, err)) != CRM_OK)
		return st;
	return add_money(&x->weighted, y->weighted, err);
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < stages_of(r)->n && st == CRM_OK; i++)
		st = merge_line(r, (struct line *)sums + i,
		    (const struct line *)from + i, err);
	return st;
}

/* ---- rows ---- */

/* What a line is of: a stage, or where it is a sum over stages their type. */
struct label {
	struct crm_value pipeline, stage;
	struct crm_text type;
	bool open;
};

static struct label
label_of(const struct stage *stage)
{
	return (struct label){ crm_value_text(stage->pipeline),
		crm_value_text(stage->name), stage->code,
		stage->type == STAGE_OPEN };
}

/* In the base currency; what is closed is neither hoped for nor does it grow
 * older. */
static enum crm_status
put_base(const struct tally_row *row, const struct label *of,
    const struct line *l, struct crm_err *err)
{
	return tally_put(row,
	    (struct crm_value[]){ of->pipeline, of->stage,
		crm_value_text(of->type), crm_value_int(l->count),
		crm_value_int(l->amount),
		of->open ? crm_value_int(l->weighted) : CRM_VALUE_NULL,
		of->open && l->aged > 0
		    ? crm_value_int(crm_div_round(l->days, l->aged))
		    : CRM_VALUE_NULL,
		crm_value_text(crm_text_of(row->base)) },
	    err);
}

static enum crm_status
put_unrated(const struct tally_row *row, const struct label *of,
    const struct unrated_sum *x, struct crm_err *err)
{
	return tally_put(row,
	    (struct crm_value[]){ of->pipeline, of->stage,
		crm_value_text(of->type), crm_value_int(x->count),
		crm_value_int(x->amount), CRM_VALUE_NULL, CRM_VALUE_NULL,
		crm_value_text(crm_text_of(x->currency)) },
	    err);
}

static enum crm_status
put_line(const struct tally_row *row, const struct label *of, bool always,
    const struct line *l, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	if (always || l->count > 0)
		st = put_base(row, of, l, err);
	for (i = 0; i < l->unrated.n && st == CRM_OK; i++)
		st = put_unrated(row, of, &l->unrated.by[i], err);
	return st;
}

/* A total is over stages, a row a type: what is won and what is hoped for are
 * never added. */
static enum crm_status
print_types(const struct tally_row *row, struct crm_err *err)
{
	const struct stages *all = stages_of(row->run);
	struct line sums[STAGE_LOST + 1] = { { .count = 0 } };
	struct label of[STAGE_LOST + 1] = { { .open = false } };
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < all->n && st == CRM_OK; i++) {
		enum stage_type type = all->all[i].type;

		of[type] = label_of(&all->all[i]);
		of[type].pipeline = of[type].stage = CRM_VALUE_NULL;
		st = merge_line(row->run, &sums[type],
		    (const struct line *)row->sums + i, err);
	}
	for (i = 0; i < COUNT(sums) && st == CRM_OK; i++)
		if (of[i].type.n > 0)
			st = put_line(row, &of[i], false, &sums[i], err);
	return st;
}

/* Without a dimension stages have a row even of nothing. */
static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	const struct stages *all = stages_of(row->run);
	enum crm_status st = CRM_OK;
	struct label of;
	size_t i;

	if (row->leaf->kind >= ROW_SUBTOTAL)
		return print_types(row, err);
	for (i = 0; i < all->n && st == CRM_OK; i++) {
		of = label_of(&all->all[i]);
		st = put_line(row, &of, all->live[i] && row->run->d.n == 0,
		    (const struct line *)row->sums + i, err);
	}
	return st;
}

/* What is open. */
static int64_t
weight(const struct tally_run *r, const void *sums)
{
	const struct stages *all = stages_of(r);
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < all->n; i++)
		if (all->all[i].type == STAGE_OPEN)
			sum += ((const struct line *)sums)[i].amount;
	return sum;
}

/* What has no rate, or no probability, of all stages. */
static enum crm_status
note(struct tally_run *r, const void *total, const struct crm_sink *sink,
    struct crm_err *err)
{
	const struct line *l = total;
	struct unrated all = { NULL, 0, 0 };
	enum crm_status st = CRM_OK;
	int64_t unsaid = 0;
	size_t i;

	for (i = 0; i < stages_of(r)->n && st == CRM_OK; i++) {
		st = unrated_merge(&all, r->arena, &l[i].unrated, err);
		unsaid += l[i].unsaid;
	}
	if (st == CRM_OK) {
		unrated_note(&all, "deal", "crm-deal", r->arena, sink);
		chance_note(unsaid, r->arena, sink);
	}
	return st;
}

static const struct tally tally = {
	.line = sizeof(struct line),
	.headings = headings,
	.n_headings = COUNT(headings),
	.more = { .sql = ", t.\"probability\"",
	    .n = 1,
	    .closings = true,
	    .money = true,
	    .unnamed = true },
	.add = add,
	.merge = merge,
	.print = print,
	.weight = weight,
	.heavy_first = true,
	.own_total = true,
	.note = note,
};

const struct crm_report report_pipeline = {
	.name = "pipeline",
	.group = "Deals",
	.help = "deals of each stage: count, amount, weighted amount",
	.takes_on = true,
	.takes_by = true,
	.one_day = true,
	.looks_ahead = true,
	.tallies = true,
	.define =
	    "count = deals in the stage; amount = sum of amount_base; weighted "
	    "= sum of round(amount_base x probability), the deal's own "
	    "probability, else its stage's; age = mean of whole days since "
	    "opened_on. Weighted and age are of open stages only.\n"
	    "Counted: all deals; those in another currency without a rate have "
	    "a row of their own in each stage, in their currency, and are in "
	    "no other. " CLOSINGS_DEFINED
	    "Date: as far as known now; with --on the stage of that day by the "
	    "visits, opened_on and closed_on, at today's amounts: a deal that "
	    "closed later and has no visits was in the first stage of its "
	    "pipeline, as far as is known. A deal without opened_on is there "
	    "from its first visit, else from the day it was entered. "
	    "With --as-of the age is that of its day.\n"
	    "Whose: the deal's owner.\n",
	.tally = &tally,
};
