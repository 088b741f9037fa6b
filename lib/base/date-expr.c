/*
 * Date expressions (today, som-1m, mon+2h): words, offsets, and what they come
 * to by the clock.
 */
#include <crm/base/date.h>

#include <string.h>

enum {
	HOUR = 3600,
	MINUTE = 60,
	DAY = 86400,
	WEEK = 7,
	MONTHS = 12,
	QUARTER = 3,
	ISO_LEN = 10,
	COUNT_MAX = 99999999, /* more than any unit can be moved */
	COUNT_LEN = 8,
};

/* The expression and the place in it. */
struct expr {
	struct crm_text whole;
	size_t at, end; /* end is without trailing blanks */
	const struct crm_clock *clock;
	bool instants; /* hours are wanted */
	struct crm_err *err;
	const char *forms; /* what is said where it is none at all */
};

/* What an expression has come to. */
struct when {
	int64_t date;
	int64_t instant; /* where timed */
	bool timed;
	bool month_end; /* date is the last of a month and stays so */
};

static const char forms[] = N_(
    "expected 2026-11-21, today, +30d, som, eoq-1d, mon or the like");
static const char day_forms[] = N_(
    "expected a day like 2026-11-21, today, +30d, som, eoq-1d, mon, or a period "
    "like 2026-11, 2026-Q4, last month, last 7 days");

static enum crm_status
fail_at(const struct expr *e, size_t at, const char *why)
{
	char source[sizeof e->err->source], quoted[CRM_QUOTE_SIZE];
	size_t n = e->whole.n;

	if (n >= sizeof source)
		n = sizeof source - 1;
	if (n > 0)
		memcpy(source, e->whole.p, n);
	source[n] = '\0';
	n = strlen(source);
	crm_fail(e->err, CRM_USAGE, "'%s' is not a date: %s",
	    crm_quote(quoted, e->whole), crm_tr(why));
	return crm_fail_at(e->err, source, at < n ? at : n);
}

static char
peek(const struct expr *e)
{
	return e->at < e->end ? e->whole.p[e->at] : '\0';
}

static bool
is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* The letters at the place, passed. */
static struct crm_text
take_letters(struct expr *e)
{
	struct crm_text t = { e->whole.p + e->at, 0 };

	for (; is_lower(peek(e)); e->at++)
		t.n++;
	return t;
}

/* ---- words ---- */

static int64_t
first_of_month(int64_t date)
{
	return date - crm_date_ymd(date).d + 1;
}

/* First day of the span of `months` of the fiscal year that date is in. */
static int64_t
first_of_span(int64_t date, int fiscal_start, int months)
{
	int into = (crm_date_ymd(date).m - fiscal_start + MONTHS) % months;

	return crm_date_add_months(first_of_month(date), -into);
}

static int64_t
monday(int64_t date)
{
	return date - crm_weekday(date) + 1;
}

enum word_kind {
	DAY_OFF,
	NOW,
	SPAN_START,
	SPAN_END,
	WEEK_START,
	WEEK_END,
	WEEKDAY
};

static const struct word {
	const char *name;
	enum word_kind kind;
	int n; /* days from today, months, or weekday */
} words[] = {
	{ "now", NOW, 0 },
	{ "today", DAY_OFF, 0 },
	{ "yesterday", DAY_OFF, -1 },
	{ "tomorrow", DAY_OFF, 1 },
	{ "som", SPAN_START, 1 },
	{ "eom", SPAN_END, 1 },
	{ "soq", SPAN_START, QUARTER },
	{ "eoq", SPAN_END, QUARTER },
	{ "soy", SPAN_START, MONTHS },
	{ "eoy", SPAN_END, MONTHS },
	{ "sow", WEEK_START, 0 },
	{ "eow", WEEK_END, 0 },
	{ "mon", WEEKDAY, 1 },
	{ "tue", WEEKDAY, 2 },
	{ "wed", WEEKDAY, 3 },
	{ "thu", WEEKDAY, 4 },
	{ "fri", WEEKDAY, 5 },
	{ "sat", WEEKDAY, 6 },
	{ "sun", WEEKDAY, 7 },
};

static const struct word *
find_word(struct crm_text name)
{
	for (size_t i = 0; i < sizeof words / sizeof words[0]; i++) {
		if (crm_text_is(name, words[i].name))
			return &words[i];
	}
	return NULL;
}

static void
eval_word(const struct word *word, const struct crm_clock *c, struct when *w)
{
	int64_t first;

	w->date = c->today;
	switch (word->kind) {
	case NOW:
		w->timed = true;
		w->instant = c->now;
		break;
	case DAY_OFF:
		w->date += word->n;
		break;
	case SPAN_START:
		w->date = first_of_span(c->today, c->fiscal_start, word->n);
		break;
	case SPAN_END:
		first = first_of_span(c->today, c->fiscal_start, word->n);
		w->date = crm_date_add_months(first, word->n) - 1;
		w->month_end = true;
		break;
	case WEEK_START:
		w->date = monday(c->today);
		break;
	case WEEK_END:
		w->date = monday(c->today) + WEEK - 1;
		break;
	case WEEKDAY:
		w->date = monday(c->today) + word->n - 1;
		if (w->date <= c->today)
			w->date += WEEK;
		break;
	}
}

/* ---- offsets ---- */

static void
move_months(struct when *w, int64_t months)
{
	w->date = crm_date_add_months(w->date, (int)months);
	if (w->month_end)
		w->date = crm_date_add_months(first_of_month(w->date), 1) - 1;
}

static const struct unit {
	const char *name;
	int days, months, seconds; /* one of them is not 0 */
} units[] = {
	{ "d", 1, 0, 0 },
	{ "w", WEEK, 0, 0 },
	{ "m", 0, 1, 0 },
	{ "q", 0, QUARTER, 0 },
	{ "y", 0, MONTHS, 0 },
	{ "h", 0, 0, HOUR },
	{ "min", 0, 0, MINUTE },
};

static const struct unit *
find_unit(struct crm_text name)
{
	for (size_t i = 0; i < sizeof units / sizeof units[0]; i++) {
		if (crm_text_is(name, units[i].name))
			return &units[i];
	}
	return NULL;
}

static bool
in_range(int64_t date)
{
	return date >= CRM_DATE_MIN && date <= CRM_DATE_MAX;
}

/* Seconds of its day at which an instant is, by the clock on the wall. */
static int
time_of_day(int64_t instant)
{
	int64_t date = crm_instant_date(instant);
	int passed = (int)(instant - crm_date_start(date));

	/* On a day that clocks change, less or more has passed. */
	return passed + (int)(instant - crm_instant_at(date, passed));
}

static bool
move(struct when *w, const struct unit *unit, int64_t n, bool bare,
    const struct crm_clock *clock)
{
	int second;

	if (unit->seconds != 0) {
		if (!w->timed)
			w->instant = bare ? clock->now
					  : crm_date_start(w->date);
		w->timed = true;
		w->instant += n * unit->seconds;
		w->date = crm_instant_date(w->instant);
		return in_range(w->date);
	}
	second = w->timed ? time_of_day(w->instant) : 0;
	if (unit->months == 0)
		w->date += n * unit->days;
	else if (n * unit->months <= COUNT_MAX &&
	    n * unit->months >= -COUNT_MAX)
		move_months(w, n * unit->months);
	else
		return false;
	if (!in_range(w->date))
		return false;
	if (w->timed)
		w->instant = crm_instant_at(w->date, second);
	return true;
}

/* +N unit at the place; `bare` where no word stands before it. */
static enum crm_status
read_offset(struct expr *e, struct when *w, bool bare)
{
	size_t start = e->at, name_at;
	bool negative = peek(e) == '-';
	const struct unit *unit;
	int64_t n = 0;
	int len = 0;

	e->at++;
	for (; is_digit(peek(e)); e->at++, len++) {
		if (len < COUNT_LEN)
			n = n * 10 + (peek(e) - '0');
	}
	if (len == 0)
		return fail_at(e, e->at,
		    "a number of days is expected, as in"
		    " +30d");
	if (len > COUNT_LEN)
		return fail_at(e, start, "that is outside the years 1 to 9999");
	name_at = e->at;
	unit = find_unit(take_letters(e));
	if (unit == NULL || (unit->seconds != 0 && !e->instants))
		return fail_at(e, name_at,
		    e->instants ? "the unit is one of min h d w m q y"
				: "the unit is one of d w m q y");
	if (!move(w, unit, negative ? -n : n, bare, e->clock))
		return fail_at(e, start, "that is outside the years 1 to 9999");
	return CRM_OK;
}

/* ---- expressions ---- */

static bool
is_iso(struct crm_text t)
{
	static const char shape[] = "9999-99-99";

	if (t.n < ISO_LEN)
		return false;
	for (size_t i = 0; i < ISO_LEN; i++) {
		if (shape[i] == '9' ? !is_digit(t.p[i]) : t.p[i] != shape[i])
			return false;
	}
	return true;
}

static enum crm_status
read_absolute(struct expr *e, struct when *w)
{
	struct crm_text t = { e->whole.p + e->at, e->end - e->at };

	if (!is_iso(t))
		return fail_at(e, e->at, e->forms);
	if (crm_date_parse((struct crm_text){ t.p, ISO_LEN }, CRM_YMD, &w->date,
		NULL) != CRM_OK)
		return fail_at(e, e->at, "there is no such day");
	if (t.n > ISO_LEN) {
		if (crm_instant_parse(t, CRM_YMD, &w->instant, NULL) != CRM_OK)
			return fail_at(e, e->at + ISO_LEN,
			    "a time is expected, as in 2026-11-21T08:30");
		w->timed = true;
		w->date = crm_instant_date(w->instant);
	}
	e->at = e->end;
	return CRM_OK;
}

static enum crm_status
read_relative(struct expr *e, struct when *w)
{
	size_t start = e->at;
	const struct word *word;
	bool bare = peek(e) == '+' || peek(e) == '-';
	enum crm_status status = CRM_OK;

	if (bare) {
		w->date = e->clock->today;
	} else {
		word = find_word(take_letters(e));
		if (word == NULL)
			return fail_at(e, start, e->forms);
		eval_word(word, e->clock, w);
	}
	if (peek(e) == '+' || peek(e) == '-')
		status = read_offset(e, w, bare);
	if (status == CRM_OK && e->at < e->end)
		return fail_at(e, e->at, e->forms);
	if (status == CRM_OK && !in_range(w->date))
		return fail_at(e, start, "that is outside the years 1 to 9999");
	return status;
}

static enum crm_status
read_expr(struct expr *e, struct when *w)
{
	struct crm_text t = { e->whole.p + e->at, e->end - e->at }, trimmed;

	memset(w, 0, sizeof *w);
	if (t.n == 0)
		return fail_at(e, e->at, e->forms);
	trimmed = crm_text_trim(t);
	e->at += (size_t)(trimmed.p - t.p);
	e->end = e->at + trimmed.n;
	return is_digit(peek(e)) ? read_absolute(e, w) : read_relative(e, w);
}

enum crm_status
crm_date_expr(struct crm_text t, const struct crm_clock *c, int64_t *date,
    struct crm_err *err)
{
	struct expr e = { t.n > 0 ? t : CRM_TEXT(""), 0, t.n, c, false, err,
		forms };
	struct when w;
	enum crm_status status = read_expr(&e, &w);

	if (status == CRM_OK)
		*date = w.date;
	return status;
}

enum crm_status
crm_days_expr(struct crm_text t, const struct crm_clock *c, int64_t *first,
    int64_t *last, struct crm_err *err)
{
	struct expr e = { t.n > 0 ? t : CRM_TEXT(""), 0, t.n, c, false, err,
		day_forms };
	struct when w;
	enum crm_status status;

	if (crm_period_read(t, c, first, last))
		return CRM_OK;
	if ((status = read_expr(&e, &w)) == CRM_OK)
		*first = *last = w.date;
	return status;
}

enum crm_status
crm_instant_expr(struct crm_text t, const struct crm_clock *c, int64_t *instant,
    struct crm_err *err)
{
	struct expr e = { t.n > 0 ? t : CRM_TEXT(""), 0, t.n, c, true, err,
		forms };
	struct when w;
	enum crm_status status = read_expr(&e, &w);

	if (status == CRM_OK)
		*instant = w.timed ? w.instant : crm_date_start(w.date);
	return status;
}
