/* What the files of time zones share: a zone by a rule (POSIX TZ). */
#ifndef CRM_ZONE_RULE_H
#define CRM_ZONE_RULE_H

#include <stdbool.h>
#include <stdint.h>

/* When clocks change in a year. */
struct zone_change {
	char form;            /* M, J, or 0 for a day counted from 0 */
	int month, week, day; /* M: the week-th such weekday, 0 Sunday */
	int seconds;          /* by the clocks until then */
};

struct zone_rule {
	int standard, summer; /* seconds east of UTC */
	bool has_summer;
	struct zone_change begin, end; /* of summer */
};

/* Reads EST5EDT,M3.2.0,M11.1.0 to its end; false where it is no rule. */
bool zone_rule_parse(const char *text, struct zone_rule *out);

int zone_rule_offset(const struct zone_rule *r, int64_t instant, bool *summer);

#endif
