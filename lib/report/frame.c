/*
 * The frame of all reports: what needs all rows of one (a comparison, shares,
 * what is laid across, an order) is done here, so that a report knows nothing
 * of it.
 */
#include "report/kit/closers.h"
#include "report/kit/sheet.h"

#include <crm/store/log.h>

#include <string.h>

/* Whether a total is over its rows, as it is by nothing. */
static bool
totals_rows(const struct crm_report *r, const struct crm_report_opts *o)
{
	return r->tallies && o->totals && o->by == NULL &&
	    r->default_by == NULL && o->across == NULL;
}

static bool
is_plain(const struct crm_report *r, const struct crm_report_opts *o)
{
	return o->sort == NULL && o->limit < 0 && !o->shares &&
	    o->compare == NULL && o->across == NULL &&
	    (r->tallies ? !totals_rows(r, o) : !o->totals && o->top == 0);
}

/* ---- the other period ---- */

static bool
is_month_start(int64_t day)
{
	return crm_date_ymd(day).d == 1;
}

static int
months_between(int64_t from, int64_t to)
{
	struct crm_ymd a = crm_date_ymd(from), b = crm_date_ymd(to);

	return (b.y - a.y) * 12 + b.m - a.m;
}

/* By months where both periods begin with one, so that months meet months; else
 * by days. */
static void
set_shift(struct crm_report_opts *o, int64_t now, int64_t before)
{
	if (is_month_start(now) && is_month_start(before))
		o->shift_months = months_between(before, now);
	else
		o->shift_days = now - before;
}

static void
shift_year(struct crm_report_opts *o)
{
	enum { YEAR = 12 };

	o->shift_months = YEAR;
	if (o->from != CRM_DATE_MIN)
		o->from = crm_date_add_months(o->from, -YEAR);
	/* The end of a month stays one. */
	if (o->to != CRM_DATE_MAX)
		o->to = crm_date_add_months(o->to + 1, -YEAR) - 1;
	if (o->on != CRM_DATE_MAX)
		o->on = crm_date_add_months(o->on, -YEAR);
}

/* As many days, or months where it is whole months, before it begins. */
static void
shift_previous(struct crm_report_opts *o)
{
	int64_t from = o->from, to = o->to;
	int months;

	if (is_month_start(from) && is_month_start(to + 1)) {
		months = months_between(from, to + 1);
		o->from = crm_date_add_months(from, -months);
	} else {
		o->from = from - (to - from + 1);
	}
	o->to = from - 1;
	set_shift(o, from, o->from);
}

static enum crm_status
read_span(struct crm_store *s, const char *text, int64_t *from, int64_t *to,
    struct crm_err *err)
{
	const char *dots = strstr(text, "..");
	const struct crm_clock *clock = crm_store_clock(s);
	enum crm_status st;
	int64_t other;

	if (dots == NULL) {
		st = crm_days_expr(crm_text_of(text), clock, from, to, err);
	} else {
		st = crm_days_expr(
		    (struct crm_text){ text, (size_t)(dots - text) }, clock,
		    from, &other, err);
		if (st == CRM_OK)
			st = crm_days_expr(
			    crm_text_of(dots + 2), clock, &other, to, err);
	}
	if (st == CRM_OK && *from > *to)
		st = crm_fail(err, CRM_USAGE, "%s ends before it begins", text);
	if (st != CRM_OK)
		crm_err_in_field(err, "--compare");
	return st;
}

/* A report about a day looks from another; one about a period at another. */
static enum crm_status
shift_to(struct crm_store *s, const struct crm_report *r,
    struct crm_report_opts *o, struct crm_err *err)
{
	int64_t from, to;
	enum crm_status st = read_span(s, o->compare, &from, &to, err);

	if (st != CRM_OK)
		return st;
	if (r->one_day) {
		o->on = to;
		return CRM_OK;
	}
	if (o->from != CRM_DATE_MIN)
		set_shift(o, o->from, from);
	o->from = from;
	o->to = to;
	return CRM_OK;
}

static enum crm_status
other_period(struct crm_store *s, const struct crm_report *r,
    struct crm_report_opts *o, struct crm_err *err)
{
	int64_t today = report_day(s, o);

	if (r->one_day && o->on == CRM_DATE_MAX)
		o->on = today;
	if (strcmp(o->compare, "year") == 0) {
		if (!r->one_day && o->from == CRM_DATE_MIN &&
		    o->to == CRM_DATE_MAX)
			return crm_fail_field(err, CRM_USAGE, "--compare",
			    "a year before which days? give --from");
		if (o->to == CRM_DATE_MAX && !r->one_day)
			o->to = today;
		shift_year(o);
		return CRM_OK;
	}
	if (strcmp(o->compare, "previous") != 0)
		return shift_to(s, r, o, err);
	if (r->one_day)
		return crm_fail_field(err, CRM_USAGE, "--compare",
		    "%s is about one day: compare it with year or a DATE",
		    r->name);
	if (o->from == CRM_DATE_MIN)
		return crm_fail_field(err, CRM_USAGE, "--compare",
		    "previous to which days? give --from, and --to if not today");
	if (o->to == CRM_DATE_MAX)
		o->to = today;
	shift_previous(o);
	return CRM_OK;
}

/* ---- --interval ---- */

static bool
has_role(const struct crm_column *c, size_t n, enum crm_role role)
{
	size_t i = 0;

	while (i < n && c[i].role != role)
		i++;
	return i < n;
}

/* Who asks for intervals is told where there can be none. */
static enum crm_status
begin_with_ends(
    void *ctx, const struct crm_column *c, size_t n, struct crm_err *err)
{
	const struct crm_sink *to = ctx;

	if (!has_role(c, n, CRM_ROLE_LOW))
		return crm_fail_field(err, CRM_USAGE, "--interval",
		    "no column here is a rate of counts, and only such a one "
		    "has an interval; a share of a sum has none");
	if (has_role(c, n, CRM_ROLE_SHARE))
		interval_note(to);
	return to->begin(to->ctx, c, n, err);
}

static enum crm_status
pass_row(void *ctx, const struct crm_value *cells, struct crm_err *err)
{
	const struct crm_sink *to = ctx;

	return to->row(to->ctx, cells, err);
}

static void
pass_note(void *ctx, const char *text)
{
	const struct crm_sink *to = ctx;

	to->note(to->ctx, text);
}

/* ---- all steps ---- */

static enum crm_status
run_report(struct crm_store *s, const struct crm_report *r,
    const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	struct crm_sink given = *sink;
	const struct crm_sink ends = { begin_with_ends, pass_row, pass_note,
		&given };

	if (o->interval)
		sink = &ends;
	return r->tally != NULL ? tally_run(r->tally, s, o, a, sink, err)
				: r->run(s, o, a, sink, err);
}

static enum crm_status
fill(struct crm_store *s, const struct crm_report *r,
    const struct crm_report_opts *o, struct sheet *out, struct crm_err *err)
{
	const struct crm_sink sink = sheet_sink(out);

	return run_report(s, r, o, out->arena, &sink, err);
}

/* What is on top now is so in the other period, too: else the rest of the one would
 * be of others than that of the other. */
static void
keep_tops(struct sheet *now, struct crm_report_opts *seen,
    struct crm_report_opts *other)
{
	struct groups *g = crm_alloc(now->arena, sizeof *g);

	groups_init(g, now->arena, 1);
	seen->top_met = other->top_kept = g;
}

static enum crm_status
compare(struct crm_store *s, const struct crm_report *r,
    const struct crm_report_opts *other, struct sheet *now, struct crm_err *err)
{
	struct sheet before = { .arena = now->arena, .o = other };
	enum crm_status st = fill(s, r, other, &before, err);

	return st == CRM_OK ? sheet_compare(now, &before, err) : st;
}

static enum crm_status
run_steps(struct crm_store *s, const struct crm_report *r, struct sheet *x,
    struct crm_err *err)
{
	const struct crm_report_opts *o = x->o;
	struct crm_report_opts seen = *o, other = *o;
	enum crm_status st = CRM_OK;

	if (o->compare != NULL)
		st = other_period(s, r, &other, err);
	if (o->compare != NULL && o->top > 0)
		keep_tops(x, &seen, &other);
	if (st == CRM_OK)
		st = fill(s, r, &seen, x, err);
	if (st == CRM_OK && o->compare != NULL)
		st = compare(s, r, &other, x, err);
	if (st == CRM_OK && !r->tallies && (o->totals || o->top > 0))
		st = sheet_totals(x, err);
	if (st == CRM_OK && totals_rows(r, o))
		st = sheet_total_rows(x, err);
	if (st == CRM_OK && o->shares)
		st = sheet_shares(x, err);
	if (st == CRM_OK && o->across != NULL)
		st = sheet_across(x, err);
	if (st == CRM_OK && o->sort != NULL)
		st = sheet_sort(x, err);
	return st;
}

static enum crm_status
check(const struct crm_report *r, const struct crm_report_opts *o,
    struct crm_err *err)
{
	if (o->from > o->to)
		return crm_fail(err, CRM_USAGE, "--from is after --to");
	if (r->one_day && !r->takes_on &&
	    (o->from != CRM_DATE_MIN || o->to != CRM_DATE_MAX ||
		o->compare != NULL))
		return crm_fail(err, CRM_USAGE,
		    "%s is about what is there now, not --from, --to or "
		    "--compare; --as-of shows another time",
		    r->name);
	if (r->one_day && (o->from != CRM_DATE_MIN || o->to != CRM_DATE_MAX))
		return crm_fail(err, CRM_USAGE,
		    "%s is about one day (--on), not --from and --to", r->name);
	if (o->across != NULL && !r->tallies)
		return crm_fail_field(err, CRM_USAGE, "--across",
		    "%s is a list, nothing is laid across", r->name);
	return CRM_OK;
}

/* Without days some are of this quarter, and compared as that. */
static void
give_quarter(
    struct crm_store *s, const struct crm_report *r, struct crm_report_opts *o)
{
	if (r->this_quarter && o->compare != NULL)
		report_quarter(s, o, &o->from, &o->to);
}

static enum crm_status
run_whole(struct crm_store *s, const struct crm_report *r,
    const struct crm_report_opts *o, struct crm_arena *arena,
    const struct crm_sink *sink, struct crm_err *err)
{
	struct sheet x = { .arena = arena, .o = o, .notes = sink };
	enum crm_status st;

	if (is_plain(r, o))
		return run_report(s, r, o, arena, sink, err);
	if ((st = run_steps(s, r, &x, err)) != CRM_OK)
		return st;
	return sheet_emit(&x, sink, err);
}

enum crm_status
crm_report_run(struct crm_store *s, const struct crm_report *r,
    const struct crm_report_opts *o, struct crm_arena *arena,
    const struct crm_sink *sink, struct crm_err *err)
{
	struct crm_report_opts seen = *o;
	struct crm_err worse;
	enum crm_status st = check(r, o, err), end;

	if (st != CRM_OK)
		return st;
	give_quarter(s, r, &seen);
	if (!closers_count(s, r, &seen, arena))
		return run_whole(s, r, &seen, arena, sink, err);
	if ((st = closers_see(s, err)) == CRM_OK)
		st = run_whole(s, r, &seen, arena, sink, err);
	end = closers_end(s, st == CRM_OK ? err : &worse);
	return st == CRM_OK ? end : st;
}
