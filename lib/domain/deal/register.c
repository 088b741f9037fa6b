/*
 * Registration of a deal by a partner: until a day nobody else may register one of the
 * same customer and product.
 */
#include "deal.h"

#include <stdlib.h>

enum { PROTECTED_DAYS = 90 };

/* For how long, where nobody says. */
static int64_t
days_of(struct crm_store *s)
{
	const char *days = crm_setting(s, "partner_protection");

	return days != NULL ? strtol(days, NULL, 10) : PROTECTED_DAYS;
}

/* Another's registration that still protects; 0: none. */
static enum crm_status
find_other(const struct crm_saving *w, int64_t *deal, struct crm_err *err)
{
	const struct crm_value *product = value_of(w->new, "product");
	const struct crm_value v[] = { *value_of(w->new, "customer"),
		*value_of(w->new, "partner"),
		crm_value_int(crm_store_clock(w->store)->today),
		crm_value_int(w->new->id),
		crm_value_int(product->kind == CRM_INT ? product->i : 0),
		crm_value_int(product->kind == CRM_INT ? product->i : 0) };
	struct crm_value found;
	enum crm_status st = crm_get_int(w->store,
	    "SELECT min(d.\"id\") FROM deal d JOIN stage s "
	    "ON s.\"id\" = d.\"stage\" WHERE d.\"customer\" = ? "
	    "AND d.\"partner\" <> ? AND d.\"registered_on\" IS NOT NULL "
	    "AND d.\"protected_until\" >= ? AND d.\"id\" <> ? "
	    "AND (d.\"product\" IS NULL OR CAST(? AS BIGINT) = 0 "
	    "OR d.\"product\" = ?) AND s.\"type\" = 'open' "
	    "AND d.\"deleted\" IS NULL",
	    v, COUNT(v), &found, err);

	*deal = st == CRM_OK && found.kind == CRM_INT ? found.i : 0;
	return st;
}

static enum crm_status
refuse(const struct crm_saving *w, int64_t deal, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(w->store);
	struct crm_record other;
	enum crm_status st = crm_load(
	    w->store, w->new->entity, deal, w->arena, &other, err);

	return st != CRM_OK
	    ? st
	    : crm_fail_field(err, CRM_RULE, "partner",
		  "%s of this customer is registered by %s and protected until "
		  "%s; --yes registers another all the same",
		  typed_id(w->arena, w->new->entity, deal),
		  typed_id(w->arena, crm_dict_find(d, "customer"),
		      value_of(&other, "partner")->i),
		  date_dup(w->arena, value_of(&other, "protected_until")->i));
}

/* Whether a write registers, or says otherwise of what. */
static bool
registers(const struct crm_saving *w)
{
	static const char *const about[] = { "partner", "customer", "product",
		"registered_on", "protected_until", NULL };
	size_t i;

	for (i = 0; w->old != NULL && about[i] != NULL; i++)
		if (differs(w->old, w->new, about[i]))
			return true;
	return w->old == NULL;
}

/* The customer is locked, so that of two who register at once one is refused. */
static enum crm_status
check_free(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value *customer = value_of(w->new, "customer");
	enum crm_status st;
	int64_t other;

	if (customer->kind != CRM_INT || w->import || w->undo || w->sure ||
	    !registers(w))
		return CRM_OK;
	st = crm_lock(w->store,
	    crm_dict_find(crm_store_dict(w->store), "customer"), customer->i,
	    err);
	if (st == CRM_OK)
		st = find_other(w, &other, err);
	return st == CRM_OK && other != 0 ? refuse(w, other, err) : st;
}

enum crm_status
deal_register(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_value *on = value_of(w->new, "registered_on");
	struct crm_value *until = value_of(w->new, "protected_until");

	if (on->kind != CRM_INT)
		return CRM_OK;
	if (value_of(w->new, "partner")->kind != CRM_INT)
		return crm_fail_field(err, CRM_RULE, "registered_on",
		    "is of a deal that a partner registers: partner=…");
	if (until->kind == CRM_NULL && (w->old == NULL || !w->undo))
		crm_record_set(w->new,
		    field_of(w->new->entity, "protected_until"),
		    crm_value_int(on->i + days_of(w->store)));
	if (until->kind == CRM_INT && until->i < on->i)
		return crm_fail_field(err, CRM_INVALID, "protected_until",
		    "is before registered_on");
	return check_free(w, err);
}

/* ---- a clock ---- */

enum { NOTICE = 7 };

static bool
registration_due(const struct crm_stmt *q, const struct crm_due_ask *ask,
    int64_t *day, struct crm_buf *why)
{
	*day = crm_col_int(q, CLOCK_COLUMNS);
	crm_buf_str(why,
	    crm_tr("the last day on which the registration protects a deal "));
	say_days(why, *day - crm_instant_date(ask->now));
	return true;
}

/* Of open deals, until it is over: others may register then. */
enum crm_status
registration_alarm(struct crm_store *s, const struct crm_due_ask *ask,
    crm_due_each *each, void *ctx, struct crm_err *err)
{
	static const struct clock clock = { .kind = "registration",
		.entity = "deal",
		.owner = "t.\"owner\"",
		.due = registration_due,
		.notice = NOTICE };
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "deal");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_sql sql;
	enum crm_status st;

	crm_sql_init(&sql, &a);
	crm_buf_str(&sql.text,
	    "SELECT t.\"id\", coalesce(t.\"owner\", 0), "
	    "t.\"protected_until\" FROM deal t WHERE t.\"deleted\" IS NULL "
	    "AND t.\"registered_on\" IS NOT NULL "
	    "AND t.\"protected_until\" >= ? "
	    "AND t.\"protected_until\" <= ? AND ");
	crm_sql_bind(&sql, crm_value_int(crm_instant_date(ask->now)));
	crm_sql_bind(&sql, crm_value_int(ask->until + NOTICE));
	if ((st = sql_is(s, e, trade_of(e)->open, &sql, err)) == CRM_OK)
		st = clock_rows(s, &clock, &sql, ask, each, ctx, err);
	crm_sql_free(&sql);
	crm_arena_free(&a);
	return st;
}
