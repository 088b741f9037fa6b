/* The batches of the book, as a log lists them. */
#include "store/internal.h"

#include <crm/store/log.h>

#include <string.h>

/* The columns of the log, each as SQL over a row $ of the table of batches: one
 * says what is listed and what is asked for. */
static const struct crm_field fields[] = {
	{ "batch", CRM_T_ID, CRM_F_DERIVED, "Batch", "批次",
	    .sql = "$.\"number\"" },
	{ "at", CRM_T_INSTANT, CRM_F_DERIVED, "At", "时间", .sql = "$.\"at\"" },
	{ "actor", CRM_T_TEXT, CRM_F_DERIVED, "Actor", "操作人",
	    .sql = "$.\"login\"" },
	{ "program", CRM_T_TEXT, CRM_F_DERIVED, "Program", "程序",
	    .sql = "$.\"program\"" },
	{ "args", CRM_T_TEXT, CRM_F_DERIVED, "Command line", "参数", "命令行",
	    .sql = "$.\"args\"" },
	{ "reason", CRM_T_TEXT, CRM_F_DERIVED, "Reason", "原因",
	    .sql = "$.\"reason\"" },
	{ "inserted", CRM_T_INT, CRM_F_DERIVED, "Inserted", "新增",
	    .sql = "SELECT sum(n.\"n\") FROM birth n "
		   "WHERE n.\"batch\" = $.\"id\"" },
	{ "changed", CRM_T_INT, CRM_F_DERIVED, "Changed", "变更数", "修改",
	    .sql = "SELECT count(*) FROM (SELECT DISTINCT h.\"entity\", "
		   "h.\"record\" FROM change h "
		   "WHERE h.\"batch\" = $.\"id\") x" },
	{ "undoes", CRM_T_INT, CRM_F_DERIVED, "Undoes", "撤销的批次", "撤销",
	    .sql = "$.\"undoes\"" },
	{ .name = NULL },
};

static const struct crm_entity_def def = {
	.name = "batch",
	.table = "batch",
	.code = "B",
	.program = "crm-admin",
	.en = "Batch",
	.zh = "批次",
	.fields = fields,
};

const struct crm_entity *
crm_log_kind(struct crm_arena *a)
{
	return crm_entity_rows(&def, a);
}

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
crm_since_parse(
    struct crm_store *s, const char *text, int64_t *number, struct crm_err *err)
{
	size_t digits = strspn(text + (*text == 'B'), "0123456789");
	enum crm_status st;
	int64_t first, last;

	*number = 0;
	if (strcmp(text, "B0") == 0)
		return CRM_OK;
	if (digits > 0 && text[(*text == 'B') + digits] == '\0')
		return crm_batch_parse(s, crm_text_of(text), number, err);
	st = crm_days_expr(crm_text_of(text), &s->clock, &first, &last, err);
	return st == CRM_OK ? log_last_before(s, first, number, err) : st;
}

/* " AND b.X = ?" */
static void
and_text(struct crm_sql *q, const char *column, const char *text)
{
	if (text == NULL)
		return;
	crm_buf_printf(&q->text, " AND b.\"%s\" = ?", column);
	crm_sql_bind(q, crm_value_text(crm_text_of(text)));
}

static void
put_query(const struct crm_log_choice *which, struct crm_sql *q)
{
	const struct crm_entity *e = crm_log_kind(q->arena);

	for (size_t i = 0; fields[i].name != NULL; i++) {
		crm_buf_str(&q->text, i == 0 ? "SELECT " : ", ");
		crm_sql_field(q, e, &fields[i], "b");
	}
	crm_buf_str(&q->text, " FROM batch b WHERE ");
	crm_buf_printf(&q->text,
	    which->number > 0 ? "b.\"number\" = %lld" : "b.\"number\" > %lld",
	    (long long)(which->number > 0 ? which->number : which->since));
	and_text(q, "login", which->actor);
	and_text(q, "program", which->program);
	if (which->where != NULL) {
		crm_buf_str(&q->text, " AND (");
		crm_filter_sql(which->where, "b", q);
		crm_buf_char(&q->text, ')');
	}
	crm_buf_str(&q->text, " ORDER BY b.\"number\" DESC");
	if (which->limit >= 0)
		crm_buf_printf(
		    &q->text, " LIMIT %lld", (long long)which->limit);
}

enum crm_status
crm_log_batches(struct crm_store *s, const struct crm_log_choice *which,
    enum crm_status (*each)(void *ctx, const struct crm_logged *b, bool *enough,
	struct crm_err *err),
    void *ctx, struct crm_err *err)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	struct crm_logged batch;
	struct crm_sql sql;
	struct crm_stmt *q;
	enum crm_status st;
	bool row, enough = false;

	crm_sql_init(&sql, &arena);
	put_query(which, &sql);
	if ((st = crm_sql(s, sql.text.data, &q, err)) != CRM_OK)
		goto out;
	crm_bind_all(q, sql.bind, sql.n);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		read_batch(q, &batch);
		st = each(ctx, &batch, &enough, err);
		if (st != CRM_OK || enough) {
			crm_reset(q);
			break;
		}
	}
out:
	crm_sql_free(&sql);
	crm_arena_free(&arena);
	return st;
}
