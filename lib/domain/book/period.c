/*
 * Which days are open.  The locks of an area and a seller are read once a batch,
 * for an import asks for every row; where the batch writes locks, every time.
 */
#include "book.h"

#include <crm/domain/period.h>
#include <crm/domain/right.h>

#include <string.h>

/* The last closed day, and the last that is closed for good; before all days where
 * there is none. */
enum { NOTHING_CLOSED = CRM_DATE_MIN - 1, ANY_SELLER = -1 };

struct lock {
	char *area;
	int64_t seller, closed, hard; /* ANY_SELLER: of whichever closed most */
	struct lock *next;
};

struct locks {
	struct lock *known;
	bool written; /* by this batch: nothing is known for long */
	/* The kind that was asked for last: rows of one stand behind each other. */
	const struct crm_entity_def *kind;
	const struct crm_rules *rules;
	const char *area;
};

static struct locks *
locks_of(struct crm_store *s, struct crm_arena **a)
{
	static const char owner;

	return crm_batch_memory(s, &owner, sizeof(struct locks), a);
}

/* What is found open is open until the commit: else somebody could book behind
 * whoever closes it meanwhile. */
static enum crm_status
hold(struct crm_store *s, struct crm_err *err)
{
	struct crm_arena *a;
	struct locks *all = locks_of(s, &a);
	bool anew;
	enum crm_status st = crm_lock_days(s, false, &anew, err);

	if (anew)
		all->known = NULL;
	return st;
}

static enum crm_status
read_lock(struct crm_store *s, struct lock *l, struct crm_err *err)
{
	struct crm_value v[] = { crm_value_text(crm_text_of(l->area)),
		crm_value_int(l->seller), crm_value_int(l->seller) };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	l->closed = l->hard = NOTHING_CLOSED;
	st = crm_sql(s,
	    "SELECT max(\"closed_until\"), "
	    "max(CASE WHEN \"hard\" = 1 THEN \"closed_until\" END) "
	    "FROM period WHERE \"deleted\" IS NULL "
	    "AND (\"area\" IS NULL OR \"area\" = ?) "
	    "AND (\"seller\" IS NULL OR \"seller\" = ? "
	    "OR CAST(? AS BIGINT) < 0)",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	if ((st = crm_step(q, &row, err)) != CRM_OK || !row)
		return st;
	if (!crm_col_null(q, 0))
		l->closed = crm_col_int(q, 0);
	if (!crm_col_null(q, 1))
		l->hard = crm_col_int(q, 1);
	crm_reset(q);
	return CRM_OK;
}

static enum crm_status
lock_of(struct crm_store *s, const char *area, int64_t seller,
    struct lock **out, struct crm_err *err)
{
	struct crm_arena *a;
	struct locks *all = locks_of(s, &a);
	enum crm_status st;
	struct lock *l;

	*out = NULL;
	if ((st = hold(s, err)) != CRM_OK)
		return st;
	for (l = all->written ? NULL : all->known; l != NULL; l = l->next)
		if (l->seller == seller && strcmp(l->area, area) == 0)
			break;
	*out = l;
	if (l != NULL)
		return CRM_OK;
	*out = l = crm_alloc(a, sizeof *l);
	l->area = crm_strdup(a, area);
	l->seller = seller;
	if ((st = read_lock(s, l, err)) == CRM_OK) {
		l->next = all->known;
		all->known = l;
	}
	return st;
}

enum crm_status
period_saved(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_arena *a;

	(void)err;
	locks_of(w->store, &a)->written = true;
	return CRM_OK;
}

int64_t
crm_period_open_seller(
    struct crm_store *s, const char *area, int64_t seller, int64_t day)
{
	struct lock *l;

	return lock_of(s, area, seller, &l, NULL) == CRM_OK && day <= l->closed
	    ? l->closed + 1
	    : day;
}

int64_t
crm_period_open(struct crm_store *s, const char *area, int64_t day)
{
	return crm_period_open_seller(s, area, 0, day);
}

static enum crm_status
refuse(const struct lock *l, int64_t day, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *open = date_dup(&a, l->closed + 1);
	const char *on = date_dup(&a, day);
	enum crm_status st;

	if (day <= l->hard)
		st = crm_fail(err, CRM_RULE,
		    "%s is closed for good; the first open day is %s", on,
		    open);
	else
		st = crm_fail(err, CRM_RULE,
		    "%s is in a closed period; the first open day is %s, and "
		    "who has the right period may book before it with --reason",
		    on, open);
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_period_check_seller(struct crm_store *s, const char *area, int64_t seller,
    int64_t day, struct crm_err *err)
{
	enum crm_status st;
	struct lock *l;

	if ((st = lock_of(s, area, seller, &l, err)) != CRM_OK ||
	    day > l->closed)
		return st;
	if (day <= l->hard || crm_batch_reason(s).n == 0)
		return refuse(l, day, err);
	return crm_right_check(
	    s, "period", (l->closed + 1 - day) * CRM_WHOLE, err);
}

enum crm_status
crm_period_check(
    struct crm_store *s, const char *area, int64_t day, struct crm_err *err)
{
	return crm_period_check_seller(s, area, 0, day, err);
}

/* ---- what the write path asks ---- */

/* Notes, tags, what another system calls it, and what the dictionary says moves none: no
 * figure of the books. */
static bool
is_remark(const struct crm_field *f)
{
	return f->type == CRM_T_NOTE || f->type == CRM_T_TAGS ||
	    (f->flags &
		(CRM_F_EXT | CRM_F_SYSTEM | CRM_F_DERIVED | CRM_F_NO_FIGURE)) !=
	    0;
}

/* What changes on days of its own. */
static bool
is_undated(const struct crm_rules *rules, const struct crm_field *f)
{
	const char *const *name = rules->undated;

	while (name != NULL && *name != NULL && strcmp(*name, f->name) != 0)
		name++;
	return name != NULL && *name != NULL;
}

static bool
is_remark_alone(const struct crm_saving *w, const struct crm_rules *rules)
{
	const struct crm_entity *e = w->new->entity;
	size_t i;

	if (w->old == NULL ||
	    !crm_value_eq(w->old->v[e->deleted], w->new->v[e->deleted]))
		return false;
	for (i = 0; i < e->n; i++)
		if (!crm_value_eq(w->old->v[i], w->new->v[i]) &&
		    !is_remark(e->field[i]) && !is_undated(rules, e->field[i]))
			return false;
	return true;
}

/* The record with the day: itself, or what it is a part of; NULL where it is in no
 * books, or that is gone, which was asked about then. */
static enum crm_status
dated_record(const struct crm_saving *w, const struct crm_record *r,
    const struct crm_rules *rules, struct crm_record *whole,
    const struct crm_record **out, struct crm_err *err)
{
	const struct crm_value *of;
	enum crm_status st;
	int i;

	*out = rules->posts == NULL || rules->posts(r) ? r : NULL;
	if (rules->part_of == NULL || *out == NULL)
		return CRM_OK;
	*out = NULL;
	i = field_of(r->entity, rules->part_of);
	if ((of = &r->v[i])->kind != CRM_INT)
		return CRM_OK;
	st = crm_load(w->store,
	    crm_dict_find(crm_store_dict(w->store), r->entity->field[i]->ref),
	    of->i, w->arena, whole, err);
	if (st == CRM_OK)
		*out = whole;
	return st == CRM_NOTFOUND ? CRM_OK : st;
}

/* What takes another row back lies between the same as that. */
static enum crm_status
find_taken_back(const struct crm_saving *w, const struct crm_rules *rules,
    struct crm_record *of, const struct crm_record **r, struct crm_err *err)
{
	const struct crm_value *id = rules->takes_back != NULL
	    ? value_of(*r, rules->takes_back)
	    : &CRM_VALUE_NULL;
	enum crm_status st;

	if (id->kind != CRM_INT)
		return CRM_OK;
	st = crm_load(w->store, (*r)->entity, id->i, w->arena, of, err);
	if (st == CRM_OK)
		*r = of;
	return st == CRM_NOTFOUND ? CRM_OK : st;
}

/* Of what a row lies between each seller's days count. */
static enum crm_status
check_sellers(const struct crm_saving *w, const struct crm_record *r,
    const struct crm_rules *rules, const char *area, int64_t day,
    struct crm_err *err)
{
	const char *const *name = rules->sold_by;
	struct crm_record of;
	struct crm_value seller;
	enum crm_status st = find_taken_back(w, rules, &of, &r, err);

	for (; name != NULL && *name != NULL && st == CRM_OK; name++) {
		const struct crm_field *f =
		    r->entity->field[field_of(r->entity, *name)];

		if (value_of(r, *name)->kind != CRM_INT)
			continue;
		st = crm_get_int(w->store,
		    crm_sprintf(w->arena,
			"SELECT \"seller\" FROM %s WHERE \"id\" = ?",
			crm_dict_find(crm_store_dict(w->store), f->ref)
			    ->def->table),
		    value_of(r, *name), 1, &seller, err);
		if (st == CRM_OK && seller.kind == CRM_INT)
			st = crm_period_check_seller(
			    w->store, area, seller.i, day, err);
	}
	return st;
}

/* What nothing is booked of yet is edited, and dated anew, but not into what is closed. */
static enum crm_status
may_wait(const struct crm_saving *w, const struct crm_record *r,
    const struct crm_rules *rules, const struct crm_record *dated,
    enum crm_status closed, struct crm_err *err)
{
	bool waits = false;
	struct crm_err no;
	enum crm_status st;

	if ((closed != CRM_RULE && closed != CRM_DENIED) ||
	    rules->waits == NULL ||
	    (r == w->new &&dated == r &&
		(w->old == NULL || differs(w->old, w->new, rules->dated))))
		return closed;
	st = rules->waits(w->store, dated, &waits, &no);
	if (st != CRM_OK && err != NULL)
		*err = no;
	return st != CRM_OK ? st : waits ? CRM_OK : closed;
}

static enum crm_status
check_side(const struct crm_saving *w, const struct crm_record *r,
    const struct crm_rules *rules, const char *area, struct crm_err *err)
{
	const struct crm_record *dated;
	const struct crm_value *day;
	struct crm_record whole;
	enum crm_status st;
	int seller;

	st = dated_record(w, r, rules, &whole, &dated, err);
	if (st != CRM_OK || dated == NULL)
		return st;
	day = value_of(dated, rules->dated);
	if (day->kind != CRM_INT)
		return CRM_OK;
	seller = crm_field_index(dated->entity, CRM_TEXT("seller"));
	st = crm_period_check_seller(w->store, area,
	    seller >= 0 && dated->v[seller].kind == CRM_INT ? dated->v[seller].i
							    : 0,
	    day->i, err);
	if (st == CRM_OK)
		st = check_sellers(w, dated, rules, area, day->i, err);
	st = may_wait(w, r, rules, dated, st, err);
	if (st == CRM_RULE)
		crm_err_in_field(err, rules->dated);
	return st;
}

static const struct locks *
locks_of_kind(struct crm_store *s, const struct crm_entity_def *kind)
{
	struct crm_arena *a;
	struct locks *all = locks_of(s, &a);

	if (all->kind != kind) {
		all->kind = kind;
		all->rules = &crm_trade(kind->name)->rules;
		all->area = crm_area_of(kind->name);
	}
	return all;
}

enum crm_status
crm_period_dated(const struct crm_saving *w, struct crm_err *err)
{
	const struct locks *all = locks_of_kind(w->store, w->new->entity->def);
	const struct crm_rules *rules = all->rules;
	const char *area = all->area;
	struct lock *any;
	enum crm_status st = lock_of(w->store, area, ANY_SELLER, &any, err);

	/* Where no day was ever closed nobody has to know of which day it is. */
	if (st != CRM_OK || any->closed == NOTHING_CLOSED ||
	    is_remark_alone(w, rules))
		return st;
	if (w->old != NULL)
		st = check_side(w, w->old, rules, area, err);
	return st != CRM_OK ? st : check_side(w, w->new, rules, area, err);
}

enum crm_status
crm_period_is_closed(struct crm_store *s, const struct crm_entity *e, bool *yes,
    struct crm_err *err)
{
	struct crm_value v = crm_value_text(
	    crm_text_of(crm_area_of(e->def->name)));
	struct crm_value n;
	enum crm_status st;

	if ((st = hold(s, err)) != CRM_OK)
		return st;
	st = crm_get_int(s,
	    "SELECT count(*) FROM period WHERE \"deleted\" IS NULL "
	    "AND (\"area\" IS NULL OR \"area\" = ?)",
	    &v, 1, &n, err);

	*yes = st == CRM_OK && n.i > 0;
	return st;
}
