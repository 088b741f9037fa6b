/*
 * What a delivery comes to: of each line a share, less its share of the deposit, and
 * what is retained of it.  The delivery behind which nothing is left takes the rest of
 * all three, whatever was charged before.
 *
 * Goods that are sent anew were charged when they left first: what counts is how much
 * more of a line has left, net of those, than ever before.
 */
#include "billing.h"

/* A delivery whose receivable is made. */
struct charging {
	struct bill b;
	struct crm_record delivery;
	struct bill_group whole; /* the lines that are charged when delivered */
	struct money all;        /* what they come to, as they left by now */
	struct money share;      /* of that this delivery */
	bool last;               /* nothing is left to deliver */
};

/* ---- lines ---- */

/* One line, delivery by delivery. */
struct replay {
	const struct bill_line *l;
	int64_t left, anew;      /* so far */
	int64_t charged;         /* quantity … */
	struct money sum, share; /* … with that; and of the last delivery */
};

static int64_t
step_of(const struct replay *r, int64_t sum, int64_t charged, int64_t quantity)
{
	const struct crm_delivered d = { .sum = sum,
		.ordered = r->l->quantity,
		.wanted = r->l->wanted,
		.before = r->charged,
		.charged = charged };

	return quantity > 0 ? crm_delivered_share(&d, quantity) : 0;
}

static void
take_step(struct replay *r)
{
	int64_t more = r->left - r->anew - r->charged;

	r->share.gross = step_of(r, r->l->sum.gross, r->sum.gross, more);
	r->share.net = step_of(r, r->l->sum.net, r->sum.net, more);
	r->sum.gross += r->share.gross;
	r->sum.net += r->share.net;
	if (more > 0)
		r->charged += more;
}

/* What left of a line with each delivery up to this one, in their order, and what of
 * it had come back by then to be sent anew. */
static enum crm_status
replay_line(
    struct charging *c, struct replay *r, bool *here, struct crm_err *err)
{
	enum { DELIVERY, LEFT, ANEW };
	const struct crm_value v[] = { crm_value_int(r->l->id),
		crm_value_int(r->l->id), crm_value_int(c->delivery.id) };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*here = false;
	st = crm_sql(c->b.s,
	    "SELECT v.\"id\", CAST(sum(d.\"quantity\") AS BIGINT), "
	    "coalesce((SELECT CAST(sum(x.\"quantity\") AS BIGINT) "
	    "FROM sale_return x WHERE x.\"order_line\" = ? "
	    "AND x.\"exchange\" = 1 AND x.\"deleted\" IS NULL "
	    "AND x.\"status\" = 'received' AND x.\"born\" < v.\"born\"), 0) "
	    "FROM delivery_line d JOIN delivery v ON v.\"id\" = d.\"delivery\" "
	    "WHERE d.\"order_line\" = ? AND d.\"deleted\" IS NULL "
	    "AND v.\"deleted\" IS NULL AND v.\"status\" = 'shipped' "
	    "AND v.\"id\" <= ? GROUP BY v.\"id\", v.\"born\" "
	    "ORDER BY v.\"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		r->left += crm_col_int(q, LEFT);
		r->anew = crm_col_int(q, ANEW);
		take_step(r);
		*here |= crm_col_int(q, DELIVERY) == c->delivery.id;
	}
	return st;
}

static enum crm_status
add_lines(struct charging *c, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;
	bool here;

	c->last = true;
	for (i = 0; i < c->b.n && st == CRM_OK; i++) {
		struct replay r = { .l = &c->b.line[i] };

		if (r.l->form != FORM_DELIVERY || r.l->id == 0)
			continue;
		st = replay_line(c, &r, &here, err);
		c->all.gross += r.sum.gross;
		c->all.net += r.sum.net;
		c->share.gross += here ? r.share.gross : 0;
		c->share.net += here ? r.share.net : 0;
		c->last &= r.charged >= r.l->wanted;
	}
	return st;
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

static struct money
less(struct money a, struct money b)
{
	return (struct money){ a.gross - b.gross, a.net - b.net };
}

/* What of the delivery is retained, and what is due by the terms. */
static enum crm_status
part(struct charging *c, struct money *due, struct money *retained,
    struct crm_err *err)
{
	struct money off, before, kept;
	enum crm_status st;

	if (!c->last) {
		off = bill_share(
		    c->whole.deposit, c->share.gross, c->whole.whole.gross);
		*retained = bill_share(c->share, c->b.retention, CRM_WHOLE);
		*due = less(less(c->share, off), *retained);
		return CRM_OK;
	}
	if ((st = charged_before(c, false, &before, err)) != CRM_OK ||
	    (st = charged_before(c, true, &kept, err)) != CRM_OK)
		return st;
	*retained = bill_share(c->all, c->b.retention, CRM_WHOLE);
	*due = less(less(less(c->all, c->whole.deposit), *retained), before);
	*retained = less(*retained, kept);
	return CRM_OK;
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
	struct money due, retained;
	enum crm_status st;

	if ((st = part(c, &due, &retained, err)) != CRM_OK)
		return st;
	/* No more is retained than the deposit leaves. */
	if (due.gross < 0) {
		retained.gross += due.gross;
		retained.net += due.net;
		due = (struct money){ 0, 0 };
	}
	row.sum = due;
	st = bill_insert_parts(&c->b, &row, day, false, err);
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

static enum crm_status
charge(struct charging *c, struct crm_err *err)
{
	enum crm_status st;
	bool done, by_contract;
	size_t i;

	if ((st = is_charged(c, &done, err)) != CRM_OK || done ||
	    (st = bill_is_by_contract(&c->b, &by_contract, err)) != CRM_OK ||
	    by_contract || (st = bill_groups(&c->b, err)) != CRM_OK)
		return st;
	for (i = 0; i < c->b.n_groups; i++)
		if (c->b.group[i].form == FORM_DELIVERY) {
			c->whole = c->b.group[i];
			if ((st = add_lines(c, err)) == CRM_OK &&
			    c->share.gross > 0)
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
