/* Leads: somebody must be meant, or there must be a way to reach them; what was
 * converted is read-only. */
#include "lead.h"

#include "domain/team/team.h"

#include <string.h>

/* What a merge of customers, contacts or deals may still point elsewhere, and
 * what rules and models say of a lead: they learn from converted ones. */
static bool
may_change(const struct crm_field *f)
{
	static const char *const names[] = { "converted_customer",
		"converted_contact", "converted_deal", "partner",
		"duplicate_of", "score", "scored", "grade", "probability" };
	size_t i;

	for (i = 0; i < COUNT(names); i++)
		if (strcmp(f->name, names[i]) == 0)
			return true;
	return false;
}

static enum crm_status
check_converted(const struct crm_record *old, const struct crm_record *new,
    struct crm_err *err)
{
	const struct crm_entity *e = new->entity;
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st = CRM_OK;
	size_t i;

	if (old == NULL || comes_back(old, new) ||
	    !crm_text_is(text_of(old, "status"), "converted") ||
	    !crm_text_is(text_of(new, "status"), "converted"))
		return CRM_OK;
	for (i = 0; i < e->n && st == CRM_OK; i++)
		if ((e->field[i]->flags & CRM_F_DERIVED) == 0 &&
		    !may_change(e->field[i]) &&
		    !crm_value_eq(old->v[i], new->v[i]))
			st = crm_fail_field(err, CRM_RULE, e->field[i]->name,
			    "%s is converted and read-only; change what it "
			    "became",
			    typed_id(&a, e, new->id));
	crm_arena_free(&a);
	return st;
}

enum crm_status
lead_save(const struct crm_saving *w, struct crm_err *err)
{
	static const char *const any[] = { "company", "name", "email", "phone",
		"mobile", NULL };
	static const struct reached_by reached[] = { { "converted",
							 "crm-lead convert" },
		{ "duplicate", "crm-lead duplicate" }, { NULL, NULL } };
	enum crm_status st;

	if (!has_any(w->new, any))
		return crm_fail(err, CRM_INVALID,
		    "a lead needs a company, a "
		    "name, an e-mail or a phone");
	if ((st = check_reached(w, reached, err)) != CRM_OK ||
	    (st = check_converted(w->old, w->new, err)) != CRM_OK ||
	    (st = check_active_owner(w, err)) != CRM_OK)
		return st;
	return keep_owning(w, err);
}
