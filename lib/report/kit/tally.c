/* Records, summed up by any dimensions in one pass. */
#include "kit.h"

#include <string.h>

/* Whether it is about closings within days: those on no known day are in none. */
static bool
asks_days(const struct tally_run *r)
{
	return r->t->more.closings &&
	    (r->t->more.days ||
		(r->t->date != NULL && strcmp(r->t->date, "closed_on") == 0)) &&
	    (r->o->from != CRM_DATE_MIN || r->o->to != CRM_DATE_MAX);
}

enum crm_status
tally_scan_deals(struct tally_run *r, struct crm_err *err)
{
	struct deals all;
	struct deal deal;
	struct crm_value key[MOST_DIMENSIONS];
	enum crm_status st;
	bool found, dated = asks_days(r);
	size_t i;

	st = deals_open(r->s, r->o, &r->t->more, &r->d, r->arena, &all, err);
	while (st == CRM_OK &&
	    (st = deals_next(&all, &deal, &found, err)) == CRM_OK && found) {
		if (r->t->counts != NULL && !r->t->counts(r->o, &deal)) {
			st = dated ? closing_undated(&r->wrong, &deal,
					 r->t->more.money ? r->base : NULL,
					 r->arena, err)
				   : CRM_OK;
			continue;
		}
		if (r->t->more.closings && !closing_can_be(&r->wrong, &deal))
			continue;
		for (i = 0; i < r->d.n; i++)
			key[i] = dimension_of(&r->d.d[i], deals_value(&all, i));
		st = r->t->add(r, cube_at(&r->cube, key), &deal, err);
	}
	deals_close(&all);
	return st;
}

/* The sums over all, of the plain leaves. */
static enum crm_status
sum_all(struct tally_run *r, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i, k;

	r->total = crm_alloc(r->arena, r->size);
	for (i = 0; i < r->cube.n && st == CRM_OK; i++) {
		const struct leaf *leaf = &r->cube.leaf[i];

		for (k = 0; k < r->d.n; k++)
			if (leaf->at[k] == ALL_MEMBERS)
				break;
		if (k == r->d.n && leaf->kind <= ROW_REST)
			st = r->t->merge(r, r->total, leaf->sums, err);
	}
	return st;
}

/* The rest of --top is no group. */
static bool
is_ranked(const struct tally_run *r, const struct leaf *leaf)
{
	return leaf->kind == ROW_PLAIN &&
	    (r->d.n == 0 || leaf->at[0] != REST_MEMBERS);
}

/* Of the groups, without what is left of --top. */
static void
weigh(struct tally_run *r)
{
	size_t i;

	for (i = 0; i < r->cube.n && r->t->weight != NULL; i++)
		if (is_ranked(r, &r->cube.leaf[i]))
			numbers_add(&r->weights, r->arena,
			    r->t->weight(r, r->cube.leaf[i].sums));
	numbers_sort(&r->weights);
}

struct crm_value
tally_rank(const struct tally_row *row)
{
	const struct numbers *all = &row->run->weights;
	int64_t mine = row->run->t->weight(row->run, row->sums);
	size_t low = 0, high = all->n, middle;

	if (!is_ranked(row->run, row->leaf))
		return CRM_VALUE_NULL;
	while (low < high) {
		middle = low + (high - low) / 2;
		if (all->v[middle] <= mine)
			low = middle + 1;
		else
			high = middle;
	}
	return crm_value_int((int64_t)(all->n - low) + 1);
}

static bool
has_period(const struct tally_run *r)
{
	size_t i = 0;

	while (i < r->d.n && !dimension_is_time(&r->d.d[i]))
		i++;
	return i < r->d.n;
}

struct crm_value
tally_share(const struct tally_row *row, int64_t part, int64_t whole)
{
	const struct numbers *all = &row->run->weights;

	if (part >= 0 && whole >= 0 && (all->n == 0 || all->v[0] >= 0))
		return percent(part, whole);
	row->run->mixed = true;
	return CRM_VALUE_NULL;
}

bool
crm_report_shares(const struct crm_report *r, const struct crm_report_opts *o)
{
	const struct tally *t = r->tally;
	size_t i = 0;

	while (t != NULL && i < t->n_headings &&
	    t->headings[i].role != CRM_ROLE_SHARE)
		i++;
	return o->shares || (t != NULL && i < t->n_headings);
}

/* A report may have no row of a group without anything; but a period is one, of
 * zeroes. */
static enum crm_status
put_empty(const struct tally_row *row, struct crm_err *err)
{
	const struct tally *t = row->run->t;
	struct crm_value *cell = crm_alloc_n(
	    row->run->arena, t->n_headings, sizeof *cell);
	size_t i;

	for (i = 0; i < t->n_headings; i++) {
		enum crm_role role = heading_role(&t->headings[i]);

		cell[i] = role == CRM_ROLE_MEASURE || t->headings[i].nothing
		    ? crm_value_int(0)
		    : role == CRM_ROLE_CURRENCY
		    ? crm_value_text(crm_text_of(row->base))
		    : CRM_VALUE_NULL;
	}
	return tally_put(row, cell, err);
}

/* A period that has only what has no rate lacks a row in the base currency: it is
 * nothing, and no gap.  In other reports each currency stands alone. */
static bool
lacks_base(const struct tally_row *row, const struct crm_value *cells)
{
	const struct tally *t = row->run->t;
	size_t i;

	if (row->run->put > 0 || t->unrated.what == NULL ||
	    row->leaf->kind != ROW_PLAIN || !has_period(row->run))
		return false;
	for (i = 0; i < t->n_headings; i++)
		if (heading_role(&t->headings[i]) == CRM_ROLE_CURRENCY)
			return cells[i].kind == CRM_STR &&
			    !crm_text_is(cells[i].t, row->base);
	return false;
}

static enum crm_status
print_all(struct tally_run *r, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	weigh(r);
	for (i = 0; i < r->cube.n && st == CRM_OK; i++) {
		const struct tally_row row = { r, &r->cube.leaf[i],
			r->cube.leaf[i].sums, r->total, r->base };

		r->put = 0;
		st = r->t->print(&row, err);
		if (st == CRM_OK && r->put == 0 && has_period(r) &&
		    row.leaf->kind == ROW_PLAIN)
			st = put_empty(&row, err);
	}
	return st;
}

enum crm_status
tally_put(const struct tally_row *row, const struct crm_value *cells,
    struct crm_err *err)
{
	/* What is over all that is laid across, or the rest of it, is told by
	 * the sign before it to who lays them out: sheet-across.c. */
	static const char *const kinds[3][5] = {
		{ NULL, "rest", "rest_subtotal", "subtotal", "total" },
		{ "+", "+rest", "+rest_subtotal", "+subtotal", "+total" },
		{ "-", NULL, NULL, NULL, NULL },
	};
	struct tally_run *r = row->run;
	struct crm_value by[MOST_DIMENSIONS];
	uint32_t at = 0;
	size_t k, laid;

	if (lacks_base(row, cells)) {
		enum crm_status st = put_empty(row, err);

		if (st != CRM_OK)
			return st;
	}
	for (k = 0; k < r->d.n; k++) {
		at = row->leaf->at[k];
		by[k] = at >= REST_MEMBERS ? CRM_VALUE_NULL
					   : r->cube.dim[k].all[at].cell;
	}
	r->put++;
	laid = !r->d.across      ? 0
	    : at == ALL_MEMBERS  ? 1
	    : at == REST_MEMBERS ? 2
				 : 0;
	return lines_put(
	    &row->run->lines, by, cells, kinds[laid][row->leaf->kind], err);
}

/* Sums with a line for each stage: how many there are the book says. */
static enum crm_status
size_by_stages(struct tally_run *r, struct crm_err *err)
{
	struct stages *stages = crm_alloc(r->arena, sizeof *stages);
	enum crm_status st = stages_load(r->s, r->arena, stages, err);

	if (st != CRM_OK)
		return st;
	r->ctx = stages;
	r->size = (stages->n + 1) * r->t->line;
	return CRM_OK;
}

static enum crm_status
begin(struct tally_run *r, struct crm_err *err)
{
	const struct tally *t = r->t;

	if (t->ctx_size > 0)
		r->ctx = crm_alloc(r->arena, t->ctx_size);
	if (t->begin != NULL)
		return t->begin(r, err);
	return t->line > 0 ? size_by_stages(r, err) : CRM_OK;
}

static enum crm_status
tell(struct tally_run *r, const struct crm_sink *sink, struct crm_err *err)
{
	const struct tally *t = r->t;
	const struct unrated *unrated = &r->unrated;
	const struct left_out left = { r->nobodys, r->wrong };
	enum crm_status st = CRM_OK;

	if (t->unrated.at > 0)
		unrated = (const void *)((char *)r->total + t->unrated.at);
	left_out_note(&left, r->arena, sink);
	waits_note(r->answered_early, r->arena, sink);
	held_note(r->ahead, r->arena, sink);
	cannot_note(r->cannot, r->arena, sink);
	if (r->mixed)
		shares_note(sink);
	if (r->too_many > 0)
		sink->note(sink->ctx,
		    crm_sprintf(r->arena,
			crm_tr(
			    "periods without anything are left out, for from "
			    "the first to the last there are %lld; ask for "
			    "fewer days or longer periods"),
			(long long)r->too_many));
	if (t->note != NULL)
		st = t->note(r, r->total, sink, err);
	if (st == CRM_OK && t->unrated.what != NULL)
		unrated_note(unrated, t->unrated.what, t->unrated.program,
		    r->arena, sink);
	return st;
}

enum crm_status
tally_run(const struct tally *t, struct crm_store *s,
    const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	struct tally_run r = { .t = t,
		.s = s,
		.o = o,
		.arena = a,
		.base = crm_store_currency(s),
		.size = t->size,
		.ctx = t->ctx };
	enum crm_status st;

	if ((st = begin(&r, err)) != CRM_OK ||
	    (st = dimensions_parse(s, t->entity == NULL ? "deal" : t->entity, o,
		 a, &r.d, err)) != CRM_OK)
		return st;
	cube_init(&r.cube, a, r.d.n, r.size);
	st = t->scan == NULL ? tally_scan_deals(&r, err) : t->scan(&r, err);
	if (st != CRM_OK || (st = cube_finish(&r.cube, &r, err)) != CRM_OK ||
	    (st = sum_all(&r, err)) != CRM_OK ||
	    (st = lines_begin(&r.lines, s, o, &r.d, t->headings, t->n_headings,
		 a, sink, err)) != CRM_OK ||
	    (st = print_all(&r, err)) != CRM_OK)
		return st;
	return tell(&r, sink, err);
}

const struct stages *
stages_of(const struct tally_run *r)
{
	return r->ctx;
}
