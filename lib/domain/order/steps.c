/* The steps of an order: a table of what leads where, and what goes with each. */
#include "order.h"

#include "domain/document/submit.h"

#include <crm/domain/contract.h>
#include <crm/domain/right.h>

static const struct crm_order_move *
said(const struct stepping *v)
{
	return v->how;
}

/* Why it was amended stays with it while it is agreed to anew. */
static enum crm_status
say(struct stepping *v, struct crm_err *err)
{
	(void)err;
	if (said(v)->step != CRM_ORDER_SUBMIT)
		step_set(v, "status_reason", crm_value_text(said(v)->reason));
	return CRM_OK;
}

/* ---- what must hold ---- */

/* Credit is asked at every way into confirmed. */
static enum crm_status
check_credit(struct stepping *v, struct crm_err *err)
{
	enum crm_status st;

	if (!said(v)->override)
		return order_credit_check(v->s, &v->now, err);
	if ((st = crm_right_check(v->s, "credit", 0, err)) != CRM_OK)
		return st;
	return said(v)->reason.n > 0
	    ? CRM_OK
	    : crm_fail_field(err, CRM_RULE, "reason",
		  "is needed where the credit limit is overridden");
}

static enum crm_status
check_unshipped(struct stepping *v, struct crm_err *err)
{
	enum crm_status st;
	bool shipped;

	st = order_has_shipped(v->s, v->now.id, &shipped, err);
	if (st != CRM_OK || !shipped)
		return st;
	return crm_text_is(text_of(&v->now, "status"), "draft")
	    ? crm_fail_record(err, CRM_RULE,
		  "goods of %s have left: crm-order withdraw %s gives up what "
		  "was amended, then crm-order close %s rest=yes cancels the "
		  "remainder",
		  v->id, v->id, v->id)
	    : crm_fail_record(err, CRM_RULE,
		  "goods of %s have left: crm-order close %s rest=yes cancels "
		  "the remainder, crm-order order-line return takes them back",
		  v->id, v->id);
}

/* Of each line what was not shipped is cancelled; without being told so an order
 * that has such lines is not closed. */
static enum crm_status
close_lines(struct stepping *v, struct crm_err *err)
{
	struct order_line *l;
	enum crm_status st;
	size_t i, n;

	st = order_lines(v->s, &v->now, 0, &v->a, &l, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++) {
		int64_t left = l[i].wanted - l[i].shipped;

		if (left <= 0)
			continue;
		if (!said(v)->rest)
			return crm_fail_record(err, CRM_RULE,
			    "%s of %s are not shipped; rest=yes cancels what "
			    "is left of %s",
			    quantity_dup(&v->a, left),
			    order_line_id(v->s, &v->a, l[i].id), v->id);
		st = order_put(v->s, "order-line", l[i].id, "cancelled",
		    crm_value_int(l[i].quantity - l[i].shipped), err);
	}
	return st;
}

static enum crm_status
reopen_lines(struct stepping *v, struct crm_err *err)
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
set_confirmed(struct stepping *v)
{
	if (value_of(&v->now, "confirmed_at")->kind == CRM_NULL)
		step_set(v, "confirmed_at",
		    crm_value_int(crm_store_clock(v->s)->now));
}

static void
set_over(struct stepping *v)
{
	step_set(v, "closed_on", crm_value_int(crm_store_clock(v->s)->today));
}

static enum crm_status
prepare_confirm(struct stepping *v, struct crm_err *err)
{
	enum crm_status st = document_for(v, err);

	if (st == CRM_OK)
		st = document_offers(v, &order_lines_kind, err);
	if (st == CRM_OK)
		st = crm_contract_binds(v->s, &v->now, err);
	if (st == CRM_OK)
		st = crm_contract_covers(v->s, &v->now, err);
	set_confirmed(v);
	order_keep_form(v);
	return st == CRM_OK ? check_credit(v, err) : st;
}

static enum crm_status
prepare_reopen(struct stepping *v, struct crm_err *err)
{
	enum crm_status st;

	step_set(v, "closed_on", CRM_VALUE_NULL);
	set_confirmed(v);
	st = crm_contract_lives(v->s, &v->now, err);
	if (st == CRM_OK)
		st = reopen_lines(v, err);
	if (st == CRM_OK)
		st = crm_contract_covers(v->s, &v->now, err);
	return st == CRM_OK ? check_credit(v, err) : st;
}

static enum crm_status
prepare_cancel(struct stepping *v, struct crm_err *err)
{
	set_over(v);
	return check_unshipped(v, err);
}

/* One that was amended behind goods that have left, and is not to be confirmed any
 * more; whoever must agree to what it says of those has agreed. */
static enum crm_status
check_begun(struct stepping *v, struct crm_err *err)
{
	struct crm_text status = text_of(&v->now, "status");
	struct crm_text word = word_of(&v->now, "status");
	enum crm_status st;
	bool shipped;

	if (!crm_text_is(status, "submitted") &&
	    !crm_text_is(status, "approved"))
		return CRM_OK;
	st = order_has_shipped(v->s, v->now.id, &shipped, err);
	return st != CRM_OK || shipped
	    ? st
	    : crm_fail_record(err, CRM_RULE,
		  "%s is %.*s, and nothing of it has left: crm-order cancel "
		  "%s",
		  v->id, (int)word.n, word.p, v->id);
}

static enum crm_status
prepare_close(struct stepping *v, struct crm_err *err)
{
	enum crm_status st = check_begun(v, err);

	set_over(v);
	return st == CRM_OK ? close_lines(v, err) : st;
}

static enum crm_status
prepare_amend(struct stepping *v, struct crm_err *err)
{
	const struct crm_value *revision = value_of(&v->now, "revision");

	(void)err;
	step_set(v, "revision",
	    crm_value_int(revision->kind == CRM_INT ? revision->i + 1 : 1));
	return CRM_OK;
}

static enum crm_status
prepare_submit(struct stepping *v, struct crm_err *err)
{
	enum crm_status st = document_offers(v, &order_lines_kind, err);

	/* What was confirmed before has to be closed, which follows this. */
	if (st == CRM_OK && value_of(&v->now, "confirmed_at")->kind == CRM_NULL)
		st = crm_contract_lives(v->s, &v->now, err);
	if (st == CRM_OK && value_of(&v->now, "confirmed_at")->kind == CRM_NULL)
		st = crm_contract_covers(v->s, &v->now, err);
	if (st != CRM_OK)
		return st;
	return document_number(v, order_prefix, "ordered_on", err);
}

static enum crm_status
ask(struct stepping *v, struct crm_err *err)
{
	return document_ask(v, &order_lines_kind, err);
}

/* From where its goods leave may be said with the step: it is no edit of what was
 * agreed to. */
static enum crm_status
take_warehouse(struct stepping *v, struct crm_err *err)
{
	const struct crm_value from = crm_value_int(said(v)->warehouse);
	enum crm_status st;

	if (from.i == 0)
		return CRM_OK;
	st = order_put(v->s, "order", v->now.id, "warehouse", from, err);
	return st == CRM_OK
	    ? crm_load(v->s, v->e, v->now.id, &v->a, &v->now, err)
	    : st;
}

static enum crm_status
reserve(struct stepping *v, struct crm_err *err)
{
	enum crm_status st = take_warehouse(v, err);

	if (st != CRM_OK)
		return st;
	return order_reserve(v->s, &v->now, err);
}

static enum crm_status
release(struct stepping *v, struct crm_err *err)
{
	return order_release(v->s, &v->now, err);
}

static enum crm_status
prepare_withdraw(struct stepping *v, struct crm_err *err)
{
	int64_t batch;

	return order_amended_in(v->s, &v->now, &batch, err);
}

/* What was confirmed is so again, by the gate of all ways there. */
static enum crm_status
withdraw(struct stepping *v, struct crm_err *err)
{
	enum crm_status st = order_as_before(v->s, &v->now, err);

	*v->done = CRM_ACT_UPDATED;
	if (st == CRM_OK)
		st = crm_load(v->s, v->e, v->patch.id, &v->a, &v->now, err);
	if (st != CRM_OK ||
	    !crm_text_is(text_of(&v->now, "status"), "confirmed"))
		return st;
	st = check_credit(v, err);
	return st == CRM_OK ? order_reserve(v->s, &v->now, err) : st;
}

/* ---- the table ---- */

/* Goods stay held while an order is on hold or amended. */
static const struct step table[] = {
	[CRM_ORDER_SUBMIT] = { .from = { "draft", "submitted" },
	    .verb = "submit",
	    .words = N_("a draft is submitted"),
	    .prepare = prepare_submit,
	    .follow = ask },
	[CRM_ORDER_CONFIRM] = { .from = { "approved" },
	    .to = "confirmed",
	    .verb = "confirm",
	    .words = N_("what is approved is confirmed; crm-order submit comes "
			"before"),
	    .prepare = prepare_confirm,
	    .follow = reserve },
	[CRM_ORDER_HOLD] = { .from = { "confirmed" },
	    .to = "on_hold",
	    .verb = "hold",
	    .words = N_("what is confirmed can be put on hold") },
	[CRM_ORDER_RESUME] = { .from = { "on_hold" },
	    .to = "confirmed",
	    .verb = "resume",
	    .words = N_("what is on hold is resumed"),
	    .prepare = check_credit,
	    .follow = reserve },
	[CRM_ORDER_CANCEL] = { .from = { "draft", "submitted", "approved",
				   "confirmed", "on_hold" },
	    .to = "cancelled",
	    .verb = "cancel",
	    .words = N_("what is over stays as it is"),
	    .prepare = prepare_cancel,
	    .follow = release },
	[CRM_ORDER_CLOSE] = { .from = { "submitted", "approved", "confirmed",
				  "on_hold" },
	    .to = "closed",
	    .verb = "close",
	    .words = N_("what is confirmed or on hold is closed; so is what "
			"is submitted again behind goods that have left"),
	    .prepare = prepare_close,
	    .follow = release },
	[CRM_ORDER_REOPEN] = { .from = { "closed" },
	    .to = "confirmed",
	    .verb = "reopen",
	    .words = N_("what is closed is reopened"),
	    .prepare = prepare_reopen,
	    .follow = reserve },
	[CRM_ORDER_AMEND] = { .from = { "approved", "confirmed", "on_hold" },
	    .to = "draft",
	    .verb = "amend",
	    .words = N_("what is approved, confirmed or on hold is amended; a "
			"draft is edited as it is"),
	    .prepare = prepare_amend },
	[CRM_ORDER_WITHDRAW] = { .from = { "draft", "submitted", "approved" },
	    .to = "draft",
	    .verb = "withdraw",
	    .words = N_("what was amended, and is not confirmed again, is "
			"withdrawn"),
	    .prepare = prepare_withdraw,
	    .follow = withdraw },
};

const struct steps order_steps = { .entity = "order",
	.step = table,
	.n = COUNT(table),
	.say = say,
	.refuse = document_waits };

enum crm_status
crm_order_move(struct crm_store *s, int64_t id, const struct crm_order_move *m,
    enum crm_action *done, struct crm_err *err)
{
	return step_take(s, &order_steps, m->step, id, m, done, err);
}

enum crm_status
crm_order_submit(
    struct crm_store *s, int64_t id, enum crm_action *done, struct crm_err *err)
{
	const struct crm_order_move m = { .step = CRM_ORDER_SUBMIT };

	return crm_order_move(s, id, &m, done, err);
}
