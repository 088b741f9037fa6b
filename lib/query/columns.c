/* The columns of a command: what -c names, or what its kind of record shows. */
#include "ast.h"

#include <string.h>

/* A list in the making. */
struct making {
	const struct crm_dict *dict;
	const struct crm_entity *entity;
	struct crm_arena *arena;
	struct crm_columns *out;
	size_t cap;
};

static size_t
position(const struct crm_columns *c, const char *name)
{
	size_t i;

	for (i = 0; i < c->n && strcmp(c->path[i].name, name) != 0; i++)
		;
	return i;
}

/* Each name once: a file with the same header twice could not come back. */
static void
add(struct making *m, const struct crm_path *p)
{
	struct crm_columns *c = m->out;

	if (position(c, p->name) < c->n)
		return;
	c->path = crm_grow(m->arena, c->path, c->n, &m->cap, sizeof *c->path);
	c->path[c->n++] = *p;
}

static void
take(struct making *m, const struct crm_path *p)
{
	struct crm_columns *c = m->out;
	size_t i = position(c, p->name);

	if (i == c->n)
		return;
	memmove(c->path + i, c->path + i + 1, (c->n - i - 1) * sizeof *c->path);
	c->n--;
}

static void
add_field(struct making *m, int field, bool as_id)
{
	const char *name = m->entity->field[field]->name;
	struct crm_path p = { .ref = -1,
		.entity = m->entity,
		.field = field,
		.as_id = as_id,
		.name = name };

	if (as_id)
		p.name = crm_sprintf(m->arena, "%s_id", name);
	path_target(m->dict, &p);
	add(m, &p);
}

static void
add_default(struct making *m, enum crm_column_set set)
{
	const struct crm_entity *e = m->entity;

	for (size_t i = 0; i < e->n; i++) {
		const struct crm_field *f = e->field[i];
		bool on_short = (f->flags & CRM_F_SHORT) != 0 ||
		    (int)i == e->id;

		if (f->type == CRM_T_REF && set != CRM_COLUMNS_SHORT &&
		    (f->flags & CRM_F_ASKED) == 0)
			add_field(m, (int)i, true);
		if (set == CRM_COLUMNS_ALL ? (f->flags & CRM_F_ASKED) == 0
					   : on_short ||
			    (set == CRM_COLUMNS_KEYS && f->type == CRM_T_ANY))
			add_field(m, (int)i, false);
	}
}

static enum crm_status
item(struct making *m, struct crm_text name, bool less, struct crm_err *err)
{
	struct crm_path p;
	enum crm_status st;

	if (name.n == 0)
		return crm_fail(
		    err, CRM_USAGE, "a name is missing in the list of columns");
	if (crm_text_is(name, "all") && !less) {
		add_default(m, CRM_COLUMNS_ALL);
		return CRM_OK;
	}
	st = crm_path_parse(m->dict, m->entity, name, m->arena, &p, err);
	if (st != CRM_OK)
		return st;
	if (less)
		take(m, &p);
	else
		add(m, &p);
	return CRM_OK;
}

enum crm_status
crm_columns_parse(const struct crm_dict *d, const struct crm_entity *e,
    const char *text, enum crm_column_set set, struct crm_arena *arena,
    struct crm_columns *out, struct crm_err *err)
{
	struct making m = { d, e, arena, out, 0 };
	struct crm_text name;
	bool less = false;

	memset(out, 0, sizeof *out);
	if (text == NULL) {
		add_default(&m, set);
		return CRM_OK;
	}
	text += strspn(text, " \t");
	if (*text == '+' || *text == '-')
		add_default(&m, set);
	while (list_next(&text, &name)) {
		enum crm_status st;

		/* A sign holds for the names behind it. */
		if (name.n > 0 && (name.p[0] == '+' || name.p[0] == '-')) {
			less = name.p[0] == '-';
			name.p++;
			name.n--;
		}
		st = item(&m, name, less, err);
		if (st != CRM_OK)
			return st;
	}
	if (out->n == 0)
		return crm_fail(err, CRM_USAGE, "no column is left");
	return CRM_OK;
}
