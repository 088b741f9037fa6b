/* Sales cycle: days from opening to closing. */
#include "report/kit/kit.h"

struct sums {
	struct counts of[2]; /* days of won and of lost ones */
};

static const struct heading headings[] = {
	{ "type", "Type", "类型", CRM_T_ENUM },
	{ "n", "n", "样本数", CRM_T_INT },
	{ "mean", "Mean days", "平均天数", CRM_T_DECIMAL },
	{ "median", "Median days", "中位天数", CRM_T_DECIMAL },
	{ "p75", "75 % within", "75% 天数内", CRM_T_INT, CRM_ROLE_FIGURE },
	NOTE_HEADING,
};

static bool
counts(const struct crm_report_opts *o, const struct deal *deal)
{
	return deal->stage->type != STAGE_OPEN &&
	    deal->closed.kind == CRM_INT && deal->opened.kind == CRM_INT &&
	    in_period(o, deal->closed);
}

static enum crm_status
add(struct tally_run *r, void *sums, const struct deal *deal,
    struct crm_err *err)
{
	struct sums *x = sums;

	(void)err;
	counts_add(&x->of[deal->stage->type == STAGE_LOST], r->arena,
	    deal->closed.i - deal->opened.i);
	return CRM_OK;
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct sums *x = sums;
	const struct sums *y = from;
	size_t i;

	(void)err;
	for (i = 0; i < COUNT(x->of); i++)
		counts_merge(&x->of[i], r->arena, &y->of[i]);
	return CRM_OK;
}

static int64_t
weight(const struct tally_run *r, const void *sums)
{
	const struct sums *x = sums;

	(void)r;
	return x->of[0].n + x->of[1].n;
}

static enum crm_status
put_days(const struct tally_row *row, const char *type, struct counts *days,
    struct crm_err *err)
{
	return tally_put(row,
	    (struct crm_value[]){ type == NULL
		    ? CRM_VALUE_NULL
		    : crm_value_text(crm_text_of(type)),
		crm_value_int(days->n), counts_mean(days), counts_median(days),
		counts_rank(days, THREE_QUARTERS), low_n(days->n) },
	    err);
}

/* Of each type; the total also of both. */
static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	struct sums *x = row->sums;
	bool total = row->leaf->kind == ROW_TOTAL;
	struct counts both = { .n = 0 };
	enum crm_status st = CRM_OK;

	/* Without groups the total of each is the row itself. */
	if (!total || row->run->d.n > 0) {
		if ((st = put_days(row, "won", &x->of[0], err)) == CRM_OK)
			st = put_days(row, "lost", &x->of[1], err);
	}
	if (!total || st != CRM_OK)
		return st;
	counts_merge(&both, row->run->arena, &x->of[0]);
	counts_merge(&both, row->run->arena, &x->of[1]);
	return put_days(row, NULL, &both, err);
}

static const struct tally tally = {
	.headings = headings,
	.n_headings = COUNT(headings),
	.size = sizeof(struct sums),
	.more = { .closings = true,
	    .unnamed = true,
	    .types = 1 << STAGE_WON | 1 << STAGE_LOST },
	.counts = counts,
	.add = add,
	.merge = merge,
	.print = print,
	.weight = weight,
	.own_total = true,
	.date = "closed_on",
};

const struct crm_report report_cycle = {
	.name = "cycle",
	.group = "Deals",
	.help = "days from opening to closing, of won and of lost deals",
	.takes_on = true,
	.takes_by = true,
	.tallies = true,
	.drawn = "median",
	.define =
	    "cycle = closed_on - opened_on in whole days; mean rounded to two "
	    "decimals; median = the middle one, of an even number the mean of "
	    "the two in the middle; p75 = the smallest that three quarters do "
	    "not exceed. Under 20 the note says low n.\n"
	    "Counted: deals now in a stage of type won or lost that have both "
	    "dates. " CLOSINGS_DEFINED
	    "Date: closed_on, within --from and --to.\n" CLOSERS_DEFINED,
	.tally = &tally,
};
