/* A document and all its lines, while they are added up or looked at. */
#ifndef DOCUMENT_TOTALS_H
#define DOCUMENT_TOTALS_H

#include "line.h"

struct totals {
	struct crm_store *s;
	const struct crm_lines *k;
	struct crm_arena *a;
	struct head h;
	struct crm_record *line;
	int64_t *value,
	    *share;    /* of each line; the value before the discount */
	bool *priced;  /* it says a price: the discount is of these */
	bool *foreign; /* it stands in another currency than the document */
	size_t n;
	bool worth; /* any line says what it comes to */
};

/* ---- totals-read.c ---- */

/* The kind of the documents. */
const struct crm_entity *totals_kind(const struct totals *t);
/* A currency, the base where that is blank. */
struct crm_text totals_currency(const struct totals *t, struct crm_text own);
/* What a line comes to before the discount on the whole. */
enum crm_status totals_worth(struct totals *t, size_t i, struct crm_err *err);
/* The lines of a document whose head is known; the head and the lines. */
enum crm_status totals_load_lines(struct totals *t, struct crm_err *err);
enum crm_status
totals_load(struct totals *t, int64_t document, struct crm_err *err);
/* Each line's share of the discount on the whole. */
enum crm_status totals_spread(struct totals *t, struct crm_err *err);

/* Reads a document, and spreads the discount on the whole over its lines. */
enum crm_status
totals_read(struct totals *t, int64_t document, struct crm_err *err);
enum crm_status totals_too_large(struct crm_err *err);
/* Adds to a sum; false where that is more than an amount can be. */
bool totals_add(int64_t *sum, int64_t v);
/* Of one line alone, whose document's head is known: what it is worth. */
enum crm_status
totals_of_line(struct totals *t, struct crm_record *line, struct crm_err *err);

/* ---- totals.c ---- */

/* Whose lines are written because it is added up; 0: none. */
void
totals_adding(struct crm_store *s, const struct crm_lines *k, int64_t document);
struct sums;
/* What a document that is about to be written will get of its lines: nothing is
 * written.  */
enum crm_status totals_foresee(struct totals *t, const struct crm_saving *w,
    struct sums *out, struct crm_err *err);

/* ---- off-list.c ---- */

/* What lines are below the prices of everybody. */
struct off_list {
	int64_t list, value; /* at these, and as they are */
	int64_t other; /* of what has no such price, what it comes to … */
	int64_t back;  /* … and what such lines take off the rest, above 0 */
	int64_t floor, total; /* the least of all, and what all come to */
	bool below;           /* any is below its floor */
	int64_t
	    rounded; /* by so many halves of the least unit they may be off */
};

/* Adds a line. */
enum crm_status off_list_add(const struct totals *t, size_t line,
    struct off_list *sum, struct crm_err *err);
/* As a share of the list prices, and of what comes beside them where lines take that
 * off; null where there are none. */
struct crm_value off_list_share(const struct off_list *sum);
/* The least that it may be: what is rounded gives nothing away; 0 where there are none. */
int64_t off_list_least(const struct off_list *sum);
/* Whether any of it, or all of it less what lines take off, is below the floor. */
bool off_list_below(const struct off_list *sum);
/* Fills in the prices of everybody, and the floors, of lines that came without. */
enum crm_status off_list_look_up(struct totals *t, struct crm_err *err);

/* ---- authority.c, agreed.c ---- */

/* Whether what a document gives away is more than who acts may: by its lines as they
 * stand, the rights `discount` and `floor` of the role, and the lists of its day.  *why is empty
 * where it is not, else what crm_consent_submit() is to be told. */
enum crm_status discount_authority(struct crm_store *s,
    const struct crm_lines *k, const struct crm_record *document,
    struct crm_arena *a, struct crm_text *why, struct crm_err *err);
/* Whether it was made from one that was agreed to (crm_area.origin), and nothing got
 * worse since. */
enum crm_status is_as_agreed(struct crm_store *s, const struct crm_lines *k,
    const struct crm_record *document, struct crm_arena *a, bool *yes,
    struct crm_err *err);

#endif
