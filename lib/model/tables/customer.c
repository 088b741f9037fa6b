/*
 * Customers, their contacts and relations, with the SQL of a customer's
 * status.
 */
#include "tables.h"

#include <crm/model/activity.h>

#include <crm/model/churn.h>

static const struct crm_choice customer_kind[] = {
	{ "customer", "Customer", "客户",
	    "client|account|end user|prospect|customer - direct|customer - channel|"
	    "direct customer|终端客户|最终客户|直接客户|潜在客户|意向客户" },
	{ "partner", "Partner", "合作伙伴",
	    "reseller|distributor|channel partner|channel partner / reseller|"
	    "technology partner|installation partner|business partner|integrator|"
	    "渠道商|代理商|经销商|分销商|集成商|渠道|伙伴" },
	{ "supplier", "Supplier", "供应商", "vendor|厂商|供货商|供方" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_choice contact_role[] = {
	{ "decision_maker", "Decision maker", "决策人",
	    "economic buyer|"
	    "economic decision maker|business decision maker|决策者|拍板人" },
	{ "influencer", "Influencer", "影响人",
	    "business influencer|evaluator|"
	    "影响者" },
	{ "user", "User", "使用人", "business user|end user|使用者|最终用户" },
	{ "gatekeeper", "Gatekeeper", "把关人", "gate keeper|守门人" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_choice customer_status[] = {
	{ "prospect", "Prospect", "潜在", NULL },
	{ "active", "Active", "活跃", NULL },
	{ "dormant", "Dormant", "沉默", NULL },
	{ "churned", "Churned", "流失", NULL },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_choice relation_kind[] = {
	{ "partner", "Partner", "合作伙伴", "业务伙伴" },
	{ "supplier", "Supplier", "供应商", "vendor" },
	{ "buyer", "Buyer", "采购方", "client|客户" },
	{ "competitor", "Competitor", "竞争对手", "rival|竞品" },
	{ "investor", "Investor", "投资方", "shareholder|股东" },
	{ "referrer", "Referrer", "介绍人", "referred by|推荐方" },
	{ "other", "Other", "其他", NULL },
	{ NULL, NULL, NULL, NULL },
};

#define OPEN_TASKS \
	" WHERE x_task.\"about\" = 'C' || $.id" \
	" AND x_task.\"status\" IN ('todo', 'doing')" \
	" AND x_task.deleted IS NULL"

/* The days on which a customer bought, each once: those of its orders that are more than
 * drafts here, and of the deals won before the first of them that no order is of.  What is
 * dated later than today has not happened yet, and what was closed before it was opened
 * cannot be. */
#define AN_ORDER \
	"FROM sale_order x_order WHERE x_order.deleted IS NULL" \
	" AND coalesce(x_order.\"status\", '') <> 'cancelled'" \
	" AND (coalesce(x_order.\"status\", '') <> 'draft'" \
	" OR x_order.\"number\" IS NOT NULL OR x_order.\"ext\" IS NOT NULL)" \
	" AND x_order.\"ordered_on\" <= {today}"
#define ORDERED_BY_IT AN_ORDER " AND x_order.\"customer\" = $.id"
#define ORDER_DAYS \
	"(SELECT x_order.\"ordered_on\" AS \"day\" " ORDERED_BY_IT \
	" UNION SELECT x_deal.\"closed_on\" FROM deal x_deal, stage x_stage," \
	" (SELECT min(x_order.\"ordered_on\") AS \"day\" " ORDERED_BY_IT \
	") x_first" \
	" WHERE x_deal.\"customer\" = $.id AND x_deal.deleted IS NULL" \
	" AND x_stage.id = x_deal.\"stage\" AND x_stage.\"type\" = 'won'" \
	" AND x_deal.\"closed_on\" <= {today}" \
	" AND coalesce(x_deal.\"opened_on\", x_deal.\"closed_on\")" \
	" <= x_deal.\"closed_on\"" \
	" AND coalesce(x_first.\"day\" > x_deal.\"closed_on\", true)" \
	" AND NOT EXISTS (SELECT 1 " AN_ORDER \
	" AND x_order.\"deal\" = x_deal.id)) x_bought"

/*
 * Over the gaps g between n + 1 order days, with span = last - first and
 * late = today - last, whose mean is span / n and whose sample deviation s:
 *
 *	late > mean + 2s  is  d > 0 and d^2 (n - 1) > 4 n b
 *	where d = late n - span and b = n sum(g^2) - span^2.
 *
 * In whole numbers, that is d^2 - 4b > 4b / (n - 1).  Where the mean square of
 * the gaps is MOST^2 or more, mean + 2s is at least MOST days, which is the most
 * a limit can be and has been looked at before; so late <= MOST, all terms are
 * under 10^6 n^2, and nothing overflows.  Roots and squares of averages would
 * differ between the engines.
 */
#define ENOUGH CRM_RHYTHM_DAYS_TEXT
#define WITHOUT CRM_LIMIT_WITHOUT_TEXT
#define MOST CRM_LIMIT_MOST_TEXT
#define PAST_LIMIT \
	"(SELECT CASE WHEN x_gaps.\"squares\" >= " MOST " * " MOST \
	" * x_days.\"n\"" \
	" THEN 'dormant'" \
	" WHEN (x_days.\"late\" * x_days.\"n\" - x_days.\"span\")" \
	" * (x_days.\"late\" * x_days.\"n\" - x_days.\"span\")" \
	" - 4 * (x_days.\"n\" * x_gaps.\"squares\"" \
	" - x_days.\"span\" * x_days.\"span\")" \
	" > 4 * (x_days.\"n\" * x_gaps.\"squares\"" \
	" - x_days.\"span\" * x_days.\"span\") / (x_days.\"n\" - 1)" \
	" THEN 'churned' ELSE 'dormant' END FROM (" \
	"SELECT CAST(sum(x_gap.\"g\" * x_gap.\"g\") AS bigint) AS \"squares\"" \
	" FROM (SELECT x_bought.\"day\" - lag(x_bought.\"day\")" \
	" OVER (ORDER BY x_bought.\"day\") AS \"g\" FROM " ORDER_DAYS \
	") x_gap) x_gaps)"

/* With few order days there is no mean, and the limit is a fixed one; n is the
 * number of gaps. */
#define CUSTOMER_STATUS \
	"(SELECT CASE WHEN x_days.\"n\" < 0 THEN 'prospect'" \
	" WHEN x_days.\"late\" > " MOST " THEN 'churned'" \
	" WHEN x_days.\"n\" + 1 < " ENOUGH " THEN" \
	" CASE WHEN x_days.\"late\" > " WITHOUT \
	" THEN 'churned' ELSE 'active' END" \
	" WHEN x_days.\"late\" * x_days.\"n\" <= x_days.\"span\" THEN 'active'" \
	" WHEN 2 * x_days.\"late\" * x_days.\"n\" <= 3 * x_days.\"span\"" \
	" THEN 'dormant' ELSE " PAST_LIMIT " END FROM (" \
	"SELECT count(*) - 1 AS \"n\", {today} - max(x_bought.\"day\")" \
	" AS \"late\", max(x_bought.\"day\") - min(x_bought.\"day\") AS \"span\"" \
	" FROM " ORDER_DAYS ") x_days)"

CRM_GATHER_ACTIVITY(about_customer, "C");

static const struct crm_field customer_fields[] = {
	{ "customer_id", CRM_T_ID, CRM_F_SHORT, "Customer ID", "客户ID", NULL },
	{ "name", CRM_T_TEXT,
	    CRM_F_REQUIRED | CRM_F_NAME | CRM_F_FOLDED | CRM_F_INDEX |
		CRM_F_LIKE | CRM_F_SHORT | CRM_F_COMPANY,
	    "Name", "客户名称",
	    "customer|customer name|account|account name|company|company name|"
	    "organization|organisation|organization name|client|client name|客户|"
	    "公司|公司名称|企业名称|单位名称|顾客|顾客名称|顾客姓名|名称|entreprise" },
	{ "code", CRM_T_TEXT, CRM_F_FOLDED | CRM_F_CODE | CRM_F_SHORT, "Code",
	    "客户编码",
	    "customer code|customer number|customer no|"
	    "account number|account code|客户编号|客户代码" },
	{ "credit_code", CRM_T_TEXT, CRM_F_CODE, "Credit code",
	    "统一社会信用代码",
	    "unified social credit code|registration number|"
	    "company registration number|社会信用代码|信用代码|营业执照号" },
	{ "kind", CRM_T_ENUM, 0, "Kind", "客户类型",
	    "customer type|account type|type|类型|客户性质", .def = "customer",
	    .choices = customer_kind },
	{ "industry", CRM_T_TEXT, CRM_F_SHORT, "Industry", "行业",
	    "客户行业|" CRM_ALIAS_INDUSTRY },
	{ "size", CRM_T_TEXT, 0, "Company size", "公司规模",
	    "规模|企业规模|人员规模|客户规模" },
	{ "employees", CRM_T_INT, 0, "Employees", "员工人数",
	    "number of employees|no. of employees|employee count|headcount|人数|"
	    "员工数|总人数" },
	{ "annual_revenue", CRM_T_MONEY, 0, "Annual revenue", "年营业额",
	    "revenue|yearly revenue|turnover|年收入|营业额|年销售额" },
	{ "founded", CRM_T_INT, 0, "Founded", "成立年份",
	    "year founded|year established|founded year|established|成立年|"
	    "创立年份" },
	{ "grade", CRM_T_ENUM, CRM_F_SHORT, "Grade", "客户等级",
	    "customer grade|等级|评级", .choices = crm_choice_grade },
	{ "level", CRM_T_TEXT, 0, "Level", "客户级别",
	    "customer level|tier|级别|会员等级" },
	{ "parent", CRM_T_REF, CRM_F_INDEX, "Parent customer", "上级客户",
	    "parent account|parent company|subsidiary of|母公司|"
	    "上级公司|所属集团",
	    .ref = "customer" },
	{ "bill_address", CRM_T_TEXT, 0, "Billing address", "账单地址",
	    "billing street|bill to|开单地址" },
	{ "ship_address", CRM_T_TEXT, 0, "Shipping address", "收货地址",
	    "shipping street|ship to|delivery address|送货地址|发货地址" },
	{ "address", CRM_T_TEXT, 0, "Address", "地址",
	    "street|street address|company address|address 1 street 1|详细地址|"
	    "联系地址|公司地址|客户地址" },
	{ "city", CRM_T_TEXT, CRM_F_SHORT, "City", "城市",
	    "billing city|address 1 city|" CRM_ALIAS_CITY },
	{ "region", CRM_T_TEXT, 0, "Region", "省份",
	    "billing state|billing state/province|address 1 state/province|" CRM_ALIAS_REGION },
	{ "country", CRM_T_TEXT, 0, "Country", "国家",
	    "billing country|address 1 country/region|" CRM_ALIAS_COUNTRY },
	{ "postcode", CRM_T_TEXT, CRM_F_CODE, "Postcode", "邮编",
	    "billing zip|billing code|billing zip/postal code|"
	    "billing postal code|address 1 zip/postal code|" CRM_ALIAS_POSTCODE },
	{ "phone", CRM_T_PHONE, CRM_F_INDEX | CRM_F_LIKE | CRM_F_SHORT, "Phone",
	    "电话", "company phone|公司电话|" CRM_ALIAS_PHONE },
	{ "email", CRM_T_EMAIL, CRM_F_INDEX | CRM_F_LIKE, "E-mail", "电子邮箱",
	    "company email|公司邮箱|" CRM_ALIAS_EMAIL },
	{ "fax", CRM_T_PHONE, 0, "Fax", "传真", "fax number|传真号|传真号码" },
	{ "invoice_title", CRM_T_TEXT, 0, "Invoice title", "发票抬头",
	    "抬头|开票名称|开票抬头" },
	{ "tax_no", CRM_T_TEXT, CRM_F_CODE, "Tax no.", "税号",
	    "tax id|tax number|vat|vat number|vat id|纳税人识别号|税务登记号" },
	{ "invoice_address", CRM_T_TEXT, 0, "Invoice address", "开票地址",
	    "发票地址" },
	{ "invoice_phone", CRM_T_TEXT, CRM_F_CODE, "Invoice phone", "开票电话",
	    "发票电话" },
	{ "bank", CRM_T_TEXT, 0, "Bank", "开户银行", "bank name|开户行|银行" },
	{ "bank_account", CRM_T_TEXT, CRM_F_CODE, "Bank account", "银行账号",
	    "bank account number|account no|iban|账号|银行账户|"
	    "开户账号" },
	{ "website", CRM_T_TEXT, CRM_F_SITE, "Website", "网址",
	    CRM_ALIAS_WEBSITE },
	{ "channel", CRM_T_ENUM, 0, "Channel", "渠道", CRM_ALIAS_CHANNEL,
	    .choices = crm_choice_channel },
	{ "currency", CRM_T_CURRENCY, 0, "Currency", "币种",
	    CRM_ALIAS_CURRENCY },
	{ "credit_limit", CRM_T_MONEY, 0, "Credit limit", "信用额度",
	    "credit amount|授信额度|信用限额" },
	{ "payment_terms", CRM_T_TEXT, 0, "Payment terms", "付款条件",
	    "terms|付款方式|账期|结算方式|收款条件" },
	{ "owner", CRM_T_REF, CRM_F_INDEX | CRM_F_SHORT, "Owner", "负责人",
	    "customer owner|company owner|客户所有者|客户负责人|" CRM_ALIAS_OWNER,
	    .ref = "user" },
	{ "tags", CRM_T_TAGS, 0, "Tags", "标签", "客户标签|" CRM_ALIAS_TAGS },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ "ext", CRM_T_TEXT, CRM_F_EXT, "External ID", "外部编号",
	    "account id|company id|顾客ID|顾客编号|" CRM_ALIAS_EXT },
	{ "preferences", CRM_T_NOTE, 0, "Preferences", "偏好",
	    "preference|客户偏好" },
	CRM_FIELDS_OWNING("customer pool|public pool|客户公海|公海池"),
	{ "merged_into", CRM_T_REF, CRM_F_KEPT | CRM_F_ALIAS | CRM_F_INDEX,
	    "Merged into", "合并到", NULL, .ref = "customer" },
	{ "last_activity", CRM_T_INSTANT, CRM_F_DERIVED, "Last activity",
	    "最近活动",
	    "last activity date|last contacted|"
	    "最近跟进时间|最后跟进时间",
	    .sql = "(SELECT max(" CRM_ACTIVITY_AT(
		"x_activity") ") FROM activity x_activity"
			      " WHERE x_activity.\"about\" = 'C' || $.id"
			      " AND x_activity.deleted IS NULL" CRM_ACTIVITY_HAPPENED(
				  "x_activity") ")",
	    .gather = &about_customer, .gathered = "@.\"last\"" },
	{ "next_activity", CRM_T_DATE, CRM_F_DERIVED, "Next activity",
	    "下次活动",
	    "next activity date|下次跟进时间|"
	    "下次跟进日期",
	    .sql = CRM_NEXT_ACTIVITY("C"), .gather = &about_customer,
	    .gathered = "@.\"next\"" },
	{ "next_step", CRM_T_TEXT, CRM_F_DERIVED, "Next step", "下一步", NULL,
	    .sql = "(SELECT x_task.\"subject\" FROM task x_task" OPEN_TASKS
		   " ORDER BY coalesce(x_task.\"due\", 1000000), x_task.id"
		   " LIMIT 1)" },
	{ "last_sale", CRM_T_DATE, CRM_F_DERIVED, "Last sale", "最近成交日期",
	    NULL, .sql = "(SELECT max(x_bought.\"day\") FROM " ORDER_DAYS ")" },
	{ "status", CRM_T_ENUM, CRM_F_DERIVED, "Status", "客户状态", NULL,
	    .choices = customer_status, .sql = CUSTOMER_STATUS },
	{ "completeness", CRM_T_PERCENT, CRM_F_DERIVED, "Completeness",
	    "资料完整度", NULL,
	    /* clang-format off */
	    .sql = "((" HAS("name") " + " HAS("credit_code") " + "
	    HAS("industry") " + " HAS("size") " + " HAS("address") " + "
	    HAS("city") " + " HAS("region") " + " HAS("phone") " + "
	    HAS("payment_terms") " + (SELECT CASE WHEN count(*) = 0 THEN 0"
	    " ELSE 1 END FROM contact x_contact"
	    " WHERE x_contact.\"customer\" = $.id"
	    " AND x_contact.deleted IS NULL)) * 100000)" },
	/* clang-format on */
	CRM_FIELD_ENTERED("account created|company created|客户创建时间|"),
	CRM_FIELDS_OTHERS,
	{ "lot_days", CRM_T_INT, 0, "Days that lots last", "批次最少剩余天数",
	    "minimum days left|remaining shelf life|min shelf life days|"
	    "剩余保质期|最少剩余有效期" },
	{ "price_list", CRM_T_TEXT, CRM_F_FOLDED, "Price list", "价目表",
	    "price book|pricelist|价格表" },
	{ .name = NULL },
};

static const struct crm_field contact_fields[] = {
	{ "contact_id", CRM_T_ID, CRM_F_SHORT, "Contact ID", "联系人ID", NULL },
	{ "customer", CRM_T_REF, CRM_F_INDEX | CRM_F_SHORT, "Customer", "客户",
	    "单位|" CRM_ALIAS_CUSTOMER, .ref = "customer" },
	{ "name", CRM_T_TEXT,
	    CRM_F_NAME | CRM_F_FOLDED | CRM_F_SHORT | CRM_F_PERSON, "Name",
	    "姓名",
	    "contact|contact name|full name|person name|联系人|"
	    "联系人姓名|nom" },
	{ "title", CRM_T_TEXT, CRM_F_SHORT, "Title", "职位",
	    "contact title|" CRM_ALIAS_TITLE },
	{ "department", CRM_T_TEXT, 0, "Department", "部门",
	    CRM_ALIAS_DEPARTMENT },
	{ "role", CRM_T_ENUM, CRM_F_SHORT, "Buying role", "角色",
	    "contact role|buying role|决策角色|采购角色|联系人角色",
	    .choices = contact_role },
	{ "email", CRM_T_EMAIL, CRM_F_INDEX | CRM_F_LIKE | CRM_F_SHORT,
	    "E-mail", "电子邮箱", CRM_ALIAS_EMAIL },
	{ "phone", CRM_T_PHONE, CRM_F_INDEX | CRM_F_LIKE, "Phone", "电话",
	    CRM_ALIAS_PHONE },
	{ "mobile", CRM_T_PHONE, CRM_F_INDEX | CRM_F_LIKE | CRM_F_SHORT,
	    "Mobile", "手机", CRM_ALIAS_MOBILE },
	{ "wechat", CRM_T_TEXT, CRM_F_CODE, "WeChat", "微信",
	    CRM_ALIAS_WECHAT },
	{ "address", CRM_T_TEXT, 0, "Address", "地址",
	    "street|street address|mailing street|mailing address|详细地址|"
	    "联系地址" },
	{ "postcode", CRM_T_TEXT, CRM_F_CODE, "Postcode", "邮编",
	    "mailing zip|mailing zip/postal code|mailing postal code|" CRM_ALIAS_POSTCODE },
	{ "city", CRM_T_TEXT, 0, "City", "城市",
	    "mailing city|" CRM_ALIAS_CITY },
	{ "country", CRM_T_TEXT, 0, "Country", "国家",
	    "mailing country|" CRM_ALIAS_COUNTRY },
	{ "birthday", CRM_T_DATE, 0, "Birthday", "生日",
	    "birthdate|birth date|date of birth|出生日期" },
	{ "primary", CRM_T_BOOL, 0, "Primary", "主联系人",
	    "primary contact|is primary|首要联系人|是否主联系人", .def = "no" },
	{ "left", CRM_T_BOOL, 0, "Left", "已离职",
	    "left company|has left|no longer there|离职|是否离职",
	    .def = "no" },
	{ "do_not_contact", CRM_T_BOOL, 0, "Do not contact", "请勿联系",
	    "opted out|opt out|do not disturb|免打扰|谢绝联系" },
	{ "consent_on", CRM_T_DATE, 0, "Consent on", "同意日期",
	    "consent|consent date|opt in date|授权日期" },
	{ "preferences", CRM_T_NOTE, 0, "Preferences", "偏好",
	    "preference|爱好|兴趣爱好" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ "ext", CRM_T_TEXT, CRM_F_EXT, "External ID", "外部编号",
	    "联系人编号|" CRM_ALIAS_EXT },
	{ "region", CRM_T_TEXT, 0, "Region", "省份",
	    "mailing state|mailing state/province|" CRM_ALIAS_REGION },
	{ "merged_into", CRM_T_REF, CRM_F_KEPT | CRM_F_ALIAS | CRM_F_INDEX,
	    "Merged into", "合并到", NULL, .ref = "contact" },
	{ "completeness", CRM_T_PERCENT, CRM_F_DERIVED, "Completeness",
	    "资料完整度", NULL,
	    /* clang-format off */
	    .sql = "((" HAS("customer") " + " HAS("name") " + " HAS("title")
	    " + " HAS("department") " + " HAS("role") " + " HAS("email")
	    " + (CASE WHEN $.\"phone\" IS NULL AND $.\"mobile\" IS NULL"
	    " THEN 0 ELSE 1 END) + " HAS("wechat") " + " HAS("address")
	    " + " HAS("city") ") * 100000)" },
	/* clang-format on */
	CRM_FIELDS_OTHERS,
	{ .name = NULL },
};

static const struct crm_field relation_fields[] = {
	{ "relation_id", CRM_T_ID, CRM_F_SHORT, "Relation ID", "关系ID", NULL },
	{ "customer", CRM_T_REF,
	    CRM_F_REQUIRED | CRM_F_OWNER | CRM_F_INDEX | CRM_F_SHORT,
	    "Customer", "客户", "from|" CRM_ALIAS_CUSTOMER, .ref = "customer" },
	{ "kind", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Is", "关系类型",
	    "relation|relationship|type|关系", .choices = relation_kind },
	{ "other", CRM_T_REF, CRM_F_REQUIRED | CRM_F_INDEX | CRM_F_SHORT,
	    "Of customer", "关联客户",
	    "related customer|related to|to|对方客户", .ref = "customer" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ "ext", CRM_T_TEXT, CRM_F_EXT, "External ID", "外部编号",
	    CRM_ALIAS_EXT },
	{ .name = NULL },
};

const struct crm_entity_def crm_table_customer[] = {
	{
	    .name = "customer",
	    .table = "customer",
	    .code = "C",
	    .program = "crm-customer",
	    .en = "Customer",
	    .zh = "客户",
	    .aliases =
		"account|company|companies|company / account|organization|"
		"organisation|org|"
		"client|公司|客户公司|企业",
	    .fields = customer_fields,
	    .key = { "code" },
	},
	{
	    .name = "contact",
	    .table = "contact",
	    .code = "CT",
	    .program = "crm-customer",
	    .en = "Contact",
	    .zh = "联系人",
	    .aliases = "person|people|contact person|客户联系人",
	    .fields = contact_fields,
	},
	{
	    .name = "relation",
	    .table = "relation",
	    .code = "RL",
	    .program = "crm-customer",
	    .en = "Relation",
	    .zh = "客户关系",
	    .fields = relation_fields,
	    .no_bulk = true,
	},
	{ .name = NULL },
};
