/*
 * Notes of rows and records (import-keys.c has the file).  When many rows meet a
 * small table all that the table has is noted first, and nobody need ask it: its
 * indexes are dropped, or rows are on their way to a server.
 */
#include "import.h"

#include "store/like.h"

uint64_t
note_id_hash(int64_t id)
{
	return key_hash(KIND_ID, (const char *)&id, sizeof id);
}

enum crm_status
note_name(struct import *im, struct keymap *map, int64_t id, int64_t line,
    struct crm_text text, uint64_t hash, struct crm_err *err)
{
	struct note note = { id, line, 0, &text };
	enum crm_status st;
	int64_t at;

	if ((st = notes_add(&im->notes, &note, 1, &at, err)) == CRM_OK)
		keymap_add(map, hash, at);
	return st;
}

enum crm_status
note_names(struct import *im, struct keymap *map, int64_t id, int64_t line,
    struct crm_err *err)
{
	enum crm_status st;
	int kind;

	st = note_name(im, map, id, line, CRM_TEXT(""), note_id_hash(id), err);
	for (kind = KIND_EXT; kind <= KIND_OTHER && st == CRM_OK; kind++)
		if ((kind != KIND_OTHER || im->key != im->e->ext) &&
		    ident_set(im, &im->who, kind))
			st = note_name(im, map, id, line,
			    identity_text(&im->who), im->who.hash, err);
	return st;
}

void
note_changed(struct import *im, int64_t id)
{
	keymap_add(&im->changed, note_id_hash(id), id);
	/* A row that is known by its place leaves the places as they are. */
	if (im->lines.n > 0 && im->who.kind != KIND_PART)
		lines_forget(im);
	met_changed(im, id);
}

static bool
has_id(const struct keymap *m, int64_t id)
{
	uint64_t hash;
	const struct key_slot *s;

	if (m->n == 0)
		return false;
	hash = note_id_hash(id);
	for (s = keymap_first(m, hash); s != NULL; s = keymap_next(m, hash, s))
		if (s->what == id)
			return true;
	return false;
}

bool
note_was_changed(const struct import *im, int64_t id)
{
	return has_id(&im->changed, id);
}

void
note_updated(struct import *im, int64_t id)
{
	note_changed(im, id);
	keymap_add(&im->updated, note_id_hash(id), id);
}

bool
note_was_updated(const struct import *im, int64_t id)
{
	return has_id(&im->updated, id);
}

enum crm_status
note_read(struct import *im, int64_t at, size_t texts, struct crm_err *err)
{
	return notes_read(&im->notes, at, &im->found, texts, err);
}

void
note_free(struct import *im)
{
	size_t i;

	keymap_free(&im->ident);
	keymap_free(&im->merged);
	keymap_free(&im->gone);
	keymap_free(&im->changed);
	keymap_free(&im->updated);
	keymap_free(&im->lines.fitted);
	for (i = 0; i < im->n_kinds; i++) {
		keymap_free(&im->kind[i].noted);
		keymap_free(&im->kind[i].asked);
	}
	notes_free(&im->notes);
	crm_buf_free(&im->who.text);
}

/* ---- a row ---- */

void
note_row(struct import *im)
{
	ident_row(im);
	keymap_prefetch(&im->ident, im->who.hash);
	keymap_prefetch(&im->merged, im->who.hash);
	like_row(im);
}

static enum crm_status
add_note(struct import *im, int64_t id, int64_t line, bool is_new,
    struct crm_err *err)
{
	const struct like_kind *own = &im->kind[0];
	struct note *note = &im->note;
	enum crm_status st;
	int64_t at;

	note->id = id;
	note->line = line;
	note->text[0] = identity_text(&im->who);
	like_fill(im, note);
	st = notes_add(&im->notes, note, own->n + 1, &at, err);
	if (st != CRM_OK)
		return st;
	if (im->who.kind != 0)
		keymap_add(&im->ident, im->who.hash, at);
	if (is_new && (st = same_key_note(im, id, line, err)) != CRM_OK)
		return st;
	return is_new ? like_note(im, at, err) : CRM_OK;
}

/* The key of a merged record is not that of the one that stands for it. */
enum crm_status
note_met(struct import *im, int64_t id, int64_t line, struct crm_err *err)
{
	return im->who.kind == 0 || im->by_alias
	    ? CRM_OK
	    : add_note(im, id, line, false, err);
}

enum crm_status
note_new(struct import *im, int64_t id, int64_t line, struct crm_err *err)
{
	return im->who.kind == 0 && im->kind[0].n == 0
	    ? CRM_OK
	    : add_note(im, id, line, true, err);
}

/* ---- before the first row ---- */

/* Reads the columns that are wanted, and notes each record. */
static enum crm_status
read_keys(struct import *im, const char *where,
    enum crm_status (*note)(struct import *im, int64_t id, struct crm_err *err),
    struct crm_err *err)
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
		crm_arena_reset(&im->row);
		for (i = 0, col = 1; i < e->n; i++)
			if (im->wanted[i])
				im->rec.v[i] = crm_col(q, col++,
				    crm_type_is_text(e->field[i]->type));
		if ((st = note(im, crm_col_int(q, 0), err)) != CRM_OK)
			break;
	}
	crm_record_clear(&im->rec);
	return st;
}

static enum crm_status
note_live(struct import *im, int64_t id, struct crm_err *err)
{
	if (im->rec.v[im->e->deleted].kind != CRM_NULL)
		return gone_note_place(im, id, err);
	note_row(im);
	return note_new(im, id, 0, err);
}

static enum crm_status
read_merged(struct import *im, struct crm_err *err)
{
	const struct crm_entity *e = im->e;

	if (e->alias < 0)
		return CRM_OK;
	im->wanted[e->alias] = true;
	return read_keys(im,
	    crm_sprintf(&im->arena,
		"\"deleted\" IS NOT NULL "
		"AND \"%s\" IS NOT NULL",
		e->field[e->alias]->name),
	    merged_note, err);
}

/* Whether a field tells the place of a line. */
static bool
is_place(const struct import *im, int field)
{
	const struct parts *p = &im->parts;

	return p->owner >= 0 &&
	    (field == p->owner || field == p->line || field == p->item);
}

/* The deleted ones, where rows can be told to be one. */
static enum crm_status
read_gone(struct import *im, struct crm_err *err)
{
	if (!im->has_identity)
		return CRM_OK;
	if (im->e->alias >= 0)
		im->wanted[im->e->alias] = false;
	im->wanted[im->e->deleted] = true;
	return read_keys(im, gone_where(im), gone_note, err);
}

enum crm_status
note_start(struct import *im, struct crm_err *err)
{
	const struct crm_entity *e = im->e;
	enum crm_status st;
	size_t i;

	if ((st = like_start(im, err)) != CRM_OK)
		return st;
	im->wanted = crm_alloc_n(&im->arena, e->n, sizeof *im->wanted);
	for (i = 0; i < e->n; i++)
		im->wanted[i] = is_like(e->field[i]) || (int)i == e->ext ||
		    (int)i == e->key[0] || (int)i == e->key[1] ||
		    (int)i == e->person || (int)i == e->company ||
		    (int)i == im->key || is_place(im, (int)i);
	if ((st = read_merged(im, err)) != CRM_OK ||
	    (st = read_gone(im, err)) != CRM_OK || !im->bulk)
		return st;
	/* Lines that were deleted keep their places among the others. */
	st = read_keys(im,
	    im->parts.owner >= 0 && im->gone.n > 0 ? "TRUE"
						   : "\"deleted\" IS NULL",
	    note_live, err);
	parts_forget(im);
	return st;
}
