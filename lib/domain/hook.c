/* The hook of every program: which rules a record of an entity must fulfil. */
#include "internal.h"

#include <string.h>

static const struct {
	const char *entity;
	crm_hook *hook;
} hooks[] = {
	{ "lead", lead_hook },
	{ "customer", customer_hook },
	{ "contact", contact_hook },
	{ "deal", deal_hook },
	{ "stage", stage_hook },
	{ "user", user_hook },
	{ "team", team_hook },
	{ "field", field_hook },
	{ "setting", setting_hook },
};

enum crm_status
crm_domain_hook(struct crm_store *s, const struct crm_record *old,
    struct crm_record *new, struct crm_err *err)
{
	size_t i;

	for (i = 0; i < COUNT(hooks); i++)
		if (strcmp(hooks[i].entity, new->entity->def->name) == 0)
			return hooks[i].hook(s, old, new, err);
	return CRM_OK;
}
