/* What waits for consent: a line for each who may give it. */
#include "approval.h"

enum { ASKED = CLOCK_COLUMNS, ROLE, DUE, ASKER };

static bool
due(const struct crm_stmt *q, const struct crm_due_ask *ask, int64_t *day,
    struct crm_buf *why)
{
	struct crm_text role = crm_col_text(q, ROLE);
	struct crm_arena a = CRM_ARENA_INIT;

	(void)ask;
	*day = crm_instant_date(crm_col_int(q, ASKED));
	crm_buf_printf(why, crm_tr("waits for a %s since %s"),
	    text_dup(&a, role), date_dup(&a, *day));
	if (!crm_col_null(q, DUE)) {
		*day = crm_col_int(q, DUE);
		crm_buf_printf(why, crm_tr(", until %s at the latest"),
		    date_dup(&a, *day));
	}
	crm_arena_free(&a);
	return true;
}

/* Nobody agrees to what he asked for himself. */
enum crm_status
approval_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err)
{
	static const struct clock clock = { .kind = "approval",
		.entity = "approval",
		.owner = "u.\"id\"",
		.instant = ASKED,
		.asker = ASKER,
		.due = due };
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_sql sql;
	enum crm_status st;

	crm_sql_init(&sql, &a);
	crm_buf_str(&sql.text,
	    "SELECT t.\"id\", coalesce(u.\"id\", 0), t.\"asked_at\", "
	    "coalesce(t.\"role\", p.\"login\"), t.\"due_on\", "
	    "coalesce(t.\"asked_by\", 0) "
	    "FROM approval t LEFT JOIN app_user p ON p.\"id\" = t.\"person\" "
	    "LEFT JOIN app_user u ON (u.\"role\" = t.\"role\" "
	    "OR u.\"id\" = t.\"person\") "
	    "AND coalesce(u.\"active\", 1) <> 0 AND u.\"deleted\" IS NULL "
	    "AND u.\"id\" <> coalesce(t.\"asked_by\", 0) "
	    "WHERE t.\"status\" = 'pending' AND t.\"deleted\" IS NULL "
	    "AND t.\"asked_at\" < ?");
	crm_sql_bind(&sql, crm_value_int(crm_date_start(ask->until + 1)));
	st = clock_rows(s, &clock, &sql, ask, each, ctx, err);
	crm_sql_free(&sql);
	crm_arena_free(&a);
	return st;
}
