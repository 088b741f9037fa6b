/* closers.c: closed deals under the owner who closed them. */
#ifndef CRM_REPORT_KIT_CLOSERS_H
#define CRM_REPORT_KIT_CLOSERS_H

#include "dimension.h"

/* Whether a report asks whose deals are. */
bool closers_count(struct crm_store *s, const struct crm_report *r,
    const struct crm_report_opts *o, struct crm_arena *a);
/* The same of what --by, --across and -w of a report on deals say. */
bool closers_asked(const struct dimensions *d, const struct crm_report_opts *o);
/* Between both, all that is asked of the book sees them so. */
enum crm_status closers_see(struct crm_store *s, struct crm_err *err);
enum crm_status closers_end(struct crm_store *s, struct crm_err *err);

/* For --define. */
#define CLOSERS_DEFINED \
	"Whose: the deal's owner, of a closed deal the one who closed it " \
	"(or with whom it came into the book closed), whoever got it since; " \
	"-w and --by see it so.\n"

#endif
