/*
 * crm-deal: deals, their lines, parties and visits; its nouns and verbs, and the
 * moves of a deal through the stages.
 */
#include "deal.h"

#include <crm/cli/verbs.h>
#include <crm/domain/book.h>
#include <crm/domain/deal.h>

static enum crm_status
each_move(
    struct crm_cmd *c, int64_t deal, enum crm_action *done, struct crm_err *err)
{
	const struct crm_deal_move m = {
		.step = (enum crm_deal_step)c->verb->step,
		.stage = crm_arg_text(c, "stage"),
		.reason = crm_arg_text(c, "reason"),
		.on = crm_arg(c, "on")->given ? crm_arg_int(c, "on")
					      : c->clock.today,
		.on_said = crm_arg(c, "on")->given,
	};

	return crm_deal_move(c->store, deal, &m, done, err);
}

#define WORD_ON \
	{ \
		.name = "on", .type = CRM_T_DATE, \
		.help = "when it happened, if not today" \
	}

static const struct crm_word step_words[] = {
	CRM_WORD_REASON,
	WORD_ON,
	{ .name = NULL },
};
static const struct crm_word move_words[] = {
	/* Text: which stage a name means, the deal's own pipeline says. */
	{ .name = "stage",
	    .type = CRM_T_TEXT,
	    .entity = "stage",
	    .flags = CRM_W_NEEDED,
	    .arg = "NAME",
	    .help = "where to; of its own pipeline first" },
	CRM_WORD_REASON,
	WORD_ON,
	{ .name = NULL },
};
static const struct crm_word lose_words[] = {
	CRM_WORD_REASON_RULED,
	WORD_ON,
	{ .name = NULL },
};

#define MOVE \
	.group = "Stages", .flags = CRM_V_WRITE | CRM_V_IDS, \
	.groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP, \
	.operands = "ID… | -", .each = each_move

static const struct crm_verb verbs[] = {
	{ .name = "advance",
	    MOVE,
	    .words = step_words,
	    .help = "move to the next open stage, through the gate",
	    .step = CRM_DEAL_ADVANCE },
	{ .name = "move",
	    MOVE,
	    .words = move_words,
	    .help = "move to a stage; forward through the gate",
	    .step = CRM_DEAL_MOVE },
	{ .name = "win",
	    MOVE,
	    .words = step_words,
	    .help = "close as won, through the gate",
	    .step = CRM_DEAL_WIN },
	{ .name = "lose",
	    MOVE,
	    .words = lose_words,
	    .help = "close as lost",
	    .step = CRM_DEAL_LOSE },
	{ .name = "reopen",
	    MOVE,
	    .words = step_words,
	    .help = "back to the last open stage it was in",
	    .step = CRM_DEAL_REOPEN },
	{ .name = "split",
	    .group = "Deals",
	    .flags = CRM_V_WRITE | CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP,
	    .operands = "ID… | -",
	    .words = deal_split_words,
	    .help = "one deal becomes two",
	    .each = deal_split },
	{ .name = "price",
	    .group = "Prices",
	    .flags = CRM_V_FREE,
	    .groups = CRM_G_OUT | CRM_G_ON | CRM_G_EXPLAIN,
	    .operands = "PRODUCT…",
	    .example = "GW-200 customer=C1 quantity=12",
	    .words = price_words,
	    .help = "what it costs whom on which day",
	    .run = deal_price },
	CRM_VERB_ASSIGN,
	CRM_VERB_SCORE,
	CRM_VERB_CLASSIFY,
	CRM_VERB_SUGGEST,
	{ .name = "learn",
	    .group = CRM_GROUP_SCORES,
	    .flags = CRM_V_WRITE | CRM_V_FREE,
	    .groups = CRM_G_OUT | CRM_G_WRITE | CRM_G_WHERE,
	    .operands = "NAME",
	    .example = "closing fields=age,product,source",
	    .words = deal_learn_words,
	    .help = "learn from deals that are closed, as they were while open",
	    .run = deal_learn },
	CRM_VERB_LINT,
	{ .name = NULL },
};

static const struct crm_noun nouns[] = {
	{ "deal", true, verbs,
	    .add = "customer=C1 name='Ten gateways' amount=86000" },
	{ "visit", true, NULL },
	{ "deal-line", true, NULL },
	{ "party", true, NULL, .add = "deal=D1 role=member user=U1",
	    .set = "RO1 notes='…'" },
	{ "quote", true, quote_verbs },
	{ "quote-line", true, NULL },
	{ NULL, false, NULL },
};

static const struct crm_program program = {
	"crm-deal",
	N_("deals and the stages they pass through"),
	nouns,
};

int
main(int argc, char **argv)
{
	return crm_main(&program, argc, argv);
}
