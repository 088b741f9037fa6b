/*
 * What goes with an allocation: what early payment takes off, bad debts that are paid
 * after all, and differences so small that nobody asks for them.
 */
#include "ledger.h"

#include <crm/domain/period.h>
#include <crm/domain/terms.h>

/* ---- early payment ---- */

enum crm_status
early_of(struct crm_store *s, int64_t receivable, int64_t day, int64_t *share,
    int64_t *until, struct crm_err *err)
{
	const struct crm_value v = crm_value_int(receivable);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_text early = { NULL, 0 };
	int64_t from = 0;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*share = *until = 0;
	st = crm_sql(s,
	    "SELECT coalesce(r.\"early\", t.\"early\"), r.\"booked_on\" "
	    "FROM receivable r LEFT JOIN terms t ON t.\"id\" = r.\"terms\" "
	    "WHERE r.\"id\" = ?",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, v);
	if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		early = crm_text_of(text_dup(&a, crm_col_text(q, 0)));
		from = crm_col_int(q, 1);
		crm_reset(q);
	}
	if (st == CRM_OK && early.n > 0)
		st = crm_early_share(early, from, day, share, until, err);
	if (st == CRM_INVALID)
		crm_err_in_field(err, "early");
	crm_arena_free(&a);
	return st;
}

/* ---- bad debts ---- */

struct recovering {
	struct crm_store *s;
	int64_t most, back, day;
};

static enum crm_status
recover_one(void *ctx, int64_t write_off, struct crm_err *err)
{
	struct recovering *r = ctx;
	int64_t row, left, on;
	enum crm_action done;
	enum crm_status st;

	if (r->back >= r->most)
		return CRM_OK;
	st = write_off_left(r->s, write_off, &row, &left, &on, err);
	if (st != CRM_OK || left == 0)
		return st;
	/* Not before it was given up. */
	r->day = on > r->day ? on : r->day;
	left = left < r->most - r->back ? left : r->most - r->back;
	r->back += left;
	return crm_write_off_back(r->s, write_off, left, r->day, &done, err);
}

/* The last that was given up comes back first. */
#define GIVEN_UP(which) \
	"SELECT \"id\" FROM write_off WHERE \"receivable\" = ? " which \
	"AND \"status\" = 'posted' AND \"deleted\" IS NULL " \
	"ORDER BY \"id\" DESC"

static enum crm_status
take_back(struct crm_store *s, const char *sql, int64_t receivable,
    int64_t most, int64_t *day, int64_t *back, struct crm_err *err)
{
	const struct crm_value v = crm_value_int(receivable);
	struct recovering r = { .s = s, .most = most, .day = *day };
	enum crm_status st = each_id(s, sql, &v, 1, recover_one, &r, err);

	*day = r.day;
	*back = r.back;
	return st;
}

enum crm_status
recover(struct crm_store *s, int64_t receivable, int64_t most, int64_t *day,
    int64_t *back, struct crm_err *err)
{
	return take_back(s, GIVEN_UP("AND \"kind\" = 'bad_debt' "), receivable,
	    most, day, back, err);
}

enum crm_status
crm_given_up_back(struct crm_store *s, int64_t receivable, int64_t most,
    int64_t *day, int64_t *back, struct crm_err *err)
{
	return take_back(s, GIVEN_UP("AND \"kind\" <> 'discount' "), receivable,
	    most, day, back, err);
}

enum crm_status
crm_discount_back(struct crm_store *s, int64_t receivable, int64_t most,
    int64_t *day, int64_t *back, struct crm_err *err)
{
	return take_back(s, GIVEN_UP("AND \"kind\" = 'discount' "), receivable,
	    most, day, back, err);
}

/* The rows that took back what was given up, for the sake of an allocation: of the same receivable
 * and batch, right before it; the last first. */
#define RECOVERED_FOR \
	"SELECT b.\"id\" FROM allocation x JOIN allocation b " \
	"ON b.\"receivable\" = x.\"receivable\" AND b.\"born\" = x.\"born\" " \
	"WHERE x.\"id\" = ? AND b.\"id\" < x.\"id\" " \
	"AND b.\"write_off\" IS NOT NULL AND b.\"reverses\" IS NOT NULL " \
	"AND b.\"amount\" < 0 AND b.\"deleted\" IS NULL " \
	"AND NOT EXISTS (SELECT 1 FROM allocation p " \
	"WHERE p.\"receivable\" = x.\"receivable\" " \
	"AND p.\"kind\" = 'payment' AND p.\"id\" > b.\"id\" " \
	"AND p.\"id\" < x.\"id\" AND p.\"deleted\" IS NULL) " \
	"ORDER BY b.\"id\" DESC"

struct giving_up {
	struct crm_store *s;
	int64_t left, day;
};

static enum crm_status
give_up_one(void *ctx, int64_t row, struct crm_err *err)
{
	struct giving_up *g = ctx;
	struct rest rest;
	enum crm_status st;
	int64_t back;

	if (g->left <= 0)
		return CRM_OK;
	st = rest_of(g->s, row, &rest, err);
	if (st != CRM_OK || rest.amount >= 0)
		return st;
	back = -rest.amount < g->left ? -rest.amount : g->left;
	g->left -= back;
	return row_back(g->s, row, -back, g->day, NULL, err);
}

enum crm_status
give_up_again(struct crm_store *s, int64_t allocation, int64_t amount,
    int64_t day, struct crm_err *err)
{
	const struct crm_value v = crm_value_int(allocation);
	struct giving_up g = { s, amount, day };

	return each_id(s, RECOVERED_FOR, &v, 1, give_up_one, &g, err);
}

/* ---- small differences ---- */

/* What is small in a currency: the setting tolerance_USD; 0 without one. */
static int64_t
tolerance(struct crm_store *s, const struct side *x)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *said = crm_setting(
	    s, crm_sprintf(&a, "tolerance_%s", x->currency));
	int64_t v = 0;

	if (said == NULL ||
	    crm_number_parse(crm_text_of(said), x->digits, 0, &v, NULL) !=
		CRM_OK)
		v = 0;
	crm_arena_free(&a);
	return v;
}

/* Less than what was to be paid. */
static enum crm_status
give_up(struct crm_store *s, const struct side *owed, int64_t allocation,
    int64_t day, struct crm_err *err)
{
	const struct crm_writing_off w = {
		.receivable = owed->id,
		.kind = "rounding",
		.amount = owed->left,
		.day = day,
		.reason = CRM_TEXT("within the tolerance"),
		.allocation = allocation,
	};
	enum crm_status st;
	int64_t sum;
	bool may;

	st = write_off_authority(s, owed, owed->left, &may, &sum, err);
	return st == CRM_OK && may ? write_off_agreed(s, &w, err) : st;
}

/* More than that: it is no credit of anybody's. */
static enum crm_status
keep_surplus(struct crm_store *s, const struct side *paid, int64_t day,
    struct crm_err *err)
{
	struct row row = { .kind = "rounding",
		.payment = paid->id,
		.amount = paid->left,
		.day = day };
	enum crm_status st;
	int64_t sum;
	bool may;

	st = write_off_authority(s, paid, paid->left, &may, &sum, err);
	return st == CRM_OK && may ? row_insert(s, &row, NULL, err) : st;
}

enum crm_status
take_small(struct crm_store *s, int64_t payment, int64_t receivable,
    int64_t allocation, int64_t day, struct crm_err *err)
{
	struct side paid, owed;
	enum crm_status st;

	if ((st = side_load(s, true, payment, &paid, err)) != CRM_OK ||
	    (st = side_load(s, false, receivable, &owed, err)) != CRM_OK)
		return st;
	if (day == CRM_DATE_MIN)
		day = side_open_day(s, &paid,
		    side_open_day(s, &owed,
			paid.day.i > owed.day.i ? paid.day.i : owed.day.i));
	if (paid.left == 0 && owed.left > 0 && owed.left <= tolerance(s, &owed))
		return give_up(s, &owed, allocation, day, err);
	return owed.left == 0 && paid.left > 0 &&
		paid.left <= tolerance(s, &paid)
	    ? keep_surplus(s, &paid, day, err)
	    : CRM_OK;
}

/* ---- and back ---- */

/* What goes back with (some of) an allocation. */
struct going_back {
	struct crm_store *s;
	int64_t left, whole; /* of the allocation: now, and as it was written */
	int64_t day;
};

/* What was written off for the sake of an allocation, as far as that is taken back. */
static enum crm_status
lower_write_off(void *ctx, int64_t id, struct crm_err *err)
{
	const struct going_back *g = ctx;
	const struct crm_value v = crm_value_int(id);
	enum crm_action done;
	struct crm_value was;
	int64_t row, left, on, back;
	enum crm_status st;

	if ((st = write_off_left(g->s, id, &row, &left, &on, err)) != CRM_OK ||
	    (st = crm_get_int(g->s,
		 "SELECT \"amount\" FROM write_off WHERE \"id\" = ?", &v, 1,
		 &was, err)) != CRM_OK)
		return st;
	back = left - crm_div_round((__int128)was.i * g->left, g->whole);
	return back > 0 ? crm_write_off_back(g->s, id, back, g->day, &done, err)
			: CRM_OK;
}

static enum crm_status
drop_write_off(void *store, int64_t id, struct crm_err *err)
{
	return write_off_drop(store, id, err);
}

enum crm_status
take_small_back(struct crm_store *s, int64_t allocation, int64_t payment,
    int64_t day, struct crm_err *err)
{
	const struct crm_value v = crm_value_int(allocation),
			       paid = crm_value_int(payment);
	struct going_back g = { .s = s, .day = day };
	struct rows_back surplus = { .s = s, .day = day };
	struct crm_value whole;
	struct rest rest;
	enum crm_status st;

	if ((st = rest_of(s, allocation, &rest, err)) != CRM_OK ||
	    (st = crm_get_int(s,
		 "SELECT \"amount\" FROM allocation WHERE \"id\" = ?", &v, 1,
		 &whole, err)) != CRM_OK)
		return st;
	g.left = rest.amount;
	g.whole = whole.i;
	st = each_id(s,
	    "SELECT \"id\" FROM write_off WHERE \"allocation\" = ? "
	    "AND \"status\" = 'posted' AND \"deleted\" IS NULL "
	    "ORDER BY \"id\"",
	    &v, 1, lower_write_off, &g, err);
	/* What nobody agreed to yet is asked for no more. */
	if (st == CRM_OK)
		st = each_id(s,
		    "SELECT \"id\" FROM write_off WHERE \"allocation\" = ? "
		    "AND \"status\" IN ('draft', 'pending') "
		    "AND \"deleted\" IS NULL ORDER BY \"id\"",
		    &v, 1, drop_write_off, s, err);
	/* What was more than was owed is credit again. */
	return st == CRM_OK
	    ? each_id(s,
		  "SELECT \"id\" FROM allocation WHERE \"payment\" = ? "
		  "AND \"kind\" = 'rounding' AND \"reverses\" IS NULL "
		  "AND \"deleted\" IS NULL ORDER BY \"id\"",
		  &paid, 1, row_back_rest, &surplus, err)
	    : st;
}
