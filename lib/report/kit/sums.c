/* Sums, rates and rows that all reports share. */
#include "kit.h"

#include <stdlib.h>

/* DOMAIN: an estimated rate under this many cases is marked. */
enum { LOW_N = 20 };

/* Shares are rounded to 0.01 %. */
enum { SHARE_STEPS = 10000, STEP = CRM_WHOLE / SHARE_STEPS };

enum crm_status
add_money(int64_t *sum, int64_t v, struct crm_err *err)
{
	if (!__builtin_add_overflow(*sum, v, sum))
		return CRM_OK;
	return crm_fail(err, CRM_FAIL, "sum overflows");
}

struct crm_value
percent(int64_t n, int64_t of)
{
	if (of == 0)
		return CRM_VALUE_NULL;
	return crm_value_int(
	    STEP * crm_div_round((__int128)n * SHARE_STEPS, of));
}

struct crm_value
low_n(int64_t n)
{
	return n < LOW_N ? crm_value_text(CRM_TEXT("low n")) : CRM_VALUE_NULL;
}

void
numbers_add(struct numbers *d, struct crm_arena *a, int64_t v)
{
	d->v = crm_grow(a, d->v, d->n, &d->cap, sizeof *d->v);
	d->v[d->n++] = v;
}

void
numbers_sort(struct numbers *d)
{
	if (d->n > 0)
		qsort(d->v, d->n, sizeof *d->v, crm_by_int64);
}

struct crm_value
numbers_median(const struct numbers *d)
{
	if (d->n == 0)
		return CRM_VALUE_NULL;
	return crm_value_int(
	    (d->v[(d->n - 1) / 2] + d->v[d->n / 2]) * (CRM_WHOLE / 2));
}

/* The choices of a field of that name. */
static const struct crm_choice *
choices_of(struct crm_store *s, const char *name)
{
	static const char *const entities[] = { "stage", "customer" };
	const struct crm_entity *e;
	size_t i;
	int field;

	for (i = 0; i < COUNT(entities); i++) {
		e = crm_dict_find(crm_store_dict(s), entities[i]);
		field = crm_field_index(e, crm_text_of(name));
		if (field >= 0)
			return e->field[field]->choices;
	}
	return NULL;
}

struct crm_column *
row_columns(struct crm_store *s, const struct crm_report_opts *o,
    const struct dimension *d, const struct heading *h, size_t n,
    struct crm_arena *a)
{
	struct crm_column *c = crm_alloc_n(a, n + 1, sizeof *c);
	size_t i, at = 0;

	if (d->given)
		c[at++] = d->column;
	for (i = 0; i < n; i++)
		c[at++] = (struct crm_column){ .name = h[i].name,
			.label = o->chinese ? h[i].zh : h[i].en,
			.type = h[i].type,
			.total = h[i].total,
			.currency = -1,
			.choices = h[i].type == CRM_T_ENUM
			    ? choices_of(s, h[i].name)
			    : NULL,
			.money_digits = crm_currency_digits(
			    crm_store_currency(s)) };
	return c;
}

void
in_currency(struct crm_column *columns, const struct dimension *d,
    const int *money, size_t n, int currency)
{
	int shift = d->given ? 0 : 1;
	size_t i;

	for (i = 0; i < n; i++)
		columns[money[i] - shift].currency = currency - shift;
}

enum crm_status
begin_rows(struct crm_store *s, const struct crm_report_opts *o,
    const struct dimension *d, const struct heading *h, size_t n,
    struct crm_arena *a, const struct crm_sink *sink, struct crm_err *err)
{
	return sink->begin(
	    sink->ctx, row_columns(s, o, d, h, n, a), n + d->given, err);
}

enum crm_status
put_row(const struct dimension *d, const struct crm_value *cells,
    const struct crm_sink *sink, struct crm_err *err)
{
	return sink->row(sink->ctx, cells + (d->given ? 0 : 1), err);
}
