/* ---- for other areas ---- */
/* What is the same wherever a draft is submitted, as parts of its step. */
#ifndef DOCUMENT_SUBMIT_H
#define DOCUMENT_SUBMIT_H

#include "domain/core/steps.h"

#include <crm/domain/line.h>

/* In `prepare`: its number, and its day (the field `day`), where it has none. */
enum crm_status document_number(struct stepping *v, const char *prefix,
    const char *day, struct crm_err *err);

/* In `prepare`: that it says who the customer is. */
enum crm_status document_for(struct stepping *v, struct crm_err *err);

/* In `prepare`: that each of its lines says what it costs; a gift is 0. */
enum crm_status document_priced(
    struct stepping *v, const struct crm_lines *k, struct crm_err *err);
/* And that it has a line, or an amount of its own. */
enum crm_status document_offers(
    struct stepping *v, const struct crm_lines *k, struct crm_err *err);

/* For `judge` of a kind with lines (struct crm_consent): that it gives away more than
 * who acts may, and more than was agreed to where it came from. */
enum crm_status document_judge(struct crm_store *s, const struct crm_lines *k,
    const struct crm_record *document, struct crm_arena *a,
    struct crm_text *why, struct crm_err *err);

/* In `follow` of a document with lines: whoever must agree is asked, by the matrix or
 * because it gives away more than who submits may, and more than was agreed to where
 * it came from. */
enum crm_status document_ask(
    struct stepping *v, const struct crm_lines *k, struct crm_err *err);

/* `refuse` of the steps of such a document: whoever is asked about it, where it waits. */
step_hook document_waits;

#endif
