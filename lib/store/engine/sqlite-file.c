/*
 * The file of a book and its name.
 *
 * SQLite finds a log and a journal by the name of the file.  Whoever has the
 * book open when another one takes its name goes on with the old file; a log
 * that he opened before goes on with it, too, and SQLite looks whether the file
 * has moved before it opens another one.  So it is enough to keep writers out
 * while the names change, with everything in the file itself.
 */
#include "sqlite-file.h"

#include <crm/base/err.h>

#include <string.h>
#include <sys/stat.h>

/* Between writing the log into the file and locking it somebody may write to
 * the log again. */
enum { HOLD_TRIES = 100 };

char *
sqlite_file_name(const char *where)
{
	char *name = sqlite3_mprintf("%s%s",
	    where[0] == ':' || strncmp(where, "file:", 5) == 0 ? "./" : "",
	    where);

	if (name == NULL)
		crm_oom();
	return name;
}

bool
sqlite_file_moved(sqlite3 *h)
{
	int moved = 0;

	return sqlite3_file_control(
		   h, "main", SQLITE_FCNTL_HAS_MOVED, &moved) == SQLITE_OK &&
	    moved;
}

static sqlite3 *
open_file(const char *where, int busy_ms)
{
	char *name = sqlite_file_name(where);
	sqlite3 *h = NULL;

	if (sqlite3_open_v2(name, &h, SQLITE_OPEN_READWRITE, NULL) ==
	    SQLITE_NOMEM)
		crm_oom();
	sqlite3_free(name);
	sqlite3_busy_timeout(h, busy_ms);
	return h;
}

/* Whether all of the book is in its file. */
static bool
log_is_empty(sqlite3 *h)
{
	struct stat st;
	const char *log = sqlite3_filename_wal(sqlite3_db_filename(h, "main"));

	return stat(log, &st) != 0 || st.st_size == 0;
}

/* SQLITE_OK, with the lock. */
static int
lock(sqlite3 *h)
{
	int rc = SQLITE_BUSY, i;

	for (i = 0; i < HOLD_TRIES; i++) {
		/* A journal that a crash left is rolled back by the first. */
		rc = sqlite3_exec(
		    h, "SELECT 1 FROM sqlite_schema", NULL, NULL, NULL);
		if (rc == SQLITE_OK)
			rc = sqlite3_wal_checkpoint_v2(
			    h, NULL, SQLITE_CHECKPOINT_TRUNCATE, NULL, NULL);
		if (rc == SQLITE_OK)
			rc = sqlite3_exec(
			    h, "BEGIN EXCLUSIVE", NULL, NULL, NULL);
		if (rc != SQLITE_OK || log_is_empty(h))
			return rc;
		sqlite3_exec(h, "ROLLBACK", NULL, NULL, NULL);
		rc = SQLITE_BUSY;
	}
	return rc;
}

enum crm_status
sqlite_file_hold(
    const char *where, int busy_ms, void **hold, struct crm_err *err)
{
	sqlite3 *h = open_file(where, busy_ms);
	enum crm_status st = CRM_OK;
	int rc = lock(h) & 0xff;

	*hold = rc == SQLITE_OK ? h : NULL;
	if (rc == SQLITE_OK)
		return CRM_OK;
	if (rc == SQLITE_BUSY)
		st = crm_fail(err, CRM_BUSY,
		    "%s is busy: others have used it longer than the wait; try "
		    "again, or raise CRM_BUSY_TIMEOUT",
		    where);
	else if (rc != SQLITE_NOTADB && rc != SQLITE_CORRUPT)
		st = crm_fail(
		    err, CRM_FAIL, "%s: %s", where, sqlite3_errmsg(h));
	sqlite3_close_v2(h);
	return st;
}

/* Whoever closes a book last removes the logs beside its name, which is not
 * the one that it was opened by. */
void
sqlite_file_let_go(void *hold, const char *now)
{
	sqlite3 *h;

	sqlite3_close_v2(hold);
	if (hold == NULL || now == NULL)
		return;
	h = open_file(now, 0);
	sqlite3_exec(h, "SELECT 1 FROM sqlite_schema", NULL, NULL, NULL);
	sqlite3_close_v2(h);
}
