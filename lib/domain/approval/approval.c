/* Deciding what was asked for. */
#include "approval.h"

#include "domain/notice/notice.h"

struct decision {
	struct crm_store *s;
	enum crm_decision what;
	struct crm_text comment;
	struct crm_arena arena;
	struct crm_record approval, about;
	const char *id; /* of the approval, for messages */
};

static enum crm_status
load(struct decision *d, int64_t id, struct crm_err *err)
{
	const struct crm_dict *dict = crm_store_dict(d->s);
	const struct crm_entity *e = crm_dict_find(dict, "approval");
	struct crm_text code, about;
	enum crm_status st;
	int64_t record;

	d->id = typed_id(&d->arena, e, id);
	if ((st = crm_lock(d->s, e, id, err)) != CRM_OK ||
	    (st = crm_load(d->s, e, id, &d->arena, &d->approval, err)) !=
		CRM_OK)
		return st;
	about = text_of(&d->approval, "about");
	if (!crm_id_split(about, &code, &record) ||
	    (e = crm_dict_code(dict, code)) == NULL)
		return crm_fail_record(
		    err, CRM_FAIL, "%s is about no record", d->id);
	if (d->what != CRM_APPROVE)
		return CRM_OK;
	if ((st = crm_resolve(d->s, e, about, false, &record, err)) != CRM_OK ||
	    (st = crm_lock(d->s, e, record, err)) != CRM_OK)
		return st;
	return crm_load(d->s, e, record, &d->arena, &d->about, err);
}

/* ---- who may ---- */

static enum crm_status
has_role(struct decision *d, bool *yes, struct crm_err *err)
{
	struct crm_value b[2] = { crm_value_int(crm_store_actor(d->s)),
		crm_value_text(text_of(&d->approval, "role")) },
			 n;
	enum crm_status st;

	st = crm_get_int(d->s,
	    "SELECT count(*) FROM app_user "
	    "WHERE \"id\" = ? AND \"role\" IN (?, 'admin')",
	    b, COUNT(b), &n, err);
	*yes = st == CRM_OK && n.i > 0;
	return st;
}

static enum crm_status
check(struct decision *d, struct crm_err *err)
{
	struct crm_text status = text_of(&d->approval, "status");
	struct crm_text role = text_of(&d->approval, "role");
	struct crm_value by = *value_of(&d->approval, "asked_by");
	bool own = by.kind == CRM_INT && by.i == crm_store_actor(d->s), yes;
	enum crm_status st;

	if (!crm_text_is(status, "pending"))
		return crm_fail_record(err, CRM_RULE, "%s is %.*s already",
		    d->id, (int)status.n, status.p);
	if (d->what == CRM_REVOKE)
		return own ? CRM_OK
			   : crm_fail(err, CRM_RULE,
				 "only who asked "
				 "for %s can take it back",
				 d->id);
	if (own)
		return crm_fail_record(err, CRM_RULE,
		    "%s is your own: somebody else "
		    "of role %.*s decides it",
		    d->id, (int)role.n, role.p);
	if ((st = has_role(d, &yes, err)) != CRM_OK || yes)
		return st;
	return crm_fail_record(err, CRM_DENIED, "%s is decided by role %.*s",
	    d->id, (int)role.n, role.p);
}

/* ---- what follows ---- */

/* Whether the record still has the values that were seen. */
static enum crm_status
is_as_seen(struct decision *d, bool *yes, struct crm_err *err)
{
	struct crm_text rest = text_of(&d->approval, "seen"), name, text;
	enum crm_status st = CRM_OK;
	struct crm_value v;
	int field;

	*yes = true;
	while (st == CRM_OK && *yes &&
	    approval_next(&rest, &d->arena, &name, &text)) {
		field = crm_field_index(d->about.entity, name);
		if (field < 0) {
			*yes = false;
			break;
		}
		st = approval_parse(
		    d->s, &d->about, field, text, &d->arena, &v, err);
		if (st == CRM_NOTFOUND) { /* it refers to what is gone */
			*yes = false;
			st = CRM_OK;
		} else if (st == CRM_OK)
			*yes = crm_value_eq(v, d->about.v[field]);
	}
	return st;
}

static enum crm_status
apply(struct decision *d, struct crm_err *err)
{
	struct crm_text rest = text_of(&d->approval, "changes"), name, text;
	enum crm_status st = CRM_OK;
	enum crm_action done;
	struct crm_record patch;
	struct crm_value v;
	int field;

	crm_record_init(&patch, d->about.entity, &d->arena);
	patch.id = d->about.id;
	while (st == CRM_OK && approval_next(&rest, &d->arena, &name, &text)) {
		field = crm_field_index(d->about.entity, name);
		if (field < 0)
			return crm_fail_record(err, CRM_RULE,
			    "%s: a %s has no field "
			    "%.*s any more",
			    d->id, d->about.entity->def->name, (int)name.n,
			    name.p);
		st = approval_parse(
		    d->s, &d->about, field, text, &d->arena, &v, err);
		if (st == CRM_OK)
			crm_record_set(&patch, field, v);
		/* The amounts behind a currency are said in it. */
		if (st == CRM_OK && field == d->about.entity->currency)
			d->about.v[field] = v;
	}
	return st == CRM_OK ? crm_update_agreed(d->s, &patch, &done, err) : st;
}

static enum crm_status
write(struct decision *d, const char *status, struct crm_err *err)
{
	const struct crm_entity *e = d->approval.entity;
	int64_t actor = crm_store_actor(d->s);
	enum crm_action done;
	struct crm_record patch;

	crm_record_init(&patch, e, &d->arena);
	patch.id = d->approval.id;
	crm_record_set(
	    &patch, field_of(e, "status"), crm_value_text(crm_text_of(status)));
	if (actor != 0)
		crm_record_set(
		    &patch, field_of(e, "decided_by"), crm_value_int(actor));
	crm_record_set(&patch, field_of(e, "decided_at"),
	    crm_value_int(crm_store_clock(d->s)->now));
	crm_record_set(&patch, field_of(e, "comment"),
	    crm_value_text(crm_text_trim(d->comment)));
	return crm_update(d->s, &patch, &done, err);
}

static enum crm_status
approve(struct decision *d, bool *stale, struct crm_err *err)
{
	enum crm_status st;
	bool yes;

	if ((st = is_as_seen(d, &yes, err)) != CRM_OK)
		return st;
	*stale = !yes;
	if (*stale)
		return write(d, "stale", err);
	if ((st = apply(d, err)) != CRM_OK)
		return st;
	return write(d, "approved", err);
}

enum crm_status
crm_decide(struct crm_store *s, int64_t approval, enum crm_decision what,
    struct crm_text comment, bool *stale, struct crm_err *err)
{
	struct decision d = { .s = s,
		.what = what,
		.comment = comment,
		.arena = CRM_ARENA_INIT };
	enum crm_status st;

	*stale = false;
	if ((st = load(&d, approval, err)) == CRM_OK &&
	    (st = check(&d, err)) == CRM_OK)
		st = what == CRM_APPROVE
		    ? approve(&d, stale, err)
		    : write(
			  &d, what == CRM_REJECT ? "rejected" : "revoked", err);
	crm_arena_free(&d.arena);
	return st;
}

/* ---- who hears of it ---- */

/* Whoever asked for it; "credit_limit 5000: too much" where something was said. */
enum crm_status
approval_saved(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_text status = text_of(w->new, "status"), code;
	struct crm_value by = *value_of(w->new, "asked_by");
	bool good = crm_text_is(status, "approved");
	struct crm_text what = text_of(w->new, "what");
	struct crm_text said = text_of(w->new, "comment");
	struct crm_arena a = CRM_ARENA_INIT;
	const struct crm_entity *e;
	int64_t record;

	(void)err;
	if (w->import || w->old == NULL || by.kind != CRM_INT ||
	    !differs(w->old, w->new, "status") ||
	    (!good && !crm_text_is(status, "rejected") &&
		!crm_text_is(status, "stale")) ||
	    !crm_id_split(text_of(w->new, "about"), &code, &record) ||
	    (e = crm_dict_code(crm_store_dict(w->store), code)) == NULL)
		return CRM_OK;
	news_to(w->store, by.i, good ? NEWS_APPROVED : NEWS_SENT_BACK, e,
	    record,
	    crm_sprintf(&a, "%.*s%s%.*s", (int)what.n, what.p,
		said.n > 0 ? ": " : "", (int)said.n, said.p));
	crm_arena_free(&a);
	return CRM_OK;
}
