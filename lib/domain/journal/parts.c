/*
 * Revenue by category: a document is of the categories of the goods that it is for, each by
 * what those come to.  What takes something off is parted by the same, so that both meet:
 * a delivery by what left with it, a red letter by its lines, goods that came back as their
 * line, the rest by what is wanted of the order or the contract.
 */
#include "post.h"

#include <crm/domain/document.h>
#include <crm/model/charged.h>

#include <string.h>

struct part {
	struct crm_text account;
	int64_t weight;
};

/* The categories of a document. */
struct parts {
	struct posting *p;
	struct crm_arena a;
	struct part *part;
	size_t n, cap;
	int64_t sum; /* of the weights */
};

/* What a document is for; 0: nothing of the kind. */
struct meant {
	int64_t line, delivery, letter, order, contract;
	const char *form, *milestone;
};

/* ---- what it is for ---- */

#define MEANT_BY_RECEIVABLE \
	"SELECT CASE WHEN r.\"form\" = 'subscription' THEN r.\"order_line\" " \
	"END, r.\"delivery\", CAST(NULL AS BIGINT), r.\"order\", " \
	"r.\"contract\", r.\"form\", r.\"milestone\" " \
	"FROM receivable r WHERE r.\"id\" = ?"
/* What an order or a contract became less is no more than its letter's. */
#define MEANT_BY_NOTE \
	"SELECT t.\"order_line\", CAST(NULL AS BIGINT), " \
	"CASE WHEN coalesce(p.\"less\", 0) = 0 THEN p.\"invoice\" END, " \
	"p.\"order\", p.\"contract\", '', '' FROM payment p " \
	"LEFT JOIN sale_return t ON t.\"id\" = p.\"return\" " \
	"WHERE p.\"id\" = ?"

static enum crm_status
read_meant(struct parts *k, struct meant *m, struct crm_err *err)
{
	const bool note = strcmp(k->p->e.entity->def->name, "payment") == 0;
	int64_t *const to[] = { &m->line, &m->delivery, &m->letter, &m->order,
		&m->contract };
	struct crm_stmt *q;
	bool row;
	size_t i;
	enum crm_status st = crm_sql(
	    k->p->s, note ? MEANT_BY_NOTE : MEANT_BY_RECEIVABLE, &q, err);

	*m = (struct meant){ .form = "", .milestone = "" };
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(k->p->e.id));
	if ((st = crm_step(q, &row, err)) != CRM_OK || !row)
		return st;
	for (i = 0; i < COUNT(to); i++)
		*to[i] = crm_col_null(q, (int)i) ? 0 : crm_col_int(q, (int)i);
	m->form = text_dup(&k->a, crm_col_text(q, COUNT(to)));
	m->milestone = text_dup(&k->a, crm_col_text(q, COUNT(to) + 1));
	crm_reset(q);
	return CRM_OK;
}

/* ---- by what it is parted ---- */

#define OF_DELIVERY \
	"SELECT g.\"category\", CAST(coalesce(sum(coalesce(d.\"net\", " CRM_SQL_PRICED( \
	    "l", "net", \
	    "d.\"quantity\"") ")), 0) AS BIGINT) " \
			      "FROM delivery_line d JOIN order_line l ON l.\"id\" = d.\"order_line\" " \
			      "LEFT JOIN product g ON g.\"id\" = l.\"product\" " \
			      "WHERE d.\"delivery\" = ? AND d.\"deleted\" IS NULL " \
			      "GROUP BY g.\"category\" ORDER BY g.\"category\""
#define OF_LETTER \
	"SELECT g.\"category\", CAST(sum(-coalesce(x.\"net\", x.\"gross\", 0)) " \
	"AS BIGINT) FROM invoice_line x " \
	"LEFT JOIN order_line l ON l.\"id\" = x.\"order_line\" " \
	"LEFT JOIN product g ON g.\"id\" = l.\"product\" " \
	"WHERE x.\"invoice\" = ? AND x.\"deleted\" IS NULL " \
	"AND (l.\"order\" = ? OR l.\"id\" IS NULL OR ? = 0) " \
	"GROUP BY g.\"category\" ORDER BY g.\"category\""
#define OF_CONTRACT \
	"SELECT g.\"category\", CAST(sum(" CRM_SQL_SUM_OF( \
	    "l", "net") ") " \
			"AS BIGINT) FROM contract_line l " \
			"LEFT JOIN product g ON g.\"id\" = l.\"product\" " \
			"WHERE l.\"contract\" = ? AND l.\"deleted\" IS NULL " \
			"GROUP BY g.\"category\" ORDER BY g.\"category\""
/* What is wanted of its lines, and came not back before it was charged. */
#define WANTED_NET \
	CRM_SQL_SUM_OF("l", "net") \
	" - CASE WHEN coalesce(l.\"cancelled\", 0) " \
	"= 0 THEN 0 ELSE coalesce(" CRM_SQL_PRICED("l", "net", \
	    "l.\"cancelled\"") ", 0) END - " \
			       "coalesce((SELECT CAST(sum(" CRM_SQL_UNNOTED( \
				   "t", "net", \
				   "net") ") " \
					  "AS BIGINT) FROM sale_return t WHERE t.\"order_line\" = l.\"id\" " \
					  "AND t.\"status\" = 'received' AND t.\"deleted\" IS NULL), 0)"
#define OF_ORDER(which) \
	"SELECT g.\"category\", CAST(sum(" WANTED_NET ") AS BIGINT) " \
	"FROM sale_order o JOIN order_line l ON l.\"order\" = o.\"id\" " \
	"LEFT JOIN product g ON g.\"id\" = l.\"product\" " \
	"WHERE o.\"id\" = ? AND l.\"deleted\" IS NULL " which \
	"GROUP BY g.\"category\" ORDER BY g.\"category\""
/* Those of a form, and of a milestone. */
#define OF_FORM \
	"AND coalesce(l.\"form\", o.\"form\", '-') = ? " \
	"AND (? = '' OR coalesce(l.\"milestone\", " \
	"'OL' || CAST(l.\"id\" AS TEXT)) = ?) "

/* One account for each: that of the category, or the general one. */
static enum crm_status
add(struct parts *k, struct crm_text category, int64_t weight,
    struct crm_err *err)
{
	struct crm_text account;
	size_t i;
	enum crm_status st = accounts_find(k->p->accounts, ROLE_REVENUE,
	    k->p->seller,
	    category.n > 0 ? crm_fold_dup(&k->a, category) : category, &account,
	    err);

	if (st != CRM_OK)
		return st;
	for (i = 0; i < k->n; i++)
		if (crm_text_eq(k->part[i].account, account))
			break;
	if (i == k->n) {
		k->part = crm_grow(
		    &k->a, k->part, k->n, &k->cap, sizeof *k->part);
		k->part[k->n++] = (struct part){ account, 0 };
	}
	k->part[i].weight += weight;
	k->sum += weight;
	return CRM_OK;
}

static enum crm_status
read(struct parts *k, const char *sql, const struct crm_value *v, size_t n,
    struct crm_err *err)
{
	struct crm_stmt *q;
	bool row;
	enum crm_status st = crm_sql(k->p->s, sql, &q, err);

	k->n = 0;
	k->sum = 0;
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, n);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		if ((st = add(k, crm_col_text(q, 0), crm_col_int(q, 1), err)) !=
		    CRM_OK) {
			crm_reset(q);
			break;
		}
	return st;
}

static enum crm_status
read_order(struct parts *k, const struct meant *m, struct crm_err *err)
{
	const struct crm_value milestone = crm_value_text(
	    crm_text_of(m->milestone));
	const struct crm_value v[] = { crm_value_int(m->order),
		crm_value_text(crm_text_of(m->form)), milestone, milestone };
	enum crm_status st = read(k, OF_ORDER(OF_FORM), v, COUNT(v), err);

	return st == CRM_OK && k->sum == 0 ? read(k, OF_ORDER(""), v, 1, err)
					   : st;
}

static enum crm_status
find(struct parts *k, const struct meant *m, struct crm_err *err)
{
	const struct crm_value letter[] = { crm_value_int(m->letter),
		crm_value_int(m->order), crm_value_int(m->order) };
	const struct crm_value delivery = crm_value_int(m->delivery);
	const struct crm_value contract = crm_value_int(m->contract);
	enum crm_status st = CRM_OK;

	if (m->delivery != 0)
		st = read(k, OF_DELIVERY, &delivery, 1, err);
	else if (m->letter != 0)
		st = read(k, OF_LETTER, letter, COUNT(letter), err);
	if (st == CRM_OK && k->sum == 0 && m->order != 0)
		st = read_order(k, m, err);
	if (st == CRM_OK && k->sum == 0 && m->contract != 0)
		st = read(k, OF_CONTRACT, &contract, 1, err);
	return st;
}

/* ---- posted ---- */

static enum crm_status
post_parts(struct parts *k, int64_t sum, struct crm_err *err)
{
	int64_t *weight = crm_alloc_n(&k->a, k->n, sizeof *weight);
	int64_t *each = crm_alloc_n(&k->a, k->n, sizeof *each);
	size_t i;

	for (i = 0; i < k->n; i++)
		weight[i] = k->part[i].weight;
	if (!crm_spread(sum, weight, k->n, each))
		return post(k->p, ROLE_REVENUE, sum, err);
	for (i = 0; i < k->n; i++)
		post_to(k->p, k->part[i].account, each[i]);
	return CRM_OK;
}

enum crm_status
post_revenue(struct posting *p, int64_t sum, struct crm_err *err)
{
	struct parts k = { .p = p, .a = CRM_ARENA_INIT };
	struct meant m;
	enum crm_status st;

	if (!p->by_category)
		return post(p, ROLE_REVENUE, sum, err);
	if ((st = read_meant(&k, &m, err)) == CRM_OK && m.line == 0)
		st = find(&k, &m, err);
	if (st == CRM_OK)
		st = k.sum != 0 ? post_parts(&k, sum, err)
				: post(p, ROLE_REVENUE, sum, err);
	crm_arena_free(&k.a);
	return st;
}
