/* learn: from the deals that were won and lost, as they were while they were open. */
#include "deal.h"

#include <crm/cli/verbs.h>
#include <crm/domain/bayes.h>

const struct crm_word deal_learn_words[] = {
	{ .name = "fields",
	    .type = CRM_T_TEXT,
	    .flags = CRM_W_NEEDED,
	    .arg = "LIST",
	    .help = "what to learn from: age,product,owner,…" },
	{ .name = NULL },
};

static enum crm_status
body(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_text fields = crm_arg_text(c, "fields");
	struct crm_bayes_training t = { .of = c->entity,
		.name = c->operand[0],
		.fields = crm_strndup(c->arena, fields.p, fields.n),
		.won = "stage.type = won",
		.lost = "stage.type = lost" };
	struct crm_bayes_trained trained;
	struct crm_filter *where = NULL;
	enum crm_status st;

	if ((st = crm_cmd_filter(c, c->entity, &where, err)) != CRM_OK)
		return st;
	t.where = where;
	if ((st = crm_bayes_train(c->store, &t, &trained, err)) != CRM_OK)
		return st;
	crm_cmd_count(c, trained.model,
	    trained.made ? CRM_ACT_INSERTED : CRM_ACT_UPDATED);
	if (!trained.tells)
		crm_note(c,
		    "the fields tell nothing, or the deals are too few: one "
		    "that was left aside is guessed no better than by the "
		    "share of won ones; learn from more deals or other fields");
	crm_tell_judged(c, &trained.judged);
	return crm_cmd_print_changed(c, crm_dict_find(c->dict, "model"), err);
}

enum crm_status
deal_learn(struct crm_cmd *c, struct crm_err *err)
{
	if (c->n_operands != 1 || c->operand[0][0] == '\0')
		return crm_fail(err, CRM_USAGE,
		    "learn needs one name and the fields to learn from: "
		    "crm-deal learn NAME fields=age,product,…");
	return crm_cmd_write(c, body, err);
}
