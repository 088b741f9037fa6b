/*
 * References to records that were deleted here.  A file that is exported again and
 * again names them still; to make another by the way would leave two of one, and
 * nobody would see it.  So what becomes of them is asked for as it is of rows
 * (--deleted).
 *
 * What is set up before there are records comes back only where it would be made:
 * who has left the company stays away.
 */
#include "import.h"

#include <stdio.h>

#include "store/find.h"

/* Whether a deleted record may be what the row means: it belongs to the same other
 * record, and found by a name alone beside an id it has no id of its own. */
static enum crm_status
fits(struct import *im, const struct lookup *l, int64_t id, bool by_name,
    bool *yes, struct crm_err *err)
{
	const struct crm_entity *e = l->e;
	int within = l->ref.within == NULL
	    ? -1
	    : crm_field_index(e, crm_text_of(l->ref.within));
	struct crm_record r;
	enum crm_status st = load_any(im->s, e, id, &im->row, &r, err);

	if (st != CRM_OK)
		return st;
	*yes = (within < 0 || r.v[within].kind == CRM_NULL ||
		   r.v[within].i == l->ref.within_id) &&
	    (!by_name || e->ext < 0 || r.v[e->ext].kind == CRM_NULL);
	return CRM_OK;
}

/* The newest with the text, or 0. */
static enum crm_status
find(struct import *im, const struct lookup *l, struct crm_text t, bool by_name,
    int64_t *id, struct crm_err *err)
{
	bool foreign = !by_name &&
	    (l->ref.how == CRM_REFER_FOREIGN || l->ref.how == CRM_REFER_EXT);
	int by = by_name || l->ref.by == NULL
	    ? -1
	    : crm_field_index(l->e, crm_text_of(l->ref.by));
	struct found f = { .n = 0 };
	enum crm_status st;
	bool yes;

	*id = 0;
	st = by >= 0
	    ? find_by_field(im->s, l->e, by, t, AMONG_GONE, &im->row, &f, err)
	    : find_named(
		  im->s, l->e, t, foreign, AMONG_GONE, &im->row, &f, err);
	for (; st == CRM_OK && f.n > 0 && *id == 0; f.n--) {
		st = fits(im, l, f.ids[f.n - 1], by_name, &yes, err);
		if (st == CRM_OK && yes)
			*id = f.ids[f.n - 1];
	}
	return st;
}

/* "C1", and in which batch it was deleted. */
static enum crm_status
gone_in(struct import *im, const struct crm_entity *e, int64_t id,
    struct crm_buf *typed, int64_t *number, struct crm_err *err)
{
	struct crm_value v = crm_value_int(id), n;
	enum crm_status st;

	crm_id_format(typed, e, id);
	st = crm_get_int(im->s,
	    crm_sprintf(&im->row,
		"SELECT \"number\" FROM batch WHERE \"id\" = "
		"(SELECT t.\"deleted\" FROM \"%s\" t WHERE t.\"id\" = ?)",
		e->def->table),
	    &v, 1, &n, err);
	*number = n.kind == CRM_INT ? n.i : 0;
	return st;
}

static enum crm_status
restore(struct import *im, const struct lookup *l, int64_t id,
    const char *typed, int64_t number, struct crm_err *err)
{
	enum crm_status st = insert_flush(im->s, im->e, err);

	if (st == CRM_OK)
		st = crm_unhide(im->s, l->e, id, err);
	if (st == CRM_OK && l->e == im->e)
		note_changed(im, id);
	if (st == CRM_OK && im->o->note != NULL)
		im->o->note(im->o->ctx,
		    crm_sprintf(&im->arena,
			crm_tr(
			    "%s, deleted in B%lld, is restored: rows refer to it"),
			typed, (long long)number));
	return st;
}

enum crm_status
gone_reference(
    struct import *im, const struct lookup *l, int64_t *id, struct crm_err *err)
{
	struct crm_buf typed = CRM_BUF_INIT;
	enum crm_status st;
	int64_t number;

	*id = 0;
	if (im->o->deleted == CRM_GONE_NEW || l->ref.how == CRM_REFER_ID ||
	    (is_set_up(l->e) && !missing_may(im, l)))
		return CRM_OK;
	st = find(im, l, l->ref.text, false, id, err);
	if (st == CRM_OK && *id == 0 && l->name.n > 0)
		st = find(im, l, l->name, true, id, err);
	if (st != CRM_OK || *id == 0)
		return st;
	st = gone_in(im, l->e, *id, &typed, &number, err);
	if (st == CRM_OK && im->o->deleted == CRM_GONE_RESTORE)
		st = restore(im, l, *id, typed.data, number, err);
	else if (st == CRM_OK)
		st = crm_fail(err, CRM_INVALID,
		    "%s was deleted in B%lld; --deleted restore brings it back, "
		    "new with --create-missing makes another",
		    typed.data, (long long)number);
	crm_buf_free(&typed);
	return st;
}
