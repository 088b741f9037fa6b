/* Deciding what was asked for. */
#include "approval.h"

#include "domain/notice/notice.h"
#include "domain/team/stand-in.h"

struct decision {
	struct crm_store *s;
	enum crm_decision what;
	struct crm_text comment;
	struct crm_arena arena;
	struct crm_record approval, about;
	const char *id; /* of the approval, for messages */
};

/* It is to a whole record, as the matrix has it. */
static bool
is_consent(const struct decision *d)
{
	return value_of(&d->approval, "rule")->kind == CRM_INT;
}

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
	if (d->what != CRM_APPROVE && !is_consent(d))
		return CRM_OK;
	if ((st = crm_resolve(d->s, e, about, false, &record, err)) != CRM_OK ||
	    (st = crm_lock(d->s, e, record, err)) != CRM_OK)
		return st;
	return crm_load(d->s, e, record, &d->arena, &d->about, err);
}

/* ---- who may ---- */

/* Whoever is told in the place of one who is away decides in that place. */
static enum crm_status
stands_in(struct decision *d, bool *yes, struct crm_err *err)
{
	struct crm_value v[] = { *value_of(&d->approval, "role"),
		*value_of(&d->approval, "person") };
	struct people people;
	struct stand_ins ins;
	enum crm_status st;
	int64_t *ids;
	size_t n, i;

	if ((st = people_load(d->s, &d->arena, &people, err)) != CRM_OK ||
	    (st = stand_ins_load(d->s, &people, &d->arena, &ins, err)) !=
		CRM_OK)
		return st;
	st = crm_ids(d->s,
	    "SELECT \"id\" FROM app_user WHERE (\"role\" = ? OR \"id\" = ?) "
	    "AND \"deleted\" IS NULL",
	    v, COUNT(v), &d->arena, &ids, &n, err);
	for (i = 0; i < n && st == CRM_OK && !*yes; i++)
		*yes = stand_in(&ins, ids[i]) == crm_store_actor(d->s);
	return st;
}

static enum crm_status
may_decide(struct decision *d, bool *yes, struct crm_err *err)
{
	struct crm_value v[] = { crm_value_int(crm_store_actor(d->s)),
		*value_of(&d->approval, "role"),
		*value_of(&d->approval, "person") };
	struct crm_value n;
	enum crm_status st;

	st = crm_get_int(d->s,
	    "SELECT count(*) FROM app_user WHERE \"id\" = ? "
	    "AND (\"role\" IN (?, 'admin') OR \"id\" = ?)",
	    v, COUNT(v), &n, err);
	*yes = st == CRM_OK && n.i > 0;
	return st != CRM_OK || *yes ? st : stands_in(d, yes, err);
}

/* The role, or the login of whom it is for. */
static struct crm_text
decider(struct decision *d)
{
	const struct crm_value *person = value_of(&d->approval, "person");
	struct crm_text shown;

	if (person->kind == CRM_INT &&
	    crm_display(d->s, crm_dict_find(crm_store_dict(d->s), "user"),
		person->i, &shown, NULL) == CRM_OK)
		return crm_text_of(text_dup(&d->arena, shown));
	return text_of(&d->approval, "role");
}

static enum crm_status
check(struct decision *d, struct crm_err *err)
{
	struct crm_text status = text_of(&d->approval, "status");
	struct crm_text who = decider(d);
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
		    d->id, (int)who.n, who.p);
	if ((st = may_decide(d, &yes, err)) != CRM_OK)
		return st;
	if (yes)
		return is_consent(d) && d->what == CRM_APPROVE
		    ? consent_not_both(d->s, &d->approval, err)
		    : CRM_OK;
	return crm_fail_record(err, CRM_DENIED, "%s is decided by role %.*s",
	    d->id, (int)who.n, who.p);
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
			    d->id, crm_entity_word(d->about.entity),
			    (int)name.n, name.p);
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

/* A step of a route: refused or taken back, the record is a draft again. */
static enum crm_status
decide_consent(struct decision *d, bool *stale, struct crm_err *err)
{
	struct crm_text about = text_of(&d->approval, "about");
	enum crm_status st;
	bool yes = true;

	if (d->what == CRM_APPROVE)
		st = consent_is_as_seen(
		    d->s, &d->approval, &d->about, &yes, err);
	else
		st = write(
		    d, d->what == CRM_REJECT ? "rejected" : "revoked", err);
	if (st != CRM_OK)
		return st;
	*stale = !yes;
	if (d->what != CRM_APPROVE || *stale)
		return consent_back(d->s, &d->about, about,
		    *stale                      ? "stale"
			: d->what == CRM_REJECT ? "skipped"
						: "revoked",
		    err);
	if ((st = write(d, "approved", err)) != CRM_OK)
		return st;
	return consent_go_on(d->s, &d->approval, &d->about, err);
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
		st = is_consent(&d) ? decide_consent(&d, stale, err)
		    : what == CRM_APPROVE
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
