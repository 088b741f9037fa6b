/* Ids, from operands or from a stream's key column. */
#include "internal.h"

#include <string.h>
#include <unistd.h>

enum { SKIP_MAX = 10000 };

void
crm_id_list_add(struct crm_id_list *l, struct crm_arena *a, int64_t id)
{
	l->id = crm_grow(a, l->id, l->n, &l->cap, sizeof *l->id);
	l->id[l->n++] = id;
}

enum crm_status
name_input(const char *name, enum crm_status st, struct crm_err *err)
{
	if (st != CRM_OK && err->line > 0)
		crm_err_in_file(err, name);
	return st;
}

void
tell_note(const struct crm_cmd *c, const struct crm_reader *r, const char *note)
{
	if (note != NULL && !crm_has(c, CRM_OPT_QUIET))
		crm_note(c, "%s: %s", crm_reader_name(r), note);
}

/* Somebody who waits does not know that they are waited for. */
static void
tell_keyboard(const struct crm_cmd *c, const char *path)
{
	if (strcmp(path, "-") == 0 && isatty(STDIN_FILENO) &&
	    !crm_has(c, CRM_OPT_QUIET))
		crm_note(c, "reads from the keyboard; Ctrl-D ends it");
}

/* --skip N: so many lines before the header; else what is plainly none. */
static enum crm_status
read_skip(const struct crm_cmd *c, int64_t *out, struct crm_err *err)
{
	const char *text = c->opt[CRM_OPT_SKIP];

	*out = CRM_SKIP_PLAIN;
	if (text == NULL ||
	    (crm_number_parse(crm_text_of(text), 0, 0, out, NULL) == CRM_OK &&
		*out >= 0 && *out <= SKIP_MAX))
		return CRM_OK;
	return crm_fail(err, CRM_USAGE,
	    "--skip: '%s' is not a number of lines from 0 to %d", text,
	    SKIP_MAX);
}

enum crm_status
open_input(struct crm_cmd *c, const char *path, const struct headers *import,
    struct crm_reader **r, struct crm_err *err)
{
	struct headers known = { c->entity, NULL };
	struct crm_reader_opts o = { .encoding = c->opt[CRM_OPT_ENCODING],
		.sheet = c->opt[CRM_OPT_SHEET],
		.excel = crm_has(c, CRM_OPT_EXCEL) };
	const char *format = c->opt[CRM_OPT_INPUT];
	const char *delimiter = c->opt[CRM_OPT_DELIMITER];
	enum crm_status st;

	if ((st = read_skip(c, &o.skip, err)) != CRM_OK)
		return st;
	if (format != NULL &&
	    (!crm_format_find(format, &o.format) || o.format == CRM_FMT_TABLE ||
		o.format == CRM_FMT_MD))
		return crm_fail(err, CRM_USAGE,
		    "-i: '%s' is no input format; "
		    "it is one of csv, tsv, json, ndjson, ids, xlsx",
		    format);
	if (delimiter != NULL) {
		if (strcmp(delimiter, "\\t") == 0)
			delimiter = "\t";
		if (strlen(delimiter) != 1 || delimiter[0] == '"' ||
		    delimiter[0] == '\n')
			return crm_fail(err, CRM_USAGE,
			    "--delimiter: '%s' is "
			    "not one character",
			    delimiter);
		o.delimiter = delimiter[0];
	}
	tell_keyboard(c, path);
	if (c->entity != NULL) {
		o.ids_column = c->entity->field[c->entity->id]->name;
		o.knows = header_known;
		o.ctx = import != NULL ? import : &known;
		o.twice = import != NULL;
	}
	st = crm_reader_open(path, &o, r, err);
	if (st == CRM_OK)
		tell_note(c, *r, crm_reader_note(*r));
	/* What keeps it from being opened at all is about the file too. */
	if (st != CRM_OK && st != CRM_USAGE)
		crm_err_in_file(err, strcmp(path, "-") == 0 ? "stdin" : path);
	return st;
}

enum crm_status
crm_cmd_open(struct crm_cmd *c, const char *path, struct crm_reader **r,
    struct crm_err *err)
{
	return open_input(c, path == NULL ? "-" : path, NULL, r, err);
}

/* ---- a set of ids, to take each once ---- */

struct id_set {
	int64_t *slot; /* 0: free */
	size_t n, cap;
};

static size_t
slot_of(const struct id_set *s, int64_t id)
{
	size_t i = (size_t)((uint64_t)id * 0x9e3779b97f4a7c15u) & (s->cap - 1);

	while (s->slot[i] != 0 && s->slot[i] != id)
		i = (i + 1) & (s->cap - 1);
	return i;
}

/* False where it was there. */
static bool
set_add(struct id_set *s, struct crm_arena *a, int64_t id)
{
	size_t i;

	if (s->n * 2 >= s->cap) {
		struct id_set old = *s;

		s->cap = old.cap == 0 ? 64 : old.cap * 2;
		s->slot = crm_alloc_n(a, s->cap, sizeof *s->slot);
		for (i = 0; i < old.cap; i++)
			if (old.slot[i] != 0)
				s->slot[slot_of(s, old.slot[i])] = old.slot[i];
	}
	i = slot_of(s, id);
	if (s->slot[i] == id)
		return false;
	s->slot[i] = id;
	s->n++;
	return true;
}

/* ---- a stream ---- */

/* Where the cells of a stream come from and go to. */
struct source {
	const char *const *keys; /* names of columns; ends with NULL */
	struct via *via;         /* where none of them is there, or NULL */
	enum crm_status (*take)(struct crm_cmd *c, void *ctx,
	    struct crm_text cell, struct crm_err *err);
	void *ctx;
};

/* "lead_id or contact_id" */
static void
key_text(const struct crm_cmd *c, const struct source *s, struct crm_buf *b)
{
	size_t i;

	if (crm_has(c, CRM_OPT_REF))
		crm_buf_str(b, c->opt[CRM_OPT_REF]);
	else if (s->via != NULL && s->via->column != NULL)
		crm_buf_str(b, s->via->column);
	else
		for (i = 0; s->keys[i] != NULL; i++)
			crm_buf_printf(
			    b, "%s%s", i > 0 ? crm_tr(" or ") : "", s->keys[i]);
}

static enum crm_status
no_key_column(const struct crm_cmd *c, const struct crm_reader *r,
    const struct source *s, struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT, key = CRM_BUF_INIT;
	enum crm_status st;
	size_t i;

	for (i = 0; i < crm_reader_columns(r); i++) {
		struct crm_text t = crm_reader_column(r, i);

		if (i > 0)
			crm_buf_str(&b, ", ");
		crm_escape(&b, t);
	}
	key_text(c, s, &key);
	st = crm_fail(err, CRM_USAGE,
	    "%s has no column %s (it has %.600s); "
	    "--ref names another",
	    crm_reader_name(r), key.data, b.len == 0 ? "none" : b.data);
	crm_buf_free(&b);
	crm_buf_free(&key);
	return st;
}

static int
column_index(const struct crm_reader *r, const char *name)
{
	size_t i;

	for (i = 0; i < crm_reader_columns(r); i++)
		if (crm_text_is(crm_reader_column(r, i), name))
			return (int)i;
	return -1;
}

/* The column that names records of any kind: those of this noun are meant. */
static const char about[] = "about";

/* Whether a cell of that column is about another kind of record. */
static bool
is_of_others(const struct crm_cmd *c, struct crm_text cell)
{
	struct crm_text code;
	int64_t number;

	return c->entity != NULL && crm_id_split(cell, &code, &number) &&
	    !crm_text_is(code, c->entity->def->code);
}

/* As --ref says, a list's only column, else the first that is a key, else one
 * that leads to records which are referred to, else what each row is about. */
static enum crm_status
key_column(struct crm_cmd *c, const struct crm_reader *r,
    const struct source *s, int *col, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	bool is_list = crm_reader_format(r) == CRM_FMT_IDS;
	size_t i;

	*col = -1;
	if (crm_has(c, CRM_OPT_REF))
		*col = column_index(r, c->opt[CRM_OPT_REF]);
	else if (is_list)
		*col = 0;
	for (i = 0; !crm_has(c, CRM_OPT_REF) && s->keys[i] != NULL && *col < 0;
	     i++)
		*col = column_index(r, s->keys[i]);
	if (s->via != NULL)
		st = via_column(c, r, s->via, col, err);
	if (*col < 0 && !crm_has(c, CRM_OPT_REF) && c->entity != NULL)
		*col = column_index(r, about);
	return st == CRM_OK && *col < 0 ? no_key_column(c, r, s, err) : st;
}

static enum crm_status
read_cells(struct crm_cmd *c, struct crm_reader *r, const struct source *s,
    struct crm_err *err)
{
	struct crm_row *row;
	enum crm_status st;
	int64_t taken = 0;
	int col = -1;

	while ((st = crm_reader_next(r, &row, err)) == CRM_OK && row != NULL) {
		struct crm_text t = { NULL, 0 };

		if (col < 0 && (st = key_column(c, r, s, &col, err)) != CRM_OK)
			break;
		if ((size_t)col < row->n &&
		    (st = crm_cell_check(r, row, (size_t)col, err)) != CRM_OK) {
			crm_err_in_line(err, row->line);
			break;
		}
		if ((size_t)col < row->n)
			t = crm_text_trim(row->cell[col].text);
		if (t.n == 0 ||
		    (crm_text_is(crm_reader_column(r, (size_t)col), about) &&
			is_of_others(c, t))) {
			c->skipped++;
			continue;
		}
		if ((st = s->take(c, s->ctx, t, err)) != CRM_OK)
			break;
		crm_progress(c, "read", ++taken, crm_reader_offset(r),
		    crm_reader_size(r));
	}
	crm_progress_end(c);
	/* A header alone still has to have the key. */
	if (st == CRM_OK && col < 0 && crm_reader_columns(r) > 0)
		st = key_column(c, r, s, &col, err);
	return st;
}

static enum crm_status
read_source(struct crm_cmd *c, const struct source *s, struct crm_err *err)
{
	struct crm_buf key = CRM_BUF_INIT;
	struct crm_reader *r = NULL;
	enum crm_status st;

	if ((st = open_stream(c, &r, err)) != CRM_OK)
		return st;
	st = name_input(crm_reader_name(r), read_cells(c, r, s, err), err);
	crm_reader_close(r);
	if (st == CRM_OK && c->skipped > 0) {
		key_text(c, s, &key);
		crm_note(
		    c, "skipped %zu rows without %s", c->skipped, key.data);
		crm_buf_free(&key);
	}
	return st;
}

enum crm_status
crm_read_cells(struct crm_cmd *c, const char *const *keys,
    enum crm_status (*take)(struct crm_cmd *c, void *ctx, struct crm_text cell,
	struct crm_err *err),
    void *ctx, struct crm_err *err)
{
	const struct source s = { keys, NULL, take, ctx };

	return read_source(c, &s, err);
}

/* ---- the ids of a stream ---- */

/* Whether a verb is about deleted records too. */
static bool
wants_hidden(const struct crm_cmd *c)
{
	return (c->verb->flags & CRM_V_HIDDEN) != 0 ||
	    crm_has(c, CRM_OPT_DELETED);
}

/* The ids that a stream gave, each once. */
struct taking {
	const struct crm_entity *e;
	struct crm_id_list *out;
	struct via via; /* where it has a field, the ids are of others */
	struct crm_id_list *others;
	struct id_set seen;
	struct crm_arena sets;
};

/* The id in a key cell: a typed id of the right kind, else a name.  Which are
 * there is found out for all at once, or by the verb. */
static enum crm_status
take_id(struct crm_cmd *c, void *ctx, struct crm_text cell, struct crm_err *err)
{
	struct taking *t = ctx;
	struct crm_text code;
	enum crm_status st;
	int64_t id, number;

	if (t->via.field >= 0)
		st = crm_resolve(
		    c->store, t->via.to, cell, wants_hidden(c), &id, err);
	else if (crm_id_split(cell, &code, &number) &&
	    (c->verb->each != NULL || crm_text_is(code, t->e->def->code)))
		st = crm_id_parse(c->dict, t->e, cell, &id, err);
	else
		st = crm_resolve(
		    c->store, t->e, cell, wants_hidden(c), &id, err);
	if (st == CRM_USAGE && t->via.field < 0)
		via_hint(c, cell, err);
	if (st == CRM_OK && set_add(&t->seen, &t->sets, id))
		crm_id_list_add(
		    t->via.field >= 0 ? t->others : t->out, c->arena, id);
	return st;
}

/* ---- records that were merged ---- */

static void
tell_alias(
    struct crm_cmd *c, const struct crm_entity *e, int64_t from, int64_t to)
{
	struct crm_buf b = CRM_BUF_INIT;

	if (from == to || !crm_has(c, CRM_OPT_VERBOSE))
		return;
	crm_id_format(&b, e, from);
	crm_buf_str(&b, crm_tr(" was merged into "));
	crm_id_format(&b, e, to);
	crm_note(c, "%s", b.data);
	crm_buf_free(&b);
}

/* The ids of a list as those of the records that stand for them. */
static enum crm_status
follow_list(struct crm_cmd *c, const struct crm_entity *e,
    struct crm_id_list *l, struct crm_err *err)
{
	struct crm_arena tmp = CRM_ARENA_INIT;
	struct id_set seen = { NULL, 0, 0 };
	enum crm_status st;
	size_t i, n = 0;
	int64_t *old;

	if (wants_hidden(c) || l->n == 0 || e->alias < 0)
		return CRM_OK;
	old = crm_alloc_n(&tmp, l->n, sizeof *old);
	memcpy(old, l->id, l->n * sizeof *old);
	st = crm_follow_aliases(c->store, e, l->id, l->n, err);
	for (i = 0; i < l->n && st == CRM_OK; i++) {
		tell_alias(c, e, old[i], l->id[i]);
		if (set_add(&seen, &tmp, l->id[i]))
			l->id[n++] = l->id[i];
	}
	l->n = n;
	crm_arena_free(&tmp);
	return st;
}

/* A verb that changes one record after another finds out itself. */
static enum crm_status
check_there(struct crm_cmd *c, const struct crm_entity *e,
    const struct crm_id_list *l, struct crm_err *err)
{
	struct crm_buf typed = CRM_BUF_INIT;
	enum crm_status st;
	int64_t missing;

	if (c->verb->each != NULL || l->n == 0)
		return CRM_OK;
	st = crm_first_missing(
	    c->store, e, l->id, l->n, wants_hidden(c), &missing, err);
	if (st != CRM_OK || missing == 0)
		return st;
	crm_id_format(&typed, e, missing);
	st = crm_resolve(c->store, e,
	    (struct crm_text){ typed.data, typed.len }, wants_hidden(c),
	    &missing, err);
	crm_buf_free(&typed);
	return st;
}

/* Ids of the key column of a stream, or of the records that refer to those of
 * another kind; of several mistakes the first. */
static enum crm_status
read_ids(struct crm_cmd *c, const struct crm_entity *e, struct crm_id_list *out,
    struct crm_err *err)
{
	struct crm_id_list others = { NULL, 0, 0 };
	struct taking t = { .e = e,
		.via = { .field = -1 },
		.out = out,
		.others = &others,
		.sets = CRM_ARENA_INIT };
	const char *keys[] = { e->field[e->id]->name, NULL };
	const struct source s = { keys, &t.via, take_id, &t };
	enum crm_status st = CRM_OK, there;
	struct crm_err e2;

	if (crm_has(c, CRM_OPT_VIA)) {
		st = via_named(c, &t.via, err);
		keys[0] = t.via.column;
	}
	if (st == CRM_OK)
		st = read_source(c, &s, err);
	crm_arena_free(&t.sets);
	if (st == CRM_OK && t.via.field >= 0)
		return via_records(
		    c, &t.via, &others, wants_hidden(c), out, err);
	if (t.via.field >= 0 || (st != CRM_OK && st != CRM_NOTFOUND))
		return st;
	there = follow_list(c, e, out, &e2);
	if (there == CRM_OK)
		there = check_there(c, e, out, &e2);
	if (there != CRM_OK)
		*err = e2;
	return there != CRM_OK ? there : st;
}

static enum crm_status
operand_id(
    struct crm_cmd *c, const char *text, int64_t *id, struct crm_err *err)
{
	struct crm_text code, t = crm_text_of(text);
	enum crm_status st;
	int64_t number;

	st = crm_resolve(c->store, c->entity, t, wants_hidden(c), id, err);
	if (st == CRM_OK && crm_id_split(t, &code, &number) &&
	    crm_text_is(code, c->entity->def->code))
		tell_alias(c, c->entity, number, *id);
	return st;
}

static bool
names_stream(const struct crm_cmd *c)
{
	for (size_t i = 0; i < c->n_operands; i++)
		if (strcmp(c->operand[i], "-") == 0)
			return true;
	return false;
}

enum crm_status
collect_ids(struct crm_cmd *c, struct crm_err *err)
{
	struct id_set seen = { NULL, 0, 0 };
	enum crm_status st = CRM_OK;
	struct crm_id_list all = { NULL, 0, 0 };
	int64_t id;
	size_t i;

	if (crm_has(c, CRM_OPT_VIA) && !names_stream(c))
		return crm_fail(err, CRM_USAGE,
		    "--via is about what is in a stream: name it as -");
	for (i = 0; i < c->n_operands && st == CRM_OK; i++) {
		if (strcmp(c->operand[i], "-") == 0) {
			c->from_stdin = true;
			st = read_ids(c, c->entity, &all, err);
			continue;
		}
		st = operand_id(c, c->operand[i], &id, err);
		if (st == CRM_OK)
			crm_id_list_add(&all, c->arena, id);
	}
	/* A stream alone has each id once already. */
	if (c->from_stdin && c->n_operands == 1) {
		c->ids = all;
		return st;
	}
	for (i = 0; i < all.n && st == CRM_OK; i++)
		if (set_add(&seen, c->arena, all.id[i]))
			crm_id_list_add(&c->ids, c->arena, all.id[i]);
	return st;
}
