/* What documents are made with: our own companies, and what is taxed how. */
#include "tables.h"

static const struct crm_field seller_fields[] = {
	{ "seller_id", CRM_T_ID, CRM_F_SHORT, "Seller ID", "销售方ID", NULL },
	{ "name", CRM_T_TEXT,
	    CRM_F_BARE | CRM_F_REQUIRED | CRM_F_NAME | CRM_F_FOLDED |
		CRM_F_SHORT,
	    "Name", "销售方名称", "seller|seller name|company|销售方|名称" },
	{ "code", CRM_T_TEXT,
	    CRM_F_REQUIRED | CRM_F_CODE | CRM_F_FOLDED | CRM_F_SHORT, "Code",
	    "代码", "seller code|销售方代码|编码" },
	{ "tax_no", CRM_T_TEXT, CRM_F_CODE | CRM_F_SHORT, "Tax no.", "税号",
	    "tax id|tax number|vat number|vat id|纳税人识别号|税务登记号" },
	{ "address", CRM_T_TEXT, 0, "Address", "地址",
	    "registered address|注册地址" },
	{ "phone", CRM_T_PHONE, 0, "Phone", "电话", CRM_ALIAS_PHONE },
	{ "bank", CRM_T_TEXT, 0, "Bank", "开户银行", "bank name|开户行|银行" },
	{ "bank_account", CRM_T_TEXT, CRM_F_CODE, "Bank account", "银行账号",
	    "account no|iban|账号|银行账户|开户账号" },
	{ "active", CRM_T_BOOL, CRM_F_SHORT, "Active", "启用",
	    "enabled|是否启用", .def = "yes" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

static const struct crm_field tax_fields[] = {
	{ "tax_id", CRM_T_ID, CRM_F_SHORT, "Tax ID", "税率ID", NULL },
	{ "code", CRM_T_TEXT,
	    CRM_F_REQUIRED | CRM_F_NAME | CRM_F_CODE | CRM_F_FOLDED |
		CRM_F_SHORT,
	    "Code", "代码", "tax|tax code|税码|编码" },
	{ "rate", CRM_T_PERCENT, CRM_F_REQUIRED | CRM_F_SHORT, "Rate", "税率",
	    "tax rate|vat rate|增值税税率" },
	{ "exempt", CRM_T_BOOL, CRM_F_SHORT, "Exempt", "免税",
	    "tax exempt|是否免税", .def = "no" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

static const struct crm_field series_fields[] = {
	{ "series_id", CRM_T_ID, CRM_F_SHORT, "Series ID", "编号序列ID", NULL },
	{ "name", CRM_T_TEXT,
	    CRM_F_REQUIRED | CRM_F_VERB | CRM_F_NAME | CRM_F_CODE |
		CRM_F_FOLDED | CRM_F_SHORT,
	    "Name", "名称", "series|编号序列" },
	{ "last", CRM_T_INT,
	    CRM_F_REQUIRED | CRM_F_VERB | CRM_F_BEGINS | CRM_F_SHORT,
	    "Last number", "末号", "last given|最后编号" },
	{ .name = NULL },
};

const struct crm_entity_def crm_table_document[] = {
	{
	    .name = "seller",
	    .table = "seller",
	    .code = "SLR",
	    .program = "crm-admin",
	    .en = "Seller",
	    .zh = "销售方",
	    .fields = seller_fields,
	    .key = { "code" },
	},
	{
	    .name = "tax",
	    .table = "tax",
	    .code = "TX",
	    .program = "crm-admin",
	    .en = "Tax",
	    .zh = "税率",
	    .fields = tax_fields,
	    .key = { "code" },
	},
	{
	    .name = "series",
	    .table = "series",
	    .code = "NB",
	    .program = "crm-admin",
	    .en = "Series of numbers",
	    .zh = "编号序列",
	    .fields = series_fields,
	    .key = { "name" },
	},
	{ .name = NULL },
};
