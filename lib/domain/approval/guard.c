/* Guarded fields: a change to one becomes a request. */
#include "approval.h"
#include "matrix.h"

#include <string.h>

/* Guards of one entity, as they are read from the book. */
struct guard {
	int field;
	int64_t days;
	struct crm_text steps; /* or the one role that agrees */
	const char *when;
	struct guard *next;
};

static enum crm_status
load_guards(struct crm_store *s, const struct crm_entity *e,
    struct crm_arena *a, struct guard **out, struct crm_err *err)
{
	struct guard **last = out, *g;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;
	int field;

	*out = NULL;
	st = crm_sql(s,
	    "SELECT \"field\", coalesce(\"steps\", \"role\"), \"when\", "
	    "coalesce(\"days\", 0) FROM guard "
	    "WHERE \"entity\" = ? AND \"active\" = 1 AND \"deleted\" IS NULL "
	    "ORDER BY \"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_text(crm_text_of(e->def->name)));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		field = crm_field_index(e, crm_col_text(q, 0));
		if (field < 0) /* a user's field that is gone */
			continue;
		g = crm_alloc(a, sizeof *g);
		g->field = field;
		g->steps = crm_text_of(text_dup(a, crm_col_text(q, 1)));
		g->when = text_dup(a, crm_col_text(q, 2));
		g->days = crm_col_int(q, 3);
		*last = g;
		last = &g->next;
	}
	return st;
}

static enum crm_status
holds(struct crm_store *s, const struct guard *g, const struct crm_record *now,
    bool *yes, struct crm_err *err)
{
	struct crm_filter_env env = crm_store_env(s);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_filter *f;
	enum crm_status st = CRM_OK;

	*yes = true;
	if (g->when[0] != '\0') {
		st = crm_filter_parse(
		    crm_store_dict(s), now->entity, g->when, &env, &a, &f, err);
		if (st == CRM_OK)
			st = record_holds(s, f, now, yes, err);
	}
	crm_arena_free(&a);
	return st;
}

/* Everything that the same steps have to agree to, of one record. */
struct request {
	struct crm_text steps;
	int64_t days;
	struct crm_buf what, changes, seen;
	struct request *next;
};

static struct request *
request_of(struct request **all, const struct guard *g, struct crm_arena *a)
{
	for (; *all != NULL; all = &(*all)->next)
		if (crm_text_eq((*all)->steps, g->steps))
			return *all;
	*all = crm_alloc(a, sizeof **all);
	(*all)->steps = g->steps;
	(*all)->days = g->days;
	(*all)->what = (*all)->changes = (*all)->seen = (struct crm_buf)
	    CRM_BUF_INIT;
	return *all;
}

static void
add_change(struct crm_store *s, struct request *r, const struct crm_record *now,
    const struct crm_record *then, int field)
{
	struct crm_buf old_text = CRM_BUF_INIT, new_text = CRM_BUF_INIT;
	const struct crm_field *f = now->entity->field[field];

	approval_put(s, &r->seen, now, field, now->v[field]);
	approval_put(s, &r->changes, then, field, then->v[field]);
	approval_show(s, &old_text, now, field, now->v[field]);
	approval_show(s, &new_text, then, field, then->v[field]);
	crm_buf_printf(&r->what, "%s%s: %s -> %s", r->what.len > 0 ? "; " : "",
	    f->name, old_text.len > 0 ? old_text.data : "nothing",
	    new_text.len > 0 ? new_text.data : "nothing");
	crm_buf_free(&old_text);
	crm_buf_free(&new_text);
}

static struct crm_text
buf_text(const struct crm_buf *b)
{
	return (struct crm_text){ b->data, b->len };
}

static enum crm_status
ask(struct crm_store *s, const struct request *q, const struct crm_record *now,
    struct crm_err *err)
{
	const struct question question = { .about = now,
		.what = q->what.data,
		.changes = buf_text(&q->changes),
		.seen = buf_text(&q->seen),
		.days = q->days };
	struct crm_route route;
	enum crm_status st;
	int64_t first;

	if ((st = crm_route_parse(q->steps, &route, err)) != CRM_OK ||
	    (st = round_ask(s, &question, &route, &first, err)) != CRM_OK)
		return st;
	crm_note_asked(s, now->entity, now->id, first);
	return CRM_OK;
}

/* The pending request of the same change, or 0: who asks every night asks
 * once. */
static enum crm_status
asked_already(struct crm_store *s, const struct request *q,
    const struct crm_record *now, struct crm_arena *a, int64_t *id,
    struct crm_err *err)
{
	struct crm_value v[] = { crm_value_text(crm_text_of(
				     typed_id(a, now->entity, now->id))),
		crm_value_text(buf_text(&q->changes)),
		crm_value_text(buf_text(&q->seen)) };
	struct crm_value found;
	enum crm_status st;

	st = crm_get_int(s,
	    "SELECT min(\"id\") FROM approval WHERE \"about\" = ? "
	    "AND \"changes\" = ? AND \"seen\" = ? "
	    "AND \"status\" = 'pending' AND \"deleted\" IS NULL",
	    v, COUNT(v), &found, err);
	*id = st == CRM_OK && found.kind == CRM_INT ? found.i : 0;
	return st;
}

static enum crm_status
ask_all(struct crm_store *s, struct request *all, const struct crm_record *now,
    struct crm_arena *a, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	struct request *q;
	int64_t id;

	for (q = all; q != NULL && st == CRM_OK; q = q->next) {
		st = asked_already(s, q, now, a, &id, err);
		if (st == CRM_OK && id != 0)
			crm_note_asked(s, now->entity, now->id, id);
		else if (st == CRM_OK)
			st = ask(s, q, now, err);
	}
	return st;
}

static void
forget(struct request *q)
{
	for (; q != NULL; q = q->next) {
		crm_buf_free(&q->what);
		crm_buf_free(&q->changes);
		crm_buf_free(&q->seen);
	}
}

/* A step of a state machine is made or not: it does not wait. */
static enum crm_status
refuse_held(
    const struct crm_record *now, const struct guard *g, struct crm_err *err)
{
	return crm_fail_field(err, CRM_RULE, now->entity->field[g->field]->name,
	    "is guarded (role %.*s), and this cannot wait for consent; have it "
	    "set first, or turn the guard off: crm-admin guard list",
	    (int)g->steps.n, g->steps.p);
}

/* ---- what a patch changes ---- */

static bool
differs_in(
    const struct crm_record *patch, const struct crm_record *now, int field)
{
	return field >= 0 && patch->given[field] &&
	    !crm_value_eq(patch->v[field], now->v[field]);
}

static bool
is_money(const struct crm_entity *e, int field)
{
	return e->currency >= 0 && e->field[field]->type == CRM_T_MONEY;
}

/* Another currency makes another amount of the same digits. */
static bool
touches(const struct crm_record *patch, const struct crm_record *now, int field)
{
	return differs_in(patch, now, field) ||
	    (is_money(now->entity, field) && now->v[field].kind != CRM_NULL &&
		differs_in(patch, now, now->entity->currency));
}

static struct crm_record
as_patched(const struct crm_record *now, const struct crm_record *patch,
    struct crm_arena *a)
{
	struct crm_record then;
	size_t i;

	crm_record_init(&then, now->entity, a);
	for (i = 0; i < now->entity->n; i++)
		then.v[i] = patch->given[i] ? patch->v[i] : now->v[i];
	return then;
}

/* Takes a field out of the patch and into the request.  A new currency takes
 * all amounts that are said in it along, and stands before them: they are read
 * by it. */
static void
hold(struct crm_store *s, struct request *r, const struct crm_record *now,
    const struct crm_record *then, struct crm_record *patch, int field)
{
	const struct crm_entity *e = now->entity;
	bool all = differs_in(patch, now, e->currency) &&
	    (field == e->currency || is_money(e, field));
	size_t i;

	if (!all) {
		add_change(s, r, now, then, field);
		patch->given[field] = false;
		return;
	}
	add_change(s, r, now, then, e->currency);
	patch->given[e->currency] = false;
	for (i = 0; i < e->n; i++) {
		if (!is_money(e, (int)i))
			continue;
		if (patch->given[i])
			add_change(s, r, now, then, (int)i);
		else if ((int)i == field)
			approval_put(s, &r->seen, now, field, now->v[field]);
		patch->given[i] = false;
	}
}

/* What gets an owner leaves its pool, and the other way round: said in the
 * patch, so that a guard of either sees it. */
static void
say_both(const struct crm_record *now, struct crm_record *patch)
{
	const struct crm_owning *o = &now->entity->owning;
	int said, other;

	if (o->pool < 0)
		return;
	said = patch->given[o->pool] && patch->v[o->pool].kind != CRM_NULL
	    ? o->pool
	    : o->owner;
	other = said == o->pool ? o->owner : o->pool;
	if (!patch->given[said] || patch->v[said].kind == CRM_NULL ||
	    patch->given[other] || now->v[other].kind == CRM_NULL)
		return;
	crm_record_set(patch, other, CRM_VALUE_NULL);
	patch->held = CRM_HELD_TOGETHER;
}

/* Fields that change with one that waits, wait too. */
static void
hold_rest(struct crm_store *s, struct request *r, const struct crm_record *now,
    const struct crm_record *then, struct crm_record *patch)
{
	size_t i;

	for (i = 0; i < now->entity->n; i++)
		if (differs_in(patch, now, (int)i))
			hold(s, r, now, then, patch, (int)i);
}

enum crm_status
crm_is_guarded(struct crm_store *s, const struct crm_entity *e, bool *yes,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct guard *g;
	enum crm_status st = load_guards(s, e, &a, &g, err);

	*yes = st == CRM_OK && g != NULL;
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_guard(struct crm_store *s, const struct crm_record *now,
    struct crm_record *patch, bool ask, struct crm_arena *a, size_t *held,
    struct crm_err *err)
{
	struct request *all = NULL;
	struct crm_record rest, then;
	size_t n = now->entity->n;
	struct guard *g;
	enum crm_status st;
	bool yes;

	*held = 0;
	if ((st = load_guards(s, now->entity, a, &g, err)) != CRM_OK)
		return st;
	say_both(now, patch);
	rest = *patch;
	then = as_patched(now, patch, a);
	rest.given = crm_alloc_n(a, n, sizeof *rest.given);
	memcpy(rest.given, patch->given, n * sizeof *rest.given);
	for (; g != NULL; g = g->next) {
		if (!touches(&rest, now, g->field))
			continue;
		if ((st = holds(s, g, now, &yes, err)) != CRM_OK)
			break;
		if (!yes)
			continue;
		if (ask && patch->held == CRM_HELD_REFUSED) {
			st = refuse_held(now, g, err);
			break;
		}
		hold(s, request_of(&all, g, a), now, &then, &rest, g->field);
		++*held;
	}
	if (all != NULL && patch->held == CRM_HELD_TOGETHER)
		hold_rest(s, all, now, &then, &rest);
	if (st == CRM_OK && ask) {
		memcpy(patch->given, rest.given, n * sizeof *rest.given);
		st = ask_all(s, all, now, a, err);
	}
	forget(all);
	return st;
}

/* ---- the guard's own record ---- */

enum crm_status
guard_save(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(w->store);
	struct crm_arena a = CRM_ARENA_INIT;
	const char *kind = text_dup(&a, text_of(w->new, "entity"));
	struct crm_text name = text_of(w->new, "field");
	const struct crm_entity *e = crm_dict_find(d, kind);
	char quoted[CRM_QUOTE_SIZE];
	enum crm_status st;
	int field;

	if (e == NULL)
		st = crm_fail_field(err, CRM_INVALID, "entity",
		    "'%s' is not a "
		    "kind of record like customer",
		    crm_quote(quoted, crm_text_of(kind)));
	else if ((field = crm_field_index(e, name)) < 0)
		st = crm_fail_field(err, CRM_INVALID, "field",
		    "a %s has no "
		    "field '%s'",
		    kind, crm_quote(quoted, name));
	else if ((e->field[field]->flags & (CRM_F_READONLY | CRM_F_VERB)) !=
		0 ||
	    field == e->id)
		st = crm_fail_field(err, CRM_INVALID, "field",
		    "%s is not set "
		    "by anybody, so it needs no guard",
		    e->field[field]->name);
	else if (text_of(w->new, "steps").n == 0 &&
	    text_of(w->new, "role").n == 0)
		st = crm_fail_field(err, CRM_INVALID, "role",
		    "somebody has to agree: role=ROLE, or steps=STEPS");
	else if ((st = matrix_save_steps(w, err)) == CRM_OK)
		st = check_expression(w->store,
		    w->old != NULL && differs(w->old, w->new, "entity")
			? NULL
			: w->old,
		    w->new, "when", kind, err);
	crm_arena_free(&a);
	return st;
}
