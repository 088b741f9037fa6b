/* What users bear: how many open records of a kind each of them owns. */
#include "team.h"

#include <crm/domain/own.h>
#include <crm/store/counts.h>

#include <string.h>

const char *
crm_load_words(const struct crm_entity *e)
{
	const char *words = trade_of(e)->words;

	return words == NULL ? NULL : crm_tr(words);
}

bool
on_leave(struct crm_value from, struct crm_value until, int64_t today)
{
	if (from.kind == CRM_NULL && until.kind == CRM_NULL)
		return false;
	return (from.kind == CRM_NULL || from.i <= today) &&
	    (until.kind == CRM_NULL || until.i >= today);
}

/* ---- what pools do not count ---- */

static enum crm_status
parse_exclude(struct crm_store *s, const struct crm_entity *e,
    struct crm_text text, struct crm_arena *a, struct exclusion **list,
    struct crm_err *err)
{
	struct crm_filter_env env = crm_store_env(s);
	struct exclusion *x = crm_alloc(a, sizeof *x);
	enum crm_status st;

	st = crm_filter_parse(
	    crm_store_dict(s), e, text_dup(a, text), &env, a, &x->filter, err);
	x->next = *list;
	*list = x;
	return st;
}

enum crm_status
load_exclusions(struct crm_store *s, const struct crm_entity *e,
    struct crm_arena *a, struct exclusion **out, struct crm_err *err)
{
	static const char excludes[] = "excludes";
	struct crm_count_of of = { excludes, e, 0 };
	struct crm_stmt *q;
	enum crm_status st;
	int64_t n = 0;
	bool row;

	*out = NULL;
	/* Mostly there are none, and this is asked for each record. */
	if (crm_count_kept(s, of, &n))
		return CRM_OK;
	st = crm_sql(s,
	    "SELECT \"exclude\" FROM pool WHERE \"kind\" = ? "
	    "AND \"exclude\" IS NOT NULL AND coalesce(\"active\", 1) = 1 "
	    "AND \"deleted\" IS NULL ORDER BY \"id\" DESC",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_text(crm_text_of(e->def->name)));
	for (; (st = crm_step(q, &row, err)) == CRM_OK && row; n++)
		if ((st = parse_exclude(
			 s, e, crm_col_text(q, 0), a, out, err)) != CRM_OK) {
			crm_reset(q);
			break;
		}
	if (st == CRM_OK && n == 0)
		crm_count_keep(s, of, 0);
	return st;
}

enum crm_status
load_sql(struct crm_store *s, const struct crm_entity *e,
    const struct exclusion *x, struct crm_sql *sql, struct crm_err *err)
{
	enum crm_status st;

	crm_buf_str(&sql->text, "t.\"deleted\" IS NULL AND ");
	st = sql_is(s, e, trade_of(e)->open, sql, err);
	for (; x != NULL && st == CRM_OK; x = x->next) {
		crm_buf_str(&sql->text, " AND (");
		crm_filter_sql(x->filter, "t", sql);
		crm_buf_str(&sql->text, ") IS NOT TRUE");
	}
	return st;
}

enum crm_status
load_counts(struct crm_store *s, const struct crm_record *r, bool *yes,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct exclusion *x = NULL;
	enum crm_status st;
	bool out = false;

	st = record_is(s, trade_of(r->entity)->open, r, yes, err);
	if (st == CRM_OK && *yes)
		st = load_exclusions(s, r->entity, &a, &x, err);
	for (; st == CRM_OK && x != NULL && !out; x = x->next)
		st = record_holds(s, x->filter, r, &out, err);
	*yes = *yes && !out;
	crm_arena_free(&a);
	return st;
}

/* ---- all users ---- */

static enum crm_status
loads_sql(struct crm_store *s, const struct crm_entity *e,
    const struct exclusion *x, struct crm_sql *sql, struct crm_err *err)
{
	const char *limit = trade_of(e)->limit;
	enum crm_status st;

	crm_buf_str(&sql->text,
	    "SELECT u.\"id\", u.\"login\", u.\"active\", "
	    "u.\"leave_from\", u.\"leave_until\", coalesce(n.\"n\", 0), ");
	if (limit == NULL)
		crm_buf_str(&sql->text, "-1");
	else
		crm_buf_printf(&sql->text, "coalesce(u.\"%s\", -1)", limit);
	crm_buf_printf(&sql->text,
	    " FROM app_user u LEFT JOIN (SELECT "
	    "t.\"owner\" AS \"user\", count(*) AS \"n\" FROM \"%s\" t WHERE "
	    "t.\"owner\" IS NOT NULL AND ",
	    e->def->table);
	st = load_sql(s, e, x, sql, err);
	crm_buf_str(&sql->text,
	    " GROUP BY t.\"owner\") n "
	    "ON n.\"user\" = u.\"id\" WHERE u.\"deleted\" IS NULL "
	    "ORDER BY u.\"id\"");
	return st;
}

static void
read_load(struct crm_store *s, const struct crm_stmt *q, struct crm_arena *a,
    struct crm_load *l)
{
	int64_t today = crm_store_clock(s)->today;
	struct crm_text login = crm_col_text(q, 1);

	*l = (struct crm_load){ .user = crm_col_int(q, 0),
		.load = crm_col_int(q, 5),
		.limit = crm_col_int(q, 6),
		.able = (crm_col_null(q, 2) || crm_col_int(q, 2) != 0) &&
		    !on_leave(
			crm_col(q, 3, false), crm_col(q, 4, false), today) };
	l->login = (struct crm_text){ text_dup(a, login), login.n };
}

enum crm_status
crm_loads(struct crm_store *s, const struct crm_entity *e, struct crm_arena *a,
    struct crm_load **out, size_t *n, struct crm_err *err)
{
	struct crm_load *list = NULL;
	struct exclusion *x;
	struct crm_sql sql;
	struct crm_stmt *q;
	enum crm_status st;
	size_t cap = 0;
	bool row;

	*n = 0;
	crm_sql_init(&sql, a);
	if ((st = load_exclusions(s, e, a, &x, err)) != CRM_OK)
		goto out;
	if ((st = loads_sql(s, e, x, &sql, err)) != CRM_OK ||
	    (st = crm_sql(s, sql.text.data, &q, err)) != CRM_OK)
		goto out;
	crm_bind_all(q, sql.bind, sql.n);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		list = crm_grow(a, list, *n, &cap, sizeof *list);
		read_load(s, q, a, &list[(*n)++]);
	}
	*out = list;
out:
	crm_sql_free(&sql);
	return st;
}

enum crm_status
crm_loads_limited(struct crm_store *s, const struct crm_entity *e,
    struct crm_arena *a, struct crm_load **out, size_t *n, struct crm_err *err)
{
	const char *field = trade_of(e)->limit;
	struct crm_value limits = CRM_VALUE_NULL;
	struct crm_buf sql = CRM_BUF_INIT;
	enum crm_status st;

	*n = 0;
	if (field == NULL)
		return CRM_OK;
	crm_buf_printf(&sql,
	    "SELECT count(\"%s\") FROM app_user "
	    "WHERE \"deleted\" IS NULL",
	    field);
	st = crm_get_int(s, sql.data, NULL, 0, &limits, err);
	crm_buf_free(&sql);
	return st != CRM_OK || limits.i == 0 ? st
					     : crm_loads(s, e, a, out, n, err);
}

bool
crm_load_has_room(const struct crm_load *l)
{
	return l->limit < 0 || l->load < l->limit;
}
