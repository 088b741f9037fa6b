/* Values of fields as lines of text, and back. */
#include "approval.h"

static int
digits_of(struct crm_store *s, const struct crm_record *r)
{
	int i = r->entity->currency;
	int digits = i >= 0 && r->v[i].kind == CRM_STR
	    ? crm_currency_digits_n(r->v[i].t)
	    : -1;

	return digits >= 0 ? digits
			   : crm_currency_digits(crm_store_currency(s));
}

void
approval_put(struct crm_store *s, struct crm_buf *out,
    const struct crm_record *r, int field, struct crm_value v)
{
	const struct crm_field *f = r->entity->field[field];
	struct crm_buf text = CRM_BUF_INIT;
	size_t i;

	if (v.kind != CRM_NULL)
		crm_value_format(
		    &text, crm_store_dict(s), r->entity, f, v, digits_of(s, r));
	crm_buf_printf(out, "%s%s=", out->len > 0 ? "\n" : "", f->name);
	for (i = 0; i < text.len; i++)
		if (text.data[i] == '\n')
			crm_buf_str(out, "\\n");
		else if (text.data[i] == '\\')
			crm_buf_str(out, "\\\\");
		else
			crm_buf_char(out, text.data[i]);
	crm_buf_free(&text);
}

void
approval_show(struct crm_store *s, struct crm_buf *out,
    const struct crm_record *r, int field, struct crm_value v)
{
	const struct crm_field *f = r->entity->field[field];
	struct crm_text shown;

	if (v.kind == CRM_NULL)
		return;
	if (f->type == CRM_T_REF &&
	    crm_display(s, crm_dict_find(crm_store_dict(s), f->ref), v.i,
		&shown, NULL) == CRM_OK)
		crm_buf_add(out, shown.p, shown.n);
	else
		crm_value_format(
		    out, crm_store_dict(s), r->entity, f, v, digits_of(s, r));
}

bool
approval_next(struct crm_text *rest, struct crm_arena *a, struct crm_text *name,
    struct crm_text *value)
{
	struct crm_buf b = CRM_BUF_INIT;
	size_t i;

	if (rest->n == 0)
		return false;
	for (i = 0; i < rest->n && rest->p[i] != '='; i++)
		;
	*name = (struct crm_text){ rest->p, i };
	for (i += i < rest->n; i < rest->n && rest->p[i] != '\n'; i++) {
		if (rest->p[i] == '\\' && i + 1 < rest->n)
			crm_buf_char(
			    &b, rest->p[++i] == 'n' ? '\n' : rest->p[i]);
		else
			crm_buf_char(&b, rest->p[i]);
	}
	i += i < rest->n;
	rest->p += i;
	rest->n -= i;
	*value = (struct crm_text){
		crm_strndup(a, b.len > 0 ? b.data : "", b.len), b.len
	};
	crm_buf_free(&b);
	return true;
}

enum crm_status
approval_parse(struct crm_store *s, const struct crm_record *r, int field,
    struct crm_text text, struct crm_arena *a, struct crm_value *out,
    struct crm_err *err)
{
	const struct crm_parse p = { .dict = crm_store_dict(s),
		.arena = a,
		.clock = crm_store_clock(s),
		.base_currency = crm_store_currency(s) };
	const struct crm_field *f = r->entity->field[field];
	int currency = r->entity->currency;
	struct crm_text code = currency >= 0 && r->v[currency].kind == CRM_STR
	    ? r->v[currency].t
	    : crm_text_of(NULL);
	enum crm_status st;
	int64_t id;

	*out = CRM_VALUE_NULL;
	if (text.n == 0)
		return CRM_OK;
	if (f->type != CRM_T_REF)
		return crm_value_parse(&p, f, text, code, out, err);
	st = crm_resolve(
	    s, crm_dict_find(p.dict, f->ref), text, false, &id, err);
	if (st == CRM_OK)
		*out = crm_value_int(id);
	return st;
}
