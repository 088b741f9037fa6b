/*
 * What may be written of counts and their sheets: nothing that whoever agreed to the
 * differences has not seen.
 */
#include "stock.h"

#include <crm/domain/approval.h>
#include <crm/domain/period.h>

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

/* Nobody has counted what is to come, and what was counted must be able to be booked. */
static enum crm_status
check_day(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *day = value_of(w->new, "frozen_on");

	if (w->import || day->kind != CRM_INT)
		return CRM_OK;
	return day->i > crm_store_clock(w->store)->today
	    ? crm_fail_field(err, CRM_INVALID, "frozen_on",
		  "is a day to come; goods are counted first")
	    : crm_period_check(w->store, "stock", day->i, err);
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
	static const char *const fixed[] = { "warehouse", "frozen_on", NULL };
	const char *const *name;
	enum crm_status st;

	if ((st = check_reached(w, reached, err)) != CRM_OK)
		return st;
	if (is_passed_by(w))
		return crm_fail_field(err, CRM_RULE, "status",
		    "comes from posting, which asks who agrees; leave it "
		    "open, and: crm-stock count post");
	if (w->old == NULL)
		return check_day(w, err);
	if (comes_back(w->old, w->new))
		return CRM_OK;
	if (is_pending(w->new) && !is_pending(w->old))
		return counted_once_all(w->store, w->new, w->arena, err);
	if (differs(w->old, w->new, "frozen_on") && !count_is_open(w->old))
		return count_not_open(w->old, w->arena, err);
	for (name = fixed; *name != NULL; name++)
		if (differs(w->old, w->new, *name))
			return crm_fail_field(err, CRM_RULE, *name,
			    "is what was frozen; cancel this count and open "
			    "another");
	return CRM_OK;
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
count_freeze(struct crm_store *s, const struct level_ask *ask, int64_t *frozen,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "product");
	struct crm_arena a = CRM_ARENA_INIT;
	struct goods g;
	struct level l;
	int64_t now = 0;
	enum crm_status st;

	/* Nothing moves while it is frozen. */
	if ((st = crm_lock(s, e, ask->product, err)) == CRM_OK &&
	    (st = goods_load(s, ask->product, &a, &g, err)) == CRM_OK &&
	    (st = level_load(s, &g, ask->warehouse, &l, err)) == CRM_OK) {
		now = l.pool.on_hand;
		if (ask->lot != 0)
			st = lot_left(s, ask->lot, ask->warehouse, &now, err);
	}
	if (st == CRM_OK)
		st = level_on(s, ask, now, frozen, err);
	crm_arena_free(&a);
	return st;
}

/* What is put on a sheet by hand is held against what there was of it too; of goods
 * that are kept by lots a line is of one. */
static enum crm_status
freeze(const struct crm_saving *w, const struct crm_record *count,
    struct crm_err *err)
{
	const struct crm_value *lot = value_of(w->new, "lot");
	const struct level_ask ask = { value_of(w->new, "product")->i,
		value_of(count, "warehouse")->i,
		lot->kind == CRM_INT ? lot->i : 0,
		value_of(count, "frozen_on")->i };
	struct crm_record named;
	struct goods g;
	enum crm_status st = goods_load(
	    w->store, ask.product, w->arena, &g, err);
	int64_t frozen;

	if (st != CRM_OK || (st = check_stocked(&g, err)) != CRM_OK)
		return st;
	st = lot_of_goods(w->store, &g, w->new, w->arena, &named, err);
	if (st != CRM_OK ||
	    (w->old == NULL && value_of(w->new, "frozen")->kind == CRM_INT))
		return st;
	if ((st = count_freeze(w->store, &ask, &frozen, err)) == CRM_OK)
		crm_record_set(w->new, field_of(w->new->entity, "frozen"),
		    crm_value_int(frozen));
	return st;
}

/* What has more decimals, or is more than the one piece of a serial number, could not be
 * booked. */
static enum crm_status
check_kept(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *counted = value_of(w->new, "counted");
	const struct crm_value *product = value_of(w->new, "product");
	struct goods g;
	enum crm_status st;

	if (w->undo || counted->kind != CRM_INT || product->kind != CRM_INT)
		return CRM_OK;
	st = goods_load(w->store, product->i, w->arena, &g, err);
	if (st == CRM_OK)
		st = check_decimals(&g, "counted", counted->i, err);
	return st != CRM_OK || g.tracking != TRACK_SERIAL ||
		counted->i <= CRM_WHOLE
	    ? st
	    : crm_fail_field(err, CRM_INVALID, "counted",
		  "is %s, and a serial number of %s stands for one piece; what "
		  "else was found is received as its own",
		  quantity_dup(w->arena, counted->i), g.name);
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
	if (st == CRM_OK)
		st = check_kept(w, err);
	if (st != CRM_OK || !is_pending(&count) || !is_of_other(w))
		return st;
	st = counted_once(w->store, &count, w->new, w->arena, err);
	return st != CRM_OK || w->undo ||
		(w->old != NULL && comes_back(w->old, w->new))
	    ? st
	    : freeze(w, &count, err);
}

enum crm_status
count_line_hide(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_record count;

	return sheet_is_open(w, w->new, &count, err);
}
