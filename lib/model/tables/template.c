/* Templates that documents are printed from, instead of those of the program. */
#include "tables.h"

static const struct crm_choice formats[] = {
	{ "text", "Text", "纯文本", "txt|plain text|文本" },
	{ "md", "Markdown", "Markdown", "markdown" },
	{ "html", "HTML", "HTML", "htm|web page|网页" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_choice languages[] = {
	{ "en", "English", "英文", "en_US|en_GB|英语" },
	{ "zh", "Chinese", "中文", "zh_CN|简体中文" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_field template_fields[] = {
	{ "template_id", CRM_T_ID, CRM_F_SHORT, "Template ID", "模板ID", NULL },
	{ "name", CRM_T_TEXT,
	    CRM_F_BARE | CRM_F_REQUIRED | CRM_F_NAME | CRM_F_FOLDED |
		CRM_F_SHORT,
	    "Name", "模板名称", "template|template name|名称" },
	{ "for", CRM_T_TEXT, CRM_F_REQUIRED | CRM_F_SHORT, "For", "用于",
	    "kind|document|document type|单据类型" },
	{ "format", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Format", "格式",
	    "file format|文件格式", .def = "html", .choices = formats },
	{ "language", CRM_T_ENUM, CRM_F_SHORT, "Language", "语言", "lang|语种",
	    .choices = languages },
	{ "active", CRM_T_BOOL, CRM_F_SHORT, "Active", "启用",
	    "enabled|in use|是否启用", .def = "yes" },
	{ "body", CRM_T_NOTE, CRM_F_REQUIRED, "Body", "模板内容",
	    "text|content|内容" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

const struct crm_entity_def crm_table_template[] = {
	{
	    .name = "template",
	    .table = "template",
	    .code = "TPL",
	    .program = "crm-admin",
	    .en = "Template",
	    .zh = "模板",
	    .aliases = "print template|document template|打印模板",
	    .fields = template_fields,
	    .key = { "name" },
	},
	{ .name = NULL },
};
