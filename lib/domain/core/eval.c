/*
 * A filter over one record: what is stored comes from the record at hand, so
 * that changes not yet written count; what is derived or lies behind a
 * reference comes from the book, by the same SQL that lists use.
 */
#include "core.h"

#include <string.h>

struct getter_context {
	struct crm_store *store;
	const struct crm_record *record;
	struct crm_arena arena;
};

/* What the amount at hand is in the currency of the book, of a kind that has a rate: the
 * book has what it was.  What is beyond all amounts is as much as one can be. */
static bool
from_amount(struct crm_store *s, const struct crm_record *r, int field,
    struct crm_value *out)
{
	const struct crm_entity *e = r->entity;
	int rate = crm_field_index(e, CRM_TEXT("rate"));
	int64_t base;
	enum in_base how;

	if (strcmp(e->field[field]->name, "amount_base") != 0 || rate < 0)
		return false;
	how = base_amount(s, *value_of(r, "amount"), text_of(r, "currency"),
	    r->v[rate], &base);
	if (how == IN_BASE)
		*out = crm_value_int(base);
	else if (how == TOO_LARGE)
		*out = crm_value_int(CRM_MONEY_MAX);
	return true;
}

/* The field of a record, or of one that it leads to. */
static enum crm_status
from_book(struct crm_store *s, const struct crm_path *p, int64_t id,
    struct crm_arena *a, struct crm_value *out, struct crm_err *err)
{
	const struct crm_entity *e = p->steps > 0 ? p->step[0].of : p->entity;
	struct crm_stmt *q;
	struct crm_sql sql;
	enum crm_status st;
	bool row;

	crm_sql_init(&sql, a);
	crm_buf_str(&sql.text, "SELECT ");
	crm_path_sql(p, "t", &sql);
	crm_buf_printf(
	    &sql.text, " FROM \"%s\" t WHERE t.\"id\" = ?", e->def->table);
	crm_sql_bind(&sql, crm_value_int(id));
	if ((st = crm_sql(s, sql.text.data, &q, err)) != CRM_OK)
		goto out;
	crm_bind_all(q, sql.bind, sql.n);
	if ((st = crm_step(q, &row, err)) != CRM_OK || !row)
		goto out;
	*out = crm_value_dup(a,
	    crm_col(q, 0, crm_type_is_text(p->entity->field[p->field]->type)));
	crm_reset(q);
out:
	crm_sql_free(&sql);
	return st;
}

enum crm_status
record_value(struct crm_store *s, const struct crm_record *r,
    const struct crm_path *where, int field, struct crm_arena *a,
    struct crm_value *out, struct crm_err *err)
{
	struct crm_path p = *where;
	int64_t id = r->id;

	*out = CRM_VALUE_NULL;
	p.field = field;
	if (p.steps > 0) {
		struct crm_value ref = r->v[p.step[0].ref];

		if (ref.kind != CRM_INT)
			return CRM_OK;
		id = ref.i;
		p = crm_path_behind(&p);
	} else if (field == p.entity->id) {
		*out = crm_value_int(id);
		return CRM_OK;
	} else if (!(p.entity->field[field]->flags & CRM_F_DERIVED)) {
		*out = r->v[field];
		return CRM_OK;
	} else if (from_amount(s, r, field, out))
		return CRM_OK;
	return from_book(s, &p, id, a, out, err);
}

static enum crm_status
get(void *ctx, const struct crm_path *where, int field, struct crm_value *out,
    struct crm_err *err)
{
	struct getter_context *c = ctx;

	return record_value(
	    c->store, c->record, where, field, &c->arena, out, err);
}

enum crm_status
record_holds(struct crm_store *s, const struct crm_filter *f,
    const struct crm_record *r, bool *yes, struct crm_err *err)
{
	struct getter_context c = { s, r, CRM_ARENA_INIT };
	const struct crm_getter getter = { get, &c };
	enum crm_status st = crm_filter_eval(f, &getter, yes, err);

	crm_arena_free(&c.arena);
	return st;
}

const struct crm_trade *
trade_of(const struct crm_entity *e)
{
	return crm_trade(e->def->name);
}

enum crm_status
record_is(struct crm_store *s, const char *expression,
    const struct crm_record *r, bool *yes, struct crm_err *err)
{
	struct crm_filter_env env = crm_store_env(s);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_filter *f;
	enum crm_status st;

	st = crm_filter_parse(
	    crm_store_dict(s), r->entity, expression, &env, &a, &f, err);
	if (st == CRM_OK)
		st = record_holds(s, f, r, yes, err);
	crm_arena_free(&a);
	return st;
}

enum crm_status
sql_is(struct crm_store *s, const struct crm_entity *e, const char *expression,
    struct crm_sql *sql, struct crm_err *err)
{
	struct crm_filter_env env = crm_store_env(s);
	struct crm_filter *f;
	enum crm_status st;

	st = crm_filter_parse(
	    crm_store_dict(s), e, expression, &env, sql->arena, &f, err);
	if (st != CRM_OK)
		return st;
	crm_buf_char(&sql->text, '(');
	crm_filter_sql(f, "t", sql);
	crm_buf_char(&sql->text, ')');
	return CRM_OK;
}

enum crm_status
of_owner(struct crm_store *s, const struct crm_entity *e, int64_t owner,
    struct crm_arena *a, struct crm_filter **out, struct crm_err *err)
{
	struct crm_filter_env env = crm_store_env(s);

	*out = NULL;
	return owner == 0
	    ? CRM_OK
	    : crm_filter_parse(crm_store_dict(s), e,
		  crm_sprintf(a, "owner = id:U%lld", (long long)owner), &env, a,
		  out, err);
}
