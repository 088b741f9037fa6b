/* The steps of a quote: a table of what leads where, and what goes with each. */
#include "quote.h"

#include <crm/domain/approval.h>
#include <crm/domain/line.h>
#include <crm/domain/numbering.h>

enum { STATES_MAX = 5 };

struct step {
	const char *from[STATES_MAX + 1]; /* ends with NULL */
	const char *to;    /* NULL: the engine of approvals says */
	const char *words; /* for messages */
};

static const struct step steps[] = {
	[CRM_QUOTE_SUBMIT] = { { "draft" }, NULL, N_("a draft is submitted") },
	[CRM_QUOTE_SEND] = { { "approved" }, "sent",
	    N_("what is approved is sent") },
	[CRM_QUOTE_ACCEPT] = { { "approved", "sent" }, "accepted",
	    N_("what is approved or sent is accepted") },
	[CRM_QUOTE_REJECT] = { { "approved", "sent" }, "rejected",
	    N_("what is approved or sent is rejected") },
	[CRM_QUOTE_REVISE] = { { "pending", "approved", "sent", "rejected" },
	    "superseded",
	    N_("what was submitted and not taken is revised; a draft is edited "
	       "as it is") },
};

const struct crm_consent quote_consent = { .waits = "pending",
	.agreed = "approved",
	.back = "draft",
	.dropped = "superseded" };

/* A step while it is decided. */
struct moving {
	struct crm_store *s;
	const struct crm_quote_move *m;
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

	for (i = 0; step->from[i] != NULL; i++)
		if (crm_text_is(state, step->from[i]))
			return true;
	return false;
}

/* The version that took its place, else why its state is not enough. */
static enum crm_status
refuse(struct moving *v, struct crm_text state, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(v->now.id);
	struct crm_value next = CRM_VALUE_NULL;
	enum crm_status st = CRM_OK;

	if (crm_text_is(state, "superseded"))
		st = crm_get_int(v->s,
		    "SELECT max(\"id\") FROM quote WHERE \"previous\" = ? "
		    "AND \"deleted\" IS NULL",
		    &id, 1, &next, err);
	if (st != CRM_OK)
		return st;
	return next.kind == CRM_INT
	    ? crm_fail_record(err, CRM_RULE, "%s is superseded by %s", v->id,
		  typed_id(&v->a, v->e, next.i))
	    : crm_fail_record(err, CRM_RULE, "%s is %.*s; %s", v->id,
		  (int)state.n, state.p, crm_tr(v->step->words));
}

static enum crm_status
load(struct moving *v, int64_t id, struct crm_err *err)
{
	struct crm_text state;
	enum crm_status st;

	v->e = crm_dict_find(crm_store_dict(v->s), "quote");
	v->id = typed_id(&v->a, v->e, id);
	if ((st = crm_lock(v->s, v->e, id, err)) != CRM_OK ||
	    (st = crm_load(v->s, v->e, id, &v->a, &v->now, err)) != CRM_OK)
		return st;
	state = text_of(&v->now, "status");
	if (!is_from(v->step, state))
		return refuse(v, state, err);
	crm_record_init(&v->patch, v->e, &v->a);
	v->patch.id = id;
	v->patch.held = CRM_HELD_REFUSED;
	if (v->step->to != NULL)
		set(v, "status", crm_value_text(crm_text_of(v->step->to)));
	return CRM_OK;
}

/* ---- submitting ---- */

/* Every line must say what it costs, and there must be one. */
static enum crm_status
check_offer(struct moving *v, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(v->now.id);
	const struct crm_entity *lines = crm_dict_find(
	    crm_store_dict(v->s), "quote-line");
	struct crm_value n, bare;
	enum crm_status st;

	st = crm_get_int(v->s,
	    "SELECT count(*) FROM quote_line WHERE \"quote\" = ? "
	    "AND \"deleted\" IS NULL",
	    &id, 1, &n, err);
	if (st == CRM_OK)
		st = crm_get_int(v->s,
		    "SELECT min(\"id\") FROM quote_line WHERE \"quote\" = ? "
		    "AND \"amount\" IS NULL AND \"deleted\" IS NULL",
		    &id, 1, &bare, err);
	if (st != CRM_OK)
		return st;
	if (n.i == 0 && value_of(&v->now, "amount")->kind == CRM_NULL)
		return crm_fail_record(err, CRM_RULE,
		    "%s offers nothing: crm-deal quote-line add quote=%s …",
		    v->id, v->id);
	return bare.kind == CRM_INT
	    ? crm_fail_record(err, CRM_RULE,
		  "%s has no price: set its unit_price or its amount",
		  typed_id(&v->a, lines, bare.i))
	    : CRM_OK;
}

static enum crm_status
give_number(struct moving *v, struct crm_err *err)
{
	const struct crm_value *seller = value_of(&v->now, "seller");
	const struct crm_value *day = value_of(&v->now, "quoted_on");
	struct crm_numbering n = { .prefix = quote_prefix,
		.seller = seller->kind == CRM_INT ? seller->i : 0,
		.day = day->i };
	struct crm_text number;
	enum crm_status st = CRM_OK;

	if (day->kind != CRM_INT) {
		if ((st = crm_document_day(v->s, &n.day, err)) != CRM_OK)
			return st;
		set(v, "quoted_on", crm_value_int(n.day));
	}
	if (text_of(&v->now, "number").n > 0)
		return CRM_OK;
	if ((st = crm_number_next(v->s, &n, &v->a, &number, err)) == CRM_OK)
		set(v, "number", crm_value_text(number));
	return st;
}

static enum crm_status
submit(struct moving *v, enum crm_action *done, struct crm_err *err)
{
	struct crm_text why;
	enum crm_status st;
	bool asked;

	if ((st = check_offer(v, err)) != CRM_OK ||
	    (st = give_number(v, err)) != CRM_OK ||
	    (st = crm_update(v->s, &v->patch, done, err)) != CRM_OK ||
	    (st = crm_discount_authority(v->s, &v->now, &v->a, &why, err)) !=
		CRM_OK)
		return st;
	*done = CRM_ACT_UPDATED;
	return crm_consent_submit(v->s, v->e, v->now.id, why, &asked, err);
}

/* ---- the others ---- */

/* A quote holds through its last day. */
static enum crm_status
check_valid(struct moving *v, struct crm_err *err)
{
	const struct crm_value *until = value_of(&v->now, "valid_until");

	if (until->kind == CRM_NULL || until->i >= crm_store_clock(v->s)->today)
		return CRM_OK;
	return crm_fail_record(err, CRM_RULE,
	    "%s was valid until %s; crm-deal quote revise %s makes its next "
	    "version",
	    v->id, date_dup(&v->a, until->i), v->id);
}

static enum crm_status
prepare(struct moving *v, int64_t *made, struct crm_err *err)
{
	struct crm_value today = crm_value_int(crm_store_clock(v->s)->today);
	enum crm_status st;

	switch (v->m->step) {
	case CRM_QUOTE_SEND:
		set(v, "sent_on", today);
		return check_valid(v, err);
	case CRM_QUOTE_ACCEPT:
		set(v, "decided_on", today);
		if ((st = check_valid(v, err)) == CRM_OK &&
		    (st = quote_order(v->s, &v->now, made, err)) == CRM_OK)
			set(v, "order", crm_value_int(*made));
		return st;
	case CRM_QUOTE_REJECT:
		set(v, "decided_on", today);
		set(v, "reason", crm_value_text(v->m->reason));
		return v->m->reason.n > 0
		    ? CRM_OK
		    : crm_fail_field(err, CRM_RULE, "reason",
			  "is needed: say why %s was rejected", v->id);
	case CRM_QUOTE_REVISE:
		return quote_next(v->s, &v->now, v->m->until, made, err);
	case CRM_QUOTE_SUBMIT:
		break;
	}
	return CRM_OK;
}

enum crm_status
crm_quote_move(struct crm_store *s, int64_t id, const struct crm_quote_move *m,
    int64_t *made, enum crm_action *done, struct crm_err *err)
{
	struct moving v = {
		.s = s, .m = m, .step = &steps[m->step], .a = CRM_ARENA_INIT
	};
	enum crm_status st;

	*made = 0;
	*done = CRM_ACT_UNCHANGED;
	if ((st = load(&v, id, err)) != CRM_OK)
		goto out;
	if (m->feedback.n > 0)
		set(&v, "feedback", crm_value_text(m->feedback));
	if (m->step == CRM_QUOTE_SUBMIT)
		st = submit(&v, done, err);
	else if ((st = prepare(&v, made, err)) == CRM_OK)
		st = crm_update(s, &v.patch, done, err);
out:
	crm_arena_free(&v.a);
	return st;
}
