/* Inserting a record. */
#include "internal.h"

#include <assert.h>
#include <string.h>

/* Those of every table: id, born, version, seal. */
enum { OWN_COLUMNS = 4 };

static enum crm_status
parse_default(struct crm_store *s, const struct crm_entity *e, size_t i,
    struct crm_value *out, struct crm_err *err)
{
	const struct crm_field *f = e->field[i];
	struct crm_parse p = { .dict = s->dict,
		.clock = &s->clock,
		.base_currency = s->currency,
		.arena = &s->plans };

	if (f->type == CRM_T_REF)
		return crm_fail(err, CRM_FAIL,
		    "%s.%s: a reference has no "
		    "default",
		    e->def->name, f->name);
	return crm_value_parse(
	    &p, f, crm_text_of(f->def), (struct crm_text){ NULL, 0 }, out, err);
}

static void
list_add(struct crm_store *s, const struct crm_entity *e, struct field_list *l,
    size_t field)
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
	p->seed = crm_alloc_n(&s->plans, e->n, sizeof *p->seed);
	for (i = 0; i < e->n && st == CRM_OK; i++) {
		unsigned flags = e->field[i]->flags;

		p->seed[i] = seal_seed(e->field[i]);
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
		if (e->field[i]->type == CRM_T_REF ||
		    e->field[i]->type == CRM_T_ANY)
			list_add(s, e, &p->refs, i);
	}
	return st;
}

/* "INSERT INTO t (…) VALUES (?, …), …" of so many rows; several only in a file. */
static enum crm_status
prepare_insert(struct crm_store *s, const struct crm_entity *e,
    const struct plan *p, size_t rows, struct crm_stmt **out,
    struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;
	size_t i, row;

	/* What fails ends the batch: SQLite need not keep what the pages were before a
	 * statement of several rows. */
	crm_buf_printf(&b,
	    "INSERT %sINTO \"%s\" (\"id\", \"born\", \"version\", \"seal\"",
	    rows > 1 ? "OR FAIL " : "", e->def->table);
	for (i = 0; i < p->columns.n; i++) {
		const struct crm_field *f = e->field[p->columns.field[i]];

		crm_buf_printf(&b, ", \"%s\"", f->name);
		if (f->flags & CRM_F_FOLDED)
			crm_buf_printf(&b, ", \"%s_f\"", f->name);
	}
	for (row = 0; row < rows; row++) {
		crm_buf_str(&b, row == 0 ? ") VALUES (?" : "), (?");
		for (i = 1; i < p->width; i++)
			crm_buf_str(&b, ", ?");
	}
	crm_buf_char(&b, ')');
	st = crm_sql(s, b.data, out, err);
	if (st == CRM_OK)
		(*out)->reads = 0;
	crm_buf_free(&b);
	return st;
}

static enum crm_status
make_insert(struct crm_store *s, const struct crm_record *r, struct plan *p,
    struct crm_err *err)
{
	const struct crm_entity *e = r->entity;
	enum crm_status st;
	size_t i;

	if ((st = insert_flush(s, e, err)) != CRM_OK)
		return st;
	memcpy(p->given, r->given, e->n * sizeof *p->given);
	p->columns.n = 0;
	p->width = OWN_COLUMNS;
	for (i = 0; i < e->n; i++) {
		if (!r->given[i] || !is_column(e->field[i]))
			continue;
		list_add(s, e, &p->columns, i);
		p->width += e->field[i]->flags & CRM_F_FOLDED ? 2 : 1;
	}
	p->queue = crm_alloc_n(
	    &s->plans, p->width * QUEUE_ROWS, sizeof *p->queue);
	p->insert_many = NULL;
	st = prepare_insert(s, e, p, 1, &p->insert, err);
	if (st == CRM_OK && s->tx.bulk != NULL && s->engine->load != NULL)
		s->engine->load(p->insert->st);
	return st;
}

/* Whether the statement at hand binds just the record's columns. */
static bool
same_columns(const struct plan *p, const struct crm_record *r)
{
	return p->insert != NULL &&
	    memcmp(p->given, r->given, r->entity->n * sizeof *p->given) == 0;
}

/* ---- rows wait in a queue, so that one statement takes several ---- */

/* A value whose text is kept as a place in the buffer, which may move. */
static void
queue_value(
    struct crm_buf *text, const struct crm_value *v, struct crm_value *to)
{
	*to = *v;
	if (v->kind != CRM_STR)
		return;
	to->t.p = (const char *)(uintptr_t)text->len;
	crm_buf_add(text, v->t.p, v->t.n);
}

static void
queue_fold(
    struct crm_buf *text, const struct crm_value *v, struct crm_value *to)
{
	size_t at = text->len;

	*to = *v;
	if (v->kind != CRM_STR)
		return;
	crm_fold(text, v->t);
	to->t.p = (const char *)(uintptr_t)at;
	to->t.n = text->len - at;
}

/* The seal of what is about to be written: columns that are given, and users'
 * fields. */
static int64_t
seal_record(const struct crm_record *r, int64_t batch, const struct plan *p)
{
	int64_t seal = seal_add(seal_born(r->id, batch),
	    seal_fields(r, p->seed, p->columns.field, p->columns.n));

	return seal_add(
	    seal, seal_fields(r, p->seed, p->custom.field, p->custom.n));
}

static void
queue_record(const struct crm_record *r, int64_t batch, struct plan *p)
{
	const struct crm_entity *e = r->entity;
	struct crm_value *to = p->queue + p->queued++ * p->width;
	size_t i;

	*to++ = crm_value_int(r->id);
	*to++ = crm_value_int(batch);
	*to++ = crm_value_int(batch);
	*to++ = crm_value_int(seal_record(r, batch, p));
	for (i = 0; i < p->columns.n; i++) {
		int f = p->columns.field[i];

		queue_value(&p->queue_text, &r->v[f], to++);
		if (e->field[f]->flags & CRM_F_FOLDED)
			queue_fold(&p->queue_text, &r->v[f], to++);
	}
}

static void
bind_queued(struct crm_stmt *q, size_t mark, const struct plan *p, size_t at)
{
	const struct crm_value *v = &p->queue[at];

	if (v->kind == CRM_STR)
		q->engine->bind_text(q->st, (int)mark + 1,
		    p->queue_text.data + (uintptr_t)v->t.p, v->t.n);
	else
		crm_bind(q, (int)mark + 1, *v);
}

/* Runs a statement over the row at `at`. */
static enum crm_status
write_row(
    struct crm_stmt *q, const struct plan *p, size_t at, struct crm_err *err)
{
	size_t i;
	bool row;

	for (i = 0; i < p->width; i++)
		bind_queued(q, i, p, at * p->width + i);
	return crm_step(q, &row, err);
}

/* Runs insert_many over all rows.  A statement keeps what was bound: a third of
 * the values of an import are blank, or the same for all rows. */
static enum crm_status
write_all(const struct plan *p, struct crm_err *err)
{
	const size_t n = p->queued * p->width;
	size_t i;
	bool row;

	for (i = 0; i < n; i++) {
		const struct crm_value *v = &p->queue[i];
		struct bound *was = &p->bound[i];

		if (v->kind == was->kind && v->kind != CRM_STR &&
		    v->i == was->i)
			continue;
		*was = (struct bound){ v->kind, v->i };
		bind_queued(p->insert_many, i, p, i);
	}
	return crm_step(p->insert_many, &row, err);
}

static enum crm_status
prepare_many(struct crm_store *s, const struct crm_entity *e, struct plan *p,
    struct crm_err *err)
{
	size_t i, n = p->width * QUEUE_ROWS;

	p->bound = crm_alloc_n(&s->plans, n, sizeof *p->bound);
	/* Nothing is bound yet: texts are always bound anew. */
	for (i = 0; i < n; i++)
		p->bound[i].kind = CRM_STR;
	return prepare_insert(s, e, p, QUEUE_ROWS, &p->insert_many, err);
}

enum crm_status
insert_flush(
    struct crm_store *s, const struct crm_entity *e, struct crm_err *err)
{
	struct plan *p = plan_of(s, e);
	enum crm_status st;
	size_t i;

	if (p->queued == 0)
		return CRM_OK;
	if ((st = wait_before(s, e, err)) != CRM_OK)
		return st;
	if (p->queued == QUEUE_ROWS && s->engine->load == NULL) {
		if (p->insert_many == NULL)
			st = prepare_many(s, e, p, err);
		if (st == CRM_OK)
			st = write_all(p, err);
	} else
		for (i = 0; i < p->queued && st == CRM_OK; i++)
			st = write_row(p->insert, p, i, err);
	p->queued = 0;
	crm_buf_clear(&p->queue_text);
	return st;
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
		return crm_run(s,
		    "DELETE FROM custom WHERE \"field\" = ? "
		    "AND \"record\" = ?",
		    b, 2, err);
	b[text ? 3 : 2] = v;
	if (f->flags & CRM_F_FOLDED)
		b[4] = crm_value_text(crm_fold_dup(s->scratch, v.t));
	return crm_run(s,
	    "INSERT INTO custom (\"field\", \"record\", \"num\", "
	    "\"txt\", \"txt_f\") VALUES (?, ?, ?, ?, ?) ON CONFLICT "
	    "(\"field\", \"record\") DO UPDATE SET \"num\" = excluded.\"num\", "
	    "\"txt\" = excluded.\"txt\", \"txt_f\" = excluded.\"txt_f\"",
	    b, 5, err);
}

/* What a row of an import says of a field by another one: blank, it is that; that it is
 * as if it had just begun, is a mistake. */
static enum crm_status
take_came(
    struct crm_record *r, int f, const struct plan *p, struct crm_err *err)
{
	const struct crm_entity *e = r->entity;
	const struct crm_came *c = e->field[f]->came;
	struct crm_text word, came;

	while (
	    c->with != NULL && r->v[crm_field_of(e, c->with)].kind == CRM_NULL)
		c++;
	if (c->with == NULL)
		return CRM_OK;
	came = crm_text_of(c->value);
	if (r->v[f].kind == CRM_NULL) {
		r->v[f] = crm_value_text(came);
		return CRM_OK;
	}
	if (!crm_value_eq(r->v[f], p->def[f]) ||
	    (c->again != NULL &&
		r->v[crm_field_of(e, c->again)].kind != CRM_NULL))
		return CRM_OK;
	word = crm_choice_word(e->field[f], r->v[f].t);
	came = crm_choice_word(e->field[f], came);
	return crm_fail_field(err, CRM_INVALID, e->field[f]->name,
	    "is %.*s, though there is %s: say %.*s, or leave it blank, which "
	    "says the same",
	    (int)word.n, word.p, c->with, (int)came.n, came.p);
}

static enum crm_status
fill_defaults(struct crm_store *s, struct crm_record *r, const struct plan *p,
    struct crm_err *err)
{
	bool import = s->tx.import && s->following == 0 && s->depth == 0;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < p->defaults.n && st == CRM_OK; i++) {
		int f = p->defaults.field[i];

		r->given[f] = true;
		if (import && r->entity->field[f]->came != NULL)
			st = take_came(r, f, p, err);
		if (r->v[f].kind == CRM_NULL)
			r->v[f] = p->def[f];
	}
	return st;
}

/* What is blank is no column of the statement, until one record has it: most that a
 * kind keeps, most of its records lack. */
static void
leave_blank(struct crm_record *r, const struct plan *p, int field)
{
	r->given[field] = r->v[field].kind != CRM_NULL ||
	    (p->insert != NULL && p->given[field]);
}

static enum crm_status
complete(struct crm_store *s, struct crm_record *r, const struct plan *p,
    struct crm_err *err)
{
	const struct crm_entity *e = r->entity;
	enum crm_status st;
	size_t i;

	if ((st = fill_defaults(s, r, p, err)) != CRM_OK)
		return st;
	r->v[e->created] = crm_value_int(s->tx.now);
	r->given[e->created] = true;
	st = hooks_save(s, NULL, r, err);
	for (i = 0; i < p->required.n && st == CRM_OK; i++) {
		int f = p->required.field[i];

		if (r->v[f].kind == CRM_NULL)
			st = crm_fail_field(
			    err, CRM_INVALID, e->field[f]->name, "is required");
	}
	for (i = 0; i < p->kept.n; i++)
		leave_blank(r, p, p->kept.field[i]);
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
			st = write_custom(
			    s, r->entity->field[f], r->id, r->v[f], err);
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
	size_t i;

	assert(!s->deciding);
	crm_arena_reset(s->scratch);
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
	for (i = 0; i < p->refs.n; i++) {
		int f = p->refs.field[i];

		if (r->v[f].kind != CRM_NULL)
			refs_note(s, e->field[f], r->v[f]);
	}
	queue_record(r, batch, p);
	if ((!wait_row(s, e) || p->queued == QUEUE_ROWS) &&
	    (st = insert_flush(s, e, err)) != CRM_OK)
		return st;
	if ((st = insert_custom(s, r, p, err)) != CRM_OK)
		return st;
	ahead_wrote(s, e, r->id);
	hooks_note(s, e, r->id);
	known_wrote(s, r);
	if ((st = counts_wrote(s, NULL, r, err)) != CRM_OK ||
	    (st = hooks_news(s, NULL, r, err)) != CRM_OK)
		return st;
	return hooks_saved(s, NULL, r, err);
}

const char *
crm_action_name(enum crm_action a)
{
	static const char *const names[] = {
		[CRM_ACT_NONE] = "",
		[CRM_ACT_INSERTED] = N_("inserted"),
		[CRM_ACT_UPDATED] = N_("updated"),
		[CRM_ACT_FILLED] = N_("filled"),
		[CRM_ACT_UNCHANGED] = N_("unchanged"),
		[CRM_ACT_SKIPPED] = N_("skipped"),
		[CRM_ACT_DELETED] = N_("deleted"),
		[CRM_ACT_RESTORED] = N_("restored"),
		[CRM_ACT_REVERSED] = N_("reversed"),
		[CRM_ACT_VOIDED] = N_("voided"),
	};

	return names[a];
}
