/*
 * Reports: rows out of the book, typed like any list, one file each in
 * lib/report.  They never print.
 */
#ifndef CRM_REPORT_H
#define CRM_REPORT_H

#include <crm/store/store.h>
#include <crm/io/writer.h>

struct crm_report_opts {
	const struct crm_filter *where; /* over the report's entity, or NULL */
	const char *where_text;         /* as given, for --define */
	const char *by;                 /* dimension, or NULL */
	int64_t from, to;               /* inclusive dates; open ends are
					 * CRM_DATE_MIN and CRM_DATE_MAX */
	int64_t on; /* business date, or CRM_DATE_MAX: as far
					 * as known now */
	enum crm_attribution {
		CRM_FIRST_TOUCH,
		CRM_LAST_TOUCH,
		CRM_LINEAR,
	} attribution; /* which touch of a lead has the credit */
	bool chinese;  /* labels */
};

/* Where rows go: columns once, then rows; and a line about what they leave
 * out. */
struct crm_sink {
	enum crm_status (*begin)(void *ctx, const struct crm_column *columns,
	    size_t n, struct crm_err *err);
	enum crm_status (*row)(
	    void *ctx, const struct crm_value *cells, struct crm_err *err);
	void (*note)(void *ctx, const char *text);
	void *ctx;
};

struct crm_report {
	const char *name;
	const char *group; /* whom it is about, for help */
	const char *help;  /* one line */
	bool takes_by;
	bool takes_on;
	bool takes_attribution;
	const char *entity; /* what -w is about; NULL: deals */
	const char *default_by;
	/* --define: what is counted, which date counts, whose number it is. */
	const char *define;
	enum crm_status (*run)(struct crm_store *s,
	    const struct crm_report_opts *o, struct crm_arena *arena,
	    const struct crm_sink *sink, struct crm_err *err);
};

/* How many live records a filter lets through; NULL: all. */
enum crm_status crm_report_count(struct crm_store *s,
    const struct crm_entity *e, const struct crm_filter *where,
    struct crm_arena *arena, int64_t *n, struct crm_err *err);

/* All reports; ends with NULL. */
extern const struct crm_report *const crm_reports[];

#endif
