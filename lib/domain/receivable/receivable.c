/* Receivables: what books them, and from when they are due. */
#include "ledger.h"

#include <crm/domain/contract.h>
#include <crm/domain/period.h>

static const char *const fixed[] = { "customer", "currency", "amount", "rate",
	"amount_base", "net", "booked_on", "seller", NULL };

/* By which days it is earned, and was to be. */
static const char *const served[] = { "from", "until", "first_until", NULL };

const struct owed_kind receivable_kind = {
	.left = "open",
	.left_base = "open_base",
	.day = "booked_on",
	.fixed = fixed,
	.served = served,
};

static void
set_day(struct crm_record *r, const char *field, int64_t day)
{
	crm_record_set(r, field_of(r->entity, field), crm_value_int(day));
}

/* Whether something else has to come before a receivable of this form is booked. */
static bool
waits(struct crm_text form)
{
	static const char *const forms[] = { "signing", "instalment",
		"confirmation", "delivery", "milestone", "subscription",
		"deposit", "retention" };
	size_t i;

	for (i = 0; i < COUNT(forms); i++)
		if (crm_text_is(form, forms[i]))
			return true;
	return false;
}

/* What a file brings without a day was booked by now, and not behind its due date. */
static void
fill_days(const struct crm_saving *w)
{
	const struct crm_value *due = value_of(w->new, "due_on");
	int64_t day = crm_store_clock(w->store)->today;

	if (w->old == NULL && w->import &&
	    value_of(w->new, "booked_on")->kind == CRM_NULL &&
	    !crm_text_is(text_of(w->new, "state_before"), "planned") &&
	    !waits(text_of(w->new, "form")))
		set_day(w->new, "booked_on",
		    due->kind == CRM_INT && due->i < day ? due->i : day);
	/* What nobody gave time for is due at once. */
	if (value_of(w->new, "due_on")->kind == CRM_NULL &&
	    value_of(w->new, "booked_on")->kind == CRM_INT)
		set_day(w->new, "due_on", value_of(w->new, "booked_on")->i);
}

/* What a file says became of it elsewhere. */
static void
take_state(const struct crm_saving *w)
{
	struct crm_text state = text_of(w->new, "state_before");
	struct crm_value *booked = value_of(w->new, "booked_on");
	int64_t today = crm_store_clock(w->store)->today;

	if (w->old != NULL || !w->import)
		return;
	if (crm_text_is(state, "planned") && booked->kind == CRM_INT &&
	    booked->i <= today)
		*booked = CRM_VALUE_NULL;
	else if (crm_text_is(state, "void"))
		set_day(w->new, "void_on",
		    booked->kind == CRM_INT && booked->i < today ? booked->i
								 : today);
	else if (crm_text_is(state, "settled") &&
	    value_of(w->new, "open")->kind == CRM_NULL)
		crm_record_set(
		    w->new, field_of(w->new->entity, "open"), crm_value_int(0));
}

/* What others charge has the steps of its terms. */
static enum crm_status
check_early(const struct crm_saving *w, struct crm_err *err)
{
	if (w->import || text_of(w->new, "form").n > 0 ||
	    (w->old != NULL && !differs(w->old, w->new, "early")))
		return CRM_OK;
	return early_check(text_of(w->new, "early"), err);
}

/* ---- disputes ---- */

static const struct crm_value *
was(const struct crm_saving *w, const char *field)
{
	static const struct crm_value none = { .kind = CRM_NULL };

	return w->old != NULL ? value_of(w->old, field) : &none;
}

/* The day on which a dispute begins or ends, where that is said anew or, `taken_back`,
 * no more. */
static enum crm_status
check_dispute_day(const struct crm_saving *w, const char *field,
    bool taken_back, struct crm_err *err)
{
	const struct crm_value *seller = value_of(w->new, "seller");
	const struct crm_value *old = was(w, field);
	const struct crm_value *day = value_of(w->new, field);
	enum crm_status st;

	if (day->kind == old->kind &&
	    (day->kind != CRM_INT || day->i == old->i))
		return CRM_OK;
	if (day->kind != CRM_INT)
		day = taken_back ? old : day;
	if (day->kind != CRM_INT)
		return CRM_OK;
	st = crm_period_check_seller(w->store, "receivable",
	    seller->kind == CRM_INT ? seller->i : 0, day->i, err);
	if (st == CRM_RULE)
		crm_err_in_field(err, field);
	return st;
}

/* What was disputed on a day that is closed stays so.  The last dispute alone is kept:
 * what begins anew forgets when the one before it ended. */
static enum crm_status
check_dispute(const struct crm_saving *w, struct crm_err *err)
{
	bool anew = w->old != NULL && differs(w->old, w->new, "disputed_on");
	enum crm_status st = check_dispute_day(w, "disputed_on", true, err);

	return st == CRM_OK ? check_dispute_day(w, "resolved_on", !anew, err)
			    : st;
}

enum crm_status
receivable_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = check_dispute(w, err);

	if (st != CRM_OK)
		return st;

	if (!is_no_edit(w) && !(w->old != NULL && side_writes(w->store))) {
		fill_days(w);
		take_state(w);
		if ((st = receivable_by_hand(w, err)) != CRM_OK ||
		    (st = part_save(w, err)) != CRM_OK ||
		    (st = owed_check_net(w, err)) != CRM_OK ||
		    (st = check_early(w, err)) != CRM_OK)
			return st;
	}
	if (!side_writes(w->store) &&
	    (st = crm_contract_hangs(w, err)) != CRM_OK)
		return st;
	return owed_save(&receivable_kind, w, err);
}

enum crm_status
receivable_saved(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st;

	if (!side_writes(w->store))
		queue_stale(w->store);
	if ((st = part_saved(w, err)) != CRM_OK)
		return st;
	return owed_saved(&receivable_kind, w, err);
}

enum crm_status
receivable_hide(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = part_hide(w, err);

	queue_stale(w->store);
	return st == CRM_OK ? owed_hide(&receivable_kind, w, err) : st;
}

enum crm_status
receivable_undo(
    const struct crm_undoing *u, enum crm_undo_way *way, struct crm_err *err)
{
	return owed_undo(&receivable_kind, u, way, err);
}

enum crm_status
receivable_reverse(
    const struct crm_undoing *u, enum crm_undo_way way, struct crm_err *err)
{
	return owed_reverse(&receivable_kind, u, way, err);
}

enum crm_status
crm_receivable_void(struct crm_store *s, int64_t receivable, int64_t day,
    enum crm_action *done, struct crm_err *err)
{
	return owed_void(s, &receivable_kind, receivable, day, done, err);
}
