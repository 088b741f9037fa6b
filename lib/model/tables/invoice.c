/* Invoices and their red letters. */
#include "lines.h"
#include "tables.h"

static const struct crm_choice invoice_kind[] = {
	{ "special", "Special VAT invoice", "专票",
	    "vat special|增值税专用发票|专用发票" },
	{ "general", "General VAT invoice", "普票",
	    "vat general|ordinary|增值税普通发票|普通发票" },
	{ "digital", "Digital invoice", "数电票",
	    "fully digital|e-invoice|全电发票|数电发票" },
	{ "other", "Other", "其他", "其它" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_choice invoice_status[] = {
	{ "requested", "Requested", "已申请", "draft|pending|开票申请|待开票" },
	{ "issued", "Issued", "已开具", "posted|open|sent|已开票" },
	{ "partly_red", "Partly red", "部分红冲", "partly credited|部分冲红" },
	{ "red", "Red", "已红冲", "credited|全额红冲|已冲红", CRM_TONE_BAD },
	{ "void", "Void", "已作废", "cancelled|作废", CRM_TONE_FAINT },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_came invoice_came[] = {
	{ "issued_on", "issued", NULL },
	{ NULL, NULL, NULL },
};

static const struct crm_choice red_reason[] = {
	{ "wrong", "Wrong invoice", "开票有误", "error|invoicing error" },
	{ "returned", "Goods returned", "销货退回", "return|退货" },
	{ "service_ended", "Service ended", "服务中止",
	    "service stopped|termination" },
	{ "allowance", "Allowance", "销售折让", "rebate|discount|折让" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_choice red_state[] = {
	{ "none", "Not needed", "无需确认", "n/a" },
	{ "applied", "Applied for", "已申请", "pending|待确认" },
	{ "confirmed", "Confirmed", "已确认", "agreed" },
	{ "refused", "Refused", "已拒绝", "rejected", CRM_TONE_BAD },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_field invoice_fields[] = {
	{ "invoice_id", CRM_T_ID, CRM_F_SHORT, "Invoice ID", "发票ID", NULL },
	{ "number", CRM_T_TEXT,
	    CRM_F_NAME | CRM_F_FOLDED | CRM_F_CODE | CRM_F_SHORT, "Number",
	    "发票编号", "invoice number|invoice no|内部编号" },
	/* The tax authority's. */
	{ "official_no", CRM_T_TEXT, CRM_F_CODE | CRM_F_FOLDED | CRM_F_SHORT,
	    "Official number", "发票号码",
	    "tax invoice number|authority number|fapiao number|税控发票号" },
	{ "kind", CRM_T_ENUM, CRM_F_SHORT, "Kind", "发票类型",
	    "invoice type|类型", .choices = invoice_kind },
	{ "customer", CRM_T_REF, CRM_F_REQUIRED | CRM_F_INDEX | CRM_F_SHORT,
	    "Customer", "客户", CRM_ALIAS_CUSTOMER, .ref = "customer" },
	{ "order", CRM_T_REF, CRM_F_INDEX, "Order", "订单",
	    "order number|order no|sales order|订单编号|订单号",
	    .ref = "order" },
	{ "contract", CRM_T_REF, CRM_F_INDEX, "Contract", "合同",
	    "contract number|合同编号", .ref = "contract" },
	{ "seller", CRM_T_REF, 0, "Seller", "销售方",
	    "selling company|our company|我方公司", .ref = "seller" },
	{ "owner", CRM_T_REF, CRM_F_INDEX, "Owner", "负责人", CRM_ALIAS_OWNER,
	    .ref = "user" },
	{ "status", CRM_T_ENUM,
	    CRM_F_VERB | CRM_F_BEGINS | CRM_F_INDEX | CRM_F_SHORT, "Status",
	    "状态", "invoice status|开票状态", .def = "requested",
	    .came = invoice_came, .choices = invoice_status },
	/* The title block: to whom it is made out. */
	{ "title", CRM_T_TEXT, 0, "Made out to", "发票抬头",
	    "invoice title|bill-to name|抬头" },
	{ "tax_no", CRM_T_TEXT, CRM_F_CODE, "Tax no.", "税号",
	    "tax id|tax number|vat id|纳税人识别号" },
	{ "address", CRM_T_TEXT, 0, "Address", "地址",
	    "billing address|注册地址" },
	{ "phone", CRM_T_TEXT, 0, "Phone", "电话", "title phone" },
	{ "bank", CRM_T_TEXT, 0, "Bank", "开户银行", "bank name|开户行" },
	{ "bank_account", CRM_T_TEXT, CRM_F_CODE, "Bank account", "银行账号",
	    "account no|iban" },
	{ "requested_on", CRM_T_DATE, 0, "Requested on", "申请日期",
	    "request date", .added = "today" },
	{ "issued_on", CRM_T_DATE, CRM_F_VERB | CRM_F_INDEX | CRM_F_SHORT,
	    "Issued on", "开票日期", "invoice date|date issued|date" },
	{ "currency", CRM_T_CURRENCY, CRM_F_SHORT, "Currency", "币种",
	    CRM_ALIAS_CURRENCY },
	{ "rate", CRM_T_RATE, 0, "Exchange rate", "汇率", "currency rate" },
	/* Below zero on a red letter. */
	{ "net", CRM_T_MONEY, CRM_F_VERB | CRM_F_BEGINS | CRM_F_SHORT, "Net",
	    "不含税金额", "net amount" },
	{ "tax", CRM_T_MONEY, CRM_F_VERB | CRM_F_BEGINS, "Tax", "税额",
	    "tax amount" },
	{ "gross", CRM_T_MONEY, CRM_F_VERB | CRM_F_BEGINS | CRM_F_SHORT,
	    "Gross", "价税合计", "total|amount|invoice amount|金额" },
	{ "red_of", CRM_T_REF, CRM_F_VERB | CRM_F_INDEX, "Red letter of",
	    "蓝字发票", "original invoice|红冲原发票", .ref = "invoice" },
	{ "red_reason", CRM_T_ENUM, CRM_F_VERB, "Reason of the red letter",
	    "红冲原因", "credit reason", .choices = red_reason },
	{ "confirmation_no", CRM_T_TEXT, CRM_F_CODE | CRM_F_VERB,
	    "Confirmation number", "红字确认单编号",
	    "confirmation no|信息表编号" },
	{ "confirmation", CRM_T_ENUM, CRM_F_VERB, "Confirmation", "确认状态",
	    "confirmation state", .choices = red_state },
	/* Of a red letter: whether the customer got credit for it. */
	{ "credited", CRM_T_BOOL, CRM_F_VERB, "Credited", "已贷记客户", NULL },
	{ "status_reason", CRM_T_TEXT, CRM_F_VERB, "Why", "状态原因", NULL },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ "ext", CRM_T_TEXT, CRM_F_EXT, "External ID", "外部编号",
	    CRM_ALIAS_EXT },
	{ .name = NULL },
};

static const struct crm_field invoice_line_fields[] = {
	{ "invoice_line_id", CRM_T_ID, CRM_F_SHORT, "Invoice line ID",
	    "发票明细ID", NULL },
	{ "invoice", CRM_T_REF,
	    CRM_F_REQUIRED | CRM_F_OWNER | CRM_F_INDEX | CRM_F_SHORT, "Invoice",
	    "发票", "invoice number|invoice no|发票编号", .ref = "invoice" },
	LINE_NO,
	LINE_PRODUCT(""),
	LINE_DESCRIPTION("货物或应税劳务名称"),
	{ "tax_class", CRM_T_TEXT, CRM_F_CODE, "Tax class", "税收分类编码",
	    "tax classification code" },
	LINE_QUANTITY("invoiced qty"),
	LINE_UNIT(""),
	LINE_UNIT_PRICE(""),
	LINE_TAX_RATE(CRM_F_SHORT),
	{ "net", CRM_T_MONEY, CRM_F_SHORT, "Net", "不含税金额", "net amount" },
	{ "tax", CRM_T_MONEY, CRM_F_SHORT, "Tax", "税额", "tax amount" },
	{ "gross", CRM_T_MONEY, CRM_F_SHORT, "Gross", "价税合计",
	    "amount|total|line total|金额" },
	LINE_CURRENCY,
	{ "order_line", CRM_T_REF, CRM_F_INDEX, "Order line", "订单明细", NULL,
	    .ref = "order-line" },
	/* Which receivable it covers. */
	{ "receivable", CRM_T_REF, CRM_F_INDEX, "Receivable", "应收款", NULL,
	    .ref = "receivable" },
	{ "red_of", CRM_T_REF, CRM_F_VERB | CRM_F_INDEX, "Red of", "红冲明细",
	    NULL, .ref = "invoice-line" },
	LINE_NOTES,
	/* Of a red letter: what the customer got credit for by it, and by nothing
	 * else. */
	{ "credit", CRM_T_MONEY, CRM_F_VERB, "Credit", "贷记金额", NULL },
	{ "credit_net", CRM_T_MONEY, CRM_F_VERB, "Credit, net",
	    "贷记不含税金额", NULL },
	{ .name = NULL },
};

const struct crm_entity_def crm_table_invoice[] = {
	{
	    .name = "invoice",
	    .table = "invoice",
	    .code = "I",
	    .program = "crm-order",
	    .en = "Invoice",
	    .zh = "发票",
	    .aliases = "fapiao|tax invoice",
	    .fields = invoice_fields,
	    .key = { "number" },
	},
	{
	    .name = "invoice-line",
	    .table = "invoice_line",
	    .code = "IL",
	    .program = "crm-order",
	    .en = "Invoice line",
	    .zh = "发票明细",
	    .fields = invoice_line_fields,
	    .line = "line",
	    .item = "product",
	},
	{ .name = NULL },
};
