/* Columns and rows of figures, as all reports give them. */
#include "kit.h"

const struct crm_choice row_kinds[] = {
	{ "rest", "Rest", "其余", NULL },
	{ "rest_subtotal", "Rest, subtotal", "其余小计", NULL },
	{ "subtotal", "Subtotal", "小计", NULL },
	{ "total", "Total", "合计", NULL },
	{ NULL, NULL, NULL, NULL },
};

static bool
has_interval(const struct crm_report_opts *o, const struct heading *h)
{
	return o->interval && h->rate_of[0] > 0;
}

/* The choices of a field of that name. */
static const struct crm_choice *
choices_of(struct crm_store *s, const struct heading *h)
{
	const char *const kinds[] = { h->of, "stage", "customer" };

	if (h->choices != NULL || h->type == CRM_T_ID ||
	    (h->of == NULL && h->type != CRM_T_ENUM))
		return h->choices;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		const struct crm_entity *e = kinds[i] == NULL
		    ? NULL
		    : crm_dict_find(crm_store_dict(s), kinds[i]);
		int field = e == NULL
		    ? -1
		    : crm_field_index(e, crm_text_of(h->name));

		if (field >= 0)
			return e->field[field]->choices;
	}
	return NULL;
}

/* What a column is where its heading does not say so. */
enum crm_role
heading_role(const struct heading *h)
{
	if (h->role != CRM_ROLE_NONE)
		return h->role;
	switch (h->type) {
	case CRM_T_INT:
	case CRM_T_MONEY:
		return CRM_ROLE_MEASURE;
	case CRM_T_DECIMAL:
	case CRM_T_PERCENT:
	case CRM_T_DATE:
		return CRM_ROLE_FIGURE;
	case CRM_T_ENUM:
		return CRM_ROLE_DIMENSION;
	default:
		return CRM_ROLE_NONE;
	}
}

/* Until all columns stand: the currency is that of the row. */
enum { OF_ROW = -2 };

/* Of an id: of which kind. */
static const char *
code_of(struct crm_store *s, const struct heading *h)
{
	return h->type == CRM_T_ID
	    ? crm_dict_find(crm_store_dict(s), h->of)->def->code
	    : NULL;
}

static struct crm_column
column_of(struct crm_store *s, const struct crm_report_opts *o,
    const struct heading *h)
{
	return (struct crm_column){ .name = h->name,
		.label = o->chinese ? h->zh : h->en,
		.zh = h->zh,
		.type = h->type,
		.code = code_of(s, h),
		.worded = h->worded,
		.currency = h->type == CRM_T_MONEY && !h->in_base ? OF_ROW : -1,
		.choices = choices_of(s, h),
		.money_digits = crm_currency_digits(crm_store_currency(s)),
		.role = heading_role(h),
		.scale = h->scale,
		.overlaps = h->overlaps,
		.nothing = h->nothing,
		/* Where rows are sums of others a sum below says nothing. */
		.total = heading_role(h) == CRM_ROLE_MEASURE && !o->totals &&
		    !h->overlaps };
}

/* An end of a rate's interval. */
static struct crm_column
end_of(const struct crm_report_opts *o, const struct heading *h, bool high,
    struct crm_arena *a)
{
	static const char *const en[] = { "low", "high" };
	static const char *const zh[] = { "下限", "上限" };

	return (struct crm_column){ .name = crm_sprintf(
					a, "%s_%s", h->name, en[high]),
		.label = crm_sprintf(a, "%s (%s)", o->chinese ? h->zh : h->en,
		    o->chinese ? zh[high] : en[high]),
		.type = CRM_T_PERCENT,
		.currency = -1,
		.role = high ? CRM_ROLE_HIGH : CRM_ROLE_LOW };
}

struct crm_column
kind_column(const struct crm_report_opts *o)
{
	return (struct crm_column){ .name = "row",
		.label = o->chinese ? "行" : "Row",
		.type = CRM_T_ENUM,
		.choices = row_kinds,
		.currency = -1,
		.role = CRM_ROLE_ROW };
}

/* Amounts are in the currency that a column names, where there is one. */
static void
name_currency(struct crm_column *c, size_t n)
{
	size_t i, at;

	for (at = 0; at < n && c[at].role != CRM_ROLE_CURRENCY; at++)
		;
	for (i = 0; i < n; i++)
		if (c[i].currency == OF_ROW)
			c[i].currency = at < n ? (int)at : -1;
}

/* A dimension that a figure's column has the name of is told apart by its kind
 * before it: a deal's currency is not that of the amounts. */
static struct crm_column
dimension_column(const struct crm_report_opts *o, const struct dimension *d,
    const struct heading *h, size_t n, struct crm_arena *a)
{
	const struct crm_entity_def *kind = d->of->def;
	struct crm_column c = d->column;
	size_t i = 0;

	while (i < n && strcmp(h[i].name, c.name) != 0)
		i++;
	if (i == n)
		return c;
	c.name = crm_sprintf(a, "%s.%s", kind->name, c.name);
	c.label = crm_sprintf(
	    a, "%s %s", o->chinese ? kind->zh : kind->en, c.label);
	c.zh = crm_sprintf(a, "%s %s", kind->zh, c.zh);
	c.typed = crm_sprintf(a, "%s.%s", kind->zh, c.typed);
	return c;
}

enum crm_status
lines_begin(struct lines *l, struct crm_store *s,
    const struct crm_report_opts *o, const struct dimensions *d,
    const struct heading *h, size_t n, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	struct crm_column *c = crm_alloc_n(
	    a, d->n + 3 * n + 1, sizeof *c); /* a rate has two ends */
	size_t i, at = 0;

	*l = (struct lines){ .o = o,
		.h = h,
		.n_h = n,
		.n_d = d->n,
		.kinds = o->totals || o->top > 0,
		.sink = sink };
	for (i = 0; i < d->n; i++)
		c[at++] = dimension_column(o, &d->d[i], h, n, a);
	for (i = 0; i < n; i++) {
		if (h[i].hidden)
			continue;
		c[at++] = column_of(s, o, &h[i]);
		if (has_interval(o, &h[i])) {
			c[at++] = end_of(o, &h[i], false, a);
			c[at++] = end_of(o, &h[i], true, a);
		}
	}
	if (l->kinds)
		c[at++] = kind_column(o);
	name_currency(c, at);
	l->cells = crm_alloc_n(a, at, sizeof *l->cells);
	return sink->begin(sink->ctx, c, at, err);
}

/* A count that a rate is of: shares of records are decimals. */
static int64_t
count_in(const struct lines *l, const struct crm_value *cells, int column)
{
	const struct crm_value v = cells[column - 1];

	if (v.kind != CRM_INT)
		return 0;
	return l->h[column - 1].type == CRM_T_DECIMAL
	    ? crm_div_round(v.i, CRM_WHOLE)
	    : v.i;
}

/* The ends of a rate, where there is one. */
static void
put_ends(const struct lines *l, const struct crm_value *cells, size_t i,
    struct crm_value *ends)
{
	ends[0] = ends[1] = CRM_VALUE_NULL;
	if (cells[i].kind == CRM_INT)
		wilson(count_in(l, cells, l->h[i].rate_of[0]),
		    count_in(l, cells, l->h[i].rate_of[1]), &ends[0], &ends[1]);
}

enum crm_status
lines_put(struct lines *l, const struct crm_value *by,
    const struct crm_value *cells, const char *kind, struct crm_err *err)
{
	size_t i, at = 0;

	for (i = 0; i < l->n_d; i++)
		l->cells[at++] = by[i];
	for (i = 0; i < l->n_h; i++) {
		if (l->h[i].hidden)
			continue;
		l->cells[at++] = cells[i];
		if (has_interval(l->o, &l->h[i])) {
			put_ends(l, cells, i, &l->cells[at]);
			at += 2;
		}
	}
	if (l->kinds)
		l->cells[at] = kind == NULL ? CRM_VALUE_NULL
					    : crm_value_text(crm_text_of(kind));
	return l->sink->row(l->sink->ctx, l->cells, err);
}
