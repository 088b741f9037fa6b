/* What sources.c and sources-read.c share: leads, and touches beside them. */
#ifndef CRM_REPORT_SOURCES_H
#define CRM_REPORT_SOURCES_H

#include "report/kit/kit.h"

/* A lead and what became of it. */
struct lead {
	int64_t id, created;
	int64_t entered; /* an instant of the day on which it came in */
	bool dated;      /* as somebody said, not since when it was recorded */
	bool qualified, converted, won;
	enum closed_when wrong; /* of the deal that would be won: it is not */
	struct crm_value response, amount;
	enum wait wait;
	int64_t waited; /* seconds, where that is over */
	struct crm_value key[MOST_DIMENSIONS];
	struct crm_value own, currency; /* the deal's amount as it stands */
};

struct touch {
	int64_t lead, at;
	struct crm_value
	    cost; /* null in another currency without a rate, then: */
	struct crm_value own, currency;
	struct crm_value key[MOST_DIMENSIONS];
};

struct source_report {
	struct crm_store *s;
	const struct crm_report_opts *o;
	struct crm_arena *arena;
	struct tally_run *run;
	const struct dimensions *d;
	struct crm_stmt *leads, *touches;
	bool more; /* touches */
	struct touch next;
	struct touch *of_lead; /* the touches of the lead at hand */
	size_t n, cap;
	struct unrated deals; /* without a rate, each once */
	int64_t campaigns;    /* with a cost that no row can have */
};

/* What a cost comes to in the base currency by the rates of its day; null where there is
 * none. */
enum crm_status
cost_on(struct crm_store *s, struct crm_value own, struct crm_text currency,
    int64_t day, struct crm_value *cost, struct crm_err *err);

/* Opens both streams, by lead. */
enum crm_status sources_open(struct source_report *r, struct crm_err *err);
/* The next lead with its touches, oldest first, in r->of_lead; *more is false
 * at the end. */
enum crm_status sources_next(
    struct source_report *r, struct lead *l, bool *more, struct crm_err *err);
void sources_close(struct source_report *r);

#endif
