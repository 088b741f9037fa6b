/* To-dos of a calendar that comes in. */
#include "ics-in.h"

/* Of RFC 5545: 1 to 4 are high, 5 is in the middle, 6 to 9 are low; 0 says nothing. */
enum { PRIORITY_NORMAL = 5, PRIORITY_LOW = 9 };

static const char *
status_of(struct crm_text value)
{
	static const struct {
		const char *word, *code;
	} known[] = { { "NEEDS-ACTION", "todo" }, { "IN-PROCESS", "doing" },
		{ "COMPLETED", "done" }, { "CANCELLED", "cancelled" } };

	value = crm_text_trim(value);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++)
		if (ics_is(value, known[i].word))
			return known[i].code;
	return NULL;
}

static const char *
priority_of(struct crm_text value)
{
	int64_t n = ics_number(value);

	if (n == 0 || n > PRIORITY_LOW)
		return NULL;
	return n < PRIORITY_NORMAL ? "high"
	    : n == PRIORITY_NORMAL ? "normal"
				   : "low";
}

void
ics_todo_line(struct ics_todo *x, const struct ics_prop *p, struct crm_arena *a)
{
	if (ics_is(p->name, "DUE"))
		x->due = *p;
	else if (ics_is(p->name, "COMPLETED"))
		x->completed = *p;
	else if (ics_is(p->name, "STATUS"))
		x->status = status_of(p->value);
	else if (ics_is(p->name, "PRIORITY"))
		x->priority = priority_of(p->value);
	else if (ics_is(p->name, "PERCENT-COMPLETE"))
		x->begun = ics_number(p->value) > 0;
	else
		ics_event_line(&x->of, p, a);
}

/* By its DUE; else by its beginning, and how long it takes. */
static enum crm_status
read_due(const struct ics_todo *x, const struct ics_zones *z,
    struct crm_arena *a, struct crm_todo *out, struct crm_err *err)
{
	const struct ics_prop *p = x->due.name.n > 0 ? &x->due : &x->of.start;
	struct ics_time t;
	int64_t length = 0;
	enum crm_status st;

	if (p->name.n == 0)
		return CRM_OK;
	if ((st = ics_time_read(z, p, p->value, a, &t, err)) == CRM_OK &&
	    p == &x->of.start && x->of.duration.name.n > 0)
		st = ics_duration(&x->of.duration, &length, err);
	if (st != CRM_OK)
		return st;
	t.local += length;
	out->has_due = true;
	out->e.all_day = t.is_date;
	out->e.at = ics_time_instant(&t);
	return CRM_OK;
}

/* Programs that leave the status out say when it was done. */
static enum crm_status
read_state(const struct ics_todo *x, const struct ics_zones *z,
    struct crm_arena *a, struct crm_todo *out, struct crm_err *err)
{
	const struct ics_prop *p = &x->completed;
	struct ics_time t;
	enum crm_status st;

	out->status = x->of.e.cancelled ? "cancelled"
	    : x->status != NULL         ? x->status
	    : p->name.n > 0             ? "done"
	    : x->begun                  ? "doing"
					: "todo";
	if (p->name.n == 0)
		return CRM_OK;
	if ((st = ics_time_read(z, p, p->value, a, &t, err)) != CRM_OK)
		return st;
	out->has_done = true;
	out->done_at = ics_time_instant(&t);
	return CRM_OK;
}

enum crm_status
ics_todo_give(const struct ics_todo *x, const struct ics_zones *z,
    struct crm_arena *a, struct crm_calendar *out, struct crm_err *err)
{
	struct crm_todo todo = { .e = x->of.e,
		.priority = x->priority,
		.rule = crm_text_trim(x->of.rule.value) };
	enum crm_status st;

	if (x->of.e.uid.n == 0)
		return crm_fail_line(err, x->of.e.line, 0,
		    "the to-do that begins here has no UID");
	if (x->of.instance.name.n > 0) {
		out->others++;
		return CRM_OK;
	}
	if ((st = read_due(x, z, a, &todo, err)) != CRM_OK ||
	    (st = read_state(x, z, a, &todo, err)) != CRM_OK)
		return st;
	todo.e.guest = x->of.guest;
	out->todo = crm_grow(
	    a, out->todo, out->n_todos, &out->cap_todos, sizeof *out->todo);
	out->todo[out->n_todos++] = todo;
	return CRM_OK;
}
