/* How right outlooks would have been: of the last twelve months, each from those
 * before it, or, as of a day, what was said then beside what came. */
#include "outlook.h"

#include <crm/store/log.h>

#include <math.h>

static const struct heading accuracy_headings[] = {
	{ "month", "Month", "月份", CRM_T_TEXT, CRM_ROLE_TIME },
	{ "forecast", "Forecast", "预测", CRM_T_MONEY },
	{ "actual", "Actual", "实际", CRM_T_MONEY },
	{ "error", "Error", "误差", CRM_T_MONEY, CRM_ROLE_FIGURE,
	    .scale = CRM_SCALE_ORDER },
	{ "error_share", "Error (share)", "误差率", CRM_T_PERCENT },
	{ "within_80", "Within 80 %", "80 % 区间内", CRM_T_BOOL },
	{ "within_95", "Within 95 %", "95 % 区间内", CRM_T_BOOL },
	{ "method", "Method", "方法", CRM_T_ENUM, .choices = outlook_methods },
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
};

/* As both are printed. */
static bool
is_within(double off, double most)
{
	return llround(fabs(off)) <= llround(most);
}

static enum crm_status
put_month(const struct tally_row *row, int64_t month, double actual,
    const struct crm_outlook *o, size_t i, struct crm_err *err)
{
	double off = actual - o->ahead[i];
	const struct crm_value cells[COUNT(accuracy_headings)] = {
		months_cell(row, &look_of(row)->plan, month),
		outlook_money(o->ahead[i]), outlook_money(actual),
		outlook_money(off), percent(llround(off), llround(actual)),
		crm_value_int(is_within(off, within_80 * o->deviation[i])),
		crm_value_int(is_within(off, within_95 * o->deviation[i])),
		method_cell(o->chosen), crm_value_text(crm_text_of(row->base))
	};

	return tally_put(row, cells, err);
}

/* The last twelve months, each forecast from those before it. */
static enum crm_status
print_accuracy(const struct tally_row *row, struct crm_err *err)
{
	struct look *l = look_of(row);
	enum crm_status st = CRM_OK;
	struct crm_outlook o;
	bool any = false;
	size_t n, i;
	double *y = months_series(row, &l->plan, &n);

	if (y == NULL)
		return CRM_OK;
	for (i = n > YEAR_MONTHS ? n - YEAR_MONTHS : 0; i < n && st == CRM_OK;
	     i++)
		if (look_learn(row, y, i, 1, &o)) {
			any = true;
			st = put_month(row, l->plan.now - (int64_t)(n - i),
			    y[i], &o, 0, err);
		}
	l->too_short += !any;
	return st;
}

/* As of a day: what was known then, and what came by what is known now. */
struct checked {
	struct months known; /* first: what reads months knows it by that */
	struct months came;
};

static enum crm_status
add_checked(
    struct tally_run *r, void *sums, const struct deal *d, struct crm_err *err)
{
	const struct look *l = r->ctx;
	struct checked *x = sums;

	return months_add(r, l->coming ? &x->came : &x->known, d, err);
}

static enum crm_status
merge_checked(
    struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct checked *x = sums;
	const struct checked *y = from;
	enum crm_status st = months_merge(r, &x->known, &y->known, err);

	return st == CRM_OK ? months_merge(r, &x->came, &y->came, err) : st;
}

/* The deals of the months that have ended, as they are known now. */
static enum crm_status
scan_what_came(struct tally_run *r, struct look *l, struct crm_err *err)
{
	const struct crm_report_opts *then = r->o;
	const struct months_plan plan = l->plan;
	struct crm_report_opts now = *then;
	enum crm_status st;

	now.on = CRM_DATE_MAX;
	l->plan.from = month_start(plan.now);
	l->plan.now = plan.now + (int64_t)l->ended;
	l->coming = true;
	r->o = &now;
	st = tally_scan_deals(r, err);
	r->o = then;
	l->coming = false;
	l->plan = plan;
	return st;
}

static enum crm_status
scan_both(struct tally_run *r, struct crm_err *err)
{
	enum crm_status st = tally_scan_deals(r, err);
	bool owners = closers_asked(&r->d, r->o);

	/* Whose deals are is asked of either book. */
	if (st != CRM_OK || (st = closers_end(r->s, err)) != CRM_OK ||
	    (st = crm_as_of_pause(r->s, err)) != CRM_OK ||
	    (owners && (st = closers_see(r->s, err)) != CRM_OK) ||
	    (st = scan_what_came(r, r->ctx, err)) != CRM_OK ||
	    (st = closers_end(r->s, err)) != CRM_OK ||
	    (st = crm_as_of_resume(r->s, err)) != CRM_OK)
		return st;
	return owners ? closers_see(r->s, err) : CRM_OK;
}

/* The months that were looked ahead to then and have ended. */
static enum crm_status
print_checked(const struct tally_row *row, struct crm_err *err)
{
	const struct checked *x = row->sums;
	struct look *l = look_of(row);
	enum crm_status st = CRM_OK;
	struct crm_outlook o;
	size_t n, i;
	double *y = months_series(row, &l->plan, &n);

	if (y == NULL || !look_learn(row, y, n, l->plan.ahead, &o)) {
		l->too_short += y != NULL || x->came.n > 0;
		return CRM_OK;
	}
	for (i = 0; i < l->ended && st == CRM_OK; i++) {
		int64_t month = l->plan.now + (int64_t)i;

		st = put_month(row, month, (double)months_won(&x->came, month),
		    &o, i, err);
	}
	return st;
}

static enum crm_status
note_checked(struct tally_run *r, const void *total,
    const struct crm_sink *sink, struct crm_err *err)
{
	const struct checked *x = total;
	const struct look *l = r->ctx;
	struct months all = x->known;
	enum crm_status st = unrated_merge(
	    &all.unrated, r->arena, &x->came.unrated, err);

	if (st != CRM_OK)
		return st;
	if (l->ended == 0)
		sink->note(sink->ctx,
		    crm_tr("none of the months that were looked ahead to has "
			   "ended: give an earlier --as-of"));
	look_note(r, &all, sink);
	return CRM_OK;
}

static enum crm_status
run_checked(struct crm_store *s, const struct crm_report_opts *o,
    struct crm_arena *a, const struct crm_sink *sink, struct crm_err *err)
{
	struct look look = { .too_short = 0 };
	struct tally tally = look_tally(
	    &look, accuracy_headings, COUNT(accuracy_headings), print_checked);
	enum crm_status st = months_plan(s, o, &look.plan, err);
	int64_t ended;

	if (st != CRM_OK)
		return st;
	ended = month_of(crm_as_of_now(s)->today) - look.plan.now;
	if (ended > 0)
		look.ended = ended < (int64_t)look.plan.ahead ? (size_t)ended
							      : look.plan.ahead;
	tally.size = sizeof(struct checked);
	tally.scan = scan_both;
	tally.add = add_checked;
	tally.merge = merge_checked;
	tally.note = note_checked;
	return tally_run(&tally, s, o, a, sink, err);
}

static enum crm_status
run_accuracy(struct crm_store *s, const struct crm_report_opts *o,
    struct crm_arena *a, const struct crm_sink *sink, struct crm_err *err)
{
	struct crm_report_opts mine = *o;

	if (crm_as_of_asked(s))
		return run_checked(s, o, a, sink, err);
	/* Nothing is looked ahead to behind the months that are known. */
	mine.to = report_day(s, o);
	return look_run(s, &mine, accuracy_headings, COUNT(accuracy_headings),
	    print_accuracy, a, sink, err);
}

const struct crm_report report_accuracy = {
	.name = "accuracy",
	.group = "Deals",
	.help = "the outlook of each of the last twelve months, or that of "
		"--as-of, beside what came",
	.takes_on = true,
	.takes_by = true,
	.tallies = true,
	.one_day = true,
	.drawn = "forecast,actual",
	.define =
	    "forecast = what crm-report outlook says of the month from the "
	    "months before it alone, by the deals as they are known now; of "
	    "the last twelve months. With --as-of what it said on that day "
	    "(or that of --on) by the book as it was then, of those of its six "
	    "months that have ended by now. actual = what was won in the month "
	    "as known now, of each group by the deals that are in it now. "
	    "error = actual - forecast; error_share = error / actual; "
	    "within_80, within_95 = whether it lies in that interval.\n" MONTHS_LEARNED,
	.run = run_accuracy,
};
