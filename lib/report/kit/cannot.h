/* Days that cannot be. */
#ifndef CRM_REPORT_CANNOT_H
#define CRM_REPORT_CANNOT_H

#include <crm/report/report.h>

/* ---- cannot.c: what cannot be right is left out, counted apart, and said ---- */

enum cannot {
	QUOTE_ANSWERED_BEFORE, /* it was sent */
	QUOTE_ANSWERED_AHEAD,
	LEAD_AHEAD,
	CASE_AHEAD,
	ORDER_LEFT_BEFORE, /* it was ordered; or took another step */
	ORDER_LEFT_AHEAD,
	CANNOTS
};

/* Whether a day is yet to come.  Of an earlier day that is looked from, what came
 * behind it is none of this. */
bool is_ahead(struct crm_store *s, struct crm_value day);
/* Counts one where the book is looked at from today: of an earlier day nothing of it was
 * known. */
void cannot_be(struct crm_store *s, const struct crm_report_opts *o,
    int64_t cannot[CANNOTS], enum cannot which);
/* Says how many were left out, and how to see them; nothing where there are none. */
void cannot_note(const int64_t cannot[CANNOTS], struct crm_arena *a,
    const struct crm_sink *sink);

#endif
