/* The verbs that take a lead through its states. */
#include "lead.h"

#include <crm/domain/lead.h>

enum { TAKES_WAKE = 1, TAKES_OF = 2 };

static enum crm_status
unknown(const struct crm_cmd *c, struct crm_text name, int takes,
    struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];

	return crm_fail(err, CRM_USAGE, "%s takes %s%sreason=TEXT, not '%s'",
	    c->verb->name, takes & TAKES_WAKE ? "wake_on=DATE and " : "",
	    takes & TAKES_OF ? "of=LEAD and " : "", crm_quote(quoted, name));
}

static enum crm_status
read_operands(
    struct crm_cmd *c, int takes, struct crm_lead_move *m, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	m->reason = crm_text_of(c->opt[CRM_OPT_REASON]);
	for (i = 0; i < c->n_assign && st == CRM_OK; i++) {
		struct crm_text name = c->assign[i].name;
		struct crm_text value = c->assign[i].value;

		if (crm_text_is(name, "reason"))
			m->reason = value;
		else if (crm_text_is(name, "wake_on") && takes & TAKES_WAKE)
			st = crm_date_expr(value, &c->clock, &m->wake_on, err);
		else if (crm_text_is(name, "of") && takes & TAKES_OF)
			st = crm_resolve(
			    c->store, c->entity, value, false, &m->of, err);
		else
			st = unknown(c, name, takes, err);
	}
	return st;
}

static enum crm_status
move(struct crm_cmd *c, int64_t id, enum crm_lead_step step,
    enum crm_action *done, struct crm_err *err)
{
	struct crm_lead_move m = { .step = step };
	enum crm_status st = read_operands(c, 0, &m, err);

	return st != CRM_OK ? st : crm_lead_move(c->store, id, &m, done, err);
}

enum crm_status
lead_work(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	return move(c, id, CRM_LEAD_WORK, done, err);
}

enum crm_status
lead_qualify(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	return move(c, id, CRM_LEAD_QUALIFY, done, err);
}

enum crm_status
lead_disqualify(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	return move(c, id, CRM_LEAD_DISQUALIFY, done, err);
}

enum crm_status
lead_recycle(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	struct crm_lead_move m = { .step = CRM_LEAD_RECYCLE };
	enum crm_status st = read_operands(c, TAKES_WAKE, &m, err);

	if (st == CRM_OK && m.wake_on == 0)
		st = crm_fail(err, CRM_USAGE, "recycle needs wake_on=DATE");
	return st != CRM_OK ? st : crm_lead_move(c->store, id, &m, done, err);
}

enum crm_status
lead_duplicate(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	struct crm_lead_move m = { .step = CRM_LEAD_DUPLICATE };
	enum crm_status st = read_operands(c, TAKES_OF, &m, err);

	if (st == CRM_OK && m.of == 0)
		st = crm_fail(err, CRM_USAGE, "duplicate needs of=LEAD");
	return st != CRM_OK ? st : crm_lead_move(c->store, id, &m, done, err);
}

enum crm_status
lead_reopen(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	return move(c, id, CRM_LEAD_REOPEN, done, err);
}

enum crm_status
lead_reject(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	return move(c, id, CRM_LEAD_REJECT, done, err);
}
