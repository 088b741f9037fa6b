/*
 * What was charged with the deliveries of an order, against what they came to: an order
 * that became less leaves a part of its deposit that comes off nothing more, and goods
 * that came back to be sent anew and are not wanted any more were charged for nothing.
 */
#include "billing.h"

#include <crm/domain/order.h>

/* ---- what they come to ---- */

static enum crm_status
line_comes_to(struct bill *b, struct bill_line *l, struct crm_err *err)
{
	const struct crm_charged c = { .line = l->id,
		.ordered = l->quantity,
		.wanted = l->wanted,
		.sum = { l->sum.gross, l->sum.net } };
	struct crm_comes_to sum;
	enum crm_status st = crm_order_comes_to(b->s, &c, &sum, err);

	if (st != CRM_OK)
		return st;
	l->left_with = (struct money){ sum.left.gross, sum.left.net };
	l->wanted_sum = (struct money){ sum.left.gross + sum.rest.gross,
		sum.left.net + sum.rest.net };
	return CRM_OK;
}

/* The last delivery that something left with; 0: nothing has left. */
static enum crm_status
last_delivery(struct bill *b, int64_t *id, struct crm_err *err)
{
	const struct crm_value order = crm_value_int(b->order);
	struct crm_value last;
	enum crm_status st = crm_get_int(b->s,
	    "SELECT max(\"id\") FROM delivery WHERE \"order\" = ? "
	    "AND \"status\" = 'shipped' AND \"deleted\" IS NULL",
	    &order, 1, &last, err);

	*id = st == CRM_OK && last.kind == CRM_INT ? last.i : 0;
	return st;
}

enum crm_status
bill_comes_to(struct bill *b, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	int64_t last = 0;
	size_t i;

	if (b->order != 0)
		st = last_delivery(b, &last, err);
	for (i = 0; i < b->n && st == CRM_OK && last != 0; i++)
		if (b->line[i].form == FORM_DELIVERY && b->line[i].id != 0 &&
		    !b->line[i].takes_off)
			st = line_comes_to(b, &b->line[i], err);
	return st;
}

/* ---- what they were charged ---- */

static enum crm_status
read_charged(struct bill *b, struct money *out, struct crm_err *err)
{
	const struct crm_value order = crm_value_int(b->order);
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*out = (struct money){ 0, 0 };
	st = crm_sql(b->s,
	    "SELECT CAST(coalesce(sum(r.\"amount\"), 0) AS BIGINT), "
	    "CAST(coalesce(sum(coalesce(r.\"net\", r.\"amount\")), 0) "
	    "AS BIGINT) FROM receivable r "
	    "WHERE r.\"order\" = ? AND r.\"delivery\" IS NOT NULL "
	    "AND r.\"void_on\" IS NULL AND r.\"deleted\" IS NULL",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, order);
	if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*out = (struct money){ crm_col_int(q, 0), crm_col_int(q, 1) };
		crm_reset(q);
	}
	return st;
}

/* What was credited and lacks of what should be booked by now.  Where more is to leave
 * the rest of the deposit comes off that. */
static struct money
lacking(const struct bill_group *g, struct money booked, struct money credited)
{
	const struct money off = bill_share(
	    g->deposit, g->left_with.gross, g->whole.gross);
	const struct money by_now = bill_less(
	    bill_plus(g->left_with, g->deposit), off);
	const struct money lacks = bill_less(by_now, booked);

	return lacks.gross > credited.gross ? credited : lacks;
}

/* As much of it is retained as lacks of that. */
static enum crm_status
charge(struct bill *b, const struct bill_group *g, struct money sum,
    int64_t delivery, struct crm_err *err)
{
	struct bill_row row = { .form = FORM_DELIVERY,
		.booked_on = b->day,
		.due_on = NO_DAY,
		.delivery = delivery,
		.from = NO_DAY,
		.until = NO_DAY };
	struct bill_events events;
	struct money now, retained = { 0, 0 };
	enum crm_status st = CRM_OK;

	if (b->retention != 0) {
		st = bill_retained(b, false, &now, err);
		if (st == CRM_OK)
			st = bill_events(
			    b->s, b->order, 0, &b->a, &events, err);
		if (st != CRM_OK)
			return st;
		retained = bill_less(bill_to_retain(b, g, &events, 0), now);
	}
	if (retained.gross > sum.gross)
		retained = sum;
	if (retained.gross <= 0)
		retained = (struct money){ 0, 0 };
	row.sum = bill_less(sum, retained);
	st = bill_insert_parts(b, &row, b->day, false, err);
	if (st != CRM_OK || retained.gross == 0)
		return st;
	row.form = FORM_RETENTION;
	row.sum = retained;
	row.due_on = b->day + b->retained_days;
	return bill_insert(b, &row, err);
}

/* What was charged too much of them: of what is retained what that is too much. */
static enum crm_status
lower(struct bill *b, const struct bill_group *g, struct money over,
    int64_t delivery, struct crm_err *err)
{
	struct crm_value retained;
	enum crm_status st = bill_less_retained(
	    b, g, 0, over.gross, &retained, err);

	return st == CRM_OK ? bill_lower(b, over, delivery, retained, err) : st;
}

enum crm_status
bill_delivered(struct bill *b, const struct bill_group *g,
    struct bill_lowered *l, struct crm_err *err)
{
	struct money charged, booked, over, lacks;
	int64_t last;
	enum crm_status st = last_delivery(b, &last, err);

	if (st != CRM_OK || last == 0 ||
	    (st = read_charged(b, &charged, err)) != CRM_OK)
		return st;
	booked = bill_less(bill_plus(charged, g->deposit), l->delivered);
	over = bill_less(booked, g->whole);
	if (over.gross > 0) {
		over = bill_beyond(over, &l->red);
		return over.gross > 0 ? lower(b, g, over, last, err) : CRM_OK;
	}
	lacks = lacking(g, booked, l->delivered);
	return lacks.gross > 0 ? charge(b, g, lacks, last, err) : CRM_OK;
}
