/*
 * Why a record that others refer to is not deleted, and what can be done instead.  These
 * can be changed or deleted first, mostly; but where the rules of one of them let it
 * stay, or those of the record itself do, that way is none.
 */
#include "internal.h"

#include <string.h>

enum crm_status
stays_by_rule(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_err *err)
{
	struct crm_record old, new;
	enum crm_status st = crm_load(s, e, id, s->scratch, &old, err);

	if (st != CRM_OK)
		return st;
	new = old;
	new.v = crm_alloc_n(s->scratch, e->n, sizeof *new.v);
	memcpy(new.v, old.v, e->n * sizeof *new.v);
	/* Of no batch: it is only asked. */
	new.v[e->deleted] = crm_value_int(0);
	return hooks_save(s, &old, &new, err);
}

/* By words that anybody may say of it; what a verb alone sets is not changed. */
static bool
is_changed(const struct crm_field *f)
{
	return (f->flags & (CRM_F_READONLY | CRM_F_VERB)) == 0;
}

static bool
goes_out_of_use(const struct crm_entity *e)
{
	int i = crm_field_index(e, CRM_TEXT("active"));

	return i >= 0 && e->field[i]->type == CRM_T_BOOL;
}

static enum crm_status
one_stays(struct crm_store *s, const struct crm_entity *e, const char *typed,
    const struct referrer *r, const char *list, const char *why,
    struct crm_err *err)
{
	struct crm_buf one = CRM_BUF_INIT;
	enum crm_status st;

	if (goes_out_of_use(e)) {
		crm_id_format(&one, r->entity, r->id);
		st = crm_fail_record(err, CRM_RULE,
		    "%s is referred to by %s, of which %s stays: %s set %s "
		    "active=no takes it out of use",
		    typed, list, one.data, crm_entity_command(e, s->scratch),
		    typed);
	} else if (is_changed(r->field)) {
		st = crm_fail_record(err, CRM_RULE,
		    "%s is referred to by %s; change these first, for they are "
		    "not deleted: %s",
		    typed, list, why);
	} else {
		st = crm_fail_record(err, CRM_RULE,
		    "%s is referred to by %s, and so it stays: %s", typed, list,
		    why);
	}
	crm_buf_free(&one);
	return st;
}

enum crm_status
stays_referred(struct crm_store *s, const struct crm_entity *e, int64_t id,
    const struct referrers *r, const char *list, struct crm_err *err)
{
	struct crm_buf typed = CRM_BUF_INIT;
	enum crm_status st = stays_by_rule(s, e, id, err);
	struct crm_err own;
	size_t i;

	if (st != CRM_OK)
		return st;
	crm_id_format(&typed, e, id);
	own.field[0] = '\0';
	for (i = 0; i < r->n && i < REFERRERS_SHOWN && st == CRM_OK; i++)
		st = stays_by_rule(s, r->first[i].entity, r->first[i].id, &own);
	if (st == CRM_OK)
		st = crm_fail_record(err, CRM_RULE,
		    "%s is referred to by %s; change or delete these first",
		    typed.data, list);
	else if (st == CRM_RULE)
		st = one_stays(
		    s, e, typed.data, &r->first[i - 1], list, own.text, err);
	else
		*err = own;
	crm_buf_free(&typed);
	return st;
}
