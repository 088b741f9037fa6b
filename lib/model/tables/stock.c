/* Products. */
#include "tables.h"

static const struct crm_choice cost_method[] = {
	{ "average", "Average", "加权平均",
	    "avco|weighted average|"
	    "moving average|移动平均|平均成本" },
	{ "fifo", "FIFO", "先进先出", "first in first out" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_choice tracking[] = {
	{ "none", "None", "不跟踪", "no tracking|untracked|无" },
	{ "lot", "Lot", "批次", "lots|batch|批号" },
	{ "serial", "Serial", "序列号", "serial number|serial numbers" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_field product_fields[] = {
	{ "product_id", CRM_T_ID, CRM_F_SHORT, "Product ID", "产品ID", NULL },
	{ "sku", CRM_T_TEXT,
	    CRM_F_REQUIRED | CRM_F_FOLDED | CRM_F_CODE | CRM_F_SHORT, "SKU",
	    "产品编码",
	    "product code|product number|item code|item number|"
	    "internal reference|产品编号|货号|物料编码|商品编码|商品编号" },
	{ "name", CRM_T_TEXT, CRM_F_NAME | CRM_F_FOLDED | CRM_F_SHORT, "Name",
	    "产品名称",
	    "product|product name|item|item name|产品|商品|"
	    "商品名称|品名|物料名称|名称" },
	{ "category", CRM_T_TEXT, CRM_F_SHORT, "Category", "产品类别",
	    "product category|category name|product family|product line|series|"
	    "分类|类别|产品分类|商品类别|产品系列" },
	{ "unit", CRM_T_TEXT, CRM_F_SHORT, "Unit", "单位",
	    "unit of measure|uom|quantity per unit|计量单位|销售单位" },
	{ "list_price", CRM_T_DECIMAL, CRM_F_SHORT | CRM_F_PRICE, "List price",
	    "标准价格",
	    "price|unit price|sales price|standard price|retail price|"
	    "价格|单价|售价|标价|销售价" },
	{ "currency", CRM_T_CURRENCY, CRM_F_SHORT, "Currency", "币种",
	    CRM_ALIAS_CURRENCY },
	{ "cost_method", CRM_T_ENUM, 0, "Cost method", "成本计价方法",
	    "costing method|valuation method|计价方式", .def = "average",
	    .choices = cost_method },
	{ "tax_code", CRM_T_TEXT, CRM_F_CODE, "Tax code", "税收分类编码",
	    "tax category|tax class|税码|税收编码" },
	{ "active", CRM_T_BOOL, CRM_F_SHORT, "Active", "启用",
	    "is active|product active|是否启用|在售|上架", .def = "yes" },
	{ "min_qty", CRM_T_DECIMAL, 0, "Minimum stock", "最低库存",
	    "min stock|min quantity|minimum quantity|库存下限|安全库存" },
	{ "max_qty", CRM_T_DECIMAL, 0, "Maximum stock", "最高库存",
	    "max stock|max quantity|maximum quantity|库存上限" },
	{ "reorder_level", CRM_T_DECIMAL, 0, "Reorder level", "再订货点",
	    "reorder point|补货点|订货点" },
	{ "lead_time", CRM_T_INT, 0, "Lead time (days)", "采购提前期（天）",
	    "lead time|delivery lead time|提前期|采购提前期|"
	    "采购周期" },
	{ "supplier", CRM_T_TEXT, 0, "Supplier", "供应商",
	    "vendor|supplier name|vendor name|供应商名称|厂商" },
	{ "tracking", CRM_T_ENUM, 0, "Tracking", "批次管理",
	    "lot tracking|追踪方式", .def = "none", .choices = tracking },
	{ "decimals", CRM_T_INT, 0, "Decimals of the unit", "单位小数位",
	    "unit decimals|decimal places|小数位数", .def = "0" },
	{ "cost", CRM_T_DECIMAL, 0, "Known cost", "参考成本",
	    "standard cost|unit cost|cost price|标准成本|成本价|进价" },
	{ "min_order", CRM_T_DECIMAL, 0, "Minimum order", "最小订购量",
	    "moq|minimum order quantity|起订量" },
	{ "pack", CRM_T_DECIMAL, 0, "Ordered by", "订购倍数",
	    "pack size|order multiple|包装数|采购倍数" },
	{ "review_days", CRM_T_INT, 0, "Review interval (days)",
	    "补货检查周期（天）", "review interval|review period" },
	{ "substitutes", CRM_T_TEXT, 0, "Substitutes", "替代品",
	    "substitute products|alternatives|替代产品" },
	{ "stocked", CRM_T_BOOL, 0, "Kept in stock", "库存管理",
	    "is stocked|stock item|track inventory|是否管理库存",
	    .def = "yes" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注",
	    "product description|产品描述|" CRM_ALIAS_NOTES },
	{ "tags", CRM_T_TAGS, 0, "Tags", "标签", CRM_ALIAS_TAGS },
	{ "ext", CRM_T_TEXT, CRM_F_EXT, "External ID", "外部编号",
	    CRM_ALIAS_EXT },
	/* Whose rate its lines have that say none. */
	{ "tax", CRM_T_REF, 0, "Tax", "税率", "sales tax|销项税率",
	    .ref = "tax" },
	{ "warranty_months", CRM_T_INT, 0, "Warranty (months)", "保修期（月）",
	    "warranty|warranty period|warranty months|保修期" },
	{ .name = NULL },
};

/* The barcode of a pack names no product where a number of pieces is meant. */
static const struct crm_named_by barcodes = { "barcode", "code", "product",
	"n.\"unit\" IS NULL OR n.\"unit\" = (SELECT x_pr.\"unit\" "
	"FROM product x_pr WHERE x_pr.\"id\" = n.\"product\")" };

const struct crm_entity_def crm_table_stock[] = {
	{
	    .name = "product",
	    .table = "product",
	    .code = "PR",
	    .program = "crm-stock",
	    .en = "Product",
	    .zh = "产品",
	    .fields = product_fields,
	    .key = { "sku" },
	    .indexes = "category",
	    .named_by = &barcodes,
	},
	{ .name = NULL },
};
