/*
 * Identity and likeness.  Keys are kept in memory as 64-bit hashes; what a hash
 * finds is compared with the record itself, so the answer is exact.  When many
 * rows meet a small table its keys are read into memory first and its indexes
 * are dropped; else the table is asked by its indexes.
 */
#include "import.h"

#include <stdlib.h>
#include <string.h>

enum { KIND_ID = 1, KIND_EXT, KIND_KEY, KIND_OTHER, KIND_LIKE };

static uint64_t
hash_bytes(uint64_t h, const char *p, size_t n)
{
	while (n >= 8) {
		uint64_t w;

		memcpy(&w, p, 8);
		h = (h ^ w) * UINT64_C(0x9e3779b97f4a7c15);
		h ^= h >> 32;
		p += 8;
		n -= 8;
	}
	while (n-- > 0)
		h = (h ^ (unsigned char)*p++) * UINT64_C(0x100000001b3);
	h ^= h >> 29;
	h *= UINT64_C(0xbf58476d1ce4e5b9);
	h ^= h >> 32;
	return h == 0 ? 1 : h;
}

static void
keymap_grow(struct keymap *m, size_t cap)
{
	struct keymap old = *m;
	size_t i, at;

	m->cap = cap;
	m->slot = calloc(m->cap, sizeof *m->slot);
	if (m->slot == NULL)
		crm_oom();
	for (i = 0; i < old.cap; i++) {
		if (old.slot[i].hash == 0)
			continue;
		at = (size_t)old.slot[i].hash & (m->cap - 1);
		while (m->slot[at].hash != 0)
			at = (at + 1) & (m->cap - 1);
		m->slot[at] = old.slot[i];
	}
	free(old.slot);
}

static void
keymap_add(struct keymap *m, uint64_t hash, int64_t id, int64_t line)
{
	size_t at;

	if ((m->n + 1) * 10 > m->cap * 7)
		keymap_grow(m, m->cap == 0 ? 1 << 12 : m->cap * 2);
	at = (size_t)hash & (m->cap - 1);
	while (m->slot[at].hash != 0)
		at = (at + 1) & (m->cap - 1);
	m->slot[at] = (struct key_slot){ hash, (int32_t)id, (uint32_t)line };
	m->n++;
}

/* The next slot with this hash from *at on; NULL at the end of its run. */
static const struct key_slot *
keymap_next(const struct keymap *m, uint64_t hash, size_t *at)
{
	if (m->cap == 0)
		return NULL;
	for (;; (*at)++) {
		const struct key_slot *s = &m->slot[*at & (m->cap - 1)];

		if (s->hash == 0)
			return NULL;
		if (s->hash == hash) {
			(*at)++;
			return s;
		}
	}
}

void
keymap_free(struct keymap *m)
{
	free(m->slot);
	*m = (struct keymap){ NULL, 0, 0 };
}

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
	size_t at = im->ident.cap == 0 ? 0 :
	    (size_t)x->hash & (im->ident.cap - 1);
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
	at = im->ident.cap == 0 ? 0 : (size_t)hash & (im->ident.cap - 1);
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
	if (im->rec.id != 0 && im->key < 0)
		return find_by_id(im, id, line, err);
	if (x->kind == 0)
		return CRM_OK;
	st = find_in_map(im, x, id, line, err);
	if (st != CRM_OK || *id != 0 || im->bulk)
		return st;
	st = ask_table(im, x, 0, id, &n, err);
	if (st == CRM_OK && n > 1)
		st = crm_fail_field(err, CRM_INVALID,
		    im->e->field[x->field[x->n - 1]]->name, "names more than "
		    "one %s; use another --key", im->e->def->name);
	return st;
}

void
ident_note(struct import *im, int64_t id, int64_t line)
{
	if (im->who.kind != 0)
		keymap_add(&im->ident, im->who.hash, id, line);
}

/* ---- likeness ---- */

static bool
is_like(const struct crm_field *f)
{
	return (f->flags & CRM_F_LIKE) != 0;
}

static uint64_t
like_hash(const struct crm_field *f, struct crm_text t)
{
	return hash_bytes((uint64_t)KIND_LIKE + (uint64_t)f->type, t.p, t.n);
}

/* Whether the record has the value in any field of that type. */
static enum crm_status
like_verified(struct import *im, enum crm_type type, struct crm_text t,
    int64_t only, int64_t self, int64_t *id, struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;
	size_t i;
	int mark = 1;

	if ((st = insert_flush(im->s, im->e, err)) != CRM_OK)
		return st;
	crm_buf_printf(&sql, "SELECT \"id\" FROM \"%s\" WHERE \"deleted\" "
	    "IS NULL AND \"id\" <> ?", im->e->def->table);
	if (only != 0)
		crm_buf_str(&sql, " AND \"id\" = ?");
	crm_buf_str(&sql, " AND (0 = 1");
	for (i = 0; i < im->e->n; i++)
		if (is_like(im->e->field[i]) && im->e->field[i]->type == type)
			crm_buf_printf(&sql, " OR \"%s\" = ?",
			    im->e->field[i]->name);
	/* The first of them.  Not by the plain id: who walks its index meets
	 * every row where none has the value. */
	crm_buf_str(&sql, ") ORDER BY \"id\" + 0 LIMIT 1");
	st = crm_sql(im->s, sql.data, &q, err);
	crm_buf_free(&sql);
	if (st != CRM_OK)
		return st;
	crm_bind(q, mark++, crm_value_int(self));
	if (only != 0)
		crm_bind(q, mark++, crm_value_int(only));
	for (i = 0; i < im->e->n; i++)
		if (is_like(im->e->field[i]) && im->e->field[i]->type == type)
			crm_bind(q, mark++, crm_value_text(t));
	if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*id = crm_col_int(q, 0);
		crm_reset(q);
	}
	return st;
}

static void
prefetch(const struct keymap *m, uint64_t hash)
{
	if (m->cap > 0)
		__builtin_prefetch(&m->slot[hash & (m->cap - 1)]);
}

void
ident_row(struct import *im)
{
	size_t i;

	identity_of(im, &im->who);
	prefetch(&im->ident, im->who.hash);
	for (i = 0; im->bulk && i < im->n_like; i++) {
		int f = im->like_field[i];

		if (im->rec.v[f].kind != CRM_STR)
			continue;
		im->like_hash[i] = like_hash(im->e->field[f], im->rec.v[f].t);
		prefetch(&im->like, im->like_hash[i]);
	}
}

enum crm_status
like_find(struct import *im, int64_t self, int64_t *like, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	const struct key_slot *s;
	size_t i, at;

	*like = 0;
	for (i = 0; i < im->n_like && st == CRM_OK && *like == 0; i++) {
		int f = im->like_field[i];
		enum crm_type type = im->e->field[f]->type;
		struct crm_text t;
		uint64_t hash = im->like_hash[i];

		if (im->rec.v[f].kind != CRM_STR)
			continue;
		t = im->rec.v[f].t;
		if (!im->bulk) {
			st = like_verified(im, type, t, 0, self, like, err);
			continue;
		}
		at = im->like.cap == 0 ? 0 : (size_t)hash & (im->like.cap - 1);
		while (st == CRM_OK && *like == 0 &&
		    (s = keymap_next(&im->like, hash, &at)) != NULL)
			if (s->id != (int32_t)self)
				st = like_verified(im, type, t, s->id, self,
				    like, err);
	}
	return st;
}

void
like_note(struct import *im, int64_t id)
{
	size_t i;

	for (i = 0; im->bulk && i < im->n_like; i++) {
		int f = im->like_field[i];

		if (im->rec.v[f].kind == CRM_STR)
			keymap_add(&im->like, im->like_hash[i], id, 0);
	}
}

/* ---- before the first row ---- */

/* Reads one column of the table into a map, as rows would note it. */
static enum crm_status
preload(struct import *im, struct crm_err *err)
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
	crm_buf_printf(&sql, " FROM \"%s\" WHERE \"deleted\" IS NULL "
	    "ORDER BY \"id\"", e->def->table);
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
		ident_row(im);
		ident_note(im, id, 0);
		like_note(im, id);
	}
	crm_record_clear(&im->rec);
	return st;
}

enum crm_status
ident_start(struct import *im, struct crm_err *err)
{
	const struct crm_entity *e = im->e;
	size_t i;

	im->wanted = crm_alloc_n(&im->arena, e->n, sizeof *im->wanted);
	im->like_field = crm_alloc_n(&im->arena, e->n,
	    sizeof *im->like_field);
	im->like_hash = crm_alloc_n(&im->arena, e->n, sizeof *im->like_hash);
	for (i = 0; i < e->n; i++)
		if (is_like(e->field[i]))
			im->like_field[im->n_like++] = (int)i;
	for (i = 0; i < e->n; i++)
		im->wanted[i] = is_like(e->field[i]) || (int)i == e->ext ||
		    (int)i == e->key[0] || (int)i == e->key[1] ||
		    (int)i == im->key;
	return im->bulk ? preload(im, err) : CRM_OK;
}
