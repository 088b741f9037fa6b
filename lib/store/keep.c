/*
 * Before the row: what its kind has to say, and what is worked out of the record
 * alone.  An undo and the check ask for that, too.
 */
#include "internal.h"

enum crm_status
hooks_keep(struct crm_store *s, struct crm_record *r, struct crm_err *err)
{
	const struct crm_rules *rules = hooks_rules(s, r->entity);
	bool decides = s->deciding;
	enum crm_status st;

	if (rules == NULL || rules->keep == NULL ||
	    r->v[r->entity->deleted].kind != CRM_NULL)
		return CRM_OK;
	s->deciding = true;
	st = rules->keep(s, r, err);
	s->deciding = decides;
	return st;
}

enum crm_status
hooks_save(struct crm_store *s, const struct crm_record *old,
    struct crm_record *new, struct crm_err *err)
{
	const struct crm_rules *rules = hooks_rules(s, new->entity);
	const struct crm_saving w = hooks_saving(s, old, new);
	bool hidden = new->v[new->entity->deleted].kind != CRM_NULL;
	enum crm_status st = CRM_OK;
	crm_hook *hook;

	if (rules == NULL)
		return CRM_OK;
	hook = hidden ? rules->hide : rules->save;
	s->deciding = true;
	if (rules->dated != NULL)
		st = s->opts.hooks->dated(&w, err);
	if (st == CRM_OK && hook != NULL)
		st = hook(&w, err);
	s->deciding = false;
	return st == CRM_OK ? hooks_keep(s, new, err) : st;
}
