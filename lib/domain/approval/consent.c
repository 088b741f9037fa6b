/*
 * Consent to a whole record, step by step, as the matrix had it when it was
 * submitted: a row for each approver, frozen then.  What was submitted is known by a
 * hash over the record and its parts; another one makes all of it stale.
 */
#include "approval.h"
#include "matrix.h"

#include <crm/base/sha256.h>

#include <string.h>

static const struct crm_entity *
rows_kind(struct crm_store *s)
{
	return crm_dict_find(crm_store_dict(s), "approval");
}

static void
put(struct crm_record *r, const char *field, struct crm_value v)
{
	crm_record_set(r, field_of(r->entity, field), v);
}

/* ---- the hash ---- */

/* Its state is what consent changes; remarks are no part of it. */
static bool
counts(const struct crm_field *f)
{
	return (f->flags & (CRM_F_SYSTEM | CRM_F_DERIVED | CRM_F_EXT)) == 0 &&
	    f->type != CRM_T_NOTE && f->type != CRM_T_TAGS &&
	    f->type != CRM_T_ID && strcmp(f->name, "status") != 0;
}

static void
put_record(struct crm_store *s, struct crm_buf *out, const struct crm_record *r)
{
	size_t i;

	crm_buf_str(out, r->entity->def->name);
	for (i = 0; i < r->entity->n; i++)
		if (counts(r->entity->field[i]))
			approval_put(s, out, r, (int)i, r->v[i]);
}

static enum crm_status
put_parts(struct crm_store *s, struct crm_buf *out, const struct crm_entity *e,
    int64_t id, const struct crm_entity *part, int field, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	enum crm_status st;
	int64_t *ids;
	size_t n, i;

	st = crm_referring(s, part, field, e, &id, 1, false, &a, &ids, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		if ((st = crm_load(s, part, ids[i], &a, &r, err)) == CRM_OK)
			put_record(s, out, &r);
	crm_arena_free(&a);
	return st;
}

static enum crm_status
hash_of(struct crm_store *s, const struct crm_record *r, struct crm_arena *a,
    const char **out, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(s);
	struct crm_buf text = CRM_BUF_INIT;
	struct crm_sha256 sum;
	char hex[65];
	enum crm_status st = CRM_OK;
	size_t i, j;

	put_record(s, &text, r);
	for (i = 0; i < d->n && st == CRM_OK; i++)
		for (j = 0; j < d->entity[i]->n && st == CRM_OK; j++) {
			const struct crm_field *f = d->entity[i]->field[j];

			if ((f->flags & CRM_F_OWNER) != 0 && f->ref != NULL &&
			    strcmp(f->ref, r->entity->def->name) == 0)
				st = put_parts(s, &text, r->entity, r->id,
				    d->entity[i], (int)j, err);
		}
	crm_sha256_init(&sum);
	crm_sha256_add(&sum, text.data, text.len);
	crm_sha256_hex(&sum, hex);
	*out = crm_strdup(a, hex);
	crm_buf_free(&text);
	return st;
}

/* ---- asking ---- */

struct submission {
	struct crm_store *s;
	const struct crm_record *r;
	struct crm_arena *a;
	int64_t rule, round;
	const char *hash;
};

static enum crm_status
next_round(struct submission *k, struct crm_err *err)
{
	struct crm_value v = crm_value_text(
	    crm_text_of(typed_id(k->a, k->r->entity, k->r->id)));
	struct crm_value n;
	enum crm_status st = crm_get_int(k->s,
	    "SELECT coalesce(max(\"round\"), 0) + 1 FROM approval "
	    "WHERE \"about\" = ?",
	    &v, 1, &n, err);

	k->round = st == CRM_OK ? n.i : 0;
	return st;
}

static enum crm_status
ask_one(const struct submission *k, size_t step, bool all, struct crm_text who,
    struct crm_err *err)
{
	const struct crm_entity *e = rows_kind(k->s);
	struct crm_record r;
	enum crm_status st;
	int64_t id;
	bool yes;

	st = matrix_somebody(k->s, who, &yes, err);
	if (st == CRM_OK && !yes)
		return crm_fail(err, CRM_RULE,
		    "APR%lld asks %.*s, and nobody active is that; mend the "
		    "rule: crm-admin approval-rule set APR%lld steps=…",
		    (long long)k->rule, (int)who.n, who.p, (long long)k->rule);
	if (st != CRM_OK)
		return st;
	crm_record_init(&r, e, k->a);
	if (matrix_is_role(k->s, who)) {
		put(&r, "role", crm_value_text(who));
	} else {
		st = crm_resolve(k->s,
		    crm_dict_find(crm_store_dict(k->s), "user"), who, false,
		    &id, err);
		put(&r, "person", crm_value_int(id));
	}
	put(&r, "about",
	    crm_value_text(
		crm_text_of(typed_id(k->a, k->r->entity, k->r->id))));
	put(&r, "what",
	    crm_value_text(crm_text_of(crm_sprintf(k->a, "APR%lld: %.*s",
		(long long)k->rule, (int)who.n, who.p))));
	put(&r, "status",
	    crm_value_text(
		step == 0 ? CRM_TEXT("pending") : CRM_TEXT("queued")));
	if (crm_store_actor(k->s) != 0)
		put(&r, "asked_by", crm_value_int(crm_store_actor(k->s)));
	put(&r, "asked_at", crm_value_int(crm_store_clock(k->s)->now));
	put(&r, "seen", crm_value_text(crm_text_of(k->hash)));
	put(&r, "rule", crm_value_int(k->rule));
	put(&r, "round", crm_value_int(k->round));
	put(&r, "step", crm_value_int((int64_t)step + 1));
	put(&r, "all_of", crm_value_int(all));
	return st == CRM_OK ? crm_insert(k->s, &r, err) : st;
}

enum crm_status
crm_consent_ask(struct crm_store *s, const struct crm_entity *e, int64_t id,
    bool *asked, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct submission k = { .s = s, .a = &a };
	struct crm_route route;
	struct crm_record r;
	enum crm_status st;
	int64_t also;
	size_t i, j;

	*asked = false;
	k.r = &r;
	if ((st = crm_load(s, e, id, &a, &r, err)) != CRM_OK ||
	    (st = crm_route_of(s, &r, &a, &k.rule, &route, &also, err)) !=
		CRM_OK ||
	    route.n == 0 || (st = next_round(&k, err)) != CRM_OK ||
	    (st = hash_of(s, &r, &a, &k.hash, err)) != CRM_OK)
		goto out;
	*asked = true;
	for (i = 0; i < route.n && st == CRM_OK; i++)
		for (j = 0; j < route.step[i].n && st == CRM_OK; j++)
			st = ask_one(&k, i, route.step[i].all,
			    route.step[i].who[j], err);
out:
	crm_arena_free(&a);
	return st;
}

/* ---- rows of a round ---- */

static enum crm_status
set_status(
    struct crm_store *s, int64_t id, const char *status, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record patch;
	enum crm_action done;
	enum crm_status st;

	crm_record_init(&patch, rows_kind(s), &a);
	patch.id = id;
	put(&patch, "status", crm_value_text(crm_text_of(status)));
	st = crm_update(s, &patch, &done, err);
	crm_arena_free(&a);
	return st;
}

/* All of a record that have one status get another: of its first such step alone,
 * or of every one. */
static enum crm_status
move(struct crm_store *s, struct crm_text about, const char *from,
    const char *to, bool first_step, size_t *moved, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_value v[] = { crm_value_text(about),
		crm_value_text(crm_text_of(from)), crm_value_text(about),
		crm_value_text(crm_text_of(from)),
		crm_value_int(first_step ? 0 : 1) };
	enum crm_status st;
	int64_t *ids;
	size_t n, i;

	st = crm_ids(s,
	    "SELECT \"id\" FROM approval WHERE \"about\" = ? "
	    "AND \"rule\" IS NOT NULL AND \"status\" = ? "
	    "AND \"deleted\" IS NULL AND (\"step\" = (SELECT min(\"step\") "
	    "FROM approval WHERE \"about\" = ? AND \"rule\" IS NOT NULL "
	    "AND \"status\" = ? AND \"deleted\" IS NULL) OR 1 = ?) "
	    "ORDER BY \"id\"",
	    v, COUNT(v), &a, &ids, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		st = set_status(s, ids[i], to, err);
	*moved = st == CRM_OK ? n : 0;
	crm_arena_free(&a);
	return st;
}

/* Nothing waits any more. */
static enum crm_status
drop(struct crm_store *s, struct crm_text about, const char *to,
    struct crm_err *err)
{
	enum crm_status st;
	size_t n;

	st = move(s, about, "pending", to, false, &n, err);
	return st == CRM_OK ? move(s, about, "queued", to, false, &n, err) : st;
}

enum crm_status
crm_consent_stale(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st = drop(
	    s, crm_text_of(typed_id(&a, e, id)), "stale", err);

	crm_arena_free(&a);
	return st;
}

/* ---- deciding ---- */

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
	put(&patch, "status", crm_value_text(crm_text_of(status)));
	st = crm_update_agreed(s, &patch, &done, err);
	crm_arena_free(&a);
	return st;
}

enum crm_status
consent_not_both(
    struct crm_store *s, const struct crm_record *row, struct crm_err *err)
{
	struct crm_value v[] = { *value_of(row, "about"),
		*value_of(row, "round"), *value_of(row, "step"),
		crm_value_int(crm_store_actor(s)) };
	struct crm_value n;
	enum crm_status st = crm_get_int(s,
	    "SELECT count(*) FROM approval WHERE \"about\" = ? "
	    "AND \"round\" = ? AND \"step\" = ? AND \"decided_by\" = ? "
	    "AND \"status\" = 'approved' AND \"deleted\" IS NULL",
	    v, COUNT(v), &n, err);

	return st != CRM_OK || n.i == 0
	    ? st
	    : crm_fail(err, CRM_RULE,
		  "you agreed in this step already, and nobody acts for both: "
		  "somebody else decides this");
}

enum crm_status
consent_is_as_seen(struct crm_store *s, const struct crm_record *row,
    const struct crm_record *about, bool *yes, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *hash;
	enum crm_status st = hash_of(s, about, &a, &hash, err);

	*yes = st == CRM_OK && crm_text_is(text_of(row, "seen"), hash);
	crm_arena_free(&a);
	return st;
}

enum crm_status
consent_back(struct crm_store *s, const struct crm_record *about,
    struct crm_text typed, const char *others, struct crm_err *err)
{
	enum crm_status st = drop(s, typed, others, err);

	return st == CRM_OK
	    ? set_state(s, about, trade_of(about->entity)->consent->back, err)
	    : st;
}

enum crm_status
consent_go_on(struct crm_store *s, const struct crm_record *row,
    const struct crm_record *about, struct crm_err *err)
{
	struct crm_text typed = text_of(row, "about");
	bool all = value_of(row, "all_of")->i != 0;
	struct crm_value waits;
	enum crm_status st = CRM_OK;
	size_t n;

	if (!all)
		st = move(s, typed, "pending", "skipped", false, &n, err);
	if (st != CRM_OK)
		return st;
	st = crm_get_int(s,
	    "SELECT count(*) FROM approval WHERE \"about\" = ? "
	    "AND \"rule\" IS NOT NULL AND \"status\" = 'pending' "
	    "AND \"deleted\" IS NULL",
	    value_of(row, "about"), 1, &waits, err);
	if (st != CRM_OK || waits.i > 0)
		return st;
	st = move(s, typed, "queued", "pending", true, &n, err);
	return st != CRM_OK || n > 0
	    ? st
	    : set_state(
		  s, about, trade_of(about->entity)->consent->agreed, err);
}
