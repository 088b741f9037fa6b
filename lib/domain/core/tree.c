/*
 * Trees: teams under teams, users under managers, customers under groups.  A
 * record may not stand above itself.
 *
 * A new record has nothing below it, so only a change of the parent can close
 * a circle; records that were right before stay right.
 */
#include "core.h"

#include <stdlib.h>

/* So far only up: no real hierarchy is deeper. */
enum { USUAL_DEPTH = 16 };

static enum crm_status
parent_of(struct crm_store *s, const struct crm_entity *e, const char *field,
    int64_t id, struct crm_value *out, struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_value v = crm_value_int(id);
	enum crm_status st;

	crm_buf_printf(&sql, "SELECT \"%s\" FROM \"%s\" WHERE \"id\" = ?",
	    field, e->def->table);
	st = crm_get_int(s, sql.data, &v, 1, out, err);
	crm_buf_free(&sql);
	return st;
}

static enum crm_status
refuse(const struct crm_record *r, const char *field, int64_t above,
    struct crm_err *err)
{
	const struct crm_entity *e = r->entity;
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st;

	if (above == r->id)
		st = crm_fail_field(err, CRM_INVALID, field,
		    "a %s cannot be its own %s", crm_entity_word(e), field);
	else {
		st = crm_fail_field(err, CRM_INVALID, field,
		    "%s already stands below %s", typed_id(&a, e, above),
		    typed_id(&a, e, r->id));
		err->why = CRM_WHY_CIRCLE;
	}
	crm_arena_free(&a);
	return st;
}

/* Those that stand below a record, one level after another. */
struct below {
	int64_t *id;
	size_t n, cap, next; /* the next one whose own are looked for */
	struct crm_arena arena;
};

static void
add_below(struct below *b, int64_t id)
{
	b->id = crm_grow(&b->arena, b->id, b->n, &b->cap, sizeof *b->id);
	b->id[b->n++] = id;
}

/* Looks below the next of them for the one that shall stand above.  The record
 * itself, at which a circle that was there before closes, is passed by. */
static enum crm_status
look_below(const struct crm_saving *w, const char *field, int64_t above,
    struct below *b, bool *found, struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_value v = crm_value_int(b->id[b->next++]);
	enum crm_status st;
	int64_t *ids;
	size_t i, n;

	crm_buf_printf(&sql, "SELECT \"id\" FROM \"%s\" WHERE \"%s\" = ?",
	    w->new->entity->def->table, field);
	st = crm_ids(w->store, sql.data, &v, 1, &b->arena, &ids, &n, err);
	crm_buf_free(&sql);
	for (i = 0; i < n && st == CRM_OK; i++) {
		*found |= ids[i] == above;
		if (ids[i] != w->new->id)
			add_below(b, ids[i]);
	}
	return st;
}

/* Whether the record stands above its new parent.  Up from the parent, and down
 * from the record at the same time: of a long chain that is made link by link
 * one of the two is short.  The way up is locked: of two who close a circle at
 * once one walks up to the other's record, and sees what that has done. */
static enum crm_status
closes_circle(const struct crm_saving *w, const char *field, int64_t above,
    bool *yes, struct crm_err *err)
{
	struct below b = { .arena = CRM_ARENA_INIT };
	struct crm_value up = crm_value_int(above);
	enum crm_status st = CRM_OK;
	size_t depth;

	*yes = above == w->new->id;
	add_below(&b, w->new->id);
	for (depth = 0;
	     st == CRM_OK && !*yes && up.kind == CRM_INT && b.next < b.n;
	     depth++) {
		st = crm_lock(w->store, w->new->entity, up.i, err);
		if (st == CRM_OK)
			st = parent_of(
			    w->store, w->new->entity, field, up.i, &up, err);
		*yes = up.kind == CRM_INT && up.i == w->new->id;
		if (st == CRM_OK && !*yes && depth >= USUAL_DEPTH)
			st = look_below(w, field, above, &b, yes, err);
	}
	crm_arena_free(&b.arena);
	return st;
}

enum crm_status
check_above(const struct crm_saving *w, const char *field, struct crm_err *err)
{
	struct crm_value up = *value_of(w->new, field);
	enum crm_status st;
	bool circle;

	if (w->old == NULL || up.kind != CRM_INT ||
	    !differs(w->old, w->new, field))
		return CRM_OK;
	st = closes_circle(w, field, up.i, &circle, err);
	return st == CRM_OK && circle ? refuse(w->new, field, up.i, err) : st;
}

/* ---- all of them ---- */

struct node {
	int64_t id, above;
	enum {
		UNSEEN,
		ON_PATH,
		SEEN,
	} state;
};

static int
by_id(const void *a, const void *b)
{
	const struct node *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

/* Those that stand below another, by id. */
static enum crm_status
load_nodes(struct crm_store *s, const struct crm_entity *e, const char *field,
    struct crm_buf *out, struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	crm_buf_printf(&sql,
	    "SELECT \"id\", \"%s\" FROM \"%s\" WHERE \"%s\" IS NOT NULL "
	    "AND \"deleted\" IS NULL ORDER BY \"id\"",
	    field, e->def->table, field);
	st = crm_sql(s, sql.data, &q, err);
	crm_buf_free(&sql);
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct node n = { crm_col_int(q, 0), crm_col_int(q, 1),
			UNSEEN };

		crm_buf_add(out, &n, sizeof n);
	}
	return st;
}

/* Up from a node as far as nobody has been; the node at which a circle closes,
 * or NULL. */
static struct node *
walk_up(struct node *list, size_t n, struct node *from)
{
	struct node key = { 0 }, *x = from, *closes;

	while (x != NULL && x->state == UNSEEN) {
		x->state = ON_PATH;
		key.id = x->above;
		x = bsearch(&key, list, n, sizeof *list, by_id);
	}
	closes = x != NULL && x->state == ON_PATH ? x : NULL;
	for (x = from; x != NULL && x->state == ON_PATH;) {
		x->state = SEEN;
		key.id = x->above;
		x = bsearch(&key, list, n, sizeof *list, by_id);
	}
	return closes;
}

enum crm_status
tree_audit(struct crm_store *s, const char *entity, const char *field,
    enum crm_status (*each)(
	void *ctx, const struct crm_finding *f, struct crm_err *err),
    void *ctx, struct crm_err *err)
{
	struct crm_finding found = { .code = "circle",
		.entity = crm_dict_find(crm_store_dict(s), entity),
		.field = field,
		.text = "stands above itself" };
	struct crm_buf nodes = CRM_BUF_INIT;
	enum crm_status st = load_nodes(s, found.entity, field, &nodes, err);
	struct node *list = (struct node *)(void *)nodes.data, *closes;
	size_t i, n = nodes.len / sizeof *list;

	for (i = 0; i < n && st == CRM_OK; i++)
		if ((closes = walk_up(list, n, &list[i])) != NULL) {
			found.record = closes->id;
			st = each(ctx, &found, err);
		}
	crm_buf_free(&nodes);
	return st;
}
