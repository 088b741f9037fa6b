/* Win rate: how many of the deals that were decided were won. */
#include "internal.h"

struct sums {
	int64_t won, lost, open;
};

static const struct heading headings[] = {
	{ "won", "Won", "赢单", CRM_T_INT },
	{ "lost", "Lost", "输单", CRM_T_INT },
	{ "open", "Open", "进行中", CRM_T_INT },
	{ "n", "n", "样本数", CRM_T_INT },
	{ "win_rate", "Win rate", "赢单率", CRM_T_PERCENT },
	{ "won_of_all", "Won of all", "赢单占全部", CRM_T_PERCENT },
	{ "note", "Note", "备注", CRM_T_TEXT },
};

/* An open deal is one of all where it was there before the period ended. */
static bool
open_counts(const struct crm_report_opts *o, struct crm_value opened)
{
	return o->to == CRM_DATE_MAX ||
	    (opened.kind == CRM_INT && opened.i <= o->to);
}

static enum crm_status
scan(struct crm_store *s, const struct crm_report_opts *o,
    const struct dimension *d, struct groups *g, struct crm_err *err)
{
	struct crm_stmt *q;
	struct stages stages;
	enum crm_status st;
	bool row;

	if ((st = stages_load(s, g->arena, &stages, err)) != CRM_OK ||
	    (st = deals_open(s, o, "t.\"stage\", t.\"closed_on\", "
	    "t.\"opened_on\"", d, g->arena, &q, err)) != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		const struct stage *stage = stages_find(&stages,
		    crm_col_int(q, 0));
		struct sums *sums;

		if (stage == NULL || !(stage->type == STAGE_OPEN ?
		    open_counts(o, crm_col(q, 2, false)) :
		    in_period(o, crm_col(q, 1, false))))
			continue;
		sums = groups_at(g, dimension_key(d, q, 3));
		sums->won += stage->type == STAGE_WON;
		sums->lost += stage->type == STAGE_LOST;
		sums->open += stage->type == STAGE_OPEN;
	}
	crm_reset(q);
	return st;
}

static enum crm_status
print(const struct dimension *d, const struct groups *g,
    const struct crm_sink *sink, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < g->n && st == CRM_OK; i++) {
		const struct sums *x = g->all[i].sums;
		int64_t n = x->won + x->lost;
		struct crm_value row[COUNT(headings) + 1] = {
			g->all[i].cell,
			crm_value_int(x->won),
			crm_value_int(x->lost),
			crm_value_int(x->open),
			crm_value_int(n),
			percent(x->won, n),
			percent(x->won, n + x->open),
			low_n(n),
		};

		st = put_row(d, row, sink, err);
	}
	return st;
}

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	struct dimension d;
	struct groups g;
	enum crm_status st;

	if ((st = dimension_parse(s, o->by, o->chinese, a, &d, err)) != CRM_OK)
		return st;
	groups_init(&g, a, sizeof(struct sums));
	if (!d.given)
		groups_at(&g, CRM_VALUE_NULL);
	if ((st = scan(s, o, &d, &g, err)) != CRM_OK ||
	    (st = groups_name(s, &d, &g, err)) != CRM_OK)
		return st;
	groups_sort(&g, group_order);
	st = begin_rows(s, o, &d, headings, COUNT(headings), a, sink, err);
	return st == CRM_OK ? print(&d, &g, sink, err) : st;
}

const struct crm_report report_win_rate = {
	.name = "win-rate",
	.help = "won / (won + lost), and won / all deals",
	.takes_by = true,
	.define =
	    "win_rate = won / (won + lost); won_of_all = won / (won + lost + "
	    "open); n = won + lost, and under 20 the note says low n.\n"
	    "Counted: deals by the type of the stage they are in now.\n"
	    "Date: closed_on, within --from and --to; without either also "
	    "deals that have no closed_on. Open deals are those opened by "
	    "--to.\n"
	    "Whose: the deal's owner.\n",
	.run = run,
};
