/*
 * A draft becomes a document with a number.  Where that is undone the order is
 * cancelled and keeps its number: one that is missing would have to be explained.
 */
#include "order.h"

#include <crm/domain/approval.h>
#include <crm/domain/line.h>
#include <crm/domain/numbering.h>
#include <crm/store/log.h>

static const char prefix[] = "SO";

const struct crm_consent order_consent = { .waits = "submitted",
	.agreed = "approved",
	.back = "draft",
	.dropped = "cancelled",
	.submit = crm_order_submit };

static enum crm_status
fill(struct crm_store *s, const struct crm_record *now,
    struct crm_record *patch, struct crm_arena *a, struct crm_err *err)
{
	const struct crm_entity *e = now->entity;
	const struct crm_value *seller = value_of(now, "seller");
	const struct crm_value *day = value_of(now, "ordered_on");
	struct crm_numbering n = { .prefix = prefix,
		.seller = seller->kind == CRM_INT ? seller->i : 0,
		.day = day->i };
	struct crm_text number;
	enum crm_status st;

	if (day->kind != CRM_INT) {
		if ((st = crm_document_day(s, &n.day, err)) != CRM_OK)
			return st;
		crm_record_set(
		    patch, field_of(e, "ordered_on"), crm_value_int(n.day));
	}
	if (text_of(now, "number").n > 0)
		return CRM_OK;
	st = crm_number_next(s, &n, a, &number, err);
	if (st == CRM_OK)
		crm_record_set(
		    patch, field_of(e, "number"), crm_value_text(number));
	return st;
}

enum crm_status
crm_order_submit(
    struct crm_store *s, int64_t id, enum crm_action *done, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "order");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record now, patch;
	struct crm_text why;
	enum crm_status st;
	bool asked;

	if ((st = crm_lock(s, e, id, err)) != CRM_OK ||
	    (st = crm_load(s, e, id, &a, &now, err)) != CRM_OK)
		goto out;
	if (!crm_text_is(text_of(&now, "status"), "draft")) {
		st = crm_fail_record(err, CRM_RULE,
		    "%s is %.*s; a draft is submitted", typed_id(&a, e, id),
		    (int)text_of(&now, "status").n, text_of(&now, "status").p);
		goto out;
	}
	crm_record_init(&patch, e, &a);
	patch.id = id;
	if ((st = fill(s, &now, &patch, &a, err)) == CRM_OK &&
	    (st = crm_update(s, &patch, done, err)) == CRM_OK &&
	    (st = crm_discount_authority(s, &now, &a, &why, err)) == CRM_OK &&
	    (st = crm_consent_submit(s, e, id, why, &asked, err)) == CRM_OK)
		*done = CRM_ACT_UPDATED;
out:
	crm_arena_free(&a);
	return st;
}

/* An import brings numbers too; an edit takes an order out of review. */
enum crm_status
order_saved(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	if (w->old == NULL || differs(w->old, w->new, "number"))
		st = crm_number_seen(
		    w->store, prefix, text_of(w->new, "number"), err);
	if (st == CRM_OK)
		st = order_lines_saved(w, err);
	return st == CRM_OK ? crm_consent_saved(w, err) : st;
}

enum crm_status
order_undo(
    const struct crm_undoing *u, enum crm_undo_way *way, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	bool given = false;

	if (!u->born && crm_number_ours(prefix, text_of(u->now, "number")))
		st = crm_log_gave(
		    u->store, u->now, "number", u->batch, &given, err);
	*way = given ? CRM_UNDO_VOIDED : CRM_UNDO_BACK;
	return st;
}

enum crm_status
order_reverse(
    const struct crm_undoing *u, enum crm_undo_way way, struct crm_err *err)
{
	const struct crm_entity *e = u->now->entity;
	struct crm_record patch;
	enum crm_action done;

	(void)way;
	crm_record_init(&patch, e, u->arena);
	patch.id = u->now->id;
	crm_record_set(&patch, field_of(e, "status"),
	    crm_value_text(CRM_TEXT("cancelled")));
	return crm_update(u->store, &patch, &done, err);
}
