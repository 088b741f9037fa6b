/* Different values: how many there are, of rows and of groups of rows. */
#ifndef CRM_REPORT_SET_H
#define CRM_REPORT_SET_H

#include "base.h"

/* ---- set.c ---- */

struct set;

/* A set is made with the first value; null is none. */
void set_add(struct set **set, struct crm_value v, struct crm_arena *a);
/* Adds those of another, which lives as long and gets no more by set_add; NULL has
 * none.  They are put together when their number is asked for, as that of most sums
 * of groups never is. */
void set_merge(struct set **set, const struct set *from, struct crm_arena *a);
int64_t set_size(struct set *set); /* NULL: none */

#endif
