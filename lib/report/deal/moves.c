/*
 * What became of deals between two days, as the book recorded it: each deal as it
 * is now, and from the log what its fields were at the end of either day: the
 * old value of the first change behind it.
 */
#include "moves.h"

#include <crm/store/log.h>

#include <string.h>

/* The fields that decide, in the order of the first columns. */
enum {
	STAGE,
	AMOUNT,
	CLOSE,
	DELETED,
	OWN,
	CURRENCY,
	FIELDS,
	CREATED = FIELDS,
	ID
};

static const char *const fields[] = { [STAGE] = "stage",
	[AMOUNT] = "amount_base",
	[CLOSE] = "expected_close",
	[DELETED] = "deleted",
	[OWN] = "amount",
	[CURRENCY] = "currency",
	[FIELDS] = NULL };

/* Of a deal that has changed since: its values at both ends, all of them numbers.
 * There may be as many as deals, so they are packed. */
struct past {
	int64_t v[2][FIELDS];
	unsigned char known[2], blank[2]; /* a bit a field */
};

/* The code of a currency as a number, byte by byte. */
static struct crm_value
packed(struct crm_value v)
{
	int64_t code = 0;

	if (v.kind != CRM_STR || v.t.n >= sizeof code)
		return v;
	memcpy(&code, v.t.p, v.t.n);
	return crm_value_int(code);
}

static bool
is_known(const struct past *p, size_t end, size_t field)
{
	return (p->known[end] & 1U << field) != 0;
}

static void
learn(struct past *p, size_t end, size_t field, struct crm_value v)
{
	p->known[end] |= (unsigned char)(1U << field);
	if (v.kind == CRM_INT)
		p->v[end][field] = v.i;
	else
		p->blank[end] |= (unsigned char)(1U << field);
}

static struct crm_value
value_at(const struct past *p, size_t end, size_t field)
{
	return (p->blank[end] & 1U << field) != 0
	    ? CRM_VALUE_NULL
	    : crm_value_int(p->v[end][field]);
}

static size_t
field_index(const struct crm_field *f)
{
	size_t i = 0;

	while (strcmp(fields[i], f->name) != 0)
		i++;
	return i;
}

static enum crm_status
note_change(void *ctx, const struct crm_log_change *c, struct crm_err *err)
{
	struct moves *m = ctx;
	struct past *p = groups_at(&m->past, crm_value_int(c->record));
	size_t i, field = field_index(c->field);

	(void)err;
	for (i = 0; i < COUNT(m->day); i++) {
		if (!is_known(p, i, field) &&
		    c->at >= crm_date_start(m->day[i] + 1))
			learn(p, i, field, packed(c->old));
	}
	return CRM_OK;
}

enum crm_status
moves_open(struct tally_run *r, struct moves *out, struct crm_err *err)
{
	static const struct columns columns = {
		.sql = "t.\"stage\", t.\"amount_base\", t.\"expected_close\", "
		       "t.\"deleted\", t.\"amount\", t.\"currency\", "
		       "t.\"created\", t.\"id\"",
		.text = { [CURRENCY] = true },
		.n = 8,
		.hidden = true,
	};
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(r->s), "deal");
	int64_t today = crm_store_clock(r->s)->today;
	enum crm_status st;

	*out = (struct moves){ .run = r };
	if (r->o->from == CRM_DATE_MIN)
		return crm_fail(err, CRM_USAGE,
		    "give --from: the first of the days in which deals moved");
	out->day[0] = r->o->from - 1;
	out->day[1] = r->o->to == CRM_DATE_MAX ? today : r->o->to;
	groups_init(&out->past, r->arena, sizeof(struct past));
	if ((st = stages_load(r->s, r->arena, &out->stages, err)) != CRM_OK ||
	    (st = crm_log_fields(r->s, e, fields,
		 crm_date_start(out->day[0] + 1), note_change, out, err)) !=
		CRM_OK)
		return st;
	return records_open(r, &columns, &out->rows, err);
}

/* A deal at one end. */
struct end {
	bool there, open, won;
	int64_t amount;
	int64_t currency; /* packed; 0: the base currency */
	struct crm_value close;
};

/* What has no rate is worth what it is in its own currency. */
static void
take_worth(const struct crm_value *v, struct end *out)
{
	if (v[AMOUNT].kind == CRM_INT) {
		out->amount = v[AMOUNT].i;
	} else if (v[OWN].kind == CRM_INT && v[CURRENCY].kind == CRM_INT) {
		out->amount = v[OWN].i;
		out->currency = v[CURRENCY].i;
	}
}

static struct end
end_of(const struct moves *m, const struct past *p, size_t i)
{
	const struct crm_value *now = m->rows.cell;
	struct crm_value v[FIELDS];
	const struct stage *stage;
	struct end out;
	size_t f;

	for (f = 0; f < FIELDS; f++)
		v[f] = p != NULL && is_known(p, i, f) ? value_at(p, i, f)
						      : packed(now[f]);
	stage = stages_find(&m->stages, v[STAGE].i);
	out = (struct end){
		.there = v[DELETED].kind == CRM_NULL &&
		    now[CREATED].i < crm_date_start(m->day[i] + 1),
		.open = stage != NULL && stage->type == STAGE_OPEN,
		.won = stage != NULL && stage->type == STAGE_WON,
		.close = v[CLOSE],
	};
	take_worth(v, &out);
	return out;
}

/* Recorded as open behind the first day, and closed by the second: its first stage is
 * the old one of the first change. */
static bool
came_and_went(const struct end *a, const struct end *b)
{
	return !a->there && a->open && b->there && !b->open;
}

static enum move_kind
kind_of(const struct end *a, const struct end *b)
{
	bool was = a->there && a->open, is = b->there && b->open;

	if (!was)
		return !is ? MOVE_NONE : a->there ? MOVE_REOPENED : MOVE_NEW;
	if (is)
		return b->amount > a->amount ? MOVE_GROWN
		    : b->amount < a->amount  ? MOVE_SHRUNK
					     : MOVE_NONE;
	return !b->there ? MOVE_REMOVED : b->won ? MOVE_WON : MOVE_LOST;
}

static int
pushed(const struct end *a, const struct end *b)
{
	struct crm_ymd x, y;
	int months;

	if (a->close.kind != CRM_INT || b->close.kind != CRM_INT)
		return 0;
	x = crm_date_ymd(a->close.i);
	y = crm_date_ymd(b->close.i);
	months = (y.y - x.y) * 12 + y.m - x.m;
	return (months > 0) - (months < 0);
}

static void
put_currency(struct move *x, int64_t packed)
{
	memcpy(x->currency, &packed, sizeof packed);
}

/* Of one that is worth something in two currencies: it leaves the one, and comes into
 * the other. */
static void
part(
    struct moves *m, struct move *out, const struct end *a, const struct end *b)
{
	m->half = *out;
	m->half.before_open = false;
	m->half.before = 0;
	m->half.kind = MOVE_GROWN;
	put_currency(&m->half, b->currency);
	out->after_open = false;
	out->after = 0;
	out->kind = MOVE_SHRUNK;
	out->pushed = 0;
	put_currency(out, a->currency);
}

/* Of one that came and went: it comes, and then leaves with the same. */
static void
pass(struct moves *m, struct move *out, const struct end *b)
{
	out->kind = MOVE_NEW;
	put_currency(out, b->currency);
	m->half = *out;
	m->half.kind = b->won ? MOVE_WON : MOVE_LOST;
	m->half.before = out->after;
}

static enum crm_status
note_unrated(struct moves *m, const struct move *x, const struct end *a,
    const struct end *b, struct crm_err *err)
{
	bool after = x->after_open || x->passed;
	const struct end *e = after && b->currency != 0 ? b
	    : x->before_open && a->currency != 0        ? a
							: NULL;
	struct move of;

	if (e == NULL)
		return CRM_OK;
	put_currency(&of, e->currency);
	return unrated_add(&m->unrated, m->run->arena, crm_text_of(of.currency),
	    e->amount, err);
}

/* The half that is left of the deal before. */
static void
take_half(struct moves *m, struct move *out, struct crm_value *key)
{
	*out = m->half;
	m->half.id = 0;
	memcpy(key, m->key, m->run->d.n * sizeof *key);
}

enum crm_status
moves_next(struct moves *m, struct move *out, struct crm_value *key,
    bool *found, struct crm_err *err)
{
	const struct crm_value *now = m->rows.cell;
	const struct past *p;
	enum crm_status st;
	struct end a, b;

	*found = m->half.id != 0;
	if (*found) {
		take_half(m, out, key);
		return CRM_OK;
	}
	st = records_next(m->run, &m->rows, key, found, err);
	if (st != CRM_OK || !*found)
		return st;
	p = groups_find(&m->past, now[ID]);
	a = end_of(m, p, 0);
	b = end_of(m, p, 1);
	*out = (struct move){ .id = now[ID].i,
		.kind = kind_of(&a, &b),
		.passed = came_and_went(&a, &b),
		.before_open = a.there && a.open,
		.after_open = b.there && b.open,
		.before = a.amount,
		.after = b.amount };
	put_currency(out, out->after_open ? b.currency : a.currency);
	if (out->before_open && out->after_open)
		out->pushed = pushed(&a, &b);
	st = note_unrated(m, out, &a, &b, err);
	memcpy(m->key, key, m->run->d.n * sizeof *key);
	if (out->passed)
		pass(m, out, &b);
	else if (out->before_open && out->after_open &&
	    a.currency != b.currency)
		part(m, out, &a, &b);
	return st;
}

void
moves_close(struct moves *m)
{
	records_close(&m->rows);
}
