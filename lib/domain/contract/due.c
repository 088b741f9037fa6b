/* Clocks of contracts: which ends, as long ahead as its notice says. */
#include "contract.h"

enum { DAY = CLOCK_COLUMNS, RENEWAL, NOTICE_DAYS };

/* Days before the end that it is told of, where it does not say. */
#define NOTICE "30"

static bool
contract_due(const struct crm_stmt *q, const struct crm_due_ask *ask,
    int64_t *day, struct crm_buf *why)
{
	struct crm_text renewal = crm_col_text(q, RENEWAL);
	int64_t end = crm_col_int(q, DAY);

	*day = end - crm_col_int(q, NOTICE_DAYS);
	if (crm_text_is(renewal, "automatic"))
		crm_buf_str(
		    why, crm_tr("a contract is renewed by itself behind "));
	else
		crm_buf_str(why, crm_tr("a contract ends: "));
	crm_date_format(why, end);
	crm_buf_char(why, ' ');
	say_days(why, end - crm_instant_date(ask->now));
	return true;
}

enum crm_status
contract_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err)
{
	static const struct clock clock = { .kind = "contract",
		.entity = "contract",
		.owner = "t.\"owner\"",
		.due = contract_due };
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_sql sql;
	enum crm_status st;

	crm_sql_init(&sql, &a);
	crm_buf_str(&sql.text,
	    "SELECT t.\"id\", coalesce(t.\"owner\", 0), t.\"ends_on\", "
	    "t.\"renewal\", coalesce(t.\"notice_days\", " NOTICE ") "
	    "FROM contract t WHERE t.\"status\" = 'signed' "
	    "AND t.\"amends\" IS NULL AND t.\"deleted\" IS NULL "
	    "AND NOT EXISTS (SELECT 1 FROM contract r "
	    "WHERE r.\"renews\" = t.\"id\" AND r.\"deleted\" IS NULL) "
	    "AND (t.\"renewal\" IS NULL OR t.\"renewal\" <> 'automatic' "
	    "OR t.\"ends_on\" >= ?) "
	    "AND t.\"ends_on\" - coalesce(t.\"notice_days\", " NOTICE ") <= ?");
	/* What goes on by itself is told of until it does. */
	crm_sql_bind(&sql, crm_value_int(crm_instant_date(ask->now)));
	crm_sql_bind(&sql, crm_value_int(ask->until));
	st = clock_rows(s, &clock, &sql, ask, each, ctx, err);
	crm_sql_free(&sql);
	crm_arena_free(&a);
	return st;
}
