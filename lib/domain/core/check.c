/* Rules that users write: what can be checked when they are saved. */
#include "core.h"

#include <string.h>

enum crm_status
bad_expression(enum crm_status st, const char *field, struct crm_err *err)
{
	if (st == CRM_OK || st == CRM_FAIL || st == CRM_BUSY)
		return st;
	if (err != NULL) {
		err->status = CRM_INVALID;
		err->field[0] = '\0'; /* that within the expression */
	}
	crm_err_in_field(err, field);
	return CRM_INVALID;
}

enum crm_status
check_expression(struct crm_store *s, const struct crm_record *old,
    const struct crm_record *new, const char *field, const char *entity,
    struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(s);
	const struct crm_entity *e = crm_dict_find(d, entity);
	struct crm_text rule = text_of(new, field);
	struct crm_filter_env env = crm_store_env(s);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_filter *f;
	enum crm_status st;

	if (rule.n == 0 || (old != NULL && !differs(old, new, field)))
		return CRM_OK;
	if (e == NULL)
		return crm_fail_field(err, CRM_INVALID, field,
		    "is about '%.40s', which is no kind of record", entity);
	st = crm_filter_parse(d, e, text_dup(&a, rule), &env, &a, &f, err);
	crm_arena_free(&a);
	return bad_expression(st, field, err);
}

enum crm_status
check_words(const struct crm_record *r, const char *field,
    const char *const *known, struct crm_err *err)
{
	struct crm_text rest = text_of(r, field), item;
	struct crm_buf all = CRM_BUF_INIT;
	char quoted[CRM_QUOTE_SIZE];
	enum crm_status st = CRM_OK;
	size_t i;

	while (st == CRM_OK && list_item(&rest, &item)) {
		for (i = 0; known[i] != NULL; i++)
			if (crm_text_is(item, known[i]))
				break;
		if (known[i] != NULL)
			continue;
		for (i = 0; known[i] != NULL; i++)
			crm_buf_printf(
			    &all, "%s%s", i > 0 ? ", " : "", known[i]);
		st = crm_fail_field(err, CRM_INVALID, field,
		    "'%s' is not one "
		    "of %s",
		    crm_quote(quoted, item), all.data);
	}
	crm_buf_free(&all);
	return st;
}

enum crm_status
check_reached(const struct crm_saving *w, const struct reached_by *states,
    struct crm_err *err)
{
	struct crm_text state = text_of(w->new, "status");

	if (w->old != NULL || w->import || w->undo)
		return CRM_OK;
	while (states->state != NULL && !crm_text_is(state, states->state))
		states++;
	return states->state == NULL
	    ? CRM_OK
	    : crm_fail_field(err, CRM_RULE, "status",
		  "nothing is added as %s: %s leads there", states->state,
		  states->by);
}

static bool
is_one_of(const char *name, const char *const *list)
{
	while (list != NULL && *list != NULL && strcmp(*list, name) != 0)
		list++;
	return list != NULL && *list != NULL;
}

enum crm_status
check_booked(
    const struct crm_saving *w, const char *const *but, struct crm_err *err)
{
	const struct crm_entity *e = w->new->entity;
	size_t i;

	if (!w->met || w->old == NULL || comes_back(w->old, w->new))
		return CRM_OK;
	for (i = 0; i < e->n; i++)
		if ((e->field[i]->flags & CRM_F_VERB) != 0 &&
		    !crm_value_eq(w->old->v[i], w->new->v[i]) &&
		    !is_one_of(e->field[i]->name, but))
			return crm_fail_field(err, CRM_RULE, e->field[i]->name,
			    "of %s stays, for it is booked; verbs take it "
			    "back, see %s --help",
			    typed_id(w->arena, e, w->new->id),
			    crm_entity_command(e, w->arena));
	return CRM_OK;
}

enum crm_status
check_at_least(const struct crm_record *r, const char *field, int64_t least,
    struct crm_err *err)
{
	const struct crm_value *v = value_of(r, field);

	if (v->kind == CRM_NULL || v->i >= least)
		return CRM_OK;
	return crm_fail_field(
	    err, CRM_INVALID, field, "must be at least %lld", (long long)least);
}

enum crm_status
check_between(const struct crm_record *r, const char *field, int64_t least,
    int64_t most, struct crm_err *err)
{
	const struct crm_value *v = value_of(r, field);
	enum crm_status st = check_at_least(r, field, least, err);

	if (st != CRM_OK || v->kind == CRM_NULL || v->i <= most)
		return st;
	return crm_fail_field(
	    err, CRM_INVALID, field, "must be at most %lld", (long long)most);
}

enum crm_status
check_percent(
    const struct crm_record *r, const char *field, struct crm_err *err)
{
	const struct crm_value *v = value_of(r, field);

	if (v->kind == CRM_NULL || (v->i >= 0 && v->i <= CRM_WHOLE))
		return CRM_OK;
	return crm_fail_field(
	    err, CRM_INVALID, field, "must be between 0 and 100 percent");
}

enum crm_status
check_rate(const struct crm_record *r, struct crm_err *err)
{
	const struct crm_value *v = value_of(r, "rate");

	return v->kind == CRM_NULL || v->i > 0
	    ? CRM_OK
	    : crm_fail_field(
		  err, CRM_INVALID, "rate", "an exchange rate is above zero");
}

enum crm_status
check_rule(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *kind = text_dup(&a, text_of(w->new, "kind"));
	enum crm_status st;

	/* What it is about decides what the expression means. */
	st = check_expression(w->store,
	    w->old != NULL && differs(w->old, w->new, "kind") ? NULL : w->old,
	    w->new, "when", kind, err);
	crm_arena_free(&a);
	return st;
}

enum crm_status
check_kind(const struct crm_saving *w, const char *field, struct crm_err *err)
{
	struct crm_value *v = value_of(w->new, field);
	char quoted[CRM_QUOTE_SIZE];
	const struct crm_entity *e;

	if (v->kind == CRM_NULL)
		return CRM_OK;
	e = crm_dict_kind(crm_store_dict(w->store), v->t);
	if (e == NULL)
		return crm_fail_field(err, CRM_INVALID, field,
		    "'%s' is not a kind of record like lead, customer or deal",
		    crm_quote(quoted, v->t));
	*v = crm_value_text(crm_text_of(e->def->name));
	return CRM_OK;
}
