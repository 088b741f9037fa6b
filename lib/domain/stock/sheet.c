/*
 * What may be written of counts and their sheets: nothing that whoever agreed to the
 * differences has not seen.
 */
#include "stock.h"

#include <crm/domain/approval.h>

const struct crm_consent count_consent = {
	.waits = "submitted",
	.agreed = "approved",
	.back = "open",
	.dropped = "cancelled",
};

bool
count_is_in(const struct crm_record *count, const char *status)
{
	return crm_text_is(text_of(count, "status"), status);
}

bool
count_is_open(const struct crm_record *count)
{
	return count_is_in(count, "open");
}

enum crm_status
count_not_open(
    const struct crm_record *count, struct crm_arena *a, struct crm_err *err)
{
	const char *id = typed_id(a, count->entity, count->id);

	if (count_is_in(count, count_consent.waits))
		return crm_fail_record(err, CRM_RULE,
		    "%s waits for approval; see crm-admin approval list, and "
		    "revoke there what is to be counted again",
		    id);
	if (count_is_in(count, count_consent.agreed))
		return crm_fail_record(err, CRM_RULE,
		    "%s is approved as it is; book it with: crm-stock count "
		    "post %s",
		    id, id);
	return crm_fail_record(err, CRM_RULE,
	    "%s is %s; open another with: "
	    "crm-stock count open",
	    id, text_dup(a, word_of(count, "status")));
}

/* Whether it waits for approval or has it. */
static bool
is_asked_for(const struct crm_record *count)
{
	return count_is_in(count, count_consent.waits) ||
	    count_is_in(count, count_consent.agreed);
}

/* Whether somebody writes of a count what only those who are asked may say. */
static bool
is_passed_by(const struct crm_saving *w)
{
	if (w->undo)
		return false;
	return w->old == NULL
	    ? is_asked_for(w->new)
	    : w->import && differs(w->old, w->new, "status") &&
		(is_asked_for(w->old) || is_asked_for(w->new));
}

/* Whether it is one of those whose differences are still to be booked. */
static bool
is_pending(const struct crm_record *count)
{
	return count_is_open(count) || is_asked_for(count);
}

/* The frozen quantities are of its warehouse, and its day is that of the moves.
 * What is over comes back, by an undo, only where nobody counts the same anew.
 * None is born approved, from no file either: posting asks who agrees. */
enum crm_status
count_save(const struct crm_saving *w, struct crm_err *err)
{
	static const struct reached_by reached[] = {
		{ "posted", "crm-stock count post" },
		{ "cancelled", "crm-stock count cancel" }, { NULL, NULL }
	};
	enum crm_status st;

	if ((st = check_reached(w, reached, err)) != CRM_OK)
		return st;
	if (is_passed_by(w))
		return crm_fail_field(err, CRM_RULE, "status",
		    "comes from posting, which asks who agrees; leave it "
		    "open, and: crm-stock count post");
	if (w->old == NULL || comes_back(w->old, w->new))
		return CRM_OK;
	if (is_pending(w->new) && !is_pending(w->old))
		return counted_once_all(w->store, w->new, w->arena, err);
	if (differs(w->old, w->new, "warehouse"))
		return crm_fail_field(err, CRM_RULE, "warehouse",
		    "is what was frozen; cancel this count and open another");
	return differs(w->old, w->new, "frozen_on") && !count_is_open(w->old)
	    ? count_not_open(w->old, w->arena, err)
	    : CRM_OK;
}

enum crm_status
count_hide(const struct crm_saving *w, struct crm_err *err)
{
	return is_asked_for(w->new) ? count_not_open(w->new, w->arena, err)
				    : CRM_OK;
}

/* The sheet that a line is or was of stays once it waits, is agreed to or is booked.
 * What a file has of counts that are over is history. */
static enum crm_status
sheet_is_open(const struct crm_saving *w, const struct crm_record *line,
    struct crm_record *count, struct crm_err *err)
{
	enum crm_status st = crm_load(w->store,
	    crm_dict_find(crm_store_dict(w->store), "count"),
	    value_of(line, "count")->i, w->arena, count, err);

	if (st != CRM_OK || count_is_open(count) ||
	    (w->import && w->old == NULL && !is_asked_for(count)))
		return st;
	return count_is_in(count, "posted")
	    ? crm_fail_record(err, CRM_RULE,
		  "%s is posted; what is amiss now is the next count's",
		  typed_id(w->arena, count->entity, count->id))
	    : count_not_open(count, w->arena, err);
}

/* Whether it says something else than before, or of another sheet. */
static bool
says_other(const struct crm_saving *w)
{
	static const char *const said[] = { "count", "product", "lot",
		"counted", "price" };
	size_t i;

	if (w->old == NULL || comes_back(w->old, w->new))
		return true;
	for (i = 0; i < COUNT(said); i++)
		if (differs(w->old, w->new, said[i]))
			return true;
	return false;
}

/* Whether it is new on its sheet, or of other goods than it was. */
static bool
is_of_other(const struct crm_saving *w)
{
	return value_of(w->new, "product")->kind == CRM_INT &&
	    (w->old == NULL || comes_back(w->old, w->new) ||
		differs(w->old, w->new, "count") ||
		differs(w->old, w->new, "product") ||
		differs(w->old, w->new, "lot"));
}

enum crm_status
count_line_save(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *counted = value_of(w->new, "counted");
	struct crm_record count;
	enum crm_status st;

	if (counted->kind == CRM_INT && counted->i < 0)
		return crm_fail_field(
		    err, CRM_INVALID, "counted", "is at least zero");
	if ((st = check_at_least(w->new, "price", 0, err)) != CRM_OK)
		return st;
	/* Without its count it is refused by the write path. */
	if (value_of(w->new, "count")->kind != CRM_INT || !says_other(w))
		return CRM_OK;
	if (w->old != NULL)
		st = sheet_is_open(w, w->old, &count, err);
	if (st == CRM_OK)
		st = sheet_is_open(w, w->new, &count, err);
	return st == CRM_OK && is_pending(&count) && is_of_other(w)
	    ? counted_once(w->store, &count, w->new, w->arena, err)
	    : st;
}

enum crm_status
count_line_hide(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_record count;

	return sheet_is_open(w, w->new, &count, err);
}
