/* What stands beside a product: its other units, barcodes and prices. */
#include "tables.h"

#define ALIAS_PRODUCT \
	"product name|product code|sku|item|item code|产品|产品名称|产品编码|" \
	"商品|商品编码|货号"

static const struct crm_field unit_fields[] = {
	{ "unit_id", CRM_T_ID, CRM_F_SHORT, "Unit ID", "单位ID", NULL },
	{ "product", CRM_T_REF, CRM_F_REQUIRED | CRM_F_OWNER | CRM_F_SHORT,
	    "Product", "产品", ALIAS_PRODUCT, .ref = "product" },
	{ "name", CRM_T_TEXT,
	    CRM_F_BARE | CRM_F_REQUIRED | CRM_F_NAME | CRM_F_FOLDED |
		CRM_F_SHORT,
	    "Unit", "单位", "unit|unit of measure|uom|计量单位|换算单位" },
	{ "contains", CRM_T_INT, CRM_F_REQUIRED | CRM_F_SHORT, "Contains",
	    "含基本单位数", "factor|ratio|per unit|换算率|换算系数" },
	{ "per", CRM_T_INT, CRM_F_SHORT, "In so many", "换算分母",
	    "denominator", .def = "1" },
	{ "decimals", CRM_T_INT, CRM_F_SHORT, "Decimals", "小数位", NULL,
	    .def = "0" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

static const struct crm_field barcode_fields[] = {
	{ "barcode_id", CRM_T_ID, CRM_F_SHORT, "Barcode ID", "条码ID", NULL },
	{ "code", CRM_T_TEXT,
	    CRM_F_REQUIRED | CRM_F_NAME | CRM_F_FOLDED | CRM_F_CODE |
		CRM_F_SHORT,
	    "Barcode", "条码", "ean|gtin|upc|barcode|条形码|商品条码" },
	{ "product", CRM_T_REF,
	    CRM_F_REQUIRED | CRM_F_OWNER | CRM_F_INDEX | CRM_F_SHORT, "Product",
	    "产品", ALIAS_PRODUCT, .ref = "product" },
	{ "unit", CRM_T_TEXT, CRM_F_SHORT, "Of unit", "单位",
	    "packaging|包装|包装单位" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

/* What is sold as one, and reserved and shipped as several. */
static const struct crm_field kit_fields[] = {
	{ "kit_part_id", CRM_T_ID, CRM_F_SHORT, "Kit part ID", "套件组件ID",
	    NULL },
	{ "kit", CRM_T_REF,
	    CRM_F_REQUIRED | CRM_F_OWNER | CRM_F_INDEX | CRM_F_SHORT, "Kit",
	    "套件", "bundle|set|套装", .ref = "product" },
	{ "product", CRM_T_REF, CRM_F_REQUIRED | CRM_F_SHORT, "Component",
	    "组件", "component|part|" ALIAS_PRODUCT, .ref = "product" },
	{ "quantity", CRM_T_DECIMAL, CRM_F_REQUIRED | CRM_F_SHORT, "Quantity",
	    "数量", "qty|per kit|用量" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = NULL },
};

static const struct crm_field price_fields[] = {
	{ "price_id", CRM_T_ID, CRM_F_SHORT, "Price ID", "价格ID", NULL },
	{ "product", CRM_T_REF,
	    CRM_F_REQUIRED | CRM_F_OWNER | CRM_F_INDEX | CRM_F_SHORT, "Product",
	    "产品", ALIAS_PRODUCT, .ref = "product" },
	{ "customer", CRM_T_REF, CRM_F_SHORT, "Customer", "客户",
	    CRM_ALIAS_CUSTOMER, .ref = "customer" },
	{ "grade", CRM_T_ENUM, CRM_F_SHORT, "Grade", "客户等级",
	    "customer grade|price level|价格等级",
	    .choices = crm_choice_grade },
	{ "min_qty", CRM_T_DECIMAL, CRM_F_SHORT, "From quantity", "起订数量",
	    "quantity break|minimum quantity|break|数量起" },
	{ "price", CRM_T_DECIMAL, CRM_F_REQUIRED | CRM_F_SHORT | CRM_F_PRICE,
	    "Price", "价格", "unit price|单价|售价" },
	{ "floor", CRM_T_DECIMAL, CRM_F_PRICE, "Floor price", "底价",
	    "minimum price" },
	{ "currency", CRM_T_CURRENCY, CRM_F_SHORT, "Currency", "币种",
	    CRM_ALIAS_CURRENCY },
	{ "valid_from", CRM_T_DATE, CRM_F_SHORT, "From", "生效日期",
	    "start date|valid from|开始日期" },
	{ "valid_to", CRM_T_DATE, CRM_F_SHORT, "To", "失效日期",
	    "end date|valid to|结束日期" },
	{ "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ "list", CRM_T_TEXT, CRM_F_FOLDED | CRM_F_SHORT, "Price list",
	    "价目表", "price list name|价格表|价格清单" },
	{ "unit", CRM_T_TEXT, CRM_F_SHORT, "Of unit", "单位",
	    "unit of measure|uom|计价单位" },
	{ "free_product", CRM_T_REF, 0, "Gift", "赠品", "free product|gift",
	    .ref = "product" },
	{ "free_each", CRM_T_DECIMAL, 0, "Gift for each", "每买数量",
	    "buy quantity|买" },
	{ "free_qty", CRM_T_DECIMAL, 0, "Gift quantity", "赠送数量",
	    "free quantity|送" },
	{ "tax_included", CRM_T_BOOL, 0, "Tax included", "含税",
	    "prices include tax|是否含税" },
	{ .name = NULL },
};

const struct crm_entity_def crm_table_goods[] = {
	{
	    .name = "unit",
	    .table = "unit",
	    .code = "UN",
	    .program = "crm-stock",
	    .en = "Unit",
	    .zh = "单位",
	    .fields = unit_fields,
	    .key = { "product", "name" },
	},
	{
	    .name = "barcode",
	    .table = "barcode",
	    .code = "BC",
	    .program = "crm-stock",
	    .en = "Barcode",
	    .zh = "条码",
	    .fields = barcode_fields,
	    .key = { "code" },
	},
	{
	    .name = "kit-part",
	    .table = "kit_part",
	    .code = "KT",
	    .program = "crm-stock",
	    .en = "Kit part",
	    .zh = "套件组件",
	    .fields = kit_fields,
	    .key = { "kit", "product" },
	},
	{
	    .name = "price",
	    .table = "price",
	    .code = "PX",
	    .program = "crm-stock",
	    .en = "Price",
	    .zh = "价格",
	    .fields = price_fields,
	    .same = "list|customer|grade|min_qty|unit|currency|valid_from|"
		    "free_product|product",
	    .no_bulk = true, /* a row asks the table which price it is */
	},
	{ .name = NULL },
};
