/*
 * A draft becomes a document with a number.  Where that is undone the order is
 * cancelled and keeps its number: one that is missing would have to be explained.
 */
#include "order.h"

#include "domain/document/numbered.h"
#include "domain/document/submit.h"

#include <crm/domain/approval.h>
#include <crm/domain/numbering.h>
#include <crm/store/log.h>

const char order_prefix[] = "SO";

static enum crm_status
judge(struct crm_store *s, const struct crm_record *r, struct crm_arena *a,
    struct crm_text *why, struct crm_err *err)
{
	return document_judge(s, &order_lines_kind, r, a, why, err);
}

const struct crm_consent order_consent = { .waits = "submitted",
	.agreed = "approved",
	.back = "draft",
	.judge = judge,
	.dropped = "cancelled",
	.submit = crm_order_submit };

/* An import brings numbers too; an edit takes an order out of review. */
enum crm_status
order_saved(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = document_number_saved(w, order_prefix, err);

	if (st == CRM_OK)
		st = order_lines_saved(w, err);
	return st == CRM_OK ? crm_consent_saved(w, err) : st;
}

/* Under goods that have left since nobody takes the confirmation away. */
static enum crm_status
check_gone(const struct crm_undoing *u, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(u->now->id),
		crm_value_int(u->born_in) };
	bool moved = false;
	struct crm_value n = CRM_VALUE_NULL;
	enum crm_status st = CRM_OK;

	if (!u->born &&
	    (crm_text_is(text_of(u->now, "status"), "confirmed") ||
		crm_text_is(text_of(u->now, "status"), "closed")))
		st = crm_log_moved(
		    u->store, u->now, "status", u->batch, &moved, err);
	if (st == CRM_OK && moved)
		st = crm_get_int(u->store,
		    "SELECT min(\"id\") FROM delivery WHERE \"order\" = ? "
		    "AND \"status\" = 'shipped' AND \"born\" > ? "
		    "AND \"deleted\" IS NULL",
		    v, COUNT(v), &n, err);
	return st == CRM_OK && n.kind == CRM_INT
	    ? crm_fail(err, CRM_RULE, "has left with %s since",
		  typed_id(u->arena,
		      crm_dict_find(crm_store_dict(u->store), "delivery"), n.i))
	    : st;
}

enum crm_status
order_undo(
    const struct crm_undoing *u, enum crm_undo_way *way, struct crm_err *err)
{
	enum crm_status st = document_number_undo(
	    u, order_prefix, &order_lines_kind, way, err);

	if (st == CRM_OK && *way == CRM_UNDO_VOIDED &&
	    value_of(u->now, "confirmed_at")->kind != CRM_NULL)
		return crm_fail(err, CRM_RULE, "was confirmed since");
	if (st != CRM_OK || *way != CRM_UNDO_BACK)
		return st;
	if ((st = check_gone(u, err)) != CRM_OK)
		return st;
	return document_undo_agreed(u, err);
}

enum crm_status
order_reverse(
    const struct crm_undoing *u, enum crm_undo_way way, struct crm_err *err)
{
	(void)way;
	return document_void(u, "cancelled", err);
}
