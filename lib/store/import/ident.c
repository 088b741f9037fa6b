/*
 * Identity: which record a row is.  What was noted knows it (import-note.c),
 * else the table is asked by its indexes.
 */
#include "import.h"

#include "store/same.h"

#include <string.h>

/* ---- the identity of a row ---- */

void
ident_start(struct import *im)
{
	const char *p = im->e->def->same;
	size_t n;

	im->n_same = 0;
	for (; p != NULL && *p != '\0'; p += n + (p[n] == '|')) {
		n = strcspn(p, "|");
		im->same[im->n_same++] = crm_field_index(
		    im->e, (struct crm_text){ p, n });
	}
}

/* Appends a value as keys compare it, its length before it. */
static void
add_this(
    struct import *im, int field, const struct crm_value *v, struct crm_buf *b)
{
	const size_t at = b->len;
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
add_value(struct import *im, int field, struct crm_buf *b)
{
	add_this(im, field, &im->rec.v[field], b);
}

static void
hash_identity(struct identity *x)
{
	x->hash = key_hash((uint64_t)x->kind, x->text.data, x->text.len);
}

/* The fields of a kind of identity. */
static int
fields_of(const struct import *im, int kind, const int **field)
{
	const struct crm_entity *e = im->e;
	int n = 0;

	*field = kind == KIND_EXT ? &e->ext
	    : kind == KIND_KEY    ? e->key
	    : kind == KIND_SAME   ? im->same
				  : &im->key;
	if (kind == KIND_SAME)
		return im->n_same;
	if (kind != KIND_KEY)
		return **field >= 0;
	while (n < CRM_KEY_FIELDS && e->key[n] >= 0)
		n++;
	return n;
}

static void
id_identity(struct import *im, struct identity *x)
{
	x->kind = KIND_ID;
	crm_buf_char(&x->text, KIND_ID);
	crm_buf_add(&x->text, &im->rec.id, sizeof im->rec.id);
	hash_identity(x);
}

/* What --default says of a field; empty where it says nothing. */
static struct crm_text
said_default(const struct import *im, int field)
{
	size_t i;

	for (i = 0; i < im->n_feeds; i++)
		if (im->feed[i].field == field && im->feed[i].def.p != NULL &&
		    !im->cleared[field])
			return im->feed[i].def;
	return (struct crm_text){ NULL, 0 };
}

/* A part of a key that the row leaves out is what a new record gets for it. */
static void
fill_part(struct import *im, int field)
{
	const struct crm_field *f = im->e->field[field];
	struct crm_text said;

	if (im->rec.v[field].kind == CRM_NULL && f->type == CRM_T_CURRENCY &&
	    !im->cleared[field])
		im->rec.v[field] = crm_value_text(
		    crm_text_of(crm_store_currency(im->s)));
	if (im->rec.v[field].kind != CRM_NULL || f->type != CRM_T_TEXT)
		return;
	said = said_default(im, field);
	if (said.n > 0)
		im->rec.v[field] = crm_value_text(said);
	else if (f->def != NULL)
		im->rec.v[field] = crm_value_text(crm_text_of(f->def));
}

void
ident_of_text(
    struct import *im, struct identity *x, int field, struct crm_text t)
{
	const struct crm_value v = crm_value_text(
	    same_text(im->e->field[field], t, &im->row));

	x->kind = KIND_OTHER;
	x->n = 1;
	x->place = 0;
	x->field[0] = field;
	crm_buf_clear(&x->text);
	crm_buf_char(&x->text, KIND_OTHER);
	add_this(im, field, &v, &x->text);
	hash_identity(x);
}

bool
ident_set(struct import *im, struct identity *x, int kind)
{
	const int *field;
	int i, n = fields_of(im, kind, &field);

	x->kind = x->n = 0;
	x->place = 0;
	crm_buf_clear(&x->text);
	if (n == 0 || im->rec.v[field[n - 1]].kind == CRM_NULL)
		return false;
	if (kind == KIND_OTHER && im->rec.v[field[0]].kind == CRM_STR) {
		ident_of_text(im, x, field[0], im->rec.v[field[0]].t);
		return true;
	}
	x->kind = kind;
	x->n = n;
	crm_buf_char(&x->text, (char)kind);
	for (i = 0; i < n; i++) {
		x->field[i] = field[i];
		fill_part(im, field[i]);
		add_value(im, field[i], &x->text);
	}
	hash_identity(x);
	return true;
}

static void
add_part(struct import *im, struct identity *x)
{
	x->kind = KIND_PART;
	crm_buf_char(&x->text, KIND_PART);
	crm_buf_add(&x->text, x->field, CRM_KEY_FIELDS * sizeof *x->field);
	crm_buf_add(&x->text, &x->place, sizeof x->place);
	add_value(im, x->field[0], &x->text);
	add_value(im, x->field[1], &x->text);
	hash_identity(x);
}

static void
part_identity(struct import *im, struct identity *x)
{
	if (parts_place(im, x))
		add_part(im, x);
}

void
ident_row(struct import *im)
{
	struct identity *x = &im->who;

	x->kind = x->n = 0;
	x->place = 0;
	crm_buf_clear(&x->text);
	if (im->rec.id == 0 && im->parts.owner >= 0)
		im->rec.id = refused_as(im);
	if (im->rec.id != 0 && im->key < 0)
		id_identity(im, x);
	else if (im->key >= 0)
		ident_set(im, x, im->key == im->e->ext ? KIND_EXT : KIND_OTHER);
	else if (!ident_set(im, x, KIND_EXT) && !ident_set(im, x, KIND_KEY) &&
	    !ident_set(im, x, KIND_SAME))
		part_identity(im, x);
}

void
ident_leave_keys(struct import *im)
{
	int i;

	for (i = 0; i < im->who.n; i++)
		im->rec.given[im->who.field[i]] = false;
}

/* " AND "name_f" = ?" for the key's fields. */
static void
key_condition(
    const struct import *im, const struct identity *x, struct crm_buf *sql)
{
	int i;

	if (x->kind == KIND_OTHER) {
		same_key_condition(im, x->field[0], sql);
		return;
	}
	for (i = 0; i < x->n; i++) {
		const struct crm_field *f = im->e->field[x->field[i]];

		/* A line may be about no product, a price for nobody in
		 * particular. */
		bool blank = x->kind == KIND_SAME ? i + 1 < x->n
						  : x->place > 0 && i > 0;

		crm_buf_printf(sql, " AND \"%s%s\" %s ?", f->name,
		    f->flags & CRM_F_FOLDED ? "_f" : "",
		    blank ? "IS NOT DISTINCT FROM" : "=");
	}
	if (x->place > 0 && im->parts.numbered)
		crm_buf_printf(sql, " AND \"%s\" IS NULL",
		    im->e->field[im->parts.line]->name);
}

static void
bind_key(
    struct import *im, const struct identity *x, struct crm_stmt *q, int mark)
{
	int i;

	if (x->kind == KIND_OTHER) {
		same_key_bind(im, x->field[0], q, mark);
		return;
	}
	for (i = 0; i < x->n; i++) {
		struct crm_value v = im->rec.v[x->field[i]];

		if (v.kind == CRM_STR &&
		    (im->e->field[x->field[i]]->flags & CRM_F_FOLDED) != 0)
			v.t = crm_fold_dup(&im->row, v.t);
		crm_bind(q, mark++, v);
	}
}

/* " AND "id" IN (…)": no others may have it. */
static void
known_condition(const struct known_ids *k, struct crm_buf *sql)
{
	size_t i;

	for (i = 0; k->all && i < k->n; i++)
		crm_buf_printf(sql, "%s%lld",
		    i == 0 ? " AND \"id\" IN (" : ", ", (long long)k->id[i]);
	if (i > 0)
		crm_buf_char(sql, ')');
}

/* Records of the book with the key: the first, and how many (at most 2). */
static enum crm_status
ask_table(struct import *im, const struct identity *x, int64_t only,
    int64_t *id, int *n, struct crm_err *err)
{
	struct known_ids known = { .all = false };
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*n = 0;
	if ((st = insert_flush(im->s, im->e, err)) != CRM_OK ||
	    (only == 0 && x->kind == KIND_OTHER &&
		(st = same_key_known(im, x->field[0], &known, err)) !=
		    CRM_OK) ||
	    (known.all && known.n == 0))
		return st;
	crm_buf_printf(
	    &sql, "SELECT \"id\" FROM \"%s\" WHERE ", im->e->def->table);
	crm_buf_str(&sql, only != 0 ? "\"id\" = ?" : "\"deleted\" IS NULL");
	key_condition(im, x, &sql);
	known_condition(&known, &sql);
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
ask_book(struct import *im, const struct identity *x, int64_t *id, int *n,
    struct crm_err *err)
{
	return x->kind == KIND_PART ? lines_find(im, x, id, n, err)
				    : ask_table(im, x, 0, id, n, err);
}

/* ---- what was noted ---- */

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
		st = note_read(im, s->what, im->kind[0].n + 1, err);
		if (st != CRM_OK)
			return st;
		if (!crm_text_eq(found->text[0], identity_text(x)))
			continue; /* another key with the same hash */
		if (x->kind != KIND_ID && note_was_changed(im, found->id)) {
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
		st = merged_find_id(im, im->rec.id, id, err);
		if (st != CRM_OK || im->by_alias ||
		    (st = gone_find(im, err)) != CRM_OK || im->gone_id != 0)
			return st;
		crm_id_format(&b, im->e, im->rec.id);
		st = crm_fail_field(err, CRM_INVALID,
		    im->e->field[im->e->id]->name,
		    "there is no %s %s here; "
		    "ids of another book belong into ext",
		    crm_entity_word(im->e), b.data);
		crm_buf_free(&b);
	}
	return st == CRM_OK ? find_noted(im, id, line, err) : st;
}

/* Which of its equals a refused line is, only the whole file says. */
static enum crm_status
one_of_equals(struct import *im, int64_t id, struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;

	crm_id_format(&b, im->e, id);
	st = crm_fail_field(err, CRM_INVALID,
	    im->e->field[im->parts.item]->name,
	    "the document has that already, as %s, and whether the row is this "
	    "one the file of refused rows does not say: give it the id, or import "
	    "the whole file, mended",
	    b.data);
	crm_buf_free(&b);
	return st;
}

/* Whether a refused row is of a document that has such a line. */
static enum crm_status
check_equals(struct import *im, struct crm_err *err)
{
	struct identity first = im->who;
	enum crm_status st;
	int64_t id = 0;
	int n;

	first.place = 1;
	st = lines_find(im, &first, &id, &n, err);
	if (st == CRM_OK && id == 0)
		id = im->gone_id;
	im->gone_id = 0;
	return st == CRM_OK && id != 0 ? one_of_equals(im, id, err) : st;
}

/* A line that has no number yet, of a row that has one: the file came without
 * numbers before.  It is the row's by its place among its equals; what the row is
 * known by in this file stays its number. */
static enum crm_status
fit_unnumbered(struct import *im, int64_t *id, struct crm_err *err)
{
	struct identity numbered = im->who;
	enum crm_status st;
	int64_t line = 0;
	int n;

	im->who = (struct identity){ .kind = 0 };
	parts_fit(im, &im->who);
	add_part(im, &im->who);
	st = find_noted(im, id, &line, err);
	if (st == CRM_OK && *id == 0 && !im->bulk)
		st = ask_book(im, &im->who, id, &n, err);
	if (st == CRM_OK && *id == 0 && im->gone_id == 0 && im->gone.n > 0)
		st = gone_find(im, err);
	crm_buf_free(&im->who.text);
	im->who = numbered;
	if (st == CRM_OK && *id != 0 && im->refused.all)
		return one_of_equals(im, *id, err);
	if (st == CRM_OK && *id != 0)
		lines_fitted(im, *id);
	return st;
}

/* Of a merged record, or a deleted one. */
static enum crm_status
find_former(struct import *im, int64_t *id, struct crm_err *err)
{
	enum crm_status st = merged_find(im, id, err);

	return st == CRM_OK && *id == 0 && im->gone.n > 0 ? gone_find(im, err)
							  : st;
}

enum crm_status
ident_find(struct import *im, int64_t *id, int64_t *line, struct crm_err *err)
{
	const struct identity *x = &im->who;
	enum crm_status st;
	int n = 0;

	*id = *line = 0;
	im->by_alias = false;
	im->gone_id = 0;
	if (x->kind == KIND_ID)
		return find_by_id(im, id, line, err);
	if (x->kind == 0)
		return CRM_OK;
	if (im->refused.all && x->place > 0 &&
	    (st = check_equals(im, err)) != CRM_OK)
		return st;
	st = find_noted(im, id, line, err);
	if (st == CRM_OK && *id == 0 && !im->bulk)
		st = ask_book(im, x, id, &n, err);
	if (st == CRM_OK && *id == 0 && im->gone_id == 0)
		st = find_former(im, id, err);
	if (st == CRM_OK && *id == 0 && im->gone_id == 0 &&
	    x->kind == KIND_PART && x->place == 0 && im->parts.itemized)
		return fit_unnumbered(im, id, err);
	if (st == CRM_OK && n > 1)
		st = crm_fail_field(err, CRM_INVALID,
		    im->e->field[x->field[x->n - 1]]->name,
		    "names more than "
		    "one %s; use another --key",
		    crm_entity_word(im->e));
	return st;
}
