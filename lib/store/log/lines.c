/*
 * Lines of the log wait for one another, so that a statement takes several: until there
 * are as many, somebody reads the log, or the batch ends.  A batch with savepoints
 * writes each at once, for it may go back.
 */
#include "store/internal.h"

#include <stdint.h>

enum { LINE = 6, ENTITY = 1, MANY = 100 };

#define VALUES "(?, ?, ?, ?, ?, ?)"
#define INTO \
	"INTO \"change\" (\"batch\", \"entity\", \"record\", " \
	"\"field\", \"old\", \"new\") VALUES " VALUES
#define ONE "INSERT " INTO
#define FIVE ", " VALUES ", " VALUES ", " VALUES ", " VALUES ", " VALUES

/* Of a text `p` is its place in `text`; the name of a kind stays where it is. */
struct log_lines {
	struct crm_value v[QUEUE_ROWS * LINE];
	size_t n;
	struct crm_buf text;
	/* A statement keeps what was bound: batch and kind are mostly the same. */
	const struct crm_stmt *bound_to;
	struct crm_value bound[QUEUE_ROWS * LINE];
};

static enum crm_status
prepare(struct crm_store *s, const char *sql, struct crm_stmt **q,
    struct crm_err *err)
{
	enum crm_status st = crm_sql(s, sql, q, err);

	if (st == CRM_OK)
		(*q)->reads = 0;
	return st;
}

/* On a server the lines of many records wait for one another: each by itself, they
 * were three quarters of what is sent.  Those of few are there sooner so, and where
 * each record has a savepoint, they would have to go before it. */
static bool
is_load(const struct crm_store *s)
{
	return s->engine->load != NULL && s->ahead.locked >= MANY &&
	    !s->tx.marked;
}

static enum crm_status
write_one(
    struct crm_store *s, const struct crm_value v[LINE], struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st = prepare(s, ONE, &q, err);
	bool row;

	if (st != CRM_OK)
		return st;
	if (is_load(s))
		s->engine->load(q->st);
	crm_bind_all(q, v, LINE);
	return crm_step(q, &row, err);
}

/* The value of a line that waits. */
static struct crm_value
value_at(const struct log_lines *l, size_t i)
{
	struct crm_value v = l->v[i];

	if (v.kind == CRM_STR && i % LINE != ENTITY)
		v.t.p = l->text.data + (uintptr_t)v.t.p;
	return v;
}

static bool
is_bound(const struct crm_value *was, const struct crm_value *v, size_t i)
{
	return was->kind == v->kind &&
	    (v->kind == CRM_INT ? was->i == v->i
				: i % LINE == ENTITY && was->t.p == v->t.p);
}

static enum crm_status
write_all(struct crm_store *s, struct log_lines *l, struct crm_err *err)
{
	struct crm_stmt *q;
	/* OR FAIL: what fails ends the batch, and no page is kept for a way back. */
	enum crm_status st = prepare(
	    s, "INSERT OR FAIL " INTO FIVE FIVE FIVE, &q, err);
	bool known = q == l->bound_to, row;
	size_t i;

	_Static_assert(QUEUE_ROWS == 16, "as many as the statement has");
	if (st != CRM_OK)
		return st;
	l->bound_to = q;
	for (i = 0; i < QUEUE_ROWS * LINE; i++) {
		if (known && is_bound(&l->bound[i], &l->v[i], i))
			continue;
		l->bound[i] = l->v[i];
		crm_bind(q, (int)i + 1, value_at(l, i));
	}
	return crm_step(q, &row, err);
}

static enum crm_status
write_few(struct crm_store *s, const struct log_lines *l, struct crm_err *err)
{
	struct crm_value v[LINE];
	enum crm_status st = CRM_OK;
	size_t i, k;

	for (i = 0; i < l->n && st == CRM_OK; i++) {
		for (k = 0; k < LINE; k++)
			v[k] = value_at(l, i * LINE + k);
		st = write_one(s, v, err);
	}
	return st;
}

enum crm_status
log_flush(struct crm_store *s, struct crm_err *err)
{
	struct log_lines *l = s->lines;
	enum crm_status st;

	if (l == NULL || l->n == 0)
		return CRM_OK;
	st = l->n == QUEUE_ROWS ? write_all(s, l, err) : write_few(s, l, err);
	log_forget(s);
	return st;
}

void
log_forget(struct crm_store *s)
{
	if (s->lines == NULL)
		return;
	s->lines->n = 0;
	crm_buf_clear(&s->lines->text);
}

void
log_free(struct crm_store *s)
{
	if (s->lines != NULL)
		crm_buf_free(&s->lines->text);
}

enum crm_status
log_line(struct crm_store *s, const struct crm_value *v, struct crm_err *err)
{
	struct log_lines *l = s->lines;
	struct crm_value *to;
	size_t i;

	if (s->engine->load != NULL || s->tx.marked)
		return write_one(s, v, err);
	if (l == NULL)
		s->lines = l = crm_alloc(&s->arena, sizeof *l);
	to = &l->v[l->n++ * LINE];
	for (i = 0; i < LINE; i++) {
		to[i] = v[i];
		if (v[i].kind != CRM_STR || i == ENTITY)
			continue;
		to[i].t.p = (const char *)(uintptr_t)l->text.len;
		crm_buf_add(&l->text, v[i].t.p, v[i].t.n);
	}
	return l->n == QUEUE_ROWS ? log_flush(s, err) : CRM_OK;
}
