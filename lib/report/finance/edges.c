/* The ages that amounts are parted by: data, so that a company has its own. */
#include "finance.h"

#include <string.h>

static const int64_t usual[] = { 30, 60, 90, 120 };

enum crm_status
edges_load(
    struct crm_store *s, bool by_due, struct edges *out, struct crm_err *err)
{
	const char *said = crm_setting(s, "ageing_edges");
	char quoted[CRM_QUOTE_SIZE];

	*out = (struct edges){ .by_due = by_due };
	if (said == NULL) {
		memcpy(out->day, usual, sizeof usual);
		out->n = COUNT(usual);
		return CRM_OK;
	}
	if (crm_ages_parse(crm_text_of(said), out->day, &out->n))
		return CRM_OK;
	return crm_fail_field(err, CRM_INVALID, "ageing_edges",
	    "'%s' is not a list of up to 8 days that rise, like 30,60,90,120; "
	    "crm-admin setting set ageing_edges value=… mends it",
	    crm_quote(quoted, crm_text_of(said)));
}

size_t
edges_age(const struct edges *e, int64_t days)
{
	size_t i = 0;

	if (e->by_due && days <= 0)
		return 0;
	while (i < e->n && days > e->day[i])
		i++;
	return i + 1;
}

/* The first day of an age. */
static int64_t
first_of(const struct edges *e, size_t age)
{
	return age == 1 ? e->by_due : e->day[age - 2] + 1;
}

const char *
edges_name(const struct edges *e, size_t age, struct crm_arena *a)
{
	if (age == 0)
		return "not_due";
	if (age > e->n)
		return crm_sprintf(
		    a, "days_over_%lld", (long long)e->day[e->n - 1]);
	return crm_sprintf(a, "days_%lld_%lld", (long long)first_of(e, age),
	    (long long)e->day[age - 1]);
}

const char *
edges_label(
    const struct edges *e, size_t age, bool chinese, struct crm_arena *a)
{
	if (age == 0)
		return chinese ? "未到期" : "Not due";
	if (age > e->n)
		return crm_sprintf(a, chinese ? "%lld天以上" : "Over %lld days",
		    (long long)e->day[e->n - 1]);
	return crm_sprintf(a, chinese ? "%lld-%lld天" : "%lld-%lld days",
	    (long long)first_of(e, age), (long long)e->day[age - 1]);
}

enum crm_status
ageing_date(struct crm_store *s, const struct crm_report_opts *o,
    bool *by_booked, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "receivable");
	char quoted[CRM_QUOTE_SIZE];
	struct crm_err ignored;
	int field;

	*by_booked = false;
	if (o->date == NULL)
		return CRM_OK;
	(void)crm_field_named(e, crm_text_of(o->date), &field, NULL, &ignored);
	*by_booked = field >= 0 &&
	    strcmp(e->field[field]->name, "booked_on") == 0;
	if (*by_booked ||
	    (field >= 0 && strcmp(e->field[field]->name, "due_on") == 0))
		return CRM_OK;
	return crm_fail_field(err, CRM_USAGE, "--date",
	    "'%s' is neither due_on nor booked_on",
	    crm_quote(quoted, crm_text_of(o->date)));
}
