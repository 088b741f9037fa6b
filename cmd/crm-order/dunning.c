/* The verbs of dunning: notices are made. */
#include "order.h"

#include <crm/cli/verbs.h>

#include <crm/domain/dunning.h>

static const struct crm_word run_words[] = {
	{ .name = "customer",
	    .type = CRM_T_REF,
	    .entity = "customer",
	    .help = "of this one alone" },
	{ .name = "on",
	    .type = CRM_T_DATE,
	    .help = "the business day; else today" },
	{ .name = "channel",
	    .type = CRM_T_TEXT,
	    .arg = "TEXT",
	    .help = "how they are sent: mail, phone, letter" },
	{ .name = NULL },
};

static int64_t
day_of(const struct crm_cmd *c)
{
	return crm_arg(c, "on")->given ? crm_arg_int(c, "on") : CRM_DATE_MIN;
}

static void
count(void *ctx, int64_t notice)
{
	crm_cmd_count(ctx, notice, CRM_ACT_INSERTED);
}

static enum crm_status
run_body(struct crm_cmd *c, struct crm_err *err)
{
	const struct crm_dunning_run r = { .day = day_of(c),
		.customer = crm_arg_int(c, "customer"),
		.channel = crm_arg_text(c, "channel"),
		.each = count,
		.ctx = c };
	enum crm_status st = crm_dunning_run(c->store, &r, err);

	return st == CRM_OK ? crm_cmd_print_changed(c, c->entity, err) : st;
}

static enum crm_status
dunning_run(struct crm_cmd *c, struct crm_err *err)
{
	return crm_cmd_write(c, run_body, err);
}

/* ---- charge ---- */

static const struct crm_word charge_words[] = {
	{ .name = "payment",
	    .type = CRM_T_REF,
	    .entity = "payment",
	    .help = "out of what is left of this one" },
	{ .name = "on",
	    .type = CRM_T_DATE,
	    .help = "the business day; else today" },
	{ .name = NULL },
};

static enum crm_status
charge(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	int64_t receivable;

	return crm_dunning_charge(c->store, id, crm_arg_int(c, "payment"),
	    day_of(c), &receivable, done, err);
}

const struct crm_verb order_dunning_verbs[] = {
	{ .name = "run",
	    .group = "Dunning",
	    .flags = CRM_V_WRITE,
	    .groups = CRM_G_OUT | CRM_G_WRITE,
	    .words = run_words,
	    .help = "a notice for all that has reached a level nobody was "
		    "told of",
	    .run = dunning_run },
	{ .name = "charge",
	    .group = "Dunning",
	    .flags = CRM_V_WRITE | CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP,
	    .operands = "ID… | -",
	    .words = charge_words,
	    .help = "fee and interest of what is paid, as a receivable",
	    .each = charge },
	CRM_VERB_PRINT,
	{ .name = NULL },
};
