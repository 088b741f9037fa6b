/*
 * Time zones other than that of TZ: a calendar keeps the hours of its own place,
 * wherever the program runs.
 *
 * A zone is named as TZ names it: one of the system's (Asia/Shanghai), or a rule
 * written out (CST-8, EST5EDT,M3.2.0,M11.1.0).  Read from the system's own files,
 * not by changing TZ for a moment.  Where a zone is NULL, that of TZ is meant.
 */
#ifndef CRM_ZONE_H
#define CRM_ZONE_H

#include <stdbool.h>
#include <stdint.h>

#include <crm/base/err.h>
#include <crm/base/mem.h>

struct crm_zone;

/* Lives in the arena.  CRM_INVALID where there is no zone of that name. */
enum crm_status crm_zone_load(struct crm_arena *a, const char *name,
    const struct crm_zone **out, struct crm_err *err);

/* Appends the name of TZ's zone, or of the system's where TZ says none; false, and
 * nothing appended, where that has no name. */
bool crm_zone_here(struct crm_buf *out);

/* Seconds east of UTC at an instant; `summer`, where it is not NULL, tells whether
 * clocks are put forward. */
int crm_zone_offset(const struct crm_zone *z, int64_t instant, bool *summer);

#endif
