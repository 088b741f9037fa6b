/*
 * Records that were deleted here, and come back in a file: a nightly export of
 * another system still has them.  Nobody would see that they are there twice, so
 * their keys are noted before the first row, as those of merged records are, and
 * what becomes of them is asked for (--deleted).
 *
 * What an undo took away was never there.
 */
#include "import.h"

enum crm_status
gone_note(struct import *im, int64_t id, struct crm_err *err)
{
	return note_names(im, &im->gone, id, im->rec.v[im->e->deleted].i, err);
}

enum crm_status
gone_note_place(struct import *im, int64_t id, struct crm_err *err)
{
	enum crm_status st;
	bool yes;

	if ((st = gone_is(im, id, &yes, err)) != CRM_OK || !yes)
		return st;
	im->gone_id = 0;
	ident_row(im);
	return im->who.kind == KIND_PART
	    ? note_name(im, &im->gone, id, im->rec.v[im->e->deleted].i,
		  identity_text(&im->who), im->who.hash, err)
	    : CRM_OK;
}

const char *
gone_where(struct import *im)
{
	const struct crm_entity *e = im->e;

	return crm_sprintf(&im->arena,
	    "\"deleted\" IS NOT NULL%s%s%s AND \"id\" IN (SELECT \"record\" "
	    "FROM change WHERE \"entity\" = '%s' AND \"field\" = 'deleted') "
	    "AND EXISTS (SELECT 1 FROM batch x_batch WHERE x_batch.\"id\" = "
	    "\"%s\".\"deleted\" AND x_batch.\"undoes\" IS NULL)",
	    e->alias < 0 ? "" : " AND \"",
	    e->alias < 0 ? "" : e->field[e->alias]->name,
	    e->alias < 0 ? "" : "\" IS NULL", e->def->name, e->def->table);
}

/* Of several with one key the newest. */
static enum crm_status
find(struct import *im, uint64_t hash, struct crm_text text, int64_t id,
    struct crm_err *err)
{
	const struct key_slot *s;
	enum crm_status st;

	for (s = keymap_first(&im->gone, hash); s != NULL;
	     s = keymap_next(&im->gone, hash, s)) {
		if ((st = note_read(im, s->what, 1, err)) != CRM_OK)
			return st;
		if (!crm_text_eq(im->found.text[0], text) ||
		    (id != 0 && im->found.id != id))
			continue; /* another key with the same hash */
		im->gone_id = im->found.id;
		im->gone_in = im->found.line;
	}
	return CRM_OK;
}

enum crm_status
gone_is(struct import *im, int64_t id, bool *yes, struct crm_err *err)
{
	enum crm_status st;

	im->gone_id = 0;
	st = find(im, note_id_hash(id), (struct crm_text){ "", 0 }, id, err);
	*yes = im->gone_id != 0;
	return st;
}

enum crm_status
gone_find(struct import *im, struct crm_err *err)
{
	const struct identity *x = &im->who;

	return x->kind == KIND_ID
	    ? find(im, note_id_hash(im->rec.id), (struct crm_text){ "", 0 },
		  im->rec.id, err)
	    : find(im, x->hash, identity_text(x), 0, err);
}

static enum crm_status
was_deleted(struct import *im, struct crm_err *err)
{
	struct crm_value batch = crm_value_int(im->gone_in), number;
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;

	st = crm_get_int(im->s, "SELECT \"number\" FROM batch WHERE \"id\" = ?",
	    &batch, 1, &number, err);
	if (st != CRM_OK)
		return st;
	crm_id_format(&b, im->e, im->gone_id);
	st = crm_fail(err, CRM_INVALID,
	    "%s was deleted in B%lld; --deleted restore brings it back, skip "
	    "leaves it, new makes another",
	    b.data, (long long)number.i);
	crm_buf_free(&b);
	return st;
}

/* The version that the record had before it was deleted, which is what a list
 * from before that has.  CRM_RULE where it had moved on by then. */
static enum crm_status
check_before(struct import *im, struct crm_err *err)
{
	struct crm_record was = { .entity = im->e, .id = im->gone_id };
	struct crm_value v[] = { crm_value_text(crm_text_of(im->e->def->name)),
		crm_value_int(im->gone_id), crm_value_int(im->gone_in),
		crm_value_int(im->gone_id) };
	struct crm_value number;
	enum crm_status st;

	st = crm_get_int(im->s,
	    crm_sprintf(im->s->scratch,
		"SELECT coalesce((SELECT max(n.\"number\") FROM change c "
		"JOIN batch n ON n.\"id\" = c.\"batch\" "
		"WHERE c.\"entity\" = ? AND c.\"record\" = ? "
		"AND n.\"number\" < (SELECT h.\"number\" FROM batch h "
		"WHERE h.\"id\" = ?)), "
		"(SELECT b.\"number\" FROM \"%s\" t JOIN batch b "
		"ON b.\"id\" = t.\"born\" WHERE t.\"id\" = ?))",
		im->e->def->table),
	    v, sizeof v / sizeof *v, &number, err);
	if (st != CRM_OK)
		return st;
	was.version = number.kind == CRM_INT ? number.i : 0;
	return check_version(im->s, &im->rec, &was, err);
}

static enum crm_status
restore(struct import *im, struct crm_err *err)
{
	enum crm_status st = insert_flush(im->s, im->e, err);

	if (st == CRM_OK && im->rec.version != 0)
		st = check_before(im, err);
	if (st != CRM_OK)
		return st;
	import_meets(im, im->gone_id);
	st = crm_unhide(im->s, im->e, im->gone_id, err);
	import_meets(im, 0);
	if (st != CRM_OK)
		return st;
	/* From here on it is at the version that this command gives it. */
	im->rec.version = 0;
	note_changed(im, im->gone_id);
	return CRM_OK;
}

enum crm_status
gone_decide(struct import *im, int64_t *id, struct crm_err *err)
{
	enum crm_status st;

	switch (im->o->deleted) {
	case CRM_GONE_ERROR:
		return was_deleted(im, err);
	case CRM_GONE_RESTORE:
		if ((st = restore(im, err)) != CRM_OK)
			return st;
		*id = im->gone_id;
		return CRM_OK;
	case CRM_GONE_SKIP:
		return CRM_OK;
	case CRM_GONE_NEW:
		im->rec.id = 0;
		im->stands_for = im->who.kind == KIND_PART ? im->gone_id : 0;
		im->gone_id = 0;
		return CRM_OK;
	}
	return CRM_OK;
}
