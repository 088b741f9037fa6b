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

/* A column of the part that a whole without any has: what it comes to, and what it is
 * of. */
static void
bare_column(const struct crm_entity *of, const struct whole *w,
    const struct crm_field *f, struct crm_buf *sql)
{
	static const char *const same[] = { "amount", "net", "gross", NULL };
	const char *const *name;

	for (name = same; *name != NULL && strcmp(*name, f->name) != 0; name++)
		;
	if (f->type == CRM_T_ID)
		crm_buf_str(sql, "x_p.\"id\"");
	else if (strcmp(f->name, w->by) == 0)
		crm_buf_printf(sql, ", x_w.\"id\" AS \"%s\"", f->name);
	else if (*name != NULL && crm_field_index(of, crm_text_of(*name)) >= 0)
		crm_buf_printf(sql, ", x_w.\"%s\"", f->name);
	else
		crm_buf_printf(sql, ", x_p.\"%s\"", f->name);
	if (f->flags & CRM_F_FOLDED)
		crm_buf_printf(sql, ", x_p.\"%s_f\"", f->name);
}

/* The table of these, typed as that of the parts is. */
static void
bare_table(const struct crm_entity *e, const struct crm_entity *of,
    const struct whole *w, struct crm_buf *sql)
{
	size_t i;

	crm_buf_str(sql, "(SELECT ");
	for (i = 0; i < e->n; i++)
		if (!(e->field[i]->flags & (CRM_F_DERIVED | CRM_F_CUSTOM)))
			bare_column(of, w, e->field[i], sql);
	crm_buf_printf(sql,
	    " FROM \"%s\" x_w LEFT JOIN \"%s\" x_p ON x_p.\"%s\" = x_w.\"id\" "
	    "AND x_p.\"deleted\" IS NULL WHERE x_p.\"id\" IS NULL "
	    "AND x_w.\"amount\" IS NOT NULL)",
	    of->def->table, e->def->table, w->by);
}

static void
take_from(const struct tally_run *r, const struct crm_entity *e,
    const struct columns *c, const struct records *x, struct crm_buf *sql)
{
	const struct whole *w = &c->whole;
	bool joined = w->by != NULL && x->wholes.n == 0;

	crm_buf_str(sql, " FROM ");
	if (c->bare)
		bare_table(e, whole_kind(crm_store_dict(r->s), e, w), w, sql);
	else
		crm_buf_printf(sql, "\"%s\"", e->def->table);
	crm_buf_str(sql, " t");
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
		x->wholes.met[x->all[x->first].i] = true;
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

static enum crm_status
each(struct tally_run *r, const struct columns *c, records_take *take,
    bool *all_met, struct crm_err *err)
{
	struct crm_value key[MOST_DIMENSIONS];
	struct records x;
	enum crm_status st = records_open(r, c, &x, err);
	bool found;

	while (st == CRM_OK &&
	    (st = records_next(r, &x, key, &found, err)) == CRM_OK && found)
		st = take(r, x.cell, key, err);
	*all_met = wholes_all_met(&x.wholes);
	records_close(&x);
	return st;
}

enum crm_status
records_each(struct tally_run *r, const struct columns *c, records_take *take,
    struct crm_err *err)
{
	bool all_met;

	return each(r, c, take, &all_met, err);
}

enum crm_status
records_and_bare(struct tally_run *r, const struct columns *c,
    const struct columns *bare, records_take *take, struct crm_err *err)
{
	bool all_met;
	enum crm_status st = each(r, c, take, &all_met, err);

	return st != CRM_OK || all_met ? st
				       : each(r, bare, take, &all_met, err);
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
