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

#endif
