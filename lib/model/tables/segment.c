/* Segments: filters with a name. */
#include "tables.h"

static const struct crm_field segment_fields[] = {
	{ "segment_id", CRM_T_ID, CRM_F_SHORT, "Segment ID", "细分ID", NULL },
	{ "entity", CRM_T_TEXT, CRM_F_BARE | CRM_F_REQUIRED | CRM_F_SHORT, "Of",
	    "对象", "kind|object" },
	{ "name", CRM_T_TEXT,
	    CRM_F_BARE | CRM_F_REQUIRED | CRM_F_NAME | CRM_F_FOLDED |
		CRM_F_SHORT,
	    "Name", "细分名称", "segment|segment name|list name|细分|名称" },
	{ "when", CRM_T_TEXT, CRM_F_REQUIRED | CRM_F_SHORT, "When", "条件",
	    "expression|condition|filter|表达式" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

const struct crm_entity_def crm_table_segment[] = {
	{
	    .name = "segment",
	    .table = "segment",
	    .code = "SG",
	    .program = "crm-admin",
	    .en = "Segment",
	    .zh = "客户细分",
	    .fields = segment_fields,
	    .key = { "entity", "name" },
	},
	{ .name = NULL },
};
