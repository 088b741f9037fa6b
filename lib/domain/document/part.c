/*
 * What of a part of a document is no edit of it.  A file of another system has documents
 * and their lines apart, and what it has of those that nobody touched here is history;
 * of one that was submitted here it is an edit as any other.
 */
#include "part.h"

#include <crm/store/log.h>

/* ---- does it come back with its document? ---- */

static enum crm_status
is_moved_now(struct crm_store *s, const struct crm_entity *e, int64_t id,
    bool *yes, struct crm_err *err)
{
	enum crm_status st = crm_log_now(s, e, id, "status", yes, err);

	return st != CRM_OK || *yes
	    ? st
	    : crm_log_now(s, e, id, e->field[e->deleted]->name, yes, err);
}

enum crm_status
document_part_free(
    const struct crm_saving *w, const char *of, bool *yes, struct crm_err *err)
{
	const struct crm_entity *part = w->new->entity;
	int at = field_of(part, of);
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(w->store), part->field[at]->ref);
	const struct crm_value *id = &w->new->v[at];
	enum crm_status st = CRM_OK;

	*yes = id->kind != CRM_INT || (w->import && !w->met && w->old != NULL);
	if (*yes)
		return CRM_OK;
	if (w->undo || comes_back(w->old, w->new))
		return is_moved_now(w->store, e, id->i, yes, err);
	if (w->import && !w->met) {
		st = moved_here(w->store, e, id->i, yes, err);
		*yes = !*yes;
	}
	return st;
}
