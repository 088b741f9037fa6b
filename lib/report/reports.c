/* The list of all reports, one line each: crm-report makes its verbs of it. */
#include <crm/report/report.h>

#define REPORTS \
	X(pipeline) \
	X(funnel) \
	X(win_rate) \
	X(quotes) \
	X(sales) \
	X(cycle) \
	X(survival) \
	X(bottleneck) \
	X(velocity) \
	X(performance) \
	X(channels) \
	X(reasons) \
	X(competitors) \
	X(changes) \
	X(moved) \
	X(forecast) \
	X(expected) \
	X(next_steps) \
	X(outlook) \
	X(simulate) \
	X(spread) \
	X(backtest) \
	X(accuracy) \
	X(targets) \
	X(benchmarks) \
	X(dashboard) \
	X(sources) \
	X(response) \
	X(rfm) \
	X(churn) \
	X(cohorts) \
	X(repeat) \
	X(decline) \
	X(concentration) \
	X(cross_sell) \
	X(next_products) \
	X(next_actions) \
	X(look_alikes) \
	X(mix) \
	X(baskets) \
	X(discounts) \
	X(on_time) \
	X(order_sales) \
	X(order_backlog) \
	X(order_times) \
	X(approval_times) \
	X(activity) \
	X(valuation) \
	X(turnover) \
	X(classes) \
	X(stock_ageing) \
	X(cover) \
	X(stock_card) \
	X(fill_rate) \
	X(suppliers) \
	X(desk) \
	X(backlog) \
	X(satisfaction) \
	X(ageing) \
	X(dso) \
	X(collection) \
	X(days_to_pay) \
	X(allowance) \
	X(cash_forecast) \
	X(dunning) \
	X(calls)

#define X(name) extern const struct crm_report report_##name;
REPORTS
#undef X

#define X(name) &report_##name,
const struct crm_report *const crm_reports[] = { REPORTS NULL };
#undef X
