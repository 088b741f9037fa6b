/* What the reports on receivables share. */
#ifndef CRM_REPORT_FINANCE_H
#define CRM_REPORT_FINANCE_H

#include "report/kit/kit.h"

#include <crm/domain/book.h>

/* ---- edges.c: the ages that amounts are parted by ---- */

enum { MOST_EDGES = CRM_AGES_MAX, MOST_AGES = MOST_EDGES + 2 };

/* Last days of all ages but the last one: 30, 60, 90, 120. */
struct edges {
	int64_t day[MOST_EDGES];
	size_t n;
	bool by_due; /* age 0 is what is not due; else day 0 is of age 1 */
};

/* Those of the setting ageing_edges; CRM_INVALID where it is no list of days. */
enum crm_status edges_load(
    struct crm_store *s, bool by_due, struct edges *out, struct crm_err *err);
/* Which age so many days are: 0 is not due, n + 1 is older than all edges. */
size_t edges_age(const struct edges *e, int64_t days);
/* "days_31_60", "31-60 days": of an age, as the name of a column and for people. */
const char *edges_name(const struct edges *e, size_t age, struct crm_arena *a);
const char *edges_label(
    const struct edges *e, size_t age, bool chinese, struct crm_arena *a);

/* Which date days are counted from, --date: due_on, or booked_on. */
enum crm_status ageing_date(struct crm_store *s,
    const struct crm_report_opts *o, bool *by_booked, struct crm_err *err);

/* ---- open.c: what was open at the end of a day ---- */

/* A receivable as it stood then. */
struct open_item {
	int64_t id, customer, amount, open;
	struct crm_value booked; /* null, or later than the day: planned */
	struct crm_value due;    /* where it has none: booked */
	struct crm_text currency;
	struct crm_value open_base; /* null: it has no rate */
	bool disputed, retained;
	const struct crm_value *more; /* the columns that were asked for */
};

struct open_items {
	struct tally_run *run;
	struct records x;
	struct groups later; /* of a receivable: what was taken off it since */
	int64_t day;
	struct unrated unrated;
};

/* Opens the receivables that the filter lets through, as they stood at the end of a
 * day: what was allocated later is open again.  `planned`: those that were not
 * booked yet too.  `more`: further columns over t, ", …", none of them text. */
enum crm_status open_items_begin(struct tally_run *r, int64_t day, bool planned,
    const char *more, size_t n_more, struct open_items *out,
    struct crm_err *err);
/* The next one of which something was open, and the values of its dimensions. */
enum crm_status open_items_next(struct open_items *x, struct open_item *out,
    struct crm_value *key, bool *found, struct crm_err *err);
void open_items_end(struct open_items *x);
/* The number of its dimension that is a receivable's own field of that name, or -1. */
int dimension_named(const struct dimensions *d, const char *field);
/* The currency as text: that of the book where a record has none. */
struct crm_text
currency_or_base(struct crm_value currency, const struct tally_run *r);

/* ---- credit.c: what customers have paid for nothing yet ---- */

/* Calls `add` for each payment of which something was unallocated at the end of the
 * day, with the values of the same dimensions, null for what payments have not.
 * *fits is false where the filter names what payments have not: then none is. */
struct credit {
	int64_t payment;
	int64_t amount;
	struct crm_text currency;
	struct crm_value base;
};
enum crm_status credit_each(struct tally_run *r, int64_t day,
    enum crm_status (*add)(struct tally_run *r, const struct crm_value *key,
	const struct credit *c, struct crm_err *err),
    bool *fits, struct crm_err *err);

/* ---- sales.c: what was booked in a period ---- */

/* The period of --from and --to, at most --on: its end is today at the latest, and
 * where nobody says when it begins it is the year up to its end. */
struct span {
	int64_t from, to;
};
struct span span_of(struct crm_store *s, const struct crm_report_opts *o);
/* Begins a tally whose ctx begins with the span. */
enum crm_status span_begin(struct tally_run *r, struct crm_err *err);

/* What tallies of receivables tell of what has no rate. */
#define RECEIVABLES_UNRATED \
	{ \
		N_("receivable"), "crm-order receivable" \
	}

/* A receivable that is live and not void, whatever is open of it. */
/* Of a row of receivables: whether nobody knows when it was settled, which was before
 * the book began. */
#define SETTLED_BEFORE(t) \
	"EXISTS (SELECT 1 FROM allocation x_a WHERE x_a.\"receivable\" = " t \
	".\"id\" AND x_a.\"kind\" = 'opening' AND x_a.\"deleted\" IS NULL) " \
	"AND NOT EXISTS (SELECT 1 FROM allocation x_a " \
	"WHERE x_a.\"receivable\" = " t ".\"id\" " \
	"AND coalesce(x_a.\"kind\", '') <> 'opening' " \
	"AND x_a.\"deleted\" IS NULL)"

struct booked_item {
	int64_t id;
	struct crm_value booked, due, settled; /* due: else booked; null where
						 it is not known */
	int64_t base; /* its amount in the base currency */
	bool is_sale; /* no opening balance, and no charge of dunning */
	int64_t customer;
};

/* Calls `add` for each that is booked by the day; amounts without a rate are left to
 * the run. */
enum crm_status booked_each(struct tally_run *r, int64_t day,
    enum crm_status (*add)(struct tally_run *r, const struct crm_value *key,
	const struct booked_item *i, struct crm_err *err),
    struct crm_err *err);

#endif
