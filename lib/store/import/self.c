/*
 * References of rows to records of their own kind: a parent that may stand
 * further down in the same file.  They are resolved behind the last row; a row
 * whose reference leads nowhere turns out bad only then, and the input is read
 * again without it.
 *
 * Such a row takes others along: those that refer to its record, and those that
 * refer to theirs.  They are named in the same run, or a chain of them would
 * take a run for each; the next run looks what they refer to up once more.
 */
#include "import.h"

#include <stdlib.h>
#include <string.h>

bool
self_refers(const struct import *im)
{
	size_t i;

	for (i = 0; i < im->n_feeds; i++)
		if (im->feed[i].ref == im->e)
			return true;
	return false;
}

/* ---- what an earlier run has found ---- */

/* By row; of one row the failure comes before the mere doubt. */
static int
by_row(const void *x, const void *y)
{
	const struct crm_late *const *a = x, *const *b = y;

	if ((*a)->row != (*b)->row)
		return (*a)->row < (*b)->row ? -1 : 1;
	return ((*b)->err != NULL) - ((*a)->err != NULL);
}

void
self_start(struct import *im)
{
	const struct crm_late *l;

	for (l = im->o->late; l != NULL; l = l->next)
		im->n_late++;
	im->late = crm_alloc_n(&im->arena, im->n_late + 1, sizeof *im->late);
	im->n_late = 0;
	for (l = im->o->late; l != NULL; l = l->next)
		im->late[im->n_late++] = l;
	qsort(im->late, im->n_late, sizeof *im->late, by_row);
}

enum crm_status
self_known(struct import *im, int64_t row, struct crm_err *err)
{
	const struct crm_late *l;

	while (im->late_at < im->n_late && im->late[im->late_at]->row < row)
		im->late_at++;
	im->must_find = false;
	if (im->late_at == im->n_late || im->late[im->late_at]->row != row)
		return CRM_OK;
	l = im->late[im->late_at];
	im->must_find = l->err == NULL;
	if (l->err == NULL)
		return CRM_OK;
	*err = *l->err;
	return err->status;
}

/* ---- a row ---- */

void
self_defer(struct import *im, const struct lookup *l)
{
	struct deferred *d = crm_alloc(&im->arena, sizeof *d);
	struct crm_text *text = &d->look.ref.text, *name = &d->look.name;

	d->look = *l;
	text->p = crm_strndup(&im->arena, text->p, text->n);
	name->p = crm_strndup(&im->arena, name->p, name->n);
	d->row = im->count->read;
	if (im->deferred_end == NULL)
		im->deferred_end = &im->deferred;
	*im->deferred_end = d;
	im->deferred_end = &d->next;
}

/* Whether a record continues a run.  New ids of a dry run count down. */
static bool
continues(const struct self_run *r, int64_t row, int64_t id, bool made)
{
	return r->made == made && row == r->row + r->n &&
	    (id < 0 ? id == r->low - 1 : id == r->low + r->n);
}

/* Keeps which row a record is of. */
static void
keep_row(struct import *im, int64_t row, int64_t id, bool made)
{
	struct self_run *r = im->n_rows > 0 ? &im->rows[im->n_rows - 1] : NULL;

	if (r != NULL && continues(r, row, id, made)) {
		r->low = id < r->low ? id : r->low;
		r->n++;
		return;
	}
	im->rows = crm_grow(
	    NULL, im->rows, im->n_rows, &im->cap_rows, sizeof *im->rows);
	im->rows[im->n_rows++] = (struct self_run){ id, row, 1, made };
}

void
self_row(struct import *im, int64_t row, int64_t id, bool made)
{
	struct deferred *d;

	/* The row's own are at the end of the list; there are few of them. */
	for (d = im->deferred_row == NULL ? im->deferred : *im->deferred_row;
	     d != NULL; d = d->next)
		if (d->row == row) {
			d->id = id;
			d->made = made;
		}
	im->deferred_row = im->deferred_end;
	if (id != 0 && self_refers(im))
		keep_row(im, row, id, made);
}

/* ---- behind the last row ---- */

static int
by_id(const void *x, const void *y)
{
	const struct self_run *a = x, *b = y;

	return (a->low > b->low) - (a->low < b->low);
}

/* The run that has a record; NULL where no row is about it. */
static const struct self_run *
run_of(const struct import *im, int64_t id)
{
	size_t low = 0, high = im->n_rows, middle;

	while (low < high) {
		middle = low + (high - low) / 2;
		if (im->rows[middle].low <= id)
			low = middle + 1;
		else
			high = middle;
	}
	return low > 0 && id < im->rows[low - 1].low + im->rows[low - 1].n
	    ? &im->rows[low - 1]
	    : NULL;
}

static void
tell_late(struct import *im, int64_t row, const struct crm_err *err)
{
	im->count->too_late++;
	im->o->too_late(im->o->ctx, row, err);
}

/* Those that refer to a record which will not be there, and are rows of this
 * file: each is told once, and joins the list where it will not be there either.
 */
static enum crm_status
tell_below(struct import *im, const struct crm_field *f, int64_t id,
    struct keymap *told, struct crm_buf *lost, struct crm_err *err)
{
	struct crm_value v = crm_value_int(id);
	struct crm_buf sql = CRM_BUF_INIT;
	const struct self_run *r;
	enum crm_status st;
	int64_t *below;
	size_t i, n;

	crm_arena_reset(&im->row);
	crm_buf_printf(&sql, "SELECT \"id\" FROM \"%s\" WHERE \"%s\" = ?",
	    im->e->def->table, f->name);
	st = crm_ids(im->s, sql.data, &v, 1, &im->row, &below, &n, err);
	crm_buf_free(&sql);
	for (i = 0; i < n && st == CRM_OK; i++) {
		uint64_t hash = note_id_hash(below[i]);
		int64_t row;

		if ((r = run_of(im, below[i])) == NULL ||
		    keymap_first(told, hash) != NULL)
			continue;
		keymap_add(told, hash, below[i]);
		row = r->row +
		    (below[i] < 0 ? r->low + r->n - 1 - below[i]
				  : below[i] - r->low);
		tell_late(im, row, NULL);
		if (r->made)
			crm_buf_add(lost, &below[i], sizeof below[i]);
	}
	return st;
}

/* Whom the lost records take along; `lost` grows with them. */
static enum crm_status
tell_all_below(struct import *im, struct crm_buf *lost, struct crm_err *err)
{
	struct keymap told = { NULL, 0, 0 };
	enum crm_status st = insert_flush(im->s, im->e, err);
	size_t at, i;
	int64_t id;

	if (im->n_rows > 0)
		qsort(im->rows, im->n_rows, sizeof *im->rows, by_id);
	for (at = 0; at < lost->len && st == CRM_OK; at += sizeof id) {
		memcpy(&id, lost->data + at, sizeof id);
		for (i = 0; i < im->n_feeds && st == CRM_OK; i++)
			if (im->feed[i].ref == im->e)
				st = tell_below(im,
				    im->e->field[im->feed[i].field], id, &told,
				    lost, err);
	}
	keymap_free(&told);
	return st;
}

/* Ids of records that come to nothing say nothing: the row has a name. */
static enum crm_status
in_circle(
    const struct deferred *d, const struct crm_field *f, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];

	return crm_fail_field(err, CRM_INVALID, f->name,
	    "'%s' stands below this record itself, by other rows: a circle",
	    crm_quote(quoted, d->look.ref.text));
}

static enum crm_status
resolve_one(struct import *im, const struct deferred *d, struct crm_err *err)
{
	const struct crm_field *f = im->e->field[d->look.field];
	struct crm_record patch;
	enum crm_action done;
	enum crm_status st;
	int64_t id;

	crm_arena_reset(&im->row);
	st = import_look_up(im, &d->look, true, &id, err);
	if (st != CRM_OK)
		return st;
	crm_record_init(&patch, im->e, &im->row);
	patch.id = d->id;
	crm_record_set(&patch, d->look.field, crm_value_int(id));
	st = crm_update(im->s, &patch, &done, err);
	if (st != CRM_OK && err->why == CRM_WHY_CIRCLE)
		return in_circle(d, f, err);
	return import_row_error(st, f, err);
}

enum crm_status
self_resolve(struct import *im, struct crm_err *err)
{
	struct crm_buf lost = CRM_BUF_INIT; /* ids */
	enum crm_status st = CRM_OK;
	const struct deferred *d;
	struct crm_err e;

	for (d = im->deferred; d != NULL; d = d->next) {
		if (d->id == 0)
			continue; /* its row was refused or skipped */
		st = resolve_one(im, d, &e);
		if (st == CRM_FAIL || st == CRM_BUSY) {
			*err = e;
			break;
		}
		if (st == CRM_OK)
			continue;
		tell_late(im, d->row, &e);
		if (d->made)
			crm_buf_add(&lost, &d->id, sizeof d->id);
		st = CRM_OK;
	}
	if (st == CRM_OK && lost.len > 0)
		st = tell_all_below(im, &lost, err);
	crm_buf_free(&lost);
	return st;
}

void
self_free(struct import *im)
{
	free(im->rows);
	im->rows = NULL;
	im->n_rows = im->cap_rows = 0;
}
