/* Schedules: which reports are due for whom, as mail, and that they were sent. */
#include "crm-report.h"

#include <crm/domain/schedule.h>
#include <crm/io/message.h>

#include <string.h>

/* ---- what is due ---- */

struct schedule {
	int64_t id, view, user, due;
	const char *format;
	const char *name, *command; /* of the view */
	const char *person, *address;
	bool gone; /* the person is not active any more */
};

typedef enum crm_status
each_due(void *ctx, const struct schedule *s, struct crm_err *err);

static struct crm_value
value_in(const struct crm_record *r, const char *field)
{
	return r->v[crm_field_index(r->entity, crm_text_of(field))];
}

static const char *
text_in(struct crm_cmd *c, const struct crm_record *r, const char *field)
{
	struct crm_value v = value_in(r, field);

	return v.kind != CRM_STR ? NULL : crm_strndup(c->arena, v.t.p, v.t.n);
}

/* The day it is due, or 0 where it is not: it was sent on that day or later. */
static int64_t
due_day(const struct crm_cmd *c, const struct crm_record *r, int64_t until)
{
	int64_t day = crm_schedule_day(value_in(r, "every").t,
	    value_in(r, "on_day"), until, c->clock.fiscal_start);
	struct crm_value last = value_in(r, "last_on");
	struct crm_value paused = value_in(r, "paused");

	if ((paused.kind == CRM_INT && paused.i != 0) ||
	    (last.kind == CRM_INT && last.i >= day))
		return 0;
	return day;
}

static enum crm_status
read_person(struct crm_cmd *c, struct schedule *s, struct crm_err *err)
{
	struct crm_record r;
	enum crm_status st = crm_load(c->store, crm_dict_find(c->dict, "user"),
	    s->user, c->arena, &r, err);

	if (st != CRM_OK)
		return st;
	s->person = text_in(c, &r, "name");
	if (s->person == NULL)
		s->person = text_in(c, &r, "login");
	s->address = text_in(c, &r, "email");
	s->gone = value_in(&r, "active").kind == CRM_INT &&
	    value_in(&r, "active").i == 0;
	return CRM_OK;
}

static enum crm_status
read_schedule(struct crm_cmd *c, int64_t id, int64_t until, struct schedule *s,
    struct crm_err *err)
{
	struct crm_record r;
	enum crm_status st = crm_load(c->store,
	    crm_dict_find(c->dict, "schedule"), id, c->arena, &r, err);

	if (st != CRM_OK)
		return st;
	*s = (struct schedule){ .id = id,
		.due = due_day(c, &r, until),
		.view = value_in(&r, "view").i,
		.user = value_in(&r, "user").i,
		.format = text_in(c, &r, "format") };
	if (s->due == 0)
		return CRM_OK;
	st = view_read(c, s->view, &s->name, &s->command, err);
	return st == CRM_OK ? read_person(c, s, err) : st;
}

/* Who may not look into the book any more gets nothing of it by mail. */
static enum crm_status
give_due(struct crm_cmd *c, const struct schedule *s, each_due *each, void *ctx,
    struct crm_err *err)
{
	if (!s->gone)
		return each(ctx, s, err);
	crm_note(c,
	    "SC%lld: %s is not active; left out; crm-report schedule set "
	    "SC%lld user=USER gives it to another",
	    (long long)s->id, s->person, (long long)s->id);
	return CRM_OK;
}

static enum crm_status
for_each_due(struct crm_cmd *c, each_due *each, void *ctx, struct crm_err *err)
{
	int64_t until = c->clock.today;
	struct crm_id_list all = { NULL, 0, 0 };
	struct schedule s;
	enum crm_status st = CRM_OK;
	size_t i;

	if (crm_has(c, CRM_OPT_UNTIL))
		st = crm_date_expr(
		    crm_text_of(c->opt[CRM_OPT_UNTIL]), &c->clock, &until, err);
	if (st == CRM_OK)
		st = crm_cmd_select(c, crm_dict_find(c->dict, "schedule"), NULL,
		    NULL, &all, err);
	for (i = 0; i < all.n && st == CRM_OK; i++) {
		st = read_schedule(c, all.id[i], until, &s, err);
		if (st == CRM_OK && s.due != 0)
			st = give_due(c, &s, each, ctx, err);
	}
	return st;
}

/* ---- due: a list ---- */

static enum crm_status
put_due(void *ctx, const struct schedule *s, struct crm_err *err)
{
	return crm_rows_put(ctx,
	    (struct crm_value[]){ crm_value_int(s->id),
		crm_value_text(crm_text_of(s->name)),
		crm_value_text(crm_text_of(s->command)),
		crm_value_text(crm_text_of(s->person)),
		crm_value_text(crm_text_of(s->address)),
		crm_value_text(crm_text_of(s->format)), crm_value_int(s->due) },
	    err);
}

enum crm_status
list_due(struct crm_cmd *c, struct crm_err *err)
{
	static const struct crm_column columns[] = {
		{ .name = "schedule_id",
		    .label = "Schedule ID",
		    .type = CRM_T_ID,
		    .code = "SC",
		    .currency = -1 },
		{ .name = "view",
		    .label = "View",
		    .type = CRM_T_TEXT,
		    .currency = -1 },
		{ .name = "command",
		    .label = "Command",
		    .type = CRM_T_TEXT,
		    .currency = -1 },
		{ .name = "for",
		    .label = "For",
		    .type = CRM_T_TEXT,
		    .currency = -1 },
		{ .name = "email",
		    .label = "E-mail",
		    .type = CRM_T_TEXT,
		    .currency = -1,
		    .whole = true },
		{ .name = "format",
		    .label = "Format",
		    .type = CRM_T_TEXT,
		    .currency = -1 },
		{ .name = "due_on",
		    .label = "Due on",
		    .type = CRM_T_DATE,
		    .currency = -1 },
	};
	struct crm_rows *rows = NULL;
	enum crm_status st = crm_rows_open(
	    c, columns, sizeof columns / sizeof *columns, &rows, err);

	if (st == CRM_OK)
		st = for_each_due(c, put_due, rows, err);
	return crm_rows_end(rows, st, err);
}

/* ---- mail: each with its report ---- */

struct mailing {
	struct crm_cmd *c;
	struct crm_delivery d;
	int64_t schedule; /* at hand */
	struct crm_letter_part *part;
	size_t n, cap;
	bool told;   /* that pictures are left out */
	int64_t day; /* that the one at hand is of; CRM_DATE_MAX: today */
	size_t left_out;
	enum crm_status worst; /* of those */
};

/* How a format is carried: in the mail, or as a file of a type. */
static const struct carried {
	const char *format, *type, *ending;
	enum crm_format as;
} carried[] = {
	{ "text", "text/plain", NULL, CRM_FMT_TABLE },
	{ "html", "text/html", NULL, CRM_FMT_HTML },
	{ "csv", "text/csv", "csv", CRM_FMT_CSV },
	{ "xlsx",
	    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
	    "xlsx", CRM_FMT_XLSX },
};

static const struct carried *
carried_as(const char *format)
{
	size_t i = 0;

	while (strcmp(carried[i].format, format) != 0)
		i++;
	return &carried[i];
}

static struct crm_letter_part *
add_part(struct mailing *m)
{
	struct crm_letter_part *p;

	m->part = crm_grow(m->c->arena, m->part, m->n, &m->cap, sizeof *p);
	p = &m->part[m->n++];
	*p = (struct crm_letter_part){ .type = NULL };
	return p;
}

/* A picture of a page becomes a part of its mail; where none can be painted the
 * mail goes without. */
static enum crm_status
take_picture(void *ctx, const struct crm_buf *svg, const char **place,
    struct crm_err *err)
{
	struct mailing *m = ctx;
	struct crm_arena *a = m->c->arena;
	struct crm_buf png = CRM_BUF_INIT;
	struct crm_letter_part *p;
	struct crm_err why;

	(void)err;
	*place = NULL;
	if (crm_picture_paint(svg, &png, &why) != CRM_OK) {
		if (!m->told)
			crm_note(m->c, "pictures are left out: %s", why.text);
		m->told = true;
		crm_buf_free(&png);
		return CRM_OK;
	}
	p = add_part(m);
	p->type = "image/png";
	p->id = crm_sprintf(
	    a, "picture%zu@sc%lld", m->n, (long long)m->schedule);
	p->data = crm_strndup(a, png.data, png.len);
	p->n = png.len;
	*place = crm_sprintf(a, "cid:%s", p->id);
	crm_buf_free(&png);
	return CRM_OK;
}

/* The day that it is of, where that has gone by; else NULL. */
static const char *
day_text(const struct mailing *m)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;

	if (m->day == CRM_DATE_MAX)
		return NULL;
	crm_date_format(&b, m->day);
	text = crm_strndup(m->c->arena, b.data, b.len);
	crm_buf_free(&b);
	return text;
}

static void
write_mail(struct mailing *m, const struct schedule *s)
{
	struct crm_cmd *c = m->c;
	const char *day = day_text(m);

	crm_letter_write(crm_out_buf(c->out), &m->d,
	    &(struct crm_letter){ .name = s->person,
		.address = s->address,
		.subject = day == NULL
		    ? s->name
		    : crm_sprintf(c->arena, "%s (%s)", s->name, day),
		.key = crm_sprintf(c->arena, "SC%lld", (long long)s->id),
		.part = m->part,
		.n = m->n },
	    true);
	crm_out_check(c->out);
}

static const char *
file_name(const struct mailing *m, const struct schedule *s, const char *ending)
{
	const char *day = day_text(m);

	return crm_sprintf(m->c->arena, "VW%lld%s%s.%s", (long long)s->view,
	    day == NULL ? "" : "-", day == NULL ? "" : day, ending);
}

/* As of the day it was due, for what it says is of that: "this month" of the last of
 * January is January, also where it is sent in February. */
static enum crm_status
run_past(struct mailing *m, const struct schedule *s, struct crm_out *out,
    enum crm_format as, struct crm_err *err)
{
	struct crm_cmd *c = m->c;
	const struct crm_clock now = c->clock;
	struct crm_past past = { .day = s->due };
	enum crm_status st;

	c->clock.today = s->due;
	c->clock.now = crm_date_start(s->due + 1) - 1;
	c->past = &past;
	st = view_run(c, s->name, s->command, out, as, err);
	c->clock = now;
	c->past = NULL;
	m->day = past.then > 0 ? s->due : now.today;
	if (st == CRM_OK && past.now > 0)
		crm_note(c,
		    "SC%lld: was due before today; reports that are of today "
		    "for all that: %zu",
		    (long long)s->id, past.now);
	return st;
}

/* The report is the first part, what it shows stands behind. */
static enum crm_status
run_part(struct mailing *m, const struct schedule *s, struct crm_out *out,
    struct crm_buf *report, struct crm_err *err)
{
	const struct carried *how = carried_as(s->format);
	const struct crm_pictures pictures = { take_picture, m };
	struct crm_letter_part *p;
	enum crm_status st;

	m->schedule = s->id;
	m->n = 0;
	m->day = CRM_DATE_MAX;
	p = add_part(m);
	p->type = how->type;
	m->c->pictures = &pictures;
	st = s->due < m->c->clock.today
	    ? run_past(m, s, out, how->as, err)
	    : view_run(m->c, s->name, s->command, out, how->as, err);
	m->c->pictures = NULL;
	if (st == CRM_OK)
		st = crm_out_bytes(out, report, err);
	m->part[0].data = report->data;
	m->part[0].n = report->len;
	if (how->ending != NULL)
		m->part[0].file = file_name(m, s, how->ending);
	return st;
}

/* Nobody goes without a report because another's cannot be made. */
static enum crm_status
leave_out(struct mailing *m, const struct schedule *s, enum crm_status st,
    struct crm_err *err)
{
	crm_print_err(
	    m->c, crm_sprintf(m->c->arena, "SC%lld", (long long)s->id), err);
	m->worst = crm_status_worse(m->worst, st);
	m->left_out++;
	return CRM_OK;
}

static enum crm_status
mail_one(void *ctx, const struct schedule *s, struct crm_err *err)
{
	struct mailing *m = ctx;
	struct crm_buf report = CRM_BUF_INIT;
	struct crm_out *out;
	enum crm_status st;

	if (!crm_mail_can(s->address)) {
		crm_note(m->c, "SC%lld: %s has no e-mail address; left out",
		    (long long)s->id, s->person);
		return CRM_OK;
	}
	if ((st = crm_out_spool(&out, err)) != CRM_OK)
		return st;
	st = run_part(m, s, out, &report, err);
	if (st == CRM_OK)
		write_mail(m, s);
	else if (st != CRM_BUSY)
		st = leave_out(m, s, st, err);
	crm_out_close(out);
	crm_buf_free(&report);
	return st;
}

enum crm_status
mail_due(struct crm_cmd *c, struct crm_err *err)
{
	struct mailing m = { .c = c };
	enum crm_status st = crm_cmd_delivery(c, &m.d, err);

	if (st == CRM_OK)
		st = for_each_due(c, mail_one, &m, err);
	if (st != CRM_OK || m.left_out == 0)
		return st;
	return crm_fail(
	    err, m.worst, "reports that could not be made: %zu", m.left_out);
}

/* ---- sent ---- */

enum crm_status
each_sent(
    struct crm_cmd *c, int64_t id, enum crm_action *done, struct crm_err *err)
{
	struct crm_record r;

	crm_record_init(&r, c->entity, c->arena);
	r.id = id;
	crm_record_set(&r, crm_field_index(c->entity, CRM_TEXT("last_on")),
	    crm_value_int(c->clock.today));
	return crm_update(c->store, &r, done, err);
}
