/*
 * What was sold to whom and when: orders that count, by the day they were ordered on,
 * without tax, less what was cancelled when they were closed short; what came back, by
 * the day it did, also as an order or a deal that comes to less than nothing; and the deals
 * that were won before the customer's first order, by the day they were closed on, but none
 * closed before it was opened.  What an order is of is sold by the order alone.  An order
 * without an amount has that of its lines.
 */
#ifndef CRM_SALES_H
#define CRM_SALES_H

#include <crm/store/store.h>

/* SQL: whether the order `o` counts: not cancelled, and no draft; one that is amended
 * has its number, and one that came from elsewhere that or the id that it had there. */
#define CRM_IS_ORDERED \
	"o.\"deleted\" IS NULL " \
	"AND coalesce(o.\"status\", '') <> 'cancelled' " \
	"AND (coalesce(o.\"status\", '') <> 'draft' " \
	"OR o.\"number\" IS NOT NULL OR o.\"ext\" IS NOT NULL) "

/* SQL: whether a deal was closed before it was opened, which cannot be. */
#define CRM_CLOSED_BACKWARDS(d) \
	"(coalesce(" d ".\"opened_on\", " d ".\"closed_on\") > " d \
	".\"closed_on\")"

/* SQL: a day that is compared without its index.  Where mostly all days are asked for,
 * what comes in the order of days is read from everywhere.  A plus would not do: what is
 * compared is not null, which is all that such an index asks. */
#define CRM_ANY_DAY(day) "coalesce(" day ", NULL)"

/* SQL: what a deal `d` is joined with, and whether it is a sale: it was closed before its
 * customer's first order, and no order is of it.  Each has the last day as a parameter. */
#define CRM_FIRST_ORDER \
	"LEFT JOIN (SELECT o.\"customer\", min(o.\"ordered_on\") AS \"day\" " \
	"FROM sale_order o WHERE " CRM_IS_ORDERED "AND " CRM_ANY_DAY( \
	    "o.\"ordered_on\"") " <= ? GROUP BY o.\"customer\") f " \
				"ON f.\"customer\" = d.\"customer\" "
#define CRM_SOLD_BY_DEAL \
	"coalesce(f.\"day\" > d.\"closed_on\", true) " \
	"AND NOT EXISTS (SELECT 1 FROM sale_order o " \
	"WHERE o.\"deal\" = d.\"id\" AND " CRM_IS_ORDERED \
	"AND o.\"ordered_on\" <= ?) "

struct crm_sale {
	int64_t customer, day;
	bool
	    back; /* it came back: a return, or an order or a deal below zero */
	bool deal;      /* one that was won, and no order */
	int64_t amount; /* in the base currency; 0 for what has no rate
				 * into it */
	bool no_rate;
	int64_t own;      /* what has no rate, in its own currency */
	char currency[8]; /* its own, else the book's */
};

/* What a line of an order counts, wherever lines are summed up: its amount, else
 * quantity x unit price less its discount, rounded once in the digits of the order's
 * currency; null where neither is known.  False where that is more than money can
 * be. */
bool crm_line_counts(struct crm_value amount, struct crm_value quantity,
    struct crm_value price, struct crm_value discount, int digits,
    struct crm_value *out);

/* A stream; begin with zeroes. */
struct crm_sales {
	struct crm_store *store;
	struct crm_stmt *q;
	bool more; /* a row of the next sale is at hand */
};

/* The sales to live customers within these days, by customer and day.  Of orders behind the
 * last of them nothing is known. */
enum crm_status crm_sales_open(struct crm_store *s, int64_t from, int64_t to,
    struct crm_sales *out, struct crm_err *err);
/* *found is false at the end.  CRM_FAIL where an amount is none of money in the
 * base currency. */
enum crm_status crm_sales_next(struct crm_sales *x, struct crm_sale *sale,
    bool *found, struct crm_err *err);
void crm_sales_close(struct crm_sales *x);

/* What an amount comes to in the base currency; *out is 0 where that cannot be
 * told. */
enum crm_base {
	CRM_BASE_KNOWN,
	CRM_BASE_NO_AMOUNT,
	CRM_BASE_NO_RATE,
	CRM_BASE_TOO_LARGE,
};
enum crm_base crm_in_base(struct crm_store *s, struct crm_value amount,
    struct crm_text currency, struct crm_value rate, int64_t *out);

#endif
