/* Sales cycle: days from opening to closing. */
#include "report/kit/kit.h"

struct sums {
	struct numbers of[2]; /* won, lost */
	int64_t backwards, future;
};

static const struct heading headings[] = {
	{ "type", "Type", "类型", CRM_T_ENUM },
	{ "n", "n", "样本数", CRM_T_INT },
	{ "mean", "Mean days", "平均天数", CRM_T_DECIMAL },
	{ "median", "Median days", "中位天数", CRM_T_DECIMAL },
	{ "p75", "75 % within", "75% 天数内", CRM_T_INT },
	{ "note", "Note", "备注", CRM_T_TEXT },
};

/* Decimals are in millionths; a mean is rounded to hundredths. */
enum { HUNDREDTH = CRM_WHOLE / 100, HUNDRED = 100 };

static bool
counts(const struct crm_report_opts *o, const struct tallied *deal)
{
	return deal->stage->type != STAGE_OPEN &&
	    deal->closed.kind == CRM_INT && deal->opened.kind == CRM_INT &&
	    in_period(o, deal->closed);
}

static enum crm_status
add(void *sums, const struct tallied *deal, struct crm_arena *a,
    struct crm_err *err)
{
	struct sums *x = sums;

	(void)err;
	if (deal->closed.i > deal->today)
		x->future++;
	else if (deal->closed.i < deal->opened.i)
		x->backwards++;
	else
		numbers_add(&x->of[deal->stage->type == STAGE_LOST], a,
		    deal->closed.i - deal->opened.i);
	return CRM_OK;
}

/* The smallest that three quarters do not exceed (nearest rank). */
static struct crm_value
three_quarters(const struct numbers *d)
{
	return crm_value_int(d->v[(d->n * 3 + 3) / 4 - 1]);
}

static struct crm_value
mean(const struct numbers *d)
{
	__int128 sum = 0;
	size_t i;

	for (i = 0; i < d->n; i++)
		sum += d->v[i];
	return crm_value_int(
	    HUNDREDTH * crm_div_round(sum * HUNDRED, (__int128)d->n));
}

static enum crm_status
put_days(const struct dimension *d, struct crm_value cell, const char *type,
    struct numbers *days, const struct crm_sink *sink, struct crm_err *err)
{
	struct crm_value row[COUNT(headings) + 1] = { cell,
		crm_value_text(crm_text_of(type)),
		crm_value_int((int64_t)days->n), CRM_VALUE_NULL, CRM_VALUE_NULL,
		CRM_VALUE_NULL, low_n((int64_t)days->n) };

	if (days->n > 0) {
		numbers_sort(days);
		row[3] = mean(days);
		row[4] = numbers_median(days);
		row[5] = three_quarters(days);
	}
	return put_row(d, row, sink, err);
}

static enum crm_status
print(const struct tally_row *row, const struct crm_sink *sink,
    struct crm_err *err)
{
	struct sums *x = row->sums;
	enum crm_status st;

	st = put_days(row->d, row->cell, "won", &x->of[0], sink, err);
	return st != CRM_OK
	    ? st
	    : put_days(row->d, row->cell, "lost", &x->of[1], sink, err);
}

/* How many deals have dates that cannot be. */
static void
note(const void *total, struct crm_arena *a, const struct crm_sink *sink)
{
	const struct sums *x = total;

	if (x->backwards > 0)
		sink->note(sink->ctx,
		    crm_sprintf(a,
			crm_tr(
			    "left out: %lld closed before opened; see: crm-deal "
			    "list -w 'closed_on < opened_on'"),
			(long long)x->backwards));
	if (x->future > 0)
		sink->note(sink->ctx,
		    crm_sprintf(a,
			crm_tr(
			    "left out: %lld closed in the future; see: crm-deal "
			    "list -w 'closed_on > today'"),
			(long long)x->future));
}

static const struct tally tally = {
	.headings = headings,
	.n_headings = COUNT(headings),
	.size = sizeof(struct sums),
	.counts = counts,
	.add = add,
	.print = print,
	.order = group_order,
	.note = note,
};

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	return tally_run(&tally, s, o, a, sink, err);
}

const struct crm_report report_cycle = {
	.name = "cycle",
	.group = "Deals",
	.help = "days from opening to closing, of won and of lost deals",
	.takes_by = true,
	.define =
	    "cycle = closed_on - opened_on in whole days; mean rounded to two "
	    "decimals; median = the middle one, of an even number the mean of "
	    "the two in the middle; p75 = the smallest that three quarters do "
	    "not exceed. Under 20 the note says low n.\n"
	    "Counted: deals now in a stage of type won or lost that have both "
	    "dates. What cannot be, closed before opened or after today, is "
	    "left out and told on standard error.\n"
	    "Date: closed_on, within --from and --to.\n"
	    "Whose: the deal's owner.\n",
	.run = run,
};
