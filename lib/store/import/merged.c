/*
 * Merged records.  A row with the key of one is about the record that stands for
 * it.  Their keys are noted before the first row, and where each leads, so that
 * rows ask the book only when they meet one.
 */
#include "import.h"

#include <stdio.h>

enum { STEPS_MAX = 1000 }; /* a circle ends here */

enum crm_status
merged_note(struct import *im, int64_t id, struct crm_err *err)
{
	return note_names(im, &im->merged, id, im->rec.v[im->e->alias].i, err);
}

/* Where a merged record leads; 0 where it is none. */
static enum crm_status
next_of(struct import *im, int64_t id, int64_t *to, struct crm_err *err)
{
	uint64_t hash = note_id_hash(id);
	const struct key_slot *s;
	enum crm_status st;

	*to = 0;
	for (s = keymap_first(&im->merged, hash); s != NULL;
	     s = keymap_next(&im->merged, hash, s)) {
		if ((st = note_read(im, s->what, 1, err)) != CRM_OK)
			return st;
		if (im->found.id == id && im->found.text[0].n == 0) {
			*to = im->found.line;
			return CRM_OK;
		}
	}
	return CRM_OK;
}

enum crm_status
merged_find_id(
    struct import *im, int64_t merged, int64_t *id, struct crm_err *err)
{
	struct crm_err gone;
	enum crm_status st;
	int64_t to = merged;
	int steps;

	*id = 0;
	for (steps = 0; steps < STEPS_MAX && to != 0; steps++) {
		merged = to;
		if ((st = next_of(im, merged, &to, err)) != CRM_OK)
			return st;
	}
	if (to != 0 || steps == 1)
		return CRM_OK;
	/* Not by met_load: it would lose the records that are ahead. */
	st = crm_load(im->s, im->e, merged, &im->row, &im->survivor, &gone);
	if (st == CRM_NOTFOUND)
		return CRM_OK;
	if (st != CRM_OK) {
		*err = gone;
		return st;
	}
	*id = merged;
	im->by_alias = true;
	return CRM_OK;
}

enum crm_status
merged_find(struct import *im, int64_t *id, struct crm_err *err)
{
	const struct identity *x = &im->who;
	const struct key_slot *s;
	enum crm_status st;

	for (s = keymap_first(&im->merged, x->hash); s != NULL;
	     s = keymap_next(&im->merged, x->hash, s)) {
		if ((st = note_read(im, s->what, 1, err)) != CRM_OK)
			return st;
		if (!crm_text_eq(im->found.text[0], identity_text(x)))
			continue; /* another key with the same hash */
		st = merged_find_id(im, im->found.id, id, err);
		if (st != CRM_OK || im->by_alias)
			return st;
	}
	return CRM_OK;
}

enum crm_status
merged_refuse(const struct import *im, int64_t id, struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;

	crm_id_format(&b, im->e, id);
	st = crm_fail(err, CRM_INVALID,
	    "was merged into %s, which has other values; --on-duplicate skip or "
	    "fill leaves those; to change them, set them of %s",
	    b.data, b.data);
	crm_buf_free(&b);
	return st;
}

void
merged_count(struct import *im, const struct crm_record *now)
{
	size_t i = 0;

	while (i < im->e->n &&
	    (!im->rec.given[i] || now->v[i].kind == CRM_NULL ||
		crm_value_eq(im->rec.v[i], now->v[i])))
		i++;
	if (i < im->e->n && im->former.n++ == 0)
		im->former.into = now->id;
}

void
merged_tell(struct import *im)
{
	struct crm_buf b = CRM_BUF_INIT;
	int64_t n = im->former.n;

	if (n == 0 || im->o->note == NULL)
		return;
	crm_id_format(&b, im->e, im->former.into);
	im->o->note(im->o->ctx,
	    crm_sprintf(&im->arena,
		crm_tr(
		    "%lld row%s of what was merged into another record (%s): "
		    "what differs from that is left; rows of its own change "
		    "it"),
		(long long)n, n == 1 ? "" : "s", b.data));
	crm_buf_free(&b);
}
