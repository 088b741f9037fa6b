/*
 * Sums below the columns that no word names, as a spreadsheet's own sum makes them.
 * A row of figures alone behind the last record is taken for one; so is, wherever it
 * stands, a row without its key where a figure is the sum of those above, and one whose
 * only text has a word for a sum in it: "Alba Total", as a spreadsheet calls the sum of
 * a group.
 */
#include "import.h"

#include <string.h>

/* Of one row alone each figure would be the sum; a word says that it is one. */
enum { LEAST_ROWS = 2, LEAST_WORDED = 1 };

/* ---- figures alone ---- */

static bool
adds_up(const struct crm_field *f)
{
	return f->type == CRM_T_INT || f->type == CRM_T_DECIMAL ||
	    f->type == CRM_T_MONEY;
}

static bool
is_number(const struct crm_field *f)
{
	return crm_type_is_number(f->type);
}

/* What the columns are, once more of them are known. */
static void
learn_columns(struct import *im)
{
	struct footing *s = &im->footing;
	size_t i;
	int k;

	s->columns = im->mapped_columns;
	s->column = crm_alloc_n(&im->arena, s->columns + 1, sizeof *s->column);
	for (i = 0; i < s->columns; i++)
		s->column[i] = im->used[i] ? COLUMN_OF_TEXT : COLUMN_OF_NOTHING;
	for (i = 0; i < im->n_feeds; i++) {
		const struct feed *f = &im->feed[i];

		if (!is_number(im->e->field[f->field]))
			continue;
		for (k = 0; k < f->n; k++)
			s->column[f->column[k]] = COLUMN_OF_NUMBERS;
	}
}

bool
footing_bare(struct import *im, const struct crm_row *row)
{
	struct footing *s = &im->footing;
	bool number = false;
	size_t i;

	if (s->columns != im->mapped_columns)
		learn_columns(im);
	for (i = 0; i < row->n && i < s->columns; i++) {
		if (row->cell[i].text.n == 0)
			continue;
		if (s->column[i] == COLUMN_OF_TEXT)
			return false;
		number = number || s->column[i] == COLUMN_OF_NUMBERS;
	}
	return number;
}

/* ---- the sum of those above ---- */

/* Whether a field says which record a row is, or what it is called. */
static bool
is_key(const struct import *im, const struct feed *f)
{
	const struct crm_field *fd = im->e->field[f->field];
	int i;

	if ((fd->flags &
		(CRM_F_EXT | CRM_F_NAME | CRM_F_CODE | CRM_F_REQUIRED)) != 0 ||
	    f->field == im->key)
		return true;
	for (i = 0; i < CRM_KEY_FIELDS && im->e->key[i] >= 0; i++)
		if (im->e->key[i] == f->field)
			return true;
	return false;
}

static bool
has_key(const struct import *im)
{
	const struct footing *s = &im->footing;
	size_t i;

	for (i = 0; i < s->n_keys; i++)
		if (im->rec.v[s->key[i]].kind != CRM_NULL)
			return true;
	return im->rec.id != 0;
}

static void
learn_fields(struct import *im)
{
	struct footing *s = &im->footing;
	size_t i;

	s->of = crm_alloc_n(&im->arena, im->n_feeds + 1, sizeof *s->of);
	s->key = crm_alloc_n(&im->arena, im->n_feeds + 1, sizeof *s->key);
	for (i = 0; i < im->n_feeds; i++) {
		const struct feed *f = &im->feed[i];

		if (f->n == 0 && f->id_column < 0)
			continue;
		if (adds_up(im->e->field[f->field]))
			s->of[s->n++].field = f->field;
		else if (f->own_id)
			s->own_ids = true;
		else if (is_key(im, f))
			s->key[s->n_keys++] = f->field;
	}
	s->off = s->n == 0;
	s->keyless = s->n_keys == 0 && !s->own_ids;
}

void
footing_add(struct import *im)
{
	struct footing *s = &im->footing;
	size_t i;

	if (s->of == NULL)
		learn_fields(im);
	if (s->off)
		return;
	/* In a table whose records may lack theirs it says nothing. */
	s->keyless = s->keyless || !has_key(im);
	for (i = 0; i < s->n; i++) {
		const struct crm_value *v = &im->rec.v[s->of[i].field];

		if (v->kind != CRM_INT)
			continue;
		if (__builtin_add_overflow(s->of[i].all, v->i, &s->of[i].all) ||
		    __builtin_add_overflow(s->of[i].part, v->i, &s->of[i].part))
			s->off = true;
		s->of[i].rows++;
		s->of[i].rows_part++;
	}
}

void
footing_part(struct import *im)
{
	struct footing *s = &im->footing;
	size_t i;

	for (i = 0; i < s->n; i++)
		s->of[i].part = s->of[i].rows_part = 0;
}

/* Whether a figure of the record at hand is the sum of so many above, or more. */
static bool
is_sum(const struct import *im, int64_t least)
{
	const struct footing *s = &im->footing;
	size_t i;

	for (i = 0; i < s->n; i++) {
		const struct crm_value *v = &im->rec.v[s->of[i].field];

		if (v->kind != CRM_INT || v->i == 0)
			continue;
		if ((s->of[i].rows >= least && v->i == s->of[i].all) ||
		    (s->of[i].rows_part >= least && v->i == s->of[i].part))
			return true;
	}
	return false;
}

bool
footing_is(struct import *im, const struct crm_row *row, bool whole)
{
	const struct footing *s = &im->footing;

	if (s->of == NULL || s->off || im->rec.id != 0)
		return false;
	return (whole && !s->keyless && !has_key(im) &&
		   is_sum(im, LEAST_ROWS)) ||
	    (is_sum(im, LEAST_WORDED) && sum_is_named(row));
}

void
footing_tell(struct import *im)
{
	if (im->footing.left + im->count->sums > 0 && im->o->note != NULL)
		im->o->note(im->o->ctx,
		    crm_tr("figures alone behind the last record, or without "
			   "a key or with a word like Total where one is the "
			   "sum of those above, are taken for sums; a row that "
			   "is a record wants a name, a number or an id"));
}
