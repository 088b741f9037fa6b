/* Who is, or was, at an activity. */
#include "intake.h"

#include <string.h>

enum { COL_ID, COL_EMAIL, COL_NAME, COL_WHO, COL_ANSWER, COLUMNS };

/* One that the book has. */
struct known {
	int64_t id;
	struct crm_text email, name, who, answer;
	bool met;
};

struct guests {
	struct crm_store *store;
	struct crm_arena arena;
	const struct crm_entity *entity;
	int64_t activity;
	struct known *known;
	size_t n, cap;
};

static struct crm_text
dup_col(struct guests *k, const struct crm_stmt *q, int col)
{
	struct crm_text t = crm_col_text(q, col);

	return (struct crm_text){ crm_strndup(&k->arena, t.p, t.n), t.n };
}

static enum crm_status
load(struct guests *k, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = crm_sql(k->store,
	    "SELECT \"id\", \"email\", \"name\", \"who\", \"answer\" "
	    "FROM attendee WHERE \"activity\" = ? AND \"deleted\" IS NULL "
	    "ORDER BY \"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(k->activity));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		k->known = crm_grow(
		    &k->arena, k->known, k->n, &k->cap, sizeof *k->known);
		k->known[k->n++] = (struct known){ .id = crm_col_int(q, COL_ID),
			.email = dup_col(k, q, COL_EMAIL),
			.name = dup_col(k, q, COL_NAME),
			.who = dup_col(k, q, COL_WHO),
			.answer = dup_col(k, q, COL_ANSWER) };
	}
	return st;
}

/* By the address, else by the name. */
static struct known *
find(struct guests *k, struct crm_text email, struct crm_text name)
{
	for (size_t i = 0; i < k->n; i++) {
		struct known *x = &k->known[i];

		if (!x->met &&
		    (email.n > 0
			    ? crm_text_eq(x->email, email)
			    : x->email.n == 0 && crm_text_eq(x->name, name)))
			return x;
	}
	return NULL;
}

static struct crm_text
text_in(struct crm_value v)
{
	return v.kind == CRM_STR ? v.t : (struct crm_text){ "", 0 };
}

static enum crm_status
write_one(struct guests *k, const struct guest *g, struct crm_err *err)
{
	struct crm_value name = line_value(g->name, SUBJECT_MOST, &k->arena);
	struct crm_value email = address_value(g->email, &k->arena);
	struct crm_value who = typed_value(&g->who, &k->arena);
	struct known *x = find(k, text_in(email), text_in(name));
	enum crm_action done;
	struct crm_record r;

	crm_record_init(&r, k->entity, &k->arena);
	set_value(&r, "answer", crm_value_text(crm_text_of(g->answer)));
	if (who.kind != CRM_NULL)
		set_value(&r, "who", who);
	if (name.kind != CRM_NULL)
		set_value(&r, "name", name);
	if (x != NULL) {
		x->met = true;
		r.id = x->id;
		return crm_update(k->store, &r, &done, err);
	}
	set_value(&r, "activity", crm_value_int(k->activity));
	set_value(&r, "email", email);
	set_value(&r, "role", crm_value_text(crm_text_of(g->role)));
	return crm_insert(k->store, &r, err);
}

enum crm_status
guests_write(struct crm_store *s, int64_t activity, const struct guest *g,
    size_t n, struct crm_err *err)
{
	struct guests k = { .store = s,
		.entity = crm_dict_find(crm_store_dict(s), "attendee"),
		.activity = activity };
	enum crm_status st = load(&k, err);
	size_t i;

	for (i = 0; i < n && st == CRM_OK; i++)
		st = write_one(&k, &g[i], err);
	for (i = 0; i < k.n && st == CRM_OK; i++)
		if (!k.known[i].met && k.known[i].email.n > 0)
			st = crm_hide(s, k.entity, k.known[i].id, err);
	crm_arena_free(&k.arena);
	return st;
}
