/*
 * Undo: the inverse of a batch, itself a batch.  First every reason against it
 * is collected, then the old values are written back and what the batch
 * inserted is hidden.
 */
#include "internal.h"

#include <crm/log.h>

#include <stdlib.h>
#include <string.h>

enum { REASONS = 10 };

struct undo {
	struct crm_store *s;
	int64_t batch;			/* its id */
	struct crm_buf reasons;		/* the first, joined by "; " */
	int n_reasons;
	void (*each)(void *, const struct crm_entity *, int64_t,
	    enum crm_action);
	void *ctx;
	struct crm_arena arena;
};

/* Net change of one field by the batch: rows of the log with the same record
 * and field, first old and last new. */
struct net {
	const struct crm_entity *entity;
	int64_t record;
	int field;			/* index, -1: gone */
	struct crm_value old, new;	/* as logged, in the arena */
};

static void
reason(struct undo *u, const struct crm_entity *e, int64_t record,
    const char *field, const char *what)
{
	if (u->n_reasons++ >= REASONS)
		return;
	if (u->reasons.len > 0)
		crm_buf_str(&u->reasons, "; ");
	crm_id_format(&u->reasons, e, record);
	if (field != NULL)
		crm_buf_printf(&u->reasons, " %s", field);
	crm_buf_printf(&u->reasons, " %s", what);
}

static bool
same(struct crm_value a, struct crm_value b)
{
	return crm_value_eq(a, b);
}

static struct crm_value
kept(struct undo *u, struct crm_value v)
{
	if (v.kind == CRM_STR)
		v.t.p = crm_strndup(&u->arena, v.t.p, v.t.n);
	return v;
}

/* The next net change of a statement over (entity, record, field, old, new)
 * that is ordered by these; *more is false at the end. */
static enum crm_status
read_nets(struct undo *u, struct crm_stmt *q, struct net **list, size_t *n,
    struct crm_err *err)
{
	size_t cap = 64;
	enum crm_status st;
	bool row;

	*n = 0;
	*list = crm_alloc_n(&u->arena, cap, sizeof **list);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct crm_buf name = CRM_BUF_INIT;
		struct crm_text t = crm_col_text(q, 0);
		struct net x;

		crm_buf_add(&name, t.p, t.n);
		x.entity = crm_dict_find(u->s->dict, name.data);
		crm_buf_free(&name);
		if (x.entity == NULL)
			continue;
		x.record = crm_col_int(q, 1);
		x.field = log_field_index(x.entity, crm_col_text(q, 2));
		x.old = kept(u, crm_col(q, 3, true));
		x.new = kept(u, crm_col(q, 4, true));
		if (*n > 0 && (*list)[*n - 1].entity == x.entity &&
		    (*list)[*n - 1].record == x.record &&
		    (*list)[*n - 1].field == x.field) {
			(*list)[*n - 1].new = x.new;
			continue;
		}
		if (*n == cap) {
			struct net *more = crm_alloc_n(&u->arena, cap * 2,
			    sizeof *more);

			memcpy(more, *list, cap * sizeof *more);
			*list = more;
			cap *= 2;
		}
		(*list)[(*n)++] = x;
	}
	return st;
}

/* A field that the batch changed must still have the value it got. */
static void
check_net(struct undo *u, const struct net *x, const struct crm_record *now)
{
	const struct crm_field *f = x->entity->field[x->field];

	if (!same(now->v[x->field], log_value_read(f, x->new)))
		reason(u, x->entity, x->record, x->field == x->entity->deleted ?
		    NULL : f->name, "was changed again since");
}

/* What a field gets back must exist still. */
static enum crm_status
check_reference(struct undo *u, const struct net *x, struct crm_err *err)
{
	const struct crm_field *f = x->entity->field[x->field];
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_value v = log_value_read(f, x->old), found;
	enum crm_status st;

	if (f->type != CRM_T_REF || v.kind == CRM_NULL)
		return CRM_OK;
	crm_buf_printf(&sql, "SELECT \"id\" FROM \"%s\" WHERE \"id\" = ? "
	    "AND \"deleted\" IS NULL",
	    crm_dict_find(u->s->dict, f->ref)->def->table);
	st = crm_get_int(u->s, sql.data, &v, 1, &found, err);
	crm_buf_free(&sql);
	if (st == CRM_OK && found.kind == CRM_NULL)
		reason(u, x->entity, x->record, f->name,
		    "would refer to a record that is deleted now");
	return st;
}

/* ---- what the batch changed ---- */

static enum crm_status
check_record(struct undo *u, const struct net *x, size_t n,
    struct crm_record *old, struct crm_record *new, bool *changed,
    struct crm_err *err)
{
	const struct crm_entity *e = x->entity;
	struct crm_err own;
	enum crm_status st;
	size_t i;

	st = load_any(u->s, e, x->record, &u->s->scratch, old, err);
	if (st != CRM_OK)
		return st;
	*new = *old;
	new->v = crm_alloc_n(&u->s->scratch, e->n, sizeof *new->v);
	memcpy(new->v, old->v, e->n * sizeof *new->v);
	for (i = 0; i < n; i++) {
		if (x[i].field < 0)
			continue;
		check_net(u, &x[i], old);
		if ((st = check_reference(u, &x[i], err)) != CRM_OK)
			return st;
		new->v[x[i].field] = log_value_read(e->field[x[i].field],
		    x[i].old);
		changed[x[i].field] = true;
	}
	if (new->v[e->deleted].kind == CRM_NULL) {
		st = keys_free(u->s, new, &own);
		if (st == CRM_RULE)
			reason(u, e, x->record, own.field,
			    "has its key taken since");
	} else if (old->v[e->deleted].kind == CRM_NULL) {
		st = keys_unreferred(u->s, e, x->record, &own);
		if (st == CRM_RULE)
			reason(u, e, x->record, NULL, "is referred to since");
	}
	if (st == CRM_OK || st == CRM_RULE)
		return CRM_OK;
	return crm_fail(err, st, "%s", own.text);
}

static enum crm_status
undo_changes(struct undo *u, bool apply, struct crm_err *err)
{
	struct crm_record old, new;
	struct net *x;
	struct crm_stmt *q;
	enum crm_status st;
	size_t i, j, n;

	st = crm_sql(u->s, "SELECT \"entity\", \"record\", \"field\", \"old\", "
	    "\"new\" FROM change WHERE \"batch\" = ? "
	    "ORDER BY \"entity\", \"record\", \"field\", \"id\"", &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(u->batch));
	st = read_nets(u, q, &x, &n, err);
	for (i = 0; i < n && st == CRM_OK; i = j) {
		const struct crm_entity *e = x[i].entity;
		bool *changed;

		for (j = i; j < n && x[j].entity == e &&
		    x[j].record == x[i].record; j++)
			;
		crm_arena_reset(&u->s->scratch);
		changed = crm_alloc_n(&u->s->scratch, e->n, sizeof *changed);
		st = check_record(u, &x[i], j - i, &old, &new, changed, err);
		if (st != CRM_OK || !apply)
			continue;
		st = update_fields(u->s, &old, &new, changed, err);
		if (st == CRM_OK)
			u->each(u->ctx, e, x[i].record, CRM_ACT_UPDATED);
	}
	return st;
}

/* ---- what it inserted ---- */

/* Records that the batch made and a later one changed for good. */
static enum crm_status
check_later_changes(struct undo *u, const struct crm_entity *e, int64_t first,
    int64_t last, struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_stmt *q;
	struct net *x;
	enum crm_status st;
	size_t i, n = 0;

	crm_buf_printf(&sql, "SELECT c.\"entity\", c.\"record\", c.\"field\", "
	    "c.\"old\", c.\"new\" FROM change c JOIN \"%s\" t "
	    "ON t.\"id\" = c.\"record\" WHERE c.\"entity\" = ? "
	    "AND c.\"record\" BETWEEN ? AND ? AND t.\"born\" = ? "
	    "AND c.\"batch\" <> ? ORDER BY c.\"entity\", c.\"record\", "
	    "c.\"field\", c.\"id\"", e->def->table);
	st = crm_sql(u->s, sql.data, &q, err);
	crm_buf_free(&sql);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_text(crm_text_of(e->def->name)));
	crm_bind(q, 2, crm_value_int(first));
	crm_bind(q, 3, crm_value_int(last));
	crm_bind(q, 4, crm_value_int(u->batch));
	crm_bind(q, 5, crm_value_int(u->batch));
	st = read_nets(u, q, &x, &n, err);
	for (i = 0; i < n; i++)
		if (x[i].field >= 0 && !same(x[i].old, x[i].new))
			reason(u, e, x[i].record, x[i].field == e->deleted ?
			    NULL : e->field[x[i].field]->name,
			    x[i].field == e->deleted ? "is deleted already" :
			    "was changed since");
	return st;
}

/* Live records of other batches that refer to what would vanish. */
static enum crm_status
check_referrers(struct undo *u, const struct crm_entity *e,
    const struct crm_entity *from, const struct crm_field *f, int64_t first,
    int64_t last, struct crm_err *err)
{
	struct crm_sql q;
	struct crm_stmt *st;
	enum crm_status status;
	bool row;

	crm_sql_init(&q, &u->arena);
	crm_buf_printf(&q.text, "SELECT t.\"id\" FROM \"%s\" t JOIN \"%s\" v "
	    "ON ", from->def->table, e->def->table);
	crm_sql_field(&q, from, f, "t");
	if (f->type == CRM_T_ANY)
		crm_buf_printf(&q.text, " = '%s' || v.\"id\"", e->def->code);
	else
		crm_buf_str(&q.text, " = v.\"id\"");
	crm_buf_str(&q.text, " WHERE t.\"deleted\" IS NULL "
	    "AND t.\"born\" <> ? AND v.\"born\" = ? "
	    "AND v.\"id\" BETWEEN ? AND ? LIMIT 4");
	status = crm_sql(u->s, q.text.data, &st, err);
	crm_sql_free(&q);
	if (status != CRM_OK)
		return status;
	crm_bind(st, 1, crm_value_int(u->batch));
	crm_bind(st, 2, crm_value_int(u->batch));
	crm_bind(st, 3, crm_value_int(first));
	crm_bind(st, 4, crm_value_int(last));
	while ((status = crm_step(st, &row, err)) == CRM_OK && row)
		reason(u, from, crm_col_int(st, 0), f->name,
		    "refers to a record that would vanish");
	return status;
}

static enum crm_status
check_births(struct undo *u, const struct crm_entity *e, int64_t first,
    int64_t last, struct crm_err *err)
{
	enum crm_status st = check_later_changes(u, e, first, last, err);
	size_t i, j;

	for (i = 0; i < u->s->dict->n && st == CRM_OK; i++) {
		const struct crm_entity *from = u->s->dict->entity[i];

		for (j = 0; j < from->n && st == CRM_OK; j++) {
			const struct crm_field *f = from->field[j];

			if (f->type == CRM_T_ANY || (f->type == CRM_T_REF &&
			    (f->flags & CRM_F_DERIVED) == 0 &&
			    crm_dict_find(u->s->dict, f->ref) == e))
				st = check_referrers(u, e, from, f, first,
				    last, err);
		}
	}
	return st;
}

/* Hides all at once: a million rows are two statements. */
static enum crm_status
hide_births(struct undo *u, const struct crm_entity *e, int64_t first,
    int64_t last, struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT, where = CRM_BUF_INIT;
	struct crm_value range[3] = { crm_value_int(first),
		crm_value_int(last), crm_value_int(u->batch) };
	struct crm_value v[6];
	struct crm_stmt *q;
	enum crm_status st;
	int64_t batch;
	bool row;

	if ((st = tx_batch(u->s, &batch, err)) != CRM_OK)
		return st;
	crm_buf_printf(&where, "\"%s\" WHERE \"id\" BETWEEN ? AND ? "
	    "AND \"born\" = ? AND \"deleted\" IS NULL", e->def->table);
	crm_buf_printf(&sql, "SELECT \"id\" FROM %s ORDER BY \"id\"",
	    where.data);
	if ((st = crm_sql(u->s, sql.data, &q, err)) != CRM_OK)
		goto out;
	crm_bind_all(q, range, 3);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		u->each(u->ctx, e, crm_col_int(q, 0), CRM_ACT_DELETED);
	if (st != CRM_OK)
		goto out;
	crm_buf_clear(&sql);
	crm_buf_printf(&sql, "INSERT INTO change (\"batch\", \"entity\", "
	    "\"record\", \"field\", \"old\", \"new\") SELECT ?, '%s', \"id\", "
	    "'deleted', NULL, '%lld' FROM %s", e->def->name, (long long)batch,
	    where.data);
	v[0] = crm_value_int(batch);
	memcpy(v + 1, range, sizeof range);
	if ((st = crm_run(u->s, sql.data, v, 4, err)) != CRM_OK)
		goto out;
	crm_buf_clear(&sql);
	crm_buf_printf(&sql, "UPDATE \"%s\" SET \"deleted\" = ?, "
	    "\"version\" = ? WHERE \"id\" BETWEEN ? AND ? AND \"born\" = ? "
	    "AND \"deleted\" IS NULL", e->def->table);
	v[0] = v[1] = crm_value_int(batch);
	memcpy(v + 2, range, sizeof range);
	st = crm_run(u->s, sql.data, v, 5, err);
out:
	crm_buf_free(&sql);
	crm_buf_free(&where);
	return st;
}

struct birth {
	const struct crm_entity *entity;
	int64_t first, last;
};

static enum crm_status
undo_births(struct undo *u, bool apply, struct crm_err *err)
{
	struct birth *b = crm_alloc_n(&u->arena, u->s->dict->n, sizeof *b);
	struct crm_stmt *q;
	enum crm_status st;
	size_t i, n = 0;
	bool row;

	st = crm_sql(u->s, "SELECT \"entity\", \"first\", \"last\" FROM birth "
	    "WHERE \"batch\" = ?", &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(u->batch));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct crm_text t = crm_col_text(q, 0);

		b[n].entity = crm_dict_find(u->s->dict,
		    crm_strndup(&u->arena, t.p, t.n));
		b[n].first = crm_col_int(q, 1);
		b[n].last = crm_col_int(q, 2);
		n += b[n].entity != NULL;
	}
	for (i = 0; i < n && st == CRM_OK; i++)
		st = apply ? hide_births(u, b[i].entity, b[i].first, b[i].last,
		    err) : check_births(u, b[i].entity, b[i].first, b[i].last,
		    err);
	return st;
}

/* The live undo of this batch, if there is one. */
static enum crm_status
find_undo(struct undo *u, int64_t number, struct crm_err *err)
{
	struct crm_value v = crm_value_int(number), by;
	enum crm_status st;

	st = crm_get_int(u->s, "SELECT b.\"number\" FROM batch b "
	    "WHERE b.\"undoes\" = ? AND NOT EXISTS (SELECT 1 FROM batch r "
	    "WHERE r.\"undoes\" = b.\"number\") ORDER BY b.\"number\" DESC",
	    &v, 1, &by, err);
	if (st == CRM_OK && by.kind == CRM_INT)
		st = crm_fail(err, CRM_RULE, "B%lld was undone by B%lld; to "
		    "redo it: crm-admin undo B%lld", (long long)number,
		    (long long)by.i, (long long)by.i);
	return st;
}

enum crm_status
crm_undo(struct crm_store *s, int64_t number,
    void (*each)(void *ctx, const struct crm_entity *e, int64_t id,
    enum crm_action done), void *ctx, struct crm_err *err)
{
	struct undo u = { .s = s, .each = each, .ctx = ctx };
	struct crm_value v = crm_value_int(number), id;
	enum crm_status st;

	if ((st = crm_allow(s, CRM_WRITE, NULL, err)) != CRM_OK ||
	    (st = find_undo(&u, number, err)) != CRM_OK ||
	    (st = crm_get_int(s, "SELECT \"id\" FROM batch WHERE \"number\" = ?",
	    &v, 1, &id, err)) != CRM_OK)
		return st;
	if (id.kind == CRM_NULL)
		return crm_fail(err, CRM_NOTFOUND, "there is no batch B%lld",
		    (long long)number);
	u.batch = id.i;
	if ((st = undo_births(&u, false, err)) != CRM_OK ||
	    (st = undo_changes(&u, false, err)) != CRM_OK)
		goto out;
	if (u.n_reasons > 0) {
		st = crm_fail(err, CRM_RULE, "B%lld cannot be undone: %s%s; "
		    "undo what came later first", (long long)number,
		    u.reasons.data, u.n_reasons > REASONS ? "; and more" : "");
		goto out;
	}
	if ((st = undo_births(&u, true, err)) == CRM_OK)
		st = undo_changes(&u, true, err);
	store_forget_names(s);
out:
	crm_buf_free(&u.reasons);
	crm_arena_free(&u.arena);
	return st;
}
