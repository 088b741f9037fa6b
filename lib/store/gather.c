/*
 * Whether a list gathers what its fields ask of other tables once, or asks for each
 * of its records.
 *
 * A file is asked for each: that is a few steps in an index. A server needs as much
 * for one record as for some dozen rows that it reads one after another, so it
 * depends on how many there are of both, which its planner guesses.
 */
#include "internal.h"

#include <crm/store/view.h>

#include <stdlib.h>
#include <string.h>

enum {
	FEW = 50,      /* records, for which nothing is guessed */
	ROWS_EACH = 8, /* that are read in the time of asking for one record */
};

/* How many rows the planner expects of the SELECT. */
static enum crm_status
expected(struct crm_store *s, const struct crm_sql *q, const char *select,
    int64_t *rows, struct crm_err *err)
{
	static const char mark[] = " rows=";
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_stmt *st;
	struct crm_text plan;
	enum crm_status status;
	const char *at;
	bool row = false;

	crm_buf_str(&b, s->engine->explain);
	crm_buf_str(&b, select);
	status = crm_sql_few(s, b.data, &st, err);
	crm_buf_free(&b);
	if (status != CRM_OK)
		return status;
	if (q != NULL)
		crm_bind_all(st, q->bind, q->n);
	if ((status = crm_step(st, &row, err)) != CRM_OK || !row)
		return status;
	plan = crm_col_text(st, 0);
	if ((at = strstr(plan.p, mark)) != NULL)
		*rows = strtoll(at + sizeof mark - 1, NULL, 10);
	crm_reset(st);
	return CRM_OK;
}

/* Records of the list, before any limit. */
static enum crm_status
expect_records(struct crm_store *s, const struct crm_entity *e,
    const struct crm_view_opts *o, struct crm_arena *a, int64_t *n,
    struct crm_err *err)
{
	struct crm_sql q;
	enum crm_status st;

	crm_sql_init(&q, a);
	crm_buf_printf(&q.text,
	    "SELECT 1 FROM \"%s\" t WHERE t.\"deleted\" IS %sNULL",
	    e->def->table, o->hidden ? "NOT " : "");
	if (o->where != NULL) {
		crm_buf_str(&q.text, " AND (");
		crm_filter_sql(o->where, "t", &q);
		crm_buf_char(&q.text, ')');
	}
	st = expected(s, &q, q.text.data, n, err);
	crm_sql_free(&q);
	return st;
}

/* What is asked for each of the records that the options leave, `all` of them where a
 * condition or the order needs it. */
static void
bound(const struct crm_view_opts *o, bool all, int64_t *n)
{
	if (o->ids != NULL && (int64_t)o->n_ids < *n)
		*n = (int64_t)o->n_ids;
	if (!all && o->limit >= 0 && o->limit < *n)
		*n = o->limit;
}

bool
gather_may(const struct crm_store *s, const struct crm_view_opts *o)
{
	return s->engine->explain != NULL && !o->by_id && !s->tx.open;
}

enum crm_status
gather_pays(struct crm_store *s, const struct crm_entity *e,
    const struct crm_view_opts *o, const struct crm_gathers *g, bool all,
    struct crm_arena *a, bool *yes, struct crm_err *err)
{
	int64_t records = INT64_MAX, rows, sum = 0;
	enum crm_status st;
	size_t i;

	*yes = false;
	bound(o, all, &records);
	if (records < FEW)
		return CRM_OK;
	if ((st = expect_records(s, e, o, a, &records, err)) != CRM_OK)
		return st;
	bound(o, all, &records);
	for (i = 0; i < g->n && st == CRM_OK; i++) {
		rows = 0;
		st = expected(s, NULL, g->of[i]->rows, &rows, err);
		sum += rows;
	}
	*yes = st == CRM_OK && sum / ROWS_EACH < records;
	return st;
}
