/*
 * Completion, the same for every shell: its script gives the words of the
 * command up to the one at hand, and gets what that may be, a line each.
 */
#include "candidates.h"

#include <crm/report/report.h>

#include <stdio.h>
#include <string.h>

void
offer(const struct ask *a, const char *value, const char *behind,
    const char *what)
{
	if (strncmp(value, a->part.p, a->part.n) != 0 ||
	    strpbrk(value, "\t\n\r") != NULL)
		return;
	printf("%.*s%s%s", (int)a->prefix.n, a->prefix.p, value, behind);
	if (what != NULL && what[0] != '\0') {
		what = crm_tr(what);
		printf("\t%.*s", (int)strcspn(what, "\t\n\r"), what);
	}
	putchar('\n');
}

void
offer_files(void)
{
	puts(":files");
}

/* ---- verbs and nouns ---- */

static void
offer_verbs(const struct ask *a, const struct crm_noun *n)
{
	const struct crm_verb *v;

	for (v = n->verbs; v != NULL && v->name != NULL; v++)
		offer(a, v->name, "", v->help);
	for (v = generic_verbs(); n->generic && v->name != NULL; v++)
		if (find_verb(n, v->name) == v)
			offer(a, v->name, "", v->help);
}

static void
offer_aliases(const struct ask *a)
{
	const char *of = crm_sprintf(
	    a->c->arena, "alias.%s.", a->c->program->name);
	const struct config_entry *e = a->c->config;

	for (; e != NULL; e = e->next)
		if (e->wrong == NULL && strncmp(e->name, of, strlen(of)) == 0)
			offer(a, e->name + strlen(of), "", e->value);
}

/* @sales; files, too. */
static void
offer_books(const struct ask *a)
{
	static const char of[] = "book.";
	const struct config_entry *e = a->c->config;

	for (; e != NULL; e = e->next)
		if (e->wrong == NULL && strncmp(e->name, of, strlen(of)) == 0)
			offer(a,
			    crm_sprintf(
				a->c->arena, "@%s", e->name + strlen(of)),
			    "", crm_store_shown(a->c->arena, e->value));
	if (a->part.n == 0 || a->part.p[0] != '@')
		offer_files();
}

/* All but the first, which need not be said. */
static void
offer_nouns(const struct ask *a)
{
	const struct crm_noun *n = a->c->program->nouns + 1;
	const struct crm_entity *e;

	for (; n->entity != NULL; n++) {
		e = crm_dict_find(a->dict, n->entity);
		offer(a, n->entity, "",
		    e == NULL           ? NULL
			: a->c->chinese ? e->def->zh
					: e->def->en);
	}
}

/* ---- options ---- */

static void
offer_options(const struct ask *a)
{
	size_t i, n;
	const struct crm_option *o = crm_option_table(&n);

	for (i = 0; i < n; i++)
		if (o[i].help != NULL && option_fits(&o[i], a->c->verb))
			offer(a, crm_sprintf(a->c->arena, "--%s", o[i].name),
			    "", option_help(&o[i], a->c->verb));
}

/* Those of a list between bars. */
static void
offer_choices(const struct ask *a, const char *list)
{
	while (*list != '\0') {
		size_t n = strcspn(list, "|");

		offer(a, crm_strndup(a->c->arena, list, n), "", NULL);
		list += n + (list[n] == '|');
	}
}

/* FIELD=HOW */
static void
offer_policy(struct ask a)
{
	const char *eq = memchr(a.part.p, '=', a.part.n);
	size_t n = eq == NULL ? 0 : (size_t)(eq - a.part.p) + 1;

	if (eq == NULL) {
		offer_fields(&a, "=", false);
		return;
	}
	a.prefix = crm_text_of(crm_sprintf(a.c->arena, "%.*s%.*s",
	    (int)a.prefix.n, a.prefix.p, (int)n, a.part.p));
	a.part.p += n;
	a.part.n -= n;
	offer_choices(&a, "survivor|latest|longest|max|union");
}

static void
offer_option_value(const struct ask *a, enum crm_opt opt)
{
	size_t n;
	const struct crm_option *o = &crm_option_table(&n)[opt];

	if (opt == CRM_OPT_OUTPUT && (a->c->verb->flags & CRM_V_PRINTS) != 0) {
		offer_choices(a, "text|md|html");
		return;
	}
	if (o->values != NULL) {
		offer_choices(a, o->values);
		if (opt == CRM_OPT_OUTPUT &&
		    (a->c->verb->flags & CRM_V_DRAWS) != 0)
			offer_choices(a, "chart|svg|png|html");
		return;
	}
	switch (opt) {
	case CRM_OPT_COLUMNS:
	case CRM_OPT_SORT:
	case CRM_OPT_BY:
	case CRM_OPT_FIELD:
		offer_list(*a, opt == CRM_OPT_COLUMNS);
		break;
	case CRM_OPT_WHERE:
		offer_expression(*a);
		break;
	case CRM_OPT_POLICY:
		offer_policy(*a);
		break;
	case CRM_OPT_KEY:
		offer_fields(a, "", false);
		break;
	case CRM_OPT_VIA:
		offer_references(a);
		break;
	case CRM_OPT_ENCODING:
		offer_choices(
		    a, "gb18030|big5|utf-16le|windows-1252|shift_jis|euc-kr");
		break;
	case CRM_OPT_DEFAULT:
	case CRM_OPT_SCALE:
		offer_fields(a, "=", false);
		break;
	case CRM_OPT_VALUE:
		offer_fields(a, ":", false);
		break;
	case CRM_OPT_MAPPING:
		if (a->entity != NULL)
			offer_names(a, crm_dict_find(a->dict, "mapping"),
			    a->entity->def->name);
		break;
	case CRM_OPT_ACTOR:
		offer_names(a, crm_dict_find(a->dict, "user"), NULL);
		break;
	case CRM_OPT_AS_OF:
	case CRM_OPT_SINCE:
		offer_batches(a);
		break;
	case CRM_OPT_DB:
		offer_books(a);
		break;
	case CRM_OPT_REJECTS:
		offer_files();
		break;
	default:
		break;
	}
}

/* The option whose value the word behind it is, or -1. */
static int
waiting_option(const struct crm_verb *v, const char *word)
{
	size_t i, n, len = strlen(word);
	const struct crm_option *o = crm_option_table(&n);

	for (i = 0; i < n; i++) {
		if (o[i].arg == NULL || !option_fits(&o[i], v) || len < 2 ||
		    word[0] != '-')
			continue;
		if (word[1] == '-' ? strcmp(word + 2, o[i].name) == 0
				   : word[len - 1] == o[i].letter)
			return (int)i;
	}
	return -1;
}

/* ---- operands ---- */

/* Whose names a word takes; those of a reference are its own kind's unless told. */
static const struct crm_entity *
entity_of_word(const struct ask *a, const struct crm_word *w)
{
	return w->entity != NULL   ? crm_dict_find(a->dict, w->entity)
	    : w->type == CRM_T_REF ? a->entity
				   : NULL;
}

/* Behind the = of a word. */
static void
offer_word_value(struct ask a, struct crm_text name)
{
	const struct crm_word *w = a.c->verb->words;
	int field;

	for (; w != NULL && w->name != NULL; w++) {
		if (w->flags & CRM_W_FIELDS)
			break;
		if (!crm_text_is(name, w->name))
			continue;
		offer_values(&a, w->type, w->choices, entity_of_word(&a, w));
		if (w->arg != NULL && strcmp(w->arg, "KIND") == 0)
			offer_kinds(&a);
		if (w->flags & CRM_W_NONE)
			offer(&a, "none", "", NULL);
		return;
	}
	if (w == NULL || w->name == NULL || a.entity == NULL)
		return;
	if (crm_field_named(a.entity, name, &field, NULL, NULL) == CRM_OK &&
	    may_give(a.c->verb, a.entity, field))
		offer_field_values(&a, a.entity->field[field]);
}

static bool
has_word(const struct crm_verb *v, const char *name)
{
	const struct crm_word *w = v->words;

	for (; w != NULL && w->name != NULL; w++)
		if ((w->flags & (CRM_W_FIELDS | CRM_W_PAIRS)) == 0 &&
		    strcmp(w->name, name) == 0)
			return true;
	return false;
}

static void
offer_words(const struct ask *a)
{
	const struct crm_word *w = a->c->verb->words;
	size_t i;

	for (; w != NULL && w->name != NULL; w++) {
		if ((w->flags & (CRM_W_FIELDS | CRM_W_PAIRS)) == 0) {
			offer(a, w->name, "=", w->help);
			continue;
		}
		for (i = 0; a->entity != NULL && i < a->entity->n; i++) {
			const struct crm_field *f = a->entity->field[i];

			if (may_give(a->c->verb, a->entity, (int)i) &&
			    !has_word(a->c->verb, f->name))
				offer(a, f->name, "=",
				    crm_field_label(f, a->c->chinese));
		}
	}
}

/* What usage calls the operands says what they are. */
static void
offer_operands(const struct ask *a)
{
	const struct crm_verb *v = a->c->verb;
	const char *called = v->operands == NULL ? "" : v->operands;

	offer_words(a);
	if ((v->flags & CRM_V_IDS) != 0 || strncmp(called, "ID", 2) == 0)
		offer_ids(a, a->entity);
	if (strstr(called, "BATCH") != NULL)
		offer_batches(a);
	if (strstr(called, "KIND") != NULL)
		offer_kinds(a);
	if (strstr(called, "CAMPAIGN") != NULL)
		offer_names(a, crm_dict_find(a->dict, "campaign"), NULL);
	if (strstr(called, "FILE") != NULL)
		offer_files();
}

static struct crm_text
behind(const char *word, size_t n)
{
	return crm_text_of(word + n);
}

static void
offer_word(struct ask a, const char *before, const char *word)
{
	const char *eq = strchr(word, '=');
	int opt = waiting_option(a.c->verb, before);

	a.part = crm_text_of(word);
	if (opt >= 0) {
		offer_option_value(&a, (enum crm_opt)opt);
		return;
	}
	if (word[0] == '-' && eq == NULL) {
		offer_options(&a);
		return;
	}
	if (eq == NULL) {
		offer_operands(&a);
		return;
	}
	a.prefix = (struct crm_text){ word, (size_t)(eq - word) + 1 };
	a.part = behind(word, a.prefix.n);
	if (word[0] != '-') {
		offer_word_value(a, (struct crm_text){ word, a.prefix.n - 1 });
		return;
	}
	opt = waiting_option(
	    a.c->verb, crm_strndup(a.c->arena, word, a.prefix.n - 1));
	if (opt >= 0)
		offer_option_value(&a, (enum crm_opt)opt);
}

/* ---- the command ---- */

/* An alias that a word follows is what it stands for. */
static void
expand_words(struct crm_cmd *c, int *n, char ***word)
{
	int argc = *n + 1;
	char **argv = crm_alloc_n(c->arena, (size_t)argc + 1, sizeof *argv);

	argv[0] = crm_strdup(c->arena, c->program->name);
	memcpy(argv + 1, *word, (size_t)*n * sizeof *argv);
	config_expand(c, &argc, &argv);
	*n = argc - 1;
	*word = argv + 1;
}

void
print_candidates(struct crm_cmd *c, int n, char **word)
{
	struct ask a = { .c = c, .dict = crm_dict_new(c->arena) };
	const struct crm_noun *noun;
	int i = 0;

	config_read_beside(c);
	if (n > 1)
		expand_words(c, &n, &word);
	c->noun = c->program->nouns;
	if (n > 1 && strcmp(word[0], "help") == 0)
		i++;
	noun = i + 2 < n ? noun_by_word(c->program, word[i], word[i + 1])
	    : i + 1 < n  ? find_noun(c->program, word[i])
			 : NULL;
	if (noun != NULL) {
		c->noun = noun;
		i++;
	}
	if (n == 0)
		return;
	a.part = crm_text_of(word[n - 1]);
	if (i == n - 1) {
		offer_verbs(&a, c->noun);
		if (i == 0)
			offer_aliases(&a);
		if (c->noun == c->program->nouns) {
			offer_nouns(&a);
			offer(&a, "help", "", "what a verb takes");
		}
		return;
	}
	if ((c->verb = verb_by_word(c->noun, word[i])) == NULL)
		return;
	if (open_quietly(c))
		a.dict = c->dict;
	a.entity = c->entity = verb_entity(c, a.dict);
	offer_word(a, n - 2 > i ? word[n - 2] : "", word[n - 1]);
}
