/* Which column feeds which field. */
#include "import.h"

#include <string.h>

static void
make_room(struct import *im)
{
	size_t n = crm_reader_columns(im->r);
	bool *more;

	if (n <= im->cap_used)
		return;
	more = crm_alloc_n(&im->arena, n * 2, sizeof *more);
	if (im->cap_used > 0)
		memcpy(more, im->used, im->cap_used);
	im->used = more;
	im->cap_used = n * 2;
}

/* "#3", the third column, of a sheet also behind the last header; -1 for anything
 * else. */
static int
column_numbered(struct import *im, struct crm_text t)
{
	int64_t n;

	if (t.n < 2 || t.p[0] != '#' ||
	    crm_number_parse((struct crm_text){ t.p + 1, t.n - 1 }, 0, 0, &n,
		NULL) != CRM_OK ||
	    n < 1 || !crm_reader_widen(im->r, n))
		return -1;
	make_room(im);
	return (int)n - 1;
}

static int
column_named(struct import *im, struct crm_text name)
{
	struct crm_buf want = CRM_BUF_INIT, have = CRM_BUF_INIT;
	size_t i, n = crm_reader_columns(im->r);
	int found = header_named(im, name, 0);

	if (found < 0)
		found = column_numbered(im, name);
	crm_squeeze(&want, name);
	for (i = 0; i < n && found < 0 && want.len > 0; i++) {
		crm_buf_clear(&have);
		crm_squeeze(&have, crm_reader_column(im->r, i));
		if (have.len == want.len &&
		    memcmp(have.data, want.data, want.len) == 0)
			found = (int)i;
	}
	crm_buf_free(&want);
	crm_buf_free(&have);
	return found;
}

static enum crm_status
no_column(struct import *im, struct crm_text name, struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	char quoted[CRM_QUOTE_SIZE];
	enum crm_status st;
	size_t i;

	for (i = 0; i < crm_reader_columns(im->r); i++) {
		if (i > 0)
			crm_buf_str(&b, ", ");
		if (crm_reader_column(im->r, i).n == 0)
			crm_buf_printf(&b, "#%zu", i + 1);
		crm_escape(&b, crm_reader_column(im->r, i));
	}
	crm_quote(quoted, name);
	st = crm_fail(err, CRM_USAGE,
	    "--map: %s has no column '%s'; it has "
	    "%.700s",
	    crm_reader_name(im->r), quoted, b.data == NULL ? "" : b.data);
	crm_buf_free(&b);
	return st;
}

static void
add_column(struct import *im, struct feed *f, int column)
{
	if (f->n < JOIN_MAX)
		f->column[f->n++] = column;
	im->used[column] = true;
}

/* ---- --map ---- */

/* The next piece up to one of `stops`; "…" keeps these in. */
static struct crm_text
piece(const char **p, const char *stops, struct crm_arena *a)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_text t;
	bool quoted = false;

	for (; **p != '\0'; (*p)++) {
		if (**p == '"')
			quoted = !quoted;
		else if (!quoted && strchr(stops, **p) != NULL)
			break;
		else
			crm_buf_char(&b, **p);
	}
	t = (struct crm_text){ crm_strndup(a, b.len > 0 ? b.data : "", b.len),
		b.len };
	crm_buf_free(&b);
	return crm_text_trim(t);
}

/* Columns feed what a map says. */
static enum crm_status
feed_target(struct import *im, const int *column, const bool *out, int n,
    const struct target *to, struct crm_err *err)
{
	const char *name = im->e->field[to->field]->name;
	int part_of = qualified_by(im, to->field), i;
	struct feed *f;

	if (im->e->field[to->field]->type == CRM_T_ANY) {
		for (i = 0; i < n; i++)
			about_add(im, column[i], to);
		return CRM_OK;
	}
	f = feed_of(im, part_of >= 0 ? part_of : to->field);
	if (part_of >= 0 || to->id) {
		*(to->id ? &f->id_column : &f->part_column) = column[0];
		f->part_field = to->field;
		return CRM_OK;
	}
	if (f->n > 0)
		return crm_fail(err, CRM_USAGE,
		    "--map: two columns feed %s; "
		    "join them with A+B=%s, or A+-B=%s where B is what went "
		    "out",
		    name, name, name);
	if (to->field == im->e->id)
		f->own_id = true;
	f->by = to->by;
	for (i = 0; i < n; i++) {
		f->out[f->n] = out[i];
		add_column(im, f, column[i]);
	}
	return CRM_OK;
}

/* "-Paid out": a column of what went out, where none is called so with its sign. */
static bool
says_out(struct import *im, struct crm_text *t)
{
	size_t i;

	if (t->n < 2 || t->p[0] != '-')
		return false;
	for (i = 0; i < crm_reader_columns(im->r); i++)
		if (crm_text_eq(crm_reader_column(im->r, i), *t))
			return false;
	t->p++;
	t->n--;
	return true;
}

/* Whether another map, which goes before, has said what becomes of one of the columns. */
static bool
any_used(const struct import *im, const int *column, int n)
{
	for (int i = 0; i < n; i++)
		if (im->used[column[i]])
			return true;
	return false;
}

static bool
is_fed(const struct import *im, int field)
{
	const struct feed *f;

	if (field < 0 || im->by_field[field] < 0)
		return false;
	f = &im->feed[im->by_field[field]];
	return f->n > 0 || f->id_column >= 0;
}

/* A saved one may name columns that the file has not, and gives way to what is said
 * beside it. */
static enum crm_status
map_one(struct import *im, const char **p, bool saved, struct crm_err *err)
{
	int column[JOIN_MAX], n = 0, lost = 0, i, other;
	bool out[JOIN_MAX], any_out = false;
	struct crm_text t, absent[JOIN_MAX];
	struct target to;
	enum crm_status st;

	do {
		if (**p == '+')
			(*p)++;
		t = piece(p, "+=,", &im->arena);
		if (n + lost == JOIN_MAX)
			return crm_fail(err, CRM_USAGE,
			    "--map: at most %d "
			    "columns join into one field",
			    JOIN_MAX);
		out[n] = says_out(im, &t);
		any_out |= out[n];
		if ((column[n] = column_named(im, t)) < 0) {
			if (!saved)
				return no_column(im, t, err);
			absent[lost++] = t;
			continue;
		}
		n++;
		other = header_named(im, t, (size_t)column[n - 1] + 1);
		if (other >= 0)
			return header_twice(
			    im, t, (size_t)column[n - 1], (size_t)other, err);
	} while (**p == '+');
	if (**p != '=')
		return crm_fail(err, CRM_USAGE,
		    "--map: expected HEADER=field, "
		    "got '%.*s'",
		    (int)t.n, t.p);
	(*p)++;
	t = piece(p, ",", &im->arena);
	if (saved && any_used(im, column, n))
		return CRM_OK;
	for (i = 0; i < n; i++)
		im->used[column[i]] = true;
	if (t.n == 0)
		return CRM_OK; /* "Header=": left out on purpose */
	if (crm_text_is(t, im->e->field[im->e->deleted]->name)) {
		for (i = 0; i < n; i++)
			flagged_add(im, column[i], true);
		return CRM_OK;
	}
	if ((st = import_target(im, t, &to, err)) != CRM_OK)
		return st;
	for (i = 0; i < lost; i++)
		absent_add(im, absent[i], to.field);
	if (any_out && im->e->field[to.field]->type != CRM_T_MONEY)
		return crm_fail(err, CRM_USAGE,
		    "--map: %s is no amount of money, of which a column says "
		    "what went out",
		    im->e->field[to.field]->name);
	if (n == 0)
		return CRM_OK;
	if (saved && is_fed(im, to.field)) {
		for (i = 0; i < n; i++)
			im->used[column[i]] = false;
		return CRM_OK;
	}
	return feed_target(im, column, out, n, &to, err);
}

static enum crm_status
map_options(struct import *im, struct crm_err *err)
{
	const char **m = im->o->map;
	bool saved = false;
	enum crm_status st;

	for (; m != NULL && *m != NULL; m++) {
		const char *p = *m;

		saved = saved || m == im->o->saved;
		while (*p != '\0') {
			if ((st = map_one(im, &p, saved, err)) != CRM_OK)
				return st;
			if (*p == ',')
				p++;
		}
	}
	return CRM_OK;
}

/* ---- headers ---- */

/* Whether it says how cells are written: choices, "new|working", or a date, "YYYY-MM-DD". */
static bool
is_hint(struct crm_text t)
{
	static const char date[] = "yYmMdDhHsS-/.: ";
	size_t i = 0;

	if (memchr(t.p, '|', t.n) != NULL)
		return true;
	while (i < t.n && strchr(date, t.p[i]) != NULL)
		i++;
	return i == t.n && t.n >= sizeof "mm/dd" - 1;
}

/* "status (new|working)", as template writes it, is "status".  But what else stands in
 * brackets may make another thing of it: units, "(in thousands)", zones, "(UTC)", what
 * was, "(old)".  --map says what those are. */
static struct crm_text
without_hint(struct crm_text t)
{
	size_t i;

	if (t.n == 0 || t.p[t.n - 1] != ')')
		return t;
	for (i = 0; i + 1 < t.n; i++)
		if (t.p[i] == ' ' && t.p[i + 1] == '(')
			return is_hint((struct crm_text){
				   t.p + i + 2, t.n - i - 3 })
			    ? (struct crm_text){ t.p, i }
			    : t;
	return t;
}

/* "Budget ($)" does not say whose dollars: headers are matched without such signs. */
static bool
has_unclear_sign(struct crm_text header)
{
	return memchr(header.p, '$', header.n) != NULL;
}

static int
match_header(struct import *im, struct crm_text header, bool *is_id)
{
	int field = crm_field_match(im->e, header, is_id);
	char code[CRM_CURRENCY_SIZE];
	struct crm_text bare;

	if (money_in_brackets(header, code, &bare)) {
		if (field < 0)
			field = crm_field_match(im->e, bare, is_id);
		return field >= 0 && money_in_currency(im->e->field[field])
		    ? field
		    : -1;
	}
	if (has_unclear_sign(header))
		return -1;
	return field >= 0 ? field
			  : crm_field_match(im->e, without_hint(header), is_id);
}

/* Whether a header over a reference is that of its record's key: "SKU". */
static bool
is_key(const struct crm_entity *e, struct crm_text header)
{
	int field = crm_field_match(e, header, NULL);

	return field >= 0 && field == e->key[e->key[1] >= 0];
}

/* A column that the book keeps itself; its values are not taken. */
static enum crm_status
keep_out(struct import *im, struct crm_text header)
{
	crm_buf_printf(&im->kept_out, "%s'%.*s'",
	    im->kept_out.len > 0 ? ", " : "", (int)header.n, header.p);
	return CRM_OK;
}

/* One column feeds what its header says. */
static enum crm_status
map_field(
    struct import *im, int column, int field, bool is_id, struct crm_err *err)
{
	struct crm_text header = crm_reader_column(im->r, (size_t)column);
	const struct crm_entity *e = im->e;
	struct feed *f;

	if (field != e->id && strcmp(e->field[field]->name, "version") == 0) {
		im->used[column] = true;
		f = feed_of(im, field);
		add_column(im, f, column);
		return CRM_OK;
	}
	if (e->field[field]->type == CRM_T_ANY &&
	    about_add(
		im, column, &(struct target){ .field = field, .id = is_id }))
		return CRM_OK;
	if (qualified_by(im, field) >= 0) {
		f = feed_of(im, qualified_by(im, field));
		f->part_column = column;
		f->part_field = field;
		im->used[column] = true;
		return CRM_OK;
	}
	if (field != e->id && (e->field[field]->flags & CRM_F_READONLY) != 0)
		return keep_out(im, header); /* an export comes back */
	f = feed_of(im, field);
	if (is_id && e->field[field]->type == CRM_T_REF) {
		if (f->id_column >= 0)
			return header_both_mean(
			    im, f->id_column, column, field, err);
		f->id_column = column;
		f->our_ids = crm_field_index(e, header) == field;
		f->labelled = is_id_label(e->field[field], header);
		im->used[column] = true;
		return CRM_OK;
	}
	if (f->n > 0)
		return header_both_mean(im, f->column[0], column, field, err);
	f->own_id = field == e->id;
	f->keyed = f->ref != NULL && is_key(f->ref, header);
	add_column(im, f, column);
	return CRM_OK;
}

/* A column of keys stands beside one of names as one of ids does. */
static enum crm_status
map_keys(struct import *im, int column, int field, struct crm_err *err)
{
	struct feed *f = feed_of(im, field);

	if (f->id_column >= 0)
		return header_both_mean(im, f->id_column, column, field, err);
	f->id_column = column;
	f->id_keyed = true;
	im->used[column] = true;
	return CRM_OK;
}

/* Whether an import said it of the row: no column of the file's own. */
static bool
is_said(struct crm_text header)
{
	return crm_is_reject_column(header) || crm_text_is(header, "_action") ||
	    crm_text_is(header, "_duplicate_of");
}

static void
map_header(struct import *im, int column, struct crm_buf *left,
    struct header_faults *faults)
{
	struct crm_text header = crm_reader_column(im->r, (size_t)column);
	struct crm_err err;
	struct feed *f;
	bool is_id = false, taken;
	int field;

	if (unnamed_header(im, column) || im->used[column])
		return;
	if (header.n > 0 && header.p[0] == '_') {
		if (!is_said(header))
			crm_buf_printf(left, "%s'%.*s'",
			    left->len > 0 ? ", " : "", (int)header.n, header.p);
		return;
	}
	if (clock_header(im, column, &taken, &err) != CRM_OK)
		header_fault(im, faults, &err);
	if (taken)
		return;
	header = crm_header_own(im->e, header);
	if (either_header(im, header)) {
		f = feed_of(im, im->either_closed);
		f->either = true;
		add_column(im, f, column);
		return;
	}
	field = match_header(im, header, &is_id);
	if ((field < 0 || field == im->e->deleted) &&
	    flagged_header(im, column, header))
		return;
	if (field >= 0) {
		if (map_field(im, column, field, is_id, &err) != CRM_OK)
			header_fault(im, faults, &err);
	} else if ((field = keyed_header(im, header)) >= 0) {
		if (map_keys(im, column, field, &err) != CRM_OK)
			header_fault(im, faults, &err);
	} else if (!verdict_header(im, column, header) &&
	    !about_header(im, column, header) &&
	    !person_header(im, header, column)) {
		if (im->o->ignore_unknown)
			crm_buf_printf(left, "%s'%.*s'",
			    left->len > 0 ? ", " : "", (int)header.n, header.p);
		else
			header_unknown(im, faults, column);
	}
}

enum crm_status
import_map_more(struct import *im, struct crm_err *err)
{
	struct crm_buf left = CRM_BUF_INIT;
	size_t n = crm_reader_columns(im->r);
	struct header_faults faults = { .n = 0 };
	enum crm_status st;

	make_room(im);
	if (im->mapped_columns == 0)
		layout_map(im, &left);
	for (; im->mapped_columns < n; im->mapped_columns++)
		map_header(im, (int)im->mapped_columns, &left, &faults);
	if ((st = header_tell(im, &faults, err)) == CRM_OK)
		person_map(im, &left);
	if (st == CRM_OK && left.len > 0 && im->o->note != NULL)
		im->o->note(im->o->ctx,
		    crm_sprintf(&im->arena, crm_tr("left out: %s"), left.data));
	crm_buf_free(&left);
	return st;
}

/* ---- all of it ---- */

/* JSON has no header: what its records bring is known behind the last one. */
static enum crm_status
read_columns(struct import *im, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	struct crm_row *row;

	if (crm_reader_columns(im->r) > 0)
		return CRM_OK;
	do
		st = crm_reader_next(im->r, &row, err);
	while (row != NULL);
	return st != CRM_OK ? st : crm_reader_rewind(im->r, err);
}

enum crm_status
import_map(struct import *im, struct crm_err *err)
{
	const struct crm_entity *e = im->e;
	enum crm_status st;
	size_t i;

	if ((st = read_columns(im, err)) != CRM_OK)
		return st;
	im->feed = crm_alloc_n(&im->arena, e->n, sizeof *im->feed);
	im->order = crm_alloc_n(&im->arena, e->n, sizeof *im->order);
	im->by_field = crm_alloc_n(&im->arena, e->n, sizeof *im->by_field);
	for (i = 0; i < e->n; i++)
		im->by_field[i] = -1;
	im->cap_used = crm_reader_columns(im->r) + 16;
	im->used = crm_alloc_n(&im->arena, im->cap_used, sizeof *im->used);
	im->key = -1;
	im->layout.key = im->layout.balance = -1;
	im->part[0] = im->part[1] = im->part[2] = NO_PART;
	im->about.kind_column = -1;
	either_start(im);
	further_start(im);
	if (im->o->key != NULL &&
	    (st = field_named(im, crm_text_of(im->o->key), "--key", &im->key,
		 err)) != CRM_OK)
		return st;
	if ((st = map_options(im, err)) != CRM_OK ||
	    (st = import_map_more(im, err)) != CRM_OK ||
	    (st = absent_tell(im, err)) != CRM_OK ||
	    (st = import_options(im, err)) != CRM_OK)
		return st;
	if (im->key >= 0 && !is_fed(im, im->key))
		return crm_fail(err, CRM_USAGE, "--key: no column feeds %s",
		    e->field[im->key]->name);
	layout_key(im);
	im->has_identity = im->layout.key >= 0 || is_fed(im, im->key) ||
	    is_fed(im, e->id) || is_fed(im, e->ext);
	for (i = 0; i < CRM_KEY_FIELDS && e->key[i] >= 0; i++)
		if (i + 1 == CRM_KEY_FIELDS || e->key[i + 1] < 0)
			im->has_identity |= is_fed(im, e->key[i]);
	ident_start(im);
	im->has_identity |= im->n_same > 0 &&
	    is_fed(im, im->same[im->n_same - 1]);
	parts_start(im);
	im->parts.numbered = is_fed(im, im->parts.line);
	im->parts.itemized = is_fed(im, im->parts.item);
	im->has_identity |= is_fed(im, im->parts.owner) &&
	    (im->parts.numbered || im->parts.itemized);
	for (i = 0; (size_t)i < im->n_feeds && !im->has_identity; i++)
		if ((e->field[im->feed[i].field]->flags & CRM_F_READONLY) &&
		    im->feed[i].n > 0)
			keep_out(im,
			    crm_reader_column(
				im->r, (size_t)im->feed[i].column[0]));
	return CRM_OK;
}
