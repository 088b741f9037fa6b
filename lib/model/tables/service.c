/* After-sales service: cases, the states they went through, surveys and their
 * answers. */
#include "tables.h"

#include <crm/model/activity.h>
#include <crm/model/survey.h>

#define CRM_ALIAS_CASE "ticket|ticket id|case number|工单|工单号"

static const struct crm_choice case_status[] = {
	{ "new", "New", "新建", "open|unassigned|待分配|未处理" },
	{ "assigned", "Assigned", "已分配", "queued|已派单|待处理" },
	{ "in_progress", "In progress", "处理中",
	    "working|in process|working on it|waiting on us|escalated|researching|"
	    "进行中|已升级" },
	{ "waiting", "Waiting", "等待中",
	    "pending|on hold|waiting on customer|waiting on contact|waiting for details|"
	    "waiting for customer|hold|挂起|等待客户" },
	{ "resolved", "Resolved", "已解决",
	    "solved|fixed|problem solved|information provided|已处理",
	    CRM_TONE_GOOD },
	{ "closed", "Closed", "已关闭", "done|completed|已完成|关闭",
	    CRM_TONE_FAINT },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_choice case_channel[] = {
	{ "phone", "Phone", "电话", "call|telephone" },
	{ "email", "E-mail", "邮件", "mail|e-mail" },
	{ "chat", "Chat", "在线聊天", "live chat|wechat|微信|messenger" },
	{ "web", "Web", "网页", "web form|portal|form|网站" },
	{ "visit", "Visit", "上门", "on site|onsite|现场" },
	{ "other", "Other", "其他", NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_choice case_entitlement[] = {
	{ "warranty", "Warranty", "保修", "under warranty|在保" },
	{ "contract", "Contract", "服务合同", "service contract|合同" },
	{ "paid", "Paid", "付费", "billable|out of warranty|收费" },
	{ "goodwill", "Goodwill", "免费", "courtesy|free of charge|善意" },
	{ NULL, NULL, NULL, NULL },
};

/* What stops the clock of the first response. */
#define IS_ANSWER \
	"x_activity.\"kind\" <> 'note'" \
	" AND coalesce(x_activity.\"direction\", 'out') = 'out'"
#define ANSWERS \
	"x_activity.\"about\" = 'CS' || $.id AND x_activity.deleted IS NULL" \
	" AND " IS_ANSWER

/* The first answer and the last activity of every case. */
static const struct crm_gather about_case = {
	.rows = "SELECT x_activity.\"about\" AS \"of\","
		" x_activity.\"at\" AS \"last\", CASE WHEN " IS_ANSWER
		" THEN x_activity.\"at\" END AS \"first\""
		" FROM activity x_activity WHERE " CRM_ABOUT_KIND(
		    "x_activity", "CS") " AND x_activity.deleted IS NULL",
	.kept = "min(x_.\"first\") AS \"first\","
		" max(x_.\"last\") AS \"last\"",
	.of = "'CS' || $.\"id\"",
};

static const struct crm_field case_fields[] = {
	{ "case_id", CRM_T_ID, CRM_F_SHORT, "Case ID", "工单ID", NULL },
	{ "subject", CRM_T_TEXT,
	    CRM_F_REQUIRED | CRM_F_NAME | CRM_F_FOLDED | CRM_F_SHORT, "Subject",
	    "主题",
	    "case|case name|case subject|ticket name|title|工单主题|标题|问题" },
	{ "customer", CRM_T_REF, CRM_F_INDEX | CRM_F_SHORT, "Customer", "客户",
	    CRM_ALIAS_CUSTOMER, .ref = "customer" },
	{ "contact", CRM_T_REF, CRM_F_INDEX, "Contact", "联系人",
	    "contact name|contact person|requester|reporter|联系人姓名|报修人",
	    .ref = "contact" },
	{ "status", CRM_T_ENUM,
	    CRM_F_VERB | CRM_F_BEGINS | CRM_F_INDEX | CRM_F_SHORT, "Status",
	    "状态", "case status|ticket status|state|工单状态", .def = "new",
	    .choices = case_status },
	{ "priority", CRM_T_ENUM, CRM_F_SHORT, "Priority", "优先级",
	    "case priority|ticket priority|severity|紧急程度", .def = "normal",
	    .choices = crm_choice_priority },
	{ "category", CRM_T_TEXT, CRM_F_FOLDED | CRM_F_SHORT, "Category",
	    "分类",
	    "case type|type|case reason|ticket category|问题类型|类型" },
	{ "channel", CRM_T_ENUM, 0, "Came by", "来源",
	    "case origin|origin|source|ticket source|来源渠道",
	    .choices = case_channel },
	{ "owner", CRM_T_REF, CRM_F_INDEX | CRM_F_SHORT, "Owner", "负责人",
	    "case owner|ticket owner|assignee|agent|处理人|" CRM_ALIAS_OWNER,
	    .ref = "user" },
	{ "team", CRM_T_REF, 0, "Team", "团队", "team name|group|服务团队",
	    .ref = "team" },
	{ "opened_at", CRM_T_INSTANT, CRM_F_SHORT, "Opened at", "提交时间",
	    "opened|open date|date/time opened|reported at|create date|"
	    "created at|受理时间|报修时间",
	    .def = "now" },
	{ "answered_at", CRM_T_INSTANT, CRM_F_VERB, "Answered at", "响应时间",
	    "first response at|first reply at|首次响应时间" },
	{ "resolved_at", CRM_T_INSTANT, CRM_F_VERB, "Resolved at", "解决时间",
	    "resolved|solved at|resolution date" },
	{ "closed_at", CRM_T_INSTANT, CRM_F_VERB, "Closed at", "关闭时间",
	    "close date|date/time closed|closed" },
	{ "waiting_for", CRM_T_REF, CRM_F_VERB | CRM_F_BEGINS, "Waits for",
	    "等待原因", "pending reason|on hold reason", .ref = "case-state" },
	{ "resolution", CRM_T_NOTE, 0, "Resolution", "解决方案",
	    "solution|resolution notes|处理结果" },
	{ "reopened", CRM_T_INT, CRM_F_KEPT, "Times reopened", "重开次数",
	    NULL },
	{ "parent", CRM_T_REF, CRM_F_INDEX, "Parent case", "上级工单",
	    "parent ticket|parent case number|主工单", .ref = "case" },
	{ "continues", CRM_T_REF, CRM_F_VERB, "Continues", "延续工单", NULL,
	    .ref = "case" },
	{ "split_from", CRM_T_REF, CRM_F_VERB, "Split from", "拆分自", NULL,
	    .ref = "case" },
	{ "calendar", CRM_T_REF, 0, "Calendar", "服务日历",
	    "business hours|service hours", .ref = "calendar" },
	{ "product", CRM_T_REF, 0, "Product", "产品",
	    "product name|asset|产品名称", .ref = "product" },
	{ "serial", CRM_T_TEXT, CRM_F_CODE, "Serial number", "序列号",
	    "serial no|serial number|sn|机身号" },
	{ "warranty_until", CRM_T_DATE, 0, "Warranty until", "保修截止",
	    "warranty end|warranty expiry|保修期至" },
	{ "entitlement", CRM_T_ENUM, 0, "Entitled by", "服务权益",
	    "entitlement name|coverage", .choices = case_entitlement },
	{ "tags", CRM_T_TAGS, 0, "Tags", "标签", CRM_ALIAS_TAGS },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注",
	    "问题描述|" CRM_ALIAS_NOTES },
	{ "ext", CRM_T_TEXT, CRM_F_EXT, "External ID", "外部编号",
	    CRM_ALIAS_CASE "|" CRM_ALIAS_EXT },
	{ "merged_into", CRM_T_REF, CRM_F_KEPT | CRM_F_ALIAS | CRM_F_INDEX,
	    "Merged into", "合并到", NULL, .ref = "case" },
	{ "first_response", CRM_T_INSTANT, CRM_F_DERIVED, "First response",
	    "首次响应", NULL,
	    .sql = "(CASE WHEN $.\"answered_at\" IS NOT NULL"
		   " THEN $.\"answered_at\" ELSE"
		   " (SELECT min(" CRM_ACTIVITY_AT(
		       "x_activity") ") FROM activity x_activity WHERE " ANSWERS
				     ") END)",
	    .gather = &about_case,
	    .gathered = "coalesce($.\"answered_at\", @.\"first\")" },
	{ "last_activity", CRM_T_INSTANT, CRM_F_DERIVED, "Last activity",
	    "最近活动", NULL,
	    .sql = "(SELECT max(" CRM_ACTIVITY_AT(
		"x_activity") ") FROM activity x_activity"
			      " WHERE x_activity.\"about\" = 'CS' || $.id"
			      " AND x_activity.deleted IS NULL)",
	    .gather = &about_case, .gathered = "@.\"last\"" },
	/* What it is about as we delivered it, and what was agreed on about that. */
	{ "delivery_line", CRM_T_REF, 0, "Delivered as", "发货明细", NULL,
	    .ref = "delivery-line" },
	{ "contract", CRM_T_REF, 0, "Contract", "合同",
	    "contract number|contract no|service contract|服务合同|合同编号",
	    .ref = "contract" },
	{ .name = NULL },
};

/* States that cases went through; the names of those that wait are data. */
static const struct crm_field case_move_fields[] = {
	{ "case_move_id", CRM_T_ID, CRM_F_SHORT, "Move ID", "流转ID", NULL },
	{ "case", CRM_T_REF,
	    CRM_F_REQUIRED | CRM_F_OWNER | CRM_F_INDEX | CRM_F_SHORT, "Case",
	    "工单", CRM_ALIAS_CASE, .ref = "case" },
	{ "status", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "To", "新状态",
	    "state|to|new value", .choices = case_status },
	{ "at", CRM_T_INSTANT, CRM_F_REQUIRED | CRM_F_SHORT, "At", "时间",
	    "date|time|edit date|moved at", .def = "now" },
	{ "waiting_for", CRM_T_REF, CRM_F_SHORT, "Waits for", "等待原因",
	    "pending reason", .ref = "case-state" },
	{ "ext", CRM_T_TEXT, CRM_F_EXT, "External ID", "外部编号",
	    CRM_ALIAS_EXT },
	{ .name = NULL },
};

static const struct crm_field case_state_fields[] = {
	{ "case_state_id", CRM_T_ID, CRM_F_SHORT, "State ID", "状态ID", NULL },
	{ "name", CRM_T_TEXT,
	    CRM_F_BARE | CRM_F_REQUIRED | CRM_F_NAME | CRM_F_FOLDED |
		CRM_F_SHORT,
	    "Name", "状态名称", "state|reason|名称" },
	{ "status", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Status", "状态",
	    NULL, .def = "waiting", .choices = case_status },
	{ "waits", CRM_T_BOOL, CRM_F_SHORT, "Stops the clock", "停表",
	    "pauses|paused", .def = "no" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

/* ---- surveys ---- */

static const struct crm_choice metric[] = {
	{ "csat", "CSAT", "满意度", "satisfaction|客户满意度" },
	{ "nps", "NPS", "净推荐值", "net promoter score|推荐度" },
	{ "ces", "CES", "费力度", "customer effort score|effort" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_choice survey_sent[] = {
	{ "close", "When a case is closed", "工单关闭时", "on close" },
	{ "periodic", "Every so many days", "定期", "regular" },
	{ "hand", "By hand", "手工", "manual" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_field survey_fields[] = {
	{ "survey_id", CRM_T_ID, CRM_F_SHORT, "Survey ID", "调查ID", NULL },
	{ "name", CRM_T_TEXT,
	    CRM_F_BARE | CRM_F_REQUIRED | CRM_F_NAME | CRM_F_FOLDED |
		CRM_F_SHORT,
	    "Name", "调查名称", "survey|survey name|调查|名称" },
	{ "metric", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Metric", "指标",
	    "type|survey type", .choices = metric },
	{ "sent", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Sent", "发送时机",
	    "trigger", .def = "hand", .choices = survey_sent },
	{ "when", CRM_T_TEXT, CRM_F_SHORT, "When", "条件",
	    "expression|condition|filter|表达式" },
	{ "every_days", CRM_T_INT, CRM_F_SHORT, "Every (days)", "间隔天数",
	    "interval|cadence" },
	{ "question", CRM_T_NOTE, 0, "Question", "问题", "text|问卷题目" },
	{ "low_at", CRM_T_INT, CRM_F_SHORT, "Low up to", "低分上限",
	    "low score|threshold" },
	{ "answer_days", CRM_T_INT, 0, "Answered within (days)", "答复期限天数",
	    NULL, .def = "7" },
	{ "follow_days", CRM_T_INT, 0, "Followed up within (days)",
	    "回访期限天数", NULL, .def = "1" },
	{ "active", CRM_T_BOOL, CRM_F_SHORT, "Active", "启用",
	    "enabled|是否启用", .def = "yes" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

static const struct crm_field survey_answer_fields[] = {
	{ "survey_answer_id", CRM_T_ID, CRM_F_SHORT, "Answer ID", "答卷ID",
	    NULL },
	{ "survey", CRM_T_REF, CRM_F_REQUIRED | CRM_F_SHORT, "Survey", "调查",
	    "survey name|调查名称", .ref = "survey" },
	{ "contact", CRM_T_REF, CRM_F_INDEX | CRM_F_SHORT, "Contact", "联系人",
	    "contact name|respondent|联系人姓名|答卷人", .ref = "contact" },
	{ "customer", CRM_T_REF, CRM_F_INDEX | CRM_F_SHORT, "Customer", "客户",
	    CRM_ALIAS_CUSTOMER, .ref = "customer" },
	{ "case", CRM_T_REF, CRM_F_INDEX | CRM_F_SHORT, "Case", "工单",
	    CRM_ALIAS_CASE, .ref = "case" },
	{ "token", CRM_T_TEXT, CRM_F_CODE | CRM_F_SHORT, "Token", "答卷令牌",
	    "link token|survey token" },
	{ "sent_at", CRM_T_INSTANT, CRM_F_SHORT, "Sent at", "发送时间",
	    "sent|sent on|发送日期" },
	{ "score", CRM_T_INT, CRM_F_SHORT, "Score", "评分", "rating|分数" },
	{ "answered_at", CRM_T_INSTANT, CRM_F_SHORT, "Answered at", "答复时间",
	    "answered|response date|submitted at|提交时间" },
	{ "comment", CRM_T_NOTE, 0, "Comment", "意见",
	    "feedback|comments|反馈" },
	{ "owner", CRM_T_REF, 0, "Owner", "负责人",
	    "answer owner|" CRM_ALIAS_OWNER, .ref = "user" },
	{ "ext", CRM_T_TEXT, CRM_F_EXT, "External ID", "外部编号",
	    CRM_ALIAS_EXT },
	{ "low", CRM_T_BOOL, CRM_F_DERIVED, "Low score", "低分", NULL,
	    .sql = "(SELECT CASE WHEN $.\"score\" <= " CRM_SURVEY_LOW_AT
		   " THEN 1 ELSE 0 END FROM survey x_survey"
		   " WHERE x_survey.id = $.\"survey\""
		   " AND $.\"score\" IS NOT NULL)" },
	{ "followed_on", CRM_T_DATE, CRM_F_DERIVED, "Followed up on",
	    "回访完成日期", NULL,
	    .sql = "(SELECT max(x_task.\"done_on\") FROM task x_task"
		   " WHERE x_task.\"about\" = 'SA' || $.id"
		   " AND x_task.\"status\" = 'done'"
		   " AND x_task.deleted IS NULL)" },
	{ .name = NULL },
};

const struct crm_entity_def crm_table_service[] = {
	{
	    .name = "case",
	    .table = "service_case",
	    .code = "CS",
	    .program = "crm-customer",
	    .en = "Case",
	    .zh = "工单",
	    .aliases = "ticket|issue|service request|服务工单|售后工单",
	    .fields = case_fields,
	},
	{
	    .name = "case-move",
	    .table = "case_move",
	    .code = "CX",
	    .program = "crm-customer",
	    .en = "Move of a case",
	    .zh = "工单流转",
	    .fields = case_move_fields,
	},
	{
	    .name = "case-state",
	    .table = "case_state",
	    .code = "CZ",
	    .program = "crm-admin",
	    .en = "State of cases",
	    .zh = "工单状态",
	    .fields = case_state_fields,
	    .key = { "name" },
	},
	{
	    .name = "survey",
	    .table = "survey",
	    .code = "SV",
	    .program = "crm-customer",
	    .en = "Survey",
	    .zh = "满意度调查",
	    .fields = survey_fields,
	    .key = { "name" },
	},
	{
	    .name = "survey-answer",
	    .table = "survey_answer",
	    .code = "SA",
	    .program = "crm-customer",
	    .en = "Survey answer",
	    .zh = "调查答卷",
	    .fields = survey_answer_fields,
	    .key = { "token" },
	},
	{ .name = NULL },
};
