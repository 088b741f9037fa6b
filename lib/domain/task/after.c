/*
 * What must be done before a task: one in `after`, further ones in `also_after`.
 * Both count alike.
 *
 * A task may not wait for itself.  Only a change can close a circle: nobody waits
 * for a task that is new.  The way up is locked, so that of two who close a circle
 * at once one comes to the other's task and sees what that has done.
 */
#include "task.h"

#include <stdlib.h>
#include <string.h>

/* So far only up, until it is asked whether anybody waits for it at all. */
enum { USUAL_DEPTH = 16 };

/* ---- which they are ---- */

/* A task on the way up, and which of those that are asked about led there. */
struct before {
	int64_t id, from;
};

struct list {
	struct before *of;
	size_t n, cap;
	struct crm_arena *arena;
};

/* `from` 0: it is asked about itself. */
static void
add_once(struct list *l, int64_t id, int64_t from)
{
	for (size_t i = 0; i < l->n; i++)
		if (l->of[i].id == id)
			return;
	l->of = crm_grow(l->arena, l->of, l->n, &l->cap, sizeof *l->of);
	l->of[l->n++] = (struct before){ id, from == 0 ? id : from };
}

/* The id in an item of a list; T+1 is the first that a dry run makes. */
static bool
read_id(struct crm_text item, int64_t *id)
{
	struct crm_text code, plain;
	char buf[32];
	size_t plus = 0;

	while (plus < item.n && item.p[plus] != '+')
		plus++;
	if (plus == item.n)
		return crm_id_split(item, &code, id);
	if (item.n >= sizeof buf)
		return false;
	memcpy(buf, item.p, plus);
	memcpy(buf + plus, item.p + plus + 1, item.n - plus - 1);
	plain = (struct crm_text){ buf, item.n - 1 };
	if (!crm_id_split(plain, &code, id))
		return false;
	*id = -*id;
	return true;
}

/* Adds those before a task; `also` is the list as its column has it. */
static void
add_before(
    struct list *l, int64_t from, struct crm_value after, struct crm_text also)
{
	struct crm_text item;
	int64_t id;

	if (after.kind == CRM_INT)
		add_once(l, after.i, from);
	while (list_item(&also, &item))
		if (read_id(item, &id))
			add_once(l, id, from);
}

static void
add_of(struct list *l, const struct crm_record *task)
{
	add_before(l, 0, *value_of(task, "after"), text_of(task, "also_after"));
}

/* ---- the list, as it is kept ---- */

static int
by_text(const void *a, const void *b)
{
	const char *const *x = a, *const *y = b;

	return strcmp(*x, *y);
}

/* As a list is kept: in the order of its texts, each once. */
static struct crm_value
join(const char **id, size_t n, struct crm_arena *a)
{
	struct crm_buf list = CRM_BUF_INIT;
	struct crm_value v;

	if (n > 0)
		qsort(id, n, sizeof *id, by_text);
	for (size_t i = 0; i < n; i++)
		if (i == 0 || strcmp(id[i - 1], id[i]) != 0)
			crm_buf_printf(&list, "%s%s", i > 0 ? ", " : "", id[i]);
	v = crm_value_text(
	    crm_text_of(crm_strdup(a, list.data == NULL ? "" : list.data)));
	crm_buf_free(&list);
	return v;
}

/* An item as a user writes it, or the id of a task that the same batch has made,
 * which no user can have known. */
static enum crm_status
find_item(const struct crm_saving *w, struct crm_text item, int64_t *id,
    struct crm_err *err)
{
	const struct crm_entity *e = w->new->entity;
	const struct crm_reference r = { .text = item };
	enum crm_status st = crm_refer(w->store, e, &r, id, err);
	int64_t missing;

	if (st != CRM_NOTFOUND || w->import || !read_id(item, id) ||
	    crm_first_missing(w->store, e, id, 1, false, &missing, NULL) !=
		CRM_OK ||
	    missing != 0)
		return st;
	return CRM_OK;
}

/* What is written in also_after, names too, becomes ids. */
static enum crm_status
find_listed(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_entity *e = w->new->entity;
	struct crm_text rest = text_of(w->new, "also_after"), item;
	const char **id = NULL;
	enum crm_status st;
	size_t n = 0, cap = 0;
	int64_t number;

	if (rest.n == 0 ||
	    (w->old != NULL && !differs(w->old, w->new, "also_after")))
		return CRM_OK;
	while (list_item(&rest, &item)) {
		if ((st = find_item(w, item, &number, err)) != CRM_OK) {
			crm_err_in_field(err, "also_after");
			return st;
		}
		id = crm_grow(w->arena, id, n, &cap, sizeof *id);
		id[n++] = typed_id(w->arena, e, number);
	}
	*value_of(w->new, "also_after") = join(id, n, w->arena);
	return CRM_OK;
}

/* ---- circles ---- */

static enum crm_status
refuse_circle(const struct crm_record *task, int64_t above, struct crm_err *err)
{
	const struct crm_entity *e = task->entity;
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st;

	if (above == task->id)
		st = crm_fail_field(
		    err, CRM_INVALID, "after", "a task cannot wait for itself");
	else
		st = crm_fail_field(err, CRM_INVALID, "after",
		    "%s waits for %s already", typed_id(&a, e, above),
		    typed_id(&a, e, task->id));
	crm_arena_free(&a);
	return st;
}

/* Adds those before one that is in the book. */
static enum crm_status
look_up(struct crm_store *s, const struct crm_entity *e, size_t at,
    struct list *l, struct crm_err *err)
{
	int64_t id = l->of[at].id, from = l->of[at].from;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	if ((st = crm_lock(s, e, id, err)) == CRM_NOTFOUND)
		return CRM_OK;
	if (st != CRM_OK ||
	    (st = crm_sql(s,
		 "SELECT \"after\", \"also_after\" FROM task WHERE \"id\" = ?",
		 &q, err)) != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(id));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		add_before(l, from, crm_col(q, 0, false), crm_col_text(q, 1));
	return st;
}

static enum crm_status
is_waited_for(struct crm_store *s, const struct crm_record *task, bool *yes,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *id = typed_id(&a, task->entity, task->id);
	struct crm_value v[] = { crm_value_int(task->id),
		crm_value_text(
		    crm_text_of(crm_sprintf(&a, "%%, %s, %%", id))) };
	struct crm_value found;
	enum crm_status st = crm_get_int(s,
	    "SELECT \"id\" FROM task WHERE \"after\" = ? UNION ALL "
	    "SELECT \"id\" FROM task WHERE \"also_after\" IS NOT NULL "
	    "AND ', ' || \"also_after\" || ', ' LIKE ? LIMIT 1",
	    v, COUNT(v), &found, err);

	*yes = st == CRM_OK && found.kind == CRM_INT;
	crm_arena_free(&a);
	return st;
}

/* Up from what it shall wait for.  Of a long chain that is made link by link
 * either nothing is above the new link, or nobody is below it. */
static enum crm_status
check_circle(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_record *task = w->new;
	struct crm_arena a = CRM_ARENA_INIT;
	struct list l = { .arena = &a };
	enum crm_status st = CRM_OK;
	bool waited = true;
	size_t i;

	add_of(&l, task);
	for (i = 0; i < l.n && l.of[i].id != task->id && waited; i++) {
		st = look_up(w->store, task->entity, i, &l, err);
		if (st == CRM_OK && i == USUAL_DEPTH)
			st = is_waited_for(w->store, task, &waited, err);
		if (st != CRM_OK)
			break;
	}
	if (st == CRM_OK && i < l.n && l.of[i].id == task->id)
		st = refuse_circle(task, l.of[i].from, err);
	crm_arena_free(&a);
	return st;
}

/* ---- whether it is its turn ---- */

/* What was deleted holds up nobody. */
static enum crm_status
check_done(const struct crm_saving *w, int64_t before, struct crm_err *err)
{
	const struct crm_entity *e = w->new->entity;
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record task;
	enum crm_status st;

	if ((st = crm_lock(w->store, e, before, err)) == CRM_OK)
		st = crm_load(w->store, e, before, &a, &task, err);
	if (st == CRM_NOTFOUND)
		st = CRM_OK;
	else if (st == CRM_OK && task_is_open(&task))
		st = crm_fail_record(err, CRM_RULE,
		    "%s waits for %s, which is not done",
		    typed_id(&a, e, w->new->id), typed_id(&a, e, before));
	crm_arena_free(&a);
	return st;
}

static enum crm_status
check_turn(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct list l = { .arena = &a };
	enum crm_status st = CRM_OK;

	add_of(&l, w->new);
	for (size_t i = 0; i < l.n && st == CRM_OK; i++)
		st = check_done(w, l.of[i].id, err);
	crm_arena_free(&a);
	return st;
}

enum crm_status
after_check(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = find_listed(w, err);

	if (st != CRM_OK || w->old == NULL)
		return st;
	if ((differs(w->old, w->new, "after") ||
		differs(w->old, w->new, "also_after")) &&
	    (st = check_circle(w, err)) != CRM_OK)
		return st;
	if (w->import || !differs(w->old, w->new, "status") ||
	    !crm_text_is(text_of(w->new, "status"), "done"))
		return CRM_OK;
	return check_turn(w, err);
}
