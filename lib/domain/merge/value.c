/* One field of the survivor: whose value stays. */
#include "merge.h"

#include <string.h>

struct crm_value
value_in(const struct group *g, size_t member, int field)
{
	return g->member[member].rec.v[field];
}

/* ---- currencies ---- */

static struct crm_text
currency_of(const struct group *g, size_t member)
{
	struct crm_value v = value_in(g, member, g->e->currency);

	return v.kind == CRM_STR ? v.t : crm_text_of(crm_store_currency(g->s));
}

bool
has_money(const struct group *g, size_t member)
{
	size_t i;

	for (i = 0; i < g->e->n; i++)
		if (g->e->field[i]->type == CRM_T_MONEY &&
		    is_merged(g->e, (int)i) &&
		    value_in(g, member, (int)i).kind != CRM_NULL)
			return true;
	return false;
}

/* ---- which of them ---- */

static bool
usable(const struct fields *x, size_t member, int field)
{
	const struct group *g = x->g;
	const struct crm_field *f = g->e->field[field];
	struct crm_value v = value_in(g, member, field);

	if (v.kind == CRM_NULL || refers_inside(g, g->e, f, v))
		return false;
	/* An amount means nothing beside another currency. */
	return f->type != CRM_T_MONEY || g->e->currency < 0 ||
	    crm_text_eq(currency_of(g, member), currency_of(g, x->money));
}

static size_t
length(struct crm_text t)
{
	const char *p = t.p, *end = t.p + t.n;
	size_t n = 0;

	while (p < end) {
		crm_utf8_next(&p, end);
		n++;
	}
	return n;
}

/* Whether member a is to be preferred to b, which ranks higher. */
static bool
beats(const struct group *g, size_t a, size_t b, int field,
    enum crm_merge_how how)
{
	struct crm_value x = value_in(g, a, field), y = value_in(g, b, field);

	switch (how) {
	case CRM_MERGE_LATEST:
		return g->member[a].rec.version > g->member[b].rec.version;
	case CRM_MERGE_LONGEST:
		return length(x.t) > length(y.t);
	case CRM_MERGE_MAX:
		return x.i > y.i;
	default:
		return false;
	}
}

size_t
choose_value(const struct fields *x, int field, enum crm_merge_how how)
{
	const struct group *g = x->g;
	size_t i, best = g->n;

	if (how == CRM_MERGE_SURVIVOR)
		return usable(x, 0, field) ? 0 : g->n;
	for (i = 0; i < g->n; i++)
		if (usable(x, i, field) &&
		    (best == g->n || beats(g, i, best, field, how)))
			best = i;
	return best;
}

/* ---- the result ---- */

static bool
is_key(const struct crm_entity *e, int field)
{
	return field == e->ext || field == e->key[0] || field == e->key[1];
}

/* Whether the members differ in a field, so that there was something to
 * decide. */
static bool
differ(const struct group *g, int field)
{
	size_t i;

	for (i = 1; i < g->n; i++)
		if (!crm_value_eq(value_in(g, i, field), value_in(g, 0, field)))
			return true;
	return false;
}

enum crm_status
put_value(struct fields *x, int field, struct crm_value v, int64_t from,
    const char *how, struct crm_err *err)
{
	const struct group *g = x->g;
	int64_t survivor = g->member[0].rec.id;

	/* An amount beside another currency is another one, even where the
	 * number is the same. */
	if (!crm_value_eq(v, value_in(g, 0, field)) ||
	    (g->e->field[field]->type == CRM_T_MONEY && g->e->currency >= 0 &&
		x->patch->given[g->e->currency]))
		crm_record_set(
		    is_key(g->e, field) ? x->keys : x->patch, field, v);
	else if (!differ(g, field))
		return CRM_OK;
	return tell_step(g, g->e, survivor, field, v, from, how, err);
}

enum crm_status
put_from(struct fields *x, int field, size_t member, struct crm_err *err)
{
	const struct group *g = x->g;
	enum crm_merge_how how = g->m->how[field];
	const char *name = crm_merge_how_name(how);

	if (how == CRM_MERGE_FIRST && member == 0)
		name = crm_merge_how_name(CRM_MERGE_SURVIVOR);
	if (member == g->n)
		return put_value(x, field, CRM_VALUE_NULL, 0, name, err);
	return put_value(x, field, value_in(g, member, field),
	    g->member[member].rec.id, name, err);
}

enum crm_status
one_field(struct fields *x, int field, struct crm_err *err)
{
	return put_from(
	    x, field, choose_value(x, field, x->g->m->how[field]), err);
}
