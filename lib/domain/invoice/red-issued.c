/* What follows from a red letter that is issued: the state of the invoice that it takes
 * back, and credit of the customer for what nothing else has credited. */
#include "invoice.h"

#include <crm/base/number.h>
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

/* Which lines of an order it takes something back of. */
static enum crm_status
lines_of(struct crm_store *s, const struct crm_record *red, struct crm_arena *a,
    int64_t **out, size_t *n, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(red->id);

	return crm_ids(s,
	    "SELECT DISTINCT \"order_line\" FROM invoice_line "
	    "WHERE \"invoice\" = ? AND \"order_line\" IS NOT NULL "
	    "AND \"deleted\" IS NULL ORDER BY \"order_line\"",
	    &id, 1, a, out, n, err);
}

/* What it takes back of lines of no order, which nothing else credits. */
static enum crm_status
other_lines(struct crm_store *s, const struct crm_record *red,
    struct crm_crediting *c, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(red->id);
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = crm_sql(s,
	    "SELECT CAST(coalesce(sum(\"gross\"), 0) AS BIGINT), "
	    "CAST(coalesce(sum(\"net\"), 0) AS BIGINT) FROM invoice_line "
	    "WHERE \"invoice\" = ? AND \"order_line\" IS NOT NULL "
	    "AND \"deleted\" IS NULL",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, id);
	if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		c->gross += crm_col_int(q, 0);
		c->net += crm_col_int(q, 1);
		crm_reset(q);
	}
	return st;
}

/* What came back was credited when it did: only the rest is credited now. */
static enum crm_status
take_returns(struct crm_store *s, const struct crm_record *red,
    struct crm_crediting *c, struct crm_arena *a, struct crm_err *err)
{
	int64_t *line, gross, net;
	size_t n, i;
	enum crm_status st = lines_of(s, red, a, &line, &n, err);

	if (st == CRM_OK)
		st = other_lines(s, red, c, err);
	for (i = 0; i < n && st == CRM_OK; i++) {
		const struct crm_come_back back = { .line = line[i],
			.red = red->id };

		st = crm_credit_left(s, &back, &gross, &net, err);
		c->gross += gross;
		c->net += net;
	}
	return st;
}

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

/* Credit notes of what came back become those of the red letter that says so. */
static enum crm_status
take_notes(struct crm_store *s, const struct crm_record *red, int64_t gross,
    struct crm_arena *a, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(red->id);
	enum crm_status st;
	int64_t *one;
	size_t n;

	st = crm_ids(s,
	    "SELECT DISTINCT p.\"id\" FROM payment p JOIN sale_return t "
	    "ON t.\"id\" = p.\"return\" JOIN invoice_line l "
	    "ON l.\"order_line\" = t.\"order_line\" WHERE l.\"invoice\" = ? "
	    "AND l.\"deleted\" IS NULL AND p.\"kind\" = 'credit' "
	    "AND p.\"invoice\" IS NULL AND p.\"void_on\" IS NULL "
	    "AND p.\"deleted\" IS NULL ORDER BY p.\"id\"",
	    &id, 1, a, &one, &n, err);
	return st == CRM_OK ? name_notes(s, red, one, n, &gross, a, err) : st;
}

#define UNNAMED_CUTS \
	"AND p.\"from\" IS NOT NULL AND p.\"kind\" = 'credit' " \
	"AND p.\"invoice\" IS NULL AND p.\"void_on\" IS NULL " \
	"AND p.\"deleted\" IS NULL "

/* A service that ended was credited when it was cut: only the rest is credited now. */
static enum crm_status
take_cuts(struct crm_store *s, const struct crm_record *red,
    struct crm_crediting *c, struct crm_arena *a, struct crm_err *err)
{
	const struct crm_value order = *value_of(red, "order");
	int64_t whole = c->gross, named = whole, *one;
	struct crm_value cut;
	enum crm_status st;
	size_t n;

	st = crm_get_int(s,
	    "SELECT CAST(sum(p.\"amount\") AS BIGINT) FROM payment p "
	    "WHERE p.\"order\" = ? " UNNAMED_CUTS,
	    &order, 1, &cut, err);
	if (st != CRM_OK || cut.kind != CRM_INT)
		return st;
	st = crm_ids(s,
	    "SELECT p.\"id\" FROM payment p WHERE p.\"order\" = ? " UNNAMED_CUTS
	    "ORDER BY p.\"id\"",
	    &order, 1, a, &one, &n, err);
	if (st == CRM_OK)
		st = name_notes(s, red, one, n, &named, a, err);
	/* A note that is more than the letter was for a part of it all the same. */
	c->gross = cut.i < whole ? whole - cut.i : 0;
	c->net = whole == 0 ? 0
			    : crm_div_round((__int128)c->net * c->gross, whole);
	return st;
}

static enum crm_status
owed_for(struct crm_store *s, const struct crm_record *red, struct crm_arena *a,
    int64_t **out, size_t *n, struct crm_err *err)
{
	const struct crm_value b[] = { crm_value_int(red->id),
		*value_of(red, "order") };

	return crm_ids(s,
	    "SELECT r.\"id\" FROM receivable r WHERE (r.\"id\" IN (SELECT "
	    "l.\"receivable\" FROM invoice_line l WHERE l.\"invoice\" = ? "
	    "AND l.\"deleted\" IS NULL) OR r.\"order\" = ?) "
	    "AND r.\"open\" > 0 AND r.\"void_on\" IS NULL "
	    "AND r.\"deleted\" IS NULL "
	    "ORDER BY coalesce(r.\"retained\", 0), "
	    "coalesce(r.\"due_on\", 2932896), r.\"id\"",
	    b, COUNT(b), a, out, n, err);
}

static enum crm_status
credit(struct crm_store *s, const struct crm_record *red, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_crediting c = {
		.customer = invoice_int(red, "customer"),
		.seller = invoice_int(red, "seller"),
		.order = invoice_int(red, "order"),
		.currency = *value_of(red, "currency"),
		.rate = *value_of(red, "rate"),
		.gross = -invoice_int(red, "gross"),
		.net = -invoice_int(red, "net"),
		.day = invoice_int(red, "issued_on"),
		.invoice = red->id,
	};
	enum crm_status st = CRM_OK;
	int64_t *owed, payment, whole = c.gross;

	if (crm_text_is(text_of(red, "red_reason"), "returned"))
		st = take_returns(s, red, &c, &a, err);
	if (st == CRM_OK && c.gross < whole)
		st = take_notes(s, red, whole - c.gross, &a, err);
	if (crm_text_is(text_of(red, "red_reason"), "service_ended"))
		st = take_cuts(s, red, &c, &a, err);
	if (st == CRM_OK)
		st = owed_for(s, red, &a, &owed, &c.n, err);
	if (st == CRM_OK) {
		c.receivable = owed;
		st = crm_credit_note(s, &c, &payment, err);
	}
	crm_arena_free(&a);
	return st;
}

enum crm_status
invoice_red_issued(struct crm_store *s, const struct crm_record *red,
    bool credited, struct crm_err *err)
{
	enum crm_status st = set_state(s, red, err);

	return st == CRM_OK && credited ? credit(s, red, err) : st;
}
