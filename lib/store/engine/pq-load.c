/*
 * Many rows into a table: an INSERT whose rows wait until there are enough of
 * them, and go by COPY.  It stays open, so that the server works on the last
 * rows while we make the next, until another statement needs the connection.
 * One that names the table sends what waits first, and so sees all that was
 * inserted.
 */
#include "pq-stmt.h"

#include <poll.h>
#include <string.h>
#include <sys/socket.h>

enum { LOAD_BYTES = 1 << 16, LOOK_AGAIN_MS = 100 };

void
pq_load_start(void *p)
{
	struct pq_stmt *st = p;
	const char *name = st->sql + strlen("INSERT INTO \"");
	size_t n = strcspn(name, "\"");

	if (st->load)
		return;
	st->load = true;
	st->table = strndup(name, n);
	if (st->table == NULL)
		crm_oom();
}

static void
add_text(struct crm_buf *b, const char *p, int n)
{
	char *to = crm_buf_room(b, (size_t)n * 2 + 1);
	char *from = to;
	int i;

	for (i = 0; i < n; i++) {
		char c = p[i];

		if (c == '\\' || c == '\n' || c == '\r' || c == '\t') {
			*to++ = '\\';
			c = c == '\n'   ? 'n'
			    : c == '\r' ? 'r'
			    : c == '\t' ? 't'
					: c;
		}
		*to++ = c;
	}
	b->len += (size_t)(to - from);
}

/* libpq 15 without memory for the end of a pipeline says so in its message and
 * then waits for that end, which it has read.  Whatever else adds to the message
 * is a result, so the connection is given up. */
PGresult *
pq_result(struct pq *db)
{
	struct pollfd fd = { .fd = db->lib.PQsocket(db->c), .events = POLLIN };
	size_t said = strlen(db->lib.PQerrorMessage(db->c));

	while (db->lib.PQisBusy(db->c)) {
		if (strlen(db->lib.PQerrorMessage(db->c)) > said)
			shutdown(fd.fd, SHUT_RDWR);
		poll(&fd, 1, LOOK_AGAIN_MS);
		if (!db->lib.PQconsumeInput(db->c))
			break;
	}
	return db->lib.PQgetResult(db->c);
}

static PGresult *
ask_copy(struct pq *db, const char *sql)
{
	PGresult *res, *rest;

	if (!db->lib.PQsendQuery(db->c, sql))
		return NULL;
	res = pq_result(db);
	if (db->lib.PQresultStatus(res) != PGRES_COPY_IN)
		while ((rest = db->lib.PQgetResult(db->c)) != NULL)
			db->lib.PQclear(rest);
	return res;
}

/* "INSERT INTO t (…) VALUES …" as "COPY t (…) FROM STDIN". */
static enum crm_status
start_copy(struct pq *db, const struct pq_stmt *st, struct crm_err *err)
{
	const char *from = st->sql + strlen("INSERT INTO ");
	const char *end = strstr(from, " VALUES ");
	struct crm_buf b = CRM_BUF_INIT;
	PGresult *res;

	crm_buf_str(&b, "COPY ");
	crm_buf_add(&b, from, (size_t)(end - from));
	crm_buf_str(&b, " FROM STDIN");
	res = ask_copy(db, b.data);
	crm_buf_free(&b);
	if (db->lib.PQresultStatus(res) != PGRES_COPY_IN)
		return pq_failed(db, res, err);
	db->lib.PQclear(res);
	return CRM_OK;
}

/* Ends the COPY, for the reason given if it is to fail. */
static enum crm_status
end_copy(struct pq *db, const char *reason, struct crm_err *err)
{
	enum crm_status status = CRM_OK;
	PGresult *res;

	if (db->copying == NULL)
		return CRM_OK;
	db->copying = NULL;
	if (db->lib.PQputCopyEnd(db->c, reason) != 1)
		status = pq_failed(db, NULL, err);
	while ((res = db->lib.PQgetResult(db->c)) != NULL)
		if (status == CRM_OK &&
		    db->lib.PQresultStatus(res) != PGRES_COMMAND_OK)
			status = pq_failed(db, res, err);
		else
			db->lib.PQclear(res);
	return status;
}

static enum crm_status
send_rows(struct pq *db, struct pq_stmt *st, struct crm_err *err)
{
	enum crm_status status;
	int sent;

	if (db->copying != st) {
		if ((status = pq_pipe_end(db, err)) != CRM_OK ||
		    (status = end_copy(db, NULL, err)) != CRM_OK ||
		    (status = start_copy(db, st, err)) != CRM_OK)
			return status;
		db->copying = st;
	}
	sent = db->lib.PQputCopyData(
	    db->c, st->rows_text.data, (int)st->rows_text.len);
	crm_buf_clear(&st->rows_text);
	return sent == 1 ? CRM_OK : pq_failed(db, NULL, err);
}

enum crm_status
pq_load_row(struct pq *db, struct pq_stmt *st, struct crm_err *err)
{
	struct crm_buf *b = &st->rows_text;
	int i;

	if (b->len == 0 && !st->waits) {
		st->waits = true;
		st->next = db->waiting;
		db->waiting = st;
	}
	for (i = 0; i < st->marks; i++) {
		if (i > 0)
			crm_buf_char(b, '\t');
		if (st->value[i] == NULL)
			crm_buf_add(b, "\\N", 2);
		else
			add_text(b, st->value[i], st->length[i]);
	}
	crm_buf_char(b, '\n');
	return b->len >= LOAD_BYTES ? send_rows(db, st, err) : CRM_OK;
}

static bool
is_before(const struct pq_stmt *st, const char *sql)
{
	return sql == NULL || strstr(sql, st->table) != NULL;
}

bool
pq_load_waits(const struct pq *db, const char *sql)
{
	const struct pq_stmt *st = db->waiting;

	while (st != NULL && !is_before(st, sql))
		st = st->next;
	return st != NULL;
}

enum crm_status
pq_load_before(struct pq *db, const char *sql, struct crm_err *err)
{
	struct pq_stmt *st, **at = &db->waiting;
	enum crm_status status;

	pq_stmt_land(db);
	if ((status = pq_pipe_end(db, err)) != CRM_OK)
		return status;
	while ((st = *at) != NULL) {
		if (!is_before(st, sql)) {
			at = &st->next;
			continue;
		}
		*at = st->next;
		st->waits = false;
		if (st->rows_text.len > 0 &&
		    (status = send_rows(db, st, err)) != CRM_OK)
			return status;
	}
	return end_copy(db, NULL, err);
}

void
pq_load_drop(struct pq *db)
{
	struct pq_stmt *st;

	pq_stmt_land(db);
	pq_pipe_end(db, NULL);
	while ((st = db->waiting) != NULL) {
		db->waiting = st->next;
		st->waits = false;
		crm_buf_clear(&st->rows_text);
	}
	end_copy(db, "not wanted any more", NULL);
}
