/* Dunning: at which levels, and what was sent. */
#include "tables.h"

static const struct crm_field level_fields[] = {
	{ "dunning_level_id", CRM_T_ID, CRM_F_SHORT, "Dunning level ID",
	    "催款级别ID", NULL },
	{ "level", CRM_T_INT, CRM_F_REQUIRED | CRM_F_SHORT, "Level", "级别",
	    "dunning level|催款级别" },
	{ "days", CRM_T_INT, CRM_F_REQUIRED | CRM_F_SHORT, "Days overdue",
	    "逾期天数", "from day|days" },
	{ "name", CRM_T_TEXT, CRM_F_NAME | CRM_F_SHORT, "Name", "名称",
	    "level name|级别名称" },
	{ "hold", CRM_T_BOOL, CRM_F_SHORT, "Holds shipping", "停止发货",
	    "stop shipping|delivery block", .def = "no" },
	/* In the base currency. */
	{ "fee", CRM_T_MONEY, CRM_F_SHORT, "Fee", "催款费",
	    "dunning fee|reminder fee" },
	{ "interest", CRM_T_PERCENT, CRM_F_SHORT, "Interest a year", "年利率",
	    "interest rate|滞纳金年利率" },
	{ "active", CRM_T_BOOL, CRM_F_SHORT, "Active", "启用",
	    "enabled|是否启用", .def = "yes" },
	{ .name = NULL },
};

static const struct crm_field notice_fields[] = {
	{ "dunning_notice_id", CRM_T_ID, CRM_F_SHORT, "Dunning notice ID",
	    "催款通知ID", NULL },
	{ "receivable", CRM_T_REF, CRM_F_REQUIRED | CRM_F_INDEX | CRM_F_SHORT,
	    "Receivable", "应收款", "invoice|invoice number|应收编号",
	    .ref = "receivable" },
	{ "customer", CRM_T_REF, CRM_F_VERB | CRM_F_INDEX | CRM_F_SHORT,
	    "Customer", "客户", CRM_ALIAS_CUSTOMER, .ref = "customer" },
	{ "level", CRM_T_INT, CRM_F_VERB | CRM_F_BEGINS | CRM_F_SHORT, "Level",
	    "级别", "dunning level|催款级别" },
	{ "sent_on", CRM_T_DATE,
	    CRM_F_VERB | CRM_F_BEGINS | CRM_F_INDEX | CRM_F_SHORT, "Sent on",
	    "通知日期", "notice date|date", .added = "today" },
	{ "days", CRM_T_INT, CRM_F_VERB | CRM_F_SHORT, "Days overdue",
	    "逾期天数", NULL },
	{ "amount", CRM_T_MONEY, CRM_F_VERB | CRM_F_SHORT, "Amount", "金额",
	    "open|overdue amount|逾期金额" },
	{ "fee", CRM_T_MONEY, CRM_F_VERB | CRM_F_BEGINS, "Fee", "催款费",
	    NULL },
	{ "interest", CRM_T_MONEY, CRM_F_VERB | CRM_F_BEGINS, "Interest",
	    "利息", NULL },
	{ "currency", CRM_T_CURRENCY, CRM_F_VERB | CRM_F_SHORT, "Currency",
	    "币种", CRM_ALIAS_CURRENCY },
	{ "channel", CRM_T_TEXT, CRM_F_VERB | CRM_F_BEGINS, "Channel", "渠道",
	    "sent by" },
	/* What fee and interest were booked as. */
	{ "charge", CRM_T_REF, CRM_F_VERB | CRM_F_INDEX, "Charge", "催款费用单",
	    NULL, .ref = "receivable" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

const struct crm_entity_def crm_table_dunning[] = {
	{
	    .name = "dunning-level",
	    .table = "dunning_level",
	    .code = "DU",
	    .program = "crm-order",
	    .en = "Dunning level",
	    .zh = "催款级别",
	    .fields = level_fields,
	    .key = { "level" },
	},
	{
	    .name = "dunning-notice",
	    .table = "dunning_notice",
	    .code = "DN",
	    .program = "crm-order",
	    .en = "Dunning notice",
	    .zh = "催款通知",
	    .fields = notice_fields,
	},
	{ .name = NULL },
};
