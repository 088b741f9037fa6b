/*
 * What may be wrong in the settings, though each line is written as one: names of
 * what is not there.  A command learns it where it comes to use the line; crm-admin
 * config tells it before.
 */
#include "internal.h"

#include <string.h>

/* What stands behind the name of a setting, or NULL: it is another. */
static const char *
behind(const struct config_entry *e, const char *setting)
{
	size_t n = strlen(setting);

	return strncmp(e->name, setting, n) == 0 ? e->name + n : NULL;
}

/* Users' fields are known to the book alone: without one only the kind is told. */
static enum crm_status
meant_columns(struct crm_cmd *c, const struct config_entry *e, const char *kind,
    struct crm_err *err)
{
	const struct crm_dict *d = c->dict != NULL ? c->dict
						   : crm_dict_new(c->arena);
	const struct crm_entity *of = crm_dict_find(d, kind);
	struct crm_columns columns;
	char quoted[CRM_QUOTE_SIZE];

	if (of == NULL)
		return crm_fail(err, CRM_USAGE,
		    "there is no kind of record '%s'",
		    crm_quote(quoted, crm_text_of(kind)));
	return c->dict == NULL
	    ? CRM_OK
	    : crm_columns_parse(
		  d, of, e->value, CRM_COLUMNS_SHORT, c->arena, &columns, err);
}

/* Whether the program, of the length n, is one of these. */
static bool
is_program(const struct crm_dict *d, const char *name, size_t n)
{
	static const char reports[] = "crm-report";

	for (size_t i = 0; i < d->n; i++) {
		const char *p = d->entity[i]->def->program;

		if (p != NULL && strlen(p) == n && strncmp(p, name, n) == 0)
			return true;
	}
	return n == sizeof reports - 1 && strncmp(name, reports, n) == 0;
}

/* A word that is understood already stays what it is. */
static bool
is_taken(
    const struct crm_dict *d, const char *program, size_t n, const char *word)
{
	const struct crm_entity *e = crm_dict_find(d, word);
	const struct crm_verb *v = generic_verbs();

	if (e != NULL && e->def->program != NULL &&
	    strlen(e->def->program) == n &&
	    strncmp(e->def->program, program, n) == 0)
		return true;
	while (v->name != NULL && strcmp(v->name, word) != 0)
		v++;
	return v->name != NULL;
}

static enum crm_status
check_alias(struct crm_cmd *c, const char *name, struct crm_err *err)
{
	const struct crm_dict *d = crm_dict_new(c->arena);
	size_t n = strcspn(name, ".");
	char quoted[CRM_QUOTE_SIZE];

	if (name[n] == '\0')
		return crm_fail(
		    err, CRM_USAGE, "an alias is alias.PROGRAM.WORD");
	if (!is_program(d, name, n))
		return crm_fail(err, CRM_USAGE, "there is no program '%s'",
		    crm_quote(quoted, (struct crm_text){ name, n }));
	if (is_taken(d, name, n, name + n + 1))
		return crm_fail(err, CRM_USAGE,
		    "'%s' is a verb or a noun already", name + n + 1);
	return CRM_OK;
}

enum crm_status
config_check_entry(
    struct crm_cmd *c, const struct config_entry *e, struct crm_err *err)
{
	const char *name;

	if ((name = behind(e, "columns.")) != NULL)
		return meant_columns(c, e, name, err);
	return (name = behind(e, "alias.")) != NULL ? check_alias(c, name, err)
						    : CRM_OK;
}

enum crm_status
config_check_book(const struct crm_cmd *c, struct crm_err *err)
{
	const char *book = crm_cmd_book(c);
	char quoted[CRM_QUOTE_SIZE];

	if (book == NULL || book[0] != '@')
		return CRM_OK;
	crm_quote(quoted, crm_text_of(book + 1));
	return crm_fail(err, CRM_USAGE,
	    "'@%s' is no book of the settings: book.%s = … in your own file "
	    "(crm-admin config); a file of that name is ./@%s",
	    quoted, quoted, quoted);
}
