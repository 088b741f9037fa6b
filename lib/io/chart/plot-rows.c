/* Which rows of a table are drawn, and in which order. */
#include <stdlib.h>

#include "plot.h"

#include <crm/base/tr.h>

void
draft_rows(struct draft *d, const struct chart_rows *r)
{
	int kind = crm_row_kind(d->w);

	d->row = crm_alloc_n(d->a, r->n + 1, sizeof *d->row);
	d->rest = crm_alloc_n(d->a, r->n + 1, sizeof *d->rest);
	for (size_t i = 0; i < r->n; i++) {
		const struct crm_value *cells = r->row[i];

		if (kind < 0 || cells[kind].kind != CRM_STR)
			d->row[d->n++] = cells;
		else if (crm_text_is(cells[kind].t, "rest"))
			d->rest[d->rests++] = cells;
	}
}

static struct crm_value
currency_in(const struct draft *d, const struct crm_value *cells)
{
	int at = d->w->column[d->figure[0]].currency;

	return at < 0 ? CRM_VALUE_NULL : cells[at];
}

struct tally {
	struct crm_value currency;
	size_t n;
};

/* The currency that most amounts are in. */
static struct crm_value
main_currency(const struct draft *d)
{
	struct tally *all = NULL, best = { CRM_VALUE_NULL, 0 };
	size_t n = 0, cap = 0, k;

	for (size_t i = 0; i < d->n; i++) {
		struct crm_value v = currency_in(d, d->row[i]);

		if (v.kind == CRM_NULL)
			continue;
		for (k = 0; k < n && !crm_value_eq(all[k].currency, v); k++)
			;
		if (k == n) {
			all = crm_grow(d->a, all, n, &cap, sizeof *all);
			all[n++] = (struct tally){ v, 0 };
		}
		if (++all[k].n > best.n)
			best = all[k];
	}
	return best.currency;
}

/* Those of the currency of the draft; how many there are of them. */
static size_t
keep_currency(const struct draft *d, const struct crm_value **row, size_t had)
{
	size_t n = 0;

	for (size_t i = 0; i < had; i++)
		if (crm_value_eq(currency_in(d, row[i]), d->currency))
			row[n++] = row[i];
	return n;
}

void
draft_currency(struct draft *d, struct plot *p)
{
	size_t left = d->n + d->rests;

	if (d->w->column[d->figure[0]].type != CRM_T_MONEY)
		return;
	d->currency = main_currency(d);
	if (d->currency.kind == CRM_NULL)
		return;
	d->n = keep_currency(d, d->row, d->n);
	d->rests = keep_currency(d, d->rest, d->rests);
	left -= d->n + d->rests;
	if (left > 0)
		plot_note(p,
		    crm_sprintf(d->a,
			crm_tr("amounts in %.*s; rows in other currencies, not "
			       "drawn: %zu"),
			(int)d->currency.t.n, d->currency.t.p, left));
}

void
draft_figures(struct draft *d)
{
	size_t n = 0;

	if (draft_in_order(d))
		return;
	for (size_t i = 0; i < d->n; i++) {
		bool any = false;

		for (size_t k = 0; k < d->figures; k++)
			any = any || d->row[i][d->figure[k]].kind != CRM_NULL;
		if (any)
			d->row[n++] = d->row[i];
	}
	d->n = n;
}

struct placed {
	const struct draft *d;
	size_t i;
	const struct crm_value *row;
};

static int
value_order(struct crm_value x, struct crm_value y)
{
	if (x.kind != y.kind)
		return (x.kind > y.kind) - (x.kind < y.kind);
	return x.kind == CRM_STR ? crm_text_cmp(x.t, y.t)
				 : (x.i > y.i) - (x.i < y.i);
}

static int
by_place(const void *a, const void *b)
{
	const struct placed *x = a, *y = b;
	int order = 0;

	for (size_t k = 0; k < x->d->along && order == 0; k++)
		order = value_order(x->row[x->d->by[k]], y->row[x->d->by[k]]);
	return order != 0 ? order : (x->i > y->i) - (x->i < y->i);
}

/* Names of periods have the order of time. */
static void
sort_rows(struct draft *d)
{
	struct placed *x = crm_alloc_n(d->a, d->n + 1, sizeof *x);

	for (size_t i = 0; i < d->n; i++)
		x[i] = (struct placed){ d, i, d->row[i] };
	qsort(x, d->n, sizeof *x, by_place);
	for (size_t i = 0; i < d->n; i++)
		d->row[i] = x[i].row;
}

void
draft_line_up(struct draft *d, struct plot *p)
{
	size_t n = 0, had = d->n;

	if (!draft_in_order(d))
		return;
	/* All that are somewhere are numbers, or all are texts. */
	for (size_t i = 0; i < had; i++)
		if (d->row[i][d->by[0]].kind != CRM_NULL)
			d->row[n++] = d->row[i];
	d->n = n;
	sort_rows(d);
	if (n < had)
		plot_note(p,
		    crm_sprintf(d->a,
			crm_tr("rows without a place on the axis, not drawn: "
			       "%zu"),
			had - n));
}
