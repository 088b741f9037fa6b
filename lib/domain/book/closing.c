/* Locks of periods: who may move them, and what stands open before. */
#include "book.h"

#include <crm/domain/period.h>
#include <crm/domain/right.h>

#include <string.h>

/* ---- the record of a lock ---- */

/* "all", "stock", "stock-SLR1": what it closes. */
static const char *
name_of(struct crm_arena *a, const struct crm_dict *d, struct crm_text area,
    int64_t seller)
{
	if (area.n == 0)
		area = CRM_TEXT("all");
	if (seller == 0)
		return text_dup(a, area);
	return crm_sprintf(a, "%.*s-%s", (int)area.n, area.p,
	    typed_id(a, crm_dict_find(d, "seller"), seller));
}

static bool
is_hard(const struct crm_record *r)
{
	const struct crm_value *v = value_of(r, "hard");

	return v->kind == CRM_INT && v->i != 0;
}

static bool
is_hidden(const struct crm_record *r)
{
	return r->v[r->entity->deleted].kind != CRM_NULL;
}

/* Days that were closed are open again, from one on. */
static enum crm_status
check_back(struct crm_store *s, const struct crm_record *lock, int64_t from,
    struct crm_err *err)
{
	int64_t until = value_of(lock, "closed_until")->i;
	struct crm_text name = text_of(lock, "name");
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st;

	if (is_hard(lock))
		st = crm_fail(err, CRM_RULE,
		    "%.*s is closed for good until %s, and nobody opens it",
		    (int)name.n, name.p, date_dup(&a, until));
	else if (crm_batch_reason(s).n == 0)
		st = crm_fail(err, CRM_RULE,
		    "who opens closed days says why: --reason TEXT");
	else
		st = crm_right_check(s, "period",
		    from < CRM_DATE_MIN ? 0 : (until + 1 - from) * CRM_WHOLE,
		    err);
	crm_arena_free(&a);
	return st;
}

static enum crm_status
check_over(const struct crm_saving *w, int64_t until, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st = CRM_OK;

	if (until >= crm_store_clock(w->store)->today)
		st = crm_fail_field(err, CRM_INVALID, "closed_until",
		    "%s is not over yet", date_dup(&a, until));
	crm_arena_free(&a);
	return st;
}

enum crm_status
period_save(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *until = value_of(w->new, "closed_until");
	const struct crm_value *seller = value_of(w->new, "seller");
	bool stood = w->old != NULL && !is_hidden(w->old), anew;
	enum crm_status st;

	if ((st = crm_lock_days(w->store, true, &anew, err)) != CRM_OK)
		return st;
	if (stood &&
	    (differs(w->old, w->new, "area") ||
		differs(w->old, w->new, "seller")))
		return crm_fail(err, CRM_RULE,
		    "a lock keeps what it closes; close that by another: "
		    "crm-admin period close");
	crm_record_set(w->new, field_of(w->new->entity, "name"),
	    crm_value_text(crm_text_of(name_of(w->arena,
		crm_store_dict(w->store), text_of(w->new, "area"),
		seller->kind == CRM_INT ? seller->i : 0))));
	if (until->kind != CRM_INT) /* which is required */
		return CRM_OK;
	if (stood) {
		if (until->i < value_of(w->old, "closed_until")->i ||
		    (is_hard(w->old) && !is_hard(w->new)))
			return check_back(w->store, w->old, until->i + 1, err);
	}
	st = check_over(w, until->i, err);
	return st == CRM_OK ? crm_right_check(w->store, "period", 0, err) : st;
}

enum crm_status
period_hide(const struct crm_saving *w, struct crm_err *err)
{
	bool anew;
	enum crm_status st = crm_lock_days(w->store, true, &anew, err);

	return st == CRM_OK
	    ? check_back(w->store, w->old, CRM_DATE_MIN - 1, err)
	    : st;
}

/* What is undone of a lock's own birth opens days as well. */
enum crm_status
period_undo(
    const struct crm_undoing *u, enum crm_undo_way *way, struct crm_err *err)
{
	*way = CRM_UNDO_BACK;
	return u->born ? check_back(u->store, u->now, CRM_DATE_MIN - 1, err)
		       : CRM_OK;
}

/* ---- verbs ---- */

static const struct crm_entity *
kind(struct crm_store *s)
{
	return crm_dict_find(crm_store_dict(s), "period");
}

static void
fill(const struct crm_period_of *p, struct crm_record *r)
{
	const struct crm_entity *e = r->entity;

	crm_record_set(r, field_of(e, "closed_until"), crm_value_int(p->day));
	if (p->hard)
		crm_record_set(r, field_of(e, "hard"), crm_value_int(1));
}

enum crm_status
crm_period_close(struct crm_store *s, const struct crm_period_of *p,
    int64_t *id, enum crm_action *done, struct crm_err *err)
{
	const struct crm_entity *e = kind(s);
	struct crm_arena a = CRM_ARENA_INIT;
	const char *name = name_of(&a, crm_store_dict(s), p->area, p->seller);
	struct crm_record r;
	enum crm_status st;

	crm_record_init(&r, e, &a);
	fill(p, &r);
	st = crm_resolve(s, e, crm_text_of(name), false, &r.id, err);
	if (st == CRM_OK) {
		st = crm_update(s, &r, done, err);
	} else if (st == CRM_NOTFOUND) {
		if (p->area.n > 0)
			crm_record_set(
			    &r, field_of(e, "area"), crm_value_text(p->area));
		if (p->seller != 0)
			crm_record_set(&r, field_of(e, "seller"),
			    crm_value_int(p->seller));
		*done = CRM_ACT_INSERTED;
		st = crm_insert(s, &r, err);
	}
	*id = r.id;
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_period_reopen(struct crm_store *s, int64_t id, int64_t from,
    enum crm_action *done, struct crm_err *err)
{
	const struct crm_entity *e = kind(s);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record now, r;
	enum crm_status st;

	if (from == CRM_DATE_MIN) {
		*done = CRM_ACT_DELETED;
		return crm_hide(s, e, id, err);
	}
	crm_record_init(&r, e, &a);
	r.id = id;
	crm_record_set(
	    &r, field_of(e, "closed_until"), crm_value_int(from - 1));
	if ((st = crm_lock(s, e, id, err)) == CRM_OK &&
	    (st = crm_load(s, e, id, &a, &now, err)) == CRM_OK &&
	    from > value_of(&now, "closed_until")->i)
		st = crm_fail_record(
		    err, CRM_RULE, "%s is open already", date_dup(&a, from));
	if (st == CRM_OK)
		st = crm_update(s, &r, done, err);
	crm_arena_free(&a);
	return st;
}

/* ---- what is not posted ---- */

struct asking {
	struct crm_store *s;
	int64_t day;
	enum crm_status (*each)(
	    void *ctx, const struct crm_unposted *u, struct crm_err *err);
	void *ctx;
};

static enum crm_status
of_kind(const struct asking *k, const char *area, const struct crm_trade *t,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(k->s), t->entity);
	struct crm_unposted u = { .area = area, .entity = e };
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_stmt *q;
	struct crm_sql sql;
	enum crm_status st;
	bool row;

	crm_sql_init(&sql, &a);
	crm_buf_printf(&sql.text,
	    "SELECT t.\"id\", t.\"%s\" FROM \"%s\" t "
	    "WHERE t.\"deleted\" IS NULL AND t.\"%s\" <= ? AND ",
	    t->rules.dated, e->def->table, t->rules.dated);
	crm_sql_bind(&sql, crm_value_int(k->day));
	if ((st = sql_is(k->s, e, t->unposted, &sql, err)) != CRM_OK)
		goto out;
	crm_buf_str(&sql.text, " ORDER BY 2, 1");
	if ((st = crm_sql(k->s, sql.text.data, &q, err)) != CRM_OK)
		goto out;
	crm_bind_all(q, sql.bind, sql.n);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		u.id = crm_col_int(q, 0);
		u.day = crm_col_int(q, 1);
		if ((st = k->each(k->ctx, &u, err)) != CRM_OK) {
			crm_reset(q);
			break;
		}
	}
out:
	crm_sql_free(&sql);
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_period_unposted(struct crm_store *s, struct crm_text area, int64_t day,
    enum crm_status (*each)(
	void *ctx, const struct crm_unposted *u, struct crm_err *err),
    void *ctx, struct crm_err *err)
{
	const struct asking k = { s, day, each, ctx };
	const struct crm_area *const *a;
	const struct crm_trade *t;
	enum crm_status st = CRM_OK;

	for (a = crm_areas; *a != NULL; a++) {
		if (area.n > 0 && !crm_text_is(area, (*a)->name))
			continue;
		for (t = (*a)->kinds;
		     t != NULL && t->entity != NULL && st == CRM_OK; t++)
			if (t->unposted != NULL)
				st = of_kind(&k, (*a)->name, t, err);
	}
	return st;
}
