/* automation test: which rules would run, and why. */
#include "admin.h"

#include <crm/domain/automation.h>

#include <string.h>

enum { RULE_ID, RULE, EVENT, ABOUT, RUNS, WHY, WHAT, COLUMNS };

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
	[EVENT] = COLUMN("event", CRM_T_TEXT),
	[ABOUT] = COLUMN("about", CRM_T_TEXT),
	[RUNS] = COLUMN("runs", CRM_T_BOOL),
	[WHY] = COLUMN("why", CRM_T_TEXT),
	[WHAT] = COLUMN("what", CRM_T_TEXT),
};

static enum crm_status
put(void *ctx, const struct crm_automation_case *k, struct crm_err *err)
{
	struct crm_buf about = CRM_BUF_INIT;
	struct crm_value v[COLUMNS] = { [RULE_ID] = crm_value_int(k->rule),
		[RULE] = crm_value_text(k->name),
		[EVENT] = crm_value_text(crm_text_of(k->event)),
		[RUNS] = crm_value_int(k->fits),
		[WHY] = crm_value_text(crm_text_of(k->why)),
		[WHAT] = crm_value_text(
		    crm_text_of(k->what == NULL ? "" : k->what)) };
	enum crm_status st;

	crm_id_format(&about, k->entity, k->record);
	v[ABOUT] = crm_value_text(crm_text_of(about.data));
	st = crm_rows_put(ctx, v, err);
	crm_buf_free(&about);
	return st;
}

/* Of a rule the records, of a record the rules. */
static enum crm_status
test_one(struct crm_cmd *c, const char *operand, int64_t most,
    struct crm_rows *rows, struct crm_err *err)
{
	const struct crm_reference r = { .text = crm_text_of(operand),
		.how = CRM_REFER_ID };
	const struct crm_entity *e;
	struct crm_text code;
	enum crm_status st;
	int64_t id;

	st = crm_resolve(c->store, c->entity, r.text, false, &id, err);
	if (st == CRM_OK)
		return crm_automation_test_rule(
		    c->store, id, most, put, rows, err);
	if (crm_id_split(r.text, &code, &id) &&
	    crm_text_is(code, c->entity->def->code))
		return st;
	st = crm_refer_any(c->store,
	    "lead|customer|contact|deal|order|case|task", &r, &e, &id, err);
	return st != CRM_OK
	    ? st
	    : crm_automation_test(c->store, e, id, put, rows, err);
}

static enum crm_status
test_all(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_rows *rows = NULL;
	enum crm_status st;
	int64_t most;

	if ((st = crm_cmd_limit(c, &most, err)) != CRM_OK ||
	    (st = crm_rows_open(c, columns, COLUMNS, &rows, err)) != CRM_OK)
		return st;
	for (size_t i = 0; i < c->n_operands && st == CRM_OK; i++)
		st = test_one(c, c->operand[i], most, rows, err);
	return crm_rows_end(rows, st, err);
}

enum crm_status
automation_test(struct crm_cmd *c, struct crm_err *err)
{
	if (c->n_operands == 0)
		return crm_fail(err, CRM_USAGE,
		    "test needs a record, or a rule of automation");
	c->batch.dry_run = c->quiet_summary = true;
	return crm_cmd_write(c, test_all, err);
}
