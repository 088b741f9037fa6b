/* Help, from the tables: of a program by what its verbs do, a line each; of a
 * verb its words and options. */
#include "internal.h"

#include <stdio.h>
#include <string.h>

enum { LINE_MAX_COLUMNS = 76, LEFT_COLUMNS = 32 };

static bool
is_end(const struct crm_noun *n)
{
	return n->entity == NULL && n->verbs == NULL;
}

/* What has to be said before a verb of a noun: of the first nothing. */
const char *
noun_name(const struct crm_program *p, const struct crm_noun *n)
{
	return n == p->nouns || n->entity == NULL ? "" : n->entity;
}

/* ---- a line a verb ---- */

/* Lines of two columns; the left one is measured first. */
struct lines {
	const struct crm_cmd *c;
	const struct crm_noun *nouns, *end; /* whose verbs */
	bool whole;                         /* with the program on the left */
	bool measuring; /* finds the width, and prints nothing */
	size_t width;
};

static void
put_line(struct lines *l, const char *noun, const struct crm_verb *v)
{
	char left[128];
	int used = snprintf(left, sizeof left, "%s%s%s%s%s",
	    l->whole ? l->c->program->name : "", l->whole ? " " : "", noun,
	    noun[0] == '\0' ? "" : " ", v->name);

	if (!l->measuring)
		printf("  %-*s  %s\n", (int)l->width, left, crm_tr(v->help));
	else if ((size_t)used > l->width)
		l->width = (size_t)used;
}

static void
put_heading(const struct lines *l, const char *text)
{
	if (!l->measuring)
		printf(crm_tr("\n%s:\n"), crm_tr(text));
}

/* The verbs of the trade that are in the group of this one, where it is the
 * first of them. */
static void
put_group(struct lines *l, const struct crm_verb *first)
{
	const struct crm_noun *n;
	const struct crm_verb *v;
	bool begun = false;

	for (n = l->nouns; n != l->end; n++)
		for (v = n->verbs; v != NULL && v->name != NULL; v++) {
			if (strcmp(v->group, first->group) != 0)
				continue;
			if (!begun && v != first)
				return;
			if (!begun)
				put_heading(l, v->group);
			begun = true;
			put_line(l, noun_name(l->c->program, n), v);
		}
}

static void
put_groups(struct lines *l)
{
	const struct crm_noun *n;
	const struct crm_verb *v;

	for (n = l->nouns; n != l->end; n++)
		for (v = n->verbs; v != NULL && v->name != NULL; v++)
			put_group(l, v);
}

/* The verbs that every kind of record has, where one of the nouns is one; but
 * those that a single noun has its own of. */
static void
put_generic(struct lines *l)
{
	bool single = l->nouns + 1 == l->end;
	const struct crm_noun *n = l->nouns;
	const struct crm_verb *v;

	while (n != l->end && !n->generic)
		n++;
	if (n == l->end)
		return;
	put_heading(
	    l, single ? N_("As every record") : N_("Every kind of record"));
	for (v = generic_verbs(); v->name != NULL; v++)
		if (!single || find_verb(n, v->name) == v)
			put_line(l,
			    single              ? noun_name(l->c->program, n)
				: n == l->nouns ? ""
						: crm_tr("NOUN"),
			    v);
}

static void
put_verbs(struct lines *l)
{
	int pass;

	for (pass = 0; pass < 2; pass++) {
		l->measuring = pass == 0;
		put_groups(l);
		put_generic(l);
	}
}

/* ---- of a program, of a noun ---- */

/* The nouns, as many a line as fit. */
static void
print_nouns(const struct crm_program *p)
{
	const struct crm_noun *n = p->nouns;
	size_t used = 0;

	if (is_end(n + 1))
		return;
	printf("%s", crm_tr("\nNouns:"));
	for (n += n->entity == NULL; !is_end(n); n++) {
		size_t len = strlen(n->entity);

		if (used == 0 || used + 1 + len > LINE_MAX_COLUMNS) {
			printf("\n ");
			used = 1;
		}
		printf(" %s", n->entity);
		used += 1 + len;
	}
	printf("\n");
}

/* Words of the user's own, and what they stand for. */
static void
print_aliases(const struct crm_cmd *c)
{
	const char *of = crm_sprintf(c->arena, "alias.%s.", c->program->name);
	const struct config_entry *e = c->config;
	size_t n = strlen(of);
	bool any = false;

	for (; e != NULL; e = e->next) {
		if (e->wrong != NULL || strncmp(e->name, of, n) != 0)
			continue;
		printf("%s  %-17s %s\n", any ? "" : crm_tr("\nAliases:\n"),
		    e->name + n, e->value);
		any = true;
	}
}

static void
print_program(const struct crm_cmd *c)
{
	const struct crm_program *p = c->program;
	struct lines l = { .c = c, .nouns = p->nouns, .end = p->nouns };

	while (!is_end(l.end))
		l.end++;
	printf(crm_tr("%s: %s\n\nUsage:\n  %s %sVERB [operand…] [option…]\n"),
	    p->name, crm_tr(p->help), p->name,
	    is_end(p->nouns + 1) ? "" : crm_tr("[NOUN] "));
	put_verbs(&l);
	print_nouns(p);
	print_aliases(c);
	printf(crm_tr("\nThe words and options of a verb: %s VERB --help\n"
		      "The whole manual: man %s; the ideas: man crm\n"),
	    p->name, p->name);
}

static void
print_noun(const struct crm_cmd *c)
{
	struct lines l = {
		.c = c, .nouns = c->noun, .end = c->noun + 1, .whole = true
	};

	printf(crm_tr("Usage:\n  %s %s VERB [operand…] [option…]\n"),
	    c->program->name, c->noun->entity);
	put_verbs(&l);
}

/* ---- of a verb ---- */

static void
print_usage(const struct crm_cmd *c)
{
	const char *noun = noun_name(c->program, c->noun);
	struct crm_buf b = CRM_BUF_INIT;

	verb_usage(&b, c->verb);
	printf(crm_tr("Usage:\n  %s %s%s%s%s\n      %s\n"), c->program->name,
	    noun, noun[0] == '\0' ? "" : " ", c->verb->name,
	    b.len == 0 ? "" : b.data, crm_tr(c->verb->help));
	crm_buf_free(&b);
}

/* What something is called and what it is, in two columns. */
static void
print_pair(const char *left, const char *help)
{
	size_t width = crm_width(crm_text_of(left));

	printf("  %s%*s %s\n", left,
	    width < LEFT_COLUMNS ? (int)(LEFT_COLUMNS - width) : 0, "",
	    crm_tr(help));
}

static void
print_words(const struct crm_verb *v)
{
	const struct crm_word *w = v->words;
	struct crm_buf b = CRM_BUF_INIT;

	if (w == NULL)
		return;
	printf("%s", crm_tr("\nWords:\n"));
	for (; w->name != NULL; w++) {
		crm_buf_clear(&b);
		word_usage(&b, w);
		print_pair(b.data, w->help);
	}
	crm_buf_free(&b);
}

static void
print_option(const struct crm_option *o, const struct crm_verb *v)
{
	char left[64];

	snprintf(left, sizeof left, "%c%c%s --%s%s%s%s%s%s",
	    o->letter ? '-' : ' ', o->letter ? o->letter : ' ',
	    o->letter ? "," : " ", o->name, o->arg == NULL ? "" : " ",
	    o->arg == NULL ? "" : o->arg,
	    o->may == NULL ? "" : "[=", o->may == NULL ? "" : o->may,
	    o->may == NULL ? "" : "]");
	print_pair(left, option_help(o, v));
}

/* The options by what they are for; each is in the first that it fits. */
static const struct part {
	const char *title;
	uint64_t groups;
} parts[] = {
	{ N_("Choosing records"),
	    CRM_G_LIST | CRM_G_WHERE | CRM_G_LIMIT | CRM_G_AS_OF | CRM_G_ON |
		CRM_G_ALL_OF | CRM_G_UNTIL | CRM_G_FEED | CRM_G_REPORT |
		CRM_G_BY | CRM_G_ATTRIBUTION | CRM_G_QUERY | CRM_G_DIGEST |
		CRM_G_DATED | CRM_G_WHAT_IF | CRM_G_BOOKS | CRM_G_LEFT },
	{ N_("Output"),
	    CRM_G_OUT | CRM_G_EXPLAIN | CRM_G_DEFINE | CRM_G_SEND |
		CRM_G_DRAW },
	{ N_("Input"), CRM_G_IN | CRM_G_KEYS | CRM_G_IMPORT | CRM_G_MAIL },
	{ N_("Writing"), UINT64_MAX },
	{ N_("Always"), CRM_G_ALL },
};

static bool
is_in_part(const struct crm_option *o, const struct part *p)
{
	const struct part *q = parts;

	while (q->groups != CRM_G_ALL && (o->groups & q->groups) == 0)
		q++;
	return q == p;
}

static void
print_part(const struct crm_verb *v, const struct part *p)
{
	size_t i, n;
	const struct crm_option *o = crm_option_table(&n);
	bool begun = false;

	for (i = 0; i < n; i++) {
		if (o[i].help == NULL || !option_fits(&o[i], v) ||
		    !is_in_part(&o[i], p))
			continue;
		if (!begun)
			printf(crm_tr("\n%s:\n"), crm_tr(p->title));
		begun = true;
		print_option(&o[i], v);
	}
}

static void
print_options(const struct crm_verb *v)
{
	size_t i;

	for (i = 0; i < sizeof parts / sizeof *parts; i++)
		print_part(v, &parts[i]);
}

void
print_help(const struct crm_cmd *c)
{
	if (c->verb != NULL) {
		print_usage(c);
		print_words(c->verb);
		print_options(c->verb);
		print_example(c);
	} else if (c->noun == c->program->nouns)
		print_program(c);
	else
		print_noun(c);
}
