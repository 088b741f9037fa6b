/*
 * What refers to a record that is merged: every reference of the dictionary, by
 * id or as a record of any kind, its own parts included.
 */
#include "merge.h"

#include <string.h>

/* Whether a field of a kind may refer to the group's kind of record, and follows
 * it. */
static bool
may_refer(const struct group *g, const struct crm_entity *from,
    const struct crm_field *f)
{
	const char *history = trade_of(from)->history;

	if (history != NULL && strcmp(history, f->name) == 0)
		return false;
	if ((f->flags & (CRM_F_DERIVED | CRM_F_ALIAS)) != 0)
		return false;
	if (f->type == CRM_T_ANY)
		return true;
	return f->type == CRM_T_REF &&
	    crm_dict_find(crm_store_dict(g->s), f->ref) == g->e;
}

/* How a field says the id. */
static struct crm_value
as_value(const struct group *g, const struct crm_field *f, int64_t id)
{
	if (f->type != CRM_T_ANY)
		return crm_value_int(id);
	return crm_value_text(crm_text_of(typed_id(g->a, g->e, id)));
}

/* Live records of `from` whose field refers to the record. */
static enum crm_status
ask_links(struct group *g, const struct crm_entity *from,
    const struct crm_field *f, int64_t id, const char *what,
    struct crm_stmt **out, struct crm_err *err)
{
	struct crm_sql q;
	enum crm_status st;

	crm_sql_init(&q, g->a);
	crm_buf_printf(&q.text,
	    "SELECT %s FROM \"%s\" t WHERE t.\"deleted\" "
	    "IS NULL AND ",
	    what, from->def->table);
	crm_sql_field(&q, from, f, "t");
	crm_buf_str(&q.text, " = ?");
	if (strcmp(what, "t.\"id\"") == 0)
		crm_buf_str(&q.text, " ORDER BY t.\"id\"");
	st = crm_sql(g->s, q.text.data, out, err);
	crm_sql_free(&q);
	if (st == CRM_OK)
		crm_bind(*out, 1, as_value(g, f, id));
	return st;
}

enum crm_status
count_links(struct group *g, int64_t id, int64_t *n, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(g->s);
	enum crm_status st = CRM_OK;
	struct crm_stmt *q;
	size_t i, j;
	bool row;

	*n = 0;
	if (g->linked == NULL) {
		g->linked = crm_alloc_n(g->a, d->n, sizeof *g->linked);
		for (i = 0; i < d->n; i++)
			g->linked[i] = crm_alloc_n(
			    g->a, d->entity[i]->n, sizeof **g->linked);
	}
	for (i = 0; i < d->n; i++)
		for (j = 0; j < d->entity[i]->n; j++) {
			if (!may_refer(g, d->entity[i], d->entity[i]->field[j]))
				continue;
			st = ask_links(g, d->entity[i], d->entity[i]->field[j],
			    id, "count(*)", &q, err);
			if (st != CRM_OK ||
			    (st = crm_step(q, &row, err)) != CRM_OK)
				return st;
			*n += crm_col_int(q, 0);
			if (crm_col_int(q, 0) > 0)
				g->linked[i][j] = true;
			crm_reset(q);
		}
	return st;
}

/* ---- to the survivor ---- */

/* Whether a record would say something about the survivor and itself: two of
 * its references to this kind, both with the survivor behind them. */
static enum crm_status
is_circle(struct group *g, const struct crm_entity *from, int field, int64_t id,
    bool *yes, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	enum crm_status st;
	size_t i;

	*yes = false;
	if (from == g->e)
		return CRM_OK;
	st = crm_load(g->s, from, id, &a, &r, err);
	for (i = 0; i < from->n && st == CRM_OK; i++)
		if ((int)i != field && from->field[i]->type == CRM_T_REF &&
		    (from->field[i]->flags & CRM_F_REQUIRED) != 0 &&
		    (from->field[field]->flags & CRM_F_REQUIRED) != 0 &&
		    may_refer(g, from, from->field[i]) &&
		    refers_inside(g, from, from->field[i], r.v[i]))
			*yes = true;
	crm_arena_free(&a);
	return st;
}

static enum crm_status
move_one(struct group *g, const struct crm_entity *from, int field, int64_t id,
    int64_t loser, struct crm_err *err)
{
	int64_t survivor = g->member[0].rec.id;
	struct crm_value v = as_value(g, from->field[field], survivor);
	struct crm_record patch;
	enum crm_action done;
	enum crm_status st;
	bool hidden;

	if ((st = is_circle(g, from, field, id, &hidden, err)) != CRM_OK)
		return st;
	st = hidden ? crm_hide(g->s, from, id, err)
		    : fold_double(g, from, field, id, &hidden, err);
	if (st != CRM_OK)
		return st;
	if (hidden)
		return tell_step(
		    g, from, id, field, CRM_VALUE_NULL, loser, "hidden", err);
	crm_record_init(&patch, from, g->a);
	patch.id = id;
	crm_record_set(&patch, field, v);
	/* What refers to them follows: that is no change of its own. */
	crm_merge_moving(g->s, true);
	st = crm_update_agreed(g->s, &patch, &done, err);
	crm_merge_moving(g->s, false);
	if (st != CRM_OK)
		return st;
	g->m->moved++;
	return tell_step(g, from, id, field, v, loser, "moved", err);
}

static enum crm_status
move_field(struct group *g, const struct crm_entity *from, int field,
    int64_t loser, struct crm_err *err)
{
	int64_t *list = NULL;
	size_t i, n = 0, cap = 0;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = ask_links(g, from, from->field[field], loser, "t.\"id\"", &q, err);
	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		list = crm_grow(g->a, list, n, &cap, sizeof *list);
		list[n++] = crm_col_int(q, 0);
	}
	for (i = 0; i < n && st == CRM_OK; i++)
		st = move_one(g, from, field, list[i], loser, err);
	return st;
}

enum crm_status
move_links(struct group *g, int64_t id, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(g->s);
	enum crm_status st = CRM_OK;
	size_t i, j;

	for (i = 0; i < d->n; i++)
		for (j = 0; j < d->entity[i]->n && st == CRM_OK; j++)
			if (g->linked[i][j])
				st = move_field(
				    g, d->entity[i], (int)j, id, err);
	return st;
}
