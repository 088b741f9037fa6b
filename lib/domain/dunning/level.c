/* The levels: records, so that a company has its own. */
#include "dunning.h"

enum crm_status
crm_dunning_load(struct crm_store *s, struct crm_arena *a,
    struct crm_dunning *out, struct crm_err *err)
{
	enum { LEVEL, DAYS, NAME, HOLD, FEE, INTEREST };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*out = (struct crm_dunning){ .n = 0 };
	st = crm_sql(s,
	    "SELECT \"level\", \"days\", \"name\", coalesce(\"hold\", 0), "
	    "coalesce(\"fee\", 0), coalesce(\"interest\", 0) "
	    "FROM dunning_level WHERE coalesce(\"active\", 1) = 1 "
	    "AND \"deleted\" IS NULL ORDER BY \"days\", \"level\"",
	    &q, err);
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row) {
		if (out->n == CRM_DUNNING_LEVELS) {
			crm_reset(q);
			return crm_fail(err, CRM_RULE,
			    "there are more than %d dunning levels; crm-order "
			    "dunning-level set DU… active=no takes one out",
			    CRM_DUNNING_LEVELS);
		}
		out->level[out->n++] = (struct crm_dunning_level){
			.level = crm_col_int(q, LEVEL),
			.days = crm_col_int(q, DAYS),
			.name = crm_value_dup(a, crm_col(q, NAME, true)).t,
			.hold = crm_col_int(q, HOLD) != 0,
			.fee = crm_col_int(q, FEE),
			.interest = crm_col_int(q, INTEREST),
		};
	}
	return st;
}

const struct crm_dunning_level *
crm_dunning_reached(const struct crm_dunning *d, int64_t days)
{
	const struct crm_dunning_level *reached = NULL;
	size_t i;

	for (i = 0; i < d->n && d->level[i].days <= days; i++)
		if (reached == NULL || d->level[i].level > reached->level)
			reached = &d->level[i];
	return reached;
}

int64_t
crm_dunning_fee(const struct crm_dunning_level *l, const struct crm_dunned *x)
{
	if (x->open_base == 0 || x->open_base == x->open)
		return l->fee;
	return crm_div_round((__int128)l->fee * x->open, x->open_base);
}

static enum crm_status
check_least(const struct crm_record *r, const char *field, int64_t least,
    struct crm_err *err)
{
	const struct crm_value *v = value_of(r, field);

	if (v->kind != CRM_INT || v->i >= least)
		return CRM_OK;
	return crm_fail_field(
	    err, CRM_INVALID, field, "is at least %lld", (long long)least);
}

enum crm_status
level_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st;

	if ((st = check_least(w->new, "level", 1, err)) != CRM_OK ||
	    (st = check_least(w->new, "days", 1, err)) != CRM_OK ||
	    (st = check_least(w->new, "fee", 0, err)) != CRM_OK)
		return st;
	return check_least(w->new, "interest", 0, err);
}
