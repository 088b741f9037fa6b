/* The states of a case: its steps, reopening, splitting. */
#include "service.h"

#include <stdlib.h>
#include <string.h>

struct step {
	const char *verb; /* as a user types it */
	const char *from;
	const char *to;
};

static const struct step steps[] = {
	[CRM_CASE_TAKE] = { "take", "new", "assigned" },
	[CRM_CASE_WORK] = { "work", "assigned,waiting", "in_progress" },
	[CRM_CASE_WAIT] = { "wait", "in_progress,waiting", "waiting" },
	[CRM_CASE_RESOLVE] = { "resolve", "in_progress,waiting", "resolved" },
	[CRM_CASE_CLOSE] = { "close", "resolved", "closed" },
	[CRM_CASE_REOPEN] = { "reopen", "resolved,closed", "in_progress" },
};

struct change {
	struct crm_store *s;
	const struct crm_case_move *m;
	const struct step *step;
	struct crm_arena arena;
	struct crm_record c;
	const char *id; /* for messages */
	struct crm_text state;
};

static bool
is_one_of(const char *list, struct crm_text word)
{
	struct crm_text rest = crm_text_of(list), item;

	while (list_item(&rest, &item))
		if (crm_text_eq(item, word))
			return true;
	return false;
}

static enum crm_status
load(struct change *x, int64_t id, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(x->s), "case");
	enum crm_status st;

	x->id = typed_id(&x->arena, e, id);
	if ((st = crm_lock(x->s, e, id, err)) != CRM_OK ||
	    (st = crm_load(x->s, e, id, &x->arena, &x->c, err)) != CRM_OK)
		return st;
	x->state = text_of(&x->c, "status");
	if (x->state.n == 0)
		x->state = CRM_TEXT("new");
	return CRM_OK;
}

/* ---- whether ---- */

/* "resolve (resolved)": what is typed, and what comes of it. */
static void
put_way(struct crm_buf *b, const struct crm_entity *e, const struct step *step)
{
	struct crm_text to = word_for(e, "status", crm_text_of(step->to));

	crm_buf_printf(b, "%s%s (%.*s)", b->len > 0 ? ", " : "", step->verb,
	    (int)to.n, to.p);
}

/* "CS1 is new; resolve is not possible from there, but: take (assigned)" */
static enum crm_status
refuse(struct change *x, struct crm_err *err)
{
	const struct crm_entity *e = x->c.entity;
	struct crm_text word = word_for(e, "status", x->state);
	struct crm_buf ways = CRM_BUF_INIT;
	enum crm_status st;
	size_t i;

	for (i = 0; i < COUNT(steps); i++)
		if (is_one_of(steps[i].from, x->state) &&
		    !crm_text_is(x->state, steps[i].to))
			put_way(&ways, e, &steps[i]);
	st = crm_fail_record(err, CRM_RULE,
	    "%s is %.*s; %s is not possible from there, but: %s", x->id,
	    (int)word.n, word.p, x->step->verb, ways.data);
	crm_buf_free(&ways);
	return st;
}

static enum crm_status
check_free(struct change *x, struct crm_err *err)
{
	const struct crm_entity *user = crm_dict_find(
	    crm_store_dict(x->s), "user");
	struct crm_value owner = *value_of(&x->c, "owner");
	struct crm_text login;
	enum crm_status st;

	if (owner.kind == CRM_NULL || owner.i == crm_store_actor(x->s))
		return CRM_OK;
	st = crm_display(x->s, user, owner.i, &login, err);
	return st != CRM_OK
	    ? st
	    : crm_fail_record(err, CRM_RULE, "%s is taken already, by %.*s",
		  x->id, (int)login.n, login.p);
}

/* The row is locked, and whoever comes to stand below it locks it too. */
static enum crm_status
check_children(struct change *x, struct crm_err *err)
{
	struct crm_value id = crm_value_int(x->c.id);
	struct crm_buf list = CRM_BUF_INIT;
	int64_t *open;
	enum crm_status st;
	size_t i, n;

	st = crm_ids(x->s,
	    "SELECT \"id\" FROM service_case WHERE \"parent\" = ? "
	    "AND coalesce(\"status\", 'new') " CASE_OPEN_SQL
	    " AND \"deleted\" IS NULL ORDER BY \"id\"",
	    &id, 1, &x->arena, &open, &n, err);
	for (i = 0; st == CRM_OK && i < n; i++)
		crm_buf_printf(&list, "%s%s", i > 0 ? ", " : "",
		    typed_id(&x->arena, x->c.entity, open[i]));
	if (st == CRM_OK && n > 0)
		st = crm_fail_record(err, CRM_RULE,
		    "%s is not closed over what is open below it: %s", x->id,
		    list.data);
	crm_buf_free(&list);
	return st;
}

static enum crm_status
check(struct change *x, struct crm_err *err)
{
	enum crm_status st;

	if (x->m->step == CRM_CASE_TAKE && (st = check_free(x, err)) != CRM_OK)
		return st;
	if (!is_one_of(x->step->from, x->state))
		return refuse(x, err);
	return x->m->step == CRM_CASE_CLOSE ? check_children(x, err) : CRM_OK;
}

/* Doing again what is done changes nothing; waiting for something else does. */
static bool
is_there(const struct change *x)
{
	struct crm_value of = *value_of(&x->c, "waiting_for");
	struct crm_value owner = *value_of(&x->c, "owner");

	if (!crm_text_is(x->state, x->step->to))
		return false;
	switch (x->m->step) {
	case CRM_CASE_TAKE:
		return owner.kind == CRM_INT &&
		    owner.i == crm_store_actor(x->s);
	case CRM_CASE_WAIT:
		return (of.kind == CRM_NULL ? 0 : of.i) == x->m->waiting_for;
	default:
		return true;
	}
}

/* ---- the change ---- */

static void
put(struct crm_record *r, const char *field, struct crm_value v)
{
	crm_record_set(r, field_of(r->entity, field), v);
}

static struct crm_value
id_or_null(int64_t id)
{
	return id == 0 ? CRM_VALUE_NULL : crm_value_int(id);
}

static int64_t
times_reopened(const struct crm_record *c)
{
	struct crm_value n = *value_of(c, "reopened");

	return n.kind == CRM_NULL ? 0 : n.i;
}

static enum crm_status
write(struct change *x, enum crm_action *done, struct crm_err *err)
{
	struct crm_value now = crm_value_int(crm_store_clock(x->s)->now);
	struct crm_record patch;

	crm_record_init(&patch, x->c.entity, &x->arena);
	patch.id = x->c.id;
	patch.held = CRM_HELD_REFUSED;
	put(&patch, "status", crm_value_text(crm_text_of(x->step->to)));
	put(&patch, "waiting_for", id_or_null(x->m->waiting_for));
	switch (x->m->step) {
	case CRM_CASE_TAKE:
		put(&patch, "owner", crm_value_int(crm_store_actor(x->s)));
		break;
	case CRM_CASE_RESOLVE:
		put(&patch, "resolved_at", now);
		if (x->m->resolution.n > 0)
			put(&patch, "resolution",
			    crm_value_text(x->m->resolution));
		break;
	case CRM_CASE_CLOSE:
		put(&patch, "closed_at", now);
		break;
	case CRM_CASE_REOPEN:
		put(&patch, "resolved_at", CRM_VALUE_NULL);
		put(&patch, "reopened",
		    crm_value_int(times_reopened(&x->c) + 1));
		break;
	default:
		break;
	}
	return crm_update(x->s, &patch, done, err);
}

/* ---- another case ---- */

/* What another case about the same thing has of it. */
static enum crm_status
make_like(struct crm_store *s, const struct crm_record *old,
    const struct crm_record *said, const char *refers, struct crm_arena *a,
    int64_t *made, struct crm_err *err)
{
	static const char *const same[] = { "customer", "contact", "priority",
		"category", "channel", "team", "calendar", "product", "serial",
		"warranty_until", "entitlement", "delivery_line", "contract",
		NULL };
	const struct crm_entity *e = old->entity;
	struct crm_record r;
	enum crm_status st;

	crm_record_init(&r, e, a);
	for (const char *const *f = same; *f != NULL; f++)
		put(&r, *f, *value_of(old, *f));
	for (size_t i = 0; i < e->n; i++)
		if (said->given[i])
			crm_record_set(&r, (int)i, said->v[i]);
	put(&r, refers, crm_value_int(old->id));
	st = crm_insert(s, &r, err);
	*made = r.id;
	return st;
}

/* A new case that names the old one. */
static enum crm_status
go_on(struct change *x, int64_t *made, struct crm_err *err)
{
	struct crm_record said;

	crm_record_init(&said, x->c.entity, &x->arena);
	put(&said, "subject", *value_of(&x->c, "subject"));
	return make_like(x->s, &x->c, &said, "continues", &x->arena, made, err);
}

/* Days after its resolution on which a case is the same case still. */
enum { USUAL_DAYS = 7 };

static bool
is_too_late(const struct change *x)
{
	const char *days = crm_setting(x->s, "case_reopen_days");
	struct crm_value resolved = *value_of(&x->c, "resolved_at");
	int64_t within = USUAL_DAYS;

	if (crm_text_is(x->state, "closed"))
		return true;
	if (days != NULL && strcmp(days, "never") == 0)
		return true;
	if (days != NULL)
		within = strtol(days, NULL, 10);
	return resolved.kind == CRM_INT &&
	    crm_store_clock(x->s)->today - crm_instant_date(resolved.i) >
	    within;
}

enum crm_status
crm_case_move(struct crm_store *s, int64_t id, const struct crm_case_move *m,
    enum crm_action *done, int64_t *made, struct crm_err *err)
{
	struct change x = {
		.s = s, .m = m, .step = &steps[m->step], .arena = CRM_ARENA_INIT
	};
	enum crm_status st;

	*done = CRM_ACT_UNCHANGED;
	*made = 0;
	if ((st = load(&x, id, err)) != CRM_OK)
		goto out;
	if (is_there(&x)) {
		st = check_said(
		    &x.c, "resolution", crm_value_text(m->resolution), err);
		goto out;
	}
	if ((st = check(&x, err)) != CRM_OK)
		goto out;
	if (m->step == CRM_CASE_REOPEN && is_too_late(&x))
		st = go_on(&x, made, err);
	else
		st = write(&x, done, err);
out:
	crm_arena_free(&x.arena);
	return st;
}

enum crm_status
crm_case_split(struct crm_store *s, int64_t id, const struct crm_record *said,
    int64_t *made, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const struct crm_entity *e = said->entity;
	struct crm_record old, all;
	enum crm_status st;

	if ((st = crm_lock(s, e, id, err)) != CRM_OK ||
	    (st = crm_load(s, e, id, &a, &old, err)) != CRM_OK)
		goto out;
	if (!case_is_open(&old)) {
		st = crm_fail_record(err, CRM_RULE,
		    "%s is %s; only what is open is split", typed_id(&a, e, id),
		    text_dup(&a, word_of(&old, "status")));
		goto out;
	}
	crm_record_init(&all, e, &a);
	put(&all, "opened_at", *value_of(&old, "opened_at"));
	for (size_t i = 0; i < e->n; i++)
		if (said->given[i])
			crm_record_set(&all, (int)i, said->v[i]);
	st = make_like(s, &old, &all, "split_from", &a, made, err);
out:
	crm_arena_free(&a);
	return st;
}
