/* Locks of rows: a rule that reads in order to decide locks first. */
#include "internal.h"

#include <stdarg.h>

enum { LOCKED_AT_ONCE = 128 }; /* records a statement */

/* Runs a SELECT with the engine's lock behind it. */
static enum crm_status
lock(struct crm_store *s, const char *how, const struct crm_value *v, size_t n,
    struct crm_err *err, const char *fmt, ...)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_value found;
	enum crm_status st;
	va_list ap;

	if (how == NULL)
		return CRM_OK;
	crm_buf_str(&b, "SELECT count(*) FROM (SELECT \"id\" FROM ");
	va_start(ap, fmt);
	crm_buf_vprintf(&b, fmt, ap);
	va_end(ap);
	crm_buf_printf(&b, " ORDER BY \"id\"%s) locked", how);
	st = crm_get_int(s, b.data, v, n, &found, err);
	crm_buf_free(&b);
	return st;
}

enum crm_status
crm_lock(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_err *err)
{
	struct crm_value v = crm_value_int(id);
	enum crm_status st;

	if (ahead_is_locked(s, e, id) || again_has(s, e, id))
		return CRM_OK;
	st = lock(s, s->engine->to_change, &v, 1, err,
	    "\"%s\" "
	    "WHERE \"id\" = ?",
	    e->def->table);
	if (st == CRM_OK)
		ahead_lock(s, e, id);
	return st;
}

/* The statement is of one length, so that it stays prepared: the last id fills
 * it up. */
static enum crm_status
lock_some(struct crm_store *s, const char *how, const struct crm_entity *e,
    const int64_t *ids, size_t n, struct crm_err *err)
{
	struct crm_value v[LOCKED_AT_ONCE];
	struct crm_buf in = CRM_BUF_INIT;
	enum crm_status st;
	size_t i;

	for (i = 0; i < LOCKED_AT_ONCE; i++) {
		v[i] = crm_value_int(ids[i < n ? i : n - 1]);
		crm_buf_str(&in, i == 0 ? "?" : ", ?");
	}
	st = lock(s, how, v, LOCKED_AT_ONCE, err, "\"%s\" WHERE \"id\" IN (%s)",
	    e->def->table, in.data);
	crm_buf_free(&in);
	return st;
}

enum crm_status
crm_lock_all(struct crm_store *s, const struct crm_entity *e,
    const int64_t *ids, size_t n, bool to_hide, struct crm_err *err)
{
	const char *how = to_hide ? s->engine->to_hide : s->engine->to_change;
	enum crm_status st = CRM_OK;
	size_t i;

	if (how == NULL)
		return CRM_OK;
	for (i = 0; i < n && st == CRM_OK; i += LOCKED_AT_ONCE)
		st = lock_some(s, how, e, ids + i,
		    n - i < LOCKED_AT_ONCE ? n - i : LOCKED_AT_ONCE, err);
	if (st == CRM_OK)
		ahead_locked(s, e, ids, n, to_hide);
	return st;
}

enum crm_status
lock_to_hide(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_err *err)
{
	struct crm_value v = crm_value_int(id);

	if (ahead_is_held(s, e, id))
		return CRM_OK;
	return lock(s, s->engine->to_hide, &v, 1, err,
	    "\"%s\" "
	    "WHERE \"id\" = ?",
	    e->def->table);
}

enum crm_status
lock_born(struct crm_store *s, const struct crm_entity *e, int64_t first,
    int64_t last, int64_t batch, struct crm_err *err)
{
	struct crm_value v[3] = { crm_value_int(first), crm_value_int(last),
		crm_value_int(batch) };

	return lock(s, s->engine->to_hide, v, 3, err,
	    "\"%s\" "
	    "WHERE \"id\" BETWEEN ? AND ? AND \"born\" = ? "
	    "AND \"deleted\" IS NULL",
	    e->def->table);
}

enum crm_status
crm_lock_days(struct crm_store *s, bool alone, bool *anew, struct crm_err *err)
{
	enum crm_status st;

	*anew = s->engine->lock_days != NULL &&
	    s->tx.days < (alone ? DAYS_ALONE : DAYS_SHARED);
	if (!*anew)
		return CRM_OK;
	st = s->engine->lock_days(s, alone, err);
	if (st == CRM_OK)
		s->tx.days = alone ? DAYS_ALONE : DAYS_SHARED;
	return st;
}

enum crm_status
crm_lock_first(struct crm_store *s, struct crm_err *err)
{
	return s->engine->lock_first != NULL ? s->engine->lock_first(s, err)
					     : CRM_OK;
}

enum crm_status
crm_lock_likes(struct crm_store *s, struct crm_err *err)
{
	return s->engine->lock_likes != NULL && !s->tx.dry_run
	    ? s->engine->lock_likes(s, err)
	    : CRM_OK;
}

enum crm_status
lock_imports(struct crm_store *s, struct crm_err *err)
{
	return s->engine->lock_imports != NULL && !s->tx.dry_run
	    ? s->engine->lock_imports(s, err)
	    : CRM_OK;
}
