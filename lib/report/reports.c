#include "internal.h"

const struct crm_report *const crm_reports[] = {
	&report_pipeline,
	&report_funnel,
	&report_win_rate,
	&report_sales,
	&report_cycle,
	&report_sources,
	NULL,
};
