/*
 * The connection of the PostgreSQL engine.
 *
 * A server without room, or one that starts, is asked again until the wait for
 * a lock is over.  A connection that breaks is made anew where that loses
 * nothing: between transactions, and a few times only.
 */
#include "store/internal.h"
#include "pq.h"

#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

enum {
	RECONNECTS = 3,
	AGAIN_MS = 100,
	STATE_SIZE = 6,
};

static int64_t
now_ms(void)
{
	struct timespec t;

	clock_gettime(CLOCK_MONOTONIC, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

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

/* What libpq says of a URL that it cannot read may quote a password. */
static enum crm_status
check_url(struct pq *db, struct crm_err *err)
{
	const char *url = db->opts->where, *p = strstr(url, "://") + 3;
	static const char lack[] = "out of memory"; /* it says, or nothing */
	char *why = NULL;
	PQconninfoOption *parts = db->lib.PQconninfoParse(url, &why);
	bool no_memory = parts == NULL &&
	    (why == NULL || strncmp(why, lack, sizeof lack - 1) == 0);
	size_t first = strcspn(p, "@/");

	db->lib.PQfreemem(why);
	if (no_memory)
		crm_oom();
	if (p[first] != '\0')
		first++;
	p += first;
	if (parts != NULL) {
		db->lib.PQconninfoFree(parts);
		if (memchr(p, '@', strcspn(p, "?")) == NULL)
			return CRM_OK;
	}
	return crm_fail(err, CRM_USAGE,
	    "%s is no URL of a server: what is "
	    "special in a user or password is written as %%40 for @, %%2F for "
	    "/, %%25 for %%",
	    db->where);
}

/* ---- one try ---- */

/* Who logs in: whom the URL names, else CRM_USER, else whom libpq finds. */
static void
connect_once(struct pq *db)
{
	const struct crm_store_opts *o = db->opts;
	const char *key[6] = { 0 }, *value[6] = { 0 };
	int n = 0, fd[3] = { -1, -1, -1 };

	if (o->user != NULL) {
		key[n] = "user";
		value[n++] = o->user;
	}
	key[n] = "dbname"; /* what stands in the URL counts more */
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
}

/* Why the server refuses, as a code: "" where there is no server.  Its text may
 * be in any language, and libpq tells the code only when it is asked to before,
 * so this is a second try, which may do. */
static void
refusal(struct pq *db, char state[STATE_SIZE])
{
	const char *at;
	int fd[3] = { -1, -1, -1 };

	state[0] = '\0';
	/* "FATAL:  …": behind a server's own severity there are two blanks. */
	if (strstr(db->lib.PQerrorMessage(db->c), ":  ") == NULL)
		return;
	db->lib.PQsetErrorVerbosity(db->c, PQERRORS_VERBOSE);
	reserve(fd);
	db->lib.PQreset(db->c);
	release(fd);
	db->lib.PQsetErrorVerbosity(db->c, PQERRORS_DEFAULT);
	at = strstr(db->lib.PQerrorMessage(db->c), ":  ");
	if (at != NULL)
		snprintf(state, STATE_SIZE, "%s", at + 3);
}

/* *gone: no server is there. */
static enum crm_status
try_once(struct pq *db, bool *gone, struct crm_err *err)
{
	char state[STATE_SIZE], text[400];

	*gone = false;
	connect_once(db);
	if (db->lib.PQstatus(db->c) == CONNECTION_OK)
		return CRM_OK;
	snprintf(text, sizeof text, "%s", db->lib.PQerrorMessage(db->c));
	text[strcspn(text, "\n")] = '\0';
	refusal(db, state);
	if (db->lib.PQstatus(db->c) == CONNECTION_OK)
		return CRM_OK;
	*gone = state[0] == '\0';
	if (strcmp(state, "53300") == 0)
		return crm_fail(err, CRM_BUSY,
		    "%s is busy: the server has no "
		    "connection left; try again, or raise CRM_BUSY_TIMEOUT",
		    db->where);
	if (strncmp(state, "57P", 3) == 0)
		return crm_fail(err, CRM_BUSY,
		    "%s is busy: the server is "
		    "starting or stopping; try again, or raise "
		    "CRM_BUSY_TIMEOUT",
		    db->where);
	return crm_fail(err, CRM_FAIL, "%s: %s%s", db->where, text,
	    *gone ? crm_tr("; is the server running, and does CRM_DB name it?")
		: strcmp(state, "3D000") == 0
		? crm_tr("; make it with createdb")
		: "");
}

static void
disconnect(struct pq *db)
{
	if (db->c != NULL)
		db->lib.PQfinish(db->c);
	db->c = NULL;
	db->closing = false;
}

/* Where a server `was_there` it may come back. */
static enum crm_status
keep_trying(struct pq *db, bool was_there, struct crm_err *err)
{
	static const struct timespec pause = { 0, AGAIN_MS * 1000000 };
	int64_t end = now_ms() + db->opts->busy_ms;
	enum crm_status st;
	bool gone;

	while ((st = try_once(db, &gone, err)) != CRM_OK) {
		if ((st != CRM_BUSY && !(gone && was_there)) || now_ms() >= end)
			return st;
		disconnect(db);
		nanosleep(&pause, NULL);
	}
	return CRM_OK;
}

/* ---- a session ---- */

static enum crm_status
look_at(struct pq *db, struct crm_err *err)
{
	const char *text;

	db->lib.PQsetNoticeProcessor(db->c, ignore_notice, NULL);
	text = db->lib.PQparameterStatus(db->c, "server_encoding");
	if (text == NULL || strcmp(text, "UTF8") != 0)
		return crm_fail(err, CRM_FAIL,
		    "%s: the database's encoding "
		    "must be UTF8, not %s",
		    db->where, text);
	return CRM_OK;
}

enum crm_status
pq_connect(struct pq *db, struct crm_err *err)
{
	enum crm_status st;

	db->writing = db->opts->write;
	if ((st = check_url(db, err)) != CRM_OK ||
	    (st = keep_trying(db, false, err)) != CRM_OK)
		return st;
	return look_at(db, err);
}

static enum crm_status
connect_again(struct pq *db, struct crm_err *err)
{
	enum crm_status st;

	disconnect(db);
	db->views++; /* what was prepared is gone */
	db->epoch++; /* and every cursor */
	if ((st = keep_trying(db, true, err)) == CRM_OK &&
	    (st = look_at(db, err)) == CRM_OK)
		st = pq_configure(db, err);
	return st;
}

enum crm_status
pq_afresh(struct pq *db, bool usable, struct crm_err *err)
{
	if (!usable) {
		db->reconnects++;
		return connect_again(db, err);
	}
	if (db->lib.PQtransactionStatus(db->c) != PQTRANS_IDLE)
		pq_exec(db, "ROLLBACK", NULL);
	return pq_configure(db, err);
}

bool
pq_again(struct pq *db, enum crm_status *st, struct crm_err *err)
{
	if (*st == CRM_OK || db->in_tx ||
	    db->lib.PQstatus(db->c) != CONNECTION_BAD ||
	    db->reconnects++ >= RECONNECTS)
		return false;
	pq_load_drop(db);
	*st = connect_again(db, err);
	return *st == CRM_OK;
}
