/* Calendars that come in: components, and which event stands for which. */
#include "ics-in.h"

#include <crm/io/card.h>

#include <string.h>

enum { DEPTH_MOST = 8 };

enum part { CALENDAR, ZONE, CHANGE, EVENT, TODO, OTHER, WITHIN };

struct reading {
	struct ics_lines lines;
	struct crm_arena *arena;
	struct ics_zones zones;
	struct ics_event *event;
	size_t n, cap, others;
	struct ics_todo *todo;
	size_t todos, cap_todos;
	enum part stack[DEPTH_MOST];
	int64_t began[DEPTH_MOST];
	int depth;
	bool cancels; /* METHOD:CANCEL */
	bool any;     /* a calendar */
};

/* ---- components ---- */

static enum part
part_of(const struct reading *r, struct crm_text name)
{
	enum part in = r->depth > 0 ? r->stack[r->depth - 1] : OTHER;

	if (r->depth == 0)
		return ics_is(name, "VCALENDAR") ? CALENDAR : OTHER;
	if (in == CALENDAR)
		return ics_is(name, "VEVENT")   ? EVENT
		    : ics_is(name, "VTODO")     ? TODO
		    : ics_is(name, "VTIMEZONE") ? ZONE
						: OTHER;
	return in == ZONE ? CHANGE : WITHIN; /* alarms */
}

static void
add_change(struct reading *r)
{
	struct ics_own_zone *z = &r->zones.zone[r->zones.n - 1];

	z->change = crm_grow(
	    r->arena, z->change, z->n, &z->cap, sizeof *z->change);
	z->change[z->n++] = (struct ics_change){ .start = 0 };
}

static enum crm_status
begin(struct reading *r, const struct ics_prop *p, struct crm_err *err)
{
	enum part part = part_of(r, crm_text_trim(p->value));

	if (r->depth == DEPTH_MOST)
		return crm_fail_line(err, p->line, 0,
		    "components stand within each other more than %d deep",
		    DEPTH_MOST);
	if (part == ZONE) {
		r->zones.zone = crm_grow(r->arena, r->zones.zone, r->zones.n,
		    &r->zones.cap, sizeof *r->zones.zone);
		r->zones.zone[r->zones.n++] = (struct ics_own_zone){ .n = 0 };
	} else if (part == CHANGE)
		add_change(r);
	else if (part == EVENT) {
		r->event = crm_grow(
		    r->arena, r->event, r->n, &r->cap, sizeof *r->event);
		r->event[r->n++] = (struct ics_event){ .e = {
							   .line = p->line } };
	} else if (part == TODO) {
		r->todo = crm_grow(r->arena, r->todo, r->todos, &r->cap_todos,
		    sizeof *r->todo);
		r->todo[r->todos++] = (struct ics_todo){
			.of = { .e = { .line = p->line } }
		};
	} else if (part == OTHER && r->depth > 0)
		r->others++;
	r->any = r->any || part == CALENDAR;
	r->began[r->depth] = p->line;
	r->stack[r->depth++] = part;
	return CRM_OK;
}

static enum crm_status
read_line(struct reading *r, const struct ics_prop *p, struct crm_err *err)
{
	enum part in = r->depth > 0 ? r->stack[r->depth - 1] : OTHER;
	struct ics_own_zone *z;

	if (ics_is(p->name, "BEGIN"))
		return begin(r, p, err);
	if (ics_is(p->name, "END")) {
		if (r->depth == 0)
			return crm_fail_line(
			    err, p->line, 0, "END without its BEGIN");
		if (in == EVENT)
			r->event[r->n - 1].e.cancelled |= r->cancels;
		else if (in == TODO)
			r->todo[r->todos - 1].of.e.cancelled |= r->cancels;
		r->depth--;
		return CRM_OK;
	}
	if (in == CALENDAR && ics_is(p->name, "METHOD"))
		r->cancels = ics_is(crm_text_trim(p->value), "CANCEL");
	else if (in == EVENT)
		ics_event_line(&r->event[r->n - 1], p, r->arena);
	else if (in == TODO)
		ics_todo_line(&r->todo[r->todos - 1], p, r->arena);
	else if (in == ZONE || in == CHANGE) {
		z = &r->zones.zone[r->zones.n - 1];
		return ics_zone_line(
		    z, in == CHANGE ? &z->change[z->n - 1] : NULL, p, err);
	}
	return CRM_OK;
}

/* ---- which stands for which ---- */

static bool
is_same(const struct crm_event *a, const struct crm_event *b)
{
	return a->again && b->again && a->instance == b->instance &&
	    crm_text_eq(a->uid, b->uid);
}

struct place {
	uint64_t hash;
	size_t at; /* plus one; 0: free */
};

static uint64_t
hash_of(const struct crm_event *e)
{
	return crm_text_hash(e->uid) ^
	    ((uint64_t)e->instance * UINT64_C(0x9e3779b97f4a7c15));
}

/* An instance that was changed alone takes the place of the one that the rule gave,
 * which is behind it; of several that were, the latest revision does: `alone` is their
 * number, and they come first. */
static void
settle(struct crm_calendar *c, size_t alone, struct crm_arena *a)
{
	size_t size = 16, i, kept = 0;
	struct place *table;

	while (size < c->n * 2)
		size *= 2;
	table = crm_alloc_n(a, size, sizeof *table);
	for (i = 0; i < c->n; i++) {
		uint64_t h = hash_of(&c->event[i]);
		size_t k = h & (size - 1), other;

		for (; table[k].at != 0; k = (k + 1) & (size - 1))
			if (is_same(&c->event[table[k].at - 1], &c->event[i]))
				break;
		if (table[k].at == 0) {
			table[k] = (struct place){ h, i + 1 };
			continue;
		}
		other = table[k].at - 1;
		if (i < alone &&
		    c->event[i].revision > c->event[other].revision)
			c->event[other] = c->event[i];
		c->event[i].line = -1; /* it is the other one */
	}
	for (i = 0; i < c->n; i++)
		if (c->event[i].line >= 0)
			c->event[kept++] = c->event[i];
	c->n = kept;
}

static enum crm_status
expand_all(struct reading *r, const struct crm_calendar_window *w,
    struct crm_calendar *out, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i, pass, alone = 0;

	for (pass = 0; pass < 2 && st == CRM_OK; pass++) {
		for (i = 0; i < r->n && st == CRM_OK; i++)
			if ((r->event[i].instance.name.n > 0) == (pass == 0))
				st = ics_event_expand(&r->event[i], &r->zones,
				    w, r->arena, out, err);
		alone = pass == 0 ? out->n : alone;
	}
	if (st == CRM_OK)
		settle(out, alone, r->arena);
	return st;
}

enum crm_status
crm_calendar_read(struct crm_text t, const struct crm_calendar_window *w,
    struct crm_arena *a, struct crm_calendar *out, struct crm_err *err)
{
	struct reading r = { .lines = { .rest = t, .line = 1, .arena = a },
		.arena = a };
	struct ics_prop p;
	enum crm_status st = CRM_OK;
	size_t i;

	*out = (struct crm_calendar){ .n = 0 };
	st = crm_text_check(t, 1, err);
	while (st == CRM_OK && ics_next(&r.lines, &p))
		st = read_line(&r, &p, err);
	if (st != CRM_OK)
		return st;
	if (!r.any)
		return crm_fail(err, CRM_INVALID,
		    "is no calendar: nothing in it begins with BEGIN:VCALENDAR");
	if (r.depth > 0)
		return crm_fail_line(err, r.began[r.depth - 1], 0,
		    "what begins here never ends");
	out->others = r.others;
	for (i = 0; i < r.todos && st == CRM_OK; i++)
		st = ics_todo_give(&r.todo[i], &r.zones, a, out, err);
	return st == CRM_OK ? expand_all(&r, w, out, err) : st;
}
