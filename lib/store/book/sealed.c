/* All rows of a kind, one after another, with their seals. */
#include "store/book/sealed.h"

/* Values of users' fields, of deleted ones too: they are stored still. */
static const char custom_sql[] =
    "SELECT c.\"record\", c.\"field\", c.\"num\", c.\"txt\" FROM custom c "
    "JOIN custom_field f ON f.\"id\" = c.\"field\" WHERE f.\"entity\" = ? "
    "ORDER BY c.\"record\", c.\"field\"";

enum { ID, BORN, SEAL, FIRST };

static enum crm_status
select_rows(struct sealed_rows *r, const char *where, struct crm_err *err)
{
	const struct crm_entity *e = r->e;
	struct crm_buf sql = CRM_BUF_INIT;
	enum crm_status st;
	int n = FIRST;
	size_t i;

	crm_buf_str(&sql, "SELECT \"id\", \"born\", \"seal\"");
	for (i = 0; i < e->n; i++) {
		const struct crm_field *f = e->field[i];

		r->column[i] = -1;
		if (!is_column(f))
			continue;
		r->column[i] = n++;
		crm_buf_printf(&sql, ", \"%s\"", f->name);
		if (f->flags & CRM_F_FOLDED) {
			n++;
			crm_buf_printf(&sql, ", \"%s_f\"", f->name);
		}
	}
	crm_buf_printf(
	    &sql, " FROM \"%s\" %s ORDER BY \"id\"", e->def->table, where);
	st = crm_sql(r->s, sql.data, &r->q, err);
	crm_buf_free(&sql);
	return st;
}

enum crm_status
sealed_begin(struct sealed_rows *r, struct crm_store *s,
    const struct crm_entity *e, const char *where, struct crm_err *err)
{
	enum crm_status st;
	size_t i;

	*r = (struct sealed_rows){ .s = s, .e = e };
	r->column = crm_alloc_n(&r->arena, e->n, sizeof *r->column);
	r->v = crm_alloc_n(&r->arena, e->n, sizeof *r->v);
	r->fold = crm_alloc_n(&r->arena, e->n, sizeof *r->fold);
	r->seed = crm_alloc_n(&r->arena, e->n, sizeof *r->seed);
	for (i = 0; i < e->n; i++)
		r->seed[i] = seal_seed(e->field[i]);
	if ((st = select_rows(r, where, err)) != CRM_OK ||
	    (st = crm_sql(s, custom_sql, &r->custom, err)) != CRM_OK)
		return st;
	crm_bind(r->custom, 1, crm_value_text(crm_text_of(e->def->name)));
	return crm_step(r->custom, &r->more, err);
}

/* The value that stands there, of a field that the dictionary may not have any
 * more: a number or a text, and both only where somebody meddled. */
static int64_t
seal_custom(const struct crm_stmt *q)
{
	struct crm_field f = { .flags = CRM_F_CUSTOM,
		.custom_id = crm_col_int(q, 1) };

	struct crm_value number = crm_col(q, 2, false),
			 text = crm_col(q, 3, true);
	uint64_t seed = seal_seed(&f);

	return seal_add(seal_value(seed, &number), seal_value(seed, &text));
}

/* Those of the row; values without a record are passed over. */
static enum crm_status
add_custom(struct sealed_rows *r, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	while (r->more && st == CRM_OK && crm_col_int(r->custom, 0) <= r->id) {
		if (crm_col_int(r->custom, 0) == r->id)
			r->seal = seal_add(r->seal, seal_custom(r->custom));
		st = crm_step(r->custom, &r->more, err);
	}
	return st;
}

enum crm_status
sealed_next(struct sealed_rows *r, bool *row, struct crm_err *err)
{
	const struct crm_entity *e = r->e;
	enum crm_status st;
	size_t i;

	if ((st = crm_step(r->q, row, err)) != CRM_OK || !*row)
		return st;
	r->id = crm_col_int(r->q, ID);
	r->born = crm_col_int(r->q, BORN);
	r->stored = crm_col(r->q, SEAL, false);
	r->seal = seal_born(r->id, r->born);
	for (i = 0; i < e->n; i++) {
		const struct crm_field *f = e->field[i];
		int at = r->column[i];

		if (at < 0)
			continue;
		r->v[i] = crm_col(r->q, at, crm_type_is_text(f->type));
		if (f->flags & CRM_F_FOLDED)
			r->fold[i] = crm_col(r->q, at + 1, true);
		if (seal_has(e, i))
			r->seal = seal_add(
			    r->seal, seal_value(r->seed[i], &r->v[i]));
	}
	return add_custom(r, err);
}

void
sealed_end(struct sealed_rows *r)
{
	if (r->q != NULL)
		crm_reset(r->q);
	if (r->custom != NULL)
		crm_reset(r->custom);
	crm_arena_free(&r->arena);
}
