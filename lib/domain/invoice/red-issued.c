/* What follows from a red letter that is issued: the state of the invoice that it takes
 * back, and credit of the customer for what nothing else has credited. */
#include "red-issued.h"

#include <crm/domain/billing.h>

static enum crm_status
set_state(
    struct crm_store *s, const struct crm_record *red, struct crm_err *err)
{
	const struct crm_value b[] = { *value_of(red, "red_of"),
		*value_of(red, "red_of") };
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_action done;
	struct crm_record p;
	struct crm_value left;
	enum crm_status st = crm_get_int(s,
	    "SELECT i.\"gross\" + coalesce((SELECT CAST(sum(x.\"gross\") "
	    "AS BIGINT) FROM invoice x WHERE x.\"red_of\" = ? "
	    "AND x.\"deleted\" IS NULL AND x.\"status\" IN ('issued', "
	    "'partly_red', 'red')), 0) FROM invoice i WHERE i.\"id\" = ?",
	    b, COUNT(b), &left, err);

	if (st == CRM_OK) {
		crm_record_init(&p, red->entity, &a);
		p.id = b[0].i;
		invoice_put(&p, "status",
		    crm_value_text(left.kind == CRM_INT && left.i > 0
			    ? CRM_TEXT("partly_red")
			    : CRM_TEXT("red")));
		st = crm_update(s, &p, &done, err);
	}
	crm_arena_free(&a);
	return st;
}

/* ---- notes that say the same ---- */

/* Notes become those of a red letter that says the same, as far as it comes to them:
 * *gross is what is left of it. */
static enum crm_status
name_notes(struct crm_store *s, const struct crm_record *red,
    const int64_t *one, size_t n, int64_t *gross, struct crm_arena *a,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "payment");
	struct crm_record note, p;
	enum crm_action done;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < n && st == CRM_OK; i++) {
		if ((st = crm_load(s, e, one[i], a, &note, err)) != CRM_OK)
			return st;
		if (invoice_int(&note, "amount") > *gross)
			continue;
		*gross -= invoice_int(&note, "amount");
		crm_record_init(&p, e, a);
		p.id = one[i];
		invoice_put(&p, "invoice", crm_value_int(red->id));
		st = crm_update(s, &p, &done, err);
	}
	return st;
}

/* Credit notes of what came back, or is not served, become those of the red letter that
 * says so. */
static enum crm_status
take_notes(struct crediting *k, int64_t gross, struct crm_err *err)
{
	const struct crm_value own = crm_value_int(k->order);
	const struct crm_value id[] = { crm_value_int(k->red->id),
		crm_value_int(k->red->id), own, own };
	enum crm_status st;
	int64_t *one;
	size_t n;

	st = crm_ids(k->s,
	    "SELECT p.\"id\" FROM payment p WHERE p.\"kind\" = 'credit' "
	    "AND p.\"invoice\" IS NULL AND p.\"void_on\" IS NULL "
	    "AND p.\"deleted\" IS NULL AND (p.\"return\" IN (SELECT t.\"id\" "
	    "FROM sale_return t JOIN invoice_line l "
	    "ON l.\"order_line\" = t.\"order_line\" WHERE l.\"invoice\" = ? "
	    "AND l.\"deleted\" IS NULL) OR (p.\"from\" IS NOT NULL "
	    "AND p.\"order\" IN (SELECT o.\"order\" FROM invoice_line l "
	    "JOIN order_line o ON o.\"id\" = l.\"order_line\" "
	    "WHERE l.\"invoice\" = ? AND l.\"deleted\" IS NULL))) "
	    "AND (? = -1 OR p.\"order\" = ?) ORDER BY p.\"id\"",
	    id, COUNT(id), &k->a, &one, &n, err);
	return st == CRM_OK
	    ? name_notes(k->s, k->red, one, n, &gross, &k->a, err)
	    : st;
}

/* What its lines are for, then what else is owed of its order. */
static enum crm_status
owed_for(struct crediting *k, int64_t **out, size_t *n, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(k->red->id);
	const struct crm_value own = crm_value_int(k->order);
	const struct crm_value b[] = { id, own, own,
		k->order == WHOLE ? *value_of(k->red, "order") : own, id };

	return crm_ids(k->s,
	    "SELECT r.\"id\" FROM receivable r WHERE ((r.\"id\" IN (SELECT "
	    "l.\"receivable\" FROM invoice_line l WHERE l.\"invoice\" = ? "
	    "AND l.\"deleted\" IS NULL) AND (? = -1 "
	    "OR coalesce(r.\"order\", 0) = ?)) OR r.\"order\" = ?) "
	    "AND r.\"open\" > 0 AND r.\"void_on\" IS NULL "
	    "AND r.\"deleted\" IS NULL "
	    "ORDER BY CASE WHEN r.\"id\" IN (SELECT l.\"receivable\" "
	    "FROM invoice_line l WHERE l.\"invoice\" = ? "
	    "AND l.\"deleted\" IS NULL) THEN 0 ELSE 1 END, "
	    "coalesce(r.\"retained\", 0), "
	    "coalesce(r.\"due_on\", 2932896), r.\"id\"",
	    b, COUNT(b), &k->a, out, n, err);
}

/* How much of the credit is of what is retained: as its lines say which receivables they
 * are of; null where they do not. */
static enum crm_status
retained_of(struct crediting *k, struct crm_value *out, struct crm_err *err)
{
	const struct crm_value own = crm_value_int(k->order);
	const struct crm_value b[] = { crm_value_int(k->red->id), own, own };
	struct crm_stmt *q;
	bool row;
	enum crm_status st = crm_sql(k->s,
	    "SELECT CAST(sum(CASE WHEN coalesce(r.\"retained\", 0) = 1 "
	    "THEN l.\"gross\" ELSE 0 END) AS BIGINT), "
	    "CAST(sum(l.\"gross\") AS BIGINT) FROM invoice_line l "
	    "JOIN receivable r ON r.\"id\" = l.\"receivable\" "
	    "WHERE l.\"invoice\" = ? AND l.\"deleted\" IS NULL "
	    "AND (? = -1 OR coalesce(r.\"order\", 0) = ?)",
	    &q, err);

	*out = CRM_VALUE_NULL;
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, b, COUNT(b));
	if ((st = crm_step(q, &row, err)) != CRM_OK || !row)
		return st;
	if (!crm_col_null(q, 1) && crm_col_int(q, 1) != 0)
		*out = crm_value_int(crm_div_round(
		    (__int128)k->gross * crm_col_int(q, 0), crm_col_int(q, 1)));
	crm_reset(q);
	return CRM_OK;
}

/* ---- what its lines credited ---- */

/* A line of the letter, and what it takes back. */
struct said {
	int64_t id, gross, net;
};

static enum crm_status
read_said(struct crediting *k, const struct of_line *l, struct said **out,
    size_t *n, struct crm_err *err)
{
	size_t cap = 0;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*out = NULL;
	*n = 0;
	st = crm_sql(k->s,
	    "SELECT \"id\", -\"gross\", -coalesce(\"net\", \"gross\") "
	    "FROM invoice_line WHERE \"invoice\" = ? "
	    "AND coalesce(\"order_line\", 0) = ? AND \"deleted\" IS NULL "
	    "ORDER BY \"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(k->red->id));
	crm_bind(q, 2, crm_value_int(l->line));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*out = crm_grow(&k->a, *out, *n, &cap, sizeof **out);
		(*out)[(*n)++] = (struct said){ crm_col_int(q, 0),
			crm_col_int(q, 1), crm_col_int(q, 2) };
	}
	return st;
}

/* Each as far as it goes. */
static enum crm_status
say_line(struct crediting *k, const struct of_line *l, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(k->s), "invoice-line");
	int64_t gross = l->credit, net = l->credit_net, g, x;
	struct said *one;
	struct crm_record p;
	enum crm_action done;
	size_t n, i;
	enum crm_status st = read_said(k, l, &one, &n, err);

	for (i = 0; i < n && st == CRM_OK; i++) {
		bool last = i + 1 == n || gross <= one[i].gross;

		g = last ? gross : one[i].gross;
		x = last ? net : one[i].net;
		gross -= g;
		net -= x;
		crm_record_init(&p, e, &k->a);
		p.id = one[i].id;
		invoice_put(&p, "credit", crm_value_int(g));
		invoice_put(&p, "credit_net", crm_value_int(x));
		st = crm_update(k->s, &p, &done, err);
	}
	return st;
}

static enum crm_status
say_credit(struct crediting *k, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < k->n && st == CRM_OK; i++)
		if (k->line[i].order != 0)
			st = say_line(k, &k->line[i], err);
	return st;
}

static enum crm_status
credit(struct crediting *k, struct crm_err *err)
{
	const struct crm_record *red = k->red;
	struct crm_crediting c = {
		.customer = invoice_int(red, "customer"),
		.seller = invoice_int(red, "seller"),
		.order = k->order != WHOLE ? k->order
					   : invoice_int(red, "order"),
		.contract = k->order == WHOLE &&
			value_of(red, "order")->kind != CRM_INT
		    ? invoice_int(red, "contract")
		    : 0,
		.currency = *value_of(red, "currency"),
		.rate = *value_of(red, "rate"),
		.day = invoice_int(red, "issued_on"),
		.invoice = red->id,
	};
	int64_t *owed, payment, rest;
	enum crm_status st = red_find_left(k, err);

	rest = k->all - k->gross;
	if (st == CRM_OK)
		st = say_credit(k, err);
	if (st == CRM_OK && k->back && rest > 0)
		st = take_notes(k, rest, err);
	if (st == CRM_OK)
		st = retained_of(k, &c.retained, err);
	if (st == CRM_OK)
		st = owed_for(k, &owed, &c.n, err);
	if (st != CRM_OK)
		return st;
	c.gross = k->gross;
	c.net = k->net;
	c.receivable = owed;
	return crm_credit_note(k->s, &c, &payment, err);
}

/* What the letter says of an order. */
struct part {
	int64_t order, gross, net;
};

/* Of one order, or of a contract, it is whole; of several, or of one of them, in parts:
 * each has progress of its own. */
static enum crm_status
read_parts(
    struct crediting *k, struct part **out, size_t *n, struct crm_err *err)
{
	size_t cap = 0, named = 0;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*out = NULL;
	*n = 0;
	if (invoice_int(k->red, "order") == 0 &&
	    invoice_int(k->red, "contract") == 0) {
		st = crm_sql(k->s,
		    "SELECT coalesce(o.\"order\", r.\"order\", 0), "
		    "CAST(-sum(l.\"gross\") AS BIGINT), "
		    "CAST(-sum(l.\"net\") AS BIGINT) FROM invoice_line l "
		    "LEFT JOIN order_line o ON o.\"id\" = l.\"order_line\" "
		    "LEFT JOIN receivable r ON r.\"id\" = l.\"receivable\" "
		    "WHERE l.\"invoice\" = ? AND l.\"deleted\" IS NULL "
		    "GROUP BY 1 ORDER BY 1",
		    &q, err);
		if (st != CRM_OK)
			return st;
		crm_bind(q, 1, crm_value_int(k->red->id));
		while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
			*out = crm_grow(&k->a, *out, *n, &cap, sizeof **out);
			(*out)[*n] = (struct part){ crm_col_int(q, 0),
				crm_col_int(q, 1), crm_col_int(q, 2) };
			named += (*out)[(*n)++].order != 0;
		}
		if (st != CRM_OK)
			return st;
	}
	if (named == 0) {
		*out = crm_alloc_n(&k->a, 1, sizeof **out);
		**out = (struct part){ WHOLE, -invoice_int(k->red, "gross"),
			-invoice_int(k->red, "net") };
		*n = 1;
	}
	return CRM_OK;
}

static enum crm_status
credit_parts(struct crediting *k, struct crm_err *err)
{
	struct part *part;
	size_t n, i;
	enum crm_status st = read_parts(k, &part, &n, err);

	for (i = 0; i < n && st == CRM_OK; i++) {
		k->gross = k->net = k->most = 0;
		k->back = false;
		k->order = part[i].order;
		k->all = part[i].gross;
		k->alls = part[i].net;
		st = credit(k, err);
	}
	return st;
}

enum crm_status
invoice_red_issued(struct crm_store *s, const struct crm_record *red,
    bool credited, struct crm_err *err)
{
	struct crm_text why = text_of(red, "red_reason");
	struct crediting k = { .s = s,
		.red = red,
		.a = CRM_ARENA_INIT,
		.returned = crm_text_is(why, "returned"),
		.allowed = crm_text_is(why, "allowance"),
		.back_or_ended = crm_text_is(why, "returned") ||
		    crm_text_is(why, "service_ended") };
	enum crm_status st = set_state(s, red, err);

	if (st == CRM_OK && credited)
		st = credit_parts(&k, err);
	crm_arena_free(&k.a);
	return st;
}
