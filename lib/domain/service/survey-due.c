/* Clocks of surveys: what is not answered yet, and low scores that nobody has
 * followed up. */
#include "service.h"

/* ---- what is not answered ---- */

enum { SENT = CLOCK_COLUMNS, DAYS, SURVEY, TEAM };

static bool
unanswered(const struct crm_stmt *q, const struct crm_due_ask *ask,
    int64_t *day, struct crm_buf *why)
{
	struct crm_text name = crm_col_text(q, SURVEY);
	int64_t sent = crm_instant_date(crm_col_int(q, SENT));

	*day = sent + crm_col_int(q, DAYS);
	if (*day > ask->until)
		return false;
	crm_buf_printf(
	    why, crm_tr("no answer to %.*s, sent on "), (int)name.n, name.p);
	crm_date_format(why, sent);
	return true;
}

enum crm_status
survey_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err)
{
	static const struct clock clock = { .kind = "survey",
		.entity = "survey-answer",
		.owner = "t.\"owner\"",
		.team = TEAM,
		.due = unanswered };
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_sql sql;
	enum crm_status st;

	crm_sql_init(&sql, &a);
	crm_buf_str(&sql.text,
	    "SELECT t.\"id\", coalesce(t.\"owner\", 0), t.\"sent_at\", "
	    "x.\"answer_days\", x.\"name\", coalesce(k.\"team\", 0) "
	    "FROM survey_answer t LEFT JOIN service_case k ON k.\"id\" = t.\"case\" "
	    "JOIN survey x ON x.\"id\" = t.\"survey\" "
	    "WHERE t.\"deleted\" IS NULL AND t.\"score\" IS NULL "
	    "AND t.\"sent_at\" IS NOT NULL AND x.\"answer_days\" IS NOT NULL "
	    "AND coalesce(x.\"active\", 1) = 1 AND x.\"deleted\" IS NULL");
	st = clock_rows(s, &clock, &sql, ask, each, ctx, err);
	crm_sql_free(&sql);
	crm_arena_free(&a);
	return st;
}

/* ---- low scores ---- */

enum { ANSWERED = CLOCK_COLUMNS, WITHIN, SCORE, OF, LOW_TEAM };

static bool
low(const struct crm_stmt *q, const struct crm_due_ask *ask, int64_t *day,
    struct crm_buf *why)
{
	struct crm_text name = crm_col_text(q, OF);

	*day = crm_instant_date(crm_col_int(q, ANSWERED)) +
	    crm_col_int(q, WITHIN);
	if (*day > ask->until)
		return false;
	crm_buf_printf(why, crm_tr("%.*s: %lld, not followed up"), (int)name.n,
	    name.p, (long long)crm_col_int(q, SCORE));
	return true;
}

enum crm_status
low_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err)
{
	static const struct clock clock = { .kind = "low-score",
		.entity = "survey-answer",
		.owner = "t.\"owner\"",
		.team = LOW_TEAM,
		.due = low };
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "survey-answer");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_sql sql;
	enum crm_status st;

	crm_sql_init(&sql, &a);
	crm_buf_str(&sql.text,
	    "SELECT t.\"id\", coalesce(t.\"owner\", 0), t.\"answered_at\", "
	    "coalesce(x.\"follow_days\", 0), t.\"score\", x.\"name\", coalesce(k.\"team\", 0) "
	    "FROM survey_answer t LEFT JOIN service_case k "
	    "ON k.\"id\" = t.\"case\" JOIN survey x ON x.\"id\" = t.\"survey\" "
	    "WHERE t.\"deleted\" IS NULL AND t.\"answered_at\" IS NOT NULL "
	    "AND ");
	if ((st = sql_is(s, e, "low and followed_on is null", &sql, err)) ==
	    CRM_OK)
		st = clock_rows(s, &clock, &sql, ask, each, ctx, err);
	crm_sql_free(&sql);
	crm_arena_free(&a);
	return st;
}
