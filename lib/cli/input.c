/* Ids, from operands or from a stream's key column. */
#include "id-set.h"
#include "source.h"

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

/* Somebody who waits does not know that they are waited for.  What they type stands
 * on the line that progress would take; it is little, and soon done. */
static void
tell_keyboard(const struct crm_cmd *c, const char *path)
{
	if (strcmp(path, "-") != 0 || !isatty(STDIN_FILENO))
		return;
	if (!crm_has(c, CRM_OPT_QUIET))
		crm_note(c, "reads from the keyboard; Ctrl-D ends it");
	watch_hush(c, true);
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
	struct headers known = { c->dict, c->entity, NULL };
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
		o.means = sheet_meant;
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
	int64_t version; /* of the row, or 0 */
	struct crm_arena sets;
};

static void
note_version(struct crm_cmd *c, int64_t id, int64_t version)
{
	if (c->seen == NULL)
		c->seen = crm_alloc(c->whole, sizeof *c->seen);
	id_set_add(c->seen, c->whole, id);
	id_set_give(c->seen, id, version);
}

int64_t
crm_seen_version(const struct crm_cmd *c, int64_t id)
{
	return c->seen == NULL ? 0 : id_set_value(c->seen, id);
}

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
	if (st == CRM_OK && t->via.field < 0)
		row_keep(c, id);
	if (st != CRM_OK || !id_set_add(&t->seen, &t->sets, id))
		return st;
	crm_id_list_add(t->via.field >= 0 ? t->others : t->out, c->arena, id);
	if (t->version != 0 && t->via.field < 0)
		note_version(c, id, t->version);
	return CRM_OK;
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
	struct id_set seen = { NULL, NULL, 0, 0 };
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
		if (id_set_add(&seen, &tmp, l->id[i]))
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
	const struct source s = { keys, &t.via,
		(c->verb->flags & CRM_V_SEEN) != 0 &&
			c->opt[CRM_OPT_REF] == NULL
		    ? &t.version
		    : NULL,
		take_id, &t };
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
	if (st == CRM_NOTFOUND && c->verb->absent != NULL)
		snprintf(err->text + strlen(err->text),
		    sizeof err->text - strlen(err->text), "; %s",
		    crm_tr(c->verb->absent));
	if (st == CRM_OK && crm_id_split(t, &code, &number) &&
	    crm_text_is(code, c->entity->def->code))
		tell_alias(c, c->entity, number, *id);
	return st;
}

bool
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
	struct id_set seen = { NULL, NULL, 0, 0 };
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
		if (id_set_add(&seen, c->arena, all.id[i]))
			crm_id_list_add(&c->ids, c->arena, all.id[i]);
	return st;
}
