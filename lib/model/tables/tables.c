/* The list of all kinds of record, and the fields that each of them has. */
#include "tables.h"

const struct crm_entity_def *const crm_entities[] = {
	&crm_entity_lead,
	&crm_entity_campaign,
	&crm_entity_campaign_member,
	&crm_entity_touch,
	&crm_entity_model,
	&crm_entity_model_value,
	&crm_entity_customer,
	&crm_entity_contact,
	&crm_entity_relation,
	&crm_entity_deal,
	&crm_entity_visit,
	&crm_entity_order,
	&crm_entity_order_line,
	&crm_entity_product,
	&crm_entity_user,
	&crm_entity_team,
	&crm_entity_territory,
	&crm_entity_task,
	&crm_entity_activity,
	&crm_entity_stage,
	&crm_entity_field,
	&crm_entity_mapping,
	&crm_entity_setting,
	&crm_entity_pool,
	&crm_entity_assign_rule,
	&crm_entity_score_rule,
	&crm_entity_reclaim_rule,
	&crm_entity_grade,
	&crm_entity_calendar,
	&crm_entity_holiday,
	&crm_entity_sla,
	&crm_entity_word,
	&crm_entity_guard,
	&crm_entity_approval,
	&crm_entity_segment,
	NULL,
};

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
		   " WHERE x_batch.id = $.version)" },
	{ "version", CRM_T_INT, CRM_F_SYSTEM | CRM_F_DERIVED | CRM_F_ASKED,
	    "Version", "版本", NULL,
	    .sql = "(SELECT x_batch.number FROM batch x_batch"
		   " WHERE x_batch.id = $.version)" },
	{ "deleted", CRM_T_INT, CRM_F_SYSTEM | CRM_F_ASKED, "Deleted by batch",
	    "删除批次", NULL },
	{ .name = NULL },
};
