/* Orders and their lines. */
#include "lines.h"
#include "tables.h"

#include <crm/model/charged.h>

static const struct crm_choice order_status[] = {
	{ "draft", "Draft", "草稿", "quotation|created|未提交|已驳回|已撤回" },
	{ "submitted", "Submitted", "已提交",
	    "pending|pending approval|待审批|"
	    "审批中|审核中|待审核|确认中" },
	{ "approved", "Approved", "已审批", "审批通过" },
	{ "confirmed", "Confirmed", "已确认",
	    "sales order|activated|active|已生效" },
	{ "on_hold", "On hold", "已暂停", "hold|暂停|挂起|冻结" },
	{ "closed", "Closed", "已关闭",
	    "done|completed|locked|fulfilled|invoiced|delivered|已完成|关闭" },
	{ "cancelled", "Cancelled", "已取消", "canceled|void|取消|作废|已作废",
	    CRM_TONE_BAD },
	{ NULL, NULL, NULL, NULL },
};

/* What left elsewhere is history; an amendment is drafted behind what has left. */
static const struct crm_came order_came[] = {
	{ "shipped_on", "closed", "confirmed_at" },
	{ "closed_on", "closed", "confirmed_at" },
	{ NULL, NULL, NULL },
};

/* How far a document has come: of what was ordered, less what was cancelled. */
const struct crm_choice crm_choice_progress[] = {
	{ "none", "None", "未发货", "not shipped" },
	{ "partial", "Partial", "部分发货", "partly" },
	{ "full", "Full", "全部发货", "complete", CRM_TONE_GOOD },
	{ "over", "Over", "超量发货", "overdelivered" },
	{ NULL, NULL, NULL, NULL },
};

const struct crm_choice crm_choice_share_done[] = {
	{ "none", "None", "无", NULL },
	{ "partial", "Partial", "部分", "partly" },
	{ "full", "Full", "全部", "complete", CRM_TONE_GOOD },
	{ "over", "Over", "超额", NULL },
	{ NULL, NULL, NULL, NULL },
};

/* How often a subscription is billed. */
static const struct crm_choice period[] = {
	{ "month", "Month", "每月", "monthly|按月" },
	{ "quarter", "Quarter", "每季", "quarterly|按季" },
	{ "year", "Year", "每年", "yearly|annual|annually|按年" },
	{ NULL, NULL, NULL, NULL },
};

/* What left for a line, but for what was voided; what of it came back; what came
 * back to be sent anew. */
#define LEFT_FOR(line) \
	"coalesce((SELECT CAST(sum(x_dl.\"quantity\") AS BIGINT)" \
	" FROM delivery_line x_dl JOIN delivery x_dv" \
	" ON x_dv.\"id\" = x_dl.\"delivery\"" \
	" WHERE x_dl.\"order_line\" = " line \
	" AND x_dl.\"deleted\" IS NULL AND x_dv.\"deleted\" IS NULL" \
	" AND x_dv.\"status\" = 'shipped'), 0)"
#define CAME_BACK(line, but) \
	"coalesce((SELECT CAST(sum(x_rt.\"quantity\") AS BIGINT)" \
	" FROM sale_return x_rt WHERE x_rt.\"order_line\" = " line \
	" AND x_rt.\"deleted\" IS NULL AND x_rt.\"status\" = 'received'" but \
	"), 0)"
#define TO_ANEW(line) CAME_BACK(line, " AND x_rt.\"exchange\" = 1")
#define SHIPPED(line) "(" LEFT_FOR(line) " - " TO_ANEW(line) ")"
#define WANTED(x) \
	"(coalesce(" x ".\"quantity\", 0) - coalesce(" x ".\"cancelled\", 0))"

/* Of an order whose deliveries are in the book by its lines, as what came back lowers it
 * not, and what is sent anew is no more than was ordered; of one that came without any by the
 * day it was shipped on. */
#define DELIVERY \
	"(CASE WHEN NOT EXISTS (SELECT 1 FROM delivery x_dv WHERE" \
	" x_dv.\"order\" = $.\"id\" AND x_dv.\"deleted\" IS NULL) THEN" \
	" (CASE WHEN $.\"shipped_on\" IS NULL THEN 'none' ELSE 'full' END)" \
	" ELSE coalesce((SELECT CASE WHEN max(x_l.s) <= 0 THEN 'none'" \
	" WHEN min(x_l.s - x_l.w) < 0 THEN 'partial'" \
	" WHEN max(x_l.s - x_l.a - x_l.w) > 0 THEN 'over' ELSE 'full' END FROM" \
	" (SELECT " LEFT_FOR("x_ol.\"id\"") " AS s, " TO_ANEW("x_ol.\"id\"") " AS a, " WANTED( \
	    "x_ol") " AS w" \
		    " FROM order_line x_ol WHERE x_ol.\"order\" = $.\"id\"" \
		    " AND x_ol.\"deleted\" IS NULL) x_l), 'none') END)"

/* ---- how far it is invoiced and paid ---- */

/* clang-format off */
/* ---- … what it comes to ---- */

#define SHARE_CANCELLED \
	"CASE WHEN coalesce(x_ol.\"cancelled\", 0) = 0" \
	" OR coalesce(x_ol.\"quantity\", 0) = 0 THEN 0 ELSE" \
	" CAST(round(" CRM_SQL_GROSS_OF("x_ol") " * 1.0" \
	" * x_ol.\"cancelled\" / x_ol.\"quantity\") AS BIGINT) END"
/* What a line comes to, at what it was charged as far as it has left. */
#define LINE_COMES_TO \
	"(" CRM_SQL_GROSS_OF("x_ol") " - " SHARE_CANCELLED \
	" + " CRM_SQL_REPRICED("x_ol") ")"
#define ITS_LINES \
	"FROM order_line x_ol WHERE x_ol.\"order\" = $.\"id\"" \
	" AND x_ol.\"deleted\" IS NULL"
#define NO_SUBSCRIPTION \
	" AND coalesce(x_ol.\"form\", $.\"form\", '') <> 'subscription'"
#define OWN_GROSS \
	"CASE WHEN EXISTS (SELECT 1 " ITS_LINES ") THEN 0" \
	" ELSE coalesce($.\"gross\", $.\"amount\", 0) END"
/* Of its live receivables; of a subscription they say what it comes to. */
#define RECEIVABLES(sum, but) \
	"coalesce((SELECT CAST(sum(" sum ") AS BIGINT) FROM receivable x_r" \
	" WHERE x_r.\"order\" = $.\"id\" AND x_r.\"void_on\" IS NULL" \
	" AND x_r.\"deleted\" IS NULL" but "), 0)"
#define SUBSCRIBED \
	RECEIVABLES("x_r.\"amount\"", " AND x_r.\"form\" = 'subscription'")
/* One that is cancelled comes to nothing. */
#define ORDERED \
	"(CASE WHEN $.\"status\" = 'cancelled' THEN 0" \
	" ELSE coalesce((SELECT CAST(sum(" LINE_COMES_TO ") AS BIGINT) " \
	ITS_LINES NO_SUBSCRIPTION "), " OWN_GROSS ") END + " SUBSCRIBED ")"

/* ---- … what is charged and credited ---- */

/* By itself; what somebody adds by hand is nothing that it comes to, unless it says
 * nothing of that. */
#define CHARGED \
	RECEIVABLES("x_r.\"amount\"", \
	    " AND (coalesce(x_r.\"form\", 'other') <> 'other'" \
	    " OR (coalesce($.\"gross\", $.\"amount\") IS NULL" \
	    " AND NOT EXISTS (SELECT 1 " ITS_LINES ")))")
#define CREDIT_NOTES(but) \
	"coalesce((SELECT CAST(sum(x_p.\"amount\") AS BIGINT)" \
	" FROM payment x_p WHERE x_p.\"order\" = $.\"id\"" \
	" AND x_p.\"kind\" = 'credit' AND x_p.\"void_on\" IS NULL" \
	" AND x_p.\"deleted\" IS NULL" but "), 0)"
/* For what it became less: these lower what is charged, the others what it comes to. */
#define OWN_NOTES CREDIT_NOTES(" AND " CRM_SQL_OWN_NOTE("x_p"))
#define OTHER_NOTES CREDIT_NOTES(" AND NOT (" CRM_SQL_OWN_NOTE("x_p") ")")
/* What came back and has no credit note, neither of its own nor of a red letter that was
 * ahead of it. */
#define UNNOTED \
	"coalesce((SELECT CAST(sum(" \
	CRM_SQL_UNNOTED("x_rt", "credit", "amount") ") AS BIGINT)" \
	" FROM sale_return x_rt WHERE x_rt.\"order\" = $.\"id\"" \
	" AND x_rt.\"status\" = 'received' AND x_rt.\"deleted\" IS NULL), 0)"
#define RED_FOR_RETURNS \
	CREDIT_NOTES(" AND NOT (" CRM_SQL_OWN_NOTE("x_p") ")" \
	" AND x_p.\"return\" IS NULL AND EXISTS (SELECT 1 FROM invoice x_i" \
	" WHERE x_i.\"id\" = x_p.\"invoice\"" \
	" AND x_i.\"red_reason\" = 'returned'" \
	" AND EXISTS (SELECT 1 FROM sale_return x_rt" \
	" WHERE x_rt.\"order\" = $.\"id\" AND x_rt.\"born\" > x_i.\"born\"" \
	" AND x_rt.\"status\" = 'received' AND x_rt.\"deleted\" IS NULL))")
#define MORE_OF(a, b) \
	"(SELECT CASE WHEN x_m.a > x_m.b THEN x_m.a ELSE x_m.b END" \
	" FROM (SELECT " a " AS a, " b " AS b) x_m)"
/* More than it comes to, where more is charged. */
#define BILLABLE \
	"(" MORE_OF(ORDERED, CHARGED " - " OWN_NOTES) \
	" - " OTHER_NOTES \
	" - " MORE_OF("0", UNNOTED " - " RED_FOR_RETURNS) ")"
/* clang-format on */
#define ISSUED \
	" AND x_i.\"deleted\" IS NULL" \
	" AND x_i.\"status\" IN ('issued', 'partly_red', 'red')"
/* An invoice of one order counts as it stands, of one over several its lines. */
#define INVOICED \
	"(coalesce((SELECT CAST(sum(x_i.\"gross\") AS BIGINT)" \
	" FROM invoice x_i WHERE x_i.\"order\" = $.\"id\"" ISSUED "), 0)" \
	" + coalesce((SELECT CAST(sum(x_il.\"gross\") AS BIGINT)" \
	" FROM order_line x_ol JOIN invoice_line x_il" \
	" ON x_il.\"order_line\" = x_ol.\"id\" JOIN invoice x_i" \
	" ON x_i.\"id\" = x_il.\"invoice\" WHERE x_ol.\"order\" = $.\"id\"" \
	" AND x_i.\"order\" IS NULL AND x_il.\"deleted\" IS NULL" ISSUED \
	"), 0) + coalesce((SELECT CAST(sum(x_il.\"gross\") AS BIGINT)" \
	" FROM receivable x_r JOIN invoice_line x_il" \
	" ON x_il.\"receivable\" = x_r.\"id\"" \
	" AND x_il.\"order_line\" IS NULL JOIN invoice x_i" \
	" ON x_i.\"id\" = x_il.\"invoice\" WHERE x_r.\"order\" = $.\"id\"" \
	" AND x_i.\"order\" IS NULL AND x_il.\"deleted\" IS NULL" ISSUED \
	"), 0))"
/* What its own credit notes took off them, which nobody paid and nobody is to. */
#define TAKEN_OFF \
	"coalesce((SELECT CAST(sum(x_a.\"amount\") AS BIGINT)" \
	" FROM receivable x_r JOIN allocation x_a" \
	" ON x_a.\"receivable\" = x_r.\"id\" JOIN payment x_p" \
	" ON x_p.\"id\" = x_a.\"payment\" WHERE x_r.\"order\" = $.\"id\"" \
	" AND x_r.\"void_on\" IS NULL AND x_r.\"deleted\" IS NULL" \
	" AND x_a.\"deleted\" IS NULL AND x_p.\"kind\" = 'credit'" \
	" AND x_p.\"order\" = x_r.\"order\"), 0)"
#define SETTLED \
	"(" RECEIVABLES("x_r.\"amount\" - x_r.\"open\"", "") " - " TAKEN_OFF ")"
#define PROGRESS(done, all) \
	"(SELECT CASE WHEN x_g.d <= 0 THEN 'none' WHEN x_g.d < x_g.a" \
	" THEN 'partial' WHEN x_g.d > x_g.a THEN 'over' ELSE 'full' END" \
	" FROM (SELECT " done " AS d, " all " AS a) x_g)"

static const struct crm_field order_fields[] = {
	{ "order_id", CRM_T_ID, CRM_F_SHORT, "Order ID", "订单ID", NULL },
	{ "number", CRM_T_TEXT,
	    CRM_F_NAME | CRM_F_FOLDED | CRM_F_CODE | CRM_F_SHORT, "Number",
	    "订单编号",
	    "order number|order no|sales order number|"
	    "so number|order reference|no|订单号|单号|销售订单号" },
	{ "customer", CRM_T_REF, CRM_F_INDEX | CRM_F_SHORT, "Customer", "客户",
	    "end customer|end user|终端客户|最终客户|" CRM_ALIAS_CUSTOMER,
	    .ref = "customer" },
	{ "contact", CRM_T_REF, CRM_F_NO_FIGURE | CRM_F_LATER, "Contact",
	    "联系人", "contact name|contact person|customer contact|联系人姓名",
	    .ref = "contact" },
	{ "deal", CRM_T_REF, CRM_F_INDEX, "Deal", "商机",
	    "deal name|opportunity|opportunity name|商机名称", .ref = "deal" },
	{ "owner", CRM_T_REF, CRM_F_INDEX | CRM_F_SHORT | CRM_F_LATER, "Owner",
	    "负责人", "order owner|employee|订单负责人|" CRM_ALIAS_OWNER,
	    .ref = "user" },
	{ "status", CRM_T_ENUM,
	    CRM_F_VERB | CRM_F_BEGINS | CRM_F_INDEX | CRM_F_SHORT, "Status",
	    "状态", "order status|订单状态", .def = "draft", .came = order_came,
	    .choices = order_status },
	{ "ordered_on", CRM_T_DATE, CRM_F_INDEX | CRM_F_SHORT, "Ordered on",
	    "订单日期",
	    "order date|date ordered|order start date|sales date|sold on|销售日期|"
	    "下单日期|下单时间|签单日期|购买日期" },
	{ "requested_on", CRM_T_DATE, CRM_F_NO_FIGURE | CRM_F_LATER,
	    "Requested on", "要求交货日期",
	    "required date|requested date|"
	    "requested delivery date|due date|要求到货日期|客户要求日期" },
	{ "promised_on", CRM_T_DATE, CRM_F_NO_FIGURE | CRM_F_LATER,
	    "Promised on", "承诺交货日期",
	    "promised date|commitment date|promise date|交货日期|预计交货日期",
	    .tone = CRM_TONE_WHEN_LATE("promised_on",
		"$.\"shipped_on\" IS NULL AND $.\"status\" IN"
		" ('submitted', 'approved', 'confirmed', 'on_hold')") },
	{ "shipped_on", CRM_T_DATE, CRM_F_VERB | CRM_F_SHORT, "Shipped on",
	    "发货日期",
	    "shipped date|ship date|shipping date|发货时间|出货日期" },
	{ "currency", CRM_T_CURRENCY, CRM_F_SHORT, "Currency", "币种",
	    CRM_ALIAS_CURRENCY },
	{ "rate", CRM_T_RATE, 0, "Exchange rate", "汇率", "currency rate" },
	{ "amount", CRM_T_MONEY, CRM_F_SHORT, "Amount", "金额",
	    "total|order amount|order total|total amount|grand total|订单金额|"
	    "订单总额|总金额|合计" },
	AMOUNT_BASE("$.\"rate\""),
	{ "freight", CRM_T_MONEY, 0, "Freight", "运费",
	    "shipping cost|shipping fee|delivery fee|freight charge" },
	{ "carrier", CRM_T_TEXT, CRM_F_NO_FIGURE | CRM_F_LATER, "Carrier",
	    "承运人",
	    "ship via|shipper|shipping method|delivery method|物流公司|快递公司|"
	    "发运方式" },
	{ "ship_name", CRM_T_TEXT, CRM_F_NO_FIGURE | CRM_F_LATER,
	    "Ship-to name", "收货人",
	    "shipping name|consignee|recipient|收件人" },
	{ "ship_address", CRM_T_TEXT, CRM_F_NO_FIGURE | CRM_F_LATER,
	    "Ship-to address", "收货地址",
	    "shipping address|shipping street|delivery address|送货地址" },
	{ "ship_city", CRM_T_TEXT, CRM_F_NO_FIGURE | CRM_F_LATER,
	    "Ship-to city", "收货城市", "shipping city" },
	{ "ship_region", CRM_T_TEXT, CRM_F_NO_FIGURE | CRM_F_LATER,
	    "Ship-to region", "收货省份",
	    "shipping state|shipping province|shipping region" },
	{ "ship_postcode", CRM_T_TEXT, CRM_F_NO_FIGURE | CRM_F_LATER,
	    "Ship-to postcode", "收货邮编",
	    "ship postal code|shipping zip|shipping postal code|"
	    "shipping code" },
	{ "ship_country", CRM_T_TEXT, CRM_F_NO_FIGURE | CRM_F_LATER,
	    "Ship-to country", "收货国家", "shipping country" },
	{ "notes", CRM_T_NOTE, CRM_F_LATER, "Notes", "备注", CRM_ALIAS_NOTES },
	{ "tags", CRM_T_TAGS, CRM_F_LATER, "Tags", "标签", CRM_ALIAS_TAGS },
	{ "ext", CRM_T_TEXT, CRM_F_EXT, "External ID", "外部编号",
	    CRM_ALIAS_EXT },
	{ "seller", CRM_T_REF, 0, "Seller", "销售方",
	    "selling company|our company|我方公司", .ref = "seller" },
	{ "tax_included", CRM_T_BOOL, 0, "Tax included", "含税",
	    "prices include tax|gross prices|含税价|是否含税" },
	{ "discount", CRM_T_PERCENT, 0, "Discount on all", "整单折扣",
	    "header discount|order discount|total discount|整单折扣率" },
	{ "warehouse", CRM_T_REF, CRM_F_NO_FIGURE, "From warehouse", "发货仓库",
	    "ship from|source warehouse|仓库", .ref = "warehouse" },
	{ "priority", CRM_T_INT, CRM_F_NO_FIGURE, "Priority", "优先级",
	    "delivery priority|发货优先级" },
	{ "revision", CRM_T_INT, CRM_F_VERB, "Revision", "修订版次",
	    "revision no|变更次数" },
	{ "confirmed_at", CRM_T_INSTANT, CRM_F_VERB, "Confirmed at", "确认时间",
	    "confirmation time" },
	{ "closed_on", CRM_T_DATE, CRM_F_VERB, "Closed on", "关闭日期",
	    "close date|completed on|完成日期" },
	{ "status_reason", CRM_T_TEXT, CRM_F_VERB, "Why", "状态原因",
	    "hold reason|cancel reason|cancellation reason|暂停原因|取消原因" },
	{ "net", CRM_T_MONEY, CRM_F_VERB | CRM_F_BEGINS, "Net", "不含税金额",
	    NULL },
	{ "tax", CRM_T_MONEY, CRM_F_VERB | CRM_F_BEGINS, "Tax", "税额", NULL },
	{ "gross", CRM_T_MONEY, CRM_F_VERB | CRM_F_BEGINS, "Gross", "价税合计",
	    NULL },
	{ "off_list", CRM_T_PERCENT, CRM_F_KEPT, "Below list", "低于标价",
	    NULL },
	{ "below_floor", CRM_T_BOOL, CRM_F_KEPT, "Below the floor", "低于底价",
	    NULL },
	{ "contract", CRM_T_REF, CRM_F_INDEX, "Contract", "合同",
	    "contract number|contract no|合同编号", .ref = "contract" },
	{ "payment_terms", CRM_T_REF, 0, "Payment terms", "付款条件",
	    "terms of payment|账期", .ref = "terms" },
	/* How its receivables arise, where a line says nothing else. */
	{ "form", CRM_T_ENUM, 0, "Form of receivables", "应收方式",
	    "billing policy|invoicing policy|receivable form",
	    .choices = crm_choice_form },
	{ "deposit", CRM_T_MONEY, 0, "Deposit", "定金",
	    "down payment|advance payment|订金" },
	{ "retention", CRM_T_PERCENT, 0, "Retained share", "质保金比例",
	    "retention %|retainage" },
	{ "retention_days", CRM_T_INT, 0, "Retained for days", "质保期天数",
	    "retention period|warranty days" },
	{ "delivery", CRM_T_ENUM, CRM_F_DERIVED | CRM_F_SHORT, "Delivery",
	    "发货进度", NULL, .choices = crm_choice_progress, .sql = DELIVERY },
	{ "billable", CRM_T_MONEY, CRM_F_DERIVED, "To be invoiced in all",
	    "应开票总额", NULL, .sql = BILLABLE },
	{ "invoiced", CRM_T_MONEY, CRM_F_DERIVED, "Invoiced", "已开票金额",
	    NULL, .sql = INVOICED },
	{ "settled", CRM_T_MONEY, CRM_F_DERIVED, "Settled", "已结清金额", NULL,
	    .sql = SETTLED },
	{ "invoicing", CRM_T_ENUM, CRM_F_DERIVED, "Invoicing", "开票进度", NULL,
	    .choices = crm_choice_share_done,
	    .sql = PROGRESS(INVOICED, BILLABLE) },
	{ "payment", CRM_T_ENUM, CRM_F_DERIVED, "Payment", "收款进度", NULL,
	    .choices = crm_choice_share_done,
	    .sql = PROGRESS(SETTLED, BILLABLE) },
	{ "channel", CRM_T_ENUM, 0, "Channel", "渠道", CRM_ALIAS_CHANNEL,
	    .choices = crm_choice_channel },
	{ "partner", CRM_T_REF, 0, "Partner", "合作伙伴", CRM_ALIAS_PARTNER,
	    .ref = "customer" },
	{ .name = NULL },
};

static const struct crm_field order_line_fields[] = {
	{ "order_line_id", CRM_T_ID, CRM_F_SHORT, "Order line ID", "订单明细ID",
	    NULL },
	{ "order", CRM_T_REF,
	    CRM_F_REQUIRED | CRM_F_OWNER | CRM_F_INDEX | CRM_F_SHORT, "Order",
	    "订单",
	    "order number|order no|sales order|订单编号|订单号|所属订单",
	    .ref = "order" },
	LINE_NO,
	LINE_PRODUCT("|商品名称"),
	LINE_DESCRIPTION("说明|产品描述"),
	LINE_QUANTITY("ordered qty|ordered quantity|订购数量|销售数量"),
	LINE_UNIT_PRICE("|售价|价格|销售单价"),
	LINE_DISCOUNT,
	LINE_TAX_RATE(0),
	LINE_AMOUNT,
	{ "requested_on", CRM_T_DATE, CRM_F_NO_FIGURE | CRM_F_LATER,
	    "Requested on", "要求交货日期",
	    "required date|requested date|due date" },
	{ "promised_on", CRM_T_DATE, CRM_F_NO_FIGURE | CRM_F_LATER,
	    "Promised on", "承诺交货日期",
	    "promised date|promise date|交货日期" },
	LINE_NOTES,
	{ "ext", CRM_T_TEXT, CRM_F_EXT, "External ID", "外部编号",
	    CRM_ALIAS_EXT },
	LINE_CURRENCY,
	LINE_UNIT("|销售单位"),
	LINE_DISCOUNTS,
	LINE_GIFT,
	LINE_LIST_PRICE,
	LINE_FLOOR_PRICE,
	LINE_NET,
	LINE_TAX,
	LINE_GROSS,
	{ "warehouse", CRM_T_REF, CRM_F_NO_FIGURE, "From warehouse", "发货仓库",
	    "ship from|source warehouse|仓库", .ref = "warehouse" },
	{ "drop_ship", CRM_T_BOOL, 0, "Straight from the supplier", "直运",
	    "drop shipment|dropship|供应商直发" },
	{ "purchase_line", CRM_T_REF, CRM_F_VERB, "Bought as", "采购明细", NULL,
	    .ref = "purchase-line" },
	{ "contract_line", CRM_T_REF, CRM_F_INDEX, "Called off", "合同明细",
	    "contract line", .ref = "contract-line" },
	{ "form", CRM_T_ENUM, 0, "Form of receivables", "应收方式",
	    "billing policy|invoicing policy|receivable form",
	    .choices = crm_choice_form },
	{ "milestone", CRM_T_TEXT, CRM_F_LATER, "Milestone", "里程碑",
	    "stage of payment|付款节点" },
	/* Of a subscription: what a whole period costs is the line's gross. */
	{ "starts_on", CRM_T_DATE, 0, "Served from", "服务开始",
	    "service start|subscription start|start date" },
	{ "ends_on", CRM_T_DATE, CRM_F_LATER, "Served until", "服务结束",
	    "service end|subscription end|end date" },
	{ "period", CRM_T_ENUM, 0, "Billing period", "计费周期",
	    "billing frequency|subscription period", .choices = period },
	{ "anchor_day", CRM_T_INT, 0, "Billing day", "计费日",
	    "billing day of month|anchor day" },
	{ "cancelled", CRM_T_DECIMAL, CRM_F_VERB, "Cancelled", "取消数量",
	    "cancelled quantity|quantity cancelled" },
	{ "shipped", CRM_T_DECIMAL, CRM_F_DERIVED | CRM_F_SHORT, "Shipped",
	    "已发货", NULL, .sql = LEFT_FOR("$.\"id\"") },
	{ "returned", CRM_T_DECIMAL, CRM_F_DERIVED, "Returned", "已退货", NULL,
	    .sql = CAME_BACK("$.\"id\"", "") },
	/* Of the line, else of its order; what nobody promised is asked for so. */
	{ "promised", CRM_T_DATE, CRM_F_DERIVED, "Promised for", "承诺日期",
	    NULL,
	    .sql = "coalesce($.\"promised_on\", (SELECT x_o.\"promised_on\""
		   " FROM sale_order x_o WHERE x_o.\"id\" = $.\"order\"),"
		   " $.\"requested_on\", (SELECT x_o.\"requested_on\""
		   " FROM sale_order x_o WHERE x_o.\"id\" = $.\"order\"))" },
	{ "to_ship", CRM_T_DECIMAL, CRM_F_DERIVED | CRM_F_SHORT, "To ship",
	    "待发货", NULL,
	    .sql =
		"(CASE WHEN EXISTS (SELECT 1 FROM sale_order x_o WHERE"
		" x_o.\"id\" = $.\"order\" AND x_o.\"status\" IN"
		" ('confirmed', 'on_hold')) AND " WANTED("$") " > " SHIPPED(
		    "$.\"id\"") " THEN " WANTED("$") " - " SHIPPED("$.\"id\"") " ELSE 0 END)" },
	{ .name = NULL },
};

const struct crm_entity_def crm_table_order[] = {
	{
	    .name = "order",
	    .table = "sale_order",
	    .code = "O",
	    .program = "crm-order",
	    .en = "Order",
	    .zh = "订单",
	    .aliases = "sales order|销售订单",
	    .fields = order_fields,
	    .key = { "number" },
	},
	{
	    .name = "order-line",
	    .table = "order_line",
	    .code = "OL",
	    .program = "crm-order",
	    .en = "Order line",
	    .zh = "订单明细",
	    .fields = order_line_fields,
	    .line = "line",
	    .item = "product",
	},
	{ .name = NULL },
};
