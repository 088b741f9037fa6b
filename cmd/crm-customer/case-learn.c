/* case learn, suggest: the likeliest category of a case. */
#include "customer.h"

#include <crm/domain/bayes.h>

const struct crm_word case_learn_words[] = {
	{ .name = "fields",
	    .type = CRM_T_TEXT,
	    .flags = CRM_W_NEEDED,
	    .arg = "LIST",
	    .help = "what to learn from: product,channel,…" },
	{ .name = NULL },
};

/* ---- learn ---- */

static enum crm_status
learn_body(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_text fields = crm_arg_text(c, "fields");
	struct crm_class_training t = { .of = c->entity,
		.name = c->operand[0],
		.fields = crm_strndup(c->arena, fields.p, fields.n),
		.field = "category",
		.when = "status in (resolved, closed)" };
	struct crm_class_trained trained;
	struct crm_filter *where = NULL;
	enum crm_status st;
	size_t i;

	if ((st = crm_cmd_filter(c, c->entity, &where, err)) != CRM_OK)
		return st;
	t.where = where;
	st = crm_classes_train(c->store, &t, c->arena, &trained, err);
	if (st != CRM_OK)
		return st;
	for (i = 0; i < trained.n; i++)
		crm_cmd_count(c, trained.model[i].model,
		    trained.model[i].made ? CRM_ACT_INSERTED : CRM_ACT_UPDATED);
	if (trained.small > 0)
		crm_note(c, "categories with too few cases: %zu, left out",
		    trained.small);
	return crm_cmd_print_changed(c, crm_dict_find(c->dict, "model"), err);
}

enum crm_status
case_learn(struct crm_cmd *c, struct crm_err *err)
{
	if (c->n_operands != 1 || c->operand[0][0] == '\0')
		return crm_fail(err, CRM_USAGE,
		    "learn needs one name and the fields to learn from: "
		    "crm-customer case learn NAME fields=product,channel,…");
	return crm_cmd_write(c, learn_body, err);
}

/* ---- suggest ---- */

static const struct crm_column columns[] = {
	{ .name = "case_id",
	    .label = "case_id",
	    .type = CRM_T_ID,
	    .code = "CS",
	    .currency = -1 },
	{ .name = "category",
	    .label = "category",
	    .type = CRM_T_TEXT,
	    .currency = -1 },
	{ .name = "probability",
	    .label = "probability",
	    .type = CRM_T_PERCENT,
	    .currency = -1 },
};

enum { COLUMNS = sizeof columns / sizeof *columns };

enum crm_status
case_suggest(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_suggester *g;
	struct crm_rows *rows = NULL;
	struct crm_suggestion s;
	struct crm_id_list ids;
	enum crm_status st;
	size_t i;

	if ((st = crm_cmd_ids(c, "category is null", &ids, err)) != CRM_OK ||
	    (st = crm_suggester_open(c->store, c->entity, c->arena, &g, err)) !=
		CRM_OK)
		return st;
	st = crm_rows_open(c, columns, COLUMNS, &rows, err);
	for (i = 0; i < ids.n && st == CRM_OK && !crm_out_closed(c->out); i++) {
		st = crm_suggest(g, ids.id[i], &s, err);
		if (st != CRM_OK)
			break;
		if (s.class.n == 0) {
			st = crm_fail(err, CRM_RULE,
			    "nothing was learned yet: crm-customer case learn "
			    "NAME fields=product,channel,…");
			break;
		}
		const struct crm_value v[COLUMNS] = { crm_value_int(ids.id[i]),
			crm_value_text(s.class), crm_value_int(s.probability) };

		st = crm_rows_put(rows, v, err);
	}
	return crm_rows_end(rows, st, err);
}
