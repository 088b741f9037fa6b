/* Stages: what their parts mean together, and finding them. */
#include "deal.h"

enum crm_status
stage_first(struct crm_store *s, struct crm_text pipeline, const char *type,
    struct crm_value *out, struct crm_err *err)
{
	struct crm_value v[2] = { crm_value_text(pipeline),
		crm_value_text(crm_text_of(type)) };

	return crm_get_int(s,
	    "SELECT \"id\" FROM stage "
	    "WHERE \"pipeline_f\" = ? AND \"type\" = ? AND \"deleted\" IS NULL "
	    "ORDER BY \"seq\", \"id\" LIMIT 1",
	    v, COUNT(v), out, err);
}

bool
stage_is(const struct crm_record *stage, const char *type)
{
	return crm_text_is(text_of(stage, "type"), type);
}

/* A won stage is certain, a lost one hopeless. */
static enum crm_status
check_probability(struct crm_record *r, struct crm_err *err)
{
	int i = field_of(r->entity, "probability");
	struct crm_value *p = &r->v[i];
	bool won = stage_is(r, "won"), lost = stage_is(r, "lost");
	int64_t sure = won ? CRM_WHOLE : 0;

	if ((won || lost) && p->kind == CRM_NULL) {
		*p = crm_value_int(sure);
		r->given[i] = true;
	}
	if ((won || lost) && p->i != sure)
		return crm_fail_field(err, CRM_INVALID, "probability",
		    "of a %.*s stage is %s percent", (int)word_of(r, "type").n,
		    word_of(r, "type").p, won ? "100" : "0");
	return check_percent(r, "probability", err);
}

/* The fields that a deal needs to leave the stage. */
static enum crm_status
check_needs(
    struct crm_store *s, const struct crm_record *r, struct crm_err *err)
{
	const struct crm_entity *deal = crm_dict_find(
	    crm_store_dict(s), "deal");
	struct crm_text rest = text_of(r, "needs"), name;
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st = CRM_OK;
	char quoted[CRM_QUOTE_SIZE];
	const char *near;

	while (st == CRM_OK && list_item(&rest, &name)) {
		if (crm_field_index(deal, name) >= 0)
			continue;
		near = crm_field_nearest(deal, name, &a);
		st = crm_fail_field(err, CRM_INVALID, "needs",
		    "a deal has no "
		    "field '%s'%s%s",
		    crm_quote(quoted, name),
		    *near != '\0' ? crm_tr("; nearest: ") : "", near);
	}
	crm_arena_free(&a);
	return st;
}

enum crm_status
stage_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st;

	if ((st = check_probability(w->new, err)) != CRM_OK)
		return st;
	if ((w->old == NULL || differs(w->old, w->new, "needs")) &&
	    (st = check_needs(w->store, w->new, err)) != CRM_OK)
		return st;
	st = check_expression(
	    w->store, w->old, w->new, "exit_rule", "deal", err);
	return st != CRM_OK ? st : check_name_stays(w, err);
}
