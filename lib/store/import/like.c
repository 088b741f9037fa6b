/*
 * Likeness of the rows of an import.  Where many rows meet a small table, the
 * addresses and phones of all records are noted; else the row's own kind is
 * asked by its indexes.  The other kinds are asked for the first rows, and noted
 * when there are more.
 */
#include "import.h"

#include "store/like.h"

enum {
	ASK_ROWS = 64,                    /* rows worth a question each */
	NOTED_MOST = CRM_LIKE_SHARED + 1, /* of a value: enough to tell
					 * that it is shared */
};

static uint64_t
like_hash(enum crm_type type, struct crm_text t)
{
	return key_hash((uint64_t)type, t.p, t.n);
}

/* The hash of the row's value in the i-th field that tells likeness, which is no
 * list, made when it is first asked for: a default may come late. */
static uint64_t
hash_of(struct import *im, size_t i)
{
	int f = im->kind[0].field[i];

	if (im->like_hash[i] == 0)
		im->like_hash[i] = like_hash(
		    im->e->field[f]->type, im->rec.v[f].t);
	return im->like_hash[i];
}

/* Makes a value of a kind, or each of its list, findable. */
static void
note_items(struct like_kind *k, size_t i, struct crm_text value, int64_t at)
{
	enum crm_type type = like_type(k->e->field[k->field[i]]);
	struct crm_text item;

	if (!k->list[i])
		keymap_add_some(
		    &k->noted, like_hash(type, value), at, NOTED_MOST);
	else
		while (crm_list_next(&value, &item))
			keymap_add_some(
			    &k->noted, like_hash(type, item), at, NOTED_MOST);
}

/* Whether what rows are compared with is noted. */
static bool
is_noted(const struct import *im, size_t kind)
{
	return kind == 0 ? im->bulk : im->like_mapped;
}

void
like_row(struct import *im)
{
	size_t i, kind;

	for (i = 0; i < im->kind[0].n; i++) {
		im->like_hash[i] = 0;
		if (im->rec.v[im->kind[0].field[i]].kind != CRM_STR ||
		    im->kind[0].list[i])
			continue;
		for (kind = 0; kind < im->n_kinds; kind++)
			if (is_noted(im, kind))
				keymap_prefetch(
				    &im->kind[kind].noted, hash_of(im, i));
	}
}

void
like_note(struct import *im, const struct note *note, int64_t at)
{
	size_t i;

	for (i = 0; i < im->kind[0].n; i++)
		if (note->text[i + 1].n == 0)
			continue;
		else if (im->kind[0].list[i])
			note_items(&im->kind[0], i, note->text[i + 1], at);
		else
			keymap_add_some(
			    &im->kind[0].noted, hash_of(im, i), at, NOTED_MOST);
}

/* ---- the other kinds ---- */

/* The columns of a kind that tell likeness, of its live records. */
static void
kind_sql(const struct like_kind *k, struct crm_buf *sql)
{
	size_t i;

	crm_buf_str(sql, "SELECT \"id\"");
	for (i = 0; i < k->n; i++)
		crm_buf_printf(sql, ", \"%s\"", k->e->field[k->field[i]]->name);
	crm_buf_printf(sql,
	    " FROM \"%s\" WHERE \"deleted\" IS NULL "
	    "ORDER BY \"id\"",
	    k->e->def->table);
}

/* Notes the record of another kind that the question is at. */
static enum crm_status
note_other(struct import *im, struct like_kind *k, struct crm_stmt *q,
    struct crm_err *err)
{
	struct note *note = &im->found;
	enum crm_status st;
	size_t i, n = 0;
	int64_t at;

	note->id = crm_col_int(q, 0);
	note->line = 0;
	note->text[0] = (struct crm_text){ "", 0 };
	for (i = 0; i < k->n; i++) {
		int col = (int)i + 1;

		note->text[i + 1] = crm_col_null(q, col)
		    ? (struct crm_text){ "", 0 }
		    : crm_col_text(q, col);
		n += note->text[i + 1].n;
	}
	if (n == 0)
		return CRM_OK;
	st = notes_add(&im->notes, note, k->n + 1, &at, err);
	for (i = 0; i < k->n && st == CRM_OK; i++)
		if (note->text[i + 1].n > 0)
			note_items(k, i, note->text[i + 1], at);
	return st;
}

static enum crm_status
note_kind(struct import *im, struct like_kind *k, struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	kind_sql(k, &sql);
	st = crm_sql(im->s, sql.data, &q, err);
	crm_buf_free(&sql);
	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		if ((st = note_other(im, k, q, err)) != CRM_OK)
			break;
	return st;
}

static enum crm_status
note_kinds(struct import *im, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 1; i < im->n_kinds && st == CRM_OK; i++)
		st = note_kind(im, &im->kind[i], err);
	im->like_mapped = true;
	return st;
}

/* ---- before the first row ---- */

static void
add_kind(struct import *im, const struct crm_entity *e)
{
	struct like_kind *k = &im->kind[im->n_kinds++];
	size_t i;

	k->e = e;
	k->field = crm_alloc_n(&im->arena, e->n, sizeof *k->field);
	k->list = crm_alloc_n(&im->arena, e->n, sizeof *k->list);
	for (i = 0; i < e->n; i++)
		if (is_like(e->field[i])) {
			k->list[k->n] = crm_type_is_list(e->field[i]->type);
			k->field[k->n++] = (int)i;
		}
}

/* Kinds of which there is no record at all need no thought. */
static enum crm_status
find_kinds(struct import *im, struct crm_err *err)
{
	const struct crm_entity *all[CRM_LIKE_KINDS];
	size_t i, n = crm_like_kinds(im->s, im->e, all);
	enum crm_status st = CRM_OK;
	struct crm_value any;

	add_kind(im, all[0]);
	for (i = 1; i < n && st == CRM_OK; i++) {
		struct crm_buf sql = CRM_BUF_INIT;

		crm_buf_printf(&sql, "SELECT \"id\" FROM \"%s\" LIMIT 1",
		    all[i]->def->table);
		st = crm_get_int(im->s, sql.data, NULL, 0, &any, err);
		crm_buf_free(&sql);
		if (st == CRM_OK && any.kind == CRM_INT)
			add_kind(im, all[i]);
	}
	return st;
}

enum crm_status
like_start(struct import *im, struct crm_err *err)
{
	enum crm_status st;
	size_t i, most = 0;

	if ((st = find_kinds(im, err)) != CRM_OK)
		return st;
	for (i = 0; i < im->n_kinds; i++)
		if (most < im->kind[i].n)
			most = im->kind[i].n;
	im->like_hash = crm_alloc_n(
	    &im->arena, im->kind[0].n + 1, sizeof *im->like_hash);
	im->note.text = crm_alloc_n(
	    &im->arena, most + 1, sizeof *im->note.text);
	im->found.text = crm_alloc_n(
	    &im->arena, most + 1, sizeof *im->found.text);
	return im->bulk ? note_kinds(im, err) : CRM_OK;
}

/* ---- a row ---- */

/* What of a kind was noted with a hash, in the order in which it was noted: as
 * the ids of the book, then as the rows. */
static size_t
noted_with(const struct like_kind *k, uint64_t hash, int64_t at[NOTED_MOST])
{
	const struct key_slot *s;
	size_t n = 0, i;

	for (s = keymap_first(&k->noted, hash); s != NULL && n < NOTED_MOST;
	     s = keymap_next(&k->noted, hash, s)) {
		for (i = n++; i > 0 && at[i - 1] > s->what; i--)
			at[i] = at[i - 1];
		at[i] = s->what;
	}
	return n;
}

/* Whether what was noted there has the value in a field of that type, or in a
 * list of such, still. */
static enum crm_status
has_value(struct import *im, const struct like_kind *k, int64_t at,
    enum crm_type type, struct crm_text t, bool *has, struct crm_err *err)
{
	enum crm_status st;
	int64_t id;
	size_t i, n;

	*has = false;
	if ((st = note_read(im, at, k->n + 1, err)) != CRM_OK)
		return st;
	for (i = 0; i < k->n; i++)
		if (like_type(k->e->field[k->field[i]]) == type &&
		    like_has(
			k->e->field[k->field[i]], im->found.text[i + 1], t))
			*has = true;
	if (!*has || k->e != im->e || !note_was_changed(im, im->found.id))
		return CRM_OK;
	st = like_ask(im->s, k->e, type, t, im->found.id, 0, &id, &n, err);
	*has = n > 0;
	return st;
}

/* The first record of a kind with the value, whose hash that is; 0 where there
 * is none, or so many that it says nothing. */
static enum crm_status
like_noted(struct import *im, const struct like_kind *k, enum crm_type type,
    struct crm_text t, uint64_t hash, int64_t *like, struct crm_err *err)
{
	int64_t at[NOTED_MOST], first = 0;
	size_t n = noted_with(k, hash, at), j, held = 0;
	bool all = type == CRM_T_PHONE && n > CRM_LIKE_SHARED, has;
	enum crm_status st;

	*like = 0;
	for (j = 0; j < n && (held == 0 || all); j++) {
		st = has_value(im, k, at[j], type, t, &has, err);
		if (st != CRM_OK)
			return st;
		if (has && held++ == 0)
			first = im->found.id;
	}
	/* There may be more of them than were noted. */
	if (n == NOTED_MOST && (held == 0 || (all && held < n))) {
		st = like_ask(im->s, k->e, type, t, 0, 0, &first, &held, err);
		if (st != CRM_OK)
			return st;
	}
	if (held > 0 && (type != CRM_T_PHONE || held <= CRM_LIKE_SHARED))
		*like = first;
	return CRM_OK;
}

/* So, with the row's i-th value, or one of its list. */
static enum crm_status
any_noted(struct import *im, const struct like_kind *k, size_t i, int64_t *like,
    struct crm_err *err)
{
	const struct crm_field *f = im->e->field[im->kind[0].field[i]];
	struct crm_text t = im->rec.v[im->kind[0].field[i]].t, item;
	enum crm_status st = CRM_OK;

	*like = 0;
	if (!im->kind[0].list[i])
		return like_noted(im, k, f->type, t, hash_of(im, i), like, err);
	while (st == CRM_OK && *like == 0 && crm_list_next(&t, &item))
		st = like_noted(im, k, like_type(f), item,
		    like_hash(like_type(f), item), like, err);
	return st;
}

static enum crm_status
find_noted(struct import *im, const struct like_kind *k, struct crm_like *out,
    size_t *n, struct crm_err *err)
{
	const struct like_kind *own = &im->kind[0];
	enum crm_status st = CRM_OK;
	int64_t id = 0;
	size_t i;

	for (i = 0; i < own->n && st == CRM_OK && id == 0; i++) {
		if (im->rec.v[own->field[i]].kind != CRM_STR)
			continue;
		st = any_noted(im, k, i, &id, err);
		if (st == CRM_OK && id != 0)
			out[(*n)++] = (struct crm_like){ k->e, id,
				like_type(im->e->field[own->field[i]]) };
	}
	return st;
}

enum crm_status
like_find(
    struct import *im, struct crm_like *out, size_t *n, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	*n = 0;
	if (im->n_kinds > 1 && !im->like_mapped &&
	    ++im->like_asked > ASK_ROWS && (st = note_kinds(im, err)) != CRM_OK)
		return st;
	for (i = 0; i < im->n_kinds && st == CRM_OK; i++)
		st = is_noted(im, i)
		    ? find_noted(im, &im->kind[i], out, n, err)
		    : like_of_kind(im->s, &im->rec, im->kind[i].e, out, n, err);
	return st;
}
