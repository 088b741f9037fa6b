/*
 * A move before it is written: what it must fulfil, and what it costs.  It is
 * costed once, from what is there when it is entered, whatever its date.
 */
#include "stock.h"

#include <string.h>

/* One move while it is decided. */
struct moving {
	struct crm_store *s;
	const struct crm_saving *w;
	struct crm_record *r;
	struct goods g;
	struct place p;
	struct level l;
	int64_t quantity, day;
};

static bool
is_kind(const struct crm_record *r, const char *kind)
{
	return crm_text_is(text_of(r, "kind"), kind);
}

static bool
given(const struct crm_record *r, const char *name)
{
	return value_of(r, name)->kind != CRM_NULL;
}

/* ---- what stands is not changed ---- */

/* What may be said of a move later. */
static bool
is_remark(const char *name)
{
	return strcmp(name, "notes") == 0 || strcmp(name, "reference") == 0 ||
	    strcmp(name, "reason") == 0 || strcmp(name, "ext") == 0;
}

static enum crm_status
check_unchanged(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_entity *e = w->new->entity;
	size_t i;

	for (i = 0; i < e->n; i++)
		if ((e->field[i]->flags &
			(CRM_F_SYSTEM | CRM_F_CUSTOM | CRM_F_DERIVED)) == 0 &&
		    !is_remark(e->field[i]->name) &&
		    !crm_value_eq(w->old->v[i], w->new->v[i]))
			return crm_fail_field(err, CRM_RULE, e->field[i]->name,
			    "a move stays as it was booked; undo its batch, or "
			    "book another that takes it back");
	return CRM_OK;
}

enum crm_status
move_hide(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st = crm_fail_record(err, CRM_RULE,
	    "%s stays in the ledger; undo its batch, or book a move that takes "
	    "it back",
	    typed_id(&a, w->new->entity, w->new->id));

	crm_arena_free(&a);
	return st;
}

/* ---- what every move must fulfil ---- */

static enum crm_status
load(struct moving *m, const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(w->store);
	struct desk *desk;
	enum crm_status st;

	m->s = w->store;
	m->w = w;
	m->r = w->new;
	m->day = value_of(m->r, "moved_on")->i;
	if (!given(m->r, "quantity"))
		set_int(m->r, "quantity", 0);
	m->quantity = value_of(m->r, "quantity")->i;
	/* Whoever moves the same product waits here. */
	if ((st = crm_lock(m->s, crm_dict_find(d, "product"),
		 value_of(m->r, "product")->i, err)) != CRM_OK ||
	    (st = desk_load(m->s, value_of(m->r, "product")->i,
		 value_of(m->r, "warehouse")->i, w->arena, &desk, err)) !=
		CRM_OK)
		return st;
	m->g = desk->g;
	m->p = desk->p;
	m->l = desk->l;
	return CRM_OK;
}

/* ---- there is enough ---- */

static enum crm_status
elsewhere(const struct moving *m, const char **more, struct crm_err *err)
{
	const struct lack lack = { .g = &m->g, .warehouse = m->p.id };

	return stock_elsewhere(m->s, &lack, m->w->arena, more, err);
}

static enum crm_status
not_enough(const struct moving *m, int64_t there, const char *words,
    struct crm_err *err)
{
	const char *more;
	enum crm_status st = elsewhere(m, &more, err);

	return st != CRM_OK
	    ? st
	    : crm_fail(err, CRM_RULE, "%s: %s are to leave %s, %s %s%s",
		  m->g.name, quantity_dup(m->w->arena, -m->quantity), m->p.name,
		  quantity_dup(m->w->arena, there), crm_tr(words), more);
}

/* On the day of the move and on every one behind it. */
static enum crm_status
check_days(const struct moving *m, struct crm_err *err)
{
	int64_t least, day;
	const char *more;
	enum crm_status st;

	if (m->p.below_zero)
		return CRM_OK;
	if (m->day >= m->l.last_on)
		return m->l.pool.on_hand + m->quantity >= 0
		    ? CRM_OK
		    : not_enough(m, m->l.pool.on_hand, "are there", err);
	st = level_lowest(m->s, m->g.id, m->p.id, 0, m->l.pool.on_hand, m->day,
	    &least, &day, err);
	if (st != CRM_OK || least + m->quantity >= 0 ||
	    (st = elsewhere(m, &more, err)) != CRM_OK)
		return st;
	return crm_fail(err, CRM_RULE,
	    "%s in %s would be %s on %s, where it is %s now%s", m->g.name,
	    m->p.name, quantity_dup(m->w->arena, least + m->quantity),
	    date_dup(m->w->arena, day), quantity_dup(m->w->arena, least), more);
}

/* What others hold is not taken, wherever it lies; what has expired is nobody's.  Where
 * there may be less than nothing, that is all that is asked. */
static enum crm_status
check_free(const struct moving *m, struct crm_err *err)
{
	const int64_t today = crm_store_clock(m->s)->today;
	int64_t expired = 0, held = 0, there = 0, free;
	enum crm_status st = CRM_OK;

	if (!m->p.sellable || is_kind(m->r, "count") ||
	    is_kind(m->r, "reversal") ||
	    (m->p.below_zero && m->l.reserved == 0))
		return CRM_OK;
	if (m->g.tracking != TRACK_NONE)
		st = level_expired(m->s, m->g.id, m->p.id,
		    crm_store_clock(m->s)->today, &expired, err);
	if (st == CRM_OK && given(m->r, "reservation"))
		st = reserve_held(
		    m->s, value_of(m->r, "reservation")->i, &held, err);
	if (st == CRM_OK && m->p.below_zero && m->l.reserved <= held)
		return CRM_OK;
	/* What comes later is not there to be taken. */
	if (st == CRM_OK)
		st = level_from(m->s, &m->g, m->p.id, &m->l,
		    m->day > today ? m->day : today, &there, err);
	if (st != CRM_OK)
		return st;
	if (given(m->r, "lot") &&
	    lot_expired(m->s, value_of(m->r, "lot")->i,
		crm_store_clock(m->s)->today, err))
		return CRM_OK;
	free = there - m->l.reserved - expired + held;
	return free + m->quantity >= 0
	    ? CRM_OK
	    : not_enough(m, free < 0 ? 0 : free, "are free there", err);
}

/* ---- what it costs ---- */

static enum crm_status
too_large(struct crm_err *err)
{
	return crm_fail_field(
	    err, CRM_INVALID, "value", "is more than can be kept");
}

static struct layer_ask
asking(const struct moving *m)
{
	struct layer_ask ask = { .product = m->g.id, .warehouse = m->p.id };

	if (given(m->r, "lot"))
		ask.lot = value_of(m->r, "lot")->i;
	/* What is sent leaves the way as it came there, and what is taken back as it
	 * came. */
	if (given(m->r, "of") && (m->p.transit || is_kind(m->r, "reversal")))
		ask.move = value_of(m->r, "of")->i;
	return ask;
}

static void
set_parts(const struct moving *m, const struct cost_part *part, size_t n)
{
	crm_record_set(m->r, field_of(m->r->entity, "parts"),
	    crm_value_text(parts_write(m->w->arena, part, n)));
}

/* What goes on of a shipment is no other's. */
static enum crm_status
check_brought(const struct moving *m, const struct cost_layer *l, size_t n,
    struct crm_err *err)
{
	int64_t there = 0;
	size_t i;

	for (i = 0; i < n; i++)
		there += l[i].left;
	return there + m->quantity >= 0
	    ? CRM_OK
	    : crm_fail_record(err, CRM_RULE,
		  "%s: %s are to leave %s, of %s %s are there", m->g.name,
		  quantity_dup(m->w->arena, -m->quantity), m->p.name,
		  typed_id(m->w->arena, m->r->entity, value_of(m->r, "of")->i),
		  quantity_dup(m->w->arena, there));
}

/* What takes back a move that has no layers of its own takes of any. */
static enum crm_status
read_taken(const struct moving *m, struct layer_ask *ask, struct cost_layer **l,
    size_t *n, struct crm_err *err)
{
	enum crm_status st = layers_read(
	    m->s, ask, -m->quantity, m->w->arena, l, n, err);

	if (st != CRM_OK || *n > 0 || m->p.transit || ask->move == 0)
		return st;
	ask->move = 0;
	return layers_read(m->s, ask, -m->quantity, m->w->arena, l, n, err);
}

static enum crm_status
cost_out(struct moving *m, struct crm_err *err)
{
	struct layer_ask ask = asking(m);
	struct cost_layer *l;
	struct cost_part *part;
	struct cost_taken taken;
	enum crm_status st;
	size_t n;

	st = read_taken(m, &ask, &l, &n, err);
	if (st != CRM_OK ||
	    (ask.move != 0 && !m->w->import &&
		(st = check_brought(m, l, n, err)) != CRM_OK))
		return st;
	part = crm_alloc_n(m->w->arena, n + 1, sizeof *part);
	if (!cost_take(&m->l.pool, l, n, -m->quantity, part, &n, &taken))
		return too_large(err);
	set_parts(m, part, n);
	if (!given(m->r, "value"))
		set_int(m->r, "value", -taken.value);
	return CRM_OK;
}

/* What a surplus costs where nobody says: the average, else what the newest layer
 * does, else what was known last. */
static enum crm_status
known_value(struct moving *m, int64_t *value, struct crm_err *err)
{
	const struct layer_ask newest = {
		.product = m->g.id, .warehouse = m->p.id, .newest = true
	};
	struct cost_layer *l;
	enum crm_status st;
	size_t n = 0;

	if (m->g.fifo) {
		st = layers_read(m->s, &newest, 1, m->w->arena, &l, &n, err);
		if (st != CRM_OK)
			return st;
		if (n > 0)
			return cost_share(l->value, m->quantity, l->left, value)
			    ? CRM_OK
			    : too_large(err);
	}
	return cost_known(&m->l.pool, m->quantity, value) ? CRM_OK
							  : too_large(err);
}

/* A return, or what was thrown away of one, at what it had cost. */
static enum crm_status
cost_return(struct moving *m, struct crm_err *err)
{
	bool scrap = is_kind(m->r, "scrap");
	int64_t back = scrap ? value_of(m->r, "scrapped")->i : m->quantity;
	struct crm_record issue;
	int64_t quantity, value;
	enum crm_status st;

	/* A file said what it cost. */
	if (!given(m->r, "of"))
		return CRM_OK;
	if ((st = crm_load(m->s, m->r->entity, value_of(m->r, "of")->i,
		 m->w->arena, &issue, err)) != CRM_OK ||
	    (st = issue_left(m->s, &issue, &quantity, &value, err)) != CRM_OK)
		return st;
	if (!m->w->import && !is_kind(&issue, "issue"))
		return crm_fail_record(err, CRM_RULE,
		    "%s is no issue: what comes back names the one that it "
		    "left with",
		    typed_id(m->w->arena, m->r->entity, issue.id));
	if ((st = move_behind(m->w, &issue, err)) != CRM_OK)
		return st;
	if (!m->w->import && (back > quantity || quantity <= 0))
		return crm_fail_record(err, CRM_RULE,
		    "%s can give back %s, not %s",
		    typed_id(m->w->arena, m->r->entity, issue.id),
		    quantity_dup(m->w->arena, quantity > 0 ? quantity : 0),
		    quantity_dup(m->w->arena, back));
	if (value_of(&issue, "product")->i != m->g.id ||
	    !crm_value_eq(*value_of(&issue, "lot"), *value_of(m->r, "lot")))
		return crm_fail_record(err, CRM_RULE,
		    "%s was of another product or lot",
		    typed_id(m->w->arena, m->r->entity, issue.id));
	if (quantity <= 0 || !cost_share(value, back, quantity, &value))
		return too_large(err);
	if (scrap)
		set_int(m->r, "expense", value);
	if (!given(m->r, "value"))
		set_int(m->r, "value", scrap ? 0 : value);
	return CRM_OK;
}

/* What comes in fills holes first. */
static enum crm_status
cost_in(struct moving *m, struct crm_err *err)
{
	const struct layer_ask holes = {
		.product = m->g.id, .warehouse = m->p.id, .holes = true
	};
	struct cost_layer *l;
	struct cost_part *part;
	int64_t value, filled;
	enum crm_status st;
	size_t n;

	if (is_kind(m->r, "return"))
		st = cost_return(m, err);
	else if (given(m->r, "value"))
		st = CRM_OK;
	else if ((st = known_value(m, &value, err)) == CRM_OK)
		set_int(m->r, "value", value);
	if (st != CRM_OK || m->l.pool.on_hand >= 0)
		return st;
	st = layers_read(m->s, &holes, m->quantity, m->w->arena, &l, &n, err);
	if (st != CRM_OK)
		return st;
	part = crm_alloc_n(m->w->arena, n + 1, sizeof *part);
	if (!cost_fill(l, n, m->quantity, part, &n, &filled))
		return too_large(err);
	set_parts(m, part, n);
	return CRM_OK;
}

/* What is taken back must leave the rest as something that can be. */
static enum crm_status
check_reversal(const struct moving *m, struct crm_err *err)
{
	int64_t left = m->l.pool.on_hand + m->quantity;
	int64_t value = m->l.pool.value + value_of(m->r, "value")->i;

	if (m->quantity < 0 && (left == 0 ? value != 0 : left > 0 && value < 0))
		return crm_fail_record(err, CRM_RULE,
		    "%s is part of what others left at; take it back with: "
		    "crm-stock return-to-supplier, or a count",
		    typed_id(
			m->w->arena, m->r->entity, value_of(m->r, "of")->i));
	return check_days(m, err);
}

/* What leaves is worth what is there. */
static enum crm_status
check_unpriced(const struct moving *m, struct crm_err *err)
{
	return given(m->r, "value")
	    ? crm_fail_field(err, CRM_RULE, "value",
		  "of what leaves follows from what is there")
	    : CRM_OK;
}

static enum crm_status
cost(struct moving *m, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	if (is_kind(m->r, "reversal") && !m->w->import)
		return check_reversal(m, err);
	if (m->quantity < 0) {
		if (!m->w->import &&
		    ((st = check_unpriced(m, err)) != CRM_OK ||
			(st = check_free(m, err)) != CRM_OK))
			return st;
		st = check_days(m, err);
		return st == CRM_OK ? cost_out(m, err) : st;
	}
	if (m->quantity > 0)
		return cost_in(m, err);
	if (is_kind(m->r, "scrap"))
		st = cost_return(m, err);
	else if (is_kind(m->r, "cost") && given(m->r, "of"))
		st = cost_added(m->w, &m->g, err);
	else if (is_kind(m->r, "cost") && (!m->w->import || m->g.fifo))
		st = check_revalued(m->s, &m->g, &m->p, &m->l, m->r, err);
	if (st == CRM_OK && !given(m->r, "value"))
		set_int(m->r, "value", 0);
	return st;
}

/* The supplier's credit less what the goods had cost is a difference of price. */
static void
keep_credit(struct moving *m)
{
	if (is_kind(m->r, "supplier-return") && given(m->r, "expense") &&
	    !m->w->import)
		set_int(m->r, "expense",
		    -value_of(m->r, "value")->i - value_of(m->r, "expense")->i);
}

enum crm_status
move_save(const struct crm_saving *w, struct crm_err *err)
{
	struct moving m = { .s = NULL };
	enum crm_status st;
	bool filed = false;

	if (w->old != NULL)
		return check_unchanged(w, err);
	if ((st = move_place(w, err)) != CRM_OK)
		return st;
	/* What is lacking is told by the write path. */
	if (!given(w->new, "product") || !given(w->new, "warehouse") ||
	    !given(w->new, "moved_on") || !given(w->new, "kind"))
		return CRM_OK;
	if ((st = load(&m, w, err)) != CRM_OK ||
	    (st = move_says(&m.g, m.r, w->import, err)) != CRM_OK ||
	    (st = back_of_issue(w, err)) != CRM_OK ||
	    (st = move_filed(w, &filed, err)) != CRM_OK ||
	    (!w->import &&
		((st = check_in_use(&m.g, &m.p, m.r, err)) != CRM_OK ||
		    (st = move_of_check(m.s, &m.p, m.r, err)) != CRM_OK ||
		    (st = move_of_others(w, err)) != CRM_OK)) ||
	    (st = lot_check(m.s, &m.g, &m.p, m.r, w->import, err)) != CRM_OK ||
	    (st = cost(&m, err)) != CRM_OK ||
	    (filed &&
		(st = move_filed_worth(w, &m.g, &m.l.pool, err)) != CRM_OK))
		return st;
	keep_credit(&m);
	return CRM_OK;
}
