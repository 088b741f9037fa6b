/* A command that is kept as a line of words, run within another one. */
#include "internal.h"

#include <string.h>

enum { WORDS_MOST = 200 };

/* The words of the line, the program's name before them. */
static enum crm_status
split(struct crm_cmd *c, const char *line, char **argv, int *n,
    struct crm_err *err)
{
	*n = 0;
	if (config_quote_open(line))
		return crm_fail(err, CRM_USAGE, "the quote is never closed");
	argv[(*n)++] = crm_strdup(c->arena, c->program->name);
	while ((argv[*n] = config_word(c->arena, &line)) != NULL)
		if (++*n == WORDS_MOST)
			return crm_fail(err, CRM_USAGE,
			    "%d words at most in a line", WORDS_MOST);
	return CRM_OK;
}

/* What it says of its own. */
static enum crm_status
check_inner(const struct crm_cmd *inner, struct crm_err *err)
{
	static const enum crm_opt not [] = { CRM_OPT_DB, CRM_OPT_AS_OF,
		CRM_OPT_OUTPUT };
	size_t i, n;
	const struct crm_option *table = crm_option_table(&n);

	if ((inner->verb->flags & CRM_V_WRITE) != 0 || inner->verb->run == NULL)
		return crm_fail(
		    err, CRM_USAGE, "%s is no report", inner->verb->name);
	for (i = 0; i < sizeof not / sizeof *not ; i++)
		if (crm_has(inner, not [i]))
			return crm_fail(err, CRM_USAGE,
			    "--%s is said where it is run, not in the line",
			    table[not [i]].name);
	return CRM_OK;
}

enum crm_status
crm_cmd_inner(struct crm_cmd *c, const char *line, struct crm_out *out,
    enum crm_format format, struct crm_cmd *inner, struct crm_err *err)
{
	char **argv = crm_alloc_n(c->arena, WORDS_MOST + 1, sizeof *argv);
	enum crm_status st;
	int n;

	if ((st = split(c, line, argv, &n, err)) != CRM_OK)
		return st;
	*inner = *c;
	inner->noun = c->program->nouns;
	inner->verb = n > 1 ? verb_by_word(inner->noun, argv[1]) : NULL;
	if (inner->verb == NULL)
		return crm_fail(
		    err, CRM_USAGE, "'%s' is no report", n > 1 ? argv[1] : "");
	inner->opt = crm_alloc_n(c->arena, OPT_COUNT, sizeof *inner->opt);
	inner->opt_all = crm_alloc_n(
	    c->arena, OPT_COUNT, sizeof *inner->opt_all);
	inner->n_operands = 0;
	st = options_parse(inner, n - 2, argv + 2, err);
	if (st != CRM_OK || (st = check_inner(inner, err)) != CRM_OK ||
	    (st = check_operands(inner, err)) != CRM_OK ||
	    (st = read_words(inner, err)) != CRM_OK)
		return st;
	if (crm_has(c, CRM_OPT_QUIET))
		inner->opt[CRM_OPT_QUIET] = "";
	inner->out = out;
	inner->format = format;
	inner->width = format == CRM_FMT_CHART ? c->width : 0;
	inner->color = c->color && out == c->out;
	return CRM_OK;
}
