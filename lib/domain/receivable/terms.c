/* Payment terms: a text, and what it makes of a total and a date. */
#include <crm/domain/calendar.h>
#include <crm/domain/document.h>
#include <crm/domain/terms.h>

#include "ledger.h"
#include "words.h"

#include <string.h>

enum share { ALL, PERCENT, AMOUNT, REST };
enum shift { NONE, ON_OR_AFTER, ON_OR_BEFORE };
enum { PARTS_MAX = 100 };

struct part {
	enum share share;
	struct crm_text amount;      /* AMOUNT: as it is written */
	int64_t percent;             /* PERCENT: millionths of one */
	int64_t days, months, after; /* `after`: behind the end of the month */
	bool eom;
	int64_t day; /* of the month behind; 0: none */
	enum shift shift;
};

struct terms {
	struct part part[PARTS_MAX];
	size_t n;
};

/* ---- words ---- */

static bool
is_any(struct crm_text t, const char *const *words)
{
	while (*words != NULL && !crm_text_is(t, *words))
		words++;
	return *words != NULL;
}

/* A number with one of these behind it: "30d", or "30" alone, with the unit as a word
 * of its own, which is taken then. */
static bool
is_count_of(struct crm_text word, const char *const *units,
    struct crm_text *rest, int64_t *out)
{
	struct crm_text front, behind = *rest, unit;
	const char *const *u;
	int64_t n;

	for (u = units; *u != NULL; u++)
		if (terms_ends(word, *u, &front) && terms_count(front, out))
			return true;
	if (!terms_count(word, &n) || !terms_word(&behind, &unit) ||
	    !is_any(unit, units))
		return false;
	*rest = behind;
	*out = n;
	return true;
}

/* ---- a part ---- */

static const char *const day_units[] = { "d", "days", "day", "天", "日", NULL };
static const char *const month_units[] = { "m", "months", "month", "个月",
	NULL };
static const char *const noise[] = { "after", "in", "then", "+", NULL };
static const char *const at_once[] = { "now", "immediately", "cod", NULL };

static enum crm_status
no_word(struct crm_text word, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];

	return crm_fail(err, CRM_INVALID,
	    "'%s' is no part of payment terms; they are written as: 30%% 15d, "
	    "rest 45d eom",
	    crm_quote(quoted, word));
}

/* The share of a part, where the word is one. */
static bool
take_share(struct part *p, struct crm_text word)
{
	struct crm_text front;
	int64_t v;

	if (crm_text_is(word, "rest")) {
		p->share = REST;
		return true;
	}
	if (terms_ends(word, "%", &front)) {
		if (crm_number_parse(
			front, CRM_DECIMAL_DIGITS - 2, 0, &v, NULL) != CRM_OK ||
		    v <= 0 || v > CRM_WHOLE)
			return false;
		p->share = PERCENT;
		p->percent = v;
		return true;
	}
	if (crm_number_parse(word, CRM_DECIMAL_DIGITS, 0, &v, NULL) != CRM_OK ||
	    v <= 0)
		return false;
	p->share = AMOUNT;
	p->amount = word;
	return true;
}

/* "eom", "月结": the end of the month; 月结30天 is thirty days behind it. */
static bool
take_eom(struct part *p, struct crm_text word)
{
	static const char monthly[] = "月结";
	struct crm_text rest = { NULL, 0 };

	if (crm_text_is(word, "eom") || crm_text_is(word, monthly)) {
		p->eom = true;
		return true;
	}
	if (word.n <= sizeof monthly - 1 ||
	    memcmp(word.p, monthly, sizeof monthly - 1) != 0)
		return false;
	word.p += sizeof monthly - 1;
	word.n -= sizeof monthly - 1;
	p->eom = true;
	return is_count_of(word, day_units, &rest, &p->after);
}

static bool
take_day(struct part *p, struct crm_text *rest)
{
	struct crm_text word;

	return terms_word(rest, &word) && terms_count(word, &p->day) &&
	    p->day >= 1 && p->day <= 31;
}

/* "net 30" needs no unit. */
static bool
take_net(struct part *p, struct crm_text *rest)
{
	struct crm_text behind = *rest, word;

	if (terms_word(&behind, &word) && terms_count(word, &p->days))
		*rest = behind;
	return true;
}

static bool
take_when(struct part *p, struct crm_text word, struct crm_text *rest)
{
	struct crm_text front;

	if (crm_text_is(word, "net"))
		return take_net(p, rest);
	if (is_any(word, noise) || is_any(word, at_once))
		return true;
	if (word.n > 2 && memcmp(word.p, "n/", 2) == 0) {
		front = (struct crm_text){ word.p + 2, word.n - 2 };
		return terms_count(front, &p->days);
	}
	if (is_count_of(word, day_units, rest, p->eom ? &p->after : &p->days))
		return true;
	if (!p->eom && is_count_of(word, month_units, rest, &p->months))
		return true;
	if (take_eom(p, word))
		return true;
	if (crm_text_is(word, "day"))
		return take_day(p, rest);
	if (crm_text_is(word, "workday"))
		p->shift = ON_OR_AFTER;
	else if (crm_text_is(word, "workday-before"))
		p->shift = ON_OR_BEFORE;
	else
		return false;
	return true;
}

static enum crm_status
read_part(struct part *p, struct crm_text text, struct crm_err *err)
{
	struct crm_text word, rest = text, peek, unit;
	bool first = true;
	int64_t n;

	*p = (struct part){ .share = ALL };
	while (terms_word(&rest, &word)) {
		peek = rest;
		/* "30 days" is no amount. */
		if (first &&
		    !(terms_count(word, &n) && terms_word(&peek, &unit) &&
			(is_any(unit, day_units) ||
			    is_any(unit, month_units))) &&
		    take_share(p, word)) {
			first = false;
			continue;
		}
		first = false;
		if (!take_when(p, word, &rest))
			return no_word(word, err);
	}
	return CRM_OK;
}

/* ---- the shares together ---- */

static enum crm_status
check_shares(const struct terms *t, struct crm_err *err)
{
	int64_t percent = 0;
	size_t rest = 0, amounts = 0, i;

	for (i = 0; i < t->n; i++) {
		percent += t->part[i].percent;
		rest += t->part[i].share == REST;
		amounts += t->part[i].share == AMOUNT;
		if (t->part[i].share == ALL && t->n > 1)
			return crm_fail(err, CRM_INVALID,
			    "each of several parts says its share: a percent, "
			    "an amount, or rest");
	}
	if (t->n == 0)
		return crm_fail(err, CRM_INVALID,
		    "are blank; they are written as: 30%% 15d, rest 45d eom");
	if (rest > 1)
		return crm_fail(
		    err, CRM_INVALID, "only one part can be the rest");
	if (amounts > 0 && rest == 0)
		return crm_fail(err, CRM_INVALID,
		    "have amounts, so one part has to be the rest");
	if (t->part[0].share != ALL && rest == 0 && percent != CRM_WHOLE)
		return crm_fail(err, CRM_INVALID,
		    "come to %lld.%02lld %%, not to all of it; one part can be "
		    "the rest",
		    (long long)(percent / 10000),
		    (long long)(percent % 10000 / 100));
	if (percent > CRM_WHOLE ||
	    (rest > 0 && amounts == 0 && percent == CRM_WHOLE))
		return crm_fail(err, CRM_INVALID, "leave nothing for the rest");
	return CRM_OK;
}

static enum crm_status
read_terms(struct terms *t, struct crm_text text, struct crm_arena *a,
    struct crm_err *err)
{
	struct crm_text rest = crm_fold_dup(a, text), item;
	enum crm_status st = CRM_OK;

	t->n = 0;
	while (st == CRM_OK && list_item(&rest, &item)) {
		if (t->n == PARTS_MAX)
			return crm_fail(
			    err, CRM_INVALID, "have too many parts");
		st = read_part(&t->part[t->n++], item, err);
	}
	return st == CRM_OK ? check_shares(t, err) : st;
}

/* Whether a text is terms, whatever the total. */
static enum crm_status
check_terms(struct crm_text text, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct terms *t = crm_alloc(&a, sizeof *t);
	enum crm_status st = read_terms(t, text, &a, err);

	crm_arena_free(&a);
	return st;
}

/* ---- amounts ---- */

/* Percents and their rest, by largest remainder. */
static void
spread(const struct terms *t, int64_t total, struct crm_term *out,
    struct crm_arena *a)
{
	int64_t *weight = crm_alloc_n(a, t->n, sizeof *weight);
	int64_t *amount = crm_alloc_n(a, t->n, sizeof *amount);
	int64_t left = CRM_WHOLE;
	size_t i;

	for (i = 0; i < t->n; i++)
		left -= t->part[i].percent;
	for (i = 0; i < t->n; i++)
		weight[i] = t->part[i].share == PERCENT ? t->part[i].percent
							: left;
	/* The weights are all of one. */
	(void)crm_spread(total, weight, t->n, amount);
	for (i = 0; i < t->n; i++)
		out[i].amount = amount[i];
}

/* What is fixed, and what that leaves of it. */
static enum crm_status
take_amounts(const struct terms *t, int64_t total, int digits,
    struct crm_term *out, struct crm_err *err)
{
	int64_t left = total;
	size_t i, rest = 0;
	enum crm_status st = CRM_OK;

	for (i = 0; i < t->n && st == CRM_OK; i++) {
		const struct part *p = &t->part[i];

		out[i].amount = 0;
		if (p->share == REST)
			rest = i;
		else if (p->share == PERCENT)
			out[i].amount = crm_share_of(total, p->percent);
		else
			st = crm_number_parse(
			    p->amount, digits, 0, &out[i].amount, err);
		left -= out[i].amount;
	}
	if (st != CRM_OK)
		return st;
	out[rest].amount = left;
	return left >= 0
	    ? CRM_OK
	    : crm_fail(err, CRM_INVALID, "come to more than the total");
}

/* ---- days ---- */

static int64_t
month_end(int64_t day)
{
	struct crm_ymd d = crm_date_ymd(day);

	return crm_date_add_months(crm_date_from(d.y, d.m, 1), 1) - 1;
}

static int64_t
day_of_next_month(int64_t day, int64_t n)
{
	int64_t last = month_end(month_end(day) + 1);
	int64_t wanted = month_end(day) + n;

	return wanted < last ? wanted : last;
}

static int64_t
due_of(const struct part *p, int64_t date, const struct crm_cal *cal)
{
	int64_t day = date;

	if (p->months > 0)
		day = crm_date_add_months(day, (int)p->months);
	day += p->days;
	if (p->eom)
		day = month_end(day) + p->after;
	if (p->day > 0)
		day = day_of_next_month(day, p->day);
	if (p->shift == ON_OR_AFTER)
		day = crm_cal_add_workdays(cal, day - 1, 1);
	else if (p->shift == ON_OR_BEFORE)
		day = crm_cal_add_workdays(cal, day + 1, -1);
	return day;
}

enum crm_status
crm_terms_parts(struct crm_text text, int64_t total, int64_t date, int digits,
    const struct crm_cal *cal, struct crm_arena *a, struct crm_term **out,
    size_t *n, struct crm_err *err)
{
	struct terms *t = crm_alloc(a, sizeof *t);
	bool amounts = false;
	struct crm_cal week;
	enum crm_status st;
	size_t i;

	*n = 0;
	if ((st = read_terms(t, text, a, err)) != CRM_OK)
		return st;
	if (cal == NULL) {
		st = crm_cal_init(
		    &week, CRM_TEXT("mon-fri 09:00-17:00"), a, err);
		if (st != CRM_OK)
			return st;
		cal = &week;
	}
	*out = crm_alloc_n(a, t->n, sizeof **out);
	for (i = 0; i < t->n; i++) {
		(*out)[i].due = due_of(&t->part[i], date, cal);
		amounts |= t->part[i].share == AMOUNT;
		if ((*out)[i].due > CRM_DATE_MAX ||
		    (*out)[i].due < CRM_DATE_MIN)
			return crm_fail(
			    err, CRM_INVALID, "lead to a day that is none");
	}
	if (amounts)
		st = take_amounts(t, total, digits, *out, err);
	else
		spread(t, total, *out, a);
	*n = t->n;
	return st;
}

/* ---- records of the kind terms ---- */

enum crm_status
terms_save(const struct crm_saving *w, struct crm_err *err)
{
	int64_t share, until;
	enum crm_status st = check_terms(text_of(w->new, "parts"), err);

	queue_stale(w->store);
	if (st != CRM_OK)
		crm_err_in_field(err, "parts");
	else if (!is_as_it_was(w) &&
	    (w->old == NULL || differs(w->old, w->new, "early")))
		st = early_check(text_of(w->new, "early"), err);
	else if ((st = crm_early_share(text_of(w->new, "early"), 0, 0, &share,
		      &until, err)) != CRM_OK)
		crm_err_in_field(err, "early");
	return st;
}

/* Of a book with a calendar the working days of its own. */
static const struct crm_cal *
working_days(struct crm_store *s, struct crm_arena *a)
{
	struct crm_cal *cal = crm_alloc(a, sizeof *cal);
	struct crm_err none;

	return crm_calendar_load(s, 0, a, cal, &none) == CRM_OK ? cal : NULL;
}

enum crm_status
crm_terms_apply(struct crm_store *s, int64_t terms, int64_t total, int64_t date,
    int digits, struct crm_arena *a, struct crm_term **out, size_t *n,
    struct crm_text *early, struct crm_err *err)
{
	struct crm_record r;
	enum crm_status st = crm_load(
	    s, crm_dict_find(crm_store_dict(s), "terms"), terms, a, &r, err);

	*n = 0;
	if (st != CRM_OK)
		return st;
	*early = text_of(&r, "early");
	return crm_terms_parts(text_of(&r, "parts"), total, date, digits,
	    working_days(s, a), a, out, n, err);
}
