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
	unsigned flags;
	bool versioned; /* it ends with the version, which nobody named */
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

static bool
is_version(const struct crm_path *p)
{
	return p->steps == 0 && strcmp(p->name, "version") == 0;
}

static void
take(struct making *m, const struct crm_path *p)
{
	struct crm_columns *c = m->out;
	size_t i = position(c, p->name);

	if (is_version(p))
		m->versioned = false;
	if (i == c->n)
		return;
	memmove(c->path + i, c->path + i + 1, (c->n - i - 1) * sizeof *c->path);
	c->n--;
}

static void
add_field(struct making *m, int field, bool as_id)
{
	const char *name = m->entity->field[field]->name;
	struct crm_path p = { .entity = m->entity,
		.field = field,
		.as_id = as_id,
		.name = name };

	if (as_id)
		p.name = crm_sprintf(m->arena, "%s_id", name);
	path_target(m->dict, &p);
	add(m, &p);
}

/* What stands for no list: all, or the short one with what the flags add. */
static void
add_default(struct making *m, unsigned flags)
{
	const struct crm_entity *e = m->entity;
	bool is_short = (flags & (CRM_COLUMNS_SHORT | CRM_COLUMNS_KEYS)) != 0;
	/* People have no use for keys. */
	bool keys = (flags & CRM_COLUMNS_SHORT) == 0;

	m->versioned |= !is_short && (m->flags & CRM_COLUMNS_VERSION) != 0;

	for (size_t i = 0; i < e->n; i++) {
		const struct crm_field *f = e->field[i];
		bool listed = (f->flags & CRM_F_SHORT) != 0 || (int)i == e->id;

		if (f->flags & CRM_F_ASKED && !is_short)
			continue;
		if (f->type == CRM_T_REF && keys)
			add_field(m, (int)i, true);
		if (!is_short || listed || (f->type == CRM_T_ANY && keys))
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
		add_default(m, 0);
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

static enum crm_status
read_list(struct making *m, const char *text, struct crm_err *err)
{
	struct crm_text name;
	bool less = false;

	while (list_next(&text, &name)) {
		enum crm_status st;

		/* A sign holds for the names behind it. */
		if (name.n > 0 && (name.p[0] == '+' || name.p[0] == '-')) {
			less = name.p[0] == '-';
			name.p++;
			name.n--;
		}
		st = item(m, name, less, err);
		if (st != CRM_OK)
			return st;
	}
	return CRM_OK;
}

enum crm_status
crm_columns_parse(const struct crm_dict *d, const struct crm_entity *e,
    const char *text, unsigned flags, struct crm_arena *arena,
    struct crm_columns *out, struct crm_err *err)
{
	struct making m = { d, e, arena, out, .flags = flags };
	enum crm_status st = CRM_OK;

	memset(out, 0, sizeof *out);
	if (text != NULL)
		text += strspn(text, " \t");
	if (text == NULL || *text == '+' || *text == '-')
		add_default(&m, flags);
	if (text != NULL)
		st = read_list(&m, text, err);
	if (st == CRM_OK && m.versioned)
		add_field(&m, crm_field_index(e, CRM_TEXT("version")), false);
	if (st == CRM_OK && out->n == 0)
		return crm_fail(err, CRM_USAGE, "no column is left");
	return st;
}
