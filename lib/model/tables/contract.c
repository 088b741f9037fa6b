/* Contracts: what is agreed, in which words, and who signed it. */
#include "lines.h"
#include "tables.h"

#include <crm/model/charged.h>

static const struct crm_choice contract_status[] = {
	{ "draft", "Draft", "草稿", "new|未提交|已驳回" },
	{ "in_review", "In review", "审核中",
	    "pending|submitted|in approval process|待审批|审批中|会签中" },
	{ "approved", "Approved", "已审批", "审批通过" },
	{ "signed", "Signed", "已签署",
	    "activated|active|in force|已签约|生效|执行中" },
	{ "completed", "Completed", "已完成", "done|closed|已结束|履行完毕",
	    CRM_TONE_GOOD },
	{ "terminated", "Terminated", "已终止", "cancelled|void|终止|作废",
	    CRM_TONE_BAD },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_came contract_came[] = {
	{ "closed_on", "completed", NULL },
	{ "signed_on", "signed", NULL },
	{ NULL, NULL, NULL },
};

static const struct crm_choice contract_kind[] = {
	{ "sale", "Sale", "销售合同", "sales contract|销售" },
	{ "framework", "Framework", "框架合同",
	    "framework contract|frame contract|master agreement|框架协议" },
	{ "service", "Service", "服务合同", "service contract|服务" },
	{ "other", "Other", "其他", "其它" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_choice renewal[] = {
	{ "none", "Not renewed", "不续签", "no|不续约" },
	{ "ask", "By agreement", "协商续签", "manual|协商" },
	{ "automatic", "Automatic", "自动续签", "auto|自动续约" },
	{ NULL, NULL, NULL, NULL },
};

#define WORTH(x) "coalesce(" x ".\"gross\", " x ".\"amount\", 0)"
/* It, and what amends it or its amendments and is signed: they are one sum. */
#define IN_ALL \
	" IN (WITH RECURSIVE x_all(\"id\") AS (SELECT $.\"id\" UNION" \
	" SELECT x_k.\"id\" FROM contract x_k JOIN x_all" \
	" ON x_k.\"amends\" = x_all.\"id\" WHERE x_k.\"deleted\" IS NULL" \
	" AND x_k.\"status\" IN ('signed', 'completed'))" \
	" SELECT x_all.\"id\" FROM x_all)"
#define WITH_AMENDMENTS \
	"coalesce((SELECT CAST(sum(" WORTH( \
	    "x_c") ") AS BIGINT)" \
		   " FROM contract x_c WHERE x_c.\"id\"" IN_ALL "), 0)"

/* ---- how far it is invoiced and paid ---- */

#define ITS_ORDERS \
	"(SELECT x_o.\"id\" FROM sale_order x_o" \
	" WHERE x_o.\"contract\"" IN_ALL " AND x_o.\"deleted\" IS NULL)"
#define ISSUED \
	" AND x_i.\"deleted\" IS NULL" \
	" AND x_i.\"status\" IN ('issued', 'partly_red', 'red')"
/* Lines of invoices of several orders or receivables. */
#define LINES_OF_MANY(of) \
	"coalesce((SELECT CAST(sum(x_il.\"gross\") AS BIGINT)" \
	" FROM invoice_line x_il JOIN " of \
	" JOIN invoice x_i ON x_i.\"id\" = x_il.\"invoice\" WHERE" \
	" x_i.\"order\" IS NULL AND x_i.\"contract\" IS NULL" \
	" AND x_il.\"deleted\" IS NULL" ISSUED
/* By themselves, by their orders, and by invoices of several. */
#define INVOICED \
	"(coalesce((SELECT CAST(sum(x_i.\"gross\") AS BIGINT)" \
	" FROM invoice x_i WHERE x_i.\"contract\"" IN_ALL ISSUED \
	"), 0) + coalesce((SELECT CAST(sum(x_i.\"gross\") AS BIGINT)" \
	" FROM invoice x_i WHERE x_i.\"contract\" IS NULL" \
	" AND x_i.\"order\" IN " ITS_ORDERS ISSUED \
	"), 0) + " LINES_OF_MANY("order_line x_ol ON x_ol.\"id\" = x_il.\"order_line\"") " AND x_ol.\"order\" IN " ITS_ORDERS "), 0) + " LINES_OF_MANY( \
	    "receivable x_r ON x_r.\"id\" = x_il.\"receivable\"") " AND x_il.\"order_line\" IS NULL AND (x_r.\"contract\"" IN_ALL \
								  " OR x_r.\"order\" IN " ITS_ORDERS \
								  ")), 0))"
/* Credit notes: of their orders, of red letters of their own invoices, and others that name
 * it; what they credited for what they became less is in their sum already. */
#define CREDITED \
	"coalesce((SELECT CAST(sum(x_p.\"amount\") AS BIGINT)" \
	" FROM payment x_p WHERE x_p.\"kind\" = 'credit'" \
	" AND x_p.\"void_on\" IS NULL AND x_p.\"deleted\" IS NULL" \
	" AND (x_p.\"order\" IN " ITS_ORDERS \
	" OR (x_p.\"order\" IS NULL AND (x_p.\"contract\"" IN_ALL \
	" OR x_p.\"invoice\" IN (SELECT x_i.\"id\" FROM invoice x_i" \
	" WHERE x_i.\"contract\"" IN_ALL "))" \
	" AND NOT (x_p.\"contract\" IS NOT NULL" \
	" AND " CRM_SQL_OWN_NOTE("x_p") ")))), 0)"
#define OWED_OF_IT \
	" FROM receivable x_r WHERE x_r.\"contract\"" IN_ALL \
	" AND x_r.\"void_on\" IS NULL AND x_r.\"deleted\" IS NULL"
/* What credit notes took off nobody paid. */
#define TAKEN_OFF \
	"coalesce((SELECT CAST(sum(x_a.\"amount\") AS BIGINT)" \
	" FROM allocation x_a JOIN payment x_p" \
	" ON x_p.\"id\" = x_a.\"payment\" WHERE x_p.\"kind\" = 'credit'" \
	" AND x_a.\"deleted\" IS NULL AND x_a.\"receivable\" IN" \
	" (SELECT x_r.\"id\"" OWED_OF_IT ")), 0)"
#define SETTLED \
	"(coalesce((SELECT CAST(sum(x_r.\"amount\" - x_r.\"open\")" \
	" AS BIGINT)" OWED_OF_IT "), 0) - " TAKEN_OFF ")"
#define PROGRESS(done, all) \
	"(SELECT CASE WHEN x_g.d <= 0 THEN 'none' WHEN x_g.d < x_g.a" \
	" THEN 'partial' WHEN x_g.d > x_g.a THEN 'over' ELSE 'full' END" \
	" FROM (SELECT " done " AS d, " all " AS a) x_g)"
/* What is charged by itself, but for what it credited for what it became less. */
#define CHARGED \
	"coalesce((SELECT CAST(sum(x_r.\"amount\") AS BIGINT)" OWED_OF_IT \
	" AND x_r.\"order\" IS NULL), 0)"
#define OWN_NOTES \
	"coalesce((SELECT CAST(sum(x_p.\"amount\") AS BIGINT)" \
	" FROM payment x_p WHERE x_p.\"contract\"" IN_ALL \
	" AND x_p.\"order\" IS NULL AND x_p.\"kind\" = 'credit'" \
	" AND x_p.\"void_on\" IS NULL AND x_p.\"deleted\" IS NULL" \
	" AND " CRM_SQL_OWN_NOTE("x_p") "), 0)"
/* What came back of its orders and has no credit note, as it came off the plan; less the
 * red letters that were ahead of it. */
#define CAME_BACK \
	" sale_return x_rt WHERE x_rt.\"order\" IN " ITS_ORDERS \
	" AND x_rt.\"status\" = 'received' AND x_rt.\"deleted\" IS NULL"
#define OFF_PLAN \
	"(SELECT CASE WHEN x_m.a > x_m.b THEN x_m.a - x_m.b ELSE 0 END" \
	" FROM (SELECT coalesce((SELECT CAST(sum(" CRM_SQL_UNNOTED("x_rt", \
	    "credit", \
	    "amount") ") AS BIGINT) FROM" CAME_BACK \
		      "), 0) AS a, coalesce((SELECT CAST(sum(x_p.\"amount\") AS BIGINT)" \
		      " FROM payment x_p JOIN invoice x_i ON x_i.\"id\" = x_p.\"invoice\"" \
		      " WHERE x_p.\"kind\" = 'credit' AND x_p.\"return\" IS NULL" \
		      " AND x_p.\"void_on\" IS NULL AND x_p.\"deleted\" IS NULL" \
		      " AND x_i.\"red_reason\" = 'returned' AND (x_p.\"contract\"" IN_ALL \
		      " OR x_i.\"contract\"" IN_ALL \
		      " OR x_p.\"order\" IN " ITS_ORDERS \
		      ") AND EXISTS (SELECT 1 FROM" CAME_BACK \
		      " AND x_rt.\"born\" > x_i.\"born\")), 0) AS b) x_m)"
/* More than it comes to, where more is charged. */
#define BILLABLE \
	"((SELECT CASE WHEN x_m.a > x_m.b THEN x_m.a ELSE x_m.b END" \
	" FROM (SELECT " WITH_AMENDMENTS " AS a, " CHARGED " - " OWN_NOTES \
	" AS b) x_m) - " CREDITED " - " OFF_PLAN ")"
/* Of its lines, by what left for the lines of orders that called them off; what came
 * back to be sent anew has not left. */
#define SHIPPED_OF(line) \
	"(coalesce((SELECT CAST(sum(x_dl.\"quantity\") AS BIGINT)" \
	" FROM order_line x_ol JOIN delivery_line x_dl" \
	" ON x_dl.\"order_line\" = x_ol.\"id\" JOIN delivery x_dv" \
	" ON x_dv.\"id\" = x_dl.\"delivery\"" \
	" WHERE x_ol.\"contract_line\" = " line \
	" AND x_dl.\"deleted\" IS NULL AND x_dv.\"deleted\" IS NULL" \
	" AND x_dv.\"status\" = 'shipped'), 0)" \
	" - coalesce((SELECT CAST(sum(x_rt.\"quantity\") AS BIGINT)" \
	" FROM order_line x_ol JOIN sale_return x_rt" \
	" ON x_rt.\"order_line\" = x_ol.\"id\"" \
	" WHERE x_ol.\"contract_line\" = " line \
	" AND x_rt.\"deleted\" IS NULL AND x_rt.\"status\" = 'received'" \
	" AND x_rt.\"exchange\" = 1), 0))"
#define DELIVERY \
	"(SELECT CASE WHEN max(x_l.s) <= 0 THEN 'none'" \
	" WHEN min(x_l.s - x_l.w) < 0 THEN 'partial'" \
	" WHEN max(x_l.s - x_l.w) > 0 THEN 'over'" \
	" WHEN max(x_l.s) > 0 THEN 'full' END FROM (SELECT " SHIPPED_OF( \
	    "x_cl.\"id\"") " AS s, coalesce(x_cl.\"quantity\", 0) AS w" \
			   " FROM contract_line x_cl" \
			   " WHERE x_cl.\"contract\" = $.\"id\"" \
			   " AND x_cl.\"deleted\" IS NULL) x_l)"

/* What is renewed by itself goes on behind its last day. */
#define ENDS \
	"$.\"status\" = 'signed' AND coalesce($.\"renewal\", '') <> 'automatic'"

static const struct crm_field contract_fields[] = {
	{ "contract_id", CRM_T_ID, CRM_F_SHORT, "Contract ID", "合同ID", NULL },
	{ "number", CRM_T_TEXT,
	    CRM_F_NAME | CRM_F_FOLDED | CRM_F_CODE | CRM_F_SHORT |
		CRM_F_NO_FIGURE,
	    "Number", "合同编号", "contract number|contract no|合同号" },
	{ "title", CRM_T_TEXT, CRM_F_SHORT, "Title", "合同名称",
	    "contract name|subject|名称" },
	{ "kind", CRM_T_ENUM, CRM_F_SHORT, "Kind", "合同类型",
	    "contract type|类型", .def = "sale", .choices = contract_kind },
	{ "revision", CRM_T_INT, CRM_F_VERB, "Revision", "修订版次",
	    "revision no|变更次数" },
	/* An amendment is a contract of its own that changes another. */
	{ "amends", CRM_T_REF, CRM_F_VERB | CRM_F_INDEX, "Amends",
	    "补充协议属于", "amendment of|parent contract|主合同",
	    .ref = "contract" },
	{ "renews", CRM_T_REF, CRM_F_VERB | CRM_F_INDEX, "Renews", "续签自",
	    "renewal of|renewed from", .ref = "contract" },
	{ "customer", CRM_T_REF, CRM_F_INDEX | CRM_F_SHORT, "Customer", "客户",
	    CRM_ALIAS_CUSTOMER, .ref = "customer" },
	{ "contact", CRM_T_REF, CRM_F_NO_FIGURE | CRM_F_LATER, "Contact",
	    "联系人", "contact name|contact person|联系人姓名",
	    .ref = "contact" },
	{ "deal", CRM_T_REF, CRM_F_INDEX, "Deal", "商机",
	    "deal name|opportunity|opportunity name|商机名称", .ref = "deal" },
	{ "quote", CRM_T_REF, CRM_F_INDEX, "Quote", "报价单",
	    "quote number|quotation|报价单号", .ref = "quote" },
	{ "owner", CRM_T_REF, CRM_F_INDEX | CRM_F_SHORT | CRM_F_LATER, "Owner",
	    "负责人", "contract owner|" CRM_ALIAS_OWNER, .ref = "user" },
	{ "seller", CRM_T_REF, 0, "Seller", "销售方",
	    "selling company|our company|我方公司", .ref = "seller" },
	/* Others than the customer and the seller: one a line. */
	{ "parties", CRM_T_NOTE, 0, "Further parties", "其他签约方",
	    "other parties|第三方" },
	{ "status", CRM_T_ENUM,
	    CRM_F_VERB | CRM_F_BEGINS | CRM_F_INDEX | CRM_F_SHORT, "Status",
	    "状态", "contract status|合同状态", .def = "draft",
	    .came = contract_came, .choices = contract_status },
	{ "status_reason", CRM_T_TEXT, CRM_F_VERB, "Why", "状态原因",
	    "termination reason|终止原因" },
	{ "drawn_on", CRM_T_DATE, CRM_F_INDEX | CRM_F_SHORT, "Drawn up on",
	    "拟定日期", "contract date|date", .added = "today" },
	{ "starts_on", CRM_T_DATE, CRM_F_SHORT, "Starts on", "开始日期",
	    "start date|contract start date|effective date|生效日期" },
	{ "ends_on", CRM_T_DATE, CRM_F_INDEX | CRM_F_SHORT, "Ends on",
	    "结束日期", "end date|contract end date|expiry date|到期日期",
	    .tone = CRM_TONE_WHEN_LATE("ends_on", ENDS) },
	{ "renewal", CRM_T_ENUM, CRM_F_NO_FIGURE, "Renewal", "续签方式",
	    "renewal type", .choices = renewal },
	{ "notice_days", CRM_T_INT, CRM_F_NO_FIGURE | CRM_F_LATER,
	    "Notice before the end", "提前通知天数",
	    "notice period|renewal notice days|owner expiration notice" },
	{ "signed_on", CRM_T_DATE, CRM_F_VERB | CRM_F_SHORT, "Signed on",
	    "签署日期", "customer signed date|company signed date|签约日期" },
	{ "closed_on", CRM_T_DATE, CRM_F_VERB, "Over since", "结束于",
	    "completed on|terminated on|终止日期" },
	{ "currency", CRM_T_CURRENCY, CRM_F_SHORT, "Currency", "币种",
	    CRM_ALIAS_CURRENCY },
	{ "rate", CRM_T_RATE, 0, "Exchange rate", "汇率", "currency rate" },
	{ "amount", CRM_T_MONEY, CRM_F_SHORT, "Amount", "合同金额",
	    "total|contract value|contract amount|金额" },
	AMOUNT_BASE("$.\"rate\""),
	{ "tax_included", CRM_T_BOOL, 0, "Tax included", "含税",
	    "prices include tax|gross prices|含税价|是否含税" },
	{ "discount", CRM_T_PERCENT, 0, "Discount on all", "整单折扣",
	    "header discount|total discount|整单折扣率" },
	{ "net", CRM_T_MONEY, CRM_F_VERB | CRM_F_BEGINS, "Net", "不含税金额",
	    NULL },
	{ "tax", CRM_T_MONEY, CRM_F_VERB | CRM_F_BEGINS, "Tax", "税额", NULL },
	{ "gross", CRM_T_MONEY, CRM_F_VERB | CRM_F_BEGINS, "Gross", "价税合计",
	    NULL },
	{ "off_list", CRM_T_PERCENT, CRM_F_KEPT, "Below list", "低于标价",
	    NULL },
	{ "below_floor", CRM_T_BOOL, CRM_F_KEPT, "Below the floor", "低于底价",
	    NULL },
	{ "payment_terms", CRM_T_REF, 0, "Payment terms", "付款条件",
	    "terms of payment|账期", .ref = "terms" },
	{ "retention", CRM_T_PERCENT, 0, "Retained share", "质保金比例",
	    "retention %|retainage" },
	{ "retention_days", CRM_T_INT, 0, "Retained for days", "质保期天数",
	    "retention period|warranty days" },
	{ "form", CRM_T_ENUM, 0, "Form of receivables", "应收方式",
	    "billing policy|invoicing policy|receivable form",
	    .choices = crm_choice_form },
	{ "terms", CRM_T_NOTE, 0, "Terms", "条款",
	    "terms and conditions|special terms|合同条款" },
	/* As it is signed: what a template gave, and what was changed then. */
	{ "body", CRM_T_NOTE, 0, "Text", "合同正文", "contract text|正文" },
	{ "archive_no", CRM_T_TEXT, CRM_F_CODE | CRM_F_LATER, "Archive number",
	    "归档编号", "archive no|file number|档案号" },
	/* What may be invoiced: its own gross and that of its signed amendments. */
	{ "with_amendments", CRM_T_MONEY, CRM_F_DERIVED, "With amendments",
	    "含补充协议金额", NULL, .sql = WITH_AMENDMENTS },
	{ "billable", CRM_T_MONEY, CRM_F_DERIVED, "To be invoiced in all",
	    "应开票总额", NULL, .sql = BILLABLE },
	{ "delivery", CRM_T_ENUM, CRM_F_DERIVED, "Delivery", "发货进度", NULL,
	    .choices = crm_choice_progress, .sql = DELIVERY },
	{ "invoiced", CRM_T_MONEY, CRM_F_DERIVED, "Invoiced", "已开票金额",
	    NULL, .sql = INVOICED },
	{ "settled", CRM_T_MONEY, CRM_F_DERIVED, "Settled", "已结清金额", NULL,
	    .sql = SETTLED },
	{ "invoicing", CRM_T_ENUM, CRM_F_DERIVED | CRM_F_SHORT, "Invoicing",
	    "开票进度", NULL, .choices = crm_choice_share_done,
	    .sql = PROGRESS(INVOICED, BILLABLE) },
	{ "payment", CRM_T_ENUM, CRM_F_DERIVED | CRM_F_SHORT, "Payment",
	    "收款进度", NULL, .choices = crm_choice_share_done,
	    .sql = PROGRESS(SETTLED, BILLABLE) },
	{ "expired", CRM_T_BOOL, CRM_F_DERIVED, "Expired", "已到期", NULL,
	    .sql = "(CASE WHEN " ENDS " AND $.\"ends_on\" < {today}"
		   " THEN 1 ELSE 0 END)" },
	{ "notes", CRM_T_NOTE, CRM_F_LATER, "Notes", "备注", CRM_ALIAS_NOTES },
	{ "tags", CRM_T_TAGS, CRM_F_LATER, "Tags", "标签", CRM_ALIAS_TAGS },
	{ "ext", CRM_T_TEXT, CRM_F_EXT, "External ID", "外部编号",
	    CRM_ALIAS_EXT },
	/* When cases that fall under it are worked on. */
	{ "calendar", CRM_T_REF, 0, "Service hours", "服务日历",
	    "service calendar|support hours", .ref = "calendar" },
	{ .name = NULL },
};

/* What orders called off a line of a framework contract, but for those that are
 * cancelled. */
#define CALLED_OFF \
	"coalesce((SELECT CAST(sum(x_ol.\"quantity\" -" \
	" coalesce(x_ol.\"cancelled\", 0)) AS BIGINT) FROM order_line x_ol" \
	" JOIN sale_order x_o ON x_o.\"id\" = x_ol.\"order\"" \
	" WHERE x_ol.\"contract_line\" = $.\"id\" AND x_ol.\"deleted\" IS NULL" \
	" AND x_o.\"deleted\" IS NULL AND x_o.\"status\" <> 'cancelled'), 0)"

static const struct crm_field contract_line_fields[] = {
	{ "contract_line_id", CRM_T_ID, CRM_F_SHORT, "Contract line ID",
	    "合同明细ID", NULL },
	{ "contract", CRM_T_REF,
	    CRM_F_REQUIRED | CRM_F_OWNER | CRM_F_INDEX | CRM_F_SHORT,
	    "Contract", "合同", "contract number|contract no|合同编号",
	    .ref = "contract" },
	LINE_NO,
	LINE_PRODUCT(""),
	LINE_DESCRIPTION("说明|产品描述"),
	LINE_QUANTITY("contracted qty"),
	LINE_UNIT(""),
	LINE_UNIT_PRICE("|售价|价格"),
	LINE_DISCOUNT,
	LINE_DISCOUNTS,
	LINE_GIFT,
	LINE_TAX_RATE(0),
	LINE_AMOUNT,
	LINE_CURRENCY,
	LINE_LIST_PRICE,
	LINE_FLOOR_PRICE,
	LINE_NET,
	LINE_TAX,
	LINE_GROSS,
	{ "called_off", CRM_T_DECIMAL, CRM_F_DERIVED, "Called off", "已要货",
	    NULL, .sql = CALLED_OFF },
	LINE_NOTES,
	{ "ext", CRM_T_TEXT, CRM_F_EXT, "External ID", "外部编号",
	    CRM_ALIAS_EXT },
	{ .name = NULL },
};

static const struct crm_field clause_fields[] = {
	{ "clause_id", CRM_T_ID, CRM_F_SHORT, "Clause ID", "条款ID", NULL },
	{ "contract", CRM_T_REF,
	    CRM_F_REQUIRED | CRM_F_OWNER | CRM_F_INDEX | CRM_F_SHORT,
	    "Contract", "合同", "contract number|contract no|合同编号",
	    .ref = "contract" },
	{ "line", CRM_T_INT, CRM_F_SHORT, "No.", "条款号",
	    "clause no|clause number|article" },
	{ "heading", CRM_T_TEXT, CRM_F_REQUIRED | CRM_F_SHORT, "Heading",
	    "条款标题", "clause|title|标题" },
	{ "text", CRM_T_NOTE, 0, "Text", "条款内容",
	    "clause text|wording|内容" },
	{ .name = NULL },
};

static const struct crm_choice sign_channel[] = {
	{ "paper", "Paper", "纸质", "wet ink|线下" },
	{ "electronic", "Electronic", "电子签", "e-sign|esign|电子签章" },
	{ "seal", "Seal", "盖章", "stamp|公章" },
	{ "other", "Other", "其他", "其它" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_field signature_fields[] = {
	{ "signature_id", CRM_T_ID, CRM_F_SHORT, "Signature ID", "签署ID",
	    NULL },
	{ "contract", CRM_T_REF,
	    CRM_F_REQUIRED | CRM_F_OWNER | CRM_F_INDEX | CRM_F_SHORT,
	    "Contract", "合同", "contract number|contract no|合同编号",
	    .ref = "contract" },
	/* seller, customer, or one of the further parties by its name. */
	{ "party", CRM_T_TEXT, CRM_F_REQUIRED | CRM_F_SHORT, "Party", "签署方",
	    "signing party|公司" },
	{ "signed_by", CRM_T_TEXT, CRM_F_REQUIRED | CRM_F_SHORT, "Signed by",
	    "签署人", "signer|signatory|签字人" },
	{ "signed_on", CRM_T_DATE, CRM_F_REQUIRED | CRM_F_SHORT, "Signed on",
	    "签署日期", "date signed|date", .added = "today" },
	{ "channel", CRM_T_ENUM, CRM_F_SHORT, "Channel", "签署方式",
	    "signing channel", .choices = sign_channel },
	{ "reference", CRM_T_TEXT, CRM_F_CODE | CRM_F_SHORT, "Reference",
	    "签署凭证", "envelope|certificate|凭证号" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

const struct crm_entity_def crm_table_contract[] = {
	{
	    .name = "contract",
	    .table = "contract",
	    .code = "CTR",
	    .program = "crm-order",
	    .en = "Contract",
	    .zh = "合同",
	    .aliases = "agreement|协议",
	    .fields = contract_fields,
	    .key = { "number" },
	},
	{
	    .name = "contract-line",
	    .table = "contract_line",
	    .code = "CTL",
	    .program = "crm-order",
	    .en = "Contract line",
	    .zh = "合同明细",
	    .fields = contract_line_fields,
	    .line = "line",
	    .item = "product",
	},
	{
	    .name = "clause",
	    .table = "clause",
	    .code = "CLS",
	    .program = "crm-order",
	    .en = "Clause",
	    .zh = "合同条款",
	    .fields = clause_fields,
	    .line = "line",
	    .item = "heading",
	},
	{
	    .name = "signature",
	    .table = "signature",
	    .code = "SGN",
	    .program = "crm-order",
	    .en = "Signature",
	    .zh = "签署",
	    .fields = signature_fields,
	},
	{ .name = NULL },
};
