/* model train: learns from the leads that were won and lost. */
#include "lead.h"

#include <crm/domain/bayes.h>

#include <string.h>

static enum crm_status
read_operands(
    struct crm_cmd *c, struct crm_bayes_training *t, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];
	size_t i;

	if (c->n_operands != 1 || c->operand[0][0] == '\0')
		return crm_fail(err, CRM_USAGE,
		    "train needs one name and the "
		    "fields to learn from: crm-lead model train NAME "
		    "fields=source,industry,…");
	t->name = c->operand[0];
	for (i = 0; i < c->n_assign; i++) {
		struct crm_text name = c->assign[i].name;
		struct crm_text value = c->assign[i].value;
		const char *text = crm_strndup(
		    c->arena, value.n > 0 ? value.p : "", value.n);

		if (crm_text_is(name, "fields"))
			t->fields = text;
		else if (crm_text_is(name, "won"))
			t->won = text;
		else if (crm_text_is(name, "lost"))
			t->lost = text;
		else if (crm_text_is(name, "plain") &&
		    (strcmp(text, "yes") == 0 || strcmp(text, "no") == 0))
			t->plain = text[0] == 'y';
		else
			return crm_fail(err, CRM_USAGE,
			    "train takes fields="
			    "LIST, won=EXPR, lost=EXPR and plain=yes, not "
			    "'%s=%.40s'",
			    crm_quote(quoted, name), text);
	}
	if (t->fields == NULL)
		return crm_fail_field(err, CRM_USAGE, "fields",
		    "name what to "
		    "learn from: fields=source,industry,…");
	return CRM_OK;
}

static enum crm_status
body(struct crm_cmd *c, struct crm_err *err)
{
	const struct crm_entity *lead = crm_dict_find(c->dict, "lead");
	struct crm_bayes_training t = { .name = NULL };
	struct crm_filter *where = NULL;
	enum crm_status st;
	int64_t model;
	bool made;

	if ((st = read_operands(c, &t, err)) != CRM_OK ||
	    (st = crm_cmd_filter(c, lead, &where, err)) != CRM_OK)
		return st;
	t.where = where;
	if ((st = crm_bayes_train(c->store, &t, &model, &made, err)) != CRM_OK)
		return st;
	crm_cmd_count(c, model, made ? CRM_ACT_INSERTED : CRM_ACT_UPDATED);
	return crm_cmd_print_changed(c, c->entity, err);
}

enum crm_status
lead_train(struct crm_cmd *c, struct crm_err *err)
{
	return crm_cmd_write(c, body, err);
}
