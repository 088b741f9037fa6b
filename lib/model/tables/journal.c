/* What the journal is made with: its accounts, and month-end values of what is owed
 * in foreign currencies. */
#include "tables.h"

static const struct crm_choice account_role[] = {
	{ "receivable", "Receivable", "应收账款",
	    "accounts receivable|debtors" },
	{ "revenue", "Revenue", "主营业务收入", "sales|收入" },
	{ "output_tax", "Output tax", "应交销项税额", "vat payable|销项税" },
	{ "pending_tax", "Output tax, not invoiced yet", "待转销项税额",
	    "pending output tax|待转销项" },
	{ "cash", "Cash at bank", "银行存款", "bank|银行" },
	{ "advances", "Customer advances", "预收账款",
	    "contract liabilities|合同负债" },
	{ "bills", "Bills receivable", "应收票据", "notes receivable" },
	{ "payable", "What we owe them", "应付账款",
	    "accounts payable|creditors" },
	{ "discount", "Discounts given", "现金折扣", "sales discounts" },
	{ "bad_debt", "Bad debts", "坏账损失", "credit losses" },
	{ "rounding", "Rounding differences", "尾差", "rounding" },
	{ "fee", "Bank fees", "财务费用-手续费", "bank charges" },
	{ "withholding", "Withheld by customers", "预缴税款",
	    "withholding tax" },
	{ "interest", "Interest paid", "财务费用-利息", "interest expense" },
	{ "dunning", "Dunning income", "催款收入", "late fees|滞纳金收入" },
	{ "exchange", "Exchange gains and losses", "汇兑损益",
	    "fx gain|fx loss" },
	{ "revaluation", "Value of foreign receivables", "应收账款-汇率调整",
	    "fx adjustment" },
	{ "unrealised", "Unrealised exchange differences", "未实现汇兑损益",
	    "unrealised fx" },
	{ "deferred", "Deferred revenue", "递延收入", "unearned revenue" },
	{ "opening", "Opening balances", "期初余额", "equity opening" },
	{ "inventory", "Inventory", "库存商品", "stock|存货" },
	{ "cost", "Cost of sales", "主营业务成本", "cogs|销售成本" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_field account_fields[] = {
	{ "account_id", CRM_T_ID, CRM_F_SHORT, "Account ID", "科目ID", NULL },
	{ "role", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Role", "用途",
	    "posting role|科目用途", .choices = account_role },
	/* The narrower row wins: of this seller, of products of this category. */
	{ "seller", CRM_T_REF, CRM_F_SHORT, "Seller", "销售方",
	    "selling company|our company|我方公司", .ref = "seller" },
	{ "category", CRM_T_TEXT, CRM_F_FOLDED | CRM_F_SHORT,
	    "Product category", "产品类别", "product group|产品分类" },
	{ "account", CRM_T_TEXT, CRM_F_REQUIRED | CRM_F_NAME | CRM_F_SHORT,
	    "Account", "科目", "account name|ledger account|科目名称" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

static const struct crm_field revaluation_fields[] = {
	{ "revaluation_id", CRM_T_ID, CRM_F_SHORT, "Revaluation ID", "重估ID",
	    NULL },
	{ "receivable", CRM_T_REF,
	    CRM_F_REQUIRED | CRM_F_VERB | CRM_F_INDEX | CRM_F_SHORT,
	    "Receivable", "应收款", "invoice|invoice number|应收编号",
	    .ref = "receivable" },
	/* Taken back on the day after. */
	{ "revalued_on", CRM_T_DATE,
	    CRM_F_REQUIRED | CRM_F_VERB | CRM_F_INDEX | CRM_F_SHORT,
	    "Revalued on", "重估日期", "date|revaluation date" },
	{ "currency", CRM_T_CURRENCY, CRM_F_VERB | CRM_F_SHORT, "Currency",
	    "币种", CRM_ALIAS_CURRENCY },
	{ "rate", CRM_T_RATE, CRM_F_VERB | CRM_F_SHORT, "Exchange rate", "汇率",
	    "currency rate" },
	{ "open", CRM_T_MONEY, CRM_F_VERB | CRM_F_SHORT, "Open", "未收金额",
	    "outstanding" },
	/* In the base currency: what it is booked at, and what it is worth. */
	{ "booked_base", CRM_T_MONEY, CRM_F_VERB, "Booked at", "账面本位币",
	    NULL },
	{ "worth_base", CRM_T_MONEY, CRM_F_VERB, "Worth", "重估本位币", NULL },
	{ "gain_base", CRM_T_MONEY, CRM_F_VERB | CRM_F_SHORT, "Unrealised gain",
	    "未实现损益", NULL },
	{ .name = NULL },
};

const struct crm_entity_def crm_table_journal[] = {
	{
	    .name = "account",
	    .table = "account",
	    .code = "AC",
	    .program = "crm-order",
	    .en = "Account",
	    .zh = "会计科目",
	    .fields = account_fields,
	},
	{
	    .name = "revaluation",
	    .table = "revaluation",
	    .code = "VA",
	    .program = "crm-order",
	    .en = "Revaluation",
	    .zh = "汇率重估",
	    .fields = revaluation_fields,
	},
	{ .name = NULL },
};
