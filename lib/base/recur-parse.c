/* Reading rules of what comes again: the parts of an RRULE, what they may be and
 * which may stand together. */
#include <crm/base/recur.h>

#include <strings.h>

enum { DAY = 86400, HOUR = 3600, MINUTE = 60, INTERVAL_MAX = 1000000 };

/* A rule while it is read. */
struct reading {
	struct crm_recur *r;
	struct crm_text all; /* the whole rule */
	const char *end;
	struct crm_err *err;
	unsigned seen; /* bits of the parts that stood already */
};

/* Parts in the order of their numbers. */
enum part {
	FREQ,
	UNTIL,
	COUNT,
	INTERVAL,
	BYSECOND,
	BYMINUTE,
	BYHOUR,
	BYDAY,
	BYMONTHDAY,
	BYYEARDAY,
	BYWEEKNO,
	BYMONTH,
	BYSETPOS,
	WKST,
	PARTS,
};

static const char *const names[PARTS] = {
	"FREQ",
	"UNTIL",
	"COUNT",
	"INTERVAL",
	"BYSECOND",
	"BYMINUTE",
	"BYHOUR",
	"BYDAY",
	"BYMONTHDAY",
	"BYYEARDAY",
	"BYWEEKNO",
	"BYMONTH",
	"BYSETPOS",
	"WKST",
};

static const char *const frequencies[] = {
	[CRM_SECONDLY] = "SECONDLY",
	[CRM_MINUTELY] = "MINUTELY",
	[CRM_HOURLY] = "HOURLY",
	[CRM_DAILY] = "DAILY",
	[CRM_WEEKLY] = "WEEKLY",
	[CRM_MONTHLY] = "MONTHLY",
	[CRM_YEARLY] = "YEARLY",
};

static bool
has(const struct reading *g, enum part p)
{
	return g->seen >> p & 1;
}

static bool
is_word(const char *from, const char *to, const char *word)
{
	size_t n = strlen(word);

	return (size_t)(to - from) == n && strncasecmp(from, word, n) == 0;
}

/* Refuses with the place; `fmt` says what was expected. */
static enum crm_status
refuse(struct reading *g, const char *at, const char *expected)
{
	char source[sizeof g->err->source];

	crm_fail(g->err, CRM_INVALID, "%s", crm_tr(expected));
	if (g->err == NULL || g->all.n >= sizeof source)
		return CRM_INVALID;
	memcpy(source, g->all.p, g->all.n);
	source[g->all.n] = '\0';
	crm_fail_at(g->err, source, (size_t)(at - g->all.p));
	return CRM_INVALID;
}

/* Takes digits off the front; false where there are none, or too many. */
static bool
take_number(const char **p, const char *end, int *out)
{
	const char *from = *p;
	int n = 0;

	for (; *p < end && **p >= '0' && **p <= '9'; ++*p) {
		n = n * 10 + (**p - '0');
		if (n > INTERVAL_MAX * 10)
			return false;
	}
	*out = n;
	return *p > from;
}

/* Takes +3, 3 or -3. */
static bool
take_signed(const char **p, const char *end, int *out)
{
	bool minus = *p < end && **p == '-';

	if (*p < end && (**p == '-' || **p == '+'))
		++*p;
	if (!take_number(p, end, out))
		return false;
	if (minus)
		*out = -*out;
	return true;
}

static int
weekday_of(const char *p)
{
	static const char codes[] = "MOTUWETHFRSASU";

	for (int i = 0; i < 7; i++)
		if (strncasecmp(p, codes + (size_t)i * 2, 2) == 0)
			return i + 1;
	return 0;
}

/* ---- values ---- */

typedef void put_number(struct crm_recur *r, int n);

static void
put_both(struct crm_both *b, int n)
{
	if (n > 0)
		b->front |= UINT64_C(1) << n;
	else
		b->back |= UINT64_C(1) << -n;
}

static void
put_yearday(struct crm_yeardays *front, struct crm_yeardays *back, int n)
{
	if (n > 0)
		front->bits[n / 64] |= UINT64_C(1) << n % 64;
	else
		back->bits[-n / 64] |= UINT64_C(1) << -n % 64;
}

static void
put_second(struct crm_recur *r, int n)
{
	r->second |= UINT64_C(1) << n;
}

static void
put_minute(struct crm_recur *r, int n)
{
	r->minute |= UINT64_C(1) << n;
}

static void
put_hour(struct crm_recur *r, int n)
{
	r->hour |= UINT64_C(1) << n;
}

static void
put_month(struct crm_recur *r, int n)
{
	r->month |= UINT64_C(1) << n;
}

static void
put_monthday(struct crm_recur *r, int n)
{
	put_both(&r->monthday, n);
}

static void
put_week(struct crm_recur *r, int n)
{
	put_both(&r->week, n);
}

static void
put_day_of_year(struct crm_recur *r, int n)
{
	put_yearday(&r->yearday, &r->yearday_back, n);
	r->has_yearday = true;
}

static void
put_position(struct crm_recur *r, int n)
{
	put_yearday(&r->position, &r->position_back, n);
	r->has_position = true;
}

/* The parts that are lists of numbers: from least to most, or with -most to
 * -least too. */
static const struct list {
	put_number *put;
	int least, most;
	bool both;
	const char *expected;
} lists[PARTS] = {
	[BYSECOND] = { put_second, 0, 60, false,
	    N_("expected seconds, 0 to 60") },
	[BYMINUTE] = { put_minute, 0, 59, false,
	    N_("expected minutes, 0 to 59") },
	[BYHOUR] = { put_hour, 0, 23, false, N_("expected hours, 0 to 23") },
	[BYMONTH] = { put_month, 1, 12, false, N_("expected months, 1 to 12") },
	[BYMONTHDAY] = { put_monthday, 1, 31, true,
	    N_("expected days of the month, 1 to 31 or -31 to -1") },
	[BYYEARDAY] = { put_day_of_year, 1, CRM_RECUR_YEARDAYS, true,
	    N_("expected days of the year, 1 to 366 or -366 to -1") },
	[BYWEEKNO] = { put_week, 1, 53, true,
	    N_("expected weeks, 1 to 53 or -53 to -1") },
	[BYSETPOS] = { put_position, 1, CRM_RECUR_YEARDAYS, true,
	    N_("expected positions, 1 to 366 or -366 to -1") },
};

static enum crm_status
read_list(
    struct reading *g, const struct list *l, const char *p, const char *end)
{
	for (;; p++) {
		const char *at = p;
		int n, size;

		if (!(l->both ? take_signed : take_number)(&p, end, &n))
			return refuse(g, at, l->expected);
		size = n < 0 ? -n : n;
		if (size < l->least || size > l->most)
			return refuse(g, at, l->expected);
		l->put(g->r, n);
		if (p == end)
			return CRM_OK;
		if (*p != ',')
			return refuse(g, p, l->expected);
	}
}

/* MO, 2TU, -1SU. */
static enum crm_status
read_days(struct reading *g, const char *p, const char *end)
{
	static const char expected[] = N_(
	    "expected days, MO TU WE TH FR SA SU, with a number before "
	    "them up to 53 or none");

	for (;; p++) {
		const char *at = p;
		int n = 0, day;

		if (p < end &&
		    (*p == '-' || *p == '+' || (unsigned)*p - '0' < 10)) {
			if (!take_signed(&p, end, &n) || n == 0 || n > 53 ||
			    n < -53)
				return refuse(g, at, expected);
		}
		if (end - p < 2 || (day = weekday_of(p)) == 0)
			return refuse(g, at, expected);
		if (n == 0) {
			g->r->weekday |= UINT64_C(1) << day;
		} else {
			put_both(&g->r->nth[day], n);
			g->r->has_nth = true;
		}
		p += 2;
		if (p == end)
			return CRM_OK;
		if (*p != ',')
			return refuse(g, p, expected);
	}
}

/* Takes exactly so many digits. */
static bool
take_digits(const char **p, const char *end, int n, int *out)
{
	const char *stop = *p + n;

	return end - *p >= n && take_number(p, stop, out) && *p == stop;
}

/* 20261231, 20261231T090000, 20261231T010000Z. */
static enum crm_status
read_until(struct reading *g, const char *p, const char *end)
{
	static const char expected[] = N_(
	    "expected a date or a time: 20261231, "
	    "20261231T180000, 20261231T100000Z");
	const char *at = p;
	int y, mo, d, h = 0, mi = 0, s = 0;

	if (!take_digits(&p, end, 4, &y) || !take_digits(&p, end, 2, &mo) ||
	    !take_digits(&p, end, 2, &d) || !crm_date_exists(y, mo, d))
		return refuse(g, at, expected);
	g->r->until_is = CRM_UNTIL_DATE;
	g->r->until = crm_date_from(y, mo, d) * DAY;
	if (p == end)
		return CRM_OK;
	if ((*p != 'T' && *p != 't') || (p++, !take_digits(&p, end, 2, &h)) ||
	    !take_digits(&p, end, 2, &mi) || !take_digits(&p, end, 2, &s) ||
	    h > 23 || mi > 59 || s > 60)
		return refuse(g, at, expected);
	g->r->until += h * HOUR + mi * MINUTE + s;
	g->r->until_is = CRM_UNTIL_LOCAL;
	if (p < end && (*p == 'Z' || *p == 'z')) {
		g->r->until_is = CRM_UNTIL_UTC;
		p++;
	}
	return p == end ? CRM_OK : refuse(g, at, expected);
}

static enum crm_status
read_whole(struct reading *g, const char *p, const char *end, int *out)
{
	const char *at = p;

	if (!take_number(&p, end, out) || p != end || *out < 1 ||
	    *out > INTERVAL_MAX)
		return refuse(g, at, "expected a number, 1 to 1000000");
	return CRM_OK;
}

static enum crm_status
read_freq(struct reading *g, const char *p, const char *end)
{
	for (int i = CRM_SECONDLY; i <= CRM_YEARLY; i++)
		if (is_word(p, end, frequencies[i])) {
			g->r->freq = (enum crm_freq)i;
			return CRM_OK;
		}
	return refuse(g, p,
	    "expected YEARLY, MONTHLY, WEEKLY, DAILY, HOURLY, MINUTELY or "
	    "SECONDLY");
}

static enum crm_status
read_week_start(struct reading *g, const char *p, const char *end)
{
	if (end - p != 2 || (g->r->week_start = weekday_of(p)) == 0)
		return refuse(g, p, "expected a day, MO TU WE TH FR SA or SU");
	return CRM_OK;
}

static enum crm_status
read_value(struct reading *g, enum part part, const char *p, const char *end)
{
	switch (part) {
	case FREQ:
		return read_freq(g, p, end);
	case UNTIL:
		return read_until(g, p, end);
	case COUNT:
		return read_whole(g, p, end, &g->r->count);
	case INTERVAL:
		return read_whole(g, p, end, &g->r->interval);
	case BYDAY:
		return read_days(g, p, end);
	case WKST:
		return read_week_start(g, p, end);
	default:
		return read_list(g, &lists[part], p, end);
	}
}

static enum crm_status
read_part(struct reading *g, const char *p, const char *end)
{
	const char *is = p < end ? memchr(p, '=', (size_t)(end - p)) : NULL;
	int part;

	for (part = 0; is != NULL && part < PARTS; part++)
		if (is_word(p, is, names[part]))
			break;
	if (is == NULL || part == PARTS)
		return refuse(g, p,
		    "expected a part of a rule, such as FREQ=, INTERVAL=, "
		    "COUNT=, UNTIL=, BYDAY=, BYMONTHDAY=");
	if (has(g, (enum part)part))
		return refuse(g, p, "this part stands twice");
	g->seen |= 1u << part;
	return read_value(g, (enum part)part, is + 1, end);
}

/* ---- what may stand together ---- */

static enum crm_status
check(struct reading *g)
{
	const struct crm_recur *r = g->r;
	const char *at = g->all.p;

	if (!has(g, FREQ))
		return refuse(g, at, "expected FREQ=, how often");
	if (has(g, COUNT) && has(g, UNTIL))
		return refuse(g, at, "expected COUNT or UNTIL, not both");
	if (has(g, BYWEEKNO) && r->freq != CRM_YEARLY)
		return refuse(g, at, "BYWEEKNO goes with FREQ=YEARLY alone");
	if (has(g, BYYEARDAY) && r->freq >= CRM_DAILY && r->freq <= CRM_MONTHLY)
		return refuse(g, at,
		    "BYYEARDAY does not go with FREQ=DAILY, WEEKLY or MONTHLY");
	if (has(g, BYMONTHDAY) && r->freq == CRM_WEEKLY)
		return refuse(g, at, "BYMONTHDAY does not go with FREQ=WEEKLY");
	if (r->has_nth && (r->freq < CRM_MONTHLY || has(g, BYWEEKNO)))
		return refuse(g, at,
		    "a number before a day goes with FREQ=MONTHLY or YEARLY, "
		    "without BYWEEKNO");
	if (has(g, BYSETPOS) &&
	    (g->seen & ((1u << BYSETPOS) - (1u << BYSECOND))) == 0)
		return refuse(g, at, "BYSETPOS needs another BY part");
	return CRM_OK;
}

enum crm_status
crm_recur_parse(struct crm_recur *r, struct crm_text t, struct crm_err *err)
{
	static const char prefix[] = "RRULE:";
	struct reading g = { .r = r, .all = t, .end = t.p + t.n, .err = err };
	const char *p = t.p;

	*r = (struct crm_recur){ .interval = 1, .week_start = 1 };
	if (t.n >= sizeof prefix - 1 &&
	    strncasecmp(p, prefix, sizeof prefix - 1) == 0)
		p += sizeof prefix - 1;
	for (;; p++) {
		const char *end = p < g.end
		    ? memchr(p, ';', (size_t)(g.end - p))
		    : NULL;
		enum crm_status st;

		if (end == NULL)
			end = g.end;
		if ((st = read_part(&g, p, end)) != CRM_OK)
			return st;
		if ((p = end) == g.end)
			return check(&g);
	}
}
