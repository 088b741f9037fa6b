/*
 * Finding records by a text: by a key, an external id, an address or a number,
 * a name.  Which of these counts, and where an id comes in, is said by those who
 * ask: names.c behind a verb, refer.c in a file.
 */
#include "find.h"

#include <string.h>

#include "like.h"

enum { CANDIDATES = 5, ID_LETTERS = 24, SHOWN = 60 };

/* Letters and digits of full width follow each other as those of ASCII do. */
#define FULL_WIDTH_FIRST 0xFF01u
#define FULL_WIDTH_LAST 0xFF5Eu
#define FULL_WIDTH_FROM 0xFEE0u

bool
find_id(const struct crm_dict *d, struct crm_text t,
    const struct crm_entity **e, int64_t *number)
{
	const char *p = t.p, *end = t.p + t.n;
	struct crm_text code;
	char plain[ID_LETTERS];
	size_t n = 0;

	while (p < end && n < sizeof plain) {
		unsigned c = crm_utf8_next(&p, end);

		if (c >= FULL_WIDTH_FIRST && c <= FULL_WIDTH_LAST)
			c -= FULL_WIDTH_FROM;
		if (c >= 0x80)
			return false;
		plain[n++] = (char)c;
	}
	return p == end &&
	    crm_id_split((struct crm_text){ plain, n }, &code, number) &&
	    (*e = crm_dict_code(d, code)) != NULL;
}

enum crm_status
find_exists(struct crm_store *s, const struct crm_entity *e, int64_t id,
    bool hidden, bool *yes, struct crm_err *err)
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

/* ---- one way ---- */

static void
put_gone(struct crm_buf *sql, const struct crm_entity *e)
{
	crm_buf_printf(sql,
	    " AND \"deleted\" IS NOT NULL AND EXISTS (SELECT 1 FROM batch "
	    "x_batch WHERE x_batch.\"id\" = \"%s\".\"deleted\" AND "
	    "x_batch.\"undoes\" IS NULL)",
	    e->def->table);
	if (e->alias >= 0)
		crm_buf_printf(
		    sql, " AND \"%s\" IS NULL", e->field[e->alias]->name);
}

/* By +id: few have the name, or are merged, and an engine would walk the whole
 * table along the key to save the sorting. */
static void
put_among(struct crm_buf *sql, const struct crm_entity *e, enum among among)
{
	if (among == AMONG_LIVE)
		crm_buf_str(sql, " AND \"deleted\" IS NULL");
	else if (among == AMONG_MERGED)
		crm_buf_printf(sql,
		    " AND \"deleted\" IS NOT NULL AND \"%s\" IS NOT NULL",
		    e->field[e->alias]->name);
	else if (among == AMONG_GONE)
		put_gone(sql, e);
	crm_buf_str(sql, " ORDER BY +\"id\"");
}

static void
put_column(struct crm_buf *sql, const struct crm_field *f)
{
	crm_buf_char(sql, '"');
	crm_buf_str(sql, f->name);
	crm_buf_str(sql, f->flags & CRM_F_FOLDED ? "_f\"" : "\"");
}

/* Looks at no others where these are all. */
static void
put_known(struct crm_buf *sql, const struct known_ids *k, struct crm_value *v)
{
	size_t i;

	for (i = 0; k->all && i < k->n; i++) {
		crm_buf_str(sql, i == 0 ? " AND \"id\" IN (?" : ", ?");
		v[i] = crm_value_int(k->id[i]);
	}
	if (i > 0)
		crm_buf_char(sql, ')');
}

static enum crm_status
find_by(struct crm_store *s, const struct crm_entity *e, int field,
    struct crm_text text, enum among among, struct crm_arena *a,
    struct found *out, struct crm_err *err)
{
	const struct crm_field *f = e->field[field];
	struct crm_buf sql = CRM_BUF_INIT, fold = CRM_BUF_INIT;
	struct crm_value v[1 + KNOWN_MOST];
	struct known_ids k;
	enum crm_status st;

	v[0] = crm_value_text(crm_value_key(f, text, &fold));
	st = known_ids(s, e, field, among == AMONG_LIVE, v[0].t, &k, err);
	if (st != CRM_OK || (k.all && k.n == 0))
		goto out;
	crm_buf_str(&sql, "SELECT \"id\" FROM \"");
	crm_buf_str(&sql, e->def->table);
	crm_buf_str(&sql, "\" WHERE ");
	put_column(&sql, f);
	crm_buf_str(&sql, " = ?");
	put_known(&sql, &k, v + 1);
	put_among(&sql, e, among);
	st = crm_ids(
	    s, sql.data, v, k.all ? 1 + k.n : 1, a, &out->ids, &out->n, err);
out:
	crm_buf_free(&sql);
	crm_buf_free(&fold);
	return st;
}

/* "pipeline/name": both fields of a key. */
static enum crm_status
find_by_both(struct crm_store *s, const struct crm_entity *e,
    struct crm_text text, enum among among, struct crm_arena *a,
    struct found *out, struct crm_err *err)
{
	const char *slash = memchr(text.p, '/', text.n);
	struct crm_buf sql = CRM_BUF_INIT,
		       fold[CRM_KEY_FIELDS] = { CRM_BUF_INIT, CRM_BUF_INIT };
	struct crm_text part[CRM_KEY_FIELDS];
	struct crm_value v[CRM_KEY_FIELDS];
	enum crm_status st;
	int i;

	if (slash == NULL)
		return CRM_OK;
	part[0] = (struct crm_text){ text.p, (size_t)(slash - text.p) };
	part[1] = (struct crm_text){ slash + 1, text.n - part[0].n - 1 };
	crm_buf_printf(&sql, "SELECT \"id\" FROM \"%s\" WHERE ", e->def->table);
	for (i = 0; i < CRM_KEY_FIELDS; i++) {
		const struct crm_field *f = e->field[e->key[i]];

		crm_buf_str(&sql, i > 0 ? " AND " : "");
		put_column(&sql, f);
		crm_buf_str(&sql, " = ?");
		v[i] = crm_value_text(crm_value_key(f, part[i], &fold[i]));
	}
	put_among(&sql, e, among);
	st = crm_ids(
	    s, sql.data, v, CRM_KEY_FIELDS, a, &out->ids, &out->n, err);
	crm_buf_free(&sql);
	crm_buf_free(&fold[0]);
	crm_buf_free(&fold[1]);
	return st;
}

/* By the natural key; where it has two fields by the last, or by both. */
static enum crm_status
find_by_key(struct crm_store *s, const struct crm_entity *e,
    struct crm_text text, enum among among, struct crm_arena *a,
    struct found *out, struct crm_err *err)
{
	enum crm_status st;

	if (e->key[0] < 0)
		return CRM_OK;
	if (e->key[1] < 0)
		return find_by(s, e, e->key[0], text, among, a, out, err);
	st = find_by(s, e, e->key[1], text, among, a, out, err);
	return st != CRM_OK || out->n > 0
	    ? st
	    : find_by_both(s, e, text, among, a, out, err);
}

/* ---- an address or a number ---- */

/* A text as an address or a number is kept, and which it is; CRM_T_TEXT where
 * it is neither.  An address may stand behind a name. */
static enum crm_type
reach_of(struct crm_text text, struct crm_buf *norm)
{
	char c = text.n > 0 ? text.p[0] : '\0';
	struct crm_text name, address;

	if (crm_email_norm(norm, text) ||
	    (crm_email_of_name(text, &name, &address) &&
		crm_email_norm(norm, address)))
		return CRM_T_EMAIL;
	if ((c == '+' || c == '(' || (c >= '0' && c <= '9')) &&
	    crm_phone_norm(norm, text))
		return CRM_T_PHONE;
	return CRM_T_TEXT;
}

/* What is asked for by an address or a number: one of these is so. */
struct reach {
	struct crm_buf sql;
	struct crm_value *v;
	size_t n; /* of marks */
};

/* The test of one field, unless it is known that none has the text. */
static enum crm_status
put_reach_of(struct crm_store *s, const struct crm_entity *e, int field,
    struct crm_text t, bool live, struct reach *r, struct crm_arena *a,
    struct crm_err *err)
{
	struct known_ids k;
	enum crm_status st = known_ids(s, e, field, live, t, &k, err);

	if (st != CRM_OK || (k.all && k.n == 0))
		return st;
	crm_buf_str(&r->sql, r->n > 0 ? " OR (" : "(");
	like_equal(&r->sql, e->field[field]);
	r->v[r->n] = crm_value_text(like_bound(e->field[field], t, a));
	put_known(&r->sql, &k, r->v + r->n + 1);
	r->n += 1 + (k.all ? k.n : 0);
	crm_buf_char(&r->sql, ')');
	return CRM_OK;
}

/* The test of every field of the type. */
static enum crm_status
put_reach(struct crm_store *s, const struct crm_entity *e, enum crm_type type,
    struct crm_text t, bool live, struct reach *r, struct crm_arena *a,
    struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < e->n && st == CRM_OK; i++)
		if (like_type(e->field[i]) == type && is_column(e->field[i]))
			st = put_reach_of(s, e, (int)i, t, live, r, a, err);
	return st;
}

static enum crm_status
find_by_reach(struct crm_store *s, const struct crm_entity *e,
    struct crm_text text, enum among among, struct crm_arena *a,
    struct found *out, struct crm_err *err)
{
	struct crm_buf norm = CRM_BUF_INIT;
	struct reach r = { CRM_BUF_INIT,
		crm_alloc_n(a, e->n * 2 * (1 + KNOWN_MOST), sizeof *r.v), 0 };
	enum crm_type type = reach_of(text, &norm);
	struct crm_text t = { norm.data, norm.len };
	bool live = among == AMONG_LIVE;
	enum crm_status st = CRM_OK;

	crm_buf_printf(
	    &r.sql, "SELECT \"id\" FROM \"%s\" WHERE (", e->def->table);
	if (type != CRM_T_TEXT)
		st = put_reach(s, e, type, t, live, &r, a, err);
	if (type != CRM_T_TEXT && st == CRM_OK && like_other(type, t, a, &t))
		st = put_reach(s, e, type, t, live, &r, a, err);
	crm_buf_char(&r.sql, ')');
	put_among(&r.sql, e, among);
	if (st == CRM_OK && r.n > 0)
		st = crm_ids(
		    s, r.sql.data, r.v, r.n, a, &out->ids, &out->n, err);
	crm_buf_free(&r.sql);
	crm_buf_free(&norm);
	return st;
}

/* ---- all ways ---- */

enum crm_status
find_by_field(struct crm_store *s, const struct crm_entity *e, int field,
    struct crm_text text, enum among among, struct crm_arena *a,
    struct found *out, struct crm_err *err)
{
	enum crm_type type = like_type(e->field[field]);

	return type == CRM_T_EMAIL || type == CRM_T_PHONE
	    ? find_by_reach(s, e, text, among, a, out, err)
	    : find_by(s, e, field, text, among, a, out, err);
}

static enum crm_status
find_by_ext(struct crm_store *s, const struct crm_entity *e,
    struct crm_text text, enum among among, struct crm_arena *a,
    struct found *out, struct crm_err *err)
{
	return e->ext < 0 ? CRM_OK
			  : find_by(s, e, e->ext, text, among, a, out, err);
}

/* By what it is called: the display name, or the name of the person. */
static enum crm_status
find_by_name(struct crm_store *s, const struct crm_entity *e,
    struct crm_text text, enum among among, struct crm_arena *a,
    struct found *out, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	if (e->name >= 0 && e->name != e->key[0])
		st = find_by(s, e, e->name, text, among, a, out, err);
	if (st == CRM_OK && out->n == 0 && e->person >= 0 &&
	    e->person != e->name)
		st = find_by(s, e, e->person, text, among, a, out, err);
	return st;
}

/* By a record of another kind that is a name of it, as those are that fulfil `where`. */
static enum crm_status
find_by_names(struct crm_store *s, const struct crm_entity *e,
    struct crm_text text, const char *where, enum among among,
    struct crm_arena *a, struct found *out, struct crm_err *err)
{
	const struct crm_named_by *by = e->def->named_by;
	const struct crm_entity *other;
	struct crm_buf sql = CRM_BUF_INIT;
	struct found names = { .n = 0 };
	enum crm_status st;
	struct crm_value v;

	other = crm_dict_find(s->dict, by->kind);
	st = find_by(s, other, crm_field_index(other, crm_text_of(by->field)),
	    text, AMONG_LIVE, a, &names, err);
	if (st != CRM_OK || names.n == 0)
		return st;
	v = crm_value_int(names.ids[0]);
	crm_buf_printf(&sql,
	    "SELECT \"id\" FROM \"%s\" WHERE \"id\" = (SELECT n.\"%s\" "
	    "FROM \"%s\" n WHERE n.\"id\" = ? AND (",
	    e->def->table, by->of, other->def->table);
	crm_buf_str(&sql, where);
	crm_buf_str(&sql, "))");
	put_among(&sql, e, among);
	st = crm_ids(s, sql.data, &v, 1, a, &out->ids, &out->n, err);
	crm_buf_free(&sql);
	return st;
}

static enum crm_status
find_by_other(struct crm_store *s, const struct crm_entity *e,
    struct crm_text text, enum among among, struct crm_arena *a,
    struct found *out, struct crm_err *err)
{
	const struct crm_named_by *by = e->def->named_by;

	return by == NULL
	    ? CRM_OK
	    : find_by_names(s, e, text, by->where, among, a, out, err);
}

enum crm_status
find_by_more(struct crm_store *s, const struct crm_entity *e,
    struct crm_text text, enum among among, struct crm_arena *a,
    struct found *out, struct crm_err *err)
{
	return e->def->named_by == NULL
	    ? CRM_OK
	    : find_by_names(s, e, text, "1 = 1", among, a, out, err);
}

typedef enum crm_status find_step(struct crm_store *s,
    const struct crm_entity *e, struct crm_text text, enum among among,
    struct crm_arena *a, struct found *out, struct crm_err *err);

static find_step *const step_of[] = {
	[FOUND_KEY] = find_by_key,
	[FOUND_EXT] = find_by_ext,
	[FOUND_REACH] = find_by_reach,
	[FOUND_NAME] = find_by_name,
	[FOUND_OTHER] = find_by_other,
};

enum crm_status
find_named(struct crm_store *s, const struct crm_entity *e,
    struct crm_text text, bool ext_first, enum among among, struct crm_arena *a,
    struct found *out, struct crm_err *err)
{
	static const enum find_way usual[] = { FOUND_KEY, FOUND_EXT, FOUND_NAME,
		FOUND_REACH, FOUND_OTHER };
	static const enum find_way foreign[] = { FOUND_EXT, FOUND_KEY,
		FOUND_NAME, FOUND_REACH, FOUND_OTHER };
	static const enum find_way bare[] = { FOUND_KEY, FOUND_NAME,
		FOUND_OTHER };
	const enum find_way *way = ext_first ? foreign : usual;
	size_t i, ways = sizeof usual / sizeof *usual;
	enum crm_status st = CRM_OK;

	*out = (struct found){ .way = FOUND_NAME };
	if (text.n > 0 && text.p[0] == '=') {
		text.p++, text.n--;
		way = bare;
		ways = sizeof bare / sizeof *bare;
	} else if (text.n > 4 && memcmp(text.p, "ext:", 4) == 0) {
		text.p += 4, text.n -= 4;
		way = foreign;
		ways = 1;
	}
	for (i = 0; i < ways && st == CRM_OK && out->n == 0; i++) {
		out->way = way[i];
		st = step_of[way[i]](s, e, text, among, a, out, err);
	}
	return st;
}

enum crm_status
find_follow(struct crm_store *s, const struct crm_entity *e, bool keep,
    struct found *f, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i, j, kept = 0;
	int64_t to;

	for (i = 0; i < f->n && st == CRM_OK; i++) {
		if ((st = alias_of(s, e, f->ids[i], &to, err)) != CRM_OK)
			break;
		if (to == 0 && keep)
			to = f->ids[i];
		for (j = 0; j < kept && f->ids[j] != to; j++)
			;
		if (to != 0 && j == kept)
			f->ids[kept++] = to;
	}
	f->n = kept;
	return st;
}

/* ---- none, or too many ---- */

enum crm_status
find_nothing(struct crm_store *s, const struct crm_entity *e,
    struct crm_text text, struct crm_err *err)
{
	const struct crm_entity *kind;
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;
	bool there = false, live = false;
	int64_t id;

	/* Its id is the one name that a deleted record keeps. */
	if (find_id(s->dict, text, &kind, &id) && kind == e &&
	    !plan_is_new(s, e, id) &&
	    ((st = find_exists(s, e, id, true, &there, err)) != CRM_OK ||
		(st = find_exists(s, e, id, false, &live, err)) != CRM_OK))
		return st;
	if (there && !live)
		return load_deleted(s, e, id, err);
	if (text.n > SHOWN)
		text.n = SHOWN;
	crm_escape(&b, text);
	st = crm_fail(err, CRM_NOTFOUND, "there is no %s '%s'",
	    crm_entity_word(e), b.data == NULL ? "" : b.data);
	crm_buf_free(&b);
	return st;
}

enum crm_status
find_too_many(const struct crm_entity *e, struct crm_text text,
    const struct found *f, struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT, name = CRM_BUF_INIT;
	enum crm_status st;
	size_t i;

	for (i = 0; i < f->n && i < CANDIDATES; i++) {
		if (i > 0)
			crm_buf_str(&b, ", ");
		crm_id_format(&b, e, f->ids[i]);
	}
	if (f->n > CANDIDATES)
		crm_buf_printf(&b, crm_tr(" and %zu more"), f->n - CANDIDATES);
	crm_escape(&name, text);
	st = crm_fail(err, CRM_RULE,
	    "'%.60s' names %zu %ss: %s; say which by "
	    "its id",
	    name.data, f->n, crm_entity_word(e), b.data);
	crm_buf_free(&b);
	crm_buf_free(&name);
	return st;
}
