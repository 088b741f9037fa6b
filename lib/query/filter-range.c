/*
 * Ranges: all that has an order.  Bounds of numbers are brought to inclusive
 * integers here (< 5 is at most 4), for days of instants and amounts of money
 * are ranges of integers anyway.
 */
#include "ast.h"

#include <ctype.h>
#include <string.h>

enum { MONEY_DIGITS = 4 }; /* of the currency that has most */

static const struct range nothing = { .lo = { CRM_INT, { 1 } },
	.hi = { CRM_INT, { 0 } } };

static void
set_range(struct test *t, bool has_lo, int64_t lo, bool has_hi, int64_t hi)
{
	*t->range = (struct range){ .lo = CRM_VALUE_NULL,
		.hi = CRM_VALUE_NULL };
	if (has_lo)
		t->range->lo = crm_value_int(lo);
	if (has_hi)
		t->range->hi = crm_value_int(hi);
}

static enum crm_status
backwards(struct parser *p, const struct test *t, const struct literal *hi)
{
	return bad_test(p, &t->path, hi->at, "the range ends before it begins");
}

/* Whole numbers, dates, ids; and text, where ends cannot be moved by one. */
static enum crm_status
plain_range(struct parser *p, struct test *t, const struct literal *lo,
    const struct literal *hi, bool open)
{
	struct range *r = t->range;
	enum crm_status st = CRM_OK;

	r->lo = r->hi = CRM_VALUE_NULL;
	if (lo != NULL)
		st = read_value(p, t, lo, &r->lo);
	if (st == CRM_OK && hi != NULL)
		st = read_value(p, t, hi, &r->hi);
	if (st != CRM_OK)
		return st;
	if (lo != NULL && hi != NULL && value_cmp(r->lo, r->hi) > 0)
		return backwards(p, t, hi);
	r->open = open;
	if (!open || r->lo.kind == CRM_STR || r->hi.kind == CRM_STR)
		return CRM_OK;
	r->open = false;
	if ((lo != NULL && r->lo.i == INT64_MAX) ||
	    (hi != NULL && r->hi.i == INT64_MIN)) {
		*r = nothing;
		return CRM_OK;
	}
	if (lo != NULL)
		r->lo.i++;
	if (hi != NULL)
		r->hi.i--;
	return CRM_OK;
}

/* A literal with a time of day, or words that have one. */
static bool
is_timed(struct crm_text t)
{
	if (t.n >= 3 && memcmp(t.p, "now", 3) == 0)
		return true;
	for (size_t i = 0; i < t.n; i++) {
		if (t.p[i] == ':')
			return true;
		if (i > 0 && isdigit((unsigned char)t.p[i - 1]) &&
		    (strchr("hT", t.p[i]) != NULL ||
			(t.n - i >= 3 && memcmp(t.p + i, "min", 3) == 0)))
			return true;
	}
	return false;
}

/* ---- dates ---- */

/* First and last day of what a literal means. */
static enum crm_status
given_days(struct parser *p, const struct test *t, const struct literal *l,
    int64_t *first, int64_t *last)
{
	enum crm_status st = no_blank(p, t, l);

	return st == CRM_OK ? read_days(p, t, l, first, last) : st;
}

/* First and last day, or second, of what a literal means. */
typedef enum crm_status read_ends(struct parser *p, const struct test *t,
    const struct literal *l, int64_t *first, int64_t *last);

static enum crm_status
time_range(struct parser *p, struct test *t, const struct literal *lo,
    const struct literal *hi, bool open, read_ends *read)
{
	int64_t lo_first = 0, lo_last = 0, hi_first = 0, hi_last = 0;
	enum crm_status st = CRM_OK;

	if (lo != NULL)
		st = read(p, t, lo, &lo_first, &lo_last);
	if (st == CRM_OK && hi != NULL)
		st = read(p, t, hi, &hi_first, &hi_last);
	if (st != CRM_OK)
		return st;
	if (lo != NULL && hi != NULL && lo_first > hi_last)
		return backwards(p, t, hi);
	set_range(t, lo != NULL, open ? lo_last + 1 : lo_first, hi != NULL,
	    open ? hi_first - 1 : hi_last);
	return CRM_OK;
}

static enum crm_status
date_range(struct parser *p, struct test *t, const struct literal *lo,
    const struct literal *hi, bool open)
{
	return time_range(p, t, lo, hi, open, given_days);
}

/* ---- instants ---- */

/* First and last second of what a literal means. */
static enum crm_status
read_span(struct parser *p, const struct test *t, const struct literal *l,
    int64_t *first, int64_t *last)
{
	struct literal place = *l;
	int64_t first_day, last_day;
	enum crm_status st = no_blank(p, t, l);

	if (st != CRM_OK)
		return st;
	if (!is_timed(l->t)) {
		st = given_days(p, t, l, &first_day, &last_day);
		if (st != CRM_OK)
			return st;
		*first = crm_date_start(first_day);
		*last = crm_date_start(last_day + 1) - 1;
		return CRM_OK;
	}
	if (crm_instant_expr(l->t, p->env->clock, first, p->err) != CRM_OK) {
		place.at += p->err->at < l->t.n ? p->err->at : l->t.n;
		return bad_value(p, t, &place);
	}
	*last = *first;
	return CRM_OK;
}

static enum crm_status
instant_range(struct parser *p, struct test *t, const struct literal *lo,
    const struct literal *hi, bool open)
{
	return time_range(p, t, lo, hi, open, read_span);
}

/* ---- money ---- */

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

/* Smallest amount not below the literal, or above it. */
static int64_t
least(int64_t v, int64_t unit, bool above)
{
	if (above)
		return floor_div(v, unit) + 1;
	return floor_div(v, unit) + (v % unit != 0);
}

/* Largest amount not above the literal, or below it. */
static int64_t
most(int64_t v, int64_t unit, bool below)
{
	if (below)
		return least(v, unit, false) - 1;
	return floor_div(v, unit);
}

static bool
in_base_currency(const struct crm_path *path)
{
	return path->entity->currency < 0 ||
	    crm_field_in_base(path_field(path));
}

static enum crm_status
read_money(struct parser *p, const struct test *t, const struct literal *l,
    int64_t *out)
{
	enum crm_status st = no_blank(p, t, l);

	if (st != CRM_OK)
		return st;
	if (crm_number_parse(l->t, MONEY_DIGITS, 0, out, p->err) != CRM_OK)
		return bad_value(p, t, l);
	/* So that a bound moved by one is still a number. */
	if (*out == INT64_MIN || *out == INT64_MAX) {
		crm_fail(p->err, CRM_USAGE, "too large an amount");
		return bad_value(p, t, l);
	}
	return CRM_OK;
}

static struct range
money_range(const int64_t *lo, const int64_t *hi, bool open, int digits)
{
	int64_t unit = crm_pow10(MONEY_DIGITS - digits);
	struct range r = { .lo = CRM_VALUE_NULL, .hi = CRM_VALUE_NULL };

	if (lo != NULL)
		r.lo = crm_value_int(least(*lo, unit, open));
	if (hi != NULL)
		r.hi = crm_value_int(most(*hi, unit, open));
	return r;
}

static enum crm_status
read_money_range(struct parser *p, struct test *t, const struct literal *lo,
    const struct literal *hi, bool open)
{
	int64_t from = 0, to = 0;
	int base = money_class(p->filter->base_currency);
	enum crm_status st = CRM_OK;

	if (lo != NULL)
		st = read_money(p, t, lo, &from);
	if (st == CRM_OK && hi != NULL)
		st = read_money(p, t, hi, &to);
	if (st != CRM_OK)
		return st;
	if (lo != NULL && hi != NULL && from > to)
		return backwards(p, t, hi);
	t->money = !in_base_currency(&t->path);
	for (int i = 0; i < MONEY_CLASSES; i++)
		t->range[i] = money_range(lo != NULL ? &from : NULL,
		    hi != NULL ? &to : NULL, open, money_classes[i].digits);
	if (!t->money)
		t->range[0] = t->range[base];
	return CRM_OK;
}

enum crm_status
read_range(struct parser *p, struct test *t, const struct literal *lo,
    const struct literal *hi, bool open)
{
	t->range = crm_alloc_n(p->arena, MONEY_CLASSES, sizeof *t->range);
	switch (path_field(&t->path)->type) {
	case CRM_T_MONEY:
		/* Two ends a class, and the base currency's. */
		p->values += 2 * (MONEY_CLASSES + 1) + 1;
		return read_money_range(p, t, lo, hi, open);
	case CRM_T_DATE:
		p->values += 2;
		return date_range(p, t, lo, hi, open);
	case CRM_T_INSTANT:
		p->values += 2;
		return instant_range(p, t, lo, hi, open);
	default:
		p->values += 2;
		return plain_range(p, t, lo, hi, open);
	}
}
