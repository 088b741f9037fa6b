/* grade: by rules, or by where a customer's revenue stands. */
#include "customer.h"

#include <crm/domain/grading.h>

/* Whom it grades where nobody is named. */
#define BUYERS "kind not in (partner, supplier)"

#define COLUMN(n, t) \
	{ \
		.name = n, .label = n, .type = t, .currency = -1 \
	}

static const struct crm_column columns[] = {
	{ .name = "customer_id",
	    .label = "customer_id",
	    .type = CRM_T_ID,
	    .code = "C",
	    .currency = -1 },
	COLUMN("revenue", CRM_T_MONEY),
	COLUMN("rank", CRM_T_INT),
	COLUMN("percentile", CRM_T_PERCENT),
	COLUMN("grade", CRM_T_TEXT),
	{ .name = "rule",
	    .label = "rule",
	    .type = CRM_T_ID,
	    .code = "GD",
	    .currency = -1 },
	COLUMN("why", CRM_T_TEXT),
};

enum { COLUMNS = sizeof columns / sizeof *columns };

/* ---- --explain: writes nothing ---- */

static enum crm_status
put(struct crm_rows *rows, int64_t id, const struct crm_graded *g,
    struct crm_err *err)
{
	static const char *const why[] = { [CRM_GRADE_NONE] = "",
		[CRM_GRADE_LOCKED] = "locked",
		[CRM_GRADE_WHEN] = "when",
		[CRM_GRADE_TOP] = "top" };
	struct crm_value v[COLUMNS] = { crm_value_int(id), g->revenue, g->rank,
		g->percentile, g->grade,
		g->rule == 0 ? CRM_VALUE_NULL : crm_value_int(g->rule),
		crm_value_text(crm_text_of(why[g->why])) };

	return crm_rows_put(rows, v, err);
}

static enum crm_status
explain(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_column own[COLUMNS];
	struct crm_rows *rows = NULL;
	struct crm_grader *g;
	struct crm_id_list ids;
	enum crm_status st;
	size_t i;

	for (i = 0; i < COLUMNS; i++)
		own[i] = columns[i];
	own[1].money_digits = crm_currency_digits(crm_store_currency(c->store));
	if ((st = crm_cmd_ids(c, BUYERS, &ids, err)) != CRM_OK ||
	    (st = crm_grader_open(c->store, c->arena, &g, err)) != CRM_OK)
		return st;
	st = crm_rows_open(c, own, COLUMNS, &rows, err);
	for (i = 0; i < ids.n && st == CRM_OK && !crm_out_closed(c->out); i++) {
		struct crm_arena one = CRM_ARENA_INIT;
		struct crm_graded graded;

		st = crm_grade(g, ids.id[i], &one, &graded, err);
		if (st == CRM_OK)
			st = put(rows, ids.id[i], &graded, err);
		crm_arena_free(&one);
	}
	return crm_rows_end(rows, st, err);
}

/* ---- grading ---- */

static enum crm_status
body(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_grader *g;
	struct crm_id_list ids;
	enum crm_action done;
	enum crm_status st;
	size_t i;

	if ((st = crm_cmd_ids(c, BUYERS, &ids, err)) != CRM_OK ||
	    (st = crm_grader_open(c->store, c->arena, &g, err)) != CRM_OK)
		return st;
	for (i = 0; i < ids.n; i++) {
		st = crm_grade_write(g, ids.id[i], &done, err);
		if (st != CRM_OK)
			break;
		crm_cmd_count(c, ids.id[i], done);
		crm_progress(c, "graded", (int64_t)i + 1, (int64_t)i + 1,
		    (int64_t)ids.n);
	}
	crm_progress_end(c);
	return st == CRM_OK ? crm_cmd_print_changed(c, c->entity, err) : st;
}

enum crm_status
customer_grade(struct crm_cmd *c, struct crm_err *err)
{
	return crm_has(c, CRM_OPT_EXPLAIN) ? explain(c, err)
					   : crm_cmd_write(c, body, err);
}
