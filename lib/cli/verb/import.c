/* import: what a user sees of it. */
#include "cli/internal.h"

#include <crm/store/import.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SHOWN_ERRORS = 20 };

/* A record that was taken, for the output. */
struct taken {
	int64_t id;
	const char *like; /* "C5 CT7", or NULL */
	enum crm_action done;
};

struct importing {
	struct crm_cmd *c;
	struct crm_reader *r;
	struct crm_import_opts o;
	struct import_form form; /* said, or of the mapping */
	struct crm_import_count count;
	struct taken *taken;
	size_t n, cap;
	bool print; /* somebody reads the records, */
	bool tell;  /* or, on a terminal, lines of the first that changed */
	size_t n_told;
	struct rejects rejects;
	int64_t refused;
	struct shown {
		int64_t line;
		struct crm_err err;
	} * shown; /* the first rows', SHOWN_ERRORS or a few more */
	size_t n_shown, cap_shown;
	int64_t rows_shown;
	const char **values; /* options for unknown ones, to be filled in */
	size_t n_values, cap_values;
	struct crm_late *late;
	struct capacity capacity;
};

enum { TOLD_LINES = 10 };

static struct importing *
of(struct crm_cmd *c)
{
	return c->state;
}

/* ---- options ---- */

static enum crm_status
one_of(const struct crm_cmd *c, enum crm_opt o, const struct import_word *words,
    int *out, struct crm_err *err)
{
	size_t n;

	return import_word(
	    crm_option_table(&n)[o].name, c->opt[o], words, out, err);
}

static enum crm_status
read_options(struct importing *im, struct crm_err *err)
{
	static const struct import_word on_duplicate[] = {
		{ "error", CRM_DUP_ERROR }, { "skip", CRM_DUP_SKIP },
		{ "fill", CRM_DUP_FILL }, { "update", CRM_DUP_UPDATE },
		{ "update-only", CRM_DUP_UPDATE_ONLY }, { NULL, 0 }
	};
	static const struct import_word on_deleted[] = {
		{ "error", CRM_GONE_ERROR }, { "restore", CRM_GONE_RESTORE },
		{ "skip", CRM_GONE_SKIP }, { "new", CRM_GONE_NEW }, { NULL, 0 }
	};
	static const struct import_word blank[] = { { "keep", 0 },
		{ "clear", 1 }, { NULL, 0 } };
	struct crm_cmd *c = im->c;
	struct import_form form = import_form(c);
	int dup = CRM_DUP_ERROR, clears = 0, deleted = CRM_GONE_ERROR;
	enum crm_like_policy like;
	enum crm_status st;

	if ((st = one_of(c, CRM_OPT_ON_DUPLICATE, on_duplicate, &dup, err)) !=
		CRM_OK ||
	    (st = one_of(c, CRM_OPT_RETURNING, on_deleted, &deleted, err)) !=
		CRM_OK ||
	    (st = like_policy(c, &like, err)) != CRM_OK ||
	    (st = one_of(c, CRM_OPT_BLANK, blank, &clears, err)) != CRM_OK)
		return st;
	im->o = (struct crm_import_opts){ .map = c->opt_all[CRM_OPT_MAP],
		.value = c->opt_all[CRM_OPT_VALUE],
		.null = c->opt_all[CRM_OPT_NULL],
		.scale = c->opt_all[CRM_OPT_SCALE],
		.def = c->opt_all[CRM_OPT_DEFAULT],
		.key = c->opt[CRM_OPT_KEY],
		.on_duplicate = (enum crm_on_duplicate)dup,
		.duplicates = like,
		.blank_clears = clears,
		.keep_good = crm_has(c, CRM_OPT_REJECTS),
		.create_missing = crm_has(c, CRM_OPT_CREATE_MISSING),
		.create_users = crm_has(c, CRM_OPT_CREATE_MISSING) &&
		    c->opt[CRM_OPT_CREATE_MISSING][0] != '\0',
		.deleted = (enum crm_on_deleted)deleted,
		.ignore_unknown = crm_has(c, CRM_OPT_IGNORE_UNKNOWN),
		.again = crm_has(c, CRM_OPT_AGAIN) };
	if ((st = import_mapping(c, &im->o, &form, err)) != CRM_OK)
		return st;
	im->form = form;
	if (form.date_format == NULL)
		form.date_format = config_value(c, "date-order", NULL);
	return read_form(&form, &im->o, err);
}

/* ---- what the import tells ---- */

/* Of the first rows all that was not told before. */
static void
on_refused(
    void *ctx, const struct crm_row *row, const struct crm_err *err, size_t n)
{
	struct importing *im = ctx;
	size_t i, before = im->n_shown;

	reject_row(&im->rejects, im->r, row, err, n);
	im->refused++;
	for (i = 0; i < n && im->rows_shown < SHOWN_ERRORS; i++) {
		if (err[i].why == CRM_WHY_TOLD)
			continue;
		im->shown = crm_grow(im->c->arena, im->shown, im->n_shown,
		    &im->cap_shown, sizeof *im->shown);
		im->shown[im->n_shown++] = (struct shown){ row->line, err[i] };
	}
	im->rows_shown += im->n_shown > before;
}

/* As it is written in a shell. */
static void
put_quoted(struct crm_buf *b, struct crm_text t)
{
	size_t i;

	for (i = 0; i < t.n; i++)
		if (t.p[i] == '\'')
			crm_buf_str(b, "'\\''");
		else
			crm_buf_char(b, t.p[i]);
}

static void
on_unknown(void *ctx, const char *field, struct crm_text value, int64_t rows)
{
	struct importing *im = ctx;
	struct crm_buf b = CRM_BUF_INIT;

	put_quoted(&b, value);
	im->values = crm_grow(im->c->arena, im->values, im->n_values,
	    &im->cap_values, sizeof *im->values);
	im->values[im->n_values++] = crm_sprintf(im->c->arena,
	    rows == 1 ? crm_tr("%lld row: --value '%s:%s='")
		      : crm_tr("%lld rows: --value '%s:%s='"),
	    (long long)rows, field, b.data == NULL ? "" : b.data);
	crm_buf_free(&b);
}

static void
on_too_late(void *ctx, int64_t row, const struct crm_err *err)
{
	struct importing *im = ctx;
	struct crm_late *l = crm_alloc(im->c->arena, sizeof *l);
	struct crm_err *why = NULL;

	if (err != NULL) {
		why = crm_alloc(im->c->arena, sizeof *why);
		*why = *err;
	}
	*l = (struct crm_late){ row, why, im->late };
	im->late = l;
}

/* Once the run is one that counts. */
static void
show_errors(struct importing *im)
{
	char place[400];
	size_t i;

	crm_progress_end(im->c);
	for (i = 0; i < im->n_shown; i++) {
		snprintf(place, sizeof place, "%s:%lld", crm_reader_name(im->r),
		    (long long)im->shown[i].line);
		crm_print_err(im->c, place, &im->shown[i].err);
	}
	if (im->refused > im->rows_shown)
		crm_note(im->c, "%s: and %lld more rows refused",
		    crm_reader_name(im->r),
		    (long long)(im->refused - im->rows_shown));
	for (i = 0; i < im->n_values; i++)
		crm_note(
		    im->c, "%s: %s", crm_reader_name(im->r), im->values[i]);
}

static const char *
like_text(struct importing *im, const struct crm_like *like, size_t n)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;

	if (n == 0)
		return NULL;
	crm_like_names(&b, like, n);
	text = crm_strdup(im->c->arena, b.data);
	crm_buf_free(&b);
	return text;
}

/* On a terminal: one of the first that changed. */
static bool
is_told(struct importing *im, enum crm_action done)
{
	return done != CRM_ACT_UNCHANGED && done != CRM_ACT_SKIPPED &&
	    im->n_told++ < TOLD_LINES;
}

static void
on_taken(void *ctx, int64_t id, enum crm_action done,
    const struct crm_like *like, size_t n)
{
	struct importing *im = ctx;

	if (im->tell ? !is_told(im, done) : !im->print)
		return;
	im->taken = crm_grow(
	    NULL, im->taken, im->n, &im->cap, sizeof *im->taken);
	im->taken[im->n++] = (struct taken){ id, like_text(im, like, n), done };
}

static void
on_progress(void *ctx, int64_t rows)
{
	struct importing *im = ctx;

	crm_progress(im->c, "imported", rows, crm_reader_offset(im->r),
	    crm_reader_size(im->r));
}

static void
on_mistake(void *ctx, const struct crm_err *err)
{
	struct importing *im = ctx;

	crm_print_err(im->c, NULL, err);
}

static void
on_note(void *ctx, const char *text)
{
	struct importing *im = ctx;

	if (!crm_has(im->c, CRM_OPT_QUIET))
		crm_note(im->c, "%s: %s", crm_reader_name(im->r), text);
}

/* ---- the records ---- */

static const struct crm_column outcome_columns[] = {
	{ .name = "_action",
	    .label = "_action",
	    .type = CRM_T_TEXT,
	    .currency = -1 },
	{ .name = "_duplicate_of",
	    .label = "_duplicate_of",
	    .type = CRM_T_TEXT,
	    .currency = -1 },
};

static void
fill_outcome(const struct crm_cmd *c, size_t i, struct crm_value *cells)
{
	const struct importing *im = c->state;
	const struct taken *t = &im->taken[i];

	cells[0] = crm_value_text(crm_text_of(crm_action_name(t->done)));
	cells[1] = crm_value_text(crm_text_of(t->like));
}

static const struct more_columns outcome = { outcome_columns,
	sizeof outcome_columns / sizeof *outcome_columns, fill_outcome };

/* The columns of list, and what became of the row. */
static enum crm_status
print_taken(struct importing *im, struct crm_err *err)
{
	struct crm_cmd *c = im->c;
	int64_t *ids = crm_alloc_n(c->arena, im->n, sizeof *ids);
	size_t i;

	for (i = 0; i < im->n; i++)
		ids[i] = im->taken[i].id;
	c->changed = (struct crm_id_list){ ids, im->n, im->n };
	return print_changed(c, c->entity, &outcome, err);
}

/* The first records that changed, and how many more did. */
static enum crm_status
tell_taken(struct importing *im, struct crm_err *err)
{
	struct crm_cmd *c = im->c;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < im->n && st == CRM_OK; i++)
		st = crm_cmd_tell(c, c->entity, im->taken[i].id, err);
	if (im->n_told > im->n)
		crm_buf_printf(crm_out_buf(c->out), crm_tr("and %zu more\n"),
		    im->n_told - im->n);
	return st;
}

static enum crm_status
import_body(struct crm_cmd *c, struct crm_err *err)
{
	struct importing *im = of(c);
	enum crm_status st;
	struct crm_err e;

	im->n = im->n_told = 0;
	im->refused = im->rows_shown = 0;
	im->n_shown = im->n_values = 0;
	if ((st = crm_reader_rewind(im->r, err)) != CRM_OK ||
	    (st = rejects_begin(&im->rejects, err)) != CRM_OK)
		return st;
	im->o.late = im->late;
	if ((st = capacity_before(c, &im->capacity, err)) != CRM_OK)
		return st;
	st = crm_import(c->store, c->entity, im->r, &im->o, &im->count, err);
	if (im->count.doubt || im->count.too_late > 0) {
		im->o.look |= im->count.doubt;
		c->run_again = true;
		return CRM_OK;
	}
	show_errors(im);
	tell_note(c, im->r, crm_reader_end_note(im->r));
	/* Written without bad rows too, so that none of an earlier run stay. */
	if (im->o.keep_good && im->count.whole) {
		c->worst = st;
		if ((st = rejects_write(&im->rejects, im->r, &e)) != CRM_OK) {
			*err = e;
			return st;
		}
	}
	if (st == CRM_OK && crm_has(c, CRM_OPT_SAVE_MAPPING))
		st = save_mapping(c, &im->o, &im->form, err);
	if (st == CRM_OK)
		st = capacity_after(c, &im->capacity, err);
	if (st == CRM_OK && im->tell)
		st = tell_taken(im, err);
	else if (st == CRM_OK && im->print)
		st = print_taken(im, err);
	return st;
}

static void
summarise(const struct importing *im, bool written)
{
	if (crm_has(im->c, CRM_OPT_QUIET))
		return;
	import_summary(im->c, &im->count, written);
	capacity_note(im->c, &im->capacity);
}

/* Nothing at all is no list of nothing: whoever made it has failed. */
static enum crm_status
must_have_header(const struct crm_reader *r, struct crm_err *err)
{
	enum crm_format f = crm_reader_format(r);
	enum crm_status st;

	if ((f != CRM_FMT_CSV && f != CRM_FMT_TSV) || crm_reader_columns(r) > 0)
		return CRM_OK;
	st = crm_fail(
	    err, CRM_INVALID, "is empty; a list of no records has a header");
	crm_err_in_file(err, crm_reader_name(r));
	return st;
}

static enum crm_status
open_file(struct importing *im, const char *input, struct crm_err *err)
{
	struct headers headers = { im->c->dict, im->c->entity, im->o.map };

	return open_input(im->c, input, &headers, &im->r, err);
}

/* The rows, and what becomes of those that are refused. */
static enum crm_status
import_all(struct importing *im, struct crm_err *err)
{
	struct crm_cmd *c = im->c;
	enum crm_status st = name_input(
	    crm_reader_name(im->r), crm_cmd_write(c, import_body, err), err);
	enum crm_status kept;
	struct crm_err e;

	if (!c->done ||
	    (kept = rejects_keep(&im->rejects, c, im->r, &e)) == CRM_OK)
		return st;
	*err = e;
	return kept;
}

enum crm_status
verb_import(struct crm_cmd *c, struct crm_err *err)
{
	const char *input = c->n_operands > 0 ? c->operand[0] : "-";
	struct importing im = { .c = c };
	enum crm_status st;
	bool refused;

	c->state = &im;
	if ((st = read_options(&im, err)) != CRM_OK ||
	    (st = check_columns(c, c->entity, &outcome, err)) != CRM_OK ||
	    (st = open_file(&im, input, err)) != CRM_OK)
		return st;
	if ((st = must_have_header(im.r, err)) != CRM_OK ||
	    (st = rejects_open(&im.rejects, c, input, im.r, err)) != CRM_OK) {
		crm_reader_close(im.r);
		return st;
	}
	im.o.refused = on_refused;
	im.o.too_late = on_too_late;
	im.o.taken = on_taken;
	im.o.progress = on_progress;
	im.o.note = on_note;
	im.o.mistake = on_mistake;
	im.o.unknown = on_unknown;
	im.o.ctx = &im;
	/* Nobody sees all of them on a terminal, or any in /dev/null. */
	im.tell = crm_cmd_tells(c);
	im.print = !output_is_null();
	c->quiet_summary = true;
	c->batch.input = crm_reader_size(im.r);
	/* An import records what is. */
	c->batch.automate = crm_has(c, CRM_OPT_AUTOMATE);
	if (!crm_has(c, CRM_OPT_GUARDED))
		c->batch.guarding = CRM_GUARD_RECORD;
	c->batch.notify = crm_has(c, CRM_OPT_NOTIFY);
	st = import_all(&im, err);
	/* Input that breaks off has no summary, but its own error. */
	refused = im.count.whole && im.count.rejected > 0 &&
	    (st == CRM_INVALID || st == CRM_RULE);
	if (st == CRM_OK || refused)
		summarise(&im, st == CRM_OK || c->worst != CRM_OK);
	/* Each bad row was reported; the count is in the summary. */
	if (refused)
		err->status = CRM_OK;
	rejects_close(&im.rejects);
	free(im.taken);
	crm_reader_close(im.r);
	return st;
}
