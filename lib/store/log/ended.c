/*
 * Records under what a field had when they ended: a closed deal under the owner who
 * closed it, whoever got it since.  As with --as-of a temporary view shadows the
 * table by its name, so that every query runs unchanged; but it has no rows of its
 * own, and only who asks for the field looks into the few that differ.
 */
#include "store/internal.h"

#include <crm/store/log.h>

#include <stdint.h>
#include <string.h>

static enum crm_status
run_text(struct crm_store *s, struct crm_buf *sql, struct crm_err *err)
{
	enum crm_status st = s->engine->script(s->db, sql->data, err);

	crm_buf_clear(sql);
	return st;
}

/* The last batch that is seen, by its number. */
static int64_t
last_seen(const struct crm_store *s)
{
	return s->in_past && !s->as_of_paused ? s->as_of : INT64_MAX;
}

static void
put_name(struct crm_store *s, const struct crm_entity *e, struct crm_buf *sql)
{
	crm_buf_printf(
	    sql, "%s.\"ended_%s\"", s->engine->temp_schema, e->def->table);
}

/* The last batch that brought a record to the end that it is at; none where it came
 * into the book so. */
static void
put_end(const struct crm_ending *how, int64_t last, struct crm_buf *sql)
{
	crm_buf_printf(sql,
	    "coalesce((SELECT max(k.\"number\") FROM change g"
	    " JOIN batch k ON k.\"id\" = g.\"batch\""
	    " JOIN \"%s\" w ON w.\"id\" = CAST(g.\"old\" AS BIGINT)"
	    " WHERE g.\"entity\" = '%s' AND g.\"record\" = t.\"id\""
	    " AND g.\"field\" = '%s' AND k.\"number\" <= %lld"
	    " AND w.\"%s\" <> z.\"%s\"), 0)",
	    how->state, how->kind, how->ref, (long long)last, how->type,
	    how->type);
}

/* What was there before the first change behind that; what was filled in where
 * nothing was is no change. */
static void
put_was(const struct crm_ending *how, int64_t last, struct crm_buf *sql)
{
	crm_buf_printf(sql,
	    "(SELECT CAST(h.\"old\" AS BIGINT) FROM change h"
	    " JOIN batch b ON b.\"id\" = h.\"batch\""
	    " WHERE h.\"entity\" = '%s' AND h.\"record\" = t.\"id\""
	    " AND h.\"field\" = '%s' AND h.\"old\" IS NOT NULL"
	    " AND b.\"number\" <= %lld AND b.\"number\" > ",
	    how->kind, how->field, (long long)last);
	put_end(how, last, sql);
	crm_buf_str(sql, " ORDER BY b.\"number\", h.\"id\" LIMIT 1)");
}

/* Those that differ.  Of the log all is read once, rather than what each record has
 * of it. */
static enum crm_status
find(struct crm_store *s, const struct crm_entity *e,
    const struct crm_ending *how, struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_value any = CRM_VALUE_NULL;
	enum crm_status st;

	if (s->ended.known) {
		crm_buf_str(&sql, "DROP TABLE ");
		put_name(s, e, &sql);
		crm_buf_char(&sql, ';');
	}
	crm_buf_printf(&sql,
	    "CREATE TEMPORARY TABLE \"ended_%s\" AS SELECT x.\"id\", x.\"was\""
	    " FROM (SELECT t.\"id\", t.\"%s\" AS \"is\", ",
	    e->def->table, how->field);
	put_was(how, last_seen(s), &sql);
	crm_buf_printf(&sql,
	    " AS \"was\" FROM \"%s\" t JOIN \"%s\" z ON z.\"id\" = t.\"%s\""
	    " AND z.\"%s\" <> '%s' WHERE t.\"id\" IN (SELECT c.\"record\""
	    " FROM change c WHERE c.\"entity\" || '' = '%s'"
	    " AND c.\"field\" = '%s')) x WHERE x.\"was\" IS NOT NULL"
	    " AND (x.\"is\" IS NULL OR x.\"is\" <> x.\"was\");"
	    "CREATE UNIQUE INDEX \"ended_%s_id\" ON \"ended_%s\""
	    " (\"id\", \"was\");",
	    e->def->table, how->state, how->ref, how->type, how->open,
	    how->kind, how->field, e->def->table, e->def->table);
	s->ended.known = false;
	if ((st = run_text(s, &sql, err)) == CRM_OK) {
		s->ended.known = true;
		s->ended.last = last_seen(s);
		crm_buf_str(&sql, "SELECT 1 FROM ");
		put_name(s, e, &sql);
		crm_buf_str(&sql, " LIMIT 1");
		st = crm_get_int(s, sql.data, NULL, 0, &any, err);
	}
	s->ended.any = any.kind == CRM_INT;
	crm_buf_free(&sql);
	return st;
}

/* All columns of the table, in their order. */
static enum crm_status
put_columns(struct crm_store *s, const struct crm_entity *e, const char *field,
    struct crm_buf *sql, struct crm_err *err)
{
	struct crm_buf names = CRM_BUF_INIT;
	enum crm_status st = schema_columns(s, e->def->table, &names, err);
	const char *p = names.data, *end;

	while (st == CRM_OK && p != NULL && (end = strchr(++p, '\n')) != NULL) {
		struct crm_text name = { p, (size_t)(end - p) };

		if (sql->len > 0)
			crm_buf_str(sql, ", ");
		if (crm_text_is(name, field)) {
			/* What was never changed is not looked for. */
			crm_buf_str(sql,
			    "coalesce(CASE WHEN d.\"version\" = d.\"born\" THEN NULL"
			    " ELSE (SELECT x.\"was\" FROM ");
			put_name(s, e, sql);
			crm_buf_printf(sql,
			    " x WHERE x.\"id\" = d.\"id\") END, d.\"%s\")"
			    " AS \"%s\"",
			    field, field);
		} else {
			crm_buf_str(sql, "d.\"");
			crm_buf_add(sql, name.p, name.n);
			crm_buf_char(sql, '"');
		}
		p = end;
	}
	crm_buf_free(&names);
	return st;
}

/* In place of the view that as-of has there. */
static enum crm_status
put_view(struct crm_store *s, const struct crm_entity *e,
    const struct crm_ending *how, struct crm_err *err)
{
	const char *book = s->engine->book_schema;
	struct crm_buf sql = CRM_BUF_INIT, columns = CRM_BUF_INIT;
	enum crm_status st = put_columns(s, e, how->field, &columns, err);
	bool past = last_seen(s) != INT64_MAX;

	if (past)
		crm_buf_printf(&sql, "DROP VIEW %s.\"%s\";",
		    s->engine->temp_schema, e->def->table);
	crm_buf_printf(&sql, "CREATE TEMPORARY VIEW \"%s\" AS SELECT %s FROM ",
	    e->def->table, columns.data == NULL ? "" : columns.data);
	if (past)
		as_of_rows(s, e->def->table, &sql);
	else
		crm_buf_printf(&sql, "%s.\"%s\"", book, e->def->table);
	crm_buf_str(&sql, " d;");
	if (st == CRM_OK)
		st = run_text(s, &sql, err);
	crm_buf_free(&columns);
	crm_buf_free(&sql);
	return st;
}

enum crm_status
crm_see_ended(
    struct crm_store *s, const struct crm_ending *how, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(s->dict, how->kind);
	enum crm_status st = CRM_OK;

	if (!s->ended.known || s->ended.last != last_seen(s))
		st = find(s, e, how, err);
	if (st != CRM_OK || !s->ended.any)
		return st;
	stmt_forget_of(s, e->def->table);
	st = put_view(s, e, how, err);
	s->ended.seen = st == CRM_OK;
	return st;
}

enum crm_status
crm_see_now(
    struct crm_store *s, const struct crm_ending *how, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(s->dict, how->kind);
	struct crm_buf sql = CRM_BUF_INIT;
	enum crm_status st;

	if (!s->ended.seen)
		return CRM_OK;
	s->ended.seen = false;
	stmt_forget_of(s, e->def->table);
	crm_buf_printf(&sql, "DROP VIEW %s.\"%s\";", s->engine->temp_schema,
	    e->def->table);
	if (last_seen(s) != INT64_MAX) {
		crm_buf_printf(&sql,
		    "CREATE TEMPORARY VIEW \"%s\" AS SELECT *"
		    " FROM ",
		    e->def->table);
		as_of_rows(s, e->def->table, &sql);
		crm_buf_str(&sql, " d;");
	}
	st = run_text(s, &sql, err);
	crm_buf_free(&sql);
	return st;
}
