/* Assignment: the rules applied to one record after another. */
#include "assign.h"

#include <string.h>

/* ---- one record ---- */

/* Whether it needs a place of whoever gets it. */
static enum crm_status
find_counts(struct run *u, struct crm_err *err)
{
	const struct exclusion *x;
	enum crm_status st = CRM_OK;
	bool out = false;

	for (x = u->exclude; x != NULL && st == CRM_OK && !out; x = x->next)
		st = record_holds(u->s, x->filter, &u->record, &out, err);
	u->counts = !out;
	return st;
}

/* The owner that it has bears it until it is somebody else's. */
static struct person *
owner_now(struct run *u)
{
	struct crm_value owner = *value_of(&u->record, "owner");

	return owner.kind == CRM_INT ? run_person(u, owner.i) : NULL;
}

/* Why a rule that fits gives it to nobody; joined for the message. */
static void
add_reason(struct crm_buf *why, const struct rule *r, const char *text)
{
	crm_buf_printf(why, "%sRA%lld: %s", why->len > 0 ? "; " : "",
	    (long long)r->id, text);
}

static enum crm_status
find_rule(
    struct run *u, struct rule **out, struct choice *c, struct crm_err *err)
{
	struct crm_buf why = CRM_BUF_INIT;
	enum crm_status st = CRM_OK;
	size_t i;
	bool fits;

	*out = NULL;
	for (i = 0; i < u->n_rules && *out == NULL; i++) {
		struct rule *r = &u->rule[i];

		fits = true;
		if (r->when != NULL &&
		    (st = record_holds(
			 u->s, r->when, &u->record, &fits, err)) != CRM_OK)
			break;
		if (!fits)
			continue;
		if ((st = rule_choose(u, r, c, err)) != CRM_OK)
			break;
		if (c->to != NULL || c->pool)
			*out = r;
		else
			add_reason(&why, r, c->why);
	}
	if (st == CRM_OK && *out == NULL)
		c->why = why.len == 0 ? crm_tr("no rule fits")
				      : crm_strdup(&u->one, why.data);
	crm_buf_free(&why);
	return st;
}

static enum crm_status
write_owner(struct run *u, const struct rule *r, const struct choice *c,
    enum crm_action *done, struct crm_err *err)
{
	const struct crm_trade *kind = trade_of(u->e);
	struct crm_record patch;
	enum crm_status st;
	bool waits = false;

	crm_record_init(&patch, u->e, &u->one);
	patch.id = u->record.id;
	patch.held = CRM_HELD_TOGETHER;
	if (c->pool) {
		crm_record_set(
		    &patch, u->e->owning.pool, crm_value_int(r->pool));
		return crm_update(u->s, &patch, done, err);
	}
	crm_record_set(
	    &patch, field_of(u->e, "owner"), crm_value_int(c->to->id));
	if (kind->hands != NULL && kind->hands->given != NULL &&
	    (st = record_is(u->s, kind->waits, &u->record, &waits, err)) !=
		CRM_OK)
		return st;
	if (waits)
		crm_record_set(&patch, field_of(u->e, "status"),
		    crm_value_text(crm_text_of(kind->hands->given)));
	return crm_update(u->s, &patch, done, err);
}

static enum crm_status
assign_one(
    struct run *u, int64_t id, struct crm_assigned *a, struct crm_err *err)
{
	struct person *from;
	struct choice c = { .why = "" };
	struct rule *r = NULL;
	enum crm_status st;

	*a = (struct crm_assigned){ .record = id, .done = CRM_ACT_NONE };
	if ((st = crm_load(u->s, u->e, id, &u->one, &u->record, err)) !=
		CRM_OK ||
	    (st = check_open(u, err)) != CRM_OK ||
	    (st = find_counts(u, err)) != CRM_OK)
		return st;
	from = owner_now(u);
	if (from != NULL && u->counts)
		from->load->load--;
	if ((st = find_rule(u, &r, &c, err)) != CRM_OK)
		return st;
	a->why = c.why;
	if (r != NULL) {
		a->rule = r->id;
		a->rule_name = r->name;
		a->method = method_code(r->method);
		if (c.pool) {
			a->pool = r->pool;
			a->pool_name = r->pool_name;
		} else {
			a->owner = c.to->id;
			a->login = c.to->login;
		}
		st = write_owner(u, r, &c, &a->done, err);
	} else
		c.to = from; /* left where it is */
	if (c.to != NULL && u->counts)
		c.to->load->load++;
	return st;
}

/* ---- all ---- */

static enum crm_status
keep_turns(struct run *u, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(u->s), "assign-rule");
	enum crm_status st = CRM_OK;
	enum crm_action done;
	size_t i;

	for (i = 0; i < u->n_rules && st == CRM_OK; i++) {
		struct crm_text turn = turn_text(u, &u->rule[i]);
		struct crm_record patch;

		if (crm_text_eq(turn, u->rule[i].was))
			continue;
		crm_record_init(&patch, e, &u->arena);
		patch.id = u->rule[i].id;
		crm_record_set(
		    &patch, field_of(e, "turn"), crm_value_text(turn));
		st = crm_update(u->s, &patch, &done, err);
	}
	return st;
}

enum crm_status
crm_assign(struct crm_store *s, const struct crm_entity *e, const int64_t *ids,
    size_t n, crm_assigned_fn *told, void *ctx, struct crm_err *err)
{
	struct run u = { .s = s,
		.e = e,
		.ids = ids,
		.n = n,
		.arena = CRM_ARENA_INIT,
		.one = CRM_ARENA_INIT };
	struct crm_assigned a;
	enum crm_status st;
	bool given = false;
	size_t i;

	st = run_load(&u, err);
	for (i = 0; i < u.n && st == CRM_OK; i++) {
		if ((st = assign_one(&u, u.ids[i], &a, err)) == CRM_OK)
			st = told(ctx, &a, err);
		given = given || a.done == CRM_ACT_UPDATED;
		crm_arena_reset(&u.one);
	}
	/* Where all wait for consent nobody has had a turn. */
	if (st == CRM_OK && given)
		st = keep_turns(&u, err);
	crm_arena_free(&u.one);
	crm_arena_free(&u.arena);
	return st;
}
