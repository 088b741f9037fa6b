/* Undo of what a batch inserted. */
#include "undo.h"

#include <string.h>

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
		if (x[i].field >= 0 && !crm_value_eq(x[i].old, x[i].new))
			undo_reason(u, e, x[i].record,
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
		undo_reason(u, from, crm_col_int(st, 0), f->name,
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
	char batch_text[24];
	/* A line of the log: kind, record, field, old value, new one. */
	struct crm_value hidden[] = {
		crm_value_text(crm_text_of(e->def->name)),
		CRM_VALUE_NULL,
		crm_value_text(CRM_TEXT("deleted")),
		CRM_VALUE_NULL,
		CRM_VALUE_NULL,
	};
	struct crm_value v[6];
	struct crm_stmt *q;
	enum crm_status st;
	int64_t batch;
	bool row;

	if ((st = tx_batch(u->s, &batch, err)) != CRM_OK)
		return st;
	crm_counts_forget(u->s); /* nobody tells of these rows */
	snprintf(batch_text, sizeof batch_text, "%lld", (long long)batch);
	hidden[4] = crm_value_text(crm_text_of(batch_text));
	crm_buf_printf(&where,
	    "\"%s\" WHERE \"id\" BETWEEN ? AND ? "
	    "AND \"born\" = ? AND \"deleted\" IS NULL",
	    e->def->table);
	crm_buf_printf(
	    &sql, "SELECT \"id\" FROM %s ORDER BY \"id\"", where.data);
	if ((st = crm_sql(u->s, sql.data, &q, err)) != CRM_OK)
		goto out;
	crm_bind_all(q, range, 3);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		hooks_note(u->s, e, crm_col_int(q, 0));
		hidden[1] = crm_value_int(crm_col_int(q, 0));
		seal_note(u->s, "change", hidden, 5);
		u->each(u->ctx, e, crm_col_int(q, 0), CRM_ACT_DELETED);
	}
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

/* One pass over records of a kind with ids from `first` to `last`. */
static enum crm_status
undo_range(struct undo *u, const struct crm_entity *e, int64_t first,
    int64_t last, enum pass pass, struct crm_err *err)
{
	static enum crm_status (*const passes[])(struct undo *,
	    const struct crm_entity *, int64_t, int64_t, struct crm_err *) = {
		[PASS_CHECK] = check_later_changes,
		[PASS_WRITE] = hide_births,
		[PASS_VERIFY] = verify_births,
	};

	return passes[pass](u, e, first, last, err);
}

/* Days are closed: each record is asked whether its own is. */
static enum crm_status
is_by_record(
    struct undo *u, const struct crm_entity *e, bool *yes, struct crm_err *err)
{
	const struct crm_rules *rules = hooks_rules(u->s, e);

	*yes = rules != NULL && rules->undo != NULL;
	return rules == NULL || rules->dated == NULL || *yes
	    ? CRM_OK
	    : u->s->opts.hooks->is_closed(u->s, e, yes, err);
}

/* ---- kinds that say how, record by record ---- */

static enum crm_status
ask_born(struct undo *u, const struct crm_record *now, struct born *b,
    struct crm_err *err)
{
	if (now->v[now->entity->deleted].kind != CRM_NULL) {
		undo_reason(
		    u, now->entity, now->id, NULL, "is deleted already");
		return CRM_OK;
	}
	return ask_way(u, now, true, &b->way, err);
}

/* Asks of each how it is undone. */
static enum crm_status
ask_all(struct undo *u, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	struct crm_record now;
	size_t i;

	for (i = 0; i < u->n_born && st == CRM_OK; i++) {
		struct born *b = &u->born[i];

		crm_arena_reset(u->s->scratch);
		st = load_any(u->s, b->entity, b->id, u->s->scratch, &now, err);
		if (st == CRM_OK)
			st = ask_born(u, &now, b, err);
	}
	return st;
}

static enum crm_status
write_born(struct undo *u, struct born *b, struct crm_err *err)
{
	struct crm_record now;
	enum crm_status st;

	crm_arena_reset(u->s->scratch);
	st = load_any(u->s, b->entity, b->id, u->s->scratch, &now, err);
	return st == CRM_OK ? write_way(u, &now, true, b->way, err) : st;
}

/* How many from `i` on are of a kind and go back: between their ids the batch made no
 * others, so they are one range. */
static size_t
run_of(const struct undo *u, size_t i)
{
	size_t n = 0;

	while (i + n < u->n_born && u->born[i + n].way == CRM_UNDO_BACK &&
	    u->born[i + n].entity == u->born[i].entity)
		n++;
	return n;
}

static enum crm_status
undo_records(struct undo *u, enum pass pass, struct crm_err *err)
{
	enum crm_status st = pass == PASS_CHECK ? ask_all(u, err) : CRM_OK;
	size_t i, n;

	for (i = 0; i < u->n_born && st == CRM_OK; i += n > 0 ? n : 1) {
		n = run_of(u, i);
		if (n > 0)
			st = undo_range(u, u->born[i].entity,
			    u->born[i + n - 1].id, u->born[i].id, pass, err);
		else if (pass == PASS_WRITE)
			st = write_born(u, &u->born[i], err);
	}
	return st;
}

/* The last first: a counter-row stands against what is there still. */
static enum crm_status
read_born(struct undo *u, const struct birth *b, struct crm_err *err)
{
	struct crm_value v[] = { crm_value_int(b->first),
		crm_value_int(b->last), crm_value_int(u->batch) };
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = lock_born(u->s, b->entity, b->first, b->last, u->batch, err);
	if (st != CRM_OK)
		return st;
	crm_buf_printf(&sql,
	    "SELECT \"id\" FROM \"%s\" WHERE \"id\" BETWEEN ? AND ? "
	    "AND \"born\" = ? ORDER BY \"id\" DESC",
	    b->entity->def->table);
	st = crm_sql(u->s, sql.data, &q, err);
	crm_buf_free(&sql);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, 3);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		u->born = crm_grow(&u->arena, u->born, u->n_born, &u->cap_born,
		    sizeof *u->born);
		u->born[u->n_born++] = (struct born){ b->entity,
			crm_col_int(q, 0), CRM_UNDO_BACK };
	}
	return st;
}

enum crm_status
undo_births(struct undo *u, enum pass pass, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < u->n_birth && st == CRM_OK; i++) {
		struct birth *b = &u->birth[i];

		if (pass == PASS_CHECK)
			st = is_by_record(u, b->entity, &b->by_record, err);
		if (st != CRM_OK)
			return st;
		if (!b->by_record)
			st = undo_range(
			    u, b->entity, b->first, b->last, pass, err);
		else if (pass == PASS_CHECK)
			st = read_born(u, b, err);
	}
	return st == CRM_OK ? undo_records(u, pass, err) : st;
}

enum crm_status
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
