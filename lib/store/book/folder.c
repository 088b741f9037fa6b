/*
 * The folder of a book's files: BOOK.files, with a file under its hash for each.
 * They are written once and never changed, so that another book on the same device
 * may have the same ones.
 */
#include "store/book/files.h"

#include <crm/io/place.h>

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define TAIL ".files"
#define INCOMING "incoming"

static enum crm_status
failed(const char *path, struct crm_err *err)
{
	return crm_fail(err, CRM_FAIL, "%s: %s", path, strerror(errno));
}

const char *
folder_of(struct crm_arena *a, const char *book)
{
	char real[PATH_MAX];

	if (!crm_store_is_file(book))
		return NULL;
	return crm_sprintf(
	    a, "%s" TAIL, realpath(book, real) == NULL ? book : real);
}

const char *
folder_path(struct crm_arena *a, const char *folder, const char *sha256)
{
	return crm_sprintf(a, "%s/%s", folder, sha256);
}

/* ---- for whom it is ---- */

/* Who may read the book may look into its folder, who may write it may add to it. */
static mode_t
folder_mode(mode_t book)
{
	return (book & 0666) | ((book & 0444) >> 2);
}

/* The group of the book too, where that can be given. */
static enum crm_status
set_mode(int fd, const char *name, const char *like, bool folder,
    struct crm_err *err)
{
	struct stat as, own;
	mode_t mode;

	if (stat(like, &as) != 0)
		return failed(like, err);
	if (fstat(fd, &own) != 0)
		return failed(name, err);
	mode = folder ? folder_mode(as.st_mode) : as.st_mode & 0444;
	if (own.st_gid != as.st_gid && fchown(fd, (uid_t)-1, as.st_gid) != 0)
		mode &= ~(mode_t)0070;
	if (folder)
		mode |= own.st_mode & S_ISGID;
	return fchmod(fd, mode) == 0 ? CRM_OK : failed(name, err);
}

enum crm_status
folder_make(struct crm_arena *a, const char *book, const char *like,
    struct crm_err *err)
{
	const char *folder = folder_of(a, book);
	enum crm_status st;
	int fd;

	if (mkdir(folder, 0700) != 0)
		return errno == EEXIST ? CRM_OK : failed(folder, err);
	fd = open(folder, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
	if (fd == -1)
		return failed(folder, err);
	st = set_mode(fd, folder, like, true, err);
	close(fd);
	return st == CRM_OK ? crm_sync_directory(a, folder, err) : st;
}

/* ---- one file ---- */

static void
remove_part(struct crm_arena *a, const char *name)
{
	(void)a;
	unlink(name);
}

enum crm_status
folder_part(struct crm_arena *a, const char *folder, const char **part, int *fd,
    struct crm_err *err)
{
	const char *path = folder_path(a, folder, INCOMING);

	crm_parts_sweep(a, path, remove_part);
	return crm_part_make(a, path, 0600, part, fd, err);
}

enum crm_status
folder_keep(struct crm_arena *a, const char *folder, const char *like,
    const char *part, int fd, const char *sha256, struct crm_err *err)
{
	const char *path = folder_path(a, folder, sha256);
	enum crm_status st = set_mode(fd, part, like, false, err);

	if (st != CRM_OK)
		return st;
	if (fsync(fd) != 0)
		return failed(part, err);
	/* Over one that is there: it is the same, or was damaged. */
	if (rename(part, path) != 0)
		return failed(path, err);
	return crm_sync_directory(a, path, err);
}

int
folder_open(struct crm_arena *a, const char *folder, const char *sha256)
{
	struct stat st;
	int fd;

	if (folder == NULL)
		return -1;
	fd = open(folder_path(a, folder, sha256),
	    O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
	if (fd != -1 && (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode))) {
		close(fd);
		fd = -1;
	}
	return fd;
}

bool
folder_size(
    struct crm_arena *a, const char *folder, const char *sha256, int64_t *size)
{
	int fd = folder_open(a, folder, sha256);
	struct stat st;

	if (fd == -1)
		return false;
	*size = fstat(fd, &st) == 0 ? (int64_t)st.st_size : -1;
	close(fd);
	return true;
}

/* ---- all of them ---- */

static bool
is_hash(const char *name)
{
	return strlen(name) == CRM_SHA256_HEX &&
	    strspn(name, "0123456789abcdef") == CRM_SHA256_HEX;
}

enum crm_status
folder_list(struct crm_arena *a, const char *folder, const char ***names,
    size_t *n, struct crm_err *err)
{
	DIR *d = folder == NULL ? NULL : opendir(folder);
	struct dirent *e;
	size_t cap = 0;

	*names = NULL;
	*n = 0;
	if (d == NULL)
		return folder == NULL || errno == ENOENT ? CRM_OK
							 : failed(folder, err);
	while ((e = readdir(d)) != NULL) {
		if (!is_hash(e->d_name))
			continue;
		*names = crm_grow(a, *names, *n, &cap, sizeof **names);
		(*names)[(*n)++] = crm_strdup(a, e->d_name);
	}
	closedir(d);
	return CRM_OK;
}

void
folder_remove(struct crm_arena *a, const char *book)
{
	const char *folder = crm_sprintf(a, "%s" TAIL, book), **names;
	size_t i, n;

	if (folder_list(a, folder, &names, &n, NULL) != CRM_OK)
		return;
	for (i = 0; i < n; i++)
		unlink(folder_path(a, folder, names[i]));
	crm_parts_sweep(a, folder_path(a, folder, INCOMING), remove_part);
	rmdir(folder);
}
