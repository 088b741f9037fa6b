/* What the tests of lib/io share: input from text, output into text. */
#ifndef TEST_IO_H
#define TEST_IO_H

#include <fcntl.h>
#include <stdlib.h>
#include <unistd.h>

#include <crm/io/reader.h>
#include <crm/io/writer.h>

#include "../tap.h"

#define SHARED "../shared/data/bad_input"

static char io_path[64];

/* Bytes in a temporary file, whose name stays until the next call. */
static inline const char *
io_file(const char *p, size_t n)
{
	int fd;

	if (io_path[0] != '\0')
		unlink(io_path);
	strcpy(io_path, "/tmp/crm-test-XXXXXX");
	fd = mkstemp(io_path);
	if (fd == -1 || write(fd, p, n) != (ssize_t)n)
		abort();
	close(fd);
	return io_path;
}

static inline void
io_end(void)
{
	if (io_path[0] != '\0')
		unlink(io_path);
}

/* A reader over text in memory; NULL with err filled where it fails. */
static inline struct crm_reader *
io_read(const char *p, size_t n, enum crm_format format, struct crm_err *err)
{
	struct crm_reader_opts opts = { .format = format };
	struct crm_reader *r;

	crm_reader_open(io_file(p, n), &opts, &r, err);
	return r;
}

/* An error with its place, as people read it. */
static inline const char *
io_said(const struct crm_err *err, char out[2048])
{
	char place[CRM_PLACE_SIZE];

	snprintf(out, 2048, "%s%s", crm_err_place(err, place), err->text);
	return out;
}

static inline void
io_cell(struct crm_buf *b, const struct crm_cell *c)
{
	if (c->kind == CRM_CELL_NULL)
		crm_buf_str(b, "<null>");
	else if (c->kind == CRM_CELL_ABSENT)
		crm_buf_str(b, "<absent>");
	else if (c->kind == CRM_CELL_NESTED)
		crm_buf_str(b, "<nested>");
	else
		crm_buf_add(b, c->text.p, c->text.n);
}

/*
 * All that a reader gives, as one line of text:
 * "a|b / 2:1|2 / 3:! message / ! fatal".
 */
static inline const char *
io_dump(struct crm_reader *r, struct crm_buf *b)
{
	enum crm_status status;
	struct crm_row *row;
	struct crm_err err;
	char said[2048];

	for (size_t i = 0; i < crm_reader_columns(r); i++) {
		struct crm_text t = crm_reader_column(r, i);

		crm_buf_str(b, i > 0 ? "|" : "");
		crm_buf_add(b, t.p, t.n);
	}
	for (;;) {
		status = crm_reader_next(r, &row, &err);
		if (row == NULL)
			break;
		crm_buf_printf(b, " / %lld:", (long long)row->line);
		if (status != CRM_OK)
			crm_buf_printf(b, "! %s%s%s", err.field,
			    err.field[0] ? ": " : "", err.text);
		for (size_t i = 0; status == CRM_OK && i < row->n; i++) {
			crm_buf_str(b, i > 0 ? "|" : "");
			io_cell(b, &row->cell[i]);
		}
	}
	if (status != CRM_OK)
		crm_buf_printf(b, " / ! %s", io_said(&err, said));
	return b->len > 0 ? b->data : "";
}

static inline void
io_is(const char *p, size_t n, enum crm_format format, const char *want,
    const char *name)
{
	struct crm_buf b = CRM_BUF_INIT;
	struct crm_err err;
	struct crm_reader *r = io_read(p, n, format, &err);
	char said[2048];

	if (r == NULL)
		crm_buf_printf(&b, "open: %s", io_said(&err, said));
	is_str(r == NULL ? b.data : io_dump(r, &b), want, name);
	crm_reader_close(r);
	crm_buf_free(&b);
}

#define IS(text, format, want, name) \
	io_is(text, sizeof(text) - 1, format, want, name)

/* Rows written in a format, as text.  `cells` holds rows x n. */
static inline const char *
io_write(const struct crm_writer_opts *opts, const struct crm_column *columns,
    size_t n, const struct crm_value *cells, size_t rows, struct crm_buf *b,
    struct crm_err *err)
{
	struct crm_out *out;
	struct crm_writer *w;
	enum crm_status status;

	crm_out_spool(&out, err);
	status = crm_writer_open(out, opts, columns, n, &w, err);
	for (size_t i = 0; i < rows && status == CRM_OK; i++)
		status = crm_writer_row(w, cells + i * n, err);
	if (status == CRM_OK)
		status = crm_writer_end(w, err);
	crm_writer_close(w);
	if (status == CRM_OK) {
		FILE *f = tmpfile();
		char tmp[4096];
		size_t got;

		crm_out_copy(out, fileno(f), NULL, err);
		rewind(f);
		while ((got = fread(tmp, 1, sizeof tmp, f)) > 0)
			crm_buf_add(b, tmp, got);
		fclose(f);
	}
	crm_out_close(out);
	return status == CRM_OK && b->len > 0 ? b->data : "";
}

/* Initialisers of values. */
#define TEXT(s) \
	{ \
		CRM_STR, \
		{ \
			.t = { s, sizeof(s) - 1 } \
		} \
	}
#define INT(v) \
	{ \
		CRM_INT, \
		{ \
			.i = (v) \
		} \
	}
#define NONE \
	{ \
		CRM_NULL, \
		{ \
			0 \
		} \
	}

#endif
