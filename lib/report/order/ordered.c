/* Lines of orders as reports count them: less what was cancelled, in the base currency. */
#include "ordered.h"

static struct crm_text
currency_of(const struct tally_run *r, struct crm_value currency)
{
	return currency.kind == CRM_STR ? currency.t : crm_text_of(r->base);
}

static enum crm_status
too_large(struct crm_err *err)
{
	return crm_fail(err, CRM_FAIL, "a line is too large");
}

/* Takes off what was cancelled, and of the amount its share. */
static bool
take_cancelled(
    struct crm_value cancelled, struct crm_value *sum, struct crm_value *all)
{
	int64_t off;

	if (cancelled.kind != CRM_INT || cancelled.i == 0 ||
	    all->kind != CRM_INT)
		return true;
	if (sum->kind == CRM_INT && all->i != 0) {
		if (!crm_mul_div(sum->i, cancelled.i, all->i, &off))
			return false;
		sum->i -= off;
	}
	all->i -= cancelled.i;
	return true;
}

enum crm_status
ordered_price(const struct tally_run *r, const struct crm_value *cell,
    struct crm_value quantity, struct crm_value discount, struct crm_value *out,
    struct crm_err *err)
{
	int digits = crm_currency_digits_n(
	    currency_of(r, cell[ORDERED_CURRENCY]));

	return crm_line_counts(CRM_VALUE_NULL, quantity, cell[ORDERED_PRICE],
		   discount, digits, out)
	    ? CRM_OK
	    : too_large(err);
}

bool
ordered_counts(const struct tally_run *r, const struct crm_value *cell)
{
	const struct crm_value off = cell[ORDERED_CANCELLED],
			       all = cell[ORDERED_QUANTITY];
	bool gone = off.kind == CRM_INT && off.i != 0 && all.kind == CRM_INT &&
	    off.i == all.i;

	return !gone && within_days(r->o, cell[ORDERED_DAY]);
}

/* A line that takes off, as a discount does, is of a quantity all the same. */
static bool
came_back(const struct ordered *line)
{
	return line->quantity.kind == CRM_INT
	    ? line->quantity.i < 0
	    : line->amount.kind == CRM_INT && line->amount.i < 0;
}

enum crm_status
ordered_read(const struct tally_run *r, const struct crm_value *cell,
    struct ordered *out, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	out->amount = cell[ORDERED_SUM];
	out->quantity = cell[ORDERED_QUANTITY];
	if (!take_cancelled(
		cell[ORDERED_CANCELLED], &out->amount, &out->quantity))
		return too_large(err);
	if (out->amount.kind != CRM_INT)
		st = ordered_price(r, cell, out->quantity,
		    cell[ORDERED_DISCOUNT], &out->amount, err);
	out->back = came_back(out);
	return st;
}

void *
ordered_part(struct tally_run *r, struct apart *by, size_t size,
    struct crm_value currency, struct crm_value rate)
{
	struct crm_text own = currency_of(r, currency);
	int64_t base;

	/* Of any amount. */
	if (crm_in_base(r->s, crm_value_int(0), own, rate, &base) !=
	    CRM_BASE_NO_RATE)
		own = (struct crm_text){ "", 0 };
	return apart_at(by, r->arena, own, size);
}

enum crm_status
add_of_order(struct tally_run *r, struct crm_value currency,
    struct crm_value rate, struct crm_value amount, int64_t *sum,
    struct unrated *unrated, struct crm_err *err)
{
	struct crm_text own = currency_of(r, currency);
	enum crm_status st;
	int64_t base;

	switch (crm_in_base(r->s, amount, own, rate, &base)) {
	case CRM_BASE_TOO_LARGE:
		return crm_fail(err, CRM_FAIL,
		    "a line is too large in %s at its rate", r->base);
	case CRM_BASE_NO_RATE:
		st = unrated == NULL
		    ? CRM_OK
		    : unrated_add(unrated, r->arena, own, amount.i, err);
		return st == CRM_OK ? add_money(sum, amount.i, err) : st;
	default:
		return add_money(sum, base, err);
	}
}

enum crm_status
add_behind(struct tally_run *r, const struct crm_value *cell, int64_t from,
    int64_t to, int64_t *sum, struct unrated *unrated, struct crm_err *err)
{
	struct crm_text own = currency_of(r, cell[ORDERED_CURRENCY]);
	int64_t before = 0;
	enum crm_status st;

	if (crm_in_base(r->s, crm_value_int(from), own, cell[ORDERED_RATE],
		&before) != CRM_BASE_KNOWN)
		return add_of_order(r, cell[ORDERED_CURRENCY],
		    cell[ORDERED_RATE], crm_value_int(to - from), sum, unrated,
		    err);
	if ((st = add_money(sum, -before, err)) != CRM_OK)
		return st;
	return add_of_order(r, cell[ORDERED_CURRENCY], cell[ORDERED_RATE],
	    crm_value_int(to), sum, unrated, err);
}

enum crm_status
ordered_print(const struct tally_row *row, struct apart *by, size_t size,
    bool (*is_met)(const void *part),
    enum crm_status (*put)(const struct tally_row *row,
	const struct apart_sum *part, struct crm_err *err),
    struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	apart_at(by, row->run->arena, CRM_TEXT(""), size);
	for (i = 0; i < by->n && st == CRM_OK; i++)
		if (i > 0 || by->n == 1 || is_met(by->by[0].sums))
			st = put(row, &by->by[i], err);
	return st;
}

enum crm_status
ordered_merge(struct tally_run *r, struct ordered_sums *sums,
    const struct ordered_sums *from, size_t size,
    enum crm_status (*merge)(
	struct tally_run *r, void *part, const void *from, struct crm_err *err),
    struct crm_err *err)
{
	enum crm_status st = apart_merge(
	    &sums->by, r, &from->by, size, merge, err);

	return st == CRM_OK
	    ? unrated_merge(&sums->unrated, r->arena, &from->unrated, err)
	    : st;
}
