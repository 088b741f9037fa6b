/*
 * A draft becomes a document with a number.  Where that is undone the order is
 * cancelled and keeps its number: one that is missing would have to be explained.
 */
#include "order.h"

#include "domain/document/numbered.h"
#include "domain/document/submit.h"

#include <crm/domain/approval.h>
#include <crm/domain/numbering.h>

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

enum crm_status
order_undo(
    const struct crm_undoing *u, enum crm_undo_way *way, struct crm_err *err)
{
	enum crm_status st = document_number_undo(
	    u, order_prefix, &order_lines_kind, way, err);

	if (st == CRM_OK && *way == CRM_UNDO_VOIDED &&
	    value_of(u->now, "confirmed_at")->kind != CRM_NULL)
		return crm_fail(err, CRM_RULE, "was confirmed since");
	return st == CRM_OK && *way == CRM_UNDO_BACK
	    ? document_undo_agreed(u, order_agreed, err)
	    : st;
}

enum crm_status
order_reverse(
    const struct crm_undoing *u, enum crm_undo_way way, struct crm_err *err)
{
	(void)way;
	return document_void(u, "cancelled", err);
}
