/*
 * What is wrong with the cells of a row, all of it; and the values that mean nothing
 * here, each told once, with how many rows have it.
 */
#include "import.h"

#include <string.h>

enum { VALUES_MAX = 1000 }; /* different ones that are counted */

struct unknown_value {
	const struct feed *feed;
	struct crm_text text;
	int64_t rows;
};

void
mistakes_add(struct import *im, const struct crm_err *err)
{
	im->bad = crm_grow(
	    &im->arena, im->bad, im->n_bad, &im->cap_bad, sizeof *im->bad);
	im->bad[im->n_bad++] = *err;
}

enum crm_status
mistakes_end(struct import *im, struct crm_err *err)
{
	*err = im->bad[0];
	for (size_t i = 1; i < im->n_bad; i++)
		err->status = crm_status_worse(err->status, im->bad[i].status);
	return err->status;
}

bool
is_set_up(const struct crm_entity *e)
{
	return strcmp(e->def->program, "crm-admin") == 0 ||
	    strcmp(e->def->program, "crm-team") == 0;
}

static struct unknown_value *
find_value(
    struct import *im, const struct feed *f, struct crm_text t, uint64_t hash)
{
	const struct key_slot *s = keymap_first(&im->unknown_at, hash);

	for (; s != NULL; s = keymap_next(&im->unknown_at, hash, s)) {
		struct unknown_value *v = &im->unknown[s->what];

		if (v->feed == f && crm_text_eq(v->text, t))
			return v;
	}
	return NULL;
}

void
mistakes_unknown(struct import *im, const struct feed *f, struct crm_text t,
    struct crm_err *err)
{
	struct unknown_value *v;
	uint64_t hash;

	if (f->ref != NULL && !is_set_up(f->ref))
		return;
	t = crm_text_trim(t);
	hash = key_hash((uint64_t)f->field, t.p, t.n);
	if ((v = find_value(im, f, t, hash)) != NULL) {
		v->rows++;
		crm_err_why(err, CRM_WHY_TOLD);
		return;
	}
	if (im->n_unknown == VALUES_MAX) {
		im->unknown_more = true;
		return;
	}
	im->unknown = crm_grow(&im->arena, im->unknown, im->n_unknown,
	    &im->cap_unknown, sizeof *im->unknown);
	keymap_add(&im->unknown_at, hash, (int64_t)im->n_unknown);
	im->unknown[im->n_unknown++] = (struct unknown_value){ f,
		{ crm_strndup(&im->arena, t.p, t.n), t.n }, 1 };
}

void
mistakes_tell(struct import *im)
{
	size_t i;

	for (i = 0; i < im->n_unknown && im->o->unknown != NULL; i++) {
		const struct unknown_value *v = &im->unknown[i];

		im->o->unknown(im->o->ctx, im->e->field[v->feed->field]->name,
		    v->text, v->rows);
	}
	if (im->unknown_more && im->o->note != NULL)
		im->o->note(
		    im->o->ctx, crm_tr("more unknown values are not listed"));
}

void
mistakes_free(struct import *im)
{
	keymap_free(&im->unknown_at);
}
