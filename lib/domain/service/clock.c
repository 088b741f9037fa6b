/*
 * The clocks of cases: one statement for the cases, and for each its moves; what
 * is promised is read once.  Nothing of it is kept: another priority, another
 * calendar or another promise counts from the opening at once.
 */
#include "service.h"

#include <crm/base/sla.h>
#include <crm/domain/calendar.h>

#include <string.h>

const int crm_case_levels[CRM_CASE_LEVELS] = { 50, 75, 100 };

enum { MINUTE = 60, WHOLE = 100 };

/* What is promised to cases of a priority, in minutes; 0: nothing. */
struct promise {
	struct crm_text priority;
	int64_t response, resolution, reply;
	int64_t calendar; /* 0: the default one */
};

/* A state of cases that has a name of its own. */
struct named_state {
	int64_t id;
	struct crm_text name; /* folded */
	bool waits;
};

struct crm_cases {
	struct crm_store *s;
	const struct crm_entity *e;
	struct crm_arena *arena;
	struct crm_calendars calendars;
	struct promise *promise;
	size_t n_promises, cap_promises;
	struct named_state *state;
	size_t n_states, cap_states;
	struct crm_stmt *q, *moves, *asked;
	size_t marks;
	const int64_t *id;
	size_t n, at;
	int64_t now;
	struct crm_arena row;
	struct crm_sla_move *move; /* of the case at hand */
	size_t n_moves;
	bool unknown; /* it is over, and nothing says since when */
};

/* ---- what holds for all of them ---- */

static enum crm_status
load_promises(struct crm_cases *c, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st = crm_sql(c->s,
	    "SELECT \"priority\", \"response_minutes\", \"resolution_minutes\", "
	    "\"reply_minutes\", \"calendar\" FROM sla "
	    "WHERE \"kind\" = 'case' AND \"deleted\" IS NULL",
	    &q, err);
	struct promise *p;
	bool row;

	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		c->promise = crm_grow(c->arena, c->promise, c->n_promises,
		    &c->cap_promises, sizeof *p);
		p = &c->promise[c->n_promises++];
		p->priority = crm_text_of(
		    text_dup(c->arena, crm_col_text(q, 0)));
		p->response = crm_col_int(q, 1);
		p->resolution = crm_col_int(q, 2);
		p->reply = crm_col_int(q, 3);
		p->calendar = crm_col_int(q, 4);
	}
	return st;
}

static enum crm_status
load_states(struct crm_cases *c, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st = crm_sql(c->s,
	    "SELECT \"id\", \"name_f\", coalesce(\"waits\", 0) FROM case_state "
	    "WHERE \"deleted\" IS NULL ORDER BY \"id\"",
	    &q, err);
	struct named_state *x;
	bool row;

	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		c->state = crm_grow(
		    c->arena, c->state, c->n_states, &c->cap_states, sizeof *x);
		x = &c->state[c->n_states++];
		x->id = crm_col_int(q, 0);
		x->name = crm_text_of(text_dup(c->arena, crm_col_text(q, 1)));
		x->waits = crm_col_int(q, 2) != 0;
	}
	return st;
}

/* By the state that it was said to wait in, else by the one of its name. */
static enum crm_sla_state
sla_state(const struct crm_cases *c, struct crm_text status, int64_t of)
{
	if (crm_text_is(status, "resolved") || crm_text_is(status, "closed"))
		return CRM_SLA_RESOLVED;
	for (size_t i = 0; i < c->n_states; i++)
		if (of != 0 ? c->state[i].id == of
			    : crm_text_eq(c->state[i].name, status))
			return c->state[i].waits ? CRM_SLA_WAITS : CRM_SLA_RUNS;
	return CRM_SLA_RUNS;
}

static const struct promise *
promise_of(const struct crm_cases *c, struct crm_text priority)
{
	static const struct promise none;

	for (size_t i = 0; i < c->n_promises; i++)
		if (crm_text_eq(c->promise[i].priority, priority))
			return &c->promise[i];
	return &none;
}

/* ---- the statements ---- */

enum {
	COL_ID,
	COL_SUBJECT,
	COL_PRIORITY,
	COL_STATUS,
	COL_CUSTOMER,
	COL_OWNER,
	COL_TEAM,
	COL_OPENED,
	COL_RESOLVED,
	COL_REOPENED,
	COL_CALENDAR,
	COL_ANSWERED,
	COL_MORE,
};

static enum crm_status
cases_sql(struct crm_cases *c, const struct crm_case_ask *ask,
    struct crm_sql *sql, struct crm_err *err)
{
	const struct crm_entity *e = c->e;
	enum crm_status st = CRM_OK;

	crm_buf_str(&sql->text,
	    "SELECT t.\"id\", t.\"subject\", coalesce(t.\"priority\", 'normal'), "
	    "coalesce(t.\"status\", 'new'), coalesce(t.\"customer\", 0), "
	    "coalesce(t.\"owner\", 0), coalesce(t.\"team\", u.\"team\", 0), "
	    "coalesce(t.\"opened_at\", t.\"created\"), "
	    "coalesce(t.\"resolved_at\", t.\"closed_at\"), "
	    "coalesce(t.\"reopened\", 0), "
	    "coalesce(t.\"calendar\", k.\"calendar\", g.\"calendar\", 0), ");
	crm_sql_field(sql, e, e->field[field_of(e, "first_response")], "t");
	if (ask->columns != NULL)
		ask->columns(ask->ctx, sql);
	crm_buf_str(&sql->text,
	    " FROM service_case t "
	    "LEFT JOIN app_user u ON u.\"id\" = t.\"owner\" "
	    "LEFT JOIN contract k ON k.\"id\" = t.\"contract\" "
	    "LEFT JOIN team g ON g.\"id\" = coalesce(t.\"team\", u.\"team\") "
	    "WHERE t.\"deleted\" IS NULL");
	if (ask->open)
		crm_buf_str(&sql->text,
		    " AND coalesce(t.\"status\", 'new') " CASE_OPEN_SQL);
	if (ask->where != NULL) {
		crm_buf_str(&sql->text, " AND (");
		crm_filter_sql(ask->where, "t", sql);
		crm_buf_char(&sql->text, ')');
	}
	crm_buf_str(&sql->text,
	    ask->ids != NULL ? " AND t.\"id\" = ?" : " ORDER BY t.\"id\"");
	if ((st = crm_sql(c->s, sql->text.data, &c->q, err)) == CRM_OK &&
	    sql->n > 0)
		crm_bind_all(c->q, sql->bind, sql->n);
	c->marks = sql->n;
	return st;
}

/* Notes are written without the customer. */
static enum crm_status
other_sql(struct crm_cases *c, struct crm_err *err)
{
	enum crm_status st = crm_sql(c->s,
	    "SELECT \"at\", \"status\", coalesce(\"waiting_for\", 0) "
	    "FROM case_move WHERE \"case\" = ? AND \"deleted\" IS NULL "
	    "ORDER BY \"at\", \"id\"",
	    &c->moves, err);

	return st != CRM_OK
	    ? st
	    : crm_sql(c->s,
		  "SELECT min(a.\"at\") FROM activity a WHERE a.\"about\" = ? "
		  "AND a.\"direction\" = 'in' AND a.\"kind\" <> 'note' "
		  "AND a.\"deleted\" IS NULL AND a.\"at\" > coalesce(("
		  "SELECT max(b.\"at\") FROM activity b WHERE b.\"about\" = ? "
		  "AND coalesce(b.\"direction\", 'out') = 'out' "
		  "AND b.\"kind\" <> 'note' AND b.\"deleted\" IS NULL), ?)",
		  &c->asked, err);
}

enum crm_status
crm_cases_open(struct crm_store *s, const struct crm_case_ask *ask,
    struct crm_arena *arena, struct crm_cases **out, struct crm_err *err)
{
	struct crm_cases *c = crm_alloc(arena, sizeof *c);
	struct crm_sql sql;
	enum crm_status st;

	*out = c;
	*c = (struct crm_cases){ .s = s,
		.e = crm_dict_find(crm_store_dict(s), "case"),
		.arena = arena,
		.calendars = { .arena = arena },
		.id = ask->ids,
		.n = ask->n,
		.now = ask->now,
		.row = CRM_ARENA_INIT };
	crm_sql_init(&sql, arena);
	if ((st = load_promises(c, err)) == CRM_OK &&
	    (st = load_states(c, err)) == CRM_OK &&
	    (st = cases_sql(c, ask, &sql, err)) == CRM_OK)
		st = other_sql(c, err);
	crm_sql_free(&sql);
	return st;
}

/* ---- one case ---- */

static struct crm_text
keep(struct crm_cases *c, struct crm_text t)
{
	return (struct crm_text){ text_dup(&c->row, t), t.n };
}

static void
read_case(struct crm_cases *c, struct crm_case *out)
{
	const struct crm_stmt *q = c->q;

	*out = (struct crm_case){ .id = crm_col_int(q, COL_ID),
		.subject = keep(c, crm_col_text(q, COL_SUBJECT)),
		.priority = keep(c, crm_col_text(q, COL_PRIORITY)),
		.status = keep(c, crm_col_text(q, COL_STATUS)),
		.customer = crm_col_int(q, COL_CUSTOMER),
		.owner = crm_col_int(q, COL_OWNER),
		.team = crm_col_int(q, COL_TEAM),
		.opened = crm_col_int(q, COL_OPENED),
		.answered = crm_col_int(q, COL_ANSWERED),
		.reopened = crm_col_int(q, COL_REOPENED) };
	out->open = !crm_text_is(out->status, "resolved") &&
	    !crm_text_is(out->status, "closed");
}

static void
add_move(struct crm_cases *c, size_t *cap, int64_t at, enum crm_sla_state to)
{
	c->move = crm_grow(&c->row, c->move, c->n_moves, cap, sizeof *c->move);
	c->move[c->n_moves++] = (struct crm_sla_move){ at, to };
}

/* A case that came without its moves was resolved when it says so, at the latest when
 * it was closed. */
static enum crm_status
read_moves(struct crm_cases *c, const struct crm_case *k, struct crm_err *err)
{
	int64_t at = crm_col_int(c->q, COL_RESOLVED);
	size_t cap = 0, before;
	enum crm_status st;
	bool row;

	c->move = NULL;
	c->n_moves = 0;
	if (sla_state(c, CRM_TEXT("new"), 0) == CRM_SLA_WAITS)
		add_move(c, &cap, k->opened, CRM_SLA_WAITS);
	before = c->n_moves;
	crm_reset(c->moves);
	crm_bind(c->moves, 1, crm_value_int(k->id));
	while ((st = crm_step(c->moves, &row, err)) == CRM_OK && row)
		add_move(c, &cap, crm_col_int(c->moves, 0),
		    sla_state(c, crm_col_text(c->moves, 1),
			crm_col_int(c->moves, 2)));
	c->unknown = c->n_moves == before && !k->open && at == 0;
	if (st == CRM_OK && c->n_moves == before && !k->open && at != 0)
		add_move(c, &cap, at, CRM_SLA_RESOLVED);
	return st;
}

static enum crm_status
read_asked(struct crm_cases *c, struct crm_case *k, struct crm_err *err)
{
	struct crm_value id = crm_value_text(
	    crm_text_of(typed_id(&c->row, c->e, k->id)));
	enum crm_status st;
	bool row;

	if (!k->open || k->answered == 0)
		return CRM_OK;
	crm_reset(c->asked);
	crm_bind(c->asked, 1, id);
	crm_bind(c->asked, 2, id);
	crm_bind(c->asked, 3, crm_value_int(k->answered));
	if ((st = crm_step(c->asked, &row, err)) != CRM_OK || !row)
		return st;
	k->asked = crm_col_int(c->asked, 0);
	crm_reset(c->asked);
	return CRM_OK;
}

/* ---- the arithmetic ---- */

static struct crm_sla_case
sla_case(const struct crm_cases *c, const struct crm_case *k)
{
	return (struct crm_sla_case){ .begun = k->opened,
		.answered = k->answered == 0 ? CRM_CAL_NEVER : k->answered,
		.now = c->now,
		.move = c->move,
		.n = c->n_moves };
}

static void
take(struct crm_case_clock *out, const struct crm_sla_clock *clock,
    int64_t target)
{
	out->target = target;
	out->elapsed = clock->elapsed;
	out->stopped = clock->stopped;
	out->due = target == 0 ? CRM_CAL_NEVER : clock->due;
	out->late = target > 0 && clock->elapsed > target;
}

/* Both clocks at a share of what is promised: where they stand, and when the
 * share is used up. */
static void
at_share(struct crm_cases *c, const struct crm_case *k, const struct promise *p,
    struct crm_cal *cal, int share, struct crm_sla_clock *response,
    struct crm_sla_clock *resolution)
{
	struct crm_sla_case x = sla_case(c, k);

	x.response = p->response * MINUTE * share / WHOLE;
	x.resolution = p->resolution * MINUTE * share / WHOLE;
	crm_sla_clocks(cal, &x, &c->row, response, resolution);
}

/* No wait is taken out of a reply. */
static void
reckon_reply(struct crm_cases *c, struct crm_case *k, int64_t minutes,
    struct crm_cal *cal)
{
	struct crm_case_clock *r = &k->reply;

	r->due = CRM_CAL_NEVER;
	r->stopped = k->asked == 0;
	if (r->stopped || minutes == 0)
		return;
	r->target = minutes * MINUTE;
	r->elapsed = crm_sla_elapsed(cal, k->asked, c->now, NULL, 0);
	r->due = crm_sla_due(cal, k->asked, r->target, NULL, 0);
	r->late = r->elapsed > r->target;
	for (int i = 0; i < CRM_CASE_LEVELS; i++)
		r->at[i] = crm_sla_due(cal, k->asked,
		    r->target * crm_case_levels[i] / WHOLE, NULL, 0);
}

/* A resolution that was reopened is none. */
static int64_t
resolution_of(const struct crm_cases *c)
{
	int64_t at = 0;

	for (size_t i = 0; i < c->n_moves; i++)
		if (c->move[i].to != CRM_SLA_RESOLVED)
			at = 0;
		else if (at == 0)
			at = c->move[i].at;
	return at;
}

/* When it was due is known, not whether it was late. */
static void
forget(struct crm_case_clock *c)
{
	*c = (struct crm_case_clock){
		.due = c->due, .stopped = true, .unknown = true
	};
}

static enum crm_status
reckon(struct crm_cases *c, struct crm_case *k, struct crm_err *err)
{
	const struct promise *p = promise_of(c, k->priority);
	int64_t calendar = crm_col_int(c->q, COL_CALENDAR);
	struct crm_sla_clock response, resolution;
	struct crm_cal *cal;
	enum crm_status st;

	st = crm_calendars_find(c->s, &c->calendars,
	    calendar != 0 ? calendar : p->calendar, &cal, err);
	if (st != CRM_OK)
		return st;
	for (int i = 0; i < CRM_CASE_LEVELS; i++) {
		at_share(
		    c, k, p, cal, crm_case_levels[i], &response, &resolution);
		k->response.at[i] = response.due;
		k->resolution.at[i] = resolution.due;
	}
	/* The last level is all of it. */
	take(&k->response, &response, p->response * MINUTE);
	take(&k->resolution, &resolution, p->resolution * MINUTE);
	reckon_reply(c, k, p->reply, cal);
	if (c->unknown) {
		forget(&k->resolution);
		if (k->answered == 0)
			forget(&k->response);
	}
	k->resolved = resolution_of(c);
	return CRM_OK;
}

enum crm_status
crm_cases_next(
    struct crm_cases *c, struct crm_case *out, bool *row, struct crm_err *err)
{
	enum crm_status st;

	crm_arena_reset(&c->row);
	do {
		*row = false;
		if (c->id != NULL) {
			if (c->at == c->n)
				return CRM_OK;
			crm_reset(c->q);
			crm_bind(c->q, (int)c->marks + 1,
			    crm_value_int(c->id[c->at++]));
		}
		st = crm_step(c->q, row, err);
	} while (st == CRM_OK && !*row && c->id != NULL);
	if (st != CRM_OK || !*row)
		return st;
	read_case(c, out);
	if ((st = read_moves(c, out, err)) != CRM_OK ||
	    (st = read_asked(c, out, err)) != CRM_OK)
		return st;
	return reckon(c, out, err);
}

const struct crm_stmt *
crm_cases_row(const struct crm_cases *c, int *col)
{
	*col = COL_MORE;
	return c->q;
}

void
crm_cases_close(struct crm_cases *c)
{
	if (c == NULL)
		return;
	if (c->q != NULL)
		crm_reset(c->q);
	crm_arena_free(&c->row);
}
