/* Leads and their touches: two streams by lead, read side by side. */
#include "sources.h"

#include <crm/domain/rate.h>
#include <crm/domain/sales.h>

#include <string.h>

/* Whether the dimension is when a touch was. */
static bool
is_time(const struct dimension *d)
{
	const struct crm_path *p = &d->path;

	return p->steps == 0 &&
	    p->entity->field[p->field]->type == CRM_T_INSTANT;
}

/* lead.owner of a touch is the owner of the lead; campaign.owner that of its
 * campaign, for a lead has one too. */
static struct crm_path
from_lead(const struct dimension *d, const struct crm_entity *lead)
{
	const struct crm_path *p = &d->path;
	const struct crm_field *first = d->of->field[p->step[0].ref];
	struct crm_path own = *p;

	if (strcmp(first->ref, lead->def->name) == 0)
		return crm_path_behind(p);
	own.step[0].of = lead;
	own.step[0].ref = crm_field_index(lead, crm_text_of(first->name));
	return own;
}

/* What a lead without touches counts under: its own field of that name, or the
 * field of the lead that the dimension names. */
static void
own_key(
    const struct dimension *d, const struct crm_entity *lead, struct crm_sql *q)
{
	const struct crm_path *p = &d->path;
	const struct crm_field *f = p->entity->field[p->field];
	struct crm_path own = { .entity = lead, .name = p->name };

	crm_buf_str(&q->text, ", ");
	if (p->steps > 0) {
		own = from_lead(d, lead);
		crm_path_sql(&own, "t", q);
		return;
	}
	own.field = crm_field_index(lead, crm_text_of(f->name));
	if (is_time(d))
		own.field = lead->created; /* read_lead puts its entry there */
	if (own.field < 0 || lead->field[own.field]->type != f->type)
		crm_buf_str(&q->text, "NULL");
	else
		crm_path_sql(&own, "t", q);
}

static enum crm_status
open_leads(struct source_report *r, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(r->s), "lead");
	int response = crm_field_index(e, CRM_TEXT("first_response"));
	struct crm_sql q;
	enum crm_status st;
	size_t i;

	crm_sql_init(&q, r->arena);
	crm_buf_str(&q.text,
	    "SELECT t.\"id\", t.\"created\", t.\"status\", "
	    "d.\"amount_base\", s.\"type\", ");
	crm_sql_field(&q, e, e->field[response], "t");
	crm_buf_str(&q.text,
	    ", t.\"entered_on\", d.\"amount\", d.\"currency\", "
	    "d.\"closed_on\", d.\"opened_on\", t.\"converted_on\"");
	for (i = 0; i < r->d->n; i++)
		own_key(&r->d->d[i], e, &q);
	crm_buf_str(&q.text,
	    " FROM lead t "
	    "LEFT JOIN deal d ON d.\"id\" = t.\"converted_deal\" "
	    "AND d.\"deleted\" IS NULL "
	    "LEFT JOIN stage s ON s.\"id\" = d.\"stage\" "
	    "WHERE t.\"deleted\" IS NULL "
	    "AND coalesce(t.\"status\", 'new') <> 'duplicate'");
	where_sql(r->o, &q);
	crm_buf_str(&q.text, " ORDER BY t.\"id\"");
	if ((st = crm_sql(r->s, q.text.data, &r->leads, err)) == CRM_OK)
		crm_bind_all(r->leads, q.bind, q.n);
	crm_sql_free(&q);
	return st;
}

enum crm_status
cost_on(struct crm_store *s, struct crm_value own, struct crm_text currency,
    int64_t day, struct crm_value *cost, struct crm_err *err)
{
	struct crm_value rate;
	enum crm_status st = crm_rate_on(s, currency, day, &rate, err);
	int64_t base;

	*cost = CRM_VALUE_NULL;
	if (st != CRM_OK)
		return st;
	switch (crm_in_base(s, own, currency, rate, &base)) {
	case CRM_BASE_TOO_LARGE:
		return crm_fail(err, CRM_FAIL,
		    "an amount is too large in the base currency at its rate");
	case CRM_BASE_KNOWN:
		*cost = crm_value_int(base);
		break;
	default:
		break;
	}
	return CRM_OK;
}

static enum crm_status
next_touch(struct source_report *r, struct crm_err *err)
{
	enum crm_status st = crm_step(r->touches, &r->more, err);
	size_t i;

	if (st != CRM_OK || !r->more)
		return st;
	r->next.lead = crm_col_int(r->touches, 0);
	r->next.at = crm_col_int(r->touches, 1);
	r->next.own = crm_col(r->touches, 2, false);
	r->next.currency = crm_value_dup(
	    r->arena, crm_value_text(crm_col_text(r->touches, 3)));
	for (i = 0; i < r->d->n; i++)
		r->next.key[i] = crm_value_dup(r->arena,
		    dimension_key(&r->d->d[i], r->touches, (int)i + 4));
	return cost_on(r->s, r->next.own, crm_col_text(r->touches, 3),
	    crm_instant_date(r->next.at), &r->next.cost, err);
}

static enum crm_status
open_touches(struct source_report *r, struct crm_err *err)
{
	struct crm_sql q;
	enum crm_status st;

	crm_sql_init(&q, r->arena);
	crm_buf_str(
	    &q.text, "SELECT t.\"lead\", t.\"at\", t.\"cost\", t.\"currency\"");
	dimensions_sql(r->d, &q);
	crm_buf_str(&q.text,
	    " FROM touch t WHERE t.\"deleted\" IS NULL "
	    "ORDER BY t.\"lead\", t.\"at\", t.\"id\"");
	if ((st = crm_sql(r->s, q.text.data, &r->touches, err)) == CRM_OK)
		crm_bind_all(r->touches, q.bind, q.n);
	crm_sql_free(&q);
	return st == CRM_OK ? next_touch(r, err) : st;
}

static void
note_touch(struct source_report *r)
{
	r->of_lead = crm_grow(
	    r->arena, r->of_lead, r->n, &r->cap, sizeof *r->of_lead);
	r->of_lead[r->n++] = r->next;
}

/* The touches of a lead up to --on into r->of_lead, oldest first. */
static enum crm_status
collect_touches(struct source_report *r, int64_t lead, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	r->n = 0;
	while (st == CRM_OK && r->more && r->next.lead <= lead) {
		if (r->next.lead == lead &&
		    crm_instant_date(r->next.at) <= r->o->on)
			note_touch(r);
		st = next_touch(r, err);
	}
	return st;
}

/* On a day in the past a deal that closed later was not won; and none was on a day
 * that cannot be. */
static void
judge_closing(const struct source_report *r, struct lead *l)
{
	struct crm_value closed = crm_col(r->leads, 9, false);

	if (closed.kind == CRM_INT && closed.i > r->o->on) {
		l->won = false;
		return;
	}
	l->wrong = closed_when(
	    crm_col(r->leads, 10, false), closed, report_day(r->s, r->o));
	l->won = l->wrong == CLOSED_WELL;
}

static void
read_lead(struct source_report *r, struct lead *l)
{
	struct crm_text status = crm_col_text(r->leads, 2);
	size_t i;

	*l = (struct lead){ .id = crm_col_int(r->leads, 0),
		.created = crm_col_int(r->leads, 1),
		.converted = lead_converted(
		    r->o, status, crm_col(r->leads, 11, false)),
		.amount = crm_col(r->leads, 3, false),
		.response = crm_col(r->leads, 5, false),
		.own = crm_col(r->leads, 7, false),
		.currency = crm_value_dup(
		    r->arena, crm_value_text(crm_col_text(r->leads, 8))) };
	l->qualified = lead_qualified(status);
	l->won = !crm_col_null(r->leads, 4) &&
	    crm_text_is(crm_col_text(r->leads, 4), "won");
	if (l->won)
		judge_closing(r, l);
	l->dated = !crm_col_null(r->leads, 6);
	l->entered = lead_entry(crm_col(r->leads, 6, false), l->created);
	for (i = 0; i < r->d->n; i++)
		l->key[i] = is_time(&r->d->d[i])
		    ? dimension_of(&r->d->d[i], crm_value_int(l->entered))
		    : crm_value_dup(r->arena,
			  dimension_key(&r->d->d[i], r->leads, (int)i + 12));
}

enum crm_status
sources_open(struct source_report *r, struct crm_err *err)
{
	enum crm_status st = open_touches(r, err);

	return st != CRM_OK ? st : open_leads(r, err);
}

enum crm_status
sources_next(
    struct source_report *r, struct lead *l, bool *more, struct crm_err *err)
{
	enum crm_status st = crm_step(r->leads, more, err);

	if (st != CRM_OK || !*more)
		return st;
	read_lead(r, l);
	return collect_touches(r, l->id, err);
}

void
sources_close(struct source_report *r)
{
	if (r->leads != NULL)
		crm_reset(r->leads);
	if (r->touches != NULL)
		crm_reset(r->touches);
}
