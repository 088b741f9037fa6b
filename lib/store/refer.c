/*
 * References as people write them in files and in field=value.  A name that
 * reads like an id is a name first: other systems have their own C17, and a
 * company may be called O2.  Where the same text is also the id of another
 * record nobody can know which is meant.
 */
#include "find.h"

#include <stdio.h>
#include <string.h>

enum { SHOWN = 40, KINDS = 8, WORD = 40 };

/* ---- of one kind ---- */

/* Narrows those that fit to those that belong to the same other record; who is
 * found by a name alone may not belong to another: people share names. */
static enum crm_status
narrow(struct crm_store *s, const struct crm_entity *e,
    const struct crm_reference *r, struct found *f, struct crm_arena *a,
    struct crm_err *err)
{
	int field = r->within == NULL
	    ? -1
	    : crm_field_index(e, crm_text_of(r->within));
	size_t i, own = 0, free_ones = 0;
	int64_t *ids;

	if (f->n == 0 || field < 0 || (f->n == 1 && f->way != FOUND_NAME))
		return CRM_OK;
	/* The own ones, then those that belong to nobody. */
	ids = crm_alloc_n(a, f->n * 2, sizeof *ids);
	for (i = 0; i < f->n; i++) {
		struct crm_record rec;
		enum crm_status st = crm_load(s, e, f->ids[i], a, &rec, err);

		if (st != CRM_OK)
			return st;
		if (rec.v[field].kind == CRM_NULL)
			ids[f->n + free_ones++] = f->ids[i];
		else if (rec.v[field].i == r->within_id)
			ids[own++] = f->ids[i];
	}
	f->elsewhere = own + free_ones == 0 ? f->n : 0;
	if (f->elsewhere > 0 && f->way != FOUND_NAME)
		return CRM_OK;
	f->first = f->ids[0];
	f->ids = own > 0 ? ids : ids + f->n;
	f->n = own > 0 ? own : free_ones;
	return CRM_OK;
}

/* "'Li Na' names 2 contacts of other customers". */
static enum crm_status
elsewhere(const struct crm_entity *e, const struct crm_reference *r,
    const struct found *f, struct crm_err *err)
{
	struct crm_buf id = CRM_BUF_INIT, t = CRM_BUF_INIT;
	struct crm_text text = r->text;
	enum crm_status st;

	crm_id_format(&id, e, f->first);
	if (text.n > SHOWN)
		text.n = SHOWN;
	crm_escape(&t, text);
	st = crm_fail(err, CRM_NOTFOUND,
	    "'%s' names %zu %s%s of %s %s%s; write id:%s where that is meant",
	    t.data, f->elsewhere, crm_entity_word(e),
	    f->elsewhere > 1 ? "s" : "", f->elsewhere > 1 ? "other" : "another",
	    r->within, f->elsewhere > 1 ? "s" : "", id.data);
	crm_buf_free(&id);
	crm_buf_free(&t);
	return st;
}

/* "'C3' names customer C1 and is the id of another": how each is written. */
static enum crm_status
two_fit(const struct crm_entity *e, struct crm_text text, const struct found *f,
    struct crm_err *err)
{
	static const char *const written[] = { [FOUND_KEY] = "=",
		[FOUND_EXT] = "ext:",
		[FOUND_REACH] = "=",
		[FOUND_NAME] = "=",
		[FOUND_OTHER] = "=" };
	static const char *const called[] = { [FOUND_KEY] = N_("key"),
		[FOUND_EXT] = N_("external id"),
		[FOUND_REACH] = N_("number"),
		[FOUND_NAME] = N_("name"),
		[FOUND_OTHER] = N_("name") };
	struct crm_buf b = CRM_BUF_INIT, t = CRM_BUF_INIT;
	enum crm_status st;

	crm_id_format(&b, e, f->ids[0]);
	if (text.n > SHOWN)
		text.n = SHOWN;
	crm_escape(&t, text);
	st = crm_fail(err, CRM_RULE,
	    "'%s' is the %s of %s and the id of another %s; write %s%s for the "
	    "%s, id:%s or a column %s for the id",
	    t.data, crm_tr(called[f->way]), b.data, crm_entity_word(e),
	    written[f->way], t.data, crm_tr(called[f->way]), t.data,
	    e->field[e->id]->name);
	crm_buf_free(&b);
	crm_buf_free(&t);
	return st;
}

/* The live record with an id, or the one that stands for it; 0 for none.  Ids that
 * this batch gave are none: who wrote the text cannot have known them, so PR1 in a
 * file is another system's even where the row above has just become our PR1. */
static enum crm_status
live_id(struct crm_store *s, const struct crm_entity *e, int64_t number,
    int64_t *id, struct crm_err *err)
{
	enum crm_status st;
	bool yes;

	*id = 0;
	if (plan_is_new(s, e, number))
		return CRM_OK;
	st = find_exists(s, e, number, false, &yes, err);
	*id = yes ? number : 0;
	return st != CRM_OK || yes ? st : alias_of(s, e, number, id, err);
}

/* Live records by their names, else those that merged ones lead to. */
static enum crm_status
named(struct crm_store *s, const struct crm_entity *e,
    const struct crm_reference *r, struct crm_text text, bool merged,
    struct crm_arena *a, struct found *f, struct crm_err *err)
{
	bool foreign = r->how == CRM_REFER_FOREIGN || r->how == CRM_REFER_EXT;
	int by = r->by == NULL ? -1 : crm_field_index(e, crm_text_of(r->by));
	enum among among = merged ? AMONG_MERGED : AMONG_LIVE;
	enum crm_status st;

	*f = (struct found){ .way = FOUND_NAME };
	if (merged && e->alias < 0)
		return CRM_OK;
	st = by >= 0 ? find_by_field(s, e, by, text, among, a, f, err)
		     : find_named(s, e, text, foreign, among, a, f, err);
	if (st == CRM_OK && merged)
		st = find_follow(s, e, false, f, err);
	return st;
}

/* Whether ids are out of the question: the text says that it is none, or it is
 * what a field holds. */
static bool
is_no_id(const struct crm_reference *r)
{
	return r->by != NULL || r->how == CRM_REFER_EXT ||
	    r->how == CRM_REFER_NO_ID || (r->text.n > 0 && r->text.p[0] == '=');
}

static enum crm_status
id_alone(struct crm_store *s, const struct crm_entity *e, struct crm_text text,
    int64_t *id, struct crm_err *err)
{
	const struct crm_entity *kind;
	int64_t number;
	enum crm_status st;

	if (!find_id(s->dict, text, &kind, &number) || kind != e)
		return crm_id_parse(s->dict, e, text, &number, err);
	st = live_id(s, e, number, id, err);
	return st == CRM_OK && *id == 0 ? find_nothing(s, e, text, err) : st;
}

/* What fits: by name, and by id; both empty where nothing does. */
static enum crm_status
fits(struct crm_store *s, const struct crm_entity *e,
    const struct crm_reference *r, struct crm_arena *a, struct found *f,
    int64_t *by_id, struct crm_err *err)
{
	const struct crm_entity *kind;
	enum crm_status st = CRM_OK;
	int64_t number;

	*by_id = 0;
	*f = (struct found){ .way = FOUND_NAME };
	if (!is_no_id(r) && find_id(s->dict, r->text, &kind, &number) &&
	    kind == e)
		st = live_id(s, e, number, by_id, err);
	if (st != CRM_OK || (*by_id != 0 && r->how == CRM_REFER_ID))
		return st;
	if ((st = named(s, e, r, r->text, false, a, f, err)) == CRM_OK &&
	    f->n == 0 && *by_id == 0)
		st = named(s, e, r, r->text, true, a, f, err);
	return st == CRM_OK ? narrow(s, e, r, f, a, err) : st;
}

static bool
has_prefix(struct crm_text *t, const char *prefix)
{
	size_t n = strlen(prefix);

	if (t->n <= n || memcmp(t->p, prefix, n) != 0)
		return false;
	t->p += n, t->n -= n;
	return true;
}

/* In a column of another system's ids one that nobody has there is not taken for
 * ours: both count alike, and mean others. */
static enum crm_status
not_ours(const struct crm_entity *e, struct crm_text text, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];

	crm_quote(quoted, text);
	return crm_fail(err, CRM_NOTFOUND,
	    "no %s has the external id '%s' (id:%s is ours)",
	    crm_entity_word(e), quoted, quoted);
}

static bool
is_of_others(const struct crm_entity *e, const struct crm_reference *r)
{
	return r->how == CRM_REFER_FOREIGN || r->how == CRM_REFER_EXT ||
	    (r->by != NULL && e->ext >= 0 &&
		strcmp(r->by, e->field[e->ext]->name) == 0);
}

static enum crm_status
nothing_fits(struct crm_store *s, const struct crm_entity *e,
    const struct crm_reference *r, struct crm_err *err)
{
	const struct crm_entity *kind;
	int64_t number, id = 0;
	enum crm_status st;

	if (find_id(s->dict, r->text, &kind, &number)) {
		if (kind != e && !is_no_id(r))
			return crm_id_parse(s->dict, e, r->text, &number, err);
		if (kind == e && is_of_others(e, r) &&
		    ((st = live_id(s, e, number, &id, err)) != CRM_OK ||
			id != 0))
			return st == CRM_OK ? not_ours(e, r->text, err) : st;
	}
	if (refer_is_several(s, e, r))
		return refer_several(e->def->name, r->text, err);
	return find_says_more(s, e, r->text, err);
}

enum crm_status
crm_refer(struct crm_store *s, const struct crm_entity *e,
    const struct crm_reference *r, int64_t *id, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_text bare = r->text;
	enum crm_status st;
	struct found f;
	int64_t by_id;

	if (r->by == NULL && has_prefix(&bare, "id:"))
		return id_alone(s, e, bare, id, err);
	st = fits(s, e, r, &a, &f, &by_id, err);
	if (st == CRM_OK && f.n == 0 && by_id == 0)
		st = f.elsewhere > 0 ? elsewhere(e, r, &f, err)
				     : nothing_fits(s, e, r, err);
	else if (st == CRM_OK && f.n > 1)
		st = find_too_many(e, r->text, &f, err);
	else if (st == CRM_OK && f.n == 1 && by_id != 0 && f.ids[0] != by_id &&
	    r->how != CRM_REFER_KEY)
		st = two_fit(e, r->text, &f, err);
	else if (st == CRM_OK && f.n == 0 && r->how == CRM_REFER_FOREIGN)
		st = not_ours(e, r->text, err);
	else if (st == CRM_OK)
		*id = f.n > 0 ? f.ids[0] : by_id;
	crm_arena_free(&a);
	return st;
}

/* ---- of any kind ---- */

struct hit {
	const struct crm_entity *e;
	int64_t id;
};

struct hits {
	struct hit at[KINDS];
	size_t n;
};

static void
add_hit(struct hits *h, const struct crm_entity *e, int64_t id)
{
	size_t i;

	for (i = 0; i < h->n; i++)
		if (h->at[i].e == e && h->at[i].id == id)
			return;
	if (h->n < KINDS)
		h->at[h->n++] = (struct hit){ e, id };
}

/* "lead|contact": the next of a list, or NULL behind the last. */
static const struct crm_entity *
next_kind(const struct crm_dict *d, const char **list)
{
	char name[WORD];
	size_t n;

	if (*list == NULL || **list == '\0')
		return NULL;
	n = strcspn(*list, "|");
	snprintf(name, sizeof name, "%.*s", (int)n, *list);
	*list += n + ((*list)[n] == '|');
	return crm_dict_find(d, name);
}

static enum crm_status
hits_of(struct crm_store *s, const char *kinds, const struct crm_reference *r,
    struct hits *h, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_reference named_only = *r;
	enum crm_status st = CRM_OK;
	const struct crm_entity *e;
	int64_t none;

	/* Whose id it is has been seen already. */
	named_only.how = r->how == CRM_REFER_NAME ? CRM_REFER_NO_ID
						  : CRM_REFER_EXT;
	while (st == CRM_OK && (e = next_kind(s->dict, &kinds)) != NULL) {
		struct found f;

		st = fits(s, e, &named_only, &a, &f, &none, err);
		if (st == CRM_OK && f.n > 1)
			st = find_too_many(e, r->text, &f, err);
		else if (st == CRM_OK && f.n == 1)
			add_hit(h, e, f.ids[0]);
	}
	crm_arena_free(&a);
	return st;
}

static enum crm_status
no_such(const char *kinds, struct crm_text text, struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT, t = CRM_BUF_INIT;
	const char *p = kinds;
	enum crm_status st;

	while (p != NULL && *p != '\0') {
		size_t n = strcspn(p, "|");

		crm_buf_str(&b,
		    p == kinds         ? crm_tr(" names no ")
			: p[n] == '\0' ? crm_tr(" or ")
				       : ", ");
		crm_buf_add(&b, p, n);
		p += n + (p[n] == '|');
	}
	if (text.n > SHOWN)
		text.n = SHOWN;
	crm_escape(&t, text);
	st = crm_fail(err, CRM_NOTFOUND, "'%s'%s%s is not an id like L12 or C3",
	    t.data == NULL ? "" : t.data, b.len > 0 ? b.data : "",
	    b.len > 0 ? crm_tr(", and") : "");
	crm_buf_free(&b);
	crm_buf_free(&t);
	return st;
}

static enum crm_status
several(struct crm_text text, const struct hits *h, struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT, t = CRM_BUF_INIT;
	enum crm_status st;
	size_t i;

	if (text.n > SHOWN)
		text.n = SHOWN;
	crm_escape(&t, text);
	for (i = 0; i < h->n; i++) {
		crm_buf_printf(&b, "%s%s ", i > 0 ? crm_tr(" and ") : "",
		    h->at[i].e->def->name);
		crm_id_format(&b, h->at[i].e, h->at[i].id);
	}
	st = crm_fail(err, CRM_RULE,
	    "'%s' names %s; write its id as id:ID, or the kind before the name, "
	    "as in %s:=%s",
	    t.data, b.data, h->at[0].e->def->name, t.data);
	crm_buf_free(&b);
	crm_buf_free(&t);
	return st;
}

/* "deal:Big one": the kind before the name. */
static const struct crm_entity *
kind_before(const struct crm_dict *d, struct crm_text *t)
{
	const char *colon = memchr(t->p, ':', t->n);
	const struct crm_entity *e;
	size_t n;

	if (colon == NULL || colon == t->p)
		return NULL;
	n = (size_t)(colon - t->p);
	e = crm_dict_kind(d, (struct crm_text){ t->p, n });
	if (e != NULL)
		*t = crm_text_trim(
		    (struct crm_text){ colon + 1, t->n - n - 1 });
	return e;
}

static enum crm_status
one_of(struct crm_store *s, const char *kinds, const struct crm_reference *r,
    const struct crm_entity *typed, int64_t number, struct hit *out,
    struct crm_err *err)
{
	struct hits h = { .n = 0 };
	enum crm_status st = CRM_OK;
	int64_t id = 0;

	if (typed != NULL && r->how != CRM_REFER_FOREIGN)
		st = live_id(s, typed, number, &id, err);
	if (st == CRM_OK && id != 0)
		add_hit(&h, typed, id);
	if (st == CRM_OK && (id == 0 || r->how != CRM_REFER_ID))
		st = hits_of(s, kinds, r, &h, err);
	if (st != CRM_OK)
		return st;
	if (h.n == 0 && refer_is_several(s, NULL, r))
		return refer_several("record", r->text, err);
	if (h.n == 0 && typed != NULL && r->how == CRM_REFER_FOREIGN) {
		st = live_id(s, typed, number, &id, err);
		if (st != CRM_OK || id != 0)
			return st == CRM_OK ? not_ours(typed, r->text, err)
					    : st;
	}
	if (h.n == 0)
		return typed != NULL ? find_nothing(s, typed, r->text, err)
				     : no_such(kinds, r->text, err);
	if (h.n > 1)
		return several(r->text, &h, err);
	*out = h.at[0];
	return CRM_OK;
}

enum crm_status
crm_refer_any(struct crm_store *s, const char *kinds,
    const struct crm_reference *r, const struct crm_entity **e, int64_t *id,
    struct crm_err *err)
{
	struct crm_reference rest = *r;
	const struct crm_entity *typed = NULL;
	struct crm_text bare = r->text;
	struct hit hit = { NULL, 0 };
	enum crm_status st;
	int64_t number = 0;

	if (has_prefix(&bare, "id:")) {
		rest.text = bare;
		rest.how = CRM_REFER_ID;
		if (!find_id(s->dict, bare, &typed, &number))
			return no_such(NULL, bare, err);
	} else if ((*e = kind_before(s->dict, &rest.text)) != NULL) {
		return crm_refer(s, *e, &rest, id, err);
	} else if (!is_no_id(r) &&
	    !find_id(s->dict, r->text, &typed, &number)) {
		typed = NULL;
	}
	st = one_of(s, kinds, &rest, typed, number, &hit, err);
	*e = hit.e;
	*id = hit.id;
	return st;
}

/* ---- the value of a field ---- */

static enum crm_status
read_any(struct crm_store *s, const struct crm_parse *p,
    const struct crm_field *f, const struct crm_reference *r,
    struct crm_value *out, struct crm_err *err)
{
	struct crm_buf typed = CRM_BUF_INIT;
	const struct crm_entity *e;
	enum crm_status st;
	int64_t id;

	if ((st = crm_refer_any(s, f->ref, r, &e, &id, err)) != CRM_OK)
		return st;
	crm_id_format(&typed, e, id);
	*out = crm_value_text(crm_text_of(crm_strdup(p->arena, typed.data)));
	crm_buf_free(&typed);
	return CRM_OK;
}

enum crm_status
crm_value_read(struct crm_store *s, const struct crm_parse *p,
    const struct crm_field *f, enum crm_refer how, struct crm_text text,
    struct crm_text currency, struct crm_value *out, struct crm_err *err)
{
	const struct crm_reference r = { .text = crm_text_trim(text),
		.how = how };
	enum crm_status st;
	int64_t id;

	*out = CRM_VALUE_NULL;
	if (text.n == 0 || crm_text_is(text, "\\N") ||
	    (r.text.n == 0 && !crm_type_is_text(f->type)))
		return CRM_OK;
	if (f->type == CRM_T_ANY)
		return read_any(s, p, f, &r, out, err);
	if (f->type != CRM_T_REF)
		return crm_value_parse(p, f, text, currency, out, err);
	st = crm_refer(s, crm_dict_find(s->dict, f->ref), &r, &id, err);
	if (st == CRM_OK)
		*out = crm_value_int(id);
	return st;
}
