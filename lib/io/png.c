/*
 * A drawing painted: rsvg-convert reads it and prints a PNG.  A library that could
 * would cost every command its start-up.
 */
#include <errno.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "picture.h"
#include <crm/io/temp.h>

extern char **environ;

enum { COPY_SIZE = 64 * 1024, NOT_STARTED = 127 };

/* The drawing in a file without a name, from its start: no pipe can stand still. */
static enum crm_status
keep_svg(const struct crm_buf *svg, int *fd, struct crm_err *err)
{
	int error;

	if ((*fd = crm_temp_file(err)) == -1)
		return CRM_FAIL;
	error = crm_write_all(*fd, svg->data, svg->len);
	if (error == 0 && lseek(*fd, 0, SEEK_SET) == 0)
		return CRM_OK;
	close(*fd);
	return crm_fail(err, CRM_FAIL, "cannot write in '%s': %s",
	    crm_temp_dir(), strerror(error != 0 ? error : errno));
}

/* 0, or what kept it from being started. */
static int
start(int from, int to, pid_t *child)
{
	/* Twice as many dots as pixels, for paper and screens that have them. */
	char name[] = "rsvg-convert", zoom[] = "--zoom=2";
	char format[] = "--format=png";
	char *const argv[] = { name, zoom, format, NULL };
	posix_spawn_file_actions_t files;
	int error;

	posix_spawn_file_actions_init(&files);
	posix_spawn_file_actions_adddup2(&files, from, STDIN_FILENO);
	posix_spawn_file_actions_adddup2(&files, to, STDOUT_FILENO);
	error = posix_spawnp(child, argv[0], &files, NULL, argv, environ);
	posix_spawn_file_actions_destroy(&files);
	return error;
}

static void
copy(struct crm_out *out, int from)
{
	char tmp[COPY_SIZE];
	ssize_t n;

	while ((n = read(from, tmp, sizeof tmp)) > 0 ||
	    (n == -1 && errno == EINTR))
		if (n > 0)
			crm_out_write(out, tmp, (size_t)n);
	close(from);
}

static enum crm_status
not_there(int error, struct crm_err *err)
{
	if (error == ENOENT)
		return crm_fail(err, CRM_FAIL,
		    "png needs rsvg-convert (package librsvg2-bin), or use "
		    "-o svg");
	return crm_fail(
	    err, CRM_FAIL, "cannot start rsvg-convert: %s", strerror(error));
}

enum crm_status
crm_picture_paint(
    const struct crm_buf *svg, struct crm_buf *png, struct crm_err *err)
{
	struct crm_out *out;
	enum crm_status st = crm_out_spool(&out, err);

	if (st != CRM_OK)
		return st;
	st = png_paint(out, svg, err);
	if (st == CRM_OK)
		st = crm_out_bytes(out, png, err);
	crm_out_close(out);
	return st;
}

enum crm_status
png_paint(struct crm_out *out, const struct crm_buf *svg, struct crm_err *err)
{
	int file;
	enum crm_status st = keep_svg(svg, &file, err);
	int ends[2], error, status = 0;
	pid_t child;

	if (st != CRM_OK)
		return st;
	if (pipe(ends) != 0) {
		close(file);
		return crm_fail(
		    err, CRM_FAIL, "cannot make a pipe: %s", strerror(errno));
	}
	error = start(file, ends[1], &child);
	close(ends[1]);
	close(file);
	if (error != 0) {
		close(ends[0]);
		return not_there(error, err);
	}
	copy(out, ends[0]);
	while (waitpid(child, &status, 0) == -1 && errno == EINTR)
		;
	if (WIFEXITED(status) && WEXITSTATUS(status) == NOT_STARTED)
		return not_there(ENOENT, err);
	if (!WIFEXITED(status) || WEXITSTATUS(status) != 0)
		return crm_fail(err, CRM_FAIL,
		    "rsvg-convert could not paint the picture; -o svg has "
		    "the drawing");
	return CRM_OK;
}
