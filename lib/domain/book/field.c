/* Fields that users define: a name that is free, and a type with all it
 * needs. */
#include "book.h"

#include <crm/domain/book.h>

#include <string.h>

/* What a user may define: the other types mean something to the programs. */
static const enum crm_type definable[] = {
	CRM_T_TEXT,
	CRM_T_NOTE,
	CRM_T_EMAIL,
	CRM_T_PHONE,
	CRM_T_TAGS,
	CRM_T_ENUM,
	CRM_T_INT,
	CRM_T_DECIMAL,
	CRM_T_PERCENT,
	CRM_T_MONEY,
	CRM_T_DATE,
	CRM_T_INSTANT,
	CRM_T_BOOL,
	CRM_T_REF,
};

/* Words of the filter language, and what every record has. */
static const char *const reserved[] = {
	"and",
	"or",
	"not",
	"in",
	"is",
	"null",
	"id",
};

static enum crm_status
find_entity(struct crm_store *s, struct crm_text name, const char *field,
    struct crm_arena *a, const struct crm_entity **out, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];

	*out = crm_dict_find(crm_store_dict(s), text_dup(a, name));
	if (*out != NULL)
		return CRM_OK;
	return crm_fail_field(err, CRM_INVALID, field,
	    "'%s' is not a kind of "
	    "record like deal or order-line",
	    crm_quote(quoted, name));
}

/* ---- the type ---- */

const enum crm_type *
crm_field_types(size_t *n)
{
	*n = COUNT(definable);
	return definable;
}

static enum crm_status
find_type(struct crm_text name, struct crm_arena *a, enum crm_type *out,
    struct crm_err *err)
{
	struct crm_buf all = CRM_BUF_INIT;
	char quoted[CRM_QUOTE_SIZE];
	enum crm_status st = CRM_OK;
	size_t i;
	bool known = crm_type_find(text_dup(a, name), out), good = false;

	for (i = 0; i < COUNT(definable); i++) {
		good |= known && *out == definable[i];
		crm_buf_printf(&all, "%s%s", i > 0 ? ", " : "",
		    crm_type_name(definable[i]));
	}
	if (!good)
		st = crm_fail_field(err, CRM_INVALID, "type",
		    "'%s' is not one "
		    "of %s",
		    crm_quote(quoted, name), all.data);
	crm_buf_free(&all);
	return st;
}

static bool
appears_before(struct crm_text all, struct crm_text item)
{
	size_t at = 0, n;

	for (; all.p + at < item.p; at += n + 1) {
		for (n = 0; at + n < all.n && all.p[at + n] != '|'; n++)
			;
		if (crm_text_eq((struct crm_text){ all.p + at, n }, item))
			return true;
	}
	return false;
}

/* "a|b|c": each once, none blank. */
static enum crm_status
check_choices(const struct crm_record *r, struct crm_err *err)
{
	struct crm_text all = text_of(r, "choices"), item;
	char quoted[CRM_QUOTE_SIZE];
	size_t at = 0;

	if (all.n == 0)
		return crm_fail_field(err, CRM_INVALID, "choices",
		    "an enum "
		    "needs its choices: choices='a|b|c'");
	for (; at <= all.n; at += item.n + 1) {
		item = (struct crm_text){ all.p + at, 0 };
		while (at + item.n < all.n && item.p[item.n] != '|')
			item.n++;
		if (item.n == 0 || crm_text_trim(item).n != item.n)
			return crm_fail_field(err, CRM_INVALID, "choices",
			    "'%s' has a blank choice, or blanks round one",
			    crm_quote(quoted, all));
		if (appears_before(all, item))
			return crm_fail_field(err, CRM_INVALID, "choices",
			    "'%s' is there twice", crm_quote(quoted, item));
	}
	return CRM_OK;
}

static enum crm_status
check_type(struct crm_store *s, const struct crm_record *r, struct crm_arena *a,
    struct crm_err *err)
{
	struct crm_text ref = text_of(r, "ref");
	const struct crm_entity *to;
	enum crm_type type;
	enum crm_status st;

	if ((st = find_type(text_of(r, "type"), a, &type, err)) != CRM_OK)
		return st;
	if (type == CRM_T_ENUM)
		st = check_choices(r, err);
	else if (text_of(r, "choices").n > 0)
		st = crm_fail_field(err, CRM_INVALID, "choices",
		    "only an enum "
		    "has choices");
	if (st != CRM_OK)
		return st;
	if (type == CRM_T_REF && ref.n == 0)
		return crm_fail_field(err, CRM_INVALID, "ref",
		    "a reference "
		    "needs the kind of record that it leads to: ref=customer");
	if (type == CRM_T_REF)
		return find_entity(s, ref, "ref", a, &to, err);
	if (ref.n > 0)
		return crm_fail_field(err, CRM_INVALID, "ref",
		    "only a field "
		    "of type ref leads to records");
	return CRM_OK;
}

/* ---- the names ---- */

static bool
name_ok(struct crm_text t)
{
	size_t i;

	if (t.n == 0 || t.p[0] < 'a' || t.p[0] > 'z')
		return false;
	for (i = 0; i < t.n; i++)
		if (!(t.p[i] >= 'a' && t.p[i] <= 'z') &&
		    !(t.p[i] >= '0' && t.p[i] <= '9') && t.p[i] != '_')
			return false;
	return true;
}

static bool
means(struct crm_text squeezed, const char *label)
{
	struct crm_buf b = CRM_BUF_INIT;
	bool same;

	if (label == NULL)
		return false;
	crm_squeeze(&b, crm_text_of(label));
	same = b.len == squeezed.n && memcmp(b.data, squeezed.p, b.len) == 0;
	crm_buf_free(&b);
	return same;
}

/* A field other than `self` whose name or label a header of this text would
 * mean.  Aliases do not count: a name or label outranks them. */
static const struct crm_field *
taken_by(const struct crm_entity *e, struct crm_text text, int64_t self)
{
	const struct crm_field *found = NULL;
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_text t;
	size_t i;

	crm_squeeze(&b, text);
	t = (struct crm_text){ b.data, b.len };
	for (i = 0; i < e->n && b.len > 0 && found == NULL; i++) {
		const struct crm_field *f = e->field[i];

		if ((f->flags & CRM_F_CUSTOM) != 0 && f->custom_id == self)
			continue;
		if (means(t, f->name) || means(t, f->en) || means(t, f->zh))
			found = f;
	}
	crm_buf_free(&b);
	return found;
}

static enum crm_status
check_free(const struct crm_entity *e, const struct crm_record *r,
    const char *which, struct crm_err *err)
{
	struct crm_text t = text_of(r, which);
	const struct crm_field *f = taken_by(e, t, r->id);
	char quoted[CRM_QUOTE_SIZE];

	if (f == NULL)
		return CRM_OK;
	return crm_fail_field(err, CRM_INVALID, which,
	    "'%s' already means the "
	    "field %s of a %s",
	    crm_quote(quoted, t), f->name, crm_entity_word(e));
}

static enum crm_status
check_names(const struct crm_entity *e, const struct crm_record *r,
    struct crm_arena *a, struct crm_err *err)
{
	struct crm_text name = text_of(r, "name");
	char quoted[CRM_QUOTE_SIZE];
	enum crm_status st;
	size_t i;
	int index;

	if (!name_ok(name))
		return crm_fail_field(err, CRM_INVALID, "name",
		    "'%s' cannot "
		    "name a field; use a to z, 0 to 9 and _, a letter first",
		    crm_quote(quoted, name));
	for (i = 0; i < COUNT(reserved); i++)
		if (crm_text_is(name, reserved[i]))
			return crm_fail_field(err, CRM_INVALID, "name",
			    "'%s' is a word of filters", reserved[i]);
	/* The key column of a reference: owner_id is taken by owner, and a
	 * reference x would take x_id. */
	index = crm_field_index(e, name);
	if (index < 0 && crm_text_is(text_of(r, "type"), "ref"))
		index = crm_field_index(
		    e, crm_text_of(crm_sprintf(a, "%s_id", text_dup(a, name))));
	if (index >= 0 &&
	    ((e->field[index]->flags & CRM_F_CUSTOM) == 0 ||
		e->field[index]->custom_id != r->id))
		return crm_fail_field(err, CRM_INVALID, "name",
		    "'%s' already "
		    "means the field %s of a %s",
		    crm_quote(quoted, name), e->field[index]->name,
		    crm_entity_word(e));
	if ((st = check_free(e, r, "name", err)) != CRM_OK ||
	    (st = check_free(e, r, "label", err)) != CRM_OK)
		return st;
	return check_free(e, r, "label_zh", err);
}

/* ---- what stays ---- */

static enum crm_status
check_kept(const struct crm_record *old, const struct crm_record *new,
    struct crm_err *err)
{
	static const char *const kept[] = { "entity", "type", "ref" };
	size_t i;

	for (i = 0; i < COUNT(kept); i++)
		if (differs(old, new, kept[i]))
			return crm_fail_field(err, CRM_RULE, kept[i],
			    "of a "
			    "field cannot change once it is defined, for its "
			    "values would lose their meaning; delete the "
			    "field and add another");
	return CRM_OK;
}

/* While a reference was deleted, the records that it led to could be too. */
static enum crm_status
check_targets(struct crm_store *s, const struct crm_record *r,
    const struct crm_entity *e, struct crm_arena *a, struct crm_err *err)
{
	const struct crm_entity *to = crm_dict_find(
	    crm_store_dict(s), text_dup(a, text_of(r, "ref")));
	int64_t record, target;
	enum crm_status st;

	if (to == NULL)
		return CRM_OK;
	st = crm_custom_to_deleted(s, r->id, e, to, &record, &target, err);
	if (st != CRM_OK || record == 0)
		return st;
	return crm_fail_record(err, CRM_RULE,
	    "%s would refer to %s, which is deleted; "
	    "bring it back first: %s restore %s",
	    typed_id(a, e, record), typed_id(a, to, target),
	    crm_entity_command(to, a), typed_id(a, to, target));
}

/* ---- what goes, and is used ---- */

/* "a|b|c" as the dictionary has it. */
static const struct crm_choice *
choices_of(const struct crm_record *r, struct crm_arena *a)
{
	struct crm_text rest = text_of(r, "choices");
	size_t n = 0, i;
	struct crm_choice *list;

	for (i = 0; i < rest.n; i++)
		n += rest.p[i] == '|';
	list = crm_alloc_n(a, n + 2, sizeof *list);
	for (n = 0; rest.n > 0; n++) {
		for (i = 0; i < rest.n && rest.p[i] != '|'; i++)
			;
		list[n].code = crm_strndup(a, rest.p, i);
		list[n].en = list[n].zh = list[n].code;
		i += i < rest.n;
		rest.p += i;
		rest.n -= i;
	}
	return list;
}

static bool
has_choice(const struct crm_choice *list, const char *code)
{
	for (; list->code != NULL; list++)
		if (strcmp(list->code, code) == 0)
			return true;
	return false;
}

/* A choice that records have would be none: neither import nor set would take
 * what export gives. */
static enum crm_status
check_unused(const struct crm_saving *w, const char *code, struct crm_err *err)
{
	enum crm_status st;
	int64_t n;

	st = crm_custom_uses(w->store, w->new->id, crm_text_of(code), &n, err);
	if (st != CRM_OK || n == 0)
		return st;
	return crm_fail_field(err, CRM_RULE, "choices",
	    w->undo ? "'%s' is the value of %lld record%s; change %s first"
		    : "'%s' is the value of %lld record%s; change %s first, or "
		      "go on with --yes",
	    code, (long long)n, n == 1 ? "" : "s", n == 1 ? "it" : "them");
}

static enum crm_status
check_goes(const struct crm_saving *w, struct crm_arena *a, struct crm_err *err)
{
	struct crm_without without = { .field = w->new->id };
	const struct crm_choice *c, *now;
	enum crm_status st = CRM_OK;
	bool fewer = false;

	if (differs(w->old, w->new, "name"))
		return w->sure ? CRM_OK : check_named(w, &without, err);
	now = choices_of(w->new, a);
	for (c = choices_of(w->old, a); c->code != NULL && st == CRM_OK; c++)
		if (!has_choice(now, c->code)) {
			fewer = true;
			st = check_unused(w, c->code, err);
		}
	without.choices = now;
	return st == CRM_OK && fewer && !w->sure ? check_named(w, &without, err)
						 : st;
}

enum crm_status
field_save(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const struct crm_entity *e;
	enum crm_status st = CRM_OK;

	if (w->old != NULL)
		st = check_kept(w->old, w->new, err);
	if (st == CRM_OK)
		st = find_entity(
		    w->store, text_of(w->new, "entity"), "entity", &a, &e, err);
	if (st == CRM_OK)
		st = check_names(e, w->new, &a, err);
	if (st == CRM_OK)
		st = check_type(w->store, w->new, &a, err);
	if (st == CRM_OK && comes_back(w->old, w->new))
		st = check_targets(w->store, w->new, e, &a, err);
	else if (st == CRM_OK && w->old != NULL && (!w->sure || w->undo))
		st = check_goes(w, &a, err);
	crm_arena_free(&a);
	return st;
}

enum crm_status
field_hide(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_without all = { .field = w->new->id };

	return w->sure ? CRM_OK : check_named(w, &all, err);
}
