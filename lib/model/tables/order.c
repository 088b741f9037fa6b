#include "tables.h"

static const struct crm_choice order_status[] = {
	{ "draft", "Draft", "草稿", "quotation|未提交" },
	{ "submitted", "Submitted", "已提交", "pending|pending approval|待审批|"
	  "审批中" },
	{ "approved", "Approved", "已审批", "审批通过" },
	{ "confirmed", "Confirmed", "已确认", "sales order|activated|已生效" },
	{ "on_hold", "On hold", "已暂停", "hold|暂停|挂起|冻结" },
	{ "closed", "Closed", "已关闭", "done|completed|locked|已完成|关闭" },
	{ "cancelled", "Cancelled", "已取消", "canceled|void|取消|作废|已作废" },
	{ NULL, NULL, NULL, NULL },
};

static const struct crm_field order_fields[] = {
	{ .name = "order_id", CRM_T_ID, CRM_F_SHORT, "Order ID", "订单ID",
	  NULL },
	{ .name = "number", CRM_T_TEXT,
	  CRM_F_NAME | CRM_F_FOLDED | CRM_F_CODE | CRM_F_SHORT,
	  "Number", "订单编号", "order number|order no|sales order number|"
	  "so number|order reference|no|订单号|单号|销售订单号" },
	{ .name = "customer", CRM_T_REF, CRM_F_INDEX | CRM_F_SHORT,
	  "Customer", "客户", "customer name|account|account name|company|"
	  "company name|client|客户名称|公司名称|购货单位|顾客", .ref = "customer" },
	{ .name = "contact", CRM_T_REF, 0, "Contact", "联系人",
	  "contact name|contact person|customer contact|联系人姓名",
	  .ref = "contact" },
	{ .name = "deal", CRM_T_REF, CRM_F_INDEX, "Deal", "商机",
	  "deal name|opportunity|opportunity name|商机名称", .ref = "deal" },
	{ .name = "owner", CRM_T_REF, CRM_F_INDEX | CRM_F_SHORT, "Owner",
	  "负责人", "order owner|employee|订单负责人|"
	  CRM_ALIAS_OWNER, .ref = "user" },
	{ .name = "status", CRM_T_ENUM, CRM_F_INDEX | CRM_F_SHORT, "Status",
	  "状态", "order status|订单状态", .def = "draft",
	  .choices = order_status },
	{ .name = "ordered_on", CRM_T_DATE, CRM_F_INDEX | CRM_F_SHORT,
	  "Ordered on", "订单日期", "order date|date ordered|order start date|"
	  "下单日期|下单时间|签单日期|购买日期" },
	{ .name = "requested_on", CRM_T_DATE, 0, "Requested on",
	  "要求交货日期", "required date|requested date|"
	  "requested delivery date|due date|要求到货日期|客户要求日期" },
	{ .name = "promised_on", CRM_T_DATE, 0, "Promised on", "承诺交货日期",
	  "promised date|commitment date|promise date|交货日期|预计交货日期" },
	{ .name = "shipped_on", CRM_T_DATE, CRM_F_SHORT, "Shipped on",
	  "发货日期", "shipped date|ship date|shipping date|发货时间|出货日期" },
	{ .name = "currency", CRM_T_CURRENCY, CRM_F_SHORT, "Currency", "币种",
	  CRM_ALIAS_CURRENCY },
	{ .name = "rate", CRM_T_RATE, 0, "Exchange rate", "汇率",
	  "currency rate" },
	{ .name = "amount", CRM_T_MONEY, CRM_F_SHORT, "Amount", "金额",
	  "total|order amount|order total|total amount|grand total|订单金额|"
	  "订单总额|总金额|合计" },
	{ .name = "freight", CRM_T_MONEY, 0, "Freight", "运费",
	  "shipping cost|shipping fee|delivery fee|freight charge" },
	{ .name = "carrier", CRM_T_TEXT, 0, "Carrier", "承运人",
	  "ship via|shipper|shipping method|delivery method|物流公司|快递公司|"
	  "发运方式" },
	{ .name = "ship_name", CRM_T_TEXT, 0, "Ship-to name", "收货人",
	  "shipping name|consignee|recipient|收件人" },
	{ .name = "ship_address", CRM_T_TEXT, 0, "Ship-to address", "收货地址",
	  "shipping address|shipping street|delivery address|送货地址" },
	{ .name = "ship_city", CRM_T_TEXT, 0, "Ship-to city", "收货城市",
	  "shipping city" },
	{ .name = "ship_region", CRM_T_TEXT, 0, "Ship-to region", "收货省份",
	  "shipping state|shipping province|shipping region" },
	{ .name = "ship_postcode", CRM_T_TEXT, 0, "Ship-to postcode",
	  "收货邮编", "ship postal code|shipping zip|shipping postal code|"
	  "shipping code" },
	{ .name = "ship_country", CRM_T_TEXT, 0, "Ship-to country", "收货国家",
	  "shipping country" },
	{ .name = "notes", CRM_T_NOTE, 0, "Notes", "备注", CRM_ALIAS_NOTES },
	{ .name = "tags", CRM_T_TAGS, 0, "Tags", "标签", CRM_ALIAS_TAGS },
	{ .name = "ext", CRM_T_TEXT, CRM_F_EXT, "External ID", "外部编号",
	  CRM_ALIAS_EXT },
	{ .name = NULL },
};

static const struct crm_field order_line_fields[] = {
	{ .name = "order_line_id", CRM_T_ID, CRM_F_SHORT, "Order line ID",
	  "订单明细ID", NULL },
	{ .name = "order", CRM_T_REF,
	  CRM_F_REQUIRED | CRM_F_OWNER | CRM_F_INDEX | CRM_F_SHORT,
	  "Order", "订单",
	  "order number|order no|sales order|订单编号|订单号|所属订单",
	  .ref = "order" },
	{ .name = "line", CRM_T_INT, CRM_F_SHORT, "Line", "行号",
	  "line no|line number|sequence|序号" },
	{ .name = "product", CRM_T_REF, CRM_F_INDEX | CRM_F_SHORT, "Product",
	  "产品", "product name|product code|sku|item|产品名称|产品编码|商品|"
	  "商品名称", .ref = "product" },
	{ .name = "description", CRM_T_TEXT, 0, "Description", "描述",
	  "line description|item description|说明|产品描述" },
	{ .name = "quantity", CRM_T_DECIMAL, CRM_F_SHORT, "Quantity", "数量",
	  "qty|ordered qty|ordered quantity|订购数量|销售数量" },
	{ .name = "unit_price", CRM_T_DECIMAL, CRM_F_SHORT, "Unit price",
	  "单价", "price|sales price|售价|价格|销售单价" },
	{ .name = "discount", CRM_T_PERCENT, CRM_F_SHORT, "Discount", "折扣",
	  "discount %|discount percent|disc|折扣率" },
	{ .name = "tax_rate", CRM_T_PERCENT, 0, "Tax rate", "税率",
	  "tax %|vat rate|tax percent" },
	{ .name = "amount", CRM_T_MONEY, CRM_F_SHORT, "Amount", "金额",
	  "subtotal|total|line total|total price|小计|总价|行金额" },
	{ .name = "requested_on", CRM_T_DATE, 0, "Requested on",
	  "要求交货日期", "required date|requested date|due date" },
	{ .name = "promised_on", CRM_T_DATE, 0, "Promised on", "承诺交货日期",
	  "promised date|promise date|交货日期" },
	{ .name = "notes", CRM_T_NOTE, 0, "Notes", "备注",
	  "note|comment|comments|remark|remarks|备注信息" },
	{ .name = "ext", CRM_T_TEXT, CRM_F_EXT, "External ID", "外部编号",
	  CRM_ALIAS_EXT },
	{ .name = NULL },
};

const struct crm_entity_def crm_entity_order = {
	.name = "order", .table = "sale_order", .code = "O",
	.program = "crm-order", .en = "Order", .zh = "订单",
	.fields = order_fields, .key = { "number" },
};

const struct crm_entity_def crm_entity_order_line = {
	.name = "order-line", .table = "order_line", .code = "OL",
	.program = "crm-order", .en = "Order line", .zh = "订单明细",
	.fields = order_line_fields,
};
