/* Lists: columns of an entity as a stream of typed cells. */
#include "internal.h"

#include <crm/store/view.h>

#include <string.h>

/* A cell that shows a reference by the name of its record. */
struct shown {
	const struct crm_entity *entity;
	size_t cell;
};

/* How records are sought.  In turn: as announced; behind all cells is which it
 * is.  Along the ids: those behind one another, as an import gives them, are
 * steps of one statement; behind all cells is the id. */
enum seeking { EACH, IN_TURN, ALONG };

struct crm_view {
	struct crm_store *store;
	const struct crm_entity *entity;
	struct crm_stmt *stmt;
	struct crm_column *col;
	bool *text;    /* which columns of the statement are text */
	size_t *place; /* of each cell, the column that it comes of */
	size_t read;   /* columns of the statement that are cells */
	struct shown *shown;
	size_t n_shown;
	struct crm_value *cell;
	struct crm_arena row; /* shown names of the row at hand */
	size_t n;             /* columns of the view */
	size_t extra;         /* and hidden ones behind: currencies, */
	size_t tones;         /* of these the last */
	enum seeking seeking;
	int64_t next; /* what the next step gives: which turn, or which id */
};

/* Fewer are sought each by itself. */
enum { TURNS = 50 };

#define NO_ID INT64_MIN

/* The money columns' currency: a column of the view that has it, or one added
 * behind for this. */
static int
currency_column(struct crm_view *v, const struct crm_columns *c, size_t i,
    struct crm_path *added, size_t *n_added)
{
	const struct crm_path *p = &c->path[i];
	const struct crm_entity *e = p->entity;
	size_t j;

	if (e->field[p->field]->type != CRM_T_MONEY ||
	    is_in_base(e, e->field[p->field]))
		return -1;
	for (j = 0; j < c->n; j++)
		if (crm_path_same_record(&c->path[j], p) &&
		    c->path[j].field == e->currency)
			return (int)j;
	for (j = 0; j < *n_added; j++)
		if (crm_path_same_record(&added[j], p))
			return (int)(c->n + j);
	added[*n_added] = *p;
	added[*n_added].field = e->currency;
	(*n_added)++;
	(void)v;
	return (int)(c->n + *n_added - 1);
}

static void
describe(struct crm_view *v, size_t i, const struct crm_path *p,
    struct crm_arena *arena, bool chinese)
{
	const struct crm_field *f = p->entity->field[p->field];
	const struct crm_dict *d = v->store->dict;
	struct crm_column *c = &v->col[i];
	const char *label = crm_path_label(p, chinese, arena);

	c->name = p->name;
	c->type = f->type;
	c->choices = f->choices;
	c->money_digits = crm_currency_digits(v->store->currency);
	c->currency = -1;
	c->whole = (f->flags & (CRM_F_CODE | CRM_F_EXT)) != 0;
	if (f->type == CRM_T_ID)
		c->code = p->entity->def->code;
	if (f->type == CRM_T_REF) {
		const struct crm_entity *r = crm_dict_find(d, f->ref);

		c->code = r->def->code;
		if (p->as_id) {
			label = crm_sprintf(arena, "%s ID", label);
		} else {
			c->type = CRM_T_TEXT;
			v->shown[v->n_shown++] = (struct shown){ r, i };
		}
	}
	c->label = label;
	v->text[v->place[i]] = crm_type_is_text(f->type);
}

/* A reference shows its id and its name: both come of one column. */
static void
place_cells(struct crm_view *v, const struct crm_columns *c)
{
	size_t i;

	for (i = 0; i < v->n + v->extra; i++) {
		if (i == 0 || i >= v->n ||
		    c->path[i].field != c->path[i - 1].field ||
		    !crm_path_same_record(&c->path[i], &c->path[i - 1]))
			v->read++;
		v->place[i] = v->read - 1;
	}
}

/* The expression of a column's tone, or NULL. */
static const char *
tone_of(const struct crm_path *p)
{
	return p->steps > 0 || p->as_id ? NULL
					: p->entity->field[p->field]->tone;
}

static void
make_columns(struct crm_view *v, const struct crm_columns *c,
    const struct crm_path *added, struct crm_arena *arena, bool chinese)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		describe(v, i, &c->path[i], arena, chinese);
	for (i = 0; i + v->tones < v->extra; i++)
		describe(v, c->n + i, &added[i], arena, chinese);
}

/* Columns whose field knows a tone point to a cell behind all others. */
static void
add_tones(struct crm_view *v, const struct crm_columns *c)
{
	size_t i;

	for (i = 0; i < c->n; i++)
		if (tone_of(&c->path[i]) != NULL) {
			v->tones++;
			v->col[i].tone = (int)(c->n + v->extra++) + 1;
		}
}

static void
select_tones(struct crm_view *v, const struct crm_columns *c, struct crm_sql *q)
{
	size_t i;

	for (i = 0; i < c->n; i++) {
		struct crm_field tone = { .name = c->path[i].name,
			.type = CRM_T_INT,
			.flags = CRM_F_DERIVED,
			.sql = tone_of(&c->path[i]) };

		if (v->col[i].tone == 0)
			continue;
		crm_buf_str(&q->text, ", ");
		crm_sql_field(q, v->entity, &tone, "t");
	}
}

/* A column of the batch that the row is of: two of them would be looked up twice for
 * each row, and a server joins a long list faster than it looks up at all. */
static bool
select_of_batch(const struct crm_path *p, struct crm_sql *q)
{
	const struct crm_field *f = p->entity->field[p->field];

	if (p->steps > 0 || f->batch == NULL)
		return false;
	crm_buf_printf(&q->text, "b.\"%s\"", f->batch);
	return true;
}

/* *joins: the batch is to be joined. */
static void
select_list(struct crm_view *v, const struct crm_columns *c,
    const struct crm_path *added, struct crm_sql *q, bool *joins)
{
	size_t i;

	*joins = false;

	crm_buf_str(&q->text, "SELECT ");
	for (i = 0; i < c->n + v->extra - v->tones; i++) {
		const struct crm_path *p = i < c->n ? &c->path[i]
						    : &added[i - c->n];

		if (i > 0 && v->place[i] == v->place[i - 1])
			continue;
		if (i > 0)
			crm_buf_str(&q->text, ", ");
		if (select_of_batch(p, q))
			*joins = true;
		else
			crm_path_sql(p, "t", q);
	}
	select_tones(v, c, q);
	if (v->seeking != EACH)
		crm_buf_str(&q->text,
		    v->seeking == IN_TURN ? ", p.\"n\"" : ", t.\"id\"");
}

static void
join_picked(const struct crm_view_opts *o, struct crm_sql *q)
{
	crm_buf_str(&q->text, " JOIN ");
	put_picked(o->ids, o->n_ids, q);
	crm_buf_str(&q->text, " p ON p.\"id\" = t.\"id\"");
}

static void
conditions(struct crm_view *v, const struct crm_view_opts *o, struct crm_sql *q)
{
	if (v->seeking == IN_TURN) {
		join_picked(o, q);
		crm_buf_str(&q->text, " ORDER BY p.\"n\"");
		return;
	}
	if (o->by_id) {
		crm_buf_str(&q->text,
		    v->seeking == ALONG
			? " WHERE t.\"id\" >= ? ORDER BY t.\"id\""
			: " WHERE t.\"id\" = ?");
		return;
	}
	if (o->ids != NULL)
		join_picked(o, q);
	crm_buf_printf(&q->text, " WHERE t.\"deleted\" IS %sNULL",
	    o->hidden ? "NOT " : "");
	if (o->where != NULL) {
		crm_buf_str(&q->text, " AND (");
		crm_filter_sql(o->where, "t", q);
		crm_buf_char(&q->text, ')');
	}
	crm_buf_str(&q->text, " ORDER BY ");
	if (o->sort != NULL && o->sort->n > 0)
		crm_sort_sql(v->entity, o->sort,
		    crm_text_of(v->store->currency), "t", q);
	else
		crm_buf_str(&q->text, o->ids != NULL ? "p.\"n\"" : "t.\"id\"");
	if (o->limit >= 0) {
		crm_buf_str(&q->text, " LIMIT ");
		crm_buf_int(&q->text, o->limit);
	}
}

/* The statement, with what its fields gather of all records at once where `g` is
 * given.  *all: its conditions or its order need that of every record. */
static void
compose(struct crm_view *v, const struct crm_view_opts *o,
    const struct crm_path *added, struct crm_gathers *g, struct crm_sql *q,
    bool *all)
{
	struct crm_sql rest;
	bool joins;
	size_t i;

	crm_sql_init(&rest, q->arena);
	rest.gathers = q->gathers = g;
	conditions(v, o, &rest);
	*all = g != NULL && g->n > 0;
	select_list(v, o->columns, added, q, &joins);
	crm_buf_printf(&q->text, " FROM \"%s\" t", v->entity->def->table);
	if (joins)
		crm_buf_str(
		    &q->text, " LEFT JOIN batch b ON b.\"id\" = t.\"version\"");
	crm_sql_gathered(q);
	crm_buf_str(&q->text, rest.text.data);
	for (i = 0; i < rest.n; i++)
		crm_sql_bind(q, rest.bind[i]);
	crm_sql_free(&rest);
}

static enum crm_status
put_statement(struct crm_view *v, const struct crm_view_opts *o,
    const struct crm_path *added, struct crm_sql *q, struct crm_err *err)
{
	struct crm_gathers g = { .alias = "t" };
	bool pays = false, all;
	enum crm_status st;

	if (gather_may(v->store, o)) {
		compose(v, o, added, &g, q, &all);
		if (g.n == 0)
			return CRM_OK;
		st = gather_pays(
		    v->store, v->entity, o, &g, all, q->arena, &pays, err);
		if (st != CRM_OK || pays)
			return st;
		crm_sql_free(q);
	}
	compose(v, o, added, NULL, q, &all);
	return CRM_OK;
}

/* Versions of records that the open batch has changed are its number. */
static enum crm_status
settle_number(
    struct crm_store *s, const struct crm_columns *c, struct crm_err *err)
{
	int64_t number;
	size_t i;

	for (i = 0; s->tx.open && s->tx.dirty && i < c->n; i++) {
		const struct crm_path *p = &c->path[i];

		if (p->entity->field[p->field]->flags & CRM_F_DERIVED &&
		    strcmp(p->entity->field[p->field]->name, "version") == 0)
			return tx_number(s, &number, err);
	}
	return CRM_OK;
}

/* Where a question is a trip, all are asked at once.  Where it is none, rows
 * are made one by one; in a transaction that writes, tables are themselves, not
 * views of a time past that would be made as a whole. */
static enum seeking
find_seeking(const struct crm_store *s, const struct crm_view_opts *o)
{
	if (!o->by_id || o->n_ids < TURNS)
		return EACH;
	if (s->engine->load != NULL)
		return IN_TURN;
	return s->tx.open ? ALONG : EACH;
}

enum crm_status
crm_view_open(struct crm_store *s, const struct crm_entity *e,
    const struct crm_view_opts *o, struct crm_arena *arena,
    struct crm_view **out, struct crm_err *err)
{
	struct crm_view *v = crm_alloc(arena, sizeof *v);
	const struct crm_columns *c = o->columns;
	struct crm_path *added = crm_alloc_n(arena, c->n + 1, sizeof *added);
	int *currency = crm_alloc_n(arena, c->n + 1, sizeof *currency);
	struct crm_sql q;
	enum crm_status st;
	size_t i, cells;

	v->store = s;
	v->entity = e;
	v->n = c->n;
	v->seeking = find_seeking(s, o);
	v->next = v->seeking == ALONG ? NO_ID : 0;
	for (i = 0; i < c->n; i++)
		currency[i] = currency_column(v, c, i, added, &v->extra);
	/* Of each column perhaps a tone. */
	cells = v->n + v->extra + (o->tones ? v->n : 0);
	v->col = crm_alloc_n(arena, cells, sizeof *v->col);
	v->text = crm_alloc_n(arena, cells, sizeof *v->text);
	v->place = crm_alloc_n(arena, cells, sizeof *v->place);
	v->shown = crm_alloc_n(arena, cells, sizeof *v->shown);
	v->cell = crm_alloc_n(arena, cells, sizeof *v->cell);
	if (o->tones)
		add_tones(v, c);
	place_cells(v, c);
	make_columns(v, c, added, arena, o->chinese);
	for (i = 0; i < c->n; i++)
		v->col[i].currency = currency[i];
	if ((st = settle_number(s, c, err)) != CRM_OK)
		return st;
	if (o->ids != NULL && (!o->by_id || v->seeking == IN_TURN) &&
	    (st = pick_ids(s, o->ids, o->n_ids, err)) != CRM_OK)
		return st;
	if (o->sort != NULL &&
	    (st = pinyin_places(s, e, o->sort, err)) != CRM_OK)
		return st;
	crm_sql_init(&q, arena);
	st = put_statement(v, o, added, &q, err);
	if (st == CRM_OK)
		st = crm_sql(s, q.text.data, &v->stmt, err);
	if (st == CRM_OK && (!o->by_id || v->seeking == IN_TURN))
		crm_bind_all(v->stmt, q.bind, q.n);
	crm_sql_free(&q);
	*out = v;
	return st;
}

const struct crm_column *
crm_view_columns(const struct crm_view *v, size_t *n)
{
	*n = v->n;
	return v->col;
}

size_t
crm_view_width(const struct crm_view *v)
{
	return v->n + v->extra;
}

/* Replaces a reference by the name of its record. */
static enum crm_status
show_name(struct crm_view *v, const struct shown *x, struct crm_err *err)
{
	struct crm_value *cell = &v->cell[x->cell];
	struct crm_text t;
	enum crm_status st;

	if (cell->kind != CRM_INT)
		return CRM_OK;
	st = crm_display(v->store, x->entity, cell->i, &t, err);
	if (st != CRM_OK)
		return st;
	t.p = crm_strndup(&v->row, t.p, t.n);
	*cell = crm_value_text(t);
	return CRM_OK;
}

static enum crm_status
read_cells(struct crm_view *v, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	crm_arena_reset(&v->row);
	crm_cells(v->stmt, v->text, v->read, v->cell);
	if (v->read < v->n + v->extra) /* from behind: none is taken twice */
		for (i = v->n + v->extra; i-- > 0;)
			v->cell[i] = v->cell[v->place[i]];
	for (i = 0; i < v->n_shown && st == CRM_OK; i++)
		st = show_name(v, &v->shown[i], err);
	return st;
}

void
crm_view_close(struct crm_view *v)
{
	if (v == NULL)
		return;
	if (v->stmt != NULL)
		crm_reset(v->stmt);
	crm_arena_free(&v->row);
}

enum crm_status
crm_view_next(struct crm_view *v, struct crm_value **cells, struct crm_err *err)
{
	enum crm_status st;
	bool row;

	*cells = NULL;
	if ((st = crm_step(v->stmt, &row, err)) != CRM_OK || !row)
		return st;
	*cells = v->cell;
	return read_cells(v, err);
}

/* Steps to the record; *row is false where it is not there. */
static enum crm_status
seek_row(struct crm_view *v, int64_t id, bool *row, struct crm_err *err)
{
	int behind = (int)v->read;
	enum crm_status st;

	if (v->seeking == EACH || (v->seeking == ALONG && v->next != id)) {
		crm_reset(v->stmt);
		crm_bind(v->stmt, 1, crm_value_int(id));
		v->next = id;
	}
	if ((st = crm_step(v->stmt, row, err)) == CRM_OK && *row &&
	    v->seeking != EACH)
		*row = crm_col_int(v->stmt, behind) == v->next;
	v->next = *row ? v->next + 1 : NO_ID;
	return st;
}

enum crm_status
crm_view_seek(struct crm_view *v, int64_t id, struct crm_value **cells,
    struct crm_err *err)
{
	enum crm_status st;
	bool row;

	*cells = NULL;
	if ((st = seek_row(v, id, &row, err)) != CRM_OK)
		return st;
	if (!row)
		return crm_fail(err, CRM_NOTFOUND, "there is no %s %s%lld",
		    crm_entity_word(v->entity), v->entity->def->code,
		    (long long)id);
	*cells = v->cell;
	return read_cells(v, err);
}
