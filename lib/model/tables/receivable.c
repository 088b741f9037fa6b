/*
 * What customers owe and what they pay: receivables, payments, and the rows that
 * say which payment is for which receivable.
 */
#include "tables.h"

/* Whether a receivable is booked follows from its days, whether it is settled from
 * what is open: nobody has to run anything for it. */
static const struct crm_choice receivable_status[] = {
	{ "planned", "Planned", "计划中", "draft" },
	{ "booked", "Booked", "已入账", "open|posted|unpaid|未付|应收" },
	{ "settled", "Settled", "已结清", "paid|closed|已付|已核销",
	    CRM_TONE_GOOD },
	{ "void", "Void", "已作废", "cancelled|作废", CRM_TONE_FAINT },
	{ NULL, NULL, NULL, NULL },
};

#define RECEIVABLE_STATUS \
	"(CASE WHEN $.\"void_on\" IS NOT NULL THEN 'void'" \
	" WHEN $.\"booked_on\" IS NULL OR $.\"booked_on\" > {today}" \
	" THEN 'planned' WHEN $.\"open\" = 0 THEN 'settled' ELSE 'booked' END)"

/* How a receivable arises. */
const struct crm_choice crm_choice_form[] = {
	{ "signing", "On signing", "签约付款", "on signing|签约时" },
	{ "instalment", "Instalment", "分期付款",
	    "installment|instalments|分期" },
	{ "confirmation", "On confirmation", "确认付款",
	    "on confirmation|prepaid|订单确认" },
	{ "delivery", "On delivery", "发货付款", "on delivery|发货" },
	{ "milestone", "On acceptance", "里程碑验收",
	    "on acceptance|milestone acceptance|里程碑|验收" },
	{ "subscription", "Subscription", "订阅", "recurring|周期" },
	{ "deposit", "Deposit", "定金", "down payment|advance|预付款|订金" },
	{ "retention", "Retained", "质保金",
	    "retention money|retainage|保留金" },
	{ "dunning", "Dunning charge", "催款费用", "interest|滞纳金" },
	{ "opening", "Opening balance", "期初", "opening|期初余额" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_field receivable_fields[] = {
	{ "receivable_id", CRM_T_ID, CRM_F_SHORT, "Receivable ID", "应收ID",
	    NULL },
	{ "number", CRM_T_TEXT,
	    CRM_F_NAME | CRM_F_FOLDED | CRM_F_CODE | CRM_F_SHORT | CRM_F_LATER,
	    "Number", "应收编号",
	    "invoice|invoice number|document number|发票号|单号|单据编号|单据号" },
	{ "customer", CRM_T_REF, CRM_F_REQUIRED | CRM_F_INDEX | CRM_F_SHORT,
	    "Customer", "客户", CRM_ALIAS_CUSTOMER, .ref = "customer" },
	{ "order", CRM_T_REF, CRM_F_INDEX | CRM_F_SHORT, "Order", "订单",
	    "order number|order no|sales order|订单编号|订单号",
	    .ref = "order" },
	{ "contract", CRM_T_REF, CRM_F_INDEX, "Contract", "合同",
	    "contract number|合同编号", .ref = "contract" },
	{ "order_line", CRM_T_REF, CRM_F_VERB | CRM_F_INDEX, "Order line",
	    "订单明细", NULL, .ref = "order-line" },
	{ "delivery", CRM_T_REF, CRM_F_VERB | CRM_F_INDEX, "Delivery", "发货单",
	    NULL, .ref = "delivery" },
	{ "seller", CRM_T_REF, 0, "Seller", "销售方",
	    "selling company|our company|我方公司", .ref = "seller" },
	{ "form", CRM_T_ENUM, CRM_F_SHORT, "Form", "应收形式",
	    "receivable form|应收方式", .choices = crm_choice_form },
	{ "milestone", CRM_T_TEXT, 0, "Milestone", "里程碑",
	    "stage of payment|付款节点" },
	{ "status", CRM_T_ENUM, CRM_F_DERIVED | CRM_F_SHORT, "Status", "状态",
	    NULL, .choices = receivable_status, .sql = RECEIVABLE_STATUS },
	/* None: it waits for what books it. */
	{ "booked_on", CRM_T_DATE, CRM_F_INDEX | CRM_F_SHORT, "Booked on",
	    "入账日期", "invoice date|date|发票日期|日期|单据日期",
	    .added = "today" },
	{ "due_on", CRM_T_DATE, CRM_F_INDEX | CRM_F_SHORT | CRM_F_LATER,
	    "Due on", "到期日", "due date|due|应收日期|到期日期",
	    .tone = CRM_TONE_WHEN_LATE(
		"due_on", "$.\"void_on\" IS NULL AND $.\"open\" > 0") },
	{ "currency", CRM_T_CURRENCY, CRM_F_SHORT, "Currency", "币种",
	    CRM_ALIAS_CURRENCY },
	{ "rate", CRM_T_RATE, 0, "Exchange rate", "汇率", "currency rate" },
	{ "amount", CRM_T_MONEY, CRM_F_REQUIRED | CRM_F_SHORT, "Amount", "金额",
	    "total|invoice amount|gross|应收金额" },
	/* Of the amount, for the journal; none: all of it is net. */
	{ "net", CRM_T_MONEY, 0, "Net", "不含税金额", "net amount" },
	/* Opened below the amount, the rest counts as paid before the book began. */
	{ "open", CRM_T_MONEY, CRM_F_VERB | CRM_F_BEGINS | CRM_F_SHORT, "Open",
	    "未收金额", "outstanding|balance|amount due|余额|未结金额" },
	/* In the base currency, at the rate it was booked at. */
	{ "amount_base", CRM_T_MONEY, 0, "Amount in base currency",
	    "本位币金额", "base amount|amount in base currency|本币金额" },
	{ "open_base", CRM_T_MONEY, CRM_F_KEPT, "Open in base currency",
	    "本位币未收金额", NULL },
	{ "settled_on", CRM_T_DATE, CRM_F_KEPT, "Settled on", "结清日期",
	    NULL },
	{ "terms", CRM_T_REF, 0, "Payment terms", "付款条件",
	    "terms of payment|账期", .ref = "terms" },
	/* What early payment takes off: "2/10 1/20", percent and days. */
	{ "early", CRM_T_TEXT, CRM_F_LATER, "Early-payment discount",
	    "提前付款折扣", "early payment discount|cash discount|现金折扣" },
	{ "retained", CRM_T_BOOL, 0, "Retained", "质保金",
	    "is retained|是否质保金" },
	{ "disputed", CRM_T_BOOL, CRM_F_VERB, "Disputed", "有争议",
	    "in dispute|争议" },
	{ "dispute", CRM_T_TEXT, CRM_F_VERB, "Dispute", "争议原因",
	    "dispute reason|争议说明" },
	/* The last time: from the first day to the day before the other. */
	{ "disputed_on", CRM_T_DATE, CRM_F_VERB, "Disputed on", "争议日期",
	    "dispute date" },
	{ "resolved_on", CRM_T_DATE, CRM_F_VERB, "Dispute resolved on",
	    "争议解决日期", NULL },
	{ "promised_on", CRM_T_DATE, CRM_F_VERB, "Promised on", "承诺付款日期",
	    "promise to pay|promise date|承诺日期" },
	{ "promised", CRM_T_MONEY, CRM_F_VERB, "Promised", "承诺付款金额",
	    "promised amount" },
	{ "accepted_on", CRM_T_DATE, CRM_F_VERB, "Accepted on", "验收日期",
	    "acceptance date" },
	{ "from", CRM_T_DATE, 0, "Served from", "服务开始",
	    "period from|service start" },
	{ "until", CRM_T_DATE, 0, "Served until", "服务结束",
	    "period until|service end" },
	/* Where it ended early: until when it was to be served, which is what it is
	 * earned by; the credit note takes the days behind the end back. */
	{ "first_until", CRM_T_DATE, CRM_F_KEPT, "Was to be served until",
	    "原服务结束", NULL },
	{ "void_on", CRM_T_DATE, CRM_F_VERB, "Void on", "作废日期", NULL },
	/* What a file says of it: what is paid is settled before the book began,
	 * what is void never counts, what is planned is not booked. */
	{ "state_before", CRM_T_ENUM, CRM_F_VERB, "State when it came",
	    "导入时状态", "payment status|invoice status|付款状态|收款状态",
	    .choices = receivable_status },
	{ "notes", CRM_T_NOTE, CRM_F_LATER, "Notes", "备注", CRM_ALIAS_NOTES },
	{ "ext", CRM_T_TEXT, CRM_F_EXT, "External ID", "外部编号",
	    CRM_ALIAS_EXT },
	{ .name = NULL },
};

/* How a payment is allocated when it comes. */
const struct crm_choice crm_choice_method[] = {
	{ "oldest", "Oldest due first", "最早到期优先", "fifo|先到期先核销" },
	{ "exact", "Exact amount", "金额相符", "exact match|按金额" },
	{ "reference", "By reference", "按附言单号", "by number|按单号" },
	{ "pro_rata", "Pro rata", "按比例", "pro-rata|proportional|比例" },
	{ "explicit", "As named", "指定", "manual|手工" },
	{ "none", "None: it stays credit", "不核销", "no|unapplied" },
	{ NULL, NULL, NULL, NULL },
};

/* Where what relieves receivables comes from. */
static const struct crm_choice payment_kind[] = {
	{ "receipt", "Receipt", "收款", "payment|cash|收到款项" },
	{ "credit", "Credit note", "贷项", "credit|credit memo|红字冲减" },
	{ "bill", "Bill", "承兑汇票", "draft|acceptance bill|票据" },
	{ "set_off", "Set-off", "对冲", "netting|offset|抵账" },
	{ "refund", "Refund", "退款", "repayment|付款退回" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_field payment_fields[] = {
	{ "payment_id", CRM_T_ID, CRM_F_SHORT, "Payment ID", "收款ID", NULL },
	{ "number", CRM_T_TEXT,
	    CRM_F_NAME | CRM_F_FOLDED | CRM_F_CODE | CRM_F_SHORT | CRM_F_LATER,
	    "Number", "收款编号",
	    "payment number|receipt number|receipt|流水号" },
	{ "kind", CRM_T_ENUM, CRM_F_SHORT, "Kind", "类别", "payment kind|类型",
	    .def = "receipt", .choices = payment_kind },
	{ "customer", CRM_T_REF, CRM_F_REQUIRED | CRM_F_INDEX | CRM_F_SHORT,
	    "Customer", "客户", CRM_ALIAS_CUSTOMER, .ref = "customer" },
	/* Who paid, where that is another firm, and why. */
	{ "payer", CRM_T_REF, CRM_F_INDEX | CRM_F_LATER, "Paid by", "付款方",
	    "payer name|paying company|代付方", .ref = "customer" },
	{ "payer_reason", CRM_T_TEXT, CRM_F_LATER, "Why paid by another",
	    "代付原因", "payer note" },
	{ "payer_account", CRM_T_TEXT, CRM_F_CODE | CRM_F_INDEX | CRM_F_LATER,
	    "Payer account", "付款账号", "payer iban|对方账号" },
	{ "received_on", CRM_T_DATE, CRM_F_INDEX | CRM_F_SHORT, "Received on",
	    "收款日期", "payment date|date|到账日期", .added = "today" },
	{ "seller", CRM_T_REF, 0, "Seller", "销售方",
	    "selling company|our company|我方公司", .ref = "seller" },
	{ "currency", CRM_T_CURRENCY, CRM_F_SHORT, "Currency", "币种",
	    CRM_ALIAS_CURRENCY },
	{ "rate", CRM_T_RATE, 0, "Exchange rate", "汇率", "currency rate" },
	/* What the customer is credited with: cash, fee and withholding. */
	{ "amount", CRM_T_MONEY, CRM_F_REQUIRED | CRM_F_SHORT, "Amount", "金额",
	    "paid|payment amount|收款金额" },
	{ "fee", CRM_T_MONEY, 0, "Bank fee", "手续费",
	    "bank charge|charges|银行费用" },
	{ "withheld", CRM_T_MONEY, 0, "Withheld", "代扣税额",
	    "withholding|withholding tax|代扣代缴" },
	{ "amount_base", CRM_T_MONEY, 0, "Amount in base currency",
	    "本位币金额", "base amount|amount in base currency|本币金额" },
	/* Of a credit note, for the journal. */
	{ "net", CRM_T_MONEY, 0, "Net", "不含税金额", "net amount" },
	{ "unallocated", CRM_T_MONEY, CRM_F_VERB | CRM_F_BEGINS | CRM_F_SHORT,
	    "Unallocated", "未核销金额", "unapplied|credit|balance|余额" },
	{ "unallocated_base", CRM_T_MONEY, CRM_F_KEPT,
	    "Unallocated in base currency", "本位币未核销金额", NULL },
	{ "reference", CRM_T_TEXT, CRM_F_CODE | CRM_F_LATER, "Reference",
	    "付款附言",
	    "memo|remittance|payment reference|remittance information|附言|"
	    "摘要" },
	{ "order", CRM_T_REF, CRM_F_INDEX | CRM_F_LATER, "Order", "订单",
	    "order number|order no|sales order|订单编号|订单号",
	    .ref = "order" },
	{ "contract", CRM_T_REF, CRM_F_INDEX | CRM_F_LATER, "Contract", "合同",
	    "contract number|contract no|合同编号|合同号", .ref = "contract" },
	{ "invoice", CRM_T_REF, CRM_F_VERB | CRM_F_INDEX, "Red letter",
	    "红字发票", NULL, .ref = "invoice" },
	{ "return", CRM_T_REF, CRM_F_VERB | CRM_F_INDEX, "Return", "退货单",
	    NULL, .ref = "return" },
	/* Of a credit note: with this one and those before too much was charged. */
	{ "delivery", CRM_T_REF, CRM_F_VERB, "Last delivery", "末次发货单",
	    NULL, .ref = "delivery" },
	/* Of a credit note: days of a subscription that are not served. */
	{ "from", CRM_T_DATE, CRM_F_VERB, "Not served from", "停止服务起",
	    NULL },
	{ "until", CRM_T_DATE, CRM_F_VERB, "Not served until", "停止服务止",
	    NULL },
	/* … for what its order or contract became less; what somebody writes by hand is not, and is
	 * never charged again. */
	{ "less", CRM_T_BOOL, CRM_F_VERB, "It became less", "订单减少", NULL },
	/* What it is for, when it comes: "R12=500.00, I5", and by which method. */
	{ "applies_to", CRM_T_TEXT, CRM_F_LATER, "Pays", "核销对象",
	    "applied to|invoices|paid invoices|核销单据" },
	{ "method", CRM_T_ENUM, CRM_F_LATER, "Allocated by", "核销方式",
	    "allocation method|application method",
	    .choices = crm_choice_method },
	{ "document", CRM_T_TEXT, CRM_F_LATER, "Document", "凭据",
	    "set-off document|对冲凭据" },
	{ "void_on", CRM_T_DATE, CRM_F_VERB, "Void on", "作废日期", NULL },
	{ "notes", CRM_T_NOTE, CRM_F_LATER, "Notes", "备注", CRM_ALIAS_NOTES },
	{ "ext", CRM_T_TEXT, CRM_F_EXT, "External ID", "外部编号",
	    CRM_ALIAS_EXT },
	{ .name = NULL },
};

/* What takes something off a receivable. */
static const struct crm_choice allocation_kind[] = {
	{ "payment", "Payment", "收款核销", "allocation|核销" },
	{ "refund", "Refund", "退款", "退回" },
	{ "opening", "Paid before", "期初已付", "opening|期初" },
	{ "discount", "Discount", "现金折扣", "early discount|折扣" },
	{ "bad_debt", "Bad debt", "坏账", "bad debt|坏账核销" },
	{ "rounding", "Rounding", "尾差", "tolerance|difference|抹零" },
	{ NULL, NULL, NULL, NULL },
};

/* One row takes so much of a payment for so much of a receivable; nothing of it is
 * ever changed: what takes it back is a row of its own with the opposite sign. */
static const struct crm_field allocation_fields[] = {
	{ "allocation_id", CRM_T_ID, CRM_F_SHORT, "Allocation ID", "核销ID",
	    NULL },
	/* None of what is written off. */
	{ "payment", CRM_T_REF,
	    CRM_F_VERB | CRM_F_BEGINS | CRM_F_INDEX | CRM_F_SHORT, "Payment",
	    "收款", "payment number|收款编号", .ref = "payment" },
	/* None of what is paid back. */
	{ "receivable", CRM_T_REF,
	    CRM_F_VERB | CRM_F_BEGINS | CRM_F_INDEX | CRM_F_SHORT, "Receivable",
	    "应收款", "invoice|invoice number|应收编号", .ref = "receivable" },
	{ "refund", CRM_T_REF, CRM_F_VERB | CRM_F_BEGINS | CRM_F_INDEX,
	    "Paid back by", "退款", NULL, .ref = "payment" },
	{ "write_off", CRM_T_REF, CRM_F_VERB | CRM_F_BEGINS | CRM_F_INDEX,
	    "Write-off", "核销单", NULL, .ref = "write-off" },
	{ "kind", CRM_T_ENUM, CRM_F_VERB | CRM_F_BEGINS | CRM_F_SHORT, "Kind",
	    "类别", "allocation kind|类型", .def = "payment",
	    .choices = allocation_kind },
	{ "allocated_on", CRM_T_DATE,
	    CRM_F_VERB | CRM_F_BEGINS | CRM_F_INDEX | CRM_F_SHORT,
	    "Allocated on", "核销日期", "date|allocation date",
	    .added = "today" },
	/* In the receivable's currency … */
	{ "amount", CRM_T_MONEY, CRM_F_VERB | CRM_F_BEGINS | CRM_F_SHORT,
	    "Amount", "金额", "allocated|核销金额" },
	{ "currency", CRM_T_CURRENCY, CRM_F_KEPT | CRM_F_SHORT, "Currency",
	    "币种", NULL },
	/* … and in the payment's, which a payment says. */
	{ "paid", CRM_T_DECIMAL, CRM_F_VERB | CRM_F_BEGINS, "Paid", "付款金额",
	    NULL },
	/* What of the base amounts of the two goes with it; the gain is what was
	 * paid less what was relieved. */
	{ "relieved_base", CRM_T_MONEY, CRM_F_VERB, "Relieved in base currency",
	    "核销本位币", NULL },
	{ "paid_base", CRM_T_MONEY, CRM_F_VERB, "Paid in base currency",
	    "付款本位币", NULL },
	{ "gain_base", CRM_T_MONEY, CRM_F_VERB | CRM_F_SHORT, "Exchange gain",
	    "汇兑损益", NULL },
	{ "reverses", CRM_T_REF, CRM_F_VERB | CRM_F_INDEX, "Takes back", "冲销",
	    NULL, .ref = "allocation" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

static const struct crm_choice write_off_kind[] = {
	{ "discount", "Discount", "折扣", "early discount|现金折扣" },
	{ "bad_debt", "Bad debt", "坏账", "bad debt|uncollectible" },
	{ "rounding", "Rounding", "尾差", "tolerance|difference|抹零" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_choice write_off_status[] = {
	{ "draft", "Draft", "草稿", "new|未提交|已驳回" },
	{ "pending", "Pending", "审批中", "submitted|in review|待审批" },
	{ "posted", "Posted", "已过账", "approved|done|已审批" },
	{ "void", "Void", "已作废", "cancelled|reversed|作废", CRM_TONE_FAINT },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_field write_off_fields[] = {
	{ "write_off_id", CRM_T_ID, CRM_F_SHORT, "Write-off ID", "核销单ID",
	    NULL },
	{ "receivable", CRM_T_REF,
	    CRM_F_REQUIRED | CRM_F_OWNER | CRM_F_INDEX | CRM_F_SHORT,
	    "Receivable", "应收款", "invoice|invoice number|应收编号",
	    .ref = "receivable" },
	{ "kind", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Kind", "类别",
	    "write-off kind|类型", .choices = write_off_kind },
	{ "status", CRM_T_ENUM, CRM_F_VERB | CRM_F_BEGINS | CRM_F_SHORT,
	    "Status", "状态", "write-off status", .def = "draft",
	    .choices = write_off_status },
	{ "amount", CRM_T_MONEY, CRM_F_REQUIRED | CRM_F_SHORT, "Amount", "金额",
	    "written off|核销金额" },
	{ "currency", CRM_T_CURRENCY, CRM_F_KEPT | CRM_F_SHORT, "Currency",
	    "币种", NULL },
	AMOUNT_BASE("(SELECT x_r.\"rate\" FROM receivable x_r"
		    " WHERE x_r.\"id\" = $.\"receivable\")"),
	{ "written_on", CRM_T_DATE, CRM_F_SHORT, "Written off on", "核销日期",
	    "date|write-off date", .added = "today" },
	{ "reason", CRM_T_TEXT, CRM_F_SHORT, "Reason", "原因",
	    "write-off reason|核销原因" },
	{ "owner", CRM_T_REF, CRM_F_INDEX, "Owner", "负责人", CRM_ALIAS_OWNER,
	    .ref = "user" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	/* For whose sake: early payment, or a small difference of what was paid. */
	{ "allocation", CRM_T_REF, CRM_F_VERB | CRM_F_INDEX, "For allocation",
	    "随核销", NULL, .ref = "allocation" },
	{ .name = NULL },
};

static const struct crm_field terms_fields[] = {
	{ "terms_id", CRM_T_ID, CRM_F_SHORT, "Terms ID", "付款条件ID", NULL },
	{ "name", CRM_T_TEXT,
	    CRM_F_REQUIRED | CRM_F_NAME | CRM_F_CODE | CRM_F_FOLDED |
		CRM_F_SHORT,
	    "Name", "名称", "terms|payment terms|付款条件" },
	/* "30% 15d, rest 45d eom" (lib/domain/receivable/terms.c). */
	{ "parts", CRM_T_TEXT, CRM_F_REQUIRED | CRM_F_SHORT, "Parts", "分期",
	    "instalments|schedule" },
	{ "early", CRM_T_TEXT, CRM_F_SHORT, "Early-payment discount",
	    "提前付款折扣", "early payment discount|cash discount|现金折扣" },
	{ "active", CRM_T_BOOL, CRM_F_SHORT, "Active", "启用",
	    "enabled|是否启用", .def = "yes" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

const struct crm_entity_def crm_table_receivable[] = {
	{
	    .name = "receivable",
	    .table = "receivable",
	    .code = "R",
	    .program = "crm-order",
	    .en = "Receivable",
	    .zh = "应收款",
	    .fields = receivable_fields,
	    .key = { "number" },
	},
	{
	    .name = "payment",
	    .table = "payment",
	    .code = "P",
	    .program = "crm-order",
	    .en = "Payment",
	    .zh = "收款",
	    .fields = payment_fields,
	    .key = { "number" },
	},
	{
	    .name = "allocation",
	    .table = "allocation",
	    .code = "AL",
	    .program = "crm-order",
	    .en = "Allocation",
	    .zh = "核销明细",
	    .fields = allocation_fields,
	},
	{
	    .name = "write-off",
	    .table = "write_off",
	    .code = "WO",
	    .program = "crm-order",
	    .en = "Write-off",
	    .zh = "核销单",
	    .fields = write_off_fields,
	},
	{
	    .name = "terms",
	    .table = "terms",
	    .code = "TP",
	    .program = "crm-order",
	    .en = "Payment terms",
	    .zh = "付款条件",
	    .fields = terms_fields,
	    .key = { "name" },
	},
	{ .name = NULL },
};
