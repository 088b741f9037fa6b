/*
 * Folded copies as this release makes them, in a book whose rows another release
 * wrote.  A key that others have by now keeps the copy that it has: two records
 * cannot share one; who migrates is told, and check tells it until somebody gives
 * one of them another.
 */
#include "store/book/sealed.h"

#include <crm/store/upkeep.h>

/* A row with copies that are to be written. */
struct stale {
	struct crm_record record; /* its keys and what is to be folded */
	struct stale *next;
};

static bool
is_stale(const struct sealed_rows *r, size_t field, struct crm_arena *a)
{
	struct crm_value v = r->v[field];

	if (!is_column(r->e->field[field]) ||
	    (r->e->field[field]->flags & CRM_F_FOLDED) == 0)
		return false;
	if (v.kind == CRM_STR)
		v = crm_value_text(crm_fold_dup(a, v.t));
	return !crm_value_eq(r->fold[field], v);
}

/* Notes the row that was read, where a copy of it is stale. */
static void
note_stale(const struct sealed_rows *r, struct crm_arena *row,
    struct crm_arena *a, struct stale ***end)
{
	struct stale *x = NULL;
	size_t i;
	int k;

	for (i = 0; i < r->e->n; i++) {
		if (!is_stale(r, i, row))
			continue;
		if (x == NULL) {
			x = crm_alloc(a, sizeof *x);
			*x = (struct stale){ .next = NULL };
			crm_record_init(&x->record, r->e, a);
			x->record.id = r->id;
		}
		crm_record_set(&x->record, (int)i, crm_value_dup(a, r->v[i]));
	}
	if (x == NULL)
		return;
	for (k = 0; k < CRM_KEY_FIELDS && r->e->key[k] >= 0; k++)
		x->record.v[r->e->key[k]] = crm_value_dup(
		    a, r->v[r->e->key[k]]);
	x->record.v[r->e->deleted] = r->v[r->e->deleted];
	**end = x;
	*end = &x->next;
}

/* Takes its keys out of what is to be written, where another has them. */
static enum crm_status
check_keys(struct crm_store *s, struct stale *x, struct crm_buf *done,
    struct crm_err *err)
{
	const struct crm_entity *e = x->record.entity;
	struct crm_err taken = { .status = CRM_OK };
	struct crm_buf id = CRM_BUF_INIT;
	enum crm_status st;
	int k;

	if (x->record.v[e->deleted].kind != CRM_NULL ||
	    (st = keys_free(s, &x->record, &taken)) == CRM_OK)
		return CRM_OK;
	if (st != CRM_RULE) {
		*err = taken;
		return st;
	}
	for (k = 0; k < CRM_KEY_FIELDS && e->key[k] >= 0; k++)
		x->record.given[e->key[k]] = false;
	if (done == NULL)
		return CRM_OK;
	crm_id_format(&id, e, x->record.id);
	crm_buf_printf(done, crm_tr("%s: %s; give one of them another\n"),
	    id.data, taken.text);
	crm_buf_free(&id);
	return CRM_OK;
}

static enum crm_status
write_copies(struct crm_store *s, const struct stale *x, struct crm_err *err)
{
	const struct crm_entity *e = x->record.entity;
	struct crm_value *v = crm_alloc_n(s->scratch, e->n + 1, sizeof *v);
	struct crm_buf sql = CRM_BUF_INIT;
	enum crm_status st = CRM_OK;
	size_t i, n = 0;

	crm_buf_printf(&sql, "UPDATE \"%s\" SET ", e->def->table);
	for (i = 0; i < e->n; i++) {
		if (!x->record.given[i])
			continue;
		crm_buf_printf(&sql, "%s\"%s_f\" = ?", n > 0 ? ", " : "",
		    e->field[i]->name);
		v[n] = x->record.v[i];
		if (v[n].kind == CRM_STR)
			v[n].t = crm_fold_dup(s->scratch, v[n].t);
		n++;
	}
	crm_buf_str(&sql, " WHERE \"id\" = ?");
	v[n] = crm_value_int(x->record.id);
	if (n > 0)
		st = crm_run(s, sql.data, v, n + 1, err);
	crm_buf_free(&sql);
	return st;
}

static enum crm_status
refold_kind(struct crm_store *s, const struct crm_entity *e,
    struct crm_buf *done, struct crm_err *err)
{
	struct crm_arena kept = CRM_ARENA_INIT, one = CRM_ARENA_INIT;
	struct stale *first = NULL, **end = &first, *x;
	struct sealed_rows r;
	enum crm_status st;
	bool row;

	st = sealed_begin(&r, s, e, "", err);
	while (st == CRM_OK && (st = sealed_next(&r, &row, err)) == CRM_OK &&
	    row) {
		note_stale(&r, &one, &kept, &end);
		crm_arena_reset(&one);
	}
	sealed_end(&r);
	for (x = first; x != NULL && st == CRM_OK; x = x->next)
		if ((st = check_keys(s, x, done, err)) == CRM_OK)
			st = write_copies(s, x, err);
	crm_arena_free(&one);
	crm_arena_free(&kept);
	return st;
}

/* ---- users' fields ---- */

struct stale_custom {
	int64_t field, record;
	struct crm_text fold;
	struct stale_custom *next;
};

static enum crm_status
read_custom(struct crm_store *s, struct crm_arena *a,
    struct stale_custom **first, struct crm_err *err)
{
	struct stale_custom **end = first;
	struct crm_buf fold = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = crm_sql(s,
	    "SELECT \"field\", \"record\", \"txt\", \"txt_f\" FROM custom "
	    "WHERE \"txt_f\" IS NOT NULL",
	    &q, err);
	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct crm_text t;

		crm_buf_clear(&fold);
		crm_fold(&fold, crm_col_text(q, 2));
		t = (struct crm_text){ fold.data, fold.len };
		if (crm_text_eq(t, crm_col_text(q, 3)))
			continue;
		*end = crm_alloc(a, sizeof **end);
		**end = (struct stale_custom){ .field = crm_col_int(q, 0),
			.record = crm_col_int(q, 1),
			.fold = { crm_strndup(a, t.p, t.n), t.n } };
		end = &(*end)->next;
	}
	crm_buf_free(&fold);
	return st;
}

static enum crm_status
refold_custom(struct crm_store *s, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct stale_custom *first = NULL, *x;
	enum crm_status st = read_custom(s, &a, &first, err);

	for (x = first; x != NULL && st == CRM_OK; x = x->next) {
		struct crm_value v[] = { crm_value_text(x->fold),
			crm_value_int(x->field), crm_value_int(x->record) };

		st = crm_run(s,
		    "UPDATE custom SET \"txt_f\" = ? WHERE \"field\" = ? "
		    "AND \"record\" = ?",
		    v, 3, err);
	}
	crm_arena_free(&a);
	return st;
}

enum crm_status
refold_all(struct crm_store *s, struct crm_buf *done, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < s->dict->n && st == CRM_OK; i++)
		st = refold_kind(s, s->dict->entity[i], done, err);
	return st == CRM_OK ? refold_custom(s, err) : st;
}

enum crm_status
crm_refold(struct crm_store *s, struct crm_buf *done, struct crm_err *err)
{
	enum crm_status st = s->engine->begin(s->db, true, 0, err);

	if (st != CRM_OK)
		return st;
	if ((st = refold_all(s, done, err)) == CRM_OK)
		st = s->engine->commit(s->db, err);
	if (st != CRM_OK)
		crm_rollback(s);
	return st;
}
