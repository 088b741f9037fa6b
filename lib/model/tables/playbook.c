/* Playbooks: steps that are started together, each a task later on. */
#include "tables.h"

static const struct crm_field playbook_fields[] = {
	{ "playbook_id", CRM_T_ID, CRM_F_SHORT, "Playbook ID", "剧本ID", NULL },
	{ "name", CRM_T_TEXT,
	    CRM_F_BARE | CRM_F_REQUIRED | CRM_F_NAME | CRM_F_FOLDED |
		CRM_F_SHORT,
	    "Name", "剧本名称",
	    "playbook|playbook name|template|剧本|模板|名称" },
	{ "kind", CRM_T_TEXT, CRM_F_SHORT, "Of", "对象", "entity|object" },
	{ "calendar", CRM_T_REF, 0, "Working days of calendar", "工作日历",
	    NULL, .ref = "calendar" },
	{ "active", CRM_T_BOOL, CRM_F_SHORT, "Active", "启用",
	    "enabled|是否启用", .def = "yes" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

static const struct crm_field playbook_step_fields[] = {
	{ "playbook_step_id", CRM_T_ID, CRM_F_SHORT, "Step ID", "步骤ID",
	    NULL },
	{ "playbook", CRM_T_REF,
	    CRM_F_REQUIRED | CRM_F_OWNER | CRM_F_INDEX | CRM_F_SHORT,
	    "Playbook", "剧本", "playbook name|template|模板",
	    .ref = "playbook" },
	{ "seq", CRM_T_INT, CRM_F_REQUIRED | CRM_F_SHORT, "Step", "步骤",
	    "step|order|sequence|序号|顺序" },
	{ "subject", CRM_T_TEXT,
	    CRM_F_REQUIRED | CRM_F_NAME | CRM_F_FOLDED | CRM_F_SHORT, "Subject",
	    "主题", "task|task name|title|任务|任务名称|标题" },
	{ "days", CRM_T_INT, CRM_F_SHORT, "Working days from the start",
	    "开始后工作日数", "offset|day|天数", .def = "0" },
	{ "after", CRM_T_TAGS, CRM_F_SHORT, "After steps", "前置步骤",
	    "depends on|after step|前置" },
	{ "person", CRM_T_REF, CRM_F_SHORT, "Person", "人员",
	    "user|login|assignee|执行人", .ref = "user" },
	{ "team", CRM_T_REF, 0, "Team", "团队", "team name|负责团队",
	    .ref = "team" },
	{ "role", CRM_T_ENUM, CRM_F_SHORT, "Queue of role", "角色队列", NULL,
	    .choices = crm_choice_user_role },
	{ "kind", CRM_T_ENUM, 0, "Kind", "类型", "type|task type|任务类型",
	    .choices = crm_choice_activity },
	{ "priority", CRM_T_ENUM, 0, "Priority", "优先级", "紧急程度",
	    .def = "normal", .choices = crm_choice_priority },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

const struct crm_entity_def crm_table_playbook[] = {
	{
	    .name = "playbook",
	    .table = "playbook",
	    .code = "PB",
	    .program = "crm-task",
	    .en = "Playbook",
	    .zh = "剧本",
	    .fields = playbook_fields,
	    .key = { "name" },
	},
	{
	    .name = "playbook-step",
	    .table = "playbook_step",
	    .code = "PS",
	    .program = "crm-task",
	    .en = "Playbook step",
	    .zh = "剧本步骤",
	    .fields = playbook_step_fields,
	    .no_bulk = true, /* one step of each number */
	    .line = "seq",
	    .item = "subject",
	},
	{ .name = NULL },
};
