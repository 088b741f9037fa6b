/* Options: one table feeds the parser, the help and the completion. */
#include "internal.h"

#include <string.h>

static const struct crm_option table[OPT_COUNT] = {
	[CRM_OPT_OUTPUT] = { "output", 'o', "FORMAT", false,
	    CRM_G_OUT | CRM_G_PRINT,
	    "table, csv, tsv, json, ndjson, ids, md or xlsx; default: table on a "
	    "terminal, else csv",
	    .values = "table|csv|tsv|json|ndjson|ids|md|xlsx",
	    .help_write = "table, csv, tsv, json, ndjson, ids, md or xlsx; "
			  "default: a line a record on a terminal, else csv",
	    .help_print = "text (default), md or html, which prints on A4",
	    .help_draws =
		"table, csv, tsv, json, ndjson, ids, md or xlsx, drawn: "
		"chart, svg, png or html; default: table on a terminal, "
		"else csv",
	    .help_tells = "table, csv, tsv, json, ndjson, ids, md or xlsx, as "
			  "messages: mail, ics, dingtalk, wecom or feishu; "
			  "default: table on a terminal, else csv" },
	[CRM_OPT_INPUT] = { "input", 'i', "FORMAT", false, CRM_G_IN,
	    "csv, tsv, json, ndjson, ids or xlsx; else by how it begins",
	    .values = "csv|tsv|json|ndjson|ids|xlsx" },
	[CRM_OPT_COLUMNS] = { "columns", 'c', "LIST", false, CRM_G_OUT,
	    "a,b / all / +a,b / -a; default: the short list in tables, else all",
	    .help_write = "a,b / all / +a,b / -a; default: the short list and "
			  "the ids that it refers to",
	    .help_rows = "a,b; default: all" },
	[CRM_OPT_WHERE] = { "where", 'w', "EXPR", false,
	    CRM_G_LIST | CRM_G_REPORT | CRM_G_WHERE,
	    "only records that fulfil EXPR" },
	[CRM_OPT_SORT] = { "sort", 's', "LIST", false,
	    CRM_G_LIST | CRM_G_REPORT,
	    "-amount,name (nulls last); default: by id",
	    .help_rows = "-amount,owner (nulls last), columns of the report; "
			 "default: its own order" },
	[CRM_OPT_LIMIT] = { "limit", 'l', "N", false,
	    CRM_G_LIST | CRM_G_LIMIT | CRM_G_REPORT, "at most N records" },
	[CRM_OPT_DRY_RUN] = { "dry-run", 'n', NULL, false, CRM_G_WRITE,
	    "do everything, print it, then roll back" },
	[CRM_OPT_QUIET] = { "quiet", 'q', NULL, false, CRM_G_ALL,
	    "no summary and no progress" },
	[CRM_OPT_VERBOSE] = { "verbose", 'v', NULL, false, CRM_G_ALL,
	    "say more on standard error" },
	[CRM_OPT_YES] = { "yes", 'y', NULL, false, CRM_G_YES,
	    "do not ask; go on where what rules name would go" },
	[CRM_OPT_REF] = { "ref", 0, "COLUMN", false, CRM_G_IN,
	    "column of the stream that holds the ids" },
	[CRM_OPT_VIA] = { "via", 0, "FIELD", false, CRM_G_KEYS,
	    "the records whose reference FIELD is in the stream" },
	[CRM_OPT_KEEP_GOING] = { "keep-going", 0, NULL, false, CRM_G_KEEP,
	    "commit what is good, refuse the rest (exit 5)" },
	[CRM_OPT_AS_OF] = { "as-of", 0, "DATE|BATCH", false, CRM_G_AS_OF,
	    "the book as it was recorded then" },
	[CRM_OPT_ON] = { "on", 0, "DATE", false, CRM_G_ON,
	    "by business dates: what was so on that day" },
	[CRM_OPT_REASON] = { "reason", 0, "TEXT", false, CRM_G_WRITE,
	    "why; kept in the change log" },
	[CRM_OPT_EXPLAIN] = { "explain", 0, NULL, false,
	    CRM_G_EXPLAIN | CRM_G_WRITE,
	    "show how a value came about, and which automation rules ran" },
	[CRM_OPT_EXCEL] = { "excel", 0, NULL, false, CRM_G_OUT,
	    "csv for spreadsheets: BOM, CRLF, formulas disarmed; read back" },
	[CRM_OPT_DB] = { "db", 0, "FILE|URL", false, CRM_G_ALL,
	    "the book (else CRM_DB)" },
	[CRM_OPT_COLOR] = { "color", 0, "WHEN", false, CRM_G_OUT,
	    "auto (default), always or never", .values = "auto|always|never" },
	[CRM_OPT_HELP] = { "help", 'h', NULL, false, CRM_G_ALL, "this text" },
	[CRM_OPT_VERSION] = { "version", 0, NULL, false, CRM_G_ALL,
	    "the program's version" },
	[CRM_OPT_DELETED] = { "deleted", 0, NULL, false, CRM_G_LIST,
	    "deleted records instead of live ones" },
	[CRM_OPT_MAP] = { "map", 0, "HEADER=field,…", true, CRM_G_IMPORT,
	    "which column feeds which field; A+B=field joins two" },
	[CRM_OPT_MAPPING] = { "mapping", 0, "NAME", false, CRM_G_IMPORT,
	    "a saved mapping" },
	[CRM_OPT_UNTIL] = { "until", 0, "DATE", false, CRM_G_UNTIL,
	    "what is due up to the end of DATE (default: today)" },
	[CRM_OPT_FOR] = { "for", 0, "WHOM", false, CRM_G_TELL | CRM_G_DIGEST,
	    "of a user, a team, me, or team (mine)" },
	[CRM_OPT_KIND] = { "kind", 0, "KIND", false, CRM_G_TELL,
	    "of one clock alone: task, care, response …" },
	[CRM_OPT_LEVEL] = { "level", 0, "LEVEL", false, CRM_G_TELL,
	    "what went up to the owner, manager or director" },
	[CRM_OPT_MARK] = { "mark", 0, "CHANNEL", false, CRM_G_TELL,
	    "each thing once a day on this channel" },
	[CRM_OPT_PIPE] = { "pipe", 0, "COMMAND", false,
	    CRM_G_TELL | CRM_G_DIGEST,
	    "give each message to COMMAND; what it does not take is not said" },
	[CRM_OPT_SENDER] = { "from", 0, "ADDRESS", false,
	    CRM_G_TELL | CRM_G_DIGEST | CRM_G_SEND,
	    "who sends it, for -o mail: 'Sales <crm@example.com>'" },
	[CRM_OPT_DAY] = { "day", 0, NULL, false, CRM_G_DIGEST,
	    "of today, or of the day of --on (default)" },
	[CRM_OPT_WEEK] = { "week", 0, NULL, false, CRM_G_DIGEST,
	    "of the week from Monday that has it" },
	[CRM_OPT_NOTIFY] = { "notify", 0, NULL, false, CRM_G_IMPORT,
	    "tell people what they are given" },
	[CRM_OPT_CATCH_UP] = { "catch-up", 0, NULL, false, CRM_G_CATCH_UP,
	    "of tasks that repeat: make those that were missed" },
	[CRM_OPT_AUTOMATE] = { "automate", 0, NULL, false, CRM_G_IMPORT,
	    "run the automation rules, as for records made by hand" },
	[CRM_OPT_CREATE] = { "create", 0, "KIND", false, CRM_G_MAIL,
	    "make a lead of who is in it and not in the book",
	    .values = "lead" },
	[CRM_OPT_ATTACHMENTS] = { "attachments", 0, NULL, false, CRM_G_MAIL,
	    "keep what is attached to it, too" },
	[CRM_OPT_GUARDED] = { "guarded", 0, NULL, false, CRM_G_IMPORT,
	    "ask for consent to changes of guarded fields" },
	[CRM_OPT_SAVE_MAPPING] = { "save-mapping", 0, "NAME", false,
	    CRM_G_IMPORT, "save this command's mapping under a name" },
	[CRM_OPT_VALUE] = { "value", 0, "field:TEXT=value", true, CRM_G_IMPORT,
	    "read TEXT in a field as value" },
	[CRM_OPT_NULL] = { "null", 0, "[FIELD:]TEXT", true, CRM_G_IMPORT,
	    "cells with TEXT are blank" },
	[CRM_OPT_SCALE] = { "scale", 0, "field=N", true, CRM_G_IMPORT,
	    "multiply the numbers of a field" },
	[CRM_OPT_DEFAULT] = { "default", 0, "field=value", true, CRM_G_IMPORT,
	    "value of a field that is blank or absent" },
	[CRM_OPT_KEY] = { "key", 0, "FIELD", false, CRM_G_IMPORT,
	    "field that tells whether a row is new" },
	[CRM_OPT_ON_DUPLICATE] = { "on-duplicate", 0, "POLICY", false,
	    CRM_G_IMPORT,
	    "error (default), skip, fill, update, or update-only: new rows are counted, "
	    "not made",
	    .values = "error|skip|fill|update|update-only" },
	[CRM_OPT_DUPLICATES] = { "duplicates", 0, "POLICY", false,
	    CRM_G_IMPORT | CRM_G_LIKE,
	    "report or reject what is like another record; reject=name: by its "
	    "company's name too",
	    .values = "report|reject|reject=name" },
	[CRM_OPT_REJECTS] = { "rejects", 0, "FILE", false, CRM_G_IMPORT,
	    "commit good rows, write bad ones to FILE (exit 4)" },
	[CRM_OPT_ENCODING] = { "encoding", 0, "NAME", false, CRM_G_IN,
	    "of the input, as iconv names it (gb18030)" },
	[CRM_OPT_DATE_FORMAT] = { "date-format", 0, "ORDER", false,
	    CRM_G_IMPORT, "ymd, dmy, mdy, or excel for its day numbers",
	    .values = "ymd|dmy|mdy|excel" },
	[CRM_OPT_CENTURY] = { "century", 0, "YEAR", false, CRM_G_IMPORT,
	    "years of two digits are of the hundred from YEAR (2000)" },
	[CRM_OPT_DECIMAL_COMMA] = { "decimal-comma", 0, NULL, false,
	    CRM_G_IMPORT, "1.234,50 is 1234.50" },
	[CRM_OPT_DECIMAL_POINT] = { "decimal-point", 0, NULL, false,
	    CRM_G_IMPORT, "25.000 is 25" },
	[CRM_OPT_NUMBERS] = { "numbers", 0, "HOW", false, CRM_G_IMPORT,
	    "plain (default), or people: 1.2万, 5k, US$ 7, 1,00,000",
	    .values = "plain|people" },
	[CRM_OPT_ROUND] = { "round", 0, NULL, false, CRM_G_IMPORT,
	    "round amounts to the decimals of their currency" },
	[CRM_OPT_SHEET] = { "sheet", 0, "NAME", false, CRM_G_IN,
	    "of a workbook; else the first with data" },
	[CRM_OPT_SKIP] = { "skip", 0, "N", false, CRM_G_IN,
	    "lines before the header; else those that plainly are none" },
	[CRM_OPT_DELIMITER] = { "delimiter", 0, "C", false, CRM_G_IN,
	    "between cells of csv; default: what its header has" },
	[CRM_OPT_BLANK] = { "blank", 0, "POLICY", false, CRM_G_IMPORT,
	    "keep (default) or clear what a blank cell meets",
	    .values = "keep|clear" },
	[CRM_OPT_CREATE_MISSING] = { "create-missing", 0, NULL, false,
	    CRM_G_IMPORT,
	    "make records that are referred to by a new name; =user: users too",
	    .may = "user" },
	[CRM_OPT_RETURNING] = { "deleted", 0, "POLICY", false, CRM_G_IMPORT,
	    "error, restore, skip or new: what becomes of a row that was "
	    "deleted here" },
	[CRM_OPT_IGNORE_UNKNOWN] = { "ignore-unknown", 0, NULL, false,
	    CRM_G_IMPORT, "leave columns out that match no field" },
	[CRM_OPT_AGAIN] = { "again", 0, NULL, false, CRM_G_IMPORT,
	    "import a file without identity a second time" },
	[CRM_OPT_POLICY] = { "policy", 0, "FIELD=HOW", true, CRM_G_POLICY,
	    "which value stays: survivor, latest, longest, max or union" },
	[CRM_OPT_STRICT] = { "strict", 0, NULL, false, CRM_G_STRICT,
	    "what is left over is an error (exit 5)" },
	[CRM_OPT_ALL] = { "all", 0, NULL, false, CRM_G_ALL_OF,
	    "with everything that belongs to it (table, json, ndjson)" },
	[CRM_OPT_ATTRIBUTION] = { "attribution", 0, "HOW", false,
	    CRM_G_ATTRIBUTION,
	    "which touch has the credit: first, last or linear",
	    .values = "first|last|linear" },
	[CRM_OPT_PICTURE] = { "picture", 0, "KIND", false, CRM_G_DRAW,
	    "what is drawn: bars, stacked, columns, lines, sparks, funnel, "
	    "histogram or waterfall; default: by the report and its columns",
	    .values = "bars|stacked|columns|lines|sparks|funnel|histogram|"
		      "waterfall" },
	[CRM_OPT_BY] = { "by", 0, "FIELD,…", false, CRM_G_BY,
	    "dimensions: fields, also behind references (customer.owner.team); "
	    "dates by period (closed_on:month)" },
	[CRM_OPT_ACROSS] = { "across", 0, "FIELD", false, CRM_G_BY,
	    "one more dimension, laid out in columns" },
	[CRM_OPT_TOP] = { "top", 0, "N", false, CRM_G_REPORT,
	    "the N largest groups, the rest as one row" },
	[CRM_OPT_TOTALS] = { "totals", 0, NULL, false, CRM_G_REPORT,
	    "rows of subtotals and of the total" },
	[CRM_OPT_SHARES] = { "shares", 0, NULL, false, CRM_G_REPORT,
	    "behind each sum what it is of all rows" },
	[CRM_OPT_COMPARE] = { "compare", 0, "PERIOD", false, CRM_G_REPORT,
	    "beside each figure that of another period: previous, year, A..B" },
	[CRM_OPT_INTERVAL] = { "interval", 0, NULL, false, CRM_G_REPORT,
	    "the ends of each rate's interval (Wilson, 95 percent)" },
	[CRM_OPT_COUNT] = { "count", 0, "FIELD,…", true, CRM_G_QUERY,
	    "records whose field is not blank" },
	[CRM_OPT_SUM] = { "sum", 0, "FIELD,…", true, CRM_G_QUERY, "their sum" },
	[CRM_OPT_MEAN] = { "mean", 0, "FIELD,…", true, CRM_G_QUERY,
	    "their mean" },
	[CRM_OPT_MEDIAN] = { "median", 0, "FIELD,…", true, CRM_G_QUERY,
	    "the one in the middle" },
	[CRM_OPT_MIN] = { "min", 0, "FIELD,…", true, CRM_G_QUERY,
	    "the least, or first" },
	[CRM_OPT_MAX] = { "max", 0, "FIELD,…", true, CRM_G_QUERY,
	    "the greatest, or last" },
	[CRM_OPT_DISTINCT] = { "distinct", 0, "FIELD,…", true, CRM_G_QUERY,
	    "how many different values" },
	[CRM_OPT_DATE] = { "date", 0, "FIELD", false, CRM_G_QUERY | CRM_G_DATED,
	    "the date that counts" },
	[CRM_OPT_TARGET] = { "target", 0, "AMOUNT", false, CRM_G_WHAT_IF,
	    "what is to be reached, in the currency of the book" },
	[CRM_OPT_WIN_RATE] = { "win-rate", 0, "CHANGE", false, CRM_G_WHAT_IF,
	    "chances become better or worse, by a share of each or by points (pp)" },
	[CRM_OPT_CYCLE] = { "cycle", 0, "DAYS", false, CRM_G_WHAT_IF,
	    "deals take longer, or shorter: -5d" },
	[CRM_OPT_STAGE] = { "stage", 0, "NAME=CHANCE", true, CRM_G_WHAT_IF,
	    "the chance of deals in a stage: proposal=0.6" },
	[CRM_OPT_AMOUNT] = { "amount", 0, "CHANGE", false, CRM_G_WHAT_IF,
	    "amounts become larger or smaller, by a share of each" },
	[CRM_OPT_DRAWS] = { "draws", 0, "N", false, CRM_G_WHAT_IF,
	    "how often it is drawn; 10000" },
	[CRM_OPT_SEED] = { "seed", 0, "N", false, CRM_G_WHAT_IF,
	    "which random numbers; 1" },
	[CRM_OPT_LEFT] = { "left", 0, "N", false, CRM_G_LEFT,
	    "rules of up to N products that bring another, 1 to 4; 1" },
	[CRM_OPT_FROM] = { "from", 0, "DATE", false, CRM_G_REPORT | CRM_G_BOOKS,
	    "first day" },
	[CRM_OPT_TO] = { "to", 0, "DATE", false, CRM_G_REPORT | CRM_G_BOOKS,
	    "last day" },
	[CRM_OPT_SELLER] = { "seller", 0, "NAME", false, CRM_G_BOOKS,
	    "of this seller alone" },
	[CRM_OPT_DEFINE] = { "define", 0, NULL, false,
	    CRM_G_REPORT | CRM_G_DEFINE,
	    "print what is counted or looked for, and how" },
	[CRM_OPT_SINCE] = { "since", 0, "BATCH|DATE|PERIOD", false,
	    CRM_G_FEED | CRM_G_SINCE,
	    "only batches after BATCH, or from DATE or the first day of PERIOD on" },
	[CRM_OPT_ACTOR] = { "actor", 0, "LOGIN", false, CRM_G_LOG,
	    "only batches of this user" },
	[CRM_OPT_PROGRAM] = { "program", 0, "NAME", false, CRM_G_LOG,
	    "only batches of this program",
	    .values = "crm-admin|crm-customer|crm-deal|crm-lead|crm-order|"
		      "crm-report|crm-stock|crm-task|crm-team" },
	[CRM_OPT_FIELD] = { "field", 0, "LIST", false, CRM_G_CHANGES,
	    "only changes of these fields" },
	[CRM_OPT_FOLLOW] = { "follow", 0, NULL, false, CRM_G_FEED,
	    "wait for more" },
	[CRM_OPT_CURRENCY] = { "currency", 0, "CODE", false, CRM_G_INIT,
	    "base currency of the book (default CNY)" },
	[CRM_OPT_LANGUAGE] = { "language", 0, "LANG", false, CRM_G_INIT,
	    "of stages and others that it begins with: en (default) or zh",
	    .values = "en|zh" },
	[CRM_OPT_TEMPLATE] = { "template", 0, "NAME|FILE", false, CRM_G_PRINT,
	    "by this one of the book, or the one in a file" },
	[CRM_OPT_PRINT_LANGUAGE] = { "language", 0, "LANG", false, CRM_G_PRINT,
	    "of the document: en or zh; default: that of the book, or of your messages",
	    .values = "en|zh" },
	[CRM_OPT_DEEP] = { "deep", 0, NULL, false, CRM_G_DEEP,
	    "replay the log: each change behind the one before" },
	[CRM_OPT_KEEP] = { "keep", 0, "N", false, CRM_G_BACKUP,
	    "date the backup, and keep the newest N of its name" },
	[CRM_OPT_FORCE] = { "force", 0, NULL, false, CRM_G_BACKUP,
	    "replace a backup that has the name" },
	[CRM_OPT_COMPLETE] = { "completion", 0, "SHELL", false, CRM_G_ALL,
	    "print the completion for bash, zsh or fish",
	    .values = "bash|zsh|fish" },
	/* For scripts/gen-docs: parts of the manual. */
	[CRM_OPT_MANUAL] = { "manual", 0, "PART", false, CRM_G_ALL, NULL },
};

const struct crm_option *
crm_option_table(size_t *n)
{
	*n = OPT_COUNT;
	return table;
}

const char *
option_help(const struct crm_option *o, const struct crm_verb *v)
{
	if (v != NULL && o->help_print != NULL &&
	    (v->flags & CRM_V_PRINTS) != 0)
		return o->help_print;
	if (v != NULL && o->help_draws != NULL && (v->flags & CRM_V_DRAWS) != 0)
		return o->help_draws;
	if (v != NULL && o->help_tells != NULL &&
	    (v->groups & (CRM_G_TELL | CRM_G_DIGEST)) != 0)
		return o->help_tells;
	if (v != NULL && o->help_write != NULL && (v->flags & CRM_V_WRITE) != 0)
		return o->help_write;
	if (v != NULL && o->help_rows != NULL &&
	    (v->flags & CRM_V_WRITE) == 0 && (v->groups & CRM_G_LIST) == 0)
		return o->help_rows;
	return o->help;
}

bool
option_fits(const struct crm_option *o, const struct crm_verb *v)
{
	uint64_t groups;

	if (o->groups == 0 || v == NULL)
		return true;
	groups = v->groups;
	if ((groups & CRM_G_IN) != 0 && (v->flags & CRM_V_IDS) != 0)
		groups |= CRM_G_KEYS;
	return (o->groups & groups) != 0;
}

bool
crm_has(const struct crm_cmd *c, enum crm_opt o)
{
	return c->opt[o] != NULL;
}

/* Of two with one name that which the verb takes. */
static int
find_long(const struct crm_verb *v, const char *name, size_t n)
{
	int i, found = -1;

	for (i = 0; i < OPT_COUNT; i++)
		if (strlen(table[i].name) == n &&
		    strncmp(table[i].name, name, n) == 0 &&
		    (found < 0 || option_fits(&table[i], v)))
			found = i;
	return found;
}

static int
find_letter(char letter)
{
	int i;

	for (i = 0; i < OPT_COUNT; i++)
		if (table[i].letter == letter)
			return i;
	return -1;
}

static enum crm_status
keep(struct crm_cmd *c, int o, const char *value, struct crm_err *err)
{
	const char **all = c->opt_all[o];
	size_t n = 0;

	if (c->opt[o] != NULL && table[o].arg != NULL && !table[o].many)
		return crm_fail(
		    err, CRM_USAGE, "--%s is given twice", table[o].name);
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
	if (!option_fits(&table[o], c->verb))
		return crm_fail(err, CRM_USAGE,
		    "%s does not take --%s; see "
		    "--help",
		    c->verb->name, table[o].name);
	if (table[o].arg == NULL) {
		if (value == NULL)
			return keep(c, o, "", err);
		if (table[o].may == NULL)
			return crm_fail(err, CRM_USAGE, "--%s takes no value",
			    table[o].name);
		return strcmp(value, table[o].may) == 0
		    ? keep(c, o, table[o].may, err)
		    : crm_fail(err, CRM_USAGE,
			  "--%s takes no value but %s, not '%.40s'",
			  table[o].name, table[o].may, value);
	}
	if (value == NULL)
		value = argv[++*i];
	if (value == NULL)
		return crm_fail(
		    err, CRM_USAGE, "%s needs a value: %s", arg, table[o].arg);
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
	    option_fits(&table[spoken], c->verb))
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
		if (table[o].arg != NULL)
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
