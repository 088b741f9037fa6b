/*
 * When values of --key are the same: as in the look-up of duplicates, and not letter
 * by letter.  A Chinese number is one with its 0 and with +86, an address or a number
 * may stand among the further ones, codes have no case, and a site is one with its
 * scheme and without.
 */
#include "import.h"

#include "store/like.h"
#include "store/same.h"

#include <string.h>

/* Ways to write a site around what tells it apart. */
static const char *const before[] = { "", "http://", "https://", "www.",
	"http://www.", "https://www." };
static const char *const behind[] = { "", "/" };

enum {
	BEFORE = sizeof before / sizeof *before,
	BEHIND = sizeof behind / sizeof *behind,
	WAYS = BEFORE * BEHIND
};

/* Whether the field has further values of the key's kind. */
static bool
has_further(const struct import *im, int key, size_t i)
{
	const struct crm_field *f = im->e->field[i];

	return is_like(f) && crm_type_is_list(f->type) &&
	    like_type(f) == im->e->field[key]->type;
}

/* ---- asked of the book ---- */

/* "lower(NAME) IN (?, …)" */
static void
small_condition(const struct crm_field *f, size_t n, struct crm_buf *sql)
{
	size_t i;

	crm_buf_printf(sql, " OR lower(\"%s\") IN (", f->name);
	for (i = 0; i < n; i++)
		crm_buf_str(sql, i > 0 ? ", ?" : "?");
	crm_buf_char(sql, ')');
}

void
same_key_condition(const struct import *im, int key, struct crm_buf *sql)
{
	const struct crm_field *f = im->e->field[key];
	enum same_form form = same_form(f);
	int more, spellings = form == SAME_PHONE ? 2 : 1;
	size_t i;

	crm_buf_printf(sql, " AND (\"%s%s\" = ?", f->name,
	    f->flags & CRM_F_FOLDED ? "_f" : "");
	if (form == SAME_PHONE)
		crm_buf_printf(sql, " OR \"%s\" = ?", f->name);
	else if (form == SAME_CODE)
		small_condition(f, 1, sql);
	else if (form == SAME_SITE)
		small_condition(f, WAYS, sql);
	for (i = 0; i < im->e->n; i++)
		for (more = 0; has_further(im, key, i) && more < spellings;
		     more++) {
			crm_buf_str(sql, " OR ");
			like_equal(sql, im->e->field[i]);
		}
	crm_buf_char(sql, ')');
}

/* Appends those that are not there yet; false where there is no room. */
static bool
join(struct known_ids *all, const struct known_ids *k)
{
	size_t i, j;

	for (i = 0; i < k->n; i++) {
		for (j = 0; j < all->n && all->id[j] != k->id[i]; j++)
			;
		if (j < all->n)
			continue;
		if (all->n == KNOWN_MOST)
			return false;
		all->id[all->n++] = k->id[i];
	}
	return true;
}

enum crm_status
same_key_known(
    struct import *im, int key, struct known_ids *out, struct crm_err *err)
{
	struct crm_text t = im->rec.v[key].t;
	struct known_ids k;
	enum crm_status st = CRM_OK;
	size_t i;

	*out = (struct known_ids){ .all = im->rec.v[key].kind == CRM_STR };
	for (i = 0; i < im->e->n && st == CRM_OK && out->all; i++) {
		if ((int)i != key && !has_further(im, key, i))
			continue;
		st = known_ids(im->s, im->e, (int)i, true, t, &k, err);
		out->all = k.all && join(out, &k);
	}
	return st;
}

static int
bind_sites(
    struct import *im, struct crm_stmt *q, int mark, struct crm_text site)
{
	size_t i;

	for (i = 0; i < WAYS; i++)
		crm_bind(q, mark++,
		    crm_value_text(crm_text_of(
			crm_sprintf(&im->row, "%s%.*s%s", before[i / BEHIND],
			    (int)site.n, site.p, behind[i % BEHIND]))));
	return mark;
}

void
same_key_bind(struct import *im, int key, struct crm_stmt *q, int mark)
{
	const struct crm_field *f = im->e->field[key];
	struct crm_value v = im->rec.v[key];
	enum same_form form = same_form(f);
	struct crm_text spelt[2];
	size_t i, more, n = form == SAME_PHONE ? 2 : 1;

	if (v.kind == CRM_STR && (f->flags & CRM_F_FOLDED) != 0)
		v.t = crm_fold_dup(&im->row, v.t);
	crm_bind(q, mark++, v);
	if (v.kind != CRM_STR)
		return;
	spelt[0] = spelt[1] = v.t;
	if (form == SAME_PHONE) {
		like_other(CRM_T_PHONE, v.t, &im->row, &spelt[1]);
		crm_bind(q, mark++, crm_value_text(spelt[1]));
	} else if (form == SAME_CODE)
		crm_bind(
		    q, mark++, crm_value_text(same_text(f, v.t, &im->row)));
	else if (form == SAME_SITE)
		mark = bind_sites(im, q, mark, same_text(f, v.t, &im->row));
	for (i = 0; i < im->e->n; i++)
		for (more = 0; has_further(im, key, i) && more < n; more++)
			crm_bind(q, mark++,
			    crm_value_text(like_bound(
				im->e->field[i], spelt[more], &im->row)));
}

/* ---- noted ---- */

enum crm_status
same_key_note(struct import *im, int64_t id, int64_t line, struct crm_err *err)
{
	struct identity x = { .kind = 0 };
	struct crm_text rest, item;
	enum crm_status st = CRM_OK;
	size_t i;

	if (im->key < 0 || im->key == im->e->ext)
		return CRM_OK;
	for (i = 0; i < im->e->n && st == CRM_OK; i++) {
		if (!has_further(im, im->key, i) ||
		    im->rec.v[i].kind != CRM_STR)
			continue;
		rest = im->rec.v[i].t;
		while (st == CRM_OK && crm_list_next(&rest, &item)) {
			ident_of_text(im, &x, im->key, item);
			st = note_name(im, &im->ident, id, line,
			    identity_text(&x), x.hash, err);
		}
	}
	crm_buf_free(&x.text);
	return st;
}

void
same_key_leave(struct import *im, const struct crm_record *now)
{
	size_t i;
	bool further = false;

	if (im->who.kind != KIND_OTHER || now->v[im->key].kind == CRM_NULL)
		return;
	for (i = 0; i < im->e->n; i++)
		further |= has_further(im, im->key, i);
	if (further || same_form(im->e->field[im->key]) != SAME_PLAIN)
		im->rec.given[im->key] = false;
}
