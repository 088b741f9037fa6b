/*
 * What comes again: the instances of a rule, period by period.
 *
 * A period is a year, a month, a week, a day, an hour …, every INTERVAL-th of
 * them from the start.  Which days of it fit is asked of each day: the parts of a
 * rule that "expand" a period and those that "limit" it are the same question
 * once what the rule leaves open is taken from the start.  Days times hours,
 * minutes and seconds are the set of the period, in order; it is counted, not
 * built.
 */
#include <crm/base/recur.h>

enum {
	DAY = 86400,
	HOUR = 3600,
	MINUTE = 60,
	WEEK = 7,
	EMPTY_MAX = 4000000,
};

static int64_t
floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

static bool
has(uint64_t set, int n)
{
	return set >> n & 1;
}

static bool
has_either(const struct crm_both *b, int front, int back)
{
	return has(b->front, front) || has(b->back, back);
}

static bool
is_given(const struct crm_both *b)
{
	return (b->front | b->back) != 0;
}

static bool
has_yearday(const struct crm_yeardays *y, int64_t n)
{
	return n <= CRM_RECUR_YEARDAYS && has(y->bits[n / 64], (int)(n % 64));
}

/* ---- days ---- */

static int64_t
week_begin(int64_t date, int first)
{
	return date - (crm_weekday(date) - first + WEEK) % WEEK;
}

/* Week 1 is the first with four days of its year. */
static int64_t
week_year_begin(int64_t year, int first)
{
	return week_begin(crm_date_from((int)year, 1, 4), first);
}

static bool
weekday_fits(const struct crm_recur *r, int64_t date, const struct crm_ymd *on,
    int day_of_year, int days_of_year)
{
	int weekday = crm_weekday(date);
	int last = (int)(crm_date_add_months(date - on->d + 1, 1) - date) +
	    on->d - 1;

	if (r->weekday == 0 && !r->has_nth)
		return true;
	if (has(r->weekday, weekday))
		return true;
	if (r->freq == CRM_MONTHLY || r->month != 0)
		return has_either(&r->nth[weekday], (on->d - 1) / WEEK + 1,
		    (last - on->d) / WEEK + 1);
	return has_either(&r->nth[weekday], (day_of_year - 1) / WEEK + 1,
	    (days_of_year - day_of_year) / WEEK + 1);
}

static bool
monthday_fits(const struct crm_recur *r, int64_t date, const struct crm_ymd *on)
{
	int64_t first = date - on->d + 1;
	int days = (int)(crm_date_add_months(first, 1) - first);

	return !is_given(&r->monthday) ||
	    has_either(&r->monthday, on->d, days - on->d + 1);
}

static bool
day_fits(const struct crm_recurring *it, int64_t date)
{
	const struct crm_recur *r = &it->rule;
	struct crm_ymd on = crm_date_ymd(date);
	int64_t new_year = crm_date_from(on.y, 1, 1);
	int day = (int)(date - new_year) + 1;
	int days = (int)(crm_date_add_months(new_year, 12) - new_year);
	int week = (int)((date - it->first) / WEEK) + 1;

	if (r->month != 0 && !has(r->month, on.m))
		return false;
	if (is_given(&r->week) &&
	    !has_either(&r->week, week, it->weeks - week + 1))
		return false;
	if (r->has_yearday && !has_yearday(&r->yearday, day) &&
	    !has_yearday(&r->yearday_back, days - day + 1))
		return false;
	return monthday_fits(r, date, &on) &&
	    weekday_fits(r, date, &on, day, days);
}

/* ---- periods ---- */

/* Seconds of a period of the clock. */
static int64_t
unit_of(enum crm_freq freq)
{
	return freq == CRM_HOURLY ? HOUR : freq == CRM_MINUTELY ? MINUTE : 1;
}

static bool
by_week_years(const struct crm_recur *r)
{
	return is_given(&r->week);
}

/* From a period to the next; weeks are told by their first day. */
static int64_t
stride(const struct crm_recur *r)
{
	return r->freq == CRM_WEEKLY ? (int64_t)r->interval * WEEK
				     : r->interval;
}

/* The period that the start lies in. */
static int64_t
first_period(const struct crm_recur *r, int64_t start)
{
	int64_t date = floor_div(start, DAY);
	struct crm_ymd on = crm_date_ymd(date);

	switch (r->freq) {
	case CRM_YEARLY:
		if (!by_week_years(r))
			return on.y;
		if (date >= week_year_begin(on.y + 1, r->week_start))
			return on.y + 1;
		return date < week_year_begin(on.y, r->week_start) ? on.y - 1
								   : on.y;
	case CRM_MONTHLY:
		return on.y * 12 + on.m - 1;
	case CRM_WEEKLY:
		return week_begin(date, r->week_start);
	case CRM_DAILY:
		return date;
	default:
		return floor_div(start, unit_of(r->freq));
	}
}

/* The days of a period: [*from, *to). */
static void
period_days(const struct crm_recur *r, int64_t p, int64_t *from, int64_t *to)
{
	switch (r->freq) {
	case CRM_YEARLY:
		if (by_week_years(r)) {
			*from = week_year_begin(p, r->week_start);
			*to = week_year_begin(p + 1, r->week_start);
		} else {
			*from = crm_date_from((int)p, 1, 1);
			*to = crm_date_add_months(*from, 12);
		}
		break;
	case CRM_MONTHLY:
		*from = crm_date_from((int)(p / 12), (int)(p % 12) + 1, 1);
		*to = crm_date_add_months(*from, 1);
		break;
	case CRM_WEEKLY:
		*from = p;
		*to = p + WEEK;
		break;
	case CRM_DAILY:
		*from = p;
		*to = p + 1;
		break;
	default:
		*from = floor_div(p * unit_of(r->freq), DAY);
		*to = *from + 1;
	}
}

/* Behind the year 9999. */
static bool
is_behind(const struct crm_recur *r, int64_t p)
{
	switch (r->freq) {
	case CRM_YEARLY:
		return p >= 9999;
	case CRM_MONTHLY:
		return p >= 9999 * 12;
	case CRM_WEEKLY:
	case CRM_DAILY:
		return p > CRM_DATE_MAX - WEEK;
	default:
		return p * unit_of(r->freq) > CRM_DATE_MAX * DAY;
	}
}

/* ---- times ---- */

static int
list_of(uint64_t set, int most, int *out)
{
	int n = 0;

	for (int i = 0; i <= most; i++)
		if (has(set, i))
			out[n++] = i;
	return n;
}

/* The times of the days of a period.  A second 60 is on no clock. */
static void
set_times(struct crm_recurring *it)
{
	it->hours = list_of(it->rule.hour, 23, it->hour);
	it->minutes = list_of(it->rule.minute, 59, it->minute);
	it->seconds = list_of(it->rule.second, 59, it->second);
}

/* One hour, minute or second of the clock as a period: it must be among those of
 * the rule, if there are any.  Returns how many seconds can be passed over where
 * it is not. */
static int64_t
narrow_times(struct crm_recurring *it)
{
	const struct crm_recur *r = &it->rule;
	int64_t at = it->period * unit_of(r->freq);
	int of_day = (int)(at - floor_div(at, DAY) * DAY);
	int hour = of_day / HOUR, minute = of_day % HOUR / MINUTE;

	if (r->hour != 0 && !has(r->hour, hour))
		return HOUR - of_day % HOUR;
	it->hour[0] = hour;
	it->hours = 1;
	if (r->freq == CRM_HOURLY)
		return 0;
	if (r->minute != 0 && !has(r->minute, minute))
		return MINUTE - of_day % MINUTE;
	it->minute[0] = minute;
	it->minutes = 1;
	if (r->freq == CRM_MINUTELY)
		return 0;
	if (r->second != 0 && !has(r->second, of_day % MINUTE))
		return 1;
	it->second[0] = of_day % MINUTE;
	it->seconds = 1;
	return 0;
}

/* The i-th time of the period. */
static int64_t
time_at(const struct crm_recurring *it, int64_t i)
{
	int64_t rest = i / it->seconds;
	int second = it->second[i % it->seconds];
	int minute = it->minute[rest % it->minutes];
	int hour;

	rest /= it->minutes;
	hour = it->hour[rest % it->hours];
	return it->day[rest / it->hours] * DAY + hour * HOUR + minute * MINUTE +
	    second;
}

/* ---- the start ---- */

static void
only(uint64_t *set, int64_t n)
{
	*set = UINT64_C(1) << n;
}

/* The day that the rule leaves open. */
static void
take_day(struct crm_recur *r, int64_t date)
{
	struct crm_ymd on = crm_date_ymd(date);
	bool has_day = r->weekday != 0 || r->has_nth || r->has_yearday ||
	    is_given(&r->monthday);

	if (has_day || r->freq <= CRM_DAILY)
		return;
	if (r->freq == CRM_WEEKLY || is_given(&r->week)) {
		only(&r->weekday, crm_weekday(date));
		return;
	}
	if (r->freq == CRM_YEARLY && r->month == 0)
		only(&r->month, on.m);
	only(&r->monthday.front, on.d);
}

static void
take_time(struct crm_recur *r, int64_t start, bool timed)
{
	int of_day = (int)(start - floor_div(start, DAY) * DAY);

	if (!timed)
		r->hour = r->minute = r->second = 0;
	if (r->hour == 0 && r->freq > CRM_HOURLY)
		only(&r->hour, of_day / HOUR);
	if (r->minute == 0 && r->freq > CRM_MINUTELY)
		only(&r->minute, of_day % HOUR / MINUTE);
	if (r->second == 0 && r->freq > CRM_SECONDLY)
		only(&r->second, of_day % MINUTE);
}

enum crm_status
crm_recur_begin(struct crm_recurring *it, const struct crm_recur *r,
    int64_t start, bool timed, struct crm_err *err)
{
	if (!timed && r->freq < CRM_DAILY)
		return crm_fail(err, CRM_INVALID,
		    "a rule of hours, minutes or seconds needs a time to begin "
		    "at, not a date alone");
	*it = (struct crm_recurring){
		.rule = *r, .start = start, .timed = timed
	};
	take_day(&it->rule, floor_div(start, DAY));
	take_time(&it->rule, start, timed);
	set_times(it);
	it->period = first_period(&it->rule, start) - stride(r);
	it->left = r->count == 0 ? -1 : r->count;
	return CRM_OK;
}

/* ---- one after another ---- */

/* Moves to the next period, or over as many as `seconds` reach. */
static void
step(struct crm_recurring *it, int64_t seconds)
{
	int64_t length = it->rule.interval * unit_of(it->rule.freq);
	int64_t n = seconds <= length ? 1 : (seconds + length - 1) / length;

	it->period += n * stride(&it->rule);
	if (++it->empty > EMPTY_MAX || is_behind(&it->rule, it->period))
		it->over = true;
}

/* The days of the period that fit; returns how many seconds can be passed over
 * where there are none. */
static int64_t
fill(struct crm_recurring *it)
{
	bool by_clock = it->rule.freq < CRM_DAILY;
	int64_t from, to, date, at = it->period * unit_of(it->rule.freq);

	period_days(&it->rule, it->period, &from, &to);
	it->first = from;
	it->weeks = (int)((to - from) / WEEK);
	it->days = 0;
	it->n = it->next = 0;
	for (date = from; date < to; date++)
		if (day_fits(it, date))
			it->day[it->days++] = date;
	if (it->days == 0)
		return by_clock ? to * DAY - at : 0;
	if (by_clock && (at = narrow_times(it)) > 0)
		return at;
	it->n = (int64_t)it->days * it->hours * it->minutes * it->seconds;
	return 0;
}

static bool
position_fits(const struct crm_recurring *it, int64_t i)
{
	return !it->rule.has_position ||
	    has_yearday(&it->rule.position, i + 1) ||
	    has_yearday(&it->rule.position_back, it->n - i);
}

static bool
exists(const struct crm_recurring *it, int64_t local)
{
	int64_t date = floor_div(local, DAY);

	return !it->timed ||
	    crm_instant_exists(date, (int)(local - date * DAY));
}

static bool
is_past_until(const struct crm_recurring *it, int64_t local)
{
	int64_t date = floor_div(local, DAY);

	switch (it->rule.until_is) {
	case CRM_UNTIL_DATE:
		return date * DAY > it->rule.until;
	case CRM_UNTIL_LOCAL:
		return it->timed ? local > it->rule.until
				 : date > floor_div(it->rule.until, DAY);
	case CRM_UNTIL_UTC:
		return it->timed
		    ? crm_instant_at(date, (int)(local - date * DAY)) >
			it->rule.until
		    : date > crm_instant_date(it->rule.until);
	case CRM_UNTIL_NONE:
		break;
	}
	return false;
}

bool
crm_recur_next(struct crm_recurring *it, int64_t *local)
{
	int64_t pass = 0;

	while (!it->over && it->left != 0) {
		int64_t i, at;

		if (it->next >= it->n) {
			step(it, pass);
			if (it->over)
				break;
			pass = fill(it);
			/* What no day fits would be looked for to the end of
			 * time. */
			if (is_past_until(it, it->first * DAY))
				break;
			continue;
		}
		i = it->next++;
		if (!position_fits(it, i))
			continue;
		at = time_at(it, i);
		if (at < it->start || !exists(it, at))
			continue;
		if (is_past_until(it, at))
			break;
		it->empty = 0;
		it->left -= it->left > 0;
		*local = at;
		return true;
	}
	it->over = true;
	return false;
}

/* Passes over the periods of a clock that end by `after`; a rule that counts its
 * instances must look at each. */
static void
pass_over(struct crm_recurring *it, int64_t after)
{
	int64_t each = stride(&it->rule), last, n;

	if (it->rule.freq >= CRM_DAILY || it->left >= 0)
		return;
	last = floor_div(after, unit_of(it->rule.freq));
	if (last <= it->period)
		return;
	n = (last - it->period) / each - 1;
	if (n <= 0)
		return;
	it->period += n * each;
	it->n = it->next = 0;
}

bool
crm_recur_after(struct crm_recurring *it, int64_t after, int64_t *local)
{
	pass_over(it, after);
	while (crm_recur_next(it, local))
		if (*local > after)
			return true;
	return false;
}
