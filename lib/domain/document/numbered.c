/* What got a number keeps it: when it is edited, deleted, undone. */
#include "numbered.h"

#include <crm/domain/numbering.h>
#include <crm/store/log.h>

static bool
is_in(const struct crm_record *r, const char *state)
{
	return crm_text_is(text_of(r, "status"), state);
}

/* Whether it stands as its submission left it, or as who agreed did. */
static bool
is_as_submitted(const struct crm_record *r)
{
	const struct crm_consent *c = trade_of(r->entity)->consent;
	struct crm_text status = text_of(r, "status");

	return crm_text_is(status, c->waits) ||
	    crm_text_is(status, c->agreed) || crm_text_is(status, c->back);
}

/* ---- edited ---- */

/* A number of another form was said by somebody, and is fixed by the submission. */
static bool
is_given(const struct crm_record *r, const char *prefix, bool import)
{
	const struct crm_consent *c = trade_of(r->entity)->consent;
	struct crm_text number = text_of(r, "number");

	return number.n > 0 &&
	    (crm_number_ours(prefix, number) ||
		(c != NULL && !import && !is_in(r, c->back)));
}

/* Whether somebody made up a number as ours are, which would leave a gap, or be one of
 * them to the eye: so-20261121-0001. */
static bool
is_typed(const struct crm_saving *w, const char *prefix)
{
	struct crm_text number = text_of(w->new, "number");
	struct crm_text ours = crm_fold_dup(w->arena, crm_text_of(prefix));

	return !is_as_it_was(w) &&
	    crm_number_ours(
		text_dup(w->arena, ours), crm_fold_dup(w->arena, number)) &&
	    !crm_number_given(w->store, prefix, number);
}

enum crm_status
document_number_saved(
    const struct crm_saving *w, const char *prefix, struct crm_err *err)
{
	struct crm_text was;

	if (w->old != NULL && !differs(w->old, w->new, "number"))
		return CRM_OK;
	if (w->old != NULL && !w->undo && !comes_back(w->old, w->new) &&
	    is_given(w->old, prefix, w->import)) {
		was = text_of(w->old, "number");
		return crm_fail_field(err, CRM_RULE, "number",
		    "%.*s was given to %s and stays: a number that is missing "
		    "would have to be explained",
		    (int)was.n, was.p,
		    typed_id(w->arena, w->new->entity, w->new->id));
	}
	if (is_typed(w, prefix))
		return crm_fail_field(err, CRM_RULE, "number",
		    "%.*s is of our own form: such numbers are given, and not "
		    "typed; an import brings those of elsewhere",
		    (int)text_of(w->new, "number").n,
		    text_of(w->new, "number").p);
	return crm_number_seen(
	    w->store, prefix, text_of(w->new, "number"), err);
}

enum crm_status
document_number_save(const struct crm_saving *w, const char *prefix,
    const char *day, struct crm_err *err)
{
	const char *const field[] = { "seller", day };
	struct crm_text number;
	size_t i;

	if (w->old == NULL || is_as_it_was(w) ||
	    !crm_number_ours(prefix, text_of(w->old, "number")))
		return CRM_OK;
	number = text_of(w->old, "number");
	for (i = 0; i < COUNT(field); i++)
		if (value_of(w->old, field[i])->kind != CRM_NULL &&
		    differs(w->old, w->new, field[i]))
			return crm_fail_field(err, CRM_RULE, field[i],
			    "of %s stays: its number %.*s says it",
			    typed_id(w->arena, w->new->entity, w->new->id),
			    (int)number.n, number.p);
	return CRM_OK;
}

/* ---- deleted ---- */

enum crm_status
document_number_hide(const struct crm_saving *w, const char *prefix,
    const char *verb, struct crm_err *err)
{
	const struct crm_consent *c = trade_of(w->new->entity)->consent;
	struct crm_text status = word_of(w->new, "status");
	const char *id;

	if (w->import || w->undo ||
	    (!crm_number_ours(prefix, text_of(w->new, "number")) &&
		!is_in(w->new, c->waits) && !is_in(w->new, c->agreed)))
		return CRM_OK;
	id = typed_id(w->arena, w->new->entity, w->new->id);
	if (!is_as_submitted(w->new))
		return crm_fail_record(err, CRM_RULE,
		    "%s is %.*s and stays, with its number", id, (int)status.n,
		    status.p);
	return crm_fail_record(err, CRM_RULE,
	    "%s was submitted and stays, with its number: %s %s %s takes it "
	    "back",
	    id, crm_entity_command(w->new->entity, w->arena), verb, id);
}

/* ---- undone ---- */

/* What was taken out of an agreed state, by an edit or to be amended, and edited since,
 * is not what was agreed to: it does not come back there. */
static enum crm_status
check_agreed(
    const struct crm_undoing *u, const struct crm_lines *k, struct crm_err *err)
{
	bool moved = false, since = false;
	enum crm_status st = CRM_OK;

	if (u->born ||
	    (!is_in(u->now, trade_of(u->now->entity)->consent->back) &&
		!is_in(u->now, trade_of(u->now->entity)->consent->dropped)))
		return CRM_OK;
	st = crm_log_moved(u->store, u->now, "status", u->batch, &moved, err);
	if (st == CRM_OK && moved)
		st = crm_log_edited(u->store, u->now->entity, u->now->id,
		    crm_dict_find(crm_store_dict(u->store), k->kind), k->of,
		    u->born_in, &since, err);
	return st == CRM_OK && since
	    ? crm_fail(err, CRM_RULE, "was edited since")
	    : st;
}

enum crm_status
document_number_undo(const struct crm_undoing *u, const char *prefix,
    const struct crm_lines *k, enum crm_undo_way *way, struct crm_err *err)
{
	struct crm_text status = word_of(u->now, "status");
	enum crm_status st = CRM_OK;
	bool given = false;

	if (!u->born && crm_number_ours(prefix, text_of(u->now, "number")))
		st = crm_log_gave(
		    u->store, u->now, "number", u->batch, &given, err);
	*way = given ? CRM_UNDO_VOIDED : CRM_UNDO_BACK;
	if (st == CRM_OK && given && !is_as_submitted(u->now))
		return crm_fail(
		    err, CRM_RULE, "is %.*s by now", (int)status.n, status.p);
	return st == CRM_OK ? check_agreed(u, k, err) : st;
}

enum crm_status
document_undo_agreed(const struct crm_undoing *u, struct crm_err *err)
{
	const struct crm_consent *c = trade_of(u->now->entity)->consent;
	enum crm_status st;
	bool edits, since = false;

	if (u->born || is_as_submitted(u->now) || is_in(u->now, c->dropped))
		return CRM_OK;
	st = crm_log_touched(u->store, u->now,
	    fields_that_stay(u->now->entity, u->arena), u->batch, &edits, err);
	if (st == CRM_OK && edits)
		st = crm_log_after(
		    u->store, u->now, "status", u->batch, &since, err);
	return st == CRM_OK && since
	    ? crm_fail(err, CRM_RULE, "has since been agreed to as it is")
	    : st;
}

enum crm_status
document_void(
    const struct crm_undoing *u, const char *status, struct crm_err *err)
{
	const struct crm_entity *e = u->now->entity;
	struct crm_record patch;
	enum crm_action done;

	crm_record_init(&patch, e, u->arena);
	patch.id = u->now->id;
	crm_record_set(
	    &patch, field_of(e, "status"), crm_value_text(crm_text_of(status)));
	return crm_update(u->store, &patch, &done, err);
}
