/* Templates in the book: what may be saved, and which is taken. */
#include "document.h"
#include "print.h"

#include <string.h>

static enum crm_template_format
format_of(struct crm_text code)
{
	int f = CRM_TEMPLATE_TEXT;

	while (
	    !crm_text_is(code, crm_print_format((enum crm_template_format)f)))
		f++;
	return (enum crm_template_format)f;
}

const char *
crm_print_format(enum crm_template_format format)
{
	return format == CRM_TEMPLATE_HTML ? "html"
	    : format == CRM_TEMPLATE_MD    ? "md"
					   : "text";
}

/* ---- saving ---- */

/* That it can be read, with names of the kind that it is for. */
static enum crm_status
check_body(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(w->store);
	const char *kind = text_dup(w->arena, text_of(w->new, "for"));
	struct names *n = names_open(w->store, false, w->arena);
	struct crm_template_source source = names_source(n);
	struct crm_template *t;
	enum crm_status st;

	st = crm_template_read(text_of(w->new, "body"),
	    format_of(text_of(w->new, "format")), &source,
	    names_shape(n, crm_dict_find(d, kind)), w->arena, &t, err);
	names_close(n);
	if (st != CRM_OK)
		crm_err_in_field(err, "body");
	return st;
}

/* Another active one for the same. */
static enum crm_status
check_alone(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value v[] = { *value_of(w->new, "for"),
		*value_of(w->new, "format"), *value_of(w->new, "language"),
		crm_value_int(w->new->id) };
	struct crm_value other;
	enum crm_status st;

	st = crm_get_int(w->store,
	    "SELECT \"id\" FROM template WHERE \"for\" = ? AND \"format\" = ?"
	    " AND coalesce(\"language\", '') = coalesce(?, '')"
	    " AND \"id\" <> ? AND \"active\" = 1 AND \"deleted\" IS NULL",
	    v, COUNT(v), &other, err);
	if (st != CRM_OK || other.kind != CRM_INT)
		return st;
	return crm_fail_field(err, CRM_RULE, "active",
	    "%s is the active template for this: set active=no in one of them",
	    typed_id(w->arena, w->new->entity, other.i));
}

enum crm_status
template_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st;

	if (value_of(w->new, "deleted")->kind != CRM_NULL)
		return CRM_OK;
	if ((st = check_kind(w, "for", err)) != CRM_OK)
		return st;
	if ((w->old == NULL || differs(w->old, w->new, "body") ||
		differs(w->old, w->new, "for") ||
		differs(w->old, w->new, "format")) &&
	    (st = check_body(w, err)) != CRM_OK)
		return st;
	return value_of(w->new, "active")->i != 0 ? check_alone(w, err)
						  : CRM_OK;
}

/* ---- choosing ---- */

enum crm_status
template_active(struct crm_store *s, const char *kind,
    enum crm_template_format format, bool chinese, int64_t *id,
    struct crm_err *err)
{
	const struct crm_value v[] = {
		crm_value_text(crm_text_of(kind)),
		crm_value_text(crm_text_of(crm_print_format(format))),
		crm_value_text(chinese ? CRM_TEXT("zh") : CRM_TEXT("en")),
	};
	struct crm_value found;
	enum crm_status st;

	/* Without a language it is for any, and comes behind. */
	st = crm_get_int(s,
	    "SELECT \"id\" FROM template WHERE \"for\" = ? AND \"format\" = ?"
	    " AND coalesce(\"language\", ?) = ? AND \"active\" = 1"
	    " AND \"deleted\" IS NULL ORDER BY coalesce(\"language\", 'zzz')",
	    (struct crm_value[]){ v[0], v[1], v[2], v[2] }, 4, &found, err);
	*id = st == CRM_OK && found.kind == CRM_INT ? found.i : 0;
	return st;
}

const char *
crm_print_own(const char *kind, enum crm_template_format format, bool chinese)
{
	const struct own_template *t;

	for (t = own_templates; t->kind != NULL; t++)
		if (strcmp(t->kind, kind) == 0 &&
		    strcmp(t->format, crm_print_format(format)) == 0 &&
		    strcmp(t->language, chinese ? "zh" : "en") == 0)
			return t->text;
	return NULL;
}

const char *
crm_print_kind(size_t i)
{
	const struct own_template *t = own_templates;

	/* All of a kind stand together. */
	for (; t->kind != NULL; t++)
		if ((t == own_templates || strcmp(t->kind, t[-1].kind) != 0) &&
		    i-- == 0)
			return t->kind;
	return NULL;
}
