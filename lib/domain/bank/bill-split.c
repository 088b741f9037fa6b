/*
 * A bill in parts: each is a bill and a payment of its own.  What the whole had
 * settled is taken back and settled by the parts, in its order, on that day, so that
 * nothing is open in between.
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

static enum crm_status
settle(struct stepping *v, struct settled *s, size_t n, struct crm_err *err)
{
	const struct crm_bill_move *m = v->how;
	int64_t day = bank_int(&v->now, "ended_on"), left, some, payment;
	enum crm_status st = CRM_OK;
	size_t i, j = 0;

	for (i = 0; i < m->parts && st == CRM_OK; i++) {
		st = make(v, i, &payment, err);
		left = m->part[i];
		while (st == CRM_OK && left > 0 && j < n) {
			some = s[j].amount < left ? s[j].amount : left;
			st = crm_allocate_to(v->s, payment, s[j].receivable,
			    some, day, NULL, err);
			left -= some;
			s[j].amount -= some;
			j += s[j].amount == 0;
		}
	}
	return st;
}

enum crm_status
bill_split(struct stepping *v, struct crm_err *err)
{
	int64_t payment = bank_int(&v->now, "payment");
	int64_t day = bank_int(&v->now, "ended_on");
	struct settled *s;
	enum crm_action done;
	enum crm_status st;
	size_t n, rows;

	if (payment == 0)
		return crm_fail_record(err, CRM_RULE,
		    "%s came from before the book began, and is not split in "
		    "it",
		    v->id);
	if ((st = check_parts(v, err)) != CRM_OK ||
	    (st = read_settled(v, &s, &n, err)) != CRM_OK ||
	    (n > 0 &&
		(st = crm_unallocate_all(v->s, payment, 0, day, &rows, err)) !=
		    CRM_OK) ||
	    (st = crm_payment_void(v->s, payment, day, &done, err)) != CRM_OK)
		return st;
	return settle(v, s, n, err);
}
