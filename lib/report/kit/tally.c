/* Deals, summed up by any dimension in one pass. */
#include "kit.h"

static enum crm_status
scan(const struct tally *t, struct crm_store *s,
    const struct crm_report_opts *o, const struct dimension *d,
    struct groups *g, void *total, struct crm_err *err)
{
	struct crm_stmt *q;
	struct stages stages;
	enum crm_status st;
	bool row;

	if ((st = stages_load(s, g->arena, &stages, err)) != CRM_OK ||
	    (st = deals_open(s, o,
		 "t.\"stage\", t.\"closed_on\", "
		 "t.\"opened_on\", t.\"amount_base\", "
		 "t.\"amount\", t.\"currency\"",
		 d, g->arena, &q, err)) != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct tallied deal = { stages_find(&stages, crm_col_int(q, 0)),
			crm_col(q, 1, false), crm_col(q, 2, false),
			crm_col(q, 3, false), crm_col(q, 4, false),
			crm_col_text(q, 5), crm_store_clock(s)->today };

		if (deal.stage == NULL || !t->counts(o, &deal))
			continue;
		if ((st = t->add(groups_at(g, dimension_key(d, q, 6)), &deal,
			 g->arena, err)) != CRM_OK ||
		    (st = t->add(total, &deal, g->arena, err)) != CRM_OK)
			break;
	}
	crm_reset(q);
	return st;
}

enum crm_status
tally_run(const struct tally *t, struct crm_store *s,
    const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	void *total = crm_alloc(a, t->size);
	struct crm_column *columns;
	struct dimension d;
	struct groups g;
	enum crm_status st;
	size_t i;

	if ((st = dimension_parse(s, "deal", o->by, o->chinese, a, &d, err)) !=
	    CRM_OK)
		return st;
	groups_init(&g, a, t->size);
	if (!d.given)
		groups_at(&g, CRM_VALUE_NULL); /* a row even of nothing */
	if ((st = scan(t, s, o, &d, &g, total, err)) != CRM_OK ||
	    (st = groups_name(s, &d, &g, err)) != CRM_OK)
		return st;
	groups_sort(&g, t->order);
	columns = row_columns(s, o, &d, t->headings, t->n_headings, a);
	if (t->currency > 0)
		in_currency(
		    columns, &d, t->money, COUNT(t->money), t->currency);
	st = sink->begin(sink->ctx, columns, t->n_headings + d.given, err);
	for (i = 0; i < g.n && st == CRM_OK; i++) {
		struct tally_row row = { &d, g.all[i].cell, g.all[i].sums,
			total, crm_store_currency(s) };

		st = t->print(&row, sink, err);
	}
	if (st == CRM_OK && t->note != NULL)
		t->note(total, a, sink);
	return st;
}
