/* What a line of a bank statement may be for. */
#include "match.h"

#include <stdlib.h>
#include <string.h>

/* ---- what is open ---- */

static enum crm_status
read_open(struct crm_banking *b, struct crm_err *err)
{
	const char *own = crm_store_currency(b->s);
	const struct crm_value day = crm_value_int(
	    crm_store_clock(b->s)->today);
	struct crm_stmt *q;
	enum crm_status st;
	size_t cap = 0;
	bool row;

	st = crm_sql(b->s,
	    "SELECT r.\"id\", r.\"customer\", r.\"open\", "
	    "coalesce(r.\"due_on\", r.\"booked_on\"), "
	    "coalesce(r.\"seller\", 0), r.\"currency\", c.\"name\" "
	    "FROM receivable r "
	    "LEFT JOIN customer c ON c.\"id\" = r.\"customer\" "
	    "WHERE r.\"open\" > 0 AND r.\"deleted\" IS NULL "
	    "AND r.\"void_on\" IS NULL AND r.\"booked_on\" <= ? "
	    "ORDER BY 4, 1",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, day);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct open *o;

		b->open = crm_grow(b->a, b->open, b->n, &cap, sizeof *o);
		o = &b->open[b->n++];
		*o = (struct open){ .id = crm_col_int(q, 0),
			.customer = crm_col_int(q, 1),
			.open = crm_col_int(q, 2),
			.due = crm_col_int(q, 3),
			.seller = crm_col_int(q, 4),
			.currency = crm_text_of(crm_col_null(q, 5)
				? own
				: text_dup(b->a, crm_col_text(q, 5))),
			.name = crm_text_of(
			    text_dup(b->a, crm_col_text(q, 6))) };
	}
	return st;
}

/* All that a customer owes stands together, what is due first in front. */
static int
customer_cmp(const void *x, const void *y)
{
	const struct open *const *a = x, *const *b = y;

	return (*a)->customer != (*b)->customer
	    ? ((*a)->customer < (*b)->customer ? -1 : 1)
	    : (*a < *b ? -1 : *a > *b);
}

static void
sort_by_customer(struct crm_banking *b)
{
	size_t i;

	b->by_customer = crm_alloc_n(b->a, b->n + 1, sizeof(void *));
	for (i = 0; i < b->n; i++)
		b->by_customer[i] = &b->open[i];
	if (b->n > 0)
		qsort(b->by_customer, b->n, sizeof(void *), customer_cmp);
}

/* Its own number, and those of its order, its contract and its invoices. */
#define NUMBERS_OF(number, joined) \
	"SELECT " number " AS n, r.\"id\" AS r FROM receivable r" joined \
	" WHERE r.\"open\" > 0 AND r.\"deleted\" IS NULL"
#define JOIN_INVOICE \
	" JOIN invoice_line l ON l.\"receivable\" = r.\"id\"" \
	" JOIN invoice i ON i.\"id\" = l.\"invoice\" AND i.\"deleted\" IS NULL"

enum { LEAST = 3 }; /* characters of a number that is one */

static void
add_number(struct crm_banking *b, size_t *cap, struct crm_text text,
    int64_t receivable)
{
	b->number = crm_grow(
	    b->a, b->number, b->numbers, cap, sizeof *b->number);
	b->number[b->numbers++] = (struct known_as){ crm_fold_dup(b->a, text),
		receivable };
}

/* Whoever has no number is told ids: "R1", and "I5" of an invoice. */
static enum crm_status
read_ids(struct crm_banking *b, size_t *cap, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(b->s);
	const struct crm_entity *owed = crm_dict_find(d, "receivable");
	const struct crm_entity *invoice = crm_dict_find(d, "invoice");
	struct crm_stmt *q;
	enum crm_status st;
	bool row;
	size_t i;

	for (i = 0; i < b->n; i++)
		add_number(b, cap,
		    crm_text_of(typed_id(b->a, owed, b->open[i].id)),
		    b->open[i].id);
	st = crm_sql(b->s,
	    "SELECT DISTINCT i.\"id\", r.\"id\" FROM receivable r" JOIN_INVOICE
	    " WHERE r.\"open\" > 0 AND r.\"deleted\" IS NULL",
	    &q, err);
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row)
		add_number(b, cap,
		    crm_text_of(typed_id(b->a, invoice, crm_col_int(q, 0))),
		    crm_col_int(q, 1));
	return st;
}

static enum crm_status
read_numbers(struct crm_banking *b, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	size_t cap = 0;
	bool row;

	st = crm_sql(b->s,
	    "SELECT x.n, x.r FROM (" NUMBERS_OF(
		"r.\"number\"", "") " UNION " NUMBERS_OF("o.\"number\"",
		" JOIN sale_order o ON o.\"id\" = r.\"order\"") " UNION " NUMBERS_OF("t.\"number\"",
		" JOIN contract t ON t.\"id\" = r.\"contract\"") " UNION " NUMBERS_OF("i.\"number\"",
		JOIN_INVOICE) " UNION " NUMBERS_OF("i.\"official_no\"",
		JOIN_INVOICE) ") x WHERE x.n IS NOT NULL",
	    &q, err);
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row)
		if (crm_col_text(q, 0).n >= LEAST)
			add_number(
			    b, &cap, crm_col_text(q, 0), crm_col_int(q, 1));
	if (st == CRM_OK)
		st = read_ids(b, &cap, err);
	if (b->numbers > 0)
		qsort(b->number, b->numbers, sizeof *b->number, named_cmp);
	return st;
}

enum crm_status
crm_bank_open(struct crm_store *s, struct crm_arena *a,
    struct crm_banking **out, struct crm_err *err)
{
	const struct crm_banking *was = *out;
	struct crm_banking *b = crm_alloc(a, sizeof *b);
	struct crm_value last = crm_value_int(was != NULL ? was->last : 0);
	enum crm_status st = CRM_OK;

	*out = b;
	b->s = s;
	b->a = a;
	if (was == NULL)
		st = crm_get_int(
		    s, "SELECT max(\"id\") FROM payment", NULL, 0, &last, err);
	if (st != CRM_OK)
		return st;
	b->last = last.kind == CRM_INT ? last.i : 0;
	if ((st = crm_words_load(s, a, &b->words, err)) == CRM_OK &&
	    (st = read_open(b, err)) == CRM_OK) {
		sort_by_customer(b);
		st = read_numbers(b, err);
	}
	return st;
}

/* ---- one line ---- */

struct line {
	struct crm_banking *b;
	struct crm_record r;
	int64_t amount, day;
	struct crm_text currency;
	int64_t *known; /* customers that the account is of */
	size_t n_known;
	size_t named;
	struct crm_bank_proposal *out;
	size_t cap;
};

/* Customers who paid from the account before, or whose own it is: what other lines are
 * booked as meanwhile makes nothing sure that was not proposed so. */
static enum crm_status
read_known(struct line *l, struct crm_err *err)
{
	struct crm_text account = text_of(&l->r, "payer_account");
	const struct crm_value v[] = { crm_value_text(account),
		crm_value_int(l->b->last), crm_value_text(account) };

	if (account.n == 0)
		return CRM_OK;
	return crm_ids(l->b->s,
	    "SELECT \"customer\" FROM payment WHERE \"payer_account\" = ? "
	    "AND \"id\" <= ? AND \"deleted\" IS NULL AND \"void_on\" IS NULL "
	    "UNION SELECT \"id\" FROM customer WHERE \"bank_account\" = ? "
	    "AND \"deleted\" IS NULL",
	    v, COUNT(v), l->b->a, &l->known, &l->n_known, err);
}

static bool
is_known(const struct line *l, int64_t customer)
{
	size_t i;

	for (i = 0; i < l->n_known; i++)
		if (l->known[i] == customer)
			return true;
	return false;
}

/* Whether one may be meant: named, else of a known account, else any. */
static bool
may_be(const struct line *l, const struct open *o)
{
	return o->open > 0 && crm_text_eq(o->currency, l->currency) &&
	    (l->named > 0            ? o->named
		    : l->n_known > 0 ? is_known(l, o->customer)
				     : true);
}

static void
add(struct line *l, const struct open *first, const int64_t *ids, size_t n)
{
	struct crm_bank_proposal *p = l->out;
	struct crm_bank_candidate *c;

	p->candidate = crm_grow(
	    l->b->a, p->candidate, p->n, &l->cap, sizeof *p->candidate);
	c = &p->candidate[p->n++];
	*c = (struct crm_bank_candidate){ .receivable = ids,
		.n = n,
		.customer = first->customer,
		.name = first->name,
		.days = l->day - first->due,
		.like = name_like(l->b, text_of(&l->r, "payer"), first->name),
		.number = l->named > 0,
		.account = is_known(l, first->customer) };
}

static void
add_single(struct line *l)
{
	struct crm_banking *b = l->b;
	size_t i;

	for (i = 0; i < b->n; i++)
		if (may_be(l, &b->open[i]) && b->open[i].open == l->amount)
			add(l, &b->open[i],
			    memcpy(crm_alloc(b->a, sizeof(int64_t)),
				&b->open[i].id, sizeof(int64_t)),
			    1);
}

/* All of them together, else the first of them: both are where a sum that grows
 * meets the amount. */
static void
add_sum(struct line *l)
{
	struct crm_banking *b = l->b;
	const struct open *first = NULL;
	int64_t sum = 0, *ids = crm_alloc_n(b->a, b->n + 1, sizeof *ids);
	size_t i, n = 0;

	for (i = 0; i < b->n && sum < l->amount; i++) {
		if (!may_be(l, &b->open[i]))
			continue;
		/* One payment is of one customer. */
		if (first != NULL && b->open[i].customer != first->customer)
			return;
		first = first != NULL ? first : &b->open[i];
		sum += b->open[i].open;
		ids[n++] = b->open[i].id;
	}
	if (sum == l->amount && n > 1)
		add(l, first, ids, n);
}

/* All that one customer owes, from the i-th on; where the next one's begins. */
static size_t
add_all_of(struct line *l, size_t i)
{
	struct crm_banking *b = l->b;
	const struct open *first = b->by_customer[i];
	int64_t sum = 0, *ids;
	size_t from = i, n = 0;

	for (; i < b->n && b->by_customer[i]->customer == first->customer; i++)
		if (may_be(l, b->by_customer[i])) {
			sum += b->by_customer[i]->open;
			n++;
		}
	if (n < 2 || sum != l->amount)
		return i;
	ids = crm_alloc_n(b->a, n, sizeof *ids);
	for (n = 0, first = NULL; from < i; from++)
		if (may_be(l, b->by_customer[from])) {
			first = first != NULL ? first : b->by_customer[from];
			ids[n++] = b->by_customer[from]->id;
		}
	add(l, first, ids, n);
	return i;
}

/* Of lines that name nobody: whose all comes to just that much. */
static void
add_all(struct line *l)
{
	size_t i = 0;

	while (i < l->b->n)
		i = add_all_of(l, i);
}

enum { NEAR_DAYS = 5 };

/* Near in time first, then like in name, then as near as may be. */
static int
better(const void *x, const void *y)
{
	const struct crm_bank_candidate *a = x, *b = y;
	int64_t da = a->days < 0 ? -a->days : a->days;
	int64_t db = b->days < 0 ? -b->days : b->days;

	if ((da <= NEAR_DAYS) != (db <= NEAR_DAYS))
		return da <= NEAR_DAYS ? -1 : 1;
	if (a->like != b->like)
		return a->like > b->like ? -1 : 1;
	if (da != db)
		return da < db ? -1 : 1;
	return a->receivable[0] < b->receivable[0] ? -1 : 1;
}

static void
propose_receipt(struct line *l)
{
	struct crm_bank_proposal *p = l->out;

	l->named = name_in(l->b, text_of(&l->r, "text"));
	add_single(l);
	if (p->n == 0 && (l->named > 1 || (l->named == 0 && l->n_known > 0)))
		add_sum(l);
	else if (p->n == 0 && l->named == 0)
		add_all(l);
	if (p->n > 1)
		qsort(p->candidate, p->n, sizeof *p->candidate, better);
	p->sure = p->n == 1 &&
	    (p->candidate[0].number || p->candidate[0].account);
}

/* Refunds of that much that no line is of yet. */
static enum crm_status
propose_refund(struct line *l, struct crm_err *err)
{
	const char *own = crm_store_currency(l->b->s);
	const struct crm_value v[] = { crm_value_int(-l->amount),
		crm_value_text(crm_text_of(own)), crm_value_text(l->currency) };
	struct crm_bank_proposal *p = l->out;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = crm_sql(l->b->s,
	    "SELECT p.\"id\", p.\"customer\", c.\"name\", p.\"received_on\" "
	    "FROM payment p LEFT JOIN customer c ON c.\"id\" = p.\"customer\" "
	    "WHERE p.\"kind\" = 'refund' AND p.\"amount\" = ? "
	    "AND coalesce(p.\"currency\", ?) = ? AND p.\"deleted\" IS NULL "
	    "AND p.\"void_on\" IS NULL AND NOT EXISTS (SELECT 1 "
	    "FROM bank_line k WHERE k.\"payment\" = p.\"id\" "
	    "AND k.\"deleted\" IS NULL) ORDER BY p.\"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		p->candidate = crm_grow(
		    l->b->a, p->candidate, p->n, &l->cap, sizeof *p->candidate);
		p->candidate[p->n++] = (struct crm_bank_candidate){
			.refund = crm_col_int(q, 0),
			.customer = crm_col_int(q, 1),
			.name = crm_text_of(
			    text_dup(l->b->a, crm_col_text(q, 2))),
			.days = l->day - crm_col_int(q, 3)
		};
		p->candidate[p->n - 1].account = is_known(
		    l, p->candidate[p->n - 1].customer);
	}
	p->sure = p->n == 1 && p->candidate[0].account;
	return st;
}

/* As the book has it; empty: by its words. */
static const char *
class_said(const struct line *l)
{
	struct crm_text class = text_of(&l->r, "class");

	return class.n > 0 ? text_dup(l->b->a, class)
			   : class_of(text_of(&l->r, "text"), l->amount);
}

/* Whether what went out may be a refund: it is said so, or nothing is said. */
static bool
is_paid_back(const struct line *l)
{
	return strcmp(l->out->class, "refund") == 0 ||
	    (strcmp(l->out->class, "other") == 0 &&
		text_of(&l->r, "class").n == 0);
}

enum crm_status
crm_bank_propose(struct crm_banking *b, int64_t line,
    struct crm_bank_proposal *out, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(b->s), "bank-line");
	struct line l = { .b = b, .out = out };
	enum crm_status st;

	*out = (struct crm_bank_proposal){ .line = line };
	if ((st = crm_load(b->s, e, line, b->a, &l.r, err)) != CRM_OK)
		return st;
	out->open = crm_text_is(text_of(&l.r, "status"), "open");
	l.amount = bank_int(&l.r, "amount");
	l.day = bank_int(&l.r, "booked_on");
	l.currency = text_of(&l.r, "currency");
	if (l.currency.n == 0)
		l.currency = crm_text_of(crm_store_currency(b->s));
	out->class = class_said(&l);
	if ((st = read_known(&l, err)) != CRM_OK)
		return st;
	if (strcmp(out->class, "receipt") == 0 && l.amount > 0)
		propose_receipt(&l);
	else if (l.amount < 0 && is_paid_back(&l))
		st = propose_refund(&l, err);
	if (out->n > 0 && out->candidate[0].refund != 0)
		out->class = "refund";
	return st;
}
