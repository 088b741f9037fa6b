/*
 * When values of --key are the same: as in the look-up of duplicates, and not letter
 * by letter.  A Chinese number is one with its 0 and with +86, an address or a number
 * may stand among the further ones, codes have no case, and a site is one with its
 * scheme and without.
 */
#include "import.h"

#include "store/like.h"

#include <string.h>

enum form { FORM_PLAIN, FORM_PHONE, FORM_CODE, FORM_SITE };

/* Ways to write a site around what tells it apart. */
static const char *const before[] = { "", "http://", "https://", "www.",
	"http://www.", "https://www." };
static const char *const behind[] = { "", "/" };

enum {
	BEFORE = sizeof before / sizeof *before,
	BEHIND = sizeof behind / sizeof *behind,
	WAYS = BEFORE * BEHIND
};

static enum form
form_of(const struct crm_field *f)
{
	if (f->type == CRM_T_PHONE)
		return FORM_PHONE;
	if (f->type != CRM_T_TEXT || (f->flags & CRM_F_FOLDED) != 0)
		return FORM_PLAIN;
	if ((f->flags & CRM_F_CODE) != 0)
		return FORM_CODE;
	return strcmp(f->name, "website") == 0 ? FORM_SITE : FORM_PLAIN;
}

/* Whether the field has further values of the key's kind. */
static bool
has_further(const struct import *im, int key, size_t i)
{
	const struct crm_field *f = im->e->field[i];

	return is_like(f) && crm_type_is_list(f->type) &&
	    like_type(f) == im->e->field[key]->type;
}

/* Latin letters alone: what others are in small, engines do not agree on. */
static struct crm_text
in_small(struct crm_text t, struct crm_arena *a)
{
	char *p = crm_strndup(a, t.p, t.n);
	size_t i;

	for (i = 0; i < t.n; i++)
		if (p[i] >= 'A' && p[i] <= 'Z')
			p[i] = (char)(p[i] - 'A' + 'a');
	return (struct crm_text){ p, t.n };
}

static void
take_off(struct crm_text *t, const char *front)
{
	size_t n = strlen(front);

	if (t->n > n && memcmp(t->p, front, n) == 0) {
		t->p += n;
		t->n -= n;
	}
}

static struct crm_text
bare_site(struct crm_text t)
{
	take_off(&t, "http://");
	take_off(&t, "https://");
	take_off(&t, "www.");
	if (t.n > 1 && t.p[t.n - 1] == '/')
		t.n--;
	return t;
}

struct crm_text
same_key_text(const struct crm_field *f, struct crm_text t, struct crm_arena *a)
{
	struct crm_text other;

	switch (form_of(f)) {
	case FORM_PHONE:
		return t.p[0] == '0' && like_other(CRM_T_PHONE, t, a, &other)
		    ? other
		    : t;
	case FORM_CODE:
		return in_small(t, a);
	case FORM_SITE:
		return bare_site(in_small(t, a));
	default:
		return t;
	}
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
	enum form form = form_of(f);
	int more, spellings = form == FORM_PHONE ? 2 : 1;
	size_t i;

	crm_buf_printf(sql, " AND (\"%s%s\" = ?", f->name,
	    f->flags & CRM_F_FOLDED ? "_f" : "");
	if (form == FORM_PHONE)
		crm_buf_printf(sql, " OR \"%s\" = ?", f->name);
	else if (form == FORM_CODE)
		small_condition(f, 1, sql);
	else if (form == FORM_SITE)
		small_condition(f, WAYS, sql);
	for (i = 0; i < im->e->n; i++)
		for (more = 0; has_further(im, key, i) && more < spellings;
		     more++) {
			crm_buf_str(sql, " OR ");
			like_equal(sql, im->e->field[i]);
		}
	crm_buf_char(sql, ')');
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
	enum form form = form_of(f);
	struct crm_text spelt[2];
	size_t i, more, n = form == FORM_PHONE ? 2 : 1;

	if (v.kind == CRM_STR && (f->flags & CRM_F_FOLDED) != 0)
		v.t = crm_fold_dup(&im->row, v.t);
	crm_bind(q, mark++, v);
	if (v.kind != CRM_STR)
		return;
	spelt[0] = spelt[1] = v.t;
	if (form == FORM_PHONE) {
		like_other(CRM_T_PHONE, v.t, &im->row, &spelt[1]);
		crm_bind(q, mark++, crm_value_text(spelt[1]));
	} else if (form == FORM_CODE)
		crm_bind(
		    q, mark++, crm_value_text(same_key_text(f, v.t, &im->row)));
	else if (form == FORM_SITE)
		mark = bind_sites(im, q, mark, same_key_text(f, v.t, &im->row));
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
	if (further || form_of(im->e->field[im->key]) != FORM_PLAIN)
		im->rec.given[im->key] = false;
}
