/*
 * What red letters took back and credited, beside what came back or became less: an order
 * that becomes less is credited once, whichever of the two is first.
 */
#include "billing.h"

#include <crm/model/charged.h>

/* ---- of a contract: what is not to be paid of it any more ---- */

static enum crm_status
red_of_contract(struct bill *b, struct money *out, struct crm_err *err)
{
	const struct crm_value contract = crm_value_int(b->contract);
	const struct crm_value v[] = { contract, contract, contract,
		crm_value_int(b->red) };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = crm_sql(b->s,
	    "SELECT -i.\"gross\" - coalesce((SELECT CAST(sum(p.\"amount\") "
	    "AS BIGINT) FROM payment p WHERE p.\"invoice\" = i.\"id\" "
	    "AND p.\"contract\" = ? AND p.\"less\" = 1 "
	    "AND p.\"void_on\" IS NULL AND p.\"deleted\" IS NULL), 0), "
	    "-i.\"net\" - coalesce((SELECT CAST(sum(coalesce(p.\"net\", "
	    "p.\"amount\")) AS BIGINT) FROM payment p "
	    "WHERE p.\"invoice\" = i.\"id\" AND p.\"contract\" = ? "
	    "AND p.\"less\" = 1 AND p.\"void_on\" IS NULL "
	    "AND p.\"deleted\" IS NULL), 0) FROM invoice i "
	    "WHERE i.\"contract\" = ? AND i.\"order\" IS NULL AND " CRM_SQL_IS_CREDITED_LETTER(
		"i") " AND i.\"red_reason\" IN ('wrong', 'service_ended', "
		     "'returned') AND i.\"id\" <> ?",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		*out = bill_plus(*out,
		    (struct money){ crm_col_int(q, 0), crm_col_int(q, 1) });
	return st;
}

/* ---- of an order: what its goods are not to be paid any more ---- */

/* What letters credited of a line before it became less. */
static struct money
ahead_of(const struct bill_gone *g)
{
	return bill_plus(bill_plus(g->ended, g->other), g->ahead);
}

/* But for the letter that has just been issued. */
enum crm_status
bill_red(struct bill *b, struct money *out, struct crm_err *err)
{
	struct bill_events events;
	struct bill_gone g;
	enum crm_status st;
	size_t i;

	*out = (struct money){ 0, 0 };
	if (b->order == 0)
		return red_of_contract(b, out, err);
	st = bill_events(b->s, b->order, b->red, &b->a, &events, err);
	for (i = 0; i < b->n && st == CRM_OK; i++) {
		if (b->line[i].form == FORM_SUBSCRIPTION)
			continue;
		g = bill_gone_of(&events, b->line[i].id, 0);
		*out = bill_plus(*out, ahead_of(&g));
	}
	return st;
}

/* ---- a letter that has just been issued ---- */

enum crm_status
crm_freed(struct crm_store *s, const struct crm_entity *e, int64_t id,
    int64_t red, int64_t *gross, int64_t *net, struct crm_err *err)
{
	struct bill b;
	bool there;
	enum crm_status st = bill_open(&b, s, e, id, &there, err);

	b.red = red;
	if (st == CRM_OK && there)
		st = b.order != 0 ? bill_reach_order(&b, err)
				  : bill_reach_contract(&b, err);
	*gross = b.credited.gross;
	*net = b.credited.net;
	crm_arena_free(&b.a);
	return st;
}
