/* Leads, campaigns with their members, and touches. */
#include "tables.h"

#include <crm/model/activity.h>

static const struct crm_choice lead_status[] = {
	{ "new", "New", "新线索",
	    "open|open - not contacted|not contacted|"
	    "uncontacted|未分配|待分配|未跟进|待跟进|未处理|待处理|未联系|新建|新" },
	{ "assigned", "Assigned", "已分配", "已指派|已领取" },
	{ "working", "Working", "跟进中",
	    "working - contacted|contacted|"
	    "in progress|attempted to contact|attempting|connected|"
	    "pre-qualified|pre qualified|处理中|联系中|已联系|"
	    "已跟进" },
	{ "qualified", "Qualified", "已确认",
	    "open deal|有效|合格|已验证|有意向|高意向" },
	{ "converted", "Converted", "已转化",
	    "closed - converted|已转换|已成交|"
	    "已转客户|转客户|转商机|已转商机",
	    CRM_TONE_GOOD },
	{ "unqualified", "Unqualified", "无效",
	    "closed - not converted|"
	    "disqualified|junk|junk lead|lost lead|lost|not qualified|"
	    "bad timing|cannot contact|no longer interested|canceled|cancelled|"
	    "不合格|无效线索|已作废|无意向|无法联系|已关闭|关闭|已废弃|放弃",
	    CRM_TONE_BAD },
	{ "duplicate", "Duplicate", "重复", "重复线索", CRM_TONE_FAINT },
	{ "recycled", "Recycled", "待培育",
	    "nurture|nurturing|contact in future|archived|回收|已回收|培育中|"
	    "暂缓|以后联系" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_choice campaign_status[] = {
	{ "planned", "Planned", "计划中", "planning|draft|未开始" },
	{ "active", "Active", "进行中", "in progress|running|执行中" },
	{ "paused", "Paused", "已暂停", "on hold|inactive|暂停" },
	{ "completed", "Completed", "已结束", "complete|done|finished|已完成" },
	{ "cancelled", "Cancelled", "已取消", "canceled|aborted|取消|终止" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_choice member_status[] = {
	{ "planned", "Planned", "计划中", "to send|待发送" },
	{ "sent", "Sent", "已发送", "delivered|发送" },
	{ "responded", "Responded", "已响应",
	    "replied|clicked|attended|"
	    "registered|已回复|已报名|已参加" },
	{ "bounced", "Bounced", "已退回", "undeliverable|退信" },
	{ "opted_out", "Opted out", "已退订", "unsubscribed|opted-out|退订" },
	{ NULL, NULL, NULL, NULL },
};

#define MEMBERS_OF \
	" FROM campaign_member x_member" \
	" WHERE x_member.\"campaign\" = $.id AND x_member.deleted IS NULL"

#define TOUCHES_OF " WHERE x_touch.\"lead\" = $.id AND x_touch.deleted IS NULL"

CRM_GATHER_ACTIVITY(about_lead, "L");

static const struct crm_field lead_fields[] = {
	{ "lead_id", CRM_T_ID, CRM_F_SHORT, "Lead ID", "线索ID", NULL },
	{ "company", CRM_T_TEXT,
	    CRM_F_NAME | CRM_F_FOLDED | CRM_F_INDEX | CRM_F_LIKE | CRM_F_SHORT |
		CRM_F_COMPANY,
	    "Company", "公司名称",
	    "company name|account|account name|organization|organisation|"
	    "organization name|company / account|associated company|公司|"
	    "企业名称|单位|单位名称|客户名称|客户公司|entreprise" },
	{ "name", CRM_T_TEXT, CRM_F_FOLDED | CRM_F_SHORT | CRM_F_PERSON, "Name",
	    "姓名",
	    "lead name|contact name|contact person|full name|person name|联系人|"
	    "联系人姓名|线索名称|线索姓名|客户姓名|nom" },
	{ "title", CRM_T_TEXT, 0, "Title", "职位", CRM_ALIAS_TITLE },
	{ "department", CRM_T_TEXT, 0, "Department", "部门",
	    CRM_ALIAS_DEPARTMENT },
	{ "email", CRM_T_EMAIL, CRM_F_INDEX | CRM_F_LIKE | CRM_F_SHORT,
	    "E-mail", "电子邮箱", CRM_ALIAS_EMAIL },
	{ "phone", CRM_T_PHONE, CRM_F_INDEX | CRM_F_LIKE | CRM_F_SHORT, "Phone",
	    "电话", CRM_ALIAS_PHONE },
	{ "mobile", CRM_T_PHONE, CRM_F_INDEX | CRM_F_LIKE, "Mobile", "手机",
	    CRM_ALIAS_MOBILE },
	{ "wechat", CRM_T_TEXT, CRM_F_CODE, "WeChat", "微信",
	    CRM_ALIAS_WECHAT },
	{ "website", CRM_T_TEXT, CRM_F_SITE, "Website", "网址",
	    CRM_ALIAS_WEBSITE },
	{ "country", CRM_T_TEXT, 0, "Country", "国家", CRM_ALIAS_COUNTRY },
	{ "region", CRM_T_TEXT, 0, "Region", "省份", CRM_ALIAS_REGION },
	{ "city", CRM_T_TEXT, 0, "City", "城市", CRM_ALIAS_CITY },
	{ "address", CRM_T_TEXT, 0, "Address", "地址",
	    "street|street address|company address|详细地址|联系地址|公司地址" },
	{ "postcode", CRM_T_TEXT, CRM_F_CODE, "Postcode", "邮编",
	    CRM_ALIAS_POSTCODE },
	{ "industry", CRM_T_TEXT, 0, "Industry", "行业", CRM_ALIAS_INDUSTRY },
	{ "size", CRM_T_TEXT, 0, "Company size", "公司规模",
	    "employees|number of employees|no. of employees|employee count|规模|"
	    "企业规模|人员规模|员工人数" },
	{ "source", CRM_T_ENUM, CRM_F_SHORT, "Source", "来源", CRM_ALIAS_SOURCE,
	    .choices = crm_choice_source },
	{ "channel", CRM_T_ENUM, 0, "Channel", "渠道", CRM_ALIAS_CHANNEL,
	    .choices = crm_choice_channel },
	{ "partner", CRM_T_REF, CRM_F_INDEX, "Partner", "合作伙伴",
	    CRM_ALIAS_PARTNER, .ref = "customer" },
	{ "campaign", CRM_T_REF, CRM_F_INDEX, "Campaign", "市场活动",
	    CRM_ALIAS_CAMPAIGN, .ref = "campaign" },
	{ "keyword", CRM_T_TEXT, 0, "Keyword", "关键词",
	    "keywords|utm term|search term|搜索词|搜索关键词" },
	{ "interest", CRM_T_TEXT, 0, "Interest", "意向产品",
	    "interests|product interest|interested in|意向|感兴趣的产品|需求产品" },
	{ "budget", CRM_T_MONEY, 0, "Budget", "预算",
	    "budget amount|预算金额|采购预算" },
	{ "currency", CRM_T_CURRENCY, 0, "Currency", "币种",
	    CRM_ALIAS_CURRENCY },
	{ "expected_close", CRM_T_DATE, 0, "Expected close", "预计成交日期",
	    CRM_ALIAS_CLOSE },
	{ "status", CRM_T_ENUM, CRM_F_VERB | CRM_F_BEGINS | CRM_F_SHORT,
	    "Status", "状态", "lead status|线索状态|跟进状态|statut",
	    .def = "new", .choices = lead_status },
	{ "score", CRM_T_INT, CRM_F_SHORT, "Score", "评分",
	    "lead score|hubspot score|线索评分|线索得分|分数|得分" },
	{ "grade", CRM_T_ENUM, 0, "Grade", "等级",
	    "lead grade|线索等级|线索级别", .choices = crm_choice_grade },
	{ "owner", CRM_T_REF, CRM_F_SHORT, "Owner", "负责人",
	    "lead owner|线索所有者|线索负责人|" CRM_ALIAS_OWNER,
	    .ref = "user" },
	{ "tags", CRM_T_TAGS, 0, "Tags", "标签", CRM_ALIAS_TAGS },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ "do_not_contact", CRM_T_BOOL, 0, "Do not contact", "请勿联系",
	    "opted out|opt out|do not disturb|免打扰|谢绝联系" },
	{ "consent_on", CRM_T_DATE, 0, "Consent on", "同意日期",
	    "consent|consent date|opt in date|授权日期" },
	{ "ext", CRM_T_TEXT, CRM_F_EXT, "External ID", "外部编号",
	    "prospect id|线索编号|" CRM_ALIAS_EXT },
	{ "last_activity", CRM_T_INSTANT, CRM_F_DERIVED, "Last activity",
	    "最近活动",
	    "last activity date|last contacted|"
	    "最近跟进时间|最后跟进时间",
	    .sql = "(SELECT max(" CRM_ACTIVITY_AT(
		"x_activity") ") FROM activity x_activity"
			      " WHERE x_activity.\"about\" = 'L' || $.id"
			      " AND x_activity.deleted IS NULL" CRM_ACTIVITY_HAPPENED(
				  "x_activity") ")",
	    .gather = &about_lead, .gathered = "@.\"last\"" },
	{ "next_activity", CRM_T_DATE, CRM_F_DERIVED, "Next activity",
	    "下次活动",
	    "next activity date|下次跟进时间|"
	    "下次跟进日期",
	    .sql = CRM_NEXT_ACTIVITY("L"), .gather = &about_lead,
	    .gathered = "@.\"next\"" },
	{ "priority", CRM_T_ENUM, 0, "Priority", "优先级",
	    "lead priority|rating|线索优先级|紧急程度",
	    .choices = crm_choice_priority },
	{ "reason", CRM_T_TEXT, CRM_F_VERB | CRM_F_BEGINS,
	    "Reason of the status", "状态原因",
	    "status reason|disqualification reason|"
	    "unqualified reason|无效原因|退回原因" },
	{ "wake_on", CRM_T_DATE, CRM_F_VERB | CRM_F_BEGINS, "Wakes on",
	    "唤醒日期", "recycle until|nurture until|回访日期" },
	{ "duplicate_of", CRM_T_REF, CRM_F_VERB | CRM_F_INDEX, "Duplicate of",
	    "重复于", NULL, .ref = "lead" },
	{ "probability", CRM_T_PERCENT, CRM_F_VERB, "Learned probability",
	    "转化概率", "conversion probability" },
	{ "scored", CRM_T_INT, CRM_F_KEPT, "Points of the rules", "规则得分",
	    NULL },
	CRM_FIELDS_OWNING("lead pool|public pool|线索池|公海池"),
	{ "converted_on", CRM_T_DATE, CRM_F_VERB, "Converted on", "转化日期",
	    "converted date|conversion date|转换日期|转化时间" },
	{ "converted_customer", CRM_T_REF, CRM_F_VERB | CRM_F_INDEX,
	    "Became customer", "转化客户", "converted account",
	    .ref = "customer" },
	{ "converted_contact", CRM_T_REF, CRM_F_VERB | CRM_F_INDEX,
	    "Became contact", "转化联系人", "converted contact name",
	    .ref = "contact" },
	{ "converted_deal", CRM_T_REF, CRM_F_VERB | CRM_F_INDEX, "Became deal",
	    "转化商机", "converted opportunity", .ref = "deal" },
	{ "merged_into", CRM_T_REF, CRM_F_KEPT | CRM_F_ALIAS | CRM_F_INDEX,
	    "Merged into", "合并到", NULL, .ref = "lead" },
	{ "status_now", CRM_T_ENUM, CRM_F_DERIVED, "Status today", "当前状态",
	    NULL, .choices = lead_status,
	    .sql = "(CASE WHEN $.\"status\" = 'recycled'"
		   " AND $.\"wake_on\" <= {today} THEN 'new'"
		   " ELSE $.\"status\" END)" },
	{ "first_source", CRM_T_ENUM, CRM_F_DERIVED | CRM_F_ASKED,
	    "First touch", "首次触点来源", NULL, .choices = crm_choice_source,
	    .sql =
		"coalesce((SELECT x_touch.\"source\" FROM touch x_touch" TOUCHES_OF
		" ORDER BY x_touch.\"at\", x_touch.id LIMIT 1),"
		" $.\"source\")" },
	{ "last_source", CRM_T_ENUM, CRM_F_DERIVED | CRM_F_ASKED, "Last touch",
	    "末次触点来源", NULL, .choices = crm_choice_source,
	    .sql =
		"coalesce((SELECT x_touch.\"source\" FROM touch x_touch" TOUCHES_OF
		" ORDER BY x_touch.\"at\" DESC, x_touch.id DESC"
		" LIMIT 1), $.\"source\")" },
	{ "touches", CRM_T_INT, CRM_F_DERIVED | CRM_F_ASKED, "Touches",
	    "触点数", NULL,
	    .sql = "(SELECT count(*) FROM touch x_touch" TOUCHES_OF ")" },
	{ "first_response", CRM_T_INSTANT, CRM_F_DERIVED | CRM_F_ASKED,
	    "First response", "首次响应时间", NULL,
	    .sql = "(SELECT min(" CRM_ACTIVITY_AT(
		"x_activity") ") FROM activity x_activity"
			      " WHERE x_activity.\"about\" = 'L' || $.id"
			      " AND x_activity.\"kind\" <> 'note'"
			      " AND x_activity.deleted IS NULL" CRM_ACTIVITY_HELD(
				  "x_activity") ")" },
	{ "completeness", CRM_T_PERCENT, CRM_F_DERIVED, "Completeness",
	    "资料完整度", NULL,
	    /* clang-format off */
	    .sql = "((" HAS("company") " + " HAS("name") " + " HAS("title")
	    " + (CASE WHEN $.\"phone\" IS NULL AND $.\"mobile\" IS NULL"
	    " THEN 0 ELSE 1 END) + " HAS("email") " + " HAS("region") " + "
	    HAS("city") " + " HAS("industry") " + " HAS("size") " + "
	    HAS("source") ") * 100000)" },
	/* clang-format on */
	CRM_FIELD_ENTERED("lead created|lead created date|线索创建时间|"),
	CRM_FIELDS_OTHERS,
	{ .name = NULL },
};

static const struct crm_field campaign_fields[] = {
	{ "campaign_id", CRM_T_ID, CRM_F_SHORT, "Campaign ID", "市场活动ID",
	    NULL },
	{ "name", CRM_T_TEXT,
	    CRM_F_BARE | CRM_F_REQUIRED | CRM_F_NAME | CRM_F_FOLDED |
		CRM_F_SHORT,
	    "Name", "活动名称",
	    "campaign|campaign name|市场活动|市场活动名称|"
	    "营销活动|名称" },
	{ "status", CRM_T_ENUM, CRM_F_SHORT, "Status", "状态",
	    "campaign status|活动状态", .def = "planned",
	    .choices = campaign_status },
	{ "budget", CRM_T_MONEY, CRM_F_SHORT, "Budget", "预算",
	    "budgeted cost|budget amount|budgeted cost in campaign|预算金额|"
	    "预计成本" },
	{ "cost", CRM_T_MONEY, CRM_F_SHORT, "Cost", "实际费用",
	    "actual cost|spend|amount spent|实际成本|费用|花费" },
	{ "currency", CRM_T_CURRENCY, 0, "Currency", "币种",
	    CRM_ALIAS_CURRENCY },
	{ "starts_on", CRM_T_DATE, CRM_F_SHORT, "Starts on", "开始日期",
	    "start date|start|开始时间" },
	{ "ends_on", CRM_T_DATE, CRM_F_SHORT, "Ends on", "结束日期",
	    "end date|end|结束时间" },
	{ "owner", CRM_T_REF, CRM_F_SHORT, "Owner", "负责人",
	    "campaign owner|" CRM_ALIAS_OWNER, .ref = "user" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ "ext", CRM_T_TEXT, CRM_F_EXT, "External ID", "外部编号",
	    "活动编号|" CRM_ALIAS_EXT },
	{ "members", CRM_T_INT, CRM_F_DERIVED, "Members", "成员数", NULL,
	    .sql = "(SELECT count(*)" MEMBERS_OF ")" },
	{ "responded", CRM_T_INT, CRM_F_DERIVED, "Responded", "响应数", NULL,
	    .sql = "(SELECT count(*)" MEMBERS_OF
		   " AND x_member.\"status\" = 'responded')" },
	{ .name = NULL },
};

static const struct crm_field campaign_member_fields[] = {
	{ "campaign_member_id", CRM_T_ID, CRM_F_SHORT, "Member ID",
	    "活动成员ID", NULL },
	{ "campaign", CRM_T_REF, CRM_F_REQUIRED | CRM_F_OWNER | CRM_F_SHORT,
	    "Campaign", "市场活动", CRM_ALIAS_CAMPAIGN, .ref = "campaign" },
	{ "member", CRM_T_ANY, CRM_F_REQUIRED | CRM_F_INDEX | CRM_F_SHORT,
	    "Member", "成员",
	    "lead or contact|lead/contact id|lead or contact id|活动成员|"
	    "线索或联系人",
	    .ref = "lead|contact|customer" },
	{ "status", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Status", "状态",
	    "member status|campaign member status|成员状态", .def = "planned",
	    .choices = member_status },
	{ "sent_at", CRM_T_INSTANT, CRM_F_SHORT, "Sent at", "发送时间",
	    "sent|sent on|sent date|发送日期" },
	{ "responded_at", CRM_T_INSTANT, CRM_F_SHORT, "Responded at",
	    "响应时间", "first responded date|responded on|响应日期" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

static const struct crm_field touch_fields[] = {
	{ "touch_id", CRM_T_ID, CRM_F_SHORT, "Touch ID", "触点ID", NULL },
	{ "lead", CRM_T_REF,
	    CRM_F_REQUIRED | CRM_F_OWNER | CRM_F_INDEX | CRM_F_SHORT, "Lead",
	    "线索", "lead name|线索名称", .ref = "lead" },
	{ "at", CRM_T_INSTANT, CRM_F_REQUIRED | CRM_F_SHORT, "At", "时间",
	    "date|time|timestamp|visited at|日期|触点时间|访问时间",
	    .added = "now" },
	{ "source", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Source", "来源",
	    CRM_ALIAS_SOURCE, .choices = crm_choice_source },
	{ "campaign", CRM_T_REF, CRM_F_INDEX | CRM_F_SHORT, "Campaign",
	    "市场活动", CRM_ALIAS_CAMPAIGN, .ref = "campaign" },
	{ "keyword", CRM_T_TEXT, CRM_F_SHORT, "Keyword", "关键词",
	    "keywords|utm term|search term|搜索词|搜索关键词" },
	{ "cost", CRM_T_MONEY, CRM_F_SHORT, "Cost", "费用",
	    "spend|amount spent|成本|花费" },
	{ "currency", CRM_T_CURRENCY, 0, "Currency", "币种",
	    CRM_ALIAS_CURRENCY },
	{ "page", CRM_T_TEXT, 0, "Page", "页面",
	    "url|landing page|form|网址|落地页|表单" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ "ext", CRM_T_TEXT, CRM_F_EXT, "External ID", "外部编号",
	    CRM_ALIAS_EXT },
	{ .name = NULL },
};

const struct crm_entity_def crm_table_lead[] = {
	{
	    .name = "lead",
	    .table = "lead",
	    .code = "L",
	    .program = "crm-lead",
	    .en = "Lead",
	    .zh = "线索",
	    .aliases = "销售线索",
	    .fields = lead_fields,
	    .indexes = "owner,status|created",
	    .like = "customer|contact",
	},
	{
	    .name = "campaign",
	    .table = "campaign",
	    .code = "CP",
	    .program = "crm-lead",
	    .en = "Campaign",
	    .zh = "市场活动",
	    .fields = campaign_fields,
	},
	{
	    .name = "campaign-member",
	    .table = "campaign_member",
	    .code = "CB",
	    .program = "crm-lead",
	    .en = "Campaign member",
	    .zh = "活动成员",
	    .fields = campaign_member_fields,
	    .indexes = "campaign,member",
	},
	{
	    .name = "touch",
	    .table = "touch",
	    .code = "TC",
	    .program = "crm-lead",
	    .en = "Touch",
	    .zh = "触点",
	    .fields = touch_fields,
	},
	{ .name = NULL },
};
