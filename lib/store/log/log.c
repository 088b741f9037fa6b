/*
 * The change log.  A changed field is one row: the old and the new value as
 * text (numbers in decimal).  An insert has no row: the record itself
 * remembers the batch that made it.
 */
#include "store/internal.h"

#include <crm/store/log.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN_MOST = 40, LINE = 6 };

const char *
log_field_name(const struct crm_field *f, char buf[32])
{
	if ((f->flags & CRM_F_CUSTOM) == 0)
		return f->name;
	snprintf(buf, 32, "#%lld", (long long)f->custom_id);
	return buf;
}

int
log_field_index(const struct crm_entity *e, struct crm_text name)
{
	char buf[32];
	size_t i;

	for (i = 0; i < e->n; i++)
		if (crm_text_is(name, log_field_name(e->field[i], buf)))
			return (int)i;
	return -1;
}

struct crm_value
log_value(struct crm_value v, char buf[CRM_INT_SIZE])
{
	return v.kind == CRM_INT ? crm_value_text(crm_int_text(v.i, buf)) : v;
}

struct crm_value
log_value_read(const struct crm_field *f, struct crm_value v)
{
	char buf[24];

	if (v.kind == CRM_NULL || crm_type_is_text(f->type))
		return v;
	snprintf(buf, sizeof buf, "%.*s", (int)v.t.n, v.t.p);
	return crm_value_int(strtoll(buf, NULL, 10));
}

enum crm_status
log_change(struct crm_store *s, const struct crm_entity *e, int64_t record,
    const char *field, struct crm_value old, struct crm_value new,
    struct crm_err *err)
{
	char old_text[CRM_INT_SIZE], new_text[CRM_INT_SIZE];
	struct crm_value v[LINE] = {
		crm_value_int(s->tx.id),
		crm_value_text(crm_text_of(e->def->name)),
		crm_value_int(record),
		crm_value_text(crm_text_of(field)),
		log_value(old, old_text),
		log_value(new, new_text),
	};

	seal_note(s, "change", v + 1, 5);
	return log_line(s, v, err);
}

/* What the record's currency was before the first change of it after batch
 * `number`; where there is none, what it is now. */
static enum crm_status
currency_after(struct crm_store *s, const struct crm_record *now,
    int64_t number, int *digits, struct crm_err *err)
{
	const struct crm_entity *e = now->entity;
	struct crm_value v = now->v[e->currency];
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = crm_sql(s,
	    "SELECT c.\"old\" FROM change c JOIN batch b "
	    "ON b.\"id\" = c.\"batch\" WHERE c.\"entity\" = ? "
	    "AND c.\"record\" = ? AND c.\"field\" = ? AND b.\"number\" > ? "
	    "ORDER BY b.\"number\", c.\"id\" LIMIT 1",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_text(crm_text_of(e->def->name)));
	crm_bind(q, 2, crm_value_int(now->id));
	crm_bind(
	    q, 3, crm_value_text(crm_text_of(e->field[e->currency]->name)));
	crm_bind(q, 4, crm_value_int(number));
	if ((st = crm_step(q, &row, err)) != CRM_OK)
		return st;
	if (row)
		v = crm_col(q, 0, true);
	*digits = money_digits(
	    s, v.kind == CRM_STR ? v.t : crm_text_of(s->currency));
	if (row)
		crm_reset(q);
	return CRM_OK;
}

enum crm_status
log_digits(struct crm_store *s, const struct crm_record *now,
    const struct crm_field *f, int64_t number, int *digits, struct crm_err *err)
{
	*digits = crm_currency_digits(s->currency);
	if (f->type != CRM_T_MONEY || is_in_base(now->entity, f))
		return CRM_OK;
	return currency_after(s, now, number, digits, err);
}

enum crm_status
crm_version_parse(struct crm_text t, int64_t *version, struct crm_err *err)
{
	struct crm_text number = t;
	int64_t v;

	if (number.n > 1 && number.p[0] == 'B')
		number.p++, number.n--;
	if (crm_number_parse(number, 0, 0, &v, NULL) != CRM_OK || v <= 0)
		return crm_fail_field(err, CRM_INVALID, "version",
		    "'%.*s' is "
		    "not a version",
		    (int)(t.n > SHOWN_MOST ? SHOWN_MOST : t.n), t.p);
	*version = v;
	return CRM_OK;
}

enum crm_status
crm_batch_parse(struct crm_store *s, struct crm_text t, int64_t *number,
    struct crm_err *err)
{
	struct crm_value v, found;
	enum crm_status st;
	char digits[20], *end;

	if (t.n > 1 && (t.p[0] == 'B' || t.p[0] == 'b'))
		t.p++, t.n--;
	snprintf(digits, sizeof digits, "%.*s", (int)t.n, t.p);
	*number = strtoll(digits, &end, 10);
	if (*end != '\0' || t.n == 0 || t.n >= sizeof digits ||
	    digits[0] < '0' || digits[0] > '9')
		return crm_fail(err, CRM_USAGE,
		    "'%.*s' is not a batch; expected "
		    "a number like B41 (crm-admin log lists them)",
		    (int)(t.n > SHOWN_MOST ? SHOWN_MOST : t.n), t.p);
	v = crm_value_int(*number);
	st = crm_get_int(s, "SELECT \"number\" FROM batch WHERE \"number\" = ?",
	    &v, 1, &found, err);
	if (st == CRM_OK && found.kind == CRM_NULL)
		st = crm_fail(err, CRM_NOTFOUND, "there is no batch B%lld",
		    (long long)*number);
	return st;
}

enum crm_status
crm_batch_at(struct crm_store *s, int64_t number, struct crm_value *at,
    struct crm_err *err)
{
	struct crm_value v = crm_value_int(number);

	return crm_get_int(
	    s, "SELECT \"at\" FROM batch WHERE \"number\" = ?", &v, 1, at, err);
}

/* ---- what was taken ---- */

/* A batch counts unless it was undone; an undo of the undo counts it again, and it may
 * be undone once more, so that what decides is whether the undos behind it, of it and
 * of each other, are even in number (stands.c).  IS TRUE
 * keeps engines from looking for the kind in an index: that finds all of the
 * log. */
static const char taken_sql[] =
    "WITH RECURSIVE chain(\"root\", \"number\") AS ("
    "SELECT b.\"number\", b.\"number\" FROM batch b "
    "WHERE b.\"at\" >= ? AND b.\"actor\" = ? AND b.\"undoes\" IS NULL "
    "UNION ALL SELECT c.\"root\", u.\"number\" "
    "FROM chain c JOIN batch u ON u.\"undoes\" = c.\"number\" "
    "AND u.\"at\" >= ?) "
    "SELECT count(*) FROM (SELECT c.\"batch\", c.\"record\" "
    "FROM (SELECT \"root\" FROM chain GROUP BY \"root\" "
    "HAVING count(*) % 2 = 1) x "
    "JOIN batch b ON b.\"number\" = x.\"root\" "
    "JOIN change c ON c.\"batch\" = b.\"id\" AND (c.\"entity\" = ?) IS TRUE "
    "WHERE c.\"field\" = 'pool' AND c.\"old\" = ? AND c.\"new\" IS NULL "
    "OR c.\"field\" = 'owner' AND c.\"new\" = ? "
    "GROUP BY c.\"batch\", c.\"record\" "
    "HAVING count(DISTINCT c.\"field\") = 2) y";

enum crm_status
crm_log_taken(struct crm_store *s, const struct crm_entity *e, int64_t pool,
    int64_t user, int64_t since, int64_t *n, struct crm_err *err)
{
	char pool_text[24], user_text[24];
	struct crm_value v[] = {
		crm_value_int(since),
		crm_value_int(user),
		crm_value_int(since),
		crm_value_text(crm_text_of(e->def->name)),
		log_value(crm_value_int(pool), pool_text),
		log_value(crm_value_int(user), user_text),
	};
	struct crm_value found;
	enum crm_status st = crm_get_int(
	    s, taken_sql, v, sizeof v / sizeof *v, &found, err);

	*n = found.kind == CRM_INT ? found.i : 0;
	return st;
}

/* ---- history ---- */

struct shown {
	struct crm_buf old, new;
	struct crm_record now;
};

/* A value as it was behind batch `number`. */
static enum crm_status
show_value(struct crm_store *s, const struct shown *w,
    const struct crm_field *f, struct crm_value v, int64_t number,
    struct crm_buf *out, struct crm_err *err)
{
	struct crm_text name;
	enum crm_status st;
	int digits;

	crm_buf_clear(out);
	crm_buf_room(out, 1)[0] = '\0';
	if (v.kind == CRM_NULL)
		return CRM_OK;
	if (f->type == CRM_T_REF) {
		st = crm_display(
		    s, crm_dict_find(s->dict, f->ref), v.i, &name, err);
		if (st == CRM_OK)
			crm_buf_add(out, name.p, name.n);
		return st;
	}
	st = log_digits(s, &w->now, f, number, &digits, err);
	if (st == CRM_OK)
		crm_value_format(out, s->dict, w->now.entity, f, v, digits);
	return st;
}

static void
read_batch(const struct crm_stmt *q, struct crm_change *c)
{
	c->batch = crm_col_int(q, 0);
	c->at = crm_col_int(q, 1);
	c->actor = crm_col_text(q, 2);
	c->program = crm_col_text(q, 3);
	c->reason = crm_col_text(q, 4);
}

/* The row of the insert. */
static enum crm_status
history_birth(struct crm_store *s, struct crm_change *c,
    enum crm_status (*each)(
	void *, const struct crm_change *, struct crm_err *),
    void *ctx, struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	crm_buf_printf(&sql,
	    "SELECT b.\"number\", b.\"at\", b.\"login\", "
	    "b.\"program\", b.\"reason\" FROM \"%s\" t JOIN batch b "
	    "ON b.\"id\" = t.\"born\" WHERE t.\"id\" = ?",
	    c->entity->def->table);
	st = crm_sql(s, sql.data, &q, err);
	crm_buf_free(&sql);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(c->record));
	if ((st = crm_step(q, &row, err)) != CRM_OK || !row)
		return st;
	read_batch(q, c);
	c->action = CRM_ACT_INSERTED;
	st = each(ctx, c, err);
	crm_reset(q);
	return st;
}

static enum crm_status
history_row(struct crm_store *s, const struct crm_stmt *q, struct crm_change *c,
    struct shown *w, struct crm_err *err)
{
	struct crm_value old, new;
	enum crm_status st;
	int i = log_field_index(c->entity, crm_col_text(q, 5));

	read_batch(q, c);
	c->field = i < 0 ? NULL : c->entity->field[i];
	c->action = CRM_ACT_UPDATED;
	c->old = c->new = (struct crm_text){ "", 0 };
	if (i < 0)
		return CRM_OK; /* it was purged */
	old = crm_col(q, 6, true);
	new = crm_col(q, 7, true);
	if (i == c->entity->deleted) {
		c->action = new.kind == CRM_NULL ? CRM_ACT_RESTORED
						 : CRM_ACT_DELETED;
		c->field = NULL;
		c->old = c->new = (struct crm_text){ "", 0 };
		return CRM_OK;
	}
	if ((st = show_value(s, w, c->field, log_value_read(c->field, old),
		 c->batch - 1, &w->old, err)) != CRM_OK ||
	    (st = show_value(s, w, c->field, log_value_read(c->field, new),
		 c->batch, &w->new, err)) != CRM_OK)
		return st;
	c->old = crm_text_of(w->old.data);
	c->new = crm_text_of(w->new.data);
	return CRM_OK;
}

enum crm_status
crm_history(struct crm_store *s, const struct crm_entity *e, int64_t id,
    enum crm_status (*each)(
	void *ctx, const struct crm_change *c, struct crm_err *err),
    void *ctx, struct crm_err *err)
{
	struct crm_change c = { .record = id };
	struct shown w = { .old = CRM_BUF_INIT, .new = CRM_BUF_INIT };
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_dict *all;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	if ((st = fields_load(s, &arena, true, &all, err)) != CRM_OK)
		goto out;
	c.entity = crm_dict_find(all, e->def->name);
	if ((st = load_any(s, c.entity, id, &arena, &w.now, err)) != CRM_OK ||
	    (st = history_birth(s, &c, each, ctx, err)) != CRM_OK)
		goto out;
	st = crm_sql(s,
	    "SELECT b.\"number\", b.\"at\", b.\"login\", "
	    "b.\"program\", b.\"reason\", c.\"field\", c.\"old\", c.\"new\" "
	    "FROM change c JOIN batch b ON b.\"id\" = c.\"batch\" "
	    "WHERE c.\"entity\" = ? AND c.\"record\" = ? "
	    "ORDER BY b.\"number\", c.\"id\"",
	    &q, err);
	if (st != CRM_OK)
		goto out;
	crm_bind(q, 1, crm_value_text(crm_text_of(e->def->name)));
	crm_bind(q, 2, crm_value_int(id));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		if ((st = history_row(s, q, &c, &w, err)) != CRM_OK ||
		    (st = each(ctx, &c, err)) != CRM_OK) {
			crm_reset(q);
			break;
		}
out:
	crm_buf_free(&w.old);
	crm_buf_free(&w.new);
	crm_arena_free(&arena);
	return st;
}

/* Of a history the changes of one batch. */
struct of_batch {
	int64_t number;
	enum crm_status (*each)(
	    void *ctx, const struct crm_change *c, struct crm_err *err);
	void *ctx;
};

static enum crm_status
if_of_batch(void *ctx, const struct crm_change *c, struct crm_err *err)
{
	const struct of_batch *o = ctx;

	return c->batch == o->number ? o->each(o->ctx, c, err) : CRM_OK;
}

enum crm_status
crm_changes(struct crm_store *s, const struct crm_entity *e, int64_t id,
    enum crm_status (*each)(
	void *ctx, const struct crm_change *c, struct crm_err *err),
    void *ctx, struct crm_err *err)
{
	struct of_batch own = { .each = each, .ctx = ctx };
	enum crm_status st = tx_number(s, &own.number, err);

	return st == CRM_OK ? crm_history(s, e, id, if_of_batch, &own, err)
			    : st;
}
