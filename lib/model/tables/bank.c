/* Lines of bank statements, and bills of exchange. */
#include "tables.h"

static const struct crm_choice bank_status[] = {
	{ "open", "Open", "未认领", "new|unmatched|待认领" },
	{ "matched", "Matched", "已认领", "reconciled|已核销", CRM_TONE_GOOD },
	{ "ignored", "Ignored", "已忽略", "skipped|忽略", CRM_TONE_FAINT },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_choice bank_class[] = {
	{ "receipt", "Receipt", "收款", "payment" },
	{ "refund", "Refund", "退款", "repayment" },
	{ "fee", "Fee", "手续费", "charge|bank fee" },
	{ "interest", "Interest", "利息", "bank interest" },
	{ "other", "Other", "其他", "transfer|其它" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_field bank_line_fields[] = {
	{ "bank_line_id", CRM_T_ID, CRM_F_SHORT, "Bank line ID", "流水ID",
	    NULL },
	/* Ours; who has one names none, and each line comes in once all the same. */
	{ "account", CRM_T_TEXT, CRM_F_CODE | CRM_F_FOLDED | CRM_F_SHORT,
	    "Account", "账号", "our account|bank account|own account|本方账号",
	    .def = "main" },
	/* Its key at the bank: each line comes in once. */
	{ "line_ref", CRM_T_TEXT,
	    CRM_F_REQUIRED | CRM_F_NAME | CRM_F_CODE | CRM_F_FOLDED |
		CRM_F_SHORT,
	    "Line reference", "流水号",
	    "transaction id|bank reference|line id|reference number|"
	    "交易流水号|交易编号" },
	{ "booked_on", CRM_T_DATE, CRM_F_REQUIRED | CRM_F_INDEX | CRM_F_SHORT,
	    "Booked on", "交易日期",
	    "booking date|date|transaction date|value date|记账日期" },
	{ "amount", CRM_T_MONEY, CRM_F_REQUIRED | CRM_F_SHORT, "Amount", "金额",
	    "transaction amount|发生额|交易金额" },
	{ "currency", CRM_T_CURRENCY, CRM_F_SHORT, "Currency", "币种",
	    CRM_ALIAS_CURRENCY },
	{ "rate", CRM_T_RATE, 0, "Exchange rate", "汇率", "currency rate" },
	{ "payer", CRM_T_TEXT, CRM_F_SHORT, "Payer", "对方户名",
	    "counterparty|counterparty name|remitter|name|付款人|对方名称" },
	{ "payer_account", CRM_T_TEXT, CRM_F_CODE | CRM_F_INDEX,
	    "Payer account", "对方账号",
	    "counterparty account|counterparty iban|iban" },
	{ "text", CRM_T_TEXT, CRM_F_SHORT, "Text", "摘要",
	    "description|remittance information|purpose|memo|用途|附言" },
	{ "status", CRM_T_ENUM,
	    CRM_F_VERB | CRM_F_BEGINS | CRM_F_INDEX | CRM_F_SHORT, "Status",
	    "状态", "match status", .def = "open", .choices = bank_status },
	{ "class", CRM_T_ENUM, 0, "Class", "类别", "transaction class|类型",
	    .choices = bank_class },
	{ "payment", CRM_T_REF, CRM_F_VERB | CRM_F_INDEX, "Payment", "收款",
	    NULL, .ref = "payment" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注",
	    "note|comment|comments|remark|remarks|备注信息" },
	{ .name = NULL },
};

static const struct crm_choice bill_kind[] = {
	{ "bank", "Bank acceptance", "银行承兑汇票", "银承|银行承兑" },
	{ "trade", "Trade acceptance", "商业承兑汇票",
	    "commercial|商承|商业承兑" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_choice bill_status[] = {
	{ "received", "Received", "已收票", "open|held|在手" },
	{ "endorsed", "Endorsed", "已背书", "passed on|背书转让" },
	{ "discounted", "Discounted", "已贴现", "贴现" },
	{ "collected", "Collected", "已兑付", "paid|已承兑|托收到账",
	    CRM_TONE_GOOD },
	{ "dishonoured", "Dishonoured", "已拒付", "dishonored|bounced|拒付",
	    CRM_TONE_BAD },
	{ "split", "Split", "已拆分", "拆分", CRM_TONE_FAINT },
	{ "void", "Void", "已作废", "cancelled|作废", CRM_TONE_FAINT },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_field bill_fields[] = {
	{ "bill_id", CRM_T_ID, CRM_F_SHORT, "Bill ID", "汇票ID", NULL },
	{ "number", CRM_T_TEXT,
	    CRM_F_NAME | CRM_F_CODE | CRM_F_FOLDED | CRM_F_SHORT, "Number",
	    "票据号码", "bill number|bill no|票号" },
	{ "kind", CRM_T_ENUM, CRM_F_SHORT, "Kind", "票据类型", "bill type|类型",
	    .choices = bill_kind },
	{ "customer", CRM_T_REF, CRM_F_REQUIRED | CRM_F_INDEX | CRM_F_SHORT,
	    "Customer", "客户", CRM_ALIAS_CUSTOMER, .ref = "customer" },
	{ "seller", CRM_T_REF, 0, "Seller", "销售方",
	    "selling company|our company|我方公司", .ref = "seller" },
	{ "drawer", CRM_T_TEXT, 0, "Drawer", "出票人", "drawn by" },
	{ "acceptor", CRM_T_TEXT, 0, "Acceptor", "承兑人",
	    "accepted by|承兑银行" },
	{ "amount", CRM_T_MONEY, CRM_F_REQUIRED | CRM_F_SHORT, "Amount",
	    "票面金额", "face|face value|金额" },
	{ "currency", CRM_T_CURRENCY, CRM_F_SHORT, "Currency", "币种",
	    CRM_ALIAS_CURRENCY },
	{ "rate", CRM_T_RATE, 0, "Exchange rate", "汇率", "currency rate" },
	{ "drawn_on", CRM_T_DATE, 0, "Drawn on", "出票日期", "issue date" },
	{ "received_on", CRM_T_DATE, CRM_F_INDEX | CRM_F_SHORT, "Received on",
	    "收票日期", "date received|date", .added = "today" },
	/* A term in months ends on the same day, else on the last of its month. */
	{ "months", CRM_T_INT, 0, "Term in months", "期限（月）",
	    "term|tenor|票据期限" },
	{ "due_on", CRM_T_DATE, CRM_F_INDEX | CRM_F_SHORT, "Due on", "到期日",
	    "maturity|maturity date|due date|汇票到期日",
	    .tone = CRM_TONE_WHEN_LATE("due_on",
		"$.\"status\" IN ('received', 'discounted', 'endorsed')") },
	{ "status", CRM_T_ENUM,
	    CRM_F_VERB | CRM_F_BEGINS | CRM_F_INDEX | CRM_F_SHORT, "Status",
	    "状态", "bill status|票据状态", .def = "received",
	    .choices = bill_status },
	/* When it was endorsed or discounted … */
	{ "passed_on", CRM_T_DATE, CRM_F_VERB | CRM_F_INDEX, "Passed on",
	    "转出日期", "endorsed on|discounted on|背书日期|贴现日期" },
	/* … and collected, dishonoured or split. */
	{ "ended_on", CRM_T_DATE, CRM_F_VERB | CRM_F_INDEX, "Ended on",
	    "终止日期", "collected on|dishonoured on|兑付日期" },
	{ "endorsed_to", CRM_T_TEXT, CRM_F_VERB, "Endorsed to", "被背书人",
	    "endorsee" },
	/* Interest that it bears, a year of 360 days. */
	{ "coupon", CRM_T_PERCENT, 0, "Interest it bears", "票面利率",
	    "interest rate|coupon rate|利率" },
	{ "fee", CRM_T_MONEY, CRM_F_VERB, "Fee", "手续费", "bank fee" },
	/* What the bank took, less what the bill bears. */
	{ "interest", CRM_T_MONEY, CRM_F_VERB, "Interest", "贴现利息",
	    "discount interest" },
	{ "split_from", CRM_T_REF, CRM_F_VERB | CRM_F_INDEX, "Split from",
	    "拆分自", NULL, .ref = "bill" },
	/* What it settles is allocated from this. */
	{ "payment", CRM_T_REF, CRM_F_VERB | CRM_F_INDEX, "Payment", "收款",
	    NULL, .ref = "payment" },
	{ "reason", CRM_T_TEXT, CRM_F_VERB, "Reason", "原因",
	    "dishonour reason|拒付原因" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ "ext", CRM_T_TEXT, CRM_F_EXT, "External ID", "外部编号",
	    CRM_ALIAS_EXT },
	{ .name = NULL },
};

const struct crm_entity_def crm_table_bank[] = {
	{
	    .name = "bank-line",
	    .table = "bank_line",
	    .code = "BL",
	    .program = "crm-order",
	    .en = "Bank line",
	    .zh = "银行流水",
	    .fields = bank_line_fields,
	    .key = { "account", "line_ref" },
	},
	{
	    .name = "bill",
	    .table = "bill",
	    .code = "BE",
	    .program = "crm-order",
	    .en = "Bill of exchange",
	    .zh = "承兑汇票",
	    .aliases = "bill of exchange|acceptance|汇票",
	    .fields = bill_fields,
	    .key = { "number" },
	},
	{ .name = NULL },
};
