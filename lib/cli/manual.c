/*
 * The parts of the manual that the tables know, as mdoc: the verbs and options
 * of a program, and the columns of every entity.  scripts/gen-docs puts them
 * into the pages.
 */
#include "internal.h"

#include <stdio.h>
#include <string.h>

enum { LINE_MAX_BYTES = 76 };

/* ---- text ---- */

/* One word as mdoc takes it: backslashes and dots at the front of a line mean
 * something there, and three dots are written in ASCII. */
static void
print_word(const char *p, size_t n, bool first)
{
	size_t i;

	if (first && (*p == '.' || *p == '\''))
		printf("\\&");
	for (i = 0; i < n; i++) {
		if (p[i] == '\\')
			printf("\\e");
		else if (n - i >= 3 && memcmp(p + i, "…", 3) == 0) {
			printf("...");
			i += 2;
		} else
			putchar(p[i]);
	}
}

/* Text, filled into lines; nothing where it is blank. */
static void
print_text(const char *text)
{
	size_t used = 0, n;

	for (;; text += n) {
		text += strspn(text, " ");
		n = strcspn(text, " ");
		if (n == 0)
			break;
		if (used > 0 && used + 1 + n > LINE_MAX_BYTES) {
			putchar('\n');
			used = 0;
		} else if (used > 0) {
			putchar(' ');
			used++;
		}
		print_word(text, n, used == 0);
		used += n;
	}
	if (used > 0)
		putchar('\n');
}

/* "Label: a, b." of a list joined by |. */
static void
print_list(const char *label, const char *list)
{
	struct crm_buf b = CRM_BUF_INIT;

	if (list == NULL)
		return;
	crm_buf_printf(&b, "%s ", label);
	for (; *list != '\0'; list++) {
		if (*list == '|')
			crm_buf_str(&b, ", ");
		else
			crm_buf_char(&b, *list);
	}
	crm_buf_char(&b, '.');
	print_text(b.data);
	crm_buf_free(&b);
}

/* ---- verbs ---- */

static void
begin_list(void)
{
	printf(".Bl -tag -width Ds\n");
}

/* The words of a verb, below it. */
static void
print_words(const struct crm_word *w)
{
	struct crm_buf b = CRM_BUF_INIT;

	printf(".Bl -tag -width Ds -compact\n");
	for (; w->name != NULL; w++) {
		crm_buf_clear(&b);
		word_usage(&b, w);
		printf(".It Cm \"");
		print_word(b.data, b.len, false);
		printf("\"\n");
		print_text(w->help);
	}
	printf(".El\n");
	crm_buf_free(&b);
}

static void
print_verb(const struct crm_verb *v)
{
	struct crm_buf b = CRM_BUF_INIT;

	verb_usage(&b, v);
	printf(".It Ic %s", v->name);
	if (b.len > 0) {
		printf(" No \"");
		print_word(b.data + 1, b.len - 1, false);
		putchar('"');
	}
	putchar('\n');
	print_text(v->help);
	if (v->words != NULL)
		print_words(v->words);
	crm_buf_free(&b);
}

static bool
is_end(const struct crm_noun *n)
{
	return n->entity == NULL && n->verbs == NULL;
}

/* The verbs of one noun's own; false where it has none. */
static bool
print_own(const struct crm_noun *n)
{
	const struct crm_verb *v = n->verbs;

	if (v == NULL || v->name == NULL)
		return false;
	if (n->entity != NULL)
		printf("Of %s %s:\n",
		    strchr("aeiou", n->entity[0]) != NULL ? "an" : "a",
		    n->entity);
	begin_list();
	for (; v->name != NULL; v++)
		print_verb(v);
	printf(".El\n");
	return true;
}

/* The verbs that every noun of the program has, said once. */
static void
print_generic(const struct crm_program *p, bool after_list)
{
	const struct crm_noun *n;
	const struct crm_verb *v;
	struct crm_buf b = CRM_BUF_INIT;

	for (n = p->nouns; !is_end(n); n++)
		if (n->generic)
			crm_buf_printf(
			    &b, "%s%s", b.len > 0 ? ", " : "", n->entity);
	if (b.len > 0) {
		printf("%sOf every kind of record here (%s):\n",
		    after_list ? ".Pp\n" : "", b.data);
		begin_list();
		for (v = generic_verbs(); v->name != NULL; v++)
			print_verb(v);
		printf(".El\n");
	}
	crm_buf_free(&b);
}

/* ---- options ---- */

/* An option, and which verbs of a program take it. */
struct takers {
	const struct crm_program *p;
	const struct crm_option *o;
	size_t all, take;
	bool draws, tells;    /* whether some of them do */
	struct crm_buf names; /* "submit, confirm" */
};

/* Whether those of these verbs that are called so all take it. */
static bool
all_take(const struct crm_option *o, const struct crm_verb *v, const char *name)
{
	for (; v != NULL && v->name != NULL; v++)
		if (strcmp(v->name, name) == 0 && !option_fits(o, v))
			return false;
	return true;
}

/* Whether the name says which verb it is: whatever noun has it, it takes it. */
static bool
is_clear(const struct takers *t, const char *name)
{
	const struct crm_noun *n;

	for (n = t->p->nouns; !is_end(n); n++)
		if (!all_take(t->o, n->verbs, name))
			return false;
	return all_take(t->o, generic_verbs(), name);
}

static bool
is_listed(const struct crm_buf *names, const char *name)
{
	const char *at = names->len > 0 ? names->data : "";
	size_t n = strlen(name);

	while (*at != '\0') {
		size_t len = strcspn(at, ",");

		if (len == n && memcmp(at, name, n) == 0)
			return true;
		at += len;
		at += strspn(at, ", ");
	}
	return false;
}

/* What the option is, and to those verbs of the program that have it otherwise. */
static void
describe_option(const struct takers *t, struct crm_buf *text)
{
	crm_buf_printf(text, "%s%s", t->o->help,
	    t->o->many ? "; may be given more than once" : "");
	if (t->draws && t->o->help_draws != NULL)
		crm_buf_printf(text, "; of what draws: %s", t->o->help_draws);
	if (t->tells && t->o->help_tells != NULL)
		crm_buf_printf(
		    text, "; of what tells people: %s", t->o->help_tells);
}

/* Names one once, and with its noun where others of that name do not take it. */
static void
list_taker(struct takers *t, const char *noun, const char *name)
{
	bool clear = noun == NULL || is_clear(t, name);

	if (clear && is_listed(&t->names, name))
		return;
	crm_buf_printf(&t->names, "%s%s%s%s", t->names.len > 0 ? ", " : "",
	    clear ? "" : noun, clear ? "" : " ", name);
}

static void
count_takers(struct takers *t, const char *noun, const struct crm_verb *v)
{
	for (; v != NULL && v->name != NULL; v++) {
		t->all++;
		if (!option_fits(t->o, v))
			continue;
		t->take++;
		t->draws |= (v->flags & CRM_V_DRAWS) != 0;
		t->tells |= (v->groups & (CRM_G_TELL | CRM_G_DIGEST)) != 0;
		list_taker(t, noun, v->name);
	}
}

static void
print_option(const struct crm_program *p, const struct crm_option *o)
{
	struct takers t = { .p = p, .o = o, .names = CRM_BUF_INIT };
	const struct crm_noun *n;
	struct crm_buf text = CRM_BUF_INIT;
	bool generic = false;

	for (n = p->nouns; !is_end(n); n++) {
		count_takers(&t, n->entity, n->verbs);
		generic |= n->generic;
	}
	if (generic)
		count_takers(&t, NULL, generic_verbs());
	if (t.take == 0)
		goto out;
	printf(".It ");
	if (o->letter != 0 && o->arg != NULL)
		printf("Fl %c Ar \"%s\" , ", o->letter, o->arg);
	else if (o->letter != 0)
		printf("Fl %c , ", o->letter);
	printf("Fl -%s", o->name);
	if (o->arg != NULL) {
		printf(" Ar \"");
		print_word(o->arg, strlen(o->arg), false);
		putchar('"');
	}
	if (o->may != NULL)
		printf(" Ns Op = Ns Cm %s", o->may);
	putchar('\n');
	describe_option(&t, &text);
	if (t.take < t.all)
		crm_buf_printf(&text, " (%s)", t.names.data);
	print_text(text.data);
out:
	crm_buf_free(&t.names);
	crm_buf_free(&text);
}

static void
print_program(const struct crm_program *p)
{
	const struct crm_noun *n;
	const struct crm_option *o;
	bool any = false;
	size_t i, count;

	printf(".Sh VERBS\n");
	for (n = p->nouns; !is_end(n); n++)
		any |= print_own(n);
	print_generic(p, any);
	printf(".Sh OPTIONS\n"
	       "The verbs that take an option are in brackets; where there are "
	       "no\nbrackets, every verb does.\n");
	begin_list();
	o = crm_option_table(&count);
	for (i = 0; i < count; i++)
		if (o[i].help != NULL)
			print_option(p, &o[i]);
	printf(".El\n");
}

/* ---- columns ---- */

static void
print_choices(const struct crm_field *f)
{
	const struct crm_choice *c;
	struct crm_buf b = CRM_BUF_INIT;

	if (f->choices == NULL)
		return;
	for (c = f->choices; c->code != NULL; c++)
		crm_buf_printf(&b, "%s%s (%s)",
		    b.len > 0 ? ", " : "One of: ", c->code, c->zh);
	crm_buf_char(&b, '.');
	print_text(b.data);
	crm_buf_free(&b);
}

static void
print_came(const struct crm_field *f)
{
	const struct crm_came *c;

	for (c = f->came; c != NULL && c->with != NULL; c++)
		printf("Left blank in an import with\n.Va %s :\n.Cm %s .\n",
		    c->with, c->value);
}

/* What is special about a field, as the verb `fields` says it. */
static void
print_kind(const struct crm_entity *e, size_t i)
{
	const struct crm_field *f = e->field[i];
	unsigned flags = f->flags;

	if (flags & CRM_F_DERIVED)
		print_text("Computed; cannot be set.");
	else if (flags & (CRM_F_KEPT | CRM_F_SYSTEM))
		print_text("Kept by the book; cannot be set.");
	if ((flags & CRM_F_ASKED) != 0 && strcmp(f->name, "version") == 0)
		print_text("The last column of list; else only when named.");
	else if (flags & CRM_F_ASKED)
		print_text("Shown only when named.");
	if (flags & CRM_F_VERB)
		print_text((flags & CRM_F_BEGINS) != 0
			? "Changed by verbs of the trade and by import, not "
			  "by set."
			: "Changed by verbs of the trade and by import, not "
			  "by add or set.");
	if (flags & CRM_F_LATER)
		print_text("Edited also once its document is agreed to, sent, "
			   "signed or booked.");
	if (flags & CRM_F_REQUIRED)
		print_text("Required.");
	if ((int)i == e->key[0] || (int)i == e->key[1])
		print_text(e->key[1] >= 0 ? "Part of the natural key."
					  : "The natural key.");
	if (flags & CRM_F_EXT)
		print_text("The external id; names a record as ext:KEY.");
	if (flags & CRM_F_LIKE)
		print_text("The same value in two records is reported as "
			   "likeness.");
	if (f->def != NULL)
		print_list("Default:", f->def);
	print_came(f);
}

static void
print_field(const struct crm_entity *e, size_t i)
{
	const struct crm_field *f = e->field[i];
	bool in_table = (f->flags & CRM_F_SHORT) != 0;
	struct crm_buf b = CRM_BUF_INIT;

	if (f->type == CRM_T_REF)
		printf(".It Va %s , Va %s_id No \"(%s)\"%s\n", f->name, f->name,
		    f->ref, in_table ? " *" : "");
	else
		printf(".It Va %s No \"(%s)\"%s\n", f->name,
		    crm_type_name(f->type), in_table ? " *" : "");
	crm_buf_printf(&b, "%s, %s.", f->en, f->zh);
	print_text(b.data);
	crm_buf_free(&b);
	print_kind(e, i);
	print_choices(f);
	print_list("Also read from:", f->aliases);
}

static void
print_entity(const struct crm_entity *e)
{
	const struct crm_entity_def *d = e->def;
	size_t i;

	printf(".Ss %s\n%s, %s.\nIds look like\n.Li %s12 .\n"
	       "Program:\n.Xr %s 1 .\n",
	    d->name, d->en, d->zh, d->code, d->program);
	begin_list();
	for (i = 0; i < e->n; i++)
		print_field(e, i);
	printf(".El\n");
}

bool
print_manual(const struct crm_cmd *c, const char *part)
{
	const struct crm_dict *d;
	size_t i;

	if (strcmp(part, "program") == 0) {
		print_program(c->program);
		return true;
	}
	if (strcmp(part, "formats") != 0)
		return false;
	d = crm_dict_new(c->arena);
	for (i = 0; i < d->n; i++)
		print_entity(d->entity[i]);
	return true;
}
