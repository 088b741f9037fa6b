/* Fuzz target: the small languages: words of dates, weeks of calendars, skills
 * of rules, lists of addresses and numbers, names of companies and zones, URLs
 * of servers. */
#include <crm/base/date.h>
#include <crm/base/number.h>
#include <crm/base/recur.h>
#include <crm/base/worktime.h>
#include <crm/domain/match.h>
#include <crm/io/message.h>
#include <crm/store/store.h>

#include "domain/assign/assign.h"
#include "fuzz.h"

static void
dates(struct crm_text t, struct crm_arena *a)
{
	static const struct crm_clock clock = { .now = 1795251600,
		.today = 20778,
		.fixed = true,
		.fiscal_start = 4 };
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_err err;
	int64_t date, back, at;

	(void)a;
	if (crm_date_expr(t, &clock, &date, &err) == CRM_OK) {
		crm_date_format(&b, date);
		must(crm_date_parse((struct crm_text){ b.data, b.len }, CRM_YMD,
			 &back, &err) == CRM_OK &&
			back == date,
		    "a date is written as it is read");
	}
	crm_buf_clear(&b);
	if (crm_instant_expr(t, &clock, &at, &err) == CRM_OK) {
		crm_instant_format(&b, at);
		must(crm_instant_parse((struct crm_text){ b.data, b.len },
			 CRM_YMD, &back, &err) == CRM_OK &&
			back == at,
		    "an instant is written as it is read");
	}
	crm_buf_free(&b);
}

static void
calendar(struct crm_text t, struct crm_arena *a)
{
	enum { MONDAY = 20780, NOON = 43200, DAY = 86400 };
	const int64_t from = (int64_t)MONDAY * DAY + NOON;
	struct crm_hours hours;
	struct crm_cal c;
	struct crm_err err;

	if (crm_cal_hours(NULL, t, &hours, &err) == CRM_OK &&
	    crm_cal_init(&c, CRM_TEXT("mon-fri 09:00-17:00"), a, &err) ==
		CRM_OK &&
	    crm_cal_hours(&c, t, &hours, &err) == CRM_OK) {
		crm_cal_except(&c, MONDAY, &hours);
		must(crm_cal_minutes(&c, from, from + DAY) <= DAY / 60,
		    "a day has 1440 minutes");
	}
	if (crm_cal_init(&c, t, a, &err) != CRM_OK)
		return;
	must(crm_cal_minutes(&c, from, from + DAY) >= 0, "time passes");
	crm_cal_workdays(&c, MONDAY, MONDAY + 400);
	for (int64_t minutes = 0; minutes < 3000; minutes += 777)
		must(crm_cal_minutes(&c, from, from + 7 * DAY) == 0 ||
			crm_cal_minutes(&c, from,
			    crm_cal_add(&c, from, minutes)) == minutes,
		    "what is added is there");
}

/* What comes again comes in order. */
static void
recurrence(struct crm_text t, struct crm_arena *a)
{
	enum { START = 1795251600, TIMES = 20 };
	struct crm_recur rule;
	struct crm_recurring it;
	struct crm_err err;
	int64_t last = INT64_MIN, at;

	(void)a;
	if (crm_recur_parse(&rule, t, &err) != CRM_OK ||
	    crm_recur_begin(&it, &rule, START, true, &err) != CRM_OK)
		return;
	for (int i = 0; i < TIMES && crm_recur_next(&it, &at); i++) {
		must(at > last && at >= START, "it comes later");
		last = at;
	}
}

static void
mail(struct crm_text t, struct crm_arena *a)
{
	struct crm_text name, address;
	struct crm_err err;

	(void)a;
	if (crm_mail_parse(t, &name, &address, &err) != CRM_OK)
		return;
	fuzz_touch(name);
	fuzz_touch(address);
	must(memchr(address.p, '\n', address.n) == NULL,
	    "an address is on one line");
}

static void
skills(struct crm_text t, struct crm_arena *a)
{
	struct skill *s;
	struct crm_err err;
	size_t n;

	if (skills_parse(t, a, &s, &n, &err) == CRM_OK)
		must(n == 0 || s != NULL, "skills are there");
}

/* A list, and each item of it, is its own normal form. */
static void
reach(struct crm_text t, struct crm_arena *a)
{
	bool (*const norm[])(struct crm_buf *, struct crm_text) = {
		crm_email_norm, crm_phone_norm, crm_emails_list, crm_phones_list
	};
	struct crm_text part[4];

	(void)a;
	for (size_t i = 0; i < sizeof norm / sizeof *norm; i++) {
		struct crm_buf once = CRM_BUF_INIT, twice = CRM_BUF_INIT;

		if (norm[i](&once, t) && once.len > 0)
			must(norm[i](&twice,
				 (struct crm_text){ once.data, once.len }) &&
				once.len == twice.len &&
				memcmp(once.data, twice.data, once.len) == 0,
			    "a normal form stays as it is");
		crm_buf_free(&once);
		crm_buf_free(&twice);
	}
	for (size_t n = crm_phones_split(t, part, 4); n-- > 0;)
		fuzz_touch(part[n]);
	for (size_t n = crm_emails_split(t, part, 4); n-- > 0;)
		fuzz_touch(part[n]);
}

static void
company(struct crm_text t, struct crm_arena *a)
{
	struct crm_words *w = crm_words_new(a);
	struct crm_buf once = CRM_BUF_INIT, twice = CRM_BUF_INIT;
	struct crm_company c;

	crm_words_add(w, "legal_form", CRM_TEXT("GmbH"));
	crm_words_add(w, "region", CRM_TEXT("杭州"));
	crm_words_add(w, "flag", CRM_TEXT("集团"));
	crm_company_read(w, t, a, &c);
	fuzz_touch(c.key);
	fuzz_touch(c.bare);
	fuzz_touch(c.words);
	crm_fold(&once, t);
	crm_fold(&twice, (struct crm_text){ once.data, once.len });
	must(once.len == twice.len &&
		(once.len == 0 || memcmp(once.data, twice.data, once.len) == 0),
	    "what is folded stays as it is");
	crm_jaro_winkler(t, (struct crm_text){ once.data, once.len });
	crm_width(t);
	crm_buf_free(&once);
	crm_buf_free(&twice);
}

static void
number(struct crm_text t, struct crm_arena *a)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_err err;
	int64_t v, back;

	(void)a;
	for (int flags = 0; flags < 256; flags += 3)
		if (crm_number_parse(t, 2, flags, &v, &err) == CRM_OK) {
			crm_buf_clear(&b);
			crm_number_format(&b, v, 2, true);
			must(
			    crm_number_parse((struct crm_text){ b.data, b.len },
				2, 0, &back, &err) == CRM_OK &&
				back == v,
			    "a number is written as it is read");
		}
	crm_number_separators(t, 0);
	crm_buf_free(&b);
}

/* Whatever a URL looks like: behind the user there is the password. */
static void
url(struct crm_text t, struct crm_arena *a)
{
	char *where;

	/* The fuzzer learns the word, and writes it elsewhere. */
	if (strstr(t.p, "TOPSECRET") != NULL)
		return;
	where = malloc(t.n + 64);
	snprintf(where, t.n + 64, "postgresql://u:TOPSECRET%s@h/d", t.p);
	must(strstr(crm_store_shown(a, where), "TOPSECRET") == NULL,
	    "a password is not shown");
	snprintf(where, t.n + 64, "%s", t.p);
	must(crm_store_shown(a, where) != NULL, "a name is shown");
	free(where);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static void (*const parse[])(
	    struct crm_text, struct crm_arena *) = { dates, calendar, skills,
		reach, company, number, url, recurrence, mail };
	struct fuzz f = { data, n };
	struct crm_arena a = CRM_ARENA_INIT;
	unsigned which = fuzz_below(&f, sizeof parse / sizeof *parse);
	char *s = fuzz_string(&f);
	struct crm_text t = { s, f.n };

	/* What comes from outside is looked at for these before. */
	if (memchr(s, '\0', t.n) == NULL && crm_utf8_valid(t) == t.n)
		parse[which](t, &a);
	free(s);
	crm_arena_free(&a);
	return 0;
}
