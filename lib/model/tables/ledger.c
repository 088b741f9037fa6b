/*
 * The stock ledger: places, moves, and what is kept of them.  On hand of a
 * product in a warehouse = the sum of its moves = the sum of its layers; below
 * zero a layer is a hole, of a quantity below zero.
 */
#include "tables.h"

#define ALIAS_PRODUCT \
	"product name|product code|sku|item|item code|产品|产品名称|产品编码|" \
	"商品|商品编码|货号"
#define ALIAS_WAREHOUSE "location|store|depot|仓|库房|所在仓库"

/* What is there more than on the lowest day from today on. */
#define LATER \
	"(CASE WHEN $.\"last_on\" > {today} THEN coalesce((SELECT max(x_s.n)" \
	" FROM (SELECT CAST(sum(sum(x_mv.\"quantity\")) OVER" \
	" (ORDER BY x_mv.\"moved_on\" DESC) AS BIGINT) AS n FROM move x_mv" \
	" WHERE x_mv.\"product\" = $.\"product\"" \
	" AND x_mv.\"warehouse\" = $.\"warehouse\"" \
	" AND x_mv.\"moved_on\" > {today}" \
	" GROUP BY x_mv.\"moved_on\") x_s WHERE x_s.n > 0), 0) ELSE 0 END)"

/* What is there for those who wait, and would be theirs if anybody wrote today: what was
 * held until a day that is over; where any of it does for anybody, all that none holds. */
#define SERVED \
	"CASE WHEN x_h.lacks = 0 THEN 0 WHEN (SELECT x_p.\"tracking\"" \
	" FROM product x_p WHERE x_p.\"id\" = $.\"product\") IN ('lot', 'serial')" \
	" OR $.\"on_hand\" - " LATER " - x_h.held < x_h.gone THEN x_h.gone" \
	" ELSE $.\"on_hand\" - " LATER " - x_h.held END"

/* What open reservations hold of a level. */
#define RESERVED \
	"coalesce((SELECT x_h.held + CASE WHEN " SERVED " < x_h.lacks" \
	" THEN " SERVED " ELSE x_h.lacks END FROM (SELECT" \
	" CAST(coalesce(sum(CASE WHEN x_h.live = 1 THEN x_h.held ELSE 0" \
	" END), 0) AS BIGINT) held, CAST(coalesce(sum(CASE WHEN x_h.live = 0" \
	" THEN x_h.held ELSE 0 END), 0) AS BIGINT) gone," \
	" CAST(coalesce(sum(CASE WHEN x_h.live = 1 AND x_h.lacks > 0" \
	" THEN x_h.lacks ELSE 0 END), 0) AS BIGINT) lacks" \
	" FROM (SELECT x_rv.\"held\" held, x_rv.\"quantity\"" \
	" - x_rv.\"shipped\" - x_rv.\"held\" lacks," \
	" CASE WHEN coalesce(x_rv.\"until\", 9999999) >= {today} THEN 1" \
	" ELSE 0 END live FROM reservation x_rv" \
	" WHERE x_rv.\"product\" = $.\"product\"" \
	" AND x_rv.\"warehouse\" = $.\"warehouse\"" \
	" AND x_rv.\"status\" = 'open' AND x_rv.\"deleted\" IS NULL) x_h) x_h), 0)"

static const struct crm_choice warehouse_kind[] = {
	{ "sellable", "Sellable", "可售", "stock|internal|正常|良品" },
	{ "transit", "In transit", "在途", "transit" },
	{ "quarantine", "Quarantine", "待检",
	    "hold|blocked|defective|隔离|不良品" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_choice move_kind[] = {
	{ "receipt", "Receipt", "入库",
	    "receive|in|incoming|purchase|opening|采购入库|其他入库|期初" },
	{ "issue", "Issue", "出库",
	    "out|outgoing|sale|delivery|shipment|销售出库|其他出库" },
	{ "return", "Return", "销售退货", "customer return|退货入库" },
	{ "scrap", "Scrapped return", "退货报废", "scrap|报废" },
	{ "supplier-return", "Return to supplier", "采购退货",
	    "return to supplier|退供应商" },
	{ "transfer", "Transfer", "调拨", "internal transfer|移库" },
	{ "count", "Count", "盘点", "adjustment|inventory|盘盈|盘亏" },
	{ "cost", "Added cost", "追加成本", "landed cost|freight" },
	{ "difference", "Difference of cost", "成本差异", "cost difference" },
	{ "reversal", "Reversal", "冲销", "reversal|red letter|红冲" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_field warehouse_fields[] = {
	{ "warehouse_id", CRM_T_ID, CRM_F_SHORT, "Warehouse ID", "仓库ID",
	    NULL },
	{ "name", CRM_T_TEXT,
	    CRM_F_BARE | CRM_F_REQUIRED | CRM_F_NAME | CRM_F_FOLDED |
		CRM_F_SHORT,
	    "Name", "仓库名称", "warehouse|warehouse name|code|仓库|仓库编码" },
	{ "kind", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Kind", "仓库类型",
	    "type|location type|类型", .def = "sellable",
	    .choices = warehouse_kind },
	{ "parent", CRM_T_REF, CRM_F_SHORT, "Part of", "上级仓库",
	    "parent warehouse|parent", .ref = "warehouse" },
	{ "below_zero", CRM_T_BOOL, CRM_F_SHORT, "May fall below zero",
	    "允许负库存", "allow negative|negative stock" },
	{ "region", CRM_T_TEXT, 0, "Region", "地区", CRM_ALIAS_REGION },
	{ "city", CRM_T_TEXT, 0, "City", "城市", CRM_ALIAS_CITY },
	{ "address", CRM_T_TEXT, 0, "Address", "地址", "street|详细地址" },
	{ "active", CRM_T_BOOL, CRM_F_SHORT, "Active", "启用", "is active",
	    .def = "yes" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ "tags", CRM_T_TAGS, 0, "Tags", "标签", CRM_ALIAS_TAGS },
	{ "ext", CRM_T_TEXT, CRM_F_EXT, "External ID", "外部编号",
	    CRM_ALIAS_EXT },
	{ .name = NULL },
};

static const struct crm_field lot_fields[] = {
	{ "lot_id", CRM_T_ID, CRM_F_SHORT, "Lot ID", "批次ID", NULL },
	{ "product", CRM_T_REF, CRM_F_REQUIRED | CRM_F_SHORT, "Product", "产品",
	    ALIAS_PRODUCT, .ref = "product" },
	{ "number", CRM_T_TEXT,
	    CRM_F_REQUIRED | CRM_F_NAME | CRM_F_FOLDED | CRM_F_CODE |
		CRM_F_SHORT,
	    "Number", "批号",
	    "lot|lot number|batch|batch number|serial|serial number|批次|批次号|"
	    "序列号" },
	{ "expires_on", CRM_T_DATE, CRM_F_SHORT, "Expires on", "有效期至",
	    "expiry|expiry date|expiration date|best before|失效日期|到期日期",
	    .tone = CRM_TONE_WHEN_LATE("expires_on", "1 = 1") },
	{ "made_on", CRM_T_DATE, 0, "Made on", "生产日期",
	    "production date|manufactured" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

static const struct crm_field level_fields[] = {
	{ "level_id", CRM_T_ID, CRM_F_SHORT, "Level ID", "库存ID", NULL },
	{ "product", CRM_T_REF, CRM_F_KEPT | CRM_F_SHORT, "Product", "产品",
	    NULL, .ref = "product" },
	{ "warehouse", CRM_T_REF, CRM_F_KEPT | CRM_F_SHORT, "Warehouse", "仓库",
	    NULL, .ref = "warehouse" },
	{ "on_hand", CRM_T_DECIMAL, CRM_F_KEPT | CRM_F_SHORT, "On hand",
	    "现存量", NULL,
	    .tone = "(CASE WHEN $.\"on_hand\" < 0 THEN 2 END)" },
	{ "reserved", CRM_T_DECIMAL, CRM_F_DERIVED | CRM_F_SHORT, "Reserved",
	    "预留量", NULL, .sql = RESERVED },
	{ "available", CRM_T_DECIMAL, CRM_F_DERIVED | CRM_F_SHORT, "Available",
	    "可用量", NULL,
	    /* Not what is to come on a later day; and where more is held than is
	     * left for anybody, since some has expired, nothing is. */
	    .sql = "(CASE WHEN (SELECT x_wh.\"kind\" FROM warehouse x_wh"
		   " WHERE x_wh.\"id\" = $.\"warehouse\") = 'sellable'"
		   " THEN (SELECT CASE WHEN x_n.n < 0 AND $.\"on_hand\" >= 0"
		   " THEN 0 ELSE x_n.n END FROM (SELECT"
		   " $.\"on_hand\" - " RESERVED " - " LATER
		   " - coalesce((SELECT"
		   " CAST(sum(x_ly.\"left\") AS BIGINT) FROM layer x_ly"
		   " JOIN lot x_lt ON x_lt.\"id\" = x_ly.\"lot\""
		   " WHERE x_ly.\"product\" = $.\"product\""
		   " AND x_ly.\"warehouse\" = $.\"warehouse\""
		   " AND x_ly.\"open\" = 1 AND x_lt.\"expires_on\" < {today}),"
		   " 0) AS n) x_n) ELSE 0 END)" },
	{ "value", CRM_T_MONEY, CRM_F_KEPT | CRM_F_SHORT, "Value", "库存金额",
	    NULL },
	/* The last day of a move: one behind it meets only what is there. */
	{ "last_on", CRM_T_DATE, CRM_F_KEPT, "Last move", "最近变动日期",
	    NULL },
	/* What a unit cost when there was one last: so many, for so much. */
	{ "last_qty", CRM_T_DECIMAL, CRM_F_KEPT, "Last known quantity",
	    "最近成本数量", NULL },
	{ "last_value", CRM_T_MONEY, CRM_F_KEPT, "Last known value",
	    "最近成本金额", NULL },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

static const struct crm_field shelf_fields[] = {
	{ "shelf_id", CRM_T_ID, CRM_F_SHORT, "Shelf ID", "货位ID", NULL },
	{ "product", CRM_T_REF, CRM_F_REQUIRED | CRM_F_OWNER | CRM_F_SHORT,
	    "Product", "产品", ALIAS_PRODUCT, .ref = "product" },
	{ "warehouse", CRM_T_REF, CRM_F_REQUIRED | CRM_F_SHORT, "Warehouse",
	    "仓库", ALIAS_WAREHOUSE, .ref = "warehouse" },
	{ "place", CRM_T_TEXT, CRM_F_SHORT, "Place", "库位", "bin|shelf|货位" },
	{ "min_qty", CRM_T_DECIMAL, CRM_F_SHORT, "Minimum", "最低库存",
	    "min stock|minimum stock|库存下限" },
	{ "max_qty", CRM_T_DECIMAL, CRM_F_SHORT, "Maximum", "最高库存",
	    "max stock|maximum stock|库存上限" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

static const struct crm_field move_fields[] = {
	{ "move_id", CRM_T_ID, CRM_F_SHORT, "Move ID", "流水ID", NULL },
	{ "kind", CRM_T_ENUM, CRM_F_REQUIRED | CRM_F_SHORT, "Kind", "类型",
	    "type|move type|movement type|业务类型", .choices = move_kind },
	{ "moved_on", CRM_T_DATE, CRM_F_REQUIRED | CRM_F_SHORT, "On", "日期",
	    "date|posting date|move date|moved on|业务日期|出入库日期|单据日期",
	    .added = "today" },
	{ "product", CRM_T_REF, CRM_F_REQUIRED | CRM_F_SHORT, "Product", "产品",
	    ALIAS_PRODUCT, .ref = "product" },
	{ "warehouse", CRM_T_REF, CRM_F_REQUIRED | CRM_F_SHORT, "Warehouse",
	    "仓库", ALIAS_WAREHOUSE, .ref = "warehouse" },
	{ "quantity", CRM_T_DECIMAL, CRM_F_SHORT, "Quantity", "数量",
	    "qty|quantity moved|变动数量" },
	{ "value", CRM_T_MONEY, CRM_F_SHORT, "Value", "金额",
	    "total value|amount|cost|成本金额" },
	{ "lot", CRM_T_REF, CRM_F_INDEX | CRM_F_SHORT, "Lot", "批次",
	    "lot number|batch|serial|serial number|批号|序列号", .ref = "lot" },
	{ "of", CRM_T_REF, CRM_F_INDEX | CRM_F_SHORT, "Of move", "对应流水",
	    "source move|original move|原流水", .ref = "move" },
	{ "to", CRM_T_REF, CRM_F_SHORT, "To", "调入仓库",
	    "to warehouse|目标仓库", .ref = "warehouse" },
	/* Of what is sent through a place in transit: where it goes. */
	{ "destination", CRM_T_REF, 0, "Destination", "最终仓库", NULL,
	    .ref = "warehouse" },
	{ "about", CRM_T_ANY, CRM_F_INDEX | CRM_F_SHORT, "For", "关联单据",
	    "order|order number|document|单号|订单号", .ref = "order" },
	{ "reservation", CRM_T_REF, 0, "Reservation", "预留", NULL,
	    .ref = "reservation" },
	{ "purchase_line", CRM_T_REF, 0, "Purchase line", "采购明细", NULL,
	    .ref = "purchase-line" },
	/* Of a return whose goods were thrown away: so much of what can come
	 * back is used up. */
	{ "scrapped", CRM_T_DECIMAL, 0, "Scrapped", "报废数量", NULL },
	/* Money that went past the stock: of added cost what fell to goods that
	 * had left, of a return to a supplier what the credit lacks. */
	{ "expense", CRM_T_MONEY, 0, "Expense", "费用", "variance|差异" },
	{ "reference", CRM_T_TEXT, 0, "Reference", "参考号",
	    "ref|document number|voucher|凭证号" },
	{ "reason", CRM_T_TEXT, 0, "Reason", "原因", NULL },
	/* What it did to layers that were there: id:quantity:value, by blanks. */
	{ "parts", CRM_T_TEXT, CRM_F_KEPT, "Parts", "批层明细", NULL },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ "ext", CRM_T_TEXT, CRM_F_EXT, "External ID", "外部编号",
	    CRM_ALIAS_EXT },
	{ .name = NULL },
};

static const struct crm_field layer_fields[] = {
	{ "layer_id", CRM_T_ID, CRM_F_SHORT, "Layer ID", "批层ID", NULL },
	{ "product", CRM_T_REF, CRM_F_KEPT | CRM_F_SHORT, "Product", "产品",
	    NULL, .ref = "product" },
	{ "warehouse", CRM_T_REF, CRM_F_KEPT | CRM_F_SHORT, "Warehouse", "仓库",
	    NULL, .ref = "warehouse" },
	{ "lot", CRM_T_REF, CRM_F_KEPT | CRM_F_INDEX | CRM_F_SHORT, "Lot",
	    "批次", NULL, .ref = "lot" },
	{ "since", CRM_T_DATE, CRM_F_KEPT | CRM_F_SHORT, "Since", "入库日期",
	    NULL },
	{ "quantity", CRM_T_DECIMAL, CRM_F_KEPT | CRM_F_SHORT, "Quantity",
	    "原数量", NULL },
	{ "left", CRM_T_DECIMAL, CRM_F_KEPT | CRM_F_SHORT, "Left", "剩余数量",
	    NULL },
	/* Of a layer of average cost null: its share of the value of all. */
	{ "left_value", CRM_T_MONEY, CRM_F_KEPT | CRM_F_SHORT, "Value left",
	    "剩余金额", NULL },
	{ "open", CRM_T_BOOL, CRM_F_KEPT, "Open", "未耗尽", NULL },
	{ "move", CRM_T_REF, CRM_F_KEPT | CRM_F_INDEX | CRM_F_SHORT, "Move",
	    "流水", NULL, .ref = "move" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

const struct crm_entity_def crm_table_ledger[] = {
	{
	    .name = "warehouse",
	    .table = "warehouse",
	    .code = "WH",
	    .program = "crm-stock",
	    .en = "Warehouse",
	    .zh = "仓库",
	    .fields = warehouse_fields,
	    .key = { "name" },
	},
	{
	    .name = "lot",
	    .table = "lot",
	    .code = "LT",
	    .program = "crm-stock",
	    .en = "Lot",
	    .zh = "批次",
	    .fields = lot_fields,
	    .key = { "product", "number" },
	},
	{
	    .name = "shelf",
	    .table = "shelf",
	    .code = "SH",
	    .program = "crm-stock",
	    .en = "Shelf",
	    .zh = "货位",
	    .fields = shelf_fields,
	    .key = { "product", "warehouse" },
	},
	{
	    .name = "level",
	    .table = "level",
	    .rewritten = true,
	    .code = "LV",
	    .program = "crm-stock",
	    .en = "Stock level",
	    .zh = "库存",
	    .fields = level_fields,
	    .key = { "product", "warehouse" },
	},
	{
	    .name = "move",
	    .table = "move",
	    .code = "SM",
	    .program = "crm-stock",
	    .en = "Stock move",
	    .zh = "出入库流水",
	    .fields = move_fields,
	    .indexes = "product,warehouse,moved_on,quantity",
	    .queued = true,
	},
	{
	    .name = "layer",
	    .table = "layer",
	    .code = "LY",
	    .program = "crm-stock",
	    .en = "Layer",
	    .zh = "库存批层",
	    .fields = layer_fields,
	    .indexes = "product,warehouse,open,since",
	    .rewritten = true,
	    .queued = true,
	},
	{ .name = NULL },
};
