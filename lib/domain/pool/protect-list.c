/* Until when every owned record is protected: by three queries, however many
 * records there are. */
#include "domain/core/core.h"
#include "domain/team/team.h"

#include "protect.h"

#include <crm/model/activity.h>

#include <stdlib.h>
#include <string.h>

/* What last decided how long a record is protected. */
struct event {
	char what[16]; /* "call"; "" is the claim itself */
	int64_t id, on;
};

struct owned {
	struct crm_protected p;
	const struct reclaim_rule *rule;
	int64_t claim; /* the day */
	struct event last;
};

/* One list while it is made. */
struct making {
	struct crm_store *s;
	const struct crm_entity *e;
	const struct crm_filter *where;
	int64_t told_by;
	struct reclaim_rule *rules;
	struct crm_arena *arena;
	struct owned *owned; /* by id */
	size_t n, cap;
};

/* Since when it is owned: an import may not have said it. */
#define SINCE "coalesce(t.\"owned_since\", t.\"created\")"

/* ---- the records, and which rule decides ---- */

static int64_t
notice_day(const struct reclaim_rule *r, int64_t until)
{
	const struct crm_cal *c = r->protection.calendar;

	if (r->notice < 0)
		return until + 1;
	return c == NULL ? until - r->notice
			 : crm_cal_add_workdays(c, until, -r->notice);
}

static void
rule_sql(const struct making *m, struct crm_sql *sql)
{
	const struct reclaim_rule *r;
	int i = 0;

	crm_buf_str(&sql->text, "(CASE");
	for (r = m->rules; r != NULL; r = r->next, i++) {
		crm_buf_str(&sql->text, " WHEN " SINCE " >= ?");
		crm_sql_bind(sql, crm_value_int(r->from));
		if (r->when != NULL) {
			crm_buf_str(&sql->text, " AND (");
			crm_filter_sql(r->when, "t", sql);
			crm_buf_str(&sql->text, ")");
		}
		crm_buf_printf(&sql->text, " THEN %d", i);
	}
	crm_buf_str(&sql->text, " END)");
}

static bool
any_exempts(const struct making *m, unsigned flag)
{
	const struct reclaim_rule *r;

	for (r = m->rules; r != NULL; r = r->next)
		if (r->exempt & flag)
			return true;
	return false;
}

/* Whether a customer has a deal of a type; not looked for where no rule asks.
 * The set is made once: asked for each customer by itself, a server that has no
 * statistics yet would take a minute. */
static void
deal_sql(const struct making *m, unsigned flag, const char *type,
    struct crm_sql *sql)
{
	if (!any_exempts(m, flag))
		crm_buf_str(&sql->text, ", 0");
	else
		crm_buf_printf(&sql->text,
		    ", CASE WHEN t.\"id\" IN (SELECT "
		    "d.\"customer\" FROM deal d JOIN stage st "
		    "ON st.\"id\" = d.\"stage\" WHERE d.\"customer\" IS NOT "
		    "NULL AND d.\"deleted\" IS NULL AND st.\"type\" = '%s') "
		    "THEN 1 ELSE 0 END",
		    type);
}

static enum crm_status
owned_sql(const struct making *m, struct crm_sql *sql, struct crm_err *err)
{
	enum crm_status st;

	crm_buf_str(&sql->text, "SELECT t.\"id\", ");
	crm_sql_field(sql, m->e, m->e->field[field_of(m->e, "version")], "t");
	crm_buf_str(&sql->text, ", t.\"owner\", " SINCE ", ");
	rule_sql(m, sql);
	crm_buf_str(&sql->text, ", coalesce(t.\"locked\", 0)");
	deal_sql(m, EXEMPT_OPEN_DEAL, "open", sql);
	deal_sql(m, EXEMPT_WON, "won", sql);
	crm_buf_str(&sql->text, ", ");
	crm_sql_field(sql, m->e, m->e->field[m->e->shown], "t");
	crm_buf_printf(&sql->text,
	    " FROM \"%s\" t WHERE t.\"owner\" IS NOT "
	    "NULL AND ",
	    m->e->def->table);
	if ((st = load_sql(m->s, m->e, NULL, sql, err)) != CRM_OK)
		return st;
	/* Who lets a lead sleep looks after it: its wake_on would be lost. */
	if (crm_field_index(m->e, CRM_TEXT("wake_on")) >= 0)
		crm_buf_str(&sql->text,
		    " AND NOT (coalesce(t.\"status\", "
		    "'new') = 'recycled' AND coalesce(t.\"wake_on\", 0) > "
		    "{today})");
	if (m->where != NULL) {
		crm_buf_str(&sql->text, " AND (");
		crm_filter_sql(m->where, "t", sql);
		crm_buf_str(&sql->text, ")");
	}
	crm_buf_str(&sql->text, " ORDER BY t.\"id\"");
	return CRM_OK;
}

static struct owned *
new_owned(struct making *m)
{
	m->owned = crm_grow(
	    m->arena, m->owned, m->n, &m->cap, sizeof *m->owned);
	return &m->owned[m->n++];
}

static void
take_owned(struct making *m, const struct crm_stmt *q)
{
	const struct reclaim_rule *r = m->rules;
	struct crm_text name = crm_col_text(q, 8);
	int64_t i = crm_col_int(q, 4), claim, until;
	struct owned *o;

	while (i-- > 0)
		r = r->next;
	if (((r->exempt & EXEMPT_LOCKED) && crm_col_int(q, 5) != 0) ||
	    ((r->exempt & EXEMPT_OPEN_DEAL) && crm_col_int(q, 6) != 0) ||
	    ((r->exempt & EXEMPT_WON) && crm_col_int(q, 7) != 0))
		return;
	claim = crm_instant_date(crm_col_int(q, 3));
	until = crm_protect_begin(&r->protection, claim);
	/* What happens to it makes it longer, never shorter. */
	if (notice_day(r, until) > m->told_by)
		return;
	o = new_owned(m);
	o->rule = r;
	o->claim = claim;
	o->p = (struct crm_protected){ .record = crm_col_int(q, 0),
		.version = crm_col_int(q, 1),
		.owner = crm_col_int(q, 2),
		.rule = r->id,
		.pool = r->pool,
		.name = { text_dup(m->arena, name), name.n },
		.until = until };
}

static enum crm_status
find_owned(struct making *m, struct crm_err *err)
{
	struct crm_sql sql;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	crm_sql_init(&sql, m->arena);
	if ((st = owned_sql(m, &sql, err)) == CRM_OK &&
	    (st = crm_sql(m->s, sql.text.data, &q, err)) == CRM_OK) {
		crm_bind_all(q, sql.bind, sql.n);
		while ((st = crm_step(q, &row, err)) == CRM_OK && row)
			if (!crm_col_null(q, 4))
				take_owned(m, q);
	}
	crm_sql_free(&sql);
	return st;
}

/* ---- what happened to them ---- */

static bool
kind_counts(const struct reclaim_rule *r, struct crm_text kind)
{
	struct crm_text rest = r->activities, word;

	if (rest.n == 0)
		return true;
	while (list_item(&rest, &word))
		if (crm_text_eq(word, kind))
			return true;
	return false;
}

static void
take_event(struct owned *o, struct crm_text what, int64_t id, int64_t on)
{
	int64_t until = crm_protect_event(
	    &o->rule->protection, o->claim, o->p.until, on);
	size_t n = what.n < sizeof o->last.what ? what.n
						: sizeof o->last.what - 1;

	if (until == o->p.until)
		return;
	o->p.until = until;
	o->last = (struct event){ .id = id, .on = on };
	memcpy(o->last.what, what.p, n);
}

/* Rows of record, id, when, what: by record and time, as the records are. */
static enum crm_status
take_events(struct making *m, enum reclaim_missing missing, const char *sql,
    bool by_date, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	size_t i = 0;
	bool row;

	if ((st = crm_sql(m->s, sql, &q, err)) != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		int64_t record = crm_col_int(q, 0), at = crm_col_int(q, 2);
		struct crm_text what = crm_col_text(q, 3);
		struct owned *o;

		while (i < m->n && m->owned[i].p.record < record)
			i++;
		if (i == m->n || m->owned[i].p.record != record)
			continue;
		o = &m->owned[i];
		if (o->rule->missing == missing &&
		    (missing != MISSING_ACTIVITY || kind_counts(o->rule, what)))
			take_event(o, what, crm_col_int(q, 1),
			    by_date ? at : crm_instant_date(at));
	}
	return st;
}

static bool
any_misses(const struct making *m, enum reclaim_missing missing)
{
	const struct reclaim_rule *r;

	for (r = m->rules; r != NULL; r = r->next)
		if (r->missing == missing)
			return true;
	return false;
}

static enum crm_status
activities(struct making *m, struct crm_err *err)
{
	struct crm_buf sql = CRM_BUF_INIT;
	enum crm_status st;

	if (!any_misses(m, MISSING_ACTIVITY))
		return CRM_OK;
	crm_buf_printf(&sql,
	    "SELECT t.\"id\", a.\"id\", a.\"created\", "
	    "a.\"kind\" FROM \"%s\" t JOIN activity a "
	    "ON a.\"about\" = '%s' || t.\"id\" WHERE t.\"owner\" IS NOT NULL "
	    "AND t.\"deleted\" IS NULL AND a.\"deleted\" IS NULL" CRM_ACTIVITY_HELD(
		"a") " AND a.\"created\" >= " SINCE " ORDER BY t.\"id\", "
		     "a.\"created\", a.\"id\"",
	    m->e->def->table, m->e->def->code);
	st = take_events(m, MISSING_ACTIVITY, sql.data, false, err);
	crm_buf_free(&sql);
	return st;
}

static enum crm_status
deals(struct making *m, struct crm_err *err)
{
	static const char new_deals[] =
	    "SELECT t.\"id\", d.\"id\", "
	    "d.\"created\", 'deal' FROM customer t JOIN deal d "
	    "ON d.\"customer\" = t.\"id\" WHERE t.\"owner\" IS NOT NULL "
	    "AND t.\"deleted\" IS NULL AND d.\"deleted\" IS NULL "
	    "AND d.\"created\" >= " SINCE
	    " ORDER BY t.\"id\", d.\"created\", d.\"id\"";
	static const char won_deals[] =
	    "SELECT t.\"id\", d.\"id\", "
	    "d.\"closed_on\", 'deal' FROM customer t JOIN deal d "
	    "ON d.\"customer\" = t.\"id\" JOIN stage st "
	    "ON st.\"id\" = d.\"stage\" WHERE t.\"owner\" IS NOT NULL "
	    "AND t.\"deleted\" IS NULL AND d.\"deleted\" IS NULL "
	    "AND st.\"type\" = 'won' AND d.\"closed_on\" <= {today} "
	    "ORDER BY t.\"id\", d.\"closed_on\", d.\"id\"";
	enum crm_status st = CRM_OK;

	if (any_misses(m, MISSING_DEAL))
		st = take_events(m, MISSING_DEAL, new_deals, false, err);
	if (st == CRM_OK && any_misses(m, MISSING_WON))
		st = take_events(m, MISSING_WON, won_deals, true, err);
	return st;
}

/* ---- the result ---- */

static const char *
explain(const struct making *m, const struct owned *o)
{
	const struct crm_protection *p = &o->rule->protection;
	const char *days = p->calendar == NULL ? crm_tr("days")
					       : crm_tr("workdays");
	const char *claim = date_dup(m->arena, o->claim);
	int64_t free; /* if there were no limit */
	struct crm_protection unlimited = *p;

	unlimited.most = -1;
	free = o->last.what[0] == '\0'
	    ? crm_protect_begin(&unlimited, o->claim)
	    : crm_protect_event(&unlimited, o->claim, o->last.on, o->last.on);
	if (free > o->p.until)
		return crm_sprintf(m->arena,
		    crm_tr("claim on %s + %lld %s at the "
			   "most"),
		    claim, (long long)p->most, days);
	if (o->last.what[0] == '\0')
		return crm_sprintf(m->arena, crm_tr("claim on %s + %lld %s"),
		    claim, (long long)p->days, days);
	return crm_sprintf(m->arena, crm_tr("%s %s%lld on %s + %lld %s"),
	    o->last.what, o->rule->missing == MISSING_ACTIVITY ? "A" : "D",
	    (long long)o->last.id, date_dup(m->arena, o->last.on),
	    (long long)p->extend, days);
}

static int
by_until(const void *a, const void *b)
{
	const struct crm_protected *p = a, *q = b;

	if (p->until != q->until)
		return p->until < q->until ? -1 : 1;
	return p->record < q->record ? -1 : p->record > q->record;
}

static void
finish(const struct making *m, struct crm_protected **out, size_t *n)
{
	struct crm_protected *list = crm_alloc_n(
	    m->arena, m->n + 1, sizeof *list);
	size_t i, told = 0;

	for (i = 0; i < m->n; i++) {
		const struct owned *o = &m->owned[i];
		int64_t notice_on = notice_day(o->rule, o->p.until);

		if (notice_on > m->told_by)
			continue;
		list[told] = o->p;
		list[told].notice_on = notice_on;
		list[told++].why = explain(m, o);
	}
	qsort(list, told, sizeof *list, by_until);
	*out = list;
	*n = told;
}

enum crm_status
crm_protected_list(struct crm_store *s, const struct crm_entity *e,
    const struct crm_filter *where, int64_t told_by, struct crm_arena *a,
    struct crm_protected **out, size_t *n, struct crm_err *err)
{
	struct making m = {
		.s = s, .e = e, .where = where, .told_by = told_by, .arena = a
	};
	enum crm_status st;

	*out = NULL;
	*n = 0;
	if ((st = reclaim_rules(s, e, a, &m.rules, err)) != CRM_OK ||
	    m.rules == NULL || (st = find_owned(&m, err)) != CRM_OK ||
	    m.n == 0 || (st = activities(&m, err)) != CRM_OK ||
	    (st = deals(&m, err)) != CRM_OK)
		return st;
	finish(&m, out, n);
	return CRM_OK;
}
