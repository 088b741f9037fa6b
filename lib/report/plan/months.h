/* What was won month by month, for what looks ahead by it: months.c. */
#ifndef CRM_REPORT_MONTHS_H
#define CRM_REPORT_MONTHS_H

#include "report/kit/kit.h"

#include <crm/report/series.h>

enum { YEAR_MONTHS = 12, TRIED_ORIGINS = 12 };

/* Months are counted from the year 0. */
int64_t month_of(int64_t day);
int64_t month_start(int64_t month);

/* The sums of a group. */
struct months {
	int64_t first; /* the month of v[0]; where there are any */
	int64_t *v;    /* won in each, in the base currency */
	size_t n, cap;
	struct unrated unrated;
};

/* What the tally of such a report looks at: its ctx begins with this. */
struct months_plan {
	int64_t now; /* the running month, of which nothing is learned */
	int64_t from;
	size_t ahead; /* months, from the running one */
	int shift;    /* how many months later they are shown */
};

/* Reads the days of the options: --from the first to learn from, --on the day
 * looked from, --to the last month ahead, six of them without. */
enum crm_status
months_plan(struct crm_store *s, const struct crm_report_opts *o,
    struct months_plan *out, struct crm_err *err);
/* A tally of these months: only headings, print and note are its own. */
struct tally months_tally(struct months_plan *plan);
/* How it adds a deal, and the sums of another group. */
enum crm_status months_add(
    struct tally_run *r, void *sums, const struct deal *d, struct crm_err *err);
enum crm_status months_merge(
    struct tally_run *r, void *sums, const void *from, struct crm_err *err);
/* What was won in a month. */
int64_t months_won(const struct months *x, int64_t month);
/* The cell of a month: 2026-11. */
struct crm_value months_cell(
    const struct tally_row *row, const struct months_plan *plan, int64_t month);
/* The months of a group up to the running one, from its first with anything;
 * NULL where there are none. */
double *months_series(
    const struct tally_row *row, const struct months_plan *plan, size_t *n);
/* Says of how many groups too little is known, and what has no rate. */
void months_note(const struct tally_run *r, const struct months *total,
    const struct months_plan *plan, int64_t too_short,
    const struct crm_sink *sink);

/* What is learned from, for --define. */
#define MONTHS_LEARNED \
	"Counted: deals now in a stage of type won, by amount_base; those in " \
	"another currency without a rate are told on standard error. " CLOSINGS_DEFINED \
	"Date: closed_on, whole months from --from (the first with a deal won) " \
	"to the one before that of --on (today; with --as-of that day): the " \
	"running month is left out.\n" CLOSERS_DEFINED

#endif
