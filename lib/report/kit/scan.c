/* The streams that reports read: deals, as they are or were on a day, and visits
 * beside them. */
#include "kit.h"

#include <string.h>

/* The columns of a deal's own; those behind CURRENCY are read where --on asks
 * what was so then. */
enum {
	ID,
	STAGE,
	OPENED,
	CLOSED,
	AMOUNT,
	OWN,
	CURRENCY,
	CREATED,
	COLUMNS,
};
#define COLUMNS_SQL \
	"t.\"id\", t.\"stage\", t.\"opened_on\", t.\"closed_on\", " \
	"t.\"amount_base\", t.\"amount\", t.\"currency\", t.\"created\""

void
where_sql(const struct crm_report_opts *o, struct crm_sql *q)
{
	if (o->where == NULL)
		return;
	crm_buf_str(&q->text, " AND (");
	crm_filter_sql(o->where, "t", q);
	crm_buf_char(&q->text, ')');
}

/* Room for a row's cells, and which are text. */
static void
make_room(struct deals *x, const struct more_columns *more,
    const struct dimensions *d, struct crm_arena *a)
{
	size_t i;

	x->n = COLUMNS + more->n + d->n;
	x->cells = crm_alloc_n(a, x->n, sizeof *x->cells);
	x->text = crm_alloc_n(a, x->n, sizeof *x->text);
	x->text[CURRENCY] = true;
	memcpy(x->text + COLUMNS, more->text, more->n * sizeof *more->text);
	for (i = 0; i < d->n; i++)
		x->text[COLUMNS + more->n + i] = dimension_is_text(&d->d[i]);
}

/* ---- visits ---- */

static enum crm_status
next_visit(struct visits *v, struct crm_err *err)
{
	enum crm_status st = crm_step(v->q, &v->more, err);

	if (st == CRM_OK && v->more)
		v->deal = crm_col_int(v->q, 0);
	return st;
}

static enum crm_status
open_visits(struct crm_store *s, struct crm_arena *a, struct visits *v,
    struct crm_err *err)
{
	enum crm_status st;

	*v = (struct visits){ .arena = a };
	st = crm_sql(s,
	    "SELECT \"deal\", \"from_stage\", \"stage\", "
	    "\"moved_on\" FROM visit WHERE \"deleted\" IS NULL "
	    "AND \"deal\" IS NOT NULL ORDER BY \"deal\", "
	    "coalesce(\"moved_on\", -1000000), \"id\"",
	    &v->q, err);
	return st == CRM_OK ? next_visit(v, err) : st;
}

static void
keep_visit(struct visits *v)
{
	v->of_deal = crm_grow(
	    v->arena, v->of_deal, v->n, &v->cap, sizeof *v->of_deal);
	v->of_deal[v->n++] = (struct visit){ crm_col_int(v->q, 2),
		crm_col(v->q, 1, false), crm_col(v->q, 3, false) };
}

static enum crm_status
read_visits(struct visits *v, struct deal *d, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	v->n = 0;
	while (st == CRM_OK && v->more && v->deal <= d->id) {
		if (v->deal == d->id)
			keep_visit(v);
		st = next_visit(v, err);
	}
	d->visit = v->of_deal;
	d->n_visits = v->n;
	return st;
}

/* ---- deals ---- */

enum crm_status
deals_open(struct crm_store *s, const struct crm_report_opts *o,
    const struct more_columns *more, const struct dimensions *d,
    struct crm_arena *a, struct deals *out, struct crm_err *err)
{
	struct crm_sql q;
	enum crm_status st;

	*out = (struct deals){ .o = o, .today = report_day(s, o) };
	if ((st = stages_load(s, a, &out->stages, err)) != CRM_OK ||
	    ((o->on != CRM_DATE_MAX || more->visits) &&
		(st = open_visits(s, a, &out->visits, err)) != CRM_OK))
		return st;
	make_room(out, more, d, a);
	crm_sql_init(&q, a);
	crm_buf_printf(&q.text, "SELECT " COLUMNS_SQL "%s",
	    more->sql == NULL ? "" : more->sql);
	dimensions_sql(d, &q);
	crm_buf_str(&q.text, " FROM deal t WHERE t.\"deleted\" IS NULL");
	where_sql(o, &q);
	crm_buf_str(&q.text, " ORDER BY t.\"id\"");
	if ((st = crm_sql(s, q.text.data, &out->q, err)) == CRM_OK)
		crm_bind_all(out->q, q.bind, q.n);
	crm_sql_free(&q);
	return st;
}

static void
read_deal(const struct deals *x, struct deal *out)
{
	const struct crm_value *c = x->cells;

	*out = (struct deal){ .id = c[ID].i,
		.stage = stages_find(&x->stages, c[STAGE].i),
		.closed = c[CLOSED],
		.opened = c[OPENED],
		.amount = c[AMOUNT],
		.own = c[OWN],
		.currency = c[CURRENCY].kind == CRM_STR
		    ? c[CURRENCY].t
		    : (struct crm_text){ "", 0 },
		.today = x->today,
		.more = c + COLUMNS };
}

/* As it was on the day; no stage where it was not there yet. */
static void
go_back(const struct deals *x, struct deal *d)
{
	const struct past_deal past = { d->id, d->stage, d->opened, d->closed,
		x->cells[CREATED].i, d->visit, d->n_visits };
	int64_t since;

	past_stage(&past, &x->stages, x->o->on, &d->stage, &since);
	d->opened = crm_value_int(since);
	if (d->closed.kind == CRM_INT && d->closed.i > x->o->on)
		d->closed = CRM_VALUE_NULL;
	while (d->n_visits > 0 &&
	    d->visit[d->n_visits - 1].on.kind == CRM_INT &&
	    d->visit[d->n_visits - 1].on.i > x->o->on)
		d->n_visits--;
}

enum crm_status
deals_next(struct deals *x, struct deal *out, bool *found, struct crm_err *err)
{
	enum crm_status st;

	while ((st = crm_step(x->q, found, err)) == CRM_OK && *found) {
		crm_cells(x->q, x->text, x->n, x->cells);
		read_deal(x, out);
		if (x->visits.q != NULL &&
		    (st = read_visits(&x->visits, out, err)) != CRM_OK)
			return st;
		if (x->o->on != CRM_DATE_MAX && out->stage != NULL)
			go_back(x, out);
		if (out->stage != NULL)
			break;
	}
	return st;
}

void
deals_close(struct deals *x)
{
	if (x->q != NULL)
		crm_reset(x->q);
	if (x->visits.q != NULL)
		crm_reset(x->visits.q);
}

bool
in_period(const struct crm_report_opts *o, struct crm_value date)
{
	if (date.kind != CRM_INT)
		return o->from == CRM_DATE_MIN && o->to == CRM_DATE_MAX;
	return date.i >= o->from && date.i <= o->to;
}
