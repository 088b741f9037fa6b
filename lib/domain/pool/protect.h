/* What the files about protection share; nobody else may include it. */
#ifndef CRM_DOMAIN_PROTECT_H
#define CRM_DOMAIN_PROTECT_H

#include <crm/domain/protect.h>

enum reclaim_missing { MISSING_ACTIVITY, MISSING_DEAL, MISSING_WON };

enum { EXEMPT_LOCKED = 1, EXEMPT_OPEN_DEAL = 2, EXEMPT_WON = 4 };

/* A rule that holds. */
struct reclaim_rule {
	int64_t id, pool;
	enum reclaim_missing missing;
	struct crm_protection protection;
	struct crm_cal calendar;    /* protection.calendar points here */
	struct crm_filter *when;    /* NULL: every record */
	int64_t from;               /* first instant of a claim; INT64_MIN */
	int64_t notice;             /* -1: none */
	struct crm_text activities; /* empty: all kinds count */
	unsigned exempt;
	struct reclaim_rule *next;
};

/* The rules of a kind of record in the order in which they are asked: active
 * ones whose pool is.  Live in the arena. */
enum crm_status reclaim_rules(struct crm_store *s, const struct crm_entity *e,
    struct crm_arena *a, struct reclaim_rule **out, struct crm_err *err);

#endif
