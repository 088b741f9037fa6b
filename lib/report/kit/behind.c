/*
 * Dimensions behind a reference.  Where few records are referred to by many, their
 * values are read once, and each row has its reference alone; a subquery a row
 * costs more than all the rest of it.
 */
#include "kit.h"

/* Beyond so many the values are not kept; and rows are so many times as many, or
 * reading all that they may refer to is not worth it. */
enum { MOST_KEPT = 1 << 16, TIMES = 4 };

enum crm_status
last_id(struct crm_store *s, const struct crm_entity *e, int64_t *out,
    struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_value v = CRM_VALUE_NULL;
	enum crm_status st;

	crm_buf_printf(&sql, "SELECT max(\"id\") FROM \"%s\"", e->def->table);
	st = crm_get_int(s, sql.data, NULL, 0, &v, err);
	crm_buf_free(&sql);
	*out = v.kind == CRM_INT ? v.i : 0;
	return st;
}

static enum crm_status
read_values(struct crm_store *s, const struct dimension *d,
    const struct crm_entity *to, struct crm_arena *a, struct behind *b,
    struct crm_err *err)
{
	const struct crm_path path = crm_path_behind(&d->path);
	bool text = dimension_is_text(d), found;
	struct crm_stmt *q = NULL;
	struct crm_value v;
	enum crm_status st;
	struct crm_sql sql;
	int64_t id;

	crm_sql_init(&sql, a);
	crm_buf_str(&sql.text, "SELECT t.\"id\", ");
	crm_path_sql(&path, "t", &sql);
	crm_buf_printf(&sql.text, " FROM \"%s\" t", to->def->table);
	if ((st = crm_sql(s, sql.text.data, &q, err)) == CRM_OK)
		crm_bind_all(q, sql.bind, sql.n);
	crm_sql_free(&sql);
	while (st == CRM_OK && (st = crm_step(q, &found, err)) == CRM_OK &&
	    found) {
		id = crm_col_int(q, 0);
		v = crm_col(q, 1, text);
		if (v.kind == CRM_STR)
			v.t.p = crm_strndup(a, v.t.p, v.t.n);
		if (id > 0 && id <= b->n)
			b->of[id] = v;
	}
	if (q != NULL)
		crm_reset(q);
	return st;
}

enum crm_status
behind_load(struct crm_store *s, const struct dimension *d, struct crm_arena *a,
    struct behind *out, struct crm_err *err)
{
	const struct crm_step *first = &d->path.step[0];
	const struct crm_entity *to;
	enum crm_status st;
	int64_t rows = 0;

	*out = (struct behind){ .n = 0 };
	if (d->path.steps == 0)
		return CRM_OK;
	to = crm_dict_find(
	    crm_store_dict(s), first->of->field[first->ref]->ref);
	if ((st = last_id(s, to, &out->n, err)) != CRM_OK ||
	    (st = last_id(s, first->of, &rows, err)) != CRM_OK)
		return st;
	if (out->n > MOST_KEPT || rows / TIMES < out->n)
		return CRM_OK;
	out->of = crm_alloc_n(a, (size_t)out->n + 1, sizeof *out->of);
	return read_values(s, d, to, a, out, err);
}

void
behind_sql(const struct dimension *d, struct crm_sql *q)
{
	const struct crm_path reference = { .entity = d->path.step[0].of,
		.field = d->path.step[0].ref };

	crm_buf_str(&q->text, ", ");
	crm_path_sql(&reference, "t", q);
}

struct crm_value
behind_value(const struct behind *b, struct crm_value reference)
{
	if (reference.kind != CRM_INT || reference.i < 1 || reference.i > b->n)
		return CRM_VALUE_NULL;
	return b->of[reference.i];
}
