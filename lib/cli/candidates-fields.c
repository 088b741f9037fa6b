/* Completion of fields, of their values, and within expressions. */
#include "candidates.h"

#include <string.h>

void
offer_values(const struct ask *a, enum crm_type type,
    const struct crm_choice *choices, const struct crm_entity *ref)
{
	static const char *const days[] = { "today", "tomorrow", "yesterday",
		"som", "eom", "soq", "eoq", "soy", "eoy", NULL };
	size_t i;

	for (; choices != NULL && choices->code != NULL; choices++)
		offer(a, choices->code, "",
		    a->c->chinese ? choices->zh : choices->en);
	if (type == CRM_T_BOOL) {
		offer(a, "yes", "", NULL);
		offer(a, "no", "", NULL);
	}
	for (i = 0;
	     (type == CRM_T_DATE || type == CRM_T_INSTANT) && days[i] != NULL;
	     i++)
		offer(a, days[i], "", NULL);
	if (ref != NULL)
		offer_names(a, ref, NULL);
}

void
offer_field_values(const struct ask *a, const struct crm_field *f)
{
	offer_values(a, f->type, f->choices,
	    f->type == CRM_T_REF ? crm_dict_find(a->dict, f->ref) : NULL);
}

void
offer_fields(const struct ask *a, const char *behind, bool keys)
{
	size_t i;

	for (i = 0; a->entity != NULL && i < a->entity->n; i++) {
		const struct crm_field *f = a->entity->field[i];
		const char *label = crm_field_label(f, a->c->chinese);

		offer(a, f->name, behind, label);
		/* By its label only who has begun with one. */
		if (f->zh != NULL && a->part.n > 0 &&
		    (unsigned char)a->part.p[0] >= 0x80)
			offer(a, f->zh, behind, f->name);
		if (keys && f->type == CRM_T_REF)
			offer(a, crm_sprintf(a->c->arena, "%s_id", f->name),
			    behind, label);
	}
}

/* What stands before the part at hand grows by n bytes. */
static void
advance(struct ask *a, size_t n)
{
	a->prefix = (struct crm_text){ crm_sprintf(a->c->arena, "%.*s%.*s",
					   (int)a->prefix.n, a->prefix.p,
					   (int)n, a->part.p),
		a->prefix.n + n };
	a->part.p += n;
	a->part.n -= n;
}

/* Bytes up to and with the last of some signs. */
static size_t
behind_last(struct crm_text t, const char *signs)
{
	while (t.n > 0 && strchr(signs, t.p[t.n - 1]) == NULL)
		t.n--;
	return t.n;
}

/* "owner." leads to the fields of users. */
static void
follow_reference(struct ask *a)
{
	size_t n;

	while (a->entity != NULL && (n = strcspn(a->part.p, ".")) < a->part.n) {
		int i;

		a->entity = crm_field_named(a->entity,
				(struct crm_text){ a->part.p, n }, &i, NULL,
				NULL) != CRM_OK ||
			a->entity->field[i]->type != CRM_T_REF
		    ? NULL
		    : crm_dict_find(a->dict, a->entity->field[i]->ref);
		advance(a, n + 1);
	}
}

void
offer_list(struct ask a, bool keys)
{
	advance(&a, behind_last(a.part, ",+-"));
	follow_reference(&a);
	offer_fields(&a, "", keys);
	if (keys)
		offer(&a, "all", "", NULL);
}

/* ---- expressions ---- */

/* The word before the end of a text, which is cut off, too; empty for none. */
static struct crm_text
cut_word(struct crm_text *t)
{
	struct crm_text w;
	size_t n;

	while (t->n > 0 && strchr(" (,", t->p[t->n - 1]) != NULL)
		t->n--;
	n = behind_last(*t, " (,");
	w = (struct crm_text){ t->p + n, t->n - n };
	t->n = n;
	return w;
}

/* The field at the end of a path: customer.owner. */
static const struct crm_field *
field_of_path(const struct ask *a, struct crm_text path)
{
	struct ask step = *a;
	int i;

	step.part = crm_text_of(crm_strndup(a->c->arena, path.p, path.n));
	follow_reference(&step);
	return step.entity == NULL ||
		crm_field_named(step.entity, step.part, &i, NULL, NULL) !=
		    CRM_OK
	    ? NULL
	    : step.entity->field[i];
}

static bool
is_operator(struct crm_text w)
{
	static const char *const all[] = { "=", "!=", "<", "<=", ">", ">=", "~",
		"!~", "in", NULL };
	size_t i = 0;

	while (all[i] != NULL && !crm_text_is(w, all[i]))
		i++;
	return all[i] != NULL;
}

/* The field whose value stands at the end, or NULL: behind an operator, or
 * within the brackets of an in. */
static const struct crm_field *
compared(const struct ask *a, struct crm_text before)
{
	size_t open = behind_last(before, "(");
	struct crm_text list = { before.p, open };
	struct crm_text word = cut_word(&before);

	if (is_operator(word))
		return field_of_path(a, cut_word(&before));
	if (open == 0 || !crm_text_is(cut_word(&list), "in") ||
	    memchr(before.p + open, ')', before.n > open ? before.n - open : 0))
		return NULL;
	return field_of_path(a, cut_word(&list));
}

static void
offer_operators(const struct ask *a)
{
	static const char *const all[] = { "=", "!=", "<", "<=", ">", ">=", "~",
		"!~", "in (", "in", "is null", "is not null", "and", "or",
		NULL };
	size_t i;

	for (i = 0; all[i] != NULL; i++)
		offer(a, all[i], "", NULL);
}

void
offer_expression(struct ask a)
{
	const struct crm_field *f;
	struct crm_text before, word;

	advance(&a, behind_last(a.part, " (,"));
	before = a.prefix;
	if ((f = compared(&a, before)) != NULL) {
		offer_field_values(&a, f);
		return;
	}
	word = cut_word(&before);
	if (word.n > 0 && field_of_path(&a, word) != NULL) {
		offer_operators(&a);
		return;
	}
	if (a.entity != NULL && a.part.n > 0 && a.part.p[0] == '@') {
		advance(&a, 1);
		offer_names(
		    &a, crm_dict_find(a.dict, "segment"), a.entity->def->name);
		return;
	}
	follow_reference(&a);
	offer_fields(&a, "", false);
}
