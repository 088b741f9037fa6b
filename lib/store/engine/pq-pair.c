/*
 * Two messages in one trip: a statement is prepared and run, a cursor declared and
 * its first rows fetched.
 */
#include "pq-stmt.h"

#include <stdio.h>

enum { PAIR = 2 };

static bool
begin(struct pq *db)
{
	return db->lib.PQenterPipelineMode(db->c) == 1;
}

/* What became of both: the result of the second, or that of the first where it failed.
 * NULL where the connection broke, or not both were `sent`. */
static PGresult *
finish(struct pq *db, bool sent)
{
	PGresult *res[PAIR] = { NULL, NULL }, *next;
	bool end = false;
	int n = 0, keep;

	if (db->lib.PQpipelineSync(db->c) != 1)
		return NULL;
	while (!end) {
		/* NULL parts the results of one from those of the next. */
		next = pq_result(db);
		if (next == NULL && db->lib.PQstatus(db->c) == CONNECTION_BAD)
			break;
		end = db->lib.PQresultStatus(next) == PGRES_PIPELINE_SYNC;
		if (!end && next != NULL && n < PAIR)
			res[n++] = next;
		else
			db->lib.PQclear(next);
	}
	if (end)
		db->lib.PQexitPipelineMode(db->c);
	keep = db->lib.PQresultStatus(res[0]) == PGRES_COMMAND_OK;
	db->lib.PQclear(res[!keep]);
	if (end && sent)
		return res[keep];
	db->lib.PQclear(res[keep]);
	return NULL;
}

PGresult *
pq_prepare_and_run(struct pq_stmt *st)
{
	struct pq *db = st->db;
	PGresult *res;
	bool sent;

	if (!begin(db))
		return NULL;
	snprintf(st->name, sizeof st->name, "s%u", ++db->names);
	st->views = db->views;
	sent = db->lib.PQsendPrepare(
		   db->c, st->name, st->sql, st->marks, st->type) == 1 &&
	    db->lib.PQsendQueryPrepared(db->c, st->name, st->marks, st->value,
		st->length, st->format, 0) == 1;
	res = finish(db, sent);
	/* Whether it is prepared is not known: it is under another name next time. */
	if (db->lib.PQresultStatus(res) != PGRES_TUPLES_OK &&
	    db->lib.PQresultStatus(res) != PGRES_COMMAND_OK)
		st->name[0] = '\0';
	return res;
}

PGresult *
pq_declare_and_fetch(struct pq_stmt *st, const char *fetch)
{
	struct pq *db = st->db;
	struct crm_buf b = CRM_BUF_INIT;
	bool sent;

	if (!begin(db))
		return NULL;
	crm_buf_printf(&b, "DECLARE c%u NO SCROLL CURSOR FOR ", st->cursor);
	crm_buf_str(&b, st->sql);
	sent = db->lib.PQsendQueryParams(db->c, b.data, st->marks, st->type,
		   st->value, st->length, st->format, 0) == 1 &&
	    db->lib.PQsendQueryParams(
		db->c, fetch, 0, NULL, NULL, NULL, NULL, 0) == 1;
	crm_buf_free(&b);
	return finish(db, sent);
}
