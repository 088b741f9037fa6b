/* What names in a template are: fields of the dictionary, records behind them, lists of
 * what belongs to a record, the taxes of its lines. */
#include "names.h"

#include <string.h>

const struct crm_field names_of_tax[] = {
	{ .name = "rate", .type = CRM_T_PERCENT },
	{ .name = "net", .type = CRM_T_MONEY },
	{ .name = "tax", .type = CRM_T_MONEY },
	{ .name = "gross", .type = CRM_T_MONEY },
	{ .name = NULL },
};

/* ---- lists ---- */

/* "quote-line" of a quote is "lines", "delivery" of an order "deliveries". */
static const char *
list_name(struct names *n, const char *kind, const char *of)
{
	size_t len = strlen(of), end;

	if (strncmp(kind, of, len) == 0 && kind[len] == '-')
		kind += len + 1;
	end = strlen(kind);
	if (kind[end - 1] == 'y')
		return crm_sprintf(n->a, "%.*sies", (int)end - 1, kind);
	return crm_sprintf(
	    n->a, "%s%s", kind, kind[end - 1] == 's' ? "es" : "s");
}

static void
add_part(
    struct names *n, struct shape *s, const struct crm_entity *e, int field)
{
	s->part[s->n_parts++] = (struct part){
		list_name(n, e->def->name, s->e->def->name), e, field
	};
	if ((e->field[field]->flags & CRM_F_OWNER) != 0 &&
	    crm_field_index(e, CRM_TEXT("tax_rate")) >= 0 &&
	    crm_field_index(e, CRM_TEXT("net")) >= 0)
		s->lines = e;
}

/* By a field that says so, or that is called as the kind: receivables have a customer,
 * so a customer has receivables. */
static bool
is_of(const struct crm_field *f, const char *kind)
{
	return f->type == CRM_T_REF && strcmp(f->ref, kind) == 0 &&
	    ((f->flags & CRM_F_OWNER) != 0 || strcmp(f->name, kind) == 0);
}

static void
find_parts(struct names *n, struct shape *s)
{
	if (s->known || s->e == NULL)
		return;
	s->known = true;
	s->part = crm_alloc_n(n->a, n->d->n, sizeof *s->part);
	for (size_t i = 0; i < n->d->n; i++) {
		const struct crm_entity *e = n->d->entity[i];
		size_t f = 0;

		while (f < e->n && !is_of(e->field[f], s->e->def->name))
			f++;
		if (f < e->n)
			add_part(n, s, e, (int)f);
	}
}

const struct part *
find_part(const struct shape *s, struct crm_text name)
{
	for (size_t i = 0; i < s->n_parts; i++)
		if (crm_text_is(name, s->part[i].name))
			return &s->part[i];
	return NULL;
}

/* ---- shapes ---- */

static struct shape *
shape_of(struct names *n, const struct crm_entity *e)
{
	size_t i = 0;

	while (n->d->entity[i] != e)
		i++;
	return &n->shape[i];
}

static bool
name_of_tax(struct crm_text name, struct crm_template_name *out)
{
	for (size_t i = 0; names_of_tax[i].name != NULL; i++)
		if (crm_text_is(name, names_of_tax[i].name)) {
			*out = (struct crm_template_name){
				.what = CRM_NAMES_CELL,
				.type = names_of_tax[i].type
			};
			return true;
		}
	return false;
}

int
find_field(const struct shape *s, struct crm_text name, bool *is_id)
{
	int field;

	*is_id = false;
	return crm_field_named(s->e, name, &field, is_id, NULL) == CRM_OK
	    ? field
	    : -1;
}

static bool
find_name(void *ctx, const void *shape, struct crm_text name,
    struct crm_template_name *out)
{
	struct names *n = ctx;
	struct shape *s = &n->shape[(const struct shape *)shape - n->shape];
	const struct crm_field *f;
	const struct part *part;
	bool is_id;
	int field;

	if (s->e == NULL)
		return name_of_tax(name, out);
	find_parts(n, s);
	*out = (struct crm_template_name){ .what = CRM_NAMES_LIST };
	if (crm_text_is(name, "taxes") && s->lines != NULL) {
		out->shape = &n->shape[n->d->n];
		return true;
	}
	if ((part = find_part(s, name)) != NULL) {
		out->shape = shape_of(n, part->entity);
		return true;
	}
	if ((field = find_field(s, name, &is_id)) < 0)
		return false;
	f = s->e->field[field];
	*out = (struct crm_template_name){
		.what = CRM_NAMES_CELL, .type = f->type, .choices = f->choices
	};
	if (f->type == CRM_T_REF && !is_id) {
		out->what = CRM_NAMES_RECORD;
		out->shape = shape_of(n, crm_dict_find(n->d, f->ref));
	}
	return true;
}

static const char *
nth_name(void *ctx, const void *shape, size_t i)
{
	struct names *n = ctx;
	const struct shape *s = shape;

	if (s->e == NULL)
		return names_of_tax[i].name;
	find_parts(n, &n->shape[s - n->shape]);
	if (i < s->e->n)
		return s->e->field[i]->name;
	i -= s->e->n;
	if (i < s->n_parts)
		return s->part[i].name;
	return i == s->n_parts && s->lines != NULL ? "taxes" : NULL;
}

/* ---- all of them ---- */

struct names *
names_open(struct crm_store *s, bool chinese, struct crm_arena *a)
{
	struct names *n = crm_alloc(a, sizeof *n);

	n->s = s;
	n->d = crm_store_dict(s);
	n->a = a;
	n->chinese = chinese;
	n->shape = crm_alloc_n(a, n->d->n + 1, sizeof *n->shape);
	for (size_t i = 0; i < n->d->n; i++)
		n->shape[i].e = n->d->entity[i];
	return n;
}

void
names_close(struct names *n)
{
	for (size_t i = 0; i < n->d->n; i++)
		crm_view_close(n->shape[i].view);
	crm_arena_free(&n->records);
}

void
names_forget(struct names *n)
{
	crm_arena_reset(&n->records);
}

struct crm_template_source
names_source(struct names *n)
{
	return (
	    struct crm_template_source){ find_name, nth_name, names_get, n };
}

const void *
names_shape(struct names *n, const struct crm_entity *e)
{
	return shape_of(n, e);
}
