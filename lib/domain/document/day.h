/* ---- for other areas ---- */
#ifndef DOCUMENT_DAY_H
#define DOCUMENT_DAY_H

#include "document.h"

/* In `save` of what has happened: CRM_RULE where a day that somebody gives it, an import
 * too, has not come yet, neither here nor in the zone of the book. */
enum crm_status document_day_past(
    const struct crm_saving *w, const char *field, struct crm_err *err);

#endif
