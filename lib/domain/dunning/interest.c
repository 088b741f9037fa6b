/* Interest on what is overdue, and what of the claims on a receivable was charged. */
#include "dunning.h"

enum { YEAR = 365 };

enum crm_status
crm_dunning_interest(struct crm_store *s, int64_t receivable,
    const struct crm_overdue *x, int64_t *out, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(receivable),
		crm_value_int(x->due), crm_value_int(x->day) };
	__int128 days = (__int128)x->open * (x->day - x->due);
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*out = 0;
	if (x->day <= x->due || x->rate == 0)
		return CRM_OK;
	/* What was paid meanwhile was open until that day. */
	st = crm_sql(s,
	    "SELECT \"amount\", \"allocated_on\" FROM allocation "
	    "WHERE \"receivable\" = ? AND \"allocated_on\" > ? "
	    "AND \"allocated_on\" <= ? AND \"deleted\" IS NULL",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		days += (__int128)crm_col_int(q, 0) *
		    (crm_col_int(q, 1) - x->due);
	if (st == CRM_OK && days > 0)
		*out = crm_div_round(days * x->rate, (int64_t)CRM_WHOLE * YEAR);
	return st;
}

/* Over its notices n: those whose charge c stands on a day. */
#define CHARGED_BY \
	" FROM dunning_notice n JOIN receivable c ON c.\"id\" = n.\"charge\" " \
	"WHERE n.\"receivable\" = ? AND n.\"deleted\" IS NULL " \
	"AND c.\"deleted\" IS NULL AND c.\"void_on\" IS NULL " \
	"AND c.\"booked_on\" <= ?"

enum crm_status
crm_dunning_charged(struct crm_store *s, int64_t receivable, int64_t day,
    int64_t *fees, int64_t *interest, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(receivable),
		crm_value_int(day) };
	struct crm_value fee, all;
	enum crm_status st;

	*fees = *interest = 0;
	st = crm_get_int(s, "SELECT CAST(sum(n.\"fee\") AS BIGINT)" CHARGED_BY,
	    v, COUNT(v), &fee, err);
	if (st == CRM_OK)
		st = crm_get_int(s,
		    "SELECT CAST(sum(x.a) AS BIGINT) FROM (SELECT DISTINCT "
		    "c.\"id\", c.\"amount\" AS a" CHARGED_BY ") x",
		    v, COUNT(v), &all, err);
	if (st != CRM_OK)
		return st;
	*fees = fee.kind == CRM_INT ? fee.i : 0;
	*interest = all.kind == CRM_INT ? all.i - *fees : 0;
	return CRM_OK;
}
