/* score: of leads and of deals. */
#include "cli/internal.h"

#include <crm/domain/score.h>
#include <crm/cli/verbs.h>

static const struct crm_column columns[] = {
	{ .name = "id", .type = CRM_T_ID, .currency = -1 },
	{ .name = "rule",
	    .label = "rule",
	    .type = CRM_T_ID,
	    .code = "RS",
	    .currency = -1 },
	{ .name = "name", .label = "name", .type = CRM_T_TEXT, .currency = -1 },
	{ .name = "points",
	    .label = "points",
	    .type = CRM_T_INT,
	    .currency = -1 },
	{ .name = "age_days",
	    .label = "age_days",
	    .type = CRM_T_INT,
	    .currency = -1 },
	{ .name = "decayed",
	    .label = "decayed",
	    .type = CRM_T_DECIMAL,
	    .currency = -1 },
	{ .name = "field",
	    .label = "field",
	    .type = CRM_T_TEXT,
	    .currency = -1 },
	{ .name = "value",
	    .label = "value",
	    .type = CRM_T_TEXT,
	    .currency = -1 },
	{ .name = "log_odds",
	    .label = "log_odds",
	    .type = CRM_T_DECIMAL,
	    .currency = -1 },
	{ .name = "n", .label = "n", .type = CRM_T_INT, .currency = -1 },
};

enum { COLUMNS = sizeof columns / sizeof *columns };

/* ---- --explain ---- */

static enum crm_status
put(struct crm_rows *rows, int64_t id, const struct crm_contribution *w,
    struct crm_err *err)
{
	struct crm_value v[COLUMNS] = { crm_value_int(id) };

	if (w->rule != 0) {
		v[1] = crm_value_int(w->rule);
		v[2] = crm_value_text(w->name);
		v[3] = crm_value_int(w->points);
		v[4] = w->age;
		v[5] = crm_value_int(w->decayed);
	} else {
		v[6] = crm_value_text(crm_text_of(w->field));
		v[7] = crm_value_text(w->value);
		v[8] = crm_value_int(w->log_odds);
		v[9] = crm_value_int(w->n);
	}
	return crm_rows_put(rows, v, err);
}

static enum crm_status
explain_rows(struct crm_cmd *c, struct crm_scorer *sc, struct crm_rows *rows,
    const struct crm_id_list *ids, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i, k;

	for (i = 0; i < ids->n && st == CRM_OK && !crm_out_closed(c->out);
	     i++) {
		struct crm_arena one = CRM_ARENA_INIT;
		struct crm_score score;

		st = crm_score(sc, ids->id[i], &one, &score, err);
		for (k = 0; st == CRM_OK && k < score.n; k++)
			st = put(rows, ids->id[i], &score.why[k], err);
		crm_arena_free(&one);
	}
	return st;
}

/* Shows how the scores come about; writes nothing. */
static enum crm_status
explain(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_column own[COLUMNS];
	struct crm_rows *rows = NULL;
	struct crm_scorer *sc;
	struct crm_id_list ids;
	enum crm_status st;
	size_t i;

	for (i = 0; i < COLUMNS; i++)
		own[i] = columns[i];
	own[0].name = own[0].label = crm_sprintf(
	    c->arena, "%s_id", c->entity->def->name);
	own[0].code = c->entity->def->code;
	if ((st = crm_cmd_ids(c, crm_score_open(c->entity), &ids, err)) !=
		CRM_OK ||
	    (st = crm_scorer_open(c->store, c->entity, c->arena, &sc, err)) !=
		CRM_OK)
		return st;
	st = crm_rows_open(c, own, COLUMNS, &rows, err);
	if (st == CRM_OK)
		st = explain_rows(c, sc, rows, &ids, err);
	return crm_rows_end(rows, st, err);
}

/* ---- scoring ---- */

static enum crm_status
body(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_scorer *sc;
	struct crm_id_list ids;
	enum crm_action done;
	enum crm_status st;
	size_t i;

	if ((st = crm_cmd_ids(c, crm_score_open(c->entity), &ids, err)) !=
		CRM_OK ||
	    (st = crm_cmd_lock_all(c, &ids, err)) != CRM_OK ||
	    (st = crm_scorer_open(c->store, c->entity, c->arena, &sc, err)) !=
		CRM_OK)
		return st;
	crm_score_these(sc, ids.id, ids.n);
	for (i = 0; i < ids.n; i++) {
		st = crm_score_write(sc, ids.id[i], &done, err);
		if (st != CRM_OK)
			break;
		crm_cmd_count(c, ids.id[i], done);
		crm_progress(c, "scored", (int64_t)i + 1, (int64_t)i + 1,
		    (int64_t)ids.n);
	}
	crm_progress_end(c);
	return st == CRM_OK ? crm_cmd_print_changed(c, c->entity, err) : st;
}

enum crm_status
crm_verb_score(struct crm_cmd *c, struct crm_err *err)
{
	return crm_has(c, CRM_OPT_EXPLAIN) ? explain(c, err)
					   : crm_cmd_write(c, body, err);
}
