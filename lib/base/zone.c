/* Names of time zones. */
#include "zone-rule.h"

#include <crm/base/date.h>
#include <crm/base/zone.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* Where the C library looks for them. */
#define ZONES "/usr/share/zoneinfo/"

enum {
	PATH_ROOM = 512,
	FARTHEST = 14 * 3600, /* no place is farther from UTC, but in summer */
	SUMMER = 3600
};

static bool
is_file(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISREG(st.st_mode);
}

static bool
is_within(int offset, int most)
{
	return offset >= -most && offset <= most;
}

/* A rule written out, to its end, of a zone that may be: the C library takes the
 * beginning of CST-8ab, and UTC+25 as a day behind. */
static bool
is_rule(const char *tz)
{
	struct zone_rule r;

	return zone_rule_parse(tz, &r) && is_within(r.standard, FARTHEST) &&
	    (!r.has_summer || is_within(r.summer, FARTHEST + SUMMER));
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

/* The system's zone is a link to its file. */
static bool
system_zone(char path[PATH_ROOM])
{
	ssize_t n = readlink("/etc/localtime", path, PATH_ROOM - 1);

	if (n <= 0)
		return false;
	path[n] = '\0';
	return true;
}

bool
crm_zone_here(struct crm_buf *out)
{
	const char *name = getenv("TZ"), *folder;
	char path[PATH_ROOM];

	if (name == NULL) {
		if (!system_zone(path))
			return false;
		name = path;
	}
	if (*name == ':')
		name++;
	if ((folder = strstr(name, "/zoneinfo/")) != NULL)
		name = folder + strlen("/zoneinfo/");
	if (*name == '/')
		return false;
	crm_buf_str(out, *name != '\0' ? name : "UTC");
	return true;
}
