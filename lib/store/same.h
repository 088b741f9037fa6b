/* Values that are the same though they are written otherwise. */
#ifndef CRM_STORE_SAME_H
#define CRM_STORE_SAME_H

#include "internal.h"

/* By letter, or what else tells values of a field apart. */
enum same_form { SAME_PLAIN, SAME_PHONE, SAME_CODE, SAME_SITE };

enum same_form same_form(const struct crm_field *f);
/* What all that are the same have in common, in the arena where it is no part of the
 * text. */
struct crm_text
same_text(const struct crm_field *f, struct crm_text t, struct crm_arena *a);

#endif
