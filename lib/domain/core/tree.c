/*
 * Trees: teams under teams, users under managers, customers under groups.  A
 * record may not stand above itself.
 *
 * A new record has nothing below it, so only a change of the parent can close
 * a circle; records that were right before stay right.
 */
#include "core.h"

#include <stdlib.h>

/* Far beyond any real hierarchy; a circle that came in otherwise ends here. */
enum { DEPTH_MAX = 1000 };

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
refuse(const struct crm_record *r, const char *field, int64_t above, int depth,
    struct crm_err *err)
{
	const struct crm_entity *e = r->entity;
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st;

	if (above == r->id)
		st = crm_fail_field(err, CRM_INVALID, field,
		    "a %s cannot be its own %s", e->def->name, field);
	else if (depth == DEPTH_MAX)
		st = crm_fail_field(err, CRM_INVALID, field,
		    "more than %d stand above %s, or they stand in a circle, "
		    "which crm-admin check tells",
		    DEPTH_MAX, typed_id(&a, e, above));
	else
		st = crm_fail_field(err, CRM_INVALID, field,
		    "%s already stands below %s", typed_id(&a, e, above),
		    typed_id(&a, e, r->id));
	crm_arena_free(&a);
	return st;
}

/* All of the chain is locked on the way up: of two who close a circle at once
 * the second sees what the first has done. */
enum crm_status
check_above(const struct crm_saving *w, const char *field, struct crm_err *err)
{
	const struct crm_record *new = w->new;
	struct crm_value up = *value_of(new, field);
	int64_t above = up.kind == CRM_INT ? up.i : 0;
	enum crm_status st;
	int depth;

	if (w->old == NULL || !differs(w->old, new, field))
		return CRM_OK;
	for (depth = 0; up.kind == CRM_INT; depth++) {
		if (up.i == new->id || depth == DEPTH_MAX)
			return refuse(new, field, above, depth, err);
		if ((st = crm_lock(w->store, new->entity, up.i, err)) !=
			CRM_OK ||
		    (st = parent_of(w->store, new->entity, field, up.i, &up,
			 err)) != CRM_OK)
			return st;
	}
	return CRM_OK;
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
