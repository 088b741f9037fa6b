/* Clocks of open deals: close dates that pass, deals that nobody touches. */
#include "deal.h"

#include <crm/model/activity.h>

/* A statement over open deals, up to their conditions. */
static enum crm_status
open_deals(struct crm_store *s, const char *select, const char *where,
    struct crm_sql *sql, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "deal");

	crm_buf_printf(&sql->text, "%s WHERE t.\"deleted\" IS NULL AND %s AND ",
	    select, where);
	return sql_is(s, e, trade_of(e)->open, sql, err);
}

/* ---- close dates ---- */

static bool
close_due(const struct crm_stmt *q, const struct crm_due_ask *ask, int64_t *day,
    struct crm_buf *why)
{
	*day = crm_col_int(q, CLOCK_COLUMNS);
	crm_buf_str(why, crm_tr("expected to close "));
	say_days(why, *day - crm_instant_date(ask->now));
	return true;
}

enum crm_status
close_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err)
{
	static const struct clock clock = { .kind = "close",
		.entity = "deal",
		.owner = "t.\"owner\"",
		.due = close_due };
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_sql sql;
	enum crm_status st;

	crm_sql_init(&sql, &a);
	crm_sql_bind(&sql, crm_value_int(ask->until));
	if ((st = open_deals(s,
		 "SELECT t.\"id\", coalesce(t.\"owner\", 0), "
		 "t.\"expected_close\" FROM deal t",
		 "t.\"expected_close\" <= ?", &sql, err)) == CRM_OK)
		st = clock_rows(s, &clock, &sql, ask, each, ctx, err);
	crm_sql_free(&sql);
	crm_arena_free(&a);
	return st;
}

/* ---- rotting ---- */

enum { ROT_DAYS = CLOCK_COLUMNS, ROT_ACTED, ROT_MOVED, ROT_SINCE };

/* Idle since the last activity, the last move, or the day it was opened. */
static bool
rot_due(const struct crm_stmt *q, const struct crm_due_ask *ask, int64_t *day,
    struct crm_buf *why)
{
	int64_t acted = crm_col_null(q, ROT_ACTED)
	    ? CRM_DATE_MIN
	    : crm_instant_date(crm_col_int(q, ROT_ACTED));
	int64_t last = crm_col_int(q, ROT_MOVED);
	int64_t days = crm_col_int(q, ROT_DAYS);

	if (crm_col_null(q, ROT_MOVED))
		last = crm_instant_date(crm_col_int(q, ROT_SINCE));
	last = acted > last ? acted : last;
	*day = last + days + 1;
	if (*day > ask->until)
		return false;
	crm_buf_str(why, crm_tr("idle since "));
	crm_date_format(why, last);
	crm_buf_printf(why, crm_tr("; its stage allows %lld day%s"),
	    (long long)days, days == 1 ? "" : "s");
	return true;
}

/* What is planned with a deal keeps it fresh. */
enum crm_status
rot_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err)
{
	static const struct clock clock = { .kind = "rot",
		.entity = "deal",
		.owner = "t.\"owner\"",
		.due = rot_due };
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_sql sql;
	enum crm_status st;

	crm_sql_init(&sql, &a);
	crm_sql_bind(&sql, crm_value_int(ask->now));
	crm_sql_bind(&sql, crm_value_int(crm_instant_date(ask->now)));
	if ((st = open_deals(s,
		 "SELECT t.\"id\", coalesce(t.\"owner\", 0), g.\"rot_days\", "
		 "(SELECT max(a.\"at\") FROM activity a "
		 "WHERE a.\"about\" = 'D' || t.\"id\" "
		 "AND a.\"deleted\" IS NULL" CRM_ACTIVITY_HAPPENED(
		     "a") "), coalesce((SELECT "
			  "max(v.\"moved_on\") FROM visit v WHERE v.\"deal\" = t.\"id\" "
			  "AND v.\"deleted\" IS NULL), t.\"opened_on\"), t.\"created\" "
			  "FROM deal t JOIN stage g ON g.\"id\" = t.\"stage\"",
		 "g.\"rot_days\" IS NOT NULL AND NOT EXISTS (SELECT 1 "
		 "FROM activity a WHERE a.\"about\" = 'D' || t.\"id\" "
		 "AND a.\"at\" > ? AND a.\"deleted\" IS NULL" CRM_ACTIVITY_HELD(
		     "a") ") "
			  "AND NOT EXISTS (SELECT 1 FROM task k "
			  "WHERE k.\"about\" = 'D' || t.\"id\" AND k.\"due\" >= ? "
			  "AND coalesce(k.\"status\", 'todo') IN ('todo', 'doing') "
			  "AND k.\"deleted\" IS NULL)",
		 &sql, err)) == CRM_OK)
		st = clock_rows(s, &clock, &sql, ask, each, ctx, err);
	crm_sql_free(&sql);
	crm_arena_free(&a);
	return st;
}
