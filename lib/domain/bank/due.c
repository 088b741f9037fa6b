/* Clocks of bills: when they are to be presented. */
#include "bank.h"

enum { DAY = CLOCK_COLUMNS, NUMBER, AMOUNT, CURRENCY };

enum { BILL_NOTICE = 7 }; /* days before it is due */

static bool
bill_due(const struct crm_stmt *q, const struct crm_due_ask *ask, int64_t *day,
    struct crm_buf *why)
{
	struct crm_text number = crm_col_text(q, NUMBER);
	struct crm_text currency = crm_col_text(q, CURRENCY);

	*day = crm_col_int(q, DAY);
	crm_number_group(
	    why, crm_col_int(q, AMOUNT), crm_currency_digits_n(currency), true);
	crm_buf_printf(why, crm_tr(" of the bill %.*s to collect "),
	    (int)number.n, number.p);
	say_days(why, *day - crm_instant_date(ask->now));
	return true;
}

enum crm_status
bill_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err)
{
	static const struct clock clock = { .kind = "bill",
		.entity = "bill",
		.owner = "c.\"owner\"",
		.notice = BILL_NOTICE,
		.due = bill_due };
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_sql sql;
	enum crm_status st;

	crm_sql_init(&sql, &a);
	crm_buf_str(&sql.text,
	    "SELECT b.\"id\", coalesce(c.\"owner\", 0), b.\"due_on\", "
	    "coalesce(b.\"number\", 'BE' || b.\"id\"), b.\"amount\", "
	    "b.\"currency\" FROM bill b "
	    "LEFT JOIN customer c ON c.\"id\" = b.\"customer\" "
	    "WHERE b.\"deleted\" IS NULL AND b.\"status\" = 'received' "
	    "AND b.\"due_on\" <= ?");
	crm_sql_bind(&sql, crm_value_int(ask->until + BILL_NOTICE));
	st = clock_rows(s, &clock, &sql, ask, each, ctx, err);
	crm_sql_free(&sql);
	crm_arena_free(&a);
	return st;
}
