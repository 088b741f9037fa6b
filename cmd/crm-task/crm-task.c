/* crm-task: tasks and activities; its nouns and verbs. */
#include "task.h"

/* A task is done; done_on=DATE where that was not today. */
static enum crm_status
each_done(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	struct crm_record patch;
	enum crm_status st;

	crm_record_init(&patch, c->entity, c->arena);
	patch.id = id;
	if ((st = crm_assign_record(c, c->assign, c->n_assign, &patch, err)) !=
		CRM_OK ||
	    (st = crm_assign_field(
		 c, &patch, "status", CRM_TEXT("done"), err)) != CRM_OK)
		return st;
	if (!patch.given[crm_field_index(c->entity, CRM_TEXT("done_on"))] &&
	    (st = crm_assign_field(
		 c, &patch, "done_on", CRM_TEXT("today"), err)) != CRM_OK)
		return st;
	return crm_update(c->store, &patch, done, err);
}

static const struct crm_verb task_verbs[] = {
	{ "done", CRM_V_WRITE | CRM_V_IDS | CRM_V_ASSIGN,
	    CRM_G_OUT | CRM_G_IN | CRM_G_WRITE | CRM_G_KEEP,
	    "ID… | - [done_on=DATE]", "mark tasks done", NULL, each_done },
	{ "due", 0, CRM_G_OUT | CRM_G_UNTIL, "",
	    "what falls due, of every kind of record: who, what, when, why",
	    task_due, NULL },
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
