/* FIELD or REFERENCE.FIELD: the way from a record to a value. */
#include "ast.h"

#include <string.h>

const struct crm_field *
path_field(const struct crm_path *p)
{
	return p->entity->field[p->field];
}

/* The error for a name that is no field of e. */
static enum crm_status
no_field(const struct crm_entity *e, struct crm_text name,
    struct crm_arena *arena, struct crm_err *err)
{
	const char *near = crm_field_nearest(e, name, arena);
	struct crm_buf shown = CRM_BUF_INIT;

	crm_buf_str(&shown, "");
	crm_escape(&shown, name);
	if (near != NULL && *near != '\0')
		crm_fail(err, CRM_USAGE, "no field '%s' in %s; nearest: %s",
		    shown.data, e->def->name, near);
	else
		crm_fail(err, CRM_USAGE, "no field '%s' in %s", shown.data,
		    e->def->name);
	crm_buf_free(&shown);
	return CRM_USAGE;
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

static int
find(const struct crm_entity *e, struct crm_text name)
{
	int i = crm_field_index(e, name);

	return i < 0 && is_own_id(e, name) ? e->id : i;
}

/* The entity behind a reference, or NULL with the error made. */
static const struct crm_entity *
step(const struct crm_dict *d, const struct crm_entity *e, struct crm_text name,
    struct crm_arena *arena, int *ref, struct crm_err *err)
{
	const struct crm_entity *to = NULL;
	int i = find(e, name);

	if (i < 0) {
		no_field(e, name, arena, err);
		return NULL;
	}
	if (e->field[i]->type == CRM_T_REF)
		to = crm_dict_find(d, e->field[i]->ref);
	if (to == NULL)
		crm_fail(err, CRM_USAGE,
		    "%s of a %s is not a reference, "
		    "nothing follows it",
		    e->field[i]->name, e->def->name);
	*ref = i;
	return to;
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
	const char *dot = text.n == 0 ? NULL : memchr(text.p, '.', text.n);
	struct crm_text name = text;

	memset(out, 0, sizeof *out);
	out->ref = -1;
	out->entity = e;
	if (dot != NULL) {
		name.n = (size_t)(dot - text.p);
		out->entity = step(d, e, name, arena, &out->ref, err);
		if (out->entity == NULL)
			return CRM_USAGE;
		name.p = dot + 1;
		name.n = text.n - name.n - 1;
		if (memchr(name.p, '.', name.n) != NULL)
			return crm_fail(err, CRM_USAGE,
			    "'%.*s': one step "
			    "through a reference, no more",
			    (int)text.n, text.p);
	}
	out->field = find(out->entity, name);
	if (out->field < 0)
		return no_field(out->entity, name, arena, err);
	path_target(d, out);
	out->as_id = out->to != NULL &&
	    !crm_text_is(name, path_field(out)->name);
	out->name = crm_strndup(arena, text.p, text.n);
	return CRM_OK;
}
