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

enum crm_type
like_type(const struct crm_field *f)
{
	switch (f->type) {
	case CRM_T_EMAILS:
		return CRM_T_EMAIL;
	case CRM_T_PHONES:
		return CRM_T_PHONE;
	default:
		return f->type;
	}
}

bool
like_has(const struct crm_field *f, struct crm_text value, struct crm_text t)
{
	struct crm_text item;

	if (!crm_type_is_list(f->type))
		return crm_text_eq(value, t);
	while (crm_list_next(&value, &item))
		if (crm_text_eq(item, t))
			return true;
	return false;
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

static bool
asks(const struct crm_field *f, enum crm_type type)
{
	return is_like(f) && like_type(f) == type;
}

/* A list is long for few records, and these the index gives: "" comes before
 * all others. */
static void
put_equal(struct crm_buf *sql, const struct crm_field *f, bool more)
{
	crm_buf_str(sql, more ? " OR " : "");
	if (!crm_type_is_list(f->type))
		crm_buf_printf(sql, "\"%s\" = ?", f->name);
	else
		crm_buf_printf(sql,
		    "(\"%s\" > '' AND '%s' || \"%s\" || '%s' <> "
		    "replace('%s' || \"%s\" || '%s', ?, ''))",
		    f->name, CRM_LIST_BETWEEN, f->name, CRM_LIST_BETWEEN,
		    CRM_LIST_BETWEEN, f->name, CRM_LIST_BETWEEN);
}

/* `item` is the text as it stands in a list. */
static void
bind_equal(struct crm_stmt *q, int mark, const struct crm_field *f,
    struct crm_text t, const struct crm_buf *item)
{
	if (crm_type_is_list(f->type))
		t = (struct crm_text){ item->data, item->len };
	crm_bind(q, mark, crm_value_text(t));
}

enum crm_status
like_ask(struct crm_store *s, const struct crm_entity *e, enum crm_type type,
    struct crm_text t, int64_t only, int64_t self, int64_t *id, size_t *n,
    struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT, item = CRM_BUF_INIT;
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
		if (asks(e->field[i], type))
			put_equal(&sql, e->field[i], n_fields++ > 0);
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
	crm_buf_printf(&item, "%s%.*s%s", CRM_LIST_BETWEEN, (int)t.n, t.p,
	    CRM_LIST_BETWEEN);
	crm_bind(q, mark++, crm_value_int(only != 0 ? only : self));
	for (i = 0; i < e->n; i++)
		if (asks(e->field[i], type))
			bind_equal(q, mark++, e->field[i], t, &item);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		if ((*n)++ == 0)
			*id = crm_col_int(q, 0);
	if (st == CRM_OK && type == CRM_T_PHONE && *n > CRM_LIKE_SHARED)
		*n = 0;
	crm_buf_free(&item);
	return st;
}

/* The first of a kind with the value of a field, or one of its list. */
static enum crm_status
any_of(struct crm_store *s, const struct crm_entity *kind,
    const struct crm_field *f, struct crm_text value, int64_t self, int64_t *id,
    size_t *found, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	struct crm_text item;

	*found = 0;
	if (!crm_type_is_list(f->type))
		return like_ask(
		    s, kind, f->type, value, 0, self, id, found, err);
	while (st == CRM_OK && *found == 0 && crm_list_next(&value, &item))
		st = like_ask(
		    s, kind, like_type(f), item, 0, self, id, found, err);
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
	size_t i, found = 0;

	for (i = 0; i < e->n && st == CRM_OK && found == 0; i++) {
		if (!is_like(e->field[i]) || r->v[i].kind != CRM_STR)
			continue;
		st = any_of(
		    s, kind, e->field[i], r->v[i].t, self, &id, &found, err);
		if (st == CRM_OK && found > 0)
			out[(*n)++] = (struct crm_like){ kind, id,
				like_type(e->field[i]) };
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
