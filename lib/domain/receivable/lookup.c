/* Receivables of a queue by what is open of them, and by the numbers that name them: a
 * batch may go through thousands of payments of one customer. */
#include "queue.h"

#include <crm/base/hash.h>

#include <stdlib.h>
#include <string.h>

/* ---- what is open ---- */

enum { SAME_FIRST = 64 };

static struct same *
same_slot(const struct queue *x, int64_t open)
{
	size_t i = crm_mix(0, (uint64_t)open) % x->cap_same;

	while (x->same[i].open != 0 && x->same[i].open != open)
		i = (i + 1) % x->cap_same;
	return &x->same[i];
}

static void
note_same(struct queue *x, size_t place, int64_t open)
{
	struct same *s = same_slot(x, open);

	x->n_same += s->open == 0;
	s->open = open;
	s->n++;
	s->places ^= place;
}

static void
build_same(struct queue *x, struct crm_arena *a)
{
	size_t i;

	x->cap_same = SAME_FIRST + 4 * x->n;
	x->same = crm_alloc_n(a, x->cap_same, sizeof *x->same);
	x->n_same = 0;
	for (i = 0; i < x->n; i++)
		if (x->c[i].open > 0)
			note_same(x, i, x->c[i].open);
}

void
lookup_moved(struct queue *x, size_t place, int64_t was, int64_t open)
{
	struct same *s;

	if (x->same == NULL)
		return;
	if (was > 0) {
		s = same_slot(x, was);
		s->n--;
		s->places ^= place;
	}
	if (open == 0)
		return;
	/* Amounts that nothing is open with any more fill it in time. */
	if (2 * x->n_same >= x->cap_same)
		x->same = NULL;
	else
		note_same(x, place, open);
}

const struct candidate *
queue_exact(struct crm_store *s, struct queue *x, int64_t open)
{
	const struct same *found;
	struct crm_arena *a;

	(void)queue_names(s, &a);
	if (x->same == NULL)
		build_same(x, a);
	found = same_slot(x, open);
	return found->n == 1 ? &x->c[found->places] : NULL;
}

bool
queue_takes_off(const struct queue *x)
{
	return x->n_early > 0;
}

/* ---- numbers ---- */

static int
order_cmp(const void *x, const void *y)
{
	const struct of_order *a = x, *b = y;

	return a->order < b->order ? -1 : a->order > b->order;
}

static void
add_name(struct queue *x, struct crm_text number, int64_t receivable,
    struct crm_arena *a)
{
	if (number.n == 0)
		return;
	x->name = crm_grow(
	    a, x->name, x->n_name, &x->cap_name, sizeof *x->name);
	x->name[x->n_name++] = (struct known_as){
		crm_text_of(text_dup(a, number)), receivable
	};
}

/* What of a receivable it is known by, of those of a customer that are open. */
#define KNOWN_BY(what, joined) \
	"SELECT r.\"id\", " what " FROM receivable r " joined \
	"WHERE r.\"customer\" IN (SELECT \"id\" FROM below) " \
	"AND r.\"open\" > 0 AND r.\"deleted\" IS NULL "
#define ITS_ORDER "JOIN sale_order o ON o.\"id\" = r.\"order\" "
#define ITS_INVOICES \
	"JOIN invoice_line l ON l.\"receivable\" = r.\"id\" " \
	"AND l.\"deleted\" IS NULL JOIN invoice i ON i.\"id\" = l.\"invoice\" "
#define ITS_CONTRACT "JOIN contract c ON c.\"id\" = r.\"contract\" "
#define OWN_NUMBER KNOWN_BY("r.\"number_f\"", "")
#define ORDER_NUMBER KNOWN_BY("o.\"number_f\"", ITS_ORDER)
#define CONTRACT_NUMBER KNOWN_BY("c.\"number_f\"", ITS_CONTRACT)
#define INVOICE_NUMBER KNOWN_BY("i.\"number_f\"", ITS_INVOICES)
#define OFFICIAL_NUMBER KNOWN_BY("i.\"official_no_f\"", ITS_INVOICES)
#define AND_ALL "UNION ALL "

/* clang-format off */
static const char numbers_sql[] = PAYS_FOR
    OWN_NUMBER AND_ALL
    ORDER_NUMBER AND_ALL
    CONTRACT_NUMBER AND_ALL
    INVOICE_NUMBER AND_ALL
    OFFICIAL_NUMBER;
static const char invoices_sql[] = PAYS_FOR
    KNOWN_BY("i.\"id\"", ITS_INVOICES);
static const char orders_sql[] = PAYS_FOR
    KNOWN_BY("r.\"order\"", "") "AND r.\"order\" IS NOT NULL";
/* clang-format on */

typedef void add_known(struct crm_store *s, struct queue *x,
    const struct crm_stmt *q, struct crm_arena *a);

static void
add_number(struct crm_store *s, struct queue *x, const struct crm_stmt *q,
    struct crm_arena *a)
{
	(void)s;
	if (queue_place(x, crm_col_int(q, 0)) != SIZE_MAX)
		add_name(x, crm_col_text(q, 1), crm_col_int(q, 0), a);
}

/* "I5" of an invoice without a number. */
static void
add_invoice(struct crm_store *s, struct queue *x, const struct crm_stmt *q,
    struct crm_arena *a)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "invoice");

	if (queue_place(x, crm_col_int(q, 0)) != SIZE_MAX)
		add_name(x,
		    crm_fold_dup(
			a, crm_text_of(typed_id(a, e, crm_col_int(q, 1)))),
		    crm_col_int(q, 0), a);
}

static void
add_order(struct crm_store *s, struct queue *x, const struct crm_stmt *q,
    struct crm_arena *a)
{
	(void)s;
	x->of_order = crm_grow(a, x->of_order, x->n_of_order, &x->cap_of_order,
	    sizeof *x->of_order);
	x->of_order[x->n_of_order++] = (struct of_order){ crm_col_int(q, 1),
		crm_col_int(q, 0) };
}

static enum crm_status
read_known(struct crm_store *s, struct queue *x, const char *sql,
    add_known *add, struct crm_arena *a, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(x->customer),
		crm_value_int(x->subsidiaries) };
	struct crm_stmt *q;
	enum crm_status st = crm_sql(s, sql, &q, err);
	bool row;

	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		add(s, x, q, a);
	return st;
}

/* And "r12" of each. */
static void
add_ids(struct crm_store *s, struct queue *x, struct crm_arena *a)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "receivable");
	size_t i;

	for (i = 0; i < x->n; i++)
		add_name(x,
		    crm_fold_dup(a, crm_text_of(typed_id(a, e, x->c[i].id))),
		    x->c[i].id, a);
}

static enum crm_status
know_names(struct crm_store *s, struct queue *x, struct crm_err *err)
{
	struct crm_arena *a;
	size_t state = queue_names(s, &a);
	enum crm_status st;

	if (x->named == state)
		return CRM_OK;
	x->n_name = x->n_of_order = 0;
	add_ids(s, x, a);
	if ((st = read_known(s, x, numbers_sql, add_number, a, err)) !=
		CRM_OK ||
	    (st = read_known(s, x, invoices_sql, add_invoice, a, err)) !=
		CRM_OK ||
	    (st = read_known(s, x, orders_sql, add_order, a, err)) != CRM_OK)
		return st;
	if (x->n_name > 0)
		qsort(x->name, x->n_name, sizeof *x->name, named_cmp);
	if (x->n_of_order > 0)
		qsort(
		    x->of_order, x->n_of_order, sizeof *x->of_order, order_cmp);
	x->named = state;
	return CRM_OK;
}

/* ---- those that a text names ---- */

struct naming {
	struct queue *x;
	struct crm_arena *a;
	size_t *at; /* places */
	size_t n, cap;
};

static void
meet(void *ctx, int64_t receivable)
{
	struct naming *k = ctx;
	size_t at = queue_place(k->x, receivable);

	if (at == SIZE_MAX || k->x->c[at].open == 0)
		return;
	k->at = crm_grow(k->a, k->at, k->n, &k->cap, sizeof *k->at);
	k->at[k->n++] = at;
}

static void
meet_order(struct naming *k, int64_t order)
{
	const struct queue *x = k->x;
	const struct of_order key = { .order = order };
	const struct of_order *one = x->n_of_order == 0
	    ? NULL
	    : bsearch(&key, x->of_order, x->n_of_order, sizeof key, order_cmp);

	if (one == NULL)
		return;
	while (one > x->of_order && (one - 1)->order == order)
		one--;
	for (; one < x->of_order + x->n_of_order && one->order == order; one++)
		meet(k, one->receivable);
}

static int
place_cmp(const void *x, const void *y)
{
	const size_t *a = x, *b = y;

	return *a < *b ? -1 : *a > *b;
}

enum crm_status
queue_named(struct allocating *k, struct crm_text reference, int64_t order,
    const struct candidate ***out, size_t *n, struct crm_err *err)
{
	struct naming found = { .x = k->queue, .a = k->a };
	enum crm_status st = know_names(k->s, k->queue, err);
	size_t i;

	*n = 0;
	if (st != CRM_OK)
		return st;
	named_in(k->queue->name, k->queue->n_name,
	    crm_fold_dup(k->a, reference), meet, &found);
	if (order != 0)
		meet_order(&found, order);
	if (found.n > 0)
		qsort(found.at, found.n, sizeof *found.at, place_cmp);
	*out = crm_alloc_n(k->a, found.n + 1, sizeof **out);
	for (i = 0; i < found.n; i++)
		if (i == 0 || found.at[i] != found.at[i - 1])
			(*out)[(*n)++] = &k->queue->c[found.at[i]];
	return CRM_OK;
}
