/* Projects: work of several people with one end. */
#include "tables.h"

static const struct crm_choice status[] = {
	{ "planned", "Planned", "计划中", "new|draft|not started|未开始" },
	{ "active", "Active", "进行中", "started|in progress|open|执行中" },
	{ "on_hold", "On hold", "已暂停", "paused|suspended|暂停" },
	{ "done", "Done", "已完成", "completed|complete|closed|finished|完成",
	    CRM_TONE_GOOD },
	{ "cancelled", "Cancelled", "已取消", "canceled|取消", CRM_TONE_FAINT },
	{ NULL, NULL, NULL, NULL },
};

/* Of its tasks x; what is cancelled is no work. */
#define COUNT_TASKS(which) \
	"(SELECT count(*) FROM task x WHERE x.\"project\" = $.id" \
	" AND x.\"deleted\" IS NULL AND " which ")"
#define IS_WORK "coalesce(x.\"status\", 'todo') <> 'cancelled'"
#define IS_OPEN "coalesce(x.\"status\", 'todo') IN ('todo', 'doing')"

static const struct crm_field project_fields[] = {
	{ "project_id", CRM_T_ID, CRM_F_SHORT, "Project ID", "项目ID", NULL },
	{ "name", CRM_T_TEXT,
	    CRM_F_BARE | CRM_F_REQUIRED | CRM_F_NAME | CRM_F_FOLDED |
		CRM_F_SHORT,
	    "Name", "项目名称", "project|project name|项目|名称" },
	{ "status", CRM_T_ENUM, CRM_F_SHORT | CRM_F_VERB | CRM_F_BEGINS,
	    "Status", "状态", "project status|项目状态", .def = "planned",
	    .choices = status },
	{ "owner", CRM_T_REF, CRM_F_SHORT, "Owner", "负责人",
	    "project owner|project manager|manager|项目经理|" CRM_ALIAS_OWNER,
	    .ref = "user" },
	{ "members", CRM_T_TAGS, 0, "Members: logins", "成员",
	    "member|project members|participants|项目成员" },
	{ "about", CRM_T_ANY, CRM_F_SHORT, "About", "关联对象",
	    "customer|related to|regarding|客户|关联",
	    .ref = "customer|deal|order|lead" },
	{ "start", CRM_T_DATE, 0, "Start", "开始日期",
	    "start date|planned start|开始时间" },
	{ "due", CRM_T_DATE, CRM_F_SHORT, "Due", "截止日期",
	    "due date|deadline|end date|finish|结束日期|完成期限",
	    .tone = CRM_TONE_WHEN_LATE(
		"due", "$.\"status\" IN ('planned', 'active', 'on_hold')") },
	{ "closed_on", CRM_T_DATE, CRM_F_VERB, "Closed on", "关闭日期",
	    "completed on|实际完成日期" },
	{ "tasks", CRM_T_INT, CRM_F_DERIVED, "Tasks", "任务数", NULL,
	    .sql = COUNT_TASKS(IS_WORK) },
	{ "tasks_open", CRM_T_INT, CRM_F_DERIVED | CRM_F_SHORT, "Open tasks",
	    "未完成任务", NULL, .sql = COUNT_TASKS(IS_OPEN) },
	{ "tasks_overdue", CRM_T_INT, CRM_F_DERIVED, "Overdue tasks",
	    "逾期任务", NULL,
	    .sql = COUNT_TASKS(IS_OPEN " AND x.\"due\" < {today}") },
	/* Rounded half up, in millionths. */
	{ "progress", CRM_T_PERCENT, CRM_F_DERIVED | CRM_F_SHORT, "Progress",
	    "进度", NULL,
	    .sql = "(SELECT (2000000 * count(CASE WHEN x.\"status\" = 'done'"
		   " THEN 1 END) + count(*)) / (2 * count(*)) FROM task x"
		   " WHERE x.\"project\" = $.id AND x.\"deleted\" IS NULL"
		   " AND " IS_WORK " HAVING count(*) > 0)" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ "tags", CRM_T_TAGS, 0, "Tags", "标签", CRM_ALIAS_TAGS },
	{ "ext", CRM_T_TEXT, CRM_F_EXT, "External ID", "外部编号",
	    CRM_ALIAS_EXT },
	{ .name = NULL },
};

const struct crm_entity_def crm_table_project[] = {
	{
	    .name = "project",
	    .table = "project",
	    .code = "PJ",
	    .program = "crm-task",
	    .en = "Project",
	    .zh = "项目",
	    .fields = project_fields,
	},
	{ .name = NULL },
};
