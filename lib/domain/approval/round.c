/*
 * All that is asked at once about a record: a row of the kind approval for each
 * approver of each step, frozen when it is asked.  The first step waits, the others
 * are queued behind it.  Whoever asks or decides holds the lock of the record.
 */
#include "approval.h"
#include "matrix.h"

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

static void
put_text(struct crm_record *r, const char *field, struct crm_text t)
{
	if (t.n > 0)
		put(r, field, crm_value_text(t));
}

/* From today on, where a step has a limit. */
static void
put_due(struct crm_store *s, struct crm_record *r, int64_t days)
{
	if (days > 0)
		put(r, "due_on",
		    crm_value_int(crm_store_clock(s)->today + days));
}

/* ---- asking ---- */

/* A role, or a person. */
static enum crm_status
put_approver(struct crm_store *s, struct crm_record *r, struct crm_text who,
    struct crm_err *err)
{
	enum crm_status st;
	int64_t id;

	if (matrix_is_role(s, who)) {
		put(r, "role", crm_value_text(who));
		return CRM_OK;
	}
	st = crm_resolve(
	    s, crm_dict_find(crm_store_dict(s), "user"), who, false, &id, err);
	if (st == CRM_OK)
		put(r, "person", crm_value_int(id));
	return st;
}

struct asking {
	struct crm_store *s;
	const struct question *q;
	struct crm_arena *a;
	struct crm_text about;
	int64_t round;
};

static enum crm_status
next_round(struct asking *k, struct crm_err *err)
{
	struct crm_value v = crm_value_text(k->about), n;
	enum crm_status st = crm_get_int(k->s,
	    "SELECT coalesce(max(\"round\"), 0) + 1 FROM approval "
	    "WHERE \"about\" = ?",
	    &v, 1, &n, err);

	k->round = st == CRM_OK ? n.i : 0;
	return st;
}

static const char *
what_of(const struct asking *k, struct crm_text who)
{
	if (k->q->what != NULL)
		return k->q->what;
	return crm_sprintf(
	    k->a, "APR%lld: %.*s", (long long)k->q->rule, (int)who.n, who.p);
}

static enum crm_status
ask_one(const struct asking *k, size_t step, bool all, struct crm_text who,
    int64_t *id, struct crm_err *err)
{
	const struct question *q = k->q;
	struct crm_record r;
	enum crm_status st;

	*id = 0;
	crm_record_init(&r, rows_kind(k->s), k->a);
	if ((st = put_approver(k->s, &r, who, err)) != CRM_OK)
		return st;
	put_text(&r, "about", k->about);
	put_text(&r, "what", crm_text_of(what_of(k, who)));
	put_text(
	    &r, "status", step == 0 ? CRM_TEXT("pending") : CRM_TEXT("queued"));
	if (crm_store_actor(k->s) != 0)
		put(&r, "asked_by", crm_value_int(crm_store_actor(k->s)));
	put(&r, "asked_at", crm_value_int(crm_store_clock(k->s)->now));
	put_text(&r, "changes", q->changes);
	put_text(&r, "seen", q->seen);
	if (q->rule != 0)
		put(&r, "rule", crm_value_int(q->rule));
	put(&r, "round", crm_value_int(k->round));
	put(&r, "step", crm_value_int((int64_t)step + 1));
	put(&r, "all_of", crm_value_int(all));
	if (q->days > 0)
		put(&r, "days", crm_value_int(q->days));
	if (step == 0)
		put_due(k->s, &r, q->days);
	st = crm_insert(k->s, &r, err);
	*id = r.id;
	return st;
}

enum crm_status
round_ask(struct crm_store *s, const struct question *q,
    const struct crm_route *route, int64_t *first, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct asking k = { .s = s, .q = q, .a = &a };
	enum crm_status st;
	size_t i, j;
	int64_t id;

	*first = 0;
	k.about = crm_text_of(typed_id(&a, q->about->entity, q->about->id));
	st = next_round(&k, err);
	for (i = 0; i < route->n && st == CRM_OK; i++)
		for (j = 0; j < route->step[i].n && st == CRM_OK; j++) {
			st = ask_one(&k, i, route->step[i].all,
			    route->step[i].who[j], &id, err);
			if (*first == 0)
				*first = id;
		}
	crm_arena_free(&a);
	return st;
}

enum crm_status
round_join(struct crm_store *s, const struct crm_record *row,
    struct crm_text who, int64_t step, bool all, struct crm_err *err)
{
	static const char *const same[] = { "about", "what", "asked_by",
		"asked_at", "changes", "seen", "rule", "round", "days", NULL };
	bool waits = step == value_of(row, "step")->i;
	struct crm_arena a = CRM_ARENA_INIT;
	const char *const *f;
	struct crm_record r;
	enum crm_status st;

	crm_record_init(&r, row->entity, &a);
	for (f = same; *f != NULL; f++)
		if (value_of(row, *f)->kind != CRM_NULL)
			put(&r, *f, *value_of(row, *f));
	put_text(
	    &r, "status", waits ? CRM_TEXT("pending") : CRM_TEXT("queued"));
	put(&r, "step", crm_value_int(step));
	put(&r, "all_of", crm_value_int(all));
	if (waits && value_of(row, "due_on")->kind != CRM_NULL)
		put(&r, "due_on", *value_of(row, "due_on"));
	if ((st = put_approver(s, &r, who, err)) == CRM_OK)
		st = crm_insert(s, &r, err);
	crm_arena_free(&a);
	return st;
}

/* ---- rows of a round ---- */

static enum crm_status
write_row(struct crm_store *s, int64_t id, const char *field,
    struct crm_value v, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record row, patch;
	enum crm_action done;
	enum crm_status st;

	if ((st = crm_load(s, rows_kind(s), id, &a, &row, err)) == CRM_OK) {
		crm_record_init(&patch, row.entity, &a);
		patch.id = id;
		put(&patch, field, v);
		/* Who stood behind others is asked only now. */
		if (v.kind == CRM_STR && crm_text_is(v.t, "pending")) {
			put(&patch, "asked_at",
			    crm_value_int(crm_store_clock(s)->now));
			put_due(s, &patch, value_of(&row, "days")->i);
		}
		st = crm_update(s, &patch, &done, err);
	}
	crm_arena_free(&a);
	return st;
}

/* All rows of a round that have one status get another: of its first such step
 * alone, or of every one. */
static enum crm_status
move(struct crm_store *s, const struct crm_record *row, const char *from,
    const char *to, bool first_step, size_t *moved, struct crm_err *err)
{
	struct crm_value about = *value_of(row, "about");
	struct crm_value round = *value_of(row, "round");
	struct crm_value was = crm_value_text(crm_text_of(from));
	struct crm_value v[] = { about, round, was, about, round, was,
		crm_value_int(first_step ? 0 : 1) };
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st;
	int64_t *ids;
	size_t n, i;

	st = crm_ids(s,
	    "SELECT \"id\" FROM approval WHERE \"about\" = ? "
	    "AND \"round\" = ? AND \"status\" = ? "
	    "AND \"deleted\" IS NULL AND (\"step\" = (SELECT min(\"step\") "
	    "FROM approval WHERE \"about\" = ? AND \"round\" = ? "
	    "AND \"status\" = ? AND \"deleted\" IS NULL) OR 1 = ?) "
	    "ORDER BY \"id\"",
	    v, COUNT(v), &a, &ids, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		st = write_row(
		    s, ids[i], "status", crm_value_text(crm_text_of(to)), err);
	*moved = st == CRM_OK ? n : 0;
	crm_arena_free(&a);
	return st;
}

enum crm_status
round_shift(struct crm_store *s, const struct crm_record *row, int64_t n,
    struct crm_err *err)
{
	struct crm_value v[] = { *value_of(row, "about"),
		*value_of(row, "round"), *value_of(row, "step") };
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record other;
	enum crm_status st;
	size_t count, i;
	int64_t *ids;

	st = crm_ids(s,
	    "SELECT \"id\" FROM approval WHERE \"about\" = ? "
	    "AND \"round\" = ? AND \"step\" > ? AND \"deleted\" IS NULL "
	    "ORDER BY \"id\"",
	    v, COUNT(v), &a, &ids, &count, err);
	for (i = 0; i < count && st == CRM_OK; i++)
		if ((st = crm_load(s, row->entity, ids[i], &a, &other, err)) ==
		    CRM_OK)
			st = write_row(s, ids[i], "step",
			    crm_value_int(value_of(&other, "step")->i + n),
			    err);
	crm_arena_free(&a);
	return st;
}

enum crm_status
round_drop(struct crm_store *s, const struct crm_record *row, const char *to,
    struct crm_err *err)
{
	enum crm_status st;
	size_t n;

	st = move(s, row, "pending", to, false, &n, err);
	return st == CRM_OK ? move(s, row, "queued", to, false, &n, err) : st;
}

enum crm_status
round_drop_all(struct crm_store *s, const struct crm_entity *e, int64_t id,
    const char *to, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_value about = crm_value_text(
	    crm_text_of(typed_id(&a, e, id)));
	enum crm_status st;
	int64_t *ids;
	size_t n, i;

	st = crm_ids(s,
	    "SELECT \"id\" FROM approval WHERE \"about\" = ? "
	    "AND \"status\" IN ('pending', 'queued') AND \"changes\" IS NULL "
	    "AND \"deleted\" IS NULL ORDER BY \"id\"",
	    &about, 1, &a, &ids, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		st = write_row(
		    s, ids[i], "status", crm_value_text(crm_text_of(to)), err);
	crm_arena_free(&a);
	return st;
}

enum crm_status
round_go_on(struct crm_store *s, const struct crm_record *row, bool *over,
    struct crm_err *err)
{
	struct crm_value v[] = { *value_of(row, "about"),
		*value_of(row, "round") };
	bool all = value_of(row, "all_of")->i != 0;
	struct crm_value waits;
	enum crm_status st = CRM_OK;
	size_t n;

	*over = false;
	if (!all)
		st = move(s, row, "pending", "skipped", false, &n, err);
	if (st != CRM_OK)
		return st;
	st = crm_get_int(s,
	    "SELECT count(*) FROM approval WHERE \"about\" = ? "
	    "AND \"round\" = ? AND \"status\" = 'pending' "
	    "AND \"deleted\" IS NULL",
	    v, COUNT(v), &waits, err);
	if (st != CRM_OK || waits.i > 0)
		return st;
	st = move(s, row, "queued", "pending", true, &n, err);
	*over = st == CRM_OK && n == 0;
	return st;
}

enum crm_status
round_agreed(struct crm_store *s, const struct crm_record *row, int64_t user,
    bool *yes, struct crm_err *err)
{
	struct crm_value v[] = { *value_of(row, "about"),
		*value_of(row, "round"), *value_of(row, "step"),
		crm_value_int(user) };
	struct crm_value n;
	enum crm_status st = crm_get_int(s,
	    "SELECT count(*) FROM approval WHERE \"about\" = ? "
	    "AND \"round\" = ? AND \"step\" = ? AND \"decided_by\" = ? "
	    "AND \"status\" = 'approved' AND \"deleted\" IS NULL",
	    v, COUNT(v), &n, err);

	*yes = st == CRM_OK && n.i > 0;
	return st;
}

enum crm_status
round_not_both(
    struct crm_store *s, const struct crm_record *row, struct crm_err *err)
{
	bool yes;
	enum crm_status st = round_agreed(
	    s, row, crm_store_actor(s), &yes, err);

	return st != CRM_OK || !yes
	    ? st
	    : crm_fail(err, CRM_RULE,
		  "you agreed in this step already, and nobody acts for both: "
		  "somebody else decides this");
}
