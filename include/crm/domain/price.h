/*
 * What something costs whom on which day: the one place that chooses a price.
 *
 * Of the records of the kind `price` those of the customer come first, then those of
 * the price list that the customer has, of its grade, of everybody; a scope counts
 * only where one of its rows fits, and behind all of them stands the product's own
 * list price.  A row fits by its days (both count), its currency, and where the
 * quantity in the product's own unit reaches its break.  Of those that fit the
 * highest break wins, then the one that holds since the latest day, then the newer
 * record.
 *
 * A row may say whether its prices have the tax in them (tax_included): where they are
 * taken into a document of the other kind they are turned, out of it by the tax code of
 * the product, into it by the rate of the line.  What says nothing is taken as it is.
 *
 * Prices are in millionths of a currency's unit, quantities in millionths.
 */
#ifndef CRM_PRICE_H
#define CRM_PRICE_H

#include <crm/store/store.h>

/* Whether what is asked for has the tax in its prices. */
enum crm_price_tax { CRM_PRICE_AS_IS, CRM_PRICE_NET, CRM_PRICE_GROSS };

struct crm_price_ask {
	int64_t product;
	int64_t customer;         /* 0: nobody's */
	int64_t quantity;         /* of `unit`; at least 0 */
	struct crm_text unit;     /* empty: the product's own */
	int64_t day;              /* of the document, not of the typing */
	struct crm_text currency; /* of the document; empty: the base */
	/* Of the document's currency in the base, x 10^-8: where nothing fits in the
	 * currency, what does in the base is converted at it.  0: it is not. */
	int64_t rate;
	int64_t
	    behind; /* by the lists behind this batch, of that id; 0: of now */
	enum crm_price_tax tax;
	struct crm_value
	    tax_rate; /* of the line or its document; null: the product's */
};

enum crm_price_scope {
	CRM_PRICE_CUSTOMER,
	CRM_PRICE_LIST,
	CRM_PRICE_GRADE,
	CRM_PRICE_ALL,
	CRM_PRICE_PRODUCT, /* its own list price */
};

struct crm_price {
	enum crm_price_scope scope;
	int64_t row;   /* of the kind price; 0: the product's own */
	int64_t price; /* of one of the unit that was asked for */
	/* What everybody pays for as many: what a discount is taken from. */
	int64_t list;
	struct crm_value floor; /* in the same unit; null: none */
	/* Given with it (buy X get Y): so many, of the product's own unit; 0: none. */
	int64_t gift, gift_quantity;
	bool converted;
	struct crm_value
	    gross; /* whether it has the tax in it; null: nobody says */
};

/* CRM_RULE where nothing fits: says what there is, and what would make one. */
enum crm_status crm_price_of(struct crm_store *s, const struct crm_price_ask *a,
    struct crm_price *out, struct crm_err *err);

/* *yes: it is what the lists have in some quantity, whatever the one asked for. */
enum crm_status
crm_price_is_listed(struct crm_store *s, const struct crm_price_ask *a,
    int64_t price, bool *yes, struct crm_err *err);

/* *yes: it is what the lists had for as many on some day, whatever the one asked for. */
enum crm_status
crm_price_was_listed(struct crm_store *s, const struct crm_price_ask *a,
    int64_t price, bool *yes, struct crm_err *err);

/* A row about the product, and whether it counts. */
struct crm_price_reason {
	enum crm_price_scope scope;
	int64_t row;         /* 0: the product's own */
	const char *why_not; /* NULL: it does, and the first such is the one */
	int64_t listed;      /* its price as it stands there */
	struct crm_value
	    gross; /* whether that has the tax in it; null: nobody says */
	struct crm_value
	    price; /* as it was asked for; null: it is in no such unit */
};

/* The same as crm_price_of(); calls `each` for all rows about the product, best first. */
typedef enum crm_status crm_price_each(
    void *ctx, const struct crm_price_reason *r, struct crm_err *err);
enum crm_status crm_price_explain(struct crm_store *s,
    const struct crm_price_ask *a, crm_price_each *each, void *ctx,
    struct crm_price *out, struct crm_err *err);

#endif
