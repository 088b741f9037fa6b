/*
 * What one user bears.  A transaction counts it once and keeps it: each row that
 * is written adds its part, or takes it away.  Where a pool leaves out what
 * another record decides, this cannot be told from the row, and it is counted
 * each time.
 */
#include "team.h"

#include <crm/domain/own.h>
#include <crm/store/counts.h>

static struct crm_count_of
borne_by(const struct crm_entity *e, int64_t user)
{
	static const char load[] = "load";

	return (struct crm_count_of){ load, e, user };
}

/* Whether a row says by itself if it counts. */
static bool
rows_tell(const struct exclusion *x)
{
	while (x != NULL && crm_filter_is_own(x->filter))
		x = x->next;
	return x == NULL;
}

static enum crm_status
count(struct crm_store *s, const struct crm_entity *e,
    const struct exclusion *x, int64_t user, struct crm_arena *a, int64_t *load,
    struct crm_err *err)
{
	struct crm_value n = CRM_VALUE_NULL;
	struct crm_sql sql;
	enum crm_status st;

	crm_sql_init(&sql, a);
	crm_buf_printf(&sql.text,
	    "SELECT count(*) FROM \"%s\" t "
	    "WHERE t.\"owner\" = ? AND ",
	    e->def->table);
	crm_sql_bind(&sql, crm_value_int(user));
	if ((st = load_sql(s, e, x, &sql, err)) == CRM_OK)
		st = crm_get_int(s, sql.text.data, sql.bind, sql.n, &n, err);
	*load = n.kind == CRM_INT ? n.i : 0;
	crm_sql_free(&sql);
	return st;
}

enum crm_status
load_of(struct crm_store *s, const struct crm_entity *e, int64_t user,
    int64_t *load, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct exclusion *x;
	enum crm_status st;

	if (crm_count_kept(s, borne_by(e, user), load))
		return CRM_OK;
	if ((st = load_exclusions(s, e, &a, &x, err)) == CRM_OK &&
	    (st = count(s, e, x, user, &a, load, err)) == CRM_OK &&
	    rows_tell(x))
		crm_count_keep(s, borne_by(e, user), *load);
	crm_arena_free(&a);
	return st;
}

/* Adds a row to what its owner bears. */
static enum crm_status
add(struct crm_store *s, const struct crm_record *r, int64_t by,
    struct crm_err *err)
{
	const struct crm_entity *e = r->entity;
	struct crm_value owner = r->v[e->owning.owner];
	struct crm_count_of of = borne_by(e, owner.i);
	enum crm_status st;
	int64_t n;
	bool yes;

	if (owner.kind != CRM_INT || r->v[e->deleted].kind != CRM_NULL ||
	    !crm_count_kept(s, of, &n))
		return CRM_OK;
	if ((st = load_counts(s, r, &yes, err)) == CRM_OK && yes)
		crm_count_add(s, of, by);
	return st;
}

enum crm_status
crm_load_wrote(struct crm_store *s, const struct crm_record *old,
    const struct crm_record *new, struct crm_err *err)
{
	const struct crm_entity *e = new->entity;
	enum crm_status st = CRM_OK;

	/* Pools say what is left out. */
	if (e == crm_dict_find(crm_store_dict(s), "pool"))
		crm_counts_forget(s);
	if (trade_of(e)->limit == NULL)
		return CRM_OK;
	if (old != NULL)
		st = add(s, old, -1, err);
	return st != CRM_OK ? st : add(s, new, 1, err);
}
