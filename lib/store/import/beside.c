/*
 * Records of one name that the first field of their key tells apart, as stages are by
 * their pipeline, where a row says the name alone: what is there goes on in the
 * pipeline that it is in, and what is new begins in the first.
 */
#include "import.h"

#include <string.h>

/* Whether it is a name alone, without that field before it, and may be that of
 * several. */
static bool
may_be_several(
    const struct import *im, const struct feed *f, struct crm_text name)
{
	return f->ref != NULL && f->ref->def->words != NULL &&
	    f->ref->key[1] >= 0 && f->field == im->either_by &&
	    memchr(name.p, '/', name.n) == NULL;
}

/* The one of that name beside another, or beside the first there is where that is 0;
 * *id is 0 where there is none. */
static enum crm_status
named_beside(struct import *im, const struct feed *f, struct crm_text name,
    int64_t other, int64_t *id, struct crm_err *err)
{
	const struct crm_entity *e = f->ref;
	const char *table = e->def->table;
	const char *first = e->field[e->key[0]]->name;
	struct crm_value v[2] = { crm_value_text(crm_fold_dup(
				      &im->row, crm_text_trim(name))),
		crm_value_int(other) },
			 found;
	enum crm_status st = crm_get_int(im->s,
	    crm_sprintf(&im->row,
		"SELECT min(o.\"id\") FROM \"%s\" o WHERE o.\"%s_f\" = ? AND "
		"o.\"deleted\" IS NULL AND o.\"%s_f\" = (SELECT p.\"%s_f\" FROM "
		"\"%s\" p WHERE p.\"id\" = coalesce(nullif(?, 0), (SELECT "
		"min(m.\"id\") FROM \"%s\" m WHERE m.\"deleted\" IS NULL)))",
		table, e->field[e->key[1]]->name, first, first, table, table),
	    v, 2, &found, err);

	*id = st == CRM_OK && found.kind == CRM_INT ? found.i : 0;
	return st;
}

/* The same of what others call it. */
static enum crm_status
known_beside(struct import *im, const struct feed *f, struct crm_text word,
    int64_t other, int64_t *id, struct crm_err *err)
{
	enum crm_status st = named_beside(im, f, word, other, id, err);
	const char *ours;
	int chinese;

	for (chinese = 0; chinese < 2 && st == CRM_OK && *id == 0; chinese++) {
		ours = import_our_word(f->ref->def->words, word, chinese);
		if (ours != NULL)
			st = named_beside(
			    im, f, crm_text_of(ours), other, id, err);
	}
	return st;
}

void
beside_forget(struct import *im)
{
	im->word = (struct crm_text){ NULL, 0 };
}

void
beside_keep(struct import *im, const struct feed *f, struct crm_text word)
{
	if (may_be_several(im, f, word))
		im->word = word;
}

bool
beside_first(struct import *im, const struct feed *f, struct crm_text word,
    struct crm_value *out)
{
	struct crm_err none;
	int64_t id;

	if (!may_be_several(im, f, word) ||
	    named_beside(im, f, word, 0, &id, &none) != CRM_OK || id == 0)
		return false;
	*out = crm_value_int(id);
	return true;
}

enum crm_status
beside_place(struct import *im, int64_t id, struct crm_err *err)
{
	const struct crm_value *says;
	const struct feed *f;
	struct crm_record now;
	enum crm_status st;
	int64_t own;

	if (id == 0 || im->word.n == 0)
		return CRM_OK;
	if (im->by_alias)
		now = im->survivor;
	else if ((st = met_load(im, id, &now, err)) != CRM_OK)
		return st;
	says = &im->rec.v[im->either_by];
	f = &im->feed[im->by_field[im->either_by]];
	if (now.v[im->either_by].kind != CRM_INT ||
	    crm_value_eq(*says, now.v[im->either_by]))
		return CRM_OK;
	st = known_beside(im, f, im->word, now.v[im->either_by].i, &own, err);
	if (st == CRM_OK && own != 0)
		crm_record_set(&im->rec, im->either_by, crm_value_int(own));
	return st;
}
