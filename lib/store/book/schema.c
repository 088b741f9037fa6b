/*
 * The schema, made from the dictionary.  A migration is the difference between
 * the dictionary and what the book has: missing tables, columns and indexes
 * are added; nothing is ever dropped.  CRM_SCHEMA counts them.
 */
#include "store/internal.h"

#include <stdio.h>
#include <string.h>

const struct own_table schema_own[] = {
	{ "batch",
	    "id number at actor +login +program +args +reason undoes seal" },
	{ "change", "id batch +entity record +field +old +new" },
	{ "birth", "batch +entity first last n" },
	{ "custom", "field record num +txt +txt_f" },
	{ "import_file", "+hash +entity batch" },
	{ "notice", "+key whom +channel day taken said" },
	{ "file_part", "+sha256 part +data" },
	{ NULL, NULL },
};

/* How they are made. */
static const char own_tables[] =
    "CREATE TABLE IF NOT EXISTS book (\"key\" @T PRIMARY KEY, "
    "\"value\" @T)@S;"
    "CREATE TABLE IF NOT EXISTS batch (\"id\" @K, \"number\" @I NOT NULL, "
    "\"at\" @I NOT NULL, \"actor\" @I, \"login\" @T, \"program\" @T, "
    "\"args\" @T, \"reason\" @T, \"undoes\" @I, \"seal\" @I)@S;"
    "CREATE TABLE IF NOT EXISTS change (\"id\" @A, \"batch\" @I NOT NULL, "
    "\"entity\" @T NOT NULL, \"record\" @I NOT NULL, \"field\" @T NOT NULL, "
    "\"old\" @T, \"new\" @T)@S;"
    "CREATE TABLE IF NOT EXISTS birth (\"batch\" @I NOT NULL, "
    "\"entity\" @T NOT NULL, \"first\" @I NOT NULL, "
    "\"last\" @I NOT NULL, \"n\" @I NOT NULL, "
    "PRIMARY KEY (\"batch\", \"entity\"))@S;"
    "CREATE TABLE IF NOT EXISTS custom (\"field\" @I NOT NULL, "
    "\"record\" @I NOT NULL, \"num\" @I, \"txt\" @T, \"txt_f\" @T, "
    "PRIMARY KEY (\"field\", \"record\"))@S;"
    "CREATE TABLE IF NOT EXISTS import_file (\"hash\" @T NOT NULL, "
    "\"entity\" @T NOT NULL, \"batch\" @I NOT NULL, "
    "PRIMARY KEY (\"hash\", \"entity\", \"batch\"))@S;"
    "CREATE TABLE IF NOT EXISTS notice (\"key\" @T NOT NULL, "
    "\"whom\" @I NOT NULL, \"channel\" @T NOT NULL, \"day\" @I NOT NULL, "
    "\"taken\" @I NOT NULL, \"said\" @I, "
    "PRIMARY KEY (\"key\", \"whom\", \"channel\"))@S;"
    "CREATE TABLE IF NOT EXISTS file_part (\"sha256\" @T NOT NULL, "
    "\"part\" @I NOT NULL, \"data\" @T, "
    "PRIMARY KEY (\"sha256\", \"part\"))@S;";

/* Their indexes. */
static const struct {
	const char *table, *name, *columns, *where;
	bool unique;
} own_indexes[] = {
	{ "batch", "batch_number", "\"number\"", "", true },
	{ "batch", "batch_at", "\"at\"", "", false },
	{ "change", "change_batch", "\"batch\"", "", false },
	{ "change", "change_record", "\"entity\", \"record\"", "", false },
	{ "change", "change_deleted", "\"entity\", \"record\"",
	    "\"field\" = 'deleted'", false },
};

enum { OWN_INDEXES = sizeof own_indexes / sizeof *own_indexes };

static void
expand(struct crm_buf *out, const char *sql, const struct crm_engine *e)
{
	for (; *sql != '\0'; sql++) {
		if (*sql != '@') {
			crm_buf_char(out, *sql);
			continue;
		}
		switch (*++sql) {
		case 'T':
			crm_buf_str(out, e->text_type);
			break;
		case 'I':
			crm_buf_str(out, e->int_type);
			break;
		case 'K':
			crm_buf_str(out, e->id_type);
			break;
		case 'A':
			crm_buf_str(out, e->auto_id_type);
			break;
		default:
			crm_buf_str(out, e->table_suffix);
		}
	}
}

/* An engine's text with a name for its %s. */
void
schema_put_name(struct crm_buf *b, const char *text, const char *name)
{
	const char *at = strstr(text, "%s");

	if (at == NULL) {
		crm_buf_str(b, text);
		return;
	}
	crm_buf_add(b, text, (size_t)(at - text));
	crm_buf_str(b, name);
	crm_buf_str(b, at + 2);
}

static void
column_sql(struct crm_store *s, const struct crm_field *f, struct crm_buf *b)
{
	const struct crm_entity *ref;

	crm_buf_printf(b, "\"%s\" %s", f->name,
	    crm_type_is_text(f->type) ? s->engine->text_type
				      : s->engine->int_type);
	if (f->type != CRM_T_REF)
		return;
	ref = crm_dict_find(s->dict, f->ref);
	schema_put_name(b, s->engine->references, ref->def->table);
}

/* Where in its row a field stands: engines read a row from its start.  First is what
 * every query and every index looks at; what reports sum and compare is not behind
 * what people write. */
enum rank { INDEXED, NUMBER, TEXT, RANKS };

static enum rank
rank_of(const struct crm_entity *e, size_t i)
{
	return schema_is_indexed(e, i)            ? INDEXED
	    : crm_type_is_text(e->field[i]->type) ? TEXT
						  : NUMBER;
}

static void
columns_sql(struct crm_store *s, const struct crm_entity *e, enum rank rank,
    struct crm_buf *b)
{
	size_t i;

	for (i = 0; i < e->n; i++) {
		if (!is_column(e->field[i]) || (int)i == e->deleted ||
		    (int)i == e->created || rank_of(e, i) != rank)
			continue;
		crm_buf_str(b, ", ");
		column_sql(s, e->field[i], b);
		if (e->field[i]->flags & CRM_F_FOLDED)
			crm_buf_printf(b, ", \"%s_f\" %s", e->field[i]->name,
			    s->engine->text_type);
	}
}

static enum crm_status
make_table(struct crm_store *s, const struct crm_entity *e, struct crm_err *err)
{
	const char *type = s->engine->int_type;
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;
	enum rank rank;

	crm_buf_printf(&b,
	    "CREATE TABLE \"%s\" (\"id\" %s, \"born\" %s "
	    "NOT NULL, \"version\" %s NOT NULL, \"deleted\" %s, "
	    "\"created\" %s",
	    e->def->table, s->engine->id_type, type, type, type, type);
	for (rank = INDEXED; rank < RANKS; rank++)
		columns_sql(s, e, rank, &b);
	crm_buf_printf(&b, ", \"seal\" %s)%s", type, s->engine->table_suffix);
	st = s->engine->script(s->db, b.data, err);
	crm_buf_free(&b);
	return st;
}

void
schema_each_own_index(
    void (*each)(void *ctx, const char *name, bool unique), void *ctx)
{
	size_t i;

	for (i = 0; i < OWN_INDEXES; i++)
		each(ctx, own_indexes[i].name, own_indexes[i].unique);
}

enum crm_status
schema_columns(struct crm_store *s, const char *table, struct crm_buf *out,
    struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	crm_buf_clear(out);
	if ((st = crm_sql(s, s->engine->columns_sql, &q, err)) != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_text(crm_text_of(table)));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct crm_text name = crm_col_text(q, 0);

		if (out->len == 0)
			crm_buf_char(out, '\n');
		crm_buf_add(out, name.p, name.n);
		crm_buf_char(out, '\n');
	}
	return st;
}

bool
schema_has_column(
    const struct crm_buf *columns, const char *name, const char *suffix)
{
	char needle[100];

	snprintf(needle, sizeof needle, "\n%s%s\n", name, suffix);
	return strstr(columns->data, needle) != NULL;
}

static enum crm_status
add_column(struct crm_store *s, const struct crm_entity *e,
    const struct crm_field *f, const char *suffix, struct crm_buf *done,
    struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;

	crm_buf_printf(&b, "ALTER TABLE \"%s\" ADD COLUMN ", e->def->table);
	if (suffix[0] != '\0')
		crm_buf_printf(
		    &b, "\"%s%s\" %s", f->name, suffix, s->engine->text_type);
	else
		column_sql(s, f, &b);
	st = s->engine->script(s->db, b.data, err);
	if (st == CRM_OK && done != NULL)
		crm_buf_printf(done, crm_tr("added column %s.%s%s\n"),
		    e->def->table, f->name, suffix);
	crm_buf_free(&b);
	return st;
}

/* Books of older releases have no seals. */
static enum crm_status
add_seal(struct crm_store *s, const char *table, struct crm_buf *columns,
    struct crm_buf *done, struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st = schema_columns(s, table, columns, err);

	if (st != CRM_OK || schema_has_column(columns, "seal", ""))
		return st;
	crm_buf_printf(&b, "ALTER TABLE \"%s\" ADD COLUMN \"seal\" %s", table,
	    s->engine->int_type);
	st = s->engine->script(s->db, b.data, err);
	if (st == CRM_OK && done != NULL)
		crm_buf_printf(done, crm_tr("added column %s.seal\n"), table);
	crm_buf_free(&b);
	return st;
}

static enum crm_status
apply_entity(struct crm_store *s, const struct crm_entity *e,
    struct crm_buf *columns, struct crm_buf *done, struct crm_err *err)
{
	enum crm_status st;
	size_t i;

	st = schema_columns(s, e->def->table, columns, err);
	if (st != CRM_OK)
		return st;
	if (columns->len == 0) {
		if (done != NULL)
			crm_buf_printf(
			    done, crm_tr("made table %s\n"), e->def->table);
		return make_table(s, e, err);
	}
	for (i = 0; i < e->n && st == CRM_OK; i++) {
		const struct crm_field *f = e->field[i];

		if (!is_column(f))
			continue;
		if (!schema_has_column(columns, f->name, ""))
			st = add_column(s, e, f, "", done, err);
		if (st == CRM_OK && (f->flags & CRM_F_FOLDED) != 0 &&
		    !schema_has_column(columns, f->name, "_f"))
			st = add_column(s, e, f, "_f", done, err);
	}
	return st != CRM_OK ? st
			    : add_seal(s, e->def->table, columns, done, err);
}

enum crm_status
schema_apply(struct crm_store *s, struct crm_buf *done, struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;
	size_t i;

	expand(&b, own_tables, s->engine);
	for (i = 0; i < OWN_INDEXES; i++)
		schema_put_index(&b, own_indexes[i].table, own_indexes[i].name,
		    own_indexes[i].unique, own_indexes[i].columns,
		    own_indexes[i].where);
	st = s->engine->script(s->db, b.data, err);
	if (st == CRM_OK)
		st = s->engine->make_counters(s, err);
	if (st == CRM_OK)
		st = add_seal(s, "batch", &b, done, err);
	for (i = 0; i < s->dict->n && st == CRM_OK; i++)
		st = apply_entity(s, s->dict->entity[i], &b, done, err);
	for (i = 0; i < s->dict->n && st == CRM_OK; i++)
		st = schema_make_indexes(s, s->dict->entity[i], err);
	if (st == CRM_OK) {
		struct crm_value v[2] = { crm_value_text(CRM_TEXT("schema")),
			CRM_VALUE_NULL };
		char number[12];

		snprintf(number, sizeof number, "%d", CRM_SCHEMA);
		v[1] = crm_value_text(crm_text_of(number));
		st = crm_run(s,
		    "INSERT INTO book (\"key\", \"value\") "
		    "VALUES (?, ?) ON CONFLICT (\"key\") DO UPDATE "
		    "SET \"value\" = excluded.\"value\"",
		    v, 2, err);
	}
	crm_buf_free(&b);
	return st;
}
