/* The only reader of the environment. */
#include "internal.h"

#include <locale.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { DEFAULT_BUSY_S = 30 };

static const char *
env(const char *name)
{
	const char *v = getenv(name);

	return v == NULL || *v == '\0' ? NULL : v;
}

const char *
env_book(struct crm_arena *a)
{
	const char *v = env("CRM_DB");

	if (v != NULL)
		return v;
	if ((v = env("XDG_DATA_HOME")) != NULL)
		return crm_sprintf(a, "%s/crm/book.db", v);
	if ((v = env("HOME")) != NULL)
		return crm_sprintf(a, "%s/.local/share/crm/book.db", v);
	return "book.db";
}

const char *
env_user(void)
{
	return env("CRM_USER");
}

const char *
env_login(void)
{
	const char *v = env_user();
	struct passwd *pw;

	if (v != NULL)
		return v;
	pw = getpwuid(geteuid());
	return pw != NULL ? pw->pw_name : "nobody";
}

int
env_busy_ms(void)
{
	const char *v = env("CRM_BUSY_TIMEOUT");
	char *end;
	double seconds;

	if (v == NULL)
		return DEFAULT_BUSY_S * 1000;
	seconds = strtod(v, &end);
	if (*end != '\0' || !(seconds >= 0) || seconds > 86400)
		return DEFAULT_BUSY_S * 1000;
	return (int)(seconds * 1000);
}

static bool
speaks_chinese(void)
{
	const char *v = env("LC_ALL");

	if (v == NULL)
		v = env("LC_MESSAGES");
	if (v == NULL)
		v = env("LANG");
	return v != NULL && strncmp(v, "zh", 2) == 0;
}

static size_t
terminal_width(void)
{
	const char *v = env("COLUMNS");
	struct winsize ws;
	long n;

	if (v != NULL && (n = strtol(v, NULL, 10)) > 0 && n < 10000)
		return (size_t)n;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &ws) == 0 && ws.ws_col > 0)
		return ws.ws_col;
	return 80;
}

static enum crm_status
read_format(struct crm_cmd *c, struct crm_err *err)
{
	const char *name = c->opt[CRM_OPT_OUTPUT];
	const char *whose = "-o";

	if (name == NULL) {
		name = env("CRM_FORMAT");
		whose = "CRM_FORMAT";
	}
	if (name == NULL) {
		c->format = c->tty_out ? CRM_FMT_TABLE : CRM_FMT_CSV;
		return CRM_OK;
	}
	if (!crm_format_find(name, &c->format) || c->format == CRM_FMT_AUTO)
		return crm_fail(err, CRM_USAGE,
		    "%s: '%s' is no format; it is "
		    "one of table, csv, tsv, json, ndjson, ids, md, xlsx",
		    whose, name);
	return CRM_OK;
}

static enum crm_status
read_color(struct crm_cmd *c, struct crm_err *err)
{
	const char *when = c->opt[CRM_OPT_COLOR];

	c->color = c->tty_out && env("NO_COLOR") == NULL;
	if (when == NULL || strcmp(when, "auto") == 0)
		return CRM_OK;
	c->color = strcmp(when, "always") == 0;
	if (!c->color && strcmp(when, "never") != 0)
		return crm_fail(err, CRM_USAGE,
		    "--color: '%s' is not one of "
		    "auto, always, never",
		    when);
	return CRM_OK;
}

enum crm_status
read_environment(struct crm_cmd *c, struct crm_err *err)
{
	enum crm_status st;

	c->chinese = speaks_chinese();
	c->tty_out = isatty(STDOUT_FILENO);
	c->tty_err = isatty(STDERR_FILENO);
	c->width = c->tty_out ? terminal_width() : 0;
	if ((st = read_format(c, err)) != CRM_OK ||
	    (st = read_color(c, err)) != CRM_OK)
		return st;
	return crm_clock_init(&c->clock, env("CRM_NOW"), 1, err);
}
