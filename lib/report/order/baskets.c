/* Baskets: how large orders are, by their lines, their pieces and what they come to. */
#include "ordered.h"

#include <stdlib.h>

/* Of an order, or of some lines of it until they are put together. */
struct basket {
	int64_t order, lines, pieces, net;
	bool counted; /* a quantity is known */
};

/* Of a currency. */
struct part {
	struct basket *v;
	size_t n, cap;
};

struct sums {
	struct apart by; /* struct part */
	struct unrated unrated;
	int64_t net; /* in the base currency */
};

static const struct heading headings[] = {
	{ "orders", "Orders", "订单数", CRM_T_INT, CRM_ROLE_FIGURE,
	    .nothing = true },
	{ "mean_lines", "Lines an order", "每单明细数", CRM_T_DECIMAL,
	    CRM_ROLE_FIGURE },
	{ "mean_pieces", "Pieces an order", "每单件数", CRM_T_DECIMAL,
	    CRM_ROLE_FIGURE },
	{ "mean_net", "Net an order", "每单净额", CRM_T_MONEY,
	    CRM_ROLE_FIGURE },
	{ "median_net", "Median net", "净额中位数", CRM_T_MONEY,
	    CRM_ROLE_FIGURE },
	NOTE_HEADING,
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
};

static enum crm_status
basket_add(struct basket *x, const struct basket *y, struct crm_err *err)
{
	enum crm_status st = add_money(&x->pieces, y->pieces, err);

	x->lines += y->lines;
	x->counted |= y->counted;
	return st == CRM_OK ? add_money(&x->net, y->net, err) : st;
}

/* Lines of an order mostly come one behind the other. */
static enum crm_status
part_add(struct part *x, struct crm_arena *a, const struct basket *b,
    struct crm_err *err)
{
	if (x->n > 0 && x->v[x->n - 1].order == b->order)
		return basket_add(&x->v[x->n - 1], b, err);
	x->v = crm_grow(a, x->v, x->n, &x->cap, sizeof *x->v);
	x->v[x->n++] = *b;
	return CRM_OK;
}

static enum crm_status
add(struct tally_run *r, struct sums *sums, const struct crm_value *cell,
    struct crm_err *err)
{
	const struct crm_value currency = cell[ORDERED_CURRENCY],
			       rate = cell[ORDERED_RATE];
	struct basket b = { .order = cell[ORDERED_ORDER].i, .lines = 1 };
	struct ordered line;
	enum crm_status st = ordered_read(r, cell, &line, err);
	struct part *x;

	if (st != CRM_OK || line.back)
		return st;
	x = ordered_part(r, &sums->by, sizeof *x, currency, rate);
	if (line.quantity.kind == CRM_INT) {
		b.counted = true;
		b.pieces = line.quantity.i;
	}
	st = add_of_order(
	    r, currency, rate, line.amount, &b.net, &sums->unrated, err);
	if (st == CRM_OK)
		st = part_add(x, r->arena, &b, err);
	return st == CRM_OK && x == apart_base(&sums->by)
	    ? add_money(&sums->net, b.net, err)
	    : st;
}

static enum crm_status
take(struct tally_run *r, const struct crm_value *cell, struct crm_value *key,
    struct crm_err *err)
{
	return ordered_counts(r, cell)
	    ? add(r, cube_at(&r->cube, key), cell, err)
	    : CRM_OK;
}

static enum crm_status
scan(struct tally_run *r, struct crm_err *err)
{
	static const struct columns columns = {
		ORDERED_LINES,
	};
	static const struct columns bare = {
		ORDERED_BARE,
	};

	return records_and_bare(r, &columns, &bare, take, err);
}

static enum crm_status
merge_part(
    struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct part *x = sums;
	const struct part *y = from;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < y->n && st == CRM_OK; i++)
		st = part_add(x, r->arena, &y->v[i], err);
	return st;
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct sums *x = sums;
	const struct sums *y = from;
	enum crm_status st = apart_merge(
	    &x->by, r, &y->by, sizeof(struct part), merge_part, err);

	if (st == CRM_OK)
		st = unrated_merge(&x->unrated, r->arena, &y->unrated, err);
	return st == CRM_OK ? add_money(&x->net, y->net, err) : st;
}

static int64_t
weight(const struct tally_run *r, const void *sums)
{
	(void)r;
	return ((const struct sums *)sums)->net;
}

static bool
is_met(const void *part)
{
	const struct part *x = part;

	return x->n > 0;
}

static int
by_order(const void *a, const void *b)
{
	const struct basket *x = a, *y = b;

	return (x->order > y->order) - (x->order < y->order);
}

static int
by_net(const void *a, const void *b)
{
	const struct basket *x = a, *y = b;

	return (x->net > y->net) - (x->net < y->net);
}

/* One of each order, the least first. */
static enum crm_status
put_together(struct part *x, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i, n = 0;

	if (x->n == 0)
		return CRM_OK;
	qsort(x->v, x->n, sizeof *x->v, by_order);
	for (i = 1; i < x->n && st == CRM_OK; i++)
		if (x->v[i].order == x->v[n].order)
			st = basket_add(&x->v[n], &x->v[i], err);
		else
			x->v[++n] = x->v[i];
	x->n = n + 1;
	qsort(x->v, x->n, sizeof *x->v, by_net);
	return st;
}

/* Of amounts and quantities, which are whole numbers of their smallest part. */
static struct crm_value
mean(__int128 sum, int64_t n, int64_t step)
{
	return n == 0
	    ? CRM_VALUE_NULL
	    : crm_value_int(step * crm_div_round(sum, (__int128)n * step));
}

static struct crm_value
median_net(const struct part *x)
{
	return x->n == 0
	    ? CRM_VALUE_NULL
	    : crm_value_int(crm_div_round(
		  (__int128)x->v[(x->n - 1) / 2].net + x->v[x->n / 2].net, 2));
}

static enum crm_status
print_part(const struct tally_row *row, const struct apart_sum *own,
    struct crm_err *err)
{
	enum { HUNDREDTH = CRM_WHOLE / 100 };
	struct part *x = own->sums;
	enum crm_status st = put_together(x, err);
	__int128 pieces = 0, net = 0;
	int64_t lines = 0, counted = 0, n = (int64_t)x->n;
	size_t i;

	for (i = 0; i < x->n; i++) {
		lines += x->v[i].lines;
		counted += x->v[i].counted;
		pieces += x->v[i].pieces;
		net += x->v[i].net;
	}
	return st == CRM_OK
	    ? tally_put(row,
		  (struct crm_value[]){ crm_value_int(n), mean_of(lines, n),
		      mean(pieces, counted, HUNDREDTH), mean(net, n, 1),
		      median_net(x), low_n(n), apart_currency(own, row->base) },
		  err)
	    : st;
}

static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	return ordered_print(row, &((struct sums *)row->sums)->by,
	    sizeof(struct part), is_met, print_part, err);
}

static const struct tally tally = {
	.entity = "order-line",
	.headings = headings,
	.n_headings = COUNT(headings),
	.size = sizeof(struct sums),
	.date = "order.ordered_on",
	.scan = scan,
	.merge = merge,
	.print = print,
	.weight = weight,
	.heavy_first = true,
	.unrated = { N_("line"), "crm-order", offsetof(struct sums, unrated) },
};

const struct crm_report report_baskets = {
	.name = "baskets",
	.group = "Orders",
	.help = "how large orders are: lines, pieces and net an order",
	.takes_on = true,
	.takes_by = true,
	.tallies = true,
	.entity = "order-line",
	.drawn = "mean_net",
	.define =
	    "orders = different ones; mean_lines = lines / orders; "
	    "mean_pieces = sum of the quantities / those of the orders that "
	    "have any; mean_net = net / orders; net = sum of net, without tax, "
	    "of the lines in the base currency at the rate of their order; a "
	    "line without one counts with its amount, else quantity x unit "
	    "price less its discount; a subscription counts with one period; "
	    "an order with an amount and no lines counts with that, and so "
	    "one line; a line of a quantity below zero came back, and is in no "
	    "order. median_net = the middle one, of an even number the "
	    "mean of the two in the middle. By what a line has (--by product) "
	    "an order counts in each with its lines there. Under 20 the note "
	    "says low n. What is in another currency without a rate has a row of its own, in "
	    "its currency, and is in no other.\n"
	    "Counted: lines of orders that are neither cancelled nor drafts "
	    "without a number or an external id, less what was cancelled of them.\n"
	    "Date: the day their order was ordered on, within --from and --to, "
	    "at most --on.\n"
	    "Whose: the order's owner (--by order.owner).\n",
	.tally = &tally,
};
