/* Survival: how long deals stay open, those that still are counted as long as they
 * have been (Kaplan and Meier). */
#include "report/kit/kit.h"

struct sums {
	struct numbers ended, open; /* days, of decided and of open deals */
};

static const struct heading headings[] = {
	{ "days", "Days", "天数", CRM_T_INT, CRM_ROLE_DIMENSION },
	{ "at_risk", "Open that long", "仍在进行", CRM_T_INT, CRM_ROLE_FIGURE },
	{ "closed", "Closed", "已结单", CRM_T_INT },
	{ "survival", "Still open", "存续率", CRM_T_PERCENT },
	{ "median", "Median", "中位数", CRM_T_INT, CRM_ROLE_FIGURE },
	NOTE_HEADING,
};

static bool
counts(const struct crm_report_opts *o, const struct deal *deal)
{
	return deal->opened.kind == CRM_INT && in_period(o, deal->opened) &&
	    (deal->stage->type == STAGE_OPEN || deal->closed.kind == CRM_INT);
}

static enum crm_status
add(struct tally_run *r, void *sums, const struct deal *d, struct crm_err *err)
{
	struct sums *x = sums;
	bool closed = d->stage->type != STAGE_OPEN;
	/* Closed in the future: as far as is known it is open. */
	bool as_open = closed && d->wrong == CLOSED_AHEAD;
	bool open = !closed || as_open;

	(void)err;
	if (closed && d->wrong == CLOSED_BACKWARDS) {
		r->wrong.backwards++;
	} else if (open && d->today < d->opened.i) {
		r->wrong.ahead++;
	} else {
		r->wrong.as_open += as_open;
		numbers_add(open ? &x->open : &x->ended, r->arena,
		    (open ? d->today : d->closed.i) - d->opened.i);
	}
	return CRM_OK;
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct sums *x = sums;
	const struct sums *y = from;

	(void)err;
	numbers_merge(&x->ended, r->arena, &y->ended);
	numbers_merge(&x->open, r->arena, &y->open);
	return CRM_OK;
}

static int64_t
weight(const struct tally_run *r, const void *sums)
{
	const struct sums *x = sums;

	(void)r;
	return (int64_t)(x->ended.n + x->open.n);
}

/* One step of the curve: S falls by closed / at risk on a day that any closed. */
struct step {
	int64_t days, at_risk, closed;
	double survival;
};

/* Steps up to the last day that a deal closed on; both lists are sorted. */
static size_t
make_curve(const struct sums *x, struct step *steps)
{
	size_t n = 0, i = 0, gone = 0, k;
	double s = 1;

	while (i < x->ended.n) {
		int64_t day = x->ended.v[i];

		for (k = i; k < x->ended.n && x->ended.v[k] == day; k++)
			;
		while (gone < x->open.n && x->open.v[gone] < day)
			gone++;
		steps[n].days = day;
		steps[n].at_risk = (int64_t)(x->ended.n - i + x->open.n - gone);
		steps[n].closed = (int64_t)(k - i);
		s *= 1 - (double)(k - i) / (double)steps[n].at_risk;
		steps[n++].survival = s;
		i = k;
	}
	return n;
}

/* The first day on which no more than half are open. */
static struct crm_value
median_of(const struct step *steps, size_t n)
{
	const double half = 0.5, slack = 1e-9;
	size_t i;

	for (i = 0; i < n; i++)
		if (steps[i].survival <= half + slack)
			return crm_value_int(steps[i].days);
	return CRM_VALUE_NULL;
}

/* To a hundredth of a percent. */
static struct crm_value
share(double v)
{
	enum { STEPS = 10000 };

	return crm_value_int((int64_t)(v * STEPS + 0.5) * (CRM_WHOLE / STEPS));
}

static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	struct sums *x = row->sums;
	struct step *steps = crm_alloc_n(
	    row->run->arena, x->ended.n + 1, sizeof *steps);
	enum crm_status st = CRM_OK;
	struct crm_value median;
	size_t n, i;

	numbers_sort(&x->ended);
	numbers_sort(&x->open);
	n = make_curve(x, steps);
	median = median_of(steps, n);
	for (i = 0; i < n && st == CRM_OK; i++)
		st = tally_put(row,
		    (struct crm_value[]){ crm_value_int(steps[i].days),
			crm_value_int(steps[i].at_risk),
			crm_value_int(steps[i].closed),
			share(steps[i].survival), median,
			low_n((int64_t)(x->ended.n + x->open.n)) },
		    err);
	return st;
}

static const struct tally tally = {
	.headings = headings,
	.n_headings = COUNT(headings),
	.size = sizeof(struct sums),
	.counts = counts,
	.add = add,
	.merge = merge,
	.print = print,
	.weight = weight,
	.date = "opened_on",
};

const struct crm_report report_survival = {
	.name = "survival",
	.group = "Deals",
	.help = "how long deals stay open, with those that still are "
		"(Kaplan-Meier)",
	.takes_on = true,
	.takes_by = true,
	.tallies = true,
	.drawn = "survival",
	.define =
	    "days = whole days since opened_on; at_risk = deals that were open "
	    "so long; closed = of these the ones decided on that day, won or "
	    "lost; survival = the product of 1 - closed / at_risk over all days "
	    "up to this one: the share of deals that are open longer, where "
	    "open deals count as long as they have been; median = the first "
	    "day on which at most half are. Where a group has under 20 deals "
	    "the note says low n.\n"
	    "Counted: deals with opened_on; what cannot be, closed before "
	    "opened or opened in the future, is left out, closed in the future "
	    "is open, and both are told on standard error.\n"
	    "Date: opened_on, within --from and --to.\n" CLOSERS_DEFINED,
	.tally = &tally,
};
