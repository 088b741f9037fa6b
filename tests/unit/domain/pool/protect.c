/* How long a record is protected: the example of the business rules, line by
 * line, and what it does not say. */
#include <crm/domain/protect.h>

#include "../../tap.h"

static int64_t
day(int m, int d)
{
	return crm_date_from(2026, m, d);
}

/* Days in the order in which they were written down; 0 ends them. */
static int64_t
until(const struct crm_protection *p, int64_t claim, const int64_t *t)
{
	int64_t last = crm_protect_begin(p, claim);

	for (; *t != 0; t++)
		last = crm_protect_event(p, claim, last, *t);
	return last;
}

#define UNTIL(p, claim, ...) until(p, claim, (const int64_t[]){ __VA_ARGS__ })

/* D0 10, Da 3, Dmax 20, claim 25 March. */
static void
the_example(void)
{
	const struct crm_protection p = { .days = 10, .extend = 3, .most = 20 };
	int64_t claim = day(3, 25);

	is_int(UNTIL(&p, claim, 0), day(4, 4), "claim 25 March: 4 April");
	is_int(UNTIL(&p, claim, day(3, 28), 0), day(4, 4),
	    "activity 28 March changes nothing");
	is_int(UNTIL(&p, claim, day(3, 28), day(4, 2), 0), day(4, 5),
	    "2 April: 5 April");
	is_int(UNTIL(&p, claim, day(3, 28), day(4, 2), day(4, 5), 0), day(4, 8),
	    "5 April: 8 April");
	is_int(UNTIL(&p, claim, day(4, 4), day(4, 7), day(4, 10), day(4, 12),
		   day(4, 14), 0),
	    day(4, 14), "14 April at the latest");
	is_int(UNTIL(&p, claim, day(4, 5), day(4, 6), 0), day(4, 4),
	    "an activity on the day after counts nothing");
	is_int(UNTIL(&p, claim, day(4, 4), 0), day(4, 7),
	    "one on the last day does");
}

static void
the_edges(void)
{
	struct crm_protection p = { .days = 10, .extend = 3, .most = 20 };
	int64_t claim = day(3, 25);

	is_int(UNTIL(&p, claim, day(3, 24), 0), day(4, 4),
	    "what was before the claim counts nothing");
	p.most = 10;
	is_int(UNTIL(&p, claim, day(4, 4), 0), day(4, 4),
	    "no room between the first and the last day");
	p.most = 5;
	is_int(UNTIL(&p, claim, 0), day(3, 30),
	    "the longest protection limits the first too");
	p.most = -1;
	is_int(UNTIL(&p, claim, day(4, 4), day(4, 7), day(4, 10), day(4, 13),
		   day(4, 16), 0),
	    day(4, 19), "without a limit it goes on");
	p.extend = 0;
	is_int(UNTIL(&p, claim, day(4, 4), 0), day(4, 4),
	    "an activity that protects for no day");
}

/* 2026: 25 March is a Wednesday; Monday 6 April is a holiday here. */
static void
the_workdays(void)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_hours closed = { .n = 0 };
	struct crm_cal cal;
	struct crm_protection p = {
		.days = 10, .extend = 3, .most = 15, .calendar = &cal
	};
	int64_t claim = day(3, 25);

	is_int(crm_cal_init(&cal, CRM_TEXT("mon-fri 09:00-18:00"), &a, NULL),
	    CRM_OK, "a calendar");
	crm_cal_except(&cal, day(4, 6), &closed);
	is_int(UNTIL(&p, claim, 0), day(4, 9), "ten workdays");
	is_int(UNTIL(&p, claim, day(4, 3), 0), day(4, 9),
	    "three workdays from Friday, over a holiday: Thursday");
	is_int(UNTIL(&p, claim, day(4, 9), 0), day(4, 14),
	    "three workdays from Thursday: Tuesday");
	is_int(UNTIL(&p, claim, day(4, 9), day(4, 14), 0), day(4, 16),
	    "fifteen workdays at the most");
	crm_arena_free(&a);
}

int
main(void)
{
	the_example();
	the_edges();
	the_workdays();
	return tap_done();
}
