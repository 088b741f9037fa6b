/* Clocks of quotes: what nobody has taken or left, and which ends. */
#include "quote.h"

enum { DAY = CLOCK_COLUMNS };

/* Days before its last one that it is told of. */
enum { NOTICE = 7 };

static bool
quote_due(const struct crm_stmt *q, const struct crm_due_ask *ask, int64_t *day,
    struct crm_buf *why)
{
	*day = crm_col_int(q, DAY);
	crm_buf_str(why, crm_tr("the last day of a quote "));
	say_days(why, *day - crm_instant_date(ask->now));
	return true;
}

enum crm_status
quote_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err)
{
	static const struct clock clock = { .kind = "quote",
		.entity = "quote",
		.owner = "t.\"owner\"",
		.due = quote_due,
		.notice = NOTICE };
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_sql sql;
	enum crm_status st;

	crm_sql_init(&sql, &a);
	crm_buf_str(&sql.text,
	    "SELECT t.\"id\", coalesce(t.\"owner\", 0), t.\"valid_until\" "
	    "FROM quote t WHERE t.\"status\" IN ('approved', 'sent') "
	    "AND t.\"deleted\" IS NULL AND t.\"valid_until\" <= ?");
	crm_sql_bind(&sql, crm_value_int(ask->until + NOTICE));
	st = clock_rows(s, &clock, &sql, ask, each, ctx, err);
	crm_sql_free(&sql);
	crm_arena_free(&a);
	return st;
}
