/* Open tasks and projects as they fall due. */
#include "task.h"

enum { DAY = CLOCK_COLUMNS, AT, TEAM, PEER };

/* How far a day is from today; false where nobody asks for it yet. */
static bool
say_due(const struct crm_due_ask *ask, int64_t day, struct crm_buf *why)
{
	int64_t days = day - crm_instant_date(ask->now);

	if (day > ask->until)
		return false;
	if (days < 0)
		crm_buf_printf(why, crm_tr("overdue by %lld day%s"),
		    (long long)-days, days == -1 ? "" : "s");
	else {
		crm_buf_str(why, crm_tr("due "));
		say_days(why, days);
	}
	return true;
}

/* "overdue since 14:00", the time by the clocks of TZ. */
static void
say_since(int64_t at, struct crm_buf *why)
{
	enum { TIME_SIZE = sizeof "14:00" - 1 };
	struct crm_buf whole = CRM_BUF_INIT;

	crm_instant_short(&whole, at);
	crm_buf_printf(why, crm_tr("overdue since %s"),
	    whole.data + whole.len - TIME_SIZE);
	crm_buf_free(&whole);
}

/* What has a time is late from its minute on, and from the next day by days. */
static bool
due(const struct crm_stmt *q, const struct crm_due_ask *ask, int64_t *day,
    struct crm_buf *why)
{
	bool timed = !crm_col_null(q, AT);
	int64_t at = timed ? crm_col_int(q, AT) : 0;

	*day = timed ? crm_instant_date(at) : crm_col_int(q, DAY);
	if (timed && at < ask->now && *day == crm_instant_date(ask->now) &&
	    *day <= ask->until) {
		say_since(at, why);
		return true;
	}
	return say_due(ask, *day, why);
}

/* What is snoozed is not told until then. */
enum crm_status
task_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err)
{
	static const struct clock clock = { .kind = "task",
		.entity = "task",
		.owner = "t.\"owner\"",
		.instant = AT,
		.team = TEAM,
		.peer = PEER,
		.due = due };
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "task");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_sql sql;
	enum crm_status st;

	crm_sql_init(&sql, &a);
	crm_buf_str(&sql.text,
	    "SELECT t.\"id\", coalesce(t.\"owner\", 0), t.\"due\", "
	    "t.\"due_at\", coalesce(t.\"team\", 0), CASE WHEN t.\"owner\" IS NULL "
	    "AND t.\"role\" IS NOT NULL THEN coalesce((SELECT min(u.\"id\") "
	    "FROM app_user u WHERE u.\"role\" = t.\"role\" "
	    "AND u.\"deleted\" IS NULL AND coalesce(u.\"active\", 1) <> 0 "
	    "), 0) ELSE 0 END FROM task t "
	    "WHERE t.\"deleted\" IS NULL AND t.\"due\" <= ? "
	    "AND coalesce(t.\"snooze\", 0) <= ? AND ");
	/* The day of a time may be another one where it is read. */
	crm_sql_bind(&sql, crm_value_int(ask->until + 1));
	crm_sql_bind(&sql, crm_value_int(ask->now));
	if ((st = sql_is(s, e, trade_of(e)->open, &sql, err)) == CRM_OK)
		st = clock_rows(s, &clock, &sql, ask, each, ctx, err);
	crm_sql_free(&sql);
	crm_arena_free(&a);
	return st;
}

static bool
project_due(const struct crm_stmt *q, const struct crm_due_ask *ask,
    int64_t *day, struct crm_buf *why)
{
	*day = crm_col_int(q, DAY);
	return say_due(ask, *day, why);
}

enum crm_status
project_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err)
{
	static const struct clock clock = { .kind = "project",
		.entity = "project",
		.owner = "t.\"owner\"",
		.due = project_due };
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_sql sql;
	enum crm_status st;

	crm_sql_init(&sql, &a);
	crm_buf_str(&sql.text,
	    "SELECT t.\"id\", coalesce(t.\"owner\", 0), t.\"due\" "
	    "FROM project t WHERE t.\"deleted\" IS NULL "
	    "AND coalesce(t.\"status\", 'planned') "
	    "IN ('planned', 'active', 'on_hold') AND t.\"due\" <= ?");
	crm_sql_bind(&sql, crm_value_int(ask->until));
	st = clock_rows(s, &clock, &sql, ask, each, ctx, err);
	crm_sql_free(&sql);
	crm_arena_free(&a);
	return st;
}
