/* What was learned from leads and deals that were won and lost, and from cases of
 * each category: counts, dated. */
#include "tables.h"

static const struct crm_choice learned_kind[] = {
	{ "lead", "Lead", "线索", "leads" },
	{ "case", "Case", "工单", "cases|ticket" },
	{ "deal", "Deal", "商机", "deals|opportunity" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_choice learners[] = {
	{ "bayes", "Naive Bayes", "朴素贝叶斯", NULL },
	{ "logistic", "Logistic regression", "逻辑回归", NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_field model_fields[] = {
	{ "model_id", CRM_T_ID, CRM_F_SHORT, "Model ID", "模型ID", NULL },
	{ "name", CRM_T_TEXT,
	    CRM_F_BARE | CRM_F_REQUIRED | CRM_F_NAME | CRM_F_FOLDED |
		CRM_F_SHORT,
	    "Name", "模型名称", "model|模型" },
	{ "trained_at", CRM_T_INSTANT, CRM_F_SHORT, "Trained at", "训练时间",
	    NULL },
	{ "won", CRM_T_INT, CRM_F_REQUIRED | CRM_F_SHORT, "Won records",
	    "成功数", NULL },
	{ "lost", CRM_T_INT, CRM_F_REQUIRED | CRM_F_SHORT, "Lost records",
	    "失败数", NULL },
	{ "fields", CRM_T_TEXT, CRM_F_REQUIRED | CRM_F_SHORT, "Fields", "字段",
	    NULL },
	{ "won_when", CRM_T_TEXT, 0, "Won when", "成功条件", NULL },
	{ "lost_when", CRM_T_TEXT, 0, "Lost when", "失败条件", NULL },
	{ "active", CRM_T_BOOL, CRM_F_SHORT, "Active", "启用", NULL,
	    .def = "yes" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ "intercept", CRM_T_DECIMAL, 0, "Intercept", "截距", NULL },
	{ "min_count", CRM_T_INT, CRM_F_SHORT, "Least count of a value",
	    "取值最少次数", NULL },
	{ "kind", CRM_T_ENUM, CRM_F_SHORT, "Of", "对象", NULL, .def = "lead",
	    .choices = learned_kind },
	{ "class", CRM_T_TEXT, CRM_F_SHORT, "Class", "类别", NULL },
	{ "learner", CRM_T_ENUM, CRM_F_SHORT, "Learner", "学习方法", NULL,
	    .choices = learners },
	{ "auc", CRM_T_DECIMAL, CRM_F_SHORT, "AUC", "AUC", NULL },
	{ "brier", CRM_T_DECIMAL, 0, "Brier score", "布里尔得分", NULL },
	{ "log_loss", CRM_T_DECIMAL, 0, "Log loss", "对数损失", NULL },
	{ .name = NULL },
};

/* `rest` are the values that were met too rarely, together: they say nothing. */
static const struct crm_choice model_part[] = {
	{ "value", "Value", "取值", NULL },
	{ "bin", "Bin", "区间", "range" },
	{ "blank", "Blank", "空值", NULL },
	{ "rest", "Rest", "其余", "other" },
	{ NULL, NULL, NULL, NULL },
};

/* A number's values are bins: from `low` (null: no lower end) up to, not
 * including, the next bin's. */
static const struct crm_field model_value_fields[] = {
	{ "model_value_id", CRM_T_ID, CRM_F_SHORT, "Value ID", "模型值ID",
	    NULL },
	{ "model", CRM_T_REF,
	    CRM_F_REQUIRED | CRM_F_OWNER | CRM_F_INDEX | CRM_F_SHORT, "Model",
	    "模型", "model name|模型名称", .ref = "model" },
	{ "field", CRM_T_TEXT, CRM_F_REQUIRED | CRM_F_SHORT, "Field", "字段",
	    NULL },
	{ "value", CRM_T_TEXT, CRM_F_SHORT, "Value", "值", NULL },
	{ "low", CRM_T_DECIMAL, CRM_F_SHORT, "From", "下限", NULL },
	{ "won", CRM_T_INT, CRM_F_REQUIRED | CRM_F_SHORT, "Won", "成功", NULL },
	{ "lost", CRM_T_INT, CRM_F_REQUIRED | CRM_F_SHORT, "Lost", "失败",
	    NULL },
	{ "part", CRM_T_ENUM, CRM_F_SHORT, "Part", "类别", NULL, .def = "value",
	    .choices = model_part },
	{ "weight", CRM_T_DECIMAL, CRM_F_SHORT, "Weight of the field",
	    "字段权重", NULL },
	{ "log_odds", CRM_T_DECIMAL, 0, "Log-odds of its own", "自身对数优势",
	    NULL },
	{ .name = NULL },
};

const struct crm_entity_def crm_table_learned[] = {
	{
	    .name = "model",
	    .table = "model",
	    .code = "ML",
	    .program = "crm-lead",
	    .en = "Learned model",
	    .zh = "评分模型",
	    .fields = model_fields,
	    .key = { "name" },
	},
	{
	    .name = "model-value",
	    .table = "model_value",
	    .code = "MV",
	    .program = "crm-lead",
	    .en = "Value of a model",
	    .zh = "模型值",
	    .fields = model_value_fields,
	},
	{ .name = NULL },
};
