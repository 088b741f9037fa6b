/* The zone of TZ as a calendar holds it: what its clocks do in some years, one
 * component a change. */
#include "mime.h"

#include <crm/base/date.h>

enum { DAY = 86400, HOUR = 3600, MINUTE = 60, YEAR = 366 * DAY };

static void
put(struct crm_buf *out, const char *name, const char *value)
{
	crm_buf_printf(out, "%s:%s\r\n", name, value);
}

static void
put_offset(struct crm_buf *out, const char *name, int offset)
{
	int east = offset < 0 ? -offset : offset;

	crm_buf_printf(out, "%s:%c%02d%02d\r\n", name, offset < 0 ? '-' : '+',
	    east / HOUR, east % HOUR / MINUTE);
}

/* A change at an instant, as the clocks before it showed the time. */
static void
put_change(struct crm_buf *out, int64_t at, int before, int after)
{
	const char *kind = after > before ? "DAYLIGHT" : "STANDARD";

	put(out, "BEGIN", kind);
	crm_buf_str(out, "DTSTART:");
	ics_utc(out, at + before);
	out->len--; /* a local time has no Z */
	crm_buf_str(out, "\r\n");
	put_offset(out, "TZOFFSETFROM", before);
	put_offset(out, "TZOFFSETTO", after);
	put(out, "END", kind);
}

/* The instant between two at which the offset changes. */
static int64_t
find_change(int64_t from, int64_t to)
{
	int before = crm_instant_offset(NULL, from);

	while (from + 1 < to) {
		int64_t mid = from + (to - from) / 2;

		if (crm_instant_offset(NULL, mid) == before)
			from = mid;
		else
			to = mid;
	}
	return to;
}

void
ics_zone(struct crm_buf *out, const char *name, int64_t from, int64_t to)
{
	int64_t day = from - YEAR;
	int offset = crm_instant_offset(NULL, day);

	put(out, "BEGIN", "VTIMEZONE");
	crm_buf_printf(out, "TZID:%s\r\n", name);
	/* Where it begins, so that each time has one that holds. */
	put_change(out, day, offset, offset);
	for (; day < to + DAY; day += DAY) {
		int next = crm_instant_offset(NULL, day + DAY);

		if (next == offset)
			continue;
		put_change(out, find_change(day, day + DAY), offset, next);
		offset = next;
	}
	put(out, "END", "VTIMEZONE");
}
