/* Completion of fields, of their values, and within expressions. */
#include "candidates.h"

#include <crm/domain/book.h>

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
	if (ref == NULL)
		return;
	offer_names(a, ref, NULL);
	offer_begun_ids(a, ref);
}

void
offer_kinds(const struct ask *a)
{
	for (size_t i = 0; i < a->dict->n; i++) {
		const struct crm_entity_def *e = a->dict->entity[i]->def;

		offer(a, e->name, "", a->c->chinese ? e->zh : e->en);
	}
}

/* Texts that name what this program knows: a kind of record, the type of a field of
 * one's own. */
static void
offer_known(const struct ask *a, const struct crm_field *f)
{
	static const char *const kinds[] = { "entity", "kind", "for" };
	const enum crm_type *types;
	size_t n;

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (strcmp(f->name, kinds[i]) == 0)
			offer_kinds(a);
	if (strcmp(f->name, "type") != 0)
		return;
	types = crm_field_types(&n);
	for (size_t i = 0; i < n; i++)
		offer(a, crm_type_name(types[i]), "", NULL);
}

void
offer_field_values(const struct ask *a, const struct crm_field *f)
{
	offer_values(a, f->type, f->choices,
	    f->type == CRM_T_REF ? crm_dict_find(a->dict, f->ref) : NULL);
	if (f->type == CRM_T_TEXT)
		offer_known(a, f);
	for (size_t i = 0; f->type == CRM_T_ANY && i < a->dict->n; i++)
		offer_begun_ids(a, a->dict->entity[i]);
}

void
offer_references(const struct ask *a)
{
	for (size_t i = 0; a->entity != NULL && i < a->entity->n; i++) {
		const struct crm_field *f = a->entity->field[i];

		if (f->type == CRM_T_REF || f->type == CRM_T_ANY)
			offer(
			    a, f->name, "", crm_field_label(f, a->c->chinese));
	}
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
	struct crm_text list = { before.p, open }, all = before;
	struct crm_text word = cut_word(&before);

	if (is_operator(word))
		return field_of_path(a, cut_word(&before));
	if (open == 0 || !crm_text_is(cut_word(&list), "in") ||
	    memchr(all.p + open, ')', all.n - open) != NULL)
		return NULL;
	return field_of_path(a, cut_word(&list));
}

/* What a field of this type is asked, beside = and whether it is blank. */
static bool
has_order(enum crm_type type)
{
	switch (type) {
	case CRM_T_ID:
	case CRM_T_REF:
	case CRM_T_ENUM:
	case CRM_T_ANY:
	case CRM_T_TAGS:
	case CRM_T_EMAILS:
	case CRM_T_PHONES:
	case CRM_T_BOOL:
		return false;
	default:
		return true;
	}
}

static bool
has_text(enum crm_type type)
{
	switch (type) {
	case CRM_T_TEXT:
	case CRM_T_NOTE:
	case CRM_T_EMAIL:
	case CRM_T_PHONE:
	case CRM_T_TAGS:
	case CRM_T_EMAILS:
	case CRM_T_PHONES:
	case CRM_T_REF:
		return true;
	default:
		return false;
	}
}

static void
offer_all(const struct ask *a, const char *const *all)
{
	while (*all != NULL)
		offer(a, *all++, "", NULL);
}

static const char *const joints[] = { "and", "or", NULL };

static void
offer_operators(const struct ask *a, enum crm_type type)
{
	static const char *const any[] = { "=", "!=", NULL },
				 *const ordered[] = { "<", "<=", ">",
					 ">=", "in", NULL },
				 *const text[] = { "~", "!~", NULL },
				 *const rest[] = { "in (", "is null",
					 "is not null", NULL };

	offer_all(a, any);
	if (has_order(type))
		offer_all(a, ordered);
	if (has_text(type))
		offer_all(a, text);
	offer_all(a, rest);
	if (type == CRM_T_BOOL)
		offer_all(a, joints);
}

static bool
is_day(const struct crm_field *f)
{
	return f->type == CRM_T_DATE || f->type == CRM_T_INSTANT;
}

/* Periods, of which only filters know; behind the first word the second. */
static void
offer_periods(const struct ask *a, bool begun)
{
	static const char *const first[] = { "this", "last", "next", NULL },
				 *const second[] = { "week", "month", "quarter",
					 "year", NULL };

	if (begun) {
		offer_all(a, second);
		return;
	}
	for (size_t i = 0; first[i] != NULL; i++)
		for (size_t j = 0; second[j] != NULL; j++)
			offer(a,
			    crm_sprintf(
				a->c->arena, "%s %s", first[i], second[j]),
			    "", NULL);
}

/* Whether a period was begun behind an operator: `closed_on in last `. */
static bool
is_period_begun(const struct ask *a, struct crm_text before)
{
	struct crm_text word = cut_word(&before);
	const struct crm_field *f;

	if (!crm_text_is(word, "this") && !crm_text_is(word, "last") &&
	    !crm_text_is(word, "next"))
		return false;
	f = compared(a, before);
	return f != NULL && is_day(f);
}

/* Whether a test ends here: behind its value, a bracket, or null. */
static bool
is_tested(const struct ask *a, struct crm_text before)
{
	struct crm_text word = before;

	while (word.n > 0 && word.p[word.n - 1] == ' ')
		word.n--;
	if (word.n > 0 && word.p[word.n - 1] == ')')
		return true;
	word = cut_word(&before);
	return crm_text_is(word, "null") ||
	    (word.n > 0 && compared(a, before) != NULL);
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
		if (is_day(f))
			offer_periods(&a, false);
		return;
	}
	if (is_period_begun(&a, before)) {
		offer_periods(&a, true);
		return;
	}
	word = cut_word(&before);
	if (word.n > 0 && (f = field_of_path(&a, word)) != NULL) {
		offer_operators(&a, f->type);
		return;
	}
	if (a.entity != NULL && a.part.n > 0 && a.part.p[0] == '@') {
		advance(&a, 1);
		offer_names(
		    &a, crm_dict_find(a.dict, "segment"), a.entity->def->name);
		return;
	}
	if (is_tested(&a, a.prefix)) {
		offer_all(&a, joints);
		return;
	}
	follow_reference(&a);
	offer_fields(&a, "", false);
}
