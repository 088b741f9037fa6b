/* Where bytes go: a descriptor, or memory and then a temporary file. */
#include <crm/io/writer.h>

#include "source.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

enum { FD_BUFFER = 64 * 1024, SPOOL_MEMORY = 1024 * 1024 };

struct crm_out {
	struct crm_buf buf;
	int fd; /* -1: a spool that is still in memory */
	bool spool;
	bool closed;        /* the reader went away */
	struct crm_err err; /* the first failure; status CRM_OK: none */
};

static struct crm_out *
new_out(int fd, bool spool)
{
	struct crm_out *o = calloc(1, sizeof *o);

	if (o == NULL)
		crm_oom();
	o->fd = fd;
	o->spool = spool;
	return o;
}

enum crm_status
crm_out_fd(int fd, struct crm_out **out, struct crm_err *err)
{
	(void)err;
	*out = new_out(fd, false);
	return CRM_OK;
}

enum crm_status
crm_out_spool(struct crm_out **out, struct crm_err *err)
{
	(void)err;
	*out = new_out(-1, true);
	return CRM_OK;
}

static void
write_buffer(struct crm_out *o)
{
	int error = 0;

	if (o->spool && o->fd == -1 && o->err.status == CRM_OK)
		o->fd = crm_temp_file(&o->err);
	if (o->err.status == CRM_OK && !o->closed)
		error = crm_write_all(o->fd, o->buf.data, o->buf.len);
	if (error == EPIPE && !o->spool)
		o->closed = true;
	else if (error != 0)
		crm_fail(&o->err, CRM_FAIL, "cannot write%s: %s",
		    o->spool ? crm_tr(" a temporary file") : "",
		    strerror(error));
	crm_buf_clear(&o->buf);
}

void
crm_out_check(struct crm_out *o)
{
	if (o->buf.len >= (o->spool ? SPOOL_MEMORY : FD_BUFFER))
		write_buffer(o);
}

struct crm_buf *
crm_out_buf(struct crm_out *o)
{
	return &o->buf;
}

void
crm_out_write(struct crm_out *o, const void *p, size_t n)
{
	crm_buf_add(&o->buf, p, n);
	crm_out_check(o);
}

bool
crm_out_closed(const struct crm_out *o)
{
	return o->closed;
}

static enum crm_status
kept_failure(const struct crm_out *o, struct crm_err *err)
{
	if (o->err.status != CRM_OK && err != NULL)
		*err = o->err;
	return o->err.status;
}

enum crm_status
crm_out_flush(struct crm_out *o, bool *closed, struct crm_err *err)
{
	/* A spool in memory stays there: nothing is to be gained. */
	if (o->buf.len > 0 && !(o->spool && o->fd == -1))
		write_buffer(o);
	if (closed != NULL)
		*closed = o->closed;
	return kept_failure(o, err);
}

/* All that was spooled, piece by piece, until one gives an errno: it is in the
 * file, if there is one, and then in the buffer. */
static int
each_piece(const struct crm_out *o,
    int (*take)(void *ctx, const char *p, size_t n), void *ctx)
{
	char tmp[FD_BUFFER];
	off_t at = 0;
	int error = 0;

	while (o->fd != -1 && error == 0) {
		ssize_t got = pread(o->fd, tmp, sizeof tmp, at);

		if (got == -1 && errno == EINTR)
			continue;
		if (got == -1)
			return errno;
		if (got == 0)
			break;
		error = take(ctx, tmp, (size_t)got);
		at += got;
	}
	return error != 0 || o->buf.len == 0
	    ? error
	    : take(ctx, o->buf.data, o->buf.len);
}

static int
write_piece(void *fd, const char *p, size_t n)
{
	return crm_write_all(*(const int *)fd, p, n);
}

static int
count_lines(void *lines, const char *p, size_t n)
{
	for (size_t i = 0; i < n; i++)
		*(size_t *)lines += p[i] == '\n';
	return 0;
}

size_t
crm_out_lines(const struct crm_out *o)
{
	size_t lines = 0;

	each_piece(o, count_lines, &lines);
	return lines;
}

enum crm_status
crm_out_copy(struct crm_out *o, int fd, bool *closed, struct crm_err *err)
{
	int error;

	if (closed != NULL)
		*closed = false;
	if (o->err.status != CRM_OK)
		return kept_failure(o, err);
	error = each_piece(o, write_piece, &fd);
	if (error == 0)
		return CRM_OK;
	if (error != EPIPE)
		return crm_fail(
		    err, CRM_FAIL, "cannot write: %s", strerror(error));
	if (closed != NULL)
		*closed = true;
	return CRM_OK;
}

static int
add_piece(void *ctx, const char *p, size_t n)
{
	crm_buf_add(ctx, p, n);
	return 0;
}

enum crm_status
crm_out_bytes(struct crm_out *o, struct crm_buf *to, struct crm_err *err)
{
	int error;

	if (o->err.status != CRM_OK)
		return kept_failure(o, err);
	error = each_piece(o, add_piece, to);
	return error == 0
	    ? CRM_OK
	    : crm_fail(err, CRM_FAIL, "cannot read: %s", strerror(error));
}

void
crm_out_close(struct crm_out *o)
{
	if (o == NULL)
		return;
	if (o->spool && o->fd != -1)
		close(o->fd);
	crm_buf_free(&o->buf);
	free(o);
}
