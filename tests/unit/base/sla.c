/* Promises in working time: waits that overlap, waits at night, due times at
 * closing time, and the two clocks of a case. */
#include <crm/base/sla.h>

#include <stdlib.h>
#include <time.h>

#include "../tap.h"

enum { MINUTE = 60, HOUR = 3600 };

static struct crm_arena arena;
static struct crm_cal cal;

static int64_t
at(const char *text)
{
	int64_t t = 0;

	if (crm_instant_parse(crm_text_of(text), CRM_YMD, &t, NULL) != CRM_OK)
		ok(0, "%s is an instant", text);
	return t;
}

static const char *
shown(int64_t instant)
{
	static struct crm_buf out;

	crm_buf_clear(&out);
	if (instant == CRM_CAL_NEVER)
		return "never";
	crm_instant_short(&out, instant);
	return out.data;
}

static void
waits(void)
{
	struct crm_wait w[] = {
		{ at("2026-11-09T15:00Z"), at("2026-11-09T16:00Z") },
		{ at("2026-11-09T10:00Z"), at("2026-11-09T12:00Z") },
		{ at("2026-11-09T11:00Z"), at("2026-11-09T11:30Z") },
		{ at("2026-11-09T12:00Z"), at("2026-11-09T13:00Z") },
		{ at("2026-11-09T14:00Z"), at("2026-11-09T14:00Z") },
	};
	int64_t from = at("2026-11-09T09:00Z"), to = at("2026-11-09T17:00Z");
	size_t n = crm_waits_merge(w, sizeof w / sizeof *w);

	is_int(n, 2, "waits that touch or lie in each other are one");
	is_int(crm_sla_elapsed(&cal, from, to, w, n), 4 * HOUR,
	    "each counts once");
	is_int(crm_sla_elapsed(&cal, at("2026-11-09T12:30Z"),
		   at("2026-11-09T15:30Z"), w, n),
	    2 * HOUR, "and only what lies between");
	is_int(crm_sla_elapsed(&cal, to, from, w, n), 0, "nothing backwards");
	is_str(shown(crm_sla_due(&cal, from, HOUR, w, n)), "2026-11-09 10:00",
	    "a wait that begins when it is due changes nothing");
	is_str(shown(crm_sla_due(&cal, from, HOUR + 1, w, n)),
	    "2026-11-09 13:00", "a second more comes behind it");
	is_str(shown(crm_sla_due(&cal, from, 4 * HOUR, w, n)),
	    "2026-11-09 17:00", "due at closing time stays there");
	is_str(shown(crm_sla_due(&cal, from, 0, w, n)), "2026-11-09 09:00",
	    "nothing is due at once");
	w[n++] = (struct crm_wait){ at("2026-11-09T16:30Z"), CRM_CAL_NEVER };
	is_str(shown(crm_sla_due(&cal, from, 4 * HOUR, w, n)), "never",
	    "what waits is never due");
	is_str(shown(crm_sla_due(&cal, from, 3 * HOUR, w, n)),
	    "2026-11-09 15:00", "unless it was before");
}

static void
night(void)
{
	struct crm_wait w[] = { { at("2026-11-09T17:00Z"),
	    at("2026-11-10T09:00Z") } };

	is_str(
	    shown(crm_sla_due(&cal, at("2026-11-09T13:00Z"), 8 * HOUR, w, 1)),
	    "2026-11-10 13:00", "a pause at night adds nothing");
}

static void
cases(void)
{
	struct crm_sla_move move[] = {
		{ at("2026-11-09T12:00Z"), CRM_SLA_RESOLVED },
		{ at("2026-11-09T09:30Z"), CRM_SLA_WAITS },
		{ at("2026-11-09T10:30Z"), CRM_SLA_RUNS },
		{ at("2026-11-09T14:00Z"), CRM_SLA_RUNS },
	};
	struct crm_sla_case k = { .begun = at("2026-11-09T09:00Z"),
		.answered = at("2026-11-09T10:00Z"),
		.now = at("2026-11-09T15:00Z"),
		.response = HOUR,
		.resolution = 6 * HOUR,
		.move = move,
		.n = 4 };
	struct crm_sla_clock response, resolution;

	crm_sla_clocks(&cal, &k, &arena, &response, &resolution);
	is_int(
	    response.elapsed, HOUR, "a wait counts before the first response");
	ok(response.stopped && !resolution.stopped, "one clock still runs");
	is_int(resolution.elapsed, 3 * HOUR + 30 * MINUTE,
	    "the wait behind the response is out, and what was resolved");
	is_str(shown(resolution.due), "2026-11-10 09:30",
	    "and both put off what is due");
	k.answered = CRM_CAL_NEVER;
	crm_sla_clocks(&cal, &k, &arena, &response, &resolution);
	is_int(response.elapsed, 3 * HOUR,
	    "a resolution without an answer is the first response");
	k.n = 1; /* what came first by time: it waits */
	crm_sla_clocks(&cal, &k, &arena, &response, &resolution);
	ok(!response.stopped && !resolution.stopped, "nobody has answered");
	is_int(resolution.elapsed, 6 * HOUR,
	    "and no wait is out of either clock until somebody does");
	is_str(shown(resolution.due), "2026-11-09 15:00", "nor put off");
}

/* Resolved and reopened within a second. */
static void
at_once(void)
{
	struct crm_sla_move move[] = {
		{ at("2026-11-09T10:00Z"), CRM_SLA_RESOLVED },
		{ at("2026-11-09T10:00Z"), CRM_SLA_RUNS },
	};
	struct crm_sla_case k = { .begun = at("2026-11-09T09:00Z"),
		.answered = at("2026-11-09T09:00Z"),
		.now = at("2026-11-09T12:00Z"),
		.response = HOUR,
		.resolution = HOUR,
		.move = move,
		.n = 2 };
	struct crm_sla_clock response, resolution;

	crm_sla_clocks(&cal, &k, &arena, &response, &resolution);
	ok(!resolution.stopped && resolution.elapsed == 3 * HOUR,
	    "moves of one instant are taken in their order");
}

int
main(void)
{
	setenv("TZ", "UTC", 1);
	tzset();
	if (crm_cal_init(&cal, CRM_TEXT("mon-fri 09:00-17:00"), &arena, NULL) !=
	    CRM_OK)
		return 1;
	waits();
	night();
	cases();
	at_once();
	crm_arena_free(&arena);
	return tap_done();
}
