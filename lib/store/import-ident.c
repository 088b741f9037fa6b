/*
 * Identity.  Keys are kept in memory as 64-bit hashes; what a hash
 * finds is compared with the record itself, so the answer is exact.  When many
 * rows meet a small table its keys are read into memory first and its indexes
 * are dropped; else the table is asked by its indexes.
 */
#include "import.h"

#include <string.h>


/* ---- the identity of a row ---- */

/* The value of a field as keys compare it. */
static struct crm_text
key_text(struct import *im, int field, const struct crm_record *r, char num[24])
{
	const struct crm_field *f = im->e->field[field];
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_text t;

	if (r->v[field].kind == CRM_INT) {
		memcpy(num, &r->v[field].i, sizeof r->v[field].i);
		return (struct crm_text){ num, sizeof r->v[field].i };
	}
	if (r->v[field].kind == CRM_NULL)
		return (struct crm_text){ "", 0 };
	if ((f->flags & CRM_F_FOLDED) == 0)
		return r->v[field].t;
	crm_fold(&b, r->v[field].t);
	t = (struct crm_text){ crm_strndup(&im->row, b.data, b.len), b.len };
	crm_buf_free(&b);
	return t;
}

static bool
set_identity(struct import *im, struct identity *x, int kind,
    const int *field, int n)
{
	char num[24];
	int i;

	if (im->rec.v[field[n - 1]].kind == CRM_NULL)
		return false;
	x->kind = kind;
	x->n = n;
	x->hash = (uint64_t)kind;
	for (i = 0; i < n; i++) {
		struct crm_text t = key_text(im, field[i], &im->rec, num);

		x->field[i] = field[i];
		x->hash = hash_bytes(x->hash, t.p, t.n);
	}
	return true;
}

static void
identity_of(struct import *im, struct identity *x)
{
	const struct crm_entity *e = im->e;
	int n = 0;

	*x = (struct identity){ 0 };
	if (im->rec.id != 0 && im->key < 0) {
		x->kind = KIND_ID;
		x->hash = hash_bytes(KIND_ID, (const char *)&im->rec.id,
		    sizeof im->rec.id);
		return;
	}
	if (im->key >= 0) {
		set_identity(im, x, im->key == e->ext ? KIND_EXT : KIND_OTHER,
		    &im->key, 1);
		return;
	}
	if (e->ext >= 0 && set_identity(im, x, KIND_EXT, &e->ext, 1))
		return;
	while (n < CRM_KEY_FIELDS && e->key[n] >= 0)
		n++;
	if (n > 0)
		set_identity(im, x, KIND_KEY, e->key, n);
}

/* " AND "name_f" = ?" for the key's fields. */
static void
key_condition(const struct import *im, const struct identity *x,
    struct crm_buf *sql)
{
	int i;

	for (i = 0; i < x->n; i++) {
		const struct crm_field *f = im->e->field[x->field[i]];

		crm_buf_printf(sql, " AND \"%s%s\" = ?", f->name,
		    f->flags & CRM_F_FOLDED ? "_f" : "");
	}
}

static void
bind_key(struct import *im, const struct identity *x, struct crm_stmt *q,
    int mark)
{
	char num[24];
	int i;

	for (i = 0; i < x->n; i++) {
		struct crm_value v = im->rec.v[x->field[i]];

		if (v.kind == CRM_STR)
			v = crm_value_text(key_text(im, x->field[i], &im->rec,
			    num));
		crm_bind(q, mark++, v);
	}
}

/* Records of the book with the key: the first, and how many (at most 2). */
static enum crm_status
ask_table(struct import *im, const struct identity *x, int64_t only,
    int64_t *id, int *n, struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*n = 0;
	if ((st = insert_flush(im->s, im->e, err)) != CRM_OK)
		return st;
	crm_buf_printf(&sql, "SELECT \"id\" FROM \"%s\" WHERE ",
	    im->e->def->table);
	crm_buf_str(&sql, only != 0 ? "\"id\" = ?" : "\"deleted\" IS NULL");
	key_condition(im, x, &sql);
	crm_buf_str(&sql, " LIMIT 2");
	st = crm_sql(im->s, sql.data, &q, err);
	crm_buf_free(&sql);
	if (st != CRM_OK)
		return st;
	if (only != 0)
		crm_bind(q, 1, crm_value_int(only));
	bind_key(im, x, q, only != 0 ? 2 : 1);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		if ((*n)++ == 0)
			*id = crm_col_int(q, 0);
	return st;
}

static enum crm_status
find_in_map(struct import *im, const struct identity *x, int64_t *id,
    int64_t *line, struct crm_err *err)
{
	size_t at = keymap_start(&im->ident, x->hash);
	const struct key_slot *s;
	enum crm_status st;
	int64_t found;
	int n;

	while ((s = keymap_next(&im->ident, x->hash, &at)) != NULL) {
		st = ask_table(im, x, s->id, &found, &n, err);
		if (st != CRM_OK)
			return st;
		if (n == 0)
			continue;	/* another key with the same hash */
		*id = s->id;
		if (s->line > *line)
			*line = s->line;
	}
	return CRM_OK;
}

/* ---- keys of merged records ---- */

/* A row with the identity of a merged record is about the one that stands for
 * it. */
static enum crm_status
find_merged(struct import *im, const struct identity *x, int64_t *id,
    struct crm_err *err)
{
	size_t at = keymap_start(&im->merged, x->hash);
	const struct key_slot *s;
	enum crm_status st;
	int64_t found;
	int n;

	while ((s = keymap_next(&im->merged, x->hash, &at)) != NULL) {
		if ((st = ask_table(im, x, s->id, &found, &n, err)) != CRM_OK)
			return st;
		if (n == 0)
			continue;
		if ((st = alias_of(im->s, im->e, s->id, id, err)) != CRM_OK)
			return st;
		if (*id != 0) {
			im->by_alias = true;
			return CRM_OK;
		}
	}
	return CRM_OK;
}

static enum crm_status
find_by_id(struct import *im, int64_t *id, int64_t *line, struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_record now;
	enum crm_status st;
	size_t at;
	const struct key_slot *s;
	uint64_t hash = im->who.hash;

	*id = im->rec.id;
	st = crm_load(im->s, im->e, *id, &im->row, &now, err);
	if (st == CRM_NOTFOUND) {
		st = alias_of(im->s, im->e, *id, id, err);
		im->by_alias = st == CRM_OK && *id != 0;
		if (st != CRM_OK || im->by_alias)
			return st;
		*id = im->rec.id;
		crm_id_format(&b, im->e, *id);
		st = crm_fail_field(err, CRM_INVALID,
		    im->e->field[im->e->id]->name, "there is no %s %s here; "
		    "ids of another book belong into ext", im->e->def->name,
		    b.data);
		crm_buf_free(&b);
		return st;
	}
	if (st != CRM_OK)
		return st;
	at = keymap_start(&im->ident, hash);
	while ((s = keymap_next(&im->ident, hash, &at)) != NULL)
		if (s->id == (int32_t)*id)
			*line = s->line;
	return CRM_OK;
}

enum crm_status
ident_find(struct import *im, int64_t *id, int64_t *line, struct crm_err *err)
{
	const struct identity *x = &im->who;
	enum crm_status st;
	int n = 0;

	*id = *line = 0;
	im->by_alias = false;
	if (im->rec.id != 0 && im->key < 0)
		return find_by_id(im, id, line, err);
	if (x->kind == 0)
		return CRM_OK;
	st = find_in_map(im, x, id, line, err);
	if (st == CRM_OK && *id == 0 && !im->bulk)
		st = ask_table(im, x, 0, id, &n, err);
	if (st == CRM_OK && *id == 0)
		return find_merged(im, x, id, err);
	if (st == CRM_OK && n > 1)
		st = crm_fail_field(err, CRM_INVALID,
		    im->e->field[x->field[x->n - 1]]->name, "names more than "
		    "one %s; use another --key", im->e->def->name);
	return st;
}

void
ident_leave_keys(struct import *im)
{
	int i;

	for (i = 0; i < im->who.n; i++)
		im->rec.given[im->who.field[i]] = false;
}

void
ident_note(struct import *im, int64_t id, int64_t line)
{
	if (im->who.kind != 0)
		keymap_add(&im->ident, im->who.hash, id, line);
}

/* ---- a row ---- */

void
ident_row(struct import *im)
{
	identity_of(im, &im->who);
	keymap_prefetch(&im->ident, im->who.hash);
	like_row(im);
}

/* ---- before the first row ---- */

static void
note_merged(struct import *im, int64_t id)
{
	const struct crm_entity *e = im->e;
	struct identity x;
	int n = 0;

	while (n < CRM_KEY_FIELDS && e->key[n] >= 0)
		n++;
	if (e->ext >= 0 && set_identity(im, &x, KIND_EXT, &e->ext, 1))
		keymap_add(&im->merged, x.hash, id, 0);
	if (n > 0 && set_identity(im, &x, KIND_KEY, e->key, n))
		keymap_add(&im->merged, x.hash, id, 0);
	if (im->key >= 0 && im->key != e->ext &&
	    set_identity(im, &x, KIND_OTHER, &im->key, 1))
		keymap_add(&im->merged, x.hash, id, 0);
}

/* Reads the columns that are wanted, and notes each record as its row would
 * be. */
static enum crm_status
read_keys(struct import *im, const char *where,
    void (*note)(struct import *im, int64_t id), struct crm_err *err)
{
	const struct crm_entity *e = im->e;
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;
	size_t i;
	int col;

	crm_buf_str(&sql, "SELECT \"id\"");
	for (i = 0; i < e->n; i++)
		if (im->wanted[i])
			crm_buf_printf(&sql, ", \"%s\"", e->field[i]->name);
	crm_buf_printf(&sql, " FROM \"%s\" WHERE %s ORDER BY \"id\"",
	    e->def->table, where);
	st = crm_sql(im->s, sql.data, &q, err);
	crm_buf_free(&sql);
	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		int64_t id = crm_col_int(q, 0);

		crm_arena_reset(&im->row);
		for (i = 0, col = 1; i < e->n; i++)
			if (im->wanted[i])
				im->rec.v[i] = crm_col(q, col++,
				    crm_type_is_text(e->field[i]->type));
		note(im, id);
	}
	crm_record_clear(&im->rec);
	return st;
}

static void
note_live(struct import *im, int64_t id)
{
	ident_row(im);
	ident_note(im, id, 0);
	like_note(im, id);
}

enum crm_status
ident_start(struct import *im, struct crm_err *err)
{
	const struct crm_entity *e = im->e;
	enum crm_status st;
	size_t i;

	im->wanted = crm_alloc_n(&im->arena, e->n, sizeof *im->wanted);
	if ((st = like_start(im, err)) != CRM_OK)
		return st;
	for (i = 0; i < e->n; i++)
		im->wanted[i] = (e->field[i]->flags & CRM_F_LIKE) != 0 ||
		    (int)i == e->ext || (int)i == e->key[0] ||
		    (int)i == e->key[1] || (int)i == im->key;
	if (im->bulk && (st = read_keys(im, "\"deleted\" IS NULL", note_live,
	    err)) != CRM_OK)
		return st;
	if (e->alias < 0)
		return CRM_OK;
	return read_keys(im, crm_sprintf(&im->arena, "\"deleted\" IS NOT NULL "
	    "AND \"%s\" IS NOT NULL", e->field[e->alias]->name), note_merged,
	    err);
}
