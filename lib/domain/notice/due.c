/* Notices that nobody has seen, as lines of the due list. */
#include "notice.h"

/* Whoever has not looked for so long does not want to be told again. */
enum { DAYS_TOLD = 30 };

enum { AT = CLOCK_COLUMNS, ABOUT, EVENT, WHAT, BY };

struct wording {
	const char *event, *text;
};

/* What stands before who did it. */
static const char *
words_of(struct crm_text event)
{
	static const struct wording words[] = {
		{ NEWS_ASSIGNED, "assigned to you" },
		{ NEWS_CHANGED, "changed" },
		{ NEWS_APPROVED, "approved" },
		{ NEWS_SENT_BACK, "sent back" },
		{ NEWS_RECLAIMED, "reclaimed" },
		{ NEWS_MENTIONED, "you are mentioned" },
	};

	for (size_t i = 0; i < COUNT(words); i++)
		if (crm_text_is(event, words[i].event))
			return words[i].text;
	return "";
}

/* "assigned to you by ann: 5000 leads" */
static void
say_what(struct crm_buf *why, const struct crm_stmt *q)
{
	struct crm_text what = crm_col_text(q, WHAT);

	crm_buf_str(why, words_of(crm_col_text(q, EVENT)));
	if (!crm_col_null(q, BY)) {
		struct crm_text by = crm_col_text(q, BY);

		crm_buf_printf(why, " by %.*s", (int)by.n, by.p);
	}
	if (what.n > 0)
		crm_buf_printf(why, ": %.*s", (int)what.n, what.p);
}

static bool
due(const struct crm_stmt *q, const struct crm_due_ask *ask, int64_t *day,
    struct crm_buf *why)
{
	(void)ask;
	*day = crm_instant_date(crm_col_int(q, AT));
	say_what(why, q);
	return true;
}

enum crm_status
notice_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err)
{
	static const struct clock clock = { .kind = "notice",
		.entity = "notice",
		.owner = "t.\"whom\"",
		.instant = AT,
		.about = ABOUT,
		.due = due };
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_sql sql;
	enum crm_status st;

	crm_sql_init(&sql, &a);
	crm_buf_str(&sql.text,
	    "SELECT t.\"id\", t.\"whom\", t.\"at\", t.\"about\", t.\"event\", "
	    "t.\"what\", u.\"login\" FROM news t "
	    "LEFT JOIN app_user u ON u.\"id\" = t.\"by\" "
	    "WHERE t.\"seen_at\" IS NULL AND t.\"deleted\" IS NULL "
	    "AND t.\"at\" > ?");
	crm_sql_bind(&sql,
	    crm_value_int(
		crm_date_start(crm_instant_date(ask->now) - DAYS_TOLD)));
	st = clock_rows(s, &clock, &sql, ask, each, ctx, err);
	crm_sql_free(&sql);
	crm_arena_free(&a);
	return st;
}
