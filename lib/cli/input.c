/* Ids, from operands or from a stream's key column. */
#include "internal.h"

#include <stdio.h>
#include <string.h>

void
crm_id_list_add(struct crm_id_list *l, struct crm_arena *a, int64_t id)
{
	if (l->n == l->cap) {
		size_t cap = l->cap == 0 ? 16 : l->cap * 2;
		int64_t *more = crm_alloc_n(a, cap, sizeof *more);

		if (l->n > 0)
			memcpy(more, l->id, l->n * sizeof *more);
		l->id = more;
		l->cap = cap;
	}
	l->id[l->n++] = id;
}

/*
 * A reader's error says where in its input: "line 3: …".  The file is put
 * before it: "leads.csv:3: …", "leads.json: line 3, column 7: …".  What keeps
 * it from being opened at all is about the file too.
 */
enum crm_status
name_input(const char *name, enum crm_status st, struct crm_err *err)
{
	char text[sizeof err->text];
	size_t digits;

	memcpy(text, err->text, sizeof text);
	if (st == CRM_OK || strncmp(text, "line ", 5) != 0)
		return st;
	digits = strspn(text + 5, "0123456789");
	if (digits > 0 && text[5 + digits] == ':')
		snprintf(err->text, sizeof err->text, "%.300s:%.700s", name,
		    text + 5);
	else
		snprintf(
		    err->text, sizeof err->text, "%.300s: %.700s", name, text);
	return st;
}

void
tell_note(const struct crm_cmd *c, const struct crm_reader *r, const char *note)
{
	if (note != NULL && !crm_has(c, CRM_OPT_QUIET))
		crm_note(c, "%s: %s", crm_reader_name(r), note);
}

enum crm_status
open_input(struct crm_cmd *c, const char *path, struct crm_reader **r,
    struct crm_err *err)
{
	struct crm_reader_opts o = { .encoding = c->opt[CRM_OPT_ENCODING],
		.sheet = c->opt[CRM_OPT_SHEET],
		.excel = crm_has(c, CRM_OPT_EXCEL) };
	const char *format = c->opt[CRM_OPT_INPUT];
	const char *delimiter = c->opt[CRM_OPT_DELIMITER];
	char text[sizeof err->text];
	enum crm_status st;

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
	if (c->entity != NULL)
		o.ids_column = c->entity->field[c->entity->id]->name;
	st = crm_reader_open(path, &o, r, err);
	if (st == CRM_OK)
		tell_note(c, *r, crm_reader_note(*r));
	if (strcmp(path, "-") == 0)
		path = "stdin";
	if (st == CRM_OK || st == CRM_USAGE ||
	    strncmp(err->text, "line ", 5) == 0)
		return name_input(path, st, err);
	memcpy(text, err->text, sizeof text);
	snprintf(err->text, sizeof err->text, "%.300s: %.700s", path, text);
	return st;
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

static enum crm_status
no_key_column(struct crm_reader *r, const char *key, struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;
	size_t i;

	for (i = 0; i < crm_reader_columns(r); i++) {
		struct crm_text t = crm_reader_column(r, i);

		if (i > 0)
			crm_buf_str(&b, ", ");
		crm_escape(&b, t);
	}
	st = crm_fail(err, CRM_USAGE,
	    "%s has no column %s (it has %.600s); "
	    "--ref names another",
	    crm_reader_name(r), key, b.len == 0 ? "none" : b.data);
	crm_buf_free(&b);
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

/* Whether a verb is about deleted records too. */
static bool
wants_hidden(const struct crm_cmd *c)
{
	return strcmp(c->verb->name, "restore") == 0 ||
	    strcmp(c->verb->name, "history") == 0 ||
	    crm_has(c, CRM_OPT_DELETED);
}

/* The id in a key cell: a typed id of the right kind, else a name.  A verb that
 * changes records finds out itself which are there. */
static enum crm_status
cell_id(struct crm_cmd *c, const struct crm_entity *e, struct crm_text t,
    int64_t *id, struct crm_err *err)
{
	struct crm_text code;
	int64_t number;

	if (c->verb->each != NULL && crm_id_split(t, &code, &number))
		return crm_id_parse(c->dict, e, t, id, err);
	return crm_resolve(c->store, e, t, wants_hidden(c), id, err);
}

static enum crm_status
read_stream(struct crm_cmd *c, struct crm_reader *r, const struct crm_entity *e,
    const char *key, struct crm_id_list *out, struct crm_err *err)
{
	struct id_set seen = { NULL, 0, 0 };
	struct crm_arena sets = CRM_ARENA_INIT;
	struct crm_row *row;
	enum crm_status st;
	int col = -1;
	int64_t id;

	while ((st = crm_reader_next(r, &row, err)) == CRM_OK && row != NULL) {
		struct crm_text t;

		if (col < 0 && (col = column_index(r, key)) < 0) {
			st = no_key_column(r, key, err);
			break;
		}
		t = (size_t)col < row->n ? row->cell[col].text
					 : (struct crm_text){ NULL, 0 };
		if ((size_t)col < row->n &&
		    (st = crm_cell_check(r, row, (size_t)col, err)) != CRM_OK)
			break;
		if (crm_text_trim(t).n == 0) {
			c->skipped++;
			continue;
		}
		if ((st = cell_id(c, e, crm_text_trim(t), &id, err)) != CRM_OK)
			break;
		if (set_add(&seen, &sets, id))
			crm_id_list_add(out, c->arena, id);
		crm_progress(c, "read", (int64_t)seen.n, crm_reader_offset(r),
		    crm_reader_size(r));
	}
	crm_progress_end(c);
	name_input(crm_reader_name(r), st, err);
	/* A header alone still has to have the key. */
	if (st == CRM_OK && col < 0 && crm_reader_columns(r) > 0 &&
	    column_index(r, key) < 0)
		st = no_key_column(r, key, err);
	crm_arena_free(&sets);
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
	crm_buf_str(&b, " was merged into ");
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

enum crm_status
crm_read_ids(struct crm_cmd *c, const struct crm_entity *e,
    struct crm_id_list *out, struct crm_err *err)
{
	const char *key = c->opt[CRM_OPT_REF];
	struct crm_reader *r = NULL;
	enum crm_status st;

	if (key == NULL)
		key = e->field[e->id]->name;
	if ((st = crm_open_stream(c, &r, err)) == CRM_OK)
		st = read_stream(c, r, e, key, out, err);
	crm_reader_close(r);
	if (st == CRM_OK && c->verb->each != NULL)
		st = follow_list(c, e, out, err);
	if (st == CRM_OK && c->skipped > 0)
		crm_note(c, "skipped %zu rows without %s", c->skipped, key);
	return st;
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

enum crm_status
collect_ids(struct crm_cmd *c, struct crm_err *err)
{
	struct id_set seen = { NULL, 0, 0 };
	enum crm_status st = CRM_OK;
	struct crm_id_list all = { NULL, 0, 0 };
	int64_t id;
	size_t i;

	for (i = 0; i < c->n_operands && st == CRM_OK; i++) {
		if (strcmp(c->operand[i], "-") == 0) {
			c->from_stdin = true;
			st = crm_read_ids(c, c->entity, &all, err);
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
