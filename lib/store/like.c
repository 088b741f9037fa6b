/* Likeness of one record, asked of the book by its indexes. */
#include "internal.h"

#include <crm/store/like.h>

#include "like.h"

#include <string.h>

/* Records with one value that are looked at: among so many copies of one person
 * there may be others. */
enum { LOOKED_AT = 64 };

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
like_has(const struct like_field *f, struct crm_text value, struct crm_text t)
{
	struct crm_text item;

	while (like_next(f, &value, &item))
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

/* ---- what is compared ---- */

bool
is_counted(enum crm_type type)
{
	return type != CRM_T_TEXT;
}

static bool
is_folded(const struct crm_field *f)
{
	return (f->flags & CRM_F_FOLDED) != 0;
}

size_t
like_fields(const struct crm_entity *e, struct like_field *field)
{
	size_t n = 0, i;
	int counted;

	for (counted = 1; counted >= 0; counted--)
		for (i = 0; i < e->n; i++) {
			const struct crm_field *f = e->field[i];

			if (is_like(f) && is_counted(like_type(f)) == counted)
				field[n++] = (struct like_field){ (int)i,
					like_type(f), crm_type_is_list(f->type),
					is_folded(f) };
		}
	return n;
}

void
like_column(struct crm_buf *sql, const struct crm_field *f)
{
	crm_buf_printf(sql, "\"%s%s\"", f->name, is_folded(f) ? "_f" : "");
}

/* A text as it is compared. */
static struct crm_text
compared(struct crm_value v, bool folded, struct crm_arena *a)
{
	if (v.kind != CRM_STR)
		return (struct crm_text){ "", 0 };
	return folded ? crm_fold_dup(a, v.t) : v.t;
}

struct crm_text
like_value(
    const struct crm_record *r, const struct like_field *f, struct crm_arena *a)
{
	return compared(r->v[f->at], f->folded, a);
}

static struct crm_text
name_at(const struct crm_record *r, int field, struct crm_arena *a)
{
	if (field < 0)
		return (struct crm_text){ "", 0 };
	return compared(r->v[field], is_folded(r->entity->field[field]), a);
}

struct crm_text
like_who(const struct crm_record *r, struct crm_arena *a)
{
	struct crm_text person = name_at(r, r->entity->person, a);

	return person.n > 0 ? person : name_at(r, r->entity->company, a);
}

void
like_who_column(struct crm_buf *sql, const struct crm_entity *e)
{
	crm_buf_str(sql, "coalesce(");
	if (e->person >= 0) {
		like_column(sql, e->field[e->person]);
		crm_buf_str(sql, ", ");
	}
	if (e->company >= 0) {
		like_column(sql, e->field[e->company]);
		crm_buf_str(sql, ", ");
	}
	crm_buf_str(sql, "'')");
}

/* ---- asked of the book ---- */

static bool
asks(const struct crm_field *f, enum crm_type type)
{
	return is_like(f) && like_type(f) == type;
}

/* A list is long for few records, and these the index gives: "" comes before
 * all others. */
void
like_equal(struct crm_buf *sql, const struct crm_field *f)
{
	if (crm_type_is_list(f->type)) {
		crm_buf_printf(sql,
		    "(\"%s\" > '' AND '%s' || \"%s\" || '%s' <> "
		    "replace('%s' || \"%s\" || '%s', ?, ''))",
		    f->name, CRM_LIST_BETWEEN, f->name, CRM_LIST_BETWEEN,
		    CRM_LIST_BETWEEN, f->name, CRM_LIST_BETWEEN);
		return;
	}
	like_column(sql, f);
	crm_buf_str(sql, " = ?");
}

/* The question, and how many fields of the type there are: if none, it is none.
 * As the records came: what a dry run adds has ids below 0.  Sorted, and not
 * walked by id until enough are found. */
static int
question(const struct crm_entity *e, enum crm_type type, bool only,
    struct crm_buf *sql)
{
	int marks = 0;
	size_t i;

	crm_buf_str(sql, "SELECT \"id\", ");
	like_who_column(sql, e);
	crm_buf_printf(sql,
	    " FROM \"%s\" WHERE \"deleted\" IS NULL AND \"id\" %s ? AND (",
	    e->def->table, only ? "=" : "<>");
	for (i = 0; i < e->n; i++)
		if (asks(e->field[i], type)) {
			crm_buf_str(sql, marks++ > 0 ? " OR " : "");
			like_equal(sql, e->field[i]);
		}
	crm_buf_printf(sql, ") ORDER BY \"id\" < 0, abs(\"id\") LIMIT %d",
	    is_counted(type) ? LOOKED_AT : 1);
	return marks;
}

struct crm_text
like_bound(const struct crm_field *f, struct crm_text t, struct crm_arena *a)
{
	return crm_type_is_list(f->type)
	    ? crm_text_of(crm_sprintf(a, "%s%.*s%s", CRM_LIST_BETWEEN, (int)t.n,
		  t.p, CRM_LIST_BETWEEN))
	    : (struct crm_text){ crm_strndup(a, t.p, t.n), t.n };
}

static void
bind_text(struct crm_stmt *q, const struct crm_entity *e, enum crm_type type,
    struct crm_text t, struct crm_arena *a)
{
	int mark = 2;
	size_t i;

	for (i = 0; i < e->n; i++)
		if (asks(e->field[i], type))
			crm_bind(q, mark++,
			    crm_value_text(like_bound(e->field[i], t, a)));
}

/* The record that the question is at, if none before it has its name. */
static void
add_hit(const struct crm_stmt *q, struct crm_arena *a,
    struct like_hit hit[LIKE_HITS], size_t *n)
{
	struct crm_text who = crm_col_text(q, 1);
	size_t i;

	for (i = 0; i < *n; i++)
		if (crm_text_eq(hit[i].who, who))
			return;
	if (*n < LIKE_HITS)
		hit[(*n)++] = (struct like_hit){ crm_col_int(q, 0),
			{ crm_strndup(a, who.p, who.n), who.n } };
}

enum crm_status
like_ask(struct crm_store *s, const struct crm_entity *e, enum crm_type type,
    struct crm_text t, int64_t only, int64_t self, struct crm_arena *a,
    struct like_hit hit[LIKE_HITS], size_t *n, struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	bool any, row;

	*n = 0;
	if ((st = insert_flush(s, e, err)) != CRM_OK)
		return st;
	any = question(e, type, only != 0, &sql) > 0;
	if (any)
		st = crm_sql(s, sql.data, &q, err);
	crm_buf_free(&sql);
	if (st != CRM_OK || !any)
		return st;
	crm_bind(q, 1, crm_value_int(only != 0 ? only : self));
	bind_text(q, e, type, t, a);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		add_hit(q, a, hit, n);
	return st;
}

/* ---- of one record ---- */

bool
like_other(enum crm_type type, struct crm_text t, struct crm_arena *a,
    struct crm_text *out)
{
	struct crm_buf b = CRM_BUF_INIT;
	bool has = type == CRM_T_PHONE && crm_phone_other(&b, t);

	if (has)
		*out = (struct crm_text){ crm_strndup(a, b.data, b.len),
			b.len };
	crm_buf_free(&b);
	return has;
}

/* The first of a kind with a value, in either form; 0: none, or it is shared. */
static enum crm_status
like_value_of(struct crm_store *s, const struct crm_entity *kind,
    enum crm_type type, struct crm_text item, int64_t self, struct crm_arena *a,
    int64_t *id, struct crm_err *err)
{
	struct like_hit hit[LIKE_HITS];
	enum crm_status st;
	bool again = false;
	size_t n;

	do {
		st = like_ask(s, kind, type, item, 0, self, a, hit, &n, err);
		if (st == CRM_OK && n > 0 && n < LIKE_HITS)
			*id = hit[0].id;
	} while (st == CRM_OK && n == 0 && !again &&
	    (again = like_other(type, item, a, &item)));
	return st;
}

/* The first of a kind with the value of a field, or one of its list; 0: none. */
static enum crm_status
like_by(struct crm_store *s, const struct crm_record *r,
    const struct like_field *f, const struct crm_entity *kind,
    struct crm_arena *a, int64_t *id, struct crm_err *err)
{
	int64_t self = kind == r->entity ? r->id : 0;
	struct crm_text rest = like_value(r, f, a), item;
	enum crm_status st = CRM_OK;

	*id = 0;
	while (st == CRM_OK && *id == 0 && like_next(f, &rest, &item))
		st = like_value_of(s, kind, f->type, item, self, a, id, err);
	return st;
}

static enum crm_status
like_of_kind(struct crm_store *s, const struct crm_record *r,
    const struct crm_entity *kind, struct crm_arena *a, struct crm_like *out,
    size_t *n, struct crm_err *err)
{
	const struct crm_entity *e = r->entity;
	struct like_field *field = crm_alloc_n(a, e->n, sizeof *field);
	size_t i, fields = like_fields(e, field);
	enum crm_status st = CRM_OK;
	int64_t id = 0;

	for (i = 0; i < fields && st == CRM_OK && id == 0; i++) {
		st = like_by(s, r, &field[i], kind, a, &id, err);
		if (st == CRM_OK && id != 0)
			out[(*n)++] = (struct crm_like){ kind, id,
				field[i].type };
	}
	return st;
}

enum crm_status
crm_like_find(struct crm_store *s, const struct crm_record *r,
    struct crm_like *out, size_t *n, struct crm_err *err)
{
	const struct crm_entity *kind[CRM_LIKE_KINDS];
	size_t i, kinds = crm_like_kinds(s, r->entity, kind);
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st = CRM_OK;

	*n = 0;
	for (i = 0; i < kinds && st == CRM_OK; i++)
		st = like_of_kind(s, r, kind[i], &a, out, n, err);
	crm_arena_free(&a);
	return st;
}

bool
crm_like_rejects(
    enum crm_like_policy policy, const struct crm_like *like, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		if (policy == CRM_LIKE_REJECT_NAME ||
		    (policy == CRM_LIKE_REJECT && is_counted(like[i].type)))
			return true;
	return false;
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
