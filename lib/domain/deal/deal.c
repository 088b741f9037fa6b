/* Deals: what every deal fulfils, however it came into the book. */
#include "deal.h"

enum { WHOLE = 1000000 }; /* 100 % in millionths */

bool
convert_money(
    int64_t amount, int digits, int64_t rate, int base_digits, int64_t *out)
{
	int64_t up = 1, down = crm_pow10(CRM_RATE_DIGITS), factor;

	if (base_digits > digits)
		up = crm_pow10(base_digits - digits);
	else
		down *= crm_pow10(digits - base_digits);
	return !__builtin_mul_overflow(rate, up, &factor) &&
	    crm_mul_div(amount, factor, down, out) && *out <= CRM_MONEY_MAX &&
	    *out >= -CRM_MONEY_MAX;
}

/*
 * amount_base = amount x rate, in the book's base currency: null where the
 * deal is in another currency and has no rate.
 */
static enum crm_status
keep_amount_base(struct crm_store *s, struct crm_record *r, struct crm_err *err)
{
	struct crm_value amount = *value_of(r, "amount");
	struct crm_value rate = *value_of(r, "rate");
	struct crm_value *base = value_of(r, "amount_base");
	struct crm_text currency = text_of(r, "currency");
	const char *own = crm_store_currency(s);
	int64_t v;

	*base = CRM_VALUE_NULL;
	if (rate.kind == CRM_INT && rate.i <= 0)
		return crm_fail_field(err, CRM_INVALID, "rate",
		    "an exchange "
		    "rate is above zero");
	if (amount.kind != CRM_INT)
		return CRM_OK;
	if (currency.n == 0 || crm_text_is(currency, own)) {
		*base = amount;
		return CRM_OK;
	}
	if (rate.kind != CRM_INT)
		return CRM_OK;
	if (!convert_money(amount.i, crm_currency_digits_n(currency), rate.i,
		crm_currency_digits(own), &v))
		return crm_fail_field(err, CRM_INVALID, "rate",
		    "the amount in "
		    "%s is too large at this rate",
		    own);
	*base = crm_value_int(v);
	return CRM_OK;
}

static enum crm_status
check_probability(const struct crm_record *r, struct crm_err *err)
{
	struct crm_value p = *value_of(r, "probability");

	if (p.kind != CRM_INT || (p.i >= 0 && p.i <= WHOLE))
		return CRM_OK;
	return crm_fail_field(err, CRM_INVALID, "probability",
	    "must be "
	    "between 0 and 100 percent");
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
	if ((st = check_probability(w->new, err)) != CRM_OK)
		return st;
	return keep_amount_base(w->store, w->new, err);
}
