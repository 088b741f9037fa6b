/* Ids that a command has, as a table that its statements join. */
#include "internal.h"

/* So few stand in the statement: a table is made and filled in several trips, and
 * however short it is, a server expects so much of it that it reads the other from end
 * to end. */
enum { FEW = 50 };

static bool
are_few(size_t n)
{
	return n > 0 && n <= FEW;
}

enum crm_status
pick_ids(struct crm_store *s, const int64_t *ids, size_t n, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	size_t i;
	bool row;

	if (are_few(n))
		return CRM_OK;
	st = s->engine->script(s->db,
	    "CREATE TEMPORARY TABLE IF NOT EXISTS "
	    "picked (\"n\" INTEGER PRIMARY KEY, \"id\" BIGINT);"
	    "DELETE FROM picked",
	    err);
	if (st == CRM_OK)
		st = crm_sql(s,
		    "INSERT INTO \"picked\" (\"n\", \"id\") "
		    "VALUES (?, ?)",
		    &q, err);
	if (st == CRM_OK && s->engine->load != NULL)
		s->engine->load(q->st);
	for (i = 0; i < n && st == CRM_OK; i++) {
		crm_bind(q, 1, crm_value_int((int64_t)i));
		crm_bind(q, 2, crm_value_int(ids[i]));
		st = crm_step(q, &row, err);
	}
	return st;
}

static void
put_few(const int64_t *ids, size_t n, struct crm_sql *q)
{
	size_t i;

	crm_buf_str(&q->text,
	    "(SELECT column1 AS \"n\", column2 AS \"id\" FROM (VALUES ");
	for (i = 0; i < n; i++) {
		crm_buf_printf(&q->text, "%s(%zu, ?)", i > 0 ? ", " : "", i);
		crm_sql_bind(q, crm_value_int(ids[i]));
	}
	crm_buf_str(&q->text, ") v_)");
}

void
put_picked(const int64_t *ids, size_t n, struct crm_sql *q)
{
	if (are_few(n))
		put_few(ids, n, q);
	else
		crm_buf_str(&q->text, "picked");
}

/* Of one record alone: no table is needed. */
static enum crm_status
referring_one(struct crm_store *s, const struct crm_entity *e, int field,
    const struct crm_entity *to, int64_t id, bool hidden, struct crm_arena *a,
    int64_t **out, size_t *n_out, struct crm_err *err)
{
	const struct crm_field *f = e->field[field];
	struct crm_value v = crm_value_int(id);
	struct crm_sql q;
	enum crm_status st;

	if (f->type == CRM_T_ANY)
		v = crm_value_text(crm_text_of(
		    crm_sprintf(a, "%s%lld", to->def->code, (long long)id)));
	crm_sql_init(&q, a);
	crm_buf_str(&q.text, "SELECT t.\"id\" FROM \"");
	crm_buf_str(&q.text, e->def->table);
	crm_buf_str(&q.text, "\" t WHERE ");
	crm_sql_field(&q, e, f, "t");
	crm_buf_str(&q.text, " = ?");
	crm_sql_bind(&q, v);
	crm_buf_str(&q.text, hidden ? "" : " AND t.\"deleted\" IS NULL");
	crm_buf_str(&q.text, " ORDER BY t.\"id\"");
	st = crm_ids(s, q.text.data, q.bind, q.n, a, out, n_out, err);
	crm_sql_free(&q);
	return st;
}

enum crm_status
crm_referring(struct crm_store *s, const struct crm_entity *e, int field,
    const struct crm_entity *to, const int64_t *ids, size_t n, bool hidden,
    struct crm_arena *a, int64_t **out, size_t *n_out, struct crm_err *err)
{
	const struct crm_field *f = e->field[field];
	struct crm_sql q;
	enum crm_status st;

	*n_out = 0;
	if (n == 1)
		return referring_one(
		    s, e, field, to, *ids, hidden, a, out, n_out, err);
	if ((st = pick_ids(s, ids, n, err)) != CRM_OK)
		return st;
	crm_sql_init(&q, a);
	crm_buf_str(&q.text, "SELECT t.\"id\" FROM ");
	put_picked(ids, n, &q);
	crm_buf_printf(&q.text, " p JOIN \"%s\" t ON ", e->def->table);
	crm_sql_field(&q, e, f, "t");
	if (f->type == CRM_T_ANY)
		crm_buf_printf(&q.text, " = '%s' || p.\"id\"", to->def->code);
	else
		crm_buf_str(&q.text, " = p.\"id\"");
	crm_buf_str(&q.text, hidden ? "" : " WHERE t.\"deleted\" IS NULL");
	crm_buf_str(&q.text, " ORDER BY p.\"n\", t.\"id\"");
	st = crm_ids(s, q.text.data, q.bind, q.n, a, out, n_out, err);
	crm_sql_free(&q);
	return st;
}
