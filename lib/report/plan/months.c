/* What was won month by month, of each group: the series that forecasts are made
 * of. */
#include "months.h"

#include <string.h>

int64_t
month_of(int64_t day)
{
	struct crm_ymd d = crm_date_ymd(day);

	return (int64_t)d.y * YEAR_MONTHS + d.m - 1;
}

int64_t
month_start(int64_t month)
{
	return crm_date_from(
	    (int)(month / YEAR_MONTHS), (int)(month % YEAR_MONTHS) + 1, 1);
}

enum crm_status
months_plan(struct crm_store *s, const struct crm_report_opts *o,
    struct months_plan *out, struct crm_err *err)
{
	enum { USUAL = 6, MOST = 60 };
	struct crm_buf b = CRM_BUF_INIT;
	int64_t last;

	out->now = month_of(report_day(s, o));
	out->from = o->from;
	out->ahead = USUAL;
	out->shift = o->shift_months;
	if (o->to == CRM_DATE_MAX)
		return CRM_OK;
	last = month_of(o->to);
	if (last >= out->now && last < out->now + MOST) {
		out->ahead = (size_t)(last - out->now) + 1;
		return CRM_OK;
	}
	crm_date_format(&b, month_start(out->now));
	crm_fail_field(err, CRM_USAGE, "--to",
	    "the last month to look ahead to; the first is that of %s, and %d "
	    "are the most",
	    b.data, MOST);
	crm_buf_free(&b);
	return CRM_USAGE;
}

/* ---- sums of a group ---- */

/* The place of a month, with room for all between it and those that are there:
 * deals come in any order. */
static int64_t *
place(struct tally_run *r, struct months *x, int64_t month)
{
	size_t before = x->n > 0 && month < x->first
	    ? (size_t)(x->first - month)
	    : 0;
	size_t n = x->n == 0 ? 1 : x->n + before;
	int64_t *v = x->v;

	if (x->n == 0)
		x->first = month;
	x->first -= (int64_t)before;
	if ((size_t)(month - x->first) >= n)
		n = (size_t)(month - x->first) + 1;
	if (n > x->cap) {
		x->cap = 2 * n;
		v = crm_alloc_n(r->arena, x->cap, sizeof *v);
	}
	if (x->n > 0 && (before > 0 || v != x->v))
		memmove(v + before, x->v, x->n * sizeof *v);
	memset(v, 0, before * sizeof *v);
	x->v = v;
	x->n = n;
	return &v[month - x->first];
}

static const struct months_plan *
plan_of(const struct tally_run *r)
{
	return r->ctx;
}

enum crm_status
months_add(
    struct tally_run *r, void *sums, const struct deal *d, struct crm_err *err)
{
	const struct months_plan *p = plan_of(r);
	struct months *x = sums;

	if (d->closed.kind != CRM_INT)
		return closing_undated(&r->wrong, d, r->base, r->arena, err);
	if (d->stage->type != STAGE_WON || d->closed.i < p->from ||
	    month_of(d->closed.i) >= p->now || !closing_can_be(&r->wrong, d))
		return CRM_OK;
	if (d->amount.kind == CRM_INT)
		return add_money(
		    place(r, x, month_of(d->closed.i)), d->amount.i, err);
	return d->own.kind == CRM_INT
	    ? unrated_add(&x->unrated, r->arena, d->currency, d->own.i, err)
	    : CRM_OK;
}

enum crm_status
months_merge(
    struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct months *x = sums;
	const struct months *y = from;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < y->n && st == CRM_OK; i++)
		if (y->v[i] != 0)
			st = add_money(
			    place(r, x, y->first + (int64_t)i), y->v[i], err);
	return st == CRM_OK
	    ? unrated_merge(&x->unrated, r->arena, &y->unrated, err)
	    : st;
}

static int64_t
weight(const struct tally_run *r, const void *sums)
{
	const struct months *x = sums;
	int64_t sum = 0;
	size_t i;

	(void)r;
	for (i = 0; i < x->n; i++)
		sum += x->v[i];
	return sum;
}

struct tally
months_tally(struct months_plan *plan)
{
	return (struct tally){ .size = sizeof(struct months),
		.more = { .money = true, .types = 1 << STAGE_WON },
		.add = months_add,
		.merge = months_merge,
		.weight = weight,
		.heavy_first = true,
		.ctx = plan };
}

int64_t
months_won(const struct months *x, int64_t month)
{
	bool there = x->n > 0 && month >= x->first &&
	    month - x->first < (int64_t)x->n;

	return there ? x->v[month - x->first] : 0;
}

struct crm_value
months_cell(
    const struct tally_row *row, const struct months_plan *plan, int64_t month)
{
	return crm_value_text(crm_text_of(
	    month_name(month_start(month + plan->shift), row->run->arena)));
}

double *
months_series(
    const struct tally_row *row, const struct months_plan *plan, size_t *n)
{
	const struct months *x = row->sums;
	double *y;
	size_t i;

	*n = 0;
	if (x->n == 0)
		return NULL;
	*n = (size_t)(plan->now - x->first);
	y = crm_alloc_n(row->run->arena, *n, sizeof *y);
	for (i = 0; i < x->n; i++)
		y[i] = (double)x->v[i];
	return y;
}

void
months_note(const struct tally_run *r, const struct months *total,
    const struct months_plan *plan, int64_t too_short,
    const struct crm_sink *sink)
{
	if (total->n == 0)
		sink->note(sink->ctx,
		    crm_tr("no deal was won in a whole month: there is nothing "
			   "to learn from"));
	else if (too_short > 0)
		sink->note(sink->ctx,
		    crm_sprintf(r->arena,
			crm_tr("too few months are known of %lld series: it "
			       "takes %d and those ahead, %zu; a shorter --to "
			       "takes fewer"),
			(long long)too_short, CRM_LEARN_VALUES, plan->ahead));
	unrated_note(&total->unrated, "deal", "crm-deal", r->arena, sink);
}
