/*
 * What of a return is credited where receivables were made void: what nobody owes is not
 * paid back.
 */
#include "billing.h"

#include <crm/model/charged.h>

/* ---- what lacks of what an order should be charged by now ---- */

/* By its forms, less what it credited of that by itself. */
#define BY_FORM \
	"r.\"order\" = ? AND r.\"form\" IS NOT NULL AND r.\"form\" NOT IN " \
	"('dunning', 'opening', 'subscription') AND r.\"deleted\" IS NULL "
#define CHARGED \
	"SELECT coalesce((SELECT CAST(sum(r.\"amount\") AS BIGINT) " \
	"FROM receivable r WHERE " BY_FORM "AND r.\"void_on\" IS NULL), 0)"

static enum crm_status
is_void(struct bill *b, bool *yes, struct crm_err *err)
{
	const struct crm_value order = crm_value_int(b->order);
	struct crm_value first;
	enum crm_status st = crm_get_int(b->s,
	    "SELECT min(r.\"id\") FROM receivable r WHERE " BY_FORM
	    "AND r.\"void_on\" IS NOT NULL AND r.\"booked_on\" IS NOT NULL",
	    &order, 1, &first, err);

	*yes = st == CRM_OK && first.kind == CRM_INT;
	return st;
}

/* What came back of lines that are charged as they are delivered, and nobody got credit
 * for; of others it is off what they come to. */
static enum crm_status
unnoted(const struct bill *b, int64_t *sum, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	struct crm_value n;
	size_t i;

	*sum = 0;
	for (i = 0; i < b->n && st == CRM_OK; i++) {
		const struct crm_value line = crm_value_int(b->line[i].id);

		if (b->line[i].form != FORM_DELIVERY)
			continue;
		st = crm_get_int(b->s,
		    "SELECT CAST(coalesce(sum(" CRM_SQL_UNNOTED("t", "credit",
			"amount") "), 0) AS BIGINT) FROM sale_return t "
				  "WHERE t.\"order_line\" = ? "
				  "AND t.\"status\" = 'received' "
				  "AND t.\"deleted\" IS NULL",
		    &line, 1, &n, err);
		*sum += st == CRM_OK ? n.i : 0;
	}
	return st;
}

/* What it should have been charged by now for what is kept of it. */
static int64_t
by_now(const struct bill *b)
{
	int64_t sum = b->deposit.gross;
	size_t i;

	for (i = 0; i < b->n_groups; i++) {
		const struct bill_group *g = &b->group[i];
		const struct money off = bill_share(
		    g->deposit, g->left_with.gross, g->whole.gross);

		sum += g->form == FORM_DELIVERY
		    ? g->left_with.gross - off.gross
		    : g->left.gross + g->retained.gross;
	}
	return sum;
}

static enum crm_status
read_beyond(struct bill *b, int64_t *beyond, struct crm_err *err)
{
	const struct crm_value order = crm_value_int(b->order);
	struct bill_lowered l;
	struct crm_value charged;
	int64_t back;
	enum crm_status st;

	if ((st = bill_comes_to(b, err)) != CRM_OK ||
	    (st = bill_groups(b, err)) != CRM_OK ||
	    (st = bill_lowered(b, &l, err)) != CRM_OK ||
	    (st = unnoted(b, &back, err)) != CRM_OK ||
	    (st = crm_get_int(b->s, CHARGED, &order, 1, &charged, err)) !=
		CRM_OK)
		return st;
	*beyond = charged.i - l.own.gross - l.delivered.gross -
	    (by_now(b) - back);
	return CRM_OK;
}

/* Of the order as it is now, with the return. */
static enum crm_status
beyond_of(struct bill *of, int64_t *beyond, struct crm_err *err)
{
	struct bill b;
	bool there;
	enum crm_status st = bill_open(
	    &b, of->s, of->doc.entity, of->order, &there, err);

	if (st == CRM_OK && there)
		st = read_beyond(&b, beyond, err);
	crm_arena_free(&b.a);
	return st;
}

static void
at_most(struct money *credit, int64_t most)
{
	most = most > 0 ? most : 0;
	if (credit->gross > most)
		*credit = bill_share(*credit, most, credit->gross);
}

enum crm_status
bill_creditable(struct bill *b, struct money *credit, struct crm_err *err)
{
	int64_t left;
	bool yes;
	enum crm_status st;

	/* What came from elsewhere may be charged there. */
	if (value_of(&b->doc, "confirmed_at")->kind == CRM_NULL)
		return CRM_OK;
	if ((st = bill_left_to_credit(b, &left, err)) != CRM_OK)
		return st;
	at_most(credit, left);
	if ((st = is_void(b, &yes, err)) != CRM_OK || !yes)
		return st;
	if ((st = beyond_of(b, &left, err)) == CRM_OK)
		at_most(credit, left);
	return st;
}
