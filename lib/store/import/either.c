/*
 * A header that stands over either of two dates: other systems call the day on
 * which an open deal should close and the one on which it did by one name.  The
 * stage of the row says which it is; where the row has none, that of its record.
 * What is new and has none begins in the first, which is open.
 */
#include "import.h"

#include <string.h>

/* Whether the record that a row names is an open one, once asked. */
struct stage_slot {
	int64_t id;
	bool open;
};

enum { STAGES_MAX = 64 };

void
either_start(struct import *im)
{
	const struct crm_either *e = im->e->def->either;

	im->either_closed = im->either_open = im->either_by = -1;
	if (e == NULL)
		return;
	im->either_closed = crm_field_index(im->e, crm_text_of(e->closed));
	im->either_open = crm_field_index(im->e, crm_text_of(e->open));
	im->either_by = crm_field_index(im->e, crm_text_of(e->by));
	im->stages = crm_alloc_n(&im->arena, STAGES_MAX, sizeof *im->stages);
}

bool
either_header(struct import *im, struct crm_text header)
{
	const struct crm_either *e = im->e->def->either;

	return e != NULL && im->by_field[im->either_closed] < 0 &&
	    (crm_header_is(header, e->headers) ||
		(im->by_field[im->either_open] < 0 &&
		    crm_header_is(header, e->lone_headers)));
}

enum crm_status
either_is(struct import *im, int64_t id, const char *state, bool *yes,
    struct crm_err *err)
{
	const struct crm_either *e = im->e->def->either;
	const struct crm_entity *by = crm_dict_find(
	    im->s->dict, im->e->field[im->either_by]->ref);
	struct crm_value v[2] = { crm_value_text(crm_text_of(state)),
		crm_value_int(id) },
			 found;
	struct crm_buf sql = CRM_BUF_INIT;
	enum crm_status st;

	crm_buf_printf(&sql,
	    "SELECT CASE WHEN \"%s\" = ? THEN 1 ELSE 0 END FROM \"%s\" "
	    "WHERE \"id\" = ?",
	    e->state, by->def->table);
	st = crm_get_int(im->s, sql.data, v, 2, &found, err);
	crm_buf_free(&sql);
	*yes = found.kind == CRM_INT && found.i != 0;
	return st;
}

static enum crm_status
is_open(struct import *im, int64_t id, bool *open, struct crm_err *err)
{
	enum crm_status st;
	size_t i;

	for (i = 0; i < im->n_stages; i++)
		if (im->stages[i].id == id) {
			*open = im->stages[i].open;
			return CRM_OK;
		}
	st = either_is(im, id, im->e->def->either->is_open, open, err);
	if (st == CRM_OK && im->n_stages < STAGES_MAX)
		im->stages[im->n_stages++] = (struct stage_slot){ id, *open };
	return st;
}

/* What says the state: the row, else the record that it is. */
static enum crm_status
find_state(
    struct import *im, int64_t id, struct crm_value *by, struct crm_err *err)
{
	struct crm_record now;
	enum crm_status st;

	*by = im->rec.v[im->either_by];
	if (by->kind == CRM_INT || id == 0)
		return CRM_OK;
	st = met_load(im, id, &now, err);
	if (st == CRM_OK)
		*by = now.v[im->either_by];
	return st;
}

enum crm_status
either_place(struct import *im, int64_t id, struct crm_err *err)
{
	struct crm_value date = im->either_on, by;
	enum crm_status st;
	bool open = true;
	int field;

	if ((st = find_state(im, id, &by, err)) != CRM_OK)
		return st;
	if (by.kind == CRM_INT &&
	    (st = is_open(im, by.i, &open, err)) != CRM_OK)
		return st;
	field = open ? im->either_open : im->either_closed;
	feed_of(im, field);
	/* A column of its own says it better. */
	if (im->rec.v[field].kind == CRM_NULL)
		crm_record_set(&im->rec, field, date);
	else if (!crm_value_eq(im->rec.v[field], date))
		im->feed[im->by_field[field]].met.outdone++;
	return CRM_OK;
}

enum crm_status
either_undated(
    struct import *im, int64_t id, enum crm_action done, struct crm_err *err)
{
	int by = im->either_by, closed = im->either_closed;
	struct crm_record now;
	enum crm_status st;
	bool open;

	if (im->e->def->either == NULL || im->rec.v[by].kind != CRM_INT ||
	    im->rec.v[closed].kind != CRM_NULL ||
	    (done != CRM_ACT_INSERTED && done != CRM_ACT_UPDATED))
		return CRM_OK;
	if ((st = is_open(im, im->rec.v[by].i, &open, err)) != CRM_OK || open)
		return st;
	if (done == CRM_ACT_UPDATED && !im->rec.given[closed]) {
		if ((st = met_load(im, id, &now, err)) != CRM_OK ||
		    now.v[closed].kind != CRM_NULL)
			return st;
	}
	im->undated++;
	return CRM_OK;
}

void
either_tell(struct import *im)
{
	if (im->undated > 0)
		im->o->note(im->o->ctx,
		    crm_sprintf(&im->arena,
			crm_tr("%s: blank in %lld row%s of what is closed, "
			       "which no report on days counts; --map or "
			       "--default says when it was"),
			im->e->field[im->either_closed]->name,
			(long long)im->undated, im->undated == 1 ? "" : "s"));
}

enum crm_status
either_reopen(
    struct import *im, const struct crm_record *now, struct crm_err *err)
{
	int by = im->either_by, closed = im->either_closed;
	enum crm_status st;
	bool open;

	if (im->e->def->either == NULL || !im->rec.given[by] ||
	    im->rec.v[by].kind != CRM_INT || im->rec.given[closed] ||
	    now->v[closed].kind == CRM_NULL || now->v[by].kind != CRM_INT ||
	    im->rec.v[by].i == now->v[by].i)
		return CRM_OK;
	if ((st = is_open(im, now->v[by].i, &open, err)) != CRM_OK || open ||
	    (st = is_open(im, im->rec.v[by].i, &open, err)) != CRM_OK || !open)
		return st;
	crm_record_set(&im->rec, closed, CRM_VALUE_NULL);
	return CRM_OK;
}
