/*
 * What people type who come from elsewhere: words for our verbs and options.
 * Those that only read are understood.  Those that write are answered, for what
 * somebody else's `rm` or `update` does is not what ours would.
 */
#include "internal.h"

#include <string.h>

static const struct {
	const char *words; /* each between blanks */
	const char *verb;
} verbs[] = {
	{ " get view cat print display see ", "show" },
	{ " ls find search query select filter export dump ", "list" },
	{ " describe columns schema ", "fields" },
	{ " log changes audit ", "history" },
	{ " rm del remove erase drop destroy ", "delete" },
	{ " update edit change modify put patch ", "set" },
	{ " new create insert ", "add" },
	{ " load upload ", "import" },
	{ " undelete recover ", "restore" },
};

static const struct {
	const char *word;
	enum crm_opt option;
} options[] = {
	{ "format", CRM_OPT_OUTPUT },
	{ "filter", CRM_OPT_WHERE },
	{ "fields", CRM_OPT_COLUMNS },
	{ "select", CRM_OPT_COLUMNS },
	{ "order", CRM_OPT_SORT },
	{ "order-by", CRM_OPT_SORT },
	{ "sort-by", CRM_OPT_SORT },
	{ "top", CRM_OPT_LIMIT },
	{ "dryrun", CRM_OPT_DRY_RUN },
	{ "force", CRM_OPT_YES },
	{ "message", CRM_OPT_REASON },
};

const char *
spoken_verb(const char *word)
{
	size_t i, n = strlen(word);
	const char *p;

	for (i = 0; i < sizeof verbs / sizeof *verbs && n > 0; i++)
		for (p = verbs[i].words; (p = strstr(p, word)) != NULL; p++)
			if (p > verbs[i].words && p[-1] == ' ' && p[n] == ' ')
				return verbs[i].verb;
	return NULL;
}

const char *
spoken_kind(struct crm_arena *a, const char *word)
{
	char *kind = crm_strdup(a, word);
	size_t n = strlen(kind);

	for (char *p = kind; *p != '\0'; p++)
		if (*p == '_')
			*p = '-';
	if (n > 3 && strcmp(kind + n - 3, "ies") == 0) {
		kind[n - 3] = 'y';
		kind[n - 2] = '\0';
	} else if (n > 1 && kind[n - 1] == 's' && strcmp(kind, "series") != 0)
		kind[n - 1] = '\0';
	return kind;
}

const struct crm_noun *
spoken_noun(const struct crm_program *p, const char *word)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const struct crm_noun *n = find_noun(p, spoken_kind(&a, word));

	crm_arena_free(&a);
	return n;
}

const struct crm_verb *
verb_by_word(const struct crm_noun *n, const char *word)
{
	const struct crm_verb *v = find_verb(n, word);
	const char *spoken = v == NULL ? spoken_verb(word) : NULL;

	if (spoken != NULL)
		v = find_verb(n, spoken);
	return v != NULL && spoken != NULL && (v->flags & CRM_V_WRITE) != 0
	    ? NULL
	    : v;
}

const struct crm_noun *
noun_by_word(const struct crm_program *p, const char *word, const char *next)
{
	const struct crm_noun *n = find_noun(p, word);

	if (n == NULL && verb_by_word(p->nouns, word) == NULL)
		return spoken_noun(p, word);
	if (n == NULL || find_verb(p->nouns, word) == NULL)
		return n;
	return next != NULL && verb_by_word(n, next) != NULL ? n : NULL;
}

/* --json is -o json, too. */
bool
spoken_option(const char *word, size_t n, enum crm_opt *out, const char **value)
{
	static const char *const formats[] = { "table", "csv", "tsv", "json",
		"ndjson", "ids", "md", "xlsx" };
	size_t i;

	*value = NULL;
	for (i = 0; i < sizeof formats / sizeof *formats; i++)
		if (strlen(formats[i]) == n &&
		    strncmp(formats[i], word, n) == 0) {
			*out = CRM_OPT_OUTPUT;
			*value = formats[i];
			return true;
		}
	for (i = 0; i < sizeof options / sizeof *options; i++)
		if (strlen(options[i].word) == n &&
		    strncmp(options[i].word, word, n) == 0) {
			*out = options[i].option;
			return true;
		}
	return false;
}

/* How many of the bytes at the beginning may be of fields' names or labels. */
static size_t
span_of_name(const char *s)
{
	size_t n = 0;

	while ((s[n] >= 'a' && s[n] <= 'z') || s[n] == '_' || s[n] == '.' ||
	    (unsigned char)s[n] >= 0x80)
		n++;
	return n;
}

/* How long the operator at the beginning is; 0: there is none. */
static size_t
span_of_operator(const char *s)
{
	static const char *const all[] = { "!=", "<=", ">=", "==", "!~", "=",
		"<", ">", "~" };

	for (size_t i = 0; i < sizeof all / sizeof *all; i++)
		if (strncmp(s, all[i], strlen(all[i])) == 0)
			return strlen(all[i]);
	return 0;
}

/* A condition that was typed without -w: its parts lie in what was typed. */
struct condition {
	struct crm_text name, test;
	const char *value;
};

/* "status=new", and "city = Berlin" in three. */
static bool
read_condition(const struct crm_cmd *c, size_t operand, struct condition *out)
{
	const char *s = c->operand[operand];
	size_t n = span_of_name(s), m = span_of_operator(s + n);
	bool apart = s[n] == '\0' && operand + 2 < c->n_operands;

	if (n == 0 || (m == 0 && !apart))
		return false;
	out->name = (struct crm_text){ s, n };
	out->value = s + n + m;
	if (apart) {
		s = c->operand[operand + 1];
		m = span_of_operator(s);
		n = 0;
		if (m == 0 || s[m] != '\0')
			return false;
		out->value = c->operand[operand + 2];
	}
	out->test = (struct crm_text){ s + n, m };
	if (crm_text_is(out->test, "=="))
		out->test.n = 1;
	return true;
}

enum crm_status
refuse_condition(const struct crm_cmd *c, size_t operand, struct crm_err *err)
{
	struct condition is;
	char quoted[CRM_QUOTE_SIZE];
	const char *quote;
	bool takes = (c->verb->groups & (CRM_G_LIST | CRM_G_WHERE)) != 0;

	if ((!takes &&
		(c->verb->flags & (CRM_V_IDS | CRM_V_WRITE)) != CRM_V_IDS) ||
	    !read_condition(c, operand, &is))
		return CRM_OK;
	quote = is.value[0] != '\0' && strpbrk(is.value, " \"'()<>=,") == NULL
	    ? ""
	    : "\"";
	crm_quote(quoted, crm_text_of(is.value));
	if (!takes)
		return crm_fail(err, CRM_USAGE,
		    "%s takes ids, and list conditions: list -w '%.*s %.*s "
		    "%s%s%s'",
		    c->verb->name, (int)is.name.n, is.name.p, (int)is.test.n,
		    is.test.p, quote, quoted, quote);
	return crm_fail(err, CRM_USAGE,
	    "%s takes conditions behind -w: -w '%.*s %.*s %s%s%s'",
	    c->verb->name, (int)is.name.n, is.name.p, (int)is.test.n, is.test.p,
	    quote, quoted, quote);
}
