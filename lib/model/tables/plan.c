/* Targets, submitted forecasts, benchmarks, views and schedules of reports. */
#include "tables.h"

static const struct crm_choice target_metric[] = {
	{ "signed", "Signed", "签约额",
	    "revenue|sales|won amount|销售额|业绩" },
	{ "received", "Received", "回款额", "cash|collected|回款" },
	{ "invoiced", "Invoiced", "开票额", "billed|billing|开票" },
	{ "won", "Deals won", "赢单数", "deals|deals won|成交数" },
	{ "new_customers", "New customers", "新客户数", "customers|新增客户" },
	{ "activities", "Activities", "活动数", "touches|跟进数" },
	{ "margin", "Margin", "毛利", "gross margin|profit|利润" },
	{ "csat", "CSAT", "客户满意度", "satisfaction|满意度" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_field target_fields[] = {
	{ "target_id", CRM_T_ID, CRM_F_SHORT, "Target ID", "目标ID", NULL },
	{ "metric", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Metric", "指标",
	    "measure|kpi|指标名称", .choices = target_metric },
	{ "period", CRM_T_TEXT, CRM_F_REQUIRED | CRM_F_CODE | CRM_F_SHORT,
	    "Period", "期间", "month|quarter|year|月份|季度|年度" },
	{ "user", CRM_T_REF, CRM_F_INDEX | CRM_F_SHORT, "Person", "人员",
	    CRM_ALIAS_OWNER, .ref = "user" },
	{ "team", CRM_T_REF, CRM_F_INDEX | CRM_F_SHORT, "Team", "团队",
	    "team name|部门", .ref = "team" },
	{ "amount", CRM_T_MONEY, CRM_F_SHORT, "Amount", "金额",
	    "target|quota|目标|目标金额" },
	{ "currency", CRM_T_CURRENCY, CRM_F_SHORT, "Currency", "币种",
	    CRM_ALIAS_CURRENCY },
	{ "number", CRM_T_DECIMAL, CRM_F_SHORT, "Number", "数量",
	    "count|目标数量" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ "ext", CRM_T_TEXT, CRM_F_EXT, "External ID", "外部编号",
	    CRM_ALIAS_EXT },
	{ "starts_on", CRM_T_DATE, CRM_F_KEPT, "Starts on", "开始日期", NULL },
	{ "ends_on", CRM_T_DATE, CRM_F_KEPT, "Ends on", "结束日期", NULL },
	{ .name = NULL },
};

static const struct crm_choice submission_line[] = {
	{ "commit", "Commit", "承诺", NULL },
	{ "best_case", "Best case", "乐观", NULL },
	{ "open", "Open", "进行中", NULL },
	{ "adjustment", "Adjustment", "调整", "manager adjustment|经理调整" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_field submission_fields[] = {
	{ "submission_id", CRM_T_ID, CRM_F_SHORT, "Submission ID", "预测ID",
	    NULL },
	{ "period", CRM_T_TEXT, CRM_F_REQUIRED | CRM_F_CODE | CRM_F_SHORT,
	    "Period", "期间", "month|quarter|year|月份|季度|年度" },
	{ "line", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Line", "类别",
	    "category|预测类别", .def = "commit", .choices = submission_line },
	{ "user", CRM_T_REF, CRM_F_INDEX | CRM_F_SHORT, "Person", "人员",
	    CRM_ALIAS_OWNER, .ref = "user" },
	{ "team", CRM_T_REF, CRM_F_INDEX | CRM_F_SHORT, "Team", "团队",
	    "team name|部门", .ref = "team" },
	{ "amount", CRM_T_MONEY, CRM_F_REQUIRED | CRM_F_SHORT, "Amount", "金额",
	    "forecast|预测金额" },
	{ "submitted_on", CRM_T_DATE, CRM_F_SHORT, "Submitted on", "提交日期",
	    "date|日期", .def = "today" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ "starts_on", CRM_T_DATE, CRM_F_KEPT, "Starts on", "开始日期", NULL },
	{ "ends_on", CRM_T_DATE, CRM_F_KEPT, "Ends on", "结束日期", NULL },
	{ .name = NULL },
};

static const struct crm_choice benchmark_metric[] = {
	{ "win_rate", "Win rate (%)", "赢单率（%）", NULL },
	{ "cycle", "Mean cycle (days)", "平均周期（天）", NULL },
	{ "average", "Average deal won", "平均赢单金额", NULL },
	{ "conversion", "Conversion of leads (%)", "线索转化率（%）", NULL },
	{ "response", "First response (median minutes)", "首次响应中位（分钟）",
	    NULL },
	{ "other", "Other", "其他", NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_field benchmark_fields[] = {
	{ "benchmark_id", CRM_T_ID, CRM_F_SHORT, "Benchmark ID", "基准ID",
	    NULL },
	{ "metric", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Metric", "指标",
	    "measure|kpi|指标名称", .choices = benchmark_metric },
	{ "name", CRM_T_TEXT, CRM_F_NAME | CRM_F_FOLDED | CRM_F_SHORT, "Name",
	    "名称", "segment|what" },
	{ "value", CRM_T_DECIMAL,
	    CRM_F_REQUIRED | CRM_F_SHORT | CRM_F_MAY_SHARE, "Value", "数值",
	    "benchmark|基准值" },
	{ "source", CRM_T_TEXT, CRM_F_REQUIRED | CRM_F_SHORT, "Source", "出处",
	    "publisher|来源" },
	{ "as_of", CRM_T_DATE, CRM_F_REQUIRED | CRM_F_SHORT, "As of", "日期",
	    "date|published|published on|发布日期" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

static const struct crm_field view_fields[] = {
	{ "view_id", CRM_T_ID, CRM_F_SHORT, "View ID", "视图ID", NULL },
	{ "name", CRM_T_TEXT,
	    CRM_F_BARE | CRM_F_REQUIRED | CRM_F_NAME | CRM_F_FOLDED |
		CRM_F_SHORT,
	    "Name", "视图名称", "view|view name|名称" },
	{ "command", CRM_T_TEXT, CRM_F_REQUIRED | CRM_F_SHORT, "Command",
	    "命令", "report|options|报表" },
	{ "owner", CRM_T_REF, CRM_F_SHORT, "Owner", "负责人", CRM_ALIAS_OWNER,
	    .ref = "user" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

static const struct crm_choice schedule_every[] = {
	{ "day", "Day", "每天", "daily|每日" },
	{ "workday", "Monday to Friday", "每个工作日", "weekday|工作日" },
	{ "week", "Week", "每周", "weekly" },
	{ "month", "Month", "每月", "monthly" },
	{ "quarter", "Quarter", "每季度", "quarterly" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_choice schedule_format[] = {
	{ "text", "Text", "文本", "table|inline" },
	{ "html", "HTML", "网页", NULL },
	{ "xlsx", "Workbook", "工作簿", "excel|attachment" },
	{ "csv", "CSV", "CSV", NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_field schedule_fields[] = {
	{ "schedule_id", CRM_T_ID, CRM_F_SHORT, "Schedule ID", "发送计划ID",
	    NULL },
	{ "view", CRM_T_REF, CRM_F_REQUIRED | CRM_F_INDEX | CRM_F_SHORT, "View",
	    "视图", "report|报表", .ref = "view" },
	{ "user", CRM_T_REF, CRM_F_REQUIRED | CRM_F_INDEX | CRM_F_SHORT, "For",
	    "收件人", "to|recipient|who", .ref = "user" },
	{ "every", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Every", "频率",
	    "frequency|interval", .def = "week", .choices = schedule_every },
	{ "on_day", CRM_T_INT, CRM_F_SHORT, "Day", "日",
	    "weekday|day of week|day of month" },
	{ "format", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Format", "格式",
	    "as", .def = "text", .choices = schedule_format },
	{ "last_on", CRM_T_DATE, CRM_F_SHORT, "Last sent on", "上次发送日期",
	    "last sent|sent on" },
	{ "paused", CRM_T_BOOL, 0, "Paused", "暂停", NULL },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

const struct crm_entity_def crm_table_plan[] = {
	{
	    .name = "target",
	    .table = "target",
	    .code = "TG",
	    .program = "crm-team",
	    .en = "Target",
	    .zh = "目标",
	    .aliases = "quota|quotas|销售目标|业绩目标",
	    .fields = target_fields,
	},
	{
	    .name = "submission",
	    .table = "submission",
	    .code = "SB",
	    .program = "crm-report",
	    .en = "Submitted forecast",
	    .zh = "提交预测",
	    .fields = submission_fields,
	},
	{
	    .name = "benchmark",
	    .table = "benchmark",
	    .code = "BM",
	    .program = "crm-report",
	    .en = "Benchmark",
	    .zh = "行业基准",
	    .fields = benchmark_fields,
	},
	{
	    .name = "view",
	    .table = "report_view",
	    .code = "VW",
	    .program = "crm-report",
	    .en = "View",
	    .zh = "报表视图",
	    .fields = view_fields,
	    .key = { "name" },
	},
	{
	    .name = "schedule",
	    .table = "report_schedule",
	    .code = "SC",
	    .program = "crm-report",
	    .en = "Schedule",
	    .zh = "发送计划",
	    .fields = schedule_fields,
	},
	{ .name = NULL },
};
