/* care: customers that are due to be contacted again. */
#include "customer.h"

#include <crm/domain/grading.h>

#include <stdlib.h>

/* Whom it looks at where nobody is named; those in pools too, and those who
 * buy no more: they are the first to call. */
#define CARED "kind not in (partner, supplier)"

#define COLUMN(n, t) \
	{ \
		.name = n, .label = n, .type = t, .currency = -1 \
	}

static const struct crm_column columns[] = {
	{ .name = "customer_id",
	    .label = "customer_id",
	    .type = CRM_T_ID,
	    .code = "C",
	    .currency = -1 },
	COLUMN("name", CRM_T_TEXT),
	COLUMN("grade", CRM_T_TEXT),
	COLUMN("owner", CRM_T_TEXT),
	COLUMN("last_activity", CRM_T_INSTANT),
	COLUMN("due_on", CRM_T_DATE),
	COLUMN("days_over", CRM_T_INT),
};

enum { COLUMNS = sizeof columns / sizeof *columns };

static int
by_due(const void *a, const void *b)
{
	const struct crm_care *x = a, *y = b;

	if (x->due != y->due)
		return x->due < y->due ? -1 : 1;
	return (x->customer > y->customer) - (x->customer < y->customer);
}

static enum crm_status
put(struct crm_cmd *c, struct crm_rows *rows, const struct crm_care *d,
    int64_t on, struct crm_err *err)
{
	const struct crm_entity *user = crm_dict_find(c->dict, "user");
	struct crm_value v[COLUMNS] = { crm_value_int(d->customer),
		crm_value_text(d->name), crm_value_text(d->grade),
		CRM_VALUE_NULL, d->last, crm_value_int(d->due),
		crm_value_int(on - d->due) };
	struct crm_text owner;
	enum crm_status st;

	if (d->owner.kind != CRM_NULL) {
		st = crm_display(c->store, user, d->owner.i, &owner, err);
		if (st != CRM_OK)
			return st;
		v[3] = crm_value_text(owner);
	}
	return crm_rows_put(rows, v, err);
}

/* Those due, by the day they were due first. */
static enum crm_status
collect(struct crm_cmd *c, const struct crm_id_list *ids, int64_t on,
    struct crm_care *all, size_t *n, struct crm_err *err)
{
	enum crm_status st;
	size_t i;
	bool due;

	for (*n = 0, i = 0; i < ids->n; i++) {
		st = crm_care_of(
		    c->store, ids->id[i], on, c->arena, &due, &all[*n], err);
		if (st != CRM_OK)
			return st;
		*n += due;
	}
	qsort(all, *n, sizeof *all, by_due);
	return CRM_OK;
}

enum crm_status
customer_care(struct crm_cmd *c, struct crm_err *err)
{
	struct crm_rows *rows = NULL;
	struct crm_id_list ids;
	struct crm_care *all;
	int64_t on = c->clock.today;
	enum crm_status st;
	size_t n, i;

	if (crm_has(c, CRM_OPT_ON) &&
	    (st = crm_date_expr(crm_text_of(c->opt[CRM_OPT_ON]), &c->clock, &on,
		 err)) != CRM_OK)
		return st;
	if ((st = crm_cmd_ids(c, CARED, &ids, err)) != CRM_OK)
		return st;
	all = crm_alloc_n(c->arena, ids.n + 1, sizeof *all);
	if ((st = collect(c, &ids, on, all, &n, err)) != CRM_OK)
		return st;
	st = crm_rows_open(c, columns, COLUMNS, &rows, err);
	for (i = 0; i < n && st == CRM_OK && !crm_out_closed(c->out); i++)
		st = put(c, rows, &all[i], on, err);
	return crm_rows_end(rows, st, err);
}
