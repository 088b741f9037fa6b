/* How long suppliers take. */
#ifndef CRM_STOCK_SUPPLIER_H
#define CRM_STOCK_SUPPLIER_H

#include "stock.h"

/* Of the lines of their purchases that have come in full: the days that took. */
struct supplier {
	struct crm_text name; /* folded */
	size_t lines;
	double mean, deviation;
};

/* By their names. */
struct suppliers {
	struct supplier *all;
	size_t n, cap;
};

enum crm_status suppliers_read(struct crm_store *s, struct crm_arena *a,
    struct suppliers *out, struct crm_err *err);
/* NULL where nothing of it has come yet. */
const struct supplier *supplier_find(
    const struct suppliers *l, struct crm_text name, struct crm_arena *a);

#endif
