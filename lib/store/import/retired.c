/*
 * Values of users' fields that are no choice any more.  What export gives of a
 * record, import takes for the same record: such a value is judged when it is
 * known which record the row means.
 */
#include "import.h"

bool
retired_take(struct import *im, const struct feed *f, struct crm_text t,
    struct crm_value *out)
{
	if ((im->e->field[f->field]->flags & CRM_F_CUSTOM) == 0)
		return false;
	*out = crm_value_text(t);
	im->retired[f->field] = true;
	im->retires = true;
	return true;
}

/* What the reader of values has against it. */
static enum crm_status
refuse(struct import *im, size_t field, struct crm_err *err)
{
	const struct crm_field *f = im->e->field[field];
	struct crm_text t = im->rec.v[field].t;
	struct crm_value v;
	enum crm_status st = crm_value_parse(
	    &im->parse, f, t, CRM_TEXT(""), &v, err);

	import_say_value(f, t, err);
	return st;
}

enum crm_status
retired_stay(
    struct import *im, const struct crm_record *now, struct crm_err *err)
{
	size_t i;

	for (i = 0; i < im->e->n && im->retires; i++)
		if (im->retired[i] &&
		    (now == NULL || !crm_value_eq(im->rec.v[i], now->v[i])))
			return refuse(im, i, err);
	return CRM_OK;
}
