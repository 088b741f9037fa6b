/*
 * What is retained of deliveries: its share of what left and is kept, whatever the order
 * was before.  A note for what came back, or for what was charged too much, takes off it
 * what it is beyond that.
 */
#include "billing.h"

/* clang-format off */
#define SUMS(but) \
	"SELECT CAST(coalesce(sum(x.g), 0) AS BIGINT), " \
	"CAST(coalesce(sum(x.n), 0) AS BIGINT) FROM (SELECT r.\"amount\" - " \
	"coalesce((SELECT sum(a.\"amount\") FROM allocation a " \
	"JOIN payment p ON p.\"id\" = a.\"payment\" AND p.\"kind\" = 'credit' " \
	but "WHERE a.\"receivable\" = r.\"id\" AND a.\"deleted\" IS NULL), 0) " \
	"AS g, coalesce(r.\"net\", r.\"amount\") AS n FROM receivable r " \
	"WHERE r.\"order\" = ? AND r.\"delivery\" IS NOT NULL " \
	"AND r.\"retained\" = 1 AND r.\"void_on\" IS NULL " \
	"AND r.\"deleted\" IS NULL) x"
/* clang-format on */

enum crm_status
bill_retained(
    struct bill *b, bool but_returns, struct money *out, struct crm_err *err)
{
	struct crm_stmt *q;
	bool row;
	enum crm_status st = crm_sql(b->s,
	    but_returns ? SUMS("AND p.\"less\" = 1 ") : SUMS(""), &q, err);

	*out = (struct money){ 0, 0 };
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(b->order));
	if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*out = (struct money){ crm_col_int(q, 0), crm_col_int(q, 1) };
		crm_reset(q);
	}
	return st;
}

/* What left with deliveries and is kept, of what it came to behind the rows. */
static struct money
kept_of(
    const struct bill *b, const struct bill_events *events, int64_t returned)
{
	struct money kept = { 0, 0 };
	size_t i;

	for (i = 0; i < b->n; i++) {
		const struct bill_line *l = &b->line[i];
		struct bill_gone gone;

		if (l->form != FORM_DELIVERY || l->takes_off || l->all_back)
			continue;
		gone = bill_gone_of(events, l->id, returned);
		kept = bill_plus(kept, bill_left_with(l));
		kept = bill_less(kept, bill_plus(gone.back, gone.allowed));
	}
	return kept;
}

struct money
bill_to_retain(struct bill *b, const struct bill_group *g,
    const struct bill_events *events, int64_t returned)
{
	const struct money kept = kept_of(b, events, returned);
	const struct money most = bill_less(
	    kept, bill_share(g->deposit, g->left_with.gross, g->whole.gross));
	const struct money share = bill_share(kept, b->retention, CRM_WHOLE);

	if (most.gross <= 0 || kept.gross <= 0)
		return (struct money){ 0, 0 };
	return share.gross < most.gross ? share : most;
}

enum crm_status
bill_less_retained(struct bill *b, const struct bill_group *g, int64_t returned,
    int64_t gross, struct crm_value *out, struct crm_err *err)
{
	struct bill_events events;
	struct money now;
	int64_t off;
	enum crm_status st = bill_retained(b, false, &now, err);

	*out = CRM_VALUE_NULL;
	if (st != CRM_OK || now.gross <= 0)
		return st;
	st = bill_events(b->s, b->order, 0, &b->a, &events, err);
	if (st != CRM_OK)
		return st;
	off = now.gross - bill_to_retain(b, g, &events, returned).gross;
	if (off > gross)
		off = gross;
	*out = crm_value_int(off > 0 ? off : 0);
	return CRM_OK;
}
