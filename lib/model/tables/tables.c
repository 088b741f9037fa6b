/* The list of all kinds of record, and the fields that each of them has. */
#include "tables.h"

/* In the order of the programs in DESIGN §2. */
#define X(name) crm_table_##name,
const struct crm_entity_def *const crm_tables[] = { CRM_TABLES NULL };
#undef X

/*
 * No aliases here: another system's "Create Date" and 创建时间 are not when the
 * record entered this book, and a column that is read and dropped without a word
 * would lose it.  Leads and customers keep them as entered_on.
 */
const struct crm_field crm_system_fields[] = {
	{ "created", CRM_T_INSTANT, CRM_F_SYSTEM, "Created", "登记时间", NULL },
	{ "updated", CRM_T_INSTANT, CRM_F_SYSTEM | CRM_F_DERIVED, "Updated",
	    "更新时间", NULL,
	    .sql = "(SELECT x_batch.\"at\" FROM batch x_batch"
		   " WHERE x_batch.id = $.version)",
	    .batch = "at" },
	{ "version", CRM_T_INT, CRM_F_SYSTEM | CRM_F_DERIVED | CRM_F_ASKED,
	    "Version", "版本", NULL,
	    .sql = "(SELECT x_batch.number FROM batch x_batch"
		   " WHERE x_batch.id = $.version)",
	    .batch = "number" },
	{ "deleted", CRM_T_INT, CRM_F_SYSTEM | CRM_F_ASKED, "Deleted by batch",
	    "删除批次", NULL },
	{ .name = NULL },
};
