/* Stamps and offsets of a calendar that comes in, as they are written. */
#include "ics-in.h"

enum { DAY = 86400, HOUR = 3600, MINUTE = 60, STAMP = 15 };

static bool
digits(struct crm_text t, size_t from, size_t n, int *out)
{
	*out = 0;
	if (from + n > t.n)
		return false;
	for (size_t i = from; i < from + n; i++) {
		if (t.p[i] < '0' || t.p[i] > '9')
			return false;
		*out = *out * 10 + (t.p[i] - '0');
	}
	return true;
}

/* The seconds of the day; a leap second is the one before it. */
static bool
time_of_day(struct crm_text t, int64_t *seconds)
{
	int h, m, s;

	if (!digits(t, 9, 2, &h) || !digits(t, 11, 2, &m) ||
	    !digits(t, 13, 2, &s) || h > 23 || m > 59 || s > 60)
		return false;
	*seconds = h * HOUR + m * MINUTE + (s == 60 ? 59 : s);
	return true;
}

bool
ics_stamp(struct crm_text t, int64_t *local, bool *is_date, bool *utc)
{
	int64_t of_day = 0;
	int y, m, d;

	t = crm_text_trim(t);
	if (!digits(t, 0, 4, &y) || !digits(t, 4, 2, &m) ||
	    !digits(t, 6, 2, &d) || !crm_date_exists(y, m, d))
		return false;
	*is_date = t.n == 8;
	*utc = t.n == STAMP + 1 && (t.p[STAMP] == 'Z' || t.p[STAMP] == 'z');
	if (!*is_date &&
	    ((t.n != STAMP && !*utc) || (t.p[8] != 'T' && t.p[8] != 't') ||
		!time_of_day(t, &of_day)))
		return false;
	*local = crm_date_from(y, m, d) * DAY + of_day;
	return true;
}

bool
ics_offset(struct crm_text t, int *seconds)
{
	int h, m, s = 0;

	t = crm_text_trim(t);
	if ((t.n != 5 && t.n != 7) || (t.p[0] != '+' && t.p[0] != '-') ||
	    !digits(t, 1, 2, &h) || !digits(t, 3, 2, &m) ||
	    (t.n == 7 && !digits(t, 5, 2, &s)) || h > 23 || m > 59 || s > 59)
		return false;
	*seconds = h * HOUR + m * MINUTE + s;
	if (t.p[0] == '-')
		*seconds = -*seconds;
	return true;
}
