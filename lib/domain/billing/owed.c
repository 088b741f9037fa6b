/*
 * What each line of an order comes to, what of that was credited, and what is invoiced:
 * the rest is left to invoice.  What is left of one line is never a part of another.
 */
#include "billing.h"

#include <crm/domain/document.h>

/* ---- what it comes to ---- */

static enum crm_status
sum_of(struct bill *b, const char *sql, int64_t line, int64_t but,
    struct crm_owed_sum *out, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(line),
		crm_value_int(but) };
	struct crm_stmt *q;
	enum crm_status st = crm_sql(b->s, sql, &q, err);
	bool row;

	*out = (struct crm_owed_sum){ 0, 0, 0 };
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, but < 0 ? 1 : COUNT(v));
	if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*out = (struct crm_owed_sum){ crm_col_int(q, 0),
			crm_col_int(q, 1), crm_col_int(q, 2) };
		crm_reset(q);
	}
	return st;
}

/* A subscription comes to what its periods do; other lines to what was ordered and not
 * cancelled, or left. */
static enum crm_status
comes_to(struct bill *b, const struct bill_line *l, struct crm_owed_sum *out,
    struct crm_err *err)
{
	const struct money none = { 0, 0 };
	const struct money sum = l->takes_off ? none : bill_line_sum(l);

	*out = (struct crm_owed_sum){ sum.gross, sum.net, l->wanted };
	return l->form != FORM_SUBSCRIPTION
	    ? CRM_OK
	    : sum_of(b,
		  "SELECT CAST(coalesce(sum(r.\"amount\"), 0) AS BIGINT), "
		  "CAST(coalesce(sum(coalesce(r.\"net\", r.\"amount\")), 0) "
		  "AS BIGINT), 0 FROM receivable r "
		  "WHERE r.\"order_line\" = ? AND r.\"form\" = 'subscription' "
		  "AND r.\"void_on\" IS NULL AND r.\"deleted\" IS NULL",
		  l->id, -1, out, err);
}

/* ---- what is invoiced ---- */

/* But for a red letter. */
static enum crm_status
invoiced(struct bill *b, int64_t line, int64_t but, struct crm_owed_sum *out,
    struct crm_err *err)
{
	return sum_of(b,
	    "SELECT CAST(coalesce(sum(l.\"gross\"), 0) AS BIGINT), "
	    "CAST(coalesce(sum(coalesce(l.\"net\", l.\"gross\")), 0) "
	    "AS BIGINT), CAST(coalesce(sum(l.\"quantity\"), 0) AS BIGINT) "
	    "FROM invoice_line l JOIN invoice i ON i.\"id\" = l.\"invoice\" "
	    "WHERE l.\"order_line\" = ? AND l.\"deleted\" IS NULL "
	    "AND i.\"deleted\" IS NULL "
	    "AND (i.\"status\" IN ('issued', 'partly_red', 'red') "
	    "OR (i.\"status\" = 'requested' AND i.\"red_of\" IS NULL)) "
	    "AND i.\"id\" <> ?",
	    line, but, out, err);
}

/* ---- all of it ---- */

static struct crm_owed_sum
rest(const struct crm_line_owed *l)
{
	const struct crm_owed_sum left = { l->comes_to.gross -
		    l->credited.gross - l->invoiced.gross,
		l->comes_to.net - l->credited.net - l->invoiced.net,
		l->comes_to.quantity - l->credited.quantity -
		    l->invoiced.quantity };

	return left.gross > 0 ? left : (struct crm_owed_sum){ 0, 0, 0 };
}

/* Which order, and as it was before which letter; 0: as it is. */
struct reading {
	struct bill b;
	struct bill_events events;
	int64_t but;
};

static struct crm_owed_sum
at_least_nothing(struct money m)
{
	return m.gross > 0 ? (struct crm_owed_sum){ m.gross, m.net, 0 }
			   : (struct crm_owed_sum){ 0, 0, 0 };
}

/* Lines below zero that come off none of theirs come off all others, each by what it comes
 * to. */
static bool
take_rows_off(struct crm_line_owed *l, size_t n, struct crm_arena *a)
{
	int64_t *weight = crm_alloc_n(a, n + 1, sizeof *weight);
	int64_t *gross = crm_alloc_n(a, n + 1, sizeof *gross);
	int64_t *net = crm_alloc_n(a, n + 1, sizeof *net);
	struct money off = { 0, 0 };
	size_t i;

	for (i = 0; i < n; i++) {
		weight[i] = l[i].comes_to.gross;
		if (weight[i] >= 0)
			continue;
		off.gross -= l[i].comes_to.gross;
		off.net -= l[i].comes_to.net;
		weight[i] = 0;
	}
	if (off.gross == 0 || !crm_spread(off.gross, weight, n, gross) ||
	    !crm_spread(off.net, weight, n, net))
		return false;
	for (i = 0; i < n; i++) {
		if (l[i].comes_to.gross < 0)
			l[i].comes_to = (struct crm_owed_sum){ 0, 0, 0 };
		l[i].comes_to.gross -= gross[i];
		l[i].comes_to.net -= net[i];
	}
	return true;
}

static void
weigh(struct crm_line_owed *l)
{
	const struct money kept = { l->comes_to.gross - l->credited.gross,
		l->comes_to.net - l->credited.net };
	const struct money invoiced = { l->invoiced.gross, l->invoiced.net };

	l->left = rest(l);
	l->may = at_least_nothing(kept);
	l->over = at_least_nothing(
	    kept.gross > 0 ? bill_less(invoiced, kept) : invoiced);
}

static enum crm_status
read_line(struct reading *r, const struct bill_line *l,
    struct crm_line_owed *out, struct crm_err *err)
{
	const struct bill_gone gone = bill_gone_of(&r->events, l->id, 0);
	bool subscribed = l->form == FORM_SUBSCRIPTION;
	struct money sum, cut = { 0, 0 };
	struct bill *b = &r->b;
	enum crm_status st = CRM_OK;

	*out = (struct crm_line_owed){ .line = l->id };
	if (subscribed)
		st = bill_cut_of(b->s, l->id, &cut, err);
	if (st != CRM_OK ||
	    (st = comes_to(b, l, &out->comes_to, err)) != CRM_OK ||
	    (st = invoiced(b, l->id, r->but, &out->invoiced, err)) != CRM_OK ||
	    (st = sum_of(b,
		 "SELECT 0, 0, CAST(coalesce(sum(t.\"quantity\"), 0) "
		 "AS BIGINT) FROM sale_return t WHERE t.\"order_line\" = ? "
		 "AND coalesce(t.\"exchange\", 0) = 0 "
		 "AND t.\"deleted\" IS NULL AND t.\"status\" = 'received'",
		 l->id, -1, &out->credited, err)) != CRM_OK)
		return st;
	sum = bill_gone_sum(&gone, subscribed, cut);
	out->unsaid = at_least_nothing(
	    bill_less(bill_plus(gone.back, cut), gone.red));
	out->credited.gross = sum.gross;
	out->credited.net = sum.net;
	weigh(out);
	return CRM_OK;
}

enum crm_status
crm_order_owed_before(struct crm_store *s, int64_t order, int64_t red,
    struct crm_arena *a, struct crm_line_owed **out, size_t *n,
    struct crm_err *err)
{
	struct reading r = { .but = red };
	struct bill *b = &r.b;
	bool there;
	size_t i;
	enum crm_status st = bill_open(b, s,
	    crm_dict_find(crm_store_dict(s), "order"), order, &there, err);

	*out = NULL;
	*n = 0;
	if (st == CRM_OK && there)
		st = bill_comes_to(b, err);
	if (st == CRM_OK && there)
		bill_rows(b);
	if (st == CRM_OK && there)
		st = bill_events(s, order, red, &b->a, &r.events, err);
	if (st == CRM_OK && there)
		*out = crm_alloc_n(a, b->n + 1, sizeof **out);
	for (i = 0; i < b->n && st == CRM_OK && there; i++)
		if (b->line[i].id != 0)
			st = read_line(&r, &b->line[i], &(*out)[(*n)++], err);
	if (st == CRM_OK && take_rows_off(*out, *n, a))
		for (i = 0; i < *n; i++)
			weigh(&(*out)[i]);
	crm_arena_free(&b->a);
	return st;
}

enum crm_status
crm_order_owed(struct crm_store *s, int64_t order, struct crm_arena *a,
    struct crm_line_owed **out, size_t *n, struct crm_err *err)
{
	return crm_order_owed_before(s, order, 0, a, out, n, err);
}
