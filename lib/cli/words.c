/* The words of a verb, NAME=VALUE: what was given, and what it means. */
#include "internal.h"

#include <string.h>

static const struct crm_word no_words[] = { { .name = NULL } };

static const struct crm_word *
words_of(const struct crm_cmd *c)
{
	return c->verb->words == NULL ? no_words : c->verb->words;
}

/* ---- as usage has them ---- */

/* Codes between marks: "lead|contact", "lead, contact or both". */
static void
put_choices(struct crm_buf *b, const struct crm_choice *c, const char *between,
    const char *last)
{
	size_t i;

	for (i = 0; c[i].code != NULL; i++)
		crm_buf_printf(b, "%s%s",
		    i == 0                      ? ""
			: c[i + 1].code == NULL ? last
						: between,
		    c[i].code);
}

/* What a word's value is called. */
static void
put_arg(struct crm_buf *b, const struct crm_word *w)
{
	if (w->arg != NULL)
		crm_buf_str(b, w->arg);
	else if (w->type == CRM_T_ENUM)
		put_choices(b, w->choices, "|", "|");
	else
		crm_buf_str(b,
		    w->type == CRM_T_DATE          ? "DATE"
			: w->type == CRM_T_INSTANT ? "TIME"
			: w->type == CRM_T_BOOL    ? "yes|no"
			: w->type == CRM_T_REF     ? "ID"
						   : "TEXT");
	crm_buf_str(b, w->flags & CRM_W_NONE ? "|none" : "");
}

/* "to=USER" */
static void
put_word(struct crm_buf *b, const struct crm_word *w)
{
	crm_buf_printf(b, "%s=", w->name);
	put_arg(b, w);
}

void
word_usage(struct crm_buf *b, const struct crm_word *w)
{
	put_word(b, w);
	crm_buf_str(b, w->flags & (CRM_W_FIELDS | CRM_W_PAIRS) ? "…" : "");
}

void
verb_usage(struct crm_buf *b, const struct crm_verb *v)
{
	const struct crm_word *w = v->words;

	if (v->operands != NULL)
		crm_buf_printf(b, " %s", v->operands);
	for (; w != NULL && w->name != NULL; w++) {
		bool needed = (w->flags & (CRM_W_NEEDED | CRM_W_RULED)) != 0;

		crm_buf_str(b, needed ? " " : " [");
		word_usage(b, w);
		crm_buf_str(b, needed ? "" : "]");
	}
}

/* ---- what was given ---- */

static enum crm_status
unknown(const struct crm_cmd *c, struct crm_text name, struct crm_err *err)
{
	const struct crm_word *w = words_of(c);
	struct crm_buf b = CRM_BUF_INIT;
	char quoted[CRM_QUOTE_SIZE];
	enum crm_status st;

	for (; w->name != NULL; w++) {
		if (b.len > 0)
			crm_buf_str(
			    &b, w[1].name == NULL ? crm_tr(" and ") : ", ");
		word_usage(&b, w);
	}
	st = crm_fail(err, CRM_USAGE, "%s takes %s, not '%s'%s%s",
	    c->verb->name, b.data, crm_quote(quoted, name),
	    c->verb->hint == NULL ? "" : "; ",
	    c->verb->hint == NULL ? "" : crm_tr(c->verb->hint));
	crm_buf_free(&b);
	return st;
}

static enum crm_status
take_word(struct crm_cmd *c, const struct crm_word *w, struct crm_text value,
    struct crm_err *err)
{
	struct crm_arg *arg = &c->arg[w - words_of(c)];
	bool reason = (w->flags & (CRM_W_WHY | CRM_W_BATCH)) != 0;
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;

	if (arg->given)
		return crm_fail(err, CRM_USAGE, "%s is given twice", w->name);
	arg->given = true;
	arg->text = reason ? value : crm_text_trim(value);
	if (arg->text.n > 0 || reason)
		return CRM_OK;
	put_arg(&b, w);
	st = crm_fail(err, CRM_USAGE, "%s= needs a value: %s", w->name, b.data);
	crm_buf_free(&b);
	return st;
}

/* Whether a name is rather a record's than a word that is misspelt. */
static bool
has_figure(struct crm_text name)
{
	size_t i = 0;

	while (i < name.n && (name.p[i] < '0' || name.p[i] > '9'))
		i++;
	return i < name.n;
}

/* A word of the table, else a field or a record where the verb takes those. */
static enum crm_status
take_pair(struct crm_cmd *c, struct crm_text name, struct crm_text value,
    struct crm_err *err)
{
	const struct crm_word *w = words_of(c);

	for (; w->name != NULL; w++) {
		if (w->flags & CRM_W_FIELDS)
			break;
		if ((w->flags & CRM_W_PAIRS) != 0) {
			if (!has_figure(name))
				continue;
			c->pair[c->n_pair++] = name.p;
			return CRM_OK;
		}
		if (crm_text_is(name, w->name))
			return take_word(c, w, value, err);
	}
	if (w->name == NULL)
		return unknown(c, name, err);
	c->assign[c->n_assign] = (struct crm_assign){ name, value };
	/* field:=expression */
	if (name.p[name.n - 1] == ':') {
		c->assign[c->n_assign].name.n--;
		c->assign[c->n_assign].computed = true;
	}
	c->n_assign++;
	return CRM_OK;
}

static enum crm_status
check_needed(const struct crm_cmd *c, struct crm_err *err)
{
	const struct crm_word *w = words_of(c);
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st = CRM_OK;

	for (; w->name != NULL && st == CRM_OK; w++) {
		bool given = w->flags & CRM_W_FIELDS
		    ? c->n_assign > 0
		    : c->arg[w - words_of(c)].given;

		if (given || (w->flags & CRM_W_NEEDED) == 0)
			continue;
		put_word(&b, w);
		st = crm_fail(
		    err, CRM_USAGE, "%s needs %s", c->verb->name, b.data);
	}
	crm_buf_free(&b);
	return st;
}

enum crm_status
take_words(struct crm_cmd *c, struct crm_err *err)
{
	enum crm_status st;
	size_t i, n = 0, kept = 0;

	while (words_of(c)[n].name != NULL)
		n++;
	if (n == 0)
		return CRM_OK;
	c->arg = crm_alloc_n(c->arena, n, sizeof *c->arg);
	c->assign = crm_alloc_n(c->arena, c->n_operands + 1, sizeof *c->assign);
	c->pair = crm_alloc_n(c->arena, c->n_operands + 1, sizeof *c->pair);
	for (i = 0; i < c->n_operands; i++) {
		const char *o = c->operand[i], *eq = strchr(o, '=');

		if (eq == NULL || eq == o) {
			c->operand[kept++] = o;
			continue;
		}
		if (crm_utf8_valid(crm_text_of(o)) != strlen(o))
			return crm_fail(
			    err, CRM_USAGE, "'%.40s' is not UTF-8", o);
		st = take_pair(c, (struct crm_text){ o, (size_t)(eq - o) },
		    crm_text_of(eq + 1), err);
		if (st != CRM_OK)
			return st;
	}
	c->n_operands = kept;
	return check_needed(c, err);
}

/* ---- what it means ---- */

static enum crm_status
read_reference(struct crm_cmd *c, const struct crm_word *w, struct crm_arg *arg,
    struct crm_err *err)
{
	const struct crm_entity *e = w->entity == NULL
	    ? c->entity
	    : crm_dict_find(c->dict, w->entity);
	enum crm_status st;
	int64_t id;

	st = w->find != NULL
	    ? w->find(c->store, c->entity, arg->text, &id, err)
	    : crm_refer(c->store, e,
		  &(struct crm_reference){ .text = arg->text }, &id, err);
	if (st == CRM_OK)
		arg->v = crm_value_int(id);
	return st;
}

static const struct crm_choice *
choice_of_code(const struct crm_choice *list, const char *code)
{
	while (list->code != NULL && strcmp(list->code, code) != 0)
		list++;
	return list->code != NULL ? list : NULL;
}

/* Whether a field can have all that the word may be. */
static bool
has_choices(const struct crm_field *f, const struct crm_choice *of)
{
	if (f->type != CRM_T_ENUM || f->choices == NULL)
		return false;
	while (of->code != NULL && choice_of_code(f->choices, of->code) != NULL)
		of++;
	return of->code == NULL;
}

/* As the field is called that has these: lists print its words. */
static const struct crm_choice *
choice_of_field(
    const struct crm_cmd *c, const struct crm_word *w, struct crm_text text)
{
	const struct crm_choice *k = NULL;
	size_t i, j;

	for (i = 0; i < c->dict->n && k == NULL; i++) {
		const struct crm_entity *e = c->dict->entity[i];

		for (j = 0; j < e->n && k == NULL; j++)
			if (has_choices(e->field[j], w->choices) &&
			    (k = crm_choice_find(e->field[j]->choices, text)) !=
				NULL)
				k = choice_of_code(w->choices, k->code);
	}
	return k;
}

/* One of a few, by its code, a label, or a word of the field that it is of. */
static enum crm_status
read_choice(const struct crm_cmd *c, const struct crm_word *w,
    struct crm_arg *arg, struct crm_err *err)
{
	const struct crm_choice *k = crm_choice_find(w->choices, arg->text);
	struct crm_buf b = CRM_BUF_INIT;
	char quoted[CRM_QUOTE_SIZE];
	enum crm_status st;

	if (k == NULL)
		k = choice_of_field(c, w, arg->text);
	if (k != NULL) {
		arg->text = crm_text_of(k->code);
		arg->v = crm_value_text(arg->text);
		return CRM_OK;
	}
	put_choices(&b, w->choices, ", ", crm_tr(" or "));
	st = crm_fail(err, CRM_USAGE, "%s= is %s, not '%s'", w->name, b.data,
	    crm_quote(quoted, arg->text));
	crm_buf_free(&b);
	return st;
}

static enum crm_status
read_value(const struct crm_cmd *c, const struct crm_word *w,
    struct crm_arg *arg, struct crm_err *err)
{
	const struct crm_field f = { .name = w->name, .type = w->type };
	const struct crm_parse p = { .dict = c->dict, .arena = c->arena };
	struct crm_text none = { NULL, 0 };
	enum crm_status st;

	st = crm_value_parse(&p, &f, arg->text, none, &arg->v, err);
	return st == CRM_INVALID ? err->status = CRM_USAGE : st;
}

static enum crm_status
read_word(struct crm_cmd *c, const struct crm_word *w, struct crm_arg *arg,
    struct crm_err *err)
{
	if ((w->flags & CRM_W_NONE) && crm_text_is(arg->text, "none"))
		return CRM_OK;
	switch (w->type) {
	case CRM_T_REF:
		return read_reference(c, w, arg, err);
	case CRM_T_DATE:
		arg->v.kind = CRM_INT;
		return crm_date_expr(arg->text, &c->clock, &arg->v.i, err);
	case CRM_T_INSTANT:
		arg->v.kind = CRM_INT;
		return crm_instant_expr(arg->text, &c->clock, &arg->v.i, err);
	case CRM_T_BOOL:
	case CRM_T_INT:
		return read_value(c, w, arg, err);
	case CRM_T_ENUM:
		return read_choice(c, w, arg, err);
	default:
		arg->v = crm_value_text(arg->text);
		return CRM_OK;
	}
}

/* The reason of the record and that of the batch stand in for each other. */
static void
share_reason(struct crm_cmd *c, const struct crm_word *w, struct crm_arg *arg)
{
	if ((w->flags & CRM_W_BATCH) && arg->given && c->batch.reason == NULL)
		c->batch.reason = arg->text.p;
	if ((w->flags & CRM_W_WHY) && !arg->given)
		arg->text = crm_text_of(c->opt[CRM_OPT_REASON]);
}

enum crm_status
read_words(struct crm_cmd *c, struct crm_err *err)
{
	const struct crm_word *w = words_of(c);
	struct crm_arg *arg = c->arg;
	enum crm_status st = CRM_OK;

	for (; w->name != NULL; w++, arg++) {
		share_reason(c, w, arg);
		if (arg->given && (st = read_word(c, w, arg, err)) != CRM_OK) {
			if (w->type != CRM_T_ENUM)
				crm_err_in_field(err, w->name);
			return st;
		}
	}
	return c->n_assign > 0 ? read_fields(c, err) : CRM_OK;
}

const struct crm_arg *
crm_arg(const struct crm_cmd *c, const char *name)
{
	static const struct crm_arg none;
	const struct crm_word *w = words_of(c);

	for (; w->name != NULL; w++)
		if (strcmp(w->name, name) == 0)
			return &c->arg[w - words_of(c)];
	return &none;
}

struct crm_text
crm_arg_text(const struct crm_cmd *c, const char *name)
{
	return crm_arg(c, name)->text;
}

int64_t
crm_arg_int(const struct crm_cmd *c, const char *name)
{
	const struct crm_value *v = &crm_arg(c, name)->v;

	return v->kind == CRM_INT ? v->i : 0;
}
