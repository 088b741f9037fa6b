/*
 * Copying a whole book, row by row, to another engine or another file: every
 * table as it is, the change log and the hidden records included.  Rows are
 * summed up on their way and read again from the copy: count and sum of every
 * table must agree.
 */
#include "store/book/files.h"

#include <crm/store/upkeep.h>

#include <string.h>

/* A table's columns: their names, and which of them are text. */
struct table {
	const char *name;
	const struct crm_entity *entity; /* or NULL */
	const char **column;
	bool *text;
	size_t n;
};

struct sum {
	int64_t rows;
	uint64_t hash; /* of all rows, in whatever order */
};

struct copy {
	struct crm_store *from, *to;
	struct crm_arena arena;
	struct table *table;
	struct sum *sum;
	size_t n, own;     /* tables; those that are no entities come first */
	const char *grown; /* the one that gets further rows, or NULL */
};

enum { OWN_COLUMNS = 16 };

/* ---- what there is ---- */

static void
add_column(struct table *t, const char *name, bool text)
{
	t->column[t->n] = name;
	t->text[t->n++] = text;
}

static void
make_room(struct copy *c, struct table *t, size_t columns)
{
	t->column = crm_alloc_n(&c->arena, columns, sizeof *t->column);
	t->text = crm_alloc_n(&c->arena, columns, sizeof *t->text);
}

static void
list_own(struct copy *c, struct table *t, const char *columns)
{
	size_t n;

	make_room(c, t, OWN_COLUMNS);
	for (; *columns != '\0'; columns += n + (columns[n] == ' ')) {
		bool text = *columns == '+';

		columns += text;
		n = strcspn(columns, " ");
		add_column(t, crm_strndup(&c->arena, columns, n), text);
	}
}

static void
list_entity(struct copy *c, struct table *t, const struct crm_entity *e)
{
	size_t i;

	t->name = e->def->table;
	t->entity = e;
	make_room(c, t, e->n * 2 + 4);
	add_column(t, "id", false);
	add_column(t, "born", false);
	add_column(t, "version", false);
	add_column(t, "seal", false);
	for (i = 0; i < e->n; i++) {
		const struct crm_field *f = e->field[i];

		if (!is_column(f))
			continue;
		add_column(t, f->name, crm_type_is_text(f->type));
		if (f->flags & CRM_F_FOLDED)
			add_column(
			    t, crm_sprintf(&c->arena, "%s_f", f->name), true);
	}
}

static void
list_tables(struct copy *c)
{
	const struct crm_dict *d = c->from->dict;
	size_t i;

	while (schema_own[c->own].name != NULL)
		c->own++;
	c->n = c->own + d->n;
	c->table = crm_alloc_n(&c->arena, c->n, sizeof *c->table);
	c->sum = crm_alloc_n(&c->arena, c->n, sizeof *c->sum);
	for (i = 0; i < c->own; i++) {
		c->table[i].name = schema_own[i].name;
		list_own(c, &c->table[i], schema_own[i].columns);
	}
	for (i = 0; i < d->n; i++)
		list_entity(c, &c->table[c->own + i], d->entity[i]);
}

/* A book of an older release lacks tables and columns; in the copy they are
 * there and empty. */
static enum crm_status
leave_out_missing(struct copy *c, struct crm_err *err)
{
	struct crm_buf have = CRM_BUF_INIT;
	enum crm_status st = CRM_OK;
	size_t i, j;

	if (c->from->schema == CRM_SCHEMA)
		return CRM_OK;
	for (i = 0; i < c->n; i++) {
		struct table *t = &c->table[i];
		size_t n = t->n;

		if ((st = schema_columns(c->from, t->name, &have, err)) !=
		    CRM_OK)
			break;
		t->n = 0;
		for (j = 0; j < n; j++)
			if (schema_has_column(&have, t->column[j], ""))
				add_column(t, t->column[j], t->text[j]);
	}
	crm_buf_free(&have);
	return st;
}

/* ---- rows ---- */

static uint64_t
hash_value(uint64_t h, struct crm_value v)
{
	const unsigned char *p = (const unsigned char *)&v.i;
	size_t i, n = sizeof v.i;

	if (v.kind == CRM_STR) {
		p = (const unsigned char *)v.t.p;
		n = v.t.n;
	} else if (v.kind == CRM_NULL)
		n = 0;
	h = (h ^ (uint64_t)v.kind) * UINT64_C(0x9e3779b97f4a7c15);
	for (i = 0; i < n; i++)
		h = (h ^ p[i]) * UINT64_C(0x100000001b3);
	return h ^ (h >> 29);
}

static void
column_list(const struct table *t, struct crm_buf *sql)
{
	size_t i;

	for (i = 0; i < t->n; i++)
		crm_buf_printf(
		    sql, "%s\"%s\"", i > 0 ? ", " : "", t->column[i]);
}

static enum crm_status
select_rows(struct crm_store *s, const struct table *t, struct crm_stmt **q,
    struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	enum crm_status st;

	crm_buf_str(&sql, "SELECT ");
	column_list(t, &sql);
	crm_buf_printf(&sql, " FROM \"%s\" ORDER BY \"%s\", \"%s\"", t->name,
	    t->column[0], t->column[1]);
	st = crm_sql(s, sql.data, q, err);
	crm_buf_free(&sql);
	return st;
}

static enum crm_status
insert_rows(struct crm_store *s, const struct table *t, struct crm_stmt **q,
    struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	enum crm_status st;
	size_t i;

	crm_buf_printf(&sql, "INSERT INTO \"%s\" (", t->name);
	column_list(t, &sql);
	crm_buf_str(&sql, ") VALUES (?");
	for (i = 1; i < t->n; i++)
		crm_buf_str(&sql, ", ?");
	crm_buf_char(&sql, ')');
	st = crm_sql(s, sql.data, q, err);
	crm_buf_free(&sql);
	if (st == CRM_OK && s->engine->load != NULL)
		s->engine->load((*q)->st);
	return st;
}

/* Reads a table and sums it up; into another book where there is one. */
static enum crm_status
pass_rows(struct crm_store *from, struct crm_store *to, const struct table *t,
    struct sum *sum, struct crm_err *err)
{
	struct crm_stmt *q, *in = NULL;
	enum crm_status st;
	bool row, ignored;
	size_t i;

	*sum = (struct sum){ 0, 0 };
	if (t->n == 0)
		return CRM_OK;
	if ((st = select_rows(from, t, &q, err)) != CRM_OK ||
	    (to != NULL && (st = insert_rows(to, t, &in, err)) != CRM_OK))
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		uint64_t h = 1;

		for (i = 0; i < t->n; i++) {
			struct crm_value v = crm_col(q, (int)i, t->text[i]);

			h = hash_value(h, v);
			if (in != NULL)
				crm_bind(in, (int)i + 1, v);
		}
		sum->rows++;
		sum->hash += h;
		if (in != NULL && (st = crm_step(in, &ignored, err)) != CRM_OK)
			break;
	}
	if (st != CRM_OK)
		crm_reset(q);
	return st;
}

/* Indexes are made anew behind the rows, where that is faster. */
static enum crm_status
copy_table(struct copy *c, size_t i, struct crm_err *err)
{
	const struct table *t = &c->table[i];
	const struct crm_entity *e = t->entity;
	enum crm_status st = CRM_OK;
	bool *filled;
	size_t j;

	if (e != NULL) {
		filled = crm_alloc_n(&c->arena, e->n, sizeof *filled);
		for (j = 0; j < e->n; j++)
			filled[j] = true;
		st = schema_drop_indexes(c->to, e, filled, err);
	}
	if (st == CRM_OK)
		st = pass_rows(c->from, c->to, t, &c->sum[i], err);
	if (st == CRM_OK && e != NULL)
		st = schema_make_indexes(c->to, e, err);
	return st;
}

/* ---- counters ---- */

/* Where counters go back with their transaction none is ahead of its records: what
 * a server's had skipped was nobody's. */
static enum crm_status
copy_counter(
    struct copy *c, const char *name, const char *table, struct crm_err *err)
{
	enum crm_status st;
	int64_t last, first;

	st = c->to->engine->keeps_counters
	    ? counter_last(c->from, name, &last, err)
	    : counter_most(c->to, name, table, &last, err);
	if (st != CRM_OK || last == 0)
		return st;
	return c->to->engine->take_ids(c->to, name, last, &first, err);
}

/* What lies beside a file becomes rows there. */
static bool
to_server(const struct copy *c)
{
	return !crm_store_is_file(c->to->opts.where);
}

/* "L5", else the name of the table that it is in. */
static const char *
name_row(struct copy *c, struct crm_text table, int64_t id)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *name;
	size_t i;

	for (i = c->own; i < c->n; i++)
		if (crm_text_is(table, c->table[i].name)) {
			crm_id_format(&b, c->table[i].entity, id);
			name = crm_strdup(&c->arena, b.data);
			crm_buf_free(&b);
			return name;
		}
	return crm_strndup(&c->arena, table.p, table.n);
}

/* A server keeps no row from referring to nothing; a file does. */
static enum crm_status
refuse_dangling(struct copy *c, struct crm_err *err)
{
	struct crm_store *to = c->to;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	if (to->engine->dangling_sql == NULL)
		return CRM_OK;
	if ((st = crm_sql(to, to->engine->dangling_sql, &q, err)) != CRM_OK ||
	    (st = crm_step(q, &row, err)) != CRM_OK || !row)
		return st;
	st = crm_fail(err, CRM_FAIL,
	    "%s refers to a record that is not there, which no file takes: "
	    "crm-admin check tells of all such; nothing was copied",
	    name_row(c, crm_col_text(q, 0), crm_col_int(q, 1)));
	crm_reset(q);
	return st;
}

static enum crm_status
copy_all(struct copy *c, struct crm_err *err)
{
	const struct crm_engine *engine = c->to->engine;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < c->n && st == CRM_OK; i++)
		st = copy_table(c, i, err);
	if (st == CRM_OK && to_server(c))
		st = files_to_rows(c->from, c->to, err);
	if (st == CRM_OK)
		st = copy_counter(c, "batch", "batch", err);
	for (i = c->own; i < c->n && st == CRM_OK; i++)
		if (c->table[i].n > 0)
			st = copy_counter(c, c->table[i].entity->def->name,
			    c->table[i].entity->def->table, err);
	if (st == CRM_OK && c->from->schema < CRM_SCHEMA)
		st = seal_all(c->to, err);
	if (st == CRM_OK && engine->filled_sql != NULL)
		st = engine->script(c->to->db, engine->filled_sql, err);
	if (st == CRM_OK)
		st = refuse_dangling(c, err);
	if (st == CRM_OK)
		st = views_copy(c->from, c->to, err);
	return st != CRM_OK ? st : engine->commit(c->to->db, err);
}

static enum crm_status
verify(struct copy *c, struct crm_err *err)
{
	enum crm_status st = crm_store_snapshot(c->to, err);
	size_t i;

	if (st == CRM_OK && to_server(c))
		st = files_verify(c->from, c->to, err);
	for (i = 0; i < c->n && st == CRM_OK; i++) {
		struct sum sum;

		if (c->grown != NULL && strcmp(c->grown, c->table[i].name) == 0)
			continue;
		st = pass_rows(c->to, NULL, &c->table[i], &sum, err);
		if (st == CRM_OK &&
		    (sum.rows != c->sum[i].rows || sum.hash != c->sum[i].hash))
			st = crm_fail(err, CRM_FAIL,
			    "the copy %s differs: "
			    "%lld rows of %s there, %lld here",
			    c->to->opts.shown, (long long)sum.rows,
			    c->table[i].name, (long long)c->sum[i].rows);
	}
	return st;
}

enum crm_status
copy_rows(struct crm_store *s, const struct crm_store_opts *dest, int64_t *rows,
    struct crm_err *err)
{
	struct copy c = { .from = s };
	struct crm_store_opts o = *dest;
	enum crm_status st;
	size_t i;

	o.create = o.write = o.copied = true;
	*rows = 0;
	if ((st = crm_store_open(&o, &c.to, err)) != CRM_OK)
		return st;
	list_tables(&c);
	if (to_server(&c) && files_in_folder(s))
		c.grown = FILE_ROWS;
	if ((st = leave_out_missing(&c, err)) == CRM_OK)
		st = copy_all(&c, err);
	if (st == CRM_OK)
		st = verify(&c, err);
	for (i = 0; i < c.n; i++)
		*rows += c.sum[i].rows;
	crm_store_close(c.to);
	crm_arena_free(&c.arena);
	return st;
}

/* A file is verified while it has no name yet; behind that, that it opens. */
static enum crm_status
copy_to_file(struct crm_store *s, const struct crm_store_opts *dest,
    int64_t *rows, const char **aside, struct crm_err *err)
{
	const char *like = crm_store_is_file(s->opts.where) ? s->opts.where
							    : NULL;
	struct crm_store_opts o = *dest;
	struct crm_store *made = NULL;
	struct crm_part p;
	enum crm_status st;

	st = crm_part_new(&p, &s->arena, dest->where, like, err);
	o.where = p.name;
	if (st == CRM_OK && (st = copy_rows(s, &o, rows, err)) == CRM_OK &&
	    (st = files_copy(s->opts.where, dest->where, err)) == CRM_OK &&
	    (st = crm_part_keep(&p, err)) == CRM_OK) {
		o.where = dest->where;
		o.login = s->opts.login;
		st = crm_store_open(&o, &made, err);
		crm_store_close(made);
	}
	*aside = p.aside;
	if (st != CRM_OK)
		crm_part_drop(&p);
	return st;
}

enum crm_status
crm_copy(struct crm_store *s, const struct crm_store_opts *dest, int64_t *rows,
    const char **aside, struct crm_err *err)
{
	*aside = NULL;
	return crm_store_is_file(dest->where)
	    ? copy_to_file(s, dest, rows, aside, err)
	    : copy_rows(s, dest, rows, err);
}
