/*
 * crm-deal: deals and visits; its nouns and verbs, and the moves of a deal
 * through the stages.
 */
#include <crm/cli/cli.h>
#include <crm/domain/book.h>
#include <crm/domain/deal.h>
#include <crm/cli/verbs.h>

/* ---- operands of a move: stage=, reason=, on= ---- */

enum { TAKES_STAGE = 1 };

static enum crm_status
unknown(const struct crm_cmd *c, struct crm_text name, int takes,
    struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];

	return crm_fail(err, CRM_USAGE,
	    "%s takes %sreason=TEXT and on=DATE, "
	    "not '%s'",
	    c->verb->name, takes & TAKES_STAGE ? "stage=NAME, " : "",
	    crm_quote(quoted, name));
}

static enum crm_status
read_operands(struct crm_cmd *c, int64_t deal, int takes,
    struct crm_deal_move *m, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	m->on = c->clock.today;
	m->reason = crm_text_of(c->opt[CRM_OPT_REASON]);
	for (i = 0; i < c->n_assign && st == CRM_OK; i++) {
		struct crm_text name = c->assign[i].name;
		struct crm_text value = c->assign[i].value;

		if (crm_text_is(name, "reason"))
			m->reason = value;
		else if (crm_text_is(name, "on"))
			st = crm_date_expr(value, &c->clock, &m->on, err);
		else if (crm_text_is(name, "stage") && takes & TAKES_STAGE)
			st = crm_deal_stage(
			    c->store, deal, value, &m->stage, err);
		else
			st = unknown(c, name, takes, err);
	}
	return st;
}

static enum crm_status
move(struct crm_cmd *c, int64_t deal, enum crm_deal_step step,
    enum crm_action *done, struct crm_err *err)
{
	struct crm_deal_move m = { .step = step };
	enum crm_status st = read_operands(c, deal, 0, &m, err);

	return st != CRM_OK ? st : crm_deal_move(c->store, deal, &m, done, err);
}

/* ---- verbs ---- */

static enum crm_status
each_advance(
    struct crm_cmd *c, int64_t deal, enum crm_action *done, struct crm_err *err)
{
	return move(c, deal, CRM_DEAL_ADVANCE, done, err);
}

static enum crm_status
each_move(
    struct crm_cmd *c, int64_t deal, enum crm_action *done, struct crm_err *err)
{
	struct crm_deal_move m = { .step = CRM_DEAL_MOVE };
	enum crm_status st = read_operands(c, deal, TAKES_STAGE, &m, err);

	if (st == CRM_OK && m.stage == 0)
		st = crm_fail(err, CRM_USAGE, "move needs stage=NAME");
	return st != CRM_OK ? st : crm_deal_move(c->store, deal, &m, done, err);
}

static enum crm_status
each_win(
    struct crm_cmd *c, int64_t deal, enum crm_action *done, struct crm_err *err)
{
	return move(c, deal, CRM_DEAL_WIN, done, err);
}

static enum crm_status
each_lose(
    struct crm_cmd *c, int64_t deal, enum crm_action *done, struct crm_err *err)
{
	return move(c, deal, CRM_DEAL_LOSE, done, err);
}

static enum crm_status
each_reopen(
    struct crm_cmd *c, int64_t deal, enum crm_action *done, struct crm_err *err)
{
	return move(c, deal, CRM_DEAL_REOPEN, done, err);
}

#define FLAGS (CRM_V_WRITE | CRM_V_IDS | CRM_V_ASSIGN)
#define GROUPS (CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP)

static const struct crm_verb verbs[] = {
	{ "advance", FLAGS, GROUPS, "ID… | - [on=DATE] [reason=TEXT]",
	    "move to the next open stage, through the gate", NULL,
	    each_advance },
	{ "move", FLAGS, GROUPS, "ID… | - stage=NAME [on=DATE] [reason=TEXT]",
	    "move to a stage; forward through the gate", NULL, each_move },
	{ "win", FLAGS, GROUPS, "ID… | - [on=DATE] [reason=TEXT]",
	    "close as won, through the gate", NULL, each_win },
	{ "lose", FLAGS, GROUPS, "ID… | - reason=TEXT [on=DATE]",
	    "close as lost", NULL, each_lose },
	CRM_VERB_SCORE,
	{ "reopen", FLAGS, GROUPS, "ID… | - [on=DATE] [reason=TEXT]",
	    "back to the last open stage it was in", NULL, each_reopen },
	CRM_VERB_ASSIGN,
	{ .name = NULL },
};

static const struct crm_noun nouns[] = {
	{ "deal", true, verbs },
	{ "visit", true, NULL },
	{ NULL, false, NULL },
};

static const struct crm_program program = {
	"crm-deal",
	"deals and the stages they pass through",
	nouns,
};

int
main(int argc, char **argv)
{
	return crm_main(&program, argc, argv);
}
