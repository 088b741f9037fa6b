/*
 * Records that have many parts each.  To look an order up for each of its lines takes
 * as long as all the rest of the line: where they are not too many they are read once,
 * and a line has its reference alone.
 */
#include "whole.h"

#include <string.h>

/* Beyond so many they are looked up; and parts are so many times as many. */
enum { MOST_WHOLES = 1 << 18, TIMES = 2 };

const struct crm_entity *
whole_kind(const struct crm_dict *dict, const struct crm_entity *part,
    const struct whole *w)
{
	int ref = crm_field_index(part, crm_text_of(w->by));

	return crm_dict_find(dict, part->field[ref]->ref);
}

bool
whole_has(const struct whole *w, const struct dimension *d)
{
	const struct crm_step *first = &d->path.step[0];

	return w->by != NULL && d->path.steps > 0 &&
	    strcmp(first->of->field[first->ref]->name, w->by) == 0;
}

void
whole_dimension(
    const struct whole *w, const struct dimension *d, struct crm_sql *q)
{
	const struct crm_path path = crm_path_behind(&d->path);

	crm_path_sql(&path, w->as, q);
}

static enum crm_status
count(struct crm_store *s, const struct crm_entity *of,
    const struct crm_entity *part, struct wholes *out, struct crm_err *err)
{
	enum crm_status st;
	int64_t parts, n;

	if ((st = last_id(s, of, &n, err)) != CRM_OK ||
	    (st = last_id(s, part, &parts, err)) != CRM_OK)
		return st;
	out->n = n <= MOST_WHOLES && parts / TIMES >= n ? n : 0;
	return CRM_OK;
}

/* The values are mostly those of the row before. */
static struct crm_value
kept(struct crm_value v, struct crm_value before, struct crm_arena *a)
{
	return v.kind == CRM_STR && crm_value_eq(v, before)
	    ? before
	    : crm_value_dup(a, v);
}

static enum crm_status
read_rows(struct crm_stmt *q, const bool *text, struct crm_arena *a,
    struct wholes *out, struct crm_err *err)
{
	struct crm_value *cell = crm_alloc_n(a, out->width + 1, sizeof *cell);
	struct crm_value *row = cell;
	enum crm_status st;
	bool found;
	size_t i;

	while ((st = crm_step(q, &found, err)) == CRM_OK && found) {
		struct crm_value *before = row;

		crm_cells(q, text, out->width + 1, cell);
		row = crm_alloc_n(a, out->width, sizeof *row);
		for (i = 0; i < out->width; i++)
			row[i] = kept(cell[i + 1], before[i], a);
		if (cell[0].i > 0 && cell[0].i <= out->n)
			out->row[cell[0].i] = row;
	}
	crm_reset(q);
	return st;
}

/* Appends the dimensions and the columns, and says which are text. */
static void
take_columns(const struct whole *w, const struct dimensions *d,
    struct wholes *out, bool *text, struct crm_sql *q)
{
	size_t i;

	crm_buf_printf(&q->text, "SELECT %s.\"id\"", w->as);
	for (i = 0; i < d->n; i++) {
		if (!whole_has(w, &d->d[i]))
			continue;
		crm_buf_str(&q->text, ", ");
		whole_dimension(w, &d->d[i], q);
		out->at[i] = out->dimensions++;
		text[out->dimensions] = dimension_is_text(&d->d[i]);
	}
	crm_buf_printf(&q->text, ", %s", w->sql);
	memcpy(text + 1 + out->dimensions, w->text, w->n * sizeof *text);
	out->width = out->dimensions + w->n;
}

enum crm_status
wholes_load(struct crm_store *s, const struct crm_entity *part,
    const struct whole *w, const struct dimensions *d, struct crm_arena *a,
    struct wholes *out, struct crm_err *err)
{
	const struct crm_entity *of = whole_kind(crm_store_dict(s), part, w);
	bool text[1 + MOST_DIMENSIONS + sizeof w->text] = { false };
	struct crm_stmt *q = NULL;
	enum crm_status st;
	struct crm_sql sql;

	*out = (struct wholes){ .n = 0 };
	if ((st = count(s, of, part, out, err)) != CRM_OK || out->n == 0)
		return st;
	out->row = crm_alloc_n(a, (size_t)out->n + 1, sizeof(void *));
	out->met = crm_alloc_n(a, (size_t)out->n + 1, sizeof *out->met);
	crm_sql_init(&sql, a);
	take_columns(w, d, out, text, &sql);
	crm_buf_printf(&sql.text, " FROM \"%s\" %s WHERE %s", of->def->table,
	    w->as, w->counts);
	if ((st = crm_sql(s, sql.text.data, &q, err)) == CRM_OK) {
		crm_bind_all(q, sql.bind, sql.n);
		st = read_rows(q, text, a, out, err);
	}
	crm_sql_free(&sql);
	return st;
}

const struct crm_value *
wholes_at(const struct wholes *all, struct crm_value reference)
{
	return reference.kind == CRM_INT && reference.i > 0 &&
		reference.i <= all->n
	    ? all->row[reference.i]
	    : NULL;
}

bool
wholes_all_met(const struct wholes *all)
{
	int64_t i;

	for (i = 1; i <= all->n; i++)
		if (all->row[i] != NULL && !all->met[i])
			return false;
	return all->n > 0;
}
