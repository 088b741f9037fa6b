/* Records of a kind, read one after another for a tally that is not over deals. */
#include "kit.h"

#include <string.h>

/* Of a whole that is kept the row is before the columns, and the statement gives the
 * reference in the place of its last cell. */
static void
make_room(struct tally_run *r, const struct columns *c, struct records *x)
{
	size_t whole = c->whole.n + x->wholes.dimensions, own = whole + c->n;

	x->all = crm_alloc_n(r->arena, own + r->d.n, sizeof *x->all);
	x->text = crm_alloc_n(r->arena, own + r->d.n, sizeof *x->text);
	x->cell = x->all + x->wholes.dimensions;
	x->first = x->wholes.n > 0 ? whole - 1 : 0;
	x->n = own;
	memcpy(x->text + whole, c->text, c->n * sizeof *c->text);
	if (x->wholes.n == 0)
		memcpy(x->text, c->whole.text, whole * sizeof *x->text);
}

/* Appends the columns of the whole, or the reference to one that is kept. */
static void
take_whole(const struct records *x, const struct whole *w, struct crm_buf *sql)
{
	if (x->wholes.n > 0)
		crm_buf_printf(sql, "t.\"%s\", ", w->by);
	else if (w->sql != NULL)
		crm_buf_printf(sql, "%s, ", w->sql);
}

/* Appends what a dimension's value is read from. */
static enum crm_status
take_dimension(struct tally_run *r, const struct whole *w, size_t i,
    struct records *x, struct crm_sql *q, struct crm_err *err)
{
	const struct dimension *d = &r->d.d[i];
	enum crm_status st;

	if (whole_has(w, d) && x->wholes.n > 0) {
		x->at[i] = x->wholes.at[i];
		return CRM_OK;
	}
	x->text[x->n] = dimension_is_text(d);
	x->at[i] = x->n++;
	if (whole_has(w, d)) {
		crm_buf_str(&q->text, ", ");
		whole_dimension(w, d, q);
		return CRM_OK;
	}
	if ((st = behind_load(r->s, d, r->arena, &x->behind[i], err)) != CRM_OK)
		return st;
	if (x->behind[i].of == NULL) {
		dimension_sql(d, q);
		return CRM_OK;
	}
	behind_sql(d, q);
	x->text[x->at[i]] = false;
	return CRM_OK;
}

static void
take_from(const struct tally_run *r, const struct crm_entity *e,
    const struct columns *c, const struct records *x, struct crm_buf *sql)
{
	const struct whole *w = &c->whole;
	bool joined = w->by != NULL && x->wholes.n == 0;

	crm_buf_printf(sql, " FROM \"%s\" t", e->def->table);
	if (c->from != NULL)
		crm_buf_printf(sql, " %s", c->from);
	if (joined)
		crm_buf_printf(sql, " JOIN \"%s\" %s ON %s.\"id\" = t.\"%s\"",
		    whole_kind(crm_store_dict(r->s), e, w)->def->table, w->as,
		    w->as, w->by);
	crm_buf_printf(sql, " WHERE %s%s%s%s",
	    c->hidden ? "1 = 1" : "t.\"deleted\" IS NULL",
	    c->also == NULL ? "" : c->also, joined ? " AND " : "",
	    joined ? w->counts : "");
}

static enum crm_status
write_sql(struct tally_run *r, const struct crm_entity *e,
    const struct columns *c, struct records *x, struct crm_sql *q,
    struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	crm_buf_str(&q->text, "SELECT ");
	take_whole(x, &c->whole, &q->text);
	crm_buf_str(&q->text, c->sql);
	for (i = 0; i < r->d.n && st == CRM_OK; i++)
		st = take_dimension(r, &c->whole, i, x, q, err);
	take_from(r, e, c, x, &q->text);
	where_sql(r->o, q);
	crm_buf_str(&q->text, " ORDER BY t.\"id\"");
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

	*out = (struct records){ .q = NULL };
	/* A filter may leave few of them. */
	if (c->whole.sql != NULL && !c->whole.few && r->o->where == NULL)
		st = wholes_load(
		    r->s, e, &c->whole, &r->d, r->arena, &out->wholes, err);
	if (st != CRM_OK)
		return st;
	make_room(r, c, out);
	crm_sql_init(&q, r->arena);
	if ((st = write_sql(r, e, c, out, &q, err)) == CRM_OK &&
	    (st = crm_sql(r->s, q.text.data, &out->q, err)) == CRM_OK)
		crm_bind_all(out->q, q.bind, q.n);
	crm_sql_free(&q);
	return st;
}

/* The next one whose whole counts. */
static enum crm_status
next_row(struct records *x, bool *found, struct crm_err *err)
{
	const size_t width = x->wholes.width;
	const struct crm_value *whole;
	enum crm_status st;

	while ((st = crm_step(x->q, found, err)) == CRM_OK && *found) {
		crm_cells(x->q, x->text + x->first, x->n - x->first,
		    x->all + x->first);
		if (x->wholes.n == 0)
			break;
		whole = wholes_at(&x->wholes, x->all[x->first]);
		if (whole == NULL)
			continue;
		memcpy(x->all, whole, width * sizeof *whole);
		break;
	}
	return st;
}

enum crm_status
records_next(struct tally_run *r, struct records *x, struct crm_value *key,
    bool *found, struct crm_err *err)
{
	enum crm_status st = next_row(x, found, err);
	size_t i;

	for (i = 0; st == CRM_OK && *found && i < r->d.n; i++) {
		struct crm_value v = x->all[x->at[i]];

		if (x->behind[i].of != NULL)
			v = behind_value(&x->behind[i], v);
		key[i] = dimension_of(&r->d.d[i], v);
	}
	return st;
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
