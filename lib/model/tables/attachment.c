/* Files that belong to records; what is in them is beside the book (store/files.h). */
#include "tables.h"

#include <crm/model/activity.h>

static const struct crm_field attachment_fields[] = {
	{ "attachment_id", CRM_T_ID, CRM_F_SHORT, "Attachment ID", "附件ID",
	    NULL },
	{ "about", CRM_T_ANY, CRM_F_REQUIRED | CRM_F_INDEX | CRM_F_SHORT,
	    "About", "关联对象", "related to|parent|关联记录",
	    .ref = CRM_KINDS_ABOUT },
	{ "name", CRM_T_TEXT,
	    CRM_F_REQUIRED | CRM_F_NAME | CRM_F_FOLDED | CRM_F_SHORT, "Name",
	    "文件名", "file name|filename|title|附件名称" },
	{ "size", CRM_T_INT, CRM_F_VERB | CRM_F_REQUIRED | CRM_F_SHORT, "Bytes",
	    "字节数", "bytes|file size" },
	{ "owner", CRM_T_REF, CRM_F_SHORT, "Attached by", "上传人",
	    "attached by|uploaded by", .ref = "user" },
	{ "sha256", CRM_T_TEXT, CRM_F_VERB | CRM_F_REQUIRED, "SHA-256",
	    "SHA-256", "hash" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

const struct crm_entity_def crm_table_attachment[] = {
	{
	    .name = "attachment",
	    .table = "attachment",
	    .code = "AT",
	    .program = "crm-task",
	    .en = "Attachment",
	    .zh = "附件",
	    .fields = attachment_fields,
	},
	{ .name = NULL },
};
