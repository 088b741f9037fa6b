/*
 * A table that somebody asks for without SQL: records of a kind, by any
 * dimensions, with what is counted, summed up or averaged of their fields.
 */
#ifndef CRM_QUERY_H
#define CRM_QUERY_H

#include <crm/report/report.h>

enum crm_measure_how {
	CRM_COUNT, /* records whose field is not blank */
	CRM_SUM,
	CRM_MEAN,
	CRM_MEDIAN,
	CRM_MIN,
	CRM_MAX,
	CRM_DISTINCT, /* different values */
	CRM_MEASURES,
};

/* The word of each, as an option and before the field in a column's name. */
extern const char *const crm_measure_names[CRM_MEASURES];

struct crm_measure {
	enum crm_measure_how how;
	const char *field; /* or one a step or two further */
};

struct crm_query {
	const struct crm_entity *entity;
	const struct crm_measure *measure;
	size_t n;
	const char *date; /* the field that --from, --to and --on are about;
			   * NULL: that of its kind */
};

/* The field that dates of a kind are by: the day a deal was opened, an order was
 * ordered …, else when a record was made. */
const char *crm_query_date(const struct crm_entity *e);

/* The report over o->query: crm_report_run knows it like any other. */
extern const struct crm_report crm_report_query;

#endif
