/* Tasks and activities. */
#include "task.h"

static const struct crm_trade kinds[] = {
	{ "task", .rules = { .save = task_save, .saved = task_saved },
	    .open = TASK_OPEN, .status = "status", .waits = TASK_OPEN,
	    .words = "open tasks", .state = "status", .place = "about",
	    .first = "coalesce(t.\"due\", 1000000)" },
	{ "playbook", .rules = { .save = playbook_save } },
	{ "playbook-step", .rules = { .save = playbook_step_save },
	    .first = "t.\"seq\"" },
	{ "project", .rules = { .save = project_save }, .state = "status" },
	{ "activity", .rules = { .save = activity_save },
	    .first = "-coalesce(t.\"at\", 0)" },
	{ "attachment", .rules = { .save = attachment_save },
	    .first = "-t.\"id\"" },
	{ .entity = NULL },
};

static crm_audit *const audits[] = { attachments_audit, NULL };

static const struct crm_alarm alarms[] = {
	{ N_("task"), "an open task is due", task_alarm },
	{ N_("project"), "an open project is due", project_alarm },
	{ .kind = NULL },
};

const struct crm_area area_task = {
	.name = "task",
	.kinds = kinds,
	.alarms = alarms,
	.audits = audits,
	.begin = contacts_begin,
};
