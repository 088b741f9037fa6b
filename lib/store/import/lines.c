/*
 * The lines that documents have, each read once with all its lines: asked for one
 * place after another a long document would be read as often as it has lines.
 *
 * Lines that were deleted keep their places, or the rows behind them would be taken
 * for other lines than they were.  One that was made anew (--deleted new) has the
 * place of that which it stands for, so that the next file of that kind meets it;
 * what stands for what is kept beside the hashes of files.  A number may be given
 * again; then the live line has it.
 */
#include "import.h"

#include <stdlib.h>
#include <string.h>

#include "store/find.h"

enum { FIRST_SLOTS = 1 << 8, LINES_MAX = 1 << 18 };

/* No id, and no number of a line. */
#define NONE INT64_MIN

struct line {
	int64_t id, item, number;
	int64_t place; /* the id by which it is among the others */
	bool live;
};

struct document {
	int64_t owner; /* 0: free */
	struct line *by_item, *by_number;
	size_t n;
};

/* ---- what stands for what ---- */

static int
by_new(const void *x, const void *y)
{
	const struct stand *a = x, *b = y;

	return (a->new > b->new) - (a->new < b->new);
}

/* "OL4=OL2" */
static bool
read_stand(const struct import *im, struct crm_text t, struct stand *out)
{
	const char *mark = memchr(t.p, '=', t.n);
	const struct crm_entity *new, *old;
	struct crm_text rest;

	if (mark == NULL)
		return false;
	rest = (struct crm_text){ mark + 1, t.n - (size_t)(mark + 1 - t.p) };
	t.n = (size_t)(mark - t.p);
	return find_id(im->s->dict, t, &new, &out->new) &&
	    find_id(im->s->dict, rest, &old, &out->old) &&
	    new == im->e &&old == im->e;
}

enum crm_status
lines_start(struct import *im, struct crm_err *err)
{
	struct lines *l = &im->lines;
	struct crm_stmt *q;
	enum crm_status st;
	struct stand stand;
	size_t cap = 0;
	bool row;

	if (im->parts.owner < 0)
		return CRM_OK;
	st = crm_sql(im->s,
	    "SELECT \"hash\" FROM import_file WHERE \"entity\" = ? "
	    "AND \"hash\" LIKE ?",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_text(crm_text_of(im->e->def->name)));
	crm_bind(q, 2,
	    crm_value_text(crm_text_of(
		crm_sprintf(&im->arena, "%s%%=%%", im->e->def->code))));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		if (read_stand(im, crm_col_text(q, 0), &stand)) {
			l->stand = crm_grow(&im->arena, l->stand, l->n_stands,
			    &cap, sizeof *l->stand);
			l->stand[l->n_stands++] = stand;
		}
	if (l->n_stands > 0)
		qsort(l->stand, l->n_stands, sizeof *l->stand, by_new);
	return st;
}

enum crm_status
lines_note_stand(
    struct import *im, int64_t new, int64_t old, struct crm_err *err)
{
	return seen_note(im,
	    crm_sprintf(&im->row, "%s%lld=%s%lld", im->e->def->code,
		(long long)new, im->e->def->code, (long long)old),
	    err);
}

/* What a line stands for in the end; itself where it is for none. */
static int64_t
first_of(const struct lines *l, int64_t id)
{
	const struct stand *s;
	size_t i;

	for (i = 0; i <= l->n_stands && l->n_stands > 0; i++) {
		struct stand want = { id, 0 };

		s = bsearch(
		    &want, l->stand, l->n_stands, sizeof *l->stand, by_new);
		if (s == NULL)
			break;
		id = s->old;
	}
	return id;
}

/* ---- a document ---- */

/* Those of a dry run behind all others, each as they came. */
static int
by_place(const struct line *a, const struct line *b)
{
	if ((a->place < 0) != (b->place < 0))
		return a->place < 0 ? 1 : -1;
	if (a->place != b->place)
		return (a->place < b->place) == (a->place > 0) ? -1 : 1;
	return (a->id > b->id) - (a->id < b->id);
}

static int
by_item(const void *x, const void *y)
{
	const struct line *a = x, *b = y;

	if (a->item != b->item)
		return a->item < b->item ? -1 : 1;
	return by_place(a, b);
}

static int
by_number(const void *x, const void *y)
{
	const struct line *a = x, *b = y;

	if (a->number != b->number)
		return a->number < b->number ? -1 : 1;
	return by_place(a, b);
}

static size_t
slot_of(const struct lines *l, int64_t owner)
{
	size_t i = (size_t)key_hash(0, (const char *)&owner, sizeof owner);

	for (i &= l->cap - 1;
	     l->slot[i].owner != 0 && l->slot[i].owner != owner;
	     i = (i + 1) & (l->cap - 1))
		continue;
	return i;
}

static void
make_slots(struct lines *l, size_t cap)
{
	struct document *old = l->slot;
	size_t i, n = l->cap;

	l->slot = calloc(cap, sizeof *l->slot);
	if (l->slot == NULL)
		crm_oom();
	l->cap = cap;
	for (i = 0; i < n; i++)
		if (old[i].owner != 0)
			l->slot[slot_of(l, old[i].owner)] = old[i];
	free(old);
}

void
lines_forget(struct import *im)
{
	free(im->lines.slot);
	im->lines.slot = NULL;
	im->lines.cap = im->lines.n = im->lines.kept = 0;
	crm_arena_free(&im->lines.arena);
}

/* Of those that share a place the last one has it: it stands for the others. */
static size_t
drop_replaced(struct line *line, size_t n)
{
	size_t i, kept = 0;

	for (i = 0; i < n; i++)
		if (i + 1 == n || line[i].place != line[i + 1].place)
			line[kept++] = line[i];
	return kept;
}

static enum crm_status
read_rows(struct import *im, struct crm_stmt *q, struct document *d,
    struct crm_err *err)
{
	struct lines *l = &im->lines;
	enum crm_status st;
	size_t cap = 0;
	bool row, is_gone;

	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct line x = { .id = crm_col_int(q, 0),
			.live = crm_col_null(q, 1),
			.item = crm_col_null(q, 2) ? NONE : crm_col_int(q, 2),
			.number = crm_col_null(q, 3) ? NONE
						     : crm_col_int(q, 3) };

		if (!x.live) {
			if ((st = gone_is(im, x.id, &is_gone, err)) != CRM_OK)
				break;
			if (!is_gone)
				continue;
		}
		x.place = first_of(l, x.id);
		d->by_item = crm_grow(
		    &l->arena, d->by_item, d->n, &cap, sizeof *d->by_item);
		d->by_item[d->n++] = x;
	}
	if (st != CRM_OK)
		crm_reset(q);
	return st;
}

static enum crm_status
read_document(struct import *im, struct document *d, struct crm_err *err)
{
	const struct crm_entity *e = im->e;
	struct lines *l = &im->lines;
	struct crm_stmt *q;
	enum crm_status st = insert_flush(im->s, e, err);
	size_t i;

	if (st != CRM_OK ||
	    (st = crm_sql(im->s,
		 crm_sprintf(&im->row,
		     "SELECT \"id\", \"deleted\", \"%s\", \"%s\" FROM \"%s\" "
		     "WHERE \"%s\" = ?",
		     e->field[im->parts.item]->name,
		     e->field[im->parts.line]->name, e->def->table,
		     e->field[im->parts.owner]->name),
		 &q, err)) != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(d->owner));
	if ((st = read_rows(im, q, d, err)) != CRM_OK || d->n == 0)
		return st;
	qsort(d->by_item, d->n, sizeof *d->by_item, by_item);
	d->n = drop_replaced(d->by_item, d->n);
	d->by_number = crm_alloc_n(&l->arena, d->n, sizeof *d->by_number);
	for (i = 0; i < d->n; i++)
		d->by_number[i] = d->by_item[i];
	qsort(d->by_number, d->n, sizeof *d->by_number, by_number);
	return CRM_OK;
}

static enum crm_status
document_of(struct import *im, int64_t owner, const struct document **out,
    struct crm_err *err)
{
	struct lines *l = &im->lines;
	struct document *d;
	enum crm_status st;

	if (l->kept > LINES_MAX)
		lines_forget(im);
	if (l->n * 2 >= l->cap)
		make_slots(l, l->cap == 0 ? FIRST_SLOTS : l->cap * 2);
	*out = d = &l->slot[slot_of(l, owner)];
	if (d->owner != 0)
		return CRM_OK;
	d->owner = owner;
	l->n++;
	st = read_document(im, d, err);
	l->kept += d->n + 1;
	return st;
}

/* ---- a place ---- */

/* The first line of an item, or with a number. */
static size_t
first_line(const struct line *line, size_t n, bool numbered, int64_t want)
{
	size_t low = 0, high = n;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		int64_t v = numbered ? line[middle].number : line[middle].item;

		if (v < want)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

static void
find_numbered(const struct document *d, int64_t number, int64_t *id, int *n,
    int64_t *gone)
{
	size_t i = first_line(d->by_number, d->n, true, number);

	for (; i < d->n && d->by_number[i].number == number; i++)
		if (!d->by_number[i].live)
			*gone = d->by_number[i].id;
		else if ((*n)++ == 0)
			*id = d->by_number[i].id;
}

void
lines_fitted(struct import *im, int64_t id)
{
	keymap_add(&im->lines.fitted, note_id_hash(id), id);
}

/* Whether a line had no number before this file came. */
static bool
was_unnumbered(const struct import *im, const struct line *x)
{
	uint64_t hash = note_id_hash(x->id);
	const struct key_slot *s;

	if (x->number == NONE || im->lines.fitted.n == 0)
		return x->number == NONE;
	for (s = keymap_first(&im->lines.fitted, hash); s != NULL;
	     s = keymap_next(&im->lines.fitted, hash, s))
		if (s->what == x->id)
			return true;
	return false;
}

/* Where lines have numbers in the file, those in the book that have one are found by
 * that alone. */
static void
find_placed(const struct import *im, const struct document *d, int64_t item,
    int64_t place, int64_t *id, int64_t *gone)
{
	size_t i = first_line(d->by_item, d->n, false, item);

	if (!im->parts.numbered)
		i += (size_t)place - 1;
	for (; i < d->n && d->by_item[i].item == item; i++) {
		const struct line *x = &d->by_item[i];

		if (im->parts.numbered &&
		    (!was_unnumbered(im, x) || --place > 0))
			continue;
		*(x->live ? id : gone) = x->id;
		break;
	}
}

enum crm_status
lines_find(struct import *im, const struct identity *x, int64_t *id, int *n,
    struct crm_err *err)
{
	const struct crm_value *owner = &im->rec.v[x->field[0]];
	const struct crm_value *v = &im->rec.v[x->field[1]];
	const struct document *d;
	int64_t gone = 0, what = v->kind == CRM_INT ? v->i : NONE;
	enum crm_status st = document_of(im, owner->i, &d, err);
	bool row;

	*n = 0;
	im->gone_id = 0;
	if (st != CRM_OK)
		return st;
	if (x->place == 0)
		find_numbered(d, what, id, n, &gone);
	else
		find_placed(im, d, what, x->place, id, &gone);
	return *id == 0 && gone != 0 ? gone_is(im, gone, &row, err) : CRM_OK;
}
