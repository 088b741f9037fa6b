/*
 * Batches that a clock dated ahead, and all behind them, which may not be earlier:
 * dated again once the clock is right, by a batch whose reason keeps what they said.
 *
 * The records that they gave while the clock was ahead get the same time.  What else
 * was taken from that clock (days of owning, of activities) stays: users can set it.
 */
#include "store/internal.h"

#include <crm/store/log.h>
#include <crm/store/upkeep.h>

#include <string.h>

enum { COLUMNS = 9, NUMBER = 1, AT = 2, SEAL = COLUMNS };

struct dated {
	int64_t id, number, at;
	int64_t seal; /* with the new time */
	bool sealed;
};

struct redate {
	struct crm_store *s;
	struct crm_arena arena;
	int64_t from, to; /* the batch, and the time it gets */
	int64_t now;
	struct dated *batch;
	size_t n, cap;
};

/* ---- which, and to when ---- */

static const char *
shown(struct redate *r, int64_t at)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;

	crm_instant_format(&b, at);
	text = crm_strdup(&r->arena, b.data);
	crm_buf_free(&b);
	return text;
}

static enum crm_status
check_time(struct redate *r, int64_t now, struct crm_err *err)
{
	struct crm_value before = CRM_VALUE_NULL, at;
	enum crm_status st = crm_batch_at(r->s, r->from, &at, err);

	if (st == CRM_OK && r->from > 1)
		st = crm_batch_at(r->s, r->from - 1, &before, err);
	if (st != CRM_OK)
		return st;
	if (at.kind != CRM_INT || at.i <= now)
		return crm_fail(err, CRM_RULE,
		    "B%lld is of %s, and the clock says %s: it is not ahead",
		    (long long)r->from, shown(r, at.kind == CRM_INT ? at.i : 0),
		    shown(r, now));
	if (before.kind == CRM_INT && before.i > now)
		return crm_fail(err, CRM_RULE,
		    "B%lld before it is ahead of the clock, too: begin with the "
		    "first that is",
		    (long long)r->from - 1);
	if (r->to > now || (before.kind == CRM_INT && r->to < before.i))
		return crm_fail_field(err, CRM_RULE, "at",
		    "%s is not between the batch before (%s) and now (%s)",
		    shown(r, r->to),
		    before.kind == CRM_INT ? shown(r, before.i) : "none",
		    shown(r, now));
	return CRM_OK;
}

/* All behind it are as much ahead: no batch is earlier than the one before. */
static enum crm_status
read_batches(struct redate *r, struct crm_err *err)
{
	struct crm_value v[COLUMNS];
	struct crm_stmt *q;
	enum crm_status st;
	bool row;
	int i;

	st = crm_sql(r->s,
	    "SELECT \"id\", \"number\", \"at\", \"actor\", \"login\", "
	    "\"program\", \"args\", \"reason\", \"undoes\", \"seal\" FROM batch "
	    "WHERE \"number\" >= ? ORDER BY \"number\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(r->from));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct dated *b;

		r->batch = crm_grow(
		    &r->arena, r->batch, r->n, &r->cap, sizeof *r->batch);
		b = &r->batch[r->n++];
		for (i = 0; i < COLUMNS; i++)
			v[i] = crm_col(q, i, i >= 4 && i <= 7);
		*b = (struct dated){ v[0].i, v[NUMBER].i, v[AT].i,
			crm_col_int(q, SEAL), !crm_col_null(q, SEAL) };
		b->seal = seal_less(
		    b->seal, seal_line("batch", v + NUMBER, COLUMNS - 1));
		v[AT] = crm_value_int(r->to);
		b->seal = seal_add(
		    b->seal, seal_line("batch", v + NUMBER, COLUMNS - 1));
	}
	return st;
}

/* ---- the records that they gave ---- */

/* What the seal of a record changes by with its time. */
static int64_t
seal_moves(const struct crm_field *f, int64_t from, int64_t to)
{
	struct crm_value old = crm_value_int(from), new = crm_value_int(to);
	uint64_t seed = seal_seed(f);

	return seal_less(seal_value(seed, &new), seal_value(seed, &old));
}

static enum crm_status
date_records(struct redate *r, const struct dated *b,
    const struct crm_entity *e, int64_t first, int64_t last,
    struct crm_err *err)
{
	const char *field = e->field[e->created]->name;
	struct crm_value ids[] = { crm_value_int(first), crm_value_int(last),
		crm_value_int(b->id) },
			 old;
	enum crm_status st;

	/* A batch dates all that it gives by one moment; behind one that was ahead it
	 * was the right one. */
	st = crm_get_int(r->s,
	    crm_sprintf(&r->arena,
		"SELECT max(\"%s\") FROM \"%s\" WHERE \"id\" BETWEEN ? AND ? "
		"AND \"born\" = ?",
		field, e->def->table),
	    ids, 3, &old, err);
	if (st != CRM_OK || old.kind != CRM_INT || old.i <= r->now)
		return st;
	return crm_run(r->s,
	    crm_sprintf(&r->arena,
		"UPDATE \"%s\" SET \"%s\" = ?, \"seal\" = (\"seal\" + ?) & %lld "
		"WHERE \"id\" BETWEEN ? AND ? AND \"born\" = ? AND \"%s\" = ?",
		e->def->table, field, (long long)CRM_SEAL_MASK, field),
	    (struct crm_value[]){ crm_value_int(r->to),
		crm_value_int(seal_moves(e->field[e->created], old.i, r->to)),
		ids[0], ids[1], ids[2], old },
	    6, err);
}

struct birth {
	const struct crm_entity *e;
	int64_t first, last;
	struct birth *next;
};

static enum crm_status
read_births(struct redate *r, const struct dated *b, struct birth **out,
    struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*out = NULL;
	st = crm_sql(r->s,
	    "SELECT \"entity\", \"first\", \"last\" FROM birth "
	    "WHERE \"batch\" = ?",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(b->id));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct crm_text t = crm_col_text(q, 0);
		struct birth *x = crm_alloc(&r->arena, sizeof *x);

		*x = (struct birth){ crm_dict_find(r->s->dict,
					 crm_strndup(&r->arena, t.p, t.n)),
			crm_col_int(q, 1), crm_col_int(q, 2), *out };
		*out = x;
	}
	return st;
}

static enum crm_status
date_batch(struct redate *r, const struct dated *b, struct crm_err *err)
{
	struct crm_value v[] = { crm_value_int(r->to),
		b->sealed ? crm_value_int(b->seal) : CRM_VALUE_NULL,
		crm_value_int(b->id) };
	struct birth *x;
	enum crm_status st = crm_run(r->s,
	    "UPDATE batch SET \"at\" = ?, \"seal\" = ? WHERE \"id\" = ?", v, 3,
	    err);

	if (st == CRM_OK)
		st = read_births(r, b, &x, err);
	for (; st == CRM_OK && x != NULL; x = x->next)
		if (x->e != NULL)
			st = date_records(r, b, x->e, x->first, x->last, err);
	return st;
}

/* ---- the record of it ---- */

/* "B7 to B9 had 2099-01-01T00:00:00Z, B10 had …", behind what the user says. */
static const char *
say_reason(struct redate *r, const char *reason, struct crm_arena *a)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;
	size_t i, end;

	if (reason != NULL)
		crm_buf_printf(&b, "%s: ", reason);
	for (i = 0; i < r->n; i = end) {
		for (end = i + 1;
		     end < r->n && r->batch[end].at == r->batch[i].at; end++)
			continue;
		crm_buf_printf(&b, "%sB%lld", i > 0 ? ", " : "",
		    (long long)r->batch[i].number);
		if (end > i + 1)
			crm_buf_printf(&b, " to B%lld",
			    (long long)r->batch[end - 1].number);
		crm_buf_printf(&b, " had %s", shown(r, r->batch[i].at));
	}
	text = crm_strdup(a, b.data);
	crm_buf_free(&b);
	return text;
}

enum crm_status
crm_redate(struct crm_store *s, int64_t number, struct crm_value at,
    struct crm_arena *a, const char **said, struct crm_err *err)
{
	int64_t now = s->tx.now, batch;
	struct redate r = { .s = s,
		.from = number,
		.now = now,
		.to = at.kind == CRM_INT ? at.i : now };
	enum crm_status st;
	size_t i;

	if ((st = crm_allow(s, CRM_ADMIN, NULL, err)) == CRM_OK &&
	    (st = s->engine->lock_numbers(s, err)) == CRM_OK &&
	    (st = check_time(&r, now, err)) == CRM_OK &&
	    (st = read_batches(&r, err)) == CRM_OK) {
		*said = s->tx.reason = say_reason(&r, s->tx.reason, a);
		st = tx_batch(s, &batch, err);
	}
	for (i = 0; i < r.n && st == CRM_OK; i++)
		st = date_batch(&r, &r.batch[i], err);
	crm_arena_free(&r.arena);
	return st;
}
