/*
 * What the files of this folder share: the static tables.
 *
 * A field is written { "x", type, flags, English label, Chinese label,
 * aliases, .def = …, .ref = …, .choices = …, .sql = … }.
 */
#ifndef CRM_MODEL_ENTITIES_H
#define CRM_MODEL_ENTITIES_H

#include <crm/model/in-base.h>
#include <crm/model/model.h>

/* The files of this folder, each a table of kinds that ends with name NULL;
 * their order is that of the tables of a book, and of sections. */
#define CRM_TABLES \
	X(lead) \
	X(learned) \
	X(customer) \
	X(deal) \
	X(quote) \
	X(order) \
	X(delivery) \
	X(contract) \
	X(receivable) \
	X(invoice) \
	X(bank) \
	X(dunning) \
	X(journal) \
	X(stock) \
	X(goods) \
	X(ledger) \
	X(supply) \
	X(team) \
	X(task) \
	X(attachment) \
	X(notice) \
	X(playbook) \
	X(project) \
	X(automation) \
	X(admin) \
	X(rules) \
	X(hours) \
	X(rate) \
	X(word) \
	X(approval) \
	X(access) \
	X(document) \
	X(template) \
	X(segment) \
	X(service) \
	X(plan)

#define X(name) extern const struct crm_entity_def crm_table_##name[];
CRM_TABLES
#undef X

/* All of them; ends with NULL. */
extern const struct crm_entity_def *const crm_tables[];

/* What every entity has behind its own fields; ends with name NULL. */
extern const struct crm_field crm_system_fields[];

/* Choices that several entities share. */
extern const struct crm_choice crm_choice_source[];
extern const struct crm_choice crm_choice_channel[];
extern const struct crm_choice crm_choice_grade[];
extern const struct crm_choice crm_choice_forecast[];
extern const struct crm_choice crm_choice_stage_type[];
extern const struct crm_choice crm_choice_user_role[];
extern const struct crm_choice crm_choice_activity[];
extern const struct crm_choice crm_choice_priority[];
extern const struct crm_choice crm_choice_form[];
extern const struct crm_choice crm_choice_progress[];
extern const struct crm_choice crm_choice_share_done[];
extern const struct crm_choice crm_choice_method[];

/* Derived: 1 where a field of the row has a value, else 0. */
#define HAS(field) "(CASE WHEN $.\"" field "\" IS NULL THEN 0 ELSE 1 END)"

/* The fields of what has an owner or lies in a pool (struct crm_owning), and
 * what keeps it there. */
#define CRM_FIELDS_OWNING(pool_aliases) \
	{ .name = "pool", \
		CRM_T_REF, \
		CRM_F_VERB | CRM_F_BEGINS | CRM_F_INDEX, \
		"Pool", \
		"公海", \
		pool_aliases, \
		.ref = "pool" }, \
	    { .name = "owned_since", \
		    CRM_T_INSTANT, \
		    CRM_F_VERB | CRM_F_BEGINS, \
		    "Owned since", \
		    "领取时间", \
		    "claimed at|assigned at|领取日期|分配时间|归属时间" }, \
	    { .name = "last_owner", \
		    CRM_T_REF, \
		    CRM_F_KEPT, \
		    "Last owner", \
		    "前负责人", \
		    NULL, \
		    .ref = "user" }, \
	    { .name = "pooled_at", \
		    CRM_T_INSTANT, \
		    CRM_F_KEPT, \
		    "In the pool since", \
		    "进入公海时间", \
		    NULL }, \
	    { .name = "locked", \
		    CRM_T_BOOL, \
		    0, \
		    "Kept from reclaim", \
		    "锁定不回收", \
		    "protected|exempt from reclaim|保护|锁定" }, \
	{ \
		.name = "grade_locked", CRM_T_BOOL, 0, "Grade is manual", \
		"锁定等级", NULL \
	}

/* Further addresses and numbers of who has one of each. */
#define CRM_FIELDS_OTHERS \
	{ .name = "other_emails", \
		CRM_T_EMAILS, \
		CRM_F_INDEX | CRM_F_LIKE, \
		"Other e-mail addresses", \
		"其他电子邮箱", \
		CRM_ALIAS_EMAILS }, \
	{ \
		.name = "other_phones", CRM_T_PHONES, \
		CRM_F_INDEX | CRM_F_LIKE, "Other phones", "其他联系电话", \
		CRM_ALIAS_PHONES \
	}

/* The day on which it came in, here or in the system before this one. */
#define CRM_FIELD_ENTERED(aliases) \
	{ \
		.name = "entered_on", CRM_T_DATE, 0, "Entered on", "录入日期", \
		aliases CRM_ALIAS_ENTERED, .def = "today" \
	}

/* Aliases of fields that most entities have, so that they agree. */
#define CRM_ALIAS_EXT \
	"id|external id|record id|record number|unique id|外部ID|系统编号|" \
	"原系统编号|唯一标识|数据ID"
#define CRM_ALIAS_EMAIL \
	"e-mail|email address|mail|work email|business email|邮箱|邮箱地址|" \
	"电子邮件|邮件|邮件地址|courriel"
#define CRM_ALIAS_PHONE \
	"phone number|telephone|telephone number|tel|tel no|work phone|" \
	"business phone|office phone|main phone|电话号码|联系电话|固定电话|座机|办公电话|" \
	"téléphone"
#define CRM_ALIAS_MOBILE \
	"mobile phone|mobile number|mobile phone number|cell|cell phone|" \
	"cellphone|手机号|手机号码|移动电话|联系手机"
#define CRM_ALIAS_EMAILS \
	"other email|other e-mail|email 2|e-mail 2|email2|secondary email|" \
	"additional email|additional emails|additional email addresses|" \
	"alternate email|其他邮箱|备用邮箱|邮箱2"
#define CRM_ALIAS_PHONES \
	"other phone|other phone number|phone 2|phone2|secondary phone|" \
	"additional phone|additional phones|alternate phone|其他电话|备用电话|" \
	"电话2"
#define CRM_ALIAS_ENTERED \
	"created date|create date|creation date|created on|created at|" \
	"created time|creation time|date created|date added|added on|" \
	"added time|add time|add date|entry date|创建时间|创建日期|录入时间|" \
	"提交时间|添加时间|添加日期|新增时间|登记日期"
#define CRM_ALIAS_WECHAT "wechat id|weixin|微信号"
#define CRM_ALIAS_WEBSITE \
	"web site|url|website url|homepage|home page|company website|" \
	"company domain name|网站|官网|公司网址|公司网站"
#define CRM_ALIAS_POSTCODE \
	"zip|zip code|postal code|zip/postal code|post code|邮政编码"
#define CRM_ALIAS_REGION \
	"state|province|state/province|state/region|省|省市|州省|省/州|地区|区域"
#define CRM_ALIAS_COUNTRY "country/region|country code|国家地区|国家/地区"
#define CRM_ALIAS_CITY "town|市|所在城市"
#define CRM_ALIAS_INDUSTRY "sector|一级行业|所属行业|行业类型"
#define CRM_ALIAS_TITLE \
	"job title|designation|position|job position|职务|头衔|岗位"
#define CRM_ALIAS_DEPARTMENT "dept|所属部门"
#define CRM_ALIAS_OWNER \
	"owner name|record owner|account owner|contact owner|sales rep|" \
	"sales representative|salesperson|sales person|sales agent|assigned to|" \
	"rep|所有者|归属人|跟进人|销售员|业务员|销售人员|销售代表|销售负责人"
#define CRM_ALIAS_CONTACT \
	"contact name|contact person|primary contact|associated contact|" \
	"联系人姓名"
#define CRM_ALIAS_NOTES \
	"note|comment|comments|remark|remarks|description|描述|说明|备注信息"
#define CRM_ALIAS_TAGS "tag|label|labels"
#define CRM_ALIAS_CURRENCY \
	"currency code|currency iso code|amount currency|value currency|" \
	"currency of value|币别|货币|货币类型|结算币种"
#define CRM_ALIAS_SOURCE \
	"lead source|original source|original traffic source|线索来源|来源渠道|" \
	"客户来源|商机来源|获客来源"
#define CRM_ALIAS_CHANNEL "sales channel|销售渠道|渠道类型"
#define CRM_ALIAS_PARTNER \
	"channel partner|reseller|distributor|渠道商|代理商|经销商|伙伴"
/* Of a reference to a customer. */
#define CRM_ALIAS_CUSTOMER \
	"customer name|potential customer|company / account|account|account name|company|company name|" \
	"associated company|organization|organisation|organization name|" \
	"organisation name|client|client name|客户名称|客户公司|客户单位|公司|" \
	"公司名称|企业名称|单位名称|客户全称|购货单位|购方名称|购买方|购买方名称|" \
	"需方|采购方|往来单位|往来单位名称|所属客户|所属公司|顾客|entreprise"
#define CRM_ALIAS_CAMPAIGN \
	"campaign name|campaign source|primary campaign source|营销活动|活动|" \
	"活动名称|市场活动名称"
#define CRM_ALIAS_CLOSE \
	"expected close date|expected closing|expected closing date|" \
	"closing date|est close date|estimated close date|estimated closing date|" \
	"预计成交时间|预计结单日期|预计签单日期|预计关闭日期"

/* What the amount of a document is in the currency of the book, at this rate. */
#define AMOUNT_BASE(rate) \
	{ \
		"amount_base", CRM_T_MONEY, CRM_F_DERIVED, \
		    "Amount in base currency", "本位币金额", NULL, \
		    .sql = CRM_SQL_IN_BASE( \
			"$.\"amount\"", "$.\"currency\"", rate) \
	}

#endif
