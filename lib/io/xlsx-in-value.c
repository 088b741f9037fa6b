/*
 * Stored numbers as text.  They are doubles that were printed: by Excel with
 * 17 digits, by others with as few as tell the double.  A decimal of at most
 * 15 digits is taken as it stands, a longer one is rounded to 15.
 */
#include "xlsx-in-value.h"

#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <crm/base/date.h>

enum {
	DIGITS = 15, /* that a double and a spreadsheet keep */
	EXPONENT_MAX = 330,
	DAY_SECONDS = 86400,
};

/* Digits d1d2d3… stand for 0.d1d2d3… x 10^point. */
struct decimal {
	bool negative;
	char digit[DIGITS];
	int n;     /* 0: zero */
	int point; /* where it stands, from the first digit */
	bool more; /* digits behind those kept, not all zero */
};

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static void
take_digit(struct decimal *d, char c, bool behind)
{
	if (d->n == 0 && c == '0') { /* leads */
		d->point -= behind;
		return;
	}
	if (d->n < DIGITS)
		d->digit[d->n++] = c;
	else
		d->more |= c != '0';
	d->point += !behind;
}

/* -12.5E+3; false where it is anything else. */
static bool
scan(const char *s, struct decimal *d)
{
	bool behind = false, any = false;
	char *end;
	long e;

	*d = (struct decimal){ .negative = *s == '-' };
	s += *s == '-' || *s == '+';
	for (; is_digit(*s) || (*s == '.' && !behind); s++) {
		if (*s == '.') {
			behind = true;
			continue;
		}
		any = true;
		take_digit(d, *s, behind);
	}
	if (any && (*s == 'e' || *s == 'E')) {
		e = strtol(s + 1, &end, 10);
		if (end == s + 1 || labs(e) > EXPONENT_MAX)
			return false;
		d->point += (int)e;
		s = end;
	}
	while (d->n > 0 && d->digit[d->n - 1] == '0' && !d->more)
		d->n--;
	return any && *s == '\0' && abs(d->point) <= 2 * EXPONENT_MAX;
}

/* The same number with 15 digits. */
static bool
round_off(const char *s, struct decimal *d)
{
	char text[DIGITS + 16];

	snprintf(text, sizeof text, "%.*e", DIGITS - 1, strtod(s, NULL));
	return scan(text, d);
}

static void
put_plain(struct crm_buf *out, const struct decimal *d)
{
	int at = d->point > 0 ? 0 : d->point;

	if (d->point <= 0)
		crm_buf_char(out, '0');
	for (; at < d->n || at < d->point; at++) {
		if (at == d->point)
			crm_buf_char(out, '.');
		crm_buf_char(out, at >= 0 && at < d->n ? d->digit[at] : '0');
	}
}

static void
put_exponent(struct crm_buf *out, const struct decimal *d)
{
	crm_buf_char(out, d->digit[0]);
	if (d->n > 1)
		crm_buf_char(out, '.');
	crm_buf_add(out, d->digit + 1, (size_t)d->n - 1);
	crm_buf_printf(out, "E+%d", d->point - 1);
}

bool
xlsx_decimal(struct crm_buf *out, const char *stored, int shift)
{
	struct decimal d;
	bool good = scan(stored, &d);

	if (good && d.more)
		good = round_off(stored, &d);
	if (!good) {
		crm_buf_str(out, stored);
		return true;
	}
	if (d.n == 0) {
		crm_buf_char(out, '0');
		return true;
	}
	d.point += shift;
	if (d.negative)
		crm_buf_char(out, '-');
	if (d.point > DIGITS) {
		put_exponent(out, &d);
		return false;
	}
	put_plain(out, &d);
	return true;
}

void
xlsx_pad(struct crm_buf *decimal, int digits)
{
	const char *s = decimal->len == 0 ? "" : decimal->data;
	bool minus = *s == '-';
	int n = (int)strspn(s + minus, "0123456789");
	char padded[XLSX_PAD_MAX + 3];

	if (n == 0 || s[minus + n] != '\0' || n >= digits)
		return;
	snprintf(padded, sizeof padded, "%s%0*d%s", minus ? "-" : "",
	    digits - n, 0, s + minus);
	crm_buf_clear(decimal);
	crm_buf_str(decimal, padded);
}

/* ---- dates ---- */

/* Days from a serial's zero to 1970, and the first that is no day any more. */
enum {
	EPOCH_1900 = 25569,
	EPOCH_1904 = 24107,
	END_1900 = 2958466,
	END_1904 = 2957004,
	NO_DAY = 60, /* 1900-02-29, in which Excel believes */
};

static void
put_clock(struct crm_buf *out, int64_t seconds, bool whole)
{
	crm_buf_printf(out, "%02lld:%02lld", (long long)seconds / 3600,
	    (long long)seconds / 60 % 60);
	if (whole || seconds % 60 != 0)
		crm_buf_printf(out, ":%02lld", (long long)seconds % 60);
}

static void
put_day(struct crm_buf *out, int64_t day, bool epoch_1904)
{
	if (epoch_1904)
		crm_date_format(out, day - EPOCH_1904);
	else if (day == NO_DAY)
		crm_buf_str(out, "1900-02-29");
	else if (day == 0)
		crm_buf_str(out, "1900-01-00");
	else
		crm_date_format(out, day - EPOCH_1900 + (day < NO_DAY));
}

bool
xlsx_serial(
    struct crm_buf *out, double serial, enum xlsx_shown shown, bool epoch_1904)
{
	int64_t seconds, day;

	if (!(serial >= 0 && serial < (epoch_1904 ? END_1904 : END_1900)))
		return false;
	seconds = llround(serial * DAY_SECONDS);
	if (shown == XLSX_DURATION) {
		put_clock(out, seconds, true);
		return true;
	}
	day = seconds / DAY_SECONDS;
	seconds %= DAY_SECONDS;
	if (day == 0 && (shown == XLSX_TIME || seconds != 0)) {
		put_clock(out, seconds, false);
		return true;
	}
	put_day(out, day, epoch_1904);
	if (shown != XLSX_DATE || seconds != 0) {
		crm_buf_char(out, ' ');
		put_clock(out, seconds, true);
	}
	return true;
}

bool
xlsx_serial_time(
    double serial, enum xlsx_shown shown, bool epoch_1904, int64_t *local)
{
	int64_t seconds = llround(serial * DAY_SECONDS);

	if ((shown != XLSX_DATE && shown != XLSX_DATE_TIME) ||
	    seconds / DAY_SECONDS <= (epoch_1904 ? 0 : NO_DAY) ||
	    (shown == XLSX_DATE && seconds % DAY_SECONDS == 0))
		return false;
	*local = seconds -
	    (int64_t)(epoch_1904 ? EPOCH_1904 : EPOCH_1900) * DAY_SECONDS;
	return true;
}

/* ---- text ---- */

static int
hex(char c)
{
	if (is_digit(c))
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

enum { ESCAPE = 7 }; /* bytes of _xHHHH_ */

/* The UTF-16 unit of an escape at p, or 0: nothing stands for NUL. */
static unsigned
unit(const char *p, const char *end)
{
	unsigned u = 0;

	if (end - p < ESCAPE || p[0] != '_' || p[1] != 'x' || p[6] != '_')
		return 0;
	for (int i = 2; i < 6; i++) {
		if (hex(p[i]) < 0)
			return 0;
		u = u << 4 | (unsigned)hex(p[i]);
	}
	return u;
}

static bool
is_surrogate(unsigned u, unsigned first)
{
	return u >= first && u < first + 0x400;
}

static void
put_utf8(struct crm_buf *out, unsigned c)
{
	if (c >= 0x10000) {
		crm_buf_char(out, (char)(0xf0 | c >> 18));
		crm_buf_char(out, (char)(0x80 | (c >> 12 & 0x3f)));
	} else if (c >= 0x800) {
		crm_buf_char(out, (char)(0xe0 | c >> 12));
	}
	if (c >= 0x800)
		crm_buf_char(out, (char)(0x80 | (c >> 6 & 0x3f)));
	else if (c >= 0x80)
		crm_buf_char(out, (char)(0xc0 | c >> 6));
	crm_buf_char(out, (char)(c < 0x80 ? c : 0x80 | (c & 0x3f)));
}

void
xlsx_unescape(struct crm_buf *out, struct crm_text t)
{
	const char *p = t.p, *end = p + t.n;

	while (p < end) {
		unsigned u = unit(p, end), low;

		if (u == 0) {
			crm_buf_char(out, *p++);
			continue;
		}
		p += ESCAPE;
		low = is_surrogate(u, 0xd800) ? unit(p, end) : 0;
		if (is_surrogate(low, 0xdc00)) {
			u = 0x10000 + ((u - 0xd800) << 10) + (low - 0xdc00);
			p += ESCAPE;
		} else if (u >= 0xd800 && u < 0xe000) {
			u = 0xfffd;
		}
		put_utf8(out, u);
	}
}

/* ---- references ---- */

int
xlsx_column(const char *ref, long long *row)
{
	int column = 0;

	for (; *ref >= 'A' && *ref <= 'Z' && column <= XLSX_COLUMNS; ref++)
		column = column * 26 + (*ref - 'A' + 1);
	*row = is_digit(*ref) ? strtoll(ref, NULL, 10) : 0;
	return column >= 1 && column <= XLSX_COLUMNS ? column - 1 : -1;
}

void
xlsx_column_name(struct crm_buf *out, int column)
{
	if (column >= 26)
		xlsx_column_name(out, column / 26 - 1);
	crm_buf_char(out, (char)('A' + column % 26));
}
