/* clock: batches that a clock dated ahead are dated again. */
#include "admin.h"

#include <crm/store/log.h>
#include <crm/store/upkeep.h>

const struct crm_word clock_words[] = {
	{ .name = "at",
	    .type = CRM_T_INSTANT,
	    .help =
		"when it was, from the batch before it to now; default now" },
	{ .name = NULL },
};

static enum crm_status
clock_body(struct crm_cmd *c, struct crm_err *err)
{
	const struct crm_arg *arg = crm_arg(c, "at");
	struct crm_value at = arg->given ? arg->v : CRM_VALUE_NULL;
	const char **said = c->state;
	int64_t number;
	enum crm_status st;

	st = crm_batch_parse(
	    c->store, crm_text_of(c->operand[0]), &number, err);
	return st == CRM_OK
	    ? crm_redate(c->store, number, at, c->arena, said, err)
	    : st;
}

enum crm_status
admin_clock(struct crm_cmd *c, struct crm_err *err)
{
	const char *said = "";
	enum crm_status st;

	if (c->n_operands != 1)
		return crm_fail(err, CRM_USAGE,
		    "clock takes one batch, the first that is dated ahead; "
		    "crm-admin check names it");
	c->state = &said;
	c->quiet_summary = true;
	st = crm_cmd_write(c, clock_body, err);
	if (st == CRM_OK && !crm_has(c, CRM_OPT_QUIET))
		crm_note(c, "dated again%s: %s",
		    c->batch.dry_run ? " (dry run: nothing was written)" : "",
		    said);
	return st;
}
