/*
 * Writes that give no rows are not waited for: they stand in a pipeline until
 * another statement needs the connection, or there are many.  What went wrong
 * with one is the failure of whoever comes next; the transaction is over then,
 * whichever statement it was.
 */
#include "pq-stmt.h"

#include <stdio.h>
#include <string.h>

enum { PIPED_MOST = 512, REPLANNED_FIRST = 64 };

bool
pq_pipe_takes(const struct pq_stmt *st)
{
	const struct pq *db = st->db;

	return db->in_tx && db->writing && st->writes;
}

static void
note_failure(struct pq *db, PGresult *res, PGresult **first)
{
	ExecStatusType t = db->lib.PQresultStatus(res);
	bool good = t == PGRES_COMMAND_OK || t == PGRES_TUPLES_OK ||
	    t == PGRES_PIPELINE_SYNC;

	if (!good && *first == NULL)
		*first = res;
	else
		db->lib.PQclear(res);
}

/* Reads what became of all that were sent.  NULL parts the results of one from
 * those of the next; the last is that of the end itself. */
static enum crm_status
read_results(struct pq *db, struct crm_err *err)
{
	PGresult *res, *failed = NULL;
	bool end = false, broken = false;

	while (!end && !broken) {
		res = pq_result(db);
		if (res == NULL) {
			broken = db->lib.PQstatus(db->c) == CONNECTION_BAD;
			continue;
		}
		end = db->lib.PQresultStatus(res) == PGRES_PIPELINE_SYNC;
		note_failure(db, res, &failed);
	}
	if (!broken)
		db->lib.PQexitPipelineMode(db->c);
	if (failed == NULL && !broken)
		return CRM_OK;
	db->views++; /* what was prepared in it may be gone */
	return pq_failed(db, failed, err);
}

enum crm_status
pq_pipe_end(struct pq *db, struct crm_err *err)
{
	if (db->piped == 0)
		return CRM_OK;
	db->piped = 0;
	if (db->lib.PQpipelineSync(db->c) != 1)
		return pq_failed(db, NULL, err);
	return read_results(db, err);
}

/* Run once, preparing it would be a message too many. */
static int
send(struct pq_stmt *st)
{
	struct pq *db = st->db;

	if (!st->seen) {
		st->seen = true;
		return db->lib.PQsendQueryParams(db->c, st->sql, st->marks,
		    st->type, st->value, st->length, st->format, 0);
	}
	if (st->name[0] == '\0' || st->views != db->views) {
		snprintf(st->name, sizeof st->name, "s%u", ++db->names);
		st->views = db->views;
		if (db->lib.PQsendPrepare(
			db->c, st->name, st->sql, st->marks, st->type) != 1)
			return 0;
	}
	return db->lib.PQsendQueryPrepared(
	    db->c, st->name, st->marks, st->value, st->length, st->format, 0);
}

/* What waits to be sent to the table goes first; NULL: to any. */
static enum crm_status
begin(struct pq *db, const char *sql, struct crm_err *err)
{
	enum crm_status st;

	if (db->piped > 0 && !pq_load_waits(db, sql))
		return CRM_OK;
	if ((st = pq_load_before(db, sql, err)) != CRM_OK)
		return st;
	return db->lib.PQenterPipelineMode(db->c) == 1
	    ? CRM_OK
	    : pq_failed(db, NULL, err);
}

static enum crm_status
sent(struct pq *db, bool good, struct crm_err *err)
{
	db->piped++;
	if (!good) {
		pq_pipe_end(db, NULL);
		return pq_failed(db, NULL, err);
	}
	return db->piped < PIPED_MOST ? CRM_OK : pq_pipe_end(db, err);
}

enum crm_status
pq_pipe_script(struct pq *db, const char *sql, struct crm_err *err)
{
	enum crm_status st = begin(db, NULL, err);

	if (st != CRM_OK)
		return st;
	return sent(db,
	    db->lib.PQsendQueryParams(
		db->c, sql, 0, NULL, NULL, NULL, NULL, 0) == 1,
	    err);
}

/* The server plans a prepared statement for the tables as they are then, and again only
 * where somebody counts their rows, which nobody does within a transaction: what reads
 * all of an empty table would still do so when this transaction has filled it.  So all is
 * planned again each time twice as much is written, by indexes: what stands in a table
 * that nobody counted is guessed, and thousands of rows are read for each that comes
 * where the guess is wrong. */
static enum crm_status
replan(struct pq *db, struct crm_err *err)
{
	uint64_t n = ++db->written;
	enum crm_status st;

	if (n < REPLANNED_FIRST || (n & (n - 1)) != 0)
		return CRM_OK;
	st = pq_pipe_script(db, "SET LOCAL enable_seqscan = off", err);
	return st == CRM_OK ? pq_pipe_script(db, "DISCARD PLANS", err) : st;
}

enum crm_status
pq_pipe_send(struct pq_stmt *st, struct crm_err *err)
{
	enum crm_status status = begin(st->db, st->sql, err);

	if (status == CRM_OK)
		status = sent(st->db, send(st) == 1, err);
	return status == CRM_OK ? replan(st->db, err) : status;
}
