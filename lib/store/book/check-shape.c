/*
 * The shape of a book: that the tables, columns and indexes of the dictionary
 * are there, and nothing that changes what programs write or makes it slow.
 */
#include "store/book/check.h"

#include <string.h>

struct index {
	const char *name;
	bool unique, met;
};

struct shape {
	struct check *k;
	struct crm_arena arena;
	struct index *index;
	size_t n, cap;
};

static enum crm_status
tell(struct shape *s, struct crm_err *err, const char *text, const char *name)
{
	struct crm_finding f = { .code = "schema",
		.text = crm_sprintf(&s->k->arena, crm_tr(text), name) };

	return check_tell(s->k, &f, err);
}

/* ---- tables and columns ---- */

static enum crm_status
check_column(struct shape *s, const struct crm_buf *have, const char *table,
    const char *name, const char *suffix, struct crm_err *err)
{
	const char *full;

	if (schema_has_column(have, name, suffix))
		return CRM_OK;
	full = crm_sprintf(&s->arena, "%s.%s%s", table, name, suffix);
	return tell(s, err, "the column %s is not there", full);
}

static enum crm_status
check_own(struct shape *s, const struct own_table *t, struct crm_buf *have,
    struct crm_err *err)
{
	enum crm_status st = schema_columns(s->k->s, t->name, have, err);
	const char *p = t->columns;
	size_t n;

	if (st == CRM_OK && have->len == 0)
		return tell(s, err, "the table %s is not there", t->name);
	for (; st == CRM_OK && *p != '\0'; p += n + (p[n] == ' ')) {
		p += *p == '+';
		n = strcspn(p, " ");
		st = check_column(
		    s, have, t->name, crm_strndup(&s->arena, p, n), "", err);
	}
	return st;
}

static enum crm_status
check_entity(struct shape *s, const struct crm_entity *e, struct crm_buf *have,
    struct crm_err *err)
{
	static const char *const own[] = { "id", "born", "version", "seal" };
	const char *table = e->def->table;
	enum crm_status st = schema_columns(s->k->s, table, have, err);
	size_t i;

	if (st == CRM_OK && have->len == 0)
		return tell(s, err, "the table %s is not there", table);
	for (i = 0; i < sizeof own / sizeof *own && st == CRM_OK; i++)
		st = check_column(s, have, table, own[i], "", err);
	for (i = 0; i < e->n && st == CRM_OK; i++) {
		const struct crm_field *f = e->field[i];

		if (!is_column(f))
			continue;
		st = check_column(s, have, table, f->name, "", err);
		if (st == CRM_OK && (f->flags & CRM_F_FOLDED) != 0)
			st = check_column(s, have, table, f->name, "_f", err);
	}
	return st;
}

static enum crm_status
check_tables(struct shape *s, struct crm_err *err)
{
	const struct crm_dict *d = s->k->s->dict;
	struct crm_buf have = CRM_BUF_INIT;
	const struct own_table *t;
	enum crm_status st = CRM_OK;
	size_t i;

	for (t = schema_own; t->name != NULL && st == CRM_OK; t++)
		st = check_own(s, t, &have, err);
	for (i = 0; i < d->n && st == CRM_OK; i++)
		st = check_entity(s, d->entity[i], &have, err);
	crm_buf_free(&have);
	return st;
}

/* ---- indexes and triggers ---- */

static void
expect(void *ctx, const char *name, bool unique)
{
	struct shape *s = ctx;

	s->index = crm_grow(
	    &s->arena, s->index, s->n, &s->cap, sizeof *s->index);
	s->index[s->n++] = (struct index){ crm_strdup(&s->arena, name), unique,
		false };
}

static void
expect_index(void *ctx, const struct crm_entity *e, const char *name,
    bool unique, const char *columns, const char *where)
{
	(void)e, (void)columns, (void)where;
	expect(ctx, name, unique);
}

static enum crm_status
meet_index(struct shape *s, const char *name, bool unique, struct crm_err *err)
{
	size_t i;

	for (i = 0; i < s->n; i++)
		if (strcmp(s->index[i].name, name) == 0)
			break;
	if (i == s->n)
		return tell(
		    s, err, "the index %s is none of these programs", name);
	s->index[i].met = true;
	return s->index[i].unique == unique
	    ? CRM_OK
	    : tell(s, err, "the index %s is not as these programs make it",
		  name);
}

static enum crm_status
check_indexes(struct shape *s, struct crm_err *err)
{
	const struct crm_dict *d = s->k->s->dict;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;
	size_t i;

	schema_each_own_index(expect, s);
	for (i = 0; i < d->n; i++)
		schema_each_index(&(const struct schema_indexes){
		    d->entity[i], expect_index, s });
	if ((st = crm_sql(
		 s->k->s, s->k->s->engine->all_indexes_sql, &q, err)) != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct crm_text t = crm_col_text(q, 0);

		st = meet_index(s, crm_strndup(&s->arena, t.p, t.n),
		    crm_col_int(q, 1) != 0, err);
		if (st != CRM_OK) {
			crm_reset(q);
			return st;
		}
	}
	for (i = 0; i < s->n && st == CRM_OK; i++)
		if (!s->index[i].met)
			st = tell(s, err,
			    "the index %s is not there; crm-admin copy makes a "
			    "book that has it",
			    s->index[i].name);
	return st;
}

/* Every name that a query gives is a lie of this text; NULL: no query. */
static enum crm_status
tell_names(
    struct shape *s, const char *sql, const char *text, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	if (sql == NULL)
		return CRM_OK;
	if ((st = crm_sql(s->k->s, sql, &q, err)) != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct crm_text t = crm_col_text(q, 0);

		st = tell(s, err, text, crm_strndup(&s->arena, t.p, t.n));
		if (st != CRM_OK) {
			crm_reset(q);
			break;
		}
	}
	return st;
}

enum crm_status
check_shape(struct check *k, bool *whole, struct crm_err *err)
{
	const struct crm_engine *engine = k->s->engine;
	struct shape s = { .k = k };
	size_t before = k->told;
	enum crm_status st = check_tables(&s, err);

	*whole = k->told == before;
	if (st == CRM_OK &&
	    (st = tell_names(&s, engine->lax_tables_sql,
		 "the table %s is not as these programs make it: it takes "
		 "values of any type",
		 err)) == CRM_OK &&
	    (st = check_indexes(&s, err)) == CRM_OK)
		st = tell_names(&s, engine->triggers_sql,
		    "the trigger %s is none of these programs, which have none",
		    err);
	crm_arena_free(&s.arena);
	return st;
}
