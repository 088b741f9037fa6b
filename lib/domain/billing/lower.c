/*
 * What is booked of an order or a contract that became less, or nothing: it stays, and
 * what it is too much is credited; of a cancelled order nothing is owed any more.
 */
#include "billing.h"

#include <crm/domain/receivable.h>
#include <crm/model/charged.h>

/* ---- less ---- */

#define NOTES(of) \
	"SELECT CASE WHEN p.\"delivery\" IS NULL THEN 0 ELSE 1 END, " \
	"p.\"amount\", coalesce(p.\"net\", p.\"amount\") " \
	"FROM payment p WHERE " of " AND p.\"kind\" = 'credit' " \
	"AND p.\"void_on\" IS NULL AND p.\"deleted\" IS NULL " \
	"AND " CRM_SQL_OWN_NOTE("p")

enum crm_status
bill_lowered(struct bill *b, struct bill_lowered *out, struct crm_err *err)
{
	enum { OF, GROSS, NET };
	struct money *const of[] = { &out->own, &out->delivered };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*out = (struct bill_lowered){ 0 };
	st = crm_sql(b->s,
	    b->order != 0 ? NOTES("p.\"order\" = ?")
			  : NOTES("p.\"contract\" = ? AND p.\"order\" IS NULL"),
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(b->doc.id));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct money *m = of[crm_col_int(q, OF)];

		*m = bill_plus(*m,
		    (struct money){
			crm_col_int(q, GROSS), crm_col_int(q, NET) });
	}
	return st == CRM_OK ? bill_red(b, &out->red, err) : st;
}

struct money
bill_beyond(struct money sum, struct money *red)
{
	const struct money had = *red;

	if (sum.gross <= had.gross) {
		red->gross -= sum.gross;
		red->net -= sum.net;
		return (struct money){ 0, 0 };
	}
	*red = (struct money){ 0, 0 };
	return (struct money){ sum.gross - had.gross, sum.net - had.net };
}

#define LEFT(of, note) \
	"SELECT coalesce((SELECT CAST(sum(r.\"amount\") AS BIGINT) " \
	"FROM receivable r WHERE " of "AND r.\"void_on\" IS NULL " \
	"AND r.\"deleted\" IS NULL), 0) - coalesce((SELECT " \
	"CAST(sum(p.\"amount\") AS BIGINT) FROM payment p WHERE " note \
	"AND p.\"kind\" = 'credit' AND p.\"void_on\" IS NULL " \
	"AND p.\"deleted\" IS NULL), 0)"

enum crm_status
bill_left_to_credit(struct bill *b, int64_t *left, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(b->doc.id),
		crm_value_int(b->doc.id) };
	struct crm_value n;
	enum crm_status st = crm_get_int(b->s,
	    b->order != 0
		? LEFT("r.\"order\" = ? ", "p.\"order\" = ? ")
		: LEFT(BILL_BY_CONTRACT,
		      "coalesce((SELECT o.\"contract\" FROM sale_order o "
		      "WHERE o.\"id\" = p.\"order\"), p.\"contract\") = ? "),
	    v, COUNT(v), &n, err);

	*left = st == CRM_OK && n.kind == CRM_INT && n.i > 0 ? n.i : 0;
	return st;
}

/* What is booked of an order and nothing has credited: it alone can be given back. */
enum crm_status
bill_booked_left(struct bill *b, int64_t *left, struct crm_err *err)
{
	const struct crm_value order = crm_value_int(b->order);
	const struct crm_value v[] = { order, order };
	struct crm_value n;
	enum crm_status st = crm_get_int(b->s,
	    LEFT("r.\"order\" = ? AND r.\"booked_on\" <= {today} ",
		"p.\"order\" = ? "),
	    v, COUNT(v), &n, err);

	*left = st == CRM_OK && n.kind == CRM_INT && n.i > 0 ? n.i : 0;
	return st;
}

#define OWED(of) \
	"SELECT r.\"id\" FROM receivable r WHERE " of \
	"AND r.\"void_on\" IS NULL " \
	"AND r.\"deleted\" IS NULL AND r.\"open\" > 0 " \
	"AND r.\"booked_on\" <= {today} " \
	"ORDER BY CASE WHEN r.\"delivery\" IS NULL THEN 0 " \
	"ELSE 1 + coalesce(r.\"retained\", 0) END, " \
	"coalesce(r.\"due_on\", 2932896) DESC, r.\"id\" DESC"

/* What is owed of it and booked, the last first; behind that what its deliveries were
 * charged. */
static enum crm_status
owed(struct bill *b, int64_t **id, size_t *n, struct crm_err *err)
{
	const struct crm_value of = crm_value_int(b->doc.id);

	return crm_ids(b->s,
	    b->order != 0 ? OWED("r.\"order\" = ? ") : OWED(BILL_BY_CONTRACT),
	    &of, 1, &b->a, id, n, err);
}

/* Never beyond what nothing else has credited. */
enum crm_status
bill_lower(struct bill *b, struct money sum, int64_t delivery,
    struct crm_value retained, struct crm_err *err)
{
	struct crm_crediting c = { .customer = bill_int(&b->doc, "customer"),
		.seller = bill_int(&b->doc, "seller"),
		.order = b->order,
		.contract = b->contract,
		.delivery = delivery,
		.invoice = b->red,
		.less = true,
		.currency = *value_of(&b->doc, "currency"),
		.rate = *value_of(&b->doc, "rate"),
		.day = b->day };
	int64_t left, payment, *id;
	enum crm_status st = bill_left_to_credit(b, &left, err);

	if (st != CRM_OK || left == 0)
		return st;
	if (left < sum.gross)
		sum = bill_share(sum, left, sum.gross);
	if (retained.kind == CRM_INT && retained.i > sum.gross)
		retained.i = sum.gross;
	c.retained = retained;
	if ((st = owed(b, &id, &c.n, err)) != CRM_OK)
		return st;
	c.receivable = id;
	c.gross = sum.gross;
	c.net = sum.net;
	b->credited = bill_plus(b->credited, sum);
	return crm_credit_note(b->s, &c, &payment, err);
}

/* ---- nothing of it is owed ---- */

/* What was paid of one becomes credit; then nothing of it is owed. */
enum crm_status
bill_give_back(struct bill *b, int64_t receivable, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(receivable);
	enum crm_status st;
	int64_t *row;
	size_t n, i;

	st = crm_ids(b->s,
	    "SELECT a.\"id\" FROM allocation a WHERE a.\"receivable\" = ? "
	    "AND a.\"reverses\" IS NULL AND a.\"deleted\" IS NULL "
	    "AND a.\"amount\" + coalesce((SELECT CAST(sum(b.\"amount\") "
	    "AS BIGINT) FROM allocation b WHERE b.\"reverses\" = a.\"id\" "
	    "AND b.\"deleted\" IS NULL), 0) <> 0 ORDER BY a.\"id\" DESC",
	    &id, 1, &b->a, &row, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		st = crm_unallocate(b->s, row[i], b->day, err);
	return st == CRM_OK ? bill_void(b, receivable, err) : st;
}

/* ---- cancelled ---- */

/* A credit note lowers what the order comes to; where that is nothing, it credits what
 * nobody paid for. */
static enum crm_status
drop_credit(struct bill *b, int64_t payment, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(b->s);
	const struct crm_entity *e = crm_dict_find(d, "payment");
	enum crm_action done;
	struct crm_record now;
	enum crm_status st = crm_load(b->s, e, payment, &b->a, &now, err);
	const char *id = typed_id(&b->a, crm_dict_find(d, "order"), b->order);

	if (st != CRM_OK)
		return st;
	if (bill_int(&now, "unallocated") == bill_int(&now, "amount"))
		return crm_payment_void(b->s, payment, b->day, &done, err);
	return crm_fail_record(err, CRM_RULE,
	    "%s was credited by %s, which is used elsewhere: crm-order close "
	    "%s rest=yes leaves what is credited as it is",
	    id, typed_id(&b->a, e, payment), id);
}

/* Those of it alone, red letters' too. */
static enum crm_status
credits_of(struct bill *b, int64_t **id, size_t *n, struct crm_err *err)
{
	const struct crm_value one = crm_value_int(b->order);
	const struct crm_value order[] = { one, one, one };

	return crm_ids(b->s,
	    "SELECT p.\"id\" FROM payment p WHERE p.\"kind\" = 'credit' "
	    "AND p.\"void_on\" IS NULL AND p.\"deleted\" IS NULL "
	    "AND (p.\"order\" = ? OR (p.\"order\" IS NULL "
	    "AND p.\"invoice\" IN (SELECT l.\"invoice\" FROM invoice_line l "
	    "JOIN order_line o ON o.\"id\" = l.\"order_line\" "
	    "WHERE l.\"deleted\" IS NULL GROUP BY l.\"invoice\" "
	    "HAVING min(o.\"order\") = ? AND max(o.\"order\") = ?))) "
	    "ORDER BY p.\"id\"",
	    order, COUNT(order), &b->a, id, n, err);
}

enum crm_status
bill_drop(struct bill *b, struct crm_err *err)
{
	const struct crm_value order = crm_value_int(b->order);
	enum crm_status st;
	int64_t *id, *credit;
	size_t n, n_credits = 0, i;

	st = crm_ids(b->s,
	    "SELECT \"id\" FROM receivable WHERE \"order\" = ? "
	    "AND \"void_on\" IS NULL AND \"deleted\" IS NULL ORDER BY \"id\"",
	    &order, 1, &b->a, &id, &n, err);
	if (st == CRM_OK)
		st = credits_of(b, &credit, &n_credits, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		st = bill_give_back(b, id[i], err);
	for (i = 0; i < n_credits && st == CRM_OK; i++)
		st = drop_credit(b, credit[i], err);
	return st;
}
