/* Working time, and how soon a record must be answered. */
#include "tables.h"

static const struct crm_choice answered_kind[] = {
	{ "lead", "Lead", "线索", "leads" },
	{ "case", "Case", "工单", "cases|ticket" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_field calendar_fields[] = {
	{ "calendar_id", CRM_T_ID, CRM_F_SHORT, "Calendar ID", "日历ID", NULL },
	{ "name", CRM_T_TEXT,
	    CRM_F_BARE | CRM_F_REQUIRED | CRM_F_NAME | CRM_F_FOLDED |
		CRM_F_SHORT,
	    "Name", "日历名称", "calendar|calendar name|日历|名称" },
	{ "week", CRM_T_TEXT, CRM_F_REQUIRED | CRM_F_SHORT, "Working week",
	    "每周工作时间", "hours|working hours|工作时间" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ "tz", CRM_T_TEXT, CRM_F_SHORT, "Time zone", "时区",
	    "timezone|time zone" },
	{ .name = NULL },
};

static const struct crm_field holiday_fields[] = {
	{ "holiday_id", CRM_T_ID, CRM_F_SHORT, "Holiday ID", "假日ID", NULL },
	{ "calendar", CRM_T_REF, CRM_F_REQUIRED | CRM_F_OWNER | CRM_F_SHORT,
	    "Calendar", "日历", "calendar name|日历名称", .ref = "calendar" },
	{ "on", CRM_T_DATE, CRM_F_REQUIRED | CRM_F_SHORT, "On", "日期",
	    "date|day" },
	{ "name", CRM_T_TEXT, CRM_F_SHORT, "Name", "名称",
	    "holiday|假日|节日" },
	{ "hours", CRM_T_TEXT, CRM_F_SHORT, "Worked hours", "调休工作时间",
	    "working hours|make-up hours|工作时间|补班时间" },
	{ .name = NULL },
};

static const struct crm_field sla_fields[] = {
	{ "sla_id", CRM_T_ID, CRM_F_SHORT, "SLA ID", "时限ID", NULL },
	{ "kind", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Of", "对象",
	    "entity|object", .choices = answered_kind },
	{ "priority", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Priority",
	    "优先级", NULL, .choices = crm_choice_priority },
	{ "response_minutes", CRM_T_INT, CRM_F_REQUIRED | CRM_F_SHORT,
	    "First response (minutes)", "首次响应（分钟）",
	    "response|first response|响应时间" },
	{ "calendar", CRM_T_REF, CRM_F_SHORT, "Calendar", "日历",
	    "calendar name", .ref = "calendar" },
	{ "resolution_minutes", CRM_T_INT, CRM_F_SHORT, "Resolution (minutes)",
	    "解决时限（分钟）", "resolution|解决时间" },
	{ "reply_minutes", CRM_T_INT, CRM_F_SHORT, "Next reply (minutes)",
	    "后续答复（分钟）", "next reply|答复时间" },
	{ .name = NULL },
};

const struct crm_entity_def crm_table_hours[] = {
	{
	    .name = "calendar",
	    .table = "calendar",
	    .code = "CA",
	    .program = "crm-admin",
	    .en = "Calendar",
	    .zh = "工作日历",
	    .fields = calendar_fields,
	    .key = { "name" },
	},
	{
	    .name = "holiday",
	    .table = "holiday",
	    .code = "HD",
	    .program = "crm-admin",
	    .en = "Holiday",
	    .zh = "假日与调休",
	    .fields = holiday_fields,
	},
	{
	    .name = "sla",
	    .table = "sla",
	    .code = "SL",
	    .program = "crm-admin",
	    .en = "Response time",
	    .zh = "响应时限",
	    .fields = sla_fields,
	    .key = { "kind", "priority" },
	},
	{ .name = NULL },
};
