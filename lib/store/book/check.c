/* The check: is the book what it says?  Here: its order, the file, and where
 * references lead. */
#include "store/book/check.h"

static enum crm_status
check_file(struct check *k, struct crm_err *err)
{
	struct crm_finding f = { .code = "file" };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	if ((st = crm_sql(k->s, k->s->engine->check_sql, &q, err)) != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct crm_text t = crm_col_text(q, 0);

		if (crm_text_is(t, "ok"))
			continue;
		f.text = crm_strndup(&k->arena, t.p, t.n);
		if ((st = check_tell(k, &f, err)) != CRM_OK) {
			crm_reset(q);
			break;
		}
	}
	return st;
}

static enum crm_status
check_reference(struct check *k, const struct crm_entity *e,
    const struct crm_field *f, struct crm_err *err)
{
	const struct crm_entity *r = crm_dict_find(k->s->dict, f->ref);
	struct crm_sql q;
	enum crm_status st;

	crm_sql_init(&q, k->s->scratch);
	crm_buf_printf(&q.text,
	    "SELECT t.\"id\" FROM \"%s\" t WHERE "
	    "t.\"deleted\" IS NULL AND ",
	    e->def->table);
	crm_sql_field(&q, e, f, "t");
	crm_buf_str(&q.text, " IS NOT NULL AND NOT EXISTS (SELECT 1 FROM ");
	crm_buf_printf(&q.text,
	    "\"%s\" r WHERE r.\"deleted\" IS NULL "
	    "AND r.\"id\" = ",
	    r->def->table);
	crm_sql_field(&q, e, f, "t");
	crm_buf_char(&q.text, ')');
	st = check_find(k, "reference", e, f->name,
	    "refers to a record that is not "
	    "there",
	    q.text.data, err);
	crm_sql_free(&q);
	return st;
}

/* References to a record of any kind are text: each is looked up. */
static enum crm_status
check_any(struct check *k, const struct crm_entity *e,
    const struct crm_field *f, struct crm_err *err)
{
	struct crm_finding lie = { .code = "reference",
		.entity = e,
		.field = f->name,
		.text = "refers to a record that is not "
			"there" };
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	bool row, live;

	crm_buf_printf(&sql,
	    "SELECT \"id\", \"%s\" FROM \"%s\" "
	    "WHERE \"deleted\" IS NULL AND \"%s\" IS NOT NULL "
	    "ORDER BY \"id\"",
	    f->name, e->def->table, f->name);
	st = crm_sql(k->s, sql.data, &q, err);
	crm_buf_free(&sql);
	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		st = keys_is_live(k->s, f, crm_col(q, 1, true), &live, err);
		if (st == CRM_OK && !live) {
			lie.record = crm_col_int(q, 0);
			st = check_tell(k, &lie, err);
		}
		if (st != CRM_OK) {
			crm_reset(q);
			break;
		}
	}
	return st;
}

static enum crm_status
check_references(
    struct check *k, const struct crm_entity *e, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < e->n && st == CRM_OK; i++) {
		const struct crm_field *f = e->field[i];

		if (f->flags & CRM_F_DERIVED)
			continue;
		if (f->type == CRM_T_REF)
			st = check_reference(k, e, f, err);
		else if (f->type == CRM_T_ANY)
			st = check_any(k, e, f, err);
	}
	return st;
}

/* The currency that a part has is kept to be that of the whole. */
static enum crm_status
check_part_currency(struct check *k, const struct crm_entity *e,
    const struct crm_field *of, struct crm_err *err)
{
	const struct crm_entity *whole = crm_dict_find(k->s->dict, of->ref);
	struct crm_buf sql = CRM_BUF_INIT;
	enum crm_status st;

	if (whole->currency < 0 ||
	    (whole->field[whole->currency]->flags & CRM_F_DERIVED) != 0)
		return CRM_OK;
	crm_buf_printf(&sql,
	    "SELECT t.\"id\" FROM \"%s\" t JOIN \"%s\" w "
	    "ON w.\"id\" = t.\"%s\" WHERE t.\"deleted\" IS NULL "
	    "AND w.\"deleted\" IS NULL AND t.\"%s\" <> w.\"%s\"",
	    e->def->table, whole->def->table, of->name,
	    e->field[e->currency]->name, whole->field[whole->currency]->name);
	st = check_find(k, "currency", e, e->field[e->currency]->name,
	    "is not that of what it is a part of", sql.data, err);
	crm_buf_free(&sql);
	return st;
}

static enum crm_status
check_currency(struct check *k, const struct crm_entity *e, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	if (e->currency < 0 || (e->field[e->currency]->flags & CRM_F_KEPT) == 0)
		return CRM_OK;
	for (i = 0; i < e->n && st == CRM_OK; i++)
		if (e->field[i]->type == CRM_T_REF &&
		    (e->field[i]->flags & CRM_F_OWNER) != 0)
			st = check_part_currency(k, e, e->field[i], err);
	return st;
}

enum crm_status
crm_check(struct crm_store *s, bool deep,
    enum crm_status (*each)(
	void *ctx, const struct crm_finding *f, struct crm_err *err),
    void *ctx, bool *whole, struct crm_err *err)
{
	struct check k = { .s = s, .each = each, .ctx = ctx };
	enum crm_status st;
	size_t i;

	*whole = false;
	if ((st = check_file(&k, err)) == CRM_OK &&
	    (st = check_shape(&k, whole, err)) == CRM_OK && *whole)
		st = check_log(&k, err);
	if (st == CRM_OK && *whole)
		st = check_views(&k, err);
	for (i = 0; i < s->dict->n && st == CRM_OK && *whole; i++) {
		const struct crm_entity *e = s->dict->entity[i];

		if ((st = check_references(&k, e, err)) == CRM_OK &&
		    (st = check_currency(&k, e, err)) == CRM_OK &&
		    (st = check_rows(&k, e, err)) == CRM_OK)
			st = check_versions(&k, e, deep, err);
	}
	crm_arena_free(&k.arena);
	return st;
}
