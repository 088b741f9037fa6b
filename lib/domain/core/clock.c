/* Clocks that are one statement: its rows are what is due. */
#include "core.h"

/* What a row is about; false where that is no record of any kind. */
static bool
read_about(struct crm_store *s, const struct clock *k, const struct crm_stmt *q,
    struct crm_due *d)
{
	struct crm_text code;

	d->record = crm_col_int(q, CLOCK_ID);
	if (k->about == 0)
		return true;
	d->notice = d->record;
	if (!crm_id_split(crm_col_text(q, k->about), &code, &d->record))
		return false;
	d->entity = crm_dict_code(crm_store_dict(s), code);
	return d->entity != NULL;
}

static int64_t
column_of(const struct crm_stmt *q, int column)
{
	return column == 0 ? 0 : crm_col_int(q, column);
}

enum crm_status
clock_rows(struct crm_store *s, const struct clock *k, struct crm_sql *sql,
    const struct crm_due_ask *ask, crm_due_each *each, void *ctx,
    struct crm_err *err)
{
	struct crm_due d = { .kind = k->kind,
		.entity = crm_dict_find(crm_store_dict(s), k->entity) };
	struct crm_buf why = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	if (ask->owner != 0) {
		crm_buf_printf(&sql->text, " AND %s = ?", k->owner);
		crm_sql_bind(sql, crm_value_int(ask->owner));
	}
	if ((st = crm_sql(s, sql->text.data, &q, err)) != CRM_OK)
		return st;
	crm_bind_all(q, sql->bind, sql->n);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		int64_t day;

		crm_buf_clear(&why);
		d.owner = crm_col_int(q, CLOCK_OWNER);
		if (!read_about(s, k, q, &d) || !k->due(q, ask, &day, &why))
			continue;
		d.at = crm_date_start(day);
		d.from = k->notice == 0 ? 0 : day - k->notice;
		d.all_day = k->instant == 0 || crm_col_null(q, k->instant);
		if (!d.all_day)
			d.at = crm_col_int(q, k->instant);
		d.team = column_of(q, k->team);
		d.pool = column_of(q, k->pool);
		d.peer = column_of(q, k->peer);
		d.asker = column_of(q, k->asker);
		d.why = why.data;
		if ((st = each(ctx, &d, err)) != CRM_OK) {
			crm_reset(q);
			break;
		}
	}
	crm_buf_free(&why);
	return st;
}

const char *
say_priority(struct crm_arena *a, struct crm_text code)
{
	static const char *const words[] = { N_("low"), N_("normal"),
		N_("high"), N_("urgent") };

	for (size_t i = 0; i < COUNT(words); i++)
		if (crm_text_is(code, words[i]))
			return crm_tr(words[i]);
	return text_dup(a, code);
}

void
say_days(struct crm_buf *out, int64_t days)
{
	if (days == 0)
		crm_buf_str(out, crm_tr("today"));
	else
		crm_buf_printf(out,
		    days > 0 ? crm_tr("in %lld day%s")
			     : crm_tr("%lld day%s ago"),
		    (long long)(days > 0 ? days : -days),
		    days == 1 || days == -1 ? "" : "s");
}
