/*
 * cases WHAT [ARGUMENT…]: works out one figure by the library alone, without a
 * book, for the tests that compare with published cases (tests/cases).  Clocks
 * are those of TZ.
 *
 *   rrule START RULE MOST   the instances, at most so many, one a line
 *   after START RULE DAY    the first behind a day
 *   every START EACH DAY    the first behind a day, of a plain interval
 *   worktime                reads a calendar and questions about it, one a line:
 *     zone NAME, week WEEK, day DATE [HOURS], wait FROM TO
 *     elapsed FROM TO         seconds without the waits
 *     due FROM SECONDS        the instant
 *     workdays FROM TO        how many behind the first, and
 *     add DATE N              the Nth behind one
 *     move AT STATE           of a case: runs, waits, resolved
 *     case BEGUN ANSWERED RESPONSE RESOLUTION   both clocks, elapsed and due;
 *                             ANSWERED may be -
 *   fold, ics-text          standard input as a folded line, as TEXT
 *   ics-param NAME          standard input as a parameter
 *   ics-utc INSTANT         as a calendar writes it
 *   subject                 standard input as the header Subject
 *   read-subject            standard input, a message, by its subject
 *   address NAME ADDRESS    as the header To
 *   mail-date INSTANT       as the header Date
 *   chat SERVICE PHONE CHAT standard input, a notice a line, to a robot: dingtalk,
 *                           wecom, feishu; - is none
 */
#include <crm/base/recur.h>
#include <crm/base/sla.h>

#include "io/mime.h"

#include <crm/io/mailbox.h>

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

static int64_t
number_of(const char *text)
{
	char *end;
	long long n = strtoll(text, &end, 10);

	if (end == text || *end != '\0')
		errx(2, "%s is no number", text);
	return n;
}

/* 2026-11-21, or 2026-11-21T09:00:00 with or without seconds; tells whether it
 * has a time. */
static int64_t
local_of(const char *text, bool *timed)
{
	static const char behind[] = { '-', '-', 'T', ':', ':', '\0' };
	long part[sizeof behind] = { 0 };
	const char *p = text;
	char *end;
	size_t n = 0;

	while (n < sizeof behind) {
		part[n] = strtol(p, &end, 10);
		if (end == p)
			errx(2, "%s is no time", text);
		if (*end != behind[n++])
			break;
		p = end + 1;
	}
	if (n < 3)
		errx(2, "%s is no time", text);
	*timed = n > 3;
	return crm_date_from((int)part[0], (int)part[1], (int)part[2]) * DAY +
	    part[3] * HOUR + part[4] * MINUTE + part[5];
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
	for (int64_t left = number_of(arg[2]); left > 0; left--) {
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

/* ---- working time ---- */

enum { WAITS_MOST = 64, WORDS_MOST = 5, LINE_ROOM = 512 };

struct desk {
	struct crm_arena arena;
	struct crm_cal cal;
	struct crm_wait wait[WAITS_MOST];
	struct crm_sla_move move[WAITS_MOST];
	size_t waits, moves;
};

static int64_t
instant_of(const char *text)
{
	int64_t at;

	must(crm_instant_parse(crm_text_of(text), CRM_YMD, &at, &failure));
	return at;
}

static void
print_instant(int64_t at)
{
	struct crm_buf out = CRM_BUF_INIT;

	crm_instant_format(&out, at);
	puts(out.data);
	crm_buf_free(&out);
}

static void
set_day(struct desk *d, const char *date, const char *hours)
{
	bool timed;
	struct crm_hours h;

	must(crm_cal_hours(&d->cal, crm_text_of(hours), &h, &failure));
	crm_cal_except(&d->cal, local_of(date, &timed) / DAY, &h);
}

static void
add_move(struct desk *d, const char *const *word)
{
	if (d->moves == WAITS_MOST)
		errx(2, "too many moves");
	d->move[d->moves].at = instant_of(word[1]);
	d->move[d->moves++].to = word[2][0] == 'w'   ? CRM_SLA_WAITS
	    : word[2][0] == 'r' && word[2][1] == 'e' ? CRM_SLA_RESOLVED
						     : CRM_SLA_RUNS;
}

static void
add_wait(struct desk *d, const char *const *word)
{
	if (d->waits == WAITS_MOST)
		errx(2, "too many waits");
	d->wait[d->waits++] = (struct crm_wait){ instant_of(word[1]),
		instant_of(word[2]) };
	d->waits = crm_waits_merge(d->wait, d->waits);
}

static void
print_case(struct desk *d, const char *const *word)
{
	struct crm_sla_case k = {
		.begun = instant_of(word[1]),
		.answered = word[2][0] == '-' ? CRM_CAL_NEVER
					      : instant_of(word[2]),
		.response = number_of(word[3]),
		.resolution = number_of(word[4]),
		.move = d->move,
		.n = d->moves,
	};
	struct crm_sla_clock response, resolution;

	crm_sla_clocks(&d->cal, &k, &d->arena, &response, &resolution);
	printf("%lld\n", (long long)response.elapsed);
	print_instant(response.due);
	printf("%lld\n", (long long)resolution.elapsed);
	print_instant(resolution.due);
}

static void
answer(struct desk *d, const char *const *word)
{
	bool timed;

	if (strcmp(word[0], "zone") == 0)
		must(crm_zone_load(&d->arena, crm_strdup(&d->arena, word[1]),
		    &d->cal.zone, &failure));
	else if (strcmp(word[0], "day") == 0)
		set_day(d, word[1], word[2]);
	else if (strcmp(word[0], "wait") == 0)
		add_wait(d, word);
	else if (strcmp(word[0], "move") == 0)
		add_move(d, word);
	else if (strcmp(word[0], "elapsed") == 0)
		printf("%lld\n",
		    (long long)crm_sla_elapsed(&d->cal, instant_of(word[1]),
			instant_of(word[2]), d->wait, d->waits));
	else if (strcmp(word[0], "due") == 0)
		print_instant(crm_sla_due(&d->cal, instant_of(word[1]),
		    number_of(word[2]), d->wait, d->waits));
	else if (strcmp(word[0], "workdays") == 0)
		printf("%lld\n",
		    (long long)crm_cal_workdays(&d->cal,
			local_of(word[1], &timed) / DAY,
			local_of(word[2], &timed) / DAY));
	else if (strcmp(word[0], "add") == 0)
		print_local(
		    crm_cal_add_workdays(&d->cal,
			local_of(word[1], &timed) / DAY, number_of(word[2])) *
			DAY,
		    false);
	else if (strcmp(word[0], "case") == 0)
		print_case(d, word);
	else
		errx(2, "%s: no question", word[0]);
}

/* A week has blanks in it; so have the hours of a day. */
static void
do_worktime(char **arg)
{
	static struct desk d = { .arena = CRM_ARENA_INIT };
	char line[LINE_ROOM];

	(void)arg;
	while (fgets(line, sizeof line, stdin) != NULL) {
		const char *word[WORDS_MOST] = { "", "", "", "", "" };
		size_t n = 0;

		line[strcspn(line, "\n")] = '\0';
		if (strncmp(line, "week ", 5) == 0) {
			must(crm_cal_init(
			    &d.cal, crm_text_of(line + 5), &d.arena, &failure));
			continue;
		}
		for (char *p = strtok(line, "\t"); p != NULL && n < WORDS_MOST;
		     p = strtok(NULL, "\t"))
			word[n++] = p;
		answer(&d, word);
	}
	crm_arena_free(&d.arena);
}

/* ---- messages ---- */

/* Standard input to its end. */
static struct crm_text
slurp(void)
{
	static struct crm_buf all;
	size_t n;

	do {
		char *room = crm_buf_room(&all, LINE_ROOM);

		n = fread(room, 1, LINE_ROOM, stdin);
		all.len += n;
		all.data[all.len] = '\0';
	} while (n > 0);
	return (struct crm_text){ all.data, all.len };
}

static void
print(const struct crm_buf *out)
{
	fwrite(out->data, 1, out->len, stdout);
}

static void
do_fold(char **arg)
{
	struct crm_buf out = CRM_BUF_INIT;

	(void)arg;
	ics_line(&out, slurp());
	print(&out);
	crm_buf_free(&out);
}

static void
do_ics_text(char **arg)
{
	struct crm_buf out = CRM_BUF_INIT;

	(void)arg;
	ics_text(&out, slurp());
	print(&out);
	crm_buf_free(&out);
}

static void
do_ics_param(char **arg)
{
	struct crm_buf out = CRM_BUF_INIT;

	ics_param(&out, arg[0], slurp());
	print(&out);
	crm_buf_free(&out);
}

static void
do_ics_utc(char **arg)
{
	struct crm_buf out = CRM_BUF_INIT;

	ics_utc(&out, instant_of(arg[0]));
	print(&out);
	crm_buf_free(&out);
}

static void
do_subject(char **arg)
{
	struct crm_buf out = CRM_BUF_INIT;

	(void)arg;
	mime_header(&out, "Subject", slurp());
	print(&out);
	crm_buf_free(&out);
}

static void
do_address(char **arg)
{
	struct crm_buf out = CRM_BUF_INIT;

	mime_address_header(
	    &out, "To", crm_text_of(arg[0]), crm_text_of(arg[1]));
	print(&out);
	crm_buf_free(&out);
}

static void
do_mail_date(char **arg)
{
	struct crm_buf out = CRM_BUF_INIT;

	mime_date(&out, instant_of(arg[0]));
	print(&out);
	crm_buf_free(&out);
}

static void
do_chat(char **arg)
{
	static const char *const services[] = {
		[CRM_DINGTALK] = "dingtalk",
		[CRM_WECOM] = "wecom",
		[CRM_FEISHU] = "feishu",
	};
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_buf out = CRM_BUF_INIT;
	struct crm_chat_run run = { .service = CRM_DINGTALK };
	struct crm_delivery d = { .chinese = false };
	struct crm_notice *notice = NULL;
	struct crm_message m = { .name = "ann",
		.phone = arg[1][0] == '-' ? NULL : arg[1],
		.chat = arg[2][0] == '-' ? NULL : arg[2] };
	struct crm_text all = slurp();
	size_t cap = 0, said = 0, n = 1;

	while (strcmp(services[run.service], arg[0]) != 0)
		if (run.service++ == CRM_FEISHU)
			errx(2, "%s: no service", arg[0]);
	while (all.n > 0) {
		const char *end = memchr(all.p, '\n', all.n);
		size_t length = end == NULL ? all.n : (size_t)(end - all.p);

		notice = crm_grow(&a, notice, m.n, &cap, sizeof *notice);
		notice[m.n++] = (struct crm_notice){ .kind = "task",
			.about = "T1",
			.name = "",
			.why = crm_strndup(&a, all.p, length),
			.all_day = true };
		all.p += length + (end != NULL);
		all.n -= length + (end != NULL);
	}
	m.notice = notice;
	for (; said < m.n && n > 0; said += n)
		n = crm_chat_post(&out, &run, &d, &m, said);
	print(&out);
	crm_buf_free(&out);
	crm_arena_free(&a);
}

static void
do_read_subject(char **arg)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_buf out = CRM_BUF_INIT;
	struct crm_mailbox *box;
	struct crm_mail m;
	size_t passed = 0;
	bool there;

	(void)arg;
	must(crm_mailbox_open("-", &box, &failure));
	must(crm_mailbox_next(box, &a, &m, &there, &passed, &failure));
	if (there)
		crm_buf_add(&out, m.subject.p, m.subject.n);
	crm_mailbox_close(box);
	print(&out);
	crm_buf_free(&out);
	crm_arena_free(&a);
}

static const struct what {
	const char *name;
	int arguments;
	void (*run)(char **arg);
} whats[] = {
	{ "rrule", 3, do_rrule },
	{ "after", 3, do_after },
	{ "every", 3, do_every },
	{ "worktime", 0, do_worktime },
	{ "fold", 0, do_fold },
	{ "ics-text", 0, do_ics_text },
	{ "ics-param", 1, do_ics_param },
	{ "ics-utc", 1, do_ics_utc },
	{ "subject", 0, do_subject },
	{ "read-subject", 0, do_read_subject },
	{ "address", 2, do_address },
	{ "mail-date", 1, do_mail_date },
	{ "chat", 3, do_chat },
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
