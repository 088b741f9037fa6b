/* How often the draws of a simulation came to which amount. */
#include "report.h"

enum { MOST_BINS = 20 };

static const struct heading headings[] = {
	{ "scenario", "Scenario", "情景", CRM_T_ENUM, CRM_ROLE_DIMENSION,
	    .choices = simulate_scenarios },
	{ "from", "Amount from", "金额起点", CRM_T_MONEY, CRM_ROLE_DIMENSION },
	{ "below", "Below", "金额上限（不含）", CRM_T_MONEY, CRM_ROLE_FIGURE },
	{ "draws", "Draws", "模拟次数", CRM_T_INT },
	{ "share", "Share", "占比", CRM_T_PERCENT, CRM_ROLE_SHARE },
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
};

static int64_t
floor_to(int64_t v, int64_t step)
{
	int64_t rest = v % step;

	return v - (rest < 0 ? rest + step : rest);
}

/* The least of 1, 2, 5, 10, 20 … by which the span has at most MOST_BINS bins. */
static int64_t
round_width(int64_t span)
{
	static const int64_t steps[] = { 2, 5, 10 };
	int64_t ten = 1, width = 1;
	size_t i = 0;

	while (span / width >= MOST_BINS) {
		width = ten * steps[i];
		if (++i == COUNT(steps)) {
			i = 0;
			ten *= 10;
		}
	}
	return width;
}

static enum crm_status
put_bins(const struct tally_row *row, const struct drawn *d, int64_t low,
    int64_t high, int64_t width, struct crm_err *err)
{
	int64_t all = d->what_if->draws, met, at = 0;
	enum crm_status st = CRM_OK;

	for (; low <= high && st == CRM_OK; low += width) {
		for (met = at; at < all && d->closed + d->sum[at] < low + width;
		     at++)
			;
		met = at - met;
		st = tally_put(row,
		    (struct crm_value[COUNT(headings)]){
			crm_value_text(crm_text_of(d->scenario)),
			crm_value_int(low), crm_value_int(low + width),
			crm_value_int(met), percent(met, all), d->currency },
		    err);
	}
	return st;
}

/* All scenarios of a group in the same bins. */
static enum crm_status
put_spread(const struct tally_row *row, const struct drawn *d, size_t n,
    struct crm_err *err)
{
	int64_t low = INT64_MAX, high = INT64_MIN, width, least, most;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < n; i++) {
		least = d[i].closed + d[i].sum[0];
		most = d[i].closed + d[i].sum[d[i].what_if->draws - 1];
		low = least < low ? least : low;
		high = most > high ? most : high;
	}
	width = round_width(high - low);
	for (i = 0; i < n && st == CRM_OK; i++)
		st = put_bins(
		    row, &d[i], floor_to(low, width), high, width, err);
	return st;
}

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	return simulate_run(
	    s, o, headings, COUNT(headings), put_spread, a, sink, err);
}

const struct crm_report report_spread = {
	.name = "spread",
	.group = "Deals",
	.help = "how often the draws of `simulate' came to which amount",
	.takes_on = true,
	.takes_by = true,
	.takes_what_if = true,
	.tallies = true,
	.drawn = "draws",
	.define =
	    "draws = how many draws of crm-report simulate with the same "
	    "options came to at least `from' and less than `below', with what "
	    "is closed; share = of all its draws. The width is 1, 2 or 5 times "
	    "a power of ten, the least that makes at most 21 rows of a group, "
	    "whose scenarios have the same.\n"
	    "Counted: open deals with an amount, drawn as "
	    "crm-report simulate --define says.\n"
	    "Date: within --from and --to; without both the quarter of the day it looks from.\n"
	    "Whose: the deal's owner.\n",
	.run = run,
};
