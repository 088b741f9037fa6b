/* Dates as files hold them. */
#include "date-scan.h"

#include <crm/base/number.h>

#include <assert.h>
#include <string.h>
#include <time.h>

enum {
	ISO_LEN = 10,
	COMPACT_LEN = 8,
	SERIAL_LEN = 5,     /* digits of a spreadsheet's day number of today */
	SERIAL_LEN_MAX = 7, /* and of the last one */
	SERIAL_ZERO = -25569,
	SERIAL_LEAP = 60, /* a 29 February 1900 that spreadsheets believe in */
	FRACTION_MAX = 9, /* digits of a day number that matter */
	YEAR_LEN = 4,
	CENTURY = 100,
};

/* yyyy-mm-dd at p, which has ten bytes. */
static bool
read_iso(const char *p, int64_t *date)
{
	int century = scan_two(p), year = scan_two(p + 2), m = scan_two(p + 5),
	    d = scan_two(p + 8);

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

	return crm_fail(
	    err, CRM_INVALID, "'%s' %s", crm_quote(quoted, t), crm_tr(why));
}

/* Refuses what an option of an import would settle; elsewhere there is none. */
static enum crm_status
advise(struct crm_text t, const struct crm_date_form *f, const char *by_option,
    const char *else_by, struct crm_err *err)
{
	return refuse(t, f->import ? by_option : else_by, err);
}

static const char not_a_date[] = N_("is not a date; write it as 2026-11-21");

static enum crm_status
make_date(
    struct crm_text t, int y, int m, int d, int64_t *date, struct crm_err *err)
{
	if (!crm_date_exists(y, m, d))
		return refuse(t, "is not a day of the calendar", err);
	*date = crm_date_from(y, m, d);
	return CRM_OK;
}

/* The year that two digits mean, in the hundred years from the first. */
static int
in_century(int digits, int first)
{
	int y = first - first % CENTURY + digits;

	return y < first ? y + CENTURY : y;
}

/* A year of four digits, or of two where it is said of which hundred. */
static enum crm_status
settle_year(struct crm_text t, int n, const struct crm_date_form *f, int *y,
    struct crm_err *err)
{
	if (n == YEAR_LEN)
		return CRM_OK;
	if (n != 2)
		return refuse(t, not_a_date, err);
	if (f->century == 0)
		return advise(t, f,
		    "has a year of two digits; --century 2000 says that it is"
		    " one of 2000 to 2099",
		    "has a year of two digits; write all four", err);
	*y = in_century(*y, f->century);
	return CRM_OK;
}

/* The rest of 2026-11-21, 2026/1/5, 2026.11.21, 2026-Nov-21, 2026年11月21日. */
static enum crm_status
year_first(struct crm_text t, struct scan *s, int y, int64_t *date,
    struct crm_err *err)
{
	char sep = s->p < s->end ? *s->p : '\0';
	bool chinese = scan_word(s, "年");
	int m, d, n_m, n_d;

	if (!chinese &&
	    !((sep == '-' || sep == '/' || sep == '.') && scan_take(s, sep)))
		return refuse(t, not_a_date, err);
	if (chinese)
		scan_blanks(s);
	if (!chinese && (m = scan_month(s)) > 0)
		n_m = 1;
	else
		n_m = scan_digits(s, &m);
	if (!(chinese ? scan_word(s, "月") : scan_take(s, sep)))
		return refuse(t, not_a_date, err);
	if (chinese)
		scan_blanks(s);
	n_d = scan_digits(s, &d);
	if (n_m < 1 || n_m > 2 || n_d < 1 || n_d > 2)
		return refuse(t, not_a_date, err);
	if (chinese && !scan_word(s, "日") && !scan_word(s, "号"))
		return refuse(t, not_a_date, err);
	return make_date(t, y, m, d, date, err);
}

/* 21-11-2026 by its order; swapped, it might be a day. */
static enum crm_status
by_order(struct crm_text t, int a, int b, int y, const struct crm_date_form *f,
    int64_t *date, struct crm_err *err)
{
	int m = f->order == CRM_DMY ? b : a, d = f->order == CRM_DMY ? a : b;

	if (!crm_date_exists(y, m, d) && crm_date_exists(y, d, m))
		return refuse(t,
		    f->order == CRM_DMY
			? "has no such month; say --date-format mdy"
			: "has no such month; say --date-format dmy",
		    err);
	return make_date(t, y, m, d, date, err);
}

/* The rest of 21-11-2026 and 11/21/2026, by order; of two digits, the year may
 * be the first. */
static enum crm_status
numbers_only(struct crm_text t, struct scan *s, int a,
    const struct crm_date_form *f, int64_t *date, struct crm_err *err)
{
	char sep = s->p < s->end ? *s->p : '\0';
	bool year_leads = f->order == CRM_YMD && f->said;
	int b, y, n_b, n_y;
	enum crm_status st;

	if ((sep != '-' && sep != '/' && sep != '.') || !scan_take(s, sep))
		return refuse(t, not_a_date, err);
	n_b = scan_digits(s, &b);
	if (n_b < 1 || n_b > 2 || !scan_take(s, sep))
		return refuse(t, not_a_date, err);
	n_y = scan_digits(s, &y);
	if (n_y < 1 || (n_y != YEAR_LEN && n_y > 2))
		return refuse(t, not_a_date, err);
	if (f->order == CRM_YMD && n_y == YEAR_LEN)
		return advise(t, f,
		    "does not begin with the year; say"
		    " --date-format dmy or mdy",
		    "does not begin with the year; write it as 2026-11-21",
		    err);
	if (f->order == CRM_YMD && !year_leads)
		return advise(t, f,
		    "has a year of two digits; say --date-format dmy, mdy"
		    " or ymd, and --century 2000 or another",
		    "has a year of two digits; write it as 2026-11-21", err);
	if (year_leads) {
		int last = y;

		y = a;
		st = settle_year(t, 2, f, &y, err);
		return st != CRM_OK ? st : make_date(t, y, b, last, date, err);
	}
	st = settle_year(t, n_y, f, &y, err);
	return st != CRM_OK ? st : by_order(t, a, b, y, f, date, err);
}

/* Between the parts of a date with a name in it. */
static void
pass_separators(struct scan *s)
{
	while (scan_take(s, '-') || scan_take(s, '/') || scan_take(s, '.') ||
	    scan_take(s, ',') || scan_blanks(s))
		continue;
}

/* The 5 of "5-Jan", "5th of January". */
static bool
read_day(struct scan *s, int *d)
{
	int n = scan_digits(s, d);

	if (!scan_word(s, "st") && !scan_word(s, "nd") && !scan_word(s, "rd"))
		scan_word(s, "th");
	return n == 1 || n == 2;
}

/* 5-Jan-2026, Jan 5, 2026, Monday, January 5, 2026. */
static enum crm_status
with_name(struct crm_text t, struct scan *s, const struct crm_date_form *f,
    int64_t *date, struct crm_err *err)
{
	int m, d = 0, y, n;
	bool day;
	enum crm_status st;

	scan_weekday(s);
	if ((m = scan_month(s)) > 0) {
		pass_separators(s);
		day = read_day(s, &d);
	} else {
		day = read_day(s, &d);
		pass_separators(s);
		m = scan_month(s);
	}
	if (m == 0 || !day)
		return refuse(t, not_a_date, err);
	pass_separators(s);
	scan_take(s, '\'');
	if ((n = scan_digits(s, &y)) == 0)
		return refuse(t, "has no year; write it as 2026-11-21", err);
	if ((st = settle_year(t, n, f, &y, err)) != CRM_OK)
		return st;
	return make_date(t, y, m, d, date, err);
}

/* ---- day numbers of spreadsheets ---- */

/* 46347 and 46347.5, and nothing behind it. */
static bool
is_serial(struct scan s, int len_min)
{
	int v, n = scan_digits(&s, &v);

	if (n < len_min || n > SERIAL_LEN_MAX)
		return false;
	if (scan_take(&s, '.') && scan_digits(&s, &v) == 0)
		return false;
	return s.p == s.end;
}

static enum crm_status
read_serial(
    struct crm_text t, struct scan *s, struct stamp *st, struct crm_err *err)
{
	int64_t fraction = 0, one = 1;
	int day;

	scan_digits(s, &day);
	if (scan_take(s, '.'))
		for (; scan_digit(s); s->p++) {
			if (one >= crm_pow10(FRACTION_MAX))
				continue;
			fraction = fraction * 10 + (*s->p - '0');
			one *= 10;
		}
	st->date = SERIAL_ZERO + day + (day < SERIAL_LEAP);
	if (day < 1 || day == SERIAL_LEAP || st->date > CRM_DATE_MAX)
		return refuse(t, "is not a day number of a spreadsheet", err);
	st->seconds = (int)crm_div_round((__int128)fraction * DAY, one);
	st->timed = st->seconds > 0;
	return CRM_OK;
}

static enum crm_status
read_date(struct crm_text t, struct scan *s, const struct crm_date_form *f,
    struct stamp *st, struct crm_err *err)
{
	struct scan start = *s;
	int n, v;

	if (s->end - s->p >= ISO_LEN && read_iso(s->p, &st->date)) {
		s->p += ISO_LEN;
		return CRM_OK;
	}
	if (f->serial && is_serial(start, 1))
		return read_serial(t, s, st, err);
	if (scan_letter(s))
		return with_name(t, s, f, &st->date, err);
	n = scan_digits(s, &v);
	if (n == COMPACT_LEN)
		return make_date(
		    t, v / 10000, v / 100 % 100, v % 100, &st->date, err);
	if (n == YEAR_LEN)
		return year_first(t, s, v, &st->date, err);
	if (n == 2 && (size_t)(s->end - s->p) > strlen("年") &&
	    memcmp(s->p, "年", strlen("年")) == 0) {
		enum crm_status status = settle_year(t, n, f, &v, err);

		return status != CRM_OK ? status
					: year_first(t, s, v, &st->date, err);
	}
	if (n == 1 || n == 2) {
		struct scan behind = *s;

		pass_separators(&behind);
		if (scan_letter(s) || scan_letter(&behind)) {
			*s = start;
			return with_name(t, s, f, &st->date, err);
		}
		return numbers_only(t, s, v, f, &st->date, err);
	}
	if (is_serial(start, SERIAL_LEN) && n == SERIAL_LEN)
		return advise(t, f,
		    "is not a date but a spreadsheet's number of it; say"
		    " --date-format excel, or give the column a date format"
		    " there",
		    "is not a date but a spreadsheet's number of it; write it"
		    " as 2026-11-21, or give the column a date format there",
		    err);
	return refuse(t, not_a_date, err);
}

/* The time behind a date; Chinese words for it need no blank before them. */
static bool
read_rest(struct scan *s, struct stamp *st)
{
	const char *from = s->p;

	scan_weekday(s);
	if (s->p == s->end)
		return true;
	scan_take(s, ',');
	scan_blanks(s);
	if (s->p == from && !scan_word(s, "T") && (unsigned char)*s->p < 0x80)
		return false;
	return s->p < s->end && scan_time(s, st) && s->p == s->end;
}

/* What may stand directly behind a date: a blank, a comma, the T of ISO, or a
 * Chinese word. */
static bool
may_go_on(struct scan s)
{
	char c = *s.p;

	return c == ' ' || c == '\t' || c == ',' || (c | 0x20) == 't' ||
	    ((unsigned char)c >= 0x80 && crm_utf8_next(&s.p, s.end) != 0xFFFD);
}

static enum crm_status
read_stamp(struct crm_text t, const struct crm_date_form *f, struct stamp *st,
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
	status = read_date(t, &s, f, st, err);
	if (status != CRM_OK || s.p == s.end)
		return status;
	if (!may_go_on(s))
		return refuse(t, not_a_date, err);
	if (!read_rest(&s, st))
		return refuse(t,
		    "does not end in a time of day as in"
		    " 2026-11-21 08:30",
		    err);
	return CRM_OK;
}

static enum crm_status
check_range(struct crm_text t, int64_t date, struct crm_err *err)
{
	return date < CRM_DATE_MIN || date > CRM_DATE_MAX
	    ? refuse(t, "is outside the years 1 to 9999", err)
	    : CRM_OK;
}

enum crm_status
crm_date_read(struct crm_text t, const struct crm_date_form *f, int64_t *out,
    bool *time_lost, struct crm_err *err)
{
	struct stamp st;
	enum crm_status status;

	*time_lost = false;
	if (t.n == ISO_LEN && read_iso(t.p, out))
		return CRM_OK;
	if ((status = read_stamp(t, f, &st, err)) != CRM_OK)
		return status;
	if (st.zoned)
		st.date = crm_instant_date(
		    st.date * DAY + st.seconds - st.offset);
	if ((status = check_range(t, st.date, err)) != CRM_OK)
		return status;
	*time_lost = st.seconds % DAY != 0;
	*out = st.date;
	return CRM_OK;
}

/* The instant of a time in the zone of TZ, where its clocks show it. */
static enum crm_status
local_instant(struct crm_text t, const struct stamp *st, int64_t *out,
    struct crm_err *err)
{
	int64_t date = st->date + st->seconds / DAY;
	int seconds = st->seconds % DAY;

	if (!st->timed || seconds == 0) {
		*out = crm_date_start(date);
		return CRM_OK;
	}
	if (!crm_instant_exists(date, seconds))
		return refuse(t,
		    "is a time that clocks skip in the zone of TZ; write its"
		    " offset behind it, as in 2026-11-21 08:30+01:00",
		    err);
	*out = crm_instant_at(date, seconds);
	return CRM_OK;
}

enum crm_status
crm_instant_read(struct crm_text t, const struct crm_date_form *f, int64_t *out,
    struct crm_err *err)
{
	struct stamp st;
	int64_t instant = 0;
	enum crm_status status = read_stamp(t, f, &st, err);

	if (status != CRM_OK)
		return status;
	if (st.zoned)
		instant = st.date * DAY + st.seconds - st.offset;
	else if ((status = local_instant(t, &st, &instant, err)) != CRM_OK)
		return status;
	status = check_range(t, crm_instant_date(instant), err);
	if (status == CRM_OK)
		*out = instant;
	return status;
}

enum crm_status
crm_date_parse(struct crm_text t, enum crm_date_order order, int64_t *out,
    struct crm_err *err)
{
	const struct crm_date_form f = { .order = order };
	bool ignored;

	return crm_date_read(t, &f, out, &ignored, err);
}

enum crm_status
crm_instant_parse(struct crm_text t, enum crm_date_order order, int64_t *out,
    struct crm_err *err)
{
	const struct crm_date_form f = { .order = order };

	return crm_instant_read(t, &f, out, err);
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
