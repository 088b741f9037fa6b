/*
 * The dictionary: entities with their fields and those that users added, found
 * by name, code or place.
 */
#include "model/tables/tables.h"

#include <crm/base/hash.h>

#include <stdint.h>
#include <string.h>

enum { FREE_SLOTS = 2 }; /* of so many at most one is taken */

/* Places of fields by where their names stand in memory, of all kinds; a place is never
 * believed. */
enum { FOUND = 1 << 12, PLACE_MOST = 255 };

static size_t
count_fields(const struct crm_field *f)
{
	size_t n = 0;

	while (f[n].name != NULL)
		n++;
	return n;
}

/* Keeps the indexes of the fields that the code asks for by what they are. */
static void
note_roles(struct crm_entity *e, int i)
{
	const struct crm_field *f = e->field[i];

	if (f->flags & CRM_F_NAME)
		e->name = i;
	if (f->flags & CRM_F_PERSON)
		e->person = i;
	if (f->flags & CRM_F_COMPANY)
		e->company = i;
	if (f->flags & CRM_F_SITE)
		e->site = i;
	if (f->flags & CRM_F_EXT)
		e->ext = i;
	if (f->flags & CRM_F_ALIAS)
		e->alias = i;
	if (e->def->shown != NULL && strcmp(e->def->shown, f->name) == 0)
		e->shown = i;
	if (f->type == CRM_T_CURRENCY && strcmp(f->name, "currency") == 0)
		e->currency = i;
	for (int k = 0; k < CRM_KEY_FIELDS; k++) {
		if (e->def->key[k] != NULL &&
		    strcmp(e->def->key[k], f->name) == 0)
			e->key[k] = i;
	}
}

static int
find_own(const struct crm_entity *e, size_t n, const char *name)
{
	for (size_t i = 0; i < n; i++)
		if (e->field[i]->name[0] == name[0] &&
		    strcmp(e->field[i]->name, name) == 0)
			return (int)i;
	return -1;
}

static void
note_owning(struct crm_entity *e, size_t n)
{
	struct crm_owning *o = &e->owning;

	if ((o->pooled_at = find_own(e, n, "pooled_at")) < 0)
		return;
	o->owner = find_own(e, n, "owner");
	o->since = find_own(e, n, "owned_since");
	o->last_owner = find_own(e, n, "last_owner");
	o->pool = find_own(e, n, "pool");
}

/* With the kind's own fields, room for `more` behind them, and no field that the
 * code asks for yet. */
static void
init_entity(struct crm_entity *e, const struct crm_entity_def *def, size_t more,
    struct crm_arena *arena)
{
	size_t own = count_fields(def->fields);

	*e = (struct crm_entity){ .def = def,
		.n = own + more,
		.name = -1,
		.person = -1,
		.company = -1,
		.site = -1,
		.ext = -1,
		.currency = -1,
		.shown = -1,
		.created = -1,
		.deleted = -1,
		.key = { -1, -1 },
		.alias = -1,
		.owning = { -1, -1, -1, -1, -1 } };
	e->field = crm_alloc_n(arena, e->n, sizeof *e->field);
	for (size_t i = 0; i < own; i++)
		e->field[i] = &def->fields[i];
}

const struct crm_entity *
crm_entity_rows(const struct crm_entity_def *def, struct crm_arena *arena)
{
	struct crm_entity *e = crm_alloc(arena, sizeof *e);

	init_entity(e, def, 0, arena);
	return e;
}

static void
open_entity(struct crm_entity *e, const struct crm_entity_def *def,
    struct crm_arena *arena)
{
	size_t system = count_fields(crm_system_fields), own;

	init_entity(e, def, system, arena);
	own = e->n - system;
	for (size_t i = 0; i < own; i++)
		note_roles(e, (int)i);
	note_owning(e, own);
	if (e->shown < 0)
		e->shown = e->name >= 0 ? e->name
		    : e->key[1] >= 0    ? e->key[1]
					: e->key[0];
	for (size_t i = 0; i < system; i++) {
		const struct crm_field *f = &crm_system_fields[i];

		e->field[own + i] = f;
		if (strcmp(f->name, "created") == 0)
			e->created = (int)(own + i);
		else if (strcmp(f->name, "deleted") == 0)
			e->deleted = (int)(own + i);
	}
}

/* Where the kind of a name is, or belongs. */
static struct crm_entity **
slot_of(const struct crm_dict *d, const char *name)
{
	size_t i = (size_t)crm_mix_text(0, crm_text_of(name));

	while (d->slot[i &= d->slots - 1] != NULL &&
	    strcmp(d->slot[i]->def->name, name) != 0)
		i++;
	return &d->slot[i];
}

static void
index_kinds(struct crm_dict *d)
{
	unsigned char *found;

	for (d->slots = 1; d->slots < d->n * FREE_SLOTS; d->slots *= 2)
		;
	d->slot = crm_alloc_n(d->arena, d->slots, sizeof *d->slot);
	found = crm_alloc(d->arena, FOUND);
	for (size_t i = 0; i < d->n; i++) {
		d->entity[i]->place = i;
		d->entity[i]->found = found;
		*slot_of(d, d->entity[i]->def->name) = d->entity[i];
	}
}

struct crm_dict *
crm_dict_new(struct crm_arena *arena)
{
	struct crm_dict *d = crm_alloc(arena, sizeof *d);
	const struct crm_entity_def *const *t, *def;
	struct crm_entity *e;

	for (t = crm_tables; *t != NULL; t++)
		for (def = *t; def->name != NULL; def++)
			d->n++;
	d->arena = arena;
	d->entity = crm_alloc_n(arena, d->n, sizeof *d->entity);
	e = crm_alloc_n(arena, d->n, sizeof *e);
	for (size_t i = 0; i < d->n; i++)
		d->entity[i] = &e[i];
	for (t = crm_tables; *t != NULL; t++)
		for (def = *t; def->name != NULL; def++)
			open_entity(e++, def, arena);
	index_kinds(d);
	return d;
}

/* Lower-case letters, digits and _, beginning with a letter: what a filter
 * can name and SQL can quote. */
static bool
name_ok(const char *s)
{
	if (*s < 'a' || *s > 'z')
		return false;
	for (; *s != '\0'; s++) {
		if (!(*s >= 'a' && *s <= 'z') && !(*s >= '0' && *s <= '9') &&
		    *s != '_')
			return false;
	}
	return true;
}

static enum crm_status
check_field(const struct crm_dict *d, const struct crm_entity *e,
    const struct crm_field *f, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];
	struct crm_text name = crm_text_of(f->name);

	if (!name_ok(f->name))
		return crm_fail_field(err, CRM_INVALID, "name",
		    "'%s' cannot"
		    " name a field; use lower-case letters, digits and _",
		    crm_quote(quoted, name));
	if (crm_field_index(e, name) >= 0)
		return crm_fail_field(err, CRM_INVALID, "name",
		    "%s already has a field %s", crm_entity_word(e), f->name);
	if (f->type == CRM_T_ID)
		return crm_fail_field(err, CRM_INVALID, "type",
		    "%s has its id already", crm_entity_word(e));
	if (f->type == CRM_T_ENUM && f->choices == NULL)
		return crm_fail_field(
		    err, CRM_INVALID, "choices", "%s needs choices", f->name);
	if (f->type == CRM_T_REF &&
	    (f->ref == NULL || crm_dict_find(d, f->ref) == NULL))
		return crm_fail_field(err, CRM_INVALID, "ref",
		    "'%s' is not an entity",
		    f->ref == NULL ? ""
				   : crm_quote(quoted, crm_text_of(f->ref)));
	return CRM_OK;
}

enum crm_status
crm_dict_add(struct crm_dict *d, const char *entity,
    const struct crm_field *field, struct crm_err *err)
{
	char quoted[CRM_QUOTE_SIZE];
	struct crm_entity *e = *slot_of(d, entity);
	const struct crm_field **more;
	enum crm_status st;

	if (e == NULL)
		return crm_fail_field(err, CRM_INVALID, "entity",
		    "'%s' is not an entity",
		    crm_quote(quoted, crm_text_of(entity)));
	if ((st = check_field(d, e, field, err)) != CRM_OK)
		return st;
	more = crm_alloc_n(d->arena, e->n + 1, sizeof *more);
	memcpy(more, e->field, e->n * sizeof *more);
	more[e->n++] = field;
	e->field = more;
	return CRM_OK;
}

const struct crm_entity *
crm_dict_find(const struct crm_dict *d, const char *name)
{
	return *slot_of(d, name);
}

const struct crm_entity *
crm_dict_code(const struct crm_dict *d, struct crm_text code)
{
	for (size_t i = 0; i < d->n; i++) {
		if (crm_text_is(code, d->entity[i]->def->code))
			return d->entity[i];
	}
	return NULL;
}

static bool
names_field(const struct crm_field *f, struct crm_text name)
{
	size_t n;

	/* Asked of most fields of a record, for many a record: mostly it is another. */
	if (f->name[0] != name.p[0])
		return false;
	n = strlen(f->name);
	if (name.n < n || memcmp(f->name, name.p, n) != 0)
		return false;
	if (name.n == n)
		return true;
	return f->type == CRM_T_REF && name.n == n + 3 &&
	    memcmp(name.p + n, "_id", 3) == 0;
}

int
crm_field_index(const struct crm_entity *e, struct crm_text name)
{
	if (name.n == 0)
		return -1;
	for (size_t i = 0; i < e->n; i++) {
		if (names_field(e->field[i], name))
			return (int)i;
	}
	return -1;
}

static int
look_for(const struct crm_entity *e, const char *name, unsigned char *at)
{
	int i = find_own(e, e->n, name);

	if (at != NULL && i >= 0 && i <= PLACE_MOST)
		*at = (unsigned char)i;
	return i;
}

/* A name in the program and that in the dictionary are one text in memory, for linkers
 * keep equal ones once; where not, they are compared. */
int
crm_field_of(const struct crm_entity *e, const char *name)
{
	unsigned char *at;

	if (e->found == NULL)
		return look_for(e, name, NULL);
	at = &e->found[((uintptr_t)name + 97 * e->place) % FOUND];
	return *at < e->n && e->field[*at]->name == name
	    ? *at
	    : look_for(e, name, at);
}

const char *
crm_entity_word(const struct crm_entity *e)
{
	return crm_tr_is_chinese() ? e->def->zh : e->def->name;
}

struct crm_text
crm_choice_word(const struct crm_field *f, struct crm_text code)
{
	const struct crm_choice *c = f->choices;

	if (c == NULL || !crm_tr_is_chinese())
		return code;
	while (c->code != NULL && !crm_text_is(code, c->code))
		c++;
	return c->code != NULL && c->zh != NULL ? crm_text_of(c->zh) : code;
}

const char *
crm_entity_command(const struct crm_entity *e, struct crm_arena *a)
{
	const char *program = e->def->program;

	if (strcmp(program + strlen("crm-"), e->def->name) == 0)
		return program;
	return crm_sprintf(a, "%s %s", program, e->def->name);
}

const char *
crm_field_label(const struct crm_field *f, bool chinese)
{
	const char *label = chinese ? f->zh : f->en;

	if (label == NULL)
		label = chinese ? f->en : f->zh;
	return label != NULL ? label : f->name;
}

bool
crm_field_in_base(const struct crm_field *f)
{
	static const char ending[] = "_base";
	size_t n = strlen(f->name), m = sizeof ending - 1;

	return n > m && strcmp(f->name + n - m, ending) == 0;
}
