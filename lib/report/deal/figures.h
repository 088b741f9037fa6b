/* What several reports sum up of deals: figures.c. */
#ifndef CRM_REPORT_FIGURES_H
#define CRM_REPORT_FIGURES_H

#include "report/kit/kit.h"

/* Deals of one type. */
struct worth {
	int64_t deals, valued,
	    amount; /* amount of those in the base currency */
	struct unrated unrated;
};

struct figures {
	struct worth of[STAGE_LOST + 1]; /* by enum stage_type */
	/* From opening to closing, of won ones whose dates can be. */
	int64_t cycles, days;
	struct unrated unrated;
};

/* Decided ones by the day they were closed on, those that were open at the end of
 * the period. */
bool figures_count(const struct crm_report_opts *o, const struct deal *deal);
enum crm_status figures_add(struct tally_run *r, void *sums,
    const struct deal *deal, struct crm_err *err);
enum crm_status figures_merge(
    struct tally_run *r, void *sums, const void *from, struct crm_err *err);
/* The amount that was won. */
int64_t figures_weight(const struct tally_run *r, const void *sums);
/* The amount in the base currency; null where all that there is has no rate. */
struct crm_value worth_amount(const struct worth *w);
/* The sum in a currency without a rate; null where there is none. */
struct crm_value worth_in(const struct worth *w, const char *currency);
/* The mean amount of won deals that have one, or null. */
struct crm_value figures_average(const struct figures *x);

/* What of them has no rate, of a tally. */
#define FIGURES_UNRATED \
	{ \
		N_("deal"), "crm-deal", offsetof(struct figures, unrated) \
	}

/* What a tally of them needs; the report adds its columns and rows. */
#define FIGURES_TALLY \
	.size = sizeof(struct figures), \
	.more = { .money = true, .closings = true, .at_end = true }, \
	.counts = figures_count, .add = figures_add, .merge = figures_merge, \
	.weight = figures_weight, .heavy_first = true, .date = "closed_on", \
	.unrated = FIGURES_UNRATED

/* For --define. */
#define FIGURES_DATE \
	"Date: closed_on, within --from and --to; without either also deals " \
	"that have no closed_on. Open deals are those opened by --to and not " \
	"decided by then.\n"
#define FIGURES_MONEY \
	"Amounts are amount_base; what is in another currency without a rate " \
	"counts as a deal, and its amount has a row of its own, in its " \
	"currency and without numbers of deals. " CLOSINGS_DEFINED

#endif
