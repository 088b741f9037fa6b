/* What the coming months may bring, by what was won in those before; and which
 * methods would have been right about them. */
#include "outlook.h"

#include <math.h>

const struct crm_choice outlook_methods[] = {
	{ "naive", "Naive", "最近值", NULL },
	{ "seasonal_naive", "Seasonal naive", "去年同期值", NULL },
	{ "moving_average", "Moving average", "移动平均", NULL },
	{ "simple_smoothing", "Simple smoothing", "简单指数平滑", NULL },
	{ "holt", "Holt", "霍尔特", NULL },
	{ "damped_holt", "Damped Holt", "阻尼霍尔特", NULL },
	{ "holt_winters_add", "Holt-Winters, added", "霍尔特-温特斯（加法）",
	    NULL },
	{ "holt_winters_mul", "Holt-Winters, multiplied",
	    "霍尔特-温特斯（乘法）", NULL },
	{ "theta", "Theta", "Theta", NULL },
	{ "theta_of_seasons", "Theta of seasons", "Theta（按整季）", NULL },
	{ "croston", "Croston", "Croston", NULL },
	{ "sba", "Syntetos-Boylan", "Syntetos-Boylan", NULL },
	{ "tsb", "Teunter-Syntetos-Babai", "Teunter-Syntetos-Babai", NULL },
	{ "combined", "Combined", "组合", NULL },
	{ NULL, NULL, NULL, NULL },
};

struct look *
look_of(const struct tally_row *row)
{
	return row->run->ctx;
}

bool
look_learn(const struct tally_row *row, const double *y, size_t n, size_t ahead,
    struct crm_outlook *o)
{
	crm_outlook(
	    y, n, YEAR_MONTHS, ahead, TRIED_ORIGINS, row->run->arena, o);
	look_of(row)->few += o->origins > 0 && o->origins < CRM_FEW_ORIGINS;
	return o->origins > 0;
}

struct crm_value
outlook_money(double v)
{
	return crm_value_int(llround(v));
}

struct crm_value
method_cell(enum crm_method m)
{
	return crm_value_text(crm_text_of(crm_method_names[m]));
}

/* An end of an interval: below nothing only where the forecast is. */
static struct crm_value
end_of(const struct crm_outlook *o, size_t i, double deviations)
{
	return outlook_money(fmax(
	    fmin(0, o->ahead[i]), o->ahead[i] + deviations * o->deviation[i]));
}

void
look_note(struct tally_run *r, const struct months *total,
    const struct crm_sink *sink)
{
	const struct look *l = r->ctx;

	months_note(r, total, &l->plan, l->too_short, sink);
	if (l->few > 0)
		sink->note(sink->ctx,
		    crm_sprintf(r->arena,
			crm_tr("%lld of the forecasts are judged by fewer than "
			       "%d origins: their method and their ranges are "
			       "of few errors"),
			(long long)l->few, CRM_FEW_ORIGINS));
}

static enum crm_status
note_all(struct tally_run *r, const void *total, const struct crm_sink *sink,
    struct crm_err *err)
{
	(void)err;
	look_note(r, total, sink);
	return CRM_OK;
}

struct tally
look_tally(struct look *l, const struct heading *h, size_t n,
    enum crm_status (*print)(const struct tally_row *, struct crm_err *))
{
	struct tally t = months_tally(&l->plan);

	t.ctx = l;
	t.headings = h;
	t.n_headings = n;
	t.print = print;
	t.note = note_all;
	return t;
}

enum crm_status
look_run(struct crm_store *s, const struct crm_report_opts *o,
    const struct heading *h, size_t n,
    enum crm_status (*print)(const struct tally_row *, struct crm_err *),
    struct crm_arena *a, const struct crm_sink *sink, struct crm_err *err)
{
	struct look look = { .too_short = 0 };
	const struct tally tally = look_tally(&look, h, n, print);
	enum crm_status st = months_plan(s, o, &look.plan, err);

	return st == CRM_OK ? tally_run(&tally, s, o, a, sink, err) : st;
}

/* ---- outlook ---- */

static const struct heading outlook_headings[] = {
	{ "month", "Month", "月份", CRM_T_TEXT, CRM_ROLE_TIME },
	{ "amount", "Amount", "金额", CRM_T_MONEY },
	{ "low_80", "Low (80 %)", "下限（80 %）", CRM_T_MONEY, CRM_ROLE_LOW },
	{ "high_80", "High (80 %)", "上限（80 %）", CRM_T_MONEY,
	    CRM_ROLE_HIGH },
	{ "low_95", "Low (95 %)", "下限（95 %）", CRM_T_MONEY, CRM_ROLE_LOW },
	{ "high_95", "High (95 %)", "上限（95 %）", CRM_T_MONEY,
	    CRM_ROLE_HIGH },
	{ "method", "Method", "方法", CRM_T_ENUM, .choices = outlook_methods },
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
};

static enum crm_status
print_outlook(const struct tally_row *row, struct crm_err *err)
{
	struct look *l = look_of(row);
	enum crm_status st = CRM_OK;
	struct crm_outlook o;
	size_t n, i;
	double *y = months_series(row, &l->plan, &n);

	if (y == NULL)
		return CRM_OK;
	if (!look_learn(row, y, n, l->plan.ahead, &o)) {
		l->too_short++;
		return CRM_OK;
	}
	for (i = 0; i < l->plan.ahead && st == CRM_OK; i++) {
		const struct crm_value cells[COUNT(outlook_headings)] = {
			months_cell(row, &l->plan, l->plan.now + (int64_t)i),
			outlook_money(o.ahead[i]), end_of(&o, i, -within_80),
			end_of(&o, i, within_80), end_of(&o, i, -within_95),
			end_of(&o, i, within_95), method_cell(o.chosen),
			crm_value_text(crm_text_of(row->base))
		};

		st = tally_put(row, cells, err);
	}
	return st;
}

static enum crm_status
run_outlook(struct crm_store *s, const struct crm_report_opts *o,
    struct crm_arena *a, const struct crm_sink *sink, struct crm_err *err)
{
	return look_run(s, o, outlook_headings, COUNT(outlook_headings),
	    print_outlook, a, sink, err);
}

const struct crm_report report_outlook = {
	.name = "outlook",
	.group = "Deals",
	.help = "what the coming months may bring, by those before, with "
		"intervals",
	.takes_on = true,
	.takes_by = true,
	.tallies = true,
	.define =
	    "amount = what may be won in the month, by the method that the "
	    "back-test chooses (crm-report backtest): combined, the mean of "
	    "methods weighed by the inverse of their errors, unless a "
	    "single one has less than half of its error. low and high = amount "
	    "less and plus 1.28 (80 %) and 1.96 (95 %) times the root of the "
	    "mean squared error that it made so many months ahead in the "
	    "back-test, which never falls from month to month; not below 0. "
	    "From the running month through that of --to, six without.\n" MONTHS_LEARNED,
	.run = run_outlook,
};

/* ---- backtest ---- */

static const struct heading backtest_headings[] = {
	{ "method", "Method", "方法", CRM_T_ENUM, CRM_ROLE_DIMENSION,
	    .choices = outlook_methods },
	{ "origins", "Origins", "起点数", CRM_T_INT, CRM_ROLE_FIGURE },
	{ "wape", "WAPE", "WAPE", CRM_T_PERCENT },
	{ "mase", "MASE", "MASE", CRM_T_DECIMAL },
	{ "rmsse", "RMSSE", "RMSSE", CRM_T_DECIMAL },
	{ "mape", "MAPE", "MAPE", CRM_T_PERCENT },
	{ "smape", "sMAPE", "sMAPE", CRM_T_PERCENT },
	{ "bias", "Bias", "偏差", CRM_T_PERCENT },
	{ "weight", "Weight", "权重", CRM_T_PERCENT },
	{ "chosen", "Chosen", "选用", CRM_T_BOOL },
};

/* A figure in millionths with four digits; null where there is none. */
static struct crm_value
signed_figure(double v)
{
	enum { DIGITS = 10000 };

	return isnan(v)
	    ? CRM_VALUE_NULL
	    : crm_value_int(llround(v * DIGITS) * (CRM_WHOLE / DIGITS));
}

static struct crm_value
figure(double v)
{
	return signed_figure(v < 0 ? NAN : v);
}

static enum crm_status
print_backtest(const struct tally_row *row, struct crm_err *err)
{
	struct look *l = look_of(row);
	enum crm_status st = CRM_OK;
	struct crm_outlook o;
	enum crm_method m;
	size_t n;
	double *y = months_series(row, &l->plan, &n);

	if (y == NULL)
		return CRM_OK;
	if (!look_learn(row, y, n, l->plan.ahead, &o)) {
		l->too_short++;
		return CRM_OK;
	}
	for (m = 0; m < CRM_METHODS && st == CRM_OK; m++) {
		const struct crm_value cells[COUNT(backtest_headings)] = {
			method_cell(m), crm_value_int((int64_t)o.origins),
			figure(o.of[m].wape), figure(o.of[m].mase),
			figure(o.of[m].rmsse), figure(o.of[m].mape),
			figure(o.of[m].smape), signed_figure(o.of[m].bias),
			m == CRM_M_COMBINED ? CRM_VALUE_NULL
					    : figure(o.weight[m]),
			crm_value_int(m == o.chosen)
		};

		if (o.of[m].fits)
			st = tally_put(row, cells, err);
	}
	return st;
}

static enum crm_status
run_backtest(struct crm_store *s, const struct crm_report_opts *o,
    struct crm_arena *a, const struct crm_sink *sink, struct crm_err *err)
{
	return look_run(s, o, backtest_headings, COUNT(backtest_headings),
	    print_backtest, a, sink, err);
}

const struct crm_report report_backtest = {
	.name = "backtest",
	.group = "Deals",
	.help = "how wrong each method of forecasting would have been so far",
	.takes_on = true,
	.takes_by = true,
	.tallies = true,
	.drawn = "wape",
	.define =
	    "Each method forecasts all months of the horizon (from the running "
	    "month through that of --to, six without) from each of the last 12 "
	    "origins that leave them behind and two years before them; where "
	    "fewer than 6 do, eight months are enough and methods that need a "
	    "season are left out. Simple smoothing, Holt's methods and Theta "
	    "go over the series without its season, as far as two years or more "
	    "show one that is more than chance, and have it put back. wape = sum of errors / sum of values; mase = "
	    "mean error / mean error of the seasonal naive method over the "
	    "series; rmsse = the same of the roots of the mean squares; mape = "
	    "mean of error / value, none where a month brought nothing; smape "
	    "= mean of 2 x error / (said + came); bias = sum of what was said "
	    "too much / sum of values, below 0 where it was too little. weight = its share in combined, by 1 / mase; naive, "
	    "moving average and Holt's method without damping have none, and "
	    "of the two forms of Holt-Winters the worse one. "
	    "Croston, SBA and TSB are tried where a month brought nothing, "
	    "multiplied seasons where none did.\n" MONTHS_LEARNED,
	.run = run_backtest,
};
