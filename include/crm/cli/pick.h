/*
 * What lists of what is to be fetched have in common, whoever it is for: first where it
 * lies and what it is.
 */
#ifndef CRM_CLI_PICK_H
#define CRM_CLI_PICK_H

#include <crm/cli/cli.h>
#include <crm/domain/stock.h>

#define CRM_PICK_COLUMN(n, l, t) \
	{ \
		.name = n, .label = l, .type = t, .currency = -1 \
	}
#define CRM_PICK_COLUMNS \
	CRM_PICK_COLUMN("warehouse", "Warehouse", CRM_T_TEXT), \
	    CRM_PICK_COLUMN("place", "Place", CRM_T_TEXT), \
	    CRM_PICK_COLUMN("sku", "SKU", CRM_T_TEXT), \
	    CRM_PICK_COLUMN("name", "Name", CRM_T_TEXT), \
	    CRM_PICK_COLUMN("lot", "Lot", CRM_T_TEXT), \
	    CRM_PICK_COLUMN("expires_on", "Expires on", CRM_T_DATE), \
	    CRM_PICK_COLUMN("quantity", "Quantity", CRM_T_DECIMAL)
/* Their cells, of a struct crm_pick. */
#define CRM_PICK_CELLS(p) \
	crm_value_text((p)->warehouse), crm_value_text((p)->place), \
	    crm_value_text((p)->sku), crm_value_text((p)->name), \
	    crm_value_text((p)->lot), (p)->expires_on, \
	    crm_value_int((p)->quantity)

#endif
