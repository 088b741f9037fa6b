/* What stock is promised to, counted against and bought by. */
#include "tables.h"

#define ALIAS_PRODUCT \
	"product name|product code|sku|item|item code|产品|产品名称|产品编码|" \
	"商品|商品编码|货号"

static const struct crm_choice reservation_status[] = {
	{ "open", "Open", "有效", "active" },
	{ "done", "Shipped", "已出库", "shipped|fulfilled" },
	{ "released", "Released", "已释放", "cancelled|closed" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_choice count_status[] = {
	{ "open", "Open", "进行中", NULL },
	{ "submitted", "Submitted", "待审批", "pending approval|审批中" },
	{ "approved", "Approved", "已审批", "审批通过" },
	{ "posted", "Posted", "已过账", "done" },
	{ "cancelled", "Cancelled", "已取消", "canceled" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_choice purchase_status[] = {
	{ "draft", "Draft", "草稿", NULL },
	{ "ordered", "Ordered", "已下单", "sent|confirmed" },
	{ "received", "Received", "已收货", "done" },
	{ "closed", "Closed", "已关闭", "cancelled|closed short" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_field reservation_fields[] = {
	{ "reservation_id", CRM_T_ID, CRM_F_SHORT, "Reservation ID", "预留ID",
	    NULL },
	{ "product", CRM_T_REF, CRM_F_REQUIRED | CRM_F_SHORT, "Product", "产品",
	    ALIAS_PRODUCT, .ref = "product" },
	{ "warehouse", CRM_T_REF, CRM_F_REQUIRED | CRM_F_SHORT, "Warehouse",
	    "仓库", NULL, .ref = "warehouse" },
	{ "about", CRM_T_ANY, CRM_F_INDEX | CRM_F_SHORT, "For", "预留给",
	    "holder|order|order line|订单", .ref = "order" },
	{ "quantity", CRM_T_DECIMAL, CRM_F_REQUIRED | CRM_F_SHORT, "Quantity",
	    "数量", "qty" },
	{ "shipped", CRM_T_DECIMAL, CRM_F_KEPT | CRM_F_SHORT, "Shipped",
	    "已出库", NULL },
	{ "held", CRM_T_DECIMAL, CRM_F_KEPT | CRM_F_SHORT, "Held", "已预留",
	    NULL },
	{ "priority", CRM_T_INT, CRM_F_SHORT, "Priority", "优先级", NULL,
	    .def = "3" },
	{ "confirmed_at", CRM_T_INSTANT, CRM_F_SHORT, "Since", "确认时间",
	    "confirmed|confirmed at", .added = "now" },
	{ "until", CRM_T_DATE, CRM_F_SHORT, "Until", "预留至",
	    "expires on|release on" },
	{ "status", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Status", "状态",
	    NULL, .def = "open", .choices = reservation_status },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

static const struct crm_field count_fields[] = {
	{ "count_id", CRM_T_ID, CRM_F_SHORT, "Count ID", "盘点ID", NULL },
	{ "warehouse", CRM_T_REF, CRM_F_REQUIRED | CRM_F_SHORT, "Warehouse",
	    "仓库", NULL, .ref = "warehouse" },
	{ "frozen_on", CRM_T_DATE, CRM_F_REQUIRED | CRM_F_SHORT, "Frozen on",
	    "冻结日期", "date|count date|盘点日期", .added = "today" },
	{ "status", CRM_T_ENUM,
	    CRM_F_REQUIRED | CRM_F_VERB | CRM_F_BEGINS | CRM_F_SHORT, "Status",
	    "状态", NULL, .def = "open", .choices = count_status },
	{ "posted_on", CRM_T_DATE, CRM_F_VERB | CRM_F_SHORT, "Posted on",
	    "过账日期", NULL },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	/* Of all differences, whichever way, when it was to be posted. */
	{ "value", CRM_T_MONEY, CRM_F_VERB | CRM_F_SHORT,
	    "Value of differences", "差异金额", NULL },
	{ .name = NULL },
};

static const struct crm_field count_line_fields[] = {
	{ "count_line_id", CRM_T_ID, CRM_F_SHORT, "Count line ID", "盘点明细ID",
	    NULL },
	{ "count", CRM_T_REF,
	    CRM_F_REQUIRED | CRM_F_OWNER | CRM_F_INDEX | CRM_F_SHORT, "Count",
	    "盘点", NULL, .ref = "count" },
	{ "product", CRM_T_REF, CRM_F_REQUIRED | CRM_F_INDEX | CRM_F_SHORT,
	    "Product", "产品", ALIAS_PRODUCT, .ref = "product" },
	{ "lot", CRM_T_REF, CRM_F_SHORT, "Lot", "批次", NULL, .ref = "lot" },
	{ "frozen", CRM_T_DECIMAL, CRM_F_VERB | CRM_F_SHORT, "Frozen",
	    "账面数量", "book quantity" },
	{ "counted", CRM_T_DECIMAL, CRM_F_SHORT, "Counted", "实盘数量",
	    "counted quantity|盘点数量" },
	{ "price", CRM_T_DECIMAL, 0, "Unit cost", "单位成本", "cost" },
	{ "difference", CRM_T_DECIMAL, CRM_F_DERIVED | CRM_F_SHORT,
	    "Difference", "差异", NULL,
	    .sql = "($.\"counted\" - $.\"frozen\")" },
	{ "posted", CRM_T_REF, CRM_F_VERB, "Posted as", "过账流水", NULL,
	    .ref = "move" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	/* For whoever goes along the shelves with the sheet. */
	{ "place", CRM_T_TEXT, CRM_F_DERIVED, "Place", "库位", NULL,
	    .sql = "(SELECT max(x_sh.\"place\") FROM shelf x_sh"
		   " JOIN stock_count x_cn ON x_cn.\"id\" = $.\"count\""
		   " WHERE x_sh.\"product\" = $.\"product\""
		   " AND x_sh.\"warehouse\" = x_cn.\"warehouse\""
		   " AND x_sh.\"deleted\" IS NULL)" },
	{ "barcode", CRM_T_TEXT, CRM_F_DERIVED, "Barcode", "条码", NULL,
	    .sql = "(SELECT x_bc.\"code\" FROM barcode x_bc"
		   " JOIN product x_pr ON x_pr.\"id\" = x_bc.\"product\""
		   " WHERE x_bc.\"product\" = $.\"product\""
		   " AND (x_bc.\"unit\" IS NULL"
		   " OR x_bc.\"unit\" = x_pr.\"unit\")"
		   " AND x_bc.\"deleted\" IS NULL"
		   " ORDER BY x_bc.\"id\" LIMIT 1)" },
	{ .name = NULL },
};

static const struct crm_field purchase_fields[] = {
	{ "purchase_id", CRM_T_ID, CRM_F_SHORT, "Purchase ID", "采购ID", NULL },
	{ "number", CRM_T_TEXT,
	    CRM_F_NAME | CRM_F_FOLDED | CRM_F_CODE | CRM_F_SHORT, "Number",
	    "采购单号", "purchase order|po number|po|采购订单号" },
	{ "supplier", CRM_T_TEXT, CRM_F_FOLDED | CRM_F_SHORT, "Supplier",
	    "供应商", "vendor|supplier name|厂商" },
	{ "status", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Status", "状态",
	    NULL, .def = "ordered", .choices = purchase_status },
	{ "ordered_on", CRM_T_DATE, CRM_F_SHORT, "Ordered on", "下单日期",
	    "order date|date", .added = "today" },
	{ "due_on", CRM_T_DATE, CRM_F_SHORT, "Due on", "预计到货",
	    "expected|due date|交货日期" },
	{ "currency", CRM_T_CURRENCY, CRM_F_SHORT, "Currency", "币种",
	    CRM_ALIAS_CURRENCY },
	{ "drop_ship", CRM_T_REF, 0, "Straight to customer", "直运客户",
	    "drop shipment|drop ship", .ref = "customer" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ "ext", CRM_T_TEXT, CRM_F_EXT, "External ID", "外部编号",
	    CRM_ALIAS_EXT },
	{ .name = NULL },
};

static const struct crm_field purchase_line_fields[] = {
	{ "purchase_line_id", CRM_T_ID, CRM_F_SHORT, "Purchase line ID",
	    "采购明细ID", NULL },
	{ "purchase", CRM_T_REF,
	    CRM_F_REQUIRED | CRM_F_OWNER | CRM_F_INDEX | CRM_F_SHORT,
	    "Purchase", "采购单", "purchase order|po|采购订单",
	    .ref = "purchase" },
	{ "line", CRM_T_INT, CRM_F_SHORT, "Line", "行号",
	    "line no|line number|序号" },
	{ "product", CRM_T_REF, CRM_F_REQUIRED | CRM_F_INDEX | CRM_F_SHORT,
	    "Product", "产品", ALIAS_PRODUCT, .ref = "product" },
	{ "warehouse", CRM_T_REF, CRM_F_SHORT, "Into", "入库仓库",
	    "warehouse|仓库", .ref = "warehouse" },
	{ "quantity", CRM_T_DECIMAL, CRM_F_REQUIRED | CRM_F_SHORT, "Quantity",
	    "数量", "qty|ordered" },
	{ "price", CRM_T_DECIMAL, CRM_F_SHORT, "Unit price", "单价",
	    "cost|unit cost|price" },
	{ "due_on", CRM_T_DATE, CRM_F_SHORT, "Due on", "预计到货",
	    "expected|due date|交货日期" },
	{ "received", CRM_T_DECIMAL, CRM_F_KEPT | CRM_F_SHORT, "Received",
	    "已到货", NULL },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

const struct crm_entity_def crm_table_supply[] = {
	{
	    .name = "reservation",
	    .table = "reservation",
	    .code = "RV",
	    .program = "crm-stock",
	    .en = "Reservation",
	    .zh = "预留",
	    .fields = reservation_fields,
	    .indexes = "product,warehouse,status",
	},
	{
	    .name = "count",
	    .table = "stock_count",
	    .code = "CN",
	    .program = "crm-stock",
	    .en = "Count",
	    .zh = "盘点",
	    .fields = count_fields,
	},
	{
	    .name = "count-line",
	    .table = "count_line",
	    .code = "CNL",
	    .program = "crm-stock",
	    .en = "Count line",
	    .zh = "盘点明细",
	    .fields = count_line_fields,
	    .no_bulk = true, /* goods are on one open sheet */
	},
	{
	    .name = "purchase",
	    .table = "purchase",
	    .code = "PU",
	    .program = "crm-stock",
	    .en = "Purchase",
	    .zh = "采购单",
	    .fields = purchase_fields,
	    .key = { "number" },
	},
	{
	    .name = "purchase-line",
	    .table = "purchase_line",
	    .code = "PUL",
	    .program = "crm-stock",
	    .en = "Purchase line",
	    .zh = "采购明细",
	    .fields = purchase_line_fields,
	    .line = "line",
	    .item = "product",
	},
	{ .name = NULL },
};
