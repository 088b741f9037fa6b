/* The records that are merged: who is one of them, and what is told of them. */
#include "merge.h"

/* Whether an id is one of the group. */
static bool
group_has(const struct group *g, int64_t id)
{
	size_t i;

	for (i = 0; i < g->n; i++)
		if (g->member[i].rec.id == id)
			return true;
	return false;
}

bool
refers_inside(const struct group *g, const struct crm_entity *e,
    const struct crm_field *f, struct crm_value v)
{
	struct crm_text code;
	int64_t id;

	(void)e;
	if (f->type == CRM_T_REF && v.kind == CRM_INT)
		return crm_dict_find(crm_store_dict(g->s), f->ref) == g->e &&
		    group_has(g, v.i);
	return f->type == CRM_T_ANY && v.kind == CRM_STR &&
	    crm_id_split(v.t, &code, &id) &&
	    crm_text_is(code, g->e->def->code) && group_has(g, id);
}

/* ---- what is told ---- */

static int
money_digits(const struct group *g, const struct crm_entity *e,
    const struct crm_record *r)
{
	struct crm_text code = crm_text_of(crm_store_currency(g->s));
	int digits;

	if (e->currency >= 0 && r != NULL && r->entity == e &&
	    r->v[e->currency].kind == CRM_STR)
		code = r->v[e->currency].t;
	digits = crm_currency_digits_n(code);
	return digits < 0 ? 2 : digits;
}

enum crm_status
tell_step(const struct group *g, const struct crm_entity *e, int64_t record,
    int field, struct crm_value v, int64_t from, const char *how,
    struct crm_err *err)
{
	const struct crm_record *survivor = &g->member[0].rec;
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_merge_step x = { .entity = e,
		.record = record,
		.survivor = survivor->id,
		.field = e->field[field],
		.from = from,
		.how = how };
	enum crm_status st;

	if (g->m->step == NULL)
		return CRM_OK;
	if (v.kind != CRM_NULL)
		crm_value_format(&b, crm_store_dict(g->s), e, e->field[field],
		    v, money_digits(g, e, survivor));
	x.value = (struct crm_text){ b.data, b.len };
	st = g->m->step(g->m->ctx, &x, err);
	crm_buf_free(&b);
	return st;
}
