/* What the files of the PostgreSQL engine share. */
#ifndef CRM_STORE_PQ_H
#define CRM_STORE_PQ_H

#include "engine.h"
#include "pq-lib.h"

#define PQ_SCHEMA "crm"
/* Not READ ONLY: --as-of and lists by id make temporary tables. */
#define PQ_BEGIN_SNAPSHOT "BEGIN ISOLATION LEVEL REPEATABLE READ"

struct pq_stmt;

struct pq {
	struct pq_lib lib;
	PGconn *c;
	const struct crm_store_opts *opts;
	const char *where; /* as messages show it: no password */
	bool in_tx;
	bool begun;   /* by the start, for whoever asks for a snapshot first */
	bool writing; /* the last one, or what comes */
	bool committing;
	bool unsure;    /* nobody said whether it is committed */
	bool lost_race; /* the last error was one */
	int reconnects;
	unsigned cursors;        /* names given so far */
	unsigned names;          /* of prepared statements, likewise */
	unsigned epoch;          /* cursors of an older one are gone */
	unsigned views;          /* temporary views made: what was prepared
					 * before looks at other tables */
	struct pq_stmt *waiting; /* whose rows wait to be sent */
	struct pq_stmt *copying; /* whose COPY is open */
	struct pq_stmt *ahead;   /* whose next rows are on their way */
	bool closing;            /* a cursor's end is, which nobody waits for */
	unsigned piped;          /* writes that were sent and not looked at */
	uint64_t written;        /* writes that were sent so far */
};

/* The failure of a call, as ours; frees the result. */
enum crm_status pq_failed(struct pq *db, PGresult *res, struct crm_err *err);
/* The next result of what was sent.  libpq that lacks memory for the answer leaves
 * it where it is and waits for more, which never comes: the server waits for us.
 * So this looks again. */
PGresult *pq_result(struct pq *db);
/* One or more statements without marks; rows are dropped. */
enum crm_status pq_exec(struct pq *db, const char *sql, struct crm_err *err);

/* ---- pq_conn.c ---- */

/* Connects; what every session needs is set by pq_start or pq_configure. */
enum crm_status pq_connect(struct pq *db, struct crm_err *err);
/* A session out of any transaction, where a start failed half way; on a connection of
 * its own where that is not `usable`. */
enum crm_status pq_afresh(struct pq *db, bool usable, struct crm_err *err);
/* Whether what failed, outside a transaction, may be done again: where the
 * connection was lost and there is a new one.  *st: why there is none. */
bool pq_again(struct pq *db, enum crm_status *st, struct crm_err *err);

/* ---- pq_start.c ---- */

enum crm_status
pq_start(void *db, void **st, size_t n, bool snapshot, struct crm_err *err);
/* Sets what every session needs. */
enum crm_status pq_configure(struct pq *db, struct crm_err *err);

/* ---- pq_ids.c ---- */

enum crm_status pq_make_counters(struct crm_store *s, struct crm_err *err);
enum crm_status pq_take_ids(struct crm_store *s, const char *counter, int64_t n,
    int64_t *first, struct crm_err *err);
enum crm_status pq_give_ids(struct crm_store *s, const char *counter,
    int64_t first, int64_t last, struct crm_err *err);
enum crm_status pq_lock_numbers(struct crm_store *s, struct crm_err *err);
enum crm_status
pq_lock_days(struct crm_store *s, bool alone, struct crm_err *err);
enum crm_status pq_lock_first(struct crm_store *s, struct crm_err *err);
enum crm_status pq_lock_likes(struct crm_store *s, struct crm_err *err);
enum crm_status pq_lock_imports(struct crm_store *s, struct crm_err *err);

/* ---- pq_stmt.c ---- */

enum crm_status pq_stmt_prepare(
    void *db, const char *sql, bool few, void **out, struct crm_err *err);
void pq_stmt_bind_int(void *st, int mark, int64_t i);
void pq_stmt_bind_text(void *st, int mark, const char *p, size_t n);
void pq_stmt_bind_null(void *st, int mark);
enum crm_status
pq_stmt_step(void *db, void *st, bool *row, struct crm_err *err);
bool pq_stmt_col_null(void *st, int col);
int64_t pq_stmt_col_int(void *st, int col);
struct crm_text pq_stmt_col_text(void *st, int col);
void pq_stmt_cells(void *st, const bool *text, size_t n, struct crm_value *out);
void pq_stmt_reset(void *st);
void pq_stmt_finalize(void *st);

/* Takes the rows that are on their way, so that the connection is free. */
void pq_stmt_land(struct pq *db);

/* ---- pq_pipe.c ---- */

/* A statement without marks and rows, not waited for. */
enum crm_status
pq_pipe_script(struct pq *db, const char *sql, struct crm_err *err);
/* Looks at what became of the writes that were sent. */
enum crm_status pq_pipe_end(struct pq *db, struct crm_err *err);

/* ---- pq_load.c ---- */

/* Makes a prepared INSERT one whose rows go by COPY. */
void pq_load_start(void *st);
/* Before any other statement: sends the rows that wait for a table that it
 * names; all of them where it is NULL. */
enum crm_status
pq_load_before(struct pq *db, const char *sql, struct crm_err *err);
/* Whether it would send any. */
bool pq_load_waits(const struct pq *db, const char *sql);
/* Forgets them. */
void pq_load_drop(struct pq *db);

#endif
