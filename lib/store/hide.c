/* Hiding a record with its parts, and restoring it. */
#include "internal.h"

#include <assert.h>
#include <string.h>

/* `to` is the record as it shall be, but for whether it is hidden. */
static enum crm_status
set_hidden(struct crm_store *s, const struct crm_record *old,
    const struct crm_record *to, bool hidden, struct crm_err *err)
{
	const struct crm_entity *e = old->entity;
	struct crm_record new = *to;
	enum crm_status st;
	int64_t batch;
	bool *changed, key;

	if ((st = tx_batch(s, &batch, err)) != CRM_OK)
		return st;
	if (hidden)
		ahead_doubt_all(s, DOUBT_DEAD);
	new.v = crm_alloc_n(s->scratch, e->n, sizeof *new.v);
	for (size_t i = 0; i < e->n; i++)
		new.v[i] = to->v[i];
	new.v[e->deleted] = hidden ? crm_value_int(batch) : CRM_VALUE_NULL;
	changed = crm_alloc_n(s->scratch, e->n, sizeof *changed);
	if ((st = hooks_save(s, old, &new, err)) != CRM_OK)
		return st;
	find_changes(old, &new, changed, &key);
	if ((st = update_fields(s, old, &new, changed, err)) != CRM_OK)
		return st;
	return hooks_saved(s, old, &new, err);
}

/* ---- parts: records that a record owns ---- */

typedef enum crm_status change_part(struct crm_store *s,
    const struct crm_entity *e, int64_t id, struct crm_err *err);

/* The parts of one kind, live ones or those that a batch has hidden, each
 * through `change`. */
static enum crm_status
change_parts_of(struct crm_store *s, const struct crm_entity *from,
    const struct crm_field *f, int64_t id, struct crm_value hidden,
    change_part *change, struct crm_err *err)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_value v[] = { crm_value_int(id), hidden };
	int64_t *part;
	enum crm_status st;
	size_t i, n;

	crm_buf_printf(&sql,
	    "SELECT \"id\" FROM \"%s\" WHERE \"%s\" = ? "
	    "AND \"deleted\" IS NOT DISTINCT FROM ? ORDER BY \"id\"",
	    from->def->table, f->name);
	st = crm_ids(s, sql.data, v, 2, &arena, &part, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		st = change(s, from, part[i], err);
	crm_buf_free(&sql);
	crm_arena_free(&arena);
	return st;
}

static enum crm_status
change_parts(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_value hidden, change_part *change, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i, j;

	for (i = 0; i < s->dict->n; i++) {
		const struct crm_entity *from = s->dict->entity[i];

		for (j = 0; j < from->n && st == CRM_OK; j++) {
			const struct crm_field *f = from->field[j];

			if (keys_is_part(s, f, e))
				st = change_parts_of(
				    s, from, f, id, hidden, change, err);
		}
	}
	return st;
}

/* What keeps a document says what to do with it; what keeps a part would say how to edit
 * that. */
static enum crm_status
hide_parts(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_err *err)
{
	enum crm_status st = stays_by_rule(s, e, id, err);

	return st != CRM_OK
	    ? st
	    : change_parts(s, e, id, CRM_VALUE_NULL, crm_hide, err);
}

enum crm_status
crm_hide(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_err *err)
{
	struct crm_record old;
	enum crm_status st;
	bool parts;

	assert(!s->deciding);
	/* A write resets the scratch arena: the parts go first. */
	crm_arena_reset(s->scratch);
	if ((st = crm_allow(s, CRM_WRITE, e->def, err)) != CRM_OK ||
	    (st = lock_to_hide(s, e, id, err)) != CRM_OK ||
	    (st = crm_load(s, e, id, s->scratch, &old, err)) != CRM_OK ||
	    (st = keys_unreferred(s, e, id, err)) != CRM_OK ||
	    (st = doubt_any(s, e, id, DOUBT_PARTS, &parts, err)) != CRM_OK ||
	    (parts && (st = hide_parts(s, e, id, err)) != CRM_OK))
		return st;
	crm_arena_reset(s->scratch);
	if ((st = load_any(s, e, id, s->scratch, &old, err)) != CRM_OK)
		return st;
	return set_hidden(s, &old, &old, true, err);
}

/* What was merged lives on in another record. */
static enum crm_status
refuse_merged(
    struct crm_store *s, const struct crm_record *r, struct crm_err *err)
{
	const struct crm_entity *e = r->entity;
	struct crm_buf typed = CRM_BUF_INIT, into = CRM_BUF_INIT;
	struct crm_value number;
	enum crm_status st;

	st = crm_get_int(s, "SELECT \"number\" FROM batch WHERE \"id\" = ?",
	    &r->v[e->deleted], 1, &number, err);
	if (st != CRM_OK)
		return st;
	crm_id_format(&typed, e, r->id);
	crm_id_format(&into, e, r->v[e->alias].i);
	st = crm_fail_record(err, CRM_RULE,
	    "%s was merged into %s; to part them "
	    "again: crm-admin undo B%lld",
	    typed.data, into.data, (long long)number.i);
	crm_buf_free(&typed);
	crm_buf_free(&into);
	return st;
}

/* May it come back?  `new` is what then is.  Whether it had parts is asked
 * before it is written, with the rest. */
static enum crm_status
check_unhide(struct crm_store *s, const struct crm_record *old,
    struct crm_record *new, bool *parts, struct crm_err *err)
{
	const struct crm_entity *e = old->entity;
	enum crm_status st;
	bool taken, dead;

	if ((st = doubt_any(s, e, old->id, DOUBT_KEY, &taken, err)) != CRM_OK ||
	    (st = doubt_any(s, e, old->id, DOUBT_DEAD, &dead, err)) != CRM_OK ||
	    (st = doubt_any(s, e, old->id, DOUBT_PARTS, parts, err)) !=
		CRM_OK ||
	    (taken && (st = keys_free(s, old, err)) != CRM_OK))
		return st;
	if (!dead)
		return CRM_OK;
	st = alias_follow(s, new, err);
	return st == CRM_OK ? keys_refer_to_live(s, new, err) : st;
}

enum crm_status
crm_unhide(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_err *err)
{
	struct crm_buf typed = CRM_BUF_INIT;
	struct crm_value hidden;
	struct crm_record old, new;
	enum crm_status st;
	bool parts;

	assert(!s->deciding);
	crm_arena_reset(s->scratch);
	if ((st = crm_allow(s, CRM_WRITE, e->def, err)) != CRM_OK ||
	    (st = crm_lock(s, e, id, err)) != CRM_OK ||
	    (st = load_any(s, e, id, s->scratch, &old, err)) != CRM_OK)
		return st;
	hidden = old.v[e->deleted];
	if (hidden.kind == CRM_NULL) {
		crm_id_format(&typed, e, id);
		st = crm_fail_record(
		    err, CRM_RULE, "%s is not deleted", typed.data);
		crm_buf_free(&typed);
		return st;
	}
	if (e->alias >= 0 && old.v[e->alias].kind != CRM_NULL)
		return refuse_merged(s, &old, err);
	new = old;
	new.v = crm_alloc_n(s->scratch, e->n, sizeof *new.v);
	memcpy(new.v, old.v, e->n * sizeof *new.v);
	if ((st = check_unhide(s, &old, &new, &parts, err)) != CRM_OK ||
	    (st = set_hidden(s, &old, &new, false, err)) != CRM_OK)
		return st;
	/* The parts that went with it come back with it. */
	return parts ? change_parts(s, e, id, hidden, crm_unhide, err) : CRM_OK;
}
