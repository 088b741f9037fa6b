/*
 * Working days and minutes of a calendar whose hours worktime-parse.c has
 * read.
 */
#include <crm/base/worktime.h>

#include <string.h>

enum {
	WEEK = 7,
	MINUTE = 60,
	DAY_SECONDS = 24 * 60 * 60,
	SUMS_LEAST = 64,
};

static const int64_t farthest = (int64_t)CRM_CAL_YEARS * 366; /* days */

/* ---- days ---- */

struct crm_cal_day {
	int64_t date;
	struct crm_hours hours;
};

/* Where the first exception is that is not before a date. */
static size_t
exception_from(const struct crm_cal *c, int64_t date)
{
	size_t low = 0, high = c->n_days;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (c->day[mid].date < date)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static const struct crm_hours *
hours_of(const struct crm_cal *c, int64_t date)
{
	size_t i = exception_from(c, date);

	if (i < c->n_days && c->day[i].date == date)
		return &c->day[i].hours;
	return &c->week[crm_weekday(date) - 1];
}

void
crm_cal_except(struct crm_cal *c, int64_t date, const struct crm_hours *hours)
{
	size_t i = exception_from(c, date);

	c->n_sums = 0; /* they may have counted the day otherwise */
	if (i == c->n_days || c->day[i].date != date) {
		c->day = crm_grow(
		    c->arena, c->day, c->n_days, &c->cap_days, sizeof *c->day);
		memmove(c->day + i + 1, c->day + i,
		    (c->n_days - i) * sizeof *c->day);
		c->n_days++;
	}
	c->day[i] = (struct crm_cal_day){ date, *hours };
}

static bool
is_workday(const struct crm_cal *c, int64_t date)
{
	return hours_of(c, date)->n > 0;
}

int64_t
crm_cal_add_workdays(const struct crm_cal *c, int64_t date, int64_t n)
{
	int step = n < 0 ? -1 : 1;
	int64_t left = n < -farthest ? farthest + 1 : n < 0 ? -n : n, walked;

	for (walked = 0; left > 0 && walked < farthest; walked++) {
		date += step;
		left -= is_workday(c, date);
	}
	return left > 0 ? CRM_DATE_MAX : date;
}

/* Of the days after `from` up to `to`: whole weeks at once, and what the
 * exceptions change. */
static int64_t
count_workdays(const struct crm_cal *c, int64_t from, int64_t to)
{
	int64_t weeks = (to - from) / WEEK, day, n = 0;
	size_t i;

	for (i = 0; i < WEEK; i++)
		n += c->week[i].n > 0;
	n *= weeks;
	for (day = from + weeks * WEEK + 1; day <= to; day++)
		n += c->week[crm_weekday(day) - 1].n > 0;
	for (i = exception_from(c, from + 1);
	     i < c->n_days && c->day[i].date <= to; i++)
		n += (c->day[i].hours.n > 0) -
		    (c->week[crm_weekday(c->day[i].date) - 1].n > 0);
	return n;
}

int64_t
crm_cal_workdays(const struct crm_cal *c, int64_t from, int64_t to)
{
	return to < from ? -count_workdays(c, to, from)
			 : count_workdays(c, from, to);
}

/* ---- minutes ---- */

/* The last date that has begun: where clocks are put back over midnight, that
 * is the next one although they show the old one again. */
static int64_t
day_at(const struct crm_cal *c, int64_t instant)
{
	int64_t date = crm_instant_date_in(c->zone, instant);

	return date + (crm_instant_reached_in(c->zone, date + 1, 0) <= instant);
}

/* Working seconds of a day before an instant. */
static int64_t
seconds_before(const struct crm_cal *c, int64_t date, int64_t instant)
{
	const struct crm_hours *h = hours_of(c, date);
	int64_t sum = 0;

	for (int i = 0; i < h->n; i++) {
		int64_t from = crm_instant_reached_in(
		    c->zone, date, h->span[i].from);
		int64_t to = crm_instant_reached_in(
		    c->zone, date, h->span[i].to);

		if (from < instant)
			sum += (to < instant ? to : instant) - from;
	}
	return sum;
}

/* Sums over [from, to); what they have already is copied. */
static void
keep_sums(struct crm_cal *c, int64_t from, int64_t to)
{
	size_t n = (size_t)(to - from), i;
	int64_t *sum = crm_alloc_n(c->arena, n, sizeof *sum);
	int64_t total = 0;

	for (i = 0; i < n; i++) {
		int64_t date = from + (int64_t)i, j = date - c->first;

		sum[i] = total;
		if (c->n_sums > 0 && j >= 0 && j + 1 < (int64_t)c->n_sums)
			total += c->sum[j + 1] - c->sum[j];
		else
			total += seconds_before(c, date, INT64_MAX);
	}
	c->first = from;
	c->sum = sum;
	c->n_sums = n;
}

/* Sees to sums of the days from `from` to `to`.  They grow by at least their
 * size, so that a file of records in any order costs each day a few times. */
static void
see_to_sums(struct crm_cal *c, int64_t from, int64_t to)
{
	int64_t first = c->first, end = c->first + (int64_t)c->n_sums;
	int64_t more = c->n_sums < SUMS_LEAST ? SUMS_LEAST : (int64_t)c->n_sums;

	if (c->n_sums == 0) {
		first = from;
		end = to + 1;
	}
	if (c->n_sums > 0 && from >= first && to < end)
		return;
	if (from < first)
		first = from < first - more ? from : first - more;
	if (to >= end)
		end = to + 1 > end + more ? to + 1 : end + more;
	keep_sums(c, first, end);
}

int64_t
crm_cal_seconds(struct crm_cal *c, int64_t from, int64_t to)
{
	int64_t first, last, seconds;

	if (to < from)
		return -crm_cal_seconds(c, to, from);
	first = day_at(c, from);
	last = day_at(c, to);
	see_to_sums(c, first, last);
	seconds = c->sum[last - c->first] - c->sum[first - c->first];
	seconds += seconds_before(c, last, to);
	seconds -= seconds_before(c, first, from);
	return seconds;
}

int64_t
crm_cal_minutes(struct crm_cal *c, int64_t from, int64_t to)
{
	return crm_cal_seconds(c, from, to) / MINUTE;
}

int64_t
crm_cal_add_seconds(const struct crm_cal *c, int64_t from, int64_t seconds)
{
	int64_t left = seconds, date = day_at(c, from), walked;

	if (seconds <= 0)
		return from;
	if (seconds > farthest * DAY_SECONDS)
		return CRM_CAL_NEVER;
	for (walked = 0; walked <= farthest; walked++, date++) {
		const struct crm_hours *h = hours_of(c, date);

		for (int i = 0; i < h->n; i++) {
			int64_t begin = crm_instant_reached_in(
			    c->zone, date, h->span[i].from);
			int64_t end = crm_instant_reached_in(
			    c->zone, date, h->span[i].to);

			if (begin < from)
				begin = from;
			if (end <= begin)
				continue;
			if (end - begin >= left)
				return begin + left;
			left -= end - begin;
		}
	}
	return CRM_CAL_NEVER;
}

int64_t
crm_cal_add(const struct crm_cal *c, int64_t from, int64_t minutes)
{
	return minutes > CRM_CAL_NEVER / MINUTE
	    ? CRM_CAL_NEVER
	    : crm_cal_add_seconds(c, from, minutes * MINUTE);
}
