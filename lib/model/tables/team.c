/* Users, teams and territories. */
#include "tables.h"

static const struct crm_field user_fields[] = {
	{ "user_id", CRM_T_ID, CRM_F_SHORT, "User ID", "用户ID", NULL },
	{ "login", CRM_T_TEXT,
	    CRM_F_REQUIRED | CRM_F_FOLDED | CRM_F_CODE | CRM_F_SHORT, "Login",
	    "登录名",
	    "username|user name|login name|账号|用户名|工号|"
	    "员工编号" },
	{ "name", CRM_T_TEXT, CRM_F_NAME | CRM_F_FOLDED | CRM_F_SHORT, "Name",
	    "姓名",
	    "full name|user|employee|employee name|sales agent|"
	    "sales rep|salesperson|员工姓名|员工|销售员|业务员" },
	{ "role", CRM_T_ENUM, CRM_F_SHORT, "Role", "角色",
	    "user role|profile|用户角色", .def = "rep",
	    .choices = crm_choice_user_role },
	{ "team", CRM_T_REF, CRM_F_INDEX | CRM_F_SHORT, "Team", "团队",
	    "team name|sales team|department|部门|所属部门|所属团队|销售团队",
	    .ref = "team" },
	{ "manager", CRM_T_REF, CRM_F_INDEX | CRM_F_SHORT, "Manager", "上级",
	    "manager name|reports to|supervisor|直属上级|主管|经理|汇报对象",
	    .ref = "user" },
	{ "region", CRM_T_TEXT, CRM_F_SHORT, "Region", "区域",
	    "territory|regional office|sales region|大区|地区|负责区域" },
	{ "email", CRM_T_EMAIL, CRM_F_INDEX, "E-mail", "电子邮箱",
	    CRM_ALIAS_EMAIL },
	{ "phone", CRM_T_PHONE, 0, "Phone", "电话",
	    CRM_ALIAS_PHONE "|" CRM_ALIAS_MOBILE "|mobile|手机" },
	{ "skills", CRM_T_TAGS, 0, "Skills", "技能", "skill|专长" },
	{ "capacity", CRM_T_INT, 0, "Capacity: open leads", "线索上限",
	    "max records|max leads|承接上限|容量上限" },
	{ "active", CRM_T_BOOL, CRM_F_SHORT, "Active", "启用",
	    "is active|enabled|在职|是否在职|是否启用", .def = "yes" },
	{ "leave_from", CRM_T_DATE, 0, "Leave from", "请假开始",
	    "leave start|absent from|休假开始" },
	{ "leave_until", CRM_T_DATE, 0, "Leave until", "请假结束",
	    "leave end|absent until|休假结束" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ "ext", CRM_T_TEXT, CRM_F_EXT, "External ID", "外部编号",
	    "employee id|" CRM_ALIAS_EXT },
	{ "customer_capacity", CRM_T_INT, 0, "Capacity: customers", "客户上限",
	    "max customers|max accounts|客户数上限" },
	{ .name = NULL },
};

static const struct crm_field team_fields[] = {
	{ "team_id", CRM_T_ID, CRM_F_SHORT, "Team ID", "团队ID", NULL },
	{ "name", CRM_T_TEXT,
	    CRM_F_REQUIRED | CRM_F_NAME | CRM_F_FOLDED | CRM_F_SHORT, "Name",
	    "团队名称",
	    "team|team name|sales team|department|"
	    "department name|团队|部门|部门名称|名称" },
	{ "parent", CRM_T_REF, CRM_F_INDEX | CRM_F_SHORT, "Parent team",
	    "上级团队", "parent department|上级部门|隶属", .ref = "team" },
	{ "manager", CRM_T_REF, CRM_F_SHORT, "Manager", "团队经理",
	    "manager name|team lead|team leader|leader|head|负责人|团队负责人|"
	    "部门负责人|主管|经理",
	    .ref = "user" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ "ext", CRM_T_TEXT, CRM_F_EXT, "External ID", "外部编号",
	    CRM_ALIAS_EXT },
	{ .name = NULL },
};

static const struct crm_field territory_fields[] = {
	{ "territory_id", CRM_T_ID, CRM_F_SHORT, "Territory ID", "区域ID",
	    NULL },
	{ "owner", CRM_T_REF, CRM_F_REQUIRED | CRM_F_INDEX | CRM_F_SHORT,
	    "Owner", "负责人", CRM_ALIAS_OWNER, .ref = "user" },
	{ "country", CRM_T_TEXT, CRM_F_FOLDED | CRM_F_SHORT, "Country", "国家",
	    CRM_ALIAS_COUNTRY },
	{ "region", CRM_T_TEXT, CRM_F_FOLDED | CRM_F_SHORT, "Region", "省份",
	    CRM_ALIAS_REGION },
	{ "city", CRM_T_TEXT, CRM_F_FOLDED | CRM_F_SHORT, "City", "城市",
	    CRM_ALIAS_CITY },
	{ "industry", CRM_T_TEXT, CRM_F_FOLDED | CRM_F_SHORT, "Industry",
	    "行业", CRM_ALIAS_INDUSTRY },
	{ "size", CRM_T_TEXT, CRM_F_FOLDED | CRM_F_SHORT, "Company size",
	    "公司规模", "规模" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

const struct crm_entity_def crm_entity_territory = {
	.name = "territory",
	.table = "territory",
	.code = "TE",
	.program = "crm-team",
	.en = "Territory",
	.zh = "销售区域",
	.fields = territory_fields,
};

const struct crm_entity_def crm_entity_user = {
	.name = "user",
	.table = "app_user",
	.code = "U",
	.program = "crm-team",
	.en = "User",
	.zh = "用户",
	.fields = user_fields,
	.key = { "login" },
	.shown = "login",
};

const struct crm_entity_def crm_entity_team = {
	.name = "team",
	.table = "team",
	.code = "TM",
	.program = "crm-team",
	.en = "Team",
	.zh = "团队",
	.fields = team_fields,
	.key = { "name" },
};
