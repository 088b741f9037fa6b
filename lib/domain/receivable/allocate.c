/* What of a payment is for what, by a method or as somebody names it: the rows. */
#include "allocate.h"

#include <crm/domain/rate.h>
#include <crm/domain/period.h>
#include <crm/domain/terms.h>

/* ---- a method ---- */

/* Not before what was taken back of either was free again, nor before it is booked: the
 * first open day of those where none is said, else as it is said. */
static enum crm_status
day_of_row(
    struct allocating *k, int64_t receivable, int64_t *day, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(k->paid.id),
		crm_value_int(receivable) };
	struct crm_value freed;
	struct side owed;
	enum crm_status st;

	if (*day != CRM_DATE_MIN)
		return CRM_OK;
	st = crm_get_int(k->s,
	    "SELECT max(\"allocated_on\") FROM allocation "
	    "WHERE (\"payment\" = ? OR \"receivable\" = ?) "
	    "AND \"reverses\" IS NOT NULL AND \"deleted\" IS NULL",
	    v, COUNT(v), &freed, err);
	if (st != CRM_OK || freed.kind != CRM_INT || freed.i <= k->paid.day.i)
		return st;
	st = side_load(k->s, false, receivable, &owed, err);
	if (st == CRM_OK && owed.day.kind == CRM_INT)
		*day = side_open_day(k->s, &owed,
		    side_open_day(k->s, &k->paid,
			freed.i > owed.day.i ? freed.i : owed.day.i));
	return st;
}

static enum crm_status
write_row(struct allocating *k, int64_t receivable, int64_t amount,
    int64_t paid, int64_t day, struct crm_err *err)
{
	enum crm_status st = day_of_row(k, receivable, &day, err);
	const struct row row = { .kind = "payment",
		.payment = k->paid.id,
		.receivable = receivable,
		.amount = amount,
		.paid = paid,
		.day = day };

	k->day = day;
	if (st == CRM_OK)
		st = row_insert(k->s, &row, &k->row, err);
	if (st == CRM_OK && k->how->each != NULL)
		k->how->each(k->how->ctx, k->row);
	k->last = receivable;
	return st;
}

/* What early payment takes off beside what is paid, on the same day, as long as that is
 * paid: given up as anything else is, for who allocates may have said the terms himself. */
static enum crm_status
write_early(
    struct allocating *k, const struct candidate *c, struct crm_err *err)
{
	bool asked = false;
	int64_t id = 0;
	enum crm_status st = CRM_OK;
	int64_t off = c->share == 0
	    ? 0
	    : crm_early_relieves(c->open, c->share, c->take) - c->take;
	const struct crm_writing_off w = {
		.receivable = c->id,
		.kind = "discount",
		.amount = off,
		.day = k->day != CRM_DATE_MIN
		    ? k->day
		    : side_open_day(k->s, &k->paid, turn_day(k, c->day)),
		.reason = CRM_TEXT("early payment"),
		.allocation = k->row,
	};

	if (off > 0)
		st = write_off_asked(k->s, &w, &id, &asked, err);
	if (st == CRM_OK && asked && k->how->asks != NULL)
		k->how->asks(k->how->ctx, id);
	return st;
}

static enum crm_status
write_one(struct allocating *k, const struct candidate *c, int64_t day,
    struct crm_err *err)
{
	enum crm_status st = write_row(k, c->id, c->take, 0, day, err);

	return st == CRM_OK ? write_early(k, c, err) : st;
}

/* Money can be for what was given up; a credit note cannot. */
static bool
is_money(const struct allocating *k)
{
	return !crm_text_is(crm_text_of(k->paid.kind), "credit");
}

/* In the payment's money what an amount of the other currency is, and back. */
static bool
converted(const struct allocating *k, const struct side *owed, int64_t amount,
    bool back, int64_t *out)
{
	if (!back)
		return convert_money(
		    amount, owed->digits, k->rate, k->paid.digits, out);
	return crm_mul_div(amount,
	    crm_pow10(CRM_RATE_DIGITS) * crm_pow10(owed->digits) /
		crm_pow10(k->paid.digits),
	    k->rate, out);
}

/* One that is named, and what early payment takes off it. */
static enum crm_status
candidate_of(struct allocating *k, const struct side *owed,
    struct candidate *out, struct crm_err *err)
{
	*out = (struct candidate){ .id = owed->id,
		.open = owed->left,
		.early = true,
		.day = owed->day.kind == CRM_INT ? owed->day.i
						 : k->paid.day.i };
	return turn_early(k, out, err);
}

/* In another currency than the payment's. */
static enum crm_status
take_apart(struct allocating *k, const struct crm_allocate_to *to,
    const struct side *owed, struct crm_err *err)
{
	int64_t most = k->paid.left, paid;
	struct candidate c;
	enum crm_status st = candidate_of(k, owed, &c, err);

	if (st != CRM_OK)
		return st;
	c.take = to->amount;
	if (c.take == 0 && converted(k, owed, most, true, &most))
		c.take = least_of(turn_price(&c), most);
	if (c.take == 0)
		return CRM_OK;
	if (!converted(k, owed, c.take, false, &paid))
		return crm_fail_field(err, CRM_INVALID, "rate",
		    "the amount is too large at this rate");
	if (to->amount == 0)
		paid = least_of(paid, k->paid.left);
	st = write_row(k, owed->id, c.take, money_decimal(paid, k->paid.digits),
	    k->how->day, err);
	return st == CRM_OK ? write_early(k, &c, err) : st;
}

/* What is beyond what is open was perhaps given up. */
static enum crm_status
take_here(struct allocating *k, const struct crm_allocate_to *to,
    const struct side *owed, struct crm_err *err)
{
	struct candidate c;
	int64_t wanted = to->amount != 0 ? to->amount : k->paid.left, back = 0;
	enum crm_status st = candidate_of(k, owed, &c, err);
	int64_t day = turn_day(k, c.day);

	if (st == CRM_OK && wanted > c.open && is_money(k))
		st = recover(k->s, c.id, wanted - c.open, &day, &back, err);
	if (st != CRM_OK)
		return st;
	c.open += back;
	c.take = to->amount != 0 ? to->amount
				 : least_of(turn_price(&c), k->paid.left);
	/* Nothing is left for those that come later in the list. */
	return c.take > 0 ? write_one(k, &c, back > 0 ? day : k->how->day, err)
			  : CRM_OK;
}

/* Of another currency: the one that is said, else that of the day; 0: none. */
static enum crm_status
find_rate(struct allocating *k, const struct side *owed, struct crm_err *err)
{
	struct crm_text of = crm_text_of(owed->currency);
	struct crm_text in = crm_text_of(k->paid.currency);
	int64_t booked = owed->day.kind == CRM_INT ? owed->day.i
						   : k->paid.day.i;

	k->rate = 0;
	if (crm_text_eq(of, in))
		return CRM_OK;
	k->rate = k->how->rate;
	return k->rate != 0 ? CRM_OK
			    : crm_rate_between(k->s, of, in,
				  turn_day(k, booked), &k->rate, err);
}

static enum crm_status
take_explicit(
    struct allocating *k, const struct crm_allocate_to *to, struct crm_err *err)
{
	struct side owed;
	enum crm_status st;

	if ((st = side_load(k->s, false, to->receivable, &owed, err)) != CRM_OK)
		return st;
	if ((st = find_rate(k, &owed, err)) != CRM_OK)
		return st;
	st = k->rate != 0 ? take_apart(k, to, &owed, err)
			  : take_here(k, to, &owed, err);
	return st == CRM_OK ? side_load(k->s, true, k->paid.id, &k->paid, err)
			    : st;
}

static enum crm_status
write_taken(struct allocating *k, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < k->n && st == CRM_OK; i++)
		if (k->c[i].take > 0)
			st = write_one(k, &k->c[i], k->how->day, err);
	return st;
}

/* ---- bad debts that are paid after all ---- */

/* What was given up of a receivable is owed again as far as there is money for it
 * beyond what is open, and paid. */
static enum crm_status
pay_given_up(
    struct allocating *k, int64_t receivable, int64_t most, struct crm_err *err)
{
	int64_t back, day = turn_day(k, k->paid.day.i);
	enum crm_status st = recover(k->s, receivable, most, &day, &back, err);

	return st == CRM_OK && back > 0
	    ? write_row(k, receivable, back, 0, day, err)
	    : st;
}

/* What is left behind all that is open. */
static enum crm_status
pay_bad_debts(struct allocating *k, struct crm_err *err)
{
	const int64_t *known;
	enum crm_status st;
	int64_t *ids;
	size_t i, n;

	if ((st = side_load(k->s, true, k->paid.id, &k->paid, err)) != CRM_OK ||
	    k->paid.left == 0 || !is_money(k))
		return st;
	st = queue_given_up(k->s, k->queue, &known, &n, err);
	ids = crm_alloc_n(k->a, n + 1, sizeof *ids);
	for (i = 0; i < n; i++)
		ids[i] = known[i];
	for (i = 0; i < n && k->paid.left > 0 && st == CRM_OK; i++) {
		if (!turn_is_meant(k->how, ids[i]))
			continue;
		st = pay_given_up(k, ids[i], k->paid.left, err);
		if (st == CRM_OK)
			st = side_load(k->s, true, k->paid.id, &k->paid, err);
	}
	return st;
}

/* ---- whose turn it is ---- */

static enum crm_status
choose(struct allocating *k, struct crm_err *err)
{
	enum crm_status st;

	k->n = 0;
	st = turn_find(k, err);
	return st == CRM_OK ? turn_take(k, err) : st;
}

/* Locks those that get something: whether they are as the batch knows them, for on a
 * server others write too. */
static enum crm_status
check_known(struct allocating *k, bool *known, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	struct side owed;
	size_t i;

	*known = true;
	for (i = 0; i < k->n && *known && st == CRM_OK; i++) {
		if (k->c[i].take == 0)
			continue;
		st = side_load(k->s, false, k->c[i].id, &owed, err);
		*known = st == CRM_OK && owed.left == k->c[i].open &&
		    !owed.void_;
	}
	if (st == CRM_OK && !*known)
		queue_stale(k->s);
	return st;
}

/* By no method, but perhaps as it is named. */
static enum crm_status
take_beside(
    struct allocating *k, const struct crm_allocate_to *to, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(k->s), "customer");
	struct side owed;
	enum crm_status st = side_load(k->s, false, to->receivable, &owed, err);
	const char *id;

	if (st != CRM_OK)
		return st;
	id = side_id(k->s, k->a, &owed);
	if (owed.void_)
		return crm_fail_record(err, CRM_RULE,
		    "%s is void: nothing is allocated to it", id);
	if (!crm_text_is(crm_text_of(owed.currency), k->paid.currency))
		return crm_fail_record(err, CRM_RULE,
		    "%s is in %s and %s in %s, and no method looks for that: "
		    "crm-order payment allocate %s to=%s rate=N, how many %s "
		    "one %s is",
		    side_id(k->s, k->a, &k->paid), k->paid.currency, id,
		    owed.currency, side_id(k->s, k->a, &k->paid), id,
		    k->paid.currency, owed.currency);
	if (owed.customer != k->paid.customer && !k->how->subsidiaries)
		return crm_fail_record(err, CRM_RULE,
		    "%s is of %s, %s of %s: subsidiaries=yes takes what those "
		    "below the customer owe",
		    id, typed_id(k->a, e, owed.customer),
		    side_id(k->s, k->a, &k->paid),
		    typed_id(k->a, e, k->paid.customer));
	return owed.left == 0 ? CRM_OK : take_explicit(k, to, err);
}

/* What is named by somebody is not passed over. */
static enum crm_status
check_meant(struct allocating *k, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	if (!k->how->each_meant || k->how->n_to == 0)
		return CRM_OK;
	st = queue_open(k, &k->queue, err);
	for (i = 0; i < k->how->n_to && st == CRM_OK; i++)
		if (!queue_has(k->queue, k->how->to[i].receivable))
			st = take_beside(k, &k->how->to[i], err);
	return st;
}

static enum crm_status
by_method(struct allocating *k, struct crm_err *err)
{
	enum crm_status st = check_meant(k, err);
	bool known = true;

	if (st != CRM_OK)
		return st;

	do {
		st = choose(k, err);
		if (st == CRM_OK)
			st = check_known(k, &known, err);
	} while (st == CRM_OK && !known);
	if (st != CRM_OK || (st = write_taken(k, err)) != CRM_OK)
		return st;
	return k->how->by == CRM_ALLOCATE_OLDEST || k->how->n_to > 0
	    ? pay_bad_debts(k, err)
	    : CRM_OK;
}

/* A payment that is named is not passed over for its day. */
static enum crm_status
check_day(struct allocating *k, struct crm_err *err)
{
	if (!k->how->each_meant || k->how->day == CRM_DATE_MIN ||
	    k->paid.day.kind != CRM_INT || k->how->day >= k->paid.day.i)
		return CRM_OK;
	return crm_fail_record(err, CRM_RULE,
	    "%s is of %s, and cannot be allocated on %s, which is before that",
	    side_id(k->s, k->a, &k->paid), date_dup(k->a, k->paid.day.i),
	    date_dup(k->a, k->how->day));
}

/* An amount that is named is one that is meant: no method finds another. */
static enum crm_status
check_amounts_said(const struct crm_allocating *how, struct crm_err *err)
{
	size_t i;

	for (i = 0; i < how->n_to && how->by != CRM_ALLOCATE_EXPLICIT; i++)
		if (how->to[i].amount != 0)
			return crm_fail_field(err, CRM_INVALID, "method",
			    "finds the amounts itself; with amounts that are "
			    "named it is explicit, or leave the amounts away");
	return CRM_OK;
}

enum crm_status
crm_allocate(struct crm_store *s, int64_t payment,
    const struct crm_allocating *how, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "payment");
	struct crm_arena a = CRM_ARENA_INIT;
	struct allocating k = { .s = s, .how = how, .a = &a };
	struct crm_record r;
	enum crm_status st;
	size_t i;

	if ((st = check_amounts_said(how, err)) != CRM_OK ||
	    how->by == CRM_ALLOCATE_NONE)
		return st;
	if ((st = side_load(s, true, payment, &k.paid, err)) != CRM_OK ||
	    (st = check_day(&k, err)) != CRM_OK ||
	    (st = crm_load(s, e, payment, &a, &r, err)) != CRM_OK)
		goto out;
	k.seller = *value_of(&r, "seller");
	k.reference = text_of(&r, "reference");
	k.order = number(&r, "order");
	if (how->by != CRM_ALLOCATE_EXPLICIT && k.paid.left > 0)
		st = by_method(&k, err);
	for (i = 0;
	     how->by == CRM_ALLOCATE_EXPLICIT && i < how->n_to && st == CRM_OK;
	     i++)
		st = take_explicit(&k, &how->to[i], err);
	if (st == CRM_OK && k.last != 0)
		st = take_small(s, payment, k.last, k.row, k.day, err);
out:
	crm_arena_free(&a);
	return st;
}

static void
note(void *ctx, int64_t allocation)
{
	*(int64_t *)ctx = allocation;
}

enum crm_status
crm_allocate_to(struct crm_store *s, int64_t payment, int64_t receivable,
    int64_t amount, int64_t day, int64_t *allocation, struct crm_err *err)
{
	const struct crm_allocate_to to = { receivable, amount };
	int64_t id = 0;
	const struct crm_allocating how = { .by = CRM_ALLOCATE_EXPLICIT,
		.to = &to,
		.n_to = 1,
		.day = day != CRM_DATE_MIN ? day : crm_store_clock(s)->today,
		.each = note,
		.ctx = &id };
	enum crm_status st = crm_allocate(s, payment, &how, err);

	if (st == CRM_OK && id == 0)
		st = crm_fail(err, CRM_RULE,
		    "nothing is left of the payment, or open of the receivable");
	if (allocation != NULL)
		*allocation = id;
	return st;
}
