/*
 * Completion for the shells.  A script asks the program itself, which knows its
 * verbs, words and options, and the book: candidates.c.
 */
#include "internal.h"

#include <stdio.h>
#include <string.h>

struct shell {
	const char *name, *script;
};

static const struct shell shells[] = {
	{ "bash",
	    "# bash completion for PROGRAM; the program says what may stand where.\n"
	    "_FUNCTION() {\n"
	    "\tlocal IFS=$'\\n' i word glue= line cut cur words=() files=\n"
	    "\t# To bash = and : are words of their own.\n"
	    "\tfor ((i = 1; i <= COMP_CWORD; i++)); do\n"
	    "\t\tword=${COMP_WORDS[i]}\n"
	    "\t\tif [[ -n $glue || $word == [=:]* ]] && "
	    "((${#words[@]} > 0)); then\n"
	    "\t\t\twords[${#words[@]} - 1]+=$word\n"
	    "\t\telse\n"
	    "\t\t\twords+=(\"$word\")\n"
	    "\t\tfi\n"
	    "\t\tglue=\n"
	    "\t\t[[ $word != [=:] ]] || glue=1\n"
	    "\tdone\n"
	    "\tcur=${words[${#words[@]} - 1]-}\n"
	    "\t# Where a quote is open, what is behind it; its end is bash's.\n"
	    "\tfor ((i = 0; i < ${#words[@]}; i++)); do\n"
	    "\t\tword=${words[i]}\n"
	    "\t\t[[ $word != [\\'\\\"]* ]] || word=${word:1}\n"
	    "\t\t((i == ${#words[@]} - 1)) || word=${word%[\\'\\\"]}\n"
	    "\t\twords[i]=$word\n"
	    "\tdone\n"
	    "\tCOMPREPLY=()\n"
	    "\tcut=\n"
	    "\tif [[ $cur != [\\'\\\"]* && $cur == *[=:]* ]]; then\n"
	    "\t\tcut=${cur%\"${cur##*[=:]}\"}\n"
	    "\tfi\n"
	    "\twhile read -r line; do\n"
	    "\t\tif [[ $line == :files ]]; then\n"
	    "\t\t\tfiles=1\n"
	    "\t\t\tcontinue\n"
	    "\t\tfi\n"
	    "\t\tline=${line%%$'\\t'*}\n"
	    "\t\tline=${line#\"$cut\"}\n"
	    "\t\t[[ $cur == [\\'\\\"]* ]] || printf -v line %q \"$line\"\n"
	    "\t\tCOMPREPLY+=(\"$line\")\n"
	    "\tdone < <(PROGRAM --candidates \"${words[@]}\" 2> /dev/null)\n"
	    "\tif [[ -n $files ]]; then\n"
	    "\t\tcompopt -o filenames 2> /dev/null\n"
	    "\t\tCOMPREPLY+=($(compgen -f -- \"${cur##*=}\"))\n"
	    "\tfi\n"
	    "\t[[ ${COMPREPLY[0]-} != *[=:] ]] || "
	    "compopt -o nospace 2> /dev/null\n"
	    "}\n"
	    "complete -F _FUNCTION PROGRAM\n" },
	{ "zsh",
	    "#compdef PROGRAM\n"
	    "# zsh completion for PROGRAM; the program says what may stand where.\n"
	    "_FUNCTION() {\n"
	    "\tlocal line value\n"
	    "\tlocal -a plain plain_shown open open_shown\n"
	    "\tlocal -i files=0\n"
	    "\tset -- \"${(@Q)words[2,CURRENT]}\"\n"
	    "\t# A quote that is open stays.\n"
	    "\targv[-1]=${argv[-1]#[\\'\\\"]}\n"
	    "\tfor line in \"${(@f)$(PROGRAM --candidates \"$@\" "
	    "2> /dev/null)}\"; do\n"
	    "\t\tvalue=${line%%$'\\t'*}\n"
	    "\t\tcase $line in\n"
	    "\t\t'') continue ;;\n"
	    "\t\t:files) files=1; continue ;;\n"
	    "\t\tesac\n"
	    "\t\tline=${line/$'\\t'/  -- }\n"
	    "\t\tif [[ $value == *[=:] ]]; then\n"
	    "\t\t\topen+=(\"$value\") open_shown+=(\"$line\")\n"
	    "\t\telse\n"
	    "\t\t\tplain+=(\"$value\") plain_shown+=(\"$line\")\n"
	    "\t\tfi\n"
	    "\tdone\n"
	    "\t# -U: the program has chosen, whatever the case of the letters.\n"
	    "\t(( $#open )) && compadd -U -l -S '' -d open_shown -a open\n"
	    "\t(( $#plain )) && compadd -U -l -d plain_shown -a plain\n"
	    "\t(( files )) && _files\n"
	    "\t(( $#open + $#plain + files ))\n"
	    "}\n"
	    "_FUNCTION \"$@\"\n" },
	{ "fish",
	    "# fish completion for PROGRAM; the program says what may stand where.\n"
	    "function __FUNCTION_candidates\n"
	    "\tset -l words (commandline -opc) (commandline -ct)\n"
	    "\tfor line in (PROGRAM --candidates (string unescape -- $words[2..-1]) "
	    "2> /dev/null)\n"
	    "\t\tif test \"$line\" = :files\n"
	    "\t\t\t__fish_complete_path (commandline -ct)\n"
	    "\t\telse\n"
	    "\t\t\techo $line\n"
	    "\t\tend\n"
	    "\tend\n"
	    "end\n"
	    "complete -c PROGRAM -f -a '(__FUNCTION_candidates)'\n" },
};

/* The name of the program where the script has PROGRAM, and as a part of a name
 * where it has FUNCTION. */
static void
put_script(const char *script, const char *program)
{
	static const char whole[] = "PROGRAM", part[] = "FUNCTION";
	const char *p = script, *name;

	while (*p != '\0') {
		bool is_part = strncmp(p, part, sizeof part - 1) == 0;

		if (!is_part && strncmp(p, whole, sizeof whole - 1) != 0) {
			putchar(*p++);
			continue;
		}
		p += (is_part ? sizeof part : sizeof whole) - 1;
		for (name = program; *name != '\0'; name++)
			putchar(is_part && *name == '-' ? '_' : *name);
	}
}

bool
print_completion(const struct crm_cmd *c, const char *shell)
{
	size_t i;

	for (i = 0; i < sizeof shells / sizeof *shells; i++)
		if (strcmp(shells[i].name, shell) == 0) {
			put_script(shells[i].script, c->program->name);
			return true;
		}
	return false;
}
