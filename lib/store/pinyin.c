/* Texts with their places by pinyin, as a table that statements sort by: no engine
 * knows that order by itself, and both shall have the same. */
#include "internal.h"

#include <crm/base/pinyin.h>

/* The texts of one key of a sort, each once. */
static enum crm_status
read_texts(struct crm_store *s, const struct crm_entity *e,
    const struct crm_sort *sort, size_t key, struct crm_arena *a,
    struct crm_text **list, size_t *n, size_t *cap, struct crm_err *err)
{
	struct crm_stmt *q;
	struct crm_sql sql;
	enum crm_status st;
	bool row;

	crm_sql_init(&sql, a);
	crm_buf_str(&sql.text, "SELECT DISTINCT ");
	crm_sort_key_sql(sort, key, "t", &sql);
	crm_buf_printf(&sql.text, " FROM \"%s\" t", e->def->table);
	st = crm_sql(s, sql.text.data, &q, err);
	if (st == CRM_OK)
		crm_bind_all(q, sql.bind, sql.n);
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct crm_text t = crm_col_text(q, 0);

		if (crm_col_null(q, 0))
			continue;
		*list = crm_grow(a, *list, *n, cap, sizeof **list);
		(*list)[(*n)++] = (struct crm_text){ crm_strndup(a, t.p, t.n),
			t.n };
	}
	crm_sql_free(&sql);
	return st;
}

static enum crm_status
write_places(struct crm_store *s, const struct crm_text *list, size_t n,
    struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	size_t i;
	bool row;

	crm_buf_printf(&b,
	    "CREATE TEMPORARY TABLE IF NOT EXISTS "
	    "pinyin (\"text\" %s PRIMARY KEY, \"n\" INTEGER);"
	    "DELETE FROM pinyin",
	    s->engine->text_type);
	st = s->engine->script(s->db, b.data, err);
	crm_buf_free(&b);
	if (st == CRM_OK)
		st = crm_sql(s,
		    "INSERT INTO \"pinyin\" (\"text\", \"n\") VALUES (?, ?)",
		    &q, err);
	if (st == CRM_OK && s->engine->load != NULL)
		s->engine->load(q->st);
	for (i = 0; i < n && st == CRM_OK; i++) {
		if (i > 0 && crm_text_eq(list[i], list[i - 1]))
			continue; /* of another key */
		crm_bind(q, 1, crm_value_text(list[i]));
		crm_bind(q, 2, crm_value_int((int64_t)i));
		st = crm_step(q, &row, err);
	}
	return st;
}

enum crm_status
pinyin_places(struct crm_store *s, const struct crm_entity *e,
    const struct crm_sort *sort, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_text *list = NULL;
	size_t n = 0, cap = 0, i;
	enum crm_status st = CRM_OK;
	bool any = false;

	for (i = 0; i < sort->n && st == CRM_OK; i++)
		if (sort->pinyin[i]) {
			any = true;
			st = read_texts(
			    s, e, sort, i, &a, &list, &n, &cap, err);
		}
	if (any && st == CRM_OK)
		st = crm_pinyin_sort(list, n, err);
	if (any && st == CRM_OK)
		st = write_places(s, list, n, err);
	crm_arena_free(&a);
	return st;
}
