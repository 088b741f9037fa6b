/*
 * Order sales: what was ordered, and what left beyond that, less what came back, each in
 * its own period: a return takes nothing off the month in which its order was made.
 */
#include "ordered.h"

#include <crm/domain/billing.h>
#include <crm/model/charged.h>

#include <string.h>

/* Of a currency. */
struct part {
	int64_t lines, sold, back; /* back: below zero */
	struct set *orders;
};

static const struct heading headings[] = {
	{ "net", "Net sales", "净销售额", CRM_T_MONEY },
	{ "share", "Share", "占比", CRM_T_PERCENT, CRM_ROLE_SHARE },
	{ "sold", "Ordered", "订单额", CRM_T_MONEY },
	{ "returned", "Returned", "退货额", CRM_T_MONEY },
	{ "lines", "Lines", "明细数", CRM_T_INT },
	{ "orders", "Orders", "订单数", CRM_T_INT, CRM_ROLE_FIGURE,
	    .nothing = true },
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
};

/* The cells of what came back, behind those of the order. */
enum { BACK_DAY = ORDERED_OF_ORDER, BACK_AMOUNT, BACK_BEFORE };

static struct part *
part_of(struct tally_run *r, struct ordered_sums *sums,
    const struct crm_value *cell)
{
	return ordered_part(r, &sums->by, sizeof(struct part),
	    cell[ORDERED_CURRENCY], cell[ORDERED_RATE]);
}

static enum crm_status
add_line(struct tally_run *r, struct ordered_sums *sums,
    const struct crm_value *cell, struct crm_err *err)
{
	struct part *x = part_of(r, sums, cell);
	struct ordered line;
	enum crm_status st = ordered_read(r, cell, &line, err);

	if (st != CRM_OK)
		return st;
	if (!line.back) {
		x->lines++;
		set_add(&x->orders, cell[ORDERED_ORDER], r->arena);
	}
	return add_of_order(r, cell[ORDERED_CURRENCY], cell[ORDERED_RATE],
	    line.amount, line.back ? &x->back : &x->sold, &sums->unrated, err);
}

static enum crm_status
take_line(struct tally_run *r, const struct crm_value *cell,
    struct crm_value *key, struct crm_err *err)
{
	return ordered_counts(r, cell)
	    ? add_line(r, cube_at(&r->cube, key), cell, err)
	    : CRM_OK;
}

static enum crm_status
scan_lines(struct tally_run *r, struct crm_err *err)
{
	static const struct columns columns = {
		ORDERED_LINES,
	};
	static const struct columns bare = {
		ORDERED_BARE,
	};

	return records_and_bare(r, &columns, &bare, take_line, err);
}

/* The day of an order as a dimension is that of the return, of what came back. */
static void
date_back(const struct tally_run *r, const struct crm_value *cell,
    struct crm_value *key)
{
	size_t i;

	for (i = 0; i < r->d.n; i++) {
		const struct crm_path *p = &r->d.d[i].path;

		if (strcmp(p->entity->field[p->field]->name, "ordered_on") == 0)
			key[i] = dimension_of(&r->d.d[i], cell[BACK_DAY]);
	}
}

static enum crm_status
take_return(struct tally_run *r, const struct crm_value *cell,
    struct crm_value *key, struct crm_err *err)
{
	struct ordered_sums *sums;

	if (cell[BACK_AMOUNT].kind != CRM_INT ||
	    !within_days(r->o, cell[BACK_DAY]))
		return CRM_OK;
	date_back(r, cell, key);
	sums = cube_at(&r->cube, key);
	return add_behind(r, cell, cell[BACK_BEFORE].i,
	    cell[BACK_BEFORE].i + cell[BACK_AMOUNT].i,
	    &part_of(r, sums, cell)->back, &sums->unrated, err);
}

static enum crm_status
scan_returns(struct tally_run *r, struct crm_err *err)
{
	static const struct columns columns = {
		.whole = { ORDERED_WHOLE, .few = true },
		.sql = "b.\"returned_on\", "
		       "-coalesce(b.\"net\", b.\"credit\"), "
		       "-coalesce((SELECT CAST(sum(coalesce(a.\"net\", "
		       "a.\"credit\")) AS BIGINT) FROM sale_return a "
		       "WHERE a.\"order_line\" = t.\"id\" "
		       "AND a.\"id\" < b.\"id\" AND a.\"deleted\" IS NULL "
		       "AND a.\"status\" = 'received'), 0)",
		.n = 3,
		.from = "JOIN sale_return b ON b.\"order_line\" = t.\"id\"",
		.also = " AND b.\"deleted\" IS NULL "
			"AND b.\"status\" = 'received'",
	};

	return records_each(r, &columns, take_return, err);
}

/* ---- what left beyond what was ordered ---- */

/* The cells of that, behind those of the order. */
enum {
	OVER_DAY = ORDERED_OF_ORDER,
	OVER_LEFT,
	OVER_WANTED,
	OVER_ORDERED,
	OVER_SUM
};

/* It is charged at the price of the line, as the delivery of the rest is. */
static enum crm_status
take_over(struct tally_run *r, const struct crm_value *cell,
    struct crm_value *key, struct crm_err *err)
{
	int64_t all, wanted;
	struct ordered_sums *sums;

	if (cell[OVER_SUM].kind != CRM_INT ||
	    !within_days(r->o, cell[OVER_DAY]))
		return CRM_OK;
	if (!crm_mul_div(cell[OVER_SUM].i, cell[OVER_LEFT].i,
		cell[OVER_ORDERED].i, &all) ||
	    !crm_mul_div(cell[OVER_SUM].i, cell[OVER_WANTED].i,
		cell[OVER_ORDERED].i, &wanted))
		return crm_fail(err, CRM_FAIL, "a line is too large");
	date_back(r, cell, key);
	sums = cube_at(&r->cube, key);
	return add_behind(r, cell, wanted, all, &part_of(r, sums, cell)->sold,
	    &sums->unrated, err);
}

#define WANTED "(t.\"quantity\" - coalesce(t.\"cancelled\", 0))"
/* What was sent anew for what came back is no more than was ordered. */
#define LEFT \
	"(x.\"quantity\" - coalesce((SELECT CAST(sum(b.\"quantity\") " \
	"AS BIGINT) FROM sale_return b WHERE b.\"order_line\" = t.\"id\" " \
	"AND b.\"exchange\" = 1 AND b.\"deleted\" IS NULL " \
	"AND b.\"status\" = 'received'), 0))"

static enum crm_status
scan_over(struct tally_run *r, struct crm_err *err)
{
	static const struct columns columns = {
		.whole = { ORDERED_WHOLE, .few = true },
		.sql = "x.\"day\", " LEFT ", " WANTED ", t.\"quantity\", "
		       "coalesce(t.\"net\", t.\"amount\")",
		.n = 5,
		.from = "JOIN (SELECT d.\"order_line\" AS \"line\", "
			"max(v.\"shipped_on\") AS \"day\", "
			"CAST(sum(d.\"quantity\") AS BIGINT) AS \"quantity\" "
			"FROM delivery_line d "
			"JOIN delivery v ON v.\"id\" = d.\"delivery\" "
			"WHERE d.\"net\" IS NOT NULL AND d.\"deleted\" IS NULL "
			"AND v.\"deleted\" IS NULL "
			"AND v.\"status\" = 'shipped' "
			"GROUP BY d.\"order_line\") x ON x.\"line\" = t.\"id\"",
		.also = " AND t.\"quantity\" > 0 AND x.\"quantity\" > " WANTED
			" AND " LEFT " > " WANTED,
	};

	return records_each(r, &columns, take_over, err);
}

/* ---- what was charged otherwise than its line says now ---- */

/* The cells of that, behind those of the order. */
enum { OTHER_AMOUNT = ORDERED_OF_ORDER, OTHER_SAID, OTHER_LINE };

/* What a line says, less what was cancelled of it. */
#define SAYS \
	"CAST(round(" CRM_SQL_SUM_OF("t", \
	    "net") " * (1.0 - " \
		   "coalesce(1.0 * t.\"cancelled\" / nullif(t.\"quantity\", 0), 0))) " \
		   "AS BIGINT)"

static enum crm_status
add_other(struct tally_run *r, const struct crm_value *cell,
    struct crm_value *key, int64_t amount, struct crm_err *err)
{
	struct ordered_sums *sums = cube_at(&r->cube, key);

	return add_behind(r, cell, cell[OTHER_SAID].i,
	    cell[OTHER_SAID].i + amount, &part_of(r, sums, cell)->sold,
	    &sums->unrated, err);
}

static enum crm_status
take_other(struct tally_run *r, const struct crm_value *cell,
    struct crm_value *key, struct crm_err *err)
{
	return cell[OTHER_AMOUNT].kind == CRM_INT &&
		cell[OTHER_AMOUNT].i != 0 &&
		within_days(r->o, cell[ORDERED_DAY])
	    ? add_other(r, cell, key, cell[OTHER_AMOUNT].i, err)
	    : CRM_OK;
}

/* Of an order that was amended what had left before keeps its price. */
static enum crm_status
scan_repriced(struct tally_run *r, struct crm_err *err)
{
	static const struct columns columns = {
		.whole = { ORDERED_WHOLE, .few = true },
		.sql = CRM_SQL_REPRICED_OF("t", "net") ", " SAYS,
		.n = 2,
		.from = "JOIN (SELECT DISTINCT d.\"order_line\" AS \"line\" "
			"FROM delivery_line d JOIN delivery v "
			"ON v.\"id\" = d.\"delivery\" JOIN sale_order a "
			"ON a.\"id\" = v.\"order\" "
			"WHERE a.\"revision\" IS NOT NULL "
			"AND d.\"net\" IS NOT NULL) x ON x.\"line\" = t.\"id\"",
	};

	return records_each(r, &columns, take_other, err);
}

/* What of a subscription was charged and is not served any more. */
struct unserved {
	struct unserved *next;
	int64_t line;
	struct crm_value *cell, *key;
};

static enum crm_status
take_subscribed(struct tally_run *r, const struct crm_value *cell,
    struct crm_value *key, struct crm_err *err)
{
	struct unserved **all = r->ctx, *u;
	size_t i;

	if (cell[OTHER_LINE].kind == CRM_INT &&
	    within_days(r->o, cell[ORDERED_DAY])) {
		u = crm_alloc(r->arena, sizeof *u);
		*u = (struct unserved){ *all, cell[OTHER_LINE].i,
			crm_alloc_n(r->arena, OTHER_LINE, sizeof *u->cell),
			crm_alloc_n(r->arena, r->d.n + 1, sizeof *u->key) };
		for (i = 0; i < OTHER_LINE; i++)
			u->cell[i] = crm_value_dup(r->arena, cell[i]);
		for (i = 0; i < r->d.n; i++)
			u->key[i] = crm_value_dup(r->arena, key[i]);
		*all = u;
	}
	return take_other(r, cell, key, err);
}

/* A subscription comes to what it is charged, period by period. */
static enum crm_status
scan_subscribed(struct tally_run *r, struct crm_err *err)
{
	static const struct columns columns = {
		.whole = { ORDERED_WHOLE, .few = true },
		.sql = "x.\"net\" - " SAYS ", " SAYS ", "
		       "CASE WHEN x.\"cut\" > 0 THEN t.\"id\" END",
		.n = 3,
		.from =
		    "JOIN (SELECT c.\"order_line\" AS \"line\", "
		    "CAST(sum(coalesce(c.\"net\", c.\"amount\")) AS BIGINT) "
		    "AS \"net\", count(c.\"first_until\") AS \"cut\" "
		    "FROM receivable c WHERE c.\"form\" = 'subscription' "
		    "AND c.\"void_on\" IS NULL AND c.\"deleted\" IS NULL "
		    "GROUP BY c.\"order_line\") x ON x.\"line\" = t.\"id\"",
	};
	struct unserved *u = NULL;
	enum crm_status st;
	int64_t net;

	r->ctx = &u;
	st = records_each(r, &columns, take_subscribed, err);
	for (; st == CRM_OK && u != NULL; u = u->next)
		if ((st = crm_subscription_cut(r->s, u->line, &net, err)) ==
		    CRM_OK)
			st = add_other(r, u->cell, u->key, -net, err);
	r->ctx = NULL;
	return st;
}

static enum crm_status
scan(struct tally_run *r, struct crm_err *err)
{
	enum crm_status st = scan_lines(r, err);

	if (st == CRM_OK)
		st = scan_over(r, err);
	if (st == CRM_OK)
		st = scan_repriced(r, err);
	if (st == CRM_OK)
		st = scan_subscribed(r, err);
	return st == CRM_OK ? scan_returns(r, err) : st;
}

static enum crm_status
merge_part(
    struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct part *x = sums;
	const struct part *y = from;
	enum crm_status st;

	x->lines += y->lines;
	set_merge(&x->orders, y->orders, r->arena);
	if ((st = add_money(&x->sold, y->sold, err)) != CRM_OK ||
	    (st = add_money(&x->back, y->back, err)) != CRM_OK)
		return st;
	return CRM_OK;
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	return ordered_merge(
	    r, sums, from, sizeof(struct part), merge_part, err);
}

static int64_t
weight(const struct tally_run *r, const void *sums)
{
	const struct part *x = apart_base(
	    &((const struct ordered_sums *)sums)->by);

	(void)r;
	return x == NULL ? 0 : x->sold + x->back;
}

static bool
is_met(const void *part)
{
	const struct part *x = part;

	return x->lines > 0 || x->sold != 0 || x->back != 0;
}

static enum crm_status
print_part(const struct tally_row *row, const struct apart_sum *own,
    struct crm_err *err)
{
	const struct part *x = own->sums;
	const struct part *all = apart_base(
	    &((const struct ordered_sums *)row->total)->by);

	return tally_put(row,
	    (struct crm_value[]){ crm_value_int(x->sold + x->back),
		own->currency == NULL && all != NULL
		    ? tally_share(row, x->sold + x->back, all->sold + all->back)
		    : CRM_VALUE_NULL,
		crm_value_int(x->sold), crm_value_int(-x->back),
		crm_value_int(x->lines), crm_value_int(set_size(x->orders)),
		apart_currency(own, row->base) },
	    err);
}

static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	return ordered_print(row, &((struct ordered_sums *)row->sums)->by,
	    sizeof(struct part), is_met, print_part, err);
}

static const struct tally tally = {
	.entity = "order-line",
	.headings = headings,
	.n_headings = COUNT(headings),
	.size = sizeof(struct ordered_sums),
	.date = "order.ordered_on",
	.scan = scan,
	.merge = merge,
	.print = print,
	.weight = weight,
	.heavy_first = true,
	.unrated = { N_("line"), "crm-order",
	    offsetof(struct ordered_sums, unrated) },
};

const struct crm_report report_order_sales = {
	.name = "order-sales",
	.group = "Orders",
	.help = "what was ordered less what came back, each in its own period",
	.takes_on = true,
	.takes_by = true,
	.tallies = true,
	.entity = "order-line",
	.define =
	    "sold = sum of net, without tax, of the lines in the base currency "
	    "at the rate of their order; a line without one counts with its "
	    "amount, else quantity x unit price less its discount; what left "
	    "beyond what was ordered and is charged by its delivery counts "
	    "too, on the day that it left; what left before its order was "
	    "amended counts at what it was charged, and a subscription that "
	    "was confirmed with what its periods come to, on the day of the "
	    "order; an order with an amount and no lines counts with that, "
	    "and so one line; returned = "
	    "sum of net of what came back, also as a line of a quantity below "
	    "zero; net = sold - returned; share = net "
	    "/ net of all rows. --by order.ordered_on: of what came back the "
	    "day is returned_on, of what left beyond shipped_on. What is in another currency without a rate has a row of its own, in "
	    "its currency, and is in no other.\n"
	    "Counted: lines of orders that are neither cancelled nor drafts "
	    "without a number or an external id, less what was cancelled of them, and what came "
	    "back of them.\n"
	    "Date: the day of the order, of what came back returned_on, within "
	    "--from and --to, at most --on.\n"
	    "Whose: the order's owner (--by order.owner).\n",
	.tally = &tally,
};
