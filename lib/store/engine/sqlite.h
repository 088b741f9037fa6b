/* What the files of the SQLite engine share: a connection, its errors, and the
 * statements of struct crm_engine. */
#ifndef CRM_STORE_SQLITE_H
#define CRM_STORE_SQLITE_H

#include "engine.h"

#include <sqlite3.h>
#include <time.h>

struct db {
	sqlite3 *h;
	const char *where;
	struct timespec wait_from;
	int busy_ms;
	unsigned seed;
	bool no_wait;
	bool journal; /* a rollback journal for this load */
	bool refers;  /* what refers to nothing is refused */
};

/* What went wrong last, with the way out. */
enum crm_status sqlite_failed(struct db *db, struct crm_err *err);

/* ---- sqlite-stmt.c ---- */

enum crm_status sqlite_prepare(
    void *p, const char *sql, bool few, void **st, struct crm_err *err);
void sqlite_bind_int(void *st, int mark, int64_t i);
void sqlite_bind_text(void *st, int mark, const char *p, size_t n);
void sqlite_bind_null(void *st, int mark);
enum crm_status sqlite_step(void *p, void *st, bool *row, struct crm_err *err);
bool sqlite_col_null(void *st, int col);
int64_t sqlite_col_int(void *st, int col);
struct crm_text sqlite_col_text(void *st, int col);
void sqlite_cells(void *st, const bool *text, size_t n, struct crm_value *out);
void sqlite_reset(void *st);
void sqlite_finalize(void *st);

#endif
