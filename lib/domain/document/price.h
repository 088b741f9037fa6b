/* What the files that choose a price share. */
#ifndef DOCUMENT_PRICE_H
#define DOCUMENT_PRICE_H

#include "document.h"

#include <crm/domain/price.h>

/* One that may count. */
struct price_row {
	int64_t id;
	enum crm_price_scope scope;
	int64_t least, price, from, to; /* days at both ends */
	struct crm_value floor;
	struct crm_text currency, unit;
	int64_t gift, gift_each, gift_quantity;
	struct crm_value
	    gross; /* whether the tax is in it; null: nobody says */
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
	struct price_row *row;
	size_t n;
};

/* ---- price-rows.c ---- */

/* The currency, the base where none is said; in the arena. */
struct crm_text
price_currency(const struct asking *k, struct crm_text currency);
/* The rows about the product that can mean the customer, best first. */
enum crm_status price_rows(struct asking *k, struct crm_err *err);

/* ---- price-turn.c ---- */

/* A unit of the product that is asked for. */
enum crm_status price_unit(const struct asking *k, struct crm_text name,
    struct unit *out, struct crm_err *err);

/* Whether the prices of a row are of the other kind than what is asked for. */
bool price_is_other(const struct asking *k, const struct price_row *r);
/* A price of a row as one of the unit, the kind and, where it is converted, the currency
 * that was asked for. */
enum crm_status price_turn(const struct asking *k, const struct price_row *r,
    bool converted, int64_t *price, struct crm_err *err);

enum crm_status price_too_large(struct crm_err *err);

#endif
