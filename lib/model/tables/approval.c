/* Changes that wait for somebody's consent. */
#include "tables.h"

static const struct crm_choice approval_status[] = {
	{ "pending", "Pending", "待审批", "waiting|审批中" },
	{ "approved", "Approved", "已通过", "已同意", CRM_TONE_GOOD },
	{ "rejected", "Rejected", "已驳回", "已拒绝", CRM_TONE_BAD },
	{ "revoked", "Revoked", "已撤回", "withdrawn|撤回", CRM_TONE_FAINT },
	{ "stale", "Stale", "已失效", "outdated|失效", CRM_TONE_FAINT },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_field guard_fields[] = {
	{ "guard_id", CRM_T_ID, CRM_F_SHORT, "Guard ID", "受控字段ID", NULL },
	{ "entity", CRM_T_TEXT, CRM_F_REQUIRED | CRM_F_SHORT, "Entity", "对象",
	    "kind|object" },
	{ "field", CRM_T_TEXT, CRM_F_REQUIRED | CRM_F_SHORT, "Field", "字段",
	    "field name|字段名" },
	{ "when", CRM_T_TEXT, CRM_F_SHORT, "When", "条件",
	    "expression|condition|filter|表达式" },
	{ "role", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Approved by role",
	    "审批角色", "approver|approver role",
	    .choices = crm_choice_user_role },
	{ "active", CRM_T_BOOL, CRM_F_SHORT, "Active", "启用",
	    "enabled|是否启用", .def = "yes" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

#define VERB_SHORT (CRM_F_VERB | CRM_F_SHORT)

static const struct crm_field approval_fields[] = {
	{ "approval_id", CRM_T_ID, CRM_F_SHORT, "Approval ID", "审批ID", NULL },
	{ "about", CRM_T_ANY, CRM_F_REQUIRED | VERB_SHORT | CRM_F_INDEX,
	    "About", "关联对象", "record|document" },
	{ "what", CRM_T_TEXT, VERB_SHORT, "What", "事项", "subject|summary" },
	{ "status", CRM_T_ENUM, CRM_F_REQUIRED | VERB_SHORT | CRM_F_INDEX,
	    "Status", "状态", "approval status|审批状态",
	    .choices = approval_status },
	{ "role", CRM_T_ENUM, CRM_F_REQUIRED | VERB_SHORT, "Role", "审批角色",
	    "approver role", .choices = crm_choice_user_role },
	{ "asked_by", CRM_T_REF, VERB_SHORT, "Asked by", "申请人",
	    "submitter|提交人", .ref = "user" },
	{ "asked_at", CRM_T_INSTANT, VERB_SHORT, "Asked at", "申请时间",
	    "submitted at|提交时间" },
	{ "decided_by", CRM_T_REF, VERB_SHORT, "Decided by", "审批人",
	    "approver", .ref = "user" },
	{ "decided_at", CRM_T_INSTANT, CRM_F_VERB, "Decided at", "审批时间",
	    NULL },
	{ "comment", CRM_T_TEXT, CRM_F_VERB, "Comment", "审批意见",
	    "reason|意见" },
	{ "changes", CRM_T_NOTE, CRM_F_VERB, "Changes", "变更内容", NULL },
	{ "seen", CRM_T_NOTE, CRM_F_VERB, "Values when asked", "申请时的值",
	    NULL },
	{ .name = NULL },
};

static const struct crm_field approval_rule_fields[] = {
	{ "approval_rule_id", CRM_T_ID, CRM_F_SHORT, "Approval rule ID",
	    "审批规则ID", NULL },
	{ "kind", CRM_T_TEXT, CRM_F_REQUIRED | CRM_F_SHORT, "Of", "对象",
	    "entity|object|document|单据" },
	{ "seq", CRM_T_INT, CRM_F_REQUIRED | CRM_F_SHORT, "Sequence", "顺序",
	    "order|no|序号" },
	{ "when", CRM_T_TEXT, CRM_F_SHORT, "When", "条件",
	    "expression|condition|filter|表达式" },
	{ "steps", CRM_T_TEXT, CRM_F_SHORT, "Steps", "审批步骤",
	    "approvers|route|审批人|审批流程" },
	{ "active", CRM_T_BOOL, CRM_F_SHORT, "Active", "启用",
	    "enabled|是否启用", .def = "yes" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

const struct crm_entity_def crm_table_approval[] = {
	{
	    .name = "guard",
	    .table = "guard",
	    .code = "GU",
	    .program = "crm-admin",
	    .en = "Guarded field",
	    .zh = "受控字段",
	    .fields = guard_fields,
	},
	{
	    .name = "approval-rule",
	    .table = "approval_rule",
	    .code = "APR",
	    .program = "crm-admin",
	    .en = "Approval rule",
	    .zh = "审批规则",
	    .fields = approval_rule_fields,
	},
	{
	    .name = "approval",
	    .table = "approval",
	    .code = "AP",
	    .program = "crm-admin",
	    .en = "Approval",
	    .zh = "审批",
	    .fields = approval_fields,
	},
	{ .name = NULL },
};
