/*
 * Aliases.  A merged record is deleted and says which record stands for it: its
 * id and its names lead there.  A chain is followed to its end; one that does
 * not lead to a live record leads nowhere.
 */
#include "internal.h"

#include <stdlib.h>

enum {
	STEPS_MAX = 1000, /* a circle ends here */
	FEW_IDS = 16,     /* are looked up; for more all merged ones are read */
};

enum crm_status
alias_of(struct crm_store *s, const struct crm_entity *e, int64_t id,
    int64_t *to, struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	enum crm_status st = CRM_OK;
	struct crm_stmt *q;
	int steps;
	bool row;

	*to = 0;
	if (e->alias < 0)
		return CRM_OK;
	crm_buf_printf(&sql,
	    "SELECT \"deleted\", \"%s\" FROM \"%s\" "
	    "WHERE \"id\" = ?",
	    e->field[e->alias]->name, e->def->table);
	st = crm_sql(s, sql.data, &q, err);
	crm_buf_free(&sql);
	for (steps = 0; st == CRM_OK && steps < STEPS_MAX; steps++) {
		bool live, ends;

		crm_bind(q, 1, crm_value_int(id));
		if ((st = crm_step(q, &row, err)) != CRM_OK || !row)
			return st;
		live = crm_col_null(q, 0);
		ends = crm_col_null(q, 1);
		if (live || ends) {
			if (live && steps > 0)
				*to = id;
			crm_reset(q);
			return CRM_OK;
		}
		id = crm_col_int(q, 1);
		crm_reset(q);
	}
	return st;
}

enum crm_status
alias_follow(struct crm_store *s, struct crm_record *r, struct crm_err *err)
{
	const struct crm_entity *e = r->entity, *to;
	enum crm_status st = CRM_OK;
	struct crm_text code;
	int64_t id;
	size_t i;

	for (i = 0; i < e->n && st == CRM_OK; i++) {
		const struct crm_field *f = e->field[i];
		struct crm_value *v = &r->v[i];

		if (v->kind == CRM_NULL || (f->flags & CRM_F_DERIVED) != 0)
			continue;
		if (f->type == CRM_T_REF) {
			to = crm_dict_find(s->dict, f->ref);
			st = alias_of(s, to, v->i, &id, err);
			if (id != 0)
				v->i = id;
		} else if (f->type == CRM_T_ANY &&
		    crm_id_split(v->t, &code, &id) &&
		    (to = crm_dict_code(s->dict, code)) != NULL) {
			st = alias_of(s, to, id, &id, err);
			if (id != 0)
				*v = crm_value_text(crm_text_of(
				    crm_sprintf(s->scratch, "%s%lld",
					to->def->code, (long long)id)));
		}
	}
	return st;
}

/* ---- many ids at once ---- */

struct step {
	int64_t id, to;
};

static int
by_id(const void *a, const void *b)
{
	const struct step *x = a, *y = b;

	return (x->id > y->id) - (x->id < y->id);
}

/* The merged records; of few ids only those that are.  The last id fills up the
 * statement, which so stays prepared. */
static enum crm_status
ask_steps(struct crm_store *s, const struct crm_entity *e, const int64_t *id,
    size_t n, struct crm_stmt **q, struct crm_err *err)
{
	const char *alias = e->field[e->alias]->name;
	const size_t marks = n <= FEW_IDS ? FEW_IDS : 0;
	struct crm_buf sql = CRM_BUF_INIT;
	enum crm_status st;
	size_t i;

	crm_buf_printf(&sql,
	    "SELECT \"id\", \"%s\" FROM \"%s\" WHERE \"%s\" "
	    "IS NOT NULL AND \"deleted\" IS NOT NULL",
	    alias, e->def->table, alias);
	for (i = 0; i < marks; i++)
		crm_buf_str(&sql, i == 0 ? " AND \"id\" IN (?" : ", ?");
	/* By +id: few are merged, and an engine would walk all of them along the
	 * key to save the sorting. */
	crm_buf_printf(&sql, "%s ORDER BY +\"id\"", marks > 0 ? ")" : "");
	st = crm_sql(s, sql.data, q, err);
	crm_buf_free(&sql);
	for (i = 0; i < marks && st == CRM_OK; i++)
		crm_bind(*q, (int)i + 1, crm_value_int(id[i < n ? i : n - 1]));
	return st;
}

static enum crm_status
read_steps(struct crm_store *s, const struct crm_entity *e, const int64_t *id,
    size_t n_ids, struct crm_arena *a, struct step **list, size_t *n,
    struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	size_t cap = 0;
	bool row;

	*n = 0;
	*list = NULL;
	if ((st = ask_steps(s, e, id, n_ids, &q, err)) != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*list = crm_grow(a, *list, *n, &cap, sizeof **list);
		(*list)[*n].id = crm_col_int(q, 0);
		(*list)[(*n)++].to = crm_col_int(q, 1);
	}
	return st;
}

enum crm_status
crm_follow_aliases(struct crm_store *s, const struct crm_entity *e, int64_t *id,
    size_t n, struct crm_err *err)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	struct step *list, *at, key = { 0, 0 };
	enum crm_status st;
	size_t i, n_list;
	int64_t to;

	if (e->alias < 0 || n == 0)
		return CRM_OK;
	st = read_steps(s, e, id, n, &arena, &list, &n_list, err);
	for (i = 0; i < n && st == CRM_OK && n_list > 0; i++) {
		key.id = id[i];
		at = bsearch(&key, list, n_list, sizeof *list, by_id);
		if (at == NULL)
			continue;
		if ((st = alias_of(s, e, id[i], &to, err)) == CRM_OK && to != 0)
			id[i] = to;
	}
	crm_arena_free(&arena);
	return st;
}
