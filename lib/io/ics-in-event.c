/* Events of a calendar that comes in: what their lines say, and their instances. */
#include "ics-in.h"

#include <string.h>
#include <strings.h>

enum { DAY = 86400, MINUTE = 60 };

/* ---- lines ---- */

static const char *
role_of(const struct ics_prop *p, struct crm_arena *a)
{
	if (ics_is(p->name, "ORGANIZER"))
		return "organizer";
	return ics_is(ics_param_value(p, "ROLE", a), "OPT-PARTICIPANT")
	    ? "optional"
	    : "required";
}

static const char *
answer_of(const struct ics_prop *p, struct crm_arena *a)
{
	static const char *const known[] = { "accepted", "declined",
		"tentative", "delegated" };
	struct crm_text t = ics_param_value(p, "PARTSTAT", a);

	if (ics_is(p->name, "ORGANIZER"))
		return "accepted";
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (ics_is(t, known[i]))
			return known[i];
	return "none";
}

static struct crm_text
address_of(struct crm_text value)
{
	static const char scheme[] = "mailto:";
	size_t n = sizeof scheme - 1;

	value = crm_text_trim(value);
	if (value.n >= n && strncasecmp(value.p, scheme, n) == 0)
		return (struct crm_text){ value.p + n, value.n - n };
	return memchr(value.p, '@', value.n) == NULL
	    ? (struct crm_text){ "", 0 }
	    : value;
}

/* Rooms and machines are not there, as people are; the organizer is once, and
 * first. */
static void
add_guest(struct ics_event *x, const struct ics_prop *p, struct crm_arena *a)
{
	struct crm_text kind = ics_param_value(p, "CUTYPE", a);
	struct crm_guest g = { .name = crm_text_trim(
				   ics_param_value(p, "CN", a)),
		.email = address_of(p->value),
		.role = role_of(p, a),
		.answer = answer_of(p, a) };
	bool organizer = ics_is(p->name, "ORGANIZER");
	size_t i;

	/* Of two the first is. */
	if (organizer && x->e.guests > 0 &&
	    strcmp(x->guest[0].role, "organizer") == 0)
		return;
	if (ics_is(kind, "ROOM") || ics_is(kind, "RESOURCE") ||
	    (g.email.n == 0 && g.name.n == 0))
		return;
	for (i = 0; i < x->e.guests; i++)
		if (g.email.n > 0 && x->guest[i].email.n == g.email.n &&
		    strncasecmp(x->guest[i].email.p, g.email.p, g.email.n) == 0)
			break;
	if (i < x->e.guests && !organizer)
		return;
	if (i == x->e.guests) {
		x->guest = crm_grow(
		    a, x->guest, x->e.guests, &x->guest_cap, sizeof *x->guest);
		x->e.guests++;
	}
	if (organizer) {
		memmove(x->guest + 1, x->guest, i * sizeof *x->guest);
		i = 0;
	}
	x->guest[i] = g;
}

int64_t
ics_number(struct crm_text t)
{
	int64_t n = 0;

	t = crm_text_trim(t);
	for (size_t i = 0; i < t.n && t.p[i] >= '0' && t.p[i] <= '9'; i++)
		if (n < INT32_MAX)
			n = n * 10 + (t.p[i] - '0');
	return n;
}

void
ics_event_line(
    struct ics_event *x, const struct ics_prop *p, struct crm_arena *a)
{
	const struct {
		const char *name;
		struct ics_prop *to;
	} kept[] = { { "DTSTART", &x->start }, { "DTEND", &x->end },
		{ "DURATION", &x->duration }, { "RRULE", &x->rule },
		{ "RECURRENCE-ID", &x->instance } };
	const struct {
		const char *name;
		struct crm_text *to;
	} texts[] = { { "UID", &x->e.uid }, { "SUMMARY", &x->e.subject },
		{ "DESCRIPTION", &x->e.notes }, { "LOCATION", &x->e.place } };
	bool is_date, utc;
	size_t i;

	for (i = 0; i < sizeof kept / sizeof *kept; i++)
		if (ics_is(p->name, kept[i].name))
			*kept[i].to = *p;
	for (i = 0; i < sizeof texts / sizeof *texts; i++)
		if (ics_is(p->name, texts[i].name))
			*texts[i].to = ics_plain(p->value, a);
	if (ics_is(p->name, "EXDATE") || ics_is(p->name, "RDATE")) {
		x->date = crm_grow(
		    a, x->date, x->dates, &x->cap, sizeof *x->date);
		x->date[x->dates++] = *p;
	} else if (ics_is(p->name, "STATUS"))
		x->e.cancelled = ics_is(crm_text_trim(p->value), "CANCELLED");
	else if (ics_is(p->name, "SEQUENCE"))
		x->e.revision = ics_number(p->value);
	else if (ics_is(p->name, "LAST-MODIFIED"))
		x->e.revised = ics_stamp(
		    p->value, &x->e.revised_at, &is_date, &utc);
	else if (ics_is(p->name, "ORGANIZER") || ics_is(p->name, "ATTENDEE"))
		add_guest(x, p, a);
}

/* ---- instances ---- */

/* An event while its instances are found. */
struct expanding {
	const struct ics_event *x;
	const struct ics_zones *zones;
	const struct crm_calendar_window *window;
	struct crm_arena *arena;
	struct crm_calendar *out;
	struct ics_time start;
	int64_t length; /* seconds; of days their number times DAY */
	int64_t *except;
	size_t excepts, cap, given;
};

static enum crm_status
read_length(struct expanding *k, struct crm_err *err)
{
	const struct ics_event *x = k->x;
	struct ics_time end;
	enum crm_status st;

	k->length = k->start.is_date ? DAY : 0;
	if (x->duration.name.n > 0)
		return ics_duration(&x->duration, &k->length, err);
	if (x->end.name.n == 0)
		return CRM_OK;
	st = ics_time_read(
	    k->zones, &x->end, x->end.value, k->arena, &end, err);
	if (st != CRM_OK)
		return st;
	k->length = k->start.is_date && end.is_date
	    ? end.local - k->start.local
	    : ics_time_instant(&end) - ics_time_instant(&k->start);
	if (k->length < 0)
		k->length = 0;
	return CRM_OK;
}

static bool
is_within(const struct expanding *k, int64_t at)
{
	return at >= k->window->from && at <= k->window->until;
}

static void
give(struct expanding *k, struct crm_event e)
{
	e.guest = k->x->guest;
	e.all_day = k->start.is_date;
	e.minutes = k->length / MINUTE;
	k->out->event = crm_grow(k->arena, k->out->event, k->out->n,
	    &k->out->cap, sizeof *k->out->event);
	k->out->event[k->out->n++] = e;
	k->given++;
}

static int64_t
instant_of(const struct expanding *k, int64_t local)
{
	struct ics_time t = k->start;

	t.local = local;
	return ics_time_instant(&t);
}

/* One of several, unless it is taken out or outside of the window. */
static void
give_instance(struct expanding *k, int64_t local)
{
	struct crm_event e = k->x->e;

	e.at = e.instance = instant_of(k, local);
	e.again = true;
	for (size_t i = 0; i < k->excepts; i++)
		if (k->except[i] == e.at)
			return;
	if (is_within(k, e.at))
		give(k, e);
}

/* Calls `each` for the values of a property between commas. */
static enum crm_status
each_date(struct expanding *k, const struct ics_prop *p,
    void (*each)(struct expanding *k, const struct ics_time *t),
    struct crm_err *err)
{
	struct crm_text rest = p->value;
	enum crm_status st = CRM_OK;
	struct ics_time t;

	while (rest.n > 0 && st == CRM_OK) {
		const char *comma = memchr(rest.p, ',', rest.n);
		size_t n = comma == NULL ? rest.n : (size_t)(comma - rest.p);
		struct crm_text one = { rest.p, n };
		const char *slash = memchr(one.p, '/', one.n);

		if (slash != NULL) /* a period: its beginning */
			one.n = (size_t)(slash - one.p);
		st = ics_time_read(k->zones, p, one, k->arena, &t, err);
		if (st == CRM_OK)
			each(k, &t);
		n += comma != NULL;
		rest.p += n;
		rest.n -= n;
	}
	return st;
}

static void
note_except(struct expanding *k, const struct ics_time *t)
{
	k->except = crm_grow(
	    k->arena, k->except, k->excepts, &k->cap, sizeof *k->except);
	k->except[k->excepts++] = ics_time_instant(t);
}

static void
give_date(struct expanding *k, const struct ics_time *t)
{
	int64_t local = k->start.is_date || t->is_date
	    ? t->local
	    : ics_shown(&k->start.clock, ics_time_instant(t));

	if (local != k->start.local && k->given < CRM_INSTANCES_MOST)
		give_instance(k, local);
}

static enum crm_status
all_dates(struct expanding *k, const char *name,
    void (*each)(struct expanding *k, const struct ics_time *t),
    struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	for (size_t i = 0; i < k->x->dates && st == CRM_OK; i++)
		if (ics_is(k->x->date[i].name, name))
			st = each_date(k, &k->x->date[i], each, err);
	return st;
}

/* UNTIL in UTC is meant by the clocks of the event, not by those of TZ; and nothing
 * is looked for behind the window. */
static void
settle_until(const struct expanding *k, struct crm_recur *rule, int64_t end)
{
	if (rule->until_is == CRM_UNTIL_UTC && !k->start.is_date)
		rule->until = ics_shown(&k->start.clock, rule->until);
	else if (rule->until_is == CRM_UNTIL_DATE)
		rule->until += DAY - 1;
	if (rule->until_is == CRM_UNTIL_NONE || rule->until > end)
		rule->until = end;
	rule->until_is = CRM_UNTIL_LOCAL;
}

static enum crm_status
give_by_rule(struct expanding *k, struct crm_err *err)
{
	const struct ics_prop *p = &k->x->rule;
	struct crm_recurring *it = crm_alloc(k->arena, sizeof *it);
	int64_t local, end = k->window->until + 2 * DAY;
	struct crm_recur rule;
	char text[sizeof err->text];
	enum crm_status st = crm_recur_parse(&rule, p->value, err);

	if (st == CRM_OK && rule.freq < CRM_HOURLY)
		st = crm_fail(
		    err, CRM_INVALID, "each minute or second is no meeting");
	if (st == CRM_OK) {
		settle_until(k, &rule, end);
		st = crm_recur_begin(
		    it, &rule, k->start.local, !k->start.is_date, err);
	}
	if (st != CRM_OK) {
		memcpy(text, err->text, sizeof text);
		return crm_fail_line(err, p->line, 0, "RRULE: %.900s", text);
	}
	/* Programs take the start for an instance, whether it fits or not. */
	give_instance(k, k->start.local);
	while (k->given < CRM_INSTANCES_MOST && crm_recur_next(it, &local))
		if (local != k->start.local)
			give_instance(k, local);
	k->out->cut += k->given == CRM_INSTANCES_MOST;
	return CRM_OK;
}

/* One that was changed alone: by the time that the rule gave it. */
static enum crm_status
give_changed(struct expanding *k, struct crm_err *err)
{
	const struct ics_prop *p = &k->x->instance;
	struct ics_time t;
	struct crm_event e = k->x->e;
	enum crm_status st = ics_time_read(
	    k->zones, p, p->value, k->arena, &t, err);

	if (st != CRM_OK)
		return st;
	e.at = instant_of(k, k->start.local);
	e.again = true;
	e.instance = ics_time_instant(&t);
	if (is_within(k, e.at) || is_within(k, e.instance))
		give(k, e);
	return CRM_OK;
}

enum crm_status
ics_event_expand(const struct ics_event *x, const struct ics_zones *z,
    const struct crm_calendar_window *w, struct crm_arena *a,
    struct crm_calendar *out, struct crm_err *err)
{
	struct expanding k = {
		.x = x, .zones = z, .window = w, .arena = a, .out = out
	};
	enum crm_status st;

	if (x->e.uid.n == 0 || x->start.name.n == 0)
		return crm_fail_line(err, x->e.line, 0,
		    "the event that begins here has no %s",
		    x->e.uid.n == 0 ? "UID" : "DTSTART");
	if ((st = ics_time_read(
		 z, &x->start, x->start.value, a, &k.start, err)) != CRM_OK ||
	    (st = read_length(&k, err)) != CRM_OK)
		return st;
	if (x->instance.name.n > 0)
		return give_changed(&k, err);
	if ((st = all_dates(&k, "EXDATE", note_except, err)) != CRM_OK)
		return st;
	if (x->rule.name.n > 0 || x->dates > 0) {
		out->series = crm_grow(a, out->series, out->n_series,
		    &out->cap_series, sizeof *out->series);
		out->series[out->n_series++] = x->e.uid;
	}
	if (x->rule.name.n > 0)
		st = give_by_rule(&k, err);
	else if (x->dates > 0)
		give_instance(&k, k.start.local);
	else {
		struct crm_event e = x->e;

		e.at = e.instance = instant_of(&k, k.start.local);
		give(&k, e);
	}
	return st == CRM_OK ? all_dates(&k, "RDATE", give_date, err) : st;
}
