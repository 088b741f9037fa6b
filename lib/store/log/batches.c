/* The batches of the book, as a log lists them. */
#include "store/internal.h"

#include <crm/store/log.h>

static const char logged_columns[] =
    "SELECT b.\"number\", b.\"at\", b.\"login\", b.\"program\", b.\"args\", "
    "b.\"reason\", (SELECT sum(n.\"n\") FROM birth n "
    "WHERE n.\"batch\" = b.\"id\"), (SELECT count(*) FROM (SELECT DISTINCT "
    "h.\"entity\", h.\"record\" FROM change h WHERE h.\"batch\" = b.\"id\") x), "
    "b.\"undoes\" FROM batch b ";

static void
read_batch(const struct crm_stmt *q, struct crm_logged *out)
{
	*out = (struct crm_logged){ .number = crm_col_int(q, 0),
		.at = crm_col_int(q, 1),
		.login = crm_col_text(q, 2),
		.program = crm_col_text(q, 3),
		.args = crm_col_text(q, 4),
		.reason = crm_col_text(q, 5),
		.inserted = crm_col(q, 6, false),
		.changed = crm_col_int(q, 7),
		.undoes = crm_col(q, 8, false) };
}

enum crm_status
crm_log_batches(struct crm_store *s, int64_t number, int64_t limit,
    enum crm_status (*each)(void *ctx, const struct crm_logged *b, bool *enough,
	struct crm_err *err),
    void *ctx, struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_logged batch;
	struct crm_stmt *q;
	enum crm_status st;
	bool row, enough = false;

	crm_buf_str(&sql, logged_columns);
	crm_buf_str(&sql,
	    number > 0 ? "WHERE b.\"number\" = ?"
		       : "ORDER BY b.\"number\" DESC");
	if (limit >= 0)
		crm_buf_printf(&sql, " LIMIT %lld", (long long)limit);
	st = crm_sql(s, sql.data, &q, err);
	crm_buf_free(&sql);
	if (st != CRM_OK)
		return st;
	if (number > 0)
		crm_bind(q, 1, crm_value_int(number));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		read_batch(q, &batch);
		st = each(ctx, &batch, &enough, err);
		if (st != CRM_OK || enough) {
			crm_reset(q);
			break;
		}
	}
	return st;
}
