/* The steps of a contract: a table of what leads where, and what goes with each. */
#include "contract.h"

#include "domain/document/submit.h"

const char contract_prefix[] = "CT";

static enum crm_status
submit(
    struct crm_store *s, int64_t id, enum crm_action *done, struct crm_err *err)
{
	const struct crm_contract_move m = { .step = CRM_CONTRACT_SUBMIT };
	int64_t made;

	return crm_contract_move(s, id, &m, &made, done, err);
}

static enum crm_status
judge(struct crm_store *s, const struct crm_record *r, struct crm_arena *a,
    struct crm_text *why, struct crm_err *err)
{
	return document_judge(s, &contract_lines_kind, r, a, why, err);
}

const struct crm_consent contract_consent = { .waits = "in_review",
	.agreed = "approved",
	.back = "draft",
	.judge = judge,
	.dropped = "terminated",
	.submit = submit };

/* What was said, and what came of it. */
struct taking {
	const struct crm_contract_move *m;
	int64_t *made;
};

/* Whether it is about money: an amendment may change words alone, and what is no sale
 * may be for nothing. */
static bool
is_of_money(const struct crm_record *contract)
{
	return value_of(contract, "amends")->kind == CRM_NULL &&
	    !crm_text_is(text_of(contract, "kind"), "other");
}

/* What is signed is changed, and nothing any more once it is terminated. */
static enum crm_status
check_amended(struct stepping *v, struct crm_err *err)
{
	const struct crm_value *of = value_of(&v->now, "amends");
	struct crm_text word;
	struct crm_record r;
	enum crm_status st;

	if (of->kind != CRM_INT)
		return CRM_OK;
	st = crm_load(v->s, v->e, of->i, &v->a, &r, err);
	if (st != CRM_OK)
		return st == CRM_NOTFOUND ? CRM_OK : st;
	word = word_of(&r, "status");
	if (crm_text_is(text_of(&r, "status"), "terminated"))
		return crm_fail_record(err, CRM_RULE,
		    "%s changes %s, which is %.*s: a new contract is drawn up "
		    "instead",
		    v->id, typed_id(&v->a, v->e, r.id), (int)word.n, word.p);
	return contract_is_fixed(text_of(&r, "status"))
	    ? CRM_OK
	    : crm_fail_record(err, CRM_RULE,
		  "%s changes %s, which is %.*s: until that is signed it is "
		  "edited itself",
		  v->id, typed_id(&v->a, v->e, r.id), (int)word.n, word.p);
}

static enum crm_status
prepare_submit(struct stepping *v, struct crm_err *err)
{
	enum crm_status st = document_for(v, err);

	if (st == CRM_OK)
		st = check_amended(v, err);
	if (st != CRM_OK)
		return st;
	st = is_of_money(&v->now)
	    ? document_offers(v, &contract_lines_kind, err)
	    : document_priced(v, &contract_lines_kind, err);
	return st == CRM_OK
	    ? document_number(v, contract_prefix, "drawn_on", err)
	    : st;
}

static enum crm_status
ask(struct stepping *v, struct crm_err *err)
{
	return document_ask(v, &contract_lines_kind, err);
}

static enum crm_status
prepare_sign(struct stepping *v, struct crm_err *err)
{
	const int64_t *day = v->how;
	enum crm_status st = check_amended(v, err);

	step_set(v, "signed_on", crm_value_int(*day));
	return st == CRM_OK ? document_priced(v, &contract_lines_kind, err)
			    : st;
}

static enum crm_status
prepare_over(struct stepping *v, struct crm_err *err)
{
	(void)err;
	step_set(v, "closed_on", crm_value_int(crm_store_clock(v->s)->today));
	return CRM_OK;
}

static enum crm_status
prepare_terminate(struct stepping *v, struct crm_err *err)
{
	const struct taking *t = v->how;

	if (t->m->reason.n == 0)
		return crm_fail_field(err, CRM_RULE, "reason",
		    "is needed: say why %s ends before its time", v->id);
	step_set(v, "status_reason", crm_value_text(t->m->reason));
	return prepare_over(v, err);
}

static enum crm_status
prepare_amend(struct stepping *v, struct crm_err *err)
{
	const struct taking *t = v->how;

	return contract_amendment(v->s, &v->now, t->made, err);
}

static enum crm_status
prepare_renew(struct stepping *v, struct crm_err *err)
{
	const struct taking *t = v->how;

	return contract_renewal(v->s, &v->now, t->made, err);
}

static enum crm_status
prepare_call_off(struct stepping *v, struct crm_err *err)
{
	const struct taking *t = v->how;

	return contract_order(v->s, &v->now, t->made, err);
}

static const struct step table[] = {
	[CRM_CONTRACT_SUBMIT] = { .from = { "draft", "in_review" },
	    .verb = "submit",
	    .words = N_("a draft is submitted"),
	    .prepare = prepare_submit,
	    .follow = ask },
	[CRM_CONTRACT_SIGN] = { .from = { "approved" },
	    .to = "signed",
	    .verb = "sign",
	    .words = N_("what is approved is signed; crm-order contract submit "
			"comes before"),
	    .prepare = prepare_sign },
	[CRM_CONTRACT_COMPLETE] = { .from = { "signed" },
	    .to = "completed",
	    .verb = "complete",
	    .words = N_("what is signed is completed"),
	    .prepare = prepare_over },
	[CRM_CONTRACT_TERMINATE] = { .from = { "draft", "in_review", "approved",
					 "signed" },
	    .to = "terminated",
	    .verb = "terminate",
	    .words = N_("what is over stays as it is"),
	    .prepare = prepare_terminate },
	[CRM_CONTRACT_AMEND] = { .from = { "signed" },
	    .verb = "amend",
	    .words = N_("what is signed is amended; until then it is edited"),
	    .prepare = prepare_amend },
	[CRM_CONTRACT_RENEW] = { .from = { "signed", "completed" },
	    .verb = "renew",
	    .words = N_("what is signed or completed is renewed"),
	    .prepare = prepare_renew },
	[CRM_CONTRACT_CALL_OFF] = { .from = { "signed" },
	    .verb = "call-off",
	    .words = N_("what is signed is called off"),
	    .prepare = prepare_call_off },
};

const struct steps contract_steps = { .entity = "contract",
	.step = table,
	.n = COUNT(table),
	.refuse = document_waits };

enum crm_status
crm_contract_move(struct crm_store *s, int64_t id,
    const struct crm_contract_move *m, int64_t *made, enum crm_action *done,
    struct crm_err *err)
{
	struct taking t = { m, made };

	*made = 0;
	return step_take(s, &contract_steps, m->step, id, &t, done, err);
}
