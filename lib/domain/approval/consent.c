/*
 * Consent to a whole document: submitted, asked about step by step as the matrix has
 * it then, agreed to or a draft again.  What is agreed to is known by its hash: what
 * was edited since is another document.
 */
#include "approval.h"
#include "matrix.h"

#include <string.h>

bool
is_consent(const struct crm_record *row)
{
	return value_of(row, "round")->kind == CRM_INT &&
	    text_of(row, "changes").n == 0;
}

/* ---- its state ---- */

/* The document whose state the engine itself writes. */
struct writing {
	const struct crm_entity *entity; /* NULL: none */
	int64_t id;
};

static struct writing *
writing_of(struct crm_store *s)
{
	static const char owner;
	struct crm_arena *a;

	return crm_batch_memory(s, &owner, sizeof(struct writing), &a);
}

bool
consent_writes(const struct crm_saving *w)
{
	const struct writing *x = writing_of(w->store);

	return x->entity == w->new->entity && x->id == w->new->id;
}

static enum crm_status
set_state(struct crm_store *s, const struct crm_record *about,
    const char *status, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record patch;
	enum crm_action done;
	enum crm_status st;

	crm_record_init(&patch, about->entity, &a);
	patch.id = about->id;
	crm_record_set(&patch, field_of(about->entity, "status"),
	    crm_value_text(crm_text_of(status)));
	*writing_of(s) = (struct writing){ about->entity, about->id };
	st = crm_update_agreed(s, &patch, &done, err);
	*writing_of(s) = (struct writing){ NULL, 0 };
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_consent_again(struct crm_store *s, const struct crm_record *document,
    const char *status, struct crm_err *err)
{
	return set_state(s, document, status, err);
}

enum crm_status
consent_decided(struct crm_store *s, const struct crm_record *about,
    bool agreed, struct crm_err *err)
{
	const struct crm_consent *c = trade_of(about->entity)->consent;
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record now;
	enum crm_status st;

	st = set_state(s, about, agreed ? c->agreed : c->back, err);
	if (st == CRM_OK && c->decided != NULL &&
	    (st = crm_load(s, about->entity, about->id, &a, &now, err)) ==
		CRM_OK)
		st = c->decided(s, &now, agreed, err);
	crm_arena_free(&a);
	return st;
}

/* ---- submission ---- */

struct submission {
	struct crm_store *s;
	struct crm_arena *a;
	struct crm_record r;
	struct crm_route route;
	struct question q;
};

/* Who is asked where the matrix names nobody, and somebody must be. */
static enum crm_status
route_of(struct crm_store *s, const struct crm_record *r, struct crm_text must,
    struct crm_arena *a, struct crm_chosen *chosen, struct crm_route *out,
    const char **what, struct crm_err *err)
{
	const char *role = crm_setting(s, "approver");
	enum crm_status st = crm_route_of(s, r, a, chosen, out, err);

	*what = NULL;
	if (st != CRM_OK || out->n > 0 || must.n == 0)
		return st;
	out->n = 1;
	out->step[0] = (struct crm_approval_step){
		.who = { role != NULL ? crm_text_of(role)
				      : CRM_TEXT("manager") },
		.n = 1
	};
	*what = text_dup(a, must);
	return CRM_OK;
}

enum crm_status
crm_consent_route(struct crm_store *s, const struct crm_record *r,
    struct crm_arena *a, struct crm_chosen *chosen, struct crm_route *out,
    const char **must, struct crm_err *err)
{
	const struct crm_trade *t = trade_of(r->entity);
	struct crm_text why = CRM_TEXT("");
	enum crm_status st = CRM_OK;

	/* What nobody has entered yet gives nothing away. */
	if (r->id != 0 && t->consent != NULL && t->consent->judge != NULL)
		st = t->consent->judge(s, r, a, &why, err);
	return st == CRM_OK ? route_of(s, r, why, a, chosen, out, must, err)
			    : st;
}

static enum crm_status
nobody(const struct submission *k, struct crm_text who, bool you,
    struct crm_err *err)
{
	long long rule = (long long)k->q.rule;

	if (you)
		return crm_fail(err, CRM_RULE,
		    "%.*s is asked, and that is you alone: nobody agrees to "
		    "what he submits; somebody else submits it, or another has "
		    "to be asked: crm-admin approval-rule list",
		    (int)who.n, who.p);
	if (rule == 0)
		return crm_fail(err, CRM_RULE,
		    "%.*s is asked, and nobody active is that; say who is with "
		    "the setting approver",
		    (int)who.n, who.p);
	return crm_fail(err, CRM_RULE,
	    "APR%lld asks %.*s, and nobody active is that; mend the "
	    "rule: crm-admin approval-rule set APR%lld steps=…",
	    rule, (int)who.n, who.p, rule);
}

/* One who is asked is somebody, and not who submits alone. */
static enum crm_status
check_one(const struct submission *k, struct crm_text who, struct crm_err *err)
{
	enum crm_status st;
	bool any, other;

	if ((st = matrix_somebody(k->s, who, 0, &any, err)) != CRM_OK ||
	    (st = matrix_somebody(
		 k->s, who, crm_store_actor(k->s), &other, err)) != CRM_OK)
		return st;
	return other ? CRM_OK : nobody(k, who, any, err);
}

/* All of a step can agree; where one is enough, those who cannot are not asked. */
static enum crm_status
check_step(const struct submission *k, struct crm_approval_step *step,
    struct crm_err *err)
{
	enum crm_status st = CRM_OK, none = CRM_OK;
	struct crm_err why;
	size_t i, n = 0;

	for (i = 0; i < step->n; i++) {
		st = check_one(k, step->who[i], &why);
		if (st == CRM_OK)
			step->who[n++] = step->who[i];
		else if (st != CRM_RULE || step->all) {
			*err = why;
			return st;
		} else if (none == CRM_OK) {
			none = st;
			*err = why;
		}
	}
	step->n = n;
	return n > 0 ? CRM_OK : none;
}

static enum crm_status
check_route(struct submission *k, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < k->route.n && st == CRM_OK; i++)
		st = check_step(k, &k->route.step[i], err);
	return st;
}

/* A draft; also what a file brought as waiting, for which nobody was asked here. */
static enum crm_status
check_state(const struct submission *k, struct crm_err *err)
{
	const struct crm_consent *c = trade_of(k->r.entity)->consent;
	const char *back = c->back;
	struct crm_text word = word_of(&k->r, "status");
	enum consent_state state;
	enum crm_status st;

	if (crm_text_is(text_of(&k->r, "status"), back))
		return CRM_OK;
	if (crm_text_is(text_of(&k->r, "status"), c->waits)) {
		if ((st = consent_state_of(k->s, &k->r, k->a, &state, err)) !=
			CRM_OK ||
		    state == CONSENT_NONE ||
		    (st = crm_consent_waits(k->s, &k->r, err)) != CRM_OK)
			return st;
	}
	return crm_fail_record(err, CRM_RULE, "%s is %.*s; a %s is submitted",
	    typed_id(k->a, k->r.entity, k->r.id), (int)word.n, word.p,
	    text_dup(k->a, word_for(k->r.entity, "status", crm_text_of(back))));
}

static enum crm_status
find_route(struct submission *k, struct crm_text must, struct crm_err *err)
{
	struct crm_chosen chosen;
	enum crm_status st;

	st = route_of(
	    k->s, &k->r, must, k->a, &chosen, &k->route, &k->q.what, err);
	k->q.rule = chosen.rule;
	k->q.days = chosen.days;
	return st == CRM_OK ? check_route(k, err) : st;
}

enum crm_status
crm_consent_submit(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_text must, bool *asked, struct crm_err *err)
{
	const struct crm_consent *c = trade_of(e)->consent;
	struct crm_arena a = CRM_ARENA_INIT;
	struct submission k = { .s = s, .a = &a };
	enum crm_status st;
	const char *hash;
	int64_t first;

	*asked = false;
	if ((st = crm_lock(s, e, id, err)) != CRM_OK ||
	    (st = crm_load(s, e, id, &a, &k.r, err)) != CRM_OK ||
	    (st = check_state(&k, err)) != CRM_OK ||
	    (st = find_route(&k, must, err)) != CRM_OK ||
	    (st = set_state(s, &k.r, c->waits, err)) != CRM_OK)
		goto out;
	*asked = k.route.n > 0;
	if (!*asked)
		st = consent_decided(s, &k.r, true, err);
	else if ((st = hash_of(s, &k.r, &a, &hash, err)) == CRM_OK) {
		k.q.about = &k.r;
		k.q.seen = crm_text_of(hash);
		st = round_ask(s, &k.q, &k.route, &first, err);
	}
out:
	crm_arena_free(&a);
	return st;
}

/* ---- what became of it ---- */

struct last {
	int64_t waits, refused, agreed; /* rows of the last round */
	struct crm_text seen;
};

static enum crm_status
last_round(struct crm_store *s, struct crm_text about, struct crm_arena *a,
    struct last *out, struct crm_err *err)
{
	struct crm_value v[] = { crm_value_text(about), crm_value_text(about) };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*out = (struct last){ 0 };
	st = crm_sql(s,
	    "SELECT sum(CASE WHEN \"status\" IN ('pending', 'queued') "
	    "THEN 1 ELSE 0 END), sum(CASE WHEN \"status\" IN ('rejected', "
	    "'sent_back', 'revoked', 'stale') THEN 1 ELSE 0 END), "
	    "sum(CASE WHEN \"status\" = 'approved' THEN 1 ELSE 0 END), "
	    "max(\"seen\") FROM approval WHERE \"about\" = ? "
	    "AND \"changes\" IS NULL AND \"deleted\" IS NULL "
	    "AND \"round\" = (SELECT max(\"round\") FROM approval "
	    "WHERE \"about\" = ? AND \"changes\" IS NULL "
	    "AND \"deleted\" IS NULL)",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	if ((st = crm_step(q, &row, err)) != CRM_OK || !row)
		return st;
	if (!crm_col_null(q, 0)) {
		*out = (struct last){ crm_col_int(q, 0), crm_col_int(q, 1),
			crm_col_int(q, 2), { NULL, 0 } };
		out->seen = crm_text_of(text_dup(a, crm_col_text(q, 3)));
	}
	crm_reset(q);
	return CRM_OK;
}

enum crm_status
consent_state_of(struct crm_store *s, const struct crm_record *r,
    struct crm_arena *a, enum consent_state *out, struct crm_err *err)
{
	struct last last;
	const char *hash;
	enum crm_status st;

	*out = CONSENT_NONE;
	st = last_round(
	    s, crm_text_of(typed_id(a, r->entity, r->id)), a, &last, err);
	if (st != CRM_OK)
		return st;
	if (last.refused > 0)
		*out = CONSENT_BACK;
	else if (last.waits > 0)
		*out = CONSENT_WAITS;
	else if (last.agreed > 0 &&
	    (st = hash_of(s, r, a, &hash, err)) == CRM_OK)
		*out = crm_text_is(last.seen, hash) ? CONSENT_AGREED
						    : CONSENT_OTHER;
	return st;
}

static enum crm_status
refuse(const struct crm_record *r, enum consent_state state,
    struct crm_arena *a, struct crm_err *err)
{
	const char *id = typed_id(a, r->entity, r->id);

	switch (state) {
	case CONSENT_WAITS:
		return crm_fail_record(err, CRM_RULE,
		    "%s waits for consent; who is asked: crm-admin approval "
		    "list -w 'about = %s'",
		    id, id);
	case CONSENT_OTHER:
		return crm_fail_record(err, CRM_RULE,
		    "%s was edited behind its approval, and nobody agreed to "
		    "that; submit it again",
		    id);
	case CONSENT_BACK:
		return crm_fail_record(err, CRM_RULE,
		    "%s was not agreed to; mend and submit it again", id);
	case CONSENT_NONE:
	case CONSENT_AGREED:
		break;
	}
	return crm_fail_record(err, CRM_RULE,
	    "%s needs consent first; submit it: %s submit %s", id,
	    crm_entity_command(r->entity, a), id);
}

enum crm_status
consent_needed(struct crm_store *s, const struct crm_record *r,
    struct crm_arena *a, struct crm_err *err)
{
	enum consent_state state;
	struct crm_chosen chosen;
	struct crm_route route;
	enum crm_status st;

	if ((st = consent_state_of(s, r, a, &state, err)) != CRM_OK ||
	    state == CONSENT_AGREED)
		return st;
	if (state != CONSENT_WAITS) {
		st = crm_route_of(s, r, a, &chosen, &route, err);
		if (st != CRM_OK || route.n == 0)
			return st;
	}
	return refuse(r, state, a, err);
}
