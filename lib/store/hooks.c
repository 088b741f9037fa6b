/*
 * What the write path asks the domain, and what it keeps of a batch for that.
 * A hook that decides finds the store deciding: writing is a programmer's error
 * then.  A hook behind a write has a scratch arena of its own, one level down,
 * so that the record it is called for stays as it is.
 */
#include "internal.h"

#include <crm/store/news.h>

#include <assert.h>
#include <stdlib.h>
#include <string.h>

/* ---- the rules of a kind ---- */

const struct crm_rules *
hooks_rules(struct crm_store *s, const struct crm_entity *e)
{
	struct plan *p = plan_of(s, e);

	if (!p->asked && s->opts.hooks != NULL)
		p->rules = s->opts.hooks->rules(e->def->name);
	p->asked = true;
	return p->rules;
}

const char *
find_word(void *ctx, const struct crm_entity *e, const struct crm_field *f,
    struct crm_text folded)
{
	const struct crm_hooks *h = ((struct crm_store *)ctx)->opts.hooks;

	return h == NULL || h->word == NULL
	    ? NULL
	    : h->word(e->def->name, f->name, folded);
}

enum crm_status
hooks_is_guarded(struct crm_store *s, const struct crm_entity *e, bool *yes,
    struct crm_err *err)
{
	const struct crm_hooks *h = s->opts.hooks;
	struct plan *p = plan_of(s, e);
	enum crm_status st = CRM_OK;

	if (!p->guard_asked && h != NULL && h->is_guarded != NULL)
		st = h->is_guarded(s, e, &p->guarded, err);
	p->guard_asked = st == CRM_OK;
	*yes = p->guarded;
	return st;
}

/* ---- writes behind writes ---- */

static enum crm_status
too_deep(struct crm_store *s, struct crm_err *err)
{
	struct crm_buf chain = CRM_BUF_INIT;
	enum crm_status st;
	int i;

	for (i = 0; i < s->depth; i++) {
		if (i > 0)
			crm_buf_str(&chain, " -> ");
		crm_id_format(&chain, s->chain[i].entity, s->chain[i].id);
	}
	st = crm_fail(err, CRM_RULE,
	    "one change sets off another, %d behind each other: %s", s->depth,
	    chain.data);
	crm_buf_free(&chain);
	return st;
}

/* One level down, on behalf of a record: what is written there has a scratch
 * arena of its own. */
static enum crm_status
go_down(struct crm_store *s, const struct crm_record *r, struct crm_err *err)
{
	if (s->depth >= HOOK_DEPTH)
		return too_deep(s, err);
	s->chain[s->depth].entity = r->entity;
	s->chain[s->depth].id = r->id;
	s->scratch = &s->level[++s->depth];
	return CRM_OK;
}

static void
come_up(struct crm_store *s)
{
	s->scratch = &s->level[--s->depth];
}

/* What follows an import by itself is no part of it: it is as if somebody did it
 * by hand. */
struct crm_saving
hooks_saving(
    struct crm_store *s, const struct crm_record *old, struct crm_record *new)
{
	bool import = s->tx.import && s->following == 0;
	bool met = import && s->depth == 0 && s->tx.met == new->entity &&
	    s->tx.met_id == new->id;

	return (struct crm_saving){ .store = s,
		.old = old,
		.new = new,
		.arena = s->scratch,
		.import = import,
		.met = met,
		.sure = s->tx.sure || import || s->tx.undoes != 0,
		.undo = s->tx.undoes != 0,
		.verified = s->tx.verifies };
}

void
crm_by_hand(struct crm_store *s, bool yes)
{
	s->following += yes ? 1 : -1;
}

/* ---- before the row ---- */

enum crm_status
hooks_guard(struct crm_store *s, const struct crm_record *now,
    struct crm_record *patch, struct crm_err *err)
{
	bool ask = s->tx.guarding == CRM_GUARD_ASK, yes;
	struct crm_arena *own = s->scratch;
	enum crm_status st;
	size_t held = 0;

	if ((st = hooks_is_guarded(s, now->entity, &yes, err)) != CRM_OK ||
	    !yes || (st = go_down(s, now, err)) != CRM_OK)
		return st;
	st = s->opts.hooks->guard(s, now, patch, ask, own, &held, err);
	come_up(s);
	if (!ask)
		s->notes.recorded += held;
	return st;
}

/* ---- behind it ---- */

/* One hook behind a row, which may not be in its table yet. */
static enum crm_status
call_behind(struct crm_store *s, const struct crm_record *old,
    struct crm_record *new, crm_hook *hook, struct crm_err *err)
{
	const struct crm_saving w = hooks_saving(s, old, new);
	enum crm_status st = go_down(s, new, err);

	if (st != CRM_OK)
		return st;
	st = hook(&w, err);
	come_up(s);
	return st;
}

/* One hook behind a row that is there, or will be once somebody looks; it may write. */
static enum crm_status
behind(struct crm_store *s, const struct crm_record *old,
    struct crm_record *new, crm_hook *hook, struct crm_err *err)
{
	enum crm_status st = wait_flush(s, new->entity, err);

	return st == CRM_OK ? call_behind(s, old, new, hook, err) : st;
}

enum crm_status
hooks_is_followed(struct crm_store *s, const struct crm_entity *e, bool *yes,
    struct crm_err *err)
{
	const struct crm_hooks *h = s->opts.hooks;
	struct plan *p;
	enum crm_status st = CRM_OK;

	*yes = false;
	if ((s->tx.import && !s->tx.automate) || s->tx.undoes != 0 ||
	    h == NULL || h->is_followed == NULL)
		return CRM_OK;
	p = plan_of(s, e);
	if (!p->follow_asked)
		st = h->is_followed(s, e, &p->followed, err);
	p->follow_asked = st == CRM_OK;
	*yes = p->followed;
	return st;
}

/* What areas to the right of the kind's own have to say. */
static enum crm_status
behind_joined(struct crm_store *s, const struct crm_record *old,
    struct crm_record *new, struct crm_err *err)
{
	const struct crm_hooks *h = s->opts.hooks;
	struct plan *p = plan_of(s, new->entity);
	enum crm_status st = CRM_OK;
	size_t i;

	if (!p->joined_asked && h != NULL && h->joined != NULL)
		p->n_joined = h->joined(new->entity->def->name, p->joined);
	p->joined_asked = true;
	if ((s->tx.import && s->following == 0) || s->tx.undoes != 0)
		return CRM_OK;
	for (i = 0; i < p->n_joined && st == CRM_OK; i++)
		st = behind(s, old, new, p->joined[i], err);
	return st;
}

enum crm_status
hooks_saved(struct crm_store *s, const struct crm_record *old,
    struct crm_record *new, struct crm_err *err)
{
	const struct crm_rules *rules = hooks_rules(s, new->entity);
	bool import = s->tx.import && s->following == 0, followed;
	enum crm_status st = CRM_OK;

	if (rules != NULL && rules->saved != NULL && !(rules->live && import))
		st = rules->puts_off && import && old == NULL
		    ? call_behind(s, old, new, rules->saved, err)
		    : behind(s, old, new, rules->saved, err);
	if (st == CRM_OK)
		st = behind_joined(s, old, new, err);
	if (st == CRM_OK)
		st = hooks_is_followed(s, new->entity, &followed, err);
	if (st != CRM_OK || !followed)
		return st;
	s->following++;
	st = behind(s, old, new, s->opts.hooks->follow, err);
	s->following--;
	return st;
}

/* ---- what people hear of it ---- */

/* An import records what is and tells nobody, unless it is asked to; an undo takes
 * back what was told. */
enum crm_status
hooks_news(struct crm_store *s, const struct crm_record *old,
    const struct crm_record *new, struct crm_err *err)
{
	const struct crm_hooks *h = s->opts.hooks;
	enum crm_status st;

	if ((s->tx.import && !s->tx.notify) || s->tx.undoes != 0 ||
	    s->tx.told || h == NULL || h->news == NULL)
		return CRM_OK;
	s->deciding = true;
	st = h->news(s, old, new, err);
	s->deciding = false;
	return st;
}

enum crm_status
crm_is_watched(struct crm_store *s, const struct crm_entity *e, bool *yes,
    struct crm_err *err)
{
	const struct crm_hooks *h = s->opts.hooks;
	struct plan *p = plan_of(s, e);
	enum crm_status st = CRM_OK;

	if (!p->watch_asked && h != NULL && h->is_watched != NULL)
		st = h->is_watched(s, e, &p->watched, err);
	p->watch_asked = st == CRM_OK;
	*yes = p->watched;
	return st;
}

enum crm_status
hooks_tell(struct crm_store *s, struct crm_err *err)
{
	const struct crm_hooks *h = s->opts.hooks;

	s->tx.told = true;
	return s->notes.news.len == 0 || h == NULL || h->tell == NULL
	    ? CRM_OK
	    : h->tell(s, err);
}

/* ---- undo ---- */

/* What an undo hides had its day too. */
static enum crm_status
vanishes(struct crm_store *s, const struct crm_undoing *u, struct crm_err *err)
{
	const struct crm_entity *e = u->now->entity;
	struct crm_record gone = *u->now;
	struct crm_saving w;

	gone.v = crm_alloc_n(u->arena, e->n, sizeof *gone.v);
	memcpy(gone.v, u->now->v, e->n * sizeof *gone.v);
	gone.v[e->deleted] = crm_value_int(u->batch);
	w = hooks_saving(s, u->now, &gone);
	return s->opts.hooks->dated(&w, err);
}

enum crm_status
hooks_undo(struct crm_store *s, const struct crm_undoing *u,
    enum crm_undo_way *way, struct crm_err *err)
{
	const struct crm_rules *rules = hooks_rules(s, u->now->entity);
	enum crm_status st;

	*way = CRM_UNDO_BACK;
	if (rules == NULL)
		return CRM_OK;
	s->deciding = true;
	st = rules->undo == NULL ? CRM_OK : rules->undo(u, way, err);
	if (st == CRM_OK && *way == CRM_UNDO_BACK && u->born &&
	    rules->dated != NULL)
		st = vanishes(s, u, err);
	s->deciding = false;
	return st;
}

enum crm_status
hooks_reverse(struct crm_store *s, const struct crm_undoing *u,
    enum crm_undo_way way, struct crm_err *err)
{
	const struct crm_rules *rules = hooks_rules(s, u->now->entity);
	enum crm_status st;

	assert(rules != NULL && rules->reverse != NULL);
	if ((st = go_down(s, u->now, err)) != CRM_OK)
		return st;
	st = rules->reverse(u, way, err);
	come_up(s);
	return st;
}

/* ---- what only the whole batch can fulfil ---- */

static int
by_kind_and_id(const void *a, const void *b)
{
	const struct written *x = a, *y = b;

	if (x->entity != y->entity)
		return strcmp(x->entity->def->name, y->entity->def->name);
	return (x->id > y->id) - (x->id < y->id);
}

/* The first of n records and those of its kind, each once; *next is how many
 * that were. */
static enum crm_status
settle_kind(struct crm_store *s, const struct written *w, size_t n,
    size_t *next, struct crm_err *err)
{
	const struct crm_entity *e = w->entity;
	struct crm_arena a = CRM_ARENA_INIT;
	int64_t *ids = crm_alloc_n(&a, n, sizeof *ids);
	size_t i, unique = 0;
	enum crm_status st;

	for (i = 0; i < n && w[i].entity == e; i++)
		if (unique == 0 || ids[unique - 1] != w[i].id)
			ids[unique++] = w[i].id;
	*next = i;
	s->deciding = true;
	st = hooks_rules(s, e)->settle(s, e, ids, unique, err);
	s->deciding = false;
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_settle(struct crm_store *s, struct crm_err *err)
{
	enum crm_status st = later_run(s, err);
	size_t n = s->notes.written.len / sizeof(struct written);
	struct written *w = (struct written *)(void *)s->notes.written.data;
	size_t i = s->notes.settled, next;

	if (st != CRM_OK || i == n)
		return st;
	qsort(w + i, n - i, sizeof *w, by_kind_and_id);
	for (; i < n && st == CRM_OK; i += next) {
		if ((st = insert_flush(s, w[i].entity, err)) != CRM_OK)
			return st;
		st = settle_kind(s, w + i, n - i, &next, err);
	}
	if (st == CRM_OK)
		s->notes.settled = n;
	return st;
}

/* ---- notes of a batch ---- */

void
hooks_note(struct crm_store *s, const struct crm_entity *e, int64_t id)
{
	const struct crm_rules *rules = hooks_rules(s, e);
	struct written x = { e, id };

	s->tx.redefined |= strcmp(e->def->name, "field") == 0;
	if (rules != NULL && rules->settle != NULL)
		crm_buf_add(&s->notes.written, &x, sizeof x);
}

void
hooks_begin(struct crm_store *s)
{
	crm_buf_clear(&s->notes.written);
	crm_buf_clear(&s->notes.asked);
	crm_buf_clear(&s->notes.back);
	crm_buf_clear(&s->notes.behind);
	crm_buf_clear(&s->notes.news);
	crm_buf_clear(&s->notes.later);
	s->notes.followed = s->notes.mark.later = 0;
	crm_arena_reset(&s->notes.texts);
	s->notes.mark.news = 0;
	s->notes.settled = s->notes.recorded = 0;
}

void
hooks_mark(struct crm_store *s)
{
	s->notes.mark.written = s->notes.written.len;
	s->notes.mark.asked = s->notes.asked.len;
	s->notes.mark.back = s->notes.back.len;
	s->notes.mark.behind = s->notes.behind.len;
	s->notes.mark.recorded = s->notes.recorded;
	s->notes.mark.later = s->notes.later.len;
	s->notes.mark.news = s->notes.news.len / sizeof(struct crm_news);
}

void
hooks_go_back(struct crm_store *s)
{
	s->notes.written.len = s->notes.mark.written;
	s->notes.asked.len = s->notes.mark.asked;
	s->notes.back.len = s->notes.mark.back;
	s->notes.behind.len = s->notes.mark.behind;
	s->notes.recorded = s->notes.mark.recorded;
	later_go_back(s);
	s->notes.news.len = s->notes.mark.news * sizeof(struct crm_news);
	if (s->notes.settled > s->notes.written.len / sizeof(struct written))
		s->notes.settled = s->notes.written.len /
		    sizeof(struct written);
}
