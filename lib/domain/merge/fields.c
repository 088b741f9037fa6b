/* The fields of the survivor: what goes together, and the others one by one. */
#include "merge.h"

#include <string.h>

/* ---- blocks: all of it from one record ---- */

static bool
has_part(const struct group *g, size_t member,
    bool (*part)(const struct crm_entity *, int))
{
	size_t i;

	for (i = 0; i < g->e->n; i++)
		if (part(g->e, (int)i) && is_merged(g->e, (int)i) &&
		    value_in(g, member, (int)i).kind != CRM_NULL)
			return true;
	return false;
}

/* The first member, or the one that changed last, that has any part. */
static size_t
choose_block(const struct group *g, enum crm_merge_how how,
    bool (*part)(const struct crm_entity *, int))
{
	size_t i, best = g->n;

	if (how == CRM_MERGE_SURVIVOR)
		return 0;
	for (i = 0; i < g->n; i++)
		if (has_part(g, i, part) &&
		    (best == g->n ||
			(how == CRM_MERGE_LATEST &&
			    g->member[i].rec.version >
				g->member[best].rec.version)))
			best = i;
	return best == g->n ? 0 : best;
}

static enum crm_status
put_block(struct fields *x, size_t member,
    bool (*part)(const struct crm_entity *, int), struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < x->g->e->n && st == CRM_OK; i++)
		if (part(x->g->e, (int)i) && is_merged(x->g->e, (int)i))
			st = put_from(x, (int)i, member, err);
	return st;
}

/* A street counts more than a country alone. */
static enum crm_status
put_address(struct fields *x, struct crm_err *err)
{
	const struct group *g = x->g;
	int street = address_field(g->e, 0);
	size_t member = g->n;

	if (street < 0)
		return CRM_OK;
	if (g->m->how[street] != CRM_MERGE_SURVIVOR)
		member = choose_value(x, street, g->m->how[street]);
	if (member == g->n)
		member = choose_block(g, g->m->how[street], in_address);
	return put_block(x, member, in_address, err);
}

static enum crm_status
put_owning(struct fields *x, struct crm_err *err)
{
	const struct group *g = x->g;

	if (g->e->owning.pool < 0)
		return CRM_OK;
	return put_block(x,
	    choose_block(g, g->m->how[g->e->owning.owner], in_owning),
	    in_owning, err);
}

static enum crm_status
put_invoice(struct fields *x, struct crm_err *err)
{
	const struct group *g = x->g;
	int field = crm_field_index(g->e, CRM_TEXT("tax_no"));

	if (field < 0)
		return CRM_OK;
	return put_block(
	    x, choose_block(g, g->m->how[field], in_invoice), in_invoice, err);
}

/* The currency of the amounts that stay. */
static enum crm_status
put_currency(struct fields *x, struct crm_err *err)
{
	const struct group *g = x->g;
	size_t i, best = g->n;
	enum crm_merge_how how;

	if (g->e->currency < 0)
		return CRM_OK;
	how = g->m->how[g->e->currency];
	for (i = 0; i < g->n && how != CRM_MERGE_SURVIVOR; i++)
		if (has_money(g, i) &&
		    (best == g->n ||
			(how == CRM_MERGE_LATEST &&
			    g->member[i].rec.version >
				g->member[best].rec.version)))
			best = i;
	x->money = best == g->n ? 0 : best;
	return put_from(x, g->e->currency, x->money, err);
}

/* ---- all of them ---- */

static enum crm_status
put_field(struct fields *x, int field, struct crm_err *err)
{
	const struct crm_entity *e = x->g->e;
	const struct crm_field *f = e->field[field];

	if (in_address(e, field) || in_owning(e, field) ||
	    in_invoice(e, field) || field == e->currency ||
	    strcmp(f->name, "phone") == 0 || strcmp(f->name, "mobile") == 0)
		return CRM_OK; /* decided with others */
	if (f->type == CRM_T_NOTE)
		return put_note(x, field, err);
	if (crm_type_is_list(f->type) && x->g->m->how[field] == CRM_MERGE_UNION)
		return put_list(x, field, err);
	return one_field(x, field, err);
}

/* What the verbs move stays, unless it leads to one that vanishes. */
static void
clear_inner(struct fields *x, int field)
{
	const struct group *g = x->g;

	if ((g->e->field[field]->flags &
		(CRM_F_DERIVED | CRM_F_ALIAS | CRM_F_SYSTEM)) == 0 &&
	    refers_inside(g, g->e, g->e->field[field], value_in(g, 0, field)))
		crm_record_set(x->patch, field, CRM_VALUE_NULL);
}

enum crm_status
merge_fields(struct group *g, struct crm_record *patch, struct crm_record *keys,
    struct crm_err *err)
{
	struct fields x = { .g = g, .patch = patch, .keys = keys };
	enum crm_status st;
	size_t i;

	/* Where a merge decides about the survivor's value itself, that comes
	 * behind and stands. */
	for (i = 0; i < g->e->n; i++)
		clear_inner(&x, (int)i);
	if ((st = put_currency(&x, err)) == CRM_OK &&
	    (st = put_phones(&x, err)) == CRM_OK &&
	    (st = put_owning(&x, err)) == CRM_OK &&
	    (st = put_invoice(&x, err)) == CRM_OK)
		st = put_address(&x, err);
	for (i = 0; i < g->e->n && st == CRM_OK; i++)
		if (is_merged(g->e, (int)i))
			st = put_field(&x, (int)i, err);
	crm_buf_free(&x.numbers);
	return st;
}
