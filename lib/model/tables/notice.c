/* What people are told, beside what is due: notices, what they watch, how they want
 * to hear of it, and when it goes up. */
#include "tables.h"

static const struct crm_choice events[] = {
	{ "assigned", "Assigned", "分配给你", NULL },
	{ "changed", "Changed", "有变更", NULL },
	{ "approved", "Approved", "已通过", NULL },
	{ "sent_back", "Sent back", "被驳回", NULL },
	{ "reclaimed", "Reclaimed", "已收回", NULL },
	{ "rule", "Told by a rule", "规则提醒", NULL },
	{ "mentioned", "Mentioned", "提到你", NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_choice levels[] = {
	{ "owner", "Owner", "负责人", NULL },
	{ "manager", "Manager", "经理", NULL },
	{ "director", "Director", "总监", NULL },
	{ NULL, NULL, NULL, NULL },
};

/* What they are about is a typed id and no reference: neither stands against the
 * deletion of the record, and what was told stays told. */
static const struct crm_field watch_fields[] = {
	{ "watch_id", CRM_T_ID, CRM_F_SHORT, "Watch ID", "关注ID", NULL },
	{ "user", CRM_T_REF, CRM_F_REQUIRED | CRM_F_SHORT, "User", "用户",
	    "login|watcher|关注人", .ref = "user" },
	{ "about", CRM_T_TEXT, CRM_F_BARE | CRM_F_REQUIRED | CRM_F_SHORT,
	    "About", "关联对象", "record|id|关注对象" },
	{ .name = NULL },
};

#define VERB_SHORT (CRM_F_VERB | CRM_F_SHORT)

static const struct crm_field notice_fields[] = {
	{ "notice_id", CRM_T_ID, CRM_F_SHORT, "Notice ID", "通知ID", NULL },
	{ "whom", CRM_T_REF, CRM_F_REQUIRED | VERB_SHORT | CRM_F_INDEX, "Whom",
	    "接收人", "user|recipient", .ref = "user" },
	{ "event", CRM_T_ENUM, CRM_F_REQUIRED | VERB_SHORT, "Event", "事件",
	    NULL, .choices = events },
	{ "about", CRM_T_TEXT, CRM_F_REQUIRED | VERB_SHORT, "About", "关联对象",
	    "record" },
	{ "records", CRM_T_INT, CRM_F_REQUIRED | VERB_SHORT, "Records",
	    "记录数", NULL },
	{ "what", CRM_T_TEXT, VERB_SHORT, "What", "内容", NULL },
	{ "by", CRM_T_REF, VERB_SHORT, "By", "操作人", NULL, .ref = "user" },
	{ "at", CRM_T_INSTANT, CRM_F_REQUIRED | VERB_SHORT, "At", "时间",
	    NULL },
	{ "seen_at", CRM_T_INSTANT, VERB_SHORT, "Seen at", "已读时间",
	    "read at" },
	{ .name = NULL },
};

static const struct crm_field escalation_fields[] = {
	{ "escalation_id", CRM_T_ID, CRM_F_SHORT, "Escalation ID", "升级规则ID",
	    NULL },
	{ "what", CRM_T_TEXT, CRM_F_SHORT, "What falls due", "待办类型",
	    "clock|line" },
	{ "level", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Level", "层级",
	    NULL, .choices = levels },
	{ "days", CRM_T_INT, CRM_F_SHORT, "Days overdue", "逾期天数",
	    "after days" },
	{ "role", CRM_T_ENUM, CRM_F_SHORT, "To role", "上报角色", NULL,
	    .choices = crm_choice_user_role },
	{ "share", CRM_T_PERCENT, CRM_F_SHORT, "Share of the time", "时间占比",
	    "percent" },
	{ "kind", CRM_T_TEXT, CRM_F_SHORT, "Of", "对象", "entity|object" },
	{ "when", CRM_T_TEXT, CRM_F_SHORT, "When", "条件",
	    "expression|condition|filter|表达式" },
	{ "active", CRM_T_BOOL, CRM_F_SHORT, "Active", "启用",
	    "enabled|是否启用", .def = "yes" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

static const struct crm_field preference_fields[] = {
	{ "preference_id", CRM_T_ID, CRM_F_SHORT, "Preference ID", "偏好ID",
	    NULL },
	{ "user", CRM_T_REF, CRM_F_SHORT, "User", "用户", "login|person",
	    .ref = "user" },
	{ "what", CRM_T_TEXT, CRM_F_SHORT, "What falls due", "待办类型",
	    "clock|line" },
	{ "channel", CRM_T_TEXT, CRM_F_SHORT, "Channel", "渠道", NULL },
	{ "told", CRM_T_BOOL, CRM_F_SHORT, "Told", "是否通知", "wanted" },
	{ "lead_days", CRM_T_INT, CRM_F_SHORT, "Days ahead", "提前天数",
	    "lead time" },
	{ "quiet", CRM_T_TEXT, CRM_F_SHORT, "Quiet hours", "免打扰时段",
	    "quiet hours|do not disturb" },
	{ "chat", CRM_T_TEXT, CRM_F_CODE | CRM_F_SHORT, "Chat ID", "聊天账号",
	    "chat id" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

const struct crm_entity_def crm_table_notice[] = {
	{
	    .name = "watch",
	    .table = "watch",
	    .code = "WA",
	    .program = "crm-task",
	    .en = "Watch",
	    .zh = "关注",
	    .fields = watch_fields,
	    .key = { "about", "user" },
	},
	{
	    .name = "notice",
	    .table = "news",
	    .code = "NO",
	    .program = "crm-task",
	    .en = "Notice",
	    .zh = "通知",
	    .fields = notice_fields,
	    .indexes = "seen_at,at",
	},
	{
	    .name = "escalation",
	    .table = "escalation",
	    .code = "ER",
	    .program = "crm-admin",
	    .en = "Escalation rule",
	    .zh = "升级规则",
	    .fields = escalation_fields,
	},
	{
	    .name = "preference",
	    .table = "preference",
	    .code = "PF",
	    .program = "crm-task",
	    .en = "Preference",
	    .zh = "通知偏好",
	    .fields = preference_fields,
	},
	{ .name = NULL },
};
