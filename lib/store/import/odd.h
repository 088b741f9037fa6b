/* Texts that nobody would mean, and what became of one that was lost. */
#ifndef CRM_STORE_IMPORT_ODD_H
#define CRM_STORE_IMPORT_ODD_H

#include "state.h"

/* lost.c: question marks and blanks alone, of either width: what is left of a
 * text that went through an encoding without its characters. */
bool lost_wholly(struct crm_text t);
/* The same, with a look at how it begins, which tells of nearly all. */
static inline bool
lost_is(struct crm_text t)
{
	return t.n > 0 &&
	    (t.p[0] == '?' || t.p[0] == ' ' || t.p[0] == "？"[0]) &&
	    lost_wholly(t);
}
/* Counts and refuses such a one; in a note it may be meant, what names something
 * it is not. */
enum crm_status lost_refuse(struct feed *f, const struct crm_field *fd,
    struct crm_text t, struct crm_err *err);

/* ---- odd.c ---- */

/* Whether the cell has a text that nobody would mean. */
bool odd_cell(struct import *im, const struct feed *f,
    const struct crm_row *row, struct crm_text *out);
/* Takes such a text for the value of a record until that is known, where it can be
 * one. */
enum crm_status odd_convert(struct import *im, struct feed *f,
    const struct crm_row *row, struct crm_text t, struct crm_err *err);
/* The same of what is no choice of a user's field; false where it is no such. */
bool odd_take(struct import *im, const struct feed *f, struct crm_text t,
    struct crm_value *out);
/* Before a row. */
void odd_forget(struct import *im);
/* CRM_INVALID where such values are not what the record has; NULL: it is new. */
enum crm_status
odd_stay(struct import *im, const struct crm_record *now, struct crm_err *err);

#endif
