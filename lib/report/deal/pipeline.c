/* Pipeline: the deals of each stage, now or on a day. */
#include "report/kit/kit.h"

/* Of one currency. */
struct part {
	int64_t count, amount, weighted, days, aged;
};

struct line {
	struct apart by; /* struct part */
	struct unrated unrated;
	int64_t unsaid;
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
add_amount(struct part *x, int64_t amount, int64_t chance, struct crm_err *err)
{
	enum crm_status st;
	int64_t weighted;

	if (!crm_mul_div(amount, chance, CRM_WHOLE, &weighted))
		return crm_fail(err, CRM_FAIL, "sum overflows");
	st = add_money(&x->amount, amount, err);
	return st == CRM_OK ? add_money(&x->weighted, weighted, err) : st;
}

static enum crm_status
add(struct tally_run *r, void *sums, const struct deal *d, struct crm_err *err)
{
	/* The stream has loaded the stages on its own, in the same order. */
	const struct stages *all = stages_of(r);
	struct line *l = (struct line *)sums +
	    (stages_find(all, d->stage->id) - all->all);
	struct crm_value amount;
	struct part *x = apart_of(&l->by, r->arena, d, sizeof *x, &amount);
	enum crm_status st = CRM_OK;

	if (deal_unrated(d))
		st = unrated_add(
		    &l->unrated, r->arena, d->currency, d->own.i, err);
	if (st != CRM_OK)
		return st;
	x->count++;
	if (d->opened.kind == CRM_INT) {
		x->aged++;
		x->days += d->today - d->opened.i;
	}
	return amount.kind != CRM_INT
	    ? CRM_OK
	    : add_amount(x, amount.i,
		  deal_chance(d, d->more[PROBABILITY], &l->unsaid), err);
}

static enum crm_status
merge_part(struct part *x, const struct part *y, struct crm_err *err)
{
	enum crm_status st;

	x->count += y->count;
	x->days += y->days;
	x->aged += y->aged;
	if ((st = add_money(&x->amount, y->amount, err)) != CRM_OK)
		return st;
	return add_money(&x->weighted, y->weighted, err);
}

static enum crm_status
merge_line(struct tally_run *r, struct line *x, const struct line *y,
    struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	x->unsaid += y->unsaid;
	for (i = 0; i < y->by.n && st == CRM_OK; i++)
		st = merge_part(apart_at(&x->by, r->arena,
				    crm_text_of(y->by.by[i].currency == NULL
					    ? ""
					    : y->by.by[i].currency),
				    sizeof(struct part)),
		    y->by.by[i].sums, err);
	return st != CRM_OK
	    ? st
	    : unrated_merge(&x->unrated, r->arena, &y->unrated, err);
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

/* What is closed is neither hoped for nor does it grow older. */
static enum crm_status
put_part(const struct tally_row *row, const struct label *of,
    const struct apart_sum *sum, struct crm_err *err)
{
	const struct part *x = sum->sums;

	return tally_put(row,
	    (struct crm_value[]){ of->pipeline, of->stage,
		crm_value_text(of->type), crm_value_int(x->count),
		crm_value_int(x->amount),
		of->open ? crm_value_int(x->weighted) : CRM_VALUE_NULL,
		of->open && x->aged > 0
		    ? crm_value_int(crm_div_round(x->days, x->aged))
		    : CRM_VALUE_NULL,
		apart_currency(sum, row->base) },
	    err);
}

static enum crm_status
put_line(const struct tally_row *row, const struct label *of, bool always,
    struct line *l, struct crm_err *err)
{
	const struct part *base = apart_at(
	    &l->by, row->run->arena, CRM_TEXT(""), sizeof *base);
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < l->by.n && st == CRM_OK; i++)
		if (i > 0 || always || base->count > 0)
			st = put_part(row, of, &l->by.by[i], err);
	return st;
}

/* A total is over stages, a row a type: what is won and what is hoped for are
 * never added. */
static enum crm_status
print_types(const struct tally_row *row, struct crm_err *err)
{
	const struct stages *all = stages_of(row->run);
	struct line sums[STAGE_LOST + 1] = { { .unsaid = 0 } };
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
		    (struct line *)row->sums + i, err);
	}
	return st;
}

/* In the base currency. */
static int64_t
amount_of(const struct line *l)
{
	return l->by.n == 0 ? 0
			    : ((const struct part *)l->by.by[0].sums)->amount;
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
			sum += amount_of((const struct line *)sums + i);
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
	    "With --as-of the age is that of its day.\n" CLOSERS_DEFINED,
	.tally = &tally,
};
