/*
 * Fields that the lines of deals, quotes, contracts, orders and invoices share: each is said
 * here once, with the words of that kind of line behind those of all.
 */
#ifndef CRM_TABLES_LINES_H
#define CRM_TABLES_LINES_H

#include "tables.h"

#define LINE_NO \
	{ \
		"line", CRM_T_INT, CRM_F_SHORT, "Line", "行号", \
		    "line no|line number|sequence|序号" \
	}
#define LINE_PRODUCT(more) \
	{ \
		"product", CRM_T_REF, CRM_F_INDEX | CRM_F_SHORT, "Product", \
		    "产品", \
		    "product name|product code|sku|item|产品名称|产品编码|商品" more, \
		    .ref = "product" \
	}
#define LINE_DESCRIPTION(more) \
	{ \
		"description", CRM_T_TEXT, 0, "Description", "描述", \
		    "line description|item description|" more \
	}
#define LINE_QUANTITY(more) \
	{ \
		"quantity", CRM_T_DECIMAL, CRM_F_SHORT, "Quantity", "数量", \
		    "qty|" more \
	}
#define LINE_UNIT(more) \
	{ \
		"unit", CRM_T_TEXT, 0, "Unit", "单位", \
		    "unit of measure|uom|计量单位" more \
	}
#define LINE_UNIT_PRICE(more) \
	{ \
		"unit_price", CRM_T_DECIMAL, CRM_F_SHORT, "Unit price", \
		    "单价", "price|sales price" more \
	}
#define LINE_DISCOUNT \
	{ \
		"discount", CRM_T_PERCENT, CRM_F_SHORT, "Discount", "折扣", \
		    "discount %|discount percent|disc|折扣率" \
	}
#define LINE_DISCOUNTS \
	{ \
		"discounts", CRM_T_TEXT, 0, "Discounts in turn", "连续折扣", \
		    "successive discounts|chained discount|多级折扣" \
	}
#define LINE_GIFT \
	{ \
		"gift", CRM_T_BOOL, 0, "Gift", "赠品", \
		    "free of charge|是否赠品" \
	}
#define LINE_TAX_RATE(flags) \
	{ \
		"tax_rate", CRM_T_PERCENT, flags, "Tax rate", "税率", \
		    "tax %|vat rate|tax percent" \
	}
#define LINE_AMOUNT \
	{ \
		"amount", CRM_T_MONEY, CRM_F_SHORT, "Amount", "金额", \
		    "subtotal|total|line total|total price|小计|总价|行金额" \
	}
#define LINE_CURRENCY \
	{ \
		"currency", CRM_T_CURRENCY, CRM_F_KEPT, "Currency", "币种", \
		    NULL \
	}
#define LINE_LIST_PRICE \
	{ \
		"list_price", CRM_T_DECIMAL, CRM_F_KEPT, "List price", \
		    "标准价格", NULL \
	}
#define LINE_FLOOR_PRICE \
	{ \
		"floor_price", CRM_T_DECIMAL, CRM_F_KEPT, "Floor price", \
		    "底价", NULL \
	}
#define LINE_NET \
	{ \
		"net", CRM_T_MONEY, CRM_F_VERB | CRM_F_BEGINS, "Net", \
		    "不含税金额", NULL \
	}
#define LINE_TAX \
	{ \
		"tax", CRM_T_MONEY, CRM_F_VERB | CRM_F_BEGINS, "Tax", "税额", \
		    NULL \
	}
#define LINE_GROSS \
	{ \
		"gross", CRM_T_MONEY, CRM_F_VERB | CRM_F_BEGINS, "Gross", \
		    "价税合计", NULL \
	}
#define LINE_NOTES \
	{ \
		"notes", CRM_T_NOTE, CRM_F_LATER, "Notes", "备注", \
		    "note|comment|comments|remark|remarks|备注信息" \
	}

#endif
