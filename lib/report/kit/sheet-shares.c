/* --shares: behind each figure that adds up, what it is of all rows. */
#include "sheet.h"

/* The sum of a column over the rows that are no sums of others, of one
 * currency; *mixed where any is below zero. */
static enum crm_status
sum_of(const struct sheet *s, size_t column, struct crm_value currency,
    int64_t *sum, bool *mixed, struct crm_err *err)
{
	size_t by = sheet_role(s, CRM_ROLE_CURRENCY);
	size_t kind = sheet_role(s, CRM_ROLE_ROW), i;
	enum crm_status st = CRM_OK;

	*sum = 0;
	*mixed = false;
	for (i = 0; i < s->n_rows && st == CRM_OK; i++) {
		const struct crm_value *row = s->row[i];
		bool rest = kind < s->n && row[kind].kind == CRM_STR &&
		    (crm_text_is(row[kind].t, "rest") ||
			crm_text_is(row[kind].t, "-"));

		if (row[column].kind != CRM_INT ||
		    (!rest && !row_is_plain(s, row)) ||
		    (by < s->n && !crm_value_eq(row[by], currency)))
			continue;
		*mixed = *mixed || row[column].i < 0;
		st = add_money(sum, row[column].i, err);
	}
	return st;
}

/* The share of each row; its currency's sum is asked once while it stays the
 * same. */
static enum crm_status
share_rows(struct sheet *s, size_t from, size_t to, struct crm_value **row,
    bool *told, struct crm_err *err)
{
	size_t by = sheet_role(s, CRM_ROLE_CURRENCY), i;
	struct crm_value currency = CRM_VALUE_NULL;
	enum crm_status st = CRM_OK;
	bool known = false, mixed = false;
	int64_t sum = 0;

	for (i = 0; i < s->n_rows && st == CRM_OK; i++) {
		struct crm_value mine = by < s->n ? s->row[i][by]
						  : CRM_VALUE_NULL;

		if (!known || !crm_value_eq(mine, currency))
			st = sum_of(s, from, mine, &sum, &mixed, err);
		known = true;
		currency = mine;
		*told = *told || mixed;
		row[i][to] = s->row[i][from].kind == CRM_INT && sum > 0 &&
			!mixed
		    ? percent(s->row[i][from].i, sum)
		    : CRM_VALUE_NULL;
	}
	return st;
}

static struct crm_column
share_column(const struct sheet *s, size_t i)
{
	return (struct crm_column){
		.name = crm_sprintf(s->arena, "%s_share", s->columns[i].name),
		.label = crm_sprintf(s->arena, "%s (%s)", s->columns[i].label,
		    s->o->chinese ? "占比" : "share"),
		.type = CRM_T_PERCENT,
		.currency = -1,
		.role = CRM_ROLE_SHARE,
	};
}

static bool
any_share(const struct sheet *s)
{
	size_t i = 0;

	while (i < s->n && !has_share(&s->columns[i]))
		i++;
	return i < s->n;
}

enum crm_status
sheet_shares(struct sheet *s, struct crm_err *err)
{
	struct sheet out = *s;
	size_t i, k, *moved = crm_alloc_n(s->arena, s->n + 1, sizeof *moved);
	enum crm_status st = CRM_OK;
	/* A report with shares of its own says it itself. */
	bool mixed = false, tells = sheet_role(s, CRM_ROLE_SHARE) < s->n;

	if (!any_share(s))
		return crm_fail_field(err, CRM_USAGE, "--shares",
		    "no column here adds up over its rows, so that none has "
		    "shares");
	out.columns = crm_alloc_n(s->arena, 2 * s->n + 1, sizeof *out.columns);
	out.row = crm_alloc_n(s->arena, s->n_rows + 1, sizeof *out.row);
	for (k = 0; k < s->n_rows; k++)
		out.row[k] = crm_alloc_n(
		    s->arena, 2 * s->n + 1, sizeof **out.row);
	for (i = 0, out.n = 0; i < s->n && st == CRM_OK; i++) {
		moved[i] = out.n;
		out.columns[out.n] = s->columns[i];
		for (k = 0; k < s->n_rows; k++)
			out.row[k][out.n] = s->row[k][i];
		out.n++;
		if (!has_share(&s->columns[i]))
			continue;
		out.columns[out.n] = share_column(s, i);
		st = share_rows(s, i, out.n++, out.row, &mixed, err);
	}
	for (i = 0; i < out.n; i++)
		if (out.columns[i].currency >= 0)
			out.columns[i].currency = (int)
			    moved[out.columns[i].currency];
	*s = out;
	if (mixed && !tells && s->notes != NULL)
		shares_note(s->notes);
	if (s->o->interval && !tells && s->notes != NULL)
		interval_note(s->notes);
	return st;
}
