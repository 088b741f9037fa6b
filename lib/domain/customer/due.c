/* Clocks of customers and their people: care, birthdays. */
#include "customer.h"

#include <crm/model/activity.h>

/* ---- care ---- */

enum {
	CARE_DAYS = CLOCK_COLUMNS,
	CARE_SINCE,
	CARE_LAST,
	CARE_GRADE,
	CARE_POOL
};

static bool
care_due(const struct crm_stmt *q, const struct crm_due_ask *ask, int64_t *day,
    struct crm_buf *why)
{
	bool ever = !crm_col_null(q, CARE_LAST);
	int64_t last = crm_instant_date(
	    crm_col_int(q, ever ? CARE_LAST : CARE_SINCE));
	struct crm_text grade = crm_col_text(q, CARE_GRADE);
	int64_t days = crm_col_int(q, CARE_DAYS);

	*day = last + days;
	if (*day > ask->until)
		return false;
	crm_buf_printf(why, crm_tr("grade %.*s, every %lld days; %s "),
	    (int)grade.n, grade.p, (long long)days,
	    ever ? crm_tr("last contact on") : crm_tr("no contact since"));
	crm_date_format(why, last);
	return true;
}

/* Notes are written without the customer. */
enum crm_status
care_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err)
{
	static const struct clock clock = { .kind = "care",
		.entity = "customer",
		.owner = "t.\"owner\"",
		.pool = CARE_POOL,
		.due = care_due };
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_sql sql;
	enum crm_status st;

	crm_sql_init(&sql, &a);
	crm_buf_str(&sql.text,
	    "SELECT t.\"id\", coalesce(t.\"owner\", 0), g.\"care_days\", "
	    "t.\"created\", (SELECT max(" CRM_ACTIVITY_AT(
		"a") ") FROM activity a "
		     "WHERE a.\"about\" = 'C' || t.\"id\" AND a.\"kind\" <> 'note' "
		     "AND a.\"deleted\" IS NULL" CRM_ACTIVITY_HAPPENED(
			 "a") "), t.\"grade\", coalesce(t.\"pool\", 0) FROM customer t "
			      "JOIN grade g ON g.\"kind\" = 'customer' "
			      "AND g.\"grade\" = t.\"grade\" AND g.\"deleted\" IS NULL "
			      "AND g.\"care_days\" IS NOT NULL WHERE t.\"deleted\" IS NULL "
			      "AND coalesce(t.\"kind\", 'customer') = 'customer'");
	st = clock_rows(s, &clock, &sql, ask, each, ctx, err);
	crm_sql_free(&sql);
	crm_arena_free(&a);
	return st;
}

/* ---- birthdays ---- */

enum { BORN = CLOCK_COLUMNS, BIRTHDAY_POOL };

/* The first one that is not before a day; of 29 February in other years the day
 * before it. */
static int64_t
birthday_from(int64_t born, int64_t day)
{
	int years = crm_date_ymd(day).y - crm_date_ymd(born).y;
	int64_t on = crm_date_add_months(born, years * 12);

	return on < day ? crm_date_add_months(born, (years + 1) * 12) : on;
}

static bool
birthday_due(const struct crm_stmt *q, const struct crm_due_ask *ask,
    int64_t *day, struct crm_buf *why)
{
	int64_t born = crm_col_int(q, BORN);
	int64_t today = crm_instant_date(ask->now);

	*day = birthday_from(born, today);
	if (*day > ask->until || born > today)
		return false;
	crm_buf_str(why, crm_tr("birthday "));
	say_days(why, *day - today);
	return true;
}

enum crm_status
birthday_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err)
{
	static const struct clock clock = { .kind = "birthday",
		.entity = "contact",
		.owner = "c.\"owner\"",
		.pool = BIRTHDAY_POOL,
		.due = birthday_due };
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_sql sql;
	enum crm_status st;

	crm_sql_init(&sql, &a);
	crm_buf_str(&sql.text,
	    "SELECT t.\"id\", coalesce(c.\"owner\", 0), t.\"birthday\", "
	    "coalesce(c.\"pool\", 0) "
	    "FROM contact t LEFT JOIN customer c ON c.\"id\" = t.\"customer\" "
	    "WHERE t.\"birthday\" IS NOT NULL AND t.\"deleted\" IS NULL "
	    "AND coalesce(t.\"left\", 0) = 0 "
	    "AND coalesce(t.\"do_not_contact\", 0) = 0");
	st = clock_rows(s, &clock, &sql, ask, each, ctx, err);
	crm_sql_free(&sql);
	crm_arena_free(&a);
	return st;
}
