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

	for (i = 0; i < sizeof verbs / sizeof *verbs; i++)
		for (p = verbs[i].words; (p = strstr(p, word)) != NULL; p++)
			if (p > verbs[i].words && p[-1] == ' ' && p[n] == ' ')
				return verbs[i].verb;
	return NULL;
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

/* "status=new" behind a verb that takes conditions. */
enum crm_status
refuse_condition(
    const struct crm_cmd *c, const char *operand, struct crm_err *err)
{
	const char *eq = strchr(operand, '=');
	struct crm_text name = { operand,
		eq == NULL ? 0 : (size_t)(eq - operand) };
	char quoted[CRM_QUOTE_SIZE];
	bool plain, takes = (c->verb->groups & (CRM_G_LIST | CRM_G_WHERE)) != 0;

	if (eq == NULL || name.n == 0 || span_of_name(operand) < name.n ||
	    (!takes &&
		(c->verb->flags & (CRM_V_IDS | CRM_V_WRITE)) != CRM_V_IDS))
		return CRM_OK;
	plain = eq[1] != '\0' && strpbrk(eq + 1, " \"'()<>=,") == NULL;
	if (!takes)
		return crm_fail(err, CRM_USAGE,
		    "%s takes ids, and list conditions: list -w '%.*s = "
		    "%s%s%s'",
		    c->verb->name, (int)name.n, name.p, plain ? "" : "\"",
		    crm_quote(quoted, crm_text_of(eq + 1)), plain ? "" : "\"");
	return crm_fail(err, CRM_USAGE,
	    "%s takes conditions behind -w: -w '%.*s = %s%s%s'", c->verb->name,
	    (int)name.n, name.p, plain ? "" : "\"",
	    crm_quote(quoted, crm_text_of(eq + 1)), plain ? "" : "\"");
}
