/* tick: what automation is to do today, once however often it is called. */
#include "task.h"

#include <crm/domain/automation.h>

enum { RULE_ID, RULE, ABOUT, WHAT, COLUMNS };

#define COLUMN(n, t) \
	{ \
		.name = n, .label = n, .type = t, .currency = -1 \
	}

static const struct crm_column columns[COLUMNS] = {
	[RULE_ID] = { .name = "automation_id",
	    .label = "automation_id",
	    .type = CRM_T_ID,
	    .code = "AU",
	    .currency = -1 },
	[RULE] = COLUMN("automation", CRM_T_TEXT),
	[ABOUT] = COLUMN("about", CRM_T_TEXT),
	[WHAT] = COLUMN("what", CRM_T_TEXT),
};

static enum crm_status
refused(void *ctx, const struct crm_err *why)
{
	struct crm_cmd *c = ctx;

	crm_print_err(c, NULL, why);
	c->refused++;
	c->worst = CRM_RULE;
	return CRM_OK;
}

static const char *
typed(struct crm_cmd *c, const struct crm_entity *e, int64_t id)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;

	crm_id_format(&b, e, id);
	text = crm_strdup(c->arena, b.data);
	crm_buf_free(&b);
	return text;
}

static enum crm_status
print_ran(struct crm_cmd *c, struct crm_err *err)
{
	const struct crm_entity *rules = crm_dict_find(c->dict, "automation");
	const struct crm_ran *ran;
	size_t i, n = crm_ran(c->store, &ran);
	struct crm_rows *rows;
	struct crm_text name;
	enum crm_status st = crm_rows_open(c, columns, COLUMNS, &rows, err);

	for (i = 0; i < n && st == CRM_OK; i++) {
		st = crm_display(c->store, rules, ran[i].rule, &name, err);
		if (st == CRM_OK)
			st = crm_rows_put(rows,
			    (struct crm_value[COLUMNS]){
				[RULE_ID] = crm_value_int(ran[i].rule),
				[RULE] = crm_value_text(name),
				[ABOUT] = crm_value_text(crm_text_of(
				    typed(c, ran[i].entity, ran[i].record))),
				[WHAT] = crm_value_text(
				    crm_text_of(ran[i].what)) },
			    err);
	}
	c->count[CRM_ACT_UPDATED] = n;
	return crm_rows_end(rows, st, err);
}

static enum crm_status
tick(struct crm_cmd *c, struct crm_err *err)
{
	enum crm_status st = crm_automation_tick(c->store, refused, c, err);

	return st == CRM_OK ? print_ran(c, err) : st;
}

enum crm_status
task_tick(struct crm_cmd *c, struct crm_err *err)
{
	c->batch.explain = true;
	return crm_cmd_write(c, tick, err);
}
