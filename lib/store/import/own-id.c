/*
 * The column of the record's own id.
 *
 * Another system's ids often stand under a header that reads like ours ("Lead
 * ID"): they are external ids.  In a list of ours, edited, such a thing is a slip
 * of the hand, and would silently make a new record: a column that has one of our
 * ids in any row, or stands beside versions, has no others.
 */
#include "import.h"

#include <string.h>
#include <strings.h>

static enum crm_status
no_id(const struct import *im, struct crm_text t, struct crm_err *err)
{
	const struct crm_entity *e = im->e;
	const struct feed *f = &im->feed[im->by_field[e->id]];
	char quoted[CRM_QUOTE_SIZE], header[CRM_QUOTE_SIZE];

	if (e->ext >= 0 && im->rec.given[e->ext])
		return crm_fail_field(err, CRM_INVALID, e->field[e->id]->name,
		    "'%s' is not an id like %s12, and the row has an external "
		    "id beside it; --map '%s=' leaves the column out",
		    crm_quote(quoted, t), e->def->code,
		    crm_quote(header,
			crm_reader_column(im->r, (size_t)f->column[0])));
	return crm_fail_field(err, CRM_INVALID, e->field[e->id]->name,
	    "'%s' is not an id like %s12%s", crm_quote(quoted, t), e->def->code,
	    e->ext < 0
		? ""
		: crm_tr("; ids of another system belong into ext, which "
			 "--map says"));
}

bool
is_our_list(const struct import *im)
{
	size_t i;

	for (i = 0; i < im->n_feeds; i++)
		if (im->feed[i].n > 0 &&
		    (im->e->field[im->feed[i].field]->flags & CRM_F_READONLY))
			return true;
	return false;
}

static enum crm_status
take_foreign(struct import *im, struct crm_text t, struct crm_err *err)
{
	int ext = im->e->ext;
	struct crm_text none = { NULL, 0 };
	struct crm_value v;
	enum crm_status st;

	st = crm_value_parse(&im->parse, im->e->field[ext], t, none, &v, err);
	if (st != CRM_OK)
		return st;
	crm_record_set(&im->rec, ext, v);
	if (im->own.n_foreign < FOREIGN_MAX)
		im->own.foreign[im->own.n_foreign] = im->count->read;
	im->own.n_foreign++;
	return CRM_OK;
}

/* "l1": ours but for the case of its letters. */
static bool
is_nearly_ours(const struct crm_entity *e, struct crm_text t)
{
	size_t n = strlen(e->def->code), i = n;

	if (t.n <= n || strncasecmp(t.p, e->def->code, n) != 0)
		return false;
	while (i < t.n && t.p[i] >= '0' && t.p[i] <= '9')
		i++;
	return i == t.n && t.p[n] != '0';
}

enum crm_status
own_id(struct import *im, struct crm_text t, struct crm_err *err)
{
	const struct crm_entity *e = im->e;
	struct crm_text code;
	int64_t number;

	t = crm_text_trim(t);
	if (crm_id_split(t, &code, &number) &&
	    crm_text_is(code, e->def->code)) {
		im->rec.id = number;
		im->own.ours = true;
		return CRM_OK;
	}
	if (im->own.ours || e->ext < 0 || im->rec.given[e->ext] ||
	    is_our_list(im) || refused_for(im, e->id) || is_nearly_ours(e, t))
		return no_id(im, t, err);
	return take_foreign(im, t, err);
}

/* Where there are many, no hand has slipped so often. */
void
own_id_end(struct import *im)
{
	const struct crm_entity *e = im->e;
	struct crm_err err;
	size_t i;

	if (!im->own.ours || im->own.n_foreign > FOREIGN_MAX)
		return;
	for (i = 0; i < im->own.n_foreign; i++) {
		crm_fail_field(&err, CRM_INVALID, e->field[e->id]->name,
		    "is not an id like %s12, as other rows have it; ids of "
		    "another system belong into ext, which --map says",
		    e->def->code);
		im->count->too_late++;
		im->o->too_late(im->o->ctx, im->own.foreign[i], &err);
	}
}
