/*
 * What is promised in working time, and what of it is used up.
 *
 *   elapsed = Σ overlap(interval, working) − Σ overlap(waits, working)
 *
 * where the waits are merged, so that none counts twice, and clipped to the
 * interval.  A person's absences are waits like any other.
 */
#ifndef CRM_SLA_H
#define CRM_SLA_H

#include <crm/base/worktime.h>

/* [from, to); CRM_CAL_NEVER where it has not ended. */
struct crm_wait {
	int64_t from, to;
};

/* Sorts and merges them in place, drops what is empty; returns how many are
 * left. */
size_t crm_waits_merge(struct crm_wait *w, size_t n);

/* Working seconds from one instant to another without the waits, which are
 * merged; 0 where `to` is not behind `from`. */
int64_t crm_sla_elapsed(struct crm_cal *c, int64_t from, int64_t to,
    const struct crm_wait *w, size_t n);

/* The first instant at which so many seconds have elapsed; CRM_CAL_NEVER where a
 * wait that has not ended comes before it. */
int64_t crm_sla_due(struct crm_cal *c, int64_t from, int64_t seconds,
    const struct crm_wait *w, size_t n);

/* ---- the two clocks of a case ---- */

enum crm_sla_state { CRM_SLA_RUNS, CRM_SLA_WAITS, CRM_SLA_RESOLVED };

struct crm_sla_move {
	int64_t at;
	enum crm_sla_state to;
};

/* Targets in working seconds; answered is CRM_CAL_NEVER where nobody has. */
struct crm_sla_case {
	int64_t begun, answered, now;
	int64_t response, resolution;
	struct crm_sla_move *move; /* sorted; of one instant as given */
	size_t n;
};

struct crm_sla_clock {
	int64_t elapsed; /* until it stopped, or now */
	int64_t due;
	bool stopped;
};

/*
 * The first response: no wait is taken out of it; a resolution without an answer
 * is one.  The resolution: what waits behind the first response is taken out,
 * and what lies between a resolution and the reopening; it stops at the last
 * resolution.  The arena holds the waits.
 */
void crm_sla_clocks(struct crm_cal *c, struct crm_sla_case *k,
    struct crm_arena *arena, struct crm_sla_clock *response,
    struct crm_sla_clock *resolution);

#endif
