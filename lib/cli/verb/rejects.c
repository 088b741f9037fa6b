/*
 * Rows that an import refused, in a file, ready to be mended and fed again.
 *
 * The file is written before the commit, so that a full disk keeps both from
 * happening, and takes its name behind it, so that what was there - rows of an
 * earlier run, mended, perhaps - stays where nothing is committed.
 */
#include "cli/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>
#include <unistd.h>

/* ---- rows ---- */

enum { OWN = CRM_REJECT_COLUMNS };

/* The form of the input, or that for spreadsheets. */
static struct crm_file_form
form_of(const struct rejects *j, const struct crm_reader *r)
{
	struct crm_file_form f = crm_reader_form(r);

	if (j->excel) {
		f.excel = f.bom = true;
		f.encoding = NULL;
		f.eol = "\r\n";
	}
	return f;
}

static void
put_text(struct crm_out *out, const struct crm_file_form *f, struct crm_text t)
{
	if (f->encoding == NULL)
		crm_buf_add(crm_out_buf(out), t.p, t.n);
	else
		crm_encode(crm_out_buf(out), t, f->encoding);
}

static void
put_cells(struct crm_out *out, const struct crm_file_form *f,
    const struct crm_cell *cell, size_t n)
{
	struct crm_buf b = CRM_BUF_INIT;

	crm_form_cells(&b, f, cell, n);
	put_text(out, f, (struct crm_text){ b.data, b.len });
	crm_buf_free(&b);
}

/* A formula without a value stays one that is refused. */
static struct crm_cell
keep_cell(const struct crm_cell *c)
{
	return c->kind == CRM_CELL_UNCOMPUTED
	    ? (struct crm_cell){ CRM_TEXT("#VALUE!"), CRM_CELL_ERROR }
	    : *c;
}

/* Whether the last cells of a row that is too short are ours: a line's number, and
 * behind the field a reason. */
static bool
ends_with_own(const struct crm_row *row)
{
	const struct crm_cell *own = row->cell + row->n - OWN;
	size_t i;

	for (i = 0; i < own[0].text.n; i++)
		if (own[0].text.p[i] < '0' || own[0].text.p[i] > '9')
			return false;
	return own[0].text.n > 0 && own[OWN - 1].text.n > 0;
}

/* The cells of a row without ours of an earlier run.  These are the last ones where
 * it is longer than its header, or shorter: it stays so, for nobody knows which of
 * its cells lacks. */
static size_t
keep_cells(
    const struct crm_reader *r, const struct crm_row *row, struct crm_cell *out)
{
	size_t i, n = 0, columns = crm_reader_columns(r), tail = 0;

	while (row->n != columns && tail < columns &&
	    crm_is_reject_column(crm_reader_column(r, columns - 1 - tail)))
		tail++;
	if (row->n < columns &&
	    (tail < OWN || row->n <= tail || !ends_with_own(row)))
		tail = 0;
	for (i = 0; i < row->n - tail; i++)
		if (tail > 0 || i >= columns ||
		    !crm_is_reject_column(crm_reader_column(r, i)))
			out[n++] = keep_cell(&row->cell[i]);
	return n;
}

/* One reason as it is, several with their fields.  What is said of the row, and no
 * reason, has no text. */
static void
put_reasons(struct crm_buf *fields, struct crm_buf *texts,
    const struct crm_err *err, size_t n)
{
	bool several = n > 1 && err[1].text[0] != '\0';
	size_t i;

	for (i = 0; i < n; i++) {
		if (err[i].field[0] != '\0')
			crm_buf_printf(fields, "%s%s",
			    fields->len > 0 ? ", " : "", err[i].field);
		if (err[i].text[0] == '\0')
			continue;
		if (texts->len > 0)
			crm_buf_str(texts, "; ");
		if (several && err[i].field[0] != '\0')
			crm_buf_printf(texts, "%s: ", err[i].field);
		crm_buf_str(texts, err[i].text);
	}
}

static void
put_row(struct rejects *j, const struct crm_reader *r,
    const struct crm_cell *cell, size_t n)
{
	struct crm_file_form form;

	if (j->is_book) {
		rejects_book_row(&j->book, j->spool, r, cell, n);
		return;
	}
	form = form_of(j, r);
	put_cells(j->spool, &form, cell, n);
	crm_out_check(j->spool);
}

static void
put_cells_of(struct rejects *j, const struct crm_reader *r,
    const struct crm_row *row, struct crm_text fields, struct crm_text texts)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_cell *cell;
	char line[24];
	size_t n;

	cell = crm_alloc_n(
	    &a, crm_reader_columns(r) + row->n + OWN, sizeof *cell);
	n = keep_cells(r, row, cell);
	snprintf(line, sizeof line, "%lld", (long long)row->line);
	cell[n++] = (struct crm_cell){ crm_text_of(line), CRM_CELL_NUMBER };
	cell[n++] = (struct crm_cell){ fields, CRM_CELL_TEXT };
	cell[n++] = (struct crm_cell){ texts, CRM_CELL_TEXT };
	put_row(j, r, cell, n);
	crm_arena_free(&a);
}

void
reject_row(struct rejects *j, const struct crm_reader *r,
    const struct crm_row *row, const struct crm_err *err, size_t n_err)
{
	struct crm_buf fields = CRM_BUF_INIT, texts = CRM_BUF_INIT;
	struct crm_text in, why;

	if (j->spool == NULL)
		return;
	put_reasons(&fields, &texts, err, n_err);
	in = (struct crm_text){ fields.data, fields.len };
	why = (struct crm_text){ texts.data, texts.len };
	if (j->is_json) {
		rejects_json_row(crm_out_buf(j->spool), row, !j->begun,
		    crm_reader_format(r) == CRM_FMT_JSON, in, why);
		crm_out_check(j->spool);
		j->begun = true;
	} else {
		put_cells_of(j, r, row, in, why);
	}
	crm_buf_free(&fields);
	crm_buf_free(&texts);
}

/* ---- where they go ---- */

static bool
is_book(struct crm_cmd *c, const char *path)
{
	static const char *const tails[] = { "", "-wal", "-shm", "-journal" };
	const char *book = crm_cmd_book(c);
	size_t i;

	for (i = 0; i < sizeof tails / sizeof *tails; i++)
		if (crm_store_is_file(book) &&
		    crm_same_file(
			path, crm_sprintf(c->arena, "%s%s", book, tails[i])))
			return true;
	return false;
}

static bool
is_input(const char *path, const char *input)
{
	struct stat a, in;

	if (strcmp(input, "-") != 0)
		return crm_same_file(path, input);
	return stat(path, &a) == 0 && fstat(STDIN_FILENO, &in) == 0 &&
	    a.st_dev == in.st_dev && a.st_ino == in.st_ino;
}

/* By its name alone: nothing is there yet. */
static bool
is_workbook(const char *path)
{
	const char *dot = strrchr(path, '.');

	return dot != NULL && strcasecmp(dot, ".xlsx") == 0;
}

/* What is written where it is, as it takes no new name: a terminal, a pipe, and a file
 * that is known by a link to a stream of ours, /dev/stdout. */
static enum crm_status
find_direct(struct rejects *j, struct crm_err *err)
{
	struct stat file;

	if (stat(j->path, &file) != 0)
		return CRM_OK;
	if (S_ISDIR(file.st_mode))
		return crm_fail(
		    err, CRM_USAGE, "--rejects: %s is a directory", j->path);
	j->direct = !S_ISREG(file.st_mode);
	if (j->direct || (j->stream = crm_own_stream(j->path)) == -1)
		return CRM_OK;
	j->direct = crm_is_link(j->path);
	return j->direct ? CRM_OK
			 : crm_fail(err, CRM_USAGE,
			       "--rejects: %s is where other output goes; it "
			       "would be lost",
			       j->path);
}

enum crm_status
rejects_open(struct rejects *j, struct crm_cmd *c, const char *input,
    const struct crm_reader *r, struct crm_err *err)
{
	const char *path = c->opt[CRM_OPT_REJECTS];
	enum crm_status st;

	*j = (struct rejects){ .path = path,
		.excel = crm_has(c, CRM_OPT_EXCEL),
		.place.fd = -1,
		.stream = -1 };
	if (path == NULL)
		return CRM_OK;
	if (path[0] == '\0')
		return crm_fail(err, CRM_USAGE,
		    "--rejects needs the name of a file, and has none");
	j->is_json = crm_reader_format(r) == CRM_FMT_JSON ||
	    crm_reader_format(r) == CRM_FMT_NDJSON;
	j->is_book = is_workbook(path);
	if (j->is_book && crm_reader_format(r) != CRM_FMT_XLSX)
		return crm_fail(err, CRM_USAGE,
		    "--rejects: %s would be a workbook, and the input is none; "
		    "name it .%s",
		    path, crm_format_name(crm_reader_form(r).format));
	if (is_book(c, path))
		return crm_fail(
		    err, CRM_USAGE, "--rejects: %s is the book", path);
	if ((st = find_direct(j, err)) != CRM_OK)
		return st;
	if (!j->direct && is_input(path, input))
		return crm_fail(err, CRM_USAGE,
		    "--rejects: %s is the input; it would be lost", path);
	if (j->direct || c->batch.dry_run)
		return CRM_OK;
	crm_makes(c, path);
	return crm_place_open(&j->place, c->arena, path, crm_book_file(c), err);
}

enum crm_status
rejects_begin(struct rejects *j, struct crm_err *err)
{
	rejects_book_close(&j->book);
	crm_out_close(j->spool);
	j->spool = NULL;
	j->begun = false;
	return j->path == NULL ? CRM_OK : crm_out_spool(&j->spool, err);
}

/* ---- the file ---- */

/* What stands before the header of the input, so that --skip fits again. */
static void
put_head(struct crm_out *out, const struct crm_file_form *f)
{
	int64_t i;

	if (f->bom ||
	    (f->encoding != NULL && crm_encoding_has_mark(f->encoding)))
		put_text(out, f, CRM_TEXT("\xef\xbb\xbf"));
	put_text(out, f, f->head);
	for (i = 0; f->head.n == 0 && i < f->skip; i++)
		put_text(out, f, crm_text_of(f->eol));
}

static enum crm_status
write_header(const struct rejects *j, int fd, const struct crm_reader *r,
    struct crm_err *err)
{
	size_t i, k, n = crm_reader_columns(r);
	struct crm_file_form form = form_of(j, r);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_cell *cell = crm_alloc_n(&a, n + OWN, sizeof *cell);
	struct crm_out *out;
	enum crm_status st;
	bool closed;

	if ((st = crm_out_fd(fd, &out, err)) != CRM_OK)
		return st;
	put_head(out, &form);
	for (i = k = 0; i < n; i++)
		if (!crm_is_reject_column(crm_reader_column(r, i)))
			cell[k++].text = crm_reader_column(r, i);
	for (i = 0; i < OWN; i++)
		cell[k++].text = crm_text_of(crm_reject_columns[i]);
	put_cells(out, &form, cell, k);
	st = crm_out_flush(out, &closed, err);
	crm_out_close(out);
	crm_arena_free(&a);
	return st;
}

static enum crm_status
write_text(int fd, const char *text, struct crm_err *err)
{
	struct crm_out *out;
	enum crm_status st = crm_out_fd(fd, &out, err);
	bool closed;

	if (st != CRM_OK)
		return st;
	crm_buf_str(crm_out_buf(out), text);
	st = crm_out_flush(out, &closed, err);
	crm_out_close(out);
	return st;
}

static enum crm_status
write_list(struct rejects *j, int fd, struct crm_err *err)
{
	enum crm_status st = write_text(fd, "[\n", err);
	bool closed;

	if (st == CRM_OK)
		st = crm_out_copy(j->spool, fd, &closed, err);
	return st == CRM_OK ? write_text(fd, j->begun ? "\n]\n" : "]\n", err)
			    : st;
}

static enum crm_status
write_all(
    struct rejects *j, int fd, const struct crm_reader *r, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	bool closed;

	if (crm_reader_format(r) == CRM_FMT_JSON)
		return write_list(j, fd, err);
	if (j->is_book)
		st = rejects_book_end(&j->book, j->spool, r, err);
	else if (!j->is_json)
		st = write_header(j, fd, r, err);
	return st == CRM_OK ? crm_out_copy(j->spool, fd, &closed, err) : st;
}

static enum crm_status
say_option(const struct rejects *j, enum crm_status st, struct crm_err *err)
{
	char text[sizeof err->text];

	if (st == CRM_OK)
		return st;
	snprintf(text, sizeof text, "%s", err->text);
	return strstr(text, j->path) != NULL
	    ? crm_fail(err, st, "--rejects: %.900s", text)
	    : crm_fail(err, st, "--rejects %s: %.900s", j->path, text);
}

enum crm_status
rejects_write(
    struct rejects *j, const struct crm_reader *r, struct crm_err *err)
{
	enum crm_status st;

	if (j->place.fd == -1)
		return CRM_OK;
	if ((st = crm_place_empty(&j->place, err)) == CRM_OK &&
	    (st = write_all(j, j->place.fd, r, err)) == CRM_OK)
		st = crm_place_sync(&j->place, err);
	j->ready = st == CRM_OK;
	return say_option(j, st, err);
}

static enum crm_status
write_direct(struct rejects *j, const struct crm_reader *r, struct crm_err *err)
{
	int fd = j->stream == -1 ? open(j->path, O_WRONLY | O_CLOEXEC)
				 : fcntl(j->stream, F_DUPFD_CLOEXEC, 0);
	enum crm_status st;

	if (fd == -1)
		return crm_fail(
		    err, CRM_FAIL, "%s: %s", j->path, strerror(errno));
	st = write_all(j, fd, r, err);
	close(fd);
	return st;
}

enum crm_status
rejects_keep(struct rejects *j, const struct crm_cmd *c,
    const struct crm_reader *r, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	char text[sizeof err->text];

	if (j->path == NULL || c->batch.dry_run)
		return CRM_OK;
	if (j->direct)
		st = write_direct(j, r, err);
	else if (j->ready)
		st = crm_place_take(&j->place, err);
	if (say_option(j, st, err) == CRM_OK || c->committed == 0)
		return st;
	snprintf(text, sizeof text, "%s", err->text);
	return crm_fail(err, st, "%.900s; the rest is committed as batch B%lld",
	    text, (long long)c->committed);
}

void
rejects_close(struct rejects *j)
{
	rejects_book_close(&j->book);
	crm_out_close(j->spool);
	j->spool = NULL;
	crm_place_drop(&j->place);
}
