/* classify, suggest: the likeliest value of the field by which records of a kind
 * are parted, from those that have one. */
#include "cli/internal.h"

#include <crm/cli/verbs.h>
#include <crm/domain/bayes.h>

#include <string.h>

/* How a kind is parted: by which field, what counts, and how it is learned. */
struct parted {
	const char *kind, *field, *when, *command;
};

static const struct parted kinds[] = {
	{ "case", "category", "status in (resolved, closed)",
	    "crm-customer case learn NAME fields=product,channel,…" },
	{ "lead", "industry", "created is not null",
	    "crm-lead classify NAME fields=source,interest,…" },
	{ "deal", "class", "created is not null",
	    "crm-deal classify NAME fields=product,source,…" },
	{ NULL, NULL, NULL, NULL },
};

const struct crm_word crm_classify_words[] = {
	{ .name = "fields",
	    .type = CRM_T_TEXT,
	    .flags = CRM_W_NEEDED,
	    .arg = "LIST",
	    .help = "what to learn from: product,channel,…" },
	{ .name = NULL },
};

static const struct parted *
parted_of(const struct crm_cmd *c)
{
	const struct parted *p = kinds;

	while (p[1].kind != NULL && strcmp(p->kind, c->entity->def->name) != 0)
		p++;
	return p;
}

/* ---- classify ---- */

static enum crm_status
classify_body(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_text fields = crm_arg_text(c, "fields");
	struct crm_class_training t = { .of = c->entity,
		.name = c->operand[0],
		.fields = crm_strndup(c->arena, fields.p, fields.n),
		.field = parted_of(c)->field,
		.when = parted_of(c)->when };
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
		crm_note(c, "values of %s with too few records: %zu, left out",
		    t.field, trained.small);
	return crm_cmd_print_changed(c, crm_dict_find(c->dict, "model"), err);
}

enum crm_status
crm_verb_classify(struct crm_cmd *c, struct crm_err *err)
{
	if (c->n_operands != 1 || c->operand[0][0] == '\0')
		return crm_fail(err, CRM_USAGE,
		    "%s needs one name and the fields to learn from: %s",
		    c->verb->name, parted_of(c)->command);
	return crm_cmd_write(c, classify_body, err);
}

/* ---- suggest ---- */

enum { COL_ID, COL_CLASS, COL_PROBABILITY, COLUMNS };

static enum crm_status
put_all(struct crm_cmd *c, const struct crm_id_list *ids,
    const struct crm_suggester *g, struct crm_rows *rows, struct crm_err *err)
{
	struct crm_suggestion s;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < ids->n && st == CRM_OK && !crm_out_closed(c->out);
	     i++) {
		st = crm_suggest(g, ids->id[i], &s, err);
		if (st != CRM_OK)
			return st;
		if (s.class.n == 0)
			return crm_fail(err, CRM_RULE,
			    "nothing was learned yet: %s",
			    parted_of(c)->command);
		const struct crm_value v[COLUMNS] = { crm_value_int(ids->id[i]),
			crm_value_text(s.class), crm_value_int(s.probability) };

		st = crm_rows_put(rows, v, err);
	}
	return st;
}

enum crm_status
crm_verb_suggest(struct crm_cmd *c, struct crm_err *err)
{
	const char *field = parted_of(c)->field;
	const char *id = crm_sprintf(c->arena, "%s_id", c->entity->def->name);
	const struct crm_column columns[COLUMNS] = {
		{ .name = id,
		    .label = id,
		    .type = CRM_T_ID,
		    .code = c->entity->def->code,
		    .currency = -1 },
		{ .name = field,
		    .label = field,
		    .type = CRM_T_TEXT,
		    .currency = -1 },
		{ .name = "probability",
		    .label = "probability",
		    .type = CRM_T_PERCENT,
		    .currency = -1 },
	};
	const char *without = crm_sprintf(c->arena, "%s is null", field);
	struct crm_suggester *g;
	struct crm_rows *rows = NULL;
	struct crm_id_list ids;
	enum crm_status st;

	if ((st = crm_cmd_ids(c, without, &ids, err)) != CRM_OK ||
	    (st = crm_suggester_open(c->store, c->entity, c->arena, &g, err)) !=
		CRM_OK)
		return st;
	st = crm_rows_open(c, columns, COLUMNS, &rows, err);
	if (st == CRM_OK)
		st = put_all(c, &ids, g, rows, err);
	return crm_rows_end(rows, st, err);
}
