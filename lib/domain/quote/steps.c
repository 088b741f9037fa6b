/* The steps of a quote: a table of what leads where, and what goes with each. */
#include "quote.h"

#include "domain/document/submit.h"

static enum crm_status
judge(struct crm_store *s, const struct crm_record *r, struct crm_arena *a,
    struct crm_text *why, struct crm_err *err)
{
	return document_judge(s, &quote_lines_kind, r, a, why, err);
}

const struct crm_consent quote_consent = { .waits = "pending",
	.agreed = "approved",
	.back = "draft",
	.judge = judge,
	.dropped = "superseded" };

/* What was said, and what came of it. */
struct taking {
	const struct crm_quote_move *m;
	int64_t *made;
};

/* Where another version took its place. */
static enum crm_status
refuse_replaced(struct stepping *v, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(v->now.id);
	struct crm_value next;
	enum crm_status st;

	st = crm_get_int(v->s,
	    "SELECT max(\"id\") FROM quote WHERE \"previous\" = ? "
	    "AND \"deleted\" IS NULL",
	    &id, 1, &next, err);
	if (st != CRM_OK || next.kind != CRM_INT)
		return st;
	return crm_fail_record(err, CRM_RULE, "%s is superseded by %s", v->id,
	    typed_id(&v->a, v->e, next.i));
}

static enum crm_status
refuse(struct stepping *v, struct crm_err *err)
{
	return crm_text_is(text_of(&v->now, "status"), "superseded")
	    ? refuse_replaced(v, err)
	    : document_waits(v, err);
}

static enum crm_status
say(struct stepping *v, struct crm_err *err)
{
	const struct taking *t = v->how;

	(void)err;
	if (t->m->feedback.n > 0)
		step_set(v, "feedback", crm_value_text(t->m->feedback));
	return CRM_OK;
}

/* ---- submitting ---- */

/* Nobody is asked about what cannot be sent any more.  One without a day gets today's, and
 * is refused by that. */
static enum crm_status
check_not_over(struct stepping *v, struct crm_err *err)
{
	const struct crm_value *until = value_of(&v->now, "valid_until");

	return until->kind != CRM_INT ||
		value_of(&v->now, "quoted_on")->kind != CRM_INT ||
		until->i >= crm_store_clock(v->s)->today
	    ? CRM_OK
	    : crm_fail_record(err, CRM_RULE,
		  "%s was valid until %s: crm-deal quote set %s "
		  "valid_until=DATE says a later day",
		  v->id, date_dup(&v->a, until->i), v->id);
}

static enum crm_status
prepare_submit(struct stepping *v, struct crm_err *err)
{
	enum crm_status st = document_for(v, err);

	if (st == CRM_OK)
		st = check_not_over(v, err);
	if (st == CRM_OK)
		st = document_offers(v, &quote_lines_kind, err);
	return st == CRM_OK ? document_number(v, quote_prefix, "quoted_on", err)
			    : st;
}

static enum crm_status
ask(struct stepping *v, struct crm_err *err)
{
	return document_ask(v, &quote_lines_kind, err);
}

/* ---- the others ---- */

/* A quote holds through its last day. */
static enum crm_status
check_valid(struct stepping *v, struct crm_err *err)
{
	const struct crm_value *until = value_of(&v->now, "valid_until");

	if (until->kind == CRM_NULL || until->i >= crm_store_clock(v->s)->today)
		return CRM_OK;
	return crm_fail_record(err, CRM_RULE,
	    "%s was valid until %s; crm-deal quote revise %s makes its next "
	    "version",
	    v->id, date_dup(&v->a, until->i), v->id);
}

static void
set_today(struct stepping *v, const char *field)
{
	step_set(v, field, crm_value_int(crm_store_clock(v->s)->today));
}

static enum crm_status
prepare_send(struct stepping *v, struct crm_err *err)
{
	enum crm_status st = document_offers(v, &quote_lines_kind, err);

	set_today(v, "sent_on");
	return st == CRM_OK ? check_valid(v, err) : st;
}

static enum crm_status
prepare_accept(struct stepping *v, struct crm_err *err)
{
	const struct taking *t = v->how;
	enum crm_status st;

	set_today(v, "decided_on");
	if ((st = quote_fell_through(v->s, &v->now, err)) != CRM_OK ||
	    (st = check_valid(v, err)) != CRM_OK ||
	    (st = document_offers(v, &quote_lines_kind, err)) != CRM_OK)
		return st;
	step_set(v, t->m->contract ? "order" : "contract", CRM_VALUE_NULL);
	st = t->m->contract ? quote_contract(v->s, &v->now, t->made, err)
			    : quote_order(v->s, &v->now, t->made, err);
	if (st == CRM_OK)
		step_set(v, t->m->contract ? "contract" : "order",
		    crm_value_int(*t->made));
	return st;
}

static enum crm_status
prepare_reject(struct stepping *v, struct crm_err *err)
{
	const struct taking *t = v->how;

	set_today(v, "decided_on");
	step_set(v, "reason", crm_value_text(t->m->reason));
	return t->m->reason.n > 0
	    ? CRM_OK
	    : crm_fail_field(err, CRM_RULE, "reason",
		  "is needed: say why %s was rejected", v->id);
}

static enum crm_status
prepare_revise(struct stepping *v, struct crm_err *err)
{
	const struct taking *t = v->how;
	enum crm_status st = quote_fell_through(v->s, &v->now, err);

	/* One that was withdrawn may be offered again. */
	if (st == CRM_OK &&
	    crm_text_is(text_of(&v->now, "status"), "superseded"))
		st = refuse_replaced(v, err);
	return st == CRM_OK
	    ? quote_next(v->s, &v->now, t->m->until, t->made, err)
	    : st;
}

/* What was never submitted is deleted. */
static enum crm_status
prepare_withdraw(struct stepping *v, struct crm_err *err)
{
	const struct taking *t = v->how;

	if (text_of(&v->now, "number").n == 0)
		return crm_fail_record(err, CRM_RULE,
		    "%s was never submitted: crm-deal quote delete %s", v->id,
		    v->id);
	set_today(v, "decided_on");
	if (t->m->reason.n > 0)
		step_set(v, "reason", crm_value_text(t->m->reason));
	return CRM_OK;
}

/* ---- the table ---- */

static const struct step table[] = {
	[CRM_QUOTE_SUBMIT] = { .from = { "draft", "pending" },
	    .verb = "submit",
	    .words = N_("a draft is submitted"),
	    .prepare = prepare_submit,
	    .follow = ask },
	[CRM_QUOTE_SEND] = { .from = { "approved" },
	    .to = "sent",
	    .verb = "send",
	    .words = N_("what is approved is sent"),
	    .prepare = prepare_send },
	[CRM_QUOTE_ACCEPT] = { .from = { "approved", "sent", "accepted" },
	    .to = "accepted",
	    .verb = "accept",
	    .words = N_("what is approved or sent is accepted"),
	    .prepare = prepare_accept },
	[CRM_QUOTE_REJECT] = { .from = { "approved", "sent" },
	    .to = "rejected",
	    .verb = "reject",
	    .words = N_("what is approved or sent is rejected"),
	    .prepare = prepare_reject },
	[CRM_QUOTE_REVISE] = { .from = { "pending", "approved", "sent",
				   "rejected", "accepted", "superseded" },
	    .to = "superseded",
	    .verb = "revise",
	    .words = N_("what was submitted and not taken is revised; a draft "
			"is edited as it is"),
	    .prepare = prepare_revise },
	[CRM_QUOTE_WITHDRAW] = { .from = { "draft", "pending", "approved",
				     "sent" },
	    .to = "superseded",
	    .verb = "withdraw",
	    .words = N_("what is over stays as it is"),
	    .prepare = prepare_withdraw },
};

const struct steps quote_steps = { .entity = "quote",
	.step = table,
	.n = COUNT(table),
	.say = say,
	.refuse = refuse };

enum crm_status
crm_quote_move(struct crm_store *s, int64_t id, const struct crm_quote_move *m,
    int64_t *made, enum crm_action *done, struct crm_err *err)
{
	struct taking t = { m, made };

	*made = 0;
	return step_take(s, &quote_steps, m->step, id, &t, done, err);
}
