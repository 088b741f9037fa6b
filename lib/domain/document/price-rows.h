/* What the files about prices share. */
#ifndef DOCUMENT_PRICE_ROWS_H
#define DOCUMENT_PRICE_ROWS_H

#include "document.h"

#include <crm/domain/price.h>

struct row {
	int64_t id;
	enum crm_price_scope scope;
	int64_t least, price, from, to; /* days at both ends */
	struct crm_value floor;
	struct crm_text currency, unit;
	int64_t gift, gift_each, gift_quantity;
};

/* One question while it is answered. */
struct asking {
	struct crm_store *s;
	const struct crm_price_ask *a;
	struct crm_arena *arena;
	struct crm_record product;
	struct crm_text grade, list; /* the customer's; folded */
	struct crm_text currency;
	int64_t quantity; /* in the product's own unit */
	struct row *row;
	size_t n;
};

/* The currency, the base where none is said; in the arena. */
struct crm_text
price_currency(const struct asking *k, struct crm_text currency);
/* The rows about the product that can mean the customer, best first. */
enum crm_status price_rows(struct asking *k, struct crm_err *err);

#endif
