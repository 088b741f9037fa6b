/* Customers who bought. */
#ifndef CRM_REPORT_BUYERS_H
#define CRM_REPORT_BUYERS_H

#include <crm/domain/sales.h>
#include "closings.h"
#include "dimension.h"
#include "unrated.h"

/* ---- buyers.c: customers who bought, each with what it bought ---- */

struct purchase {
	int64_t day, amount; /* in the base currency */
	bool deal;           /* a deal that was won, and no order */
	bool no_rate;        /* then the amount is 0, and this counts: */
	int64_t own;
	char currency[8];
};

struct buyer {
	int64_t id;
	struct crm_text name;
	struct crm_value key[MOST_DIMENSIONS]; /* the dimensions' */
	struct purchase *bought;               /* by day; never none */
	size_t n;
};

/* Deals won that are no sales; begin with zeroes. */
struct left_out {
	int64_t nobodys;
	struct closings wrong;
};

struct buyers {
	struct dimensions d;
	struct crm_stmt *customers;
	struct crm_sales sales;
	struct crm_sale next;
	bool more; /* sales */
	struct crm_arena *arena;
	struct purchase *room;
	size_t cap;
	struct unrated unrated; /* of what was summed up */
	struct left_out left;
};

/* What a sale is, for --define. */
#define SALES_COUNTED \
	"orders that are neither cancelled nor drafts without a number or an " \
	"external id, by the day they were ordered on, without tax, less what " \
	"was cancelled of them; what came back, also as an order or a deal below " \
	"zero, is taken off the purchase before it; and deals won before the " \
	"customer's first order, by the day they were closed on, but none that an " \
	"order is of (its field deal): that counts by its order; what cannot be, " \
	"closed before opened or after today, is left " \
	"out and told on standard error. An order without an amount counts with " \
	"that of its lines, a line without one with quantity x unit price less " \
	"its discount, rounded once."

/* The live customers that the filter lets through and who bought within the
 * days given, by id; `by` are dimensions of theirs, or NULL. */
enum crm_status buyers_open(struct crm_store *s,
    const struct crm_report_opts *o, const char *by, int64_t from, int64_t to,
    struct crm_arena *a, struct buyers *out, struct crm_err *err);
/* What it gives lives until the next call. */
enum crm_status buyers_next(
    struct buyers *b, struct buyer *out, bool *found, struct crm_err *err);
void buyers_close(struct buyers *b);
/* Adds the deals won within the days that are in no customer's sales; those of nobody
 * only without a filter over customers, for that leaves out what it will; where the days
 * end with the one that is looked from, those closed behind it, too. */
enum crm_status left_out_count(struct crm_store *s,
    const struct crm_report_opts *o, int64_t from, int64_t to,
    struct crm_arena *a, struct left_out *x, struct crm_err *err);
/* Adds won deals that are on no known day, of customers without orders up to that day. */
enum crm_status
left_out_undated(struct crm_store *s, const struct crm_report_opts *o,
    int64_t to, struct crm_arena *a, struct left_out *x, struct crm_err *err);
/* Says how many are left out, and how to see them; nothing where there are none. */
void left_out_note(
    const struct left_out *x, struct crm_arena *a, const struct crm_sink *sink);
/* What purchases come to: in the base currency, and what has no rate into it. */
struct bought {
	int64_t amount, rated; /* how many are in the amount */
	struct unrated unrated;
};
/* Adds a purchase; what has no rate is noted for the buyers as a whole, too. */
enum crm_status add_purchase(struct buyers *all, const struct purchase *p,
    struct bought *sum, struct crm_err *err);
/* All that one bought, added to a sum that begins with zeroes. */
enum crm_status total_of(struct buyers *all, const struct buyer *b,
    struct bought *out, struct crm_err *err);

#endif
