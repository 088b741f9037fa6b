/* Deals: what every deal fulfils, however it came into the book. */
#include "deal.h"

#include "domain/document/partner.h"
#include "domain/team/team.h"

#include <crm/domain/rate.h>

/*
 * amount_base = amount x rate, in the book's base currency: null where the
 * deal is in another currency and has no rate.
 */
enum crm_status
deal_keep(struct crm_store *s, struct crm_record *r, struct crm_err *err)
{
	struct crm_value *base = value_of(r, "amount_base");
	int64_t v;

	*base = CRM_VALUE_NULL;
	switch (base_amount(s, *value_of(r, "amount"), text_of(r, "currency"),
	    *value_of(r, "rate"), &v)) {
	case IN_BASE:
		*base = crm_value_int(v);
		return CRM_OK;
	case TOO_LARGE:
		return crm_fail_field(err, CRM_INVALID, "rate",
		    "the amount in %s is too large at this rate",
		    crm_store_currency(s));
	case NO_AMOUNT:
	case NO_RATE:
		break;
	}
	return CRM_OK;
}

/* The name of the only pipeline, or none. */
static enum crm_status
only_pipeline(struct crm_store *s, struct crm_arena *a, struct crm_text *name,
    struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	size_t n = 0;
	bool row;

	*name = (struct crm_text){ "", 0 };
	st = crm_sql(s,
	    "SELECT DISTINCT \"pipeline_f\" FROM stage "
	    "WHERE \"deleted\" IS NULL",
	    &q, err);
	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		if (n++ == 0) {
			*name = crm_col_text(q, 0);
			name->p = text_dup(a, *name);
		}
	if (n != 1)
		name->n = 0;
	return st;
}

/* Where a deal begins: the first open stage of the pipeline `default`, else of
 * the only one there is. */
static enum crm_status
begin_stage(struct crm_store *s, struct crm_value *stage, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_text name;
	enum crm_status st;

	st = stage_first(s, CRM_TEXT("default"), "open", stage, err);
	if (st == CRM_OK && stage->kind == CRM_NULL) {
		st = only_pipeline(s, &a, &name, err);
		if (st == CRM_OK && name.n > 0)
			st = stage_first(s, name, "open", stage, err);
	}
	crm_arena_free(&a);
	return st;
}

/* The day whose rate it takes, where nobody says another; else that of today. */
static const char *const days[] = { "opened_on", NULL };

enum crm_status
deal_save(const struct crm_saving *w, struct crm_err *err)
{
	int stage = field_of(w->new->entity, "stage");
	enum crm_status st;

	if (w->old == NULL && w->new->v[stage].kind == CRM_NULL) {
		if ((st = begin_stage(w->store, &w->new->v[stage], err)) !=
		    CRM_OK)
			return st;
		w->new->given[stage] = w->new->v[stage].kind != CRM_NULL;
	}
	if ((st = deal_begins(w, err)) != CRM_OK ||
	    (st = check_percent(w->new, "probability", err)) != CRM_OK ||
	    (st = check_active_owner(w, err)) != CRM_OK ||
	    (st = check_contact(w, err)) != CRM_OK ||
	    (st = document_partner(w, err)) != CRM_OK ||
	    (st = crm_rate_fill(w, days, err)) != CRM_OK ||
	    (st = deal_check_amount(w, err)) != CRM_OK ||
	    (st = deal_register(w, err)) != CRM_OK)
		return st;
	return check_rate(w->new, err);
}
