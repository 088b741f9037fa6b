/*
 * What is put off until all of the batch is there that it follows from: what a
 * delivery comes to is known when its last line is.
 */
#include "internal.h"

#include <stdlib.h>
#include <string.h>

/* What follows may set off more; that often, behind each other. */
enum { ROUNDS_MAX = 16 };

struct put_off {
	crm_later_fn *fn;
	const struct crm_entity *entity;
	int64_t id;
};

static bool
is_same(const struct put_off *x, const struct put_off *y)
{
	return x->fn == y->fn && x->entity == y->entity && x->id == y->id;
}

void
crm_later(struct crm_store *s, crm_later_fn *fn, const struct crm_entity *e,
    int64_t id)
{
	const struct put_off x = { fn, e, id };
	size_t n = s->notes.later.len / sizeof x;
	const struct put_off *all = (const void *)s->notes.later.data;

	if (n > s->notes.followed && is_same(&all[n - 1], &x))
		return;
	crm_buf_add(&s->notes.later, &x, sizeof x);
}

/* By kind and id, and of a record by what is called. */
static int
by_record(const void *a, const void *b)
{
	const struct put_off *x = a, *y = b;

	if (x->entity != y->entity)
		return strcmp(x->entity->def->name, y->entity->def->name);
	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	return ((uintptr_t)x->fn > (uintptr_t)y->fn) -
	    ((uintptr_t)x->fn < (uintptr_t)y->fn);
}

/* Calls those that wait now, each once. */
static enum crm_status
run_round(struct crm_store *s, size_t n, struct crm_err *err)
{
	size_t from = s->notes.followed, i;
	struct put_off *all = (struct put_off *)(void *)s->notes.later.data;
	struct put_off last = { NULL, NULL, 0 }, x;
	enum crm_status st = CRM_OK;

	qsort(all + from, n - from, sizeof *all, by_record);
	for (i = from; i < n && st == CRM_OK; i++) {
		/* The list may move while one is called. */
		memcpy(&x, s->notes.later.data + i * sizeof x, sizeof x);
		s->notes.followed = i + 1;
		if (is_same(&x, &last))
			continue;
		last = x;
		if ((st = insert_flush(s, x.entity, err)) == CRM_OK)
			st = x.fn(s, x.entity, x.id, err);
	}
	return st;
}

enum crm_status
later_run(struct crm_store *s, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t n;
	int i;

	for (i = 0; st == CRM_OK; i++) {
		n = s->notes.later.len / sizeof(struct put_off);
		if (n == s->notes.followed)
			return CRM_OK;
		if (i == ROUNDS_MAX)
			return crm_fail(err, CRM_RULE,
			    "one change sets off another without an end");
		st = run_round(s, n, err);
	}
	return st;
}

enum crm_status
crm_follow_up(struct crm_store *s, struct crm_err *err)
{
	return later_run(s, err);
}

void
later_go_back(struct crm_store *s)
{
	size_t n;

	s->notes.later.len = s->notes.mark.later;
	n = s->notes.later.len / sizeof(struct put_off);
	if (s->notes.followed > n)
		s->notes.followed = n;
}
