/* --top and --totals of a report that is a list of records: what adds up is
 * added, a row a currency, and what does not is left blank. */
#include "sheet.h"

#include <string.h>

static struct crm_value *
sum_row(struct sheet *s, const char *kind, struct crm_value currency)
{
	struct crm_value *row = crm_alloc_n(s->arena, s->n + 1, sizeof *row);
	size_t i;

	for (i = 0; i < s->n; i++) {
		row[i] = CRM_VALUE_NULL;
		if (s->columns[i].role == CRM_ROLE_ROW)
			row[i] = crm_value_text(crm_text_of(kind));
		if (s->columns[i].role == CRM_ROLE_CURRENCY)
			row[i] = currency;
	}
	return row;
}

static enum crm_status
add_row(const struct sheet *s, struct crm_value *sum,
    const struct crm_value *row, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < s->n && st == CRM_OK; i++) {
		if (!adds_up(&s->columns[i]) || row[i].kind != CRM_INT)
			continue;
		if (sum[i].kind == CRM_NULL)
			sum[i] = crm_value_int(0);
		st = add_money(&sum[i].i, row[i].i, err);
	}
	return st;
}

/* Adds the rows from..to up behind the others, a sum a currency. */
static enum crm_status
add_sums(struct sheet *s, size_t from, size_t to, const char *kind,
    struct crm_err *err)
{
	size_t by = sheet_role(s, CRM_ROLE_CURRENCY), first = s->n_rows, i, k;
	enum crm_status st = CRM_OK;

	for (i = from; i < to && st == CRM_OK; i++) {
		struct crm_value currency = by < s->n ? s->row[i][by]
						      : CRM_VALUE_NULL;

		for (k = first; k < s->n_rows; k++)
			if (by == s->n || crm_value_eq(s->row[k][by], currency))
				break;
		if (k == s->n_rows)
			sheet_add(s, sum_row(s, kind, currency));
		st = add_row(s, s->row[k], s->row[i], err);
	}
	for (k = first; k < s->n_rows && st == CRM_OK; k++)
		sheet_compare_sums(s, s->row[k]);
	return st;
}

/* A column that tells what a row is, where the report has none. */
static void
add_kind(struct sheet *s)
{
	struct crm_column *c = crm_alloc_n(s->arena, s->n + 1, sizeof *c);
	size_t i;

	memcpy(c, s->columns, s->n * sizeof *c);
	c[s->n] = kind_column(s->o);
	for (i = 0; i < s->n_rows; i++) {
		struct crm_value *row = crm_alloc_n(
		    s->arena, s->n + 2, sizeof *row);

		memcpy(row, s->row[i], s->n * sizeof *row);
		row[s->n] = CRM_VALUE_NULL;
		s->row[i] = row;
	}
	s->columns = c;
	s->n++;
}

enum crm_status
sheet_totals(struct sheet *s, struct crm_err *err)
{
	size_t n = s->n_rows, top = n;
	enum crm_status st = CRM_OK;

	if (sheet_role(s, CRM_ROLE_ROW) == s->n)
		add_kind(s);

	if (s->o->top > 0 && (uint64_t)s->o->top < n)
		top = (size_t)s->o->top;
	if (top < n)
		st = add_sums(s, top, n, "rest", err);
	if (st == CRM_OK && s->o->totals)
		st = add_sums(s, 0, n, "total", err);
	memmove(s->row + top, s->row + n, (s->n_rows - n) * sizeof *s->row);
	s->n_rows -= n - top;
	return st;
}

static bool
has_total(const struct sheet *s, size_t kind)
{
	size_t i;

	for (i = 0; i < s->n_rows; i++)
		if (s->row[i][kind].kind == CRM_STR)
			return true;
	return false;
}

/* Whether any of its cells was added up. */
static bool
says_anything(const struct sheet *s, const struct crm_value *row)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (adds_up(&s->columns[i]) && row[i].kind != CRM_NULL)
			return true;
	return false;
}

/* How many rows are of the currency of a sum. */
static size_t
count_of(const struct sheet *s, size_t n, const struct crm_value *sum)
{
	size_t by = sheet_role(s, CRM_ROLE_CURRENCY), i, found = 0;

	for (i = 0; i < n; i++)
		found += by == s->n || crm_value_eq(s->row[i][by], sum[by]);
	return found;
}

enum crm_status
sheet_total_rows(struct sheet *s, struct crm_err *err)
{
	size_t kind = sheet_role(s, CRM_ROLE_ROW), n = s->n_rows, i, kept = n;
	enum crm_status st;

	if (kind == s->n || has_total(s, kind))
		return CRM_OK;
	st = add_sums(s, 0, n, "total", err);
	for (i = n; i < s->n_rows; i++)
		if (says_anything(s, s->row[i]) &&
		    count_of(s, n, s->row[i]) > 1)
			s->row[kept++] = s->row[i];
	s->n_rows = kept;
	return st;
}
