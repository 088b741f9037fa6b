/*
 * The engine on a server: PostgreSQL through libpq.
 *
 * What differs from the shared dialect, and why:
 * - everything lives in a schema of its own, `crm`, that init makes;
 * - text has the collation "C": order is by code point on every server;
 * - ids come from sequences, so that writers do not wait for each other; they
 *   are taken under a lock that lasts as long as one statement, and those that
 *   are left over go back where nobody has taken any since;
 * - no foreign keys: their check of every row takes as long as the row itself;
 *   the write path looks at every reference, and crm-admin check at all;
 * - writers read what is committed: a rule that reads in order to decide locks
 *   its row first.  A lost race (a deadlock, a key that another took at the
 *   same moment) and a lost connection are told apart, so that a command can
 *   run again;
 * - indexes stay where they are during a load: dropping one needs the rights
 *   of an owner and stops every reader.
 */
#include "store/internal.h"
#include "pq.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- failures ---- */

static enum crm_status
lost(struct pq *db, struct crm_err *err)
{
	if (!db->writing)
		return crm_fail(err, CRM_FAIL,
		    "%s: the connection broke "
		    "before everything was read",
		    db->where);
	db->unsure = db->committing;
	db->lost_race = true;
	return crm_fail(err, CRM_BUSY,
	    "%s: the connection broke; nothing was "
	    "written, try again",
	    db->where);
}

static enum crm_status
by_state(
    struct pq *db, const char *state, const char *text, struct crm_err *err)
{
	static const char *const races[] = { "40001", "40P01", "23505" };
	size_t i;

	/* The server ends the session, and says so before the connection
	 * breaks. */
	if (strncmp(state, "57P0", 4) == 0 || strncmp(state, "08", 2) == 0 ||
	    strcmp(state, "25P03") == 0)
		return lost(db, err);

	for (i = 0; i < sizeof races / sizeof *races; i++)
		if (strcmp(state, races[i]) == 0) {
			db->lost_race = true;
			return crm_fail(err, CRM_BUSY,
			    "%s is busy: another "
			    "program changed the same at the same moment; "
			    "nothing was written, try again",
			    db->where);
		}
	if (strcmp(state, "55P03") == 0)
		return crm_fail(err, CRM_BUSY,
		    "%s is busy: another program "
		    "has held its lock longer than the wait; try again, or "
		    "raise CRM_BUSY_TIMEOUT",
		    db->where);
	if (strcmp(state, "42501") == 0)
		return crm_fail(err, CRM_DENIED, "%s: the server says: %s",
		    db->where, text);
	if (strcmp(state, "42P01") == 0) /* no such table */
		return crm_fail(err, CRM_NOTFOUND, "%s: %s", db->where, text);
	if (strncmp(state, "53100", 5) == 0)
		return crm_fail(err, CRM_FAIL,
		    "%s: no space left on the "
		    "server's device; nothing was written",
		    db->where);
	return crm_fail(err, CRM_FAIL, "%s: %s", db->where, text);
}

enum crm_status
pq_failed(struct pq *db, PGresult *res, struct crm_err *err)
{
	const char *state, *text;
	char whole[512];

	state = res == NULL ? NULL
			    : db->lib.PQresultErrorField(res, PG_DIAG_SQLSTATE);
	text = res == NULL
	    ? NULL
	    : db->lib.PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);
	snprintf(whole, sizeof whole, "%s",
	    text != NULL ? text : db->lib.PQerrorMessage(db->c));
	whole[strcspn(whole, "\n")] = '\0';
	if (whole[0] == '\0') /* not even for its words */
		snprintf(whole, sizeof whole, "no memory for the answer");
	/* A commit whose answer found no memory may have been one. */
	if (db->lib.PQstatus(db->c) == CONNECTION_BAD ||
	    (db->committing && state == NULL))
		lost(db, err);
	else
		by_state(db, state == NULL ? "" : state, whole, err);
	if (res != NULL)
		db->lib.PQclear(res);
	return err == NULL ? CRM_FAIL : err->status;
}

enum crm_status
pq_exec(struct pq *db, const char *sql, struct crm_err *err)
{
	PGresult *res = db->lib.PQexec(db->c, sql);
	ExecStatusType t = db->lib.PQresultStatus(res);

	if (t != PGRES_COMMAND_OK && t != PGRES_TUPLES_OK &&
	    t != PGRES_EMPTY_QUERY)
		return pq_failed(db, res, err);
	db->lib.PQclear(res);
	return CRM_OK;
}

static enum crm_status
postgres_create(void *p, struct crm_err *err)
{
	struct pq *db = p;
	PGresult *res = db->lib.PQexec(db->c, "CREATE SCHEMA " PQ_SCHEMA);
	const char *state;

	/* 42P06: it is there; 23505: another made it at the same moment. */
	if (db->lib.PQresultStatus(res) == PGRES_COMMAND_OK) {
		db->lib.PQclear(res);
		return CRM_OK;
	}
	state = db->lib.PQresultErrorField(res, PG_DIAG_SQLSTATE);
	if (state == NULL ||
	    (strcmp(state, "42P06") != 0 && strcmp(state, "23505") != 0))
		return pq_failed(db, res, err);
	db->lib.PQclear(res);
	return crm_fail(err, CRM_FAIL,
	    "%s exists already: the database has a "
	    "schema " PQ_SCHEMA "; an existing book is never overwritten",
	    db->where);
}

static void
postgres_rollback(void *p)
{
	struct pq *db = p;

	/* What the start began is as new: nothing was asked in it. */
	if (db->begun)
		return;
	pq_load_drop(db);
	if (db->in_tx)
		pq_exec(db, "ROLLBACK", NULL);
	db->in_tx = false;
	db->epoch++;
}

/* Others may wait for what a writer holds.  Who only read holds nothing; but a pool
 * before the server lends a session again only where it was given back whole, and
 * the next start is spared the making of one.  In the middle of rows it is left. */
static bool
is_to_end(struct pq *db)
{
	return db->in_tx &&
	    (db->writing || db->closing ||
		db->lib.PQtransactionStatus(db->c) == PQTRANS_INTRANS);
}

static void
postgres_close(void *p)
{
	struct pq *db = p;

	if (is_to_end(db)) {
		db->begun = false;
		postgres_rollback(db);
	}
	if (db->c != NULL)
		db->lib.PQfinish(db->c);
	pq_unload(&db->lib);
	free(db);
}

static enum crm_status
postgres_open(const struct crm_store_opts *o, void **out, struct crm_err *err)
{
	struct pq *db = calloc(1, sizeof *db);
	enum crm_status st;

	if (db == NULL)
		crm_oom();
	db->where = o->shown;
	db->opts = o;
	if ((st = pq_load(&db->lib, err)) != CRM_OK ||
	    (st = pq_connect(db, err)) != CRM_OK ||
	    (o->create && (st = pq_configure(db, err)) != CRM_OK)) {
		postgres_close(db);
		return st;
	}
	*out = db;
	return CRM_OK;
}

static const char *
postgres_login(void *p)
{
	struct pq *db = p;
	const char *name = db->lib.PQparameterStatus(
	    db->c, "session_authorization");

	/* What the server told may have found no memory to be kept in. */
	return name != NULL ? name : db->lib.PQuser(db->c);
}

/* ---- transactions ---- */

static enum crm_status
postgres_script(void *p, const char *sql, struct crm_err *err)
{
	struct pq *db = p;
	enum crm_status st;

	db->begun = false;
	/* A savepoint and its end are not waited for, only the way back. */
	if (strncmp(sql, "SAVEPOINT", 9) == 0 ||
	    strncmp(sql, "RELEASE", 7) == 0)
		return pq_pipe_script(db, sql, err);
	st = pq_load_before(db, NULL, err);

	if (strstr(sql, "TEMPORARY VIEW") != NULL)
		db->views++;
	if (strncmp(sql, "ROLLBACK TO", 11) == 0)
		db->epoch++;
	return st == CRM_OK ? pq_exec(db, sql, err) : st;
}

static enum crm_status
postgres_begin(void *p, bool write, int64_t input, struct crm_err *err)
{
	struct pq *db = p;
	enum crm_status st;

	(void)input;
	db->lost_race = db->unsure = false;
	db->writing = write;
	if (db->begun) {
		db->begun = false;
		if (!write)
			return CRM_OK;
		postgres_rollback(db);
	}
	do
		st = pq_exec(db, write ? "BEGIN" : PQ_BEGIN_SNAPSHOT, err);
	while (pq_again(db, &st, err));
	db->in_tx = st == CRM_OK;
	return st;
}

static enum crm_status
postgres_commit(void *p, struct crm_err *err)
{
	struct pq *db = p;
	enum crm_status st;

	if ((st = pq_load_before(db, NULL, err)) != CRM_OK)
		return st;
	db->committing = true;
	st = pq_exec(db, "COMMIT", err);
	db->committing = false;
	/* Lost or not, it is no more. */
	if (st == CRM_OK || db->unsure)
		db->in_tx = false;
	db->epoch++;
	return st;
}

static bool
postgres_lost_race(void *p)
{
	struct pq *db = p;

	return db->lost_race;
}

static bool
postgres_unsure(void *p)
{
	struct pq *db = p;

	return db->unsure;
}

/* ---- the engine ---- */

static enum crm_status
postgres_tune(void *p, enum crm_tune t, struct crm_err *err)
{
	(void)p, (void)t, (void)err;
	return CRM_OK; /* its memory is the server's */
}

const struct crm_engine crm_engine_postgres = {
	.open = postgres_open,
	.start = pq_start,
	.close = postgres_close,
	.create = postgres_create,
	.login = postgres_login,
	.prepare = pq_stmt_prepare,
	.load = pq_load_start,
	.bind_int = pq_stmt_bind_int,
	.bind_text = pq_stmt_bind_text,
	.bind_null = pq_stmt_bind_null,
	.step = pq_stmt_step,
	.col_null = pq_stmt_col_null,
	.col_int = pq_stmt_col_int,
	.col_text = pq_stmt_col_text,
	.cells = pq_stmt_cells,
	.reset = pq_stmt_reset,
	.finalize = pq_stmt_finalize,
	.script = postgres_script,
	.begin = postgres_begin,
	.commit = postgres_commit,
	.rollback = postgres_rollback,
	.lost_race = postgres_lost_race,
	.unsure = postgres_unsure,
	.make_counters = pq_make_counters,
	.take_ids = pq_take_ids,
	.give_ids = pq_give_ids,
	.keeps_counters = true,
	.lock_numbers = pq_lock_numbers,
	.lock_days = pq_lock_days,
	.lock_first = pq_lock_first,
	.lock_likes = pq_lock_likes,
	.lock_imports = pq_lock_imports,
	.tune = postgres_tune,
	/* Nobody changes an id: who only refers to a row need not wait for who
	 * changes it. */
	.to_change = " FOR NO KEY UPDATE",
	.to_hide = " FOR UPDATE",
	.to_refer = " FOR KEY SHARE",
	.table_suffix = "",
	.id_type = "BIGINT PRIMARY KEY",
	.auto_id_type = "BIGINT GENERATED BY DEFAULT AS IDENTITY PRIMARY KEY",
	.int_type = "BIGINT",
	.text_type = "TEXT COLLATE \"C\"",
	.references = "",
	.book_schema = PQ_SCHEMA,
	.temp_schema = "pg_temp",
	.last_id_sql = "(SELECT CASE WHEN is_called THEN last_value ELSE 0 END "
		       "FROM \"%s_seq\")",
	.filled_sql = "SELECT setval(pg_get_serial_sequence('change', 'id'), "
		      "max(\"id\")) FROM change HAVING max(\"id\") IS NOT NULL",
	.explain = "EXPLAIN ",
	.columns_sql =
	    "SELECT a.attname::text FROM pg_attribute a "
	    "JOIN pg_class c ON c.oid = a.attrelid "
	    "JOIN pg_namespace n ON n.oid = c.relnamespace "
	    "WHERE n.nspname = '" PQ_SCHEMA "' AND c.relname = ? "
	    "AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum",
	.indexes_sql = NULL,
	.shown = { .date = "to_char(DATE '1970-01-01' + CAST($ AS integer), "
			   "'YYYY-MM-DD')",
	    .instant = "to_char(to_timestamp($) AT TIME ZONE 'UTC', "
		       "'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')",
	    .money = "round(CAST($ AS numeric) / @, #)",
	    .decimal = "trim_scale(CAST($ AS numeric) / @)",
	    .integer = "bigint",
	    .number = "numeric",
	    .today = "(CAST(floor(extract(epoch FROM now())) AS bigint) / "
		     "86400)",
	    .now = "CAST(floor(extract(epoch FROM now())) AS bigint)",
	    /* What reads one table alone is updated through; the planner takes
	     * a row of nothing out again. */
	    .no_writes = ", (SELECT 1) r_" },
	.grants_sql =
	    "SELECT 'GRANT SELECT ON ' || quote_ident(table_name) || ' TO ' "
	    "|| CASE grantee WHEN 'PUBLIC' THEN 'PUBLIC' "
	    "ELSE quote_ident(grantee) END "
	    "FROM information_schema.role_table_grants "
	    "WHERE table_schema = '" PQ_SCHEMA "' AND table_name = ? "
	    "AND privilege_type = 'SELECT' AND grantee <> current_user",
	.all_indexes_sql =
	    "SELECT i.relname::text, x.indisunique::int FROM pg_index x "
	    "JOIN pg_class i ON i.oid = x.indexrelid "
	    "JOIN pg_namespace n ON n.oid = i.relnamespace "
	    "WHERE n.nspname = '" PQ_SCHEMA "' AND NOT x.indisprimary "
	    "ORDER BY i.relname",
	.triggers_sql = "SELECT t.tgname::text FROM pg_trigger t "
			"JOIN pg_class c ON c.oid = t.tgrelid "
			"JOIN pg_namespace n ON n.oid = c.relnamespace "
			"WHERE n.nspname = '" PQ_SCHEMA
			"' AND NOT t.tgisinternal "
			"ORDER BY t.tgname",
	.lax_tables_sql = NULL,
	.check_sql = "SELECT 'ok'",
	.copy = NULL,
};
