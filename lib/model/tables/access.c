/* Who may do what else, and which days are closed. */
#include "tables.h"

static const struct crm_choice rights[] = {
	{ "period", "Close and reopen periods, book in closed ones",
	    "关账与反关账", "periods|closing|关账" },
	{ "notices", "Say how others are told", "设置他人的提醒",
	    "reminders|preferences|提醒" },
	{ "credit", "Confirm orders over the credit limit", "超信用额度放行",
	    "credit limit|over credit|信用" },
	{ "discount", "Give so many percent below the list prices",
	    "低于标价的折扣", "discounts|折扣权限" },
	{ "write_off", "Write off so much of a receivable, in base currency",
	    "核销应收款的金额（本位币）", "write-off|bad debts|核销权限" },
	{ "floor", "Sell below the floor price", "低于底价销售", "底价权限" },
	{ "dunning", "Ship what a dunning notice holds", "催款停发放行",
	    "dunning hold|release|催款放行" },
	{ "expired", "Issue lots that have expired", "过期批次出库",
	    "expired lots|expiry|过期放行" },
	{ NULL, NULL, NULL, NULL },
};

/* Areas of the trade whose records have a day in the books. */
static const struct crm_choice areas[] = {
	{ "stock", "Stock", "库存", "warehouse|inventory|仓库" },
	{ "order", "Orders", "订单", "sales|销售" },
	{ "receivable", "Receivables and payments", "应收与收款",
	    "receivables|payments|cash|应收" },
	{ "invoice", "Invoices", "发票", "invoices|开票" },
	{ "bank", "Bank statements and bills", "银行与票据", "bills|银行" },
	{ "dunning", "Dunning", "催款", "reminders" },
	{ "journal", "Journal", "总账", "revaluation|ledger" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_field right_fields[] = {
	{ "right_id", CRM_T_ID, CRM_F_SHORT, "Right ID", "权限ID", NULL },
	{ "right", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Right", "权限",
	    "permission", .choices = rights },
	{ "role", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Role", "角色",
	    "user role|用户角色", .choices = crm_choice_user_role },
	{ "limit", CRM_T_DECIMAL, CRM_F_SHORT, "Limit", "限额",
	    "up to|authority|上限" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ "groups", CRM_T_TEXT, 0, "Limits of product groups",
	    "按产品类别的限额", "by category|by product group|按类别限额" },
	{ .name = NULL },
};

static const struct crm_field period_fields[] = {
	{ "period_id", CRM_T_ID, CRM_F_SHORT, "Period lock ID", "关账ID",
	    NULL },
	{ "name", CRM_T_TEXT,
	    CRM_F_BARE | CRM_F_KEPT | CRM_F_NAME | CRM_F_FOLDED | CRM_F_SHORT,
	    "Name", "名称", NULL },
	{ "area", CRM_T_ENUM, CRM_F_SHORT, "Area", "范围", "module|模块",
	    .choices = areas },
	{ "seller", CRM_T_REF, CRM_F_SHORT, "Seller", "销售方", "company|公司",
	    .ref = "seller" },
	{ "closed_until", CRM_T_DATE, CRM_F_REQUIRED | CRM_F_SHORT,
	    "Closed until", "关账至", "closed to|lock date|关账日期" },
	{ "hard", CRM_T_BOOL, CRM_F_SHORT, "For good", "永久关账", "hard lock",
	    .def = "no" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

const struct crm_entity_def crm_table_access[] = {
	{
	    .name = "right",
	    .table = "role_right",
	    .code = "RI",
	    .program = "crm-admin",
	    .en = "Right",
	    .zh = "权限",
	    .fields = right_fields,
	    .key = { "role", "right" },
	},
	{
	    .name = "period",
	    .table = "period",
	    .code = "PD",
	    .program = "crm-admin",
	    .en = "Period lock",
	    .zh = "关账",
	    .fields = period_fields,
	    .key = { "name" },
	},
	{ .name = NULL },
};
