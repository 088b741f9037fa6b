/* The fields and lines of one document as those of another. */
#include "copy.h"

#include <crm/domain/line.h>
#include <crm/domain/rate.h>

#include <string.h>

static bool
is_listed(const char *name, const char *const *list)
{
	for (; list != NULL && *list != NULL; list++)
		if (strcmp(name, *list) == 0)
			return true;
	return false;
}

void
document_copy(struct crm_record *to, const struct crm_record *from,
    const char *const *but)
{
	const struct crm_entity *e = from->entity;
	size_t i;
	int at;

	for (i = 0; i < e->n; i++) {
		const struct crm_field *f = e->field[i];

		if (is_listed(f->name, but) || (int)i == e->id ||
		    (f->flags & (CRM_F_READONLY | CRM_F_CUSTOM)) != 0 ||
		    from->v[i].kind == CRM_NULL)
			continue;
		at = crm_field_index(to->entity, crm_text_of(f->name));
		if (at >= 0 && to->entity->field[at]->type == f->type)
			crm_record_set(to, at, from->v[i]);
	}
}

enum crm_status
document_lines(struct crm_store *s, const char *kind, const char *of,
    int64_t document, struct crm_arena *a, int64_t **ids, size_t *n,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), kind);
	const struct crm_value v = crm_value_int(document);

	return crm_ids(s,
	    crm_sprintf(a,
		"SELECT \"id\" FROM \"%s\" WHERE \"%s\" = ? "
		"AND \"deleted\" IS NULL "
		"ORDER BY coalesce(\"line\", 2147483647), \"id\"",
		e->def->table, of),
	    &v, 1, a, ids, n, err);
}

static void
drop(struct crm_record *line, const char *name)
{
	int at = crm_field_index(line->entity, crm_text_of(name));

	if (at < 0)
		return;
	line->v[at] = (struct crm_value){ .kind = CRM_NULL };
	line->given[at] = false;
}

enum crm_status
document_own_rate(
    struct crm_store *s, struct crm_record *to, struct crm_err *err)
{
	bool listed;
	enum crm_status st = crm_rate_listed(s, to, &listed, err);

	if (st == CRM_OK && listed)
		drop(to, "rate");
	return st;
}

/* What follows from the rest of it, and from the discount of what it becomes a line of. */
static void
drop_sums(struct crm_record *line)
{
	drop(line, "net");
	drop(line, "tax");
	drop(line, "gross");
	if (value_of(line, "quantity")->kind == CRM_INT &&
	    value_of(line, "unit_price")->kind == CRM_INT)
		drop(line, "amount");
}

enum crm_status
document_copy_lines(struct crm_store *s, const struct document_lines_of *from,
    int64_t source, const struct document_lines_of *to, int64_t target,
    document_line_hook *each, void *ctx, struct crm_err *err)
{
	const char *const but[] = { from->of, "ext", NULL };
	const struct crm_dict *d = crm_store_dict(s);
	const struct crm_entity *e = crm_dict_find(d, to->kind);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record line, r;
	enum crm_status st;
	int64_t *ids;
	size_t i, n;
	bool take;

	st = document_lines(s, from->kind, from->of, source, &a, &ids, &n, err);
	crm_lines_copying(s, true);
	for (i = 0; i < n && st == CRM_OK; i++) {
		st = crm_load(
		    s, crm_dict_find(d, from->kind), ids[i], &a, &line, err);
		if (st != CRM_OK)
			break;
		crm_record_init(&r, e, &a);
		document_copy(&r, &line, but);
		drop_sums(&r);
		crm_record_set(&r, field_of(e, to->of), crm_value_int(target));
		take = true;
		if (each != NULL)
			st = each(ctx, &r, &line, &take, err);
		if (st == CRM_OK && take)
			st = crm_insert(s, &r, err);
	}
	crm_lines_copying(s, false);
	crm_arena_free(&a);
	return st;
}
