/* The secondary indexes of a kind, made from the dictionary; dropped before a load of
 * many rows and made anew behind it. */
#include "store/internal.h"

#include <stdio.h>
#include <string.h>

/* Those of keys and of other systems' ids hold what is live. */
bool
schema_is_indexed(const struct crm_entity *e, size_t i)
{
	return (e->field[i]->flags & CRM_F_EXT) != 0 || (int)i == e->key[0] ||
	    (int)i == e->key[1] || schema_is_indexed_deleted(e, i);
}

/* Its name among "owner,status|created" counts. */
bool
schema_is_indexed_deleted(const struct crm_entity *e, size_t i)
{
	const char *name = e->field[i]->name, *at = e->def->indexes;
	size_t n = strlen(name);

	if ((e->field[i]->flags & CRM_F_INDEX) != 0)
		return true;
	while (at != NULL && (at = strstr(at, name)) != NULL) {
		if ((at == e->def->indexes || strchr(",|", at[-1]) != NULL) &&
		    (at[n] == '\0' || strchr(",|", at[n]) != NULL))
			return true;
		at += n;
	}
	return false;
}

/* One index: told, with its name as the book has it. */
static void
tell_index(const struct schema_indexes *to, const char *name, bool unique,
    const char *columns, const char *where)
{
	char own[120];

	snprintf(own, sizeof own, "%s_%s", to->entity->def->table, name);
	to->each(to->ctx, to->entity, own, unique, columns, where);
}

void
schema_put_index(struct crm_buf *b, const char *table, const char *name,
    bool unique, const char *columns, const char *where)
{
	crm_buf_printf(b,
	    "CREATE %sINDEX IF NOT EXISTS \"%s\" ON \"%s\" (%s)%s%s;",
	    unique ? "UNIQUE " : "", name, table, columns,
	    where[0] != '\0' ? " WHERE " : "", where);
}

static void
index_sql(void *ctx, const struct crm_entity *e, const char *name, bool unique,
    const char *columns, const char *where)
{
	schema_put_index(ctx, e->def->table, name, unique, columns, where);
}

static const char *
copy_suffix(const struct crm_field *f)
{
	return f->flags & CRM_F_FOLDED ? "_f" : "";
}

/* What is required is never null: an index that says so is more to read at each
 * start, and holds the same. */
static bool
may_be_null(const struct crm_field *f)
{
	return (f->flags & CRM_F_REQUIRED) == 0;
}

static void
key_index(const struct schema_indexes *to)
{
	const struct crm_entity *e = to->entity;
	char columns[160] = "", where[120] = "\"deleted\" IS NULL";
	const struct crm_field *f = NULL;
	size_t i, n = 0;

	for (i = 0; i < CRM_KEY_FIELDS && e->key[i] >= 0; i++) {
		f = e->field[e->key[i]];
		n += (size_t)snprintf(columns + n, sizeof columns - n,
		    "%s\"%s%s\"", i > 0 ? ", " : "", f->name, copy_suffix(f));
	}
	if (f == NULL)
		return;
	if (may_be_null(f))
		snprintf(where, sizeof where,
		    "\"deleted\" IS NULL AND \"%s%s\" "
		    "IS NOT NULL",
		    f->name, copy_suffix(f));
	tell_index(to, "key_u", true, columns, where);
}

/* "owner,status|created": lists of columns. */
static void
listed_indexes(const struct schema_indexes *to)
{
	const char *p = to->entity->def->indexes;

	while (p != NULL && *p != '\0') {
		char columns[160] = "", name[80];
		size_t n = strcspn(p, "|"), i, m = 0;

		snprintf(name, sizeof name, "%.*s_i", (int)n, p);
		for (i = 0; name[i] != '\0'; i++)
			if (name[i] == ',')
				name[i] = '_';
		columns[m++] = '"';
		for (i = 0; i < n && m < sizeof columns - 4; i++) {
			if (p[i] == ',')
				m += (size_t)snprintf(
				    columns + m, sizeof columns - m, "\",\"");
			else
				columns[m++] = p[i];
		}
		columns[m++] = '"';
		columns[m] = '\0';
		tell_index(to, name, false, columns, "");
		p += n + (p[n] == '|');
	}
}

void
schema_each_index(const struct schema_indexes *to)
{
	const struct crm_entity *e = to->entity;
	size_t i;

	if (e->ext >= 0)
		tell_index(to, "ext_u", true, "\"ext\"",
		    "\"deleted\" IS NULL AND \"ext\" IS NOT NULL");
	key_index(to);
	for (i = 0; i < e->n; i++) {
		const struct crm_field *f = e->field[i];
		char column[80], where[100] = "", name[80];

		if (!(f->flags & CRM_F_INDEX) || !is_column(f))
			continue;
		snprintf(
		    column, sizeof column, "\"%s%s\"", f->name, copy_suffix(f));
		if (may_be_null(f))
			snprintf(where, sizeof where, "%s IS NOT NULL", column);
		snprintf(name, sizeof name, "%s_i", f->name);
		tell_index(to, name, false, column, where);
	}
	listed_indexes(to);
}

enum crm_status
schema_make_indexes(
    struct crm_store *s, const struct crm_entity *e, struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	const struct schema_indexes to = { e, index_sql, &b };
	enum crm_status st = CRM_OK;

	schema_each_index(&to);
	if (b.len > 0)
		st = s->engine->script(s->db, b.data, err);
	crm_buf_free(&b);
	return st;
}

static bool
is_index(const struct crm_entity *e, struct crm_text name, const char *field,
    const char *end)
{
	char own[120];

	snprintf(own, sizeof own, "%s_%s_%s", e->def->table, field, end);
	return crm_text_is(name, own);
}

/* Whether it need not be made anew: the index of a column that stays empty takes no
 * rows, and in that of when they came they stand behind all others as they come. */
static bool
may_stay(const struct crm_entity *e, const bool *filled, struct crm_text name)
{
	size_t i;

	if (is_index(e, name, "created", "i") ||
	    (e->ext >= 0 && !filled[e->ext] && is_index(e, name, "ext", "u")))
		return true;
	for (i = 0; i < e->n; i++)
		if ((e->field[i]->flags & CRM_F_INDEX) != 0 && !filled[i] &&
		    is_index(e, name, e->field[i]->name, "i"))
			return true;
	return false;
}

enum crm_status
schema_drop_indexes(struct crm_store *s, const struct crm_entity *e,
    const bool *filled, struct crm_err *err)
{
	struct crm_value table = crm_value_text(crm_text_of(e->def->table));
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;
	struct crm_stmt *q;
	bool row;

	if (s->engine->indexes_sql == NULL)
		return CRM_OK;
	if ((st = crm_sql(s, s->engine->indexes_sql, &q, err)) != CRM_OK)
		return st;
	crm_bind(q, 1, table);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct crm_text name = crm_col_text(q, 0);

		if (!may_stay(e, filled, name))
			crm_buf_printf(
			    &b, "DROP INDEX \"%.*s\";", (int)name.n, name.p);
	}
	if (st == CRM_OK && b.len > 0)
		st = s->engine->script(s->db, b.data, err);
	crm_buf_free(&b);
	return st;
}
