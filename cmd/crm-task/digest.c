/* digest: somebody's day or week, a team's: figures, and what is due. */
#include "task.h"

#include <crm/domain/digest.h>

#include <string.h>

enum { WEEK_DAYS = 7 };

/* A line: what falls due, or a figure. */
struct line {
	struct crm_due *due;
	struct crm_value now, before; /* of a figure, else null */
};

struct digest {
	struct crm_cmd *c;
	struct crm_due_ask due; /* user, team: one of them */
	struct crm_digest_ask ask;
	bool week;
	int64_t whom; /* who gets it */
	const char *title;
	struct line *line;
	size_t n, cap;
};

/* ---- what is asked for ---- */

static enum crm_status
read_period(struct digest *d, struct crm_err *err)
{
	struct crm_cmd *c = d->c;
	int64_t on = c->clock.today;
	enum crm_status st;

	d->week = crm_has(c, CRM_OPT_WEEK);
	if (d->week && crm_has(c, CRM_OPT_DAY))
		return crm_fail(
		    err, CRM_USAGE, "a digest is of a --day or of a --week");
	if (crm_has(c, CRM_OPT_ON) &&
	    (st = crm_date_expr(crm_text_of(c->opt[CRM_OPT_ON]), &c->clock, &on,
		 err)) != CRM_OK)
		return st;
	d->ask.from = d->week ? on - (crm_weekday(on) - 1) : on;
	d->ask.to = d->week ? d->ask.from + WEEK_DAYS - 1 : on;
	d->ask.before = d->ask.from - (d->week ? WEEK_DAYS : 1);
	return CRM_OK;
}

/* A team's is for who leads it, else for who asks. */
static enum crm_status
find_whom(struct digest *d, struct crm_err *err)
{
	const struct crm_entity *team = crm_dict_find(d->c->dict, "team");
	struct crm_record r;
	struct crm_value v;
	enum crm_status st;

	d->whom = d->due.user;
	if (d->due.team == 0)
		return CRM_OK;
	if ((st = crm_load(d->c->store, team, d->due.team, d->c->arena, &r,
		 err)) != CRM_OK)
		return st;
	v = r.v[crm_field_index(team, CRM_TEXT("manager"))];
	d->whom = v.kind == CRM_INT ? v.i : crm_store_actor(d->c->store);
	return CRM_OK;
}

static enum crm_status
make_title(struct digest *d, struct crm_err *err)
{
	struct crm_cmd *c = d->c;
	bool team = d->due.team != 0;
	struct crm_buf day = CRM_BUF_INIT;
	struct crm_text name;
	enum crm_status st = crm_display(c->store,
	    crm_dict_find(c->dict, team ? "team" : "user"),
	    team ? d->due.team : d->due.user, &name, err);

	if (st != CRM_OK)
		return st;
	crm_date_format(&day, d->ask.from);
	d->title = c->chinese
	    ? crm_sprintf(c->arena, "%.*s %s %s", (int)name.n, name.p,
		  d->week ? "周报" : "日报", day.data)
	    : crm_sprintf(c->arena, "%.*s, %s%s", (int)name.n, name.p,
		  d->week ? "week of " : "", day.data);
	crm_buf_free(&day);
	return CRM_OK;
}

static enum crm_status
read_ask(struct digest *d, struct crm_err *err)
{
	struct crm_cmd *c = d->c;
	enum crm_status st;

	if (c->format == CRM_FMT_ICS)
		return crm_fail(err, CRM_USAGE,
		    "a digest is no calendar; crm-task due -o ics is one");
	if (!crm_has(c, CRM_OPT_FOR))
		c->opt[CRM_OPT_FOR] = "me";
	if ((st = due_send_check(c, err)) != CRM_OK ||
	    (st = read_period(d, err)) != CRM_OK ||
	    (st = due_read_for(c, &d->due, err)) != CRM_OK ||
	    (st = find_whom(d, err)) != CRM_OK)
		return st;
	d->due.now = c->clock.now;
	d->due.until = d->week && d->ask.to > c->clock.today ? d->ask.to
							     : c->clock.today;
	d->due.ahead = true;
	d->ask.user = d->due.user;
	d->ask.team = d->due.team;
	if (d->due.user == 0 && d->due.team == 0)
		return crm_fail(err, CRM_RULE,
		    "%s is no user of the book; --for says whose digest it is",
		    crm_store_login(c->store));
	return make_title(d, err);
}

/* ---- its lines ---- */

static struct line *
add_line(struct digest *d, struct crm_due *due)
{
	struct line *l;

	d->line = crm_grow(
	    d->c->arena, d->line, d->n, &d->cap, sizeof *d->line);
	l = &d->line[d->n++];
	*l = (struct line){ due, CRM_VALUE_NULL, CRM_VALUE_NULL };
	return l;
}

static const char *
number(struct crm_arena *a, struct crm_value v)
{
	return v.kind == CRM_NULL ? "-"
				  : crm_sprintf(a, "%lld", (long long)v.i);
}

static const char *
say_figure(const struct digest *d, const struct crm_figure *f)
{
	struct crm_arena *a = d->c->arena;
	const char *what = crm_tr(f->what), *now = number(a, f->now);

	if (f->before.kind == CRM_NULL)
		return crm_sprintf(a, "%s: %s", what, now);
	return crm_sprintf(a,
	    d->week ? crm_tr("%s: %s; %s the week before")
		    : crm_tr("%s: %s; %s the day before"),
	    what, now, number(a, f->before));
}

/* It is of today, so that nothing of it is late. */
static void
add_figure(struct digest *d, const struct crm_figure *f)
{
	struct crm_arena *a = d->c->arena;
	bool team = f->user == 0 && d->due.team != 0;
	struct crm_due *due = crm_alloc(a, sizeof *due);
	struct line *l = add_line(d, due);

	*due = (struct crm_due){ .kind = f->what,
		.entity = crm_dict_find(d->c->dict, team ? "team" : "user"),
		.record = team     ? d->due.team
		    : f->user != 0 ? f->user
				   : d->due.user,
		.at = crm_date_start(d->c->clock.today),
		.all_day = true,
		.whom = d->whom };
	due->why = say_figure(d, f);
	due->key = crm_sprintf(a, "digest:%s:%s:%lld:%lld",
	    d->week ? "week" : "day", f->what, (long long)due->record,
	    (long long)d->ask.from);
	l->now = f->now;
	l->before = f->before;
}

/* Of a team the numbers, and what came up to those above its members. */
static void
add_due(struct digest *d, struct crm_due *const *list, size_t n)
{
	int64_t late = 0;
	struct crm_figure all = { N_("due"), 0, crm_value_int((int64_t)n),
		CRM_VALUE_NULL };
	struct crm_figure overdue = { N_("overdue"), 0, CRM_VALUE_NULL,
		CRM_VALUE_NULL };
	size_t i;

	for (i = 0; i < n; i++)
		late += due_is_late(d->c, list[i]);
	overdue.now = crm_value_int(late);
	if (d->due.team != 0 && n > 0) {
		add_figure(d, &all);
		add_figure(d, &overdue);
	}
	for (i = 0; i < n; i++)
		if (d->due.team == 0 || list[i]->level >= CRM_TO_MANAGER) {
			list[i]->whom = d->whom;
			add_line(d, list[i]);
		}
}

static enum crm_status
gather(struct digest *d, struct crm_err *err)
{
	struct crm_cmd *c = d->c;
	struct crm_figure *figure;
	struct crm_due **list;
	enum crm_status st;
	size_t n, n_due;

	if ((st = crm_digest(c->store, &d->ask, c->arena, &figure, &n, err)) !=
		CRM_OK ||
	    (st = crm_due_list(
		 c->store, &d->due, c->arena, &list, &n_due, err)) != CRM_OK)
		return st;
	for (size_t i = 0; i < n; i++)
		add_figure(d, &figure[i]);
	add_due(d, list, n_due);
	return CRM_OK;
}

/* ---- out ---- */

enum { WHO, WHAT, ABOUT, WHEN, WHY, NOW, BEFORE, COLUMNS };

static enum crm_status
print_lines(struct digest *d, struct crm_err *err)
{
	static const struct crm_column columns[COLUMNS] = {
		[WHO] = DUE_COLUMN("who", CRM_T_TEXT),
		[WHAT] = DUE_WORD("what"),
		[ABOUT] = DUE_COLUMN("about", CRM_T_TEXT),
		[WHEN] = DUE_COLUMN("when", CRM_T_INSTANT),
		[WHY] = DUE_COLUMN("why", CRM_T_TEXT),
		[NOW] = { .name = "n",
		    .label = "now",
		    .type = CRM_T_INT,
		    .currency = -1 },
		[BEFORE] = DUE_COLUMN("before", CRM_T_INT),
	};
	struct crm_cmd *c = d->c;
	struct crm_rows *rows = NULL;
	struct crm_value v[DUE_CELLS];
	enum crm_status st = due_rows_open(c, columns, COLUMNS, &rows, err);

	for (size_t i = 0; i < d->n && st == CRM_OK; i++) {
		st = due_cells(c, d->line[i].due, c->arena, v, err);
		if (st != CRM_OK)
			break;
		v[NOW] = d->line[i].now;
		v[BEFORE] = d->line[i].before;
		st = crm_rows_put(rows, v, err);
	}
	return crm_rows_end(rows, st, err);
}

enum crm_status
task_digest(struct crm_cmd *c, struct crm_err *err)
{
	struct digest d = { .c = c };
	struct crm_due **list;
	enum crm_status st;

	if ((st = read_ask(&d, err)) != CRM_OK ||
	    (st = gather(&d, err)) != CRM_OK)
		return st;
	if (c->format < CRM_FMT_MAIL)
		return print_lines(&d, err);
	list = crm_alloc_n(c->arena, d.n, sizeof(struct crm_due *));
	for (size_t i = 0; i < d.n; i++)
		list[i] = d.line[i].due;
	return due_send(c,
	    &(struct due_post){ .due = list,
		.n = d.n,
		.title = d.title,
		.alone = true,
		.said = crm_alloc_n(c->arena, d.n, sizeof(bool)) },
	    err);
}
