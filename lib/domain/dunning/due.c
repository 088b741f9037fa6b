/* Clocks of what customers owe: due, promised, and to be reminded of. */
#include "dunning.h"

/* Whose a receivable is: its order's owner's, else the customer's. */
#define OWNER "coalesce(o.\"owner\", c.\"owner\", 0)"
#define FROM \
	" FROM receivable r JOIN customer c ON c.\"id\" = r.\"customer\" " \
	"LEFT JOIN sale_order o ON o.\"id\" = r.\"order\" "

enum { DAY = CLOCK_COLUMNS, OPEN, CURRENCY, LEVEL };

static void
say_money(const struct crm_stmt *q, struct crm_buf *why)
{
	struct crm_text currency = crm_col_text(q, CURRENCY);

	crm_number_format(
	    why, crm_col_int(q, OPEN), crm_currency_digits_n(currency), true);
	crm_buf_printf(why, " %.*s ", (int)currency.n, currency.p);
}

/* A statement that ends in conditions on a receivable r. */
static enum crm_status
rows(struct crm_store *s, const struct clock *k, const char *columns,
    const char *from, const char *where, const int64_t *days, size_t n,
    const struct crm_due_ask *ask, crm_due_each *each, void *ctx,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_sql sql;
	enum crm_status st;
	size_t i;

	crm_sql_init(&sql, &a);
	crm_buf_printf(&sql.text,
	    "SELECT r.\"id\", " OWNER ", %s" FROM "%s WHERE " ASKED_FOR
	    " AND r.\"booked_on\" <= {today} AND %s",
	    columns, from, where);
	crm_sql_bind(&sql, crm_value_text(crm_text_of(crm_store_currency(s))));
	for (i = 0; i < n; i++)
		crm_sql_bind(&sql, crm_value_int(days[i]));
	st = clock_rows(s, k, &sql, ask, each, ctx, err);
	crm_sql_free(&sql);
	crm_arena_free(&a);
	return st;
}

/* ---- due, and overdue ---- */

/* Days before it is due that it is told of. */
enum { NOTICE = 3 };

static bool
receivable_due(const struct crm_stmt *q, const struct crm_due_ask *ask,
    int64_t *day, struct crm_buf *why)
{
	*day = crm_col_int(q, DAY);
	say_money(q, why);
	crm_buf_str(why, crm_tr("due "));
	say_days(why, *day - crm_instant_date(ask->now));
	return true;
}

enum crm_status
receivable_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err)
{
	static const struct clock clock = { .kind = "receivable",
		.entity = "receivable",
		.owner = OWNER,
		.due = receivable_due,
		.notice = NOTICE };
	const int64_t until = ask->until + NOTICE;

	/* What was promised for a day to come is told by that. */
	return rows(s, &clock,
	    "r.\"due_on\", coalesce(r.\"open\", r.\"amount\"), "
	    "coalesce(r.\"currency\", ?)",
	    "",
	    "r.\"due_on\" <= ? AND coalesce(r.\"promised_on\", -1000000) < "
	    "{today}",
	    &until, 1, ask, each, ctx, err);
}

/* ---- promised ---- */

static bool
promise_due(const struct crm_stmt *q, const struct crm_due_ask *ask,
    int64_t *day, struct crm_buf *why)
{
	*day = crm_col_int(q, DAY);
	say_money(q, why);
	crm_buf_str(why, crm_tr("was promised for payment "));
	say_days(why, *day - crm_instant_date(ask->now));
	return true;
}

enum crm_status
promise_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err)
{
	static const struct clock clock = { .kind = "promise",
		.entity = "receivable",
		.owner = OWNER,
		.due = promise_due };

	return rows(s, &clock,
	    "r.\"promised_on\", coalesce(r.\"promised\", r.\"open\", "
	    "r.\"amount\"), coalesce(r.\"currency\", ?)",
	    "", "r.\"promised_on\" <= ?", &ask->until, 1, ask, each, ctx, err);
}

/* ---- a notice that is to be sent ---- */

static bool
notice_due(const struct crm_stmt *q, const struct crm_due_ask *ask,
    int64_t *day, struct crm_buf *why)
{
	*day = crm_col_int(q, DAY);
	say_money(q, why);
	crm_buf_printf(why, crm_tr("reached dunning level %lld "),
	    (long long)crm_col_int(q, LEVEL));
	say_days(why, *day - crm_instant_date(ask->now));
	return true;
}

enum crm_status
dunning_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err)
{
	static const struct clock clock = { .kind = "dunning",
		.entity = "receivable",
		.owner = OWNER,
		.due = notice_due };
	const int64_t days[] = { ask->until, ask->until };

	return rows(s, &clock,
	    "r.\"due_on\" + l.\"days\", coalesce(r.\"open\", r.\"amount\"), "
	    "coalesce(r.\"currency\", ?), l.\"level\"",
	    "JOIN dunning_level l ON coalesce(l.\"active\", 1) = 1 "
	    "AND l.\"deleted\" IS NULL",
	    DUNNED
	    " AND r.\"due_on\" + l.\"days\" <= ? AND NOT EXISTS (SELECT 1 "
	    "FROM dunning_level m WHERE coalesce(m.\"active\", 1) = 1 "
	    "AND m.\"deleted\" IS NULL AND m.\"level\" > l.\"level\" "
	    "AND r.\"due_on\" + m.\"days\" <= ?) AND NOT EXISTS (SELECT 1 "
	    "FROM dunning_notice n WHERE n.\"receivable\" = r.\"id\" "
	    "AND n.\"level\" >= l.\"level\" AND n.\"deleted\" IS NULL)",
	    days, COUNT(days), ask, each, ctx, err);
}
