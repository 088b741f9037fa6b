/* The first response to leads, against the working time that there was. */
#include "response.h"

#include <crm/model/activity.h>

#include <crm/domain/calendar.h>

#include <string.h>

/* What is promised to leads of a priority. */
struct promise {
	const char *priority;
	int64_t minutes; /* 0: nothing */
	struct crm_cal *cal;
};

struct crm_responses {
	struct crm_store *s;
	const struct crm_entity *lead;
	struct crm_arena *arena;
	struct crm_calendars calendars;
	struct promise *promise; /* in the order of priorities */
	size_t n_promises;
	struct crm_stmt *q;     /* leads; one of them, where ids are given */
	struct crm_stmt *since; /* first response from an instant on */
	size_t marks;           /* of q: the last one is the id */
	const int64_t *id;
	size_t n, at;
	bool by_id;
	int64_t now;
	struct crm_arena row;
};

/* ---- what is promised ---- */

static enum crm_status
load_promise(struct crm_responses *r, struct promise *p, struct crm_err *err)
{
	struct crm_value v = crm_value_text(crm_text_of(p->priority));
	int64_t calendar = 0;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = crm_sql(r->s,
	    "SELECT \"response_minutes\", "
	    "coalesce(\"calendar\", 0) FROM sla WHERE \"kind\" = 'lead' AND "
	    "\"priority\" = ? AND \"deleted\" IS NULL",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, v);
	if ((st = crm_step(q, &row, err)) != CRM_OK)
		return st;
	if (row) {
		p->minutes = crm_col_int(q, 0);
		calendar = crm_col_int(q, 1);
		crm_reset(q);
	}
	return crm_calendars_find(r->s, &r->calendars, calendar, &p->cal, err);
}

static enum crm_status
load_promises(struct crm_responses *r, struct crm_err *err)
{
	const struct crm_choice *c =
	    r->lead->field[field_of(r->lead, "priority")]->choices;
	enum crm_status st = CRM_OK;
	size_t n;

	for (n = 0; c[n].code != NULL; n++)
		;
	r->promise = crm_alloc_n(r->arena, n, sizeof *r->promise);
	for (; r->n_promises < n && st == CRM_OK; r->n_promises++) {
		r->promise[r->n_promises].priority = c[r->n_promises].code;
		st = load_promise(r, &r->promise[r->n_promises], err);
	}
	return st;
}

static const struct promise *
promise_of(const struct crm_responses *r, struct crm_text priority)
{
	size_t i;

	for (i = 0; i + 1 < r->n_promises; i++)
		if (crm_text_is(priority, r->promise[i].priority))
			break;
	return &r->promise[i];
}

/* ---- leads ---- */

enum {
	COL_ID,
	COL_COMPANY,
	COL_NAME,
	COL_PRIORITY,
	COL_OWNER,
	COL_POOL,
	COL_STATUS,
	COL_WAKE,
	COL_CREATED,
	COL_ANSWERED,
};

static void
leads_sql(struct crm_responses *r, const struct crm_filter *where, bool waiting,
    struct crm_sql *sql)
{
	const struct crm_entity *e = r->lead;

	crm_buf_str(&sql->text,
	    "SELECT t.\"id\", t.\"company\", t.\"name\", "
	    "coalesce(t.\"priority\", 'normal'), coalesce(t.\"owner\", 0), "
	    "coalesce(t.\"pool\", 0), coalesce(t.\"status\", 'new'), "
	    "t.\"wake_on\", ");
	crm_sql_field(sql, e, e->field[e->created], "t");
	crm_buf_str(&sql->text, ", ");
	crm_sql_field(sql, e, e->field[field_of(e, "first_response")], "t");
	crm_buf_str(&sql->text, " FROM lead t WHERE t.\"deleted\" IS NULL");
	if (waiting)
		crm_buf_str(&sql->text,
		    " AND coalesce(t.\"status\", 'new') "
		    "IN ('new', 'assigned', 'recycled')");
	if (where != NULL) {
		crm_buf_str(&sql->text, " AND ");
		crm_filter_sql(where, "t", sql);
	}
	crm_buf_str(
	    &sql->text, r->by_id ? " AND t.\"id\" = ?" : " ORDER BY t.\"id\"");
}

enum crm_status
responses_open(struct crm_store *s, const struct crm_filter *where,
    const int64_t *ids, size_t n, int64_t now, bool waiting,
    struct crm_arena *arena, struct crm_responses **out, struct crm_err *err)
{
	struct crm_responses *r = crm_alloc(arena, sizeof *r);
	struct crm_sql sql;
	enum crm_status st;

	*out = r;
	*r = (struct crm_responses){ .s = s,
		.arena = arena,
		.calendars = { .arena = arena },
		.id = ids,
		.n = n,
		.by_id = ids != NULL,
		.now = now,
		.row = CRM_ARENA_INIT };
	r->lead = crm_dict_find(crm_store_dict(s), "lead");
	crm_sql_init(&sql, arena);
	if ((st = load_promises(r, err)) != CRM_OK)
		goto out;
	leads_sql(r, where, waiting, &sql);
	if ((st = crm_sql(s, sql.text.data, &r->q, err)) == CRM_OK)
		st = crm_sql(s,
		    "SELECT min(" CRM_ACTIVITY_AT(
			"activity") ") FROM activity WHERE "
				    "\"about\" = ? AND \"kind\" <> 'note' AND \"at\" >= ? AND "
				    "\"deleted\" IS NULL" CRM_ACTIVITY_HELD(
					"activity"),
		    &r->since, err);
	if (st == CRM_OK && sql.n > 0)
		crm_bind_all(r->q, sql.bind, sql.n);
	r->marks = sql.n;
out:
	crm_sql_free(&sql);
	return st;
}

enum crm_status
crm_responses_open(struct crm_store *s, const struct crm_filter *where,
    const int64_t *ids, size_t n, int64_t now, struct crm_arena *arena,
    struct crm_responses **out, struct crm_err *err)
{
	return responses_open(s, where, ids, n, now, false, arena, out, err);
}

/* The first response after a recycled lead woke. */
static enum crm_status
answered_since(struct crm_responses *r, int64_t lead, int64_t from, int64_t *at,
    struct crm_err *err)
{
	const char *id = typed_id(&r->row, r->lead, lead);
	enum crm_status st;
	bool row;

	crm_bind(r->since, 1, crm_value_text(crm_text_of(id)));
	crm_bind(r->since, 2, crm_value_int(from));
	if ((st = crm_step(r->since, &row, err)) != CRM_OK || !row)
		return st;
	*at = crm_col_int(r->since, 0);
	crm_reset(r->since);
	return CRM_OK;
}

static struct crm_text
keep(struct crm_responses *r, struct crm_text t)
{
	return (struct crm_text){ text_dup(&r->row, t), t.n };
}

static enum crm_status
read_lead(
    struct crm_responses *r, struct crm_response *out, struct crm_err *err)
{
	const struct crm_stmt *q = r->q;
	struct crm_text status = crm_col_text(q, COL_STATUS);
	bool woken = crm_text_is(status, "recycled") &&
	    !crm_col_null(q, COL_WAKE) &&
	    crm_col_int(q, COL_WAKE) <= crm_instant_date(r->now);

	*out = (struct crm_response){ .lead = crm_col_int(q, COL_ID),
		.company = keep(r, crm_col_text(q, COL_COMPANY)),
		.name = keep(r, crm_col_text(q, COL_NAME)),
		.priority = keep(r, crm_col_text(q, COL_PRIORITY)),
		.owner = crm_col_int(q, COL_OWNER),
		.pool = crm_col_int(q, COL_POOL),
		.from = crm_col_int(q, COL_CREATED),
		.answered = crm_col_int(q, COL_ANSWERED),
		.waits = woken || crm_text_is(status, "new") ||
		    crm_text_is(status, "assigned") };
	if (!woken)
		return CRM_OK;
	out->from = crm_date_start(crm_col_int(q, COL_WAKE));
	out->answered = 0;
	return answered_since(r, out->lead, out->from, &out->answered, err);
}

/* An activity of a time before the lead was entered answered it at once. */
static void
reckon(struct crm_responses *r, struct crm_response *out)
{
	const struct promise *p = promise_of(r, out->priority);

	out->cal = p->cal;
	out->promised = p->minutes;
	out->due = p->minutes == 0 ? CRM_CAL_NEVER
				   : crm_cal_add(p->cal, out->from, p->minutes);
	out->waits = out->waits && out->answered == 0;
	if (out->answered > out->from)
		out->minutes = crm_cal_minutes(
		    p->cal, out->from, out->answered);
	if (out->waits && out->due != CRM_CAL_NEVER)
		out->remaining = crm_cal_minutes(p->cal, r->now, out->due);
	out->late = out->answered > out->due ||
	    (out->waits && r->now > out->due);
}

enum crm_status
crm_responses_next(struct crm_responses *r, struct crm_response *out, bool *row,
    struct crm_err *err)
{
	enum crm_status st;

	crm_arena_reset(&r->row);
	do {
		*row = false;
		if (r->by_id) {
			if (r->at == r->n)
				return CRM_OK;
			crm_reset(r->q);
			crm_bind(r->q, (int)r->marks + 1,
			    crm_value_int(r->id[r->at++]));
		}
		st = crm_step(r->q, row, err);
	} while (st == CRM_OK && !*row && r->by_id);
	if (st != CRM_OK || !*row)
		return st;
	if ((st = read_lead(r, out, err)) == CRM_OK)
		reckon(r, out);
	return st;
}

void
crm_responses_close(struct crm_responses *r)
{
	if (r == NULL)
		return;
	if (r->q != NULL)
		crm_reset(r->q);
	crm_arena_free(&r->row);
}
