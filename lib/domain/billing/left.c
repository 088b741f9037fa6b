/*
 * What of a line of an order may be credited: what it comes to behind the rows that take
 * off, less what was credited of it, and no more than the order is charged.  Returns ask
 * this while they are made, and the open batch may have made others whose credit notes
 * come behind them all.
 */
#include "billing.h"

#include <crm/domain/order.h>

static struct crm_charge
charge_of(struct money m)
{
	return (struct crm_charge){ m.gross, m.net };
}

/* ---- of the order ---- */

/* clang-format off */
#define SUM(sum, of) \
	"(SELECT CAST(sum(" sum ") AS BIGINT) FROM " of " AND x.\"deleted\" " \
	"IS NULL AND x.\"void_on\" IS NULL)"
#define CHARGED(sum) \
	SUM(sum, "receivable x WHERE x.\"order\" = ? " \
	    "AND coalesce(x.\"form\", '') <> 'dunning'")
#define CREDITED(sum) \
	"coalesce(" SUM(sum, "payment x WHERE x.\"order\" = ? " \
	    "AND x.\"kind\" = 'credit'") ", 0)"
#define NET "coalesce(x.\"net\", x.\"amount\")"
/* clang-format on */

/* Less what is to have notes, and with what red letters credited ahead of goods that are
 * still to come back: that is theirs. */
static void
add_line(
    const struct bill_events *events, int64_t line, struct crm_charge *left)
{
	const struct bill_gone g = bill_gone_of(events, line, 0);

	left->gross += g.ahead.gross - g.to_come.gross;
	left->net += g.ahead.net - g.to_come.net;
}

static enum crm_status
order_left(struct bill *b, const struct bill_events *events,
    struct crm_charge *out, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(b->order);
	const struct crm_value v[] = { id, id, id, id };
	struct crm_stmt *q;
	bool row;
	size_t i;
	enum crm_status st = crm_sql(b->s,
	    "SELECT " CHARGED("x.\"amount\"") " - " CREDITED(
		"x.\"amount\"") ", " CHARGED(NET) " - " CREDITED(NET),
	    &q, err);

	*out = (struct crm_charge){ INT64_MAX, 0 };
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	if ((st = crm_step(q, &row, err)) != CRM_OK || !row)
		return st;
	if (!crm_col_null(q, 0)) {
		*out = (struct crm_charge){ crm_col_int(q, 0),
			crm_col_int(q, 1) };
		for (i = 0; i < b->n; i++)
			add_line(events, b->line[i].id, out);
	}
	crm_reset(q);
	return CRM_OK;
}

/* ---- of the line ---- */

/* Of what is charged as it is delivered what has left; of others what is wanted. */
static struct money
charged_of(const struct bill_line *l)
{
	return l->form != FORM_DELIVERY || l->left_with.gross == 0
	    ? bill_less(l->wanted_sum, l->off)
	    : bill_left_with(l);
}

static void
line_left(const struct bill_line *l, const struct bill_gone *g,
    struct crm_line_left *out)
{
	const struct money allowed = bill_plus(
	    g->allowed, bill_plus(g->ended, g->other));
	const struct money left = bill_less(
	    charged_of(l), bill_plus(g->back, allowed));

	out->goods = charge_of(l->wanted_sum);
	out->off = charge_of(l->off);
	out->allowed = charge_of(allowed);
	out->line = left.gross > 0 ? charge_of(left)
				   : (struct crm_charge){ 0, 0 };
}

static enum crm_status
measure(struct bill *b, int64_t line, struct crm_line_left *out,
    struct crm_err *err)
{
	struct bill_events events;
	struct bill_gone g;
	size_t i;
	enum crm_status st = bill_comes_to(b, err);

	if (st == CRM_OK)
		st = bill_events(b->s, b->order, 0, &b->a, &events, err);
	if (st != CRM_OK)
		return st;
	bill_rows(b);
	for (i = 0; i < b->n && b->line[i].id != line; i++)
		;
	if (i == b->n)
		return CRM_OK;
	g = bill_gone_of(&events, line, 0);
	line_left(&b->line[i], &g, out);
	return order_left(b, &events, &out->order, err);
}

enum crm_status
bill_left(struct crm_store *s, int64_t line, struct crm_line_left *out,
    struct crm_err *err)
{
	struct bill b;
	bool there;
	enum crm_status st = bill_open_of_line(&b, s, line, &there, err);

	if (st == CRM_OK && there)
		st = measure(&b, line, out, err);
	crm_arena_free(&b.a);
	return st;
}
