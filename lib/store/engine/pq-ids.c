/* Ids and locks of the PostgreSQL engine. */
#include "store/internal.h"
#include "pq.h"

#include <stdio.h>
#include <stdlib.h>

enum {
	LOCK_NUMBERS = 0x63726d31, /* "crm1", "crm2", … */
	LOCK_IDS = 0x63726d32,
	LOCK_DAYS = 0x63726d33,
	LOCK_FIRST = 0x63726d34,
	LOCK_IMPORTS = 0x63726d35,
	LOCK_LIKES = 0x63726d36,
};

/* The statements in one string are one trip to the server, and the lock is
 * free again before the transaction ends. */
static enum crm_status
on_sequence(struct pq *db, const char *counter, const char *work, int64_t *last,
    struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;
	PGresult *res;

	if ((st = pq_load_before(db, "", err)) != CRM_OK)
		return st;
	crm_buf_printf(&b,
	    "SELECT pg_advisory_lock(%d); %s;"
	    "SELECT pg_advisory_unlock(%d), last_value FROM \"%s_seq\"",
	    LOCK_IDS, work, LOCK_IDS, counter);
	res = db->lib.PQexec(db->c, b.data);
	crm_buf_free(&b);
	if (db->lib.PQresultStatus(res) != PGRES_TUPLES_OK)
		return pq_failed(db, res, err);
	*last = strtoll(db->lib.PQgetvalue(res, 0, 1), NULL, 10);
	db->lib.PQclear(res);
	return CRM_OK;
}

enum crm_status
pq_take_ids(struct crm_store *s, const char *counter, int64_t n, int64_t *first,
    struct crm_err *err)
{
	char work[200];
	enum crm_status st;
	int64_t last = 0;

	snprintf(work, sizeof work,
	    "SELECT setval('\"%s_seq\"', "
	    "nextval('\"%s_seq\"') + %lld)",
	    counter, counter, (long long)n - 1);
	st = on_sequence(s->db, counter, work, &last, err);
	if (st == CRM_OK)
		*first = last - n + 1;
	return st;
}

enum crm_status
pq_give_ids(struct crm_store *s, const char *counter, int64_t first,
    int64_t last, struct crm_err *err)
{
	char work[240];
	int64_t now;

	snprintf(work, sizeof work,
	    "SELECT setval('\"%s_seq\"', %lld, %s) "
	    "FROM \"%s_seq\" WHERE last_value = %lld",
	    counter, (long long)(first > 1 ? first - 1 : 1),
	    first > 1 ? "true" : "false", counter, (long long)last);
	return on_sequence(s->db, counter, work, &now, err);
}

enum crm_status
pq_make_counters(struct crm_store *s, struct crm_err *err)
{
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;
	size_t i;

	crm_buf_str(&b, "CREATE SEQUENCE IF NOT EXISTS batch_seq;");
	for (i = 0; i < s->dict->n; i++)
		crm_buf_printf(&b, "CREATE SEQUENCE IF NOT EXISTS \"%s_seq\";",
		    s->dict->entity[i]->def->name);
	st = pq_exec(s->db, b.data, err);
	crm_buf_free(&b);
	return st;
}

static enum crm_status
advisory(struct crm_store *s, const char *how, int which, struct crm_err *err)
{
	char sql[64];
	enum crm_status st;

	snprintf(
	    sql, sizeof sql, "SELECT pg_advisory_xact_lock%s(%d)", how, which);
	/* What waits to be sent goes first: everybody waits for this lock. */
	st = pq_load_before(s->db, NULL, err);
	return st == CRM_OK ? pq_exec(s->db, sql, err) : st;
}

enum crm_status
pq_lock_numbers(struct crm_store *s, struct crm_err *err)
{
	return advisory(s, "", LOCK_NUMBERS, err);
}

enum crm_status
pq_lock_days(struct crm_store *s, bool alone, struct crm_err *err)
{
	return advisory(s, alone ? "" : "_shared", LOCK_DAYS, err);
}

enum crm_status
pq_lock_first(struct crm_store *s, struct crm_err *err)
{
	return advisory(s, "", LOCK_FIRST, err);
}

enum crm_status
pq_lock_likes(struct crm_store *s, struct crm_err *err)
{
	return advisory(s, "", LOCK_LIKES, err);
}

enum crm_status
pq_lock_imports(struct crm_store *s, struct crm_err *err)
{
	return advisory(s, "", LOCK_IMPORTS, err);
}
