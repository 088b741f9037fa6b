/*
 * What a command asks first, in one trip: the settings of its session, the start of a
 * snapshot where it only reads, and some statements, whose rows wait in them.
 *
 * The settings end with a transaction of their own, so that no rollback takes them
 * back.  Where a statement fails, nothing was asked: it is asked again by itself, and
 * then says why.
 */
#include "pq-stmt.h"

#include <poll.h>
#include <stdio.h>

enum { LOOKS = 10, LOOK_AGAIN_MS = 100 };

/* SET, not set_config(): a server's session that asks for a function first looks for
 * what there are of that name, which takes longer than all of these. */
static const char *const settings[] = {
	"SET search_path = " PQ_SCHEMA,
	"SET standard_conforming_strings = on",
	"SET cursor_tuple_fraction = 1",
	"SET client_min_messages = error",
	"SET synchronous_commit = on",
	/* What is asked for each row of a list makes the planner expect so much that
	 * it compiles the query for a second, which then runs a third of one. */
	"SET jit = off",
};

enum { SETTINGS = sizeof settings / sizeof *settings };

static const char *
lock_timeout(const struct pq *db, char *sql, size_t n)
{
	/* 0 would be an endless wait. */
	int wait = db->opts->busy_ms > 0 ? db->opts->busy_ms : 1;

	snprintf(sql, n, "SET lock_timeout = %d", wait);
	return sql;
}

enum crm_status
pq_configure(struct pq *db, struct crm_err *err)
{
	char sql[48];
	struct crm_buf all = CRM_BUF_INIT;
	enum crm_status st;
	size_t i;

	crm_buf_str(&all, lock_timeout(db, sql, sizeof sql));
	for (i = 0; i < SETTINGS; i++) {
		crm_buf_str(&all, "; ");
		crm_buf_str(&all, settings[i]);
	}
	st = pq_exec(db, all.data, err);
	crm_buf_free(&all);
	return st;
}

static bool
send(struct pq *db, const char *sql)
{
	return db->lib.PQsendQueryParams(
		   db->c, sql, 0, NULL, NULL, NULL, NULL, 0) == 1;
}

static bool
send_settings(struct pq *db)
{
	char sql[48];
	size_t i;

	if (!send(db, lock_timeout(db, sql, sizeof sql)))
		return false;
	for (i = 0; i < SETTINGS; i++)
		if (!send(db, settings[i]))
			return false;
	return db->lib.PQpipelineSync(db->c) == 1;
}

static bool
send_all(struct pq *db, void **st, size_t n, bool snapshot)
{
	size_t i;

	if (!send_settings(db) || (snapshot && !send(db, PQ_BEGIN_SNAPSHOT)))
		return false;
	for (i = 0; i < n; i++) {
		struct pq_stmt *s = st[i];

		if (db->lib.PQsendQueryParams(db->c, s->sql, s->marks, s->type,
			s->value, s->length, s->format, 0) != 1)
			return false;
	}
	return db->lib.PQpipelineSync(db->c) == 1;
}

/* Whether libpq has what must be there by now.  Without memory for the end of a
 * pipeline it waits for what it has read; then nothing is lost but the connection. */
static bool
comes(struct pq *db)
{
	struct pollfd fd = { .fd = db->lib.PQsocket(db->c), .events = POLLIN };
	int i;

	for (i = 0; i < LOOKS && db->lib.PQisBusy(db->c); i++) {
		poll(&fd, 1, LOOK_AGAIN_MS);
		if (!db->lib.PQconsumeInput(db->c))
			return false;
	}
	return !db->lib.PQisBusy(db->c);
}

/* The result of what was sent next; NULL where there is none.  `soon`: the server sent
 * it with the one before. */
static PGresult *
next_result(struct pq *db, bool soon)
{
	PGresult *res = NULL;
	int i;

	/* One NULL parts the results of one from those of the next. */
	for (i = 0; i < 2 && res == NULL; i++) {
		if (soon && !comes(db))
			return NULL;
		res = pq_result(db);
	}
	return res;
}

static bool
next_is(struct pq *db, ExecStatusType type)
{
	PGresult *res = next_result(db, type == PGRES_PIPELINE_SYNC);
	bool yes = db->lib.PQresultStatus(res) == type;

	db->lib.PQclear(res);
	return yes;
}

static bool
read_all(struct pq *db, void **st, size_t n, bool snapshot)
{
	bool good = true;
	size_t i;

	for (i = 0; i <= SETTINGS; i++)
		good &= next_is(db, PGRES_COMMAND_OK);
	good &= next_is(db, PGRES_PIPELINE_SYNC);
	if (snapshot)
		good &= next_is(db, PGRES_COMMAND_OK);
	for (i = 0; i < n; i++) {
		struct pq_stmt *s = st[i];

		s->landed = next_result(db, false);
		good &= db->lib.PQresultStatus(s->landed) == PGRES_TUPLES_OK;
	}
	good &= next_is(db, PGRES_PIPELINE_SYNC);
	return good;
}

enum crm_status
pq_start(void *p, void **st, size_t n, bool snapshot, struct crm_err *err)
{
	struct pq *db = p;
	bool good, usable;
	size_t i;

	good = db->lib.PQenterPipelineMode(db->c) == 1 &&
	    send_all(db, st, n, snapshot) && read_all(db, st, n, snapshot);
	/* It does not end while results are to come. */
	usable = db->lib.PQexitPipelineMode(db->c) == 1 &&
	    db->lib.PQstatus(db->c) == CONNECTION_OK;
	if (good && usable) {
		db->in_tx = db->begun = snapshot;
		return CRM_OK;
	}
	for (i = 0; i < n; i++) {
		struct pq_stmt *s = st[i];

		db->lib.PQclear(s->landed);
		s->landed = NULL;
	}
	return pq_afresh(db, usable, err);
}
