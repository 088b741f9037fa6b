/*
 * What lies beside the file of a book under the names of its log and its journal.
 *
 * SQLite applies either to whatever file has the name, be it of another book.  Whose it
 * is, the file itself says, at its beginning: whether it has a log at all, and, by a
 * mark of ours that stands there while an import writes through a journal, whether it
 * has a journal.
 */
#include "sqlite-file.h"

#include <crm/base/err.h>

#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
	HEADER = 64,
	VERSIONS_AT = 18, /* one for writers, one for readers */
	ROLLBACK = 1,     /* neither needs a log */
	MARK_AT = 60,     /* PRAGMA user_version */
	MARK_BYTES = 4,
	/* What SQLite locks while a journal is in use. */
	RESERVED_BYTE = 0x40000001,
	/* A journal that comes and goes is in use: it is looked for again. */
	LOOKS = 5,
	NAP_NS = 2000000,
};

/* The size of what lies beside it; 0: nothing. */
static off_t
size_beside(const char *path, const char *tail)
{
	char name[PATH_MAX + sizeof "-journal"];
	struct stat st;

	snprintf(name, sizeof name, "%s%s", path, tail);
	return stat(name, &st) == 0 ? st.st_size : 0;
}

static bool
is_in_use(int fd)
{
	struct flock l = { .l_type = F_WRLCK,
		.l_whence = SEEK_SET,
		.l_start = RESERVED_BYTE,
		.l_len = 1 };

	return fcntl(fd, F_GETLK, &l) == 0 && l.l_type != F_UNLCK;
}

/* Looks once. */
static enum beside_book
look(const char *path)
{
	unsigned char h[HEADER] = { 0 };
	uint32_t mark = 0;
	bool used, log = size_beside(path, "-wal") > 0;
	bool journal = size_beside(path, "-journal") > 0;
	int fd, i;

	if (!log && !journal)
		return BESIDE_NOTHING;
	if ((fd = open(path, O_RDONLY | O_CLOEXEC)) == -1)
		return BESIDE_NOTHING;
	if (pread(fd, h, sizeof h, 0) != (ssize_t)sizeof h) {
		close(fd);
		return BESIDE_NOTHING;
	}
	used = is_in_use(fd);
	close(fd);
	for (i = 0; i < MARK_BYTES; i++)
		mark = mark << 8 | h[MARK_AT + i];
	if (log && h[VERSIONS_AT] == ROLLBACK && h[VERSIONS_AT + 1] == ROLLBACK)
		return BESIDE_LOG;
	if (!journal || used)
		return BESIDE_NOTHING;
	return mark == SQLITE_FILE_MARK ? BESIDE_OWN : BESIDE_JOURNAL;
}

/* It lies beside the file itself, whatever links to that.  Before the process has the
 * book open: who closes a file gives up all its locks on it. */
enum beside_book
sqlite_beside(const char *where)
{
	const struct timespec nap = { .tv_nsec = NAP_NS };
	char link, *path = NULL;
	enum beside_book found = BESIDE_NOTHING;
	int i;

	if (readlink(where, &link, 1) >= 0)
		path = realpath(where, NULL);
	for (i = 0; i < LOOKS; i++) {
		found = look(path != NULL ? path : where);
		if (found != BESIDE_LOG && found != BESIDE_JOURNAL)
			break;
		nanosleep(&nap, NULL);
	}
	free(path);
	return found;
}

bool
sqlite_beside_own(const char *where)
{
	return sqlite_beside(where) == BESIDE_OWN;
}

enum crm_status
sqlite_beside_refuse(
    const char *where, enum beside_book found, struct crm_err *err)
{
	const char *tail = found == BESIDE_LOG ? "-wal" : "-journal";

	if (found != BESIDE_LOG && found != BESIDE_JOURNAL)
		return CRM_OK;
	return crm_fail(err, CRM_FAIL,
	    "%s%s does not belong to the book, and would be written into it: "
	    "move it away",
	    where, tail);
}
