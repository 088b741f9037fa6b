/*
 * A bill in parts: each is a bill and a payment of its own.  What the whole had
 * settled is taken back and settled by the parts, in its order, on that day, so that
 * nothing is open in between; what was paid back of it is so of them.
 */
#include "bank.h"

#include <crm/domain/receivable.h>

struct settled {
	int64_t receivable, amount;
};

static enum crm_status
read_settled(
    struct stepping *v, struct settled **out, size_t *n, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	size_t cap = 0;
	bool row;

	*out = NULL;
	*n = 0;
	st = crm_sql(v->s,
	    "SELECT \"receivable\", CAST(sum(\"amount\") AS BIGINT) "
	    "FROM allocation WHERE \"payment\" = ? AND \"receivable\" "
	    "IS NOT NULL AND \"deleted\" IS NULL GROUP BY \"receivable\" "
	    "HAVING sum(\"amount\") > 0 ORDER BY min(\"id\")",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, *value_of(&v->now, "payment"));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*out = crm_grow(&v->a, *out, *n, &cap, sizeof **out);
		(*out)[(*n)++] = (struct settled){ crm_col_int(q, 0),
			crm_col_int(q, 1) };
	}
	return st;
}

static enum crm_status
check_parts(struct stepping *v, struct crm_err *err)
{
	const struct crm_bill_move *m = v->how;
	int64_t left = bank_int(&v->now, "amount");
	size_t i;

	for (i = 0; i < m->parts && m->part[i] > 0 && m->part[i] <= left; i++)
		left -= m->part[i];
	return m->parts > 1 && i == m->parts && left == 0
	    ? CRM_OK
	    : crm_fail_field(err, CRM_RULE, "amounts",
		  "are two or more, each above zero, and come to the amount "
		  "of the bill");
}

/* "B17-2"; NULL of one without a number. */
static struct crm_value
number_of(struct stepping *v, size_t i)
{
	struct crm_text own = text_of(&v->now, "number");

	return own.n == 0 ? CRM_VALUE_NULL
			  : crm_value_text(crm_text_of(crm_sprintf(
				&v->a, "%.*s-%zu", (int)own.n, own.p, i + 1)));
}

/* One part; *payment is what it pays with. */
static enum crm_status
make(struct stepping *v, size_t i, int64_t *payment, struct crm_err *err)
{
	static const char *const same[] = { "kind", "customer", "seller",
		"drawer", "acceptor", "currency", "rate", "drawn_on", "due_on",
		"coupon", NULL };
	const struct crm_bill_move *m = v->how;
	const char *const *name;
	struct crm_record r, made;
	enum crm_status st;

	crm_record_init(&r, v->e, &v->a);
	for (name = same; *name != NULL; name++)
		bank_put(&r, *name, *value_of(&v->now, *name));
	bank_put(&r, "number", number_of(v, i));
	bank_put(&r, "amount", crm_value_int(m->part[i]));
	bank_put(&r, "received_on", *value_of(&v->now, "ended_on"));
	bank_put(&r, "split_from", crm_value_int(v->now.id));
	if ((st = crm_insert(v->s, &r, err)) != CRM_OK ||
	    (st = crm_load(v->s, v->e, r.id, &v->a, &made, err)) != CRM_OK)
		return st;
	*payment = bank_int(&made, "payment");
	m->made(m->ctx, r.id);
	return CRM_OK;
}

/* What the whole paid, as far as the parts have not done so yet. */
struct paid {
	struct settled *settled;
	size_t n, at;
	struct crm_refunded *refunded;
	size_t n_refunded, at_refunded;
};

/* What a part with so much left pays of it: what is owed before what was paid back. */
static enum crm_status
pay_of(struct stepping *v, struct paid *p, int64_t payment, int64_t left,
    struct crm_err *err)
{
	int64_t day = bank_int(&v->now, "ended_on"), some;
	enum crm_status st = CRM_OK;

	while (st == CRM_OK && left > 0 && p->at < p->n) {
		struct settled *s = &p->settled[p->at];

		some = s->amount < left ? s->amount : left;
		st = crm_allocate_to(
		    v->s, payment, s->receivable, some, day, NULL, err);
		left -= some;
		s->amount -= some;
		p->at += s->amount == 0;
	}
	while (st == CRM_OK && left > 0 && p->at_refunded < p->n_refunded) {
		struct crm_refunded *r = &p->refunded[p->at_refunded];

		some = r->amount < left ? r->amount : left;
		st = crm_refund_from(v->s, r->refund, payment, some, day, err);
		left -= some;
		r->amount -= some;
		p->at_refunded += r->amount == 0;
	}
	return st;
}

static enum crm_status
settle(struct stepping *v, struct paid *p, struct crm_err *err)
{
	const struct crm_bill_move *m = v->how;
	enum crm_status st = CRM_OK;
	int64_t payment;
	size_t i;

	for (i = 0; i < m->parts && st == CRM_OK; i++) {
		st = make(v, i, &payment, err);
		if (st == CRM_OK)
			st = pay_of(v, p, payment, m->part[i], err);
	}
	return st;
}

enum crm_status
bill_split(struct stepping *v, struct crm_err *err)
{
	int64_t payment = bank_int(&v->now, "payment");
	int64_t day = bank_int(&v->now, "ended_on");
	struct paid p = { .at = 0 };
	enum crm_action done;
	enum crm_status st;
	size_t rows;

	if (payment == 0)
		return crm_fail_record(err, CRM_RULE,
		    "%s came from before the book began, and is not split in "
		    "it",
		    v->id);
	if ((st = check_parts(v, err)) != CRM_OK ||
	    (st = read_settled(v, &p.settled, &p.n, err)) != CRM_OK ||
	    (p.n > 0 &&
		(st = crm_unallocate_all(v->s, payment, 0, day, &rows, err)) !=
		    CRM_OK) ||
	    (st = crm_refunds_free(v->s, payment, day, &v->a, &p.refunded,
		 &p.n_refunded, err)) != CRM_OK ||
	    (st = crm_payment_void(v->s, payment, day, &done, err)) != CRM_OK)
		return st;
	return settle(v, &p, err);
}
