/* What the state of a record says of its row: which date a header means, and in
 * which state the row is. */
#ifndef CRM_STORE_IMPORT_EITHER_H
#define CRM_STORE_IMPORT_EITHER_H

#include "state.h"

/* either.c: a header that stands over either of two dates, by the state of the
 * record. */
void either_start(struct import *im);
/* Whether the header is such a one; it then feeds im->either_on. */
bool either_header(struct import *im, struct crm_text header);
/* Puts the row's date, where it has one, into the field that the row or the record
 * says. */
enum crm_status
either_place(struct import *im, int64_t id, struct crm_err *err);

/* Counts a row that made a record closed, on no known day; either_tell says how many,
 * behind the last. */
enum crm_status either_undated(
    struct import *im, int64_t id, enum crm_action done, struct crm_err *err);
void either_tell(struct import *im);

/* Whether the record that says which is in that state. */
enum crm_status either_is(struct import *im, int64_t id, const char *state,
    bool *yes, struct crm_err *err);

/* verdict.c: a header of a status beside the stage, or of the day of an end. */
bool verdict_header(struct import *im, int column, struct crm_text header);
/* Puts a row that was won or lost by it into a stage of that. */
enum crm_status verdict_place(struct import *im, const struct crm_row *row,
    int64_t id, struct crm_err *err);
/* Behind the last row. */
void verdict_tell(struct import *im);

#endif
