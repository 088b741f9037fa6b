/*
 * A reference to a record of any kind.  Of which kind is said by the column's
 * header ("Contact ID"), by --map, by a column of kinds ("Related To Type"), by
 * the text itself; else all kinds that may be meant are looked through.  Other
 * systems have two columns for it, of whom and of what: the first that has
 * something counts, and a second is kept where the kind has a reference of its own
 * to such records beside it: the contact of an activity about a deal.
 */
#include "import.h"

#include <string.h>

enum { SHOWN = 40 };

static const char kind_headers[] =
    "about kind|about type|related to type|related type|related module|"
    "related object|regarding type|regarding object type|regarding kind|"
    "regardingobjecttypecode|parent type|who type|what type|module|se module|"
    "record type|object type|entity type|member type|关联对象类型|关联类型|"
    "关联模块|关联对象种类";

/* ---- columns ---- */

/* The field of any kind; -1 where there is none. */
static int
any_field(const struct import *im)
{
	size_t i;

	for (i = 0; i < im->e->n; i++)
		if (im->e->field[i]->type == CRM_T_ANY &&
		    (im->e->field[i]->flags & CRM_F_READONLY) == 0)
			return (int)i;
	return -1;
}

bool
about_add(struct import *im, int column, const struct target *t)
{
	struct about *a = &im->about;
	struct feed *f;

	if (a->n == ABOUT_MAX)
		return false;
	f = feed_of(im, t->field);
	if (f->n == 0)
		f->column[f->n++] = column;
	a->col[a->n++] = (struct about_column){ column, t->kind, t->by, t->id };
	im->used[column] = true;
	return true;
}

static bool
ends_with(struct crm_text *t, const char *tail)
{
	size_t n = strlen(tail);

	if (t->n <= n || memcmp(t->p + t->n - n, tail, n) != 0)
		return false;
	t->n -= n;
	return true;
}

static bool
begins_with(struct crm_text *t, const char *head)
{
	size_t n = strlen(head);

	if (t->n <= n || memcmp(t->p, head, n) != 0)
		return false;
	t->p += n, t->n -= n;
	return true;
}

/* Whether a kind is one of a list joined by |. */
static bool
is_listed(const struct crm_entity *e, const char *list)
{
	size_t len = strlen(e->def->name);

	while (list != NULL && *list != '\0') {
		size_t n = strcspn(list, "|");

		if (n == len && memcmp(list, e->def->name, n) == 0)
			return true;
		list += n + (list[n] == '|');
	}
	return false;
}

/* "Associated Contact IDs" is a contact's id, "Account Name" a customer. */
static void
read_header(struct import *im, struct crm_text header, struct target *t)
{
	static const char *const tails[] = { "ids", "id", "emailaddress",
		"email", "name", "number", "code", "编号", "编码", "代码",
		"名称", "姓名" };
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_text s;
	size_t i;

	crm_squeeze(&b, header);
	s = (struct crm_text){ b.data, b.len };
	if (!begins_with(&s, "associated"))
		begins_with(&s, "related");
	t->kind = crm_dict_kind(im->s->dict, s);
	for (i = 0; i < sizeof tails / sizeof *tails && t->kind == NULL; i++)
		if (ends_with(&s, tails[i])) {
			t->kind = crm_dict_kind(im->s->dict, s);
			t->id = i < 2;
			break;
		}
	crm_buf_free(&b);
}

/* The kind that others call so where they refer to it, "单位名称"; NULL where that is
 * none, or one of several. */
static const struct crm_entity *
referred_as(const struct import *im, struct crm_text header, const char *kinds)
{
	const struct crm_dict *d = im->s->dict;
	const struct crm_entity *found = NULL;
	size_t i, k;

	for (i = 0; i < d->n; i++)
		for (k = 0; k < d->entity[i]->n; k++) {
			const struct crm_field *f = d->entity[i]->field[k];
			const struct crm_entity *to;

			if (f->type != CRM_T_REF || f->aliases == NULL ||
			    strcmp(f->name, f->ref) != 0 ||
			    !crm_header_is(header, f->aliases))
				continue;
			to = crm_dict_find(d, f->ref);
			if (!is_listed(to, kinds))
				continue;
			if (found != NULL && found != to)
				return NULL;
			found = to;
		}
	return found;
}

bool
about_header(struct import *im, int column, struct crm_text header)
{
	struct target t = { .field = any_field(im) };

	if (t.field < 0)
		return false;
	if (im->about.kind_column < 0 && crm_header_is(header, kind_headers)) {
		im->about.kind_column = column;
		im->used[column] = true;
		return true;
	}
	read_header(im, header, &t);
	if ((t.kind == NULL ||
		!is_listed(t.kind, im->e->field[t.field]->ref)) &&
	    crm_field_match(im->e, header, NULL) < 0)
		t.kind = referred_as(im, header, im->e->field[t.field]->ref);
	return t.kind != NULL &&
	    is_listed(t.kind, im->e->field[t.field]->ref) &&
	    about_add(im, column, &t);
}

/* ---- a row ---- */

/* The kind that the row says. */
static enum crm_status
row_kind(struct import *im, const struct feed *f, const struct crm_row *row,
    const struct crm_entity **kind, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];
	struct crm_text t;
	enum crm_status st;
	bool clear = false;

	*kind = NULL;
	if (im->about.kind_column < 0)
		return CRM_OK;
	st = import_cell(im, f, row, im->about.kind_column, &clear, &t, err);
	t = crm_text_trim(t);
	if (st != CRM_OK || t.n == 0)
		return st;
	if ((*kind = crm_dict_kind(im->s->dict, t)) != NULL)
		return CRM_OK;
	return crm_fail_field(err, CRM_INVALID, im->e->field[f->field]->name,
	    "'%s' is no kind of record; lead, customer, contact, deal and "
	    "order are",
	    crm_quote(quoted, t));
}

/* Of which kind a record is; of several of one name it is that which refers to the
 * record of another column. */
struct whose {
	const struct crm_entity *kind; /* NULL: any */
	const char *within;            /* the field that does, or NULL */
	int64_t id;
};

/* The record that a text names, of that kind or of any. */
static enum crm_status
find(struct import *im, const struct feed *f, const struct about_column *c,
    const struct whose *of, struct crm_text t, const struct crm_entity **e,
    int64_t *id, struct crm_err *err)
{
	const struct crm_field *fd = im->e->field[f->field];
	const struct crm_entity *kind = of->kind;
	struct lookup l = { .field = f->field,
		.e = kind != NULL ? kind : im->e,
		.ref = { .text = t,
		    .by = c->by,
		    .how = c->id ? CRM_REFER_FOREIGN : CRM_REFER_NAME,
		    .within = of->within,
		    .within_id = of->id } };
	enum crm_status st;

	if (refused_id(im, f->field, t))
		return was_nobody(im, &l, err);
	if (import_known(im, &l, e, id))
		return CRM_OK;
	*e = kind;
	if (kind != NULL)
		st = import_look_up(im, &l, true, id, err);
	else
		st = import_row_error(
		    crm_refer_any(im->s, fd->ref, &l.ref, e, id, err), fd, err);
	if (st == CRM_OK)
		import_remember(im, &l, *e, *id);
	return st;
}

/* The field of a kind that refers to another one; NULL where none does. */
static const char *
reference_to(const struct crm_entity *e, const struct crm_entity *to)
{
	size_t i;

	for (i = 0; i < e->n; i++)
		if (e->field[i]->type == CRM_T_REF &&
		    strcmp(e->field[i]->ref, to->def->name) == 0)
			return e->field[i]->name;
	return NULL;
}

/* The reference to records of a kind that stands beside that to any; -1: none. */
static int
beside(
    const struct import *im, const struct feed *f, const struct crm_entity *e)
{
	size_t i;

	for (i = 0; i < im->e->n; i++)
		if (im->e->field[i]->type == CRM_T_REF &&
		    (im->e->field[i]->flags & CRM_F_READONLY) == 0 &&
		    strcmp(im->e->field[i]->ref, e->def->name) == 0 &&
		    is_listed(e, im->e->field[f->field]->ref))
			return (int)i;
	return -1;
}

bool
about_tells_apart(const struct import *im, const struct feed *f)
{
	int any = any_field(im);

	return f->ref != NULL && f->company < 0 && any >= 0 &&
	    is_listed(f->ref, im->e->field[any]->ref) &&
	    missing_apart(im, f->ref) >= 0;
}

enum crm_status
about_whose(struct import *im, const struct feed *f, struct crm_reference *ref,
    struct crm_err *err)
{
	const struct crm_field *apart =
	    f->ref->field[missing_apart(im, f->ref)];
	struct crm_text code, about = im->rec.v[any_field(im)].t;
	const struct crm_entity *of;
	struct crm_record r;
	enum crm_status st;
	const char *to;
	int64_t id;

	if (im->rec.v[any_field(im)].kind != CRM_STR ||
	    !crm_id_split(about, &code, &id) ||
	    (of = crm_dict_code(im->s->dict, code)) == NULL || of == f->ref)
		return CRM_OK;
	if (strcmp(of->def->name, apart->ref) != 0) {
		to = reference_to(of, crm_dict_find(im->s->dict, apart->ref));
		if (to == NULL)
			return CRM_OK;
		st = crm_load(im->s, of, id, &im->row, &r, err);
		if (st != CRM_OK)
			return st == CRM_NOTFOUND ? CRM_OK : st;
		if (r.v[crm_field_index(of, crm_text_of(to))].kind != CRM_INT)
			return CRM_OK;
		id = r.v[crm_field_index(of, crm_text_of(to))].i;
	}
	ref->within = apart->name;
	ref->within_id = id;
	return CRM_OK;
}

/* Puts a record beside the other, where there is a place for it. */
static bool
put_beside(struct import *im, const struct feed *f, const struct crm_entity *e,
    int64_t id)
{
	int field = beside(im, f, e);

	if (field < 0 ||
	    (im->rec.v[field].kind == CRM_INT && im->rec.v[field].i != id))
		return false;
	crm_record_set(&im->rec, field, crm_value_int(id));
	return true;
}

/* Of two records that a row names one may be what the other is beside. */
static void
take_second(struct import *im, const struct feed *f, const struct crm_entity *e,
    int64_t id, struct crm_text typed)
{
	struct crm_value *v = &im->rec.v[f->field];
	const struct crm_entity *first;
	struct crm_text code;
	int64_t number;

	if (crm_text_eq(v->t, typed) || put_beside(im, f, e, id))
		return;
	if (crm_id_split(v->t, &code, &number) &&
	    (first = crm_dict_code(im->s->dict, code)) != NULL && first != e &&
	    put_beside(im, f, first, number))
		crm_record_set(&im->rec, f->field, crm_value_text(typed));
	else
		im->about.left++;
}

static enum crm_status
take(struct import *im, struct feed *f, const struct about_column *c,
    const struct whose *of, struct crm_text t, struct crm_err *err)
{
	struct crm_value *v = &im->rec.v[f->field];
	struct crm_buf typed = CRM_BUF_INIT;
	const struct crm_entity *e;
	struct crm_text text;
	enum crm_status st;
	int64_t id;

	st = find(im, f, c, of, t, &e, &id, err);
	if (st != CRM_OK)
		return st;
	crm_buf_str(&typed, e->def->code);
	crm_buf_int(&typed, id);
	text = (struct crm_text){ crm_strndup(&im->row, typed.data, typed.len),
		typed.len };
	crm_buf_free(&typed);
	if (v->kind == CRM_NULL)
		crm_record_set(&im->rec, f->field, crm_value_text(text));
	else
		take_second(im, f, e, id, text);
	return CRM_OK;
}

enum crm_status
about_text(
    struct import *im, struct feed *f, struct crm_text t, struct crm_err *err)
{
	const struct about_column none = { .column = -1 };

	return take(im, f, &none, &(struct whose){ .kind = NULL },
	    crm_text_trim(t), err);
}

/* What a column says in the row at hand. */
static enum crm_status
column_text(struct import *im, struct feed *f, const struct about_column *c,
    const struct crm_entity *kind, const struct crm_row *row, bool *clear,
    struct crm_text *t, struct crm_err *err)
{
	enum crm_status st = import_cell(im, f, row, c->column, clear, t, err);

	if (st != CRM_OK)
		return st;
	*t = import_bare(im, f, import_mapped(im, f, *t), c->id);
	*t = import_bare_ref(
	    im, f, kind, &(struct crm_reference){ .text = *t, .by = c->by });
	return CRM_OK;
}

/* The contacts of a row are among those of its account. */
static void
find_whose(struct import *im, struct feed *f, int column,
    const struct crm_row *row, struct whose *of)
{
	const struct about *a = &im->about;
	int i;

	for (i = 0; i < a->n && of->kind != NULL && of->within == NULL; i++) {
		const struct about_column *c = &a->col[i];
		const struct crm_entity *e;
		struct whose its = { .kind = c->kind };
		struct crm_text t;
		struct crm_err ignored;
		const char *field;
		bool clear = false;

		if (i == column || c->kind == NULL || c->kind == of->kind ||
		    (field = reference_to(of->kind, c->kind)) == NULL ||
		    column_text(im, f, c, c->kind, row, &clear, &t, &ignored) !=
			CRM_OK ||
		    t.n == 0 || crm_text_is(t, "\\N") ||
		    find(im, f, c, &its, t, &e, &of->id, &ignored) != CRM_OK)
			continue;
		of->within = field;
	}
}

enum crm_status
about_convert(struct import *im, struct feed *f, const struct crm_row *row,
    struct crm_err *err)
{
	const struct about *a = &im->about;
	const struct crm_entity *kind;
	enum crm_status st;
	bool clear = false, any = false;
	int i;

	if ((st = row_kind(im, f, row, &kind, err)) != CRM_OK)
		return st;
	for (i = 0; i < a->n && st == CRM_OK; i++) {
		const struct about_column *c = &a->col[i];
		struct whose of = { .kind = c->kind != NULL ? c->kind : kind };
		struct crm_text t;

		st = column_text(im, f, c, of.kind, row, &clear, &t, err);
		if (st != CRM_OK || t.n == 0)
			continue;
		any = true;
		if (crm_text_is(t, "\\N")) {
			clear = true;
			continue;
		}
		if (a->n > 1)
			find_whose(im, f, i, row, &of);
		st = take(im, f, c, &of, t, err);
	}
	if (st == CRM_OK && im->rec.v[f->field].kind == CRM_NULL && a->n > 0 &&
	    (clear || (!any && im->o->blank_clears))) {
		crm_record_set(&im->rec, f->field, CRM_VALUE_NULL);
		im->cleared[f->field] = true;
	}
	return st;
}

void
about_told(struct import *im)
{
	const struct about *a = &im->about;
	int field = any_field(im);

	if (a->left > 0)
		im->o->note(im->o->ctx,
		    crm_sprintf(&im->arena,
			crm_tr(
			    "%s: %lld row%s name%s a second record, which is left "
			    "out; --map says which column counts"),
			im->e->field[field]->name, (long long)a->left,
			a->left == 1 ? "" : "s", a->left == 1 ? "s" : ""));
}
