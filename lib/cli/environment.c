/* The only reader of the environment. */
#include "internal.h"

#include <libintl.h>
#include <limits.h>
#include <locale.h>
#include <pwd.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <unistd.h>

enum { DEFAULT_BUSY_S = 30, BUSY_S_MAX = 86400, SECOND_MS = 1000 };

static const char *
env(const char *name)
{
	const char *v = getenv(name);

	return v == NULL || *v == '\0' ? NULL : v;
}

/* A directory of the environment's.  A relative one would be another wherever the
 * program is started: it is none, as the XDG base directories have it. */
static const char *
env_directory(const char *name)
{
	const char *v = env(name);

	return v == NULL || *v != '/' ? NULL : v;
}

const char *
env_book(struct crm_arena *a)
{
	const char *v = env("CRM_DB");

	if (v != NULL)
		return v;
	if ((v = env_directory("XDG_DATA_HOME")) != NULL)
		return crm_sprintf(a, "%s/crm/book.db", v);
	if ((v = env_directory("HOME")) != NULL)
		return crm_sprintf(a, "%s/.local/share/crm/book.db", v);
	return NULL;
}

const char *
env_config(struct crm_arena *a)
{
	const char *v;

	if ((v = env_directory("XDG_CONFIG_HOME")) != NULL)
		return crm_sprintf(a, "%s/crm/config", v);
	if ((v = env_directory("HOME")) != NULL)
		return crm_sprintf(a, "%s/.config/crm/config", v);
	return NULL;
}

const char *
env_said(const char *name)
{
	return env(name);
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

static enum crm_status
read_patience(struct crm_cmd *c, struct crm_err *err)
{
	const char *v = env("CRM_BUSY_TIMEOUT");
	double seconds;
	char *end;

	c->busy_ms = DEFAULT_BUSY_S * SECOND_MS;
	if (v == NULL)
		return CRM_OK;
	seconds = strtod(v, &end);
	if (end == v || *end != '\0' || !(seconds >= 0) || seconds > BUSY_S_MAX)
		return crm_fail(err, CRM_USAGE,
		    "CRM_BUSY_TIMEOUT: '%s' is no number of seconds from 0 to %d",
		    v, BUSY_S_MAX);
	c->busy_ms = (int)(seconds * SECOND_MS);
	return CRM_OK;
}

/* A zone that is none would be UTC, and dates another day. */
static enum crm_status
check_zone(struct crm_err *err)
{
	const char *tz = env("TZ");

	if (tz == NULL || crm_zone_exists(tz))
		return CRM_OK;
	return crm_fail(err, CRM_USAGE,
	    "TZ: there is no time zone '%s' here; write it as Asia/Shanghai or "
	    "CST-8",
	    tz);
}

int64_t
crm_cmd_instant(const struct crm_cmd *c)
{
	struct crm_clock clock;
	struct crm_err err;

	return crm_clock_init(&clock, env("CRM_NOW"), 1, &err) == CRM_OK
	    ? clock.now
	    : c->clock.now;
}

const char *
crm_cmd_zone(void)
{
	const char *tz = env("TZ");

	if (tz != NULL && *tz == ':')
		tz++;
	return tz == NULL || *tz == '\0' || strcmp(tz, "UTC") == 0 ? NULL : tz;
}

static size_t
terminal_width(int fd)
{
	const char *v = env("COLUMNS");
	struct winsize ws;
	long n;

	if (v != NULL && (n = strtol(v, NULL, 10)) > 0 && n < 10000)
		return (size_t)n;
	if (ioctl(fd, TIOCGWINSZ, &ws) == 0 && ws.ws_col > 0)
		return ws.ws_col;
	return 80;
}

/* A name and its value do not fit into less; a narrower terminal folds lines. */
static size_t
table_width(void)
{
	enum { LEAST = 30 };
	size_t width = terminal_width(STDOUT_FILENO);

	return width > LEAST ? width : LEAST;
}

size_t
env_height(void)
{
	const char *v = env("LINES");
	struct winsize ws;
	long n;

	if (v != NULL && (n = strtol(v, NULL, 10)) > 0)
		return (size_t)n;
	if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &ws) == 0 && ws.ws_row > 0)
		return ws.ws_row;
	return 24;
}

const char *
env_pager(const char *set)
{
	const char *v = getenv("CRM_PAGER");

	if (v == NULL)
		v = set;
	if (v == NULL)
		v = env("PAGER");
	return v == NULL || *v == '\0' || strcmp(v, "cat") == 0 ? NULL : v;
}

/* Whether a verb prints in a format. */
static bool
has_format(const struct crm_verb *v, enum crm_format f)
{
	if ((v->flags & CRM_V_PRINTS) != 0)
		return f == CRM_FMT_TEXT || f == CRM_FMT_MD ||
		    f == CRM_FMT_HTML;
	if (f >= CRM_FMT_CHART)
		return f != CRM_FMT_TEXT && (v->flags & CRM_V_DRAWS) != 0;
	return f < CRM_FMT_MAIL ||
	    (v->groups & (CRM_G_TELL | CRM_G_DIGEST)) != 0;
}

static enum crm_status
refuse_format(const struct crm_verb *v, const char *whose, const char *name,
    struct crm_err *err)
{
	bool messages = (v->groups & (CRM_G_TELL | CRM_G_DIGEST)) != 0;
	bool draws = (v->flags & CRM_V_DRAWS) != 0;

	if ((v->flags & CRM_V_PRINTS) != 0)
		return crm_fail(err, CRM_USAGE,
		    "%s: '%s' is no format of a document; it is one of text, "
		    "md, html",
		    whose, name);
	return crm_fail(err, CRM_USAGE,
	    "%s: '%s' is no format; it is "
	    "one of table, csv, tsv, json, ndjson, ids, md, xlsx%s",
	    whose, name,
	    messages    ? ", mail, ics, dingtalk, wecom, feishu"
		: draws ? ", chart, svg, png, html"
			: "");
}

static enum crm_status
read_format(struct crm_cmd *c, struct crm_err *err)
{
	const char *name = c->opt[CRM_OPT_OUTPUT];
	bool prints = (c->verb->flags & CRM_V_PRINTS) != 0;
	const char *whose = "-o";

	/* What is usual for lists says nothing of documents. */
	if (name == NULL && !prints) {
		name = env("CRM_FORMAT");
		whose = "CRM_FORMAT";
	}
	c->format_asked = name != NULL;
	if (name == NULL) {
		c->format = prints ? CRM_FMT_TEXT
		    : c->tty_out   ? CRM_FMT_TABLE
				   : CRM_FMT_CSV;
		return CRM_OK;
	}
	if (!crm_format_find(name, &c->format) || c->format == CRM_FMT_AUTO ||
	    !has_format(c->verb, c->format))
		return refuse_format(c->verb, whose, name, err);
	/* A chart has the width of a terminal anywhere. */
	if (c->format == CRM_FMT_CHART)
		c->width = terminal_width(STDOUT_FILENO);
	return CRM_OK;
}

static enum crm_status
read_color(struct crm_cmd *c, struct crm_err *err)
{
	const char *when = c->opt[CRM_OPT_COLOR];

	c->color = c->tty_out && env("NO_COLOR") == NULL;
	c->color_err = c->tty_err && env("NO_COLOR") == NULL &&
	    (when == NULL || strcmp(when, "never") != 0);
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

	read_language(c);
	check_language(c);
	c->tty_out = isatty(STDOUT_FILENO);
	c->tty_err = isatty(STDERR_FILENO);
	c->width = c->tty_out ? table_width() : 0;
	c->err_width = c->tty_err ? terminal_width(STDERR_FILENO) : 0;
	if ((st = read_format(c, err)) != CRM_OK ||
	    (st = read_color(c, err)) != CRM_OK ||
	    (st = check_zone(err)) != CRM_OK ||
	    (st = find_book(c, err)) != CRM_OK ||
	    (st = read_patience(c, err)) != CRM_OK)
		return st;
	return crm_clock_init(&c->clock, env("CRM_NOW"), 1, err);
}
