/* Which days are open: up to a day, by setting, books are closed. */
#include "book.h"

#include <crm/domain/period.h>

#include <stdio.h>

enum { NAME = 40 };

/* The day of a setting; before all days where there is none. */
static int64_t
closed_by(struct crm_store *s, const char *name)
{
	const char *value = crm_setting(s, name);
	int64_t day;

	if (value == NULL ||
	    crm_date_parse(crm_text_of(value), CRM_YMD, &day, NULL) != CRM_OK)
		return CRM_DATE_MIN - 1;
	return day;
}

int64_t
crm_period_open(struct crm_store *s, const char *area, int64_t day)
{
	int64_t all = closed_by(s, "closed_until"), own;
	char name[NAME];

	snprintf(name, sizeof name, "%s_closed_until", area);
	own = closed_by(s, name);
	if (own < all)
		own = all;
	return day > own ? day : own + 1;
}

enum crm_status
crm_period_check(
    struct crm_store *s, const char *area, int64_t day, struct crm_err *err)
{
	int64_t open = crm_period_open(s, area, day);
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st = CRM_OK;

	if (open != day)
		st = crm_fail(err, CRM_RULE,
		    "%s is in a closed period; the first open day is %s",
		    date_dup(&a, day), date_dup(&a, open));
	crm_arena_free(&a);
	return st;
}
