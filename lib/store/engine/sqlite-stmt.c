/* Statements of the embedded engine, and what its errors mean. */
#include "sqlite.h"

#include <errno.h>
#ifdef CRM_SANITIZED
#include <stdio.h>
#include <stdlib.h>
#endif

enum crm_status
sqlite_failed(struct db *db, struct crm_err *err)
{
	switch (sqlite3_errcode(db->h)) {
	case SQLITE_BUSY:
	case SQLITE_LOCKED:
		return crm_fail(err, CRM_BUSY,
		    "%s is busy: another program "
		    "has held its lock longer than the wait; try again, or "
		    "raise CRM_BUSY_TIMEOUT",
		    db->where);
	case SQLITE_NOTADB:
		return crm_fail(
		    err, CRM_FAIL, "%s is not a database", db->where);
	case SQLITE_READONLY:
		return crm_fail(err, CRM_FAIL,
		    "%s: the file or its directory "
		    "is read-only; nothing was written",
		    db->where);
	case SQLITE_FULL:
	case SQLITE_IOERR:
		if (sqlite3_errcode(db->h) == SQLITE_IOERR &&
		    sqlite3_system_errno(db->h) != ENOSPC)
			break;
		return crm_fail(err, CRM_FAIL,
		    "%s: no space left on the "
		    "device; nothing was written",
		    db->where);
	case SQLITE_NOMEM:
		crm_oom();
	}
	return crm_fail(
	    err, CRM_FAIL, "%s: %s", db->where, sqlite3_errmsg(db->h));
}

enum crm_status
sqlite_prepare(
    void *p, const char *sql, bool few, void **st, struct crm_err *err)
{
	struct db *db = p;
	sqlite3_stmt *stmt;

	(void)few;
	if (sqlite3_prepare_v3(db->h, sql, -1, SQLITE_PREPARE_PERSISTENT, &stmt,
		NULL) != SQLITE_OK)
		return sqlite_failed(db, err);
	*st = stmt;
	return CRM_OK;
}

void
sqlite_bind_int(void *st, int mark, int64_t i)
{
	sqlite3_bind_int64(st, mark, i);
}

void
sqlite_bind_text(void *st, int mark, const char *p, size_t n)
{
	sqlite3_bind_text64(st, mark, p, n, SQLITE_STATIC, SQLITE_UTF8);
}

void
sqlite_bind_null(void *st, int mark)
{
	sqlite3_bind_null(st, mark);
}

enum crm_status
sqlite_step(void *p, void *st, bool *row, struct crm_err *err)
{
	int rc = sqlite3_step(st);

	*row = rc == SQLITE_ROW;
	if (rc == SQLITE_ROW)
		return CRM_OK;
	if (rc == SQLITE_DONE) {
		sqlite3_reset(st);
		return CRM_OK;
	}
	sqlite_failed(p, err);
	sqlite3_reset(st);
	return err == NULL ? CRM_FAIL : err->status;
}

bool
sqlite_col_null(void *st, int col)
{
	return sqlite3_column_type(st, col) == SQLITE_NULL;
}

int64_t
sqlite_col_int(void *st, int col)
{
	return sqlite3_column_int64(st, col);
}

struct crm_text
sqlite_col_text(void *st, int col)
{
	struct crm_text t;

	t.p = (const char *)sqlite3_column_text(st, col);
	if (t.p == NULL)
		return CRM_TEXT("");
	t.n = (size_t)sqlite3_column_bytes(st, col);
	return t;
}

void
sqlite_cells(void *st, const bool *text, size_t n, struct crm_value *out)
{
	for (size_t i = 0; i < n; i++) {
		sqlite3_value *v = sqlite3_column_value(st, (int)i);

		if (sqlite3_value_type(v) == SQLITE_NULL)
			out[i] = CRM_VALUE_NULL;
		else if (text[i])
			out[i] = crm_value_text((struct crm_text){
			    (const char *)sqlite3_value_text(v),
			    (size_t)sqlite3_value_bytes(v) });
		else {
			/* In place: most cells are these. */
			out[i].kind = CRM_INT;
			out[i].i = sqlite3_value_int64(v);
		}
	}
}

void
sqlite_reset(void *st)
{
	sqlite3_reset(st);
}

#ifdef CRM_SANITIZED
/*
 * Programs that are watched tell, in the file that CRM_SCANS names, of statements that
 * ran for one record after another and looked through a table each time: runs, rows a
 * run, text.  SQLite counts both itself.
 */
static void
tell_scan(sqlite3_stmt *st)
{
	enum { RUNS = 50, ROWS_A_RUN = 50 };
	const char *path = getenv("CRM_SCANS");
	int runs = sqlite3_stmt_status(st, SQLITE_STMTSTATUS_RUN, 0);
	int rows = sqlite3_stmt_status(st, SQLITE_STMTSTATUS_FULLSCAN_STEP, 0);
	FILE *f;

	if (path == NULL || runs < RUNS || rows / runs < ROWS_A_RUN ||
	    (f = fopen(path, "a")) == NULL)
		return;
	fprintf(f, "%d %d %s\n", runs, rows / runs, sqlite3_sql(st));
	fclose(f);
}
#endif

void
sqlite_finalize(void *st)
{
#ifdef CRM_SANITIZED
	tell_scan(st);
#endif
	sqlite3_finalize(st);
}
