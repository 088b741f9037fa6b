/*
 * Statements of the PostgreSQL engine.
 *
 * A connection works on one statement at a time, and our loops run others
 * inside.  So a result is either fetched whole, where it is known to be short,
 * or comes by a cursor, FETCHED rows at a time.  What is known to be short: what
 * is no SELECT, has a LIMIT, finds a row by its id, was said to be (`few`), or
 * was short the last TRIED times: planning a cursor anew each time costs more
 * than the query then.
 *
 * While the rows of a cursor are worked on, the next ones are on their way; who
 * needs the connection takes them off it first (pq_stmt_land).
 *
 * Marks get a type from the first values bound to them: the server cannot guess
 * that of SELECT ?, and integers of a literal's size would overflow.
 */
#include "pq-stmt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	OID_INT8 = 20,
	OID_TEXT = 25,
	FETCHED = 500,
	SHORT = 50, /* rows */
	TRIED = 3,
};

/* ---- text ---- */

/* ? becomes $n, outside of quotes. */
static void
number_marks(struct pq_stmt *st, const char *sql)
{
	struct crm_buf b = CRM_BUF_INIT;
	char quote = '\0';

	for (; *sql != '\0'; sql++) {
		if (quote != '\0')
			quote = *sql == quote ? '\0' : quote;
		else if (*sql == '\'' || *sql == '"')
			quote = *sql;
		if (*sql == '?' && quote == '\0')
			crm_buf_printf(&b, "$%d", ++st->marks);
		else
			crm_buf_char(&b, *sql);
	}
	st->sql = b.data;
}

static bool
is_short(const char *sql)
{
	size_t n = strlen(sql);
	static const char by_id[] = "\"id\" = ?";

	return strncmp(sql, "SELECT", 6) != 0 ||
	    strstr(sql, " LIMIT ") != NULL ||
	    (n >= sizeof by_id - 1 &&
		strcmp(sql + n - (sizeof by_id - 1), by_id) == 0);
}

enum crm_status
pq_stmt_prepare(
    void *p, const char *sql, bool few, void **out, struct crm_err *err)
{
	struct pq_stmt *st = calloc(1, sizeof *st);
	size_t n;

	(void)err;
	if (st == NULL)
		crm_oom();
	st->db = p;
	st->few = few || is_short(sql);
	st->writes = strncmp(sql, "SELECT", 6) != 0 &&
	    strncmp(sql, "WITH", 4) != 0 && strncmp(sql, "EXPLAIN", 7) != 0 &&
	    strstr(sql, "RETURNING") == NULL;
	number_marks(st, sql);
	n = (size_t)st->marks + 1;
	st->type = calloc(n, sizeof *st->type);
	st->value = calloc(n, sizeof *st->value);
	st->length = calloc(n, sizeof *st->length);
	st->format = calloc(n, sizeof *st->format);
	st->number = calloc(n, sizeof *st->number);
	if (st->type == NULL || st->value == NULL || st->length == NULL ||
	    st->format == NULL || st->number == NULL)
		crm_oom();
	*out = st;
	return CRM_OK;
}

/* ---- values ---- */

static void
bind(struct pq_stmt *st, int mark, Oid type, const char *p, int n)
{
	st->value[mark - 1] = p;
	st->length[mark - 1] = n;
	/* Text goes as bytes: it has a length and no end. */
	st->format[mark - 1] = type == OID_TEXT;
	if (st->type[mark - 1] == 0)
		st->type[mark - 1] = type;
}

void
pq_stmt_bind_int(void *p, int mark, int64_t i)
{
	struct pq_stmt *st = p;
	char *to = st->number[mark - 1] + NUMBER_SIZE;
	uint64_t u = i < 0 ? 0 - (uint64_t)i : (uint64_t)i;
	char *end = to - 1;

	*--to = '\0';
	do
		*--to = (char)('0' + u % 10);
	while ((u /= 10) > 0);
	if (i < 0)
		*--to = '-';
	bind(st, mark, OID_INT8, to, (int)(end - to));
}

void
pq_stmt_bind_text(void *p, int mark, const char *text, size_t n)
{
	bind(p, mark, OID_TEXT, n == 0 ? "" : text, (int)n);
}

void
pq_stmt_bind_null(void *p, int mark)
{
	bind(p, mark, 0, NULL, 0);
}

/* ---- running ---- */

static bool
has_result(struct pq_stmt *st)
{
	ExecStatusType t = st->db->lib.PQresultStatus(st->res);

	return t == PGRES_TUPLES_OK || t == PGRES_COMMAND_OK;
}

/* Takes a result: its rows are those at hand. */
static enum crm_status
take(struct pq_stmt *st, PGresult *res, struct crm_err *err)
{
	if (st->res != NULL)
		st->db->lib.PQclear(st->res);
	st->res = res;
	st->row = -1;
	st->rows = 0;
	if (!has_result(st)) {
		st->res = NULL;
		return pq_failed(st->db, res, err);
	}
	st->rows = st->db->lib.PQntuples(res);
	return CRM_OK;
}

static enum crm_status
run_prepared(struct pq_stmt *st, struct crm_err *err)
{
	struct pq *db = st->db;

	/* Most are run once: then preparing it is a message too many. */
	if (!st->seen) {
		st->seen = true;
		return take(st,
		    db->lib.PQexecParams(db->c, st->sql, st->marks, st->type,
			st->value, st->length, st->format, 0),
		    err);
	}
	if (st->name[0] == '\0' || st->views != db->views)
		return take(st, pq_prepare_and_run(st), err);
	return take(st,
	    db->lib.PQexecPrepared(db->c, st->name, st->marks, st->value,
		st->length, st->format, 0),
	    err);
}

void
pq_stmt_land(struct pq *db)
{
	struct pq_stmt *st = db->ahead;
	PGresult *res;

	db->ahead = NULL;
	if (db->closing)
		while ((res = pq_result(db)) != NULL)
			db->lib.PQclear(res);
	db->closing = false;
	while (st != NULL && (res = pq_result(db)) != NULL)
		if (st->landed == NULL)
			st->landed = res;
		else
			db->lib.PQclear(res);
}

enum { SQL_SIZE = 64 };

static const char *
fetch_sql(const struct pq_stmt *st, char sql[SQL_SIZE])
{
	snprintf(sql, SQL_SIZE, "FETCH %d FROM c%u", FETCHED, st->cursor);
	return sql;
}

static void
ask_ahead(struct pq_stmt *st)
{
	struct pq *db = st->db;
	char sql[SQL_SIZE];

	fetch_sql(st, sql);
	st->asked = db->lib.PQsendQuery(db->c, sql) == 1;
	if (st->asked)
		db->ahead = st;
}

static enum crm_status
take_fetched(struct pq_stmt *st, PGresult *res, struct crm_err *err)
{
	struct pq *db = st->db;
	enum crm_status status = take(st, res, err);

	if (status != CRM_OK)
		return status;
	st->more = st->rows == FETCHED;
	/* Rows that wait to be sent are rare among those that are read. */
	if (st->more && db->ahead == NULL && db->waiting == NULL)
		ask_ahead(st);
	return CRM_OK;
}

static enum crm_status
fetch(struct pq_stmt *st, struct crm_err *err)
{
	struct pq *db = st->db;
	enum crm_status status;
	PGresult *res;

	if (!st->asked) {
		if ((status = pq_load_before(db, "", err)) != CRM_OK)
			return status;
		ask_ahead(st);
	}
	if (db->ahead == st)
		pq_stmt_land(db);
	res = st->landed;
	st->landed = NULL;
	st->asked = false;
	return take_fetched(st, res, err);
}

static enum crm_status
open_cursor(struct pq_stmt *st, struct crm_err *err)
{
	struct pq *db = st->db;
	enum crm_status status;
	char sql[SQL_SIZE];

	st->cursor = ++db->cursors;
	st->epoch = db->epoch;
	status = take_fetched(
	    st, pq_declare_and_fetch(st, fetch_sql(st, sql)), err);
	if (status != CRM_OK)
		st->cursor = 0;
	return status;
}

static void
close_cursor(struct pq_stmt *st)
{
	struct pq *db = st->db;
	char sql[SQL_SIZE];

	if (db->ahead == st)
		pq_stmt_land(db);
	if (st->landed != NULL)
		db->lib.PQclear(st->landed);
	st->landed = NULL;
	st->asked = false;

	/* The end of a transaction has closed it, or a failure will. */
	if (st->cursor != 0 && st->epoch == db->epoch && db->in_tx &&
	    pq_load_before(db, "", NULL) == CRM_OK &&
	    db->lib.PQtransactionStatus(db->c) == PQTRANS_INTRANS) {
		snprintf(sql, sizeof sql, "CLOSE c%u", st->cursor);
		db->closing = db->lib.PQsendQuery(db->c, sql) == 1;
	}
	st->cursor = 0;
	st->more = false;
}

static enum crm_status
execute(struct pq_stmt *st, struct crm_err *err)
{
	struct pq *db = st->db;
	enum crm_status status;

	if (pq_pipe_takes(st))
		return pq_pipe_send(st, err);
	if ((status = pq_load_before(db, st->sql, err)) != CRM_OK)
		return status;
	st->open = true;
	if (st->landed == NULL)
		db->begun = false;
	else { /* with the start */
		status = take(st, st->landed, err);
		st->landed = NULL;
		return status;
	}
	if (st->few || !db->in_tx || st->tried >= TRIED) {
		do
			status = run_prepared(st, err);
		while (pq_again(db, &status, err));
		return status;
	}
	status = open_cursor(st, err);
	if (status == CRM_OK)
		st->tried = st->rows <= SHORT ? st->tried + 1 : 0;
	return status;
}

enum crm_status
pq_stmt_step(void *p, void *q, bool *row, struct crm_err *err)
{
	struct pq_stmt *st = q;
	enum crm_status status = CRM_OK;

	*row = false;
	if (st->load)
		return pq_load_row(p, st, err);
	if (!st->open)
		status = execute(st, err);
	else if (st->row + 1 == st->rows && st->more)
		status = fetch(st, err);
	if (status == CRM_OK && st->row + 1 < st->rows) {
		st->row++;
		*row = true;
		return CRM_OK;
	}
	pq_stmt_reset(st);
	return status;
}

/* ---- cells ---- */

bool
pq_stmt_col_null(void *p, int col)
{
	struct pq_stmt *st = p;

	return st->db->lib.PQgetisnull(st->res, st->row, col);
}

/* Also the value of a condition: t or f.  What SQL computes may have a
 * fraction of zeros. */
int64_t
pq_stmt_col_int(void *p, int col)
{
	struct pq_stmt *st = p;
	const char *s = st->db->lib.PQgetvalue(st->res, st->row, col);
	bool negative = *s == '-';
	uint64_t u = 0;

	if (*s == 't')
		return 1;
	for (s += negative; *s >= '0' && *s <= '9'; s++)
		u = u * 10 + (uint64_t)(*s - '0');
	return (int64_t)(negative ? 0 - u : u);
}

struct crm_text
pq_stmt_col_text(void *p, int col)
{
	struct pq_stmt *st = p;
	struct crm_text t = CRM_TEXT("");

	if (pq_stmt_col_null(st, col))
		return t;
	t.p = st->db->lib.PQgetvalue(st->res, st->row, col);
	t.n = (size_t)st->db->lib.PQgetlength(st->res, st->row, col);
	return t;
}

/* Most cells of a wide list are null, and each question is a call: what has a length
 * is not null, and an integer without one is. */
void
pq_stmt_cells(void *p, const bool *text, size_t n, struct crm_value *out)
{
	struct pq_stmt *st = p;
	const struct pq_lib *lib = &st->db->lib;

	for (size_t i = 0; i < n; i++) {
		int col = (int)i,
		    length = lib->PQgetlength(st->res, st->row, col);

		if (length == 0 && (!text[i] || pq_stmt_col_null(st, col)))
			out[i] = CRM_VALUE_NULL;
		else if (text[i])
			out[i] = crm_value_text((struct crm_text){
			    lib->PQgetvalue(st->res, st->row, col),
			    (size_t)length });
		else
			out[i] = crm_value_int(pq_stmt_col_int(st, col));
	}
}

void
pq_stmt_reset(void *p)
{
	struct pq_stmt *st = p;

	if (!st->open)
		return;
	close_cursor(st);
	if (st->res != NULL)
		st->db->lib.PQclear(st->res);
	st->res = NULL;
	st->rows = 0;
	st->row = -1;
	st->open = false;
}

void
pq_stmt_finalize(void *p)
{
	struct pq_stmt *st = p;

	pq_stmt_reset(st);
	if (st->landed != NULL)
		st->db->lib.PQclear(st->landed);
	if (st->waits || st->db->copying == st)
		pq_load_drop(st->db);
	free(st->table);
	free(st->sql);
	free(st->type);
	free(st->value);
	free(st->length);
	free(st->format);
	free(st->number);
	crm_buf_free(&st->rows_text);
	free(st);
}
