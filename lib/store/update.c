/* Changing a record. */
#include "internal.h"

#include <assert.h>
#include <string.h>

static bool
is_key(const struct crm_entity *e, int field)
{
	return field == e->ext || field == e->key[0] || field == e->key[1];
}

enum crm_status
check_version(struct crm_store *s, const struct crm_record *patch,
    const struct crm_record *old, struct crm_err *err)
{
	struct crm_buf id = CRM_BUF_INIT;
	enum crm_status st;

	/* What this batch itself has changed has no number yet. */
	if (patch->version == 0 || old->version == 0 ||
	    patch->version == old->version)
		return CRM_OK;
	crm_id_format(&id, old->entity, old->id);
	st = crm_fail_field(err, CRM_RULE, "version",
	    "%s has moved on: it is "
	    "at version %lld, the change was made to version %lld; look at it "
	    "again with: %s history %s",
	    id.data, (long long)old->version, (long long)patch->version,
	    crm_entity_command(old->entity, s->scratch), id.data);
	crm_err_why(err, CRM_WHY_STALE);
	crm_buf_free(&id);
	return st;
}

size_t
find_changes(const struct crm_record *old, const struct crm_record *new,
    bool *changed, bool *key)
{
	const struct crm_entity *e = old->entity;
	size_t i, n = 0;

	*key = false;
	for (i = 0; i < e->n; i++) {
		changed[i] = !looks_same(&old->v[i], &new->v[i]) &&
		    (is_column(e->field[i]) ||
			(e->field[i]->flags & CRM_F_CUSTOM) != 0) &&
		    !crm_value_eq(old->v[i], new->v[i]);
		n += changed[i];
		if (changed[i] && is_key(e, (int)i))
			*key = true;
	}
	return n;
}

static enum crm_status
check_required(
    const struct crm_record *new, const bool *changed, struct crm_err *err)
{
	const struct crm_entity *e = new->entity;
	size_t i;

	for (i = 0; i < e->n; i++)
		if (changed[i] && new->v[i].kind == CRM_NULL &&
		    (e->field[i]->flags & CRM_F_REQUIRED) != 0)
			return crm_fail_field(err, CRM_INVALID,
			    e->field[i]->name,
			    "is required, it cannot be "
			    "cleared");
	return CRM_OK;
}

/* What the change of a field adds to the seal of its record. */
static int64_t
seal_change(const struct crm_field *f, const struct crm_value *old,
    const struct crm_value *new)
{
	uint64_t seed = seal_seed(f);

	return seal_less(seal_value(seed, new), seal_value(seed, old));
}

/* One of what an UPDATE sets.  Written for each record: no formats. */
static void
set_column(
    struct crm_sql *q, const char *name, const char *suffix, struct crm_value v)
{
	crm_buf_str(&q->text, ", \"");
	crm_buf_str(&q->text, name);
	crm_buf_str(&q->text, suffix);
	crm_buf_str(&q->text, "\" = ?");
	crm_sql_bind(q, v);
}

/* UPDATE of the changed columns; the values go into `bind`. */
static enum crm_status
update_row(struct crm_store *s, const struct crm_record *old,
    const struct crm_record *new, const bool *changed, int64_t batch,
    struct crm_err *err)
{
	const struct crm_entity *e = new->entity;
	struct crm_sql q;
	int64_t seal = 0;
	enum crm_status st;
	size_t i;

	crm_sql_init(&q, s->scratch);
	crm_buf_str(&q.text, "UPDATE \"");
	crm_buf_str(&q.text, e->def->table);
	crm_buf_str(&q.text, "\" SET \"version\" = ?");
	crm_sql_bind(&q, crm_value_int(batch));
	for (i = 0; i < e->n; i++) {
		const struct crm_field *f = e->field[i];
		struct crm_value v = new->v[i];

		if (!changed[i])
			continue;
		if (seal_has(e, i))
			seal = seal_add(
			    seal, seal_change(f, &old->v[i], &new->v[i]));
		if (!is_column(f))
			continue;
		set_column(&q, f->name, "", v);
		if (!(f->flags & CRM_F_FOLDED))
			continue;
		if (v.kind == CRM_STR)
			v.t = crm_fold_dup(s->scratch, v.t);
		set_column(&q, f->name, "_f", v);
	}
	crm_buf_str(&q.text, ", " CRM_SEAL_ADD " WHERE \"id\" = ?");
	crm_sql_bind(&q, crm_value_int(seal));
	crm_sql_bind(&q, crm_value_int(new->id));
	st = crm_run(s, q.text.data, q.bind, q.n, err);
	crm_sql_free(&q);
	return st;
}

/* Writes the changed fields and logs each. */
static enum crm_status
write_fields(struct crm_store *s, const struct crm_record *old,
    const struct crm_record *new, const bool *changed, struct crm_err *err)
{
	const struct crm_entity *e = new->entity;
	enum crm_status st = wait_before(s, e, err);
	size_t i;
	char name[32];

	if (st == CRM_OK)
		st = update_row(s, old, new, changed, s->tx.id, err);
	for (i = 0; i < e->n && st == CRM_OK; i++) {
		const struct crm_field *f = e->field[i];

		if (!changed[i])
			continue;
		if (f->flags & CRM_F_CUSTOM)
			st = write_custom(s, f, new->id, new->v[i], err);
		if (st == CRM_OK && !plan_is_new(s, e, new->id))
			st = log_change(s, e, new->id, log_field_name(f, name),
			    old->v[i], new->v[i], err);
	}
	return st;
}

enum crm_status
update_write(struct crm_store *s, const struct crm_record *old,
    const struct crm_record *new, struct crm_err *err)
{
	bool *changed = crm_alloc_n(
	    s->scratch, new->entity->n, sizeof *changed);
	bool key;

	return find_changes(old, new, changed, &key) == 0
	    ? CRM_OK
	    : write_fields(s, old, new, changed, err);
}

/* The same, at once or later, and tells everybody. */
enum crm_status
update_fields(struct crm_store *s, const struct crm_record *old,
    const struct crm_record *new, const bool *changed, struct crm_err *err)
{
	const struct crm_entity *e = new->entity;
	enum crm_status st;
	int64_t batch;
	bool waits, first;

	ahead_wrote(s, e, new->id);
	if ((st = tx_batch(s, &batch, err)) != CRM_OK ||
	    (st = again_update(s, old, new, &waits, &first, err)) != CRM_OK ||
	    (!waits &&
		(st = write_fields(s, old, new, changed, err)) != CRM_OK) ||
	    (st = counts_wrote(s, old, new, err)) != CRM_OK ||
	    (st = hooks_news(s, old, new, err)) != CRM_OK)
		return st;
	if (first)
		hooks_note(s, e, new->id);
	known_wrote(s, new);
	/* What comes back refers to all that it did. */
	if (new->v[e->deleted].kind == CRM_NULL)
		refs_note_all(s, new, changed[e->deleted] ? NULL : changed);
	return CRM_OK;
}

/* The record that a patch makes of `old`; `given` is what the patch says. */
static void
apply(const struct crm_record *old, const struct crm_record *patch,
    struct crm_arena *a, struct crm_record *new)
{
	size_t i;

	crm_record_init(new, old->entity, a);
	new->id = old->id;
	for (i = 0; i < old->entity->n; i++)
		new->v[i] = patch->given[i] ? patch->v[i] : old->v[i];
	memcpy(new->given, patch->given, old->entity->n * sizeof *new->given);
}

static enum crm_status
load_to_change(struct crm_store *s, const struct crm_record *patch,
    struct crm_record *old, struct crm_err *err)
{
	const struct crm_entity *e = patch->entity;
	enum crm_status st;

	assert(!s->deciding);
	crm_arena_reset(s->scratch);
	if ((st = crm_allow(s, CRM_WRITE, e->def, err)) != CRM_OK ||
	    (st = crm_lock(s, e, patch->id, err)) != CRM_OK ||
	    (st = crm_load(s, e, patch->id, s->scratch, old, err)) != CRM_OK)
		return st;
	return check_version(s, patch, old, err);
}

enum crm_status
crm_unmoved(struct crm_store *s, const struct crm_entity *e, int64_t id,
    int64_t version, struct crm_err *err)
{
	const struct crm_record seen = {
		.entity = e, .id = id, .version = version
	};
	struct crm_record now;
	enum crm_status st;

	crm_arena_reset(s->scratch);
	if ((st = crm_lock(s, e, id, err)) != CRM_OK ||
	    (st = crm_load(s, e, id, s->scratch, &now, err)) != CRM_OK)
		return st;
	return check_version(s, &seen, &now, err);
}

/* `old` lives in the scratch arena. */
static enum crm_status
write_change(struct crm_store *s, const struct crm_record *old,
    const struct crm_record *patch, enum crm_action *done, struct crm_err *err)
{
	const struct crm_entity *e = old->entity;
	struct crm_record new;
	enum crm_status st;
	bool *changed, key;

	*done = CRM_ACT_UNCHANGED;
	apply(old, patch, s->scratch, &new);
	changed = crm_alloc_n(s->scratch, e->n, sizeof *changed);
	if (find_changes(old, &new, changed, &key) == 0)
		return CRM_OK;
	if ((st = hooks_save(s, old, &new, err)) != CRM_OK)
		return st;
	/* What its kind fills in may be what was there. */
	if (find_changes(old, &new, changed, &key) == 0)
		return CRM_OK;
	if (key)
		ahead_doubt_all(s, DOUBT_KEY);
	if ((st = check_required(&new, changed, err)) != CRM_OK ||
	    (key && (st = keys_free(s, &new, err)) != CRM_OK) ||
	    (st = update_fields(s, old, &new, changed, err)) != CRM_OK)
		return st;
	*done = CRM_ACT_UPDATED;
	return hooks_saved(s, old, &new, err);
}

/* A patch to which fields may be added, or taken out. */
static struct crm_record
copy_patch(const struct crm_record *patch, struct crm_arena *a)
{
	struct crm_record copy = *patch;
	size_t n = patch->entity->n;

	copy.v = crm_alloc_n(a, n, sizeof *copy.v);
	memcpy(copy.v, patch->v, n * sizeof *copy.v);
	copy.given = crm_alloc_n(a, n, sizeof *copy.given);
	memcpy(copy.given, patch->given, n * sizeof *copy.given);
	return copy;
}

enum crm_status
crm_update_agreed(struct crm_store *s, const struct crm_record *patch,
    enum crm_action *done, struct crm_err *err)
{
	struct crm_record old, all;
	enum crm_status st;

	if ((st = load_to_change(s, patch, &old, err)) != CRM_OK)
		return st;
	all = copy_patch(patch, s->scratch);
	st = money_follow(s, &old, &all, err);
	return st != CRM_OK ? st : write_change(s, &old, &all, done, err);
}

static enum crm_status
update_as_loaded(struct crm_store *s, const struct crm_record *old,
    const struct crm_record *patch, enum crm_action *done, struct crm_err *err)
{
	struct crm_record rest;
	enum crm_status st;
	bool guarded;

	if ((st = hooks_is_guarded(s, patch->entity, &guarded, err)) != CRM_OK)
		return st;
	if (!guarded && !money_says(patch))
		return write_change(s, old, patch, done, err);
	rest = copy_patch(patch, s->scratch);
	if ((st = money_follow(s, old, &rest, err)) != CRM_OK ||
	    (st = hooks_guard(s, old, &rest, err)) != CRM_OK)
		return st;
	return write_change(s, old, &rest, done, err);
}

enum crm_status
crm_update(struct crm_store *s, const struct crm_record *patch,
    enum crm_action *done, struct crm_err *err)
{
	struct crm_record old;
	enum crm_status st;

	st = load_to_change(s, patch, &old, err);
	return st == CRM_OK ? update_as_loaded(s, &old, patch, done, err) : st;
}

enum crm_status
crm_update_loaded(struct crm_store *s, const struct crm_record *old,
    const struct crm_record *patch, enum crm_action *done, struct crm_err *err)
{
	enum crm_status st = crm_allow(s, CRM_WRITE, patch->entity->def, err);

	assert(!s->deciding);
	crm_arena_reset(s->scratch);
	return st == CRM_OK ? update_as_loaded(s, old, patch, done, err) : st;
}
