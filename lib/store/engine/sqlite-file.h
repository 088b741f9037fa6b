/*
 * What SQLite has to do with the file that a book is, by its name: how another
 * file can take the name.
 */
#ifndef CRM_STORE_SQLITE_FILE_H
#define CRM_STORE_SQLITE_FILE_H

#include "engine.h"

#include <sqlite3.h>

/* A name that SQLite takes for a file's, whatever it looks like: "file:x" and
 * ":memory:" are not files to it.  Freed by sqlite3_free. */
char *sqlite_file_name(const char *where);

/* struct crm_engine's hold, let_go, and moved of a connection. */
enum crm_status sqlite_file_hold(
    const char *where, int busy_ms, void **hold, struct crm_err *err);
void sqlite_file_let_go(void *hold, const char *now);
bool sqlite_file_moved(sqlite3 *h);

/* ---- sqlite-beside.c ---- */

/* PRAGMA user_version of a file that has a journal, or may have. */
enum { SQLITE_FILE_MARK = 1 };
#define SQLITE_FILE_MARKED "PRAGMA user_version = 1"
#define SQLITE_FILE_UNMARKED "PRAGMA user_version = 0"

/* What lies beside a file, by the names of what SQLite keeps there. */
enum beside_book {
	BESIDE_NOTHING, /* or what is in use, and its own */
	BESIDE_OWN,     /* the journal of an import that was killed */
	BESIDE_LOG,     /* a log of another book */
	BESIDE_JOURNAL, /* a journal of one */
};
enum beside_book sqlite_beside(const char *where);
bool sqlite_beside_own(const char *where);
/* The failure that it is of another book. */
enum crm_status sqlite_beside_refuse(
    const char *where, enum beside_book found, struct crm_err *err);

#endif
