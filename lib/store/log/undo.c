/*
 * Undo: the inverse of a batch, itself a batch.  What has changed again since
 * is a reason against it.  Else the old values are written back, what the batch
 * inserted is hidden, and the result is looked at: keys, references and the
 * rules of the domain must hold.  The caller rolls back where they do not.
 */
#include "store/internal.h"

#include <crm/store/log.h>

#include <stdlib.h>
#include <string.h>

enum { REASONS = 10 };

struct undo {
	struct crm_store *s;
	int64_t batch;          /* its id */
	struct crm_buf reasons; /* the first, joined by "; " */
	int n_reasons;
	void (*each)(
	    void *, const struct crm_entity *, int64_t, enum crm_action);
	void *ctx;
	struct crm_arena arena;
	struct net *net; /* what the batch changed */
	size_t n_net;
	struct birth *birth; /* and what it inserted */
	size_t n_birth;
};

struct birth {
	const struct crm_entity *entity;
	int64_t first, last;
};

/* Net change of one field by the batch: rows of the log with the same record
 * and field, first old and last new. */
struct net {
	const struct crm_entity *entity;
	int64_t record;
	int field;                 /* index, -1: gone */
	struct crm_value old, new; /* as logged, in the arena */
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
	size_t cap = 0;
	enum crm_status st;
	bool row;

	*n = 0;
	*list = NULL;
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
		*list = crm_grow(&u->arena, *list, *n, &cap, sizeof **list);
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
		reason(u, x->entity, x->record,
		    x->field == x->entity->deleted ? NULL : f->name,
		    "was changed again since");
}

/* ---- what the batch changed ---- */

enum pass {
	PASS_CHECK, /* has it changed again since? */
	PASS_WRITE,
	PASS_VERIFY, /* does the book hold together? */
};

/* What is live must refer to live records; what is hidden must be referred to
 * by none, its own parts included. */
static enum crm_status
verify_links(struct undo *u, const struct crm_record *new, struct crm_err *err)
{
	const struct crm_entity *e = new->entity;
	struct crm_buf list = CRM_BUF_INIT;
	struct crm_err own;
	enum crm_status st = CRM_OK;

	own.field[0] = '\0';
	if (new->v[e->deleted].kind == CRM_NULL) {
		if (keys_refer_to_live(u->s, new, &own) != CRM_OK)
			reason(u, e, new->id, own.field,
			    "would refer to a record that is deleted now");
		return CRM_OK;
	}
	st = keys_referrers(u->s, e, new->id, true, &list, err);
	if (st == CRM_OK && list.len > 0)
		reason(u, e, new->id, "is referred to by", list.data);
	crm_buf_free(&list);
	return st;
}

/* The rules of the domain, as for any other change. */
static void
verify_rules(
    struct undo *u, const struct crm_record *old, const struct crm_record *new)
{
	struct crm_record copy = *new;
	struct crm_err own;

	if (u->s->opts.hook == NULL)
		return;
	copy.v = crm_alloc_n(&u->s->scratch, new->entity->n, sizeof *copy.v);
	memcpy(copy.v, new->v, new->entity->n * sizeof *copy.v);
	own.field[0] = '\0';
	if (u->s->opts.hook(u->s, old, &copy, &own) != CRM_OK)
		reason(u, new->entity, new->id,
		    own.field[0] == '\0' ? NULL : own.field, own.text);
}

/* Writes one record back, unless its key is another's now. */
static enum crm_status
write_back(struct undo *u, const struct crm_record *now,
    const struct crm_record *back, const bool *changed, struct crm_err *err)
{
	const struct crm_entity *e = now->entity;
	bool lives = back->v[e->deleted].kind == CRM_NULL;
	struct crm_err own;
	enum crm_status st;

	own.field[0] = '\0';
	st = lives ? keys_free(u->s, back, &own) : CRM_OK;
	if (st == CRM_RULE) {
		reason(u, e, now->id, own.field, "has its key taken since");
		return CRM_OK;
	}
	if (st != CRM_OK)
		return crm_fail(err, st, "%s", own.text);
	st = update_fields(u->s, now, back, changed, err);
	if (st == CRM_OK)
		u->each(u->ctx, e, now->id,
		    !changed[e->deleted] ? CRM_ACT_UPDATED
			: lives          ? CRM_ACT_RESTORED
					 : CRM_ACT_DELETED);
	return st;
}

/* One record; x[0] to x[n - 1] are its fields. */
static enum crm_status
undo_record(struct undo *u, const struct net *x, size_t n, enum pass pass,
    struct crm_err *err)
{
	const struct crm_entity *e = x->entity;
	struct crm_record now, other;
	enum crm_status st;
	bool *changed;
	size_t i;

	crm_arena_reset(&u->s->scratch);
	changed = crm_alloc_n(&u->s->scratch, e->n, sizeof *changed);
	if (pass == PASS_CHECK &&
	    (st = lock_to_hide(u->s, e, x->record, err)) != CRM_OK)
		return st;
	st = load_any(u->s, e, x->record, &u->s->scratch, &now, err);
	if (st != CRM_OK)
		return st;
	/* The record on the other side of the change. */
	other = now;
	other.v = crm_alloc_n(&u->s->scratch, e->n, sizeof *other.v);
	memcpy(other.v, now.v, e->n * sizeof *other.v);
	for (i = 0; i < n; i++) {
		if (x[i].field < 0) {
			if (pass == PASS_CHECK)
				reason(u, e, x->record, NULL,
				    "had a field "
				    "changed that is deleted now");
			continue;
		}
		if (pass == PASS_CHECK)
			check_net(u, &x[i], &now);
		other.v[x[i].field] = log_value_read(e->field[x[i].field],
		    pass == PASS_WRITE ? x[i].old : x[i].new);
		changed[x[i].field] = true;
	}
	if (pass == PASS_WRITE) {
		st = write_back(u, &now, &other, changed, err);
	} else if (pass == PASS_VERIFY) {
		verify_rules(u, &other, &now);
		st = verify_links(u, &now, err);
	}
	return st;
}

static enum crm_status
undo_changes(struct undo *u, enum pass pass, struct crm_err *err)
{
	const struct net *x = u->net;
	enum crm_status st = CRM_OK;
	size_t i, j;

	for (i = 0; i < u->n_net && st == CRM_OK; i = j) {
		for (j = i; j < u->n_net && x[j].entity == x[i].entity &&
		     x[j].record == x[i].record;
		     j++)
			;
		st = undo_record(u, &x[i], j - i, pass, err);
	}
	return st;
}

/* The last change first: a key that went from one record to another goes back
 * the same way, and no two have it in between. */
static enum crm_status
read_changes(struct undo *u, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;

	st = crm_sql(u->s,
	    "SELECT c.\"entity\", c.\"record\", c.\"field\", "
	    "c.\"old\", c.\"new\" FROM change c JOIN (SELECT \"entity\", "
	    "\"record\", max(\"id\") m FROM change WHERE \"batch\" = ? "
	    "GROUP BY \"entity\", \"record\") l "
	    "ON l.\"entity\" = c.\"entity\" AND l.\"record\" = c.\"record\" "
	    "WHERE c.\"batch\" = ? ORDER BY l.m DESC, c.\"field\", c.\"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(u->batch));
	crm_bind(q, 2, crm_value_int(u->batch));
	return read_nets(u, q, &u->net, &u->n_net, err);
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

	st = lock_born(u->s, e, first, last, u->batch, err);
	if (st != CRM_OK)
		return st;
	crm_buf_printf(&sql,
	    "SELECT c.\"entity\", c.\"record\", c.\"field\", "
	    "c.\"old\", c.\"new\" FROM change c JOIN \"%s\" t "
	    "ON t.\"id\" = c.\"record\" WHERE c.\"entity\" = ? "
	    "AND c.\"record\" BETWEEN ? AND ? AND t.\"born\" = ? "
	    "AND c.\"batch\" <> ? ORDER BY c.\"entity\", c.\"record\", "
	    "c.\"field\", c.\"id\"",
	    e->def->table);
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
			reason(u, e, x[i].record,
			    x[i].field == e->deleted
				? NULL
				: e->field[x[i].field]->name,
			    x[i].field == e->deleted ? "is deleted already"
						     : "was changed since");
	return st;
}

/* Live records that refer to what has vanished. */
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
	crm_buf_printf(&q.text,
	    "SELECT t.\"id\" FROM \"%s\" t JOIN \"%s\" v "
	    "ON ",
	    from->def->table, e->def->table);
	crm_sql_field(&q, from, f, "t");
	if (f->type == CRM_T_ANY)
		crm_buf_printf(&q.text, " = '%s' || v.\"id\"", e->def->code);
	else
		crm_buf_str(&q.text, " = v.\"id\"");
	crm_buf_str(&q.text,
	    " WHERE t.\"deleted\" IS NULL "
	    "AND v.\"born\" = ? AND v.\"id\" BETWEEN ? AND ? "
	    "ORDER BY t.\"id\" LIMIT 4");
	status = crm_sql(u->s, q.text.data, &st, err);
	crm_sql_free(&q);
	if (status != CRM_OK)
		return status;
	crm_bind(st, 1, crm_value_int(u->batch));
	crm_bind(st, 2, crm_value_int(first));
	crm_bind(st, 3, crm_value_int(last));
	while ((status = crm_step(st, &row, err)) == CRM_OK && row)
		reason(u, from, crm_col_int(st, 0), f->name,
		    "refers to a record that would vanish");
	return status;
}

static enum crm_status
verify_births(struct undo *u, const struct crm_entity *e, int64_t first,
    int64_t last, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i, j;

	for (i = 0; i < u->s->dict->n && st == CRM_OK; i++) {
		const struct crm_entity *from = u->s->dict->entity[i];

		for (j = 0; j < from->n && st == CRM_OK; j++) {
			const struct crm_field *f = from->field[j];

			if (f->type == CRM_T_ANY ||
			    (f->type == CRM_T_REF &&
				(f->flags & CRM_F_DERIVED) == 0 &&
				crm_dict_find(u->s->dict, f->ref) == e))
				st = check_referrers(
				    u, e, from, f, first, last, err);
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
	struct crm_value range[3] = { crm_value_int(first), crm_value_int(last),
		crm_value_int(u->batch) };
	struct crm_value v[6];
	struct crm_stmt *q;
	enum crm_status st;
	int64_t batch;
	bool row;

	if ((st = tx_batch(u->s, &batch, err)) != CRM_OK)
		return st;
	crm_buf_printf(&where,
	    "\"%s\" WHERE \"id\" BETWEEN ? AND ? "
	    "AND \"born\" = ? AND \"deleted\" IS NULL",
	    e->def->table);
	crm_buf_printf(
	    &sql, "SELECT \"id\" FROM %s ORDER BY \"id\"", where.data);
	if ((st = crm_sql(u->s, sql.data, &q, err)) != CRM_OK)
		goto out;
	crm_bind_all(q, range, 3);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		u->each(u->ctx, e, crm_col_int(q, 0), CRM_ACT_DELETED);
	if (st != CRM_OK)
		goto out;
	crm_buf_clear(&sql);
	crm_buf_printf(&sql,
	    "INSERT INTO change (\"batch\", \"entity\", "
	    "\"record\", \"field\", \"old\", \"new\") SELECT ?, '%s', \"id\", "
	    "'deleted', NULL, '%lld' FROM %s",
	    e->def->name, (long long)batch, where.data);
	v[0] = crm_value_int(batch);
	memcpy(v + 1, range, sizeof range);
	if ((st = crm_run(u->s, sql.data, v, 4, err)) != CRM_OK)
		goto out;
	crm_buf_clear(&sql);
	crm_buf_printf(&sql,
	    "UPDATE \"%s\" SET \"deleted\" = ?, "
	    "\"version\" = ? WHERE \"id\" BETWEEN ? AND ? AND \"born\" = ? "
	    "AND \"deleted\" IS NULL",
	    e->def->table);
	v[0] = v[1] = crm_value_int(batch);
	memcpy(v + 2, range, sizeof range);
	st = crm_run(u->s, sql.data, v, 5, err);
out:
	crm_buf_free(&sql);
	crm_buf_free(&where);
	return st;
}

static enum crm_status
undo_births(struct undo *u, enum pass pass, struct crm_err *err)
{
	static enum crm_status (*const passes[])(struct undo *,
	    const struct crm_entity *, int64_t, int64_t, struct crm_err *) = {
		[PASS_CHECK] = check_later_changes,
		[PASS_WRITE] = hide_births,
		[PASS_VERIFY] = verify_births,
	};
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < u->n_birth && st == CRM_OK; i++)
		st = passes[pass](u, u->birth[i].entity, u->birth[i].first,
		    u->birth[i].last, err);
	return st;
}

static enum crm_status
read_births(struct undo *u, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	u->birth = crm_alloc_n(&u->arena, u->s->dict->n, sizeof *u->birth);
	st = crm_sql(u->s,
	    "SELECT \"entity\", \"first\", \"last\" FROM birth "
	    "WHERE \"batch\" = ? ORDER BY \"entity\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(u->batch));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct birth *b = &u->birth[u->n_birth];
		struct crm_text t = crm_col_text(q, 0);

		b->entity = crm_dict_find(
		    u->s->dict, crm_strndup(&u->arena, t.p, t.n));
		b->first = crm_col_int(q, 1);
		b->last = crm_col_int(q, 2);
		u->n_birth += b->entity != NULL;
	}
	return st;
}

/* Both parts of the batch; CRM_RULE with the reasons that came up. */
static enum crm_status
undo_all(struct undo *u, int64_t number, enum pass pass, struct crm_err *err)
{
	enum crm_status st;

	if ((st = undo_births(u, pass, err)) != CRM_OK ||
	    (st = undo_changes(u, pass, err)) != CRM_OK || u->n_reasons == 0)
		return st;
	return crm_fail(err, CRM_RULE,
	    "B%lld cannot be undone: %s%s; "
	    "undo what came later first",
	    (long long)number, u->reasons.data,
	    u->n_reasons > REASONS ? "; and more" : "");
}

/* Whoever undoes must still be there when it is done. */
static void
verify_actor(struct undo *u)
{
	const struct crm_entity *e = crm_dict_find(u->s->dict, "user");
	size_t i;

	for (i = 0; i < u->n_birth; i++)
		if (u->birth[i].entity == e &&
		    u->s->actor >= u->birth[i].first &&
		    u->s->actor <= u->birth[i].last)
			reason(u, e, u->s->actor, NULL, "is you");
}

/* The live undo of this batch, if there is one. */
static enum crm_status
find_undo(struct undo *u, int64_t number, struct crm_err *err)
{
	struct crm_value v = crm_value_int(number), by;
	enum crm_status st;

	st = crm_get_int(u->s,
	    "SELECT b.\"number\" FROM batch b "
	    "WHERE b.\"undoes\" = ? AND NOT EXISTS (SELECT 1 FROM batch r "
	    "WHERE r.\"undoes\" = b.\"number\") ORDER BY b.\"number\" DESC",
	    &v, 1, &by, err);
	if (st == CRM_OK && by.kind == CRM_INT)
		st = crm_fail(err, CRM_RULE,
		    "B%lld was undone by B%lld; to "
		    "redo it: crm-admin undo B%lld",
		    (long long)number, (long long)by.i, (long long)by.i);
	return st;
}

enum crm_status
crm_undo(struct crm_store *s, int64_t number,
    void (*each)(void *ctx, const struct crm_entity *e, int64_t id,
	enum crm_action done),
    void *ctx, struct crm_err *err)
{
	struct undo u = { .s = s, .each = each, .ctx = ctx };
	struct crm_value v = crm_value_int(number), id;
	enum pass pass;
	enum crm_status st;

	if ((st = crm_allow(s, CRM_WRITE, NULL, err)) != CRM_OK ||
	    (st = find_undo(&u, number, err)) != CRM_OK ||
	    (st = crm_get_int(s,
		 "SELECT \"id\" FROM batch WHERE \"number\" = ?", &v, 1, &id,
		 err)) != CRM_OK)
		return st;
	if (id.kind == CRM_NULL)
		return crm_fail(err, CRM_NOTFOUND, "there is no batch B%lld",
		    (long long)number);
	if (number == 1)
		return crm_fail(err, CRM_RULE,
		    "B1 made the book; it cannot be "
		    "undone");
	u.batch = id.i;
	if ((st = read_births(&u, err)) == CRM_OK)
		st = read_changes(&u, err);
	verify_actor(&u);
	for (pass = PASS_CHECK; pass <= PASS_VERIFY && st == CRM_OK; pass++)
		st = undo_all(&u, number, pass, err);
	store_forget_names(s);
	crm_buf_free(&u.reasons);
	crm_arena_free(&u.arena);
	return st;
}
