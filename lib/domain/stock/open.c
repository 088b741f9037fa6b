/*
 * The oldest open layers of a desk, which the next issue takes from: read once a batch,
 * and kept as layers are written.  So few are kept that a batch of all goods of a large
 * company does not grow without end.
 */
#include "stock.h"

#include <string.h>

enum { MOST = 8 };

struct open_layer {
	int64_t since;
	struct cost_layer l;
};

bool
open_read(const struct desk *x, int64_t quantity, struct crm_arena *a,
    struct cost_layer **out, size_t *n)
{
	int64_t there = 0;
	size_t k, i;

	if (!x->open_known)
		return false;
	for (k = 0; k < x->n_open && there < quantity; k++)
		there += x->open[k].l.left;
	if (there < quantity && !x->open_all)
		return false;
	*n = k;
	*out = crm_alloc_n(a, k + 1, sizeof **out);
	for (i = 0; i < k; i++)
		(*out)[i] = x->open[i].l;
	return true;
}

/* They live as long as the desk, which is as long as the batch. */
static void
make_room(struct crm_store *s, struct desk *x)
{
	static const char owner;
	struct crm_arena *a;

	(void)crm_batch_memory(s, &owner, 1, &a);
	if (x->open == NULL)
		x->open = crm_alloc_n(a, MOST, sizeof *x->open);
}

enum crm_status
open_learn(struct crm_store *s, struct desk *x, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool row = true;

	make_room(s, x);
	x->n_open = 0;
	st = crm_sql(s,
	    "SELECT \"id\", \"left\", \"left_value\", \"since\" FROM layer "
	    "WHERE \"product\" = ? AND \"warehouse\" = ? AND \"open\" = 1 "
	    "AND \"left\" > 0 ORDER BY \"since\", \"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(x->g.id));
	crm_bind(q, 2, crm_value_int(x->p.id));
	while (
	    (st = crm_step(q, &row, err)) == CRM_OK && row && x->n_open < MOST)
		x->open[x->n_open++] = (struct open_layer){ crm_col_int(q, 3),
			{ crm_col_int(q, 0), crm_col_int(q, 1),
			    crm_col_int(q, 2) } };
	if (st == CRM_OK && row)
		crm_reset(q);
	x->open_known = st == CRM_OK;
	x->open_all = !row;
	return st;
}

static void
take_out(struct desk *x, int64_t id)
{
	size_t i = 0;

	while (i < x->n_open && x->open[i].l.id != id)
		i++;
	if (i == x->n_open)
		return;
	x->n_open--;
	memmove(
	    &x->open[i], &x->open[i + 1], (x->n_open - i) * sizeof *x->open);
}

static bool
is_older(const struct open_layer *a, const struct open_layer *b)
{
	return a->since != b->since ? a->since < b->since : a->l.id < b->l.id;
}

/* Behind the last that is known there may be others. */
static void
put_in(struct desk *x, const struct open_layer *l)
{
	size_t i = x->n_open;

	while (i > 0 && is_older(l, &x->open[i - 1]))
		i--;
	if (i == x->n_open && !x->open_all)
		return;
	if (x->n_open == MOST) {
		x->open_all = false;
		if (i == MOST)
			return;
		x->n_open--;
	}
	memmove(
	    &x->open[i + 1], &x->open[i], (x->n_open++ - i) * sizeof *x->open);
	x->open[i] = *l;
}

void
open_follow(struct crm_store *s, const struct crm_record *r)
{
	const struct crm_value *value = value_of(r, "left_value");
	struct open_layer l = { value_of(r, "since")->i,
		{ r->id, value_of(r, "left")->i,
		    value->kind == CRM_INT ? value->i : 0 } };
	struct desk *x = desk_at(
	    s, value_of(r, "product")->i, value_of(r, "warehouse")->i);

	if (x == NULL || !x->open_known)
		return;
	take_out(x, r->id);
	if (value_of(r, "open")->i == 1 && l.l.left > 0)
		put_in(x, &l);
}

enum crm_status
layer_saved(const struct crm_saving *w, struct crm_err *err)
{
	(void)err;
	open_follow(w->store, w->new);
	return CRM_OK;
}
