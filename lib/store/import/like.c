/*
 * Likeness of the rows of an import.  What may be like them is noted: where many
 * rows meet a small table, the values of all its records; else of those that
 * have a value of a row, asked for by the indexes when it is first met.  The
 * other kinds are asked in this way for the first rows, and noted whole when
 * there are more.  So a value is asked for once, however many rows have it.
 */
#include "import.h"

#include <string.h>

enum {
	ASK_ROWS = 64, /* rows worth a question each */
	MORE = -1,     /* stands for those with a value that are not noted */
};

/* What of a value was noted. */
struct noted {
	int64_t at[LIKE_HITS];
	size_t n;
	bool more; /* others have it whose name is among these, or too many */
};

static uint64_t
like_hash(enum crm_type type, struct crm_text t)
{
	return key_hash((uint64_t)type, t.p, t.n);
}

static uint64_t
who_hash(struct crm_text who)
{
	return key_hash(0, who.p, who.n);
}

/* ---- the row at hand ---- */

/* Whether all records of a kind are noted. */
static bool
is_noted(const struct import *im, size_t kind)
{
	return kind == 0 ? im->bulk : im->like_mapped;
}

static void
add_item(struct import *im, enum crm_type type, struct crm_text t, bool other)
{
	im->item = crm_grow(&im->arena, im->item, im->n_items, &im->cap_items,
	    sizeof *im->item);
	im->item[im->n_items++] = (struct like_item){ type, t,
		like_hash(type, t), other };
}

/* How many fields that tell likeness have a value. */
static size_t
count_valued(const struct import *im)
{
	const struct like_kind *own = &im->kind[0];
	size_t i, n = 0;

	for (i = 0; i < own->n; i++)
		n += im->rec.v[own->field[i].at].kind == CRM_STR;
	return n;
}

static void
gather(struct import *im)
{
	const struct like_kind *own = &im->kind[0];
	struct crm_text rest, item;
	size_t i;

	im->n_items = 0;
	im->n_valued = count_valued(im);
	for (i = 0; i < own->n; i++) {
		const struct like_field *f = &own->field[i];

		rest = like_value(&im->rec, f, &im->row);
		im->like_value[i] = rest;
		while (like_next(f, &rest, &item)) {
			add_item(im, f->type, item, false);
			if (like_other(f->type, item, &im->row, &item))
				add_item(im, f->type, item, true);
		}
	}
}

void
like_row(struct import *im)
{
	size_t i, kind;

	gather(im);
	for (i = 0; i < im->n_items; i++)
		for (kind = 0; kind < im->n_kinds; kind++)
			keymap_prefetch(
			    &im->kind[kind].noted, im->item[i].hash);
}

void
like_fill(struct import *im, struct note *note)
{
	size_t i;

	note->who = who_hash(like_who(&im->rec, &im->row));
	for (i = 0; i < im->kind[0].n; i++)
		note->text[i + 1] = im->like_value[i];
}

/* ---- notes ---- */

/* In the order in which it was noted: as the ids of the book, then as the
 * rows. */
static void
noted_with(const struct like_kind *k, uint64_t hash, struct noted *out)
{
	const struct key_slot *s;
	size_t i;

	out->n = 0;
	out->more = false;
	for (s = keymap_first(&k->noted, hash); s != NULL;
	     s = keymap_next(&k->noted, hash, s)) {
		if (s->what == MORE) {
			out->more = true;
			continue;
		}
		for (i = out->n++; i > 0 && out->at[i - 1] > s->what; i--)
			out->at[i] = out->at[i - 1];
		out->at[i] = s->what;
	}
}

/* Whether one of those noted has the name. */
static enum crm_status
has_name(struct import *im, const struct like_kind *k, const struct noted *x,
    uint64_t who, bool *has, struct crm_err *err)
{
	enum crm_status st;
	size_t i;

	*has = false;
	for (i = 0; i < x->n && !*has; i++) {
		st = note_read(im, x->at[i], k->n + 1, err);
		if (st != CRM_OK)
			return st;
		*has = im->found.who == who;
	}
	return CRM_OK;
}

/* Makes a note findable by a value.  The first of each name is enough, and of so
 * many names; where they are not counted, the first. */
static enum crm_status
note_item(struct import *im, struct like_kind *k, const struct like_item *item,
    uint64_t who, int64_t at, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	struct noted x;
	bool known;

	noted_with(k, item->hash, &x);
	known = x.n == LIKE_HITS || (x.n > 0 && !is_counted(item->type));
	if (!known)
		st = has_name(im, k, &x, who, &known, err);
	if (st != CRM_OK)
		return st;
	if (!known)
		keymap_add(&k->noted, item->hash, at);
	else if (!x.more)
		keymap_add(&k->noted, item->hash, MORE);
	return CRM_OK;
}

enum crm_status
like_note(struct import *im, int64_t at, struct crm_err *err)
{
	uint64_t who = im->note.who;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < im->n_items && st == CRM_OK; i++)
		if (!im->item[i].other)
			st = note_item(
			    im, &im->kind[0], &im->item[i], who, at, err);
	return st;
}

/* ---- what the book has ---- */

/* The columns of a kind that tell likeness, of its live records. */
static void
kind_sql(const struct like_kind *k, struct crm_buf *sql)
{
	size_t i;

	crm_buf_str(sql, "SELECT \"id\", ");
	like_who_column(sql, k->e);
	for (i = 0; i < k->n; i++) {
		crm_buf_str(sql, ", ");
		like_column(sql, k->e->field[k->field[i].at]);
	}
	crm_buf_printf(sql,
	    " FROM \"%s\" WHERE \"deleted\" IS NULL "
	    "ORDER BY \"id\"",
	    k->e->def->table);
}

/* Adds im->note, of a record of the book that is not the row at hand. */
static enum crm_status
note_other(struct import *im, struct like_kind *k, struct crm_err *err)
{
	struct note *note = &im->note;
	struct crm_text rest, t;
	enum crm_status st;
	int64_t at;
	size_t i;

	note->line = 0;
	note->text[0] = (struct crm_text){ "", 0 };
	st = notes_add(&im->notes, note, k->n + 1, &at, err);
	for (i = 0; i < k->n; i++) {
		const struct like_field *f = &k->field[i];

		rest = note->text[i + 1];
		while (st == CRM_OK && like_next(f, &rest, &t)) {
			struct like_item item = { f->type, t,
				like_hash(f->type, t), false };

			st = note_item(im, k, &item, note->who, at, err);
		}
	}
	return st;
}

/* The record of another kind that the question is at. */
static enum crm_status
note_row_of(struct import *im, struct like_kind *k, struct crm_stmt *q,
    struct crm_err *err)
{
	struct note *note = &im->note;
	size_t i, n = 0;

	note->id = crm_col_int(q, 0);
	note->who = who_hash(crm_col_text(q, 1));
	for (i = 0; i < k->n; i++) {
		int col = (int)i + 2;

		note->text[i + 1] = crm_col_null(q, col)
		    ? (struct crm_text){ "", 0 }
		    : crm_col_text(q, col);
		n += note->text[i + 1].n;
	}
	return n > 0 ? note_other(im, k, err) : CRM_OK;
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
		if ((st = note_row_of(im, k, q, err)) != CRM_OK)
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

/* Notes those of a kind that have a value of the row. */
static enum crm_status
note_asked(struct import *im, struct like_kind *k, const struct like_item *item,
    struct crm_err *err)
{
	struct like_hit hit[LIKE_HITS];
	enum crm_status st;
	size_t i, f, n;

	st = like_ask(
	    im->s, k->e, item->type, item->text, 0, 0, &im->row, hit, &n, err);
	/* One of its fields is enough to find it by. */
	for (f = 0; f < k->n && k->field[f].type != item->type; f++)
		continue;
	for (i = 0; i < n && st == CRM_OK; i++) {
		im->note.id = hit[i].id;
		im->note.who = who_hash(hit[i].who);
		memset(im->note.text, 0, (k->n + 1) * sizeof *im->note.text);
		im->note.text[f + 1] = item->text;
		st = note_other(im, k, err);
	}
	return st;
}

/* Asks for each value that is met for the first time, whether another one tells
 * already what the row is like or not: the row itself is noted by all. */
static enum crm_status
ask_values(struct import *im, struct like_kind *k, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < im->n_items && st == CRM_OK; i++) {
		const struct like_item *item = &im->item[i];

		if (keymap_first(&k->asked, item->hash) != NULL)
			continue;
		keymap_add(&k->asked, item->hash, 0);
		st = note_asked(im, k, item, err);
	}
	return st;
}

/* ---- before the first row ---- */

static void
add_kind(struct import *im, const struct crm_entity *e)
{
	struct like_kind *k = &im->kind[im->n_kinds++];

	k->e = e;
	k->field = crm_alloc_n(&im->arena, e->n, sizeof *k->field);
	k->n = like_fields(e, k->field);
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
	im->like_value = crm_alloc_n(
	    &im->arena, im->kind[0].n + 1, sizeof *im->like_value);
	im->note.text = crm_alloc_n(
	    &im->arena, most + 1, sizeof *im->note.text);
	im->found.text = crm_alloc_n(
	    &im->arena, most + 1, sizeof *im->found.text);
	return im->bulk ? note_kinds(im, err) : CRM_OK;
}

/* ---- a row ---- */

/* Whether what was noted there has the value, still. */
static enum crm_status
has_value(struct import *im, const struct like_kind *k, int64_t at,
    const struct like_item *item, bool *has, struct crm_err *err)
{
	struct like_hit hit[LIKE_HITS];
	enum crm_status st;
	size_t i, n;

	*has = false;
	if ((st = note_read(im, at, k->n + 1, err)) != CRM_OK)
		return st;
	for (i = 0; i < k->n; i++)
		if (k->field[i].type == item->type &&
		    like_has(&k->field[i], im->found.text[i + 1], item->text))
			*has = true;
	if (!*has || k->e != im->e || !note_was_changed(im, im->found.id))
		return CRM_OK;
	st = like_ask(im->s, k->e, item->type, item->text, im->found.id, 0,
	    &im->row, hit, &n, err);
	*has = n > 0;
	return st;
}

/* The first record of a kind with a value of the row; 0 where there is none, or
 * where it says nothing. */
static enum crm_status
like_noted(struct import *im, const struct like_kind *k,
    const struct like_item *item, int64_t *like, struct crm_err *err)
{
	struct like_hit hit[LIKE_HITS];
	enum crm_status st = CRM_OK;
	size_t looked, held = 0;
	int64_t first = 0;
	struct noted x;
	bool has;

	noted_with(k, item->hash, &x);
	/* One is enough where there are too few to be many. */
	for (looked = 0; looked < x.n && (held == 0 || x.n == LIKE_HITS);
	     looked++) {
		st = has_value(im, k, x.at[looked], item, &has, err);
		if (st != CRM_OK)
			return st;
		if (has && held++ == 0)
			first = im->found.id;
	}
	/* One of those that were left out may stand for one that has left. */
	if (x.more && held < looked) {
		st = like_ask(im->s, k->e, item->type, item->text, 0, 0,
		    &im->row, hit, &held, err);
		first = held > 0 ? hit[0].id : 0;
	}
	*like = held < LIKE_HITS ? first : 0;
	return st;
}

static enum crm_status
find_noted(struct import *im, const struct like_kind *k, struct crm_like *out,
    size_t *n, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	int64_t id = 0;
	size_t i;

	for (i = 0; i < im->n_items && st == CRM_OK && id == 0; i++) {
		st = like_noted(im, k, &im->item[i], &id, err);
		if (st == CRM_OK && id != 0)
			out[(*n)++] = (struct crm_like){ k->e, id,
				im->item[i].type };
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
	/* A default fills what was blank. */
	if (im->o->def != NULL && count_valued(im) != im->n_valued)
		gather(im);
	if (im->n_kinds > 1 && !im->like_mapped &&
	    ++im->like_asked > ASK_ROWS && (st = note_kinds(im, err)) != CRM_OK)
		return st;
	for (i = 0; i < im->n_kinds && st == CRM_OK; i++) {
		if (!is_noted(im, i))
			st = ask_values(im, &im->kind[i], err);
		if (st == CRM_OK)
			st = find_noted(im, &im->kind[i], out, n, err);
	}
	return st;
}
