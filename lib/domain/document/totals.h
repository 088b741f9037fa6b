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
	    *share;   /* of each line; the value before the discount */
	bool *priced; /* it says a price: the discount is of these */
	size_t n;
	bool worth; /* any line says what it comes to */
};

/* ---- totals.c ---- */

/* Reads a document, and spreads the discount on the whole over its lines. */
enum crm_status
totals_read(struct totals *t, int64_t document, struct crm_err *err);
enum crm_status totals_too_large(struct crm_err *err);

/* ---- off-list.c ---- */

/* What lines are below the prices of everybody. */
struct off_list {
	int64_t list, value; /* at these, and as they are */
	bool below;          /* any is below its floor */
};

/* Adds a line. */
enum crm_status off_list_add(const struct totals *t, size_t line,
    struct off_list *sum, struct crm_err *err);
/* As a share of the list prices; null where there are none. */
struct crm_value off_list_share(const struct off_list *sum);

/* ---- authority.c, agreed.c ---- */

/* Whether what a document gives away is more than who acts may: by its lines and the
 * right `discount` of the role, and below_floor and the right `floor`.  *why is empty
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
