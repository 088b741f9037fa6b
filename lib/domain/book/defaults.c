/*
 * What the programs need to know and users may change: working hours, how soon
 * to answer, grades, stages, the words that names are compared without.  Each
 * area has its own; a new book begins with all of them, one that is migrated
 * gets what came with the newer schema.
 */
#include "domain/core/core.h"

#include <crm/domain/area.h>
#include <crm/domain/book.h>

static enum crm_status
put_field(struct crm_store *s, struct crm_record *r, const char *name,
    const char *text, struct crm_arena *a, struct crm_err *err)
{
	const struct crm_parse p = { .dict = crm_store_dict(s),
		.arena = a,
		.base_currency = crm_store_currency(s) };
	int i = field_of(r->entity, name);
	const struct crm_field *f = r->entity->field[i];
	struct crm_value v;
	enum crm_status st;
	int64_t id = 0;

	if (f->type == CRM_T_REF) {
		st = crm_resolve(s, crm_dict_find(p.dict, f->ref),
		    crm_text_of(text), false, &id, err);
		v = crm_value_int(id);
	} else
		st = crm_value_parse(
		    &p, f, crm_text_of(text), crm_text_of(NULL), &v, err);
	if (st == CRM_OK)
		crm_record_set(r, i, v);
	return st;
}

static enum crm_status
add_table(struct crm_store *s, const struct crm_defaults *t, bool chinese,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), t->entity);
	const char *const *value = chinese && t->chinese != NULL ? t->chinese
								 : t->values;
	enum crm_status st = CRM_OK;

	while (*value != NULL && st == CRM_OK) {
		struct crm_arena a = CRM_ARENA_INIT;
		struct crm_record r;
		size_t i;

		crm_record_init(&r, e, &a);
		for (i = 0; t->fields[i] != NULL && st == CRM_OK; i++)
			st = put_field(s, &r, t->fields[i], *value++, &a, err);
		if (st == CRM_OK)
			st = crm_insert(s, &r, err);
		/* The user has one already. */
		if (st == CRM_RULE && err->why == CRM_WHY_TAKEN) {
			err->status = CRM_OK;
			st = CRM_OK;
		}
		crm_arena_free(&a);
	}
	return st;
}

/* As it is now: a new book has only just got it. */
enum crm_status
crm_book_language(struct crm_store *s, bool *chinese, struct crm_err *err)
{
	struct crm_value is;
	enum crm_status st = crm_get_int(s,
	    "SELECT CASE WHEN \"value\" = 'zh' THEN 1 ELSE 0 END FROM setting "
	    "WHERE \"name\" = 'language' AND \"deleted\" IS NULL",
	    NULL, 0, &is, err);

	if (st == CRM_OK && is.kind == CRM_INT)
		*chinese = is.i != 0;
	return st;
}

enum crm_status
crm_book_defaults(struct crm_store *s, int64_t schema, struct crm_err *err)
{
	const struct crm_area *const *a;
	const struct crm_defaults *d;
	bool chinese = false;
	enum crm_status st = crm_book_language(s, &chinese, err);

	for (a = crm_areas; *a != NULL && st == CRM_OK; a++) {
		for (d = (*a)->defaults;
		     d != NULL && d->entity != NULL && st == CRM_OK; d++)
			if (d->schema > schema)
				st = add_table(s, d, chinese, err);
		if (st == CRM_OK && (*a)->begin != NULL)
			st = (*a)->begin(s, schema, err);
	}
	return st;
}
