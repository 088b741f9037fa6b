/* What a reference had at the end of a day, whatever it has now. */
#include "store/internal.h"

#include <crm/base/date.h>
#include <crm/store/log.h>

enum { DAY = 24 * 60 * 60 };

/* What the first change behind the day took away, else what it has.  What was never
 * changed is not looked for. */
void
crm_sql_on_day(struct crm_buf *sql, struct crm_text kind, const char *row,
    const char *field, const char *day, int64_t today)
{
	/* Days are as long as most of them, in the zone as it is today. */
	int64_t end = crm_date_start(today) - (today - 1) * DAY;

	crm_buf_printf(sql,
	    "coalesce(CASE WHEN %s.\"version\" <> %s.\"born\" THEN "
	    "(SELECT CAST(y.\"old\" AS BIGINT) FROM change y "
	    "JOIN batch z ON z.\"id\" = y.\"batch\" "
	    "WHERE y.\"entity\" = '%.*s' AND y.\"record\" = %s.\"id\" "
	    "AND y.\"field\" = '%s' AND z.\"at\" >= %s * %d + %lld "
	    "ORDER BY z.\"number\", y.\"id\" LIMIT 1) END, %s.\"%s\")",
	    row, row, (int)kind.n, kind.p, row, field, day, (int)DAY,
	    (long long)end, row, field);
}
