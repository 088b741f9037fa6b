/* The language of messages and labels. */
#include "internal.h"

#include <libintl.h>
#include <limits.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* The variable that says the locale of messages, and what it says; NULL for none. */
static const char *
message_locale(const char **variable)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
	const char *v = NULL;
	size_t i;

	for (i = 0; i < sizeof names / sizeof names[0] && v == NULL; i++) {
		*variable = names[i];
		v = env_said(names[i]);
	}
	return v;
}

/* Whether it is the language, alone or of one of the countries: zh_CN.UTF-8. */
static bool
is_language(const char *v, const char *name, const char *countries)
{
	size_t n = strlen(name);
	char country[5] = " ?? ";

	if (strncmp(v, name, n) != 0)
		return false;
	v += n;
	if (*v != '_' && *v != '-')
		return *v == '\0' || *v == '.' || *v == '@';
	if (v[1] == '\0' || v[2] == '\0' || strchr(".@", v[3]) == NULL)
		return false;
	memcpy(country + 1, v + 1, 2);
	return strstr(countries, country) != NULL;
}

/* The first in a list of languages that is Chinese or English, else the locale. */
static const char *
first_of_ours(const char *list, const char *locale)
{
	for (; list != NULL && *list != '\0'; list += *list == ':')
		if (strncmp(list, "zh", 2) == 0 || strncmp(list, "en", 2) == 0)
			return list;
		else
			list += strcspn(list, ":");
	return locale;
}

/* As gettext has it: LANGUAGE outranks a locale that is one of a language. */
static bool
is_chinese(const struct crm_cmd *c)
{
	const char *set = config_value(c, "language", NULL);
	const char *variable, *v = message_locale(&variable);

	if (set != NULL)
		return strcmp(set, "zh") == 0;
	if (v == NULL || is_language(v, "C", "") || is_language(v, "POSIX", ""))
		return false;
	return strncmp(first_of_ours(env_said("LANGUAGE"), v), "zh", 2) == 0;
}

/* gettext translates in no locale called C; which other one it is does not matter
 * to it, and the first is on every machine.  Nothing but texts depends on it:
 * numbers, dates and sorting are the same in every language. */
static void
set_locale(void)
{
	static const char *const locales[] = { "C.UTF-8", "zh_CN.UTF-8",
		"en_US.UTF-8" };
	size_t i, n = sizeof locales / sizeof *locales;

	for (i = 0; i < n && setlocale(LC_MESSAGES, locales[i]) == NULL; i++)
		continue;
}

/* The catalog lies beside the program, as it is built and installed; where it is
 * not, texts stay as they are.  The system's own errors are in Chinese where it
 * has them so. */
static void
speak_chinese(struct crm_cmd *c)
{
	char self[PATH_MAX];
	ssize_t n = readlink("/proc/self/exe", self, sizeof self - 1);
	char *slash;

	self[n < 0 ? 0 : n] = '\0';
	if ((slash = strrchr(self, '/')) == NULL)
		return;
	*slash = '\0';
	set_locale();
	setenv("LANGUAGE", "zh_CN", 1);
	bindtextdomain(
	    "crm", crm_sprintf(c->arena, "%s/../share/locale", self));
	bind_textdomain_codeset("crm", "UTF-8");
	bind_textdomain_codeset("libc", "UTF-8");
}

void
read_language(struct crm_cmd *c)
{
	bool was = c->chinese;

	c->chinese = is_chinese(c);
	if (c->chinese && !was)
		speak_chinese(c);
	else if (was && !c->chinese)
		setlocale(LC_MESSAGES, "C");
}

void
lend_chinese(struct crm_cmd *c, bool on)
{
	static const char variable[] = "LANGUAGE";
	const char *was = env_said(variable);

	if (c->chinese)
		return;
	if (on) {
		c->lent = was == NULL ? NULL : crm_strdup(c->arena, was);
		speak_chinese(c);
		return;
	}
	if (c->lent == NULL)
		unsetenv(variable);
	else
		setenv(variable, c->lent, 1);
	setlocale(LC_MESSAGES, "C");
}

/* Languages are ours, and need no locale of the system; what is neither one of
 * ours nor one of the system's is a slip of the pen. */
void
check_language(const struct crm_cmd *c)
{
	const char *variable, *v = message_locale(&variable);
	locale_t known;

	if (config_value(c, "language", NULL) != NULL || v == NULL ||
	    is_language(v, "C", "") || is_language(v, "POSIX", "") ||
	    is_language(v, "zh", " CN HK MO SG TW ") ||
	    is_language(v, "en",
		" AG AU BW CA DK GB HK IE IL IN NG NZ PH SC SG US ZA ZM ZW "))
		return;
	known = newlocale(LC_MESSAGES_MASK, v, (locale_t)0);
	if (known != (locale_t)0)
		freelocale(known);
	else
		crm_note(c,
		    c->chinese
			? "%s: there is no locale '%s' here; labels are Chinese"
			: "%s: there is no locale '%s' here; labels are English",
		    variable, v);
}
