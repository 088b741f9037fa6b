/*
 * Likeness of the rows of an import.  Where many rows meet a small table, the
 * addresses and phones of all records are in memory as hashes, by kind; else
 * the row's own kind is asked by its indexes.  The other kinds are asked for
 * the first rows, and read into memory when there are more.
 */
#include "import.h"

#include "like.h"

enum { ASK_ROWS = 64 };			/* rows worth a question each */

static void
note_hash(struct import *im, uint64_t hash, int64_t id, size_t kind)
{
	/* Beyond these a value is shared, and a run of slots would grow. */
	keymap_add_some(&im->like, hash, id, (int64_t)kind,
	    CRM_LIKE_SHARED + 1);
}

void
like_row(struct import *im)
{
	size_t i;

	for (i = 0; im->like_mapped && i < im->n_like; i++) {
		int f = im->like_field[i];

		if (im->rec.v[f].kind != CRM_STR)
			continue;
		im->like_hash[i] = like_hash(im->e->field[f]->type,
		    im->rec.v[f].t);
		keymap_prefetch(&im->like, im->like_hash[i]);
	}
}

void
like_note(struct import *im, int64_t id)
{
	size_t i;

	for (i = 0; im->bulk && i < im->n_like; i++) {
		int f = im->like_field[i];

		if (im->rec.v[f].kind == CRM_STR)
			note_hash(im, im->like_hash[i], id, 0);
	}
}

/* ---- the other kinds ---- */

/* The columns of a kind that tell likeness, of its live records. */
static void
kind_sql(const struct crm_entity *e, struct crm_buf *sql)
{
	size_t i;

	crm_buf_str(sql, "SELECT \"id\"");
	for (i = 0; i < e->n; i++)
		if (is_like(e->field[i]))
			crm_buf_printf(sql, ", \"%s\"", e->field[i]->name);
	crm_buf_printf(sql, " FROM \"%s\" WHERE \"deleted\" IS NULL "
	    "ORDER BY \"id\"", e->def->table);
}

static enum crm_status
read_kind(struct import *im, size_t kind, struct crm_err *err)
{
	const struct crm_entity *e = im->kind[kind];
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;
	size_t i;
	int col;

	kind_sql(e, &sql);
	st = crm_sql(im->s, sql.data, &q, err);
	crm_buf_free(&sql);
	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		for (i = 0, col = 1; i < e->n; i++) {
			if (!is_like(e->field[i]))
				continue;
			if (!crm_col_null(q, col))
				note_hash(im, like_hash(e->field[i]->type,
				    crm_col_text(q, col)), crm_col_int(q, 0),
				    kind);
			col++;
		}
	return st;
}

static enum crm_status
read_kinds(struct import *im, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 1; i < im->n_kinds && st == CRM_OK; i++)
		st = read_kind(im, i, err);
	im->like_mapped = true;
	return st;
}

/* Kinds of which there is no record at all need no thought. */
static enum crm_status
find_kinds(struct import *im, struct crm_err *err)
{
	const struct crm_entity *all[CRM_LIKE_KINDS];
	size_t i, n = like_kinds(im->s, im->e, all);
	enum crm_status st = CRM_OK;
	struct crm_value any;

	im->kind[0] = all[0];
	im->n_kinds = 1;
	for (i = 1; i < n && st == CRM_OK; i++) {
		struct crm_buf sql = CRM_BUF_INIT;

		crm_buf_printf(&sql, "SELECT \"id\" FROM \"%s\" LIMIT 1",
		    all[i]->def->table);
		st = crm_get_int(im->s, sql.data, NULL, 0, &any, err);
		crm_buf_free(&sql);
		if (any.kind == CRM_INT)
			im->kind[im->n_kinds++] = all[i];
	}
	return st;
}

enum crm_status
like_start(struct import *im, struct crm_err *err)
{
	enum crm_status st;
	size_t i;

	im->like_field = crm_alloc_n(&im->arena, im->e->n,
	    sizeof *im->like_field);
	im->like_hash = crm_alloc_n(&im->arena, im->e->n,
	    sizeof *im->like_hash);
	for (i = 0; i < im->e->n; i++)
		if (is_like(im->e->field[i]))
			im->like_field[im->n_like++] = (int)i;
	if ((st = find_kinds(im, err)) != CRM_OK)
		return st;
	im->like_mapped = im->bulk;
	return im->bulk ? read_kinds(im, err) : CRM_OK;
}

/* ---- a row ---- */

/* Whether record a comes before b: what the book had before what this import
 * brought, whose ids are negative in a dry run. */
static bool
is_before(int64_t a, int64_t b)
{
	return (a < 0) != (b < 0) ? b < 0 : a < 0 ? a > b : a < b;
}

/* The first record of a kind with this hash; 0 where there is none, or so many
 * that it says nothing. */
static int64_t
first_of(const struct import *im, uint64_t hash, enum crm_type type,
    size_t kind)
{
	size_t at = keymap_start(&im->like, hash), n = 0;
	const struct key_slot *s;
	int64_t first = 0;

	while ((s = keymap_next(&im->like, hash, &at)) != NULL) {
		if (s->line != kind)
			continue;
		if (n++ == 0 || is_before(s->id, first))
			first = s->id;
	}
	return type == CRM_T_PHONE && n > CRM_LIKE_SHARED ? 0 : first;
}

static enum crm_status
find_mapped(struct import *im, size_t kind, struct crm_like *out, size_t *n,
    struct crm_err *err)
{
	enum crm_status st;
	size_t i, found;
	int64_t id;

	for (i = 0; i < im->n_like; i++) {
		int f = im->like_field[i];
		enum crm_type type = im->e->field[f]->type;

		if (im->rec.v[f].kind != CRM_STR ||
		    (id = first_of(im, im->like_hash[i], type, kind)) == 0)
			continue;
		/* Another text may have the same hash. */
		st = like_ask(im->s, im->kind[kind], type, im->rec.v[f].t, id,
		    0, &id, &found, err);
		if (st != CRM_OK)
			return st;
		if (found == 0)
			continue;
		out[(*n)++] = (struct crm_like){ im->kind[kind], id, type };
		break;
	}
	return CRM_OK;
}

enum crm_status
like_find(struct import *im, struct crm_like *out, size_t *n,
    struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	*n = 0;
	if (im->n_kinds > 1 && !im->like_mapped &&
	    ++im->like_asked > ASK_ROWS) {
		if ((st = read_kinds(im, err)) != CRM_OK)
			return st;
		like_row(im);
	}
	for (i = 0; i < im->n_kinds && st == CRM_OK; i++)
		st = im->bulk || (i > 0 && im->like_mapped) ?
		    find_mapped(im, i, out, n, err) :
		    like_of_kind(im->s, &im->rec, im->kind[i], out, n, err);
	return st;
}
