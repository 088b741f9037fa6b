/*
 * What a delivery comes to: what its goods are charged, less its share of the deposit,
 * and what is retained of it.  The delivery behind which nothing is left takes the rest
 * of all three.
 */
#include "billing.h"

#include <crm/domain/order.h>

/* A delivery whose receivable is made. */
struct charging {
	struct bill b;
	struct crm_record delivery;
	struct bill_group whole; /* the lines that are charged when delivered */
	struct money all;        /* what they come to, as they left by now */
	struct money share;      /* of that this delivery … */
	struct money
	    elsewhere; /* … and what left elsewhere, and is charged there */
	bool last;     /* nothing is left to deliver */
};

/* ---- lines ---- */

static struct crm_charge
charge_of(struct money m)
{
	return (struct crm_charge){ m.gross, m.net };
}

static enum crm_status
add_lines(struct charging *c, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	c->last = true;
	for (i = 0; i < c->b.n && st == CRM_OK; i++) {
		const struct bill_line *l = &c->b.line[i];
		struct crm_charged r = { .line = l->id,
			.ordered = l->quantity,
			.wanted = l->wanted,
			.sum = charge_of(l->sum) };

		if (l->form != FORM_DELIVERY || l->id == 0 || l->takes_off)
			continue;
		st = crm_order_charged(c->b.s, &r, c->delivery.id, err);
		c->all.gross += r.all.gross;
		c->all.net += r.all.net;
		c->share.gross += r.share.gross;
		c->share.net += r.share.net;
		c->elsewhere.gross += r.elsewhere.gross;
		c->elsewhere.net += r.elsewhere.net;
		c->last &= r.quantity >= l->wanted;
	}
	return st;
}

/* What rows take off comes off each by its share. */
static void
take_off(struct charging *c)
{
	const struct bill_group *g = &c->whole;

	if (g->off.gross == 0)
		return;
	c->share = bill_less(
	    c->share, bill_share(g->off, c->share.gross, g->goods.gross));
	c->all = bill_less(
	    c->all, bill_share(g->off, c->all.gross, g->goods.gross));
	c->elsewhere = bill_less(c->elsewhere,
	    bill_share(g->off, c->elsewhere.gross, g->goods.gross));
}

/* What left elsewhere took its share of the deposit there. */
static void
leave_elsewhere(struct charging *c)
{
	struct bill_group *g = &c->whole;
	const struct money deposit = bill_share(
	    g->deposit, c->elsewhere.gross, g->whole.gross);

	if (c->elsewhere.gross == 0)
		return;
	c->all = bill_less(c->all, c->elsewhere);
	g->whole = bill_less(g->whole, c->elsewhere);
	g->deposit = bill_less(g->deposit, deposit);
}

/* ---- what was charged before ---- */

static enum crm_status
charged_before(
    struct charging *c, bool retained, struct money *sum, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(c->b.order),
		crm_value_int(retained) };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*sum = (struct money){ 0, 0 };
	st = crm_sql(c->b.s,
	    "SELECT CAST(coalesce(sum(r.\"amount\"), 0) AS BIGINT), "
	    "CAST(coalesce(sum(coalesce(r.\"net\", r.\"amount\")), 0) "
	    "AS BIGINT) FROM receivable r WHERE r.\"order\" = ? "
	    "AND r.\"delivery\" IS NOT NULL AND coalesce(r.\"retained\", 0) = ? "
	    "AND r.\"void_on\" IS NULL AND r.\"deleted\" IS NULL",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		sum->gross = crm_col_int(q, 0);
		sum->net = crm_col_int(q, 1);
		crm_reset(q);
	}
	return st;
}

/* What was charged of those before and is not retained, and what is; each less what was
 * credited of it, for they came to less by then. */
static enum crm_status
stands_before(struct charging *c, struct money *due, struct money *retained,
    struct crm_err *err)
{
	struct bill_lowered l;
	struct money kept;
	enum crm_status st = charged_before(c, false, due, err);

	if (st == CRM_OK)
		st = charged_before(c, true, &kept, err);
	if (st == CRM_OK)
		st = bill_retained(&c->b, true, retained, err);
	if (st == CRM_OK)
		st = bill_lowered(&c->b, &l, err);
	if (st == CRM_OK) {
		retained->net = kept.net;
		*due = bill_less(
		    *due, bill_less(l.delivered, bill_less(kept, *retained)));
	}
	return st;
}

static struct money
at_most(struct money sum, int64_t most)
{
	if (most < 0)
		most = 0;
	return sum.gross > most ? bill_share(sum, most, sum.gross) : sum;
}

/* What is left to be due of what they come to by now, or of all of an order with a
 * deposit, behind that, what was due before and all that is retained of it. */
static enum crm_status
find_room(struct charging *c, struct money *retained, struct money *room,
    struct crm_err *err)
{
	const struct money of = c->last ? c->all : c->whole.whole;
	struct money before, kept, all;
	enum crm_status st = stands_before(c, &before, &kept, err);

	room->gross = of.gross - c->whole.deposit.gross;
	room->net = of.net - c->whole.deposit.net;
	all = at_most(bill_share(of, c->b.retention, CRM_WHOLE), room->gross);
	if (c->last)
		*retained = bill_less(all, kept);
	else if (all.gross < kept.gross + retained->gross)
		all = bill_plus(kept, *retained);
	*room = bill_less(bill_less(*room, before), all);
	return st;
}

/* What of the delivery is retained, and what is due by the terms: no more than is left,
 * of an order that was amended behind a deposit; below zero, where more was due before. */
static enum crm_status
part(struct charging *c, struct money *due, struct money *retained,
    struct crm_err *err)
{
	struct money off, room;
	enum crm_status st;

	/* Of the net at the rates of what left. */
	off = bill_share(
	    c->share, c->whole.deposit.gross, c->whole.whole.gross);
	*due = bill_less(c->share, off);
	/* No more is retained than the deposit leaves. */
	*retained = at_most(
	    bill_share(c->share, c->b.retention, CRM_WHOLE), due->gross);
	*due = bill_less(*due, *retained);
	if (!c->last && c->whole.deposit.gross == 0)
		return CRM_OK;
	st = find_room(c, retained, &room, err);
	if (st == CRM_OK && (c->last || due->gross > room.gross))
		*due = room;
	return st;
}

/* ---- the receivable ---- */

static enum crm_status
write_rows(struct charging *c, struct crm_err *err)
{
	int64_t day = bill_int(&c->delivery, "shipped_on");
	struct bill_row row = { .form = FORM_DELIVERY,
		.booked_on = day,
		.delivery = c->delivery.id,
		.from = NO_DAY,
		.until = NO_DAY };
	const struct money none = { 0, 0 };
	struct money due, retained;
	enum crm_status st;

	if ((st = part(c, &due, &retained, err)) != CRM_OK)
		return st;
	if (due.gross > 0) {
		row.sum = due;
		st = bill_insert_parts(&c->b, &row, day, false, err);
	} else if (due.gross < 0) {
		st = bill_lower(&c->b, bill_less(none, due), c->delivery.id,
		    crm_value_int(0), err);
	}
	if (st != CRM_OK || retained.gross <= 0)
		return st;
	row.form = FORM_RETENTION;
	row.sum = retained;
	row.due_on = day + c->b.retained_days;
	return bill_insert(&c->b, &row, err);
}

static enum crm_status
is_charged(struct charging *c, bool *yes, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(c->delivery.id);
	struct crm_value n;
	enum crm_status st = crm_get_int(c->b.s,
	    "SELECT min(\"id\") FROM receivable WHERE \"delivery\" = ? "
	    "AND \"void_on\" IS NULL AND \"deleted\" IS NULL",
	    &id, 1, &n, err);

	*yes = st == CRM_OK && n.kind == CRM_INT;
	return st;
}

/* A deposit comes off as far as it is charged: not once it was made void.  That of an order
 * that was confirmed elsewhere was charged there. */
static enum crm_status
as_charged(struct bill *b, struct crm_err *err)
{
	const struct bill_of_group of = bill_of_group(b, FORM_DEPOSIT, NULL);
	struct money there;
	enum crm_status st;
	size_t i;

	if (value_of(&b->doc, "confirmed_at")->kind == CRM_NULL)
		return CRM_OK;
	st = bill_there_is(b, &of, &there, err);

	for (i = 0;
	     i < b->n_groups && st == CRM_OK && there.gross < b->deposit.gross;
	     i++)
		b->group[i].deposit = bill_share(
		    b->group[i].deposit, there.gross, b->deposit.gross);
	return st;
}

/* What a deposit comes off is what its lines come to in the end. */
static enum crm_status
find_whole(struct charging *c, struct crm_err *err)
{
	const bool any = bill_int(&c->b.doc, "deposit") > 0;
	enum crm_status st = any ? bill_comes_to(&c->b, err) : CRM_OK;

	if (st == CRM_OK)
		st = bill_groups(&c->b, err);
	return st == CRM_OK && any ? as_charged(&c->b, err) : st;
}

static enum crm_status
charge(struct charging *c, struct crm_err *err)
{
	enum crm_status st;
	bool done, by_contract;
	size_t i;

	if ((st = is_charged(c, &done, err)) != CRM_OK || done ||
	    (st = bill_is_by_contract(&c->b, &by_contract, err)) != CRM_OK ||
	    by_contract || (st = find_whole(c, err)) != CRM_OK)
		return st;
	for (i = 0; i < c->b.n_groups; i++)
		if (c->b.group[i].form == FORM_DELIVERY) {
			c->whole = c->b.group[i];
			if ((st = add_lines(c, err)) == CRM_OK) {
				take_off(c);
				leave_elsewhere(c);
			}
			if (st == CRM_OK && c->share.gross > 0)
				st = write_rows(c, err);
			return st;
		}
	return CRM_OK;
}

enum crm_status
bill_delivery(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_err *err)
{
	const struct crm_entity *orders = crm_dict_find(
	    crm_store_dict(s), "order");
	struct crm_arena a = CRM_ARENA_INIT;
	struct charging c = { .last = false };
	enum crm_status st = crm_load(s, e, id, &a, &c.delivery, err);
	bool there;

	if (st != CRM_OK) {
		crm_arena_free(&a);
		return st == CRM_NOTFOUND ? CRM_OK : st;
	}
	st = bill_open(
	    &c.b, s, orders, bill_int(&c.delivery, "order"), &there, err);
	if (st == CRM_OK && there &&
	    crm_text_is(text_of(&c.delivery, "status"), "shipped") &&
	    value_of(&c.b.doc, "customer")->kind == CRM_INT)
		st = charge(&c, err);
	crm_arena_free(&c.b.a);
	crm_arena_free(&a);
	return st;
}
