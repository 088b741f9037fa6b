/*
 * How often what is in stock is counted: by its class, what sells for most the most
 * often.
 */
#include "stock.h"

#include <crm/domain/plan.h>

#include <math.h>
#include <stdlib.h>

enum { YEAR = 12, CLASSES = 'C' - 'A' + 1 };

struct classed {
	int64_t product, cost;
	char class;
};

struct classes {
	struct classed *all; /* by product */
	size_t n, cap;
};

/* The first day of the twelve whole months before a day's. */
static int64_t
first_day(int64_t on)
{
	struct crm_ymd d = crm_date_ymd(on);

	return crm_date_add_months(crm_date_from(d.y, d.m, 1), -YEAR);
}

static int
by_product(const void *a, const void *b)
{
	const struct classed *x = a, *y = b;

	return (x->product > y->product) - (x->product < y->product);
}

/* By the share of what was sold for more, as the report classes has it. */
static void
set_classes(struct classes *l)
{
	double all = 0, before = 0;
	size_t i;

	for (i = 0; i < l->n; i++)
		all += (double)l->all[i].cost;
	for (i = 0; i < l->n; i++) {
		l->all[i].class = crm_abc(all > 0 ? before / all : 1);
		before += (double)l->all[i].cost;
	}
	if (l->n > 0)
		qsort(l->all, l->n, sizeof *l->all, by_product);
}

static enum crm_status
read_classes(struct crm_store *s, int64_t on, struct crm_arena *a,
    struct classes *l, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(first_day(on)),
		crm_value_int(crm_date_add_months(first_day(on), YEAR)) };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*l = (struct classes){ .n = 0 };
	st = crm_sql(s,
	    "SELECT \"product\", CAST(-sum(\"value\") AS BIGINT) FROM move "
	    "WHERE " CRM_MOVE_SOLD(
		"move") " AND \"deleted\" IS NULL "
			"AND \"moved_on\" >= ? AND \"moved_on\" < ? GROUP BY \"product\" "
			"ORDER BY 2 DESC, 1",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		l->all = crm_grow(a, l->all, l->n, &l->cap, sizeof *l->all);
		l->all[l->n++] = (struct classed){ crm_col_int(q, 0),
			crm_col_int(q, 1), 'C' };
	}
	set_classes(l);
	return st;
}

/* What was not sold is of the last class. */
static char
class_of(const struct classes *l, int64_t product)
{
	const struct classed key = { .product = product }, *x;

	x = l->n == 0 ? NULL
		      : bsearch(&key, l->all, l->n, sizeof key, by_product);
	return x == NULL ? 'C' : x->class;
}

/* The months between two counts of each class. */
static void
read_cycles(const struct crm_store *s, int cycle[CLASSES])
{
	static const char *const setting[] = { "count_months_a",
		"count_months_b", "count_months_c" };
	static const int usual[] = { 1, 3, YEAR };
	double months;
	int i;

	for (i = 0; i < CLASSES; i++) {
		months = crm_plan_setting(s, setting[i], usual[i]);
		cycle[i] = months >= 1 && months <= 10 * YEAR
		    ? (int)lround(months)
		    : usual[i];
	}
}

enum crm_status
crm_count_due(struct crm_store *s, const struct crm_count_ask *ask,
    struct crm_arena *a, struct crm_count_due **out, size_t *n,
    struct crm_err *err)
{
	enum { PRODUCT, WAREHOUSE, SKU, PLACE, COUNTED };
	const struct crm_value v[] = { crm_value_int(ask->warehouse),
		crm_value_int(ask->warehouse) };
	int64_t today = crm_store_clock(s)->today;
	struct crm_count_due x;
	int cycle[CLASSES];
	struct classes l;
	struct crm_stmt *q;
	enum crm_status st;
	size_t cap = 0;
	bool row;

	*out = NULL;
	*n = 0;
	read_cycles(s, cycle);
	if ((st = read_classes(s, today, a, &l, err)) != CRM_OK ||
	    (st = crm_sql(s,
		 "SELECT v.\"product\", v.\"warehouse\", p.\"sku\", w.\"name\", "
		 "x.\"day\" FROM level v "
		 "JOIN product p ON p.\"id\" = v.\"product\" "
		 "JOIN warehouse w ON w.\"id\" = v.\"warehouse\" "
		 "LEFT JOIN (SELECT i.\"product\", c.\"warehouse\", "
		 "max(c.\"frozen_on\") AS \"day\" FROM count_line i "
		 "JOIN stock_count c ON c.\"id\" = i.\"count\" "
		 "WHERE c.\"status\" = 'posted' AND c.\"deleted\" IS NULL "
		 "AND i.\"counted\" IS NOT NULL AND i.\"deleted\" IS NULL "
		 "GROUP BY i.\"product\", c.\"warehouse\") x "
		 "ON x.\"product\" = v.\"product\" "
		 "AND x.\"warehouse\" = v.\"warehouse\" "
		 "WHERE v.\"on_hand\" <> 0 AND v.\"deleted\" IS NULL "
		 "AND w.\"kind\" <> 'transit' AND (0 = ? OR w.\"id\" = ?) "
		 "ORDER BY w.\"id\", p.\"id\"",
		 &q, err)) != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		x = (struct crm_count_due){ .product = crm_col_int(q, PRODUCT),
			.warehouse = crm_col_int(q, WAREHOUSE),
			.class = class_of(&l, crm_col_int(q, PRODUCT)),
			.counted = crm_col(q, COUNTED, false),
			.day = today };
		if (x.counted.kind == CRM_INT)
			x.day = crm_date_add_months(
			    x.counted.i, cycle[x.class - 'A']);
		if (x.day > ask->until)
			continue;
		x.sku = crm_text_of(text_dup(a, crm_col_text(q, SKU)));
		x.place = crm_text_of(text_dup(a, crm_col_text(q, PLACE)));
		*out = crm_grow(a, *out, *n, &cap, sizeof **out);
		(*out)[(*n)++] = x;
	}
	return st;
}

/* One line a warehouse: what is to be counted there. */
enum crm_status
count_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err)
{
	int64_t today = crm_instant_date(ask->now);
	const struct crm_count_ask all = { .until = today };
	struct crm_due d = { .kind = "count",
		.entity = crm_dict_find(crm_store_dict(s), "warehouse"),
		.at = crm_date_start(today),
		.all_day = true };
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_count_due *r = NULL;
	enum crm_status st;
	size_t i, from, n = 0;

	/* Nobody owns a warehouse. */
	st = ask->owner != 0 ? CRM_OK : crm_count_due(s, &all, &a, &r, &n, err);
	for (i = from = 0; i < n && st == CRM_OK; i++) {
		if (i + 1 < n && r[i + 1].warehouse == r[i].warehouse)
			continue;
		d.record = r[i].warehouse;
		d.why = crm_sprintf(&a,
		    crm_tr("to be counted in %.*s: %zu of its products"),
		    (int)r[i].place.n, r[i].place.p, i + 1 - from);
		from = i + 1;
		st = each(ctx, &d, err);
	}
	crm_arena_free(&a);
	return st;
}
