/* model train: learns from the leads that were won and lost. */
#include "lead.h"

#include <crm/cli/verbs.h>
#include <crm/domain/bayes.h>

const struct crm_word lead_train_words[] = {
	{ .name = "fields",
	    .type = CRM_T_TEXT,
	    .flags = CRM_W_RULED,
	    .arg = "LIST",
	    .help = "what to learn from: source,industry,…" },
	{ .name = "won",
	    .type = CRM_T_TEXT,
	    .arg = "EXPR",
	    .help = "which leads were won; else those converted" },
	{ .name = "lost",
	    .type = CRM_T_TEXT,
	    .arg = "EXPR",
	    .help = "which were lost; else those unqualified" },
	{ .name = "plain",
	    .type = CRM_T_BOOL,
	    .arg = "yes",
	    .help = "without weights: each field counts alike" },
	{ .name = NULL },
};

/* A word of the command as a string, or NULL. */
static const char *
text_of(struct crm_cmd *c, const char *word)
{
	struct crm_text t = crm_arg_text(c, word);

	return t.n == 0 ? NULL : crm_strndup(c->arena, t.p, t.n);
}

static enum crm_status
read_operands(
    struct crm_cmd *c, struct crm_bayes_training *t, struct crm_err *err)
{
	if (c->n_operands != 1 || c->operand[0][0] == '\0')
		return crm_fail(err, CRM_USAGE,
		    "train needs one name and the "
		    "fields to learn from: crm-lead model train NAME "
		    "fields=source,industry,…");
	t->name = c->operand[0];
	t->fields = text_of(c, "fields");
	t->won = text_of(c, "won");
	t->lost = text_of(c, "lost");
	t->plain = crm_arg_int(c, "plain") != 0;
	return t->fields != NULL
	    ? CRM_OK
	    : crm_fail_field(err, CRM_USAGE, "fields",
		  "name what to learn from: fields=source,industry,…");
}

/* Which of the two it is, nobody can know who has only these leads. */
static void
tell_too_few(const struct crm_cmd *c, const struct crm_bayes_trained *t)
{
	if (!t->tells)
		crm_note(c,
		    "%lld won and %lld lost leads are too few to learn from, or "
		    "the fields tell nothing: a lead that was left aside is "
		    "guessed no better than by the share of won ones; train "
		    "with more leads or other fields",
		    (long long)t->won, (long long)t->lost);
}

static enum crm_status
body(struct crm_cmd *c, struct crm_err *err)
{
	const struct crm_entity *lead = crm_dict_find(c->dict, "lead");
	struct crm_bayes_training t = { .name = NULL };
	struct crm_bayes_trained trained;
	struct crm_filter *where = NULL;
	enum crm_status st;

	if ((st = read_operands(c, &t, err)) != CRM_OK ||
	    (st = crm_cmd_filter(c, lead, &where, err)) != CRM_OK)
		return st;
	t.where = where;
	if ((st = crm_bayes_train(c->store, &t, &trained, err)) != CRM_OK)
		return st;
	crm_cmd_count(c, trained.model,
	    trained.made ? CRM_ACT_INSERTED : CRM_ACT_UPDATED);
	tell_too_few(c, &trained);
	crm_tell_judged(c, &trained.judged);
	return crm_cmd_print_changed(c, c->entity, err);
}

enum crm_status
lead_train(struct crm_cmd *c, struct crm_err *err)
{
	return crm_cmd_write(c, body, err);
}
