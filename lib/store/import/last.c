/*
 * What a column had in the row before, and what that is: states, days, currencies and
 * references mostly are what they were, and to read one again costs ten times as much
 * as to see that.
 */
#include "import.h"

#include <string.h>

/* Whether its cells mean by themselves what they do, in each row the same. */
static bool
may_keep(const struct import *im, const struct feed *f)
{
	const struct crm_field *fd = im->e->field[f->field];

	if (f->own_id || f->either || f->any || f->clocked || f->takes_more ||
	    im->refused.all || (fd->flags & CRM_F_READONLY) != 0)
		return false;
	if (fd->type == CRM_T_REF)
		return f->ref != im->e && f->company < 0 && !f->beside &&
		    f->part_column < 0 && !im->o->create_missing;
	return fd->type == CRM_T_ENUM || fd->type == CRM_T_DATE ||
	    fd->type == CRM_T_BOOL || fd->type == CRM_T_CURRENCY;
}

bool
last_may(const struct import *im, struct feed *f)
{
	if (!f->last.asked)
		f->last.may = may_keep(im, f);
	f->last.asked = true;
	return f->last.may;
}

bool
last_again(struct import *im, struct feed *f, const struct crm_row *row)
{
	struct crm_text t;

	if (f->last.n == 0 || !import_plain(im, f, row, &t) ||
	    t.n != f->last.n || memcmp(t.p, f->last.text, t.n) != 0)
		return false;
	crm_record_set(&im->rec, f->field, f->last.v);
	return true;
}

void
last_keep(struct import *im, struct feed *f, const struct crm_row *row,
    const struct met_values *before)
{
	const struct crm_value *v = &im->rec.v[f->field];
	struct last_value *last = &f->last;
	struct crm_text t;

	last->n = 0;
	/* What is told of each cell is told of this one, too. */
	if (im->defers || im->odds || im->did != 0 || v->kind == CRM_NULL ||
	    !import_plain(im, f, row, &t) || t.n == 0 ||
	    t.n > sizeof last->text ||
	    (v->kind == CRM_STR && v->t.n > sizeof last->value) ||
	    memcmp(before, &f->met, sizeof f->met) != 0)
		return;
	last->n = t.n;
	memcpy(last->text, t.p, t.n);
	last->v = *v;
	if (v->kind != CRM_STR)
		return;
	memcpy(last->value, v->t.p, v->t.n);
	last->v.t.p = last->value;
}
