/* Groups: the tree of customers below one, and its sums. */
#include "customer.h"

#include <crm/domain/group.h>

#include <stdio.h>
#include <stdlib.h>

/* The customers at or below one; UNION ends a circle. */
#define BELOW \
	"WITH RECURSIVE below (\"id\") AS (" \
	"SELECT CAST(? AS bigint) UNION SELECT c.\"id\" FROM customer c " \
	"JOIN below b ON c.\"parent\" = b.\"id\" " \
	"WHERE c.\"deleted\" IS NULL) "

/* Of these the orders. */
#define WITHIN "AND o.\"customer\" IN (SELECT b.\"id\" FROM below b) "

struct node {
	struct crm_member m;
	int64_t parent;
	bool seen;
};

struct tree {
	struct crm_store *s;
	struct crm_arena *arena;
	struct node *node; /* by id */
	size_t n, cap;
	struct crm_member *out;
	size_t n_out;
};

/* ---- the customers ---- */

static struct node *
add_node(struct tree *t)
{
	t->node = crm_grow(t->arena, t->node, t->n, &t->cap, sizeof *t->node);
	return &t->node[t->n++];
}

static enum crm_status
load_nodes(struct tree *t, int64_t top, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = crm_sql(t->s,
	    BELOW
	    "SELECT c.\"id\", c.\"parent\", c.\"name\" "
	    "FROM below b JOIN customer c ON c.\"id\" = b.\"id\" ORDER BY 1",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(top));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct node *x = add_node(t);

		x->m.customer = crm_col_int(q, 0);
		x->parent = crm_col_null(q, 1) ? 0 : crm_col_int(q, 1);
		x->m.name = crm_text_of(text_dup(t->arena, crm_col_text(q, 2)));
	}
	return st;
}

static int
by_id(const void *key, const void *member)
{
	const int64_t *id = key;
	const struct node *x = member;

	return (*id > x->m.customer) - (*id < x->m.customer);
}

static struct node *
find(const struct tree *t, int64_t id)
{
	return t->n == 0 ? NULL
			 : bsearch(&id, t->node, t->n, sizeof *t->node, by_id);
}

/* ---- what each has ---- */

static enum crm_status
add(int64_t *sum, int64_t v, struct crm_err *err)
{
	if (!__builtin_add_overflow(*sum, v, sum))
		return CRM_OK;
	return crm_fail(err, CRM_FAIL, "the sum of a group overflows");
}

static enum crm_status
add_contact(struct tree *t, struct node *x, const struct crm_stmt *q,
    struct crm_err *err)
{
	(void)t;
	return add(&x->m.own.contacts, crm_col_int(q, 1), err);
}

/* What a member has in a currency without a rate: begins with zeroes. */
static struct crm_unrated *
unrated_of(struct tree *t, struct crm_member *m, struct crm_text currency)
{
	struct crm_unrated **at = &m->unrated, *x;

	while (*at != NULL &&
	    crm_text_cmp(crm_text_of((*at)->currency), currency) < 0)
		at = &(*at)->next;
	if (*at != NULL && crm_text_is(currency, (*at)->currency))
		return *at;
	x = crm_alloc(t->arena, sizeof *x);
	snprintf(x->currency, sizeof x->currency, "%.*s", (int)currency.n,
	    currency.p);
	x->next = *at;
	*at = x;
	return x;
}

static enum crm_status
count_deal(
    struct crm_holdings *h, bool open, int64_t amount, struct crm_err *err)
{
	++*(open ? &h->open_deals : &h->won_deals);
	return add(open ? &h->open_amount : &h->won_amount, amount, err);
}

/* customer, amount, amount_base, type of the stage, currency */
static enum crm_status
add_deal(struct tree *t, struct node *x, const struct crm_stmt *q,
    struct crm_err *err)
{
	bool open = crm_text_is(crm_col_text(q, 3), "open");
	bool rated = !crm_col_null(q, 2) || crm_col_null(q, 1);
	enum crm_status st;

	if (!open && !crm_text_is(crm_col_text(q, 3), "won"))
		return CRM_OK;
	st = count_deal(&x->m.own, open, crm_col_int(q, 2), err);
	if (rated || st != CRM_OK)
		return st;
	return count_deal(&unrated_of(t, &x->m, crm_col_text(q, 4))->own, open,
	    crm_col_int(q, 1), err);
}

static const struct {
	const char *sql; /* its first column is the customer */
	enum crm_status (*add)(struct tree *t, struct node *x,
	    const struct crm_stmt *q, struct crm_err *err);
} holdings[] = {
	{ BELOW "SELECT t.\"customer\", count(*) FROM below b "
		"JOIN contact t ON t.\"customer\" = b.\"id\" "
		"WHERE t.\"deleted\" IS NULL AND coalesce(t.\"left\", 0) = 0 "
		"GROUP BY t.\"customer\"",
	    add_contact },
	{ BELOW
	    "SELECT t.\"customer\", t.\"amount\", t.\"amount_base\", "
	    "s.\"type\", t.\"currency\" FROM below b JOIN deal t ON t.\"customer\" = b.\"id\" "
	    "JOIN stage s ON s.\"id\" = t.\"stage\" "
	    "WHERE t.\"deleted\" IS NULL",
	    add_deal },
};

static enum crm_status
load_holdings(struct tree *t, size_t i, int64_t top, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	struct node *x;
	bool row;

	if ((st = crm_sql(t->s, holdings[i].sql, &q, err)) != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(top));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		x = find(t, crm_col_int(q, 0));
		if (x != NULL &&
		    (st = holdings[i].add(t, x, q, err)) != CRM_OK) {
			crm_reset(q);
			break;
		}
	}
	return st;
}

static enum crm_status
add_order(struct tree *t, struct crm_stmt *q, bool *more, struct crm_err *err)
{
	struct node *x = find(t, crm_col_int(q, 0));
	struct crm_unrated *u;
	struct order_sum sum;
	enum crm_status st;

	st = order_read(t->s, q, 2, crm_col_int(q, 0), more, &sum, err);
	if (st != CRM_OK || x == NULL)
		return st;
	x->m.own.orders += !sum.back;
	if (!sum.no_rate)
		return add(&x->m.own.order_amount, sum.amount, err);
	u = unrated_of(t, &x->m, crm_text_of(sum.currency));
	u->own.orders += !sum.back;
	return add(&u->own.order_amount, sum.own, err);
}

static enum crm_status
load_orders(struct tree *t, int64_t top, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool more;

	st = crm_sql(t->s,
	    BELOW "SELECT x.* FROM (" SELECT_ORDERS WITHIN
		  "UNION ALL " SELECT_CANCELLED WITHIN
		  "UNION ALL " SELECT_BACK WITHIN ") x ORDER BY x.\"sale\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(top));
	st = crm_step(q, &more, err);
	while (st == CRM_OK && more)
		st = add_order(t, q, &more, err);
	if (st != CRM_OK)
		crm_reset(q);
	return st;
}

/* ---- the order of the rows, and the totals ---- */

static int
by_parent(const void *x, const void *y)
{
	const struct node *const *a = x, *const *b = y;

	if ((*a)->parent != (*b)->parent)
		return (*a)->parent < (*b)->parent ? -1 : 1;
	return (*a)->m.customer < (*b)->m.customer ? -1 : 1;
}

/* First of the nodes below a parent. */
static size_t
first_below(struct node *const *sorted, size_t n, int64_t parent)
{
	size_t from = 0, to = n;

	while (from < to) {
		size_t middle = from + (to - from) / 2;

		if (sorted[middle]->parent < parent)
			from = middle + 1;
		else
			to = middle;
	}
	return from;
}

/* Depth first, by a stack of its own: no depth is too deep. */
static void
walk(struct tree *t, struct node *top)
{
	struct node **sorted = crm_alloc_n(t->arena, t->n, sizeof *sorted);
	struct node **stack = crm_alloc_n(t->arena, t->n, sizeof *stack);
	size_t i, n = 0;

	for (i = 0; i < t->n; i++)
		sorted[i] = &t->node[i];
	qsort(sorted, t->n, sizeof *sorted, by_parent);
	top->seen = true;
	stack[n++] = top;
	while (n > 0) {
		struct node *x = stack[--n];

		t->out[t->n_out++] = x->m;
		i = first_below(sorted, t->n, x->m.customer);
		for (; i < t->n && sorted[i]->parent == x->m.customer; i++)
			;
		/* The last one first, so that the first is on top. */
		while (i > 0 && sorted[i - 1]->parent == x->m.customer) {
			struct node *below = sorted[--i];

			if (below->seen)
				continue;
			below->seen = true;
			below->m.depth = x->m.depth + 1;
			stack[n++] = below;
		}
	}
}

static enum crm_status
add_all(
    struct crm_holdings *sum, const struct crm_holdings *v, struct crm_err *err)
{
	enum crm_status st;

	sum->contacts += v->contacts;
	sum->open_deals += v->open_deals;
	sum->won_deals += v->won_deals;
	sum->orders += v->orders;
	if ((st = add(&sum->open_amount, v->open_amount, err)) != CRM_OK ||
	    (st = add(&sum->won_amount, v->won_amount, err)) != CRM_OK)
		return st;
	return add(&sum->order_amount, v->order_amount, err);
}

/* What a member has without a rate, added to the totals of one above it, or to its
 * own. */
static enum crm_status
add_unrated(struct tree *t, struct crm_member *above,
    const struct crm_member *m, struct crm_err *err)
{
	const struct crm_unrated *u;
	enum crm_status st = CRM_OK;

	for (u = m->unrated; u != NULL && st == CRM_OK; u = u->next)
		st = add_all(
		    &unrated_of(t, above, crm_text_of(u->currency))->total,
		    above == m ? &u->own : &u->total, err);
	return st;
}

static enum crm_status
add_member(struct tree *t, struct crm_member *above, const struct crm_member *m,
    struct crm_err *err)
{
	enum crm_status st = add_all(&above->total, &m->total, err);

	return st == CRM_OK ? add_unrated(t, above, m, err) : st;
}

/* Rows below another follow it: from the end, each one's total is complete
 * before it is added to that of the row above it. */
static enum crm_status
sum_up(struct tree *t, struct crm_err *err)
{
	size_t *above = crm_alloc_n(t->arena, t->n_out + 1, sizeof *above);
	size_t *last = crm_alloc_n(t->arena, t->n_out + 1, sizeof *last);
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < t->n_out && st == CRM_OK; i++) {
		struct crm_member *m = &t->out[i];

		last[m->depth] = i;
		above[i] = m->depth > 0 ? last[m->depth - 1] : i;
		m->total = m->own;
		st = add_unrated(t, m, m, err);
	}
	for (i = t->n_out; i-- > 1 && st == CRM_OK;)
		st = add_member(t, &t->out[above[i]], &t->out[i], err);
	return st;
}

enum crm_status
crm_group(struct crm_store *s, int64_t top, struct crm_arena *a,
    struct crm_member **out, size_t *n, struct crm_err *err)
{
	struct tree t = { .s = s, .arena = a };
	enum crm_status st;
	struct node *x;
	size_t i;

	if ((st = load_nodes(&t, top, err)) != CRM_OK)
		return st;
	for (i = 0; i < COUNT(holdings); i++)
		if ((st = load_holdings(&t, i, top, err)) != CRM_OK)
			return st;
	if ((st = load_orders(&t, top, err)) != CRM_OK)
		return st;
	t.out = crm_alloc_n(a, t.n + 1, sizeof *t.out);
	if ((x = find(&t, top)) != NULL)
		walk(&t, x);
	*out = t.out;
	*n = t.n_out;
	return sum_up(&t, err);
}

enum crm_status
crm_group_tops(struct crm_store *s, struct crm_arena *a, int64_t **out,
    size_t *n, struct crm_err *err)
{
	return crm_ids(s,
	    "SELECT DISTINCT t.\"id\" FROM customer b "
	    "JOIN customer t ON t.\"id\" = b.\"parent\" "
	    "LEFT JOIN customer p ON p.\"id\" = t.\"parent\" "
	    "AND p.\"deleted\" IS NULL WHERE b.\"deleted\" IS NULL "
	    "AND t.\"deleted\" IS NULL AND p.\"id\" IS NULL ORDER BY 1",
	    NULL, 0, a, out, n, err);
}
