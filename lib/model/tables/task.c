/* Tasks and activities. */
#include "tables.h"

#include <crm/model/activity.h>

static const struct crm_choice task_status[] = {
	{ "todo", "To do", "待办",
	    "open|not started|planned|未开始|待处理|未完成" },
	{ "doing", "Doing", "进行中",
	    "in progress|started|waiting|waiting on someone else|"
	    "waiting for input|处理中" },
	{ "done", "Done", "已完成", "completed|complete|closed|finished|完成",
	    CRM_TONE_GOOD },
	{ "cancelled", "Cancelled", "已取消", "canceled|deferred|取消",
	    CRM_TONE_FAINT },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_came task_came[] = {
	{ "done_on", "done", NULL },
	{ NULL, NULL, NULL },
};

#define CRM_ALIAS_ABOUT \
	"related to|related record|regarding|who|what|parent|parent name|" \
	"linked to|关联|相关对象|关联记录"

static const struct crm_choice repeat_from[] = {
	{ "due", "The day it was due", "截止日", NULL },
	{ "done", "The day it was done", "完成日", NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_field task_fields[] = {
	{ "task_id", CRM_T_ID, CRM_F_SHORT, "Task ID", "任务ID", NULL },
	{ "subject", CRM_T_TEXT,
	    CRM_F_REQUIRED | CRM_F_NAME | CRM_F_FOLDED | CRM_F_SHORT, "Subject",
	    "主题",
	    "task|task name|task title|title|name|任务|任务名称|"
	    "任务主题|标题" },
	{ "status", CRM_T_ENUM, CRM_F_SHORT, "Status", "状态",
	    "task status|done|任务状态|完成状态", .def = "todo",
	    .came = task_came, .choices = task_status },
	{ "kind", CRM_T_ENUM, 0, "Kind", "类型", "type|task type|任务类型",
	    .choices = crm_choice_activity },
	{ "due", CRM_T_DATE, CRM_F_SHORT, "Due", "截止日期",
	    "due date|deadline|due on|activity date|date|task date|截止时间|"
	    "到期日|到期日期|日期",
	    .time = "due_at",
	    .tone = CRM_TONE_WHEN_LATE(
		"due", "$.\"status\" IN ('todo', 'doing')") },
	{ "priority", CRM_T_ENUM, CRM_F_SHORT, "Priority", "优先级",
	    "task priority|紧急程度", .def = "normal",
	    .choices = crm_choice_priority },
	{ "owner", CRM_T_REF, CRM_F_SHORT, "Owner", "负责人",
	    "task owner|assignee|assigned|assigned to user|执行人|" CRM_ALIAS_OWNER,
	    .ref = "user" },
	{ "team", CRM_T_REF, 0, "Team", "团队", "team name|负责团队",
	    .ref = "team" },
	{ "about", CRM_T_ANY, CRM_F_INDEX | CRM_F_SHORT, "About", "关联对象",
	    CRM_ALIAS_ABOUT, .ref = CRM_KINDS_ABOUT },
	{ "done_on", CRM_T_DATE, 0, "Done on", "完成日期",
	    "completed date|date completed|completion date|closed time|完成时间" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注",
	    "任务描述|" CRM_ALIAS_NOTES },
	{ "tags", CRM_T_TAGS, 0, "Tags", "标签", CRM_ALIAS_TAGS },
	{ "ext", CRM_T_TEXT, CRM_F_EXT, "External ID", "外部编号",
	    "activity id|任务编号|" CRM_ALIAS_EXT },
	{ "due_at", CRM_T_INSTANT, 0, "Due at", "截止时刻", "due time" },
	{ "rrule", CRM_T_TEXT, 0, "Recurrence rule", "重复规则",
	    "recurrence|recurrence rule" },
	{ "every", CRM_T_TEXT, 0, "Every", "重复间隔",
	    "interval|repeat every" },
	{ "repeat_from", CRM_T_ENUM, 0, "Repeats from", "重复起算", NULL,
	    .choices = repeat_from },
	{ "series", CRM_T_REF, CRM_F_KEPT | CRM_F_INDEX, "First of its series",
	    "系列首个任务", NULL, .ref = "task" },
	{ "repeat_start", CRM_T_DATE, CRM_F_KEPT, "Series began on",
	    "系列起始日", NULL },
	{ "after", CRM_T_REF, CRM_F_INDEX, "After", "前置任务",
	    "depends on|blocked by|predecessor|依赖任务", .ref = "task" },
	{ "role", CRM_T_ENUM, 0, "Queue of role", "角色队列", NULL,
	    .choices = crm_choice_user_role },
	{ "snooze", CRM_T_INSTANT, 0, "Snoozed until", "推迟到",
	    "snoozed until|snooze until" },
	{ "also_after", CRM_T_TAGS, CRM_F_INDEX, "Also after", "其他前置任务",
	    "further predecessors|predecessors|其他依赖任务" },
	{ "project", CRM_T_REF, CRM_F_INDEX, "Project", "项目",
	    "project name|所属项目", .ref = "project" },
	{ "playbook", CRM_T_REF, CRM_F_KEPT, "Playbook", "剧本", NULL,
	    .ref = "playbook" },
	{ "run", CRM_T_REF, CRM_F_KEPT | CRM_F_INDEX,
	    "First of its playbook's run", "剧本首个任务", NULL,
	    .ref = "task" },
	{ "meeting", CRM_T_REF, 0, "Decided in", "来自会议", "decided in",
	    .ref = "activity" },
	{ "revision", CRM_T_INT, 0, "Revision", "修订号", "sequence" },
	{ "revised_at", CRM_T_INSTANT, 0, "Revised at", "修订时间", NULL },
	{ "contact", CRM_T_REF, CRM_F_INDEX, "Contact", "联系人",
	    CRM_ALIAS_CONTACT, .ref = "contact" },
	{ .name = NULL },
};

static const struct crm_choice direction[] = {
	{ "out", "From us", "发出",
	    "outbound|outgoing|sent|呼出|去电|外呼|发件" },
	{ "in", "From them", "收到",
	    "inbound|incoming|received|呼入|来电|收件" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_field activity_fields[] = {
	{ "activity_id", CRM_T_ID, CRM_F_SHORT, "Activity ID", "活动ID", NULL },
	{ "kind", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Kind", "类型",
	    "type|activity type|活动类型|跟进方式|跟进类型",
	    .choices = crm_choice_activity },
	{ "about", CRM_T_ANY, CRM_F_INDEX | CRM_F_SHORT, "About", "关联对象",
	    "跟进对象|phone|number|caller|callee|对方号码|客户电话|客户号码|"
	    "号码|" CRM_ALIAS_PHONE "|" CRM_ALIAS_MOBILE "|" CRM_ALIAS_ABOUT,
	    .ref = CRM_KINDS_ABOUT },
	{ "at", CRM_T_INSTANT, CRM_F_INDEX | CRM_F_SHORT, "At", "时间",
	    "date|time|activity date|activity time|start date|start time|"
	    "start|call date|call time|call start time|日期|开始时间|开始日期|"
	    "活动日期|活动时间|跟进日期|跟进时间|拜访时间|通话时间|发生时间",
	    .def = "now" },
	{ "owner", CRM_T_REF, CRM_F_INDEX | CRM_F_SHORT, "Owner", "负责人",
	    "activity owner|assigned|assigned to user|记录人|" CRM_ALIAS_OWNER,
	    .ref = "user" },
	{ "subject", CRM_T_TEXT, CRM_F_NAME | CRM_F_FOLDED | CRM_F_SHORT,
	    "Subject", "主题", "title|activity name|标题|活动主题" },
	{ "outcome", CRM_T_TEXT, CRM_F_SHORT, "Outcome", "结果",
	    "result|call result|call outcome|跟进结果|沟通结果" },
	{ "minutes", CRM_T_INT, 0, "Minutes", "时长（分钟）",
	    "duration|duration (minutes)|时长|分钟" },
	{ "next_step", CRM_T_TEXT, 0, "Next step", "下一步",
	    "next steps|下一步计划|下步行动" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注",
	    "跟进内容|沟通内容|" CRM_ALIAS_NOTES },
	{ "ext", CRM_T_TEXT, CRM_F_EXT, "External ID", "外部编号",
	    CRM_ALIAS_EXT },
	{ "direction", CRM_T_ENUM, 0, "Direction", "方向",
	    "call direction|call type|email direction|inbound/outbound|"
	    "呼叫方向|通话类型",
	    .choices = direction },
	{ "place", CRM_T_TEXT, 0, "Place", "地点",
	    "location|venue|会议地点|拜访地点" },
	{ "cancelled", CRM_T_BOOL, 0, "Cancelled", "已取消", NULL },
	{ "all_day", CRM_T_BOOL, 0, "All day", "全天", "all day event" },
	{ "thread", CRM_T_REF, 0, "First of its thread", "会话首条", NULL,
	    .ref = "activity" },
	{ "revision", CRM_T_INT, 0, "Revision", "修订号", "sequence" },
	{ "revised_at", CRM_T_INSTANT, 0, "Revised at", "修订时间", NULL },
	{ "contact", CRM_T_REF, CRM_F_INDEX, "Contact", "联系人",
	    CRM_ALIAS_CONTACT, .ref = "contact" },
	{ .name = NULL },
};

static const struct crm_choice attendee_role[] = {
	{ "organizer", "Organizer", "组织者", "organiser|host|chair" },
	{ "required", "Required", "必须", "req-participant" },
	{ "optional", "Optional", "可选", "opt-participant" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_choice attendee_answer[] = {
	{ "none", "None yet", "未回复", "needs-action" },
	{ "accepted", "Accepted", "已接受", NULL, CRM_TONE_GOOD },
	{ "declined", "Declined", "已拒绝", NULL, CRM_TONE_BAD },
	{ "tentative", "Tentative", "暂定", NULL },
	{ "delegated", "Delegated", "已委托", NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_field attendee_fields[] = {
	{ "attendee_id", CRM_T_ID, CRM_F_SHORT, "Attendee ID", "参会人ID",
	    NULL },
	{ "activity", CRM_T_REF,
	    CRM_F_REQUIRED | CRM_F_OWNER | CRM_F_INDEX | CRM_F_SHORT,
	    "Activity", "活动", "meeting", .ref = "activity" },
	{ "who", CRM_T_ANY, CRM_F_INDEX | CRM_F_SHORT, "Who", "参会人",
	    "person|attendee", .ref = "user|contact|lead" },
	{ "name", CRM_T_TEXT, CRM_F_NAME | CRM_F_FOLDED | CRM_F_SHORT, "Name",
	    "姓名", "full name" },
	{ "email", CRM_T_EMAIL, CRM_F_SHORT, "E-mail", "邮箱",
	    CRM_ALIAS_EMAIL },
	{ "role", CRM_T_ENUM, 0, "Role", "角色", NULL,
	    .choices = attendee_role },
	{ "answer", CRM_T_ENUM, CRM_F_SHORT, "Answer", "答复", "response",
	    .choices = attendee_answer },
	{ .name = NULL },
};

const struct crm_entity_def crm_table_task[] = {
	{
	    .name = "task",
	    .table = "task",
	    .code = "T",
	    .program = "crm-task",
	    .en = "Task",
	    .zh = "任务",
	    .exported = "activity|event",
	    .fields = task_fields,
	    .indexes = "owner,status|due",
	},
	{
	    .name = "activity",
	    .table = "activity",
	    .code = "A",
	    .program = "crm-task",
	    .en = "Activity",
	    .zh = "活动记录",
	    .fields = activity_fields,
	},
	{
	    .name = "attendee",
	    .table = "attendee",
	    .code = "AE",
	    .program = "crm-task",
	    .en = "Attendee",
	    .zh = "参会人",
	    .fields = attendee_fields,
	},
	{ .name = NULL },
};
