/* Likeness of one record, asked of the book by its indexes. */
#include "internal.h"

#include <crm/store/like.h>

#include "like.h"

#include <string.h>

bool
is_like(const struct crm_field *f)
{
	return (f->flags & CRM_F_LIKE) != 0;
}

bool
crm_like_has(const struct crm_entity *e)
{
	size_t i;

	for (i = 0; i < e->n; i++)
		if (is_like(e->field[i]))
			return true;
	return false;
}

size_t
crm_like_kinds(const struct crm_store *s, const struct crm_entity *e,
    const struct crm_entity *kind[CRM_LIKE_KINDS])
{
	const char *list = e->def->like;
	size_t n = 0, i, len;

	kind[n++] = e;
	for (; list != NULL && n < CRM_LIKE_KINDS; list += len + 1) {
		len = strcspn(list, "|");
		for (i = 0; i < s->dict->n; i++)
			if (crm_text_is((struct crm_text){ list, len },
				s->dict->entity[i]->def->name))
				kind[n++] = s->dict->entity[i];
		if (list[len] == '\0')
			break;
	}
	return n;
}

enum crm_status
like_ask(struct crm_store *s, const struct crm_entity *e, enum crm_type type,
    struct crm_text t, int64_t only, int64_t self, int64_t *id, size_t *n,
    struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_stmt *q;
	int mark = 1, n_fields = 0;
	enum crm_status st;
	size_t i;
	bool row;

	*n = 0;
	if ((st = insert_flush(s, e, err)) != CRM_OK)
		return st;
	crm_buf_printf(&sql,
	    "SELECT \"id\" FROM \"%s\" WHERE \"deleted\" "
	    "IS NULL AND \"id\" %s ? AND (",
	    e->def->table, only != 0 ? "=" : "<>");
	for (i = 0; i < e->n; i++)
		if (is_like(e->field[i]) && e->field[i]->type == type)
			crm_buf_printf(&sql, "%s\"%s\" = ?",
			    n_fields++ > 0 ? " OR " : "", e->field[i]->name);
	if (n_fields == 0) {
		crm_buf_free(&sql);
		return CRM_OK; /* nothing of that type */
	}
	/* As they came: what a dry run adds has ids below 0.  Sorted, and not
	 * walked by id until enough are found. */
	crm_buf_printf(&sql, ") ORDER BY \"id\" < 0, abs(\"id\") LIMIT %d",
	    CRM_LIKE_SHARED + 1);
	st = crm_sql(s, sql.data, &q, err);
	crm_buf_free(&sql);
	if (st != CRM_OK)
		return st;
	crm_bind(q, mark++, crm_value_int(only != 0 ? only : self));
	for (i = 0; i < e->n; i++)
		if (is_like(e->field[i]) && e->field[i]->type == type)
			crm_bind(q, mark++, crm_value_text(t));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		if ((*n)++ == 0)
			*id = crm_col_int(q, 0);
	if (st == CRM_OK && type == CRM_T_PHONE && *n > CRM_LIKE_SHARED)
		*n = 0;
	return st;
}

enum crm_status
like_of_kind(struct crm_store *s, const struct crm_record *r,
    const struct crm_entity *kind, struct crm_like *out, size_t *n,
    struct crm_err *err)
{
	const struct crm_entity *e = r->entity;
	int64_t self = kind == e ? r->id : 0, id;
	enum crm_status st = CRM_OK;
	size_t i, found;

	for (i = 0; i < e->n; i++) {
		if (!is_like(e->field[i]) || r->v[i].kind != CRM_STR)
			continue;
		st = like_ask(s, kind, e->field[i]->type, r->v[i].t, 0, self,
		    &id, &found, err);
		if (st != CRM_OK || found == 0)
			continue;
		out[(*n)++] = (struct crm_like){ kind, id, e->field[i]->type };
		break;
	}
	return st;
}

enum crm_status
crm_like_find(struct crm_store *s, const struct crm_record *r,
    struct crm_like *out, size_t *n, struct crm_err *err)
{
	const struct crm_entity *kind[CRM_LIKE_KINDS];
	size_t i, kinds = crm_like_kinds(s, r->entity, kind);
	enum crm_status st = CRM_OK;

	*n = 0;
	for (i = 0; i < kinds && st == CRM_OK; i++)
		st = like_of_kind(s, r, kind[i], out, n, err);
	return st;
}

void
crm_like_names(struct crm_buf *out, const struct crm_like *like, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++) {
		crm_buf_str(out, i > 0 ? " " : "");
		crm_id_format(out, like[i].entity, like[i].id);
	}
}
