/* Fuzz target: calendars that come in. */
#include <crm/io/calendar.h>

#include "fuzz.h"

enum { WINDOW = 400 * 86400 };

static void
touch(const struct crm_calendar *c)
{
	for (size_t i = 0; i < c->n; i++) {
		const struct crm_event *e = &c->event[i];

		must(e->uid.n > 0, "an event has a UID");
		must(e->minutes >= 0, "no event ends before it begins");
		fuzz_touch(e->uid);
		fuzz_touch(e->subject);
		fuzz_touch(e->notes);
		fuzz_touch(e->place);
		for (size_t k = 0; k < e->guests; k++) {
			fuzz_touch(e->guest[k].name);
			fuzz_touch(e->guest[k].email);
			must(k == 0 ||
				strcmp(e->guest[k].role, "organizer") != 0,
			    "the organizer is the first");
		}
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	const int64_t now = INT64_C(1795251600);
	const struct crm_calendar_window w = { now - WINDOW, now + WINDOW };
	struct fuzz f = { data, n };
	struct crm_arena a = CRM_ARENA_INIT;
	char *s = fuzz_string(&f);
	struct crm_text t = { s, n };
	struct crm_calendar c;
	struct crm_err err;

	if (crm_calendar_read(t, &w, &a, &c, &err) == CRM_OK)
		touch(&c);
	else
		must(err.text[0] != '\0', "a refusal says why");
	crm_arena_free(&a);
	free(s);
	return 0;
}
