/* The hook of every program: which rules a record of an entity must fulfil. */
#include "domain/core/core.h"

#include <string.h>

static const struct {
	const char *entity;
	crm_hook *hook;
} hooks[] = {
	{ "lead", lead_hook },
	{ "customer", customer_hook },
	{ "contact", contact_hook },
	{ "relation", relation_hook },
	{ "deal", deal_hook },
	{ "stage", stage_hook },
	{ "user", user_hook },
	{ "team", team_hook },
	{ "field", field_hook },
	{ "setting", setting_hook },
	{ "pool", pool_hook },
	{ "assign-rule", assign_rule_hook },
	{ "score-rule", score_rule_hook },
	{ "reclaim-rule", reclaim_hook },
	{ "grade", grade_hook },
	{ "guard", guard_hook },
	{ "calendar", calendar_hook },
	{ "holiday", holiday_hook },
	{ "sla", sla_hook },
	{ "model", model_hook },
	{ "model-value", model_value_hook },
	{ "segment", segment_hook },
	{ "campaign-member", campaign_member_hook },
};

/* What forbids that a record is deleted, beside what refers to it. */
static const struct {
	const char *entity;
	crm_hook *hook;
} delete_hooks[] = {
	{ "user", user_delete_hook },
	{ "setting", setting_delete_hook },
};

enum crm_status
crm_domain_hook(struct crm_store *s, const struct crm_record *old,
    struct crm_record *new, struct crm_err *err)
{
	const char *entity = new->entity->def->name;
	size_t i;

	if (new->v[new->entity->deleted].kind != CRM_NULL) {
		for (i = 0; i < COUNT(delete_hooks); i++)
			if (strcmp(delete_hooks[i].entity, entity) == 0)
				return delete_hooks[i].hook(s, old, new, err);
		return CRM_OK;
	}
	for (i = 0; i < COUNT(hooks); i++)
		if (strcmp(hooks[i].entity, entity) == 0)
			return hooks[i].hook(s, old, new, err);
	return CRM_OK;
}
