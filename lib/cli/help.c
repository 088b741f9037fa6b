/* Help and completion, from the tables. */
#include "internal.h"

#include <stdio.h>
#include <string.h>

static void
print_usage(
    const struct crm_cmd *c, const struct crm_noun *n, const struct crm_verb *v)
{
	bool first = n == c->program->nouns;

	printf("  %s %s%s%s%s%s\n      %s\n", c->program->name,
	    first || n->entity == NULL ? "" : n->entity,
	    first || n->entity == NULL ? "" : " ", v->name,
	    v->operands[0] == '\0' ? "" : " ", v->operands, v->help);
}

static void
print_own_verbs(const struct crm_cmd *c, const struct crm_noun *n)
{
	const struct crm_verb *v;

	for (v = n->verbs; v != NULL && v->name != NULL; v++)
		print_usage(c, n, v);
}

static void
print_verbs(const struct crm_cmd *c, const struct crm_noun *n)
{
	const struct crm_verb *v;

	print_own_verbs(c, n);
	if (!n->generic)
		return;
	for (v = generic_verbs(); v->name != NULL; v++)
		if (n->verbs == NULL || find_verb(n, v->name) == v)
			print_usage(c, n, v);
}

static void
print_option(const struct crm_option *o)
{
	char left[64];

	snprintf(left, sizeof left, "%c%c%s --%s%s%s", o->letter ? '-' : ' ',
	    o->letter ? o->letter : ' ', o->letter ? "," : " ", o->name,
	    o->arg == NULL ? "" : " ", o->arg == NULL ? "" : o->arg);
	printf("  %-32s %s\n", left, o->help);
}

static void
print_options(const struct crm_verb *v)
{
	size_t i, n;
	const struct crm_option *o = crm_option_table(&n);

	printf("\nOptions:\n");
	for (i = 0; i < n; i++)
		if (o[i].help != NULL && option_fits(&o[i], v))
			print_option(&o[i]);
}

static void
print_program(const struct crm_cmd *c)
{
	const struct crm_noun *n;

	printf("%s: %s\n\nUsage:\n", c->program->name, c->program->help);
	print_verbs(c, c->program->nouns);
	for (n = c->program->nouns + 1; n->entity != NULL || n->verbs != NULL;
	     n++) {
		print_own_verbs(c, n);
		if (n->entity != NULL && n->generic)
			printf("  %s %s VERB\n      %s\n", c->program->name,
			    n->entity,
			    "list, show, add, import, set, delete, "
			    "restore, history, fields, template");
	}
	printf("\nThe options of a verb: %s VERB --help\n", c->program->name);
	printf(
	    "The whole manual: man %s; the ideas: man crm\n", c->program->name);
}

void
print_help(const struct crm_cmd *c)
{
	if (c->verb == NULL && c->noun == c->program->nouns) {
		print_program(c);
		return;
	}
	printf("Usage:\n");
	if (c->verb == NULL) {
		print_verbs(c, c->noun);
		return;
	}
	print_usage(c, c->noun, c->verb);
	print_options(c->verb);
}

/* ---- completion ---- */

static void
words_of(const struct crm_noun *n, const char *sep)
{
	const struct crm_verb *v;
	const char *s = "";

	for (v = n->verbs; v != NULL && v->name != NULL; v++, s = sep)
		printf("%s%s", s, v->name);
	for (v = generic_verbs(); n->generic && v->name != NULL; v++, s = sep)
		if (n->verbs == NULL || find_verb(n, v->name) == v)
			printf("%s%s", s, v->name);
}

static void
noun_names(const struct crm_program *p, const char *sep)
{
	const struct crm_noun *n;

	for (n = p->nouns + 1; n->entity != NULL || n->verbs != NULL; n++)
		if (n->entity != NULL)
			printf("%s%s", sep, n->entity);
}

static bool
fits_any(const struct crm_option *o, const struct crm_verb *v)
{
	for (; v != NULL && v->name != NULL; v++)
		if (option_fits(o, v))
			return true;
	return false;
}

/* Whether a verb of the program takes the option. */
static bool
program_takes(const struct crm_program *p, const struct crm_option *o)
{
	const struct crm_noun *n;

	for (n = p->nouns; n->entity != NULL || n->verbs != NULL; n++)
		if (fits_any(o, n->verbs) ||
		    (n->generic && fits_any(o, generic_verbs())))
			return o->help != NULL;
	return false;
}

static void
option_names(const struct crm_program *p, const char *sep)
{
	size_t i, n;
	const struct crm_option *o = crm_option_table(&n);

	for (i = 0; i < n; i++)
		if (program_takes(p, &o[i]))
			printf("%s--%s", i > 0 ? sep : "", o[i].name);
}

static void
shell_name(const struct crm_program *p)
{
	const char *s;

	for (s = p->name; *s != '\0'; s++)
		putchar(*s == '-' ? '_' : *s);
}

static void
complete_bash(const struct crm_program *p)
{
	const struct crm_noun *n;

	printf("_");
	shell_name(p);
	printf("() {\n\tlocal cur=${COMP_WORDS[COMP_CWORD]} words\n"
	       "\tcase $cur in\n\t-*) words='");
	option_names(p, " ");
	printf("' ;;\n\t*)\n\t\tcase $COMP_CWORD,${COMP_WORDS[1]} in\n"
	       "\t\t1,*) words='");
	words_of(p->nouns, " ");
	noun_names(p, " ");
	printf("' ;;\n");
	for (n = p->nouns + 1; n->entity != NULL || n->verbs != NULL; n++) {
		if (n->entity == NULL)
			continue;
		printf("\t\t2,%s) words='", n->entity);
		words_of(n, " ");
		printf("' ;;\n");
	}
	printf("\t\t*) COMPREPLY=($(compgen -f -- \"$cur\")); return ;;\n"
	       "\t\tesac ;;\n\tesac\n"
	       "\tCOMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n}\n"
	       "complete -F _");
	shell_name(p);
	printf(" %s\n", p->name);
}

static void
complete_zsh(const struct crm_program *p)
{
	const struct crm_noun *n;

	printf("#compdef %s\n_", p->name);
	shell_name(p);
	printf("() {\n\tif [[ $words[CURRENT] == -* ]]; then\n\t\tcompadd -- ");
	option_names(p, " ");
	printf("\n\telif (( CURRENT == 2 )); then\n\t\tcompadd -- ");
	words_of(p->nouns, " ");
	noun_names(p, " ");
	printf("\n");
	for (n = p->nouns + 1; n->entity != NULL || n->verbs != NULL; n++) {
		if (n->entity == NULL)
			continue;
		printf("\telif (( CURRENT == 3 )) && [[ $words[2] == %s ]]; "
		       "then\n\t\tcompadd -- ",
		    n->entity);
		words_of(n, " ");
		printf("\n");
	}
	printf("\telse\n\t\t_files\n\tfi\n}\n_");
	shell_name(p);
	printf(" \"$@\"\n");
}

static void
complete_fish(const struct crm_program *p)
{
	size_t i, count;
	const struct crm_option *o = crm_option_table(&count);
	const struct crm_noun *n;

	printf("complete -c %s -n __fish_use_subcommand -f -a '", p->name);
	words_of(p->nouns, " ");
	noun_names(p, " ");
	printf("'\n");
	for (n = p->nouns + 1; n->entity != NULL || n->verbs != NULL; n++) {
		if (n->entity == NULL)
			continue;
		printf("complete -c %s -n '__fish_seen_subcommand_from %s' -f "
		       "-a '",
		    p->name, n->entity);
		words_of(n, " ");
		printf("'\n");
	}
	for (i = 0; i < count; i++) {
		if (!program_takes(p, &o[i]))
			continue;
		printf("complete -c %s -l %s", p->name, o[i].name);
		if (o[i].letter != 0)
			printf(" -s %c", o[i].letter);
		printf(
		    "%s -d '%s'\n", o[i].arg != NULL ? " -r" : "", o[i].help);
	}
}

bool
print_completion(const struct crm_program *p, const char *shell)
{
	if (strcmp(shell, "bash") == 0)
		complete_bash(p);
	else if (strcmp(shell, "zsh") == 0)
		complete_zsh(p);
	else if (strcmp(shell, "fish") == 0)
		complete_fish(p);
	else
		return false;
	return true;
}
