/* config: what holds for a command of now, and where it comes from. */
#include "cli/candidates.h"

#include <crm/cli/verbs.h>

#include <string.h>
#include <unistd.h>

#define TEXT_COLUMN(n) \
	{ \
		.name = n, .label = n, .type = CRM_T_TEXT, .currency = -1 \
	}

enum { SETTING, VALUE, FROM, COLUMNS };

static const struct crm_column columns[COLUMNS] = {
	TEXT_COLUMN("setting"),
	TEXT_COLUMN("value"),
	TEXT_COLUMN("from"),
};

/* Where something may have been said: in this order. */
struct source {
	const char *setting;  /* "book" */
	enum crm_opt option;  /* CRM_OPT_N: none */
	const char *variable; /* or NULL */
	const char *entry;    /* of the files, or NULL */
	const char *also;     /* a variable behind the files, or NULL */
	const char *usual;    /* where nothing says it; NULL: nothing holds */
};

static const struct source sources[] = {
	{ "book", CRM_OPT_DB, "CRM_DB", NULL, NULL, NULL },
	{ "user", CRM_OPT_N, "CRM_USER", NULL, NULL, NULL },
	{ "format", CRM_OPT_OUTPUT, "CRM_FORMAT", NULL, NULL,
	    N_("table on a terminal, else csv") },
	{ "language", CRM_OPT_N, NULL, "language", NULL, NULL },
	{ "date-order", CRM_OPT_N, NULL, "date-order", NULL, "ymd" },
	{ "pager", CRM_OPT_N, "CRM_PAGER", "pager", "PAGER", N_("none") },
	{ "zone", CRM_OPT_N, "TZ", NULL, NULL, N_("the system's") },
	{ "clock", CRM_OPT_N, "CRM_NOW", NULL, NULL, N_("the system's") },
	{ "busy-timeout", CRM_OPT_N, "CRM_BUSY_TIMEOUT", NULL, NULL, "30" },
	{ "no-color", CRM_OPT_N, "NO_COLOR", NULL, NULL, N_("unset") },
};

static enum crm_status
put(struct crm_rows *rows, const char *setting, const char *value,
    const char *from, struct crm_err *err)
{
	struct crm_value v[COLUMNS] = {
		[SETTING] = crm_value_text(crm_text_of(setting)),
		[VALUE] = crm_value_text(crm_text_of(value)),
		[FROM] = crm_value_text(crm_text_of(from)),
	};

	return crm_rows_put(rows, v, err);
}

static const char *
place_of(struct crm_cmd *c, const struct config_entry *e)
{
	return crm_sprintf(c->arena, "%s:%d", e->file, e->line);
}

/* What holds where none of the sources says anything. */
static const char *
usual(struct crm_cmd *c, const struct source *s)
{
	if (strcmp(s->setting, "book") == 0)
		return crm_cmd_book(c);
	if (strcmp(s->setting, "user") == 0)
		return crm_cmd_login();
	if (strcmp(s->setting, "language") == 0)
		return c->chinese ? "zh" : "en";
	return s->usual == NULL ? NULL : crm_tr(s->usual);
}

static enum crm_status
put_source(struct crm_cmd *c, struct crm_rows *rows, const struct source *s,
    struct crm_err *err)
{
	const struct config_entry *e = s->entry == NULL
	    ? NULL
	    : config_find(c, s->entry, NULL);
	const char *value = NULL, *from = crm_tr("default");

	if (s->option != CRM_OPT_N && (value = c->opt[s->option]) != NULL)
		from = crm_tr("command line");
	else if (s->variable != NULL && (value = env_said(s->variable)) != NULL)
		from = s->variable;
	else if (e != NULL) {
		value = e->value;
		from = place_of(c, e);
	} else if (s->also != NULL && (value = env_said(s->also)) != NULL)
		from = s->also;
	if (value == NULL || strcmp(s->setting, "book") == 0)
		value = usual(c, s);
	return put(
	    rows, s->setting, crm_store_shown(c->arena, value), from, err);
}

/* Where an entry is from, and why it does not hold where it does not. */
static const char *
told_place(struct crm_cmd *c, const struct config_entry *e, bool holds)
{
	struct crm_err err;

	if (e->wrong == NULL && holds &&
	    config_check_entry(c, e, &err) != CRM_OK)
		return crm_sprintf(
		    c->arena, crm_tr("%s; %s"), place_of(c, e), err.text);
	if (e->wrong != NULL)
		return crm_sprintf(c->arena, crm_tr("%s; not used: %s"),
		    e->line == 0 ? e->file : place_of(c, e), e->wrong->text);
	return holds ? place_of(c, e)
		     : crm_sprintf(c->arena,
			   crm_tr("%s; not used, said before"), place_of(c, e));
}

/* Those of many names, what stands behind another, and what is wrong. */
static enum crm_status
put_entries(struct crm_cmd *c, struct crm_rows *rows, struct crm_err *err)
{
	const struct config_entry *e;
	enum crm_status st = CRM_OK;

	for (e = c->config; e != NULL && st == CRM_OK; e = e->next) {
		bool holds = config_find(c, e->name, NULL) == e;

		if (holds && strchr(e->name, '.') == NULL)
			continue; /* told already */
		st = put(rows, e->name, crm_store_shown(c->arena, e->value),
		    told_place(c, e, holds), err);
	}
	return st;
}

static enum crm_status
put_file(struct crm_rows *rows, const char *setting, const char *path,
    struct crm_err *err)
{
	return path == NULL
	    ? CRM_OK
	    : put(rows, setting, path,
		  access(path, R_OK) == 0       ? crm_tr("is read")
		      : access(path, F_OK) == 0 ? crm_tr("cannot be read")
						: crm_tr("is not there"),
		  err);
}

enum crm_status
crm_verb_config(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_rows *rows = NULL;
	enum crm_status st;
	size_t i;

	(void)open_quietly(c); /* users' fields, where there is a book */
	st = crm_rows_open(c, columns, COLUMNS, &rows, err);
	if (st == CRM_OK)
		st = put_file(rows, "own-file", env_config(c->arena), err);
	if (st == CRM_OK)
		st = put_file(rows, "book-file", config_beside(c), err);
	for (i = 0; i < sizeof sources / sizeof *sources && st == CRM_OK; i++)
		st = put_source(c, rows, &sources[i], err);
	if (st == CRM_OK)
		st = put_entries(c, rows, err);
	return crm_rows_end(rows, st, err);
}
