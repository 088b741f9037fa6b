/* Zones of a calendar that comes in: the system's by their names, and its own. */
#include "ics-in.h"

#include <string.h>

enum { DAY = 86400, CHANGES_MOST = 4096, NAME_MOST = 64 };

/* ---- a VTIMEZONE ---- */

static enum crm_status
bad(const struct ics_prop *p, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE], name[CRM_QUOTE_SIZE];

	return crm_fail_line(err, p->line, 0,
	    "%s: '%s' is not what a VTIMEZONE has there",
	    crm_quote(name, p->name), crm_quote(quoted, p->value));
}

enum crm_status
ics_zone_line(struct ics_own_zone *z, struct ics_change *change,
    const struct ics_prop *p, struct crm_err *err)
{
	bool is_date, utc, good = true;

	if (change == NULL) {
		if (ics_is(p->name, "TZID"))
			z->id = crm_text_trim(p->value);
	} else if (ics_is(p->name, "DTSTART"))
		good = ics_stamp(p->value, &change->start, &is_date, &utc);
	else if (ics_is(p->name, "TZOFFSETFROM"))
		good = ics_offset(p->value, &change->before);
	else if (ics_is(p->name, "TZOFFSETTO"))
		good = ics_offset(p->value, &change->after);
	else if (ics_is(p->name, "RRULE")) {
		if (crm_recur_parse(&change->rule, p->value, err) != CRM_OK)
			return bad(p, err);
		change->has_rule = true;
	}
	return good ? CRM_OK : bad(p, err);
}

/* An UNTIL of a rule of changes is in UTC: by the clocks before it. */
static struct crm_recur
local_rule(const struct ics_change *c)
{
	struct crm_recur r = c->rule;

	if (r.until_is == CRM_UNTIL_UTC) {
		r.until_is = CRM_UNTIL_LOCAL;
		r.until += c->before;
	}
	return r;
}

/* The last time of a change up to a local one; false where it is all later. */
static bool
last_of(const struct ics_change *c, int64_t local, int64_t *at)
{
	struct crm_recurring it;
	struct crm_recur rule;
	int64_t next;
	int i;

	if (c->start > local)
		return false;
	*at = c->start;
	if (!c->has_rule)
		return true;
	rule = local_rule(c);
	if (crm_recur_begin(&it, &rule, c->start, true, NULL) != CRM_OK)
		return true;
	for (i = 0;
	     i < CHANGES_MOST && crm_recur_next(&it, &next) && next <= local;
	     i++)
		*at = next;
	return true;
}

/* Seconds east of UTC, where its clocks show a local time: what the last change
 * until then made them; before all of them what they were. */
static int
own_offset(const struct ics_own_zone *z, int64_t local)
{
	const struct ics_change *first = NULL, *last = NULL;
	int64_t latest = 0, at;
	size_t i;

	for (i = 0; i < z->n; i++) {
		const struct ics_change *c = &z->change[i];

		if (first == NULL || c->start < first->start)
			first = c;
		if (last_of(c, local, &at) && (last == NULL || at > latest)) {
			last = c;
			latest = at;
		}
	}
	return last != NULL ? last->after : first != NULL ? first->before : 0;
}

/* ---- the zone of a time ---- */

/* "/freeassociation.sourceforge.net/Europe/Berlin" is Europe/Berlin. */
static struct crm_text
without_registry(struct crm_text t)
{
	size_t i = t.n, slashes = 0;

	if (t.n == 0 || t.p[0] != '/')
		return t;
	while (i > 0 && (slashes += t.p[i - 1] == '/') < 2)
		i--;
	return (struct crm_text){ t.p + i, t.n - i };
}

/* Whether it may be asked for: a name of a zone, and no path of another file. */
static bool
is_name(struct crm_text t)
{
	if (t.n == 0 || t.n >= NAME_MOST || t.p[0] == '/')
		return false;
	for (size_t i = 0; i < t.n; i++) {
		char c = t.p[i];

		if (!((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
			(c >= '0' && c <= '9') || c == '/' || c == '_' ||
			c == '-' || c == '+'))
			return false;
	}
	return true;
}

enum crm_status
ics_zone_of(const struct ics_zones *z, const struct ics_prop *p,
    struct crm_arena *a, struct ics_clock *out, struct crm_err *err)
{
	struct crm_text id = crm_text_trim(ics_param_value(p, "TZID", a));
	struct crm_text name = without_registry(id);
	char quoted[CRM_QUOTE_SIZE];
	size_t i;

	*out = (struct ics_clock){ .utc = ics_is(name, "UTC") };
	if (id.n == 0 || out->utc)
		return CRM_OK;
	if (is_name(name) &&
	    crm_zone_load(a, crm_strndup(a, name.p, name.n), &out->system,
		NULL) == CRM_OK)
		return CRM_OK;
	out->system = NULL;
	for (i = 0; i < z->n; i++)
		if (crm_text_eq(z->zone[i].id, id) && z->zone[i].n > 0) {
			out->own = &z->zone[i];
			return CRM_OK;
		}
	return crm_fail_line(err, p->line, 0,
	    "TZID: there is no time zone '%s', neither here nor in the file",
	    crm_quote(quoted, id));
}

static int64_t
date_of(int64_t local)
{
	return local / DAY - (local % DAY < 0);
}

int64_t
ics_instant(const struct ics_clock *c, int64_t local)
{
	int64_t date = date_of(local);
	int seconds = (int)(local - date * DAY);

	if (c->utc)
		return local;
	if (c->own != NULL)
		return local - own_offset(c->own, local);
	return c->system != NULL
	    ? crm_instant_reached_in(c->system, date, seconds)
	    : crm_instant_at(date, seconds);
}

int64_t
ics_shown(const struct ics_clock *c, int64_t instant)
{
	if (c->utc)
		return instant;
	if (c->own != NULL)
		return instant +
		    own_offset(c->own, instant + own_offset(c->own, instant));
	return instant + crm_instant_offset(c->system, instant);
}
