/* The streams that reports read: deals, as they are or were on a day, and visits
 * beside them. */
#include "kit.h"

#include <string.h>

/* The columns of a deal's own, in their order; what a report does not look at is
 * not read. */
enum { ID, STAGE, OPENED, CLOSED, AMOUNT, OWN, CREATED, COLUMNS };

/* An amount without a rate and its currency are one column: most deals have none, and
 * each column costs a row as much as what is done with it. */
#define UNRATED \
	"CASE WHEN t.\"amount_base\" IS NULL THEN " \
	"t.\"amount\" || ' ' || coalesce(t.\"currency\", '') END"

static const struct {
	const char *name;
	const char *sql; /* NULL: the field of that name */
	bool text, money, past;
} columns[COLUMNS] = {
	[ID] = { "id" },
	[STAGE] = { "stage" },
	[OPENED] = { "opened_on" },
	[CLOSED] = { "closed_on" },
	[AMOUNT] = { "amount_base", .money = true },
	[OWN] = { "amount", UNRATED, .text = true, .money = true },
	[CREATED] = { "created", .past = true },
};

void
where_sql(const struct crm_report_opts *o, struct crm_sql *q)
{
	if (o->where == NULL)
		return;
	crm_buf_str(&q->text, " AND (");
	crm_filter_sql(o->where, "t", q);
	crm_buf_char(&q->text, ')');
}

static bool
is_past(const struct deals *x)
{
	return x->o->on != CRM_DATE_MAX;
}

static bool
is_needed(const struct deals *x, const struct more_columns *more, size_t i)
{
	bool whole = x->o->from == CRM_DATE_MIN && x->o->to == CRM_DATE_MAX;
	int when = i == OPENED ? more->opened
	    : i == CLOSED      ? more->closed
			       : READ_ALWAYS;

	if (is_past(x))
		return !columns[i].money || more->money;
	if ((i == ID && more->unnamed && !more->visits) ||
	    (i == STAGE && x->only != NULL))
		return false;
	return (!columns[i].money || more->money) && !columns[i].past &&
	    (when == READ_ALWAYS || (when == READ_IN_PERIOD && !whole));
}

/* The cell of a field that is read already, or -1. */
static int
cell_of(const struct deals *x, const struct dimension *d)
{
	size_t i;

	for (i = 0; i < COLUMNS && d->path.steps == 0; i++)
		if (x->at[i] >= 0 && columns[i].sql == NULL &&
		    strcmp(columns[i].name, d->path.name) == 0)
			return x->at[i];
	return -1;
}

/* Appends the columns that are needed, and makes room for their cells. */
static void
take_columns(struct deals *x, const struct more_columns *more,
    const struct dimensions *d, struct crm_arena *a, struct crm_sql *q)
{
	size_t i;

	x->cells = crm_alloc_n(a, COLUMNS + more->n + d->n, sizeof *x->cells);
	x->text = crm_alloc_n(a, COLUMNS + more->n + d->n, sizeof *x->text);
	for (i = 0; i < COLUMNS; i++) {
		x->at[i] = -1;
		if (!is_needed(x, more, i))
			continue;
		crm_buf_str(&q->text, x->n > 0 ? ", " : " ");
		if (columns[i].sql != NULL)
			crm_buf_str(&q->text, columns[i].sql);
		else
			crm_buf_printf(&q->text, "t.\"%s\"", columns[i].name);
		x->text[x->n] = columns[i].text;
		x->at[i] = (int)x->n++;
	}
	if (x->n == 0) {
		crm_buf_str(&q->text, " 1");
		x->text[x->n++] = false;
	}
	x->own = x->n;
	crm_buf_str(&q->text, more->sql == NULL ? "" : more->sql);
	for (i = 0; i < more->n; i++)
		x->text[x->n++] = more->text[i];
	for (i = 0; i < d->n; i++) {
		if ((x->by[i] = cell_of(x, &d->d[i])) >= 0)
			continue;
		if (x->behind[i].of != NULL)
			behind_sql(&d->d[i], q);
		else
			dimension_sql(&d->d[i], q);
		x->text[x->n] = x->behind[i].of == NULL &&
		    dimension_is_text(&d->d[i]);
		x->by[i] = (int)x->n++;
	}
}

/* Deals in stages of other types are left out where they are read; not on a day
 * in the past, for they may have been in others then.  The plus keeps the index
 * of stages away: rows that come in its order are read from everywhere. */
static void
types_sql(
    const struct deals *x, const struct more_columns *more, struct crm_sql *q)
{
	const char *comma = "";
	size_t i;

	if (more->types == 0 || is_past(x))
		return;
	crm_buf_str(&q->text, " AND +t.\"stage\" IN (");
	for (i = 0; i < x->stages.n; i++) {
		if ((more->types & 1U << x->stages.all[i].type) == 0)
			continue;
		crm_buf_printf(
		    &q->text, "%s%lld", comma, (long long)x->stages.all[i].id);
		comma = ", ";
	}
	crm_buf_str(&q->text, *comma == '\0' ? "NULL)" : ")");
}

/* The one stage that all deals read are in, or NULL: then it is not read. */
static const struct stage *
only_stage(const struct deals *x, const struct more_columns *more)
{
	const struct stage *only = NULL;
	size_t i;

	if (is_past(x))
		return NULL;
	for (i = 0; i < x->stages.n; i++)
		if ((more->types & 1U << x->stages.all[i].type) != 0) {
			if (only != NULL)
				return NULL;
			only = &x->stages.all[i];
		}
	return only;
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
	enum crm_status st = CRM_OK;
	size_t i;

	*out = (struct deals){ .o = o,
		.today = report_day(s, o),
		.known = more->at_end && o->to < o->on ? o->to : o->on };
	for (i = 0; i < d->n && st == CRM_OK; i++)
		st = behind_load(s, &d->d[i], a, &out->behind[i], err);
	if (st != CRM_OK)
		return st;
	if ((st = stages_load(s, a, &out->stages, err)) != CRM_OK ||
	    ((o->on != CRM_DATE_MAX || more->visits) &&
		(st = open_visits(s, a, &out->visits, err)) != CRM_OK))
		return st;
	out->only = only_stage(out, more);
	crm_sql_init(&q, a);
	crm_buf_str(&q.text, "SELECT");
	take_columns(out, more, d, a, &q);
	crm_buf_str(&q.text, " FROM deal t WHERE t.\"deleted\" IS NULL");
	types_sql(out, more, &q);
	where_sql(o, &q);
	crm_buf_str(&q.text, " ORDER BY t.\"id\"");
	if ((st = crm_sql(s, q.text.data, &out->q, err)) == CRM_OK)
		crm_bind_all(out->q, q.bind, q.n);
	crm_sql_free(&q);
	return st;
}

static const struct crm_value nothing = { .kind = CRM_NULL };

static const struct crm_value *
cell(const struct deals *x, int column)
{
	return x->at[column] < 0 ? &nothing : &x->cells[x->at[column]];
}

/* Ids of stages are few, and small ones: each is found once. */
static const struct stage *
stage_of(struct deals *x, int64_t id)
{
	const struct stage **met = &x->met[(uint64_t)id % COUNT(x->met)];

	if (*met == NULL || (*met)->id != id)
		*met = stages_find(&x->stages, id);
	return *met;
}

/* "1500 EUR" */
static void
read_unrated(struct crm_text t, struct deal *out)
{
	const char *blank = memchr(t.p, ' ', t.n);
	bool less = t.p[0] == '-';
	const char *p;
	int64_t v = 0;

	/* Downwards: the least has no counterpart above zero. */
	for (p = t.p + less; p < blank; p++)
		v = 10 * v - (*p - '0');
	out->own = crm_value_int(less ? v : -v);
	out->currency = (struct crm_text){ blank + 1,
		(size_t)(t.p + t.n - (blank + 1)) };
}

enum closed_when
closed_when(struct crm_value opened, struct crm_value closed, int64_t today)
{
	if (closed.kind != CRM_INT)
		return opened.kind == CRM_INT && opened.i > today ? OPENED_AHEAD
								  : CLOSED_WELL;
	if (closed.i > today)
		return CLOSED_AHEAD;
	return opened.kind == CRM_INT && closed.i < opened.i ? CLOSED_BACKWARDS
							     : CLOSED_WELL;
}

static void
read_deal(struct deals *x, struct deal *out)
{
	const struct crm_value *own = cell(x, OWN);

	/* Field by field: this is done a million times. */
	out->id = x->at[ID] < 0 ? 0 : x->cells[ID].i;
	out->stage = x->only != NULL ? x->only : stage_of(x, cell(x, STAGE)->i);
	out->opened = *cell(x, OPENED);
	out->closed = *cell(x, CLOSED);
	out->wrong = closed_when(out->opened, out->closed, x->today);
	out->amount = *cell(x, AMOUNT);
	out->own = CRM_VALUE_NULL;
	out->currency = (struct crm_text){ "", 0 };
	out->today = x->today;
	out->visit = NULL;
	out->n_visits = 0;
	out->more = x->cells + x->own;
	if (own->kind == CRM_STR)
		read_unrated(own->t, out);
}

/* As it was on the day; no stage where it was not there yet. */
static void
go_back(const struct deals *x, struct deal *d)
{
	const struct past_deal past = { d->id, d->stage, d->opened, d->closed,
		cell(x, CREATED)->i, d->visit, d->n_visits };
	int64_t since;

	past_stage(&past, &x->stages, x->o->on, &d->stage, &since);
	d->opened = crm_value_int(since);
	/* What came behind is not known yet. */
	if (d->closed.kind == CRM_INT && d->closed.i > x->o->on) {
		d->closed = CRM_VALUE_NULL;
		d->wrong = CLOSED_WELL;
	}
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
		if (is_past(x) && out->stage != NULL)
			go_back(x, out);
		if (out->stage != NULL)
			break;
	}
	return st;
}

struct crm_value
deals_value(const struct deals *x, size_t i)
{
	struct crm_value v = x->cells[x->by[i]];

	if (x->by[i] == x->at[CLOSED] && v.kind == CRM_INT && v.i > x->known)
		return CRM_VALUE_NULL;
	return x->behind[i].of == NULL ? v : behind_value(&x->behind[i], v);
}

void
deals_close(struct deals *x)
{
	if (x->q != NULL)
		crm_reset(x->q);
	if (x->visits.q != NULL)
		crm_reset(x->visits.q);
}

enum stage_type
type_then(const struct crm_report_opts *o, const struct deal *deal)
{
	return o->to != CRM_DATE_MAX && deal->closed.kind == CRM_INT &&
		deal->closed.i > o->to
	    ? STAGE_OPEN
	    : deal->stage->type;
}

bool
opened_by_then(const struct crm_report_opts *o, const struct deal *deal)
{
	return o->to == CRM_DATE_MAX ||
	    (deal->opened.kind == CRM_INT && deal->opened.i <= o->to);
}

bool
in_period(const struct crm_report_opts *o, struct crm_value date)
{
	if (date.kind != CRM_INT)
		return o->from == CRM_DATE_MIN && o->to == CRM_DATE_MAX;
	return date.i >= o->from && date.i <= o->to;
}
