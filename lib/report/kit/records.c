/* Records of a kind, read one after another for a tally that is not over deals. */
#include "kit.h"

#include <string.h>

static void
make_room(struct tally_run *r, const struct columns *c, struct records *x)
{
	x->own = c->n;
	x->n = c->n + r->d.n;
	x->cell = crm_alloc_n(r->arena, x->n, sizeof *x->cell);
	x->text = crm_alloc_n(r->arena, x->n, sizeof *x->text);
	memcpy(x->text, c->text, c->n * sizeof *c->text);
}

/* Whether a dimension is a field of the record that is joined already, or of one that
 * it leads to. */
static bool
is_joined(const struct columns *c, const struct dimension *d)
{
	const struct crm_step *first = &d->path.step[0];

	return c->joined.as != NULL && d->path.steps > 0 &&
	    strcmp(first->of->field[first->ref]->name, c->joined.by) == 0;
}

/* Appends what a dimension's value is read from. */
static enum crm_status
take_dimension(struct tally_run *r, const struct columns *c, size_t i,
    struct records *x, struct crm_sql *q, struct crm_err *err)
{
	const struct dimension *d = &r->d.d[i];
	struct crm_path path = d->path;
	enum crm_status st = CRM_OK;

	if (is_joined(c, d)) {
		path = crm_path_behind(&d->path);
		crm_buf_str(&q->text, ", ");
		crm_path_sql(&path, c->joined.as, q);
	} else if ((st = behind_load(r->s, d, r->arena, &x->behind[i], err)) ==
		CRM_OK &&
	    x->behind[i].of != NULL)
		behind_sql(d, q);
	else
		dimension_sql(d, q);
	x->text[x->own + i] = x->behind[i].of == NULL && dimension_is_text(d);
	return st;
}

enum crm_status
records_open(struct tally_run *r, const struct columns *c, struct records *out,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(r->s), r->t->entity);
	struct crm_sql q;
	enum crm_status st = CRM_OK;
	size_t i;

	*out = (struct records){ .q = NULL };
	make_room(r, c, out);
	crm_sql_init(&q, r->arena);
	crm_buf_printf(&q.text, "SELECT %s", c->sql);
	for (i = 0; i < r->d.n && st == CRM_OK; i++)
		st = take_dimension(r, c, i, out, &q, err);
	crm_buf_printf(&q.text, " FROM \"%s\" t%s%s WHERE %s%s", e->def->table,
	    c->from == NULL ? "" : " ", c->from == NULL ? "" : c->from,
	    c->hidden ? "1 = 1" : "t.\"deleted\" IS NULL",
	    c->also == NULL ? "" : c->also);
	where_sql(r->o, &q);
	crm_buf_str(&q.text, " ORDER BY t.\"id\"");
	if (st == CRM_OK &&
	    (st = crm_sql(r->s, q.text.data, &out->q, err)) == CRM_OK)
		crm_bind_all(out->q, q.bind, q.n);
	crm_sql_free(&q);
	return st;
}

enum crm_status
records_next(struct tally_run *r, struct records *x, struct crm_value *key,
    bool *found, struct crm_err *err)
{
	enum crm_status st = crm_step(x->q, found, err);
	size_t i;

	if (st != CRM_OK || !*found)
		return st;
	crm_cells(x->q, x->text, x->n, x->cell);
	for (i = 0; i < r->d.n; i++)
		key[i] = dimension_of(&r->d.d[i],
		    x->behind[i].of == NULL
			? x->cell[x->own + i]
			: behind_value(&x->behind[i], x->cell[x->own + i]));
	return CRM_OK;
}

void
records_close(struct records *x)
{
	if (x->q != NULL)
		crm_reset(x->q);
}

enum crm_status
records_each(struct tally_run *r, const struct columns *c,
    enum crm_status (*take)(struct tally_run *r, const struct crm_value *cell,
	struct crm_value *key, struct crm_err *err),
    struct crm_err *err)
{
	struct crm_value key[MOST_DIMENSIONS];
	struct records x;
	enum crm_status st = records_open(r, c, &x, err);
	bool found;

	while (st == CRM_OK &&
	    (st = records_next(r, &x, key, &found, err)) == CRM_OK && found)
		st = take(r, x.cell, key, err);
	records_close(&x);
	return st;
}

bool
within_days(const struct crm_report_opts *o, struct crm_value day)
{
	if (o->on != CRM_DATE_MAX && (day.kind != CRM_INT || day.i > o->on))
		return false;
	return in_period(o, day);
}

bool
within_instants(const struct crm_report_opts *o, struct crm_value at)
{
	if (at.kind == CRM_INT)
		at.i = crm_instant_date(at.i);
	return within_days(o, at);
}
