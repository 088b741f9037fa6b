/* Words that comparing names has to know. */
#include "tables.h"

static const struct crm_choice word_kind[] = {
	{ "legal_form", "Legal form", "公司形式", "suffix|公司后缀" },
	{ "flag", "Flag", "标志词", "集团标志" },
	{ "region", "Region", "地区", "省市" },
	{ "mail_domain", "Public mail domain", "公共邮箱域名", "free mail" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_field word_fields[] = {
	{ "word_id", CRM_T_ID, CRM_F_SHORT, "Word ID", "词ID", NULL },
	{ "kind", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Kind", "类型",
	    "type", .choices = word_kind },
	{ "word", CRM_T_TEXT,
	    CRM_F_BARE | CRM_F_REQUIRED | CRM_F_NAME | CRM_F_FOLDED |
		CRM_F_SHORT,
	    "Word", "词", "text|词语" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

const struct crm_entity_def crm_table_word[] = {
	{
	    .name = "word",
	    .table = "word",
	    .code = "WD",
	    .program = "crm-admin",
	    .en = "Word for comparing names",
	    .zh = "查重词",
	    .fields = word_fields,
	    .key = { "kind", "word" },
	},
	{ .name = NULL },
};
