/* Stages, users' fields, mappings of imports, settings. */
#include "tables.h"

/* Stages of the pipelines that other systems begin with, as those that a new
 * book has, in English and in Chinese. */
static const struct crm_choice stage_words[] = {
	{ "qualification", NULL, "初步接触",
	    "qualify|qualified|prospecting|appointment scheduled|lead in|"
	    "contact made|验证客户|初步接洽|初步接触|初步沟通|意向确认" },
	{ "needs", NULL, "需求确认",
	    "needs analysis|needs defined|develop|qualified to buy|"
	    "demo scheduled|需求确定|需求确认|需求分析|需求沟通" },
	{ "proposal", NULL, "方案报价",
	    "propose|proposition|proposal/price quote|proposal made|proposal/quote|"
	    "value proposition|id. decision makers|identify decision makers|"
	    "perception analysis|presentation scheduled|quote|方案/报价|"
	    "方案报价|方案制定|报价" },
	{ "negotiation", NULL, "商务谈判",
	    "negotiation/review|negotiations started|decision maker bought-in|"
	    "谈判审核|商务谈判|合同谈判|谈判" },
	{ "contract", NULL, "合同签订",
	    "close|contract sent|合同签订|签订合同|合同审批" },
	{ "won", NULL, "赢单", "closed won|closed/won|赢单|成交|已成交|成单" },
	{ "lost", NULL, "输单",
	    "closed lost|closed/lost|closed lost to competition|canceled|"
	    "cancelled|out-sold|输单|丢单|失败|已流失|无效" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_field stage_fields[] = {
	{ "stage_id", CRM_T_ID, CRM_F_SHORT, "Stage ID", "阶段ID", NULL },
	{ "pipeline", CRM_T_TEXT,
	    CRM_F_BARE | CRM_F_REQUIRED | CRM_F_FOLDED | CRM_F_SHORT,
	    "Pipeline", "销售流程", "pipeline name|sales pipeline|销售管道",
	    .def = "default" },
	{ "name", CRM_T_TEXT,
	    CRM_F_BARE | CRM_F_REQUIRED | CRM_F_NAME | CRM_F_FOLDED |
		CRM_F_SHORT,
	    "Name", "阶段名称", "stage|stage name|阶段|销售阶段|名称" },
	{ "seq", CRM_T_INT, CRM_F_REQUIRED | CRM_F_SHORT, "Sequence", "顺序",
	    "order|sort order|序号|排序" },
	{ "type", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Type", "类型",
	    "stage type|阶段类型", .def = "open",
	    .choices = crm_choice_stage_type },
	{ "probability", CRM_T_PERCENT, CRM_F_SHORT, "Probability", "赢率",
	    "win probability|probability (%)|成交概率|可能性" },
	{ "category", CRM_T_ENUM, CRM_F_SHORT, "Forecast category", "预测类别",
	    "forecast|预测分类", .choices = crm_choice_forecast },
	{ "role", CRM_T_ENUM, 0, "Responsible role", "负责角色",
	    "responsible|责任角色", .choices = crm_choice_user_role },
	{ "guide", CRM_T_NOTE, 0, "Guide", "阶段指引",
	    "guidance|指引|工作指南" },
	{ "checklist", CRM_T_NOTE, 0, "Checklist", "检查清单",
	    "check list|任务清单|检查项" },
	{ "rot_days", CRM_T_INT, 0, "Rots after (days)", "停滞天数",
	    "rotting days|rot days|停留天数" },
	{ "needs", CRM_T_TEXT, 0, "Required fields", "必填字段",
	    "needed fields|推进必填" },
	{ "exit_rule", CRM_T_TEXT, 0, "Exit rule", "推进条件",
	    "exit criteria|exit condition|退出条件" },
	{ .name = NULL },
};

static const struct crm_field field_fields[] = {
	{ "field_id", CRM_T_ID, CRM_F_SHORT, "Field ID", "字段ID", NULL },
	{ "entity", CRM_T_TEXT, CRM_F_BARE | CRM_F_REQUIRED | CRM_F_SHORT,
	    "Entity", "对象", NULL },
	{ "name", CRM_T_TEXT,
	    CRM_F_BARE | CRM_F_REQUIRED | CRM_F_NAME | CRM_F_SHORT, "Name",
	    "字段名", "field|field name|字段" },
	{ "type", CRM_T_TEXT, CRM_F_REQUIRED | CRM_F_SHORT, "Type", "类型",
	    "field type|字段类型" },
	{ "label", CRM_T_TEXT, CRM_F_SHORT, "Label", "英文名称", NULL },
	{ "label_zh", CRM_T_TEXT, CRM_F_SHORT, "Chinese label", "中文名称",
	    NULL },
	{ "choices", CRM_T_TEXT, CRM_F_SHORT, "Choices", "选项",
	    "options|可选值" },
	{ "ref", CRM_T_TEXT, 0, "Refers to", "引用对象", NULL },
	{ "short", CRM_T_BOOL, 0, "On the short list", "简表显示", NULL,
	    .def = "no" },
	{ "active", CRM_T_BOOL, CRM_F_SHORT, "Active", "启用",
	    "is active|enabled|是否启用", .def = "yes" },
	{ .name = NULL },
};

static const struct crm_field mapping_fields[] = {
	{ "mapping_id", CRM_T_ID, CRM_F_SHORT, "Mapping ID", "导入映射ID",
	    NULL },
	{ "name", CRM_T_TEXT,
	    CRM_F_BARE | CRM_F_REQUIRED | CRM_F_NAME | CRM_F_FOLDED |
		CRM_F_SHORT,
	    "Name", "映射名称", "mapping|映射|名称" },
	{ "entity", CRM_T_TEXT, CRM_F_REQUIRED | CRM_F_SHORT, "Entity", "对象",
	    NULL },
	{ "map", CRM_T_NOTE, 0, "Map", "列映射", "column map" },
	{ "options", CRM_T_NOTE, 0, "Options", "导入选项", NULL },
	{ .name = NULL },
};

static const struct crm_field setting_fields[] = {
	{ "setting_id", CRM_T_ID, CRM_F_SHORT, "Setting ID", "设置ID", NULL },
	{ "name", CRM_T_TEXT,
	    CRM_F_BARE | CRM_F_REQUIRED | CRM_F_NAME | CRM_F_SHORT, "Name",
	    "设置项", "setting|名称" },
	{ "value", CRM_T_TEXT, CRM_F_SHORT, "Value", "设置值", "值" },
	{ .name = NULL },
};

const struct crm_entity_def crm_table_admin[] = {
	{
	    .name = "stage",
	    .table = "stage",
	    .code = "ST",
	    .program = "crm-admin",
	    .en = "Stage",
	    .zh = "销售阶段",
	    .fields = stage_fields,
	    .words = stage_words,
	    .key = { "pipeline", "name" },
	},
	{
	    .name = "field",
	    .table = "custom_field",
	    .code = "FD",
	    .program = "crm-admin",
	    .en = "Custom field",
	    .zh = "自定义字段",
	    .fields = field_fields,
	    .key = { "entity", "name" },
	},
	{
	    .name = "mapping",
	    .table = "mapping",
	    .code = "MP",
	    .program = "crm-admin",
	    .en = "Import mapping",
	    .zh = "导入映射",
	    .fields = mapping_fields,
	    .key = { "name" },
	},
	{
	    .name = "setting",
	    .table = "setting",
	    .code = "SE",
	    .program = "crm-admin",
	    .en = "Setting",
	    .zh = "设置",
	    .fields = setting_fields,
	    .key = { "name" },
	},
	{ .name = NULL },
};
