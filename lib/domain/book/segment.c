/* Segments: a filter is checked when it is saved. */
#include "book.h"

static enum crm_status
check_when(struct crm_store *s, const struct crm_entity *e,
    const struct crm_record *r, struct crm_arena *a, struct crm_err *err)
{
	struct crm_filter_env env = crm_store_env(s);
	struct crm_filter *f;
	enum crm_status st;

	env.segment = text_dup(a, text_of(r, "name"));
	st = crm_filter_parse(crm_store_dict(s), e,
	    text_dup(a, text_of(r, "when")), &env, a, &f, err);
	return bad_expression(st, "when", err);
}

/* Others may use it: under another name, or of other records, it is another
 * one, and its own expression may lead back to the new name. */
enum crm_status
segment_save(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *entity = text_dup(&a, text_of(w->new, "entity"));
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(w->store), entity);
	char quoted[CRM_QUOTE_SIZE];
	enum crm_status st = CRM_OK;

	if (e == NULL)
		st = crm_fail_field(err, CRM_INVALID, "entity",
		    "there are no "
		    "records '%s'; it is a noun, like lead, customer or deal",
		    crm_quote(quoted, text_of(w->new, "entity")));
	else if (w->old == NULL || differs(w->old, w->new, "when") ||
	    differs(w->old, w->new, "name") ||
	    differs(w->old, w->new, "entity"))
		st = check_when(w->store, e, w->new, &a, err);
	crm_arena_free(&a);
	return st != CRM_OK ? st : check_name_stays(w, err);
}
