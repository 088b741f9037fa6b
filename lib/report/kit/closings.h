/* Closings that cannot be. */
#ifndef CRM_REPORT_CLOSINGS_H
#define CRM_REPORT_CLOSINGS_H

#include "deals.h"
#include "unrated.h"

/* ---- closings.c: what cannot be right is counted apart, and said ---- */

/* How many; begin with zeroes. */
struct closings {
	int64_t backwards; /* before the deal was opened */
	int64_t future;    /* after the day that the report looks from, */
	int64_t as_open;   /* so, and taken for open */
	int64_t ahead;     /* opened after that day */
	/* Decided, nobody knows when, where days are asked for: */
	int64_t undated_won, undated_lost;
	struct unrated undated; /* and what of it was won, by currency … */
	bool unsummed;          /* … unless nobody looks at amounts */
};

/* Whether a deal was opened and closed on days that can be, as far as they are
 * known; one that was not is counted. */
bool closing_can_be(struct closings *c, const struct deal *d);
/* The same of one that was decided, where no struct deal is at hand. */
bool decision_can_be(struct closings *c, enum closed_when wrong);
/* Counts a deal that was decided on no known day; others are none of it.  `base` is NULL
 * where amounts are not read. */
enum crm_status closing_undated(struct closings *c, const struct deal *d,
    const char *base, struct crm_arena *a, struct crm_err *err);
/* The same of the rows of a statement with these columns of a deal and of its stage s,
 * which are of these types. */
#define UNDATED_COLUMNS(d) \
	"s.\"type\", coalesce(" d ".\"amount_base\", " d ".\"amount\"), " \
	"CASE WHEN " d ".\"amount_base\" IS NULL THEN " d ".\"currency\" END"
enum crm_status
closings_undated(struct crm_store *s, struct crm_stmt *q, unsigned types,
    struct crm_arena *a, struct closings *c, struct crm_err *err);
/* Adds those of all live deals in stages of these types (1 << STAGE_WON …) that
 * would be closed within the days. */
enum crm_status closings_count(struct crm_store *s, unsigned types,
    int64_t from, int64_t to, int64_t today, struct crm_arena *a,
    struct closings *c, struct crm_err *err);
/* Whether the deal t was not closed before it was opened, in SQL. */
#define CLOSED_BEHIND_OPENED \
	"(t.\"opened_on\" IS NULL OR t.\"opened_on\" <= t.\"closed_on\")"
/* Says how many were left out, and how to see them; nothing where there are none. */
void closings_note(
    const struct closings *c, struct crm_arena *a, const struct crm_sink *sink);

/* For --define. */
#define CLOSINGS_DEFINED \
	"What cannot be, closed before opened, or opened or closed after today, " \
	"is left out and told on standard error.\n"

#endif
