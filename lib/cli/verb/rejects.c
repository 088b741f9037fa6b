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
#include <sys/stat.h>
#include <unistd.h>

void
reject_row(struct rejects *j, const struct crm_reader *r,
    const struct crm_row *row, const struct crm_err *err)
{
	struct crm_buf *b;
	struct crm_cell own[3];
	size_t i, n = crm_reader_columns(r);
	char line[24];

	if (j->spool == NULL)
		return;
	b = crm_out_buf(j->spool);
	crm_csv_cells(b, row->cell, row->n);
	if (b->len > 0 && b->data[b->len - 1] == '\n')
		b->len--;
	for (i = row->n; i < n; i++)
		crm_buf_char(b, ',');
	snprintf(line, sizeof line, "%lld", (long long)row->line);
	own[0] = (struct crm_cell){ crm_text_of(line), CRM_CELL_TEXT };
	own[1] = (struct crm_cell){ crm_text_of(err->field), CRM_CELL_TEXT };
	own[2] = (struct crm_cell){ crm_text_of(err->text), CRM_CELL_TEXT };
	crm_buf_char(b, ',');
	crm_csv_cells(b, own, 3);
	crm_out_check(j->spool);
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

enum crm_status
rejects_open(struct rejects *j, struct crm_cmd *c, const char *input,
    struct crm_err *err)
{
	const char *path = c->opt[CRM_OPT_REJECTS];
	struct stat st;
	bool there;

	*j = (struct rejects){ .path = path, .place.fd = -1 };
	if (path == NULL)
		return CRM_OK;
	there = stat(path, &st) == 0;
	if (there && S_ISDIR(st.st_mode))
		return crm_fail(
		    err, CRM_USAGE, "--rejects: %s is a directory", path);
	/* A terminal, a pipe: nothing that a name could be taken from. */
	j->direct = there && !S_ISREG(st.st_mode);
	if (!j->direct && is_book(c, path))
		return crm_fail(
		    err, CRM_USAGE, "--rejects: %s is the book", path);
	if (!j->direct && is_input(path, input))
		return crm_fail(err, CRM_USAGE,
		    "--rejects: %s is the input; it would be lost", path);
	if (j->direct || c->batch.dry_run)
		return CRM_OK;
	return crm_place_open(&j->place, c->arena, path, err);
}

enum crm_status
rejects_begin(struct rejects *j, struct crm_err *err)
{
	crm_out_close(j->spool);
	j->spool = NULL;
	return j->path == NULL ? CRM_OK : crm_out_spool(&j->spool, err);
}

/* ---- the file ---- */

static enum crm_status
write_header(int fd, const struct crm_reader *r, struct crm_err *err)
{
	size_t i, n = crm_reader_columns(r);
	struct crm_out *out;
	enum crm_status st;
	struct crm_buf *b;
	bool closed;

	if ((st = crm_out_fd(fd, &out, err)) != CRM_OK)
		return st;
	b = crm_out_buf(out);
	for (i = 0; i < n; i++) {
		struct crm_cell cell = { crm_reader_column(r, i),
			CRM_CELL_TEXT };

		crm_csv_cells(b, &cell, 1);
		b->len -= b->data[b->len - 1] == '\n';
		crm_buf_char(b, ',');
	}
	crm_buf_str(b, "_line,_field,_error\n");
	st = crm_out_flush(out, &closed, err);
	crm_out_close(out);
	return st;
}

static enum crm_status
write_all(
    struct rejects *j, int fd, const struct crm_reader *r, struct crm_err *err)
{
	enum crm_status st = write_header(fd, r, err);
	bool closed;

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
	int fd = open(j->path, O_WRONLY | O_CLOEXEC);
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
	crm_out_close(j->spool);
	j->spool = NULL;
	crm_place_drop(&j->place);
}
