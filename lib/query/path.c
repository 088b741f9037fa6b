/* FIELD or REFERENCE.REFERENCE.FIELD: the way from a record to a value. */
#include "ast.h"

#include <string.h>

const struct crm_field *
path_field(const struct crm_path *p)
{
	return p->entity->field[p->field];
}

bool
list_next(const char **rest, struct crm_text *item)
{
	const char *end;

	if (*rest == NULL)
		return false;
	end = *rest + strcspn(*rest, ",");
	*item = crm_text_trim(
	    (struct crm_text){ *rest, (size_t)(end - *rest) });
	*rest = *end == ',' ? end + 1 : NULL;
	return true;
}

/* A record's own id goes by "id" and by the key column of its kind. */
static bool
is_own_id(const struct crm_entity *e, struct crm_text name)
{
	const char *noun = e->def->name;
	size_t i;

	if (crm_text_is(name, "id"))
		return true;
	for (i = 0; noun[i] != '\0' && i < name.n; i++)
		if (name.p[i] != (noun[i] == '-' ? '_' : noun[i]))
			return false;
	return noun[i] == '\0' && name.n == i + 3 &&
	    memcmp(name.p + i, "_id", 3) == 0;
}

static enum crm_status
find(const struct crm_entity *e, struct crm_text name, int *field, bool *as_id,
    struct crm_err *err)
{
	*as_id = false;
	if (crm_field_index(e, name) < 0 && is_own_id(e, name)) {
		*field = e->id;
		return CRM_OK;
	}
	return crm_field_named(e, name, field, as_id, err);
}

/* Steps through the reference of that name. */
static enum crm_status
step(const struct crm_dict *d, struct crm_text name, struct crm_path *p,
    struct crm_err *err)
{
	const struct crm_entity *e = p->entity, *to = NULL;
	enum crm_status st;
	bool as_id;
	int i;

	if ((st = find(e, name, &i, &as_id, err)) != CRM_OK)
		return st;
	if (e->field[i]->type == CRM_T_REF)
		to = crm_dict_find(d, e->field[i]->ref);
	if (to == NULL)
		return crm_fail(err, CRM_USAGE,
		    "%s of a %s is not a reference, "
		    "nothing follows it",
		    e->field[i]->name, crm_entity_word(e));
	p->step[p->steps++] = (struct crm_step){ e, i };
	p->entity = to;
	return CRM_OK;
}

/* As it was written, but by the names of the fields where it was by their labels:
 * the headers of files are in no language. */
static const char *
name_of(
    const struct crm_path *p, struct crm_text written, struct crm_arena *arena)
{
	const char *name = crm_sprintf(
	    arena, "%s%s", path_field(p)->name, p->as_id ? "_id" : "");
	size_t i;

	for (i = 0; i < written.n; i++)
		if ((unsigned char)written.p[i] >= 0x80)
			break;
	if (i == written.n)
		return crm_strndup(arena, written.p, written.n);
	for (i = p->steps; i-- > 0;)
		name = crm_sprintf(arena, "%s.%s",
		    p->step[i].of->field[p->step[i].ref]->name, name);
	return name;
}

void
path_target(const struct crm_dict *d, struct crm_path *p)
{
	const struct crm_field *f = path_field(p);

	p->to = f->type == CRM_T_REF ? crm_dict_find(d, f->ref) : NULL;
}

enum crm_status
crm_path_parse(const struct crm_dict *d, const struct crm_entity *e,
    struct crm_text text, struct crm_arena *arena, struct crm_path *out,
    struct crm_err *err)
{
	struct crm_text name = text;
	const char *dot;
	enum crm_status st;
	bool as_id;

	memset(out, 0, sizeof *out);
	out->entity = e;
	while (name.n > 0 && (dot = memchr(name.p, '.', name.n)) != NULL) {
		size_t n = (size_t)(dot - name.p);

		if (out->steps == CRM_PATH_STEPS)
			return crm_fail(err, CRM_USAGE,
			    "'%.*s': two steps through references, no more",
			    (int)text.n, text.p);
		st = step(d, (struct crm_text){ name.p, n }, out, err);
		if (st != CRM_OK)
			return st;
		name = (struct crm_text){ dot + 1, name.n - n - 1 };
	}
	st = find(out->entity, name, &out->field, &as_id, err);
	if (st != CRM_OK)
		return st;
	path_target(d, out);
	out->as_id = out->to != NULL && as_id;
	out->name = name_of(out, text, arena);
	return CRM_OK;
}

struct crm_path
crm_path_behind(const struct crm_path *p)
{
	struct crm_path behind = *p;

	behind.steps--;
	memmove(
	    behind.step, behind.step + 1, behind.steps * sizeof *behind.step);
	return behind;
}

bool
crm_path_begins(const struct crm_path *p, const char *field)
{
	const struct crm_field *first = p->steps > 0
	    ? p->step[0].of->field[p->step[0].ref]
	    : p->entity->field[p->field];

	return strcmp(first->name, field) == 0;
}

bool
crm_path_same_record(const struct crm_path *a, const struct crm_path *b)
{
	if (a->steps != b->steps || a->entity != b->entity)
		return false;
	for (size_t i = 0; i < a->steps; i++)
		if (a->step[i].ref != b->step[i].ref)
			return false;
	return true;
}

const char *
crm_path_label(const struct crm_path *p, bool chinese, struct crm_arena *arena)
{
	const char *label = crm_field_label(path_field(p), chinese);

	for (size_t i = p->steps; i-- > 0;)
		label = crm_sprintf(arena, "%s %s",
		    crm_field_label(
			p->step[i].of->field[p->step[i].ref], chinese),
		    label);
	return label;
}
