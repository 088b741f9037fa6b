/*
 * What a batch has written and the tables do not have yet: records of again.c, rows that
 * wait for others of their kind, lines of the log.  Whoever reads one of these tables
 * finds them there, for a statement that names it has them written before it steps.
 */
#include "internal.h"

#include <string.h>

unsigned
wait_reads(const struct crm_store *s, const char *sql)
{
	unsigned reads = strstr(sql, "change") != NULL ? WAIT_LINES : 0;
	size_t i;

	for (i = 0; s->dict != NULL && i < s->dict->n; i++) {
		const struct crm_entity_def *def = s->dict->entity[i]->def;

		if ((def->rewritten || def->queued) &&
		    strstr(sql, def->table) != NULL)
			reads |= (def->rewritten ? WAIT_AGAIN : 0) |
			    (def->queued ? WAIT_ROWS : 0);
	}
	return reads;
}

static bool
waits(const struct crm_store *s, const struct crm_entity *e)
{
	size_t i;

	for (i = 0; i < s->rows.n; i++)
		if (s->rows.of[i] == e)
			return true;
	return false;
}

bool
wait_row(struct crm_store *s, const struct crm_entity *e)
{
	struct waiting_rows *rows = &s->rows;

	if (s->tx.bulk == e)
		return true;
	if (!e->def->queued || s->engine->load != NULL || s->tx.marked)
		return false;
	if (waits(s, e))
		return true;
	if (rows->n == WAITING_KINDS)
		return false;
	rows->of[rows->n++] = e;
	return true;
}

/* Whether a kind is loaded of which somebody may look for a row meanwhile. */
static bool
is_loaded(const struct crm_store *s, const struct crm_entity *e)
{
	return e != NULL && e == s->tx.bulk && e->def->queued;
}

enum crm_status
wait_flush(struct crm_store *s, const struct crm_entity *e, struct crm_err *err)
{
	return waits(s, e) || is_loaded(s, e) ? CRM_OK
					      : insert_flush(s, e, err);
}

/* Before somebody looks into the table that is loaded: what came by now is there, with
 * its indexes, and what comes is written row by row. */
static enum crm_status
end_load(struct crm_store *s, const struct crm_stmt *q, struct crm_err *err)
{
	const struct crm_entity *e = s->tx.bulk;
	enum crm_status st;

	if (!is_loaded(s, e) || strstr(q->sql, e->def->table) == NULL)
		return CRM_OK;
	if ((st = insert_flush(s, e, err)) != CRM_OK)
		return st;
	s->tx.bulk = NULL;
	if (s->engine->indexes_sql == NULL)
		return CRM_OK;
	st = s->engine->tune(s->db, CRM_TUNE_UPDATE, err);
	return st != CRM_OK ? st : schema_make_indexes(s, e, err);
}

/* Whether a kind refers to another whose rows wait. */
static bool
is_behind(struct crm_store *s, const struct crm_entity *e)
{
	struct plan *p = plan_of(s, e);
	const struct crm_entity *of;
	size_t i;

	for (i = 0; i < e->n && !p->behind_asked; i++) {
		if (e->field[i]->type != CRM_T_REF)
			continue;
		of = crm_dict_find(s->dict, e->field[i]->ref);
		p->behind |= of->def->queued && of->place != e->place;
	}
	p->behind_asked = true;
	return p->behind;
}

enum crm_status
wait_before(
    struct crm_store *s, const struct crm_entity *e, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	if ((s->rows.n == 0 && !is_loaded(s, s->tx.bulk)) || !is_behind(s, e))
		return CRM_OK;
	if (is_loaded(s, s->tx.bulk) && s->tx.bulk != e)
		st = insert_flush(s, s->tx.bulk, err);
	for (i = 0; i < s->rows.n && st == CRM_OK; i++)
		if (s->rows.of[i] != e)
			st = insert_flush(s, s->rows.of[i], err);
	return st;
}

static enum crm_status
write_rows(struct crm_store *s, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	size_t i;

	for (i = 0; i < s->rows.n && st == CRM_OK; i++)
		st = insert_flush(s, s->rows.of[i], err);
	return st;
}

enum crm_status
wait_step(struct crm_stmt *q, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	if (q->reads & WAIT_AGAIN)
		st = again_step(q, err);
	if (st == CRM_OK && (q->reads & WAIT_ROWS))
		st = end_load(q->store, q, err);
	if (st == CRM_OK && (q->reads & WAIT_ROWS))
		st = write_rows(q->store, err);
	if (st == CRM_OK && (q->reads & WAIT_LINES))
		st = log_flush(q->store, err);
	return st;
}

enum crm_status
wait_write(struct crm_store *s, struct crm_err *err)
{
	enum crm_status st = again_write(s, err);

	if (st == CRM_OK)
		st = write_rows(s, err);
	return st == CRM_OK ? log_flush(s, err) : st;
}

void
wait_forget(struct crm_store *s)
{
	again_forget(s);
	s->rows.n = 0;
	log_forget(s);
}
