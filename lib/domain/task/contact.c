/*
 * The person beside what a task or an activity is about: whom one met about a deal.
 * Where it is about nothing else it is about the person, and where it is about a
 * person that is the contact; so a contact's are found by one field.
 */
#include "task.h"

/* The contact that it is about; 0: another record, or nothing. */
static int64_t
contact_about(const struct crm_record *r, const struct crm_entity *contact)
{
	struct crm_text code;
	int64_t id;

	return crm_id_split(text_of(r, "about"), &code, &id) &&
		crm_text_is(code, contact->def->code)
	    ? id
	    : 0;
}

void
keep_contact(const struct crm_saving *w)
{
	const struct crm_entity *e = w->new->entity;
	const struct crm_entity *to = crm_dict_find(
	    crm_store_dict(w->store), "contact");
	int contact = field_of(e, "contact"), about = field_of(e, "about");
	struct crm_value with = w->new->v[contact];
	bool nothing = w->new->v[about].kind == CRM_NULL;
	bool moved = w->old == NULL || differs(w->old, w->new, "about");
	bool other = w->old == NULL || differs(w->old, w->new, "contact");
	bool were_one = w->old != NULL && w->old->v[contact].kind == CRM_INT &&
	    w->old->v[contact].i == contact_about(w->old, to);
	int64_t id = contact_about(w->new, to);

	if (w->undo || (!moved && !other))
		return;
	if (were_one && !other && (nothing || id != 0))
		crm_record_set(w->new, contact,
		    nothing ? CRM_VALUE_NULL : crm_value_int(id));
	else if (with.kind == CRM_INT && (nothing || (were_one && !moved)))
		crm_record_set(w->new, about,
		    crm_value_text(
			crm_text_of(typed_id(w->arena, to, with.i))));
	else if (id != 0 && with.kind == CRM_NULL)
		crm_record_set(w->new, contact, crm_value_int(id));
}

/* ---- a book of the time when there was no contact ---- */

enum { SCHEMA_CONTACT = 12 };

struct older {
	struct crm_store *s;
	const struct crm_entity *e, *contact;
};

/* What a rule refuses stays as it is: nobody edits it. */
static enum crm_status
fill_contact(void *ctx, int64_t id, struct crm_err *err)
{
	const struct older *o = ctx;
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_record r, patch;
	enum crm_action done;
	struct crm_err refused;
	enum crm_status st = crm_load(o->s, o->e, id, &a, &r, err);

	if (st == CRM_OK) {
		crm_record_init(&patch, o->e, &a);
		patch.id = id;
		crm_record_set(&patch, field_of(o->e, "contact"),
		    crm_value_int(contact_about(&r, o->contact)));
		st = crm_update(o->s, &patch, &done, &refused);
		if (st == CRM_RULE)
			st = CRM_OK;
		else if (st != CRM_OK)
			*err = refused;
	}
	crm_arena_free(&a);
	return st;
}

enum crm_status
contacts_begin(struct crm_store *s, int64_t schema, struct crm_err *err)
{
	static const char *const kinds[] = { "task", "activity" };
	const struct crm_dict *d = crm_store_dict(s);
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < COUNT(kinds) && st == CRM_OK && schema < SCHEMA_CONTACT;
	     i++) {
		struct older o = { s, crm_dict_find(d, kinds[i]),
			crm_dict_find(d, "contact") };

		st = each_id(s,
		    crm_sprintf(&a,
			"SELECT t.\"id\" FROM \"%s\" t JOIN contact c "
			"ON t.\"about\" = '%s' || c.\"id\" "
			"WHERE t.\"contact\" IS NULL "
			"AND t.\"deleted\" IS NULL AND c.\"deleted\" IS NULL "
			"ORDER BY t.\"id\"",
			o.e->def->table, o.contact->def->code),
		    NULL, 0, fill_contact, &o, err);
	}
	crm_arena_free(&a);
	return st;
}
