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
	    "Account", "账号",
	    "our account|bank account|own account|本方账号|本方帐号|查询账号|帐号|"
	    "账户|账户号",
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

static const struct crm_choice ways[] = {
	{ "in", "credit", "贷",
	    "c|cr|crdt|in|incoming|贷方|收|收入|来账|转入|存入|进账|入账" },
	{ "out", "debit", "借",
	    "d|dr|dbit|out|outgoing|借方|付|支|支出|往账|转出|支取|出账" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_layout_field several[] = {
	{ "booked_on",
	    "booked on|记账日期|记账日|入账日期|入账时间|booking date|交易日期|"
	    "交易日|交易时间|transaction date|posting date|date|value date|"
	    "起息日期|起息日" },
	{ "line_ref",
	    "line reference|transaction id|bank reference|line id|"
	    "账户明细编号-交易流水号|交易流水号|银行流水号|流水号|交易编号|"
	    "核心流水号|reference number|企业流水号|业务参考号|记录标识号" },
	{ "payer",
	    "payer|对方户名|对方账户名称|对方账户名|对方名称|对方单位名称|对方单位|"
	    "对方账号名称|收/付方名称|收付款人名称|counterparty|counterparty name|"
	    "remitter|付款人名称|付款人户名|付款方名称|付款人|付款方|name" },
	{ "payer_account",
	    "payer account|对方账号|对方帐号|对方账户|对方银行账号|收/付方帐号|"
	    "收/付方账号|收付款人账号|counterparty account|counterparty iban|"
	    "付款人账号|付款人帐号|付款方账号|iban" },
	{ "text",
	    "text|description|remittance information|purpose|memo|摘要|交易摘要|"
	    "业务摘要|用途|交易用途|附言|交易附言|交易说明|其它摘要|其他摘要|"
	    "附加信息|个性化信息",
	    true },
	{ "amount",
	    "amount|transaction amount|金额|发生额|交易金额|交易发生额|"
	    "收入/支出金额|收支金额|收/支金额" },
	{ "currency",
	    "currency|currency code|币种|币别|货币|交易货币|交易币种" },
	{ "rate", "rate|exchange rate|汇率" },
	{ "notes", "notes|remarks|remark|备注|备注信息" },
	{ NULL, NULL, false },
};

/* Of the bank's books: its credit is what came in. */
static const struct crm_layout of_banks = {
	.amount = "amount",
	.in = "credit|credits|credit amount|amount credit|paid in|money in|"
	      "deposit|deposits|deposit amount|received|收入|收入金额|贷方|"
	      "贷方金额|贷方发生额|贷方发生金额|贷方发生|收入额|转入金额|转入|"
	      "存入|存入金额|收款金额|进账金额|贷|贷方交易金额",
	.out =
	    "debit|debits|debit amount|amount debit|paid out|money out|"
	    "withdrawal|withdrawals|withdrawal amount|spent|支出|支出金额|"
	    "借方|借方金额|借方发生额|借方发生金额|借方发生|支出额|转出金额|转出|"
	    "支取|支取金额|付款金额|出账金额|借|借方交易金额",
	.way =
	    "way|direction|credit/debit|debit/credit|dr/cr|cr/dr|d/c|c/d|"
	    "credit debit indicator|借/贷|借贷|贷/借|借贷标志|借贷标识|"
	    "借贷方向|收支|收/支|收支类型|收付标志|收付方向|资金流向|来往账标识",
	.ways = ways,
	.balance =
	    "balance|running balance|account balance|closing balance|"
	    "余额|账户余额|本次余额|交易后余额|联机余额|账面余额|当前余额",
	.key = "line_ref",
	.fields = several,
	.aside =
	    "序号|凭证号|凭证号码|凭证种类|凭证类型|账户名称|户名|本方户名|"
	    "本方账户名称|对方行号|对方行名|对方开户行|对方开户行名|"
	    "对方开户行号|对方开户机构|对方开户银行|对方银行|对方省市|"
	    "收/付方开户行名|收/付方开户行行号|收/付方分行名|"
	    "收/付方开户行地址|交易行名|交易网点|交易机构|交易场所|开户行|"
	    "开户机构|储种|钞汇|地区|渠道|交易渠道|交易方式|交易类别|交易类型|"
	    "业务类型|业务名称|交易时间戳|手续费总额|关联账户|流程实例号|"
	    "付款人开户行号|付款人开户行名|收款人开户行行号|收款人开户行名|"
	    "收款人账号|收款人名称|客户申请号|客户业务编号|记录状态|"
	    "voucher number|branch|counterparty bank|available balance|"
	    "可用余额|上笔余额",
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
	    .layout = &of_banks,
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
