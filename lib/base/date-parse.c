/*
 * Dates and instants as files hold them, by the order of day and month; the
 * clock of a command.
 */
#include <crm/base/date.h>

#include <assert.h>
#include <string.h>
#include <time.h>

enum {
	HOUR = 3600,
	MINUTE = 60,
	DAY = 86400,
	NOON = 12,
	HOURS = 24,
	ISO_LEN = 10,
	COMPACT_LEN = 8,
	SERIAL_LEN = 5, /* digits of a spreadsheet's day number */
	YEAR_LEN = 4,
	OFFSET_HOURS_MAX = 15,
};

/* What a date with a time behind it says. */
struct stamp {
	int64_t date;
	int seconds; /* since midnight */
	int offset;  /* seconds east of UTC, where zoned */
	bool timed, zoned;
};

struct scan {
	const char *p, *end;
};

static bool
is_digit(const struct scan *s)
{
	return s->p < s->end && *s->p >= '0' && *s->p <= '9';
}

/* Reads a run of digits, at most eight of them told apart; gives their
 * count. */
static int
digits(struct scan *s, int *v)
{
	int n = 0;

	for (*v = 0; is_digit(s); s->p++, n++) {
		if (n < COMPACT_LEN)
			*v = *v * 10 + (*s->p - '0');
	}
	return n;
}

static bool
take(struct scan *s, char c)
{
	if (s->p == s->end || *s->p != c)
		return false;
	s->p++;
	return true;
}

static bool
take_word(struct scan *s, const char *word)
{
	size_t n = strlen(word);

	if ((size_t)(s->end - s->p) < n || strncasecmp(s->p, word, n) != 0)
		return false;
	s->p += n;
	return true;
}

static bool
blanks(struct scan *s)
{
	const char *from = s->p;

	while (s->p < s->end && (*s->p == ' ' || *s->p == '\t'))
		s->p++;
	return s->p > from;
}

static int
two(const char *p)
{
	unsigned a = (unsigned)(p[0] - '0'), b = (unsigned)(p[1] - '0');

	return a < 10 && b < 10 ? (int)(a * 10 + b) : -1;
}

/* yyyy-mm-dd at p, which has ten bytes. */
static bool
read_iso(const char *p, int64_t *date)
{
	int century = two(p), year = two(p + 2), m = two(p + 5), d = two(p + 8);

	if (p[4] != '-' || p[7] != '-' || century < 0 || year < 0 ||
	    !crm_date_exists(century * 100 + year, m, d))
		return false;
	*date = crm_date_from(century * 100 + year, m, d);
	return true;
}

static enum crm_status
refuse(struct crm_text t, const char *why, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];

	return crm_fail(err, CRM_INVALID, "'%s' %s", crm_quote(quoted, t), why);
}

static const char not_a_date[] = "is not a date; write it as 2026-11-21";

static enum crm_status
make_date(
    struct crm_text t, int y, int m, int d, int64_t *date, struct crm_err *err)
{
	if (!crm_date_exists(y, m, d))
		return refuse(t, "is not a day of the calendar", err);
	*date = crm_date_from(y, m, d);
	return CRM_OK;
}

/* The rest of 2026-11-21, 2026/1/5, 2026.11.21, 2026年11月21日. */
static enum crm_status
year_first(struct crm_text t, struct scan *s, int y, int64_t *date,
    struct crm_err *err)
{
	char sep = s->p < s->end ? *s->p : '\0';
	bool chinese = take_word(s, "年");
	int m, d, n_m, n_d;

	if (!chinese &&
	    !((sep == '-' || sep == '/' || sep == '.') && take(s, sep)))
		return refuse(t, not_a_date, err);
	if (chinese)
		blanks(s);
	n_m = digits(s, &m);
	if (!(chinese ? take_word(s, "月") : take(s, sep)))
		return refuse(t, not_a_date, err);
	if (chinese)
		blanks(s);
	n_d = digits(s, &d);
	if (n_m < 1 || n_m > 2 || n_d < 1 || n_d > 2)
		return refuse(t, not_a_date, err);
	if (chinese && !take_word(s, "日") && !take_word(s, "号"))
		return refuse(t, not_a_date, err);
	return make_date(t, y, m, d, date, err);
}

/* The rest of 21-11-2026 and 11/21/2026, by order. */
static enum crm_status
year_last(struct crm_text t, struct scan *s, int a, enum crm_date_order order,
    int64_t *date, struct crm_err *err)
{
	char sep = s->p < s->end ? *s->p : '\0';
	int b, y, n_b, n_y, m, d;

	if ((sep != '-' && sep != '/' && sep != '.') || !take(s, sep))
		return refuse(t, not_a_date, err);
	n_b = digits(s, &b);
	if (n_b < 1 || n_b > 2 || !take(s, sep))
		return refuse(t, not_a_date, err);
	n_y = digits(s, &y);
	if (n_y == 2)
		return refuse(
		    t, "has a year of two digits; four are expected", err);
	if (n_y != YEAR_LEN)
		return refuse(t, not_a_date, err);
	if (order == CRM_YMD)
		return refuse(t,
		    "does not begin with the year; say"
		    " --date-format dmy or mdy",
		    err);
	m = order == CRM_DMY ? b : a;
	d = order == CRM_DMY ? a : b;
	if (!crm_date_exists(y, m, d) && crm_date_exists(y, d, m))
		return refuse(t,
		    order == CRM_DMY
			? "has no such month; say --date-format mdy"
			: "has no such month; say --date-format dmy",
		    err);
	return make_date(t, y, m, d, date, err);
}

static enum crm_status
read_date(struct crm_text t, struct scan *s, enum crm_date_order order,
    int64_t *date, struct crm_err *err)
{
	int n, v;

	if (s->end - s->p >= ISO_LEN && read_iso(s->p, date)) {
		s->p += ISO_LEN;
		return CRM_OK;
	}
	n = digits(s, &v);
	if (n == COMPACT_LEN)
		return make_date(
		    t, v / 10000, v / 100 % 100, v % 100, date, err);
	if (n == YEAR_LEN)
		return year_first(t, s, v, date, err);
	if (n == 1 || n == 2)
		return year_last(t, s, v, order, date, err);
	if (n == SERIAL_LEN && s->p == s->end)
		return refuse(t,
		    "is not a date but a spreadsheet's number of"
		    " it; give the column a date format there",
		    err);
	return refuse(t, not_a_date, err);
}

/* Z, UTC, +08:00, +0800 or +08, if anything. */
static bool
read_zone(struct scan *s, struct stamp *st)
{
	int sign = 1, hours, minutes = 0;

	if (take_word(s, "Z") || take_word(s, "UTC") || take_word(s, "GMT")) {
		st->zoned = true;
		return true;
	}
	if (take(s, '-'))
		sign = -1;
	else if (!take(s, '+'))
		return true;
	if (s->end - s->p < 2 || (hours = two(s->p)) < 0)
		return false;
	s->p += 2;
	if (take(s, ':') || is_digit(s)) {
		if (s->end - s->p < 2 || (minutes = two(s->p)) < 0)
			return false;
		s->p += 2;
	}
	st->zoned = true;
	st->offset = sign * (hours * HOUR + minutes * MINUTE);
	return hours <= OFFSET_HOURS_MAX && minutes < MINUTE;
}

/* hh:mm[:ss[.fraction]] [AM|PM] [zone] */
static bool
read_time(struct scan *s, struct stamp *st)
{
	int h, m, sec = 0, fraction, n = digits(s, &h);
	bool pm;

	if (n < 1 || n > 2 || !take(s, ':') || digits(s, &m) != 2)
		return false;
	if (take(s, ':')) {
		if (digits(s, &sec) != 2)
			return false;
		if ((take(s, '.') || take(s, ',')) && digits(s, &fraction) == 0)
			return false;
	}
	blanks(s);
	pm = take_word(s, "PM");
	if (pm || take_word(s, "AM")) {
		if (h < 1 || h > NOON)
			return false;
		h = h % NOON + (pm ? NOON : 0);
		blanks(s);
	}
	if (h >= HOURS || m >= MINUTE || sec >= MINUTE)
		return false;
	st->timed = true;
	st->seconds = h * HOUR + m * MINUTE + sec;
	return read_zone(s, st);
}

static enum crm_status
read_stamp(struct crm_text t, enum crm_date_order order, struct stamp *st,
    struct crm_err *err)
{
	struct crm_text trimmed = crm_text_trim(t);
	struct scan s;
	enum crm_status status;

	memset(st, 0, sizeof *st);
	if (trimmed.n == 0)
		return refuse(t, not_a_date, err);
	s.p = trimmed.p;
	s.end = trimmed.p + trimmed.n;
	status = read_date(t, &s, order, &st->date, err);
	if (status != CRM_OK || s.p == s.end)
		return status;
	take(&s, ',');
	if (!blanks(&s) && !take_word(&s, "T"))
		return refuse(t, not_a_date, err);
	if (!read_time(&s, st) || s.p < s.end)
		return refuse(t,
		    "does not end in a time of day as in"
		    " 2026-11-21 08:30",
		    err);
	return CRM_OK;
}

enum crm_status
crm_date_parse(struct crm_text t, enum crm_date_order order, int64_t *out,
    struct crm_err *err)
{
	struct stamp st;
	enum crm_status status;

	if (t.n == ISO_LEN && read_iso(t.p, out))
		return CRM_OK;
	status = read_stamp(t, order, &st, err);
	if (status == CRM_OK)
		*out = st.date;
	return status;
}

enum crm_status
crm_instant_parse(struct crm_text t, enum crm_date_order order, int64_t *out,
    struct crm_err *err)
{
	struct stamp st;
	int64_t instant, date;
	enum crm_status status = read_stamp(t, order, &st, err);

	if (status != CRM_OK)
		return status;
	instant = st.zoned ? st.date * DAY + st.seconds - st.offset
			   : crm_instant_at(st.date, st.seconds);
	date = crm_instant_date(instant);
	if (date < CRM_DATE_MIN || date > CRM_DATE_MAX)
		return refuse(t, "is outside the years 1 to 9999", err);
	*out = instant;
	return CRM_OK;
}

enum crm_status
crm_clock_init(struct crm_clock *c, const char *fixed, int fiscal_start,
    struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];

	assert(fiscal_start >= 1 && fiscal_start <= 12);
	c->fiscal_start = fiscal_start;
	c->fixed = fixed != NULL;
	if (fixed == NULL)
		c->now = (int64_t)time(NULL);
	else if (crm_instant_parse(
		     crm_text_of(fixed), CRM_YMD, &c->now, NULL) != CRM_OK)
		return crm_fail(err, CRM_USAGE,
		    "CRM_NOW: '%s' is not a date"
		    " or time; write it as 2026-11-21T08:30:00Z",
		    crm_quote(quoted, crm_text_of(fixed)));
	c->today = crm_instant_date(c->now);
	return CRM_OK;
}
