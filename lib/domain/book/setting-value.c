/*
 * The values of settings that the trade reads: what would be met by the first who needs
 * it is refused when it is saved.
 */
#include "book.h"

#include <crm/domain/book.h>

#include <string.h>

enum { PERCENT_DIGITS = 4 };

/* ---- lists ---- */

/* The next number between commas; false where there is none. */
static bool
next_number(struct crm_text *rest, int digits, int64_t *out)
{
	const char *comma = memchr(rest->p, ',', rest->n);
	size_t n = comma == NULL ? rest->n : (size_t)(comma - rest->p);
	bool good = crm_number_parse(
			crm_text_trim((struct crm_text){ rest->p, n }), digits,
			0, out, NULL) == CRM_OK;

	n += comma != NULL;
	*rest = (struct crm_text){ rest->p + n, rest->n - n };
	return good;
}

bool
crm_ages_parse(struct crm_text t, int64_t day[CRM_AGES_MAX], size_t *n)
{
	for (*n = 0; t.n > 0; ++*n)
		if (*n == CRM_AGES_MAX || !next_number(&t, 0, &day[*n]) ||
		    day[*n] <= (*n == 0 ? 0 : day[*n - 1]))
			return false;
	return *n > 0;
}

bool
crm_percents_parse(
    struct crm_text t, int64_t percent[CRM_AGES_MAX + 2], size_t *n)
{
	for (*n = 0; t.n > 0; ++*n)
		if (*n == CRM_AGES_MAX + 2 ||
		    !next_number(&t, PERCENT_DIGITS, &percent[*n]) ||
		    percent[*n] < 0 || percent[*n] > CRM_WHOLE)
			return false;
	return *n > 0;
}

/* ---- one setting each ---- */

struct asked {
	const struct crm_saving *w;
	const char *name;
	struct crm_text value;
	char quoted[CRM_QUOTE_SIZE]; /* for messages */
};

static enum crm_status
ages(const struct asked *k, struct crm_err *err)
{
	int64_t day[CRM_AGES_MAX];
	size_t n;

	return crm_ages_parse(k->value, day, &n)
	    ? CRM_OK
	    : crm_fail_field(err, CRM_INVALID, k->name,
		  "'%s' is not a list of up to 8 days that rise, like "
		  "30,60,90,120",
		  k->quoted);
}

static enum crm_status
percents(const struct asked *k, struct crm_err *err)
{
	int64_t percent[CRM_AGES_MAX + 2];
	size_t n;

	return crm_percents_parse(k->value, percent, &n)
	    ? CRM_OK
	    : crm_fail_field(err, CRM_INVALID, k->name,
		  "'%s' is not a percent from 0 to 100 for each age, like "
		  "0,1,5,10,30,50",
		  k->quoted);
}

static enum crm_status
percent(const struct asked *k, struct crm_err *err)
{
	int64_t v;

	return crm_number_parse(k->value, CRM_DECIMAL_DIGITS, CRM_NUM_PERCENT,
		   &v, NULL) == CRM_OK &&
		v >= 0
	    ? CRM_OK
	    : crm_fail_field(err, CRM_INVALID, k->name,
		  "'%s' is not a percent from 0 on", k->quoted);
}

static enum crm_status
method(const struct asked *k, struct crm_err *err)
{
	static const char *const methods[] = { "oldest", "exact", "reference",
		"pro_rata", NULL };
	size_t i;

	for (i = 0; methods[i] != NULL; i++)
		if (crm_text_is(k->value, methods[i]))
			return CRM_OK;
	return crm_fail_field(err, CRM_INVALID, k->name,
	    "'%s' is not one of oldest, exact, reference, pro_rata", k->quoted);
}

static const char tolerance_prefix[] = "tolerance_";

/* An amount in the currency that its name ends with. */
static enum crm_status
tolerance(const struct asked *k, struct crm_err *err)
{
	const char *currency = k->name + strlen(tolerance_prefix);
	int digits = crm_currency_digits_n(crm_text_of(currency));
	int64_t v;

	if (digits < 0)
		return crm_fail_field(err, CRM_INVALID, "name",
		    "'%s' is for no currency: it is called like tolerance_CNY",
		    k->name);
	return crm_number_parse(k->value, digits, 0, &v, NULL) == CRM_OK &&
		v >= 0
	    ? CRM_OK
	    : crm_fail_field(err, CRM_INVALID, k->name,
		  "'%s' is not an amount from 0 on", k->quoted);
}

static bool
is_there(const struct asked *k, const char *kind)
{
	const struct crm_reference r = { .text = k->value };
	struct crm_err why;
	int64_t id;

	return crm_refer(k->w->store,
		   crm_dict_find(crm_store_dict(k->w->store), kind), &r, &id,
		   &why) == CRM_OK;
}

/* A role, or somebody. */
static enum crm_status
approver(const struct asked *k, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(k->w->store), "user");
	const struct crm_choice *c = e->field[field_of(e, "role")]->choices;

	for (; c->code != NULL; c++)
		if (crm_text_is(k->value, c->code))
			return CRM_OK;
	return is_there(k, "user")
	    ? CRM_OK
	    : crm_fail_field(err, CRM_INVALID, k->name,
		  "'%s' is neither a role nor a user: crm-team user fields "
		  "has the roles",
		  k->quoted);
}

/* One of the kind that the setting is for. */
static enum crm_status
warehouse(const struct asked *k, struct crm_err *err)
{
	const char *kind = strcmp(k->name, "stock_transit") == 0 ? "transit"
								 : "sellable";
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(k->w->store), "warehouse");
	const struct crm_reference r = { .text = k->value };
	struct crm_record place;
	struct crm_err why;
	enum crm_status st;
	int64_t id;

	if (crm_refer(k->w->store, e, &r, &id, &why) != CRM_OK)
		return crm_fail_field(err, CRM_INVALID, k->name,
		    "'%s' is no warehouse: crm-stock warehouse list",
		    k->quoted);
	st = crm_load(k->w->store, e, id, k->w->arena, &place, err);
	return st != CRM_OK || crm_text_is(text_of(&place, "kind"), kind)
	    ? st
	    : crm_fail_field(err, CRM_INVALID, k->name,
		  "'%s' is no warehouse of the kind %s: crm-stock warehouse "
		  "list",
		  k->quoted, kind);
}

/* ---- numbers ---- */

static const struct number {
	const char *name;
	int digits;
	int64_t least, most;
} numbers[] = {
	{ "count_months_a", 0, 1, 120 },
	{ "count_months_b", 0, 1, 120 },
	{ "count_months_c", 0, 1, 120 },
	{ "cover_high", CRM_DECIMAL_DIGITS, 0, 3650 },
	{ "cover_low", CRM_DECIMAL_DIGITS, 0, 3650 },
	{ "plan_days", 0, 1, 3650 },
	{ "plan_holding", CRM_DECIMAL_DIGITS, 0, 1000 },
	{ "plan_order_cost", CRM_DECIMAL_DIGITS, 0, 1000000000 },
	{ "plan_z", CRM_DECIMAL_DIGITS, 0, 10 },
};

/* What planning reads, as it reads it: no figure that groups, which may be meant as a
 * decimal one. */
static bool
read_number(const struct number *x, struct crm_text t, int64_t *out)
{
	return memchr(t.p, ',', t.n) == NULL &&
	    crm_number_parse(t, x->digits, 0, out, NULL) == CRM_OK &&
	    *out >= x->least * crm_pow10(x->digits) &&
	    *out <= x->most * crm_pow10(x->digits);
}

/* The other end of what a cover is between; the usual one where none is set. */
static enum crm_status
check_cover(const struct asked *k, const struct number *x, int64_t v,
    struct crm_err *err)
{
	bool low = strcmp(k->name, "cover_low") == 0;
	const char *name = low ? "cover_high" : "cover_low", *text;
	int64_t other;

	if (!low && strcmp(k->name, "cover_high") != 0)
		return CRM_OK;
	text = crm_setting(k->w->store, name);
	if (text == NULL || !read_number(x, crm_text_of(text), &other) ||
	    (low ? v <= other : v >= other))
		return CRM_OK;
	return crm_fail_field(err, CRM_INVALID, k->name,
	    low ? N_("'%s' is above cover_high, which is %s")
		: N_("'%s' is below cover_low, which is %s"),
	    k->quoted, text);
}

static enum crm_status
number(const struct asked *k, struct crm_err *err)
{
	const struct number *x = numbers;
	int64_t v;

	while (strcmp(x->name, k->name) != 0)
		x++;
	return read_number(x, k->value, &v)
	    ? check_cover(k, x, v, err)
	    : crm_fail_field(err, CRM_INVALID, k->name,
		  x->digits == 0
		      ? N_("'%s' is not a whole number from %lld to %lld")
		      : N_("'%s' is not a number from %lld to %lld, like 1.5"),
		  k->quoted, (long long)x->least, (long long)x->most);
}

static const struct {
	const char *name;
	bool prefix; /* what stands behind it says more */
	enum crm_status (*check)(const struct asked *k, struct crm_err *err);
} checks[] = {
	{ "ageing_edges", false, ages },
	{ "allowance_percents", false, percents },
	{ "approver", false, approver },
	{ "count_months_a", false, number },
	{ "count_months_b", false, number },
	{ "count_months_c", false, number },
	{ "cover_high", false, number },
	{ "cover_low", false, number },
	{ "over_delivery", false, percent },
	{ "payment_method", false, method },
	{ "plan_days", false, number },
	{ "plan_holding", false, number },
	{ "plan_order_cost", false, number },
	{ "plan_z", false, number },
	{ "stock_transit", false, warehouse },
	{ "stock_warehouse", false, warehouse },
	{ tolerance_prefix, true, tolerance },
};

static bool
is_named(const char *name, const char *as, bool prefix)
{
	return prefix ? strncmp(name, as, strlen(as)) == 0
		      : strcmp(name, as) == 0;
}

/* What a file has may come before what it names. */
enum crm_status
setting_value_check(const struct crm_saving *w, struct crm_err *err)
{
	struct asked k = { .w = w,
		.name = text_dup(w->arena, text_of(w->new, "name")),
		.value = text_of(w->new, "value") };
	size_t i = 0;

	while (i < COUNT(checks) &&
	    !is_named(k.name, checks[i].name, checks[i].prefix))
		i++;
	if (i == COUNT(checks) || is_as_it_was(w))
		return CRM_OK;
	crm_quote(k.quoted, k.value);
	return checks[i].check(&k, err);
}
