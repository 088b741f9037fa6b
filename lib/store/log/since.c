/* What fields of a kind were, change by change: for reports and undo. */
#include "store/internal.h"

#include <crm/store/log.h>

enum { RECORD, FIELD, OLD, NEW, AT, BATCH };

/* By id: a record is locked until a batch of it has committed, so that its
 * changes have ids in their order.  An index of the kind would give them by
 * record, and have them sorted. */
static void
select_sql(const char *const *fields, struct crm_sql *q)
{
	size_t i;

	crm_buf_str(&q->text,
	    "SELECT c.\"record\", c.\"field\", c.\"old\", c.\"new\", b.\"at\", "
	    "b.\"number\" "
	    "FROM change c JOIN batch b ON b.\"id\" = c.\"batch\" "
	    "WHERE c.\"entity\" || '' = ? AND b.\"at\" >= ? "
	    "AND c.\"field\" IN (");
	for (i = 0; fields[i] != NULL; i++) {
		crm_buf_str(&q->text, i > 0 ? ", ?" : "?");
		crm_sql_bind(q, crm_value_text(crm_text_of(fields[i])));
	}
	crm_buf_str(&q->text, ") ORDER BY c.\"id\"");
}

static enum crm_status
give(struct crm_store *s, const struct crm_entity *e, struct crm_stmt *q,
    crm_log_each *each, void *ctx, struct crm_err *err)
{
	int field = log_field_index(e, crm_col_text(q, FIELD));
	struct crm_log_change c = { .record = crm_col_int(q, RECORD),
		.at = crm_col_int(q, AT),
		.batch = crm_col_int(q, BATCH) };

	if (field < 0)
		return CRM_OK;
	crm_arena_reset(s->scratch);
	c.field = e->field[field];
	c.old = log_value_read(c.field, crm_col(q, OLD, true));
	c.new = log_value_read(c.field, crm_col(q, NEW, true));
	return each(ctx, &c, err);
}

enum crm_status
crm_log_fields(struct crm_store *s, const struct crm_entity *e,
    const char *const *fields, int64_t since, crm_log_each *each, void *ctx,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_stmt *q;
	struct crm_sql sql;
	enum crm_status st;
	bool row;

	crm_sql_init(&sql, &a);
	crm_sql_bind(&sql, crm_value_text(crm_text_of(e->def->name)));
	crm_sql_bind(&sql, crm_value_int(since));
	select_sql(fields, &sql);
	if ((st = crm_sql(s, sql.text.data, &q, err)) == CRM_OK) {
		crm_bind_all(q, sql.bind, sql.n);
		while ((st = crm_step(q, &row, err)) == CRM_OK && row)
			if ((st = give(s, e, q, each, ctx, err)) != CRM_OK)
				break;
		crm_reset(q);
	}
	crm_sql_free(&sql);
	crm_arena_free(&a);
	return st;
}

/* Whether a batch wrote what a field has now, over what `old` says of it. */
static enum crm_status
wrote(struct crm_store *s, const struct crm_record *r, const char *field,
    int64_t number, const char *old, bool *yes, struct crm_err *err)
{
	char buf[CRM_INT_SIZE], sql[320];
	struct crm_value v[] = { crm_value_int(number),
		crm_value_text(crm_text_of(r->entity->def->name)),
		crm_value_int(r->id), crm_value_text(crm_text_of(field)),
		log_value(r->v[crm_field_index(r->entity, crm_text_of(field))],
		    buf) };
	struct crm_value n;
	enum crm_status st;

	snprintf(sql, sizeof sql,
	    "SELECT count(*) FROM change c JOIN batch b ON b.\"id\" = "
	    "c.\"batch\" WHERE b.\"number\" = ? AND c.\"entity\" = ? "
	    "AND c.\"record\" = ? AND c.\"field\" = ? "
	    "AND c.\"old\" %s AND c.\"new\" = ?",
	    old);
	st = crm_get_int(s, sql, v, sizeof v / sizeof *v, &n, err);
	*yes = st == CRM_OK && n.i > 0;
	return st;
}

enum crm_status
crm_log_gave(struct crm_store *s, const struct crm_record *r, const char *field,
    int64_t number, bool *yes, struct crm_err *err)
{
	return wrote(s, r, field, number, "IS NULL", yes, err);
}

enum crm_status
crm_log_moved(struct crm_store *s, const struct crm_record *r,
    const char *field, int64_t number, bool *yes, struct crm_err *err)
{
	return wrote(s, r, field, number, "IS NOT NULL", yes, err);
}

enum crm_status
crm_log_took(struct crm_store *s, const struct crm_record *r, const char *field,
    int64_t number, bool *yes, struct crm_err *err)
{
	struct crm_value v[] = { crm_value_int(number),
		crm_value_text(crm_text_of(r->entity->def->name)),
		crm_value_int(r->id), crm_value_text(crm_text_of(field)) };
	struct crm_value n;
	enum crm_status st = crm_get_int(s,
	    "SELECT count(*) FROM change c JOIN batch b ON b.\"id\" = "
	    "c.\"batch\" WHERE b.\"number\" = ? AND c.\"entity\" = ? "
	    "AND c.\"record\" = ? AND c.\"field\" = ? "
	    "AND c.\"old\" IS NOT NULL AND c.\"new\" IS NULL",
	    v, sizeof v / sizeof *v, &n, err);

	*yes = st == CRM_OK && n.i > 0;
	return st;
}

enum crm_status
crm_log_was(struct crm_store *s, const struct crm_record *r, const char *field,
    struct crm_arena *a, struct crm_text *out, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_text(
					   crm_text_of(r->entity->def->name)),
		crm_value_int(r->id), crm_value_text(crm_text_of(field)),
		r->v[crm_field_index(r->entity, crm_text_of(field))] };
	struct crm_stmt *q;
	struct crm_text old;
	enum crm_status st;
	bool row;

	*out = (struct crm_text){ NULL, 0 };
	st = crm_sql(s,
	    "SELECT \"old\" FROM change WHERE \"entity\" = ? "
	    "AND \"record\" = ? AND \"field\" = ? AND \"new\" = ? "
	    "ORDER BY \"id\" DESC LIMIT 1",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, sizeof v / sizeof *v);
	if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		old = crm_col_text(q, 0);
		*out = crm_text_of(crm_strndup(a, old.p, old.n));
		crm_reset(q);
	}
	return st;
}

enum crm_status
crm_log_touched(struct crm_store *s, const struct crm_record *r,
    const char *const *fields, int64_t number, bool *yes, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_value n;
	struct crm_sql sql;
	enum crm_status st;
	size_t i;

	crm_sql_init(&sql, &a);
	crm_buf_str(&sql.text,
	    "SELECT count(*) FROM change c JOIN batch b ON b.\"id\" = "
	    "c.\"batch\" WHERE b.\"number\" = ? AND c.\"entity\" = ? "
	    "AND c.\"record\" = ? AND c.\"field\" IN (");
	crm_sql_bind(&sql, crm_value_int(number));
	crm_sql_bind(&sql, crm_value_text(crm_text_of(r->entity->def->name)));
	crm_sql_bind(&sql, crm_value_int(r->id));
	for (i = 0; fields[i] != NULL; i++) {
		crm_buf_str(&sql.text, i > 0 ? ", ?" : "?");
		crm_sql_bind(&sql, crm_value_text(crm_text_of(fields[i])));
	}
	crm_buf_char(&sql.text, ')');
	st = crm_get_int(s, sql.text.data, sql.bind, sql.n, &n, err);
	*yes = st == CRM_OK && n.i > 0;
	crm_sql_free(&sql);
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_log_ever(struct crm_store *s, const struct crm_entity *e, int64_t record,
    const char *field, bool *yes, struct crm_err *err)
{
	struct crm_value v[] = { crm_value_text(crm_text_of(e->def->name)),
		crm_value_text(crm_text_of(field)), crm_value_int(record) };
	struct crm_value n;
	enum crm_status st = crm_get_int(s,
	    record != 0 ? "SELECT 1 FROM change WHERE \"entity\" = ? "
			  "AND \"field\" = ? AND \"record\" = ? LIMIT 1"
			: "SELECT 1 FROM change WHERE \"entity\" = ? "
			  "AND \"field\" = ? LIMIT 1",
	    v, record != 0 ? 3 : 2, &n, err);

	*yes = st == CRM_OK && n.kind == CRM_INT;
	return st;
}

enum crm_status
crm_log_in(struct crm_store *s, const struct crm_entity *e, int64_t record,
    const char *field, int64_t batch, bool *yes, struct crm_err *err)
{
	struct crm_value v[] = { crm_value_int(batch),
		crm_value_text(crm_text_of(e->def->name)),
		crm_value_int(record), crm_value_text(crm_text_of(field)) };
	struct crm_value n;
	enum crm_status st = crm_get_int(s,
	    "SELECT 1 FROM change WHERE \"batch\" = ? AND \"entity\" = ? "
	    "AND \"record\" = ? AND \"field\" = ? LIMIT 1",
	    v, sizeof v / sizeof *v, &n, err);

	*yes = st == CRM_OK && n.kind == CRM_INT;
	return st;
}

enum crm_status
crm_log_now(struct crm_store *s, const struct crm_entity *e, int64_t record,
    const char *field, bool *yes, struct crm_err *err)
{
	return crm_log_in(s, e, record, field, s->tx.id, yes, err);
}

/* A reference is logged as the text of its number. */
enum crm_status
crm_log_other(struct crm_store *s, const struct crm_record *r,
    const char *field, int64_t number, int64_t but, int64_t *other,
    struct crm_err *err)
{
	char buf[CRM_INT_SIZE];
	struct crm_value v[] = { crm_value_int(number),
		crm_value_text(crm_text_of(r->entity->def->name)),
		crm_value_int(r->id), crm_value_text(crm_text_of(field)),
		log_value(crm_value_int(but), buf) };
	struct crm_value found;
	enum crm_status st = crm_get_int(s,
	    "SELECT max(CAST(coalesce(c.\"new\", c.\"old\") AS BIGINT)) "
	    "FROM change c JOIN batch b ON b.\"id\" = c.\"batch\" "
	    "WHERE b.\"number\" = ? AND c.\"entity\" = ? "
	    "AND c.\"record\" = ? AND c.\"field\" = ? "
	    "AND coalesce(c.\"new\", c.\"old\") <> ?",
	    v, sizeof v / sizeof *v, &found, err);

	*other = st == CRM_OK && found.kind == CRM_INT ? found.i : 0;
	return st;
}

enum crm_status
crm_log_edited(struct crm_store *s, const struct crm_entity *e, int64_t id,
    const struct crm_entity *part, const char *of, int64_t behind, bool *yes,
    struct crm_err *err)
{
	const struct crm_value whole = crm_value_int(id);
	const struct crm_value from = crm_value_int(behind);
	const struct crm_value v[] = { from,
		crm_value_text(crm_text_of(e->def->name)), whole,
		crm_value_text(crm_text_of(part->def->name)), whole, from,
		whole, from };
	const char *table = part->def->table;
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_value n;
	enum crm_status st = crm_get_int(s,
	    crm_sprintf(&a,
		"SELECT 1 FROM (SELECT min(c.\"id\") AS a, max(c.\"id\") AS z "
		"FROM change c WHERE c.\"batch\" > ? "
		"AND ((c.\"entity\" = ? AND c.\"record\" = ?) "
		"OR (c.\"entity\" = ? AND c.\"record\" IN (SELECT \"id\" "
		"FROM \"%s\" WHERE \"%s\" = ? AND \"born\" <= ?))) "
		"GROUP BY c.\"entity\", c.\"record\", c.\"field\") x "
		"JOIN change f ON f.\"id\" = x.a JOIN change l ON l.\"id\" = x.z "
		"WHERE coalesce(f.\"old\", '') <> coalesce(l.\"new\", '') "
		"UNION ALL SELECT 1 FROM \"%s\" WHERE \"%s\" = ? "
		"AND \"born\" > ? AND \"deleted\" IS NULL LIMIT 1",
		table, of, table, of),
	    v, sizeof v / sizeof *v, &n, err);

	*yes = st == CRM_OK && n.kind == CRM_INT;
	crm_arena_free(&a);
	return st;
}

enum crm_status
crm_log_added(struct crm_store *s, const struct crm_record *r,
    const char *field, int64_t batch, bool *alone, int64_t *sum,
    struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_text(crm_text_of(field)),
		crm_value_text(crm_text_of(field)), crm_value_int(batch),
		crm_value_text(crm_text_of(r->entity->def->name)),
		crm_value_int(r->id) };
	struct crm_stmt *q;
	enum crm_status st;
	size_t i;
	bool row;

	*alone = false;
	*sum = 0;
	st = crm_sql(s,
	    "SELECT count(CASE WHEN \"field\" <> ? THEN 1 END), "
	    "CAST(sum(CASE WHEN \"field\" = ? THEN "
	    "CAST(coalesce(\"new\", '0') AS BIGINT) - "
	    "CAST(coalesce(\"old\", '0') AS BIGINT) END) AS BIGINT) "
	    "FROM change WHERE \"batch\" = ? AND \"entity\" = ? "
	    "AND \"record\" = ?",
	    &q, err);
	if (st != CRM_OK)
		return st;
	for (i = 0; i < sizeof v / sizeof *v; i++)
		crm_bind(q, (int)i + 1, v[i]);
	if ((st = crm_step(q, &row, err)) != CRM_OK || !row)
		return st;
	*alone = crm_col_int(q, 0) == 0 && !crm_col_null(q, 1);
	*sum = *alone ? crm_col_int(q, 1) : 0;
	crm_reset(q);
	return CRM_OK;
}

enum crm_status
crm_log_since(struct crm_store *s, const struct crm_record *r,
    const char *field, int64_t *batch, struct crm_err *err)
{
	char buf[CRM_INT_SIZE];
	const struct crm_value v[] = { crm_value_text(
					   crm_text_of(r->entity->def->name)),
		crm_value_int(r->id), crm_value_text(crm_text_of(field)),
		log_value(r->v[crm_field_index(r->entity, crm_text_of(field))],
		    buf) };
	struct crm_value found;
	enum crm_status st = crm_get_int(s,
	    "SELECT max(c.\"batch\") FROM change c JOIN batch b "
	    "ON b.\"id\" = c.\"batch\" WHERE c.\"entity\" = ? "
	    "AND c.\"record\" = ? AND c.\"field\" = ? AND c.\"new\" = ? "
	    "AND b.\"undoes\" IS NULL",
	    v, sizeof v / sizeof *v, &found, err);

	*batch = st == CRM_OK && found.kind == CRM_INT ? found.i : 0;
	return st;
}

enum crm_status
crm_log_before(struct crm_store *s, struct crm_record *patch, int64_t batch,
    bool (*takes)(const struct crm_field *f), struct crm_arena *a,
    struct crm_err *err)
{
	struct crm_stmt *q;
	struct crm_value was;
	enum crm_status st;
	bool row;
	int at;

	/* The first change of a field is the last that is read. */
	st = crm_sql(s,
	    "SELECT \"field\", \"old\" FROM change WHERE \"entity\" = ? "
	    "AND \"record\" = ? AND \"batch\" >= ? ORDER BY \"id\" DESC",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_text(crm_text_of(patch->entity->def->name)));
	crm_bind(q, 2, crm_value_int(patch->id));
	crm_bind(q, 3, crm_value_int(batch));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		at = log_field_index(patch->entity, crm_col_text(q, 0));
		if (at < 0 || !takes(patch->entity->field[at]))
			continue;
		was = log_value_read(
		    patch->entity->field[at], crm_col(q, 1, true));
		if (was.kind == CRM_STR)
			was.t.p = crm_strndup(a, was.t.p, was.t.n);
		crm_record_set(patch, at, was);
	}
	return st;
}

enum crm_status
crm_log_maker(struct crm_store *s, const struct crm_record *r, const char *kind,
    const char *field, int64_t *maker, struct crm_err *err)
{
	char buf[CRM_INT_SIZE], sql[256];
	const struct crm_value v[] = { crm_value_int(r->id),
		crm_value_text(crm_text_of(kind)),
		crm_value_text(crm_text_of(field)),
		log_value(crm_value_int(r->id), buf) };
	struct crm_value found;
	enum crm_status st;

	snprintf(sql, sizeof sql,
	    "SELECT max(c.\"record\") FROM change c JOIN \"%s\" t "
	    "ON t.\"born\" = c.\"batch\" WHERE t.\"id\" = ? "
	    "AND c.\"entity\" = ? AND c.\"field\" = ? AND c.\"new\" = ?",
	    r->entity->def->table);
	st = crm_get_int(s, sql, v, sizeof v / sizeof *v, &found, err);
	*maker = st == CRM_OK && found.kind == CRM_INT ? found.i : 0;
	return st;
}

enum crm_status
crm_log_named(struct crm_store *s, const struct crm_record *r, const char *kind,
    const char *field, const char *with, int64_t *by, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(s->dict, kind);
	const struct crm_value *same =
	    &r->v[crm_field_index(r->entity, crm_text_of(with))];
	char buf[CRM_INT_SIZE], sql[256];
	const struct crm_value v[] = { *same, crm_value_text(crm_text_of(kind)),
		crm_value_text(crm_text_of(field)),
		log_value(crm_value_int(r->id), buf) };
	struct crm_value found;
	enum crm_status st;

	*by = 0;
	if (same->kind == CRM_NULL)
		return CRM_OK;
	snprintf(sql, sizeof sql,
	    "SELECT max(t.\"id\") FROM \"%s\" t JOIN change c "
	    "ON c.\"record\" = t.\"id\" WHERE t.\"%s\" = ? "
	    "AND c.\"entity\" = ? AND c.\"field\" = ? AND c.\"old\" = ?",
	    e->def->table, with);
	st = crm_get_int(s, sql, v, sizeof v / sizeof *v, &found, err);
	*by = st == CRM_OK && found.kind == CRM_INT ? found.i : 0;
	return st;
}

enum crm_status
crm_log_after(struct crm_store *s, const struct crm_record *r,
    const char *field, int64_t number, bool *yes, struct crm_err *err)
{
	struct crm_value v[] = { crm_value_text(
				     crm_text_of(r->entity->def->name)),
		crm_value_int(r->id), crm_value_text(crm_text_of(field)),
		crm_value_int(number) };
	struct crm_value n;
	enum crm_status st = crm_get_int(s,
	    "SELECT count(*) FROM change c JOIN batch b ON b.\"id\" = "
	    "c.\"batch\" WHERE c.\"entity\" = ? AND c.\"record\" = ? "
	    "AND c.\"field\" = ? AND b.\"number\" > ?",
	    v, sizeof v / sizeof *v, &n, err);

	*yes = st == CRM_OK && n.i > 0;
	return st;
}
