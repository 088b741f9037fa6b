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
 *   same moment) is told apart, so that a command can run again;
 * - indexes stay where they are during a load: dropping one needs the rights
 *   of an owner and stops every reader.
 */
#include "internal.h"
#include "pq.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#define SCHEMA "crm"

/* ---- failures ---- */

static enum crm_status
lost(struct pq *db, struct crm_err *err)
{
	if (db->committing)
		return crm_fail(err, CRM_FAIL, "%s: the connection broke while "
		    "the change was being committed; whether it was, "
		    "crm-admin log says", db->where);
	return crm_fail(err, CRM_BUSY, "%s: the connection broke; nothing was "
	    "written, try again", db->where);
}

static enum crm_status
by_state(struct pq *db, const char *state, const char *text,
    struct crm_err *err)
{
	static const char *const races[] = { "40001", "40P01", "23505" };
	size_t i;

	for (i = 0; i < sizeof races / sizeof *races; i++)
		if (strcmp(state, races[i]) == 0) {
			db->lost_race = true;
			return crm_fail(err, CRM_BUSY, "%s is busy: another "
			    "program changed the same at the same moment; "
			    "nothing was written, try again", db->where);
		}
	if (strcmp(state, "55P03") == 0)
		return crm_fail(err, CRM_BUSY, "%s is busy: another program "
		    "has held its lock longer than the wait; try again, or "
		    "raise CRM_BUSY_TIMEOUT", db->where);
	if (strcmp(state, "42501") == 0)
		return crm_fail(err, CRM_DENIED, "%s: the server says: %s",
		    db->where, text);
	if (strncmp(state, "53100", 5) == 0)
		return crm_fail(err, CRM_FAIL, "%s: no space left on the "
		    "server's device; nothing was written", db->where);
	return crm_fail(err, CRM_FAIL, "%s: %s", db->where, text);
}

enum crm_status
pq_failed(struct pq *db, PGresult *res, struct crm_err *err)
{
	const char *state, *text;
	char whole[512];

	state = res == NULL ? NULL :
	    db->lib.PQresultErrorField(res, PG_DIAG_SQLSTATE);
	text = res == NULL ? NULL :
	    db->lib.PQresultErrorField(res, PG_DIAG_MESSAGE_PRIMARY);
	snprintf(whole, sizeof whole, "%s", text != NULL ? text :
	    db->lib.PQerrorMessage(db->c));
	whole[strcspn(whole, "\n")] = '\0';
	if (db->lib.PQstatus(db->c) == CONNECTION_BAD)
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

/* ---- the connection ---- */

static void
ignore_notice(void *ctx, const char *text)
{
	(void)ctx, (void)text;
}

/* A closed standard stream must not become the connection: what is printed
 * would go to the server. */
static void
reserve(int fd[3])
{
	int i;

	for (i = 0; i < 3; i++) {
		fd[i] = open("/dev/null", O_RDWR | O_CLOEXEC);
		if (fd[i] <= STDERR_FILENO)
			continue;
		close(fd[i]);
		fd[i] = -1;
		return;
	}
}

static void
release(const int fd[3])
{
	int i;

	for (i = 0; i < 3 && fd[i] != -1; i++)
		close(fd[i]);
}

/* Who logs in: whom the URL names, else CRM_USER, else whom libpq finds. */
static enum crm_status
connect_to(struct pq *db, const struct crm_store_opts *o,
    struct crm_err *err)
{
	const char *key[6] = { 0 }, *value[6] = { 0 };
	const char *text;
	int n = 0, fd[3] = { -1, -1, -1 };

	if (o->user != NULL) {
		key[n] = "user";
		value[n++] = o->user;
	}
	key[n] = "dbname";		/* what stands in the URL counts more */
	value[n++] = o->where;
	key[n] = "client_encoding";
	value[n++] = "UTF8";
	key[n] = "fallback_application_name";
	value[n++] = o->program;
	reserve(fd);
	db->c = db->lib.PQconnectdbParams(key, value, 1);
	release(fd);
	if (db->c == NULL)
		crm_oom();
	if (db->lib.PQstatus(db->c) != CONNECTION_OK) {
		text = db->lib.PQerrorMessage(db->c);
		return crm_fail(err, CRM_FAIL, "%s: %.*s", db->where,
		    (int)strcspn(text, "\n"), text);
	}
	db->lib.PQsetNoticeProcessor(db->c, ignore_notice, NULL);
	text = db->lib.PQparameterStatus(db->c, "server_encoding");
	if (text == NULL || strcmp(text, "UTF8") != 0)
		return crm_fail(err, CRM_FAIL, "%s: the database's encoding "
		    "must be UTF8, not %s", db->where, text);
	return CRM_OK;
}

static enum crm_status
configure(struct pq *db, const struct crm_store_opts *o, struct crm_err *err)
{
	char sql[256];

	/* 0 would be an endless wait. */
	snprintf(sql, sizeof sql, "SET search_path = " SCHEMA ";"
	    "SET lock_timeout = %d; SET cursor_tuple_fraction = 1;"
	    "SET client_min_messages = error; SET synchronous_commit = on",
	    o->busy_ms > 0 ? o->busy_ms : 1);
	return pq_exec(db, sql, err);
}

static enum crm_status
postgres_create(void *p, struct crm_err *err)
{
	struct pq *db = p;
	PGresult *res = db->lib.PQexec(db->c, "CREATE SCHEMA " SCHEMA);
	const char *state;

	if (db->lib.PQresultStatus(res) == PGRES_COMMAND_OK) {
		db->lib.PQclear(res);
		return CRM_OK;
	}
	state = db->lib.PQresultErrorField(res, PG_DIAG_SQLSTATE);
	if (state == NULL || strcmp(state, "42P06") != 0)
		return pq_failed(db, res, err);
	db->lib.PQclear(res);
	return crm_fail(err, CRM_FAIL, "%s exists already: the database has a "
	    "schema " SCHEMA "; an existing book is never overwritten",
	    db->where);
}

static void
postgres_close(void *p)
{
	struct pq *db = p;

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
	if ((st = pq_load(&db->lib, err)) != CRM_OK ||
	    (st = connect_to(db, o, err)) != CRM_OK ||
	    (st = configure(db, o, err)) != CRM_OK) {
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

	return db->lib.PQparameterStatus(db->c, "session_authorization");
}

/* ---- transactions ---- */

static enum crm_status
postgres_script(void *p, const char *sql, struct crm_err *err)
{
	struct pq *db = p;
	enum crm_status st = pq_load_before(db, NULL, err);

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
	db->lost_race = false;
	/* Not READ ONLY: --as-of and lists by id make temporary tables. */
	st = pq_exec(db, write ? "BEGIN" :
	    "BEGIN ISOLATION LEVEL REPEATABLE READ", err);
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
	if (st == CRM_OK)
		db->in_tx = false;
	db->epoch++;
	return st;
}

static void
postgres_rollback(void *p)
{
	struct pq *db = p;

	pq_load_drop(db);
	if (db->in_tx)
		pq_exec(db, "ROLLBACK", NULL);
	db->in_tx = false;
	db->epoch++;
}

static bool
postgres_lost_race(void *p)
{
	struct pq *db = p;

	return db->lost_race;
}

/* ---- the engine ---- */

static enum crm_status
postgres_tune(void *p, enum crm_tune t, struct crm_err *err)
{
	(void)p, (void)t, (void)err;
	return CRM_OK;		/* its memory is the server's */
}

const struct crm_engine crm_engine_postgres = {
	.open = postgres_open,
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
	.reset = pq_stmt_reset,
	.finalize = pq_stmt_finalize,
	.script = postgres_script,
	.begin = postgres_begin,
	.commit = postgres_commit,
	.rollback = postgres_rollback,
	.lost_race = postgres_lost_race,
	.make_counters = pq_make_counters,
	.take_ids = pq_take_ids,
	.give_ids = pq_give_ids,
	.keeps_counters = true,
	.lock_numbers = pq_lock_numbers,
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
	.book_schema = SCHEMA,
	.temp_schema = "pg_temp",
	.last_id_sql = "(SELECT CASE WHEN is_called THEN last_value ELSE 0 END "
	    "FROM \"%s_seq\")",
	.filled_sql = "SELECT setval(pg_get_serial_sequence('change', 'id'), "
	    "max(\"id\")) FROM change HAVING max(\"id\") IS NOT NULL",
	.columns_sql = "SELECT a.attname::text FROM pg_attribute a "
	    "JOIN pg_class c ON c.oid = a.attrelid "
	    "JOIN pg_namespace n ON n.oid = c.relnamespace "
	    "WHERE n.nspname = '" SCHEMA "' AND c.relname = ? "
	    "AND a.attnum > 0 AND NOT a.attisdropped ORDER BY a.attnum",
	.indexes_sql = NULL,
	.check_sql = "SELECT 'ok'",
	.copy = NULL,
};
