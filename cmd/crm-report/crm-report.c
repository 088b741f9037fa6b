/*
 * crm-report: a verb a report, made of the list in lib/report; reads its
 * options, counts, and prints its rows.
 */
#include "crm-report.h"

#include <crm/cli/cli.h>
#include <crm/domain/book.h>
#include <crm/report/query.h>

#include <string.h>

/* ---- rows ---- */

struct output {
	struct crm_cmd *c;
	struct crm_rows *rows;
	bool any, said; /* a row; why there is none, or something else */
};

static enum crm_status
begin(
    void *ctx, const struct crm_column *columns, size_t n, struct crm_err *err)
{
	struct output *out = ctx;

	return crm_rows_open(out->c, columns, n, &out->rows, err);
}

static enum crm_status
row(void *ctx, const struct crm_value *cells, struct crm_err *err)
{
	struct output *out = ctx;

	out->any = true;
	return crm_rows_put(out->rows, cells, err);
}

static void
note(void *ctx, const char *text)
{
	struct output *out = ctx;

	out->said = true;
	crm_note(out->c, "%s", text);
}

/* A file has a header; whoever looks at a table of no rows sees nothing at all. */
static void
note_empty(const struct output *out, const struct crm_report *r)
{
	struct crm_cmd *c = out->c;

	if (!out->any && !out->said && c->format == CRM_FMT_TABLE &&
	    c->document == NULL)
		crm_note(c, "%s: nothing to show", r->name);
}

/* ---- options ---- */

static enum crm_status
read_on(const struct crm_cmd *c, int64_t *on, struct crm_err *err)
{
	enum crm_status st;

	if (!crm_has(c, CRM_OPT_ON))
		return CRM_OK;
	st = crm_date_expr(crm_text_of(c->opt[CRM_OPT_ON]), &c->clock, on, err);
	if (st != CRM_OK)
		crm_err_in_field(err, "--on");
	return st;
}

static enum crm_status
read_attribution(
    const struct crm_cmd *c, enum crm_attribution *out, struct crm_err *err)
{
	static const char *const names[] = { "first", "last", "linear" };
	const char *name = c->opt[CRM_OPT_ATTRIBUTION];
	size_t i;

	*out = CRM_FIRST_TOUCH;
	if (name == NULL)
		return CRM_OK;
	for (i = 0; i < sizeof names / sizeof *names; i++)
		if (strcmp(name, names[i]) == 0) {
			*out = (enum crm_attribution)i;
			return CRM_OK;
		}
	return crm_fail_field(err, CRM_USAGE, "--attribution",
	    "'%.40s' is "
	    "not first, last or linear",
	    name);
}

static enum crm_status
read_top(const struct crm_cmd *c, int64_t *top, struct crm_err *err)
{
	const char *text = c->opt[CRM_OPT_TOP];
	enum crm_status st;

	*top = 0;
	if (text == NULL)
		return CRM_OK;
	st = crm_number_parse(crm_text_of(text), 0, 0, top, err);
	if (st == CRM_OK && *top > 0)
		return CRM_OK;
	return crm_fail_field(
	    err, CRM_USAGE, "--top", "'%.40s' is not a number of groups", text);
}

static enum crm_status
read_left(const struct crm_cmd *c, int64_t *left, struct crm_err *err)
{
	enum { MOST_LEFT = 4 };
	const char *text = c->opt[CRM_OPT_LEFT];
	enum crm_status st;

	*left = 1;
	if (text == NULL)
		return CRM_OK;
	st = crm_number_parse(crm_text_of(text), 0, 0, left, err);
	if (st == CRM_OK && *left > 0 && *left <= MOST_LEFT)
		return CRM_OK;
	return crm_fail_field(err, CRM_USAGE, "--left",
	    "'%.40s' is not a number of products, 1 to 4", text);
}

/* Columns are chosen before they are laid across: the writer has others. */
static void
take_columns(struct crm_cmd *c, struct crm_report_opts *o)
{
	if (o->across == NULL)
		return;
	o->columns = c->opt[CRM_OPT_COLUMNS];
	c->opt[CRM_OPT_COLUMNS] = NULL;
}

/* What the report is about. */
static const struct crm_entity *
entity_of(const struct crm_cmd *c, const struct crm_report *r,
    const struct crm_query *query)
{
	if (query != NULL)
		return query->entity;
	return crm_dict_find(c->dict, r->entity == NULL ? "deal" : r->entity);
}

/* Run as on a day gone by it looks from there, or ends there; what the options say
 * holds.  What is there now, and a query by a date that is named, which may be of days
 * to come, have no such end. */
static void
look_from(
    struct crm_cmd *c, const struct crm_report *r, struct crm_report_opts *o)
{
	bool ends = o->on != CRM_DATE_MAX || o->to != CRM_DATE_MAX;
	bool looks = r->takes_on && o->date == NULL;

	if (c->past == NULL)
		return;
	if (!looks && !ends && (r->one_day || r->ahead || o->date != NULL)) {
		c->past->now++;
		return;
	}
	c->past->then++;
	if (looks && o->on == CRM_DATE_MAX)
		o->on = c->past->day;
	else if (!looks && !ends && o->from <= c->past->day)
		o->to = c->past->day;
}

static enum crm_status
read_options(struct crm_cmd *c, const struct crm_report *r,
    const struct crm_query *query, struct crm_report_opts *o,
    struct crm_err *err)
{
	struct crm_filter *where;
	enum crm_status st;

	*o = (struct crm_report_opts){ .from = CRM_DATE_MIN,
		.to = CRM_DATE_MAX,
		.on = CRM_DATE_MAX,
		.by = crm_has(c, CRM_OPT_BY) ? c->opt[CRM_OPT_BY]
					     : r->default_by,
		.across = c->opt[CRM_OPT_ACROSS],
		.totals = crm_has(c, CRM_OPT_TOTALS),
		.shares = crm_has(c, CRM_OPT_SHARES),
		.interval = crm_has(c, CRM_OPT_INTERVAL),
		.compare = c->opt[CRM_OPT_COMPARE],
		.sort = c->opt[CRM_OPT_SORT],
		.query = query,
		.date = c->opt[CRM_OPT_DATE],
		.ids = c->ids.id,
		.n_ids = c->ids.n,
		.where_text = c->opt[CRM_OPT_WHERE],
		.chinese = c->chinese,
		.by_id = c->format == CRM_FMT_IDS };
	take_columns(c, o);
	if ((st = crm_cmd_days(c, &o->from, &o->to, err)) != CRM_OK ||
	    (st = read_on(c, &o->on, err)) != CRM_OK ||
	    (st = crm_cmd_filter(c, entity_of(c, r, query), &where, err)) !=
		CRM_OK ||
	    (st = read_attribution(c, &o->attribution, err)) != CRM_OK ||
	    (st = read_top(c, &o->top, err)) != CRM_OK ||
	    (st = read_left(c, &o->left, err)) != CRM_OK)
		return st;
	o->where = where;
	look_from(c, r, o);
	return crm_cmd_limit(c, &o->limit, err);
}

/* ---- a report ---- */

static void
put_day(struct crm_buf *b, int64_t day)
{
	if (day != CRM_DATE_MIN && day != CRM_DATE_MAX)
		crm_date_format(b, day);
}

/* What was asked for, and the two clocks that nobody may mix up. */
static void
define_asked(struct crm_cmd *c, const struct crm_report *r,
    const struct crm_report_opts *o)
{
	struct crm_buf *b = crm_out_buf(c->out);
	const char *as_of = c->opt[CRM_OPT_AS_OF];

	if (o->by != NULL)
		crm_buf_printf(b, crm_tr("By: %s\n"), o->by);
	if (o->across != NULL)
		crm_buf_printf(b, crm_tr("Across: %s\n"), o->across);
	if (o->from != CRM_DATE_MIN || o->to != CRM_DATE_MAX) {
		crm_buf_str(b, crm_tr("Period: "));
		put_day(b, o->from);
		crm_buf_str(b, "..");
		put_day(b, o->to);
		crm_buf_char(b, '\n');
	}
	if (o->compare != NULL)
		crm_buf_printf(b, crm_tr("Compared with: %s\n"), o->compare);
	if (crm_report_shares(r, o))
		crm_buf_str(b,
		    crm_tr(
			"Shares: of the sum over all rows; blank where a sum "
			"is below zero, as parts then make up no whole; "
			"they have no interval, as they are no rates of "
			"counts.\n"));
	crm_buf_str(b,
	    crm_tr("Clocks: --on asks what was so on a day, by business dates, "
		   "as far as is known now ("));
	if (!r->takes_on)
		crm_buf_str(b, crm_tr("this report does not take it"));
	else if (o->on == CRM_DATE_MAX)
		crm_buf_str(b, crm_tr("not given"));
	else
		crm_date_format(b, o->on);
	crm_buf_printf(b,
	    crm_tr("); --as-of shows the book as it was recorded then (%s).\n"),
	    as_of == NULL ? crm_tr("not given") : as_of);
}

/* --define: the text instead of rows. */
static enum crm_status
define(struct crm_cmd *c, const struct crm_report *r,
    const struct crm_report_opts *o, struct crm_err *err)
{
	const struct crm_entity *e = entity_of(c, r, o->query);
	struct crm_buf *b = crm_out_buf(c->out);
	struct crm_buf kind = CRM_BUF_INIT;
	enum crm_status st;
	int64_t n;

	st = crm_report_count(c->store, e, o->where, c->arena, &n, err);
	if (st != CRM_OK)
		return st;
	crm_buf_printf(
	    b, "%s: %s\n%s", r->name, crm_tr(r->help), crm_tr(r->define));
	define_asked(c, r, o);
	crm_buf_str(b, crm_tr("Filter: "));
	crm_escape(b,
	    crm_text_of(
		o->where_text == NULL ? crm_tr("none") : o->where_text));
	if (!c->chinese)
		crm_plural(&kind, e->def->en);
	crm_buf_printf(b, crm_tr("\n%s that it lets through: %lld\n"),
	    c->chinese ? e->def->zh : kind.data, (long long)n);
	crm_buf_free(&kind);
	crm_out_check(c->out);
	return CRM_OK;
}

static enum crm_status
read_picture(struct crm_cmd *c, struct crm_err *err)
{
	const char *name = c->opt[CRM_OPT_PICTURE];
	size_t n;

	c->picture = CRM_PICTURE_AUTO;
	if (name == NULL || crm_picture_find(name, &c->picture))
		return CRM_OK;
	return crm_fail_field(err, CRM_USAGE, "--picture",
	    "'%.40s' is no picture; it is one of %s", name,
	    crm_option_table(&n)[CRM_OPT_PICTURE].values);
}

/* The column of a query's first measure: by the name of its field, which may have
 * been asked for by its label. */
static const char *
first_measure(const struct crm_cmd *c, const struct crm_query *q)
{
	const struct crm_measure *m = &q->measure[0];
	struct crm_path path = { .name = m->field };
	struct crm_err err;

	/* What is no field is told when it is read. */
	(void)crm_path_parse(
	    c->dict, q->entity, crm_text_of(m->field), c->arena, &path, &err);
	return crm_sprintf(c->arena, "%s_%s", crm_measure_names[m->how],
	    path.name == NULL ? m->field : path.name);
}

static void
draw_as(struct crm_cmd *c, const struct crm_report *r,
    const struct crm_report_opts *o)
{
	c->picked = c->picture != CRM_PICTURE_AUTO;
	if (!c->picked)
		c->picture = r->picture;
	c->closes = r->closes;
	c->drawn = o->query == NULL || o->query->n == 0
	    ? r->drawn
	    : first_measure(c, o->query);
	c->across = o->across != NULL;
	c->chosen = crm_has(c, CRM_OPT_COLUMNS);
	c->about = crm_tr(r->help);
}

enum crm_status
print_report(struct crm_cmd *c, const struct crm_report *r,
    const struct crm_query *query, struct crm_err *err)
{
	struct output out = { .c = c };
	const struct crm_sink sink = { begin, row, note, &out };
	struct crm_report_opts o;
	struct crm_what_if what_if;
	enum crm_status st;

	if ((st = read_options(c, r, query, &o, err)) != CRM_OK ||
	    (st = read_what_if(c, &what_if, err)) != CRM_OK)
		return st;
	o.what_if = &what_if;
	if (crm_has(c, CRM_OPT_DEFINE))
		return define(c, r, &o, err);
	if ((st = read_picture(c, err)) != CRM_OK)
		return st;
	draw_as(c, r, &o);
	st = crm_report_run(c->store, r, &o, c->arena, &sink, err);
	if (st == CRM_OK)
		note_empty(&out, r);
	return crm_rows_end(out.rows, st, err);
}

static enum crm_status
run_report(struct crm_cmd *c, struct crm_err *err)
{
	const struct crm_report *r = crm_reports[c->verb->step];
	struct document d;
	enum crm_status st;

	/* Within a document it is one of several already. */
	if (r->beside == NULL || c->document != NULL ||
	    !crm_writer_has_sheets(c->format) || crm_has(c, CRM_OPT_DEFINE))
		return print_report(c, r, NULL, err);
	document_begin(c, &d);
	st = print_report(c, r, NULL, err);
	if (st == CRM_OK)
		st = run_beside(c, r, err);
	return document_end(c, &d, st, err);
}

/* ---- verbs ---- */

static const struct crm_verb saved_verbs[] = {
	{ .name = "run",
	    .group = "Views",
	    .flags = CRM_V_FREE | CRM_V_DRAWS,
	    .groups = CRM_G_OUT | CRM_G_AS_OF,
	    .operands = "VIEW | FILE",
	    .example = "weekly",
	    .help = "run a view, or each line of a file",
	    .run = run_view },
	{ .name = "lint",
	    .group = "Views",
	    .groups = CRM_G_OUT,
	    .help = "views whose report or fields have gone; exit status 4 "
		    "where any are",
	    .run = lint_views },
	{ .name = "due",
	    .group = "Views",
	    .groups = CRM_G_OUT | CRM_G_UNTIL,
	    .help = "schedules that are due: which report, for whom, as what",
	    .run = list_due },
	{ .name = "mail",
	    .group = "Views",
	    .groups = CRM_G_UNTIL | CRM_G_SEND,
	    .help = "what is due as messages that carry their reports, as of "
		    "the day it was due",
	    .run = mail_due },
};

enum { SAVED = sizeof saved_verbs / sizeof *saved_verbs };

static const struct crm_verb schedule_verbs[] = {
	{ .name = "sent",
	    .group = "Views",
	    .flags = CRM_V_WRITE | CRM_V_IDS,
	    .groups = CRM_G_OUT | CRM_G_IN | CRM_G_WRITE,
	    .operands = "ID… | -",
	    .help = "note that the report was sent today",
	    .each = each_sent },
	{ .name = NULL },
};

static struct crm_verb
verb_of(size_t i)
{
	const struct crm_report *r = crm_reports[i];

	return (struct crm_verb){ .name = r->name,
		.group = r->group,
		.flags = CRM_V_DRAWS,
		.groups = CRM_G_OUT | CRM_G_REPORT | CRM_G_AS_OF | CRM_G_DRAW |
		    (r->takes_by ? CRM_G_BY : 0) |
		    (r->takes_on ? CRM_G_ON : 0) |
		    (r->takes_attribution ? CRM_G_ATTRIBUTION : 0) |
		    (r->takes_date ? CRM_G_DATED : 0) |
		    (r->takes_what_if ? CRM_G_WHAT_IF : 0) |
		    (r->takes_left ? CRM_G_LEFT : 0),
		.help = r->help,
		.step = (int)i,
		.run = run_report };
}

/* The verbs are the list of reports: a new report needs no line here. */
static const struct crm_verb *
make_verbs(struct crm_arena *a)
{
	struct crm_verb *verbs;
	size_t i, n = 0;

	while (crm_reports[n] != NULL)
		n++;
	verbs = crm_alloc_n(
	    a, n + SAVED + 4, sizeof *verbs); /* zeroes end it */
	for (i = 0; i < n; i++)
		verbs[i] = verb_of(i);
	verbs[n++] = query_verb;
	verbs[n++] = statement_verb;
	verbs[n++] = mail_statement_verb;
	memcpy(verbs + n, saved_verbs, sizeof saved_verbs);
	return verbs;
}

int
main(int argc, char **argv)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	const struct crm_noun nouns[] = {
		{ NULL, false, make_verbs(&arena) },
		{ "view", true, NULL,
		    .add = "name=Monday command='sales --by owner --from soy'",
		    .judge = judge_view },
		{ "schedule", true, schedule_verbs },
		{ "submission", true, NULL,
		    .add = "period=2026-Q4 line=commit amount=5000" },
		{ "benchmark", true, NULL },
		{ NULL, false, NULL },
	};
	const struct crm_program program = {
		"crm-report",
		N_("what a sales team is run by"),
		nouns,
	};
	int status = crm_main(&program, argc, argv);

	crm_arena_free(&arena);
	return status;
}
