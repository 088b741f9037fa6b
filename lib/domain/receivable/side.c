/*
 * Receivables and payments as the ledger sees them: how much of each there was, and
 * how much of that is left.
 */
#include "ledger.h"

#include <crm/domain/period.h>

#include <string.h>

static const struct crm_entity *
kind_of(struct crm_store *s, bool payment)
{
	return crm_dict_find(
	    crm_store_dict(s), payment ? "payment" : "receivable");
}

const char *
side_id(struct crm_store *s, struct crm_arena *a, const struct side *x)
{
	return typed_id(a, kind_of(s, x->payment), x->id);
}

const char *
side_money(struct crm_arena *a, const struct side *x, int64_t amount)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;

	crm_number_format(&b, amount, x->digits, true);
	text = crm_sprintf(a, "%s %s", b.data, x->currency);
	crm_buf_free(&b);
	return text;
}

int64_t
money_decimal(int64_t minor, int digits)
{
	return minor * crm_pow10(CRM_DECIMAL_DIGITS - digits);
}

int64_t
decimal_money(int64_t decimal, int digits)
{
	return crm_div_round(decimal, crm_pow10(CRM_DECIMAL_DIGITS - digits));
}

/* ---- reading ---- */

static void
copy(char *to, size_t size, struct crm_text from)
{
	size_t n = from.n < size ? from.n : size - 1;

	if (n > 0)
		memcpy(to, from.p, n);
	to[n] = '\0';
}

static void
read_row(struct crm_store *s, const struct crm_stmt *q, struct side *x)
{
	enum {
		CUSTOMER,
		AMOUNT,
		LEFT,
		BASE,
		LEFT_BASE,
		DAY,
		VOID,
		CURRENCY,
		SELLER,
		KIND
	};
	struct crm_text currency = crm_col_text(q, CURRENCY);

	x->customer = crm_col_int(q, CUSTOMER);
	x->amount = crm_col_int(q, AMOUNT);
	x->left = crm_col_int(q, LEFT);
	x->base = crm_col(q, BASE, false);
	x->left_base = crm_col_int(q, LEFT_BASE);
	x->day = crm_col(q, DAY, false);
	x->void_ = !crm_col_null(q, VOID);
	copy(x->currency, sizeof x->currency,
	    currency.n > 0 ? currency : crm_text_of(crm_store_currency(s)));
	x->digits = crm_currency_digits(x->currency);
	x->seller = crm_col_null(q, SELLER) ? 0 : crm_col_int(q, SELLER);
	if (x->payment)
		copy(x->kind, sizeof x->kind, crm_col_text(q, KIND));
}

enum crm_status
side_load(struct crm_store *s, bool payment, int64_t id, struct side *out,
    struct crm_err *err)
{
	const struct crm_entity *e = kind_of(s, payment);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	bool row = false;

	*out = (struct side){ .id = id, .payment = payment };
	/* Whoever allocates the same waits here. */
	if ((st = crm_lock(s, e, id, err)) != CRM_OK)
		return st;
	st = crm_sql(s,
	    payment
		? "SELECT \"customer\", \"amount\", "
		  "coalesce(\"unallocated\", \"amount\"), \"amount_base\", "
		  "coalesce(\"unallocated_base\", \"amount_base\", 0), "
		  "\"received_on\", \"void_on\", \"currency\", \"seller\", "
		  "\"kind\" "
		  "FROM payment WHERE \"id\" = ? AND \"deleted\" IS NULL"
		: "SELECT \"customer\", \"amount\", "
		  "coalesce(\"open\", \"amount\"), \"amount_base\", "
		  "coalesce(\"open_base\", \"amount_base\", 0), "
		  "\"booked_on\", \"void_on\", \"currency\", \"seller\" "
		  "FROM receivable WHERE \"id\" = ? AND \"deleted\" IS NULL",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(id));
	if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		read_row(s, q, out);
		crm_reset(q);
	}
	if (st == CRM_OK && !row)
		st = crm_fail_record(
		    err, CRM_NOTFOUND, "there is no %s", typed_id(&a, e, id));
	crm_arena_free(&a);
	return st;
}

int64_t
side_open_day(struct crm_store *s, const struct side *x, int64_t day)
{
	return crm_period_open_seller(s, "receivable", x->seller, day);
}

int64_t
side_base(const struct side *x, int64_t amount)
{
	int64_t base;

	if (amount == x->left)
		return x->left_base;
	if (x->base.kind != CRM_INT || x->amount == 0)
		return 0;
	base = crm_div_round((__int128)x->base.i * amount, x->amount);
	return amount > 0 && base > x->left_base ? x->left_base : base;
}

enum crm_status
side_rows(struct crm_store *s, bool payment, int64_t id, int64_t *rows,
    int64_t *net, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(id), crm_value_int(id) };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*rows = *net = 0;
	st = crm_sql(s,
	    payment
		? "SELECT count(*), coalesce(CAST(sum(\"paid\") AS BIGINT), "
		  "0) FROM allocation WHERE \"deleted\" IS NULL "
		  "AND (\"payment\" = ? OR \"refund\" = ?)"
		: "SELECT count(*), coalesce(CAST(sum(\"amount\") AS "
		  "BIGINT), 0) FROM allocation WHERE \"deleted\" IS NULL "
		  "AND \"receivable\" = ?",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, payment ? 2 : 1);
	if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*rows = crm_col_int(q, 0);
		*net = crm_col_int(q, 1);
		crm_reset(q);
	}
	return st;
}

/* ---- every day holds ---- */

/* Of the days behind `day` on which the ledger says something: the least and the most
 * that is taken by then. */
static enum crm_status
later_days(struct crm_store *s, const struct side *x, int64_t day,
    int64_t *least, int64_t *most, bool *any, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(x->id) };
	int64_t sum = 0, on = CRM_DATE_MIN;
	struct crm_stmt *q;
	enum crm_status st;
	bool row, past = false;

	*any = false;
	*least = *most = 0;
	st = crm_sql(s,
	    x->payment
		? "SELECT \"allocated_on\", CAST(sum(\"paid\") AS BIGINT) "
		  "FROM allocation WHERE \"payment\" = ? AND \"deleted\" IS "
		  "NULL GROUP BY \"allocated_on\" ORDER BY \"allocated_on\""
		: "SELECT \"allocated_on\", CAST(sum(\"amount\") AS BIGINT) "
		  "FROM allocation WHERE \"receivable\" = ? AND \"deleted\" IS "
		  "NULL GROUP BY \"allocated_on\" ORDER BY \"allocated_on\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		on = crm_col_int(q, 0);
		if (on > day && !past) {
			/* As it stood at the end of the day itself. */
			*least = *most = sum;
			past = *any = true;
		}
		sum += x->payment ? decimal_money(crm_col_int(q, 1), x->digits)
				  : crm_col_int(q, 1);
		if (past) {
			*least = sum < *least ? sum : *least;
			*most = sum > *most ? sum : *most;
		}
	}
	return st;
}

enum crm_status
side_days(struct crm_store *s, const struct side *x, int64_t amount,
    int64_t day, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	int64_t least, most;
	enum crm_status st;
	bool any;

	if (day >= crm_store_clock(s)->today)
		return CRM_OK;
	if ((st = later_days(s, x, day, &least, &most, &any, err)) != CRM_OK ||
	    !any || (most + amount <= x->amount && least + amount >= 0))
		goto out;
	st = crm_fail_record(err, CRM_RULE,
	    "%s: on %s %s can be allocated and no more, for what came later "
	    "stands; date it later",
	    side_id(s, &a, x), date_dup(&a, day),
	    side_money(&a, x, amount > 0 ? x->amount - most : least));
out:
	crm_arena_free(&a);
	return st;
}

/* ---- writing ---- */

struct writing {
	bool now;
};

static struct writing *
writing_of(struct crm_store *s)
{
	static const char owner;
	struct crm_arena *a;

	return crm_batch_memory(s, &owner, sizeof(struct writing), &a);
}

bool
side_writes(struct crm_store *s)
{
	return writing_of(s)->now;
}

/* The day on which the last of it was allocated: that of a row that was dated
 * later, where there is one. */
static enum crm_status
settled_on(struct crm_store *s, const struct side *x, int64_t day, int64_t *out,
    struct crm_err *err)
{
	struct crm_value v = crm_value_int(x->id), last = CRM_VALUE_NULL;
	enum crm_status st = CRM_OK;

	if (day < crm_store_clock(s)->today)
		st = crm_get_int(s,
		    "SELECT max(\"allocated_on\") FROM allocation "
		    "WHERE \"receivable\" = ? AND \"deleted\" IS NULL",
		    &v, 1, &last, err);
	*out = last.kind == CRM_INT && last.i > day ? last.i : day;
	return st;
}

static enum crm_status
write_side(
    struct crm_store *s, const struct crm_record *patch, struct crm_err *err)
{
	enum crm_action done;
	enum crm_status st;

	writing_of(s)->now = true;
	st = crm_update_agreed(s, patch, &done, err);
	writing_of(s)->now = false;
	return st;
}

static void
set_left(struct crm_record *patch, const struct side *x)
{
	const struct crm_entity *e = patch->entity;

	crm_record_set(patch, field_of(e, x->payment ? "unallocated" : "open"),
	    crm_value_int(x->left));
	crm_record_set(patch,
	    field_of(e, x->payment ? "unallocated_base" : "open_base"),
	    x->base.kind == CRM_INT ? crm_value_int(x->left_base)
				    : CRM_VALUE_NULL);
}

enum crm_status
side_revive(struct crm_store *s, bool payment, int64_t id, struct crm_err *err)
{
	const struct crm_entity *e = kind_of(s, payment);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record patch;
	struct side x;
	enum crm_status st = side_load(s, payment, id, &x, err);

	if (st == CRM_OK) {
		x.left = x.amount;
		x.left_base = x.base.i;
		crm_record_init(&patch, e, &a);
		patch.id = id;
		crm_record_set(&patch, field_of(e, "void_on"), CRM_VALUE_NULL);
		set_left(&patch, &x);
		queue_stale(s);
		st = write_side(s, &patch, err);
	}
	crm_arena_free(&a);
	return st;
}

enum crm_status
side_put(
    struct crm_store *s, const struct side *x, int64_t day, struct crm_err *err)
{
	const struct crm_entity *e = kind_of(s, x->payment);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record patch;
	enum crm_status st = CRM_OK;
	int64_t settled;

	crm_record_init(&patch, e, &a);
	patch.id = x->id;
	set_left(&patch, x);
	if (!x->payment) {
		if (x->left == 0)
			st = settled_on(s, x, day, &settled, err);
		crm_record_set(&patch, field_of(e, "settled_on"),
		    x->left == 0 ? crm_value_int(settled) : CRM_VALUE_NULL);
	}
	if (st == CRM_OK)
		st = write_side(s, &patch, err);
	crm_arena_free(&a);
	return st;
}
