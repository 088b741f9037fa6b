/* What a rule gives to the fields of a record (given.h). */
#include "given.h"

#include <stdio.h>
#include <string.h>

/* ---- the text ---- */

/* Length up to the next semicolon outside of quotes. */
static size_t
item_length(struct crm_text t)
{
	char quote = 0;
	size_t i;

	for (i = 0; i < t.n; i++) {
		char c = t.p[i];

		if (quote != 0 && c == '\\' && i + 1 < t.n)
			i++;
		else if (quote != 0)
			quote = c == quote ? 0 : quote;
		else if (c == '"' || c == '\'')
			quote = c;
		else if (c == ';')
			break;
	}
	return i;
}

/* The next item that is not blank; false at the end. */
static bool
next_item(struct crm_text *rest, struct crm_text *item)
{
	while (rest->n > 0) {
		size_t n = item_length(*rest), skip = n < rest->n ? n + 1 : n;

		*item = crm_text_trim((struct crm_text){ rest->p, n });
		rest->p += skip;
		rest->n -= skip;
		if (item->n > 0)
			return true;
	}
	return false;
}

/* A value that stands in quotes, without them and the backslashes before what
 * they protect. */
static struct crm_text
unquote(struct crm_text t, struct crm_arena *a)
{
	char quote, *text;
	size_t i, n = 0;

	if (t.n < 2 || (t.p[0] != '"' && t.p[0] != '\'') ||
	    t.p[t.n - 1] != t.p[0])
		return t;
	quote = t.p[0];
	text = crm_alloc(a, t.n);
	for (i = 1; i < t.n - 1; i++) {
		if (t.p[i] == '\\' && i + 1 < t.n - 1 &&
		    (t.p[i + 1] == quote || t.p[i + 1] == '\\'))
			i++;
		text[n++] = t.p[i];
	}
	return (struct crm_text){ text, n };
}

static bool
is_name(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

/* "name=value", "name:=expression". */
static bool
split(struct crm_text item, struct crm_text *name, struct crm_text *value,
    bool *computed)
{
	size_t n = 0, at;

	while (n < item.n && is_name(item.p[n]))
		n++;
	for (at = n; at < item.n && item.p[at] == ' ';)
		at++;
	*computed = at + 1 < item.n && item.p[at] == ':' &&
	    item.p[at + 1] == '=';
	at += *computed;
	if (n == 0 || at >= item.n || item.p[at] != '=')
		return false;
	*name = (struct crm_text){ item.p, n };
	*value = crm_text_trim(
	    (struct crm_text){ item.p + at + 1, item.n - at - 1 });
	return true;
}

/* ---- values ---- */

static struct crm_text
currency_of(const struct crm_record *r)
{
	int i = r->entity->currency;

	return i < 0 || r->v[i].kind != CRM_STR ? CRM_TEXT("") : r->v[i].t;
}

static enum crm_status
read_value(struct crm_store *s, const struct crm_field *f, enum crm_refer how,
    struct crm_text text, struct crm_text currency, struct crm_arena *a,
    struct crm_value *out, struct crm_err *err)
{
	const struct crm_parse p = { .dict = crm_store_dict(s),
		.clock = crm_store_clock(s),
		.numbers = CRM_NUM_DOUBT,
		.base_currency = crm_store_currency(s),
		.arena = a };

	return crm_value_read(s, &p, f, how, text, currency, out, err);
}

/* ---- what is parsed ---- */

/* The text begins with the field, of which the error forgets the name. */
static enum crm_status
in_field(enum crm_status st, const char *field, struct crm_err *err)
{
	char text[sizeof err->text];

	if (st == CRM_OK || st == CRM_FAIL || st == CRM_BUSY || err == NULL)
		return st;
	snprintf(text, sizeof text, "%s", err->text);
	snprintf(err->text, sizeof err->text, "%s: %.900s", field, text);
	err->field[0] = '\0';
	return st;
}

static enum crm_status
find_field(struct given_list *l, struct crm_text name, struct crm_arena *a,
    int *field, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];
	const struct crm_field *f;
	const char *near;

	if ((*field = crm_field_index(l->to, name)) < 0) {
		near = crm_field_nearest(l->to, name, a);
		return crm_fail(err, CRM_INVALID, "no field '%s' in %s%s%s",
		    crm_quote(quoted, name), crm_entity_word(l->to),
		    near[0] != '\0' ? "; nearest: " : "", near);
	}
	f = l->to->field[*field];
	if (*field == l->to->id || (f->flags & CRM_F_READONLY) != 0)
		return crm_fail(err, CRM_INVALID,
		    "%s: is kept by the book itself and cannot be set",
		    f->name);
	if ((f->flags & CRM_F_VERB) != 0)
		return crm_fail(err, CRM_INVALID,
		    "%s: is not set but moved, by verbs of people", f->name);
	for (size_t i = 0; i < l->n; i++)
		if (l->item[i].field == *field)
			return crm_fail(
			    err, CRM_INVALID, "%s: is given twice", f->name);
	return CRM_OK;
}

static enum crm_status
parse_item(struct crm_store *s, struct crm_text item, struct crm_arena *a,
    struct given_list *l, struct given *out, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];
	const struct crm_field *f;
	struct crm_text name;
	struct crm_value v;
	enum crm_status st;
	bool computed;

	if (!split(item, &name, &out->text, &computed))
		return crm_fail(err, CRM_INVALID,
		    "'%s' is not field=value or field:=expression",
		    crm_quote(quoted, item));
	if ((st = find_field(l, name, a, &out->field, err)) != CRM_OK)
		return st;
	f = l->to->field[out->field];
	if (computed)
		st = crm_expr_parse(crm_store_dict(s), l->of, f,
		    crm_strndup(a, out->text.p, out->text.n),
		    crm_store_clock(s), a, &out->expr, err);
	else
		out->text = unquote(out->text, a);
	/* Amounts as those of the book's currency; each is read again in that of
	 * its record. */
	if (!computed)
		st = read_value(
		    s, f, CRM_REFER_NAME, out->text, CRM_TEXT(""), a, &v, err);
	return in_field(st, f->name, err);
}

enum crm_status
given_parse(struct crm_store *s, struct crm_text text, struct crm_arena *a,
    struct given_list *l, struct crm_err *err)
{
	struct crm_text rest = crm_text_of(text_dup(a, text)), item;
	enum crm_status st = CRM_OK;
	size_t cap = 0;

	l->item = NULL;
	l->n = 0;
	while (st == CRM_OK && next_item(&rest, &item)) {
		struct given one = { .expr = NULL };

		if ((st = parse_item(s, item, a, l, &one, err)) != CRM_OK)
			break;
		l->item = crm_grow(a, l->item, l->n, &cap, sizeof *l->item);
		l->item[l->n++] = one;
	}
	return st;
}

bool
given_has(const struct given_list *l, const char *field)
{
	for (size_t i = 0; i < l->n; i++)
		if (strcmp(l->to->field[l->item[i].field]->name, field) == 0)
			return true;
	return false;
}

/* ---- what is given ---- */

static enum crm_status
operand(struct crm_store *s, const struct crm_record *of,
    const struct crm_path *p, struct crm_arena *a, struct crm_operand *out,
    struct crm_err *err)
{
	struct crm_value currency = CRM_VALUE_NULL;
	enum crm_status st = record_value(s, of, p, p->field, a, &out->v, err);

	out->v = crm_value_dup(a, out->v);
	out->currency = crm_text_of(crm_store_currency(s));
	if (st == CRM_OK && p->entity->currency >= 0 &&
	    p->entity->field[p->field]->type == CRM_T_MONEY)
		st = record_value(
		    s, of, p, p->entity->currency, a, &currency, err);
	if (currency.kind == CRM_STR)
		out->currency = crm_value_dup(a, currency).t;
	return st;
}

static enum crm_status
compute(struct crm_store *s, const struct given *g, const struct crm_record *of,
    const struct crm_field *f, struct crm_text currency, struct crm_arena *a,
    struct crm_value *out, struct crm_err *err)
{
	size_t i, n;
	const struct crm_path *path = crm_expr_fields(g->expr, &n);
	struct crm_operand *o = crm_alloc_n(a, n + 1, sizeof *o);
	enum crm_status st = CRM_OK;

	for (i = 0; i < n && st == CRM_OK; i++)
		st = operand(s, of, &path[i], a, &o[i], err);
	if (st == CRM_OK)
		st = crm_expr_eval(g->expr, o,
		    currency.n > 0 ? currency
				   : crm_text_of(crm_store_currency(s)),
		    a, out, err);
	if (st == CRM_OK && out->kind == CRM_STR && !crm_field_is_prose(f))
		/* A reference comes as the id of a record. */
		st = read_value(
		    s, f, CRM_REFER_ID, out->t, currency, a, out, err);
	return st;
}

enum crm_status
given_fill(struct crm_store *s, const struct given_list *l,
    const struct crm_record *of, struct crm_record *to, struct crm_arena *a,
    struct crm_err *err)
{
	struct crm_text currency = currency_of(l->of == l->to ? of : to);
	struct crm_value v;

	for (size_t i = 0; i < l->n; i++) {
		const struct given *g = &l->item[i];
		const struct crm_field *f = l->to->field[g->field];
		enum crm_status st = g->expr != NULL
		    ? compute(s, g, of, f, currency, a, &v, err)
		    : read_value(
			  s, f, CRM_REFER_NAME, g->text, currency, a, &v, err);

		if (st != CRM_OK)
			return in_field(st, f->name, err);
		if (g->expr == NULL || v.kind != CRM_NULL)
			crm_record_set(to, g->field, v);
	}
	return CRM_OK;
}
