/* The walk through the dictionary for what refers to a record. */
#include "sections.h"

#include <crm/domain/area.h>

#include <stdio.h>
#include <string.h>

static const char *
order_of(const struct crm_entity *e)
{
	const char *first = crm_trade(e->def->name)->first;

	return first == NULL ? "0" : first;
}

/* The field by which a kind stands so near to another that what is about it is
 * about that too; or -1. */
static int
near_field(const struct crm_entity *e, const struct crm_entity *of)
{
	const char *near = crm_trade(e->def->name)->near;
	int f = near == NULL ? -1 : crm_field_index(e, crm_text_of(near));

	return f >= 0 && strcmp(e->field[f]->ref, of->def->name) == 0 ? f : -1;
}

static bool
leads_to(const struct crm_field *f, const struct crm_entity *e)
{
	if (f->flags & (CRM_F_DERIVED | CRM_F_ALIAS))
		return false;
	return f->type == CRM_T_ANY ||
	    (f->type == CRM_T_REF && strcmp(f->ref, e->def->name) == 0);
}

/* ---- the statement of a section ---- */

/* "SELECT t.id, order, t.id FROM task t WHERE t.about = ?": which it is, and
 * what it is sorted by. */
#define COLUMNS "SELECT %s.\"id\", %s AS \"first\", t.\"id\" AS \"second\""

static void
select_own(const struct section *s, struct crm_sql *q)
{
	crm_buf_printf(&q->text, COLUMNS " FROM \"%s\" t WHERE ", "t",
	    order_of(s->entity), s->entity->def->table);
	crm_sql_field(q, s->entity, s->entity->field[s->field], "t");
	crm_buf_str(&q->text, " = ? AND t.\"deleted\" IS NULL");
}

/* The reference to such records that a kind has beside one to any: an activity about a
 * deal has its contact there.  -1: none. */
static int
beside_any(const struct crm_entity *from, const struct crm_entity *of)
{
	bool any = false;
	int found = -1;
	size_t i;

	for (i = 0; i < from->n; i++) {
		const struct crm_field *f = from->field[i];

		if (!leads_to(f, of) || (f->flags & CRM_F_READONLY) != 0)
			continue;
		if (f->type == CRM_T_ANY)
			any = true;
		else if (found < 0)
			found = (int)i;
	}
	return any ? found : -1;
}

/* What names the record there. */
static void
select_beside(const struct section *s, int field, struct crm_sql *q)
{
	crm_buf_printf(&q->text, " UNION " COLUMNS " FROM \"%s\" t WHERE ", "t",
	    order_of(s->entity), s->entity->def->table);
	crm_sql_field(q, s->entity, s->entity->field[field], "t");
	crm_buf_str(&q->text, " = ? AND t.\"deleted\" IS NULL");
}

/* What is about the records of a kind that stand near. */
static void
select_of_near(const struct section *s, const struct crm_entity *x, int field,
    struct crm_sql *q)
{
	crm_buf_printf(&q->text,
	    " UNION " COLUMNS " FROM \"%s\" x JOIN \"%s\" "
	    "t ON ",
	    "t", order_of(s->entity), x->def->table, s->entity->def->table);
	crm_sql_field(q, s->entity, s->entity->field[s->field], "t");
	crm_buf_printf(&q->text,
	    " = '%s' || x.\"id\" WHERE x.\"%s\" = ? "
	    "AND x.\"deleted\" IS NULL AND t.\"deleted\" IS NULL",
	    x->def->code, x->field[field]->name);
}

/* The parts of the records of a section. */
static void
select_parts(
    const struct section *s, const struct section *part, struct crm_sql *q)
{
	crm_buf_printf(&q->text,
	    COLUMNS " FROM \"%s\" t JOIN \"%s\" p "
		    "ON p.\"%s\" = t.\"id\" WHERE ",
	    "p", order_of(s->entity), s->entity->def->table,
	    part->entity->def->table, part->entity->field[part->field]->name);
	crm_sql_field(q, s->entity, s->entity->field[s->field], "t");
	crm_buf_str(&q->text,
	    " = ? AND t.\"deleted\" IS NULL "
	    "AND p.\"deleted\" IS NULL");
}

static void
keep_sql(struct crm_cmd *c, struct section *s, struct crm_sql *q)
{
	crm_buf_str(&q->text, " ORDER BY 2, 3, 1");
	s->sql = crm_strdup(c->arena, q->text.data);
	crm_sql_free(q);
}

static void
make_sql(struct crm_cmd *c, const struct crm_entity *of, bool flat,
    struct section *s)
{
	int beside = s->any ? beside_any(s->entity, of) : -1;
	struct crm_sql q;
	size_t i;

	crm_sql_init(&q, c->arena);
	select_own(s, &q);
	s->marks = 1;
	if (beside >= 0) {
		select_beside(s, beside, &q);
		s->marks++;
	}
	for (i = 0; i < c->dict->n && flat && s->any; i++) {
		int near = near_field(c->dict->entity[i], of);

		if (near >= 0) {
			select_of_near(s, c->dict->entity[i], near, &q);
			s->marks++;
		}
	}
	s->wide = s->marks > 1;
	keep_sql(c, s, &q);
}

/* ---- its columns ---- */

static void
drop_column(struct crm_columns *columns, int field)
{
	size_t i, n = 0;

	for (i = 0; i < columns->n; i++)
		if (columns->path[i].steps > 0 ||
		    columns->path[i].field != field)
			columns->path[n++] = columns->path[i];
	columns->n = n;
}

static enum crm_status
open_view(struct crm_cmd *c, bool flat, struct section *s, struct crm_err *err)
{
	struct crm_columns *columns = crm_alloc(c->arena, sizeof *columns);
	struct crm_view_opts o = { .columns = columns,
		.by_id = true,
		.chinese = c->chinese,
		.tones = flat && c->color };
	enum crm_status st;

	st = crm_columns_parse(c->dict, s->entity, NULL,
	    flat ? CRM_COLUMNS_SHORT : 0, c->arena, columns, err);
	if (st != CRM_OK)
		return st;
	if (flat && !s->wide)
		drop_column(columns, s->field);
	st = crm_view_open(c->store, s->entity, &o, c->arena, &s->view, err);
	if (st == CRM_OK)
		s->column = crm_view_columns(s->view, &s->n);
	return st;
}

/* ---- the walk ---- */

struct walk {
	struct crm_cmd *c;
	bool flat;
	struct section *all;
	size_t n, cap;
};

static struct section *
add(struct walk *w, const struct crm_entity *e, size_t field)
{
	struct section *s;

	w->all = crm_grow(w->c->arena, w->all, w->n, &w->cap, sizeof *w->all);
	s = &w->all[w->n++];
	*s = (struct section){ .entity = e,
		.field = (int)field,
		.any = e->field[field]->type == CRM_T_ANY };
	s->name = s->path = crm_sprintf(
	    w->c->arena, "%s.%s", e->def->name, e->field[field]->name);
	return s;
}

/* A section for what is part of the records of another, for people. */
static enum crm_status
add_parts(struct walk *w, size_t of, struct crm_err *err)
{
	const struct crm_dict *d = w->c->dict;
	enum crm_status st = CRM_OK;
	struct section *s;
	struct crm_sql q;
	size_t i, j;

	for (i = 0; i < d->n; i++)
		for (j = 0; j < d->entity[i]->n && st == CRM_OK; j++) {
			const struct crm_field *f = d->entity[i]->field[j];

			if (!(f->flags & CRM_F_OWNER) ||
			    !leads_to(f, w->all[of].entity))
				continue;
			s = add(w, d->entity[i], j);
			s->path = crm_sprintf(w->c->arena, "%s.%s", s->name,
			    w->all[of].entity->field[w->all[of].field]->name);
			s->any = w->all[of].any;
			s->marks = 1;
			s->wide = true;
			s->unused = w->all[of].unused;
			crm_sql_init(&q, w->c->arena);
			select_parts(&w->all[of], s, &q);
			keep_sql(w->c, s, &q);
			st = open_view(w->c, true, s, err);
		}
	return st;
}

/* The parts of a record of a section, and what is about a relative. */
static enum crm_status
nest_parts(struct walk *w, const struct crm_entity *of, struct section *s,
    struct crm_err *err)
{
	const struct crm_dict *d = w->c->dict;
	struct walk in = { .c = w->c };
	bool near = near_field(s->entity, of) == s->field;
	enum crm_status st = CRM_OK;
	size_t i, j;

	for (i = 0; i < d->n; i++)
		for (j = 0; j < d->entity[i]->n && st == CRM_OK; j++) {
			const struct crm_field *f = d->entity[i]->field[j];
			struct section *part;

			if (!leads_to(f, s->entity) ||
			    !(f->type == CRM_T_ANY
				    ? near
				    : (f->flags & CRM_F_OWNER) != 0))
				continue;
			part = add(&in, d->entity[i], j);
			make_sql(w->c, s->entity, false, part);
			st = open_view(w->c, false, part, err);
		}
	s->part = in.all;
	s->n_parts = in.n;
	return st;
}

/* A reference that is seldom used has no index: where it is never used, that is
 * asked once, and not for every record. */
static enum crm_status
look_for_use(struct crm_cmd *c, struct section *s, struct crm_err *err)
{
	const struct crm_field *f = s->entity->field[s->field];
	struct crm_value any;
	enum crm_status st;

	if (f->flags & (CRM_F_INDEX | CRM_F_CUSTOM))
		return CRM_OK;
	st = crm_get_int(c->store,
	    crm_sprintf(c->arena,
		"SELECT 1 FROM \"%s\" "
		"WHERE \"%s\" IS NOT NULL LIMIT 1",
		s->entity->def->table, f->name),
	    NULL, 0, &any, err);
	s->unused = st == CRM_OK && any.kind == CRM_NULL;
	return st;
}

static enum crm_status
add_section(struct walk *w, const struct crm_entity *of,
    const struct crm_entity *e, size_t field, struct crm_err *err)
{
	struct section *s = add(w, e, field);
	size_t at = w->n - 1;
	enum crm_status st;

	make_sql(w->c, of, w->flat, s);
	if ((st = look_for_use(w->c, s, err)) != CRM_OK ||
	    (st = open_view(w->c, w->flat, s, err)) != CRM_OK)
		return st;
	return w->flat ? add_parts(w, at, err) : nest_parts(w, of, s, err);
}

enum crm_status
sections_open(struct crm_cmd *c, const struct crm_entity *e, bool flat,
    struct sections *out, struct crm_err *err)
{
	struct walk w = { .c = c, .flat = flat };
	enum crm_status st = CRM_OK;
	size_t i, j;

	for (i = 0; i < c->dict->n; i++) {
		const struct crm_entity *from = c->dict->entity[i];

		/* Of what may not be read there is no section. */
		if (crm_allow(c->store, CRM_READ, from->def, NULL) != CRM_OK)
			continue;
		for (j = 0; j < from->n && st == CRM_OK; j++)
			if (leads_to(from->field[j], e) &&
			    beside_any(from, e) != (int)j)
				st = add_section(&w, e, from, j, err);
	}
	*out = (struct sections){ e, w.all, w.n };
	return st;
}

void
sections_close(struct sections *s)
{
	size_t i, j;

	for (i = 0; i < s->n; i++) {
		crm_view_close(s->all[i].view);
		for (j = 0; j < s->all[i].n_parts; j++)
			crm_view_close(s->all[i].part[j].view);
	}
}

/* ---- the records of a section ---- */

void
section_bind(const struct crm_entity *of, const struct section *s, int64_t id,
    char text[SECTION_ID], struct crm_stmt *q)
{
	size_t i;

	snprintf(text, SECTION_ID, "%s%lld", of->def->code, (long long)id);
	for (i = 0; i < s->marks; i++)
		crm_bind(q, (int)i + 1,
		    i == 0 && s->any ? crm_value_text(crm_text_of(text))
				     : crm_value_int(id));
}

enum crm_status
section_ids(struct crm_cmd *c, const struct crm_entity *of,
    const struct section *s, int64_t id, struct crm_id_list *out,
    struct crm_err *err)
{
	char text[SECTION_ID];
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	out->n = 0;
	if (s->unused)
		return CRM_OK;
	if ((st = crm_sql(c->store, s->sql, &q, err)) != CRM_OK)
		return st;
	section_bind(of, s, id, text, q);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		crm_id_list_add(out, c->arena, crm_col_int(q, 0));
	return st;
}
