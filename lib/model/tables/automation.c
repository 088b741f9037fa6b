/* Automation: what follows by itself when records are made, changed or fall due. */
#include "tables.h"

static const struct crm_choice event[] = {
	{ "inserted", "Is made", "新建", "created|added|on create|创建" },
	{ "changed", "A field is changed", "字段变更",
	    "updated|edited|on change|修改|更新" },
	{ "moved", "Its state is changed", "状态变更",
	    "state changed|stage changed|阶段变更" },
	{ "daily", "Each day", "每天", "every day|scheduled|每日|定时" },
	{ "before", "Days before a date", "日期前若干天",
	    "time|time based|days before|到期前" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_choice action[] = {
	{ "set", "Set fields", "更新字段", "update|field update|修改字段" },
	{ "assign", "Give it to somebody", "分配", "assignment|转交" },
	{ "task", "Add a task", "新建任务", "create task|任务" },
	{ "notice", "Tell somebody", "发送通知", "notify|alert|提醒|通知" },
	{ "playbook", "Start a playbook", "启动剧本", "start playbook|剧本" },
	{ "approval", "Submit it for approval", "提交审批",
	    "submit|approval request|审批" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_field automation_fields[] = {
	{ "automation_id", CRM_T_ID, CRM_F_SHORT, "Automation ID", "自动化ID",
	    NULL },
	{ "kind", CRM_T_TEXT, CRM_F_REQUIRED | CRM_F_SHORT, "Of", "对象",
	    "entity|object" },
	{ "seq", CRM_T_INT, CRM_F_SHORT, "Sequence", "顺序",
	    "order|priority|序号|优先级", .def = "100" },
	{ "name", CRM_T_TEXT, CRM_F_NAME | CRM_F_FOLDED | CRM_F_SHORT, "Name",
	    "名称", "rule|rule name|规则名称" },
	{ "event", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Event",
	    "触发事件", "trigger|触发条件", .choices = event },
	{ "field", CRM_T_TEXT, CRM_F_SHORT, "Field", "触发字段",
	    "changed field|date field|字段" },
	{ "days", CRM_T_INT, CRM_F_SHORT, "Days before", "提前天数", NULL },
	{ "when", CRM_T_TEXT, CRM_F_SHORT, "When", "条件",
	    "expression|condition|filter|表达式" },
	{ "action", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Action", "动作",
	    NULL, .choices = action },
	{ "what", CRM_T_TEXT, CRM_F_SHORT, "What", "动作内容",
	    "values|field values|内容" },
	{ "person", CRM_T_REF, CRM_F_SHORT, "Person", "人员", "user|login",
	    .ref = "user" },
	{ "playbook", CRM_T_REF, CRM_F_SHORT, "Playbook", "剧本",
	    "playbook name", .ref = "playbook" },
	{ "active", CRM_T_BOOL, CRM_F_SHORT, "Active", "启用",
	    "enabled|是否启用", .def = "yes" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ "ran_on", CRM_T_DATE, CRM_F_KEPT, "Ran on", "上次运行日期", NULL },
	{ .name = NULL },
};

const struct crm_entity_def crm_table_automation[] = {
	{
	    .name = "automation",
	    .table = "automation",
	    .code = "AU",
	    .program = "crm-admin",
	    .en = "Automation rule",
	    .zh = "自动化规则",
	    .fields = automation_fields,
	},
	{ .name = NULL },
};
