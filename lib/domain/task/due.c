/* Open tasks as they fall due. */
#include "task.h"

#include <stdio.h>

static enum crm_status
ask(struct crm_store *s, const struct crm_entity *e, int64_t until,
    struct crm_arena *a, struct crm_stmt **q, struct crm_err *err)
{
	struct crm_sql sql;
	enum crm_status st;

	crm_sql_init(&sql, a);
	crm_buf_printf(&sql.text,
	    "SELECT t.\"id\", t.\"due\", coalesce(t.\"owner\", 0) "
	    "FROM \"%s\" t WHERE t.\"deleted\" IS NULL AND t.\"due\" <= ? "
	    "AND ",
	    e->def->table);
	crm_sql_bind(&sql, crm_value_int(until));
	if ((st = sql_is(s, e, trade_of(e)->open, &sql, err)) == CRM_OK &&
	    (st = crm_sql(s, sql.text.data, q, err)) == CRM_OK)
		crm_bind_all(*q, sql.bind, sql.n);
	crm_sql_free(&sql);
	return st;
}

/* "due today", "due in 2 days", "overdue by 3 days" */
static void
say_why(int64_t days, char *out, size_t size)
{
	if (days == 0)
		snprintf(out, size, "due today");
	else
		snprintf(out, size,
		    days > 0 ? "due in %lld day%s" : "overdue by %lld day%s",
		    (long long)(days > 0 ? days : -days),
		    days == 1 || days == -1 ? "" : "s");
}

enum crm_status
task_alarm(struct crm_store *s, int64_t now, int64_t until, crm_due_each *each,
    void *ctx, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "task");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_due d = { .kind = "task", .entity = e };
	struct crm_stmt *q;
	enum crm_status st = ask(s, e, until, &a, &q, err);
	char why[64];
	bool row;

	d.why = why;
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row) {
		d.record = crm_col_int(q, 0);
		d.at = crm_date_start(crm_col_int(q, 1));
		d.whom = crm_col_int(q, 2);
		d.level = d.whom == 0 ? CRM_TO_NOBODY : CRM_TO_OWNER;
		say_why(
		    crm_col_int(q, 1) - crm_instant_date(now), why, sizeof why);
		if ((st = each(ctx, &d, err)) != CRM_OK)
			crm_reset(q);
	}
	crm_arena_free(&a);
	return st;
}
