/* The list of all reports: crm-report makes its verbs of it. */
#include "report/kit/kit.h"

const struct crm_report *const crm_reports[] = {
	&report_pipeline,
	&report_funnel,
	&report_win_rate,
	&report_sales,
	&report_cycle,
	&report_sources,
	&report_rfm,
	&report_churn,
	&report_cohorts,
	&report_repeat,
	&report_decline,
	NULL,
};
