/* calendar: events of calendars as activities, to-dos as tasks. */
#include "task.h"

#include <crm/domain/intake.h>
#include <crm/io/card.h>

#include <string.h>

enum { DAY = 86400, BEHIND = 366, AHEAD = 90 /* days around today */ };

struct calendar {
	struct crm_calendar_window window;
	struct crm_calendar read;
	struct crm_intake intake, todos;
	bool tasks;           /* to-dos alone: they are what is printed */
	size_t made, changed; /* tasks, beside events */
};

static void
count_cancelled(void *ctx, int64_t id)
{
	crm_cmd_count(ctx, id, CRM_ACT_UPDATED);
}

static void
tell(struct crm_cmd *c, const struct calendar *k)
{
	const struct {
		size_t n;
		const char *one, *many;
	} told[] = {
		{ k->intake.unknown,
		    N_("%zu is about nobody whom the book knows"),
		    N_("%zu are about nobody whom the book knows") },
		{ k->made, N_("%zu task was made"), N_("%zu tasks were made") },
		{ k->changed, N_("%zu task was changed"),
		    N_("%zu tasks were changed") },
		{ k->intake.own, N_("%zu is a clock of this book: left"),
		    N_("%zu are clocks of this book: left") },
		{ k->todos.closed, N_("%zu is closed here: left"),
		    N_("%zu are closed here: left") },
		{ k->intake.stale + k->todos.stale,
		    N_("%zu is older than what the book has: left"),
		    N_("%zu are older than what the book has: left") },
		{ k->intake.gone + k->todos.gone,
		    N_("%zu was deleted here: left"),
		    N_("%zu were deleted here: left") },
		{ k->read.others,
		    N_("%zu thing that is no event and no to-do: left out"),
		    N_("%zu things that are no events and no to-dos: left out") },
		{ k->read.cut,
		    N_("%zu comes more than 1000 times: the first are there"),
		    N_("%zu come more than 1000 times: the first are there") },
	};

	for (size_t i = 0; i < sizeof told / sizeof *told; i++)
		if (told[i].n > 0 && !crm_has(c, CRM_OPT_QUIET))
			crm_note(c, told[i].n == 1 ? told[i].one : told[i].many,
			    told[i].n);
}

/* Beside events the tasks are said in a line, for a table is of one kind. */
static enum crm_status
take_todos(struct crm_cmd *c, struct calendar *k, struct crm_err *err)
{
	enum crm_action done;
	enum crm_status st = CRM_OK;
	int64_t id;

	for (size_t i = 0; i < k->read.n_todos && st == CRM_OK; i++) {
		st = crm_todo_take(
		    &k->todos, &k->read.todo[i], &id, &done, err);
		if (st != CRM_OK)
			break;
		k->made += !k->tasks && done == CRM_ACT_INSERTED;
		k->changed += !k->tasks && done == CRM_ACT_UPDATED;
		if (k->tasks)
			crm_cmd_count(c, id, done);
	}
	return st;
}

static enum crm_status
take_all(struct crm_cmd *c, struct crm_err *err)
{
	struct calendar *k = c->state;
	struct crm_arena batch = CRM_ARENA_INIT;
	enum crm_action done;
	enum crm_status st = CRM_OK;
	int64_t id;
	size_t i;

	k->intake = k->todos = (struct crm_intake){ .store = c->store,
		.kind = k->intake.kind,
		.about = k->intake.about,
		.book = k->intake.book,
		.arena = &batch };
	k->made = k->changed = 0;
	for (i = 0; i < k->read.n && st == CRM_OK; i++) {
		st = crm_event_take(
		    &k->intake, &k->read.event[i], &id, &done, err);
		if (st == CRM_OK)
			crm_cmd_count(c, id, done);
	}
	if (st == CRM_OK)
		st = take_todos(c, k, err);
	if (st == CRM_OK)
		st = crm_events_end(&k->intake, &k->read, k->window.until,
		    count_cancelled, c, err);
	if (st == CRM_OK)
		st = crm_cmd_print_changed(c, c->entity, err);
	if (st == CRM_OK)
		tell(c, k);
	crm_arena_free(&batch);
	return st;
}

static enum crm_status
read_file(struct crm_cmd *c, const char *path, struct calendar *k,
    struct crm_err *err)
{
	struct crm_text text;
	enum crm_status st = crm_text_read(
	    path, c->opt[CRM_OPT_ENCODING], c->arena, &text, err);

	if (st == CRM_OK)
		st = crm_calendar_read(
		    text, &k->window, c->arena, &k->read, err);
	if (st != CRM_OK && st != CRM_USAGE)
		crm_err_in_file(err, strcmp(path, "-") == 0 ? "stdin" : path);
	return st;
}

/* One of the kinds of activities. */
static enum crm_status
read_kind(struct crm_cmd *c, struct crm_text *out, struct crm_err *err)
{
	int kind = crm_field_index(c->entity, CRM_TEXT("kind"));
	struct crm_record r;
	enum crm_status st;

	if (!crm_arg(c, "kind")->given)
		return CRM_OK;
	crm_record_init(&r, c->entity, c->arena);
	st = crm_assign_field(c, &r, "kind", crm_arg_text(c, "kind"), err);
	if (st == CRM_OK)
		*out = r.v[kind].t;
	return st;
}

enum crm_status
task_calendar(struct crm_cmd *c, struct crm_err *err)
{
	const char *path = c->n_operands > 0 ? c->operand[0] : "-";
	struct calendar *k = crm_alloc(c->arena, sizeof *k);
	int64_t last = crm_arg(c, "until")->given ? crm_arg_int(c, "until")
						  : c->clock.today + AHEAD;
	const char *book;
	enum crm_status st = crm_cmd_domain(c, &book, err);

	if (st != CRM_OK)
		return st;
	c->entity = crm_dict_find(c->dict, "activity");
	k->window = (struct crm_calendar_window){ .from = crm_date_start(
						      c->clock.today - BEHIND),
		.until = crm_date_start(last + 1) - 1 };
	if ((st = read_kind(c, &k->intake.kind, err)) == CRM_OK &&
	    crm_arg(c, "about")->given)
		st = task_find_about(
		    c, crm_arg_text(c, "about").p, &k->intake.about, err);
	if (st == CRM_OK)
		st = read_file(c, path, k, err);
	k->intake.book = crm_text_of(book);
	k->tasks = k->read.n == 0 && k->read.n_todos > 0;
	if (k->tasks)
		c->entity = crm_dict_find(c->dict, "task");
	c->state = k;
	return st == CRM_OK ? crm_cmd_write(c, take_all, err) : st;
}
