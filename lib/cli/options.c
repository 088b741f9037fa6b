/* Options, read from the command line. */
#include "internal.h"

#include <string.h>

/* Of two with one name that which the verb takes. */
static int
find_long(const struct crm_verb *v, const char *name, size_t n)
{
	int i, found = -1;

	for (i = 0; i < OPT_COUNT; i++)
		if (strlen(option_table[i].name) == n &&
		    strncmp(option_table[i].name, name, n) == 0 &&
		    (found < 0 || option_fits(&option_table[i], v)))
			found = i;
	return found;
}

static int
find_letter(char letter)
{
	int i;

	for (i = 0; i < OPT_COUNT; i++)
		if (option_table[i].letter == letter)
			return i;
	return -1;
}

static enum crm_status
keep(struct crm_cmd *c, int o, const char *value, struct crm_err *err)
{
	const char **all = c->opt_all[o];
	size_t n = 0;

	if (c->opt[o] != NULL && option_table[o].arg != NULL &&
	    !option_table[o].many)
		return crm_fail(err, CRM_USAGE, "--%s is given twice",
		    option_table[o].name);
	while (all != NULL && all[n] != NULL)
		n++;
	c->opt_all[o] = crm_alloc_n(c->arena, n + 2, sizeof *all);
	if (n > 0)
		memcpy(c->opt_all[o], all, n * sizeof *all);
	c->opt_all[o][n] = value;
	c->opt[o] = value;
	return CRM_OK;
}

static enum crm_status
take(struct crm_cmd *c, int o, const char *arg, const char *value, char **argv,
    int *i, struct crm_err *err)
{
	if (!option_fits(&option_table[o], c->verb))
		return crm_fail(err, CRM_USAGE,
		    "%s does not take --%s; see "
		    "--help",
		    c->verb->name, option_table[o].name);
	if (option_table[o].arg == NULL) {
		if (value == NULL)
			return keep(c, o, "", err);
		if (option_table[o].may == NULL)
			return crm_fail(err, CRM_USAGE, "--%s takes no value",
			    option_table[o].name);
		return strcmp(value, option_table[o].may) == 0
		    ? keep(c, o, option_table[o].may, err)
		    : crm_fail(err, CRM_USAGE,
			  "--%s takes no value but %s, not '%.40s'",
			  option_table[o].name, option_table[o].may, value);
	}
	if (value == NULL)
		value = argv[++*i];
	if (value == NULL)
		return crm_fail(err, CRM_USAGE, "%s needs a value: %s", arg,
		    option_table[o].arg);
	return keep(c, o, value, err);
}

static enum crm_status
take_long(struct crm_cmd *c, char **argv, int *i, struct crm_err *err)
{
	const char *arg = argv[*i], *eq = strchr(arg, '=');
	size_t n = eq == NULL ? strlen(arg + 2) : (size_t)(eq - arg - 2);
	int o = find_long(c->verb, arg + 2, n);

	const char *said = NULL;
	enum crm_opt spoken;

	if (o < 0 && spoken_option(arg + 2, n, &spoken, &said) &&
	    option_fits(&option_table[spoken], c->verb))
		o = spoken;
	if (o < 0)
		return unknown_option(c, arg, err);
	if (said != NULL)
		return keep(c, o, said, err);
	return take(c, o, arg, eq == NULL ? NULL : eq + 1, argv, i, err);
}

/* -q, -nq, -o csv, -ocsv. */
static enum crm_status
take_short(struct crm_cmd *c, char **argv, int *i, struct crm_err *err)
{
	const char *arg = argv[*i], *p;
	enum crm_status st = CRM_OK;

	for (p = arg + 1; *p != '\0' && st == CRM_OK; p++) {
		int o = find_letter(*p);

		if (o < 0)
			return unknown_option(c, arg, err);
		if (option_table[o].arg != NULL)
			return take(c, o, arg, p[1] == '\0' ? NULL : p + 1,
			    argv, i, err);
		st = take(c, o, arg, NULL, argv, i, err);
	}
	return st;
}

enum crm_status
options_parse(struct crm_cmd *c, int argc, char **argv, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	bool only_operands = false;
	int i;

	c->operand = crm_alloc_n(
	    c->arena, (size_t)argc + 1, sizeof *c->operand);
	for (i = 0; i < argc && st == CRM_OK; i++) {
		if (only_operands || argv[i][0] != '-' || argv[i][1] == '\0')
			c->operand[c->n_operands++] = argv[i];
		else if (strcmp(argv[i], "--") == 0)
			only_operands = true;
		else if (argv[i][1] == '-')
			st = take_long(c, argv, &i, err);
		else
			st = take_short(c, argv, &i, err);
	}
	return st;
}
