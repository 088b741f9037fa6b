/*
 * The book as it was recorded at the end of a batch.  For every table a
 * temporary view of the same name shadows the real one: rows that were born by
 * then, and of those that have changed since a temporary copy with the old
 * values put back.  Every query then runs unchanged.
 */
#include "store/internal.h"

#include <crm/store/log.h>

#include <stdlib.h>

static enum crm_status
run_text(struct crm_store *s, struct crm_buf *sql, struct crm_err *err)
{
	enum crm_status st = s->engine->script(s->db, sql->data, err);

	crm_buf_clear(sql);
	return st;
}

/* A text in which @ stands for the book's schema, % for that of temporary
 * tables, $ for a table and # for the batches after `number`. */
static void
put(struct crm_store *s, struct crm_buf *sql, const char *text,
    const char *table, int64_t number)
{
	for (; *text != '\0'; text++)
		switch (*text) {
		case '@':
			crm_buf_str(sql, s->engine->book_schema);
			break;
		case '%':
			crm_buf_str(sql, s->engine->temp_schema);
			break;
		case '$':
			crm_buf_str(sql, table);
			break;
		case '#':
			crm_buf_printf(sql,
			    "(SELECT \"id\" FROM %s.batch "
			    "WHERE \"number\" > %lld)",
			    s->engine->book_schema, (long long)number);
			break;
		default:
			crm_buf_char(sql, *text);
		}
}

static void
put_rows(
    struct crm_store *s, const char *table, int64_t number, struct crm_buf *sql)
{
	put(s, sql,
	    "SELECT * FROM @.\"$\" "
	    "WHERE \"born\" NOT IN # AND \"id\" NOT IN (SELECT \"id\" "
	    "FROM %.\"was_$\") UNION ALL SELECT * FROM %.\"was_$\"",
	    table, number);
}

static void
put_view(
    struct crm_store *s, const char *table, int64_t number, struct crm_buf *sql)
{
	put(s, sql, "CREATE TEMPORARY VIEW \"$\" AS ", table, number);
	put_rows(s, table, number, sql);
	crm_buf_char(sql, ';');
}

void
as_of_rows(struct crm_store *s, const char *table, struct crm_buf *sql)
{
	crm_buf_char(sql, '(');
	put_rows(s, table, s->as_of, sql);
	crm_buf_char(sql, ')');
}

static enum crm_status
shadow_entity(struct crm_store *s, const struct crm_entity *e, int64_t number,
    struct crm_buf *sql, struct crm_err *err)
{
	const char *t = e->def->table;

	put(s, sql,
	    "CREATE TEMPORARY TABLE \"was_$\" AS SELECT * FROM @.\"$\" "
	    "WHERE \"id\" IN (SELECT \"record\" FROM @.change "
	    "WHERE \"entity\" = '",
	    t, number);
	crm_buf_str(sql, e->def->name);
	put(s, sql,
	    "' AND \"batch\" IN #) AND \"born\" NOT IN #;"
	    "CREATE UNIQUE INDEX \"was_$_id\" ON \"was_$\" (\"id\");",
	    t, number);
	put_view(s, t, number, sql);
	return run_text(s, sql, err);
}

/* In the log a user's field is # and its number. */
static const char custom_changed[] =
    " (SELECT 1 FROM @.change h "
    "WHERE h.\"record\" = c.\"record\" "
    "AND h.\"field\" = '$' || c.\"field\" AND h.\"batch\" IN #)";

static void
put_custom_view(struct crm_store *s, int64_t number, struct crm_buf *sql)
{
	put(s, sql,
	    "CREATE TEMPORARY VIEW custom AS SELECT c.* FROM @.custom c "
	    "WHERE NOT EXISTS",
	    "", number);
	put(s, sql, custom_changed, "#", number);
	put(s, sql, " UNION ALL SELECT * FROM %.was_custom;", "", number);
}

static enum crm_status
shadow_custom(struct crm_store *s, int64_t number, struct crm_buf *sql,
    struct crm_err *err)
{
	put(s, sql,
	    "CREATE TEMPORARY TABLE was_custom AS SELECT c.* "
	    "FROM @.custom c WHERE EXISTS",
	    "", number);
	put(s, sql, custom_changed, "#", number);
	put(s, sql,
	    ";CREATE UNIQUE INDEX was_custom_id "
	    "ON was_custom (\"field\", \"record\");",
	    "", number);
	put_custom_view(s, number, sql);
	return run_text(s, sql, err);
}

static enum crm_status
put_back_custom(struct crm_store *s, const struct crm_field *f, int64_t record,
    struct crm_value old, struct crm_err *err)
{
	bool text = crm_type_is_text(f->type);
	struct crm_value v[5] = { crm_value_int(f->custom_id),
		crm_value_int(record), CRM_VALUE_NULL, CRM_VALUE_NULL,
		CRM_VALUE_NULL };
	enum crm_status st;

	st = crm_run(s,
	    "DELETE FROM was_custom WHERE \"field\" = ? "
	    "AND \"record\" = ?",
	    v, 2, err);
	if (st != CRM_OK || old.kind == CRM_NULL)
		return st;
	v[text ? 3 : 2] = old;
	if (f->flags & CRM_F_FOLDED)
		v[4] = crm_value_text(crm_fold_dup(s->scratch, old.t));
	return crm_run(
	    s, "INSERT INTO was_custom VALUES (?, ?, ?, ?, ?)", v, 5, err);
}

static enum crm_status
put_back(struct crm_store *s, const struct crm_entity *e,
    const struct crm_field *f, int64_t record, struct crm_value old,
    struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_value v[3];
	enum crm_status st;
	size_t n = 0;

	crm_arena_reset(s->scratch);
	old = log_value_read(f, old);
	if (f->flags & CRM_F_CUSTOM)
		return put_back_custom(s, f, record, old, err);
	crm_buf_printf(
	    &sql, "UPDATE \"was_%s\" SET \"%s\" = ?", e->def->table, f->name);
	v[n++] = old;
	if (f->flags & CRM_F_FOLDED) {
		crm_buf_printf(&sql, ", \"%s_f\" = ?", f->name);
		v[n++] = old.kind != CRM_STR
		    ? old
		    : crm_value_text(crm_fold_dup(s->scratch, old.t));
	}
	crm_buf_str(&sql, " WHERE \"id\" = ?");
	v[n++] = crm_value_int(record);
	st = crm_run(s, sql.data, v, n, err);
	crm_buf_free(&sql);
	return st;
}

/* From the newest change to the oldest, so that the oldest old value stays.
 * `d` has all fields that there ever were. */
static enum crm_status
put_all_back(struct crm_store *s, const struct crm_dict *d, int64_t number,
    struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = crm_sql(s,
	    "SELECT c.\"entity\", c.\"record\", c.\"field\", "
	    "c.\"old\" FROM change c JOIN batch b "
	    "ON b.\"id\" = c.\"batch\" WHERE b.\"number\" > ? "
	    "ORDER BY b.\"number\" DESC, c.\"id\" DESC",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(number));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct crm_buf name = CRM_BUF_INIT;
		struct crm_text t = crm_col_text(q, 0);
		const struct crm_entity *e;
		int field;

		crm_buf_add(&name, t.p, t.n);
		e = crm_dict_find(d, name.data);
		crm_buf_free(&name);
		field = e == NULL ? -1 : log_field_index(e, crm_col_text(q, 2));
		if (field >= 0)
			st = put_back(s, e, e->field[field], crm_col_int(q, 1),
			    crm_col(q, 3, true), err);
		if (st != CRM_OK) {
			crm_reset(q);
			return st;
		}
	}
	return st;
}

/* The version that each changed record had then: the last batch in the order
 * of their numbers. */
static enum crm_status
put_versions_back(struct crm_store *s, const struct crm_entity *e,
    int64_t number, struct crm_buf *sql, struct crm_err *err)
{
	put(s, sql,
	    "UPDATE \"was_$\" SET \"version\" = coalesce("
	    "(SELECT b.\"id\" FROM @.batch b WHERE b.\"number\" = "
	    "(SELECT max(n.\"number\") FROM @.change c JOIN @.batch n "
	    "ON n.\"id\" = c.\"batch\" WHERE c.\"record\" = \"was_$\".\"id\" "
	    "AND c.\"batch\" NOT IN # AND c.\"entity\" = '",
	    e->def->table, number);
	crm_buf_printf(sql, "%s')), \"born\")", e->def->name);
	return run_text(s, sql, err);
}

static enum crm_status
as_of_batch(struct crm_store *s, int64_t number, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_dict *all;
	enum crm_status st = fields_load(s, &a, true, &all, err);
	size_t i;

	for (i = 0; i < s->dict->n && st == CRM_OK; i++)
		st = shadow_entity(s, s->dict->entity[i], number, &sql, err);
	if (st == CRM_OK)
		st = shadow_custom(s, number, &sql, err);
	if (st == CRM_OK)
		st = put_all_back(s, all, number, err);
	for (i = 0; i < s->dict->n && st == CRM_OK; i++)
		st = put_versions_back(
		    s, s->dict->entity[i], number, &sql, err);
	crm_buf_free(&sql);
	crm_arena_free(&a);
	if (st != CRM_OK)
		return st;
	plan_forget(s);
	store_forget_names(s);
	s->in_past = true;
	s->as_of = number;
	return fields_load(s, &s->arena, false, &s->dict, err);
}

/* ---- the book of today beside it ---- */

/* What was kept of the tables of one book is not of the other.  An engine may go
 * on with a plan although a view stands before its table by now. */
static enum crm_status
other_book(struct crm_store *s, struct crm_buf *sql, struct crm_err *err)
{
	enum crm_status st;

	plan_forget(s);
	store_forget_names(s);
	stmt_forget(s);
	st = run_text(s, sql, err);
	crm_buf_free(sql);
	return st;
}

enum crm_status
crm_as_of_pause(struct crm_store *s, struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	size_t i;

	for (i = 0; i < s->dict->n; i++)
		put(s, &sql, "DROP VIEW %.\"$\";",
		    s->dict->entity[i]->def->table, s->as_of);
	put(s, &sql, "DROP VIEW %.custom;", "", s->as_of);
	s->as_of_paused = true;
	s->clock = s->asked;
	return other_book(s, &sql, err);
}

enum crm_status
crm_as_of_resume(struct crm_store *s, struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	size_t i;

	for (i = 0; i < s->dict->n; i++)
		put_view(s, s->dict->entity[i]->def->table, s->as_of, &sql);
	put_custom_view(s, s->as_of, &sql);
	s->as_of_paused = false;
	s->clock = s->then;
	return other_book(s, &sql, err);
}

bool
crm_as_of_asked(const struct crm_store *s)
{
	return s->in_past;
}

const struct crm_clock *
crm_as_of_now(const struct crm_store *s)
{
	return s->in_past ? &s->asked : &s->clock;
}

/* ---- which batch ---- */

static enum crm_status
written_at(
    struct crm_store *s, int64_t number, int64_t *last, struct crm_err *err)
{
	struct crm_value v = crm_value_int(number), at;
	enum crm_status st = crm_get_int(s,
	    "SELECT \"at\" FROM batch WHERE \"number\" = ?", &v, 1, &at, err);

	*last = at.kind == CRM_INT ? at.i : s->clock.now;
	return st;
}

/* Of what came behind it a book knows nothing: today is the day it is seen as of. */
static void
look_from(struct crm_store *s, int64_t last)
{
	s->asked = s->clock;
	if (last < s->clock.now) {
		s->clock.now = last;
		s->clock.today = crm_instant_date(last);
	}
	s->then = s->clock;
}

static enum crm_status
began_at(struct crm_store *s, struct crm_value *at, struct crm_err *err)
{
	return crm_get_int(
	    s, "SELECT min(\"at\") FROM batch", NULL, 0, at, err);
}

/* The last batch up to an instant; 0: none. */
static enum crm_status
last_by(
    struct crm_store *s, int64_t instant, int64_t *number, struct crm_err *err)
{
	struct crm_value v = crm_value_int(instant), found;
	enum crm_status st = crm_get_int(s,
	    "SELECT coalesce(max(\"number\"), 0) FROM batch "
	    "WHERE \"at\" <= ?",
	    &v, 1, &found, err);

	*number = found.i;
	return st;
}

enum crm_status
log_last_before(
    struct crm_store *s, int64_t day, int64_t *number, struct crm_err *err)
{
	return last_by(s, crm_date_start(day) - 1, number, err);
}

enum crm_status
crm_as_of_last(struct crm_text text, const struct crm_clock *clock,
    int64_t *last, struct crm_err *err)
{
	enum crm_status st;
	int64_t day;

	if (memchr(text.p, ':', text.n) != NULL)
		return crm_instant_expr(text, clock, last, err);
	if ((st = crm_date_expr(text, clock, &day, err)) == CRM_OK)
		*last = crm_date_start(day + 1) - 1;
	return st;
}

enum crm_status
crm_as_of_text(struct crm_store *s, const char *text, struct crm_value *began,
    struct crm_err *err)
{
	enum crm_status st;
	int64_t last = 0, number;

	*began = CRM_VALUE_NULL;
	if (text[0] == 'B' && text[1] >= '0' && text[1] <= '9') {
		st = crm_batch_parse(s, crm_text_of(text), &number, err);
		if (st == CRM_OK)
			st = written_at(s, number, &last, err);
	} else {
		st = crm_as_of_last(crm_text_of(text), &s->clock, &last, err);
		if (st == CRM_OK)
			st = last_by(s, last, &number, err);
		if (st == CRM_OK && number == 0)
			st = began_at(s, began, err);
	}
	if (st != CRM_OK)
		return st;
	look_from(s, last);
	return as_of_batch(s, number, err);
}
