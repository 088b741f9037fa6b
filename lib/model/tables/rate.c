/* What currencies are worth, by day. */
#include "tables.h"

static const struct crm_field rate_fields[] = {
	{ "rate_id", CRM_T_ID, CRM_F_SHORT, "Rate ID", "汇率ID", NULL },
	{ "currency", CRM_T_CURRENCY, CRM_F_REQUIRED | CRM_F_SHORT, "Currency",
	    "币种", CRM_ALIAS_CURRENCY },
	{ "day", CRM_T_DATE, CRM_F_REQUIRED | CRM_F_INDEX | CRM_F_SHORT, "Day",
	    "日期", "date|as of|valid from|汇率日期", .added = "today" },
	/* One of it in the currency of the book. */
	{ "rate", CRM_T_RATE, CRM_F_REQUIRED | CRM_F_SHORT, "Exchange rate",
	    "汇率", "currency rate|middle rate|中间价" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

const struct crm_entity_def crm_table_rate[] = {
	{
	    .name = "rate",
	    .table = "exchange_rate",
	    .code = "XR",
	    .program = "crm-admin",
	    .en = "Exchange rate",
	    .zh = "汇率",
	    .fields = rate_fields,
	    .key = { "currency", "day" },
	},
	{ .name = NULL },
};
