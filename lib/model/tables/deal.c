/* Deals and visits. */
#include "lines.h"
#include "tables.h"

/* What a deal takes from its stage. */
#define OF_STAGE(column) \
	"(SELECT x_stage.\"" column "\" FROM stage x_stage" \
	" WHERE x_stage.id = $.\"stage\")"

static const struct crm_field deal_fields[] = {
	{ "deal_id", CRM_T_ID, CRM_F_SHORT, "Deal ID", "商机ID", NULL },
	{ "customer", CRM_T_REF, CRM_F_INDEX | CRM_F_SHORT, "Customer", "客户",
	    CRM_ALIAS_CUSTOMER, .ref = "customer" },
	{ "contact", CRM_T_REF, 0, "Contact", "联系人", CRM_ALIAS_CONTACT,
	    .ref = "contact" },
	{ "name", CRM_T_TEXT, CRM_F_NAME | CRM_F_FOLDED | CRM_F_SHORT, "Name",
	    "商机名称",
	    "deal|deal name|deal title|opportunity|"
	    "opportunity name|title|topic|商机|商机标题|项目名称|机会名称" },
	{ "stage", CRM_T_REF,
	    CRM_F_REQUIRED | CRM_F_VERB | CRM_F_BEGINS | CRM_F_SHORT, "Stage",
	    "阶段",
	    "deal stage|sales stage|stage name|"
	    "opportunity stage|pipeline phase|销售阶段|商机阶段|阶段名称",
	    .ref = "stage",
	    .tone = "(SELECT CASE x_stage.\"type\" WHEN 'won' THEN 1"
		    " WHEN 'lost' THEN 2 END FROM stage x_stage"
		    " WHERE x_stage.id = $.\"stage\")" },
	{ "pipeline", CRM_T_TEXT, CRM_F_DERIVED, "Pipeline", "销售流程",
	    "pipeline name|sales pipeline|销售管道",
	    .sql = OF_STAGE("pipeline") },
	{ "product", CRM_T_REF, 0, "Product", "产品",
	    "product name|产品名称|意向产品", .ref = "product" },
	{ "amount", CRM_T_MONEY, CRM_F_SHORT, "Amount", "金额",
	    "deal amount|value|deal value|close value|opportunity amount|"
	    "expected amount|est. revenue|estimated revenue|商机金额|预计金额|预计成交金额|"
	    "预计销售金额|成交金额|销售额|销售金额|合同金额|订单金额|总价|sales amount" },
	{ "currency", CRM_T_CURRENCY, CRM_F_SHORT, "Currency", "币种",
	    "deal currency|" CRM_ALIAS_CURRENCY },
	{ "rate", CRM_T_RATE, 0, "Exchange rate", "汇率",
	    "currency rate|conversion rate to base" },
	{ "amount_base", CRM_T_MONEY, CRM_F_KEPT, "Amount in base currency",
	    "本位币金额", NULL },
	{ "probability", CRM_T_PERCENT, 0, "Probability", "赢率",
	    "win probability|deal probability|probability (%)|成交概率|可能性|"
	    "赢单率|成功率" },
	{ "category", CRM_T_ENUM, 0, "Forecast category", "预测类别",
	    "forecast|预测分类", .choices = crm_choice_forecast },
	{ "opened_on", CRM_T_DATE, 0, "Opened on", "开始日期",
	    "open date|opened|opened date|date opened|engage date|start date|"
	    "立项日期|发现日期|商机日期|deal created|" CRM_ALIAS_ENTERED,
	    .added = "today" },
	{ "expected_close", CRM_T_DATE, CRM_F_SHORT, "Expected close",
	    "预计成交日期", CRM_ALIAS_CLOSE,
	    .tone = CRM_TONE_WHEN_LATE(
		"expected_close", OF_STAGE("type") " = 'open'") },
	{ "closed_on", CRM_T_DATE, 0, "Closed on", "成交日期",
	    "close date|closed|closed date|date closed|actual close date|"
	    "结单日期|结束日期|签单日期|成交时间|实际成交日期|关闭日期|"
	    "赢单日期|购买日期" },
	{ "source", CRM_T_ENUM, 0, "Source", "来源",
	    "deal source|opportunity source|" CRM_ALIAS_SOURCE,
	    .choices = crm_choice_source },
	{ "campaign", CRM_T_REF, 0, "Campaign", "市场活动", CRM_ALIAS_CAMPAIGN,
	    .ref = "campaign" },
	{ "channel", CRM_T_ENUM, 0, "Channel", "渠道", CRM_ALIAS_CHANNEL,
	    .choices = crm_choice_channel },
	{ "region", CRM_T_TEXT, 0, "Region", "区域",
	    "territory|sales region|销售区域|大区|地区" },
	{ "partner", CRM_T_REF, CRM_F_INDEX, "Partner", "合作伙伴",
	    CRM_ALIAS_PARTNER, .ref = "customer" },
	{ "owner", CRM_T_REF, CRM_F_SHORT, "Owner", "负责人",
	    "deal owner|opportunity owner|商机负责人|商机所有者|" CRM_ALIAS_OWNER,
	    .ref = "user" },
	{ "competitors", CRM_T_TEXT, 0, "Competitors", "竞争对手",
	    "competitor|main competitor|main competitors|竞品" },
	{ "criteria", CRM_T_NOTE, 0, "Purchase criteria", "采购标准",
	    "decision criteria|决策标准" },
	{ "decision_process", CRM_T_NOTE, 0, "Decision process", "决策流程",
	    "buying process|采购流程" },
	{ "score", CRM_T_INT, 0, "Score", "评分", "deal score|分数|得分" },
	{ "class", CRM_T_TEXT, 0, "Class", "商机类型",
	    "deal type|opportunity type|type|类型|业务类型" },
	{ "next_step", CRM_T_TEXT, 0, "Next step", "下一步",
	    "next steps|下一步计划|下步行动" },
	{ "close_reason", CRM_T_TEXT, 0, "Won/lost reason", "输赢原因",
	    "lost reason|won reason|loss reason|close reason|reason for loss|"
	    "closed lost reason|closed won reason|输单原因|赢单原因|丢单原因" },
	{ "tags", CRM_T_TAGS, 0, "Tags", "标签", CRM_ALIAS_TAGS },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注",
	    "deal description|" CRM_ALIAS_NOTES },
	{ "ext", CRM_T_TEXT, CRM_F_EXT, "External ID", "外部编号",
	    "opportunity id|商机编号|" CRM_ALIAS_EXT },
	{ "stage_type", CRM_T_ENUM, CRM_F_DERIVED, "Stage type", "阶段类型",
	    NULL, .choices = crm_choice_stage_type, .sql = OF_STAGE("type") },
	{ "cycle", CRM_T_INT, CRM_F_DERIVED, "Cycle (days)", "销售周期（天）",
	    "sales cycle|销售周期",
	    .sql = "($.\"closed_on\" - $.\"opened_on\")" },
	{ "age", CRM_T_INT, CRM_F_DERIVED, "Age (days)", "商机天数", NULL,
	    .sql = "(coalesce($.\"closed_on\", {today}) - $.\"opened_on\")" },
	{ "scored", CRM_T_INT, CRM_F_KEPT, "Points of the rules", "规则得分",
	    NULL },
	{ "learned", CRM_T_PERCENT, CRM_F_KEPT, "Learned probability",
	    "学习赢率", NULL },
	{ "registered_on", CRM_T_DATE, 0, "Registered on", "报备日期",
	    "registration date|deal registration date|报备时间" },
	{ "protected_until", CRM_T_DATE, 0, "Protected until", "保护期至",
	    "protection end|registration expires|报备有效期" },
	{ .name = NULL },
};

static const struct crm_field visit_fields[] = {
	{ "visit_id", CRM_T_ID, CRM_F_SHORT, "Visit ID", "阶段记录ID", NULL },
	{ "deal", CRM_T_REF,
	    CRM_F_REQUIRED | CRM_F_VERB | CRM_F_OWNER | CRM_F_INDEX |
		CRM_F_SHORT,
	    "Deal", "商机", "deal name|opportunity|opportunity name|商机名称",
	    .ref = "deal" },
	{ "from_stage", CRM_T_REF, CRM_F_VERB | CRM_F_SHORT, "From stage",
	    "原阶段", "old stage|previous stage|变更前阶段", .ref = "stage" },
	{ "stage", CRM_T_REF,
	    CRM_F_REQUIRED | CRM_F_VERB | CRM_F_INDEX | CRM_F_SHORT, "Stage",
	    "阶段", "to stage|new stage|变更后阶段", .ref = "stage" },
	{ "moved_on", CRM_T_DATE, CRM_F_VERB | CRM_F_SHORT, "Moved on",
	    "变更日期", "date|change date|变更时间|日期" },
	{ "moved_by", CRM_T_REF, CRM_F_VERB | CRM_F_SHORT, "Moved by", "变更人",
	    "changed by|操作人", .ref = "user" },
	{ "reason", CRM_T_TEXT, CRM_F_VERB, "Reason", "原因",
	    "change reason|变更原因" },
	{ .name = NULL },
};

static const struct crm_field deal_line_fields[] = {
	{ "deal_line_id", CRM_T_ID, CRM_F_SHORT, "Deal line ID", "商机明细ID",
	    NULL },
	{ "deal", CRM_T_REF,
	    CRM_F_REQUIRED | CRM_F_OWNER | CRM_F_INDEX | CRM_F_SHORT, "Deal",
	    "商机", "deal name|opportunity|opportunity name|商机名称",
	    .ref = "deal" },
	LINE_NO,
	{ "product", CRM_T_REF, CRM_F_SHORT, "Product", "产品",
	    "product name|product code|sku|item|产品名称|产品编码|商品|"
	    "商品名称",
	    .ref = "product" },
	LINE_DESCRIPTION("说明|产品描述"),
	{ "quantity", CRM_T_DECIMAL, CRM_F_SHORT, "Quantity", "数量", "qty" },
	LINE_UNIT("|销售单位"),
	LINE_UNIT_PRICE("|售价|价格|销售单价"),
	LINE_DISCOUNT,
	LINE_DISCOUNTS,
	LINE_GIFT,
	LINE_AMOUNT,
	LINE_CURRENCY,
	LINE_LIST_PRICE,
	LINE_FLOOR_PRICE,
	LINE_NOTES,
	{ "ext", CRM_T_TEXT, CRM_F_EXT, "External ID", "外部编号",
	    CRM_ALIAS_EXT },
	{ .name = NULL },
};

static const struct crm_choice party_role[] = {
	{ "member", "Team member", "团队成员", "team|sales team|成员|团队" },
	{ "decision_maker", "Decision maker", "决策者", "decider|决策人" },
	{ "influencer", "Influencer", "影响者", "影响人" },
	{ "user", "User", "使用者", "end user|使用人" },
	{ "gatekeeper", "Gatekeeper", "把关者", "buyer|采购|把关人" },
	{ "competitor", "Competitor", "竞争对手", "rival|竞品" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_choice threat[] = {
	{ "low", "Low", "低", "small" },
	{ "medium", "Medium", "中", "middle" },
	{ "high", "High", "高", "large", CRM_TONE_BAD },
	{ NULL, NULL, NULL, NULL },
};

/* Who takes part: our team, their people, the others who bid. */
static const struct crm_field party_fields[] = {
	{ "party_id", CRM_T_ID, CRM_F_SHORT, "Party ID", "参与方ID", NULL },
	{ "deal", CRM_T_REF,
	    CRM_F_REQUIRED | CRM_F_OWNER | CRM_F_INDEX | CRM_F_SHORT, "Deal",
	    "商机", "deal name|opportunity|opportunity name|商机名称",
	    .ref = "deal" },
	{ "role", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Role", "角色",
	    "contact role|team role|参与角色", .choices = party_role },
	{ "user", CRM_T_REF, CRM_F_SHORT, "User", "用户",
	    "team member|login|成员", .ref = "user" },
	{ "contact", CRM_T_REF, CRM_F_SHORT, "Contact", "联系人",
	    "contact name|联系人姓名", .ref = "contact" },
	{ "name", CRM_T_TEXT, CRM_F_FOLDED | CRM_F_SHORT, "Name", "名称",
	    "competitor|competitor name|竞争对手名称" },
	{ "share", CRM_T_PERCENT, CRM_F_SHORT, "Share", "业绩分成",
	    "split|split %|percentage|分成|分成比例" },
	{ "strength", CRM_T_TEXT, 0, "Strength", "优势", "strengths|强项" },
	{ "threat", CRM_T_ENUM, 0, "Threat", "威胁程度", "threat level|威胁",
	    .choices = threat },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

/* How other systems say beside the stage what became of a deal. */
static const struct crm_choice deal_ends[] = {
	{ "open", "Open", "进行中",
	    "in progress|ongoing|active|on hold|pending|跟进中|推进中|未结束" },
	{ "won", "Won", "赢单", "closed won|win|已赢单|赢|成交|已成交|成单" },
	{ "lost", "Lost", "输单",
	    "closed lost|canceled|cancelled|abandoned|out-sold|已输单|输|丢单|"
	    "失败|取消|已取消|作废" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_either close_date = {
	.headers = "close date|closing date|closed date|date closed|关闭日期|"
		   "结单日期|结束日期|签单日期|成交时间|关闭时间",
	.lone_headers = "成交日期",
	.open = "expected_close",
	.closed = "closed_on",
	.by = "stage",
	.state = "type",
	.is_open = "open",
	.order = "seq",
	.end_headers = "status|deal status|opportunity status|won/lost|"
		       "状态|商机状态|赢单状态|输赢状态|赢输状态",
	.ends = deal_ends,
	.end_days = "won time|lost time|won date|lost date|deal closed on|"
		    "赢单时间|输单时间|输单日期|丢单时间|丢单日期",
};

const struct crm_entity_def crm_table_deal[] = {
	{
	    .name = "deal",
	    .table = "deal",
	    .code = "D",
	    .program = "crm-deal",
	    .en = "Deal",
	    .zh = "商机",
	    .aliases = "opportunity|opportunities|potential|销售机会|机会",
	    .fields = deal_fields,
	    .indexes = "stage,owner|owner|closed_on",
	    .either = &close_date,
	},
	{
	    .name = "visit",
	    .table = "visit",
	    .code = "VS",
	    .program = "crm-deal",
	    .en = "Stage visit",
	    .zh = "阶段记录",
	    .fields = visit_fields,
	},
	{
	    .name = "deal-line",
	    .table = "deal_line",
	    .code = "PI",
	    .program = "crm-deal",
	    .en = "Deal line",
	    .zh = "商机明细",
	    .fields = deal_line_fields,
	    .line = "line",
	    .item = "product",
	},
	{
	    .name = "party",
	    .table = "deal_party",
	    .code = "RO",
	    .program = "crm-deal",
	    .en = "Party of a deal",
	    .zh = "商机参与方",
	    .fields = party_fields,
	},
	{ .name = NULL },
};
