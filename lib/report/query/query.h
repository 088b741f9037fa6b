/* What the files of an ad-hoc query share: its fields, and sums of them. */
#ifndef CRM_REPORT_QUERY_H
#define CRM_REPORT_QUERY_H

#include "report/kit/kit.h"

#include <crm/report/query.h>

/* A measure, read. */
struct figure {
	enum crm_measure_how how;
	struct crm_path path;
	const struct crm_field *field;
	bool money;  /* in the currency of its record, which is another row's */
	int base_of; /* in the base currency: the column of the amount as it
		       * stands, which has a rate or not; else -1 */
};

struct query {
	const struct crm_query *spec;
	struct figure *figure;
	size_t n;
	struct heading *headings; /* count, the figures, the currency */
	size_t n_headings;
	bool has_currency;        /* rows are of one each */
	bool has_base;            /* some amounts are in the book's */
	struct crm_path currency; /* where it stands */
	struct crm_path date;
};

/* Reads the measures of o->query: which fields, of which types, under which
 * headings.  CRM_USAGE where a field cannot be measured so. */
enum crm_status query_read(struct crm_store *s, const struct crm_report_opts *o,
    struct crm_arena *a, struct query *out, struct crm_err *err);

/* ---- sums.c: what is kept of a figure ---- */

struct measured {
	int64_t n;    /* not blank */
	bool unrated; /* some had no rate */
	int64_t sum;
	int64_t min, max;
	struct numbers all; /* of a median */
	struct set *seen;   /* of what is distinct */
};

enum crm_status measure_add(struct measured *m, const struct figure *f,
    struct crm_value v, struct crm_arena *a, struct crm_err *err);
enum crm_status measure_merge(struct measured *m, const struct figure *f,
    const struct measured *from, struct crm_arena *a, struct crm_err *err);
struct crm_value measure_value(struct measured *m, const struct figure *f);

#endif
