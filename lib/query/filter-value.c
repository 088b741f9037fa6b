/* The values that a test compares with, read by the type of its field. */
#include "ast.h"

#include <string.h>

enum crm_status
bad_value(struct parser *p, const struct test *t, const struct literal *l)
{
	char text[sizeof p->err->text];

	memcpy(text, p->err->text, sizeof text);
	return bad_test(p, &t->path, l->at, "%s", text);
}

static void
add_value(struct parser *p, struct test *t, struct crm_value v)
{
	t->v = crm_grow(p->arena, t->v, t->n, &t->cap, sizeof *t->v);
	t->v[t->n++] = v;
}

static bool
is_blank(const struct literal *l)
{
	return crm_text_trim(l->t).n == 0;
}

enum crm_status
no_blank(struct parser *p, const struct test *t, const struct literal *l)
{
	if (!is_blank(l))
		return CRM_OK;
	return bad_test(
	    p, &t->path, l->at, "blank text is kept as null; write 'is null'");
}

/* ---- text ---- */

static struct crm_text
buf_text(struct parser *p, struct crm_buf *b)
{
	struct crm_text t = { NULL, b->len };

	t.p = crm_strndup(p->arena, b->data != NULL ? b->data : "", b->len);
	crm_buf_free(b);
	return t;
}

static struct crm_text
lower(struct parser *p, struct crm_text t)
{
	char *s = crm_strndup(p->arena, t.p, t.n);

	for (size_t i = 0; i < t.n; i++)
		if (s[i] >= 'A' && s[i] <= 'Z')
			s[i] = (char)(s[i] | 0x20);
	return (struct crm_text){ s, t.n };
}

static bool
is_email(const struct crm_field *f)
{
	return f->type == CRM_T_EMAIL || f->type == CRM_T_EMAILS;
}

static bool
is_phone(const struct crm_field *f)
{
	return f->type == CRM_T_PHONE || f->type == CRM_T_PHONES;
}

/* A code is stored without blanks around it. */
static bool
is_trimmed(const struct crm_field *f)
{
	return f->type == CRM_T_TAGS ||
	    ((f->type == CRM_T_TEXT || f->type == CRM_T_NOTE) &&
		!crm_field_is_prose(f));
}

/* E-mail and phone as they are stored, other text as it is. */
static struct crm_text
stored_form(struct parser *p, const struct crm_field *f, struct crm_text t)
{
	struct crm_buf b = CRM_BUF_INIT;
	bool good = false;

	if (is_trimmed(f))
		return crm_text_trim(t);
	if (is_email(f))
		good = crm_email_norm(&b, t);
	else if (is_phone(f))
		good = crm_phone_norm(&b, t);
	else
		return t;
	if (good)
		return buf_text(p, &b);
	crm_buf_free(&b);
	return lower(p, t);
}

/* The copy that is compared. */
static struct crm_value
key_of(struct parser *p, const struct crm_field *f, struct crm_text t)
{
	if (field_folded(f))
		t = crm_fold_dup(p->arena, t);
	return (struct crm_value){ CRM_STR, { .t = t } };
}

static enum crm_status
read_text(struct parser *p, struct test *t, const struct literal *l,
    struct crm_value *out)
{
	const struct crm_field *f = path_field(&t->path);
	enum crm_status st = no_blank(p, t, l);

	if (st != CRM_OK)
		return st;
	if (crm_type_is_list(f->type) && memchr(l->t.p, ',', l->t.n) != NULL)
		return bad_test(p, &t->path, l->at,
		    "%s has no comma; for any of several write in (a, b)",
		    f->type == CRM_T_TAGS ? crm_tr("a tag")
					  : crm_tr("one of a list"));
	*out = key_of(p, f, stored_form(p, f, l->t));
	return CRM_OK;
}

/* A part of a phone number as it would stand in a stored one. */
static struct crm_text
phone_part(struct parser *p, struct crm_text t)
{
	struct crm_buf b = CRM_BUF_INIT;

	for (size_t i = 0; i < t.n; i++)
		if (strchr(" -./()", t.p[i]) == NULL)
			crm_buf_char(&b, t.p[i]);
	return lower(p, buf_text(p, &b));
}

enum crm_status
read_needle(struct parser *p, struct test *t, const struct literal *l)
{
	const struct crm_field *f = path_field(&t->path);
	struct crm_text text = l->t;
	struct crm_value v;

	if (is_email(f))
		text = lower(p, text);
	else if (is_phone(f))
		text = phone_part(p, text);
	if (field_folded(f))
		text = crm_fold_part_dup(p->arena, text);
	v = crm_value_text(text);
	if (v.t.n == 0)
		return bad_test(p, &t->path, l->at, "~ needs some text");
	add_value(p, t, v);
	p->values++;
	return CRM_OK;
}

/* ---- ids and references ---- */

static enum crm_status
read_id(struct parser *p, const struct test *t, const struct crm_entity *e,
    const struct literal *l, struct crm_value *out)
{
	int64_t id;

	if (crm_id_parse(p->dict, e, crm_text_trim(l->t), &id, p->err) !=
	    CRM_OK)
		return bad_value(p, t, l);
	*out = crm_value_int(id);
	return CRM_OK;
}

static enum crm_status
read_reference(struct parser *p, struct test *t, const struct literal *l)
{
	const struct crm_resolver *r = p->env->resolver;
	const struct crm_entity *to = t->path.to;
	struct crm_value v;
	enum crm_status st;
	int64_t *ids;
	size_t n;

	if (r == NULL) {
		st = read_id(p, t, to, l, &v);
		if (st == CRM_OK)
			add_value(p, t, v);
		return st;
	}
	st = r->find(r->ctx, to, l->t, p->arena, &ids, &n, p->err);
	if (st != CRM_OK)
		return caret(p, st, l->at);
	for (size_t i = 0; i < n; i++)
		add_value(p, t, crm_value_int(ids[i]));
	return CRM_OK;
}

/* ---- everything that is one value ---- */

/* The id of a record of any kind: one that was merged leads to another.  What
 * is not there stays as it is, and matches what it matches. */
static void
follow_any(struct parser *p, struct crm_value *v)
{
	const struct crm_resolver *r = p->env->resolver;
	const struct crm_entity *e;
	struct crm_text code;
	struct crm_err own;
	int64_t *ids, id;
	size_t n;

	if (r == NULL || !crm_id_split(v->t, &code, &id) ||
	    (e = crm_dict_code(p->dict, code)) == NULL ||
	    r->find(r->ctx, e, v->t, p->arena, &ids, &n, &own) != CRM_OK ||
	    n != 1 || ids[0] == id)
		return;
	*v = crm_value_text(crm_text_of(
	    crm_sprintf(p->arena, "%s%lld", e->def->code, (long long)ids[0])));
}

static enum crm_status
read_plain(struct parser *p, const struct test *t, const struct literal *l,
    struct crm_value *out)
{
	const struct crm_parse how = { .dict = p->dict,
		.clock = p->env->clock,
		.base_currency = p->env->base_currency,
		.arena = p->arena };

	if (crm_value_parse(&how, path_field(&t->path), l->t, CRM_TEXT(""), out,
		p->err) != CRM_OK)
		return bad_value(p, t, l);
	if (path_field(&t->path)->type == CRM_T_ANY && out->kind == CRM_STR)
		follow_any(p, out);
	return CRM_OK;
}

enum crm_status
read_days(struct parser *p, const struct test *t, const struct literal *l,
    int64_t *first, int64_t *last)
{
	struct literal place = *l;

	if (crm_days_expr(l->t, p->env->clock, first, last, p->err) == CRM_OK)
		return CRM_OK;
	place.at += p->err->at < l->t.n ? p->err->at : l->t.n;
	return bad_value(p, t, &place);
}

enum crm_status
read_value(struct parser *p, struct test *t, const struct literal *l,
    struct crm_value *out)
{
	enum crm_status st = no_blank(p, t, l);
	int64_t date = 0, last;

	if (st != CRM_OK)
		return st;
	switch (path_field(&t->path)->type) {
	case CRM_T_TEXT:
	case CRM_T_NOTE:
	case CRM_T_EMAIL:
	case CRM_T_PHONE:
	case CRM_T_TAGS:
	case CRM_T_EMAILS:
	case CRM_T_PHONES:
		return read_text(p, t, l, out);
	case CRM_T_ID:
		return read_id(p, t, t->path.entity, l, out);
	case CRM_T_DATE:
		st = read_days(p, t, l, &date, &last);
		*out = crm_value_int(date);
		return st;
	default:
		return read_plain(p, t, l, out);
	}
}

enum crm_status
read_values(struct parser *p, struct test *t, const struct literal *l)
{
	struct crm_value v;
	enum crm_status st = no_blank(p, t, l);

	if (st != CRM_OK)
		return st;
	if (t->path.to != NULL)
		return read_reference(p, t, l);
	st = read_value(p, t, l, &v);
	if (st == CRM_OK)
		add_value(p, t, v);
	return st;
}
