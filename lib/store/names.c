/* Names of records: from a text to the record, and back to what is shown. */
#include "internal.h"

#include <stdlib.h>
#include <string.h>

enum {
	CANDIDATES = 5,
	IDS_AT_ONCE = 256, /* a statement */
};

/* Among which records a name is looked for. */
enum among {
	AMONG_LIVE,
	AMONG_ALL,    /* deleted ones too */
	AMONG_MERGED, /* those that another stands for */
};

static void
put_among(struct crm_buf *sql, const struct crm_entity *e, enum among among)
{
	if (among == AMONG_LIVE)
		crm_buf_str(sql, " AND \"deleted\" IS NULL");
	else if (among == AMONG_MERGED)
		crm_buf_printf(sql,
		    " AND \"deleted\" IS NOT NULL AND \"%s\" "
		    "IS NOT NULL",
		    e->field[e->alias]->name);
}

/* Ids of the records whose column has the value: at most `max` of them, and
 * how many there are at most max + 1. */
static enum crm_status
find_by(struct crm_store *s, const struct crm_entity *e, int field,
    struct crm_text text, const char *extra, struct crm_value extra_value,
    enum among among, struct crm_arena *arena, int64_t **ids, size_t *n,
    struct crm_err *err)
{
	const struct crm_field *f = e->field[field];
	struct crm_buf sql = CRM_BUF_INIT, fold = CRM_BUF_INIT;
	struct crm_value v[] = { crm_value_text(crm_value_key(f, text, &fold)),
		extra_value };
	enum crm_status st;

	crm_buf_printf(&sql, "SELECT \"id\" FROM \"%s\" WHERE \"%s%s\" = ?%s",
	    e->def->table, f->name, f->flags & CRM_F_FOLDED ? "_f" : "", extra);
	put_among(&sql, e, among);
	/* By +id: few have the name, or are merged, and an engine would walk the
	 * whole table along the key to save the sorting. */
	crm_buf_str(&sql, " ORDER BY +\"id\"");
	st = crm_ids(
	    s, sql.data, v, extra[0] != '\0' ? 2 : 1, arena, ids, n, err);
	crm_buf_free(&sql);
	crm_buf_free(&fold);
	return st;
}

/* By the natural key; "pipeline/name" where it has two fields. */
static enum crm_status
find_by_key(struct crm_store *s, const struct crm_entity *e,
    struct crm_text text, enum among among, struct crm_arena *arena,
    int64_t **ids, size_t *n, struct crm_err *err)
{
	const struct crm_field *first;
	struct crm_buf extra = CRM_BUF_INIT, fold = CRM_BUF_INIT;
	struct crm_text head = text, tail;
	enum crm_status st;
	size_t i;

	*n = 0;
	if (e->key[0] < 0)
		return CRM_OK;
	if (e->key[1] < 0)
		return find_by(s, e, e->key[0], text, "", CRM_VALUE_NULL, among,
		    arena, ids, n, err);
	st = find_by(s, e, e->key[1], text, "", CRM_VALUE_NULL, among, arena,
	    ids, n, err);
	for (i = 0; i < text.n && text.p[i] != '/'; i++)
		;
	if (st != CRM_OK || *n > 0 || i == text.n)
		return st;
	head.n = i;
	tail = (struct crm_text){ text.p + i + 1, text.n - i - 1 };
	first = e->field[e->key[0]];
	crm_buf_printf(&extra, " AND \"%s%s\" = ?", first->name,
	    first->flags & CRM_F_FOLDED ? "_f" : "");
	st = find_by(s, e, e->key[1], tail, extra.data,
	    crm_value_text(crm_value_key(first, head, &fold)), among, arena,
	    ids, n, err);
	crm_buf_free(&extra);
	crm_buf_free(&fold);
	return st;
}

static enum crm_status
exists(struct crm_store *s, const struct crm_entity *e, int64_t id, bool hidden,
    bool *yes, struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_value v = crm_value_int(id), found;
	enum crm_status st;

	crm_buf_printf(&sql, "SELECT \"id\" FROM \"%s\" WHERE \"id\" = ?%s",
	    e->def->table, hidden ? "" : " AND \"deleted\" IS NULL");
	st = crm_get_int(s, sql.data, &v, 1, &found, err);
	crm_buf_free(&sql);
	*yes = found.kind == CRM_INT;
	return st;
}

/* Which of some ids there are; `q` has as many marks, which the last id fills. */
static enum crm_status
mark_there(struct crm_stmt *q, const int64_t *id, size_t n, bool *there,
    struct crm_err *err)
{
	enum crm_status st;
	size_t i;
	bool row;

	memset(there, 0, n * sizeof *there);
	for (i = 0; i < IDS_AT_ONCE; i++)
		crm_bind(q, (int)i + 1, crm_value_int(id[i < n ? i : n - 1]));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		for (i = 0; i < n; i++)
			if (id[i] == crm_col_int(q, 0))
				there[i] = true;
	return st;
}

enum crm_status
crm_first_missing(struct crm_store *s, const struct crm_entity *e,
    const int64_t *id, size_t n, bool hidden, int64_t *missing,
    struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	bool there[IDS_AT_ONCE];
	struct crm_stmt *q;
	enum crm_status st;
	size_t i, j, some;

	*missing = 0;
	crm_buf_printf(&sql, "SELECT \"id\" FROM \"%s\" WHERE %s\"id\" IN (",
	    e->def->table, hidden ? "" : "\"deleted\" IS NULL AND ");
	for (i = 0; i < IDS_AT_ONCE; i++)
		crm_buf_str(&sql, i == 0 ? "?" : ", ?");
	crm_buf_char(&sql, ')');
	st = crm_sql_few(s, sql.data, &q, err);
	crm_buf_free(&sql);
	for (i = 0; i < n && st == CRM_OK && *missing == 0; i += some) {
		some = n - i < IDS_AT_ONCE ? n - i : IDS_AT_ONCE;
		st = mark_there(q, id + i, some, there, err);
		for (j = 0; j < some && st == CRM_OK && *missing == 0; j++)
			if (!there[j])
				*missing = id[i + j];
	}
	return st;
}

static enum crm_status
not_found(struct crm_store *s, const struct crm_entity *e, struct crm_text text,
    struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_text code;
	enum crm_status st;
	int64_t id;
	bool there = false;

	/* Its id is the one name that a deleted record keeps. */
	if (crm_id_split(text, &code, &id) && crm_text_is(code, e->def->code) &&
	    (st = exists(s, e, id, true, &there, err)) != CRM_OK)
		return st;
	if (there)
		return load_deleted(s, e, id, err);
	if (text.n > 60)
		text.n = 60;
	crm_escape(&b, text);
	st = crm_fail(err, CRM_NOTFOUND, "there is no %s '%s'", e->def->name,
	    b.data == NULL ? "" : b.data);
	crm_buf_free(&b);
	return st;
}

/* By a name, in the order of the steps: the first that finds any decides. */
static enum crm_status
find_named(struct crm_store *s, const struct crm_entity *e,
    struct crm_text text, enum among among, struct crm_arena *arena,
    int64_t **ids, size_t *n, struct crm_err *err)
{
	struct crm_text rest = text;
	enum crm_status st;

	*n = 0;
	if (text.n > 0 && text.p[0] == '=') {
		rest.p++, rest.n--;
	} else if (text.n > 4 && e->ext >= 0 &&
	    crm_text_is((struct crm_text){ text.p, 4 }, "ext:")) {
		rest = (struct crm_text){ text.p + 4, text.n - 4 };
		return find_by(s, e, e->ext, rest, "", CRM_VALUE_NULL, among,
		    arena, ids, n, err);
	}
	st = find_by_key(s, e, rest, among, arena, ids, n, err);
	if (st == CRM_OK && *n == 0 && e->name >= 0 && e->name != e->key[0])
		st = find_by(s, e, e->name, rest, "", CRM_VALUE_NULL, among,
		    arena, ids, n, err);
	return st;
}

/* Merged records become those that they lead to, each once; what leads nowhere
 * stays where `keep`, and falls out else. */
static enum crm_status
follow(struct crm_store *s, const struct crm_entity *e, bool keep, int64_t *ids,
    size_t *n, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i, j, kept = 0;
	int64_t to;

	for (i = 0; i < *n && st == CRM_OK; i++) {
		if ((st = alias_of(s, e, ids[i], &to, err)) != CRM_OK)
			break;
		if (to == 0 && keep)
			to = ids[i];
		for (j = 0; j < kept && ids[j] != to; j++)
			;
		if (to != 0 && j == kept)
			ids[kept++] = to;
	}
	*n = kept;
	return st;
}

/* All records that `text` names: a typed id alone, or by a name; where no live
 * one has it, those that merged records lead to. */
static enum crm_status
find_all(struct crm_store *s, const struct crm_entity *e, struct crm_text text,
    bool hidden, struct crm_arena *arena, int64_t **ids, size_t *n,
    struct crm_err *err)
{
	const struct crm_entity *kind;
	struct crm_text code;
	enum crm_status st;
	int64_t number;
	bool yes;

	*n = 0;
	if (crm_id_split(text, &code, &number) &&
	    (kind = crm_dict_code(s->dict, code)) != NULL) {
		if (kind != e)
			return crm_id_parse(s->dict, e, text, &number, err);
		*ids = crm_alloc(arena, sizeof **ids);
		(*ids)[0] = number;
		st = exists(s, e, number, hidden, &yes, err);
		*n = 1;
		if (st == CRM_OK && !yes)
			st = follow(s, e, false, *ids, n, err);
		return st;
	}
	st = find_named(
	    s, e, text, hidden ? AMONG_ALL : AMONG_LIVE, arena, ids, n, err);
	if (st != CRM_OK || *n > 0 || hidden || e->alias < 0)
		return st;
	st = find_named(s, e, text, AMONG_MERGED, arena, ids, n, err);
	return st != CRM_OK ? st : follow(s, e, false, *ids, n, err);
}

static enum crm_status
ambiguous(const struct crm_entity *e, struct crm_text text, const int64_t *ids,
    size_t n, struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT, name = CRM_BUF_INIT;
	enum crm_status st;
	size_t i;

	for (i = 0; i < n && i < CANDIDATES; i++) {
		if (i > 0)
			crm_buf_str(&b, ", ");
		crm_id_format(&b, e, ids[i]);
	}
	if (n > CANDIDATES)
		crm_buf_printf(&b, " and %zu more", n - CANDIDATES);
	crm_escape(&name, text);
	st = crm_fail(err, CRM_RULE,
	    "'%.60s' names %zu %ss: %s; say which by "
	    "its id",
	    name.data, n, e->def->name, b.data);
	crm_buf_free(&b);
	crm_buf_free(&name);
	return st;
}

enum crm_status
crm_resolve(struct crm_store *s, const struct crm_entity *e,
    struct crm_text text, bool hidden, int64_t *id, struct crm_err *err)
{
	struct crm_arena arena = CRM_ARENA_INIT;
	enum crm_status st;
	int64_t *ids = NULL;
	size_t n;

	st = find_all(s, e, text, hidden, &arena, &ids, &n, err);
	if (st == CRM_OK && n == 0)
		st = not_found(s, e, text, err);
	if (st == CRM_OK && n > 1)
		st = ambiguous(e, text, ids, n, err);
	if (st == CRM_OK)
		*id = ids[0];
	crm_arena_free(&arena);
	return st;
}

static enum crm_status
find_for_filter(void *ctx, const struct crm_entity *e, struct crm_text text,
    struct crm_arena *arena, int64_t **ids, size_t *n, struct crm_err *err)
{
	enum crm_status st = find_all(ctx, e, text, true, arena, ids, n, err);

	if (st == CRM_OK && *n > 0 && e->alias >= 0)
		st = follow(ctx, e, true, *ids, n, err);
	if (st == CRM_OK && *n == 0)
		st = not_found(ctx, e, text, err);
	return st;
}

struct crm_filter_env
crm_store_env(struct crm_store *s)
{
	s->resolver = (struct crm_resolver){ find_for_filter, s, find_segment };
	return (struct crm_filter_env){ .clock = &s->clock,
		.resolver = &s->resolver,
		.base_currency = s->currency };
}

/* ---- back ---- */

static enum crm_status
read_display(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_buf *out, struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	int shown = e->shown;
	bool row;

	crm_buf_clear(out);
	if (shown < 0) {
		crm_id_format(out, e, id);
		return CRM_OK;
	}
	crm_buf_printf(&sql, "SELECT \"%s\" FROM \"%s\" WHERE \"id\" = ?",
	    e->field[shown]->name, e->def->table);
	st = crm_sql(s, sql.data, &q, err);
	crm_buf_free(&sql);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(id));
	if ((st = crm_step(q, &row, err)) != CRM_OK)
		return st;
	if (row && !crm_col_null(q, 0)) {
		struct crm_text t = crm_col_text(q, 0);

		crm_buf_add(out, t.p, t.n);
	} else
		crm_id_format(out, e, id);
	if (row)
		crm_reset(q);
	return CRM_OK;
}

enum crm_status
crm_display(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_text *out, struct crm_err *err)
{
	struct display_slot *slot;
	enum crm_status st;

	if (s->display == NULL &&
	    (s->display = calloc(DISPLAY_SLOTS, sizeof *s->display)) == NULL)
		crm_oom();
	slot = &s->display[((uint64_t)id * 31 + ((uintptr_t)e >> 4)) %
	    DISPLAY_SLOTS];
	if (slot->entity != e || slot->id != id) {
		slot->entity = NULL;
		st = read_display(s, e, id, &slot->text, err);
		if (st != CRM_OK)
			return st;
		slot->entity = e;
		slot->id = id;
	}
	*out = (struct crm_text){ slot->text.data, slot->text.len };
	return CRM_OK;
}

enum crm_status
crm_is_name(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_text text, bool *yes, struct crm_err *err)
{
	struct crm_text shown;
	enum crm_status st = crm_display(s, e, id, &shown, err);
	struct crm_arena arena = CRM_ARENA_INIT;
	int64_t *ids = NULL;
	size_t i, n = 0;

	*yes = st == CRM_OK && crm_text_eq(shown, text);
	if (st != CRM_OK || *yes)
		return st;
	st = find_all(s, e, text, true, &arena, &ids, &n, err);
	for (i = 0; i < n; i++)
		*yes |= ids[i] == id;
	crm_arena_free(&arena);
	return st;
}
