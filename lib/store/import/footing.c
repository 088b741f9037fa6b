/*
 * Sums below the columns that no word names, as a spreadsheet's own sum makes them.
 * A row of figures alone behind the last record is taken for one; so is, wherever it
 * stands, a row without its key where a figure is the sum of those above, and one whose
 * only text has a word for a sum in it: "Alba Total", as a spreadsheet calls the sum of
 * a group.  A row with an identity is a record, whatever it is called.
 */
#include "import.h"

#include <string.h>

/* Of one row alone each figure would be the sum, and a name with a word for one is a
 * name: Total Energies.  Where the file has shown such sums, or the row is called
 * nothing at all, one is enough. */
enum { LEAST_ROWS = 2, LEAST_SHOWN = 1 };

enum { LEAST_COLUMNS = 3 }; /* of a table that has padded lines behind it */

/* ---- what the columns are ---- */

static bool
is_line(const struct import *im, const struct crm_field *f)
{
	return im->e->def->line != NULL &&
	    strcmp(im->e->def->line, f->name) == 0;
}

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

/* Whether a field says which record a row is, by itself. */
static bool
is_identity(const struct import *im, const struct feed *f)
{
	const struct crm_field *fd = im->e->field[f->field];
	int i;

	if (f->own_id || (fd->flags & (CRM_F_EXT | CRM_F_CODE)) != 0 ||
	    f->field == im->key || is_line(im, fd))
		return true;
	for (i = 0; i < CRM_KEY_FIELDS && im->e->key[i] >= 0; i++)
		if (im->e->key[i] == f->field)
			return f->ref == NULL;
	return false;
}

/* Whether a field may say who or what a row is; the document that a line is of does
 * not. */
static bool
is_naming(const struct crm_field *fd)
{
	switch (fd->type) {
	case CRM_T_DATE:
	case CRM_T_INSTANT:
	case CRM_T_ENUM:
	case CRM_T_BOOL:
	case CRM_T_CURRENCY:
		return false;
	default:
		return (fd->flags & CRM_F_OWNER) == 0;
	}
}

static unsigned
kind_of(const struct import *im, const struct feed *f)
{
	const struct crm_field *fd = im->e->field[f->field];
	unsigned kind = is_number(fd) ? COLUMN_OF_NUMBERS
	    : is_naming(fd)           ? COLUMN_OF_TEXT | COLUMN_OF_NAMES
				      : COLUMN_OF_TEXT;

	if (is_identity(im, f))
		kind |= COLUMN_OF_IDENTITY;
	return kind;
}

/* Of a column that feeds two fields, numbers are what it has. */
static void
set_kind(struct footing *s, int column, unsigned kind)
{
	unsigned char *now = &s->column[column];

	if (((*now | kind) & COLUMN_OF_NUMBERS) != 0)
		kind = COLUMN_OF_NUMBERS |
		    ((*now | kind) & (unsigned)COLUMN_OF_IDENTITY);
	*now = (unsigned char)kind;
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
		s->column[i] = im->used[i] ? COLUMN_OF_TEXT | COLUMN_OF_NAMES
					   : 0;
	for (i = 0; i < im->n_feeds; i++) {
		const struct feed *f = &im->feed[i];

		for (k = 0; k < f->n; k++)
			set_kind(s, f->column[k], kind_of(im, f));
		if (f->id_column >= 0)
			set_kind(s, f->id_column, kind_of(im, f));
	}
}

static unsigned
column_kind(struct import *im, size_t i)
{
	struct footing *s = &im->footing;

	if (s->columns != im->mapped_columns)
		learn_columns(im);
	return i < s->columns ? s->column[i] : 0;
}

bool
footing_bare(struct import *im, const struct crm_row *row)
{
	bool number = false;
	unsigned kind;
	size_t i;

	for (i = 0; i < row->n; i++) {
		if (row->cell[i].text.n == 0)
			continue;
		kind = column_kind(im, i);
		if ((kind & COLUMN_OF_TEXT) != 0)
			return false;
		number = number || (kind & COLUMN_OF_NUMBERS) != 0;
	}
	return number;
}

bool
footing_identified(struct import *im, const struct crm_row *row)
{
	size_t i;

	for (i = 0; i < row->n; i++)
		if ((column_kind(im, i) & COLUMN_OF_IDENTITY) != 0 &&
		    !cell_is_empty(row->cell[i].text) &&
		    !sum_says(crm_text_trim(row->cell[i].text)))
			return true;
	return false;
}

/* Whether it says neither what it is called nor whose it is. */
static bool
is_unnamed(struct import *im, const struct crm_row *row)
{
	size_t i;

	for (i = 0; i < row->n; i++)
		if ((column_kind(im, i) &
			(COLUMN_OF_NAMES | COLUMN_OF_IDENTITY)) != 0 &&
		    !cell_is_empty(row->cell[i].text))
			return false;
	return true;
}

/* ---- lines behind the table ---- */

bool
footing_lone(const struct crm_row *row)
{
	size_t i;

	if (row->n < 2 || cell_is_empty(row->cell[0].text))
		return false;
	for (i = 1; i < row->n; i++)
		if (!cell_is_empty(row->cell[i].text))
			return false;
	return true;
}

/* "A-17", as no remark is. */
static bool
is_number_of_one(struct crm_text t)
{
	bool digit = false;
	size_t i;

	for (i = 0; i < t.n; i++) {
		if (t.p[i] == ' ' || (unsigned char)t.p[i] >= 0x80)
			return false;
		digit = digit || (t.p[i] >= '0' && t.p[i] <= '9');
	}
	return digit;
}

/* Where records have no more than this, it is one; of two columns one is half of all. */
bool
footing_padded(struct import *im, const struct crm_row *row)
{
	return !im->footing.lone && row->n >= LEAST_COLUMNS &&
	    footing_lone(row) &&
	    ((column_kind(im, 0) & COLUMN_OF_IDENTITY) == 0 ||
		!is_number_of_one(crm_text_trim(row->cell[0].text)));
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
		if (is_line(im, im->e->field[f->field]))
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
footing_add(struct import *im, const struct crm_row *row)
{
	struct footing *s = &im->footing;
	size_t i;

	if (s->of == NULL)
		learn_fields(im);
	if (s->off)
		return;
	/* In a table whose records may lack theirs it says nothing. */
	s->keyless = s->keyless || !has_key(im);
	s->unnamed = s->unnamed || is_unnamed(im, row);
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

/* Whether a figure is the sum of so many above, or more. */
static bool
adds_up_to(const struct column_sum *c, int64_t figure, int64_t least)
{
	return (c->rows >= least && figure == c->all) ||
	    (c->rows_part >= least && figure == c->part);
}

/* Of the record at hand the figures that are such sums, and those that are none. */
static size_t
count_sums(const struct import *im, int64_t least, size_t *others)
{
	const struct footing *s = &im->footing;
	size_t i, n = 0;

	*others = 0;
	for (i = 0; i < s->n; i++) {
		const struct crm_value *v = &im->rec.v[s->of[i].field];

		if (v->kind != CRM_INT || v->i == 0)
			continue;
		if (adds_up_to(&s->of[i], v->i, least))
			n++;
		else
			++*others;
	}
	return n;
}

bool
footing_is(struct import *im, const struct crm_row *row, bool whole)
{
	const struct footing *s = &im->footing;
	size_t n, others;

	if (s->of == NULL || s->off || im->rec.id != 0 ||
	    count_sums(im, LEAST_SHOWN, &others) == 0)
		return false;
	if (whole && others == 0 && !s->unnamed && is_unnamed(im, row))
		return true;
	n = count_sums(im, LEAST_ROWS, &others);
	return ((whole && n > 0 && !s->keyless && !has_key(im)) ||
		   ((n > 0 || im->count->sums > 0) && sum_is_named(row))) &&
	    !footing_identified(im, row);
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
