/*
 * Planning: what there is, what comes and what is needed of each product in each
 * warehouse that sells, read once each and brought together.
 */
#include "supply.h"

#include <crm/base/number.h>
#include <crm/base/tr.h>
#include <crm/domain/plan.h>

#include <math.h>
#include <stdlib.h>
#include <string.h>

enum { HISTORY_DAYS = 90, HISTORY_DAYS_MAX = 3660 };

static double
real(int64_t quantity)
{
	return (double)quantity / CRM_WHOLE;
}

/* ---- settings ---- */

double
crm_plan_setting(const struct crm_store *s, const char *name, double usual)
{
	const char *said = crm_setting(s, name);
	int64_t n;

	if (said == NULL ||
	    crm_number_parse(
		crm_text_of(said), CRM_DECIMAL_DIGITS, 0, &n, NULL) != CRM_OK)
		return usual;
	return real(n);
}

double
crm_plan_z(const struct crm_store *s)
{
	const double usual = 1.645; /* of 95 % */

	return crm_plan_setting(s, "plan_z", usual);
}

static size_t
history_days(const struct crm_store *s)
{
	double n = crm_plan_setting(s, "plan_days", HISTORY_DAYS);

	return n >= 1 && n <= HISTORY_DAYS_MAX ? (size_t)n : HISTORY_DAYS;
}

/* ---- which ---- */

static bool
is_asked(const struct planning *p, int64_t product)
{
	return p->ask->n == 0 ||
	    bsearch(&product, p->ask->product, p->ask->n, sizeof product,
		crm_by_int64) != NULL;
}

static int64_t
larger(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

/* The columns of a product, the place and what is there. */
enum {
	PRODUCT,
	WAREHOUSE,
	SKU,
	PLACE,
	SUPPLIER,
	LEAD_TIME,
	REVIEW,
	LEAST,
	PACK,
	MIN,
	MAX,
	LEVEL_OF,
	ON_HAND,
	DECIMALS,
	COST,
	VALUE,
	LIMITS,
};

/* How long the supplier takes, and how evenly: by the product, else by what came
 * from that supplier; the review comes on top, and never varies. */
static void
set_days(struct planning *p, struct crm_plan_row *r, const struct crm_stmt *q)
{
	const struct supplier *x = supplier_find(
	    &p->suppliers, r->supplier, p->a);
	int64_t lead = crm_col_int(q, LEAD_TIME);

	r->days = (double)crm_col_int(q, REVIEW);
	if (lead > 0 || x == NULL)
		r->days += (double)lead;
	else
		r->days += x->mean;
	if (x != NULL)
		r->days_deviation = x->deviation;
}

/* What a whole unit costs: the average of what is there, else what is known. */
static double
unit_cost(const struct planning *p, const struct crm_stmt *q)
{
	int digits = crm_currency_digits(crm_store_currency(p->s));
	int64_t on_hand = crm_col_int(q, ON_HAND);

	return on_hand > 0 ? (double)crm_col_int(q, VALUE) /
		(double)crm_pow10(digits) / real(on_hand)
			   : real(crm_col_int(q, COST));
}

static void
add_item(struct planning *p, const struct crm_stmt *q)
{
	struct crm_plan_row *r;

	p->item = crm_grow(p->a, p->item, p->n, &p->cap, sizeof *p->item);
	memset(&p->item[p->n], 0, sizeof *p->item);
	r = &p->item[p->n++].row;
	r->product = crm_col_int(q, PRODUCT);
	r->warehouse = crm_col_int(q, WAREHOUSE);
	r->sku = crm_text_of(text_dup(p->a, crm_col_text(q, SKU)));
	r->place = crm_text_of(text_dup(p->a, crm_col_text(q, PLACE)));
	r->supplier = crm_text_of(text_dup(p->a, crm_col_text(q, SUPPLIER)));
	set_days(p, r, q);
	r->cost = unit_cost(p, q);
	r->on_hand = crm_col_int(q, ON_HAND);
	r->ask.least = crm_col_int(q, LEAST);
	r->ask.pack = crm_col_int(q, PACK);
	/* Whole units at least. */
	if (r->ask.pack <= 0)
		r->ask.pack = crm_pow10(
		    CRM_DECIMAL_DIGITS - (int)crm_col_int(q, DECIMALS));
	r->ask.min = crm_col_int(q, MIN);
	/* Without a maximum it is filled up to the minimum. */
	r->ask.max = larger(crm_col_int(q, MAX), r->ask.min);
	r->ask.reorder_point = crm_col_int(q, LEVEL_OF);
	r->ask.limits = crm_col_int(q, LIMITS) == 1;
}

/* What has a level or a shelf somewhere; the minimum of a product that has none
 * of its own there holds in the warehouse where none is said. */
static enum crm_status
read_items(struct planning *p, struct crm_err *err)
{
	struct crm_stmt *q;
	int64_t main = 0;
	enum crm_status st;
	bool row;

	if (crm_warehouse_default(p->s, &main, NULL) != CRM_OK)
		main = 0;
	st = crm_sql(p->s,
	    "SELECT p.\"id\", w.\"id\", p.\"sku\", w.\"name\", "
	    "p.\"supplier\", coalesce(p.\"lead_time\", 0), "
	    "coalesce(p.\"review_days\", 0), coalesce(p.\"min_order\", 0), "
	    "coalesce(p.\"pack\", 0), coalesce(h.\"min_qty\", CASE WHEN "
	    "w.\"id\" = ? THEN p.\"min_qty\" END, 0), "
	    "coalesce(h.\"max_qty\", CASE WHEN w.\"id\" = ? "
	    "THEN p.\"max_qty\" END, 0), coalesce(CASE WHEN w.\"id\" = ? "
	    "AND h.\"min_qty\" IS NULL THEN p.\"reorder_level\" END, 0), "
	    "coalesce(v.\"on_hand\", 0), coalesce(p.\"decimals\", 0), "
	    "coalesce(p.\"cost\", 0), coalesce(v.\"value\", 0), "
	    "CASE WHEN coalesce(h.\"min_qty\", h.\"max_qty\", CASE WHEN "
	    "w.\"id\" = ? THEN coalesce(p.\"min_qty\", p.\"max_qty\") END) "
	    "IS NULL THEN 0 ELSE 1 END "
	    "FROM product p CROSS JOIN warehouse w "
	    "LEFT JOIN level v ON v.\"product\" = p.\"id\" "
	    "AND v.\"warehouse\" = w.\"id\" AND v.\"deleted\" IS NULL "
	    "LEFT JOIN shelf h ON h.\"product\" = p.\"id\" "
	    "AND h.\"warehouse\" = w.\"id\" AND h.\"deleted\" IS NULL "
	    "WHERE p.\"deleted\" IS NULL AND coalesce(p.\"active\", 1) = 1 "
	    "AND w.\"deleted\" IS NULL AND w.\"kind\" = 'sellable' "
	    "AND coalesce(w.\"active\", 1) = 1 AND (v.\"id\" IS NOT NULL "
	    "OR h.\"id\" IS NOT NULL OR w.\"id\" = ?) "
	    "ORDER BY p.\"id\", w.\"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	for (int mark = 1; mark <= 5; mark++)
		crm_bind(q, mark, crm_value_int(main));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		if (is_asked(p, crm_col_int(q, PRODUCT)))
			add_item(p, q);
	return st;
}

/* ---- what was needed ---- */

static void
take_day(struct planning *p, struct item *i, int64_t day, int64_t quantity,
    int64_t of_deals)
{
	struct history *h = &i->history;
	size_t at = (size_t)(day - p->from);

	if (h->day == NULL)
		h->day = crm_alloc_n(p->a, p->days, sizeof *h->day);
	h->n = p->days;
	if (at < p->days && quantity > 0)
		h->day[at] = real(quantity);
	h->from_deals += real(of_deals);
}

/* What left, less what came back, by the day; and what of it was for orders of
 * deals, which the pipeline foretells by itself. */
static enum crm_status
read_history(struct planning *p, struct crm_err *err)
{
	return each_row(p,
	    "SELECT m.\"product\", m.\"warehouse\", m.\"moved_on\", "
	    "CAST(-sum(m.\"quantity\") AS BIGINT), CAST(-sum(CASE WHEN "
	    "o.\"deal\" IS NOT NULL THEN m.\"quantity\" ELSE 0 END) AS BIGINT) "
	    "FROM move m LEFT JOIN sale_order o "
	    "ON m.\"about\" = 'O' || o.\"id\" WHERE " CRM_MOVE_SOLD(
		"m") " AND m.\"moved_on\" >= ? "
		     "AND m.\"moved_on\" < ? AND m.\"deleted\" IS NULL "
		     "GROUP BY m.\"product\", m.\"warehouse\", m.\"moved_on\" "
		     "ORDER BY m.\"product\", m.\"warehouse\"",
	    p->from, take_day, err);
}

/* ---- what deals will need ---- */

static enum crm_status
take_deal(void *ctx, int64_t product, int64_t day, int64_t quantity,
    struct crm_err *err)
{
	struct planning *p = ctx;
	struct item *i = first_of(p, product);

	(void)err;
	if (i != NULL && (double)(day - p->today) <= i->row.days)
		i->row.deals += real(quantity);
	return CRM_OK;
}

static enum crm_status
read_deals(struct planning *p, struct crm_err *err)
{
	const struct crm_area *const *area;
	int64_t until = p->today;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < p->n; i++)
		until = larger(until, p->today + (int64_t)p->item[i].row.days);
	for (area = crm_areas; *area != NULL && st == CRM_OK; area++)
		if ((*area)->demand != NULL)
			st = (*area)->demand(p->s, until, take_deal, p, err);
	return st;
}

/* ---- a row ---- */

static int64_t
millionths(double units)
{
	return (int64_t)llround(units * CRM_WHOLE);
}

/* What is needed while it must last: by history or, where that is more, without
 * what deals brought and with what they will; less what is ordered for then already. */
static void
foretell(const struct planning *p, struct item *i)
{
	struct crm_plan_row *r = &i->row;
	struct forecast f = history_forecast(&i->history);
	double history, without;

	r->mean = f.mean;
	r->deviation = f.deviation;
	r->source = f.source;
	history = f.mean * r->days;
	without = history - i->history.from_deals / (double)p->days * r->days;
	r->demand = crm_demand(history, without > 0 ? without : 0, r->deals);
	if (r->deals > 0 && r->demand > history)
		r->source = N_("deals");
	r->demand -= real(r->due_orders);
	if (r->demand < 0)
		r->demand = 0;
}

/* By the demand of a year; an order is no smaller than that. */
static void
set_lot(const struct planning *p, struct crm_plan_row *r)
{
	const double year = 365;

	r->year = r->mean * year;
	r->order_cost = p->order_cost;
	r->holding = p->holding * r->cost;
	if (p->order_cost > 0 && r->holding > 0)
		r->lot = crm_economic_lot(r->year, r->order_cost, r->holding);
	r->ask.least = larger(r->ask.least, millionths(r->lot));
}

static void
finish(const struct planning *p, struct item *i)
{
	struct crm_plan_row *r = &i->row;
	struct crm_need need;

	foretell(p, i);
	need = (struct crm_need){ r->mean, r->deviation, r->days,
		r->days_deviation };
	r->safety = crm_safety_stock(&need, p->z);
	/* A point that somebody set is no less than one that is worked out. */
	r->ask.demand = r->mean > 0 || r->deals > 0 || r->ask.reorder_point > 0;
	r->ask.reorder_point = larger(
	    r->ask.reorder_point, millionths(r->demand + r->safety));
	r->projected = r->on_hand + r->incoming - r->open_orders;
	r->ask.projected = r->projected;
	set_lot(p, r);
	r->time = crm_is_time(&r->ask);
	r->quantity = crm_order_quantity(&r->ask);
	r->usable = r->mean > 0
	    ? millionths(crm_usable(p->today, real(r->on_hand), i->expires,
		  i->n_expires, r->mean))
	    : r->on_hand;
	r->run_out = crm_run_out(p->today, real(r->usable - r->kept), r->mean);
}

enum crm_status
crm_plan(struct crm_store *s, const struct crm_plan_ask *ask,
    struct crm_arena *a, struct crm_plan_row **out, size_t *n,
    struct crm_err *err)
{
	struct planning p = { .s = s, .ask = ask, .a = a };
	enum crm_status st;
	size_t i;

	p.today = ask->on != 0 ? ask->on : crm_store_clock(s)->today;
	p.days = history_days(s);
	p.from = p.today - (int64_t)p.days;
	p.z = crm_plan_z(s);
	p.order_cost = crm_plan_setting(s, "plan_order_cost", 0);
	p.holding = crm_plan_setting(s, "plan_holding", 0) / 100;
	if ((st = suppliers_read(s, a, &p.suppliers, err)) != CRM_OK ||
	    (st = read_items(&p, err)) != CRM_OK ||
	    (st = supply_read(&p, err)) != CRM_OK ||
	    (st = read_history(&p, err)) != CRM_OK ||
	    (st = read_deals(&p, err)) != CRM_OK)
		return st;
	*out = crm_alloc_n(a, p.n + 1, sizeof **out);
	*n = p.n;
	for (i = 0; i < p.n; i++) {
		finish(&p, &p.item[i]);
		(*out)[i] = p.item[i].row;
	}
	return CRM_OK;
}
