/* crm-task: tasks and activities; its nouns and verbs. */
#include "task.h"

static enum crm_status
each_done(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	int done_on = crm_field_index(c->entity, CRM_TEXT("done_on"));
	struct crm_record patch;
	enum crm_status st;

	crm_record_init(&patch, c->entity, c->arena);
	patch.id = id;
	patch.held = CRM_HELD_REFUSED;
	if ((st = crm_fill_fields(c, &patch, err)) != CRM_OK ||
	    (st = crm_assign_field(
		 c, &patch, "status", CRM_TEXT("done"), err)) != CRM_OK)
		return st;
	crm_record_set(&patch, done_on,
	    crm_value_int(crm_arg(c, "done_on")->given
		    ? crm_arg_int(c, "done_on")
		    : c->clock.today));
	return crm_update(c->store, &patch, done, err);
}

static const struct crm_word done_words[] = {
	{ .name = "done_on", .type = CRM_T_DATE, .help = "when, if not today" },
	CRM_WORD_FIELDS(0),
	{ .name = NULL },
};

static const struct crm_verb task_verbs[] = {
	{ .name = "done",
	    .group = "Work",
	    .flags = CRM_V_WRITE | CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP,
	    .operands = "ID… | -",
	    .words = done_words,
	    .help = "mark tasks done",
	    .each = each_done },
	{ .name = "due",
	    .group = "Work",
	    .groups = CRM_G_OUT | CRM_G_UNTIL | CRM_G_TELL | CRM_G_WHERE |
		CRM_G_STRICT,
	    .help = "what falls due, of every kind of record: who, what, when, "
		    "why",
	    .run = task_due },
	CRM_VERB_ASSIGN,
	{ .name = NULL },
};

static const struct crm_noun nouns[] = {
	{ "task", true, task_verbs },
	{ "activity", true, NULL },
	{ NULL, false, NULL },
};

static const struct crm_program program = {
	"crm-task",
	"tasks and activities",
	nouns,
};

int
main(int argc, char **argv)
{
	return crm_main(&program, argc, argv);
}
