/* Statements: prepared once per text, kept in buckets by a hash of the text. */
#include "internal.h"

#include <stdint.h>
#include <string.h>

/* Eight characters a step: texts are long, and every statement of every record is
 * looked up. */
static unsigned
bucket_of(const char *sql)
{
	const uint64_t odd = UINT64_C(0x9e3779b97f4a7c15);
	size_t n = strlen(sql);
	uint64_t h = n, w;

	for (; n >= sizeof w; sql += sizeof w, n -= sizeof w) {
		memcpy(&w, sql, sizeof w);
		h = (h ^ w) * odd;
	}
	for (; n > 0; sql++, n--)
		h = (h ^ (unsigned char)*sql) * odd;
	return (unsigned)(h >> 32) % STMT_BUCKETS;
}

/* The one that a text was last: most are asked for again from where they stand in the
 * program, and comparing is a tenth of summing up. */
static struct crm_stmt **
place_of(struct crm_store *s, const char *sql)
{
	return &s->stmt_at[((uintptr_t)sql >> 4) % STMT_BUCKETS];
}

static enum crm_status
make(struct crm_store *s, const char *sql, bool few, struct crm_stmt **bucket,
    struct crm_stmt **out, struct crm_err *err)
{
	enum crm_status status;
	struct crm_stmt *st;
	void *handle;

	status = s->engine->prepare(s->db, sql, few, &handle, err);
	if (status != CRM_OK)
		return status;
	st = crm_alloc(&s->arena, sizeof *st);
	st->engine = s->engine;
	st->db = s->db;
	st->st = handle;
	st->store = s;
	st->reads = wait_reads(s, sql);
	st->sql = crm_strdup(&s->arena, sql);
	st->next = *bucket;
	*bucket = st;
	*out = st;
	return CRM_OK;
}

/* The statement of a text in which the clock's numbers stand. */
static enum crm_status
find(struct crm_store *s, const char *sql, bool few, struct crm_stmt **out,
    struct crm_err *err)
{
	struct crm_stmt **at = place_of(s, sql), **bucket, *st = *at;
	enum crm_status status = CRM_OK;

	if (st == NULL || strcmp(st->sql, sql) != 0) {
		bucket = &s->stmt[bucket_of(sql)];
		st = *bucket;
		while (st != NULL && strcmp(st->sql, sql) != 0)
			st = st->next;
		if (st == NULL)
			status = make(s, sql, few, bucket, &st, err);
	}
	if (status != CRM_OK)
		return status;
	*at = *out = st;
	return CRM_OK;
}

void
stmt_forget(struct crm_store *s)
{
	struct crm_stmt *st;
	size_t i;

	for (i = 0; i < STMT_BUCKETS; i++) {
		for (st = s->stmt[i]; st != NULL; st = st->next)
			s->engine->finalize(st->st);
		s->stmt[i] = s->stmt_at[i] = NULL;
	}
}

void
stmt_forget_of(struct crm_store *s, const char *table)
{
	struct crm_stmt **at, *st;
	size_t i;

	for (i = 0; i < STMT_BUCKETS; i++) {
		s->stmt_at[i] = NULL;
		for (at = &s->stmt[i]; (st = *at) != NULL;) {
			if (strstr(st->sql, table) == NULL) {
				at = &st->next;
				continue;
			}
			*at = st->next;
			s->engine->finalize(st->st);
		}
	}
}

/* Every statement passes here; `few`: it gives a row or two. */
static enum crm_status
statement(struct crm_store *s, const char *sql, bool few, struct crm_stmt **out,
    struct crm_err *err)
{
	struct crm_buf timed = CRM_BUF_INIT;
	enum crm_status st;

	if (strchr(sql, '{') == NULL)
		return find(s, sql, few, out, err);
	crm_sql_clock(&timed, sql, &s->clock);
	st = find(s, timed.data, few, out, err);
	crm_buf_free(&timed);
	return st;
}

enum crm_status
crm_sql(struct crm_store *s, const char *sql, struct crm_stmt **out,
    struct crm_err *err)
{
	return statement(s, sql, false, out, err);
}

enum crm_status
crm_sql_few(struct crm_store *s, const char *sql, struct crm_stmt **out,
    struct crm_err *err)
{
	return statement(s, sql, true, out, err);
}

void
crm_bind(struct crm_stmt *st, int mark, struct crm_value v)
{
	switch (v.kind) {
	case CRM_INT:
		st->engine->bind_int(st->st, mark, v.i);
		break;
	case CRM_STR:
		st->engine->bind_text(st->st, mark, v.t.p, v.t.n);
		break;
	case CRM_NULL:
		st->engine->bind_null(st->st, mark);
		break;
	}
}

void
crm_bind_all(struct crm_stmt *st, const struct crm_value *v, size_t n)
{
	size_t i;

	for (i = 0; i < n; i++)
		crm_bind(st, (int)i + 1, v[i]);
}

enum crm_status
crm_step(struct crm_stmt *st, bool *row, struct crm_err *err)
{
	struct crm_err own;
	enum crm_status status = CRM_OK;

	if (st->reads != 0)
		status = wait_step(st, err);
	if (status != CRM_OK)
		return status;
	return st->engine->step(st->db, st->st, row, err == NULL ? &own : err);
}

bool
crm_col_null(const struct crm_stmt *st, int col)
{
	return st->engine->col_null(st->st, col);
}

int64_t
crm_col_int(const struct crm_stmt *st, int col)
{
	return st->engine->col_int(st->st, col);
}

struct crm_text
crm_col_text(const struct crm_stmt *st, int col)
{
	return st->engine->col_text(st->st, col);
}

struct crm_value
crm_col(const struct crm_stmt *st, int col, bool is_text)
{
	if (crm_col_null(st, col))
		return CRM_VALUE_NULL;
	if (is_text)
		return crm_value_text(crm_col_text(st, col));
	return crm_value_int(crm_col_int(st, col));
}

void
crm_cells(const struct crm_stmt *st, const bool *text, size_t n,
    struct crm_value *out)
{
	st->engine->cells(st->st, text, n, out);
}

void
crm_reset(struct crm_stmt *st)
{
	st->engine->reset(st->st);
}

enum crm_status
crm_run(struct crm_store *s, const char *sql, const struct crm_value *v,
    size_t n, struct crm_err *err)
{
	struct crm_stmt *st;
	enum crm_status status;
	bool row;

	if ((status = crm_sql(s, sql, &st, err)) != CRM_OK)
		return status;
	crm_bind_all(st, v, n);
	while ((status = crm_step(st, &row, err)) == CRM_OK && row)
		;
	return status;
}

enum crm_status
crm_ids(struct crm_store *s, const char *sql, const struct crm_value *v,
    size_t n_v, struct crm_arena *a, int64_t **ids, size_t *n,
    struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	size_t cap = 0;
	bool row;

	*ids = NULL;
	*n = 0;
	if ((st = crm_sql(s, sql, &q, err)) != CRM_OK)
		return st;
	crm_bind_all(q, v, n_v);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*ids = crm_grow(a, *ids, *n, &cap, sizeof **ids);
		(*ids)[(*n)++] = crm_col_int(q, 0);
	}
	/* None is not all. */
	if (*n == 0)
		*ids = crm_alloc(a, sizeof **ids);
	return st;
}

enum crm_status
crm_get_int(struct crm_store *s, const char *sql, const struct crm_value *v,
    size_t n, struct crm_value *out, struct crm_err *err)
{
	struct crm_stmt *st;
	enum crm_status status;
	bool row;

	*out = CRM_VALUE_NULL;
	if ((status = statement(s, sql, true, &st, err)) != CRM_OK)
		return status;
	crm_bind_all(st, v, n);
	if ((status = crm_step(st, &row, err)) != CRM_OK || !row)
		return status;
	*out = crm_col(st, 0, false);
	/* Run to the end: with RETURNING the work is not done before. */
	while (row && status == CRM_OK)
		status = crm_step(st, &row, err);
	return status;
}
