/* Rules that users write: who gets a record, what it is worth, how long it may
 * be kept. */
#include "tables.h"

static const struct crm_choice owned_kind[] = {
	{ "lead", "Lead", "线索", "leads" },
	{ "customer", "Customer", "客户", "customers|account" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_choice assigned_kind[] = {
	{ "lead", "Lead", "线索", "leads" },
	{ "customer", "Customer", "客户", "customers|account" },
	{ "deal", "Deal", "商机", "deals|opportunity" },
	{ "task", "Task", "任务", "tasks" },
	{ "case", "Case", "工单", "cases|ticket" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_choice scored_kind[] = {
	{ "lead", "Lead", "线索", "leads" },
	{ "deal", "Deal", "商机", "deals|opportunity" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_choice method[] = {
	{ "person", "Person", "指定人员", "user|fixed|指定" },
	{ "pool", "Pool", "公海", "queue|进入公海" },
	{ "round_robin", "Round robin", "轮流", "round-robin|轮询|循环分配" },
	{ "least_load", "Least load", "最少负荷", "load balanced|负载均衡" },
	{ "weighted", "Weighted by capacity", "按容量加权", "加权" },
	{ "territory", "Territory", "按区域", "region|区域" },
	{ "skill", "Skill", "按技能", "skills|技能" },
	{ "previous", "Previous owner", "原负责人", "last owner|前负责人" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_choice missing[] = {
	{ "activity", "Activity", "未跟进", "follow-up|follow up|无跟进" },
	{ "deal", "New deal", "无新商机", "no new deal|未新建商机" },
	{ "won", "Won deal", "未成交", "won deal|no won deal|无成交" },
	{ NULL, NULL, NULL, NULL },
};

#define RULE_WHEN \
	{ \
		"when", CRM_T_TEXT, CRM_F_SHORT, "When", "条件", \
		    "expression|condition|filter|表达式" \
	}
#define RULE_NAME \
	{ \
		"name", CRM_T_TEXT, CRM_F_NAME | CRM_F_FOLDED | CRM_F_SHORT, \
		    "Name", "名称", "rule|rule name|规则名称" \
	}
#define RULE_ACTIVE \
	{ \
		"active", CRM_T_BOOL, CRM_F_SHORT, "Active", "启用", \
		    "enabled|是否启用", .def = "yes" \
	}
#define RULE_SEQ \
	{ \
		"seq", CRM_T_INT, CRM_F_REQUIRED | CRM_F_SHORT, "Sequence", \
		    "顺序", "order|priority|序号|优先级" \
	}
#define RULE_NOTES \
	{ \
		"notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES \
	}

static const struct crm_field pool_fields[] = {
	{ "pool_id", CRM_T_ID, CRM_F_SHORT, "Pool ID", "公海ID", NULL },
	{ "name", CRM_T_TEXT,
	    CRM_F_BARE | CRM_F_REQUIRED | CRM_F_NAME | CRM_F_FOLDED |
		CRM_F_SHORT,
	    "Name", "公海名称", "pool|pool name|公海|名称" },
	{ "kind", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Of", "对象",
	    "entity|object", .choices = owned_kind },
	{ "team", CRM_T_REF, CRM_F_SHORT, "Members: team", "成员团队", NULL,
	    .ref = "team" },
	{ "members", CRM_T_TAGS, CRM_F_SHORT, "Members: logins", "成员",
	    "member|公海成员" },
	{ "admins", CRM_T_TAGS, 0, "Admins: logins", "管理员",
	    "admin|公海管理员" },
	{ "claims_per_day", CRM_T_INT, CRM_F_SHORT, "Claims a day",
	    "每日领取上限", "daily limit|每天领取数" },
	{ "last_owner_days", CRM_T_INT, CRM_F_SHORT, "Last owner waits (days)",
	    "前负责人限制天数", NULL },
	{ "frozen_days", CRM_T_INT, CRM_F_SHORT, "New arrivals wait (days)",
	    "新入公海冻结天数", NULL },
	{ "exclude", CRM_T_TEXT, 0, "Not counted for capacity",
	    "不计入容量的条件", NULL },
	{ "mask", CRM_T_BOOL, 0, "Mask contact data", "隐藏联系方式", NULL,
	    .def = "yes" },
	{ "active", CRM_T_BOOL, CRM_F_SHORT, "Active", "启用",
	    "enabled|是否启用", .def = "yes" },
	RULE_NOTES,
	{ .name = NULL },
};

static const struct crm_field assign_rule_fields[] = {
	{ "assign_rule_id", CRM_T_ID, CRM_F_SHORT, "Rule ID", "分配规则ID",
	    NULL },
	{ "kind", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Of", "对象",
	    "entity|object", .choices = assigned_kind },
	RULE_SEQ,
	RULE_NAME,
	RULE_WHEN,
	{ "method", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Method",
	    "分配方式", NULL, .choices = method },
	{ "person", CRM_T_REF, CRM_F_SHORT, "Person", "人员", "user|login",
	    .ref = "user" },
	{ "team", CRM_T_REF, CRM_F_SHORT, "Team", "团队", "team name",
	    .ref = "team" },
	{ "pool", CRM_T_REF, CRM_F_SHORT, "Pool", "公海", "pool name",
	    .ref = "pool" },
	{ "skills", CRM_T_TEXT, 0, "Skills and weights", "技能权重", "skill" },
	{ "load_penalty", CRM_T_DECIMAL, 0, "Penalty for load", "负荷扣分",
	    NULL },
	RULE_ACTIVE,
	RULE_NOTES,
	{ "turn", CRM_T_TEXT, CRM_F_KEPT, "Turn", "轮次", NULL },
	{ .name = NULL },
};

static const struct crm_field score_rule_fields[] = {
	{ "score_rule_id", CRM_T_ID, CRM_F_SHORT, "Rule ID", "评分规则ID",
	    NULL },
	{ "kind", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Of", "对象",
	    "entity|object", .choices = scored_kind },
	RULE_NAME,
	RULE_WHEN,
	{ "points", CRM_T_INT, CRM_F_REQUIRED | CRM_F_SHORT, "Points", "分值",
	    "score|分数" },
	{ "half_life", CRM_T_INT, CRM_F_SHORT, "Half-life (days)",
	    "半衰期（天）", NULL },
	{ "since", CRM_T_TEXT, CRM_F_SHORT, "Decays since", "衰减起点字段",
	    NULL },
	RULE_ACTIVE,
	RULE_NOTES,
	{ .name = NULL },
};

static const struct crm_field reclaim_rule_fields[] = {
	{ "reclaim_rule_id", CRM_T_ID, CRM_F_SHORT, "Rule ID", "回收规则ID",
	    NULL },
	{ "kind", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Of", "对象",
	    "entity|object", .choices = owned_kind },
	RULE_SEQ,
	RULE_NAME,
	RULE_WHEN,
	{ "pool", CRM_T_REF, CRM_F_REQUIRED | CRM_F_SHORT, "Pool", "公海",
	    "pool name", .ref = "pool" },
	{ "missing", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT,
	    "What is missing", "回收原因", NULL, .def = "activity",
	    .choices = missing },
	{ "days", CRM_T_INT, CRM_F_REQUIRED | CRM_F_SHORT,
	    "Days from the claim", "领取后天数", "d0" },
	{ "extend_days", CRM_T_INT, CRM_F_SHORT, "Days from an activity",
	    "跟进后延长天数", "da" },
	{ "max_days", CRM_T_INT, CRM_F_SHORT, "Days at the most",
	    "最长保护天数", "dmax" },
	{ "activities", CRM_T_TAGS, 0, "Activities that count",
	    "计入的跟进类型", NULL },
	{ "calendar", CRM_T_REF, 0, "Working days of calendar", "工作日历",
	    NULL, .ref = "calendar" },
	{ "exempt", CRM_T_TAGS, CRM_F_SHORT, "Exempt", "豁免", NULL,
	    .def = "locked" },
	{ "notice_days", CRM_T_INT, 0, "Notice (days before)", "提前提醒天数",
	    NULL },
	{ "from_on", CRM_T_DATE, CRM_F_SHORT, "For claims from", "生效日期",
	    "effective from|生效时间" },
	RULE_ACTIVE,
	RULE_NOTES,
	{ .name = NULL },
};

static const struct crm_field grade_fields[] = {
	{ "grade_id", CRM_T_ID, CRM_F_SHORT, "Grade ID", "等级ID", NULL },
	{ "kind", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Of", "对象",
	    "entity|object", .choices = owned_kind },
	{ "grade", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Grade", "等级",
	    NULL, .choices = crm_choice_grade },
	{ "at_least", CRM_T_INT, CRM_F_SHORT, "Score at least", "最低分",
	    "threshold|min score|分数线" },
	{ "top", CRM_T_PERCENT, CRM_F_SHORT, "Top share by revenue",
	    "按收入前百分比", "percentile|百分位" },
	RULE_WHEN,
	{ "care_days", CRM_T_INT, CRM_F_SHORT, "Care every (days)",
	    "回访周期（天）", "cadence|联系周期" },
	RULE_NOTES,
	{ .name = NULL },
};

const struct crm_entity_def crm_table_rules[] = {
	{
	    .name = "pool",
	    .table = "pool",
	    .code = "PL",
	    .program = "crm-admin",
	    .en = "Pool",
	    .zh = "公海",
	    .fields = pool_fields,
	    .key = { "name" },
	},
	{
	    .name = "assign-rule",
	    .table = "assign_rule",
	    .code = "RA",
	    .program = "crm-admin",
	    .en = "Assignment rule",
	    .zh = "分配规则",
	    .fields = assign_rule_fields,
	},
	{
	    .name = "score-rule",
	    .table = "score_rule",
	    .code = "RS",
	    .program = "crm-admin",
	    .en = "Scoring rule",
	    .zh = "评分规则",
	    .fields = score_rule_fields,
	},
	{
	    .name = "reclaim-rule",
	    .table = "reclaim_rule",
	    .code = "RR",
	    .program = "crm-admin",
	    .en = "Reclaim rule",
	    .zh = "回收规则",
	    .fields = reclaim_rule_fields,
	},
	{
	    .name = "grade",
	    .table = "grade",
	    .code = "GD",
	    .program = "crm-admin",
	    .en = "Grade",
	    .zh = "等级标准",
	    .fields = grade_fields,
	    .key = { "kind", "grade" },
	},
	{ .name = NULL },
};
