/* Which kind of picture tells a table: what was asked for, else by its columns. */
#include <math.h>
#include <string.h>

#include "plot.h"

#include <crm/base/tr.h>

enum { MOST_COLUMNS = 60 };

/* In the order of enum crm_picture. */
static const struct {
	const char *name;
	enum chart_kind kind;
} pictures[] = {
	{ "auto", CHART_NONE },
	{ "bars", CHART_BARS },
	{ "stacked", CHART_STACKED },
	{ "columns", CHART_COLUMNS },
	{ "lines", CHART_LINES },
	{ "sparks", CHART_SPARKS },
	{ "funnel", CHART_FUNNEL },
	{ "histogram", CHART_HISTOGRAM },
	{ "waterfall", CHART_WATERFALL },
};

bool
crm_picture_find(const char *name, enum crm_picture *out)
{
	for (size_t i = 0; i < sizeof pictures / sizeof *pictures; i++)
		if (strcmp(pictures[i].name, name) == 0) {
			*out = (enum crm_picture)i;
			return true;
		}
	return false;
}

/* ---- what was asked for ---- */

/* What stands against a kind, or NULL. */
static const char *
objection(enum chart_kind kind, const struct draft *d, const struct plot *p,
    bool adds)
{
	bool lines = kind == CHART_LINES || kind == CHART_SPARKS;
	bool alone = kind == CHART_COLUMNS || kind == CHART_FUNNEL ||
	    kind == CHART_HISTOGRAM || kind == CHART_WATERFALL;

	if (lines && !draft_in_order(d))
		return N_("lines go along a time or a number");
	if (alone && p->series > 1)
		return N_("there are several series");
	if (kind == CHART_STACKED && !adds)
		return N_("the figures do not add up");
	if (kind == CHART_WATERFALL && d->w->opts.closes != NULL &&
	    draft_is_parted(d))
		return N_("there are several series");
	if (kind == CHART_WATERFALL && !adds && d->w->opts.closes == NULL)
		return N_("the figures do not add up");
	return NULL;
}

/* The kind that the report or its reader names, CHART_NONE where it cannot be. */
static enum chart_kind
asked_kind(const struct draft *d, struct plot *p, bool adds)
{
	enum chart_kind kind = pictures[d->w->opts.picture].kind;
	const char *why = objection(kind, d, p, adds);

	if (why == NULL)
		return kind;
	if (d->w->opts.picked)
		plot_note(p,
		    crm_sprintf(d->a, crm_tr("not drawn as %s: %s"),
			pictures[d->w->opts.picture].name, crm_tr(why)));
	return CHART_NONE;
}

/* ---- by its columns ---- */

/* A figure and that of another period, or what lies between both, are no parts. */
static bool
is_compared(const struct draft *d)
{
	for (size_t i = 0; i < d->figures; i++)
		if (d->w->column[d->figure[i]].compared != CRM_COMPARED_NOT)
			return true;
	return false;
}

enum chart_kind
draft_kind(const struct draft *d, struct plot *p, bool adds)
{
	enum chart_kind kind = asked_kind(d, p, adds);

	if (kind != CHART_NONE)
		return kind;
	if (d->bands > 0)
		return CHART_FAN;
	if (d->list && p->n > CHART_CATEGORIES)
		return CHART_HISTOGRAM;
	if (draft_in_order(d)) {
		if (p->series > CHART_SERIES)
			return CHART_SPARKS;
		return p->series == 1 && adds && p->n <= MOST_COLUMNS
		    ? CHART_COLUMNS
		    : CHART_LINES;
	}
	/* Figures that a report draws beside each other are no parts. */
	return p->series > 1 && adds && !is_compared(d) &&
		(d->figures == 1 || d->w->opts.chosen || d->w->opts.across)
	    ? CHART_STACKED
	    : CHART_BARS;
}

/* ---- steps ---- */

/* Behind all steps what they come to. */
static void
add_total(struct plot *p, struct crm_arena *a)
{
	const char **label = crm_alloc_n(a, p->n + 1, sizeof *label);
	double *value = crm_alloc_n(a, p->n + 1, sizeof *value);

	memcpy(label, p->label, p->n * sizeof *label);
	memcpy(value, p->value, p->n * sizeof *value);
	label[p->n] = crm_tr("Total");
	value[p->n] = plot_sum(p, p->n - 1);
	p->label = label;
	p->value = value;
	p->at = NULL;
	p->n++;
}

void
draft_steps(const struct draft *d, struct plot *p)
{
	const char *closes = d->w->opts.closes;

	for (size_t i = 0; closes != NULL && i < d->n && i < p->n; i++) {
		struct crm_value v = d->row[i][d->by[0]];

		if (v.kind == CRM_STR && crm_text_is(v.t, closes)) {
			p->n = i + 1;
			return;
		}
	}
	add_total(p, d->a);
}
