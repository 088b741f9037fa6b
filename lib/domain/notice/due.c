/* Notices that nobody has seen, as lines of the due list. */
#include "notice.h"

/* Whoever has not looked for so long does not want to be told again. */
enum { DAYS_TOLD = 30 };

enum { AT = CLOCK_COLUMNS, ABOUT, EVENT, WHAT, BY };

/* How an event reads, with who did it and without. */
struct wording {
	const char *event, *alone, *by;
};

static const struct wording *
words_of(struct crm_text event)
{
	static const struct wording words[] = {
		{ NEWS_ASSIGNED, N_("assigned to you"),
		    N_("assigned to you by %s") },
		{ NEWS_CHANGED, N_("changed"), N_("changed by %s") },
		{ NEWS_APPROVED, N_("approved"), N_("approved by %s") },
		{ NEWS_SENT_BACK, N_("sent back"), N_("sent back by %s") },
		{ NEWS_RECLAIMED, N_("reclaimed"), N_("reclaimed by %s") },
		{ NEWS_RULE, N_("a rule tells you"),
		    N_("a rule tells you, behind a change by %s") },
		{ NEWS_MENTIONED, N_("you are mentioned"),
		    N_("you are mentioned by %s") },
	};
	size_t i = 0;

	while (i < COUNT(words) - 1 && !crm_text_is(event, words[i].event))
		i++;
	return &words[i];
}

/* "assigned to you by ann: 5000 leads" */
static void
say_what(struct crm_buf *why, const struct crm_stmt *q)
{
	const struct wording *words = words_of(crm_col_text(q, EVENT));
	struct crm_text what = crm_col_text(q, WHAT);
	struct crm_arena a = CRM_ARENA_INIT;

	if (crm_col_null(q, BY))
		crm_buf_str(why, crm_tr(words->alone));
	else
		crm_buf_printf(
		    why, crm_tr(words->by), text_dup(&a, crm_col_text(q, BY)));
	if (what.n > 0)
		crm_buf_printf(why, ": %.*s", (int)what.n, what.p);
	crm_arena_free(&a);
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
