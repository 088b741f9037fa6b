/* Working hours as users write them. */
#include <crm/base/worktime.h>

#include <string.h>
#include <strings.h>

enum {
	WEEK = 7,
	DAY_MINUTES = 24 * 60,
	MINUTE = 60,
	NAME_LEN = 3,
};

struct scan {
	const char *start, *p, *end;
	struct crm_err *err;
};

static const char day_name[WEEK][NAME_LEN + 1] = {
	"mon",
	"tue",
	"wed",
	"thu",
	"fri",
	"sat",
	"sun",
};

static struct scan
scan_of(struct crm_text t, struct crm_err *err)
{
	const char *p = t.n == 0 ? "" : t.p;

	return (struct scan){ p, p, p + t.n, err };
}

static enum crm_status
refuse_at(const struct scan *s, const char *place, const char *why)
{
	char source[sizeof s->err->source];
	size_t n = (size_t)(s->end - s->start);

	crm_fail(s->err, CRM_INVALID, "%s", crm_tr(why));
	if (n >= sizeof source)
		n = sizeof source - 1;
	memcpy(source, s->start, n);
	source[n] = '\0';
	crm_fail_at(s->err, source, (size_t)(place - s->start));
	return CRM_INVALID;
}

static bool
blanks(struct scan *s)
{
	const char *from = s->p;

	while (s->p < s->end && (*s->p == ' ' || *s->p == '\t'))
		s->p++;
	return s->p > from;
}

static bool
take(struct scan *s, char c)
{
	if (s->p == s->end || *s->p != c)
		return false;
	s->p++;
	return true;
}

static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

/* The word at hand, 0 long where there is none. */
static size_t
word_length(const struct scan *s)
{
	const char *p = s->p;

	while (p < s->end && is_letter(*p))
		p++;
	return (size_t)(p - s->p);
}

static bool
take_word(struct scan *s, const char *word)
{
	size_t n = word_length(s);

	if (n != strlen(word) || strncasecmp(s->p, word, n) != 0)
		return false;
	s->p += n;
	return true;
}

/* 0 Monday .. 6 Sunday, or -1. */
static int
take_day(struct scan *s)
{
	for (int i = 0; i < WEEK; i++)
		if (take_word(s, day_name[i]))
			return i;
	return -1;
}

static bool
two_digits(struct scan *s, int *v)
{
	const char *p = s->p;

	if (s->end - p < 2 || p[0] < '0' || p[0] > '9' || p[1] < '0' ||
	    p[1] > '9')
		return false;
	*v = (p[0] - '0') * 10 + (p[1] - '0');
	s->p += 2;
	return true;
}

/* HH:MM, to 24:00, as seconds. */
static enum crm_status
take_time(struct scan *s, int *seconds)
{
	const char *from = s->p;
	int h, m;

	if (!two_digits(s, &h) || !take(s, ':') || !two_digits(s, &m))
		return refuse_at(s, from, "expected a time such as 09:00");
	if (m >= 60 || h * 60 + m > DAY_MINUTES)
		return refuse_at(s, from, "there is no such time of the day");
	*seconds = (h * 60 + m) * MINUTE;
	return CRM_OK;
}

static enum crm_status
take_span(struct scan *s, struct crm_hours *hours)
{
	const char *from = s->p;
	struct crm_span span = { 0, 0 };
	enum crm_status st;

	if ((st = take_time(s, &span.from)) != CRM_OK)
		return st;
	if (!take(s, '-'))
		return refuse_at(s, s->p,
		    "expected - and the time at which "
		    "it ends");
	if ((st = take_time(s, &span.to)) != CRM_OK)
		return st;
	if (span.to <= span.from)
		return refuse_at(s, from,
		    "ends before it begins; a night is "
		    "two: to 24:00, and from 00:00 on the next day");
	if (hours->n > 0 && span.from < hours->span[hours->n - 1].to)
		return refuse_at(s, from,
		    "begins before the one in front of "
		    "it ends");
	if (hours->n == CRM_SPANS)
		return refuse_at(s, from, "more than 8 intervals in a day");
	hours->span[hours->n++] = span;
	return CRM_OK;
}

/* Intervals up to the end or a ";". */
static enum crm_status
take_spans(struct scan *s, struct crm_hours *hours)
{
	enum crm_status st;

	hours->n = 0;
	do {
		if ((st = take_span(s, hours)) != CRM_OK)
			return st;
	} while (blanks(s) && s->p < s->end && *s->p != ';');
	return CRM_OK;
}

/* Days of a part: marks them, each once in a week. */
static enum crm_status
take_days(struct scan *s, bool *named, bool *part)
{
	do {
		const char *from = s->p;
		int first = take_day(s), last = first, i;

		if (first < 0)
			return refuse_at(s, from,
			    "expected a day: mon, tue, "
			    "wed, thu, fri, sat, sun");
		from = s->p;
		if (take(s, '-') && (last = take_day(s)) < 0)
			return refuse_at(s, from + 1,
			    "expected the last day: "
			    "mon, tue, wed, thu, fri, sat, sun");
		for (i = first;; i = (i + 1) % WEEK) {
			if (named[i])
				return refuse_at(s, from - NAME_LEN,
				    "has a day that has its hours already");
			named[i] = part[i] = true;
			if (i == last)
				break;
		}
	} while (take(s, ','));
	return CRM_OK;
}

static enum crm_status
take_part(struct scan *s, struct crm_hours *week, bool *named)
{
	bool part[WEEK] = { false };
	struct crm_hours hours;
	enum crm_status st;

	if ((st = take_days(s, named, part)) != CRM_OK)
		return st;
	if (!blanks(s))
		return refuse_at(s, s->p,
		    "expected the hours, as in mon-fri "
		    "09:00-12:00 13:00-18:00");
	if ((st = take_spans(s, &hours)) != CRM_OK)
		return st;
	for (int i = 0; i < WEEK; i++)
		if (part[i])
			week[i] = hours;
	return CRM_OK;
}

enum crm_status
crm_cal_init(struct crm_cal *c, struct crm_text week, struct crm_arena *arena,
    struct crm_err *err)
{
	struct scan s = scan_of(week, err);
	bool named[WEEK] = { false };
	enum crm_status st;

	memset(c, 0, sizeof *c);
	c->arena = arena;
	do {
		blanks(&s);
		if ((st = take_part(&s, c->week, named)) != CRM_OK)
			return st;
	} while (take(&s, ';'));
	if (s.p < s.end)
		return refuse_at(&s, s.p,
		    "expected a blank, a ; or nothing "
		    "more");
	return CRM_OK;
}

static struct crm_hours
workday_hours(const struct crm_cal *c)
{
	int i = 0;

	while (i < WEEK - 1 && c->week[i].n == 0)
		i++;
	return c->week[i];
}

enum crm_status
crm_cal_hours(const struct crm_cal *c, struct crm_text text,
    struct crm_hours *out, struct crm_err *err)
{
	static const struct crm_cal closed;
	struct scan s = scan_of(crm_text_trim(text), err);
	const char *word = s.p;
	enum crm_status st;
	int day;

	if (c == NULL)
		c = &closed;
	*out = (struct crm_hours){ .n = 0 };
	if (s.p == s.end)
		return CRM_OK;
	if (word_length(&s) > 0) {
		if (take_word(&s, "workday"))
			*out = workday_hours(c);
		else if ((day = take_day(&s)) >= 0)
			*out = c->week[day];
		else
			return refuse_at(&s, word,
			    "expected hours such as "
			    "09:00-18:00, a weekday, or workday");
	} else if ((st = take_spans(&s, out)) != CRM_OK)
		return st;
	if (s.p < s.end)
		return refuse_at(&s, s.p, "expected a blank or nothing more");
	return CRM_OK;
}
