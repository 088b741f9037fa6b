/*
 * cases WHAT [ARGUMENT…]: works out one figure by the library alone, without a
 * book, for the tests that compare with published cases (tests/cases).  Clocks
 * are those of TZ.
 *
 *   rrule START RULE MOST   the instances, at most so many, one a line
 *   after START RULE DAY    the first behind a day
 *   every START EACH DAY    the first behind a day, of a plain interval
 */
#include <crm/base/recur.h>

#include <err.h>
#include <stdio.h>
#include <stdlib.h>

enum { DAY = 86400, HOUR = 3600, MINUTE = 60 };

static struct crm_err failure;

static void
must(enum crm_status st)
{
	if (st != CRM_OK)
		errx(crm_status_exit(st), "%s", failure.text);
}

/* 2026-11-21, or 2026-11-21T09:00:00 with or without seconds; tells whether it
 * has a time. */
static int64_t
local_of(const char *text, bool *timed)
{
	int y, mo, d, h = 0, mi = 0, s = 0;
	int n = sscanf(text, "%d-%d-%dT%d:%d:%d", &y, &mo, &d, &h, &mi, &s);

	if (n < 3)
		errx(2, "%s is no time", text);
	*timed = n > 3;
	return crm_date_from(y, mo, d) * DAY + h * HOUR + mi * MINUTE + s;
}

static void
print_local(int64_t local, bool timed)
{
	struct crm_buf out = CRM_BUF_INIT;
	int of_day = (int)(local % DAY);

	crm_date_format(&out, local / DAY);
	if (timed)
		crm_buf_printf(&out, "T%02d:%02d:%02d", of_day / HOUR,
		    of_day % HOUR / MINUTE, of_day % MINUTE);
	puts(out.data);
	crm_buf_free(&out);
}

static void
begin(struct crm_recurring *it, char **arg, bool *timed)
{
	int64_t start = local_of(arg[0], timed);
	struct crm_recur rule;

	must(crm_recur_parse(&rule, crm_text_of(arg[1]), &failure));
	must(crm_recur_begin(it, &rule, start, *timed, &failure));
}

static void
do_rrule(char **arg)
{
	struct crm_recurring it;
	int64_t local;
	bool timed;

	begin(&it, arg, &timed);
	for (long left = atol(arg[2]); left > 0; left--) {
		if (!crm_recur_next(&it, &local))
			break;
		print_local(local, timed);
	}
}

static void
do_after(char **arg)
{
	struct crm_recurring it;
	bool timed, ignored;
	int64_t local;

	begin(&it, arg, &timed);
	if (crm_recur_after(&it, local_of(arg[2], &ignored), &local))
		print_local(local, timed);
}

static void
do_every(char **arg)
{
	struct crm_every every;
	bool timed;

	must(crm_every_parse(&every, crm_text_of(arg[1]), &failure));
	print_local(crm_every_after(&every, local_of(arg[0], &timed) / DAY,
			local_of(arg[2], &timed) / DAY) *
		DAY,
	    false);
}

static const struct what {
	const char *name;
	int arguments;
	void (*run)(char **arg);
} whats[] = {
	{ "rrule", 3, do_rrule },
	{ "after", 3, do_after },
	{ "every", 3, do_every },
};

int
main(int argc, char **argv)
{
	for (size_t i = 0; argc > 1 && i < sizeof whats / sizeof *whats; i++)
		if (strcmp(argv[1], whats[i].name) == 0 &&
		    argc - 2 == whats[i].arguments) {
			whats[i].run(argv + 2);
			return fflush(stdout) == 0 ? 0 : 1;
		}
	errx(2, "usage: cases WHAT [ARGUMENT…]; see the head of cases.c");
}
