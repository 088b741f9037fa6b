/*
 * The example behind the help of a verb.  It is made by the dictionary where the
 * verb has none of its own, and is one that the programs take: `add` has what is
 * required, `set` a field that may be set.
 */
#include "internal.h"

#include <stdio.h>
#include <string.h>

/* ---- values ---- */

static const char *
text_like(const struct crm_field *f)
{
	if ((f->flags & CRM_F_COMPANY) != 0)
		return "'Acme Ltd'";
	if ((f->flags & CRM_F_PERSON) != 0)
		return "'Eva Maas'";
	return (f->flags & CRM_F_CODE) != 0 ? "A-100" : "'…'";
}

static const char *
plain_value(const struct crm_field *f)
{
	switch (f->type) {
	case CRM_T_EMAIL:
	case CRM_T_EMAILS:
		return "eva@acme.example";
	case CRM_T_PHONE:
	case CRM_T_PHONES:
		return "+8613800138000";
	case CRM_T_TAGS:
		return "vip";
	case CRM_T_CURRENCY:
		return "USD";
	case CRM_T_ANY:
		return "C1";
	case CRM_T_INT:
		return "3";
	case CRM_T_DECIMAL:
		return "2";
	case CRM_T_RATE:
		return "1.5";
	case CRM_T_PERCENT:
		return "10%";
	case CRM_T_MONEY:
		return "5000";
	case CRM_T_BOOL:
		return "yes";
	case CRM_T_DATE:
		return "+7d";
	case CRM_T_INSTANT:
		return "now";
	default:
		return text_like(f);
	}
}

static void
put_value(struct crm_buf *b, const struct crm_dict *d,
    const struct crm_field *f, size_t choice)
{
	const struct crm_entity *to = f->type == CRM_T_REF
	    ? crm_dict_find(d, f->ref)
	    : NULL;

	if (to != NULL)
		crm_buf_printf(b, " %s=%s1", f->name, to->def->code);
	else if (f->choices != NULL)
		crm_buf_printf(b, " %s=%s", f->name, f->choices[choice].code);
	else
		crm_buf_printf(b, " %s=%s", f->name, plain_value(f));
}

/* A value that a word takes. */
static void
word_value(
    struct crm_buf *b, const struct crm_dict *d, const struct crm_word *w)
{
	const struct crm_entity *e = w->entity == NULL
	    ? NULL
	    : crm_dict_find(d, w->entity);

	if (w->type == CRM_T_ENUM)
		crm_buf_str(b, w->choices[0].code);
	else if (w->type == CRM_T_BOOL)
		crm_buf_str(b, "yes");
	else if (w->type == CRM_T_DATE)
		crm_buf_str(b, "+7d");
	else if (e != NULL && w->type == CRM_T_REF)
		crm_buf_printf(b, "%s1", e->def->code);
	else
		crm_buf_str(b, "'…'");
}

/* ---- field=value ---- */

/* What a record has to have, and what it is called: of a lead the company. */
static bool
is_to_add(const struct crm_entity *e, int i)
{
	const struct crm_field *f = e->field[i];

	if ((f->flags & CRM_F_REQUIRED) != 0)
		return f->def == NULL && f->added == NULL;
	return e->company >= 0 ? i == e->company : i == e->name;
}

static void
fields_to_add(struct crm_buf *b, const struct crm_dict *d,
    const struct crm_entity *e, const struct crm_verb *v)
{
	for (size_t i = 0; i < e->n; i++)
		if (may_give(v, e, (int)i) && is_to_add(e, (int)i))
			put_value(b, d, e->field[i], 0);
}

/* How well a field shows what `set` does: one of a few words best. */
static int
worth(const struct crm_field *f)
{
	if (f->choices != NULL && f->choices[0].code != NULL &&
	    f->choices[1].code != NULL)
		return 5;
	switch (f->type) {
	case CRM_T_DATE:
		return 4;
	case CRM_T_MONEY:
	case CRM_T_INT:
	case CRM_T_PERCENT:
	case CRM_T_DECIMAL:
	case CRM_T_BOOL:
		return 3;
	case CRM_T_NOTE:
		return 1;
	case CRM_T_TEXT:
		return 2;
	default:
		return 0;
	}
}

static void
field_to_set(struct crm_buf *b, const struct crm_dict *d,
    const struct crm_entity *e, const struct crm_verb *v)
{
	const struct crm_field *best = NULL;
	int most = 0;

	for (size_t i = 0; i < e->n; i++) {
		const struct crm_field *f = e->field[i];
		int w = may_give(v, e, (int)i) ? worth(f) : 0;

		/* What the short list has is what people work with. */
		if (w > 0 && (f->flags & CRM_F_SHORT) != 0)
			w += 10;
		if (w <= most)
			continue;
		most = w;
		best = f;
	}
	if (best != NULL)
		put_value(b, d, best, best->choices != NULL ? 1 : 0);
}

static void
words(struct crm_buf *b, const struct crm_dict *d, const struct crm_entity *e,
    const struct crm_verb *v)
{
	const struct crm_word *w = v->words;

	for (; w != NULL && w->name != NULL; w++)
		if ((w->flags & CRM_W_FIELDS) != 0 && e != NULL) {
			if ((v->flags & CRM_V_IDS) != 0)
				field_to_set(b, d, e, v);
			else
				fields_to_add(b, d, e, v);
		} else if (w->flags & (CRM_W_NEEDED | CRM_W_RULED)) {
			crm_buf_printf(b, " %s=", w->name);
			word_value(b, d, w);
		}
}

/* ---- conditions ---- */

/* The condition that a field is good for, or NULL. */
static const char *
condition(const struct crm_field *f, struct crm_arena *a)
{
	if (f->choices != NULL)
		return crm_sprintf(a, "%s = %s", f->name, f->choices[0].code);
	if (f->type == CRM_T_DATE || f->type == CRM_T_INSTANT)
		return crm_sprintf(a, "%s in this month", f->name);
	if (f->type == CRM_T_MONEY || f->type == CRM_T_INT)
		return crm_sprintf(a, "%s >= 100", f->name);
	return NULL;
}

/* -w with the first field of the short list that has a few values, else with the
 * first that has an order. */
static void
filter(struct crm_buf *b, const struct crm_entity *e, struct crm_arena *a)
{
	const char *best = NULL;

	for (size_t i = 0; i < e->n; i++) {
		const struct crm_field *f = e->field[i];
		const char *is = (f->flags & CRM_F_SHORT) != 0 ? condition(f, a)
							       : NULL;

		if (is != NULL && (best == NULL || f->choices != NULL))
			best = is;
		if (is != NULL && f->choices != NULL)
			break;
	}
	if (best != NULL)
		crm_buf_printf(b, " -w '%s'", best);
}

/* ---- the whole ---- */

/* What the noun itself says, or NULL. */
static const char *
told(const struct crm_noun *n, const struct crm_verb *v)
{
	if (v->example != NULL)
		return v->example;
	if (strcmp(v->name, "add") == 0)
		return n->add;
	return strcmp(v->name, "set") == 0 ? n->set : NULL;
}

/* What the row of the verb says of them. */
static void
operands(struct crm_buf *b, const struct crm_cmd *c, const struct crm_dict *d,
    const struct crm_entity *e)
{
	const struct crm_verb *v = c->verb;

	if ((v->flags & CRM_V_IDS) != 0 && e != NULL &&
	    (v->groups & CRM_G_LIST) == 0)
		crm_buf_printf(b, " %s1", e->def->code);
	if (v->operands != NULL && strncmp(v->operands, "ID ID", 5) == 0)
		crm_buf_printf(b, " %s1 %s2", e->def->code, e->def->code);
	if ((v->flags & CRM_V_FILE) != 0)
		crm_buf_str(b,
		    (v->groups & CRM_G_IMPORT) != 0 ? " list.csv -n"
						    : " book.bak");
	words(b, d, e, v);
	if ((v->groups & CRM_G_LIST) != 0 && e != NULL)
		filter(b, e, c->arena);
}

void
print_example(const struct crm_cmd *c)
{
	const struct crm_verb *v = c->verb;
	const struct crm_dict *d = crm_dict_new(c->arena);
	const struct crm_entity *e = c->noun->entity == NULL
	    ? NULL
	    : crm_dict_find(d, c->noun->entity);
	struct crm_buf b = CRM_BUF_INIT;
	const char *noun = noun_name(c->program, c->noun);

	crm_buf_printf(&b, "%s %s%s%s", c->program->name, noun,
	    noun[0] == '\0' ? "" : " ", v->name);
	if (told(c->noun, v) != NULL)
		crm_buf_printf(&b, " %s", told(c->noun, v));
	else
		operands(&b, c, d, e);
	printf(crm_tr("\nExample:\n  %s\n"), b.data);
	crm_buf_free(&b);
}
