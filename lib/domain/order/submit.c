/*
 * A draft becomes a document with a number.  Where that is undone the order is
 * cancelled and keeps its number: one that is missing would have to be explained.
 */
#include "order.h"

#include <crm/domain/approval.h>
#include <crm/domain/numbering.h>
#include <crm/store/log.h>

static const char prefix[] = "SO";

const struct crm_consent order_consent = {
	.waits = "submitted", .agreed = "approved", .back = "draft"
};

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

	crm_record_set(patch, field_of(e, "status"),
	    crm_value_text(crm_text_of(order_consent.waits)));
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

static enum crm_status
set_status(struct crm_store *s, const struct crm_entity *e, int64_t id,
    const char *status, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record patch;
	enum crm_action done;
	enum crm_status st;

	crm_record_init(&patch, e, &a);
	patch.id = id;
	crm_record_set(
	    &patch, field_of(e, "status"), crm_value_text(crm_text_of(status)));
	st = crm_update(s, &patch, &done, err);
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_order_submit(
    struct crm_store *s, int64_t id, enum crm_action *done, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "order");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record now, patch;
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
	    (st = crm_consent_ask(s, e, id, &asked, err)) == CRM_OK && !asked)
		st = set_status(s, e, id, order_consent.agreed, err);
out:
	crm_arena_free(&a);
	return st;
}

/* Whether what waits for consent is another order now. */
static bool
is_edited(const struct crm_saving *w)
{
	const struct crm_entity *e = w->new->entity;
	size_t i;

	if (w->old == NULL || w->import || w->undo ||
	    !crm_text_is(text_of(w->new, "status"), order_consent.waits) ||
	    differs(w->old, w->new, "status"))
		return false;
	for (i = 0; i < e->n; i++)
		if ((e->field[i]->flags &
			(CRM_F_SYSTEM | CRM_F_DERIVED | CRM_F_EXT)) == 0 &&
		    e->field[i]->type != CRM_T_NOTE &&
		    e->field[i]->type != CRM_T_TAGS &&
		    !crm_value_eq(w->old->v[i], w->new->v[i]))
			return true;
	return false;
}

/* An import brings numbers too; an edit takes an order out of review. */
enum crm_status
order_saved(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_entity *e = w->new->entity;
	enum crm_status st = CRM_OK;

	if (w->old == NULL || differs(w->old, w->new, "number"))
		st = crm_number_seen(
		    w->store, prefix, text_of(w->new, "number"), err);
	if (st != CRM_OK || !is_edited(w))
		return st;
	st = crm_consent_stale(w->store, e, w->new->id, err);
	return st == CRM_OK
	    ? set_status(w->store, e, w->new->id, order_consent.back, err)
	    : st;
}

enum crm_status
order_undo(
    const struct crm_undoing *u, enum crm_undo_way *way, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	bool given = false;

	if (!u->born && text_of(u->now, "number").n > 0)
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
