/*
 * crm-report: a verb a report, made of the list in lib/report; reads its
 * options, counts, and prints its rows.
 */
#include <crm/cli/cli.h>
#include <crm/domain/book.h>
#include <crm/report/report.h>

#include <string.h>

/* ---- rows ---- */

struct output {
	struct crm_cmd *c;
	struct crm_rows *rows;
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

	return crm_rows_put(out->rows, cells, err);
}

static void
note(void *ctx, const char *text)
{
	const struct output *out = ctx;

	crm_note(out->c, "%s", text);
}

/* ---- options ---- */

static enum crm_status
read_date(const struct crm_cmd *c, enum crm_opt o, const char *name,
    int64_t *out, struct crm_err *err)
{
	enum crm_status st;

	if (!crm_has(c, o))
		return CRM_OK;
	st = crm_date_expr(crm_text_of(c->opt[o]), &c->clock, out, err);
	if (st != CRM_OK)
		crm_err_in_field(err, name);
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

static const struct crm_entity *
entity_of(const struct crm_cmd *c, const struct crm_report *r)
{
	return crm_dict_find(c->dict, r->entity == NULL ? "deal" : r->entity);
}

static enum crm_status
read_options(struct crm_cmd *c, const struct crm_report *r,
    struct crm_report_opts *o, struct crm_err *err)
{
	struct crm_filter *where;
	enum crm_status st;

	*o = (struct crm_report_opts){ .from = CRM_DATE_MIN,
		.to = CRM_DATE_MAX,
		.on = CRM_DATE_MAX,
		.by = crm_has(c, CRM_OPT_BY) ? c->opt[CRM_OPT_BY]
					     : r->default_by,
		.where_text = c->opt[CRM_OPT_WHERE],
		.chinese = c->chinese };
	if ((st = read_date(c, CRM_OPT_FROM, "--from", &o->from, err)) !=
		CRM_OK ||
	    (st = read_date(c, CRM_OPT_TO, "--to", &o->to, err)) != CRM_OK ||
	    (st = read_date(c, CRM_OPT_ON, "--on", &o->on, err)) != CRM_OK ||
	    (st = crm_cmd_filter(c, entity_of(c, r), &where, err)) != CRM_OK ||
	    (st = read_attribution(c, &o->attribution, err)) != CRM_OK)
		return st;
	o->where = where;
	if (o->from > o->to)
		return crm_fail(err, CRM_USAGE, "--from is after --to");
	return CRM_OK;
}

/* ---- verbs ---- */

/* --define: the text instead of rows. */
static enum crm_status
define(struct crm_cmd *c, const struct crm_report *r,
    const struct crm_report_opts *o, struct crm_err *err)
{
	struct crm_buf *b = crm_out_buf(c->out);
	enum crm_status st;
	int64_t n;

	st = crm_report_count(
	    c->store, entity_of(c, r), o->where, c->arena, &n, err);
	if (st != CRM_OK)
		return st;
	crm_buf_printf(
	    b, "%s: %s\n%s", r->name, crm_tr(r->help), crm_tr(r->define));
	crm_buf_str(b, crm_tr("Filter: "));
	crm_escape(b,
	    crm_text_of(
		o->where_text == NULL ? crm_tr("none") : o->where_text));
	crm_buf_printf(b, crm_tr("\n%ss that it lets through: %lld\n"),
	    c->chinese ? entity_of(c, r)->def->zh : entity_of(c, r)->def->en,
	    (long long)n);
	crm_out_check(c->out);
	return CRM_OK;
}

static enum crm_status
run_report(struct crm_cmd *c, struct crm_err *err)
{
	struct output out = { .c = c };
	const struct crm_sink sink = { begin, row, note, &out };
	const struct crm_report *r = crm_reports[c->verb->step];
	struct crm_report_opts o;
	enum crm_status st;

	if ((st = read_options(c, r, &o, err)) != CRM_OK)
		return st;
	if (crm_has(c, CRM_OPT_DEFINE))
		return define(c, r, &o, err);
	st = r->run(c->store, &o, c->arena, &sink, err);
	return crm_rows_end(out.rows, st, err);
}

static struct crm_verb
verb_of(size_t i)
{
	const struct crm_report *r = crm_reports[i];

	return (struct crm_verb){ .name = r->name,
		.group = r->group,
		.groups = CRM_G_OUT | CRM_G_REPORT | CRM_G_AS_OF |
		    (r->takes_by ? CRM_G_BY : 0) |
		    (r->takes_on ? CRM_G_ON : 0) |
		    (r->takes_attribution ? CRM_G_ATTRIBUTION : 0),
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
	verbs = crm_alloc_n(a, n + 1, sizeof *verbs); /* zeroes end it */
	for (i = 0; i < n; i++)
		verbs[i] = verb_of(i);
	return verbs;
}

int
main(int argc, char **argv)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	const struct crm_noun nouns[] = {
		{ NULL, false, make_verbs(&arena) },
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
