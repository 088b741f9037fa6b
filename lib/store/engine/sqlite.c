/*
 * The embedded engine.  The sqlite-*.c beside it know sqlite3.h, too.
 *
 * What differs from the shared dialect, and why:
 * - STRICT tables; ids are rowids that a counter table gives, so that the id
 *   of a deleted top row is never given again;
 * - one writer at a time (BEGIN IMMEDIATE), so locking a row is nothing more;
 * - a very large import into a new book writes through a rollback journal: new
 *   pages go to the file once instead of to the log and then to the file, a
 *   tenth less work.  This needs the book for itself, and whoever wants to read
 *   waits: so not where there is something to read, nor where somebody else has
 *   the book open;
 * - our own busy handler: the built-in one backs off so far that a waiter can
 *   starve; ours tries again every few milliseconds, at random, until the wait
 *   is over.
 */
#include "sqlite-file.h"
#include "sqlite-pool.h"
#include "sqlite.h"
#include "store/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <sqlite3.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum {
	APPLICATION_ID = 0x63726d31, /* "crm1" */
	RETRY_MIN_US = 500,
	RETRY_SPREAD_US = 3000,
	LARGE_INPUT = 32 * 1024 * 1024,
	/* What a book begins with, beside a page for each table and index. */
	NEW_PAGES = 64,
	/* What a statement may take back stays in memory: an update of a
	 * reference keeps some pages, and wrote each to a file.  (SQLite 3.40
	 * cannot move more than 128 KiB of it to a file later.) */
	NEVER_SPILL = -1,
};

static int64_t
elapsed_ms(const struct timespec *from)
{
	struct timespec now;

	clock_gettime(CLOCK_MONOTONIC, &now);
	return (now.tv_sec - from->tv_sec) * 1000 +
	    (now.tv_nsec - from->tv_nsec) / 1000000;
}

static int
wait_turn(void *ctx, int calls)
{
	struct db *db = ctx;
	struct timespec nap = { 0 };

	if (db->no_wait)
		return 0;
	if (calls == 0)
		clock_gettime(CLOCK_MONOTONIC, &db->wait_from);
	else if (elapsed_ms(&db->wait_from) >= db->busy_ms)
		return 0;
	nap.tv_nsec = (RETRY_MIN_US + rand_r(&db->seed) % RETRY_SPREAD_US) *
	    1000L;
	nanosleep(&nap, NULL);
	return 1;
}

static enum crm_status
exec(struct db *db, const char *sql, struct crm_err *err)
{
	if (sqlite3_exec(db->h, sql, NULL, NULL, NULL) != SQLITE_OK)
		return sqlite_failed(db, err);
	return CRM_OK;
}

static enum crm_status
must_exist(const struct crm_store_opts *o, struct crm_err *err)
{
	struct stat st;

	if (stat(o->where, &st) == 0) {
		if (S_ISDIR(st.st_mode))
			return crm_fail(err, CRM_FAIL,
			    "%s is a directory, "
			    "not a book",
			    o->where);
		if (o->create && st.st_size > 0)
			return crm_fail(err, CRM_FAIL,
			    "%s exists already; "
			    "an existing file is never overwritten",
			    o->where);
		if (access(o->where, R_OK) != 0)
			return crm_fail(
			    err, CRM_FAIL, "%s: %s", o->where, strerror(errno));
		if (o->write && access(o->where, W_OK) != 0)
			return crm_fail(err, CRM_FAIL,
			    "%s is read-only for "
			    "you; nothing was written",
			    o->where);
		return CRM_OK;
	}
	if (o->create)
		return CRM_OK;
	if (o->backup)
		return crm_fail(err, CRM_FAIL, "there is no backup %s: %s",
		    o->where, strerror(errno));
	return crm_fail(err, CRM_FAIL,
	    "no book at %s; make one with: "
	    "crm-admin init --db %s",
	    o->where, o->where);
}

/* True where the journal has the mode that was asked for. */
static bool
set_journal(struct db *db, const char *mode)
{
	char sql[48];
	sqlite3_stmt *q = NULL;
	bool done = false;

	sqlite3_snprintf(sizeof sql, sql, "PRAGMA journal_mode = %s", mode);
	db->no_wait = true;
	if (sqlite3_prepare_v2(db->h, sql, -1, &q, NULL) == SQLITE_OK &&
	    sqlite3_step(q) == SQLITE_ROW)
		done = strcmp((const char *)sqlite3_column_text(q, 0), mode) ==
		    0;
	sqlite3_finalize(q);
	db->no_wait = false;
	return done;
}

/* A load has found what its rows refer to, under its lock, and to look for each again
 * would cost as much as an index. */
static void
watch_references(struct db *db, bool yes)
{
	if (db->refers)
		sqlite3_db_config(
		    db->h, SQLITE_DBCONFIG_ENABLE_FKEY, yes, NULL);
}

static enum crm_status
configure(struct db *db, const struct crm_store_opts *o, enum beside_book found,
    struct crm_err *err)
{
	sqlite3_busy_handler(db->h, wait_turn, db);
	sqlite3_extended_result_codes(db->h, 0);
	/* Large pages make imports a tenth faster and cost small batches
	 * nothing that can be measured. */
	if (o->create &&
	    exec(db,
		"PRAGMA page_size = 16384;"
		"PRAGMA journal_mode = WAL; PRAGMA application_id = 1668443441",
		err) != CRM_OK)
		return err->status;
	if (o->write && !o->create) {
		set_journal(db, "wal");
		if (found == BESIDE_OWN)
			exec(db, SQLITE_FILE_UNMARKED, err);
	}
	/* Once a row refers to one that is to come, each row behind it is looked
	 * for in all tables that may refer to it, which have no index for that. */
	db->refers = !o->copied;
	sqlite3_db_config(db->h, SQLITE_DBCONFIG_ENABLE_FKEY, db->refers, NULL);
	sqlite3_db_config(db->h, SQLITE_DBCONFIG_TRUSTED_SCHEMA, 0, NULL);
	return exec(db, "PRAGMA synchronous = FULL", err);
}

static void
sqlite_close(void *p)
{
	struct db *db = p;

	sqlite3_close_v2(db->h);
	crm_sqlite_pool_closed();
	free(db);
}

static enum crm_status
sqlite_open(const struct crm_store_opts *o, void **out, struct crm_err *err)
{
	int flags = SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_READWRITE |
	    (o->create ? SQLITE_OPEN_CREATE : 0);
	enum beside_book found;
	struct db *db;
	enum crm_status st;
	char *name;

	if ((st = must_exist(o, err)) != CRM_OK)
		return st;
	found = o->create ? BESIDE_NOTHING : sqlite_beside(o->where);
	if ((st = sqlite_beside_refuse(o->where, found, err)) != CRM_OK)
		return st;
	/* One connection, used by one thread: no locks on it, no counting of
	 * memory. */
	sqlite3_config(SQLITE_CONFIG_MULTITHREAD);
	sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
	sqlite3_config(SQLITE_CONFIG_STMTJRNL_SPILL, NEVER_SPILL);
	crm_sqlite_pool_use();
	crm_sqlite_pool_opens();
	db = calloc(1, sizeof *db);
	if (db == NULL)
		crm_oom();
	db->where = o->where;
	db->busy_ms = o->busy_ms;
	db->seed = (unsigned)getpid();
	name = sqlite_file_name(o->where);
	if (sqlite3_open_v2(name, &db->h, flags, NULL) != SQLITE_OK)
		st = sqlite_failed(db, err);
	else
		st = configure(db, o, found, err);
	sqlite3_free(name);
	if (st != CRM_OK) {
		sqlite_close(db);
		return st;
	}
	*out = db;
	return CRM_OK;
}

static enum crm_status
sqlite_script(void *p, const char *sql, struct crm_err *err)
{
	return exec(p, sql, err);
}

/* Who waited for the lock may have got it because another file has taken the
 * name of this one. */
static enum crm_status
still_named(struct db *db, struct crm_err *err)
{
	if (!sqlite_file_moved(db->h))
		return CRM_OK;
	exec(db, "ROLLBACK", NULL);
	return crm_fail(err, CRM_BUSY,
	    "%s: another book has taken the place of this one; nothing was "
	    "written; try again",
	    db->where);
}

static bool
sqlite_moved(void *p)
{
	struct db *db = p;

	return sqlite_file_moved(db->h);
}

/* Whether it holds what it begins with, and little else. */
static bool
is_new(const struct db *db)
{
	sqlite3_stmt *q;
	bool yes;

	if (sqlite3_prepare_v2(db->h,
		"SELECT (SELECT page_count FROM pragma_page_count) - count(*) "
		"FROM sqlite_master WHERE rootpage > 0",
		-1, &q, NULL) != SQLITE_OK)
		return false;
	yes = sqlite3_step(q) == SQLITE_ROW &&
	    sqlite3_column_int64(q, 0) <= NEW_PAGES;
	sqlite3_finalize(q);
	return yes;
}

/* Back to the log; where that cannot be now, the next writer does it. */
static void
end_journal(struct db *db)
{
	struct crm_err ignored;

	if (db->journal && set_journal(db, "wal"))
		exec(db, SQLITE_FILE_UNMARKED, &ignored);
	db->journal = false;
}

/* The mark stands in the file before the journal does, and longer. */
static void
begin_journal(struct db *db)
{
	struct crm_err ignored;

	db->journal = exec(db, SQLITE_FILE_MARKED, &ignored) == CRM_OK;
	if (db->journal && !set_journal(db, "truncate"))
		end_journal(db);
}

static enum crm_status
sqlite_begin(void *p, bool write, int64_t input, struct crm_err *err)
{
	struct db *db = p;
	enum crm_status st;

	if (input >= LARGE_INPUT && is_new(db))
		begin_journal(db);
	if (!write)
		return exec(db, "BEGIN", err);
	st = exec(db, "BEGIN IMMEDIATE", err);
	return st == CRM_OK ? still_named(db, err) : st;
}

static enum crm_status
sqlite_commit(void *p, struct crm_err *err)
{
	enum crm_status st = exec(p, "COMMIT", err);

	if (st == CRM_OK)
		end_journal(p);
	return st;
}

static void
sqlite_rollback(void *p)
{
	struct db *db = p;

	if (!sqlite3_get_autocommit(db->h))
		exec(db, "ROLLBACK", NULL);
	watch_references(db, true);
	end_journal(db);
}

static void
sqlite_end(void *p)
{
	sqlite_rollback(p);
	sqlite_close(p);
}

static bool
sqlite_lost_race(void *p)
{
	(void)p;
	return false; /* nobody races with the holder of the lock */
}

static enum crm_status
sqlite_make_counters(struct crm_store *s, struct crm_err *err)
{
	return exec(s->db,
	    "CREATE TABLE IF NOT EXISTS counter "
	    "(\"name\" TEXT PRIMARY KEY, \"last\" INTEGER NOT NULL) STRICT",
	    err);
}

static enum crm_status
sqlite_take_ids(struct crm_store *s, const char *counter, int64_t n,
    int64_t *first, struct crm_err *err)
{
	struct crm_value v[] = { crm_value_text(crm_text_of(counter)),
		crm_value_int(n) };
	struct crm_value last;
	enum crm_status st;

	st = crm_get_int(s,
	    "INSERT INTO counter (\"name\", \"last\") "
	    "VALUES (?, ?) ON CONFLICT (\"name\") DO UPDATE "
	    "SET \"last\" = counter.\"last\" + excluded.\"last\" "
	    "RETURNING \"last\"",
	    v, 2, &last, err);
	if (st == CRM_OK)
		*first = last.i - n + 1;
	return st;
}

static enum crm_status
sqlite_give_ids(struct crm_store *s, const char *counter, int64_t first,
    int64_t last, struct crm_err *err)
{
	return sqlite_take_ids(s, counter, first - last - 1, &last, err);
}

static enum crm_status
sqlite_lock_numbers(struct crm_store *s, struct crm_err *err)
{
	(void)s, (void)err;
	return CRM_OK;
}

/* The sorter behind CREATE INDEX sorts runs as large as the cache; small runs
 * stay in the processor's own cache and take a third less time than large
 * ones; a second thread sorts one while the first fills the next.  Rows
 * appended to a table need few pages; indexes that are kept need
 * many. */
static enum crm_status
sqlite_tune(void *p, enum crm_tune t, struct crm_err *err)
{
	static const int cache_kib[] = { [CRM_TUNE_LOAD] = 16 * 1024,
		[CRM_TUNE_INDEX] = 2 * 1024,
		[CRM_TUNE_UPDATE] = 96 * 1024 };
	char sql[64];
	enum crm_status st;

	watch_references(p, t != CRM_TUNE_LOAD);
	if (t == CRM_TUNE_INDEX)
		crm_sqlite_pool_share(true);
	sqlite3_snprintf(sizeof sql, sql,
	    "PRAGMA cache_size = -%d;"
	    "PRAGMA threads = %d",
	    cache_kib[t], t == CRM_TUNE_INDEX);
	if ((st = exec(p, sql, err)) == CRM_OK && t != CRM_TUNE_INDEX)
		crm_sqlite_pool_share(false);
	return st;
}

/* A copy has no log, so that it can be read where its directory cannot be
 * written; the first who writes to it makes one. */
static enum crm_status
sqlite_copy(void *p, const char *dest, struct crm_err *err)
{
	struct db *db = p;
	struct db to = { .where = dest };
	char *name = sqlite_file_name(dest);
	sqlite3_backup *b;
	enum crm_status st = CRM_OK;

	if (sqlite3_open_v2(name, &to.h, SQLITE_OPEN_READWRITE, NULL) !=
	    SQLITE_OK) {
		st = sqlite_failed(&to, err);
		goto out;
	}
	b = sqlite3_backup_init(to.h, "main", db->h, "main");
	if (b == NULL) {
		st = sqlite_failed(&to, err);
		goto out;
	}
	sqlite3_backup_step(b, -1);
	if (sqlite3_backup_finish(b) != SQLITE_OK)
		st = sqlite_failed(&to, err);
	else
		st = exec(&to,
		    SQLITE_FILE_UNMARKED "; PRAGMA journal_mode = DELETE", err);
out:
	sqlite3_close_v2(to.h);
	sqlite3_free(name);
	return st;
}

const struct crm_engine crm_engine_sqlite = {
	.own_journal = sqlite_beside_own,
	.open = sqlite_open,
	.close = sqlite_end,
	.prepare = sqlite_prepare,
	.bind_int = sqlite_bind_int,
	.bind_text = sqlite_bind_text,
	.bind_null = sqlite_bind_null,
	.step = sqlite_step,
	.col_null = sqlite_col_null,
	.col_int = sqlite_col_int,
	.col_text = sqlite_col_text,
	.cells = sqlite_cells,
	.reset = sqlite_reset,
	.finalize = sqlite_finalize,
	.script = sqlite_script,
	.begin = sqlite_begin,
	.commit = sqlite_commit,
	.rollback = sqlite_rollback,
	.lost_race = sqlite_lost_race,
	.make_counters = sqlite_make_counters,
	.take_ids = sqlite_take_ids,
	.give_ids = sqlite_give_ids,
	.lock_numbers = sqlite_lock_numbers,
	.tune = sqlite_tune,
	.table_suffix = " STRICT",
	.id_type = "INTEGER PRIMARY KEY",
	.auto_id_type = "INTEGER PRIMARY KEY",
	.int_type = "INTEGER",
	.text_type = "TEXT",
	.references = " REFERENCES \"%s\"", /* to its key */
	.book_schema = "main",
	.temp_schema = "temp",
	.last_id_sql = "coalesce((SELECT \"last\" FROM counter "
		       "WHERE \"name\" = '%s'), 0)",
	.dangling_sql = "SELECT \"table\", rowid "
			"FROM pragma_foreign_key_check LIMIT 1",
	.columns_sql = "SELECT name FROM pragma_table_info(?) ORDER BY cid",
	.indexes_sql = "SELECT name FROM sqlite_schema WHERE type = 'index' "
		       "AND tbl_name = ? AND sql IS NOT NULL",
	.shown = { .date = "date($ * 86400, 'unixepoch')",
	    .instant = "strftime('%Y-%m-%dT%H:%M:%SZ', $, 'unixepoch')",
	    .money = "CAST($ AS REAL) / @",
	    .decimal = "CAST($ AS REAL) / @",
	    .integer = "INTEGER",
	    .number = "REAL",
	    .today = "(CAST(strftime('%s', 'now') AS INTEGER) / 86400)",
	    .now = "CAST(strftime('%s', 'now') AS INTEGER)",
	    .no_writes = "" },
	.all_indexes_sql =
	    "SELECT i.name, (SELECT l.\"unique\" FROM "
	    "pragma_index_list(i.tbl_name) l WHERE l.name = i.name) "
	    "FROM sqlite_schema i WHERE i.type = 'index' "
	    "AND i.sql IS NOT NULL ORDER BY i.name",
	.triggers_sql = "SELECT name FROM sqlite_schema "
			"WHERE type = 'trigger' ORDER BY name",
	.view_sql = "SELECT sql FROM sqlite_schema "
		    "WHERE type = 'view' AND name = ?",
	.lax_tables_sql =
	    "SELECT name FROM pragma_table_list WHERE schema = 'main' "
	    "AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite%' "
	    "ORDER BY name",
	.check_sql = "SELECT * FROM pragma_integrity_check",
	.copy = sqlite_copy,
	.hold = sqlite_file_hold,
	.let_go = sqlite_file_let_go,
	.moved = sqlite_moved,
};
