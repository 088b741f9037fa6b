/* Which names TZ may have. */
#include <crm/base/date.h>

#include "../tap.h"

int
main(void)
{
	static const char *const good[] = { "", ":", "UTC", "GMT", "UTC0",
		"CST-8", "EST5EDT", "EST5EDT,M3.2.0,M11.1.0", "<+08>-8",
		"<-03>+3", "WGT+3" };
	static const char *const bad[] = { "Asia/Shangai", "Nowhere", "CST",
		"Shanghai", "+8", "8", "GMT+", "UT0", "<+08>", "<+08-8",
		"/etc/no-such-zone", "../../../etc", " UTC", "." };

	for (size_t i = 0; i < sizeof good / sizeof good[0]; i++)
		ok(crm_zone_exists(good[i]), "'%s' is a zone", good[i]);
	for (size_t i = 0; i < sizeof bad / sizeof bad[0]; i++)
		ok(!crm_zone_exists(bad[i]), "'%s' is none", bad[i]);
	return tap_done();
}
