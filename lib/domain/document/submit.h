/* ---- for other areas ---- */
/* What is the same wherever a draft is submitted, as parts of its step. */
#ifndef DOCUMENT_SUBMIT_H
#define DOCUMENT_SUBMIT_H

#include "domain/core/steps.h"

/* In `prepare`: its number, and its day (the field `day`), where it has none. */
enum crm_status document_number(struct stepping *v, const char *prefix,
    const char *day, struct crm_err *err);

/* `follow` of a document with lines: whoever must agree is asked, by the matrix or
 * because it gives away more than who submits may. */
step_hook document_ask;

#endif
