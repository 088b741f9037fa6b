/* Completion for the shells, from the tables: verbs and nouns, the words of a
 * verb and those of their values that are a choice, and options. */
#include "internal.h"

#include <stdio.h>
#include <string.h>

static bool
is_end(const struct crm_noun *n)
{
	return n->entity == NULL && n->verbs == NULL;
}

/* ---- what is offered ---- */

static void
verb_names(const struct crm_noun *n, const char *sep)
{
	const struct crm_verb *v;
	const char *s = "";

	for (v = n->verbs; v != NULL && v->name != NULL; v++, s = sep)
		printf("%s%s", s, v->name);
	for (v = generic_verbs(); n->generic && v->name != NULL; v++, s = sep)
		if (find_verb(n, v->name) == v)
			printf("%s%s", s, v->name);
}

/* All but the first, which need not be said. */
static void
noun_names(const struct crm_program *p, const char *between)
{
	const struct crm_noun *n;

	for (n = p->nouns + 1; !is_end(n); n++)
		printf("%s%s", n == p->nouns + 1 ? "" : between, n->entity);
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

	for (n = p->nouns; !is_end(n); n++)
		if (fits_any(o, n->verbs) ||
		    (n->generic && fits_any(o, generic_verbs())))
			return o->help != NULL;
	return false;
}

/* Whether one before it has its name. */
static bool
is_named(const struct crm_option *all, size_t i)
{
	size_t j;

	for (j = 0; j < i; j++)
		if (strcmp(all[j].name, all[i].name) == 0)
			return true;
	return false;
}

static void
option_names(const struct crm_program *p)
{
	size_t i, n;
	const struct crm_option *o = crm_option_table(&n);

	for (i = 0; i < n; i++)
		if (program_takes(p, &o[i]) && !is_named(o, i))
			printf("%s--%s", i > 0 ? " " : "", o[i].name);
}

/* ---- words ---- */

/* What may stand before a =, and what behind it. */
struct offer {
	const char *name;
	enum crm_type type;
	const struct crm_choice *choices; /* ENUM */
	bool none;                        /* "none" is a value too */
};

struct offers {
	const struct crm_noun *noun;
	const struct crm_verb *verb;
	struct offer *offer;
	size_t n;
};

static bool
is_offered(const struct offers *o, const char *name)
{
	size_t i;

	for (i = 0; i < o->n; i++)
		if (strcmp(o->offer[i].name, name) == 0)
			return true;
	return false;
}

static void
offer_fields(struct offers *o, const struct crm_entity *e)
{
	size_t i;

	for (i = 0; i < e->n; i++) {
		const struct crm_field *f = e->field[i];

		if (may_give(o->verb, e, (int)i) && !is_offered(o, f->name))
			o->offer[o->n++] = (struct offer){ f->name, f->type,
				f->choices, false };
	}
}

/* The words of a verb; of field=value every field, but those of users, which
 * only a book knows. */
static void
find_offers(struct offers *o, const struct crm_dict *d, struct crm_arena *a)
{
	const struct crm_word *w = o->verb->words;
	const struct crm_entity *e = o->noun->entity == NULL
	    ? NULL
	    : crm_dict_find(d, o->noun->entity);
	size_t n = e == NULL ? 0 : e->n;

	o->n = 0;
	for (; w != NULL && w->name != NULL; w++)
		n++;
	o->offer = crm_alloc_n(a, n + 1, sizeof *o->offer);
	for (w = o->verb->words; w != NULL && w->name != NULL; w++) {
		if (w->flags & CRM_W_FIELDS)
			offer_fields(o, e);
		else
			o->offer[o->n++] = (struct offer){ w->name, w->type,
				w->choices, (w->flags & CRM_W_NONE) != 0 };
	}
}

static void
offer_names(const struct offers *o)
{
	size_t i;

	for (i = 0; i < o->n; i++)
		printf("%s%s=", i > 0 ? " " : "", o->offer[i].name);
}

static bool
has_values(const struct offer *o)
{
	return o->none || o->choices != NULL || o->type == CRM_T_BOOL;
}

/* The values that are a choice, each behind a prefix. */
static void
offer_values(const struct offer *o, const char *prefix, const char *eq)
{
	const struct crm_choice *c = o->choices;

	for (; c != NULL && c->code != NULL; c++)
		printf(
		    "%s%s%s%s", c > o->choices ? " " : "", prefix, eq, c->code);
	if (o->type == CRM_T_BOOL)
		printf("%s%syes %s%sno", prefix, eq, prefix, eq);
	if (o->none)
		printf("%s%snone", prefix, eq);
}

/* Every verb of every noun that takes words. */
static void
each_offers(const struct crm_cmd *c,
    void (*print)(const struct crm_program *p, const struct offers *o))
{
	const struct crm_program *p = c->program;
	const struct crm_dict *d = crm_dict_new(c->arena);
	const struct crm_verb *v;
	struct offers o;

	for (o.noun = p->nouns; !is_end(o.noun); o.noun++) {
		const struct crm_verb *lists[] = { o.noun->verbs,
			o.noun->generic ? generic_verbs() : NULL };
		size_t i;

		for (i = 0; i < 2; i++)
			for (v = lists[i]; v != NULL && v->name != NULL; v++) {
				o.verb = v;
				find_offers(&o, d, c->arena);
				if (o.n > 0)
					print(p, &o);
			}
	}
}

/* The noun as it is typed: of the first nothing. */
static const char *
typed_noun(const struct crm_program *p, const struct offers *o)
{
	return o->noun == p->nouns ? "" : o->noun->entity;
}

static void
shell_name(const struct crm_program *p)
{
	const char *s;

	for (s = p->name; *s != '\0'; s++)
		putchar(*s == '-' ? '_' : *s);
}

/* ---- bash, zsh ---- */

static void
bash_offers(const struct crm_program *p, const struct offers *o)
{
	const char *noun = typed_noun(p, o);
	size_t i;

	printf("\t\t%s:%s:) words='", noun, o->verb->name);
	offer_names(o);
	printf("' ;;\n");
	for (i = 0; i < o->n; i++) {
		if (!has_values(&o->offer[i]))
			continue;
		printf("\t\t%s:%s:%s) words='", noun, o->verb->name,
		    o->offer[i].name);
		offer_values(&o->offer[i], "", "");
		printf("' ;;\n");
	}
}

/* A case of the shell that takes the noun of a command apart. */
static void
noun_case(const struct crm_program *p, const char *word, const char *then)
{
	if (is_end(p->nouns + 1))
		return;
	printf("\tcase %s in\n\t", word);
	noun_names(p, "|");
	printf(")\n\t\t%s ;;\n\tesac\n", then);
}

static void
complete_bash(const struct crm_cmd *c)
{
	const struct crm_program *p = c->program;
	const struct crm_noun *n;

	printf("_");
	shell_name(p);
	printf("() {\n\tlocal cur=${COMP_WORDS[COMP_CWORD]} at=1 noun= name= "
	       "words= files=\n");
	noun_case(p, "${COMP_WORDS[1]}",
	    "[ \"$COMP_CWORD\" -eq 1 ] || noun=${COMP_WORDS[1]} at=2");
	printf("\t# To bash = is a word of its own.\n"
	       "\tif [ \"$cur\" = = ]; then\n"
	       "\t\tname=${COMP_WORDS[COMP_CWORD - 1]} cur=\n"
	       "\telif [ \"${COMP_WORDS[COMP_CWORD - 1]}\" = = ]; then\n"
	       "\t\tname=${COMP_WORDS[COMP_CWORD - 2]}\n\tfi\n"
	       "\tcase $cur,$noun,$((COMP_CWORD - at)) in\n\t-*) words='");
	option_names(p);
	printf("' ;;\n");
	for (n = p->nouns; !is_end(n); n++) {
		printf("\t*,%s,0) words='", n == p->nouns ? "" : n->entity);
		verb_names(n, " ");
		printf("%s", n == p->nouns && !is_end(n + 1) ? " " : "");
		if (n == p->nouns)
			noun_names(p, " ");
		printf("' ;;\n");
	}
	printf("\t*)\n\t\tfiles=1\n"
	       "\t\tcase $noun:${COMP_WORDS[at]}:$name in\n");
	each_offers(c, bash_offers);
	printf("\t\tesac ;;\n\tesac\n"
	       "\tCOMPREPLY=($(compgen -W \"$words\" -- \"$cur\"))\n"
	       "\tcase ${COMPREPLY[0]-}$files in\n"
	       "\t1) COMPREPLY=($(compgen -f -- \"$cur\")) ;;\n"
	       "\t*=1) compopt -o nospace 2> /dev/null ;;\n\tesac\n}\n"
	       "complete -F _");
	shell_name(p);
	printf(" %s\n", p->name);
}

static void
zsh_offers(const struct crm_program *p, const struct offers *o)
{
	const char *noun = typed_noun(p, o);
	size_t i;

	printf("\t\t%s:%s:) compadd -S '' -- ", noun, o->verb->name);
	offer_names(o);
	printf(" ;;\n");
	for (i = 0; i < o->n; i++) {
		if (!has_values(&o->offer[i]))
			continue;
		printf("\t\t%s:%s:%s) compadd -- ", noun, o->verb->name,
		    o->offer[i].name);
		offer_values(&o->offer[i], "", "");
		printf(" ;;\n");
	}
}

static void
complete_zsh(const struct crm_cmd *c)
{
	const struct crm_program *p = c->program;
	const struct crm_noun *n;

	printf("#compdef %s\n_", p->name);
	shell_name(p);
	printf("() {\n\tlocal at=2 noun= name=\n");
	noun_case(p, "$words[2]", "(( CURRENT == 2 )) || noun=$words[2] at=3");
	printf("\tif [[ $words[CURRENT] == -* ]]; then\n\t\tcompadd -- ");
	option_names(p);
	printf("\n");
	for (n = p->nouns; !is_end(n); n++) {
		printf("\telif (( CURRENT == at )) && [[ $noun == '%s' ]]; "
		       "then\n\t\tcompadd -- ",
		    n == p->nouns ? "" : n->entity);
		verb_names(n, " ");
		printf("%s", n == p->nouns && !is_end(n + 1) ? " " : "");
		if (n == p->nouns)
			noun_names(p, " ");
		printf("\n");
	}
	printf("\telse\n\t\tif [[ $words[CURRENT] == *=* ]]; then\n"
	       "\t\t\tname=${words[CURRENT]%%%%=*}\n"
	       "\t\t\tcompset -P '*='\n\t\tfi\n"
	       "\t\tcase $noun:$words[at]:$name in\n");
	each_offers(c, zsh_offers);
	printf("\t\t*) false ;;\n\t\tesac || _files\n\tfi\n}\n_");
	shell_name(p);
	printf(" \"$@\"\n");
}

/* ---- fish ---- */

/* Between single quotes. */
static void
fish_text(const char *s)
{
	for (; *s != '\0'; s++) {
		if (*s == '\'' || *s == '\\')
			putchar('\\');
		putchar(*s);
	}
}

/* Begins a line for what stands behind a verb. */
static void
fish_behind(const struct crm_program *p, const struct offers *o)
{
	printf("complete -c %s -n '", p->name);
	if (o->noun != p->nouns)
		printf("__fish_seen_subcommand_from %s; and ", o->noun->entity);
	else if (!is_end(p->nouns + 1)) {
		printf("not __fish_seen_subcommand_from ");
		noun_names(p, " ");
		printf("; and ");
	}
	printf("__fish_seen_subcommand_from %s' -a '", o->verb->name);
}

static void
fish_offers(const struct crm_program *p, const struct offers *o)
{
	size_t i;

	fish_behind(p, o);
	offer_names(o);
	printf("'\n");
	for (i = 0; i < o->n; i++) {
		if (!has_values(&o->offer[i]))
			continue;
		fish_behind(p, o);
		offer_values(&o->offer[i], o->offer[i].name, "=");
		printf("'\n");
	}
}

static void
complete_fish(const struct crm_cmd *c)
{
	const struct crm_program *p = c->program;
	size_t i, count;
	const struct crm_option *o = crm_option_table(&count);
	const struct crm_noun *n;

	printf("complete -c %s -n __fish_use_subcommand -f -a '", p->name);
	verb_names(p->nouns, " ");
	printf("%s", is_end(p->nouns + 1) ? "" : " ");
	noun_names(p, " ");
	printf("'\n");
	for (n = p->nouns + 1; !is_end(n); n++) {
		printf("complete -c %s -n '__fish_seen_subcommand_from %s' -f "
		       "-a '",
		    p->name, n->entity);
		verb_names(n, " ");
		printf("'\n");
	}
	each_offers(c, fish_offers);
	for (i = 0; i < count; i++) {
		if (!program_takes(p, &o[i]) || is_named(o, i))
			continue;
		printf("complete -c %s -l %s", p->name, o[i].name);
		if (o[i].letter != 0)
			printf(" -s %c", o[i].letter);
		printf("%s -d '", o[i].arg != NULL ? " -r" : "");
		fish_text(o[i].help);
		printf("'\n");
	}
}

bool
print_completion(const struct crm_cmd *c, const char *shell)
{
	static const struct {
		const char *name;
		void (*print)(const struct crm_cmd *c);
	} shells[] = {
		{ "bash", complete_bash },
		{ "zsh", complete_zsh },
		{ "fish", complete_fish },
	};
	size_t i;

	for (i = 0; i < sizeof shells / sizeof *shells; i++)
		if (strcmp(shell, shells[i].name) == 0) {
			shells[i].print(c);
			return true;
		}
	return false;
}
