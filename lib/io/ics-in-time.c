/* Times of a calendar that comes in, in their zones, and durations. */
#include "ics-in.h"

#include <string.h>

enum { DAY = 86400, HOUR = 3600, MINUTE = 60, WEEK = 7 * DAY };
/* A hundred years: longer is no meeting. */
enum { SECONDS_MAX = 100 * 366 };

enum crm_status
ics_time_read(const struct ics_zones *z, const struct ics_prop *p,
    struct crm_text value, struct crm_arena *a, struct ics_time *out,
    struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE], name[CRM_QUOTE_SIZE];
	bool utc;

	*out = (struct ics_time){ .local = 0 };
	if (!ics_stamp(value, &out->local, &out->is_date, &utc))
		return crm_fail_line(err, p->line, 0,
		    "%s: '%s' is no time such as 20261123T093000Z",
		    crm_quote(name, p->name), crm_quote(quoted, value));
	if (utc) {
		out->clock.utc = true;
		return CRM_OK;
	}
	return out->is_date ? CRM_OK : ics_zone_of(z, p, a, &out->clock, err);
}

int64_t
ics_time_instant(const struct ics_time *t)
{
	return t->is_date
	    ? crm_date_start(t->local / DAY - (t->local % DAY < 0))
	    : ics_instant(&t->clock, t->local);
}

/* One part of a duration, 15M, off its front. */
static bool
take_part(struct crm_text *t, bool time, int64_t *seconds)
{
	int64_t n = 0, unit;
	size_t i;

	for (i = 0; i < t->n && t->p[i] >= '0' && t->p[i] <= '9'; i++)
		if ((n = n * 10 + (t->p[i] - '0')) > (int64_t)SECONDS_MAX * DAY)
			return false;
	if (i == 0 || i == t->n)
		return false;
	switch (t->p[i]) {
	case 'W':
		unit = WEEK;
		break;
	case 'D':
		unit = DAY;
		break;
	case 'H':
		unit = HOUR;
		break;
	case 'M':
		unit = MINUTE;
		break;
	case 'S':
		unit = 1;
		break;
	default:
		return false;
	}
	if (time != (unit < DAY))
		return false;
	*seconds += n * unit;
	t->p += i + 1;
	t->n -= i + 1;
	return true;
}

enum crm_status
ics_duration(const struct ics_prop *p, int64_t *seconds, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];
	struct crm_text t = crm_text_trim(p->value);
	bool time = false, good = false;

	*seconds = 0;
	if (t.n > 0 && t.p[0] == '+')
		t.p++, t.n--;
	if (t.n > 0 && t.p[0] == 'P') {
		t.p++, t.n--;
		good = t.n > 0;
	}
	while (good && t.n > 0) {
		if (t.p[0] == 'T' && !time) {
			time = true;
			t.p++, t.n--;
		}
		good = take_part(&t, time, seconds) &&
		    *seconds <= (int64_t)SECONDS_MAX * DAY;
	}
	return good ? CRM_OK
		    : crm_fail_line(err, p->line, 0,
			  "DURATION: '%s' is no duration such as PT1H30M",
			  crm_quote(quoted, p->value));
}
