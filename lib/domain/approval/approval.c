/* Deciding what was asked for. */
#include "approval.h"
#include "matrix.h"

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
load_row(struct decision *d, int64_t id, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(d->s), "approval");

	d->id = typed_id(&d->arena, e, id);
	return crm_load(d->s, e, id, &d->arena, &d->approval, err);
}

/* Locks the record first, by which whoever else decides about it waits; who only
 * says no to a change needs not find it. */
static enum crm_status
load_about(struct decision *d, struct crm_err *err)
{
	const struct crm_dict *dict = crm_store_dict(d->s);
	struct crm_text code, about = text_of(&d->approval, "about");
	const struct crm_entity *e;
	enum crm_status st;
	int64_t record;

	if (!crm_id_split(about, &code, &record) ||
	    (e = crm_dict_code(dict, code)) == NULL)
		return crm_fail_record(
		    err, CRM_FAIL, "%s is about no record", d->id);
	if (d->what != CRM_APPROVE && !is_consent(&d->approval))
		return CRM_OK;
	if ((st = crm_resolve(d->s, e, about, false, &record, err)) != CRM_OK ||
	    (st = crm_lock(d->s, e, record, err)) != CRM_OK)
		return st;
	return crm_load(d->s, e, record, &d->arena, &d->about, err);
}

static enum crm_status
load(struct decision *d, int64_t id, struct crm_err *err)
{
	enum crm_status st;

	if ((st = load_row(d, id, err)) != CRM_OK ||
	    (st = load_about(d, err)) != CRM_OK ||
	    (st = crm_lock(d->s, d->approval.entity, id, err)) != CRM_OK)
		return st;
	return load_row(d, id, err);
}

/* ---- who may ---- */

/* It is behind others, who are asked before. */
static enum crm_status
not_yet(struct decision *d, struct crm_err *err)
{
	struct crm_buf who = CRM_BUF_INIT;
	enum crm_status st = consent_asked_now(
	    d->s, text_of(&d->approval, "about"), &d->arena, &who, err);

	if (st == CRM_OK)
		st = crm_fail_record(err, CRM_RULE,
		    "%s is not asked yet: it waits for %s", d->id,
		    who.len > 0 ? who.data : "");
	crm_buf_free(&who);
	return st;
}

static enum crm_status
check_pending(struct decision *d, struct crm_err *err)
{
	struct crm_text word = word_of(&d->approval, "status");

	if (crm_text_is(text_of(&d->approval, "status"), "queued"))
		return not_yet(d, err);
	return crm_text_is(text_of(&d->approval, "status"), "pending")
	    ? CRM_OK
	    : crm_fail_record(err, CRM_RULE, "%s is %.*s already", d->id,
		  (int)word.n, word.p);
}

/* Its document waits: nothing else is moved by who was asked about it once. */
static enum crm_status
check_waits(struct decision *d, struct crm_err *err)
{
	const struct crm_trade *t;
	struct crm_text status;

	if (!is_consent(&d->approval) || d->about.entity == NULL ||
	    (t = trade_of(d->about.entity))->consent == NULL)
		return CRM_OK;
	status = text_of(&d->about, "status");
	return crm_text_is(status, t->consent->waits)
	    ? CRM_OK
	    : crm_fail_record(err, CRM_RULE,
		  "%s asks about %s, which is %.*s by now and waits for nobody",
		  d->id, typed_id(&d->arena, d->about.entity, d->about.id),
		  (int)word_of(&d->about, "status").n,
		  word_of(&d->about, "status").p);
}

static enum crm_status
check(struct decision *d, struct crm_err *err)
{
	const struct crm_value *by = value_of(&d->approval, "asked_by");
	enum crm_status st;

	if ((st = check_pending(d, err)) != CRM_OK ||
	    (st = check_waits(d, err)) != CRM_OK)
		return st;
	if (d->what == CRM_REVOKE)
		return by->kind == CRM_INT && by->i == crm_store_actor(d->s)
		    ? CRM_OK
		    : crm_fail(err, CRM_RULE,
			  "only who asked for %s can take it back", d->id);
	if (d->what == CRM_SEND_BACK && crm_text_trim(d->comment).n == 0)
		return crm_fail_record(err, CRM_RULE,
		    "who sends %s back says what is missing: comment=TEXT",
		    d->id);
	if ((st = may_decide(d->s, &d->approval, err)) != CRM_OK)
		return st;
	return d->what == CRM_APPROVE ? round_not_both(d->s, &d->approval, err)
				      : CRM_OK;
}

/* ---- what follows ---- */

/* Whether the record still has the values that were seen. */
static enum crm_status
has_values_seen(struct decision *d, bool *yes, struct crm_err *err)
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
is_as_seen(struct decision *d, bool *yes, struct crm_err *err)
{
	enum crm_status st;
	const char *hash;

	if (!is_consent(&d->approval))
		return has_values_seen(d, yes, err);
	st = hash_of(d->s, &d->about, &d->arena, &hash, err);
	*yes = st == CRM_OK && crm_text_is(text_of(&d->approval, "seen"), hash);
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

/* What became of the whole: of a document its state, of a change that it is made. */
static enum crm_status
finish(struct decision *d, bool agreed, struct crm_err *err)
{
	if (is_consent(&d->approval))
		return consent_decided(d->s, &d->about, agreed, err);
	return agreed ? apply(d, err) : CRM_OK;
}

static enum crm_status
say_no(struct decision *d, const char *row, const char *others,
    struct crm_err *err)
{
	enum crm_status st;

	if ((st = write(d, row, err)) != CRM_OK ||
	    (st = round_drop(d->s, &d->approval, others, err)) != CRM_OK)
		return st;
	return finish(d, false, err);
}

static enum crm_status
approve(struct decision *d, bool *stale, struct crm_err *err)
{
	enum crm_status st;
	bool yes, over;

	if ((st = is_as_seen(d, &yes, err)) != CRM_OK)
		return st;
	*stale = !yes;
	if (*stale)
		return say_no(d, "stale", "stale", err);
	if ((st = write(d, "approved", err)) != CRM_OK ||
	    (st = round_go_on(d->s, &d->approval, &over, err)) != CRM_OK ||
	    !over)
		return st;
	return finish(d, true, err);
}

static enum crm_status
decide(struct decision *d, bool *stale, struct crm_err *err)
{
	switch (d->what) {
	case CRM_APPROVE:
		return approve(d, stale, err);
	case CRM_REJECT:
		return say_no(d, "rejected", "skipped", err);
	case CRM_SEND_BACK:
		return say_no(d, "sent_back", "skipped", err);
	case CRM_REVOKE:
		break;
	}
	return say_no(d, "revoked", "revoked", err);
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
		st = decide(&d, stale, err);
	crm_arena_free(&d.arena);
	return st;
}

/* ---- handing on ---- */

/* To somebody who can decide it. */
static enum crm_status
check_taker(
    struct decision *d, const struct crm_record *user, struct crm_err *err)
{
	const struct crm_value *by = value_of(&d->approval, "asked_by");
	const struct crm_value *of = value_of(&d->approval, "person");
	const char *login = text_dup(&d->arena, text_of(user, "login"));
	enum crm_status st;
	bool agreed;

	if (value_of(user, "active")->kind == CRM_INT &&
	    value_of(user, "active")->i == 0)
		return crm_fail(
		    err, CRM_RULE, "%s is not active any more", login);
	if (by->kind == CRM_INT && by->i == user->id)
		return crm_fail(err, CRM_RULE,
		    "%s asked for %s, and nobody agrees to his own", login,
		    d->id);
	if (of->kind == CRM_INT && of->i == user->id)
		return crm_fail(
		    err, CRM_RULE, "%s is asked for %s already", login, d->id);
	st = round_agreed(d->s, &d->approval, user->id, &agreed, err);
	return st != CRM_OK || !agreed
	    ? st
	    : crm_fail(err, CRM_RULE,
		  "%s agreed in this step already, and nobody acts for both: "
		  "delegate %s to somebody else",
		  login, d->id);
}

static enum crm_status
delegate(struct decision *d, int64_t to, struct crm_err *err)
{
	const struct crm_entity *users = crm_dict_find(
	    crm_store_dict(d->s), "user");
	struct crm_record user;
	enum crm_status st;

	if ((st = crm_load(d->s, users, to, &d->arena, &user, err)) != CRM_OK ||
	    (st = check_taker(d, &user, err)) != CRM_OK)
		return st;
	if ((st = write(d, "delegated", err)) != CRM_OK)
		return st;
	return round_join(d->s, &d->approval, text_of(&user, "login"),
	    value_of(&d->approval, "step")->i,
	    value_of(&d->approval, "all_of")->i != 0, err);
}

static enum crm_status
add_steps(struct decision *d, const struct crm_route *more, struct crm_err *err)
{
	int64_t step = value_of(&d->approval, "step")->i;
	enum crm_status st;
	size_t i, j;

	st = round_shift(d->s, &d->approval, (int64_t)more->n, err);
	for (i = 0; i < more->n && st == CRM_OK; i++)
		for (j = 0; j < more->step[i].n && st == CRM_OK; j++)
			st = round_join(d->s, &d->approval,
			    more->step[i].who[j], step + (int64_t)i + 1,
			    more->step[i].all, err);
	return st;
}

/* Who may decide may let others decide as well. */
static enum crm_status
open_row(struct decision *d, int64_t approval, struct crm_err *err)
{
	enum crm_status st;

	if ((st = load(d, approval, err)) != CRM_OK ||
	    (st = check_pending(d, err)) != CRM_OK)
		return st;
	if (value_of(&d->approval, "round")->kind != CRM_INT)
		return crm_fail_record(err, CRM_RULE,
		    "%s was asked by an older version: decide it, or ask anew",
		    d->id);
	return may_decide(d->s, &d->approval, err);
}

enum crm_status
crm_delegate(struct crm_store *s, int64_t approval, int64_t to,
    struct crm_text comment, struct crm_err *err)
{
	struct decision d = { .s = s,
		.what = CRM_APPROVE,
		.comment = comment,
		.arena = CRM_ARENA_INIT };
	enum crm_status st;

	if ((st = open_row(&d, approval, err)) == CRM_OK)
		st = delegate(&d, to, err);
	crm_arena_free(&d.arena);
	return st;
}

enum crm_status
crm_add_step(struct crm_store *s, int64_t approval, struct crm_text steps,
    struct crm_err *err)
{
	struct decision d = {
		.s = s, .what = CRM_APPROVE, .arena = CRM_ARENA_INIT
	};
	struct crm_route more;
	enum crm_status st;

	if ((st = open_row(&d, approval, err)) == CRM_OK &&
	    (st = matrix_steps(s, steps, &more, err)) == CRM_OK)
		st = add_steps(&d, &more, err);
	crm_arena_free(&d.arena);
	return st;
}

/* ---- its own record ---- */

/* What was decided, about what and by whom, is no field that a file sets right. */
enum crm_status
approval_save(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_entity *e = w->new->entity;
	size_t i;

	for (i = 0; w->met && i < e->n; i++)
		if ((e->field[i]->flags & CRM_F_VERB) != 0 &&
		    !crm_value_eq(w->old->v[i], w->new->v[i]))
			return crm_fail_field(err, CRM_RULE, e->field[i]->name,
			    "of %s comes from deciding: crm-admin approval "
			    "approve, reject, send-back, revoke, delegate",
			    typed_id(w->arena, e, w->new->id));
	return CRM_OK;
}

/* Without one of its rows a route would end before all were asked, or never. */
enum crm_status
approval_hide(const struct crm_saving *w, struct crm_err *err)
{
	return is_as_it_was(w)
	    ? CRM_OK
	    : crm_fail_record(err, CRM_RULE,
		  "%s stays, as all that was asked and decided does; who asked "
		  "takes back what waits: crm-admin approval revoke; what it is "
		  "about is cancelled or withdrawn, not deleted",
		  typed_id(w->arena, w->new->entity, w->new->id));
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
		!crm_text_is(status, "sent_back") &&
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
