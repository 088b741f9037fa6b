/* Names of time zones. */
#include <crm/base/date.h>

#include <stdio.h>
#include <string.h>
#include <sys/stat.h>

/* Where the C library looks for them. */
#define ZONES "/usr/share/zoneinfo/"

enum { NAME_MIN = 3, PATH_ROOM = 512 };

static bool
is_letter(char c)
{
	return (unsigned)((c | 0x20) - 'a') < 26;
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool
is_file(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

/* Passes the name of a zone in a rule: three letters or more, or <+08>. */
static const char *
pass_name(const char *p)
{
	const char *from = p;

	if (*p == '<') {
		p = strchr(p, '>');
		return p == NULL ? from : p + 1;
	}
	while (is_letter(*p))
		p++;
	return p - from < NAME_MIN ? from : p;
}

/* A rule begins with a name and its offset; what follows is for summer, and the
 * C library knows whether that is well said. */
static bool
is_rule(const char *tz)
{
	const char *p = pass_name(tz);

	if (p == tz)
		return false;
	if (*p == '+' || *p == '-')
		p++;
	return is_digit(*p);
}

bool
crm_zone_exists(const char *tz)
{
	char path[PATH_ROOM];

	if (*tz == ':')
		tz++;
	if (*tz == '/')
		return is_file(tz);
	/* Known without any file: a system need not have them. */
	if (*tz == '\0' || strcmp(tz, "UTC") == 0 || strcmp(tz, "GMT") == 0)
		return true;
	snprintf(path, sizeof path, "%s%s", ZONES, tz);
	return is_rule(tz) || is_file(path);
}
