/* A record as it was behind a batch: for those who ask what somebody went by then. */
#include "store/internal.h"

#include <crm/store/log.h>

static bool
is_stored(const struct crm_field *f)
{
	return (f->flags & (CRM_F_CUSTOM | CRM_F_DERIVED)) == 0;
}

static enum crm_status
born_in(struct crm_store *s, const struct crm_entity *e, int64_t id,
    int64_t *batch, struct crm_err *err)
{
	const struct crm_value v = crm_value_int(id);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_value born;
	enum crm_status st = crm_get_int(s,
	    crm_sprintf(&a, "SELECT \"born\" FROM \"%s\" WHERE \"id\" = ?",
		e->def->table),
	    &v, 1, &born, err);

	*batch = st == CRM_OK && born.kind == CRM_INT ? born.i : 0;
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_load_behind(struct crm_store *s, const struct crm_entity *e, int64_t id,
    int64_t batch, struct crm_arena *a, struct crm_record *out, bool *there,
    struct crm_err *err)
{
	enum crm_status st = load_any(s, e, id, a, out, err);
	int64_t born;

	*there = false;
	if (st != CRM_OK || (st = born_in(s, e, id, &born, err)) != CRM_OK ||
	    (st = crm_log_before(s, out, batch + 1, is_stored, a, err)) !=
		CRM_OK)
		return st;
	*there = born <= batch && out->v[e->deleted].kind == CRM_NULL;
	return CRM_OK;
}

enum crm_status
crm_log_from(struct crm_store *s, const struct crm_record *r, const char *field,
    int64_t *batch, struct crm_err *err)
{
	enum crm_status st = crm_log_since(s, r, field, batch, err);

	return st == CRM_OK && *batch == 0
	    ? born_in(s, r->entity, r->id, batch, err)
	    : st;
}

enum crm_status
crm_batch_day(
    struct crm_store *s, int64_t batch, int64_t *day, struct crm_err *err)
{
	const struct crm_value v = crm_value_int(batch);
	struct crm_value at;
	enum crm_status st = crm_get_int(
	    s, "SELECT \"at\" FROM batch WHERE \"id\" = ?", &v, 1, &at, err);

	*day = st == CRM_OK && at.kind == CRM_INT ? crm_instant_date(at.i)
						  : s->clock.today;
	return st;
}
