/*
 * Records that rows meet.  On a server a question is a trip, and files often
 * name records in the order of their ids, as an export or an earlier import
 * did: then those that follow come along, ever more as long as they are wanted.
 */
#include "import.h"

enum {
	AHEAD_MOST = 512, /* records */
	STRIDE = 8,       /* ids further on are no sequence */
};

struct met {
	struct crm_record r;
	bool stale; /* changed since */
};

static struct met *
met_at(struct import *im, int64_t id)
{
	size_t low = 0, high = im->n_met;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (im->met[mid].r.id < id)
			low = mid + 1;
		else
			high = mid;
	}
	return low < im->n_met && im->met[low].r.id == id ? &im->met[low]
							  : NULL;
}

void
met_changed(struct import *im, int64_t id)
{
	struct met *m = met_at(im, id);

	if (m != NULL)
		m->stale = true;
}

static bool
has_custom(const struct crm_entity *e)
{
	size_t i;

	for (i = 0; i < e->n; i++)
		if (e->field[i]->flags & CRM_F_CUSTOM)
			return true;
	return false;
}

/* A range of ids, not so many from one on: a server that has not counted its new
 * rows yet would sort all of them for that, each time. */
static void
ahead_sql(const struct crm_entity *e, struct crm_buf *sql)
{
	size_t i;

	crm_buf_str(sql, "SELECT \"id\"");
	for (i = 0; i < e->n; i++)
		if (is_column(e->field[i]))
			crm_buf_printf(sql, ", \"%s\"", e->field[i]->name);
	crm_buf_printf(sql,
	    " FROM \"%s\" WHERE \"deleted\" IS NULL "
	    "AND \"id\" >= ? AND \"id\" < ? ORDER BY \"id\"",
	    e->def->table);
}

static void
keep_row(struct import *im, struct crm_stmt *q)
{
	const struct crm_entity *e = im->e;
	struct met *m = &im->met[im->n_met++];
	size_t i;
	int col = 1;

	crm_record_init(&m->r, e, &im->met_arena);
	m->stale = false;
	m->r.id = crm_col_int(q, 0);
	for (i = 0; i < e->n; i++) {
		if (!is_column(e->field[i]))
			continue;
		m->r.v[i] = crm_col(
		    q, col++, crm_type_is_text(e->field[i]->type));
		if (m->r.v[i].kind == CRM_STR)
			m->r.v[i].t.p = crm_strndup(
			    &im->met_arena, m->r.v[i].t.p, m->r.v[i].t.n);
	}
}

/* The records from `id` on. */
static enum crm_status
fetch(struct import *im, int64_t id, struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	if ((st = insert_flush(im->s, im->e, err)) != CRM_OK)
		return st;
	im->n_met = 0;
	crm_arena_reset(&im->met_arena);
	im->met = crm_alloc_n(
	    &im->met_arena, (size_t)im->met_ahead, sizeof *im->met);
	ahead_sql(im->e, &sql);
	st = crm_sql(im->s, sql.data, &q, err);
	crm_buf_free(&sql);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(id));
	crm_bind(q, 2, crm_value_int(id + im->met_ahead));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		keep_row(im, q);
	return st;
}

enum crm_status
met_load(
    struct import *im, int64_t id, struct crm_record *out, struct crm_err *err)
{
	struct met *m = met_at(im, id);
	enum crm_status st;

	if (m == NULL && im->s->engine->load != NULL && !has_custom(im->e)) {
		bool follows = id >= im->met_next && id < im->met_next + STRIDE;

		im->met_ahead = !follows || im->met_ahead == 0 ? 1
		    : im->met_ahead >= AHEAD_MOST              ? AHEAD_MOST
						  : im->met_ahead * 2;
		im->met_next = id + 1;
		if ((st = fetch(im, id, err)) != CRM_OK)
			return st;
		m = met_at(im, id);
		if (im->n_met > 0)
			im->met_next = im->met[im->n_met - 1].r.id + 1;
	}
	if (m == NULL || m->stale)
		return crm_load(im->s, im->e, id, &im->row, out, err);
	*out = m->r;
	return CRM_OK;
}

void
import_meets(struct import *im, int64_t id)
{
	im->s->tx.met = id != 0 ? im->e : NULL;
	im->s->tx.met_id = id;
}
