/* Which names TZ may have; and zones other than that of TZ against the C
 * library's. */
#include <crm/base/date.h>

#include <stdlib.h>
#include <time.h>

#include "../tap.h"

static int64_t
libc_offset(int64_t instant)
{
	time_t t = (time_t)instant;
	struct tm tm;

	return localtime_r(&t, &tm) == NULL ? 0 : tm.tm_gmtoff;
}

/* To 2300, at odd steps; the C library knows no rule before 1970. */
static void
agrees(const char *name, int64_t from)
{
	static const int64_t to = 10413792000, step = 500009;
	struct crm_arena a = CRM_ARENA_INIT;
	const struct crm_zone *z;
	int64_t t = from, differs = 0;

	setenv("TZ", name, 1);
	tzset();
	if (crm_zone_load(&a, name, &z, NULL) != CRM_OK) {
		ok(0, "%s is loaded", name);
		return;
	}
	for (; t < to && differs == 0; t += step)
		if (crm_zone_offset(z, t, NULL) != libc_offset(t))
			differs = t;
	is_int(differs, 0, name);
	crm_arena_free(&a);
}

static void
is_no_zone(const char *name)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const struct crm_zone *z;
	struct crm_err err;

	ok(crm_zone_load(&a, name, &z, &err) == CRM_INVALID, "'%s': %s", name,
	    err.text);
	crm_arena_free(&a);
}

int
main(void)
{
	static const char *const other[] = { "Asia/Shanghai", "Europe/Berlin",
		"America/New_York", "Australia/Lord_Howe", "America/Santiago",
		"Africa/Casablanca", "Asia/Kathmandu", "Pacific/Apia", "UTC",
		"EST5EDT" };
	static const char *const rule[] = { "CST-8", "EST5EDT4,M3.2.0,M11.1.0",
		"<-03>3<-02>,M3.5.0/-2,M10.5.0/-1", "AAA-1BBB,J60/0,300" };
	static const char *const good[] = { "", ":", "UTC", "GMT", "UTC0",
		"CST-8", "EST5EDT", "EST5EDT,M3.2.0,M11.1.0", "<+08>-8",
		"<-03>+3", "WGT+3", "UTC-14", "UTC+12", "UTC-8:30" };
	static const char *const bad[] = { "Asia/Shangai", "Nowhere", "CST",
		"Shanghai", "+8", "8", "GMT+", "UT0", "<+08>", "<+08-8",
		"/etc/no-such-zone", "../../../etc", " UTC", ".", "UTC+25",
		"UTC+99", "UTC-24", "UTC-14:30", "UTC+15", "CST-8ab",
		"CST-8:99", "EST5EDT,foo", "EST5EDT24", "CST-0800" };

	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		ok(crm_zone_exists(good[i]), "'%s' is a zone", good[i]);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		ok(!crm_zone_exists(bad[i]), "'%s' is none", bad[i]);
	for (size_t i = 0; i < sizeof other / sizeof other[0]; i++)
		agrees(other[i], -2208988800);
	for (size_t i = 0; i < sizeof rule / sizeof rule[0]; i++)
		agrees(rule[i], 0);
	is_no_zone("");
	is_no_zone("Asia");
	is_no_zone("Asia/Shangai");
	is_no_zone("../../../etc/passwd");
	is_no_zone("/etc/passwd");
	is_no_zone("zone.tab");
	return tap_done();
}
