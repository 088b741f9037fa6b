/* The steps of an order: a table of what leads where, and what goes with each. */
#include "order.h"

#include <crm/domain/right.h>

#include <string.h>

enum { STATES_MAX = 5 };

struct step {
	const char *from[STATES_MAX]; /* ends with NULL */
	const char *to;
	const char *verb, *words; /* for messages */
};

static const struct step steps[] = {
	[CRM_ORDER_CONFIRM] = { { "approved" }, "confirmed", "confirm",
	    N_("what is approved is confirmed; crm-order submit comes before") },
	[CRM_ORDER_HOLD] = { { "confirmed" }, "on_hold", "hold",
	    N_("what is confirmed can be put on hold") },
	[CRM_ORDER_RESUME] = { { "on_hold" }, "confirmed", "resume",
	    N_("what is on hold is resumed") },
	[CRM_ORDER_CANCEL] = { { "draft", "submitted", "approved", "confirmed",
				   "on_hold" },
	    "cancelled", "cancel", N_("what is over stays as it is") },
	[CRM_ORDER_CLOSE] = { { "confirmed", "on_hold" }, "closed", "close",
	    N_("what is confirmed or on hold is closed") },
	[CRM_ORDER_REOPEN] = { { "closed" }, "confirmed", "reopen",
	    N_("what is closed is reopened") },
	[CRM_ORDER_AMEND] = { { "approved", "confirmed", "on_hold" }, "draft",
	    "amend",
	    N_("what is approved, confirmed or on hold is amended; a draft is "
	       "edited as it is") },
};

/* A step while it is decided. */
struct moving {
	struct crm_store *s;
	const struct crm_order_move *m;
	const struct step *step;
	const struct crm_entity *e;
	struct crm_arena a;
	struct crm_record now, patch;
	const char *id;
};

static void
set(struct moving *v, const char *field, struct crm_value x)
{
	crm_record_set(&v->patch, field_of(v->e, field), x);
}

static bool
is_from(const struct step *step, struct crm_text state)
{
	size_t i;

	for (i = 0; i < STATES_MAX && step->from[i] != NULL; i++)
		if (crm_text_is(state, step->from[i]))
			return true;
	return false;
}

static enum crm_status
load(struct moving *v, int64_t id, struct crm_err *err)
{
	struct crm_text state;
	enum crm_status st;

	v->e = crm_dict_find(crm_store_dict(v->s), "order");
	v->id = typed_id(&v->a, v->e, id);
	if ((st = crm_lock(v->s, v->e, id, err)) != CRM_OK ||
	    (st = crm_load(v->s, v->e, id, &v->a, &v->now, err)) != CRM_OK)
		return st;
	state = text_of(&v->now, "status");
	if (!is_from(v->step, state))
		return crm_fail_record(err, CRM_RULE, "%s is %.*s; %s", v->id,
		    (int)state.n, state.p, crm_tr(v->step->words));
	crm_record_init(&v->patch, v->e, &v->a);
	v->patch.id = id;
	v->patch.held = CRM_HELD_REFUSED;
	set(v, "status", crm_value_text(crm_text_of(v->step->to)));
	return CRM_OK;
}

/* ---- what must hold ---- */

/* Credit is asked at every way into confirmed. */
static enum crm_status
check_credit(struct moving *v, struct crm_err *err)
{
	enum crm_status st;

	if (!v->m->override)
		return order_credit_check(v->s, &v->now, err);
	if ((st = crm_right_check(v->s, "credit", 0, err)) != CRM_OK)
		return st;
	return v->m->reason.n > 0
	    ? CRM_OK
	    : crm_fail_field(err, CRM_RULE, "reason",
		  "is needed where the credit limit is overridden");
}

static enum crm_status
check_unshipped(struct moving *v, struct crm_err *err)
{
	enum crm_status st;
	bool shipped;

	st = order_has_shipped(v->s, v->now.id, &shipped, err);
	if (st != CRM_OK || !shipped)
		return st;
	return crm_fail_record(err, CRM_RULE,
	    "goods of %s have left: crm-order close %s rest=yes cancels the "
	    "remainder, crm-order order-line return takes them back",
	    v->id, v->id);
}

/* Of each line what was not shipped is cancelled; without being told so an order
 * that has such lines is not closed. */
static enum crm_status
close_lines(struct moving *v, struct crm_err *err)
{
	struct order_line *l;
	enum crm_status st;
	size_t i, n;

	st = order_lines(v->s, &v->now, 0, &v->a, &l, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++) {
		int64_t left = l[i].wanted - l[i].shipped;

		if (left <= 0)
			continue;
		if (!v->m->rest)
			return crm_fail_record(err, CRM_RULE,
			    "%s of %s are not shipped; rest=yes cancels what "
			    "is left of %s",
			    order_quantity(&v->a, left),
			    order_line_id(v->s, &v->a, l[i].id), v->id);
		st = order_put(v->s, "order-line", l[i].id, "cancelled",
		    crm_value_int(l[i].quantity - l[i].shipped), err);
	}
	return st;
}

static enum crm_status
reopen_lines(struct moving *v, struct crm_err *err)
{
	struct order_line *l;
	enum crm_status st;
	size_t i, n;

	st = order_lines(v->s, &v->now, 0, &v->a, &l, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		if (l[i].wanted != l[i].quantity)
			st = order_put(v->s, "order-line", l[i].id, "cancelled",
			    CRM_VALUE_NULL, err);
	return st;
}

/* ---- what a step does beside the state ---- */

static void
set_confirmed(struct moving *v)
{
	if (value_of(&v->now, "confirmed_at")->kind == CRM_NULL)
		set(v, "confirmed_at",
		    crm_value_int(crm_store_clock(v->s)->now));
}

static void
set_over(struct moving *v)
{
	set(v, "closed_on", crm_value_int(crm_store_clock(v->s)->today));
}

static enum crm_status
prepare(struct moving *v, struct crm_err *err)
{
	struct crm_value revision = *value_of(&v->now, "revision");
	enum crm_status st = CRM_OK;

	switch (v->m->step) {
	case CRM_ORDER_CONFIRM:
		set_confirmed(v);
		return check_credit(v, err);
	case CRM_ORDER_RESUME:
		return check_credit(v, err);
	case CRM_ORDER_REOPEN:
		set(v, "closed_on", CRM_VALUE_NULL);
		set_confirmed(v);
		if ((st = reopen_lines(v, err)) == CRM_OK)
			st = check_credit(v, err);
		return st;
	case CRM_ORDER_CANCEL:
		set_over(v);
		return check_unshipped(v, err);
	case CRM_ORDER_CLOSE:
		set_over(v);
		return close_lines(v, err);
	case CRM_ORDER_AMEND:
		set(v, "revision",
		    crm_value_int(
			revision.kind == CRM_INT ? revision.i + 1 : 1));
		return CRM_OK;
	case CRM_ORDER_HOLD:
		break;
	}
	return st;
}

/* Goods stay held while an order is on hold or amended. */
static enum crm_status
follow(struct moving *v, struct crm_err *err)
{
	switch (v->m->step) {
	case CRM_ORDER_CONFIRM:
	case CRM_ORDER_RESUME:
	case CRM_ORDER_REOPEN:
		return order_reserve(v->s, &v->now, err);
	case CRM_ORDER_CANCEL:
	case CRM_ORDER_CLOSE:
		return order_release(v->s, &v->now, err);
	default:
		return CRM_OK;
	}
}

enum crm_status
crm_order_move(struct crm_store *s, int64_t id, const struct crm_order_move *m,
    enum crm_action *done, struct crm_err *err)
{
	struct moving v = {
		.s = s, .m = m, .step = &steps[m->step], .a = CRM_ARENA_INIT
	};
	enum crm_status st;

	*done = CRM_ACT_UNCHANGED;
	if ((st = load(&v, id, err)) != CRM_OK)
		goto out;
	set(&v, "status_reason", crm_value_text(m->reason));
	if ((st = prepare(&v, err)) == CRM_OK &&
	    (st = crm_update(s, &v.patch, done, err)) == CRM_OK &&
	    (st = crm_load(s, v.e, id, &v.a, &v.now, err)) == CRM_OK)
		st = follow(&v, err);
out:
	crm_arena_free(&v.a);
	return st;
}
