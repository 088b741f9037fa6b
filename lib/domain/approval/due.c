/* What waits for consent: a line for each who may give it. */
#include "approval.h"

/* Nobody agrees to what he asked for himself. */
static const char waiting[] =
    "SELECT t.\"id\", t.\"asked_at\", coalesce(u.\"id\", 0), t.\"role\" "
    "FROM approval t LEFT JOIN app_user u ON u.\"role\" = t.\"role\" "
    "AND coalesce(u.\"active\", 1) <> 0 AND u.\"deleted\" IS NULL "
    "AND u.\"id\" <> coalesce(t.\"asked_by\", 0) "
    "WHERE t.\"status\" = 'pending' AND t.\"deleted\" IS NULL "
    "AND t.\"asked_at\" < ?";

enum crm_status
approval_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err)
{
	struct crm_due d = { .kind = "approval",
		.entity = crm_dict_find(crm_store_dict(s), "approval") };
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_stmt *q;
	enum crm_status st = crm_sql(s, waiting, &q, err);
	bool row;

	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(crm_date_start(ask->until + 1)));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		d.record = crm_col_int(q, 0);
		d.at = crm_col_int(q, 1);
		d.owner = crm_col_int(q, 2);
		if (ask->owner != 0 && d.owner != ask->owner)
			continue;
		crm_arena_reset(&a);
		d.why = crm_sprintf(&a, crm_tr("waits for a %s since %s"),
		    text_dup(&a, crm_col_text(q, 3)),
		    date_dup(&a, crm_instant_date(d.at)));
		if ((st = each(ctx, &d, err)) != CRM_OK) {
			crm_reset(q);
			break;
		}
	}
	crm_arena_free(&a);
	return st;
}
