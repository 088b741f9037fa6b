/* What convert.c and find.c share: a conversion at work. */
#ifndef CRM_DOMAIN_CONVERT_H
#define CRM_DOMAIN_CONVERT_H

#include "domain/core/core.h"

#include <crm/domain/lead.h>

struct conversion {
	struct crm_store *s;
	const struct crm_conversion *how;
	struct crm_arena arena;
	const struct crm_entity *customers, *contacts, *deals;
	struct crm_record lead;
	const char *id;                  /* of the lead, for messages */
	int64_t customer, contact, deal; /* what it became; 0: none */
};

/* A value of the lead, and whether there is one. */
static inline struct crm_value
of_lead(const struct conversion *c, const char *field)
{
	return *value_of(&c->lead, field);
}

static inline bool
lead_has(const struct conversion *c, const char *field)
{
	return of_lead(c, field).kind != CRM_NULL;
}

/* find.c: the customer and the contact that are there already. */
enum crm_status find_existing(struct conversion *c, struct crm_err *err);

#endif
