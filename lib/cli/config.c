/*
 * What holds until the command line or the environment says otherwise: a file of
 * the user's, and one beside the book for all who work with it.
 *
 *	columns.deal = deal_id,name,amount	# of tables
 *	date-order = dmy
 *	alias.crm-deal.hot = list -w 'amount > 100000' -s -amount
 *	language = zh
 *	pager = less				# these only in the user's own:
 *	book.sales = /srv/crm/sales.db		# others may write the other one
 *
 * The user's own goes first.
 */
#include "internal.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

enum { LINE_MOST = 4096, ALIAS_WORDS = 100 };

/* What may be set; behind a dot each has a name of its own. */
static const struct setting {
	const char *name;
	const char *values; /* between bars; NULL: any text */
	bool own;           /* in the user's own file alone */
} settings[] = {
	{ "columns.", NULL, false },
	{ "date-order", "ymd|dmy|mdy", false },
	{ "language", "en|zh", false },
	{ "alias.", NULL, false },
	{ "pager", NULL, true },
	{ "book.", NULL, true },
};

enum { SETTINGS = sizeof settings / sizeof *settings };

static bool
is_name_of(const char *name, const struct setting *s)
{
	size_t n = strlen(s->name);

	return s->name[n - 1] == '.'
	    ? strncmp(name, s->name, n) == 0 && name[n] != '\0'
	    : strcmp(name, s->name) == 0;
}

/* ---- reading ---- */

static bool
is_one_of(const char *value, const char *list)
{
	size_t n = strlen(value), len;

	for (; *list != '\0'; list += len + (list[len] == '|')) {
		len = strcspn(list, "|");
		if (len == n && strncmp(list, value, n) == 0)
			return true;
	}
	return false;
}

bool
config_quote_open(const char *s)
{
	char quote = '\0';

	for (; *s != '\0'; s++) {
		if (*s == '\\' && quote != '\'' && s[1] != '\0')
			s++;
		else if (quote == '\0' && (*s == '\'' || *s == '"'))
			quote = *s;
		else if (*s == quote)
			quote = '\0';
	}
	return quote != '\0';
}

static enum crm_status
check(const struct config_entry *e, bool own, struct crm_err *err)
{
	const struct setting *s = settings;
	char quoted[CRM_QUOTE_SIZE];

	while (s < settings + SETTINGS && !is_name_of(e->name, s))
		s++;
	if (s == settings + SETTINGS)
		return crm_fail(err, CRM_USAGE,
		    "'%s' is no setting; there are columns.KIND, date-order, "
		    "language, alias.PROGRAM.WORD, pager, book.NAME",
		    crm_quote(quoted, crm_text_of(e->name)));
	if (s->own && !own)
		return crm_fail(err, CRM_USAGE,
		    "%s is read from your own file alone: crm-admin config "
		    "says where that is",
		    e->name);
	if (s->values != NULL && !is_one_of(e->value, s->values))
		return crm_fail(err, CRM_USAGE, "%s: '%s' is not one of %s",
		    e->name, crm_quote(quoted, crm_text_of(e->value)),
		    s->values);
	if (strcmp(s->name, "alias.") == 0 && config_quote_open(e->value))
		return crm_fail(
		    err, CRM_USAGE, "%s: a quote is never closed", e->name);
	return CRM_OK;
}

static const char *
keep(struct crm_cmd *c, struct crm_text t)
{
	t = crm_text_trim(t);
	return crm_strndup(c->arena, t.p, t.n);
}

/* A place of a file, where `st` is not CRM_OK with what is wrong there. */
static void
add_entry(struct crm_cmd *c, struct config_entry e, enum crm_status st,
    const struct crm_err *err)
{
	struct config_entry *kept = crm_alloc(c->arena, sizeof *kept);
	struct crm_err *wrong;

	*kept = e;
	if (st != CRM_OK) {
		wrong = crm_alloc(c->arena, sizeof *wrong);
		*wrong = *err;
		kept->wrong = wrong;
	}
	*c->config_end = kept;
	c->config_end = &kept->next;
}

/* "name = value", nothing, or a comment. */
static void
read_line(
    struct crm_cmd *c, const char *file, int line, const char *text, bool own)
{
	struct config_entry e = { .file = file, .line = line };
	struct crm_err err;
	enum crm_status st;
	const char *eq = strchr(text, '=');
	struct crm_text all = crm_text_trim(crm_text_of(text));

	if (all.n == 0 || all.p[0] == '#')
		return;
	if (eq == NULL || crm_utf8_valid(all) != all.n) {
		e.name = keep(c, all);
		e.value = "";
		st = crm_fail(&err, CRM_USAGE, "expected NAME = VALUE");
	} else {
		e.name = keep(
		    c, (struct crm_text){ text, (size_t)(eq - text) });
		e.value = keep(c, crm_text_of(eq + 1));
		st = check(&e, own, &err);
	}
	add_entry(c, e, st, &err);
}

static void
add_unreadable(struct crm_cmd *c, const char *path, int why)
{
	struct config_entry e = { .name = "", .value = "", .file = path };
	struct crm_err err;

	add_entry(c, e, crm_fail(&err, CRM_FAIL, "%s", strerror(why)), &err);
}

static void
read_file(struct crm_cmd *c, const char *path, bool own)
{
	FILE *f = fopen(path, "re");
	char text[LINE_MOST];
	int line = 0;

	if (f == NULL) {
		if (errno != ENOENT && errno != ENOTDIR)
			add_unreadable(c, path, errno);
		return;
	}
	while (fgets(text, sizeof text, f) != NULL)
		read_line(c, path, ++line, text, own);
	if (ferror(f))
		add_unreadable(c, path, errno);
	fclose(f);
}

const char *
config_beside(const struct crm_cmd *c)
{
	const char *book = crm_cmd_book(c);

	return book != NULL && crm_store_is_file(book)
	    ? crm_sprintf(c->arena, "%s.config", book)
	    : NULL;
}

void
config_read_own(struct crm_cmd *c)
{
	const char *path = env_config(c->arena);

	c->config_end = &c->config;
	if (path != NULL)
		read_file(c, path, true);
}

void
config_read_beside(struct crm_cmd *c)
{
	const char *path = config_beside(c);

	if (path != NULL)
		read_file(c, path, false);
}

enum crm_status
config_sound(const struct crm_cmd *c, struct crm_err *err)
{
	const struct config_entry *e = c->config;

	while (e != NULL && e->wrong == NULL)
		e = e->next;
	if (e == NULL)
		return CRM_OK;
	*err = *e->wrong;
	crm_err_in_file(err,
	    e->line == 0 ? e->file
			 : crm_sprintf(c->arena, "%s:%d", e->file, e->line));
	return err->status;
}

/* ---- asking ---- */

const struct config_entry *
config_find(const struct crm_cmd *c, const char *name, const char *of)
{
	const struct config_entry *e = c->config;
	size_t n = strlen(name);

	while (e != NULL &&
	    (e->wrong != NULL || strncmp(e->name, name, n) != 0 ||
		strcmp(e->name + n, of == NULL ? "" : of) != 0))
		e = e->next;
	return e;
}

const char *
config_value(const struct crm_cmd *c, const char *name, const char *of)
{
	const struct config_entry *e = config_find(c, name, of);

	return e == NULL ? NULL : e->value;
}

const char *
config_book(const struct crm_cmd *c, const char *said)
{
	const char *found = said[0] == '@' ? config_value(c, "book.", said + 1)
					   : NULL;

	return found == NULL ? said : found;
}

/* ---- aliases ---- */

char *
config_word(struct crm_arena *a, const char **p)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *s = *p + strspn(*p, " \t");
	char quote = '\0', *word = NULL;

	if (*s != '\0') {
		crm_buf_str(&b, "");
		for (;
		     *s != '\0' && (quote != '\0' || strchr(" \t", *s) == NULL);
		     s++) {
			if (quote == '\0' && (*s == '\'' || *s == '"'))
				quote = *s;
			else if (*s == quote)
				quote = '\0';
			else {
				if (*s == '\\' && quote != '\'' && s[1] != '\0')
					s++;
				crm_buf_char(&b, *s);
			}
		}
		word = crm_strndup(a, b.data == NULL ? "" : b.data, b.len);
	}
	*p = s;
	crm_buf_free(&b);
	return word;
}

bool
config_expand(struct crm_cmd *c, int *argc, char ***argv)
{
	const char *p, *word;
	char **out;
	int n, i, at = *argc > 1 && strcmp((*argv)[1], "help") == 0 ? 2 : 1;

	if (*argc <= at || (word = (*argv)[at])[0] == '-' ||
	    find_noun(c->program, word) != NULL ||
	    verb_by_word(c->program->nouns, word) != NULL)
		return true;
	p = config_value(
	    c, crm_sprintf(c->arena, "alias.%s.", c->program->name), word);
	if (p == NULL)
		return false;
	out = crm_alloc_n(
	    c->arena, (size_t)*argc + ALIAS_WORDS + 1, sizeof *out);
	for (n = 0; n < at; n++)
		out[n] = (*argv)[n];
	while (n <= ALIAS_WORDS && (out[n] = config_word(c->arena, &p)) != NULL)
		n++;
	for (i = at + 1; i < *argc; i++)
		out[n++] = (*argv)[i];
	out[n] = NULL;
	*argc = n;
	*argv = out;
	return true;
}
