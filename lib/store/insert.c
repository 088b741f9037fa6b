/* Inserting a record. */
#include "internal.h"

#include <string.h>

static enum crm_status
parse_default(struct crm_store *s, const struct crm_entity *e, size_t i,
    struct crm_value *out, struct crm_err *err)
{
	const struct crm_field *f = e->field[i];
	struct crm_parse p = { .dict = s->dict, .clock = &s->clock,
		.base_currency = s->currency, .arena = &s->plans };

	if (f->type == CRM_T_REF)
		return crm_fail(err, CRM_FAIL, "%s.%s: a reference has no "
		    "default", e->def->name, f->name);
	return crm_value_parse(&p, f, crm_text_of(f->def), (struct crm_text){
	    NULL, 0 }, out, err);
}

static void
list_add(struct crm_store *s, const struct crm_entity *e,
    struct field_list *l, size_t field)
{
	if (l->field == NULL)
		l->field = crm_alloc_n(&s->plans, e->n, sizeof *l->field);
	l->field[l->n++] = (int)field;
}

/* Defaults and lists; the statement is made by make_insert. */
static enum crm_status
start_plan(struct crm_store *s, const struct crm_entity *e, struct plan *p,
    struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	p->given = crm_alloc_n(&s->plans, e->n, sizeof *p->given);
	p->def = crm_alloc_n(&s->plans, e->n, sizeof *p->def);
	for (i = 0; i < e->n && st == CRM_OK; i++) {
		unsigned flags = e->field[i]->flags;

		if (e->field[i]->def != NULL)
			st = parse_default(s, e, i, &p->def[i], err);
		/* A record without a currency is in the book's. */
		else if ((int)i == e->currency)
			p->def[i] = crm_value_text(crm_text_of(s->currency));
		if (p->def[i].kind != CRM_NULL)
			list_add(s, e, &p->defaults, i);
		if (flags & CRM_F_REQUIRED)
			list_add(s, e, &p->required, i);
		if (flags & CRM_F_KEPT)
			list_add(s, e, &p->kept, i);
		if (flags & CRM_F_CUSTOM)
			list_add(s, e, &p->custom, i);
	}
	return st;
}

static enum crm_status
make_insert(struct crm_store *s, const struct crm_record *r, struct plan *p,
    struct crm_err *err)
{
	const struct crm_entity *e = r->entity;
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;
	size_t i, n = 3;

	memcpy(p->given, r->given, e->n * sizeof *p->given);
	p->columns.n = 0;
	crm_buf_printf(&b, "INSERT INTO \"%s\" (\"id\", \"born\", \"version\"",
	    e->def->table);
	for (i = 0; i < e->n; i++) {
		if (!r->given[i] || !is_column(e->field[i]))
			continue;
		list_add(s, e, &p->columns, i);
		n++;
		crm_buf_printf(&b, ", \"%s\"", e->field[i]->name);
		if (e->field[i]->flags & CRM_F_FOLDED) {
			n++;
			crm_buf_printf(&b, ", \"%s_f\"", e->field[i]->name);
		}
	}
	crm_buf_str(&b, ") VALUES (?");
	for (i = 1; i < n; i++)
		crm_buf_str(&b, ", ?");
	crm_buf_char(&b, ')');
	st = crm_sql(s, b.data, &p->insert, err);
	crm_buf_free(&b);
	return st;
}

/* Whether the statement at hand binds just the record's columns. */
static bool
same_columns(const struct plan *p, const struct crm_record *r)
{
	return p->insert != NULL && memcmp(p->given, r->given,
	    r->entity->n * sizeof *p->given) == 0;
}

static void
bind_record(struct crm_store *s, const struct crm_record *r,
    const struct plan *p)
{
	const struct crm_entity *e = r->entity;
	size_t i, at = 0;
	int mark = 4;

	/* All copies are folded before any is bound: the buffer may move. */
	crm_buf_clear(&s->folds);
	for (i = 0; i < p->columns.n; i++) {
		int f = p->columns.field[i];

		if ((e->field[f]->flags & CRM_F_FOLDED) != 0 &&
		    r->v[f].kind == CRM_STR) {
			crm_fold(&s->folds, r->v[f].t);
			crm_buf_char(&s->folds, '\0');
		}
	}
	for (i = 0; i < p->columns.n; i++) {
		int f = p->columns.field[i];
		struct crm_text t;

		crm_bind(p->insert, mark++, r->v[f]);
		if (!(e->field[f]->flags & CRM_F_FOLDED))
			continue;
		if (r->v[f].kind != CRM_STR) {
			crm_bind(p->insert, mark++, CRM_VALUE_NULL);
			continue;
		}
		t = crm_text_of(s->folds.data + at);
		at += t.n + 1;
		crm_bind(p->insert, mark++, crm_value_text(t));
	}
}

enum crm_status
write_custom(struct crm_store *s, const struct crm_field *f, int64_t id,
    struct crm_value v, struct crm_err *err)
{
	bool text = crm_type_is_text(f->type);
	struct crm_value b[5] = { crm_value_int(f->custom_id),
		crm_value_int(id), CRM_VALUE_NULL, CRM_VALUE_NULL,
		CRM_VALUE_NULL };

	if (v.kind == CRM_NULL)
		return crm_run(s, "DELETE FROM custom WHERE \"field\" = ? "
		    "AND \"record\" = ?", b, 2, err);
	b[text ? 3 : 2] = v;
	if (f->flags & CRM_F_FOLDED)
		b[4] = crm_value_text(crm_fold_dup(&s->scratch, v.t));
	return crm_run(s, "INSERT INTO custom (\"field\", \"record\", \"num\", "
	    "\"txt\", \"txt_f\") VALUES (?, ?, ?, ?, ?) ON CONFLICT "
	    "(\"field\", \"record\") DO UPDATE SET \"num\" = excluded.\"num\", "
	    "\"txt\" = excluded.\"txt\", \"txt_f\" = excluded.\"txt_f\"", b, 5,
	    err);
}

static enum crm_status
complete(struct crm_store *s, struct crm_record *r, const struct plan *p,
    struct crm_err *err)
{
	const struct crm_entity *e = r->entity;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < p->defaults.n; i++) {
		int f = p->defaults.field[i];

		r->given[f] = true;
		if (r->v[f].kind == CRM_NULL)
			r->v[f] = p->def[f];
	}
	r->v[e->created] = crm_value_int(s->tx.now);
	r->given[e->created] = true;
	if (s->opts.hook != NULL)
		st = s->opts.hook(s, NULL, r, err);
	for (i = 0; i < p->required.n && st == CRM_OK; i++) {
		int f = p->required.field[i];

		if (r->v[f].kind == CRM_NULL)
			st = crm_fail_field(err, CRM_INVALID,
			    e->field[f]->name, "is required");
	}
	for (i = 0; i < p->kept.n; i++)
		r->given[p->kept.field[i]] = true;
	return st;
}

static enum crm_status
insert_custom(struct crm_store *s, const struct crm_record *r,
    const struct plan *p, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < p->custom.n && st == CRM_OK; i++) {
		int f = p->custom.field[i];

		if (r->v[f].kind != CRM_NULL)
			st = write_custom(s, r->entity->field[f], r->id,
			    r->v[f], err);
	}
	return st;
}

enum crm_status
crm_insert(struct crm_store *s, struct crm_record *r, struct crm_err *err)
{
	const struct crm_entity *e = r->entity;
	struct plan *p = plan_of(s, e);
	enum crm_status st;
	int64_t batch;
	bool row;

	crm_arena_reset(&s->scratch);
	if (p->def == NULL && (st = start_plan(s, e, p, err)) != CRM_OK)
		return st;
	if ((st = crm_allow(s, CRM_WRITE, e->def, err)) != CRM_OK ||
	    (st = complete(s, r, p, err)) != CRM_OK ||
	    (s->tx.bulk != e && (st = keys_free(s, r, err)) != CRM_OK) ||
	    (st = tx_batch(s, &batch, err)) != CRM_OK ||
	    (st = plan_next_id(s, e, &r->id, err)) != CRM_OK)
		return st;
	if (!same_columns(p, r) && (st = make_insert(s, r, p, err)) != CRM_OK)
		return st;
	crm_bind(p->insert, 1, crm_value_int(r->id));
	crm_bind(p->insert, 2, crm_value_int(batch));
	crm_bind(p->insert, 3, crm_value_int(batch));
	bind_record(s, r, p);
	if ((st = crm_step(p->insert, &row, err)) != CRM_OK)
		return st;
	return insert_custom(s, r, p, err);
}
