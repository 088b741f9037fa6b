/*
 * Identity.  What rows and records have is noted (import-keys.c);
 * when many rows meet a small table, so is all that the table has, and nobody
 * need ask it: its indexes are dropped, or rows are on their way to a server.
 * Else the table is asked by its indexes.
 */
#include "import.h"

#include <string.h>

enum { KIND_ID = 1, KIND_EXT, KIND_KEY, KIND_OTHER };

/* ---- the identity of a row ---- */

/* Appends a value as keys compare it, its length before it. */
static void
add_value(struct import *im, int field, struct crm_buf *b)
{
	const struct crm_value *v = &im->rec.v[field];
	size_t at = b->len;
	uint32_t n = 0;

	crm_buf_add(b, &n, sizeof n);
	if (v->kind == CRM_INT)
		crm_buf_add(b, &v->i, sizeof v->i);
	else if (v->kind == CRM_STR &&
	    (im->e->field[field]->flags & CRM_F_FOLDED) != 0)
		crm_fold(b, v->t);
	else if (v->kind == CRM_STR)
		crm_buf_add(b, v->t.p, v->t.n);
	n = (uint32_t)(b->len - at - sizeof n);
	memcpy(b->data + at, &n, sizeof n);
}

static void
hash_identity(struct identity *x)
{
	x->hash = key_hash((uint64_t)x->kind, x->text.data, x->text.len);
}

static bool
set_identity(struct import *im, struct identity *x, int kind,
    const int *field, int n)
{
	int i;

	if (im->rec.v[field[n - 1]].kind == CRM_NULL)
		return false;
	x->kind = kind;
	x->n = n;
	crm_buf_char(&x->text, (char)kind);
	for (i = 0; i < n; i++) {
		x->field[i] = field[i];
		add_value(im, field[i], &x->text);
	}
	hash_identity(x);
	return true;
}

static void
identity_of(struct import *im, struct identity *x)
{
	const struct crm_entity *e = im->e;
	int n = 0;

	x->kind = x->n = 0;
	crm_buf_clear(&x->text);
	if (im->rec.id != 0 && im->key < 0) {
		x->kind = KIND_ID;
		crm_buf_char(&x->text, KIND_ID);
		crm_buf_add(&x->text, &im->rec.id, sizeof im->rec.id);
		hash_identity(x);
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
	int i;

	for (i = 0; i < x->n; i++) {
		struct crm_value v = im->rec.v[x->field[i]];

		if (v.kind == CRM_STR &&
		    (im->e->field[x->field[i]]->flags & CRM_F_FOLDED) != 0)
			v.t = crm_fold_dup(&im->row, v.t);
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

/* ---- what was noted ---- */

static uint64_t
id_hash(int64_t id)
{
	return key_hash(KIND_ID, (const char *)&id, sizeof id);
}

void
ident_changed(struct import *im, int64_t id)
{
	keymap_add(&im->changed, id_hash(id), id);
	met_changed(im, id);
}

bool
ident_was_changed(const struct import *im, int64_t id)
{
	uint64_t hash;
	const struct key_slot *s;

	if (im->changed.n == 0)
		return false;
	hash = id_hash(id);
	for (s = keymap_first(&im->changed, hash); s != NULL;
	    s = keymap_next(&im->changed, hash, s))
		if (s->what == id)
			return true;
	return false;
}

enum crm_status
ident_read(struct import *im, const struct key_slot *s, struct crm_err *err)
{
	return notes_read(&im->notes, s->what, &im->found, im->n_like + 1,
	    err);
}

static struct crm_text
identity_text(const struct import *im)
{
	return (struct crm_text){ im->who.text.data, im->who.text.len };
}

static enum crm_status
find_noted(struct import *im, int64_t *id, int64_t *line, struct crm_err *err)
{
	const struct identity *x = &im->who;
	const struct note *found = &im->found;
	const struct key_slot *s;
	enum crm_status st;
	int64_t again;
	int n;

	for (s = keymap_first(&im->ident, x->hash); s != NULL;
	    s = keymap_next(&im->ident, x->hash, s)) {
		if ((st = ident_read(im, s, err)) != CRM_OK)
			return st;
		if (!crm_text_eq(found->text[0], identity_text(im)))
			continue;	/* another key with the same hash */
		if (x->kind != KIND_ID && ident_was_changed(im, found->id)) {
			st = ask_table(im, x, found->id, &again, &n, err);
			if (st != CRM_OK)
				return st;
			if (n == 0)
				continue;
		}
		*id = found->id;
		if (found->line > *line)
			*line = found->line;
	}
	return CRM_OK;
}

static enum crm_status
find_by_id(struct import *im, int64_t *id, int64_t *line, struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_record now;
	enum crm_status st;

	*id = im->rec.id;
	st = met_load(im, *id, &now, err);
	if (st == CRM_NOTFOUND) {
		crm_id_format(&b, im->e, *id);
		st = crm_fail_field(err, CRM_INVALID,
		    im->e->field[im->e->id]->name, "there is no %s %s here; "
		    "ids of another book belong into ext", im->e->def->name,
		    b.data);
		crm_buf_free(&b);
	}
	return st == CRM_OK ? find_noted(im, id, line, err) : st;
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
	st = find_noted(im, id, line, err);
	if (st != CRM_OK || *id != 0 || im->bulk)
		return st;
	st = ask_table(im, x, 0, id, &n, err);
	if (st == CRM_OK && n > 1)
		st = crm_fail_field(err, CRM_INVALID,
		    im->e->field[x->field[x->n - 1]]->name, "names more than "
		    "one %s; use another --key", im->e->def->name);
	return st;
}

/* ---- the row at hand ---- */

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
		im->like_hash[i] = 0;
		if (im->rec.v[im->like_field[i]].kind == CRM_STR)
			prefetch(&im->like, like_hash_of(im, i));
	}
}

/* ---- making notes ---- */

static enum crm_status
note_row(struct import *im, int64_t id, int64_t line, bool is_new,
    struct crm_err *err)
{
	struct note *note = &im->note;
	enum crm_status st;
	int64_t at;
	size_t i;

	note->id = id;
	note->line = line;
	note->text[0] = identity_text(im);
	for (i = 0; i < im->n_like; i++) {
		const struct crm_value *v = &im->rec.v[im->like_field[i]];

		note->text[i + 1] = v->kind == CRM_STR && im->bulk ? v->t :
		    (struct crm_text){ "", 0 };
	}
	st = notes_add(&im->notes, note, im->n_like + 1, &at, err);
	if (st != CRM_OK)
		return st;
	if (im->who.kind != 0)
		keymap_add(&im->ident, im->who.hash, at);
	for (i = 0; is_new && i < im->n_like; i++)
		if (note->text[i + 1].n > 0)
			keymap_add(&im->like, like_hash_of(im, i), at);
	return CRM_OK;
}

enum crm_status
ident_note(struct import *im, int64_t id, int64_t line, struct crm_err *err)
{
	return im->who.kind == 0 ? CRM_OK : note_row(im, id, line, false, err);
}

enum crm_status
ident_note_new(struct import *im, int64_t id, int64_t line,
    struct crm_err *err)
{
	return im->who.kind == 0 && (!im->bulk || im->n_like == 0) ? CRM_OK :
	    note_row(im, id, line, true, err);
}

void
ident_free(struct import *im)
{
	keymap_free(&im->ident);
	keymap_free(&im->like);
	keymap_free(&im->changed);
	notes_free(&im->notes);
	crm_buf_free(&im->who.text);
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
		if ((st = ident_note_new(im, id, 0, err)) != CRM_OK)
			break;
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
		if (like_is(e->field[i]))
			im->like_field[im->n_like++] = (int)i;
	im->note.text = crm_alloc_n(&im->arena, im->n_like + 1,
	    sizeof *im->note.text);
	im->found.text = crm_alloc_n(&im->arena, im->n_like + 1,
	    sizeof *im->found.text);
	for (i = 0; i < e->n; i++)
		im->wanted[i] = like_is(e->field[i]) || (int)i == e->ext ||
		    (int)i == e->key[0] || (int)i == e->key[1] ||
		    (int)i == im->key;
	return im->bulk ? preload(im, err) : CRM_OK;
}
