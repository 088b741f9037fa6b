/*
 * Cost that is added to what a receipt brought.  It follows the goods: what is still there
 * is worth more wherever transfers carried it, each warehouse by a row of its own; the
 * share of what has left is cost of goods.
 */
#include "stock.h"

/* ---- where the goods are ---- */

static enum crm_status
add_layers(struct crm_store *s, int64_t move, struct crm_arena *a,
    struct bearers *out, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = crm_sql(s,
	    "SELECT \"id\", \"warehouse\", \"quantity\", \"left\", "
	    "\"left_value\" FROM layer WHERE \"move\" = ? AND \"quantity\" > 0 "
	    "ORDER BY \"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(move));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		out->one = crm_grow(
		    a, out->one, out->n, &out->cap, sizeof *out->one);
		out->one[out->n++] = (struct bearer){ crm_col_int(q, 0),
			crm_col_int(q, 1), crm_col_int(q, 2), crm_col_int(q, 3),
			crm_col_int(q, 4) };
	}
	return st;
}

/* The layer that came of one part of what left by a transfer; false: it filled a hole. */
static bool
arrived(const struct crm_record *out, const struct bearers *in, int64_t layer,
    struct bearer *found, struct crm_arena *a)
{
	int64_t skip = -value_of(out, "quantity")->i, q;
	struct cost_part *part;
	size_t i, j = 0, n_part;

	for (i = 0; i < in->n; i++)
		skip -= in->one[i].quantity;
	part = parts_read(a, text_of(out, "parts"), &n_part);
	for (i = 0; i < n_part && j < in->n; i++) {
		q = -part[i].quantity;
		if (skip >= q) {
			skip -= q;
			continue;
		}
		skip = 0;
		if (part[i].layer == layer) {
			*found = in->one[j];
			return true;
		}
		j++;
	}
	return false;
}

/* Where a transfer that took of a layer brought that. */
static enum crm_status
follow(struct crm_store *s, const struct crm_entity *moves, int64_t transfer,
    int64_t layer, struct crm_arena *a, struct bearer *found, bool *yes,
    struct crm_err *err)
{
	const struct crm_value id = crm_value_int(transfer);
	struct bearers in = { NULL, 0, 0 };
	struct crm_record out;
	struct crm_value other;
	enum crm_status st;

	*yes = false;
	if ((st = crm_load(s, moves, transfer, a, &out, err)) != CRM_OK ||
	    (st = crm_get_int(s,
		 "SELECT \"id\" FROM move WHERE \"of\" = ? "
		 "AND \"kind\" = 'transfer' AND \"deleted\" IS NULL",
		 &id, 1, &other, err)) != CRM_OK ||
	    other.kind != CRM_INT ||
	    (st = add_layers(s, other.i, a, &in, err)) != CRM_OK)
		return st;
	*yes = arrived(&out, &in, layer, found, a);
	return CRM_OK;
}

static enum crm_status
transfers_of(struct crm_store *s, int64_t product, int64_t layer,
    struct crm_arena *a, int64_t **ids, size_t *n, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(product),
		crm_value_text(crm_text_of(
		    crm_sprintf(a, "%% %lld:%%", (long long)layer))) };

	return crm_ids(s,
	    "SELECT \"id\" FROM move WHERE \"product\" = ? "
	    "AND \"kind\" = 'transfer' AND \"quantity\" < 0 "
	    "AND \"deleted\" IS NULL AND ' ' || \"parts\" LIKE ? "
	    "ORDER BY \"id\"",
	    v, COUNT(v), a, ids, n, err);
}

enum crm_status
bearers_read(struct crm_store *s, const struct crm_record *receipt,
    struct crm_arena *a, struct bearers *out, struct crm_err *err)
{
	int64_t product = value_of(receipt, "product")->i, *ids;
	struct bearer found;
	enum crm_status st;
	size_t i, j, n;
	bool yes;

	*out = (struct bearers){ NULL, 0, 0 };
	st = add_layers(s, receipt->id, a, out, err);
	for (i = 0; i < out->n && st == CRM_OK; i++) {
		st = transfers_of(
		    s, product, out->one[i].layer, a, &ids, &n, err);
		for (j = 0; st == CRM_OK && j < n; j++) {
			st = follow(s, receipt->entity, ids[j],
			    out->one[i].layer, a, &found, &yes, err);
			if (st != CRM_OK || !yes)
				continue;
			out->one = crm_grow(
			    a, out->one, out->n, &out->cap, sizeof *out->one);
			out->one[out->n++] = found;
		}
	}
	return st;
}

int64_t
bearers_left(const struct bearers *b, int64_t warehouse)
{
	int64_t left = 0;
	size_t i;

	for (i = 0; i < b->n; i++)
		if (warehouse == 0 || b->one[i].warehouse == warehouse)
			left += b->one[i].left;
	return left;
}

enum crm_status
bears_cost(struct crm_store *s, const struct crm_record *cost,
    struct crm_arena *a, struct crm_record *receipt, struct crm_err *err)
{
	enum crm_status st;

	*receipt = *cost;
	do
		st = crm_load(s, cost->entity, value_of(receipt, "of")->i, a,
		    receipt, err);
	while (st == CRM_OK && crm_text_is(text_of(receipt, "kind"), "cost") &&
	    value_of(receipt, "of")->kind == CRM_INT);
	return st;
}

/* ---- what each bears ---- */

/* Rows that follow, until the one that they follow from is written. */
struct share {
	int64_t warehouse, value;
	struct crm_text parts;
};
struct shares {
	struct share *one;
	size_t n;
};

static struct shares *
shares_of(struct crm_store *s, struct crm_arena **a)
{
	static const char owner;

	return crm_batch_memory(s, &owner, sizeof(struct shares), a);
}

/* One cost while it is shared. */
struct sharing {
	struct crm_store *s;
	const struct goods *g;
	int64_t all, whole; /* so much for so many, that came */
	int64_t left, told; /* of these so many are met, and have so much */
	struct bearers b;
	bool import;
};

/* What is worth so much bears a share that may be below zero. */
static enum crm_status
check_bears(const struct sharing *x, int64_t warehouse, int64_t worth,
    int64_t share, struct crm_err *err)
{
	struct level l;
	enum crm_status st = CRM_OK;

	if (share >= 0 || x->import)
		return CRM_OK;
	if (!x->g->fifo) {
		st = level_load(x->s, x->g, warehouse, &l, err);
		worth = l.pool.value;
	}
	return st == CRM_OK ? check_worth(x->s, worth, share, err) : st;
}

/* What the goods in one warehouse bear, rounded so that all of them bear all. */
static enum crm_status
share_in(struct sharing *x, int64_t warehouse, struct crm_arena *a,
    struct share *out, struct crm_err *err)
{
	struct cost_part *part = crm_alloc_n(a, x->b.n + 1, sizeof *part);
	int64_t before = x->told, upto;
	enum crm_status st = CRM_OK;
	size_t i, n = 0;

	for (i = 0; i < x->b.n && st == CRM_OK; i++) {
		if (x->b.one[i].warehouse != warehouse || x->b.one[i].left <= 0)
			continue;
		x->left += x->b.one[i].left;
		if (!cost_share(x->all, x->left, x->whole, &upto))
			return crm_fail_field(err, CRM_INVALID, "value",
			    "is more than can be kept");
		part[n++] = (struct cost_part){ x->b.one[i].layer, 0,
			x->g->fifo ? upto - x->told : 0 };
		if (x->g->fifo)
			st = check_bears(x, warehouse, x->b.one[i].value,
			    upto - x->told, err);
		x->told = upto;
	}
	*out = (struct share){ warehouse, x->told - before,
		parts_write(a, part, n) };
	return st == CRM_OK && !x->g->fifo
	    ? check_bears(x, warehouse, 0, out->value, err)
	    : st;
}

/* The first of its warehouse of which some is left. */
static bool
begins(const struct bearers *b, size_t i)
{
	size_t j;

	for (j = 0; j < i; j++)
		if (b->one[j].warehouse == b->one[i].warehouse &&
		    b->one[j].left > 0)
			return false;
	return b->one[i].left > 0;
}

static enum crm_status
share_out(struct sharing *x, struct crm_record *r, struct crm_err *err)
{
	const int64_t here = value_of(r, "warehouse")->i;
	struct crm_arena *a;
	struct shares *rest = shares_of(x->s, &a);
	struct share own = { 0 };
	enum crm_status st = share_in(x, here, a, &own, err);
	size_t i;

	rest->one = crm_alloc_n(a, x->b.n + 1, sizeof *rest->one);
	rest->n = 0;
	for (i = 0; i < x->b.n && st == CRM_OK; i++)
		if (x->b.one[i].warehouse != here && begins(&x->b, i))
			st = share_in(x, x->b.one[i].warehouse, a,
			    &rest->one[rest->n++], err);
	if (st != CRM_OK)
		return st;
	if (own.parts.n > 0)
		crm_record_set(
		    r, field_of(r->entity, "parts"), crm_value_text(own.parts));
	set_int(r, "value", own.value);
	set_int(r, "expense", x->all - x->told);
	return CRM_OK;
}

/* A file says what fell to what is here. */
static enum crm_status
share_filed(struct sharing *x, struct crm_record *r, struct crm_arena *a,
    struct crm_err *err)
{
	const int64_t here = value_of(r, "warehouse")->i;
	struct share own = { 0 };
	enum crm_status st;

	x->whole = bearers_left(&x->b, here);
	if (x->whole <= 0 || (st = share_in(x, here, a, &own, err)) != CRM_OK)
		return x->whole <= 0 ? CRM_OK : st;
	crm_record_set(
	    r, field_of(r->entity, "parts"), crm_value_text(own.parts));
	return CRM_OK;
}

static enum crm_status
check_receipt(const struct crm_saving *w, const struct crm_record *receipt,
    const struct bearers *b, struct crm_err *err)
{
	enum crm_status st;

	if (value_of(receipt, "quantity")->i <= 0)
		return crm_fail_record(err, CRM_RULE,
		    "%s is no receipt, and has no layer to bear the cost",
		    typed_id(w->arena, receipt->entity, receipt->id));
	if (w->import)
		return CRM_OK;
	st = move_behind(w, receipt, err);
	return st == CRM_OK && bearers_left(b, 0) == 0
	    ? move_there(w->store, receipt, err)
	    : st;
}

enum crm_status
cost_added(
    const struct crm_saving *w, const struct goods *g, struct crm_err *err)
{
	struct crm_record *r = w->new, receipt;
	struct sharing x = { .s = w->store,
		.g = g,
		.all = value_of(r, "value")->i,
		.import = w->import };
	struct crm_arena *a;
	enum crm_status st;
	bool filed;

	/* What follows from another says what bears it. */
	if (text_of(r, "parts").n > 0)
		return CRM_OK;
	shares_of(x.s, &a)->n = 0;
	st = crm_load(
	    x.s, r->entity, value_of(r, "of")->i, w->arena, &receipt, err);
	filed = w->import &&
	    (value_of(r, "expense")->kind != CRM_NULL ||
		crm_text_is(text_of(&receipt, "kind"), "cost"));
	if (st == CRM_OK && filed)
		st = bears_cost(x.s, r, w->arena, &receipt, err);
	if (st != CRM_OK ||
	    (st = bearers_read(x.s, &receipt, w->arena, &x.b, err)) != CRM_OK ||
	    (st = check_receipt(w, &receipt, &x.b, err)) != CRM_OK)
		return st;
	x.whole = value_of(&receipt, "quantity")->i;
	return filed ? share_filed(&x, r, w->arena, err)
		     : share_out(&x, r, err);
}

enum crm_status
cost_follows(
    struct crm_store *s, const struct crm_record *cost, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT, *batch;
	struct shares *rest = shares_of(s, &batch);
	size_t i, n = rest->n;
	struct share *one = rest->one;
	struct crm_record r;
	enum crm_status st = CRM_OK;

	rest->n = 0;
	for (i = 0; i < n && st == CRM_OK; i++) {
		if (one[i].value == 0)
			continue;
		move_of_move(&r, cost, "cost", &a);
		set_int(&r, "warehouse", one[i].warehouse);
		set_int(&r, "value", one[i].value);
		crm_record_set(&r, field_of(r.entity, "parts"),
		    crm_value_text(one[i].parts));
		st = move_follow(s, &r, err);
	}
	crm_arena_free(&a);
	return st;
}

/* ---- what was said of it ---- */

enum crm_status
cost_whole(struct crm_store *s, const struct crm_record *cost, int64_t *whole,
    struct crm_err *err)
{
	const struct crm_value of = crm_value_int(cost->id);
	const struct crm_value *expense = value_of(cost, "expense");
	struct crm_value more;
	enum crm_status st = crm_get_int(s,
	    "SELECT CAST(sum(\"value\") AS BIGINT) FROM move "
	    "WHERE \"of\" = ? AND \"kind\" = 'cost' "
	    "AND \"deleted\" IS NULL",
	    &of, 1, &more, err);

	*whole = value_of(cost, "value")->i +
	    (expense->kind == CRM_INT ? expense->i : 0) +
	    (st == CRM_OK && more.kind == CRM_INT ? more.i : 0);
	return st;
}

/* A file says all of a cost; what is here bears its share of that. */
enum crm_status
move_met(struct crm_store *s, const struct crm_record *now,
    struct crm_record *row, struct crm_err *err)
{
	int value = field_of(now->entity, "value");
	int64_t whole;
	enum crm_status st;

	if (!crm_text_is(text_of(now, "kind"), "cost") || !row->given[value] ||
	    row->given[field_of(now->entity, "expense")] ||
	    row->v[value].kind != CRM_INT)
		return CRM_OK;
	st = cost_whole(s, now, &whole, err);
	if (st == CRM_OK && row->v[value].i == whole)
		row->v[value] = now->v[value];
	return st;
}
