/* What reports of outlooks share, of a group's months and of what is expected of
 * those ahead: outlook.c. */
#ifndef CRM_REPORT_OUTLOOK_H
#define CRM_REPORT_OUTLOOK_H

#include "months.h"

/* The methods of the column of that name; ends with a choice without one. */
extern const struct crm_choice outlook_methods[];

/* Within so many deviations lie so many of a hundred, of normal errors. */
static const double within_80 = 1.2815515655446004,
		    within_95 = 1.959963984540054;

/* What a report of outlooks counts on its way. */
struct look {
	struct months_plan plan; /* first: the tally knows it by that */
	int64_t too_short;
	int64_t few; /* forecasts of few origins */
	/* Of accuracy as of a day: */
	size_t ended; /* months of those ahead that have */
	bool coming;  /* what came is read, no more what was known */
};

struct look *look_of(const struct tally_row *row);
/* The outlook of a group from its first n months; false where they are too few. */
bool look_learn(const struct tally_row *row, const double *y, size_t n,
    size_t ahead, struct crm_outlook *o);
/* Cells: of an amount, of a method. */
struct crm_value outlook_money(double v);
struct crm_value method_cell(enum crm_method m);
/* Says what months_note does, and of how many forecasts few origins judge. */
void look_note(struct tally_run *r, const struct months *total,
    const struct crm_sink *sink);
/* A tally of months with these headings and rows. */
struct tally look_tally(struct look *l, const struct heading *h, size_t n,
    enum crm_status (*print)(const struct tally_row *, struct crm_err *));
/* Runs such a report. */
enum crm_status look_run(struct crm_store *s, const struct crm_report_opts *o,
    const struct heading *h, size_t n,
    enum crm_status (*print)(const struct tally_row *, struct crm_err *),
    struct crm_arena *a, const struct crm_sink *sink, struct crm_err *err);

#endif
