/* Fields of a record by name, and small texts of messages. */
#include "core.h"

#include <crm/base/number.h>

#include <assert.h>
#include <string.h>

int
field_of(const struct crm_entity *e, const char *name)
{
	int i = crm_field_of(e, name);

	assert(i >= 0 && "a field of the dictionary");
	return i;
}

struct crm_value *
value_of(const struct crm_record *r, const char *name)
{
	return &r->v[field_of(r->entity, name)];
}

struct crm_text
text_of(const struct crm_record *r, const char *name)
{
	const struct crm_value *v = value_of(r, name);

	if (v->kind != CRM_STR)
		return (struct crm_text){ "", 0 };
	return v->t;
}

struct crm_text
word_for(const struct crm_entity *e, const char *name, struct crm_text code)
{
	return crm_choice_word(e->field[field_of(e, name)], code);
}

struct crm_text
word_of(const struct crm_record *r, const char *name)
{
	return word_for(r->entity, name, text_of(r, name));
}

const char *
kind_word(struct crm_arena *a, const struct crm_store *s, struct crm_text kind)
{
	const char *name = text_dup(a, kind);
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), name);

	return e != NULL ? crm_entity_word(e) : name;
}

bool
differs(
    const struct crm_record *a, const struct crm_record *b, const char *name)
{
	return !crm_value_eq(*value_of(a, name), *value_of(b, name));
}

enum crm_status
check_said(const struct crm_record *r, const char *field, struct crm_value said,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *id;
	enum crm_status st;

	if (said.kind == CRM_NULL || (said.kind == CRM_STR && said.t.n == 0) ||
	    crm_value_eq(said, *value_of(r, field)))
		return CRM_OK;
	id = typed_id(&a, r->entity, r->id);
	st = crm_fail_field(err, CRM_RULE, field,
	    "%s is so already, with another %s; to change that: set %s %s=…",
	    id, field, id, field);
	crm_arena_free(&a);
	return st;
}

bool
comes_back(const struct crm_record *old, const struct crm_record *new)
{
	int deleted = new->entity->deleted;

	return old != NULL && old->v[deleted].kind != CRM_NULL &&
	    new->v[deleted].kind == CRM_NULL;
}

static bool *
moving(struct crm_store *s)
{
	static const char owner;
	struct crm_arena *a;

	return crm_batch_memory(s, &owner, sizeof(bool), &a);
}

bool
crm_merge_moves(struct crm_store *s)
{
	return *moving(s);
}

void
crm_merge_moving(struct crm_store *s, bool yes)
{
	*moving(s) = yes;
}

bool
is_as_it_was(const struct crm_saving *w)
{
	return (w->import && !w->met) || w->undo || crm_merge_moves(w->store);
}

bool
has_any(const struct crm_record *r, const char *const *names)
{
	for (; *names != NULL; names++)
		if (value_of(r, *names)->kind != CRM_NULL)
			return true;
	return false;
}

const char *
typed_id(struct crm_arena *a, const struct crm_entity *e, int64_t id)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *s;

	crm_id_format(&b, e, id);
	s = crm_strdup(a, b.data);
	crm_buf_free(&b);
	return s;
}

const char *
date_dup(struct crm_arena *a, int64_t date)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;

	crm_date_format(&b, date);
	text = crm_strdup(a, b.data);
	crm_buf_free(&b);
	return text;
}

const char *
quantity_dup(struct crm_arena *a, int64_t quantity)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;

	crm_number_format(&b, quantity, CRM_DECIMAL_DIGITS, false);
	text = crm_strdup(a, b.data);
	crm_buf_free(&b);
	return text;
}

const char *
text_dup(struct crm_arena *a, struct crm_text t)
{
	return crm_strndup(a, t.n == 0 ? "" : t.p, t.n);
}

const char *
filter_quote(struct crm_arena *a, struct crm_text t)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;
	size_t i;

	crm_buf_char(&b, '"');
	for (i = 0; i < t.n; i++) {
		if (t.p[i] == '"' || t.p[i] == '\\')
			crm_buf_char(&b, '\\');
		crm_buf_char(&b, t.p[i]);
	}
	crm_buf_char(&b, '"');
	text = crm_strndup(a, b.data, b.len);
	crm_buf_free(&b);
	return text;
}

bool
list_item(struct crm_text *rest, struct crm_text *item)
{
	size_t i;

	while (rest->n > 0) {
		for (i = 0; i < rest->n && rest->p[i] != ','; i++)
			;
		*item = crm_text_trim((struct crm_text){ rest->p, i });
		i += i < rest->n;
		rest->p += i;
		rest->n -= i;
		if (item->n > 0)
			return true;
	}
	return false;
}

enum crm_status
check_contact(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(w->store);
	struct crm_value contact = *value_of(w->new, "contact");
	struct crm_value customer = *value_of(w->new, "customer"), of;
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st;

	if (w->import || w->undo || w->sure || contact.kind == CRM_NULL ||
	    customer.kind == CRM_NULL ||
	    (w->old != NULL && !differs(w->old, w->new, "contact") &&
		!differs(w->old, w->new, "customer")))
		return CRM_OK;
	st = crm_get_int(w->store,
	    "SELECT \"customer\" FROM contact WHERE \"id\" = ?", &contact, 1,
	    &of, err);
	if (st == CRM_OK && of.kind == CRM_INT && of.i != customer.i)
		st = crm_fail_field(err, CRM_RULE, "contact",
		    "%s is of %s, and not of %s",
		    typed_id(&a, crm_dict_find(d, "contact"), contact.i),
		    typed_id(&a, crm_dict_find(d, "customer"), of.i),
		    typed_id(&a, crm_dict_find(d, "customer"), customer.i));
	crm_arena_free(&a);
	return st;
}

enum crm_status
each_id(struct crm_store *s, const char *sql, const struct crm_value *v,
    size_t n, id_hook *each, void *ctx, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	int64_t *ids;
	size_t i, found;
	enum crm_status st = crm_ids(s, sql, v, n, &a, &ids, &found, err);

	for (i = 0; st == CRM_OK && i < found; i++)
		st = each(ctx, ids[i], err);
	crm_arena_free(&a);
	return st;
}
