/*
 * What users wrote to steer the programs - rules, segments, stages, settings -
 * looked at again: what it names may have gone since, or another program may
 * have changed it.  And before something goes: who names it?
 */
#include "core.h"

#include <string.h>

/* Those who name something; more are counted. */
enum { NAMED_MAX = 8 };

/* ---- all of them ---- */

/* Whether what is saved so could be saved; why not.  Whether who asks may save it is
 * another question. */
static enum crm_status
try_save(struct crm_store *s, const struct crm_entity *e, int64_t id,
    const struct crm_without *without, struct crm_err *why)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	const struct crm_saving w = { .store = s, .new = &r, .arena = &a };
	enum crm_status st = crm_load(s, e, id, &a, &r, why);

	if (st == CRM_OK) {
		crm_store_pretend(s, without, &a);
		st = trade_of(e)->rules.save(&w, why);
		crm_store_pretend(s, NULL, NULL);
	}
	crm_arena_free(&a);
	return st == CRM_DENIED ? CRM_OK : st;
}

enum crm_status
rule_could_be_saved(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_err *why)
{
	return try_save(s, e, id, NULL, why);
}

static bool
steers(const struct crm_entity *e)
{
	return trade_of(e)->rules.save != NULL &&
	    strcmp(e->def->program, "crm-admin") == 0;
}

typedef enum crm_status each_rule(void *ctx, struct crm_store *s,
    const struct crm_entity *e, int64_t id, struct crm_err *err);

static enum crm_status
each_of_kind(struct crm_store *s, const struct crm_entity *e, each_rule *each,
    void *ctx, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *sql = crm_sprintf(&a,
	    "SELECT \"id\" FROM \"%s\" WHERE \"deleted\" IS NULL "
	    "ORDER BY \"id\"",
	    e->def->table);
	enum crm_status st;
	int64_t *id;
	size_t i, n;

	st = crm_ids(s, sql, NULL, 0, &a, &id, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		st = each(ctx, s, e, id[i], err);
	crm_arena_free(&a);
	return st;
}

static enum crm_status
each_that_steers(
    struct crm_store *s, each_rule *each, void *ctx, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(s);
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < d->n && st == CRM_OK; i++)
		if (steers(d->entity[i]))
			st = each_of_kind(s, d->entity[i], each, ctx, err);
	return st;
}

/* ---- the check of the books ---- */

struct audit {
	enum crm_status (*each)(
	    void *ctx, const struct crm_finding *f, struct crm_err *err);
	void *ctx;
};

static enum crm_status
audit_one(void *ctx, struct crm_store *s, const struct crm_entity *e,
    int64_t id, struct crm_err *err)
{
	const struct audit *k = ctx;
	struct crm_err why = { .status = CRM_OK };
	enum crm_status st = try_save(s, e, id, NULL, &why);
	struct crm_finding f = { .code = "rule",
		.entity = e,
		.record = id,
		.field = why.field[0] == '\0' ? NULL : why.field,
		.text = why.text };

	if (st == CRM_OK)
		return CRM_OK;
	if (st != CRM_BUSY && st != CRM_FAIL)
		return k->each(k->ctx, &f, err);
	if (err != NULL)
		*err = why;
	return st;
}

enum crm_status
rules_audit(struct crm_store *s,
    enum crm_status (*each)(
	void *ctx, const struct crm_finding *f, struct crm_err *err),
    void *ctx, struct crm_err *err)
{
	struct audit k = { each, ctx };

	return each_that_steers(s, audit_one, &k, err);
}

/* ---- who names it ---- */

struct named {
	const struct crm_saving *w;
	const struct crm_without *without;
	struct crm_buf list;
	size_t n;
};

static void
add_name(
    struct named *k, const struct crm_entity *e, int64_t id, const char *field)
{
	if (k->n++ >= NAMED_MAX)
		return;
	if (k->n > 1)
		crm_buf_str(&k->list, ", ");
	crm_id_format(&k->list, e, id);
	if (field[0] != '\0')
		crm_buf_printf(&k->list, " (%s)", field);
}

/* One that could be saved, and could not without it. */
static enum crm_status
find_name(void *ctx, struct crm_store *s, const struct crm_entity *e,
    int64_t id, struct crm_err *err)
{
	struct named *k = ctx;
	struct crm_err why = { .status = CRM_OK };
	enum crm_status st;

	if (id == k->w->new->id && e->def == k->w->new->entity->def)
		return CRM_OK;
	st = try_save(s, e, id, k->without, &why);
	if (st != CRM_OK && st != CRM_BUSY && st != CRM_FAIL) {
		if (try_save(s, e, id, NULL, NULL) == CRM_OK)
			add_name(k, e, id, why.field);
		return CRM_OK;
	}
	if (st != CRM_OK && err != NULL)
		*err = why;
	return st;
}

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/* Whether a text has a name in it, as a word. */
static bool
has_word(struct crm_text t, struct crm_text word)
{
	size_t i;

	for (i = 0; word.n > 0 && i + word.n <= t.n; i++)
		if (memcmp(t.p + i, word.p, word.n) == 0 &&
		    (i == 0 || !is_word(t.p[i - 1])) &&
		    (i + word.n == t.n || !is_word(t.p[i + word.n])))
			return true;
	return false;
}

/* Mappings of imports are lines of options, which name fields. */
static enum crm_status
find_in_mapping(void *ctx, struct crm_store *s, const struct crm_entity *e,
    int64_t id, struct crm_err *err)
{
	static const char *const texts[] = { "map", "options" };
	struct named *k = ctx;
	const struct crm_record *old = k->w->old;
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r;
	enum crm_status st = crm_load(s, e, id, &a, &r, err);
	size_t i;

	for (i = 0; i < COUNT(texts) && st == CRM_OK; i++)
		if (crm_text_eq(
			text_of(&r, "entity"), text_of(old, "entity")) &&
		    has_word(text_of(&r, texts[i]), text_of(old, "name")))
			add_name(k, e, id, texts[i]);
	crm_arena_free(&a);
	return st;
}

static enum crm_status
refuse_named(struct named *k, struct crm_err *err)
{
	const char *id = typed_id(
	    k->w->arena, k->w->new->entity, k->w->new->id);

	if (k->n > NAMED_MAX)
		crm_buf_printf(&k->list, crm_tr(" and %zu more"),
		    k->n - (size_t)NAMED_MAX);
	return crm_fail_record(err, CRM_RULE,
	    "%s is named by %s; change that first, or go on with --yes", id,
	    k->list.data);
}

enum crm_status
check_named(const struct crm_saving *w, const struct crm_without *without,
    struct crm_err *err)
{
	struct named k = { .w = w, .without = without, .list = CRM_BUF_INIT };
	const struct crm_dict *d = crm_store_dict(w->store);
	enum crm_status st = each_that_steers(w->store, find_name, &k, err);

	if (st == CRM_OK && without->field != 0 && without->choices == NULL)
		st = each_of_kind(w->store, crm_dict_find(d, "mapping"),
		    find_in_mapping, &k, err);
	if (st == CRM_OK && k.n > 0)
		st = refuse_named(&k, err);
	crm_buf_free(&k.list);
	return st;
}

enum crm_status
check_name_stays(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_entity *e = w->new->entity;
	struct crm_without without = { .entity = e, .record = w->new->id };
	bool hidden = w->new->v[e->deleted].kind != CRM_NULL;
	size_t i;

	if (w->old == NULL || w->sure || comes_back(w->old, w->new))
		return CRM_OK;
	for (i = 0; i < CRM_KEY_FIELDS && e->key[i] >= 0; i++)
		without.renamed |= !crm_value_eq(
		    w->old->v[e->key[i]], w->new->v[e->key[i]]);
	if (e->name >= 0)
		without.renamed |= !crm_value_eq(
		    w->old->v[e->name], w->new->v[e->name]);
	if (hidden)
		without.renamed = false;
	return hidden || without.renamed ? check_named(w, &without, err)
					 : CRM_OK;
}
