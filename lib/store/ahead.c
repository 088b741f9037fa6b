/*
 * Records read ahead.  On a server a trip for each record costs more than all
 * else, so who is about to work on many records that are locked says so, and they
 * are read some hundred at a time.  What was read holds until it is written, for
 * nobody else can change it; a way back to the savepoint forgets what was read
 * behind a write.  Meanwhile the few records of other kinds that each of them asks
 * for, its owner and its pool, are kept too.  Where a book is a file nothing is.
 */
#include "internal.h"

#include <stdlib.h>
#include <string.h>

enum { AHEAD_ROWS = 256 };

/* "?, ?, …" of as many as are read at once. */
void
ahead_put_marks(struct crm_buf *sql)
{
	int i;

	for (i = 0; i < AHEAD_ROWS; i++)
		crm_buf_str(sql, i == 0 ? "?" : ", ?");
}

/* The statement is of one length, so that it stays prepared. */
void
ahead_bind(const struct ahead *h, struct crm_stmt *q, int mark)
{
	size_t i;

	for (i = 0; i < AHEAD_ROWS; i++)
		crm_bind(q, mark + (int)i,
		    crm_value_int(h->id[h->first + (i < h->n ? i : h->n - 1)]));
}

/* As many as were read where it is not among them. */
static size_t
index_of(const struct ahead *h, int64_t id)
{
	size_t i;

	for (i = 0; i < h->n; i++)
		if (h->id[h->first + i] == id)
			break;
	return i;
}

static struct crm_record *
place_of(const struct ahead *h, int64_t id)
{
	size_t i = index_of(h, id);

	return i < h->n ? &h->rec[i] : NULL;
}

static void
keep_row(struct ahead *h, const struct crm_stmt *q)
{
	const struct crm_entity *e = h->entity;
	struct crm_record *r = place_of(h, crm_col_int(q, 0));
	int col = 2;
	size_t i;

	if (r == NULL)
		return;
	crm_record_init(r, e, &h->arena);
	r->id = crm_col_int(q, 0);
	r->version = crm_col_int(q, 1);
	for (i = 0; i < e->n; i++)
		if (is_column(e->field[i]))
			r->v[i] = crm_value_dup(&h->arena,
			    crm_col(
				q, col++, crm_type_is_text(e->field[i]->type)));
}

static enum crm_status
read_rows(struct crm_store *s, struct ahead *h, struct crm_err *err)
{
	const struct crm_entity *e = h->entity;
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;
	size_t i;

	crm_buf_str(&sql, "SELECT t.\"id\", coalesce(b.\"number\", 0)");
	for (i = 0; i < e->n; i++)
		if (is_column(e->field[i]))
			crm_buf_printf(&sql, ", t.\"%s\"", e->field[i]->name);
	crm_buf_printf(&sql,
	    " FROM \"%s\" t LEFT JOIN batch b "
	    "ON b.\"id\" = t.\"version\" WHERE t.\"id\" IN (",
	    e->def->table);
	ahead_put_marks(&sql);
	crm_buf_char(&sql, ')');
	st = crm_sql_few(s, sql.data, &q, err);
	crm_buf_free(&sql);
	if (st != CRM_OK)
		return st;
	ahead_bind(h, q, 1);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		keep_row(h, q);
	return st;
}

static enum crm_status
read_custom(
    struct crm_store *s, struct ahead *h, size_t field, struct crm_err *err)
{
	const struct crm_field *f = h->entity->field[field];
	bool text = crm_type_is_text(f->type);
	struct crm_buf sql = CRM_BUF_INIT;
	struct crm_record *r;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	crm_buf_printf(&sql,
	    "SELECT \"record\", \"%s\" FROM custom "
	    "WHERE \"field\" = ? AND \"record\" IN (",
	    text ? "txt" : "num");
	ahead_put_marks(&sql);
	crm_buf_char(&sql, ')');
	st = crm_sql_few(s, sql.data, &q, err);
	crm_buf_free(&sql);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(f->custom_id));
	ahead_bind(h, q, 2);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		if ((r = place_of(h, crm_col_int(q, 0))) != NULL && r->id != 0)
			r->v[field] = crm_value_dup(
			    &h->arena, crm_col(q, 1, text));
	return st;
}

/* Those from `first` on. */
static enum crm_status
read_some(
    struct crm_store *s, struct ahead *h, size_t first, struct crm_err *err)
{
	const struct crm_entity *e = h->entity;
	enum crm_status st;
	size_t i;

	crm_arena_reset(&h->arena);
	h->first = first;
	h->n = h->ids - first < AHEAD_ROWS ? h->ids - first : AHEAD_ROWS;
	h->behind = s->counts.wrote;
	h->rec = crm_alloc_n(&h->arena, h->n, sizeof *h->rec);
	h->doubts = crm_alloc_n(&h->arena, h->n, sizeof *h->doubts);
	h->asked = 0;
	st = read_rows(s, h, err);
	for (i = 0; i < e->n && st == CRM_OK; i++)
		if (e->field[i]->flags & CRM_F_CUSTOM)
			st = read_custom(s, h, i, err);
	if (st != CRM_OK)
		h->n = 0;
	return st;
}

/* ---- records of other kinds ---- */

static struct kept_record *
beside_of(struct ahead *h, const struct crm_entity *e, int64_t id)
{
	size_t i;

	for (i = 0; i < h->n_beside; i++)
		if (h->beside[i].id == id && h->beside[i].entity == e)
			return &h->beside[i];
	return NULL;
}

/* NULL where there is no bulk, or no room. */
static struct kept_record *
new_beside(struct ahead *h, const struct crm_entity *e, int64_t id)
{
	if (h->locked == 0 || h->entity == e || h->n_beside == KEPT_MOST)
		return NULL;
	h->beside[h->n_beside] = (struct kept_record){ .entity = e, .id = id };
	return &h->beside[h->n_beside++];
}

void
ahead_lock(struct crm_store *s, const struct crm_entity *e, int64_t id)
{
	struct kept_record *x = beside_of(&s->ahead, e, id);

	if (x == NULL)
		x = new_beside(&s->ahead, e, id);
	if (x == NULL)
		return;
	x->locked = true;
	x->read = false; /* before it was locked another may have changed it */
}

static void
copy_record(
    struct crm_arena *a, const struct crm_record *r, struct crm_record *out)
{
	size_t i;

	crm_record_init(out, r->entity, a);
	out->id = r->id;
	out->version = r->version;
	for (i = 0; i < r->entity->n; i++)
		out->v[i] = crm_value_dup(a, r->v[i]);
}

void
ahead_keep(struct crm_store *s, const struct crm_record *r)
{
	struct kept_record *x = beside_of(&s->ahead, r->entity, r->id);

	if (x == NULL)
		x = new_beside(&s->ahead, r->entity, r->id);
	if (x == NULL)
		return;
	copy_record(&s->ahead.beside_arena, r, &x->rec);
	x->read = true;
}

static bool
load_beside(struct ahead *h, const struct crm_entity *e, int64_t id,
    struct crm_arena *a, struct crm_record *out)
{
	const struct kept_record *x = beside_of(h, e, id);

	if (x == NULL || !x->read)
		return false;
	copy_record(a, &x->rec, out);
	return true;
}

/* ---- what is asked of both ---- */

static bool
is_ahead(const struct ahead *h, const struct crm_entity *e)
{
	return h->ids > 0 && h->entity == e;
}

enum crm_status
ahead_load(struct crm_store *s, const struct crm_entity *e, int64_t id,
    struct crm_arena *a, struct crm_record *out, bool *found,
    struct crm_err *err)
{
	struct ahead *h = &s->ahead;
	size_t next = h->first + h->n;
	const struct crm_record *r;
	enum crm_status st;

	*found = load_beside(h, e, id, a, out);
	if (!is_ahead(h, e))
		return CRM_OK;
	r = place_of(h, id);
	if (r == NULL && next < h->ids && h->id[next] == id) {
		if ((st = read_some(s, h, next, err)) != CRM_OK)
			return st;
		r = place_of(h, id);
	}
	if (r == NULL || r->id == 0)
		return CRM_OK;
	copy_record(a, r, out);
	*found = true;
	return CRM_OK;
}

void
ahead_wrote(struct crm_store *s, const struct crm_entity *e, int64_t id)
{
	struct kept_record *x = beside_of(&s->ahead, e, id);
	struct crm_record *r;

	if (x != NULL)
		x->read = false;
	if (!is_ahead(&s->ahead, e))
		return;
	if ((r = place_of(&s->ahead, id)) != NULL)
		r->id = 0;
	else
		ahead_doubt_all(s, DOUBT_KEY); /* it may have come back */
}

void
ahead_mark(struct crm_store *s)
{
	s->ahead.behind = false;
	s->ahead.beside_mark = s->ahead.n_beside;
}

/* The locks since the savepoint go with it. */
void
ahead_go_back(struct crm_store *s)
{
	struct ahead *h = &s->ahead;
	size_t i;

	if (h->behind)
		h->n = 0;
	h->n_beside = h->beside_mark;
	for (i = 0; i < h->n_beside; i++)
		h->beside[i].locked = h->beside[i].read = false;
}

void
ahead_forget(struct crm_store *s)
{
	s->ahead.ids = s->ahead.first = s->ahead.n = 0;
	s->ahead.locked = 0;
	s->ahead.n_beside = s->ahead.beside_mark = 0;
	crm_arena_reset(&s->ahead.beside_arena);
}

/* ---- doubts ---- */

bool
ahead_has(struct crm_store *s, const struct crm_entity *e, int64_t id)
{
	const struct crm_record *r;

	return is_ahead(&s->ahead, e) &&
	    (r = place_of(&s->ahead, id)) != NULL && r->id != 0;
}

unsigned
ahead_doubts(struct crm_store *s, const struct crm_entity *e, int64_t id)
{
	return ahead_has(s, e, id) ? s->ahead.doubts[index_of(&s->ahead, id)]
				   : 0;
}

void
ahead_doubt(struct crm_store *s, const struct crm_entity *e, int64_t id,
    unsigned doubts)
{
	struct ahead *h = &s->ahead;
	size_t i;

	if (is_ahead(h, e) && (i = index_of(h, id)) < h->n)
		h->doubts[i] |= doubts;
}

void
ahead_doubt_all(struct crm_store *s, unsigned doubts)
{
	struct ahead *h = &s->ahead;
	size_t i;

	if (!(h->asked & doubts))
		return;
	for (i = 0; i < h->n; i++)
		h->doubts[i] |= doubts;
}

/* ---- what is asked for ---- */

static int64_t *
copy_ids(struct crm_buf *to, const int64_t *ids, size_t n)
{
	crm_buf_clear(to);
	crm_buf_add(to, ids, n * sizeof *ids);
	return (int64_t *)(void *)to->data;
}

void
ahead_locked(struct crm_store *s, const struct crm_entity *e,
    const int64_t *ids, size_t n, bool to_hide)
{
	struct ahead *h = &s->ahead;

	ahead_forget(s);
	h->entity = e;
	h->to_hide = to_hide;
	h->lock = copy_ids(&h->lock_ids, ids, n);
	h->locked = n;
}

bool
ahead_is_locked(struct crm_store *s, const struct crm_entity *e, int64_t id)
{
	const struct kept_record *x;

	if (s->ahead.locked == 0)
		return false;
	if (s->ahead.entity == e)
		return bsearch(&id, s->ahead.lock, s->ahead.locked, sizeof id,
			   crm_by_int64) != NULL;
	x = beside_of(&s->ahead, e, id);
	return x != NULL && x->locked;
}

bool
ahead_is_held(struct crm_store *s, const struct crm_entity *e, int64_t id)
{
	return s->ahead.to_hide && s->ahead.entity == e &&
	    ahead_is_locked(s, e, id);
}

void
crm_read_ahead(struct crm_store *s, const struct crm_entity *e,
    const int64_t *ids, size_t n)
{
	struct ahead *h = &s->ahead;

	if (h->locked == 0 || h->entity != e)
		return;
	h->id = copy_ids(&h->ahead_ids, ids, n);
	h->ids = n;
	h->first = h->n = 0;
}
