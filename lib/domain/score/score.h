/* What the files of scores share. */
#ifndef CRM_DOMAIN_SCORE_H
#define CRM_DOMAIN_SCORE_H

#include <crm/domain/score.h>

#include "domain/core/core.h"

struct score_rule {
	int64_t id, points, half_life; /* half_life 0: does not decay */
	struct crm_text name;
	struct crm_filter *when;       /* NULL: always */
	const struct crm_field *since; /* NULL: last activity, else created */
};

crm_hook score_rule_save, model_save, model_value_save;

/* The active rules of a kind of record by id. */
enum crm_status score_rules(struct crm_store *s, const struct crm_entity *e,
    struct crm_arena *a, struct score_rule **out, size_t *n,
    struct crm_err *err);
/* Appends ", holds, since" of a rule to a select list over t. */
void score_select(const struct score_rule *r, const struct crm_entity *e,
    struct crm_sql *sql);
/* Whether the day it decays from is an instant. */
bool score_since_instant(const struct score_rule *r);

#endif
