/*
 * Values that nobody would mean: what a spreadsheet shows of an error, question
 * marks alone, a choice of a user's field that is none any more.  What export gives
 * of a record, import takes for the same record: such a value is judged when it is
 * known which record the row means, and stays where that holds the same.
 */
#include "import.h"

#include <string.h>

#include "store/find.h"

static bool
is_odd(const struct crm_field *fd, struct crm_text t)
{
	return (begins_error(t) && cell_is_error(t)) ||
	    ((crm_type_is_text(fd->type) || fd->type == CRM_T_REF) &&
		lost_is(t));
}

bool
odd_cell(struct import *im, const struct feed *f, const struct crm_row *row,
    struct crm_text *out)
{
	const struct crm_cell *c;

	if (f->n != 1 || (size_t)f->column[0] >= row->n)
		return false;
	c = &row->cell[f->column[0]];
	*out = c->text;
	return c->kind == CRM_CELL_TEXT && c->text.n > 0 &&
	    is_odd(im->e->field[f->field], c->text) &&
	    !cell_is_null(im, f, c->text) &&
	    crm_text_eq(import_mapped(im, f, c->text), c->text);
}

/* What stands against it in any other record. */
static enum crm_status
refuse(
    struct import *im, struct feed *f, struct crm_text t, struct crm_err *err)
{
	const struct crm_field *fd = im->e->field[f->field];
	struct crm_value v;
	enum crm_status st;

	if (begins_error(t) && cell_is_error(t))
		return cell_refuse_error(fd, t, err);
	if (lost_is(t))
		return lost_refuse(f, fd, t, err);
	st = crm_value_parse(&im->parse, fd, t, CRM_TEXT(""), &v, err);
	import_say_value(fd, t, err);
	return st;
}

static void
hold(struct import *im, const struct feed *f, struct crm_text t,
    struct crm_value v)
{
	crm_record_set(&im->rec, f->field, v);
	im->odd[f->field] = t;
	im->odds = true;
}

/* A name of that look: the record's of the id beside it, or that of one which the
 * record at hand refers to already.  None is made. */
static enum crm_status
odd_reference(struct import *im, struct feed *f, const struct crm_row *row,
    struct crm_text t, struct crm_err *err)
{
	struct crm_text typed, name = t;
	bool clear = false, agrees = true;
	struct crm_err none;
	struct lookup look;
	enum crm_status st;
	int64_t id;

	if ((st = import_id_text(im, f, row, &clear, &typed, err)) != CRM_OK ||
	    (f->part_column >= 0 &&
		(st = qualify(im, f, row, &name, err)) != CRM_OK))
		return st;
	typed = import_bare(im, f, typed, true);
	look = import_lookup(im, f, name, typed);
	if (f->beside && (st = about_whose(im, f, &look.ref, err)) != CRM_OK)
		return st;
	st = import_look_up(im, &look, false, &id, &none);
	if (st == CRM_OK && typed.n > 0)
		st = crm_is_name(im->s, f->ref, id, t, &agrees, &none);
	if (st == CRM_FAIL || st == CRM_BUSY) {
		*err = none;
		return st;
	}
	if (st != CRM_OK || !agrees)
		return refuse(im, f, t, err);
	if (typed.n > 0)
		crm_record_set(&im->rec, f->field, crm_value_int(id));
	else
		hold(im, f, t, crm_value_int(id));
	return CRM_OK;
}

enum crm_status
odd_convert(struct import *im, struct feed *f, const struct crm_row *row,
    struct crm_text t, struct crm_err *err)
{
	const struct crm_field *fd = im->e->field[f->field];
	struct crm_value v = crm_value_text(t);
	struct crm_err none;

	if (f->own_id || f->either || (fd->flags & CRM_F_READONLY) != 0)
		return refuse(im, f, t, err);
	if (fd->type == CRM_T_REF)
		return odd_reference(im, f, row, t, err);
	im->parse.more = NULL;
	if (!f->prose &&
	    crm_value_parse(&im->parse, fd, t, CRM_TEXT(""), &v, &none) !=
		CRM_OK &&
	    !odd_take(im, f, t, &v))
		return refuse(im, f, t, err);
	hold(im, f, t, v);
	return CRM_OK;
}

bool
odd_take(struct import *im, const struct feed *f, struct crm_text t,
    struct crm_value *out)
{
	const struct crm_field *fd = im->e->field[f->field];

	if (fd->type != CRM_T_ENUM || (fd->flags & CRM_F_CUSTOM) == 0)
		return false;
	*out = crm_value_text(t);
	hold(im, f, t, *out);
	return true;
}

void
odd_forget(struct import *im)
{
	if (im->odds)
		memset(im->odd, 0, im->e->n * sizeof *im->odd);
	im->odds = false;
}

enum crm_status
odd_stay(struct import *im, const struct crm_record *now, struct crm_err *err)
{
	enum crm_status st;
	size_t i;

	for (i = 0; i < im->e->n && im->odds; i++) {
		if (im->odd[i].p == NULL ||
		    (now != NULL && crm_value_eq(im->rec.v[i], now->v[i])))
			continue;
		st = refuse(im, feed_of(im, (int)i), im->odd[i], err);
		if (st == CRM_OK)
			continue;
		if (!is_row_error(st))
			return st;
		mistakes_add(im, err);
	}
	return im->n_bad > 0 ? mistakes_end(im, err) : CRM_OK;
}
