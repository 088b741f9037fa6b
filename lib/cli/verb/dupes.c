/* dupes: pairs of records that may be one company or person. */
#include "cli/internal.h"

#include <crm/domain/match.h>
#include <crm/cli/verbs.h>

#define TEXT_COLUMN(n) \
	{ \
		.name = n, .label = n, .type = CRM_T_TEXT, .currency = -1 \
	}

enum {
	COL_ID,
	COL_OTHER,
	COL_SCORE,
	COL_CLASS,
	COL_REASON,
	COL_CLUSTER,
	COL_NAME,
	COL_OTHER_NAME,
	COLUMNS,
};

static const struct crm_column columns[COLUMNS] = {
	[COL_ID] = { .type = CRM_T_ID, .currency = -1 },
	[COL_OTHER] = TEXT_COLUMN("other"),
	[COL_SCORE] = { .name = "score",
	    .label = "score",
	    .type = CRM_T_DECIMAL,
	    .currency = -1 },
	[COL_CLASS] = { .name = "class",
	    .label = "class",
	    .type = CRM_T_TEXT,
	    .worded = true,
	    .currency = -1 },
	[COL_REASON] = TEXT_COLUMN("reason"),
	[COL_CLUSTER] = { .name = "cluster",
	    .label = "cluster",
	    .type = CRM_T_INT,
	    .currency = -1 },
	[COL_NAME] = TEXT_COLUMN("name"),
	[COL_OTHER_NAME] = TEXT_COLUMN("other_name"),
};

/* Two digits, rounded down: what is printed never claims a class it has not. */
static struct crm_value
score_cell(double score)
{
	return crm_value_int((int64_t)(score * 100) * 10000);
}

static enum crm_status
put_pair(struct crm_rows *rows, const struct crm_dupe *d, struct crm_err *err)
{
	struct crm_buf other = CRM_BUF_INIT, why = CRM_BUF_INIT;
	struct crm_value v[COLUMNS];
	enum crm_status st;

	crm_id_format(&other, d->b->entity, d->b->id);
	crm_match_reason(&d->match, &why);
	v[COL_ID] = crm_value_int(d->a->id);
	v[COL_OTHER] = crm_value_text(
	    (struct crm_text){ other.data, other.len });
	v[COL_SCORE] = score_cell(d->match.score);
	v[COL_CLASS] = crm_value_text(
	    crm_text_of(d->match.sure ? N_("sure") : N_("review")));
	v[COL_REASON] = crm_value_text((struct crm_text){ why.data, why.len });
	v[COL_CLUSTER] = d->cluster != 0 ? crm_value_int(d->cluster)
					 : CRM_VALUE_NULL;
	v[COL_NAME] = crm_value_text(d->a->shown);
	v[COL_OTHER_NAME] = crm_value_text(d->b->shown);
	st = crm_rows_put(rows, v, err);
	crm_buf_free(&other);
	crm_buf_free(&why);
	return st;
}

static void
sum_up(struct crm_cmd *c, const struct crm_dupes *found)
{
	size_t sure = 0, i;

	for (i = 0; i < found->n; i++)
		sure += found->pair[i].match.sure;
	crm_note(c, "searched %zu records: %zu pair%s sure, %zu to review",
	    found->parties, sure, sure == 1 ? "" : "s", found->n - sure);
}

enum crm_status
crm_verb_dupes(struct crm_cmd *c, struct crm_err *err)
{
	static const int64_t none;
	struct crm_dupes_opts o = { .ids = NULL };
	struct crm_column own[COLUMNS];
	struct crm_rows *rows = NULL;
	struct crm_filter *where;
	struct crm_dupes found;
	enum crm_status st;
	size_t i;

	if ((st = crm_cmd_filter(c, c->entity, &where, err)) != CRM_OK)
		return st;
	o.where = where;
	if (c->n_operands > 0) {
		o.ids = c->ids.n > 0 ? c->ids.id : &none;
		o.n_ids = c->ids.n;
	}
	for (i = 0; i < COLUMNS; i++)
		own[i] = columns[i];
	own[COL_ID].name = own[COL_ID].label = c->entity->field[0]->name;
	own[COL_ID].code = c->entity->def->code;
	if ((st = crm_rows_open(c, own, COLUMNS, &rows, err)) != CRM_OK)
		return st;
	st = crm_dupes_find(c->store, c->entity, &o, c->arena, &found, err);
	for (i = 0; st == CRM_OK && i < found.n && !crm_out_closed(c->out); i++)
		st = put_pair(rows, &found.pair[i], err);
	st = crm_rows_end(rows, st, err);
	if (st == CRM_OK && !crm_has(c, CRM_OPT_QUIET))
		sum_up(c, &found);
	return st;
}
