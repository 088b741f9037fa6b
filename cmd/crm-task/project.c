/* Projects: their states, members and comments. */
#include "task.h"

#include <crm/domain/project.h>

const struct crm_word project_member_words[] = {
	{ .name = "user",
	    .type = CRM_T_REF,
	    .flags = CRM_W_NEEDED,
	    .arg = "USER",
	    .entity = "user",
	    .help = "who takes part, or does no more" },
	{ .name = NULL },
};

const struct crm_word project_comment_words[] = {
	{ .name = "text",
	    .type = CRM_T_TEXT,
	    .flags = CRM_W_NEEDED,
	    .arg = "TEXT",
	    .help = "what is to be said" },
	{ .name = NULL },
};

enum crm_status
project_move(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	return crm_project_move(
	    c->store, id, (enum crm_project_step)c->verb->step, done, err);
}

enum crm_status
project_member(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	return crm_project_member(c->store, id, crm_arg_int(c, "user"),
	    c->verb->step == PROJECT_JOIN, done, err);
}

static enum crm_status
comment_all(struct crm_cmd *c, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	int64_t activity;

	for (size_t i = 0; i < c->ids.n && st == CRM_OK; i++) {
		st = crm_comment(c->store, c->entity, c->ids.id[i],
		    crm_arg_text(c, "text"), &activity, err);
		if (st == CRM_OK)
			crm_cmd_count(c, activity, CRM_ACT_INSERTED);
	}
	return st != CRM_OK
	    ? st
	    : crm_cmd_print_changed(c, crm_dict_find(c->dict, "activity"), err);
}

/* Prints the activities that it makes, not the projects. */
enum crm_status
project_comment(struct crm_cmd *c, struct crm_err *err)
{
	if (c->ids.n == 0 && !c->from_stdin)
		return crm_fail(err, CRM_USAGE,
		    "comment needs ids, or - to read them from standard input");
	return crm_cmd_write(c, comment_all, err);
}
