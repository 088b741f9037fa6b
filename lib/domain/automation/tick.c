/* What automation does each day, and so many days before a date. */
#include "automation.h"

struct tick {
	struct crm_store *s;
	crm_tick_refused *refused;
	void *ctx;
	int64_t today;
	struct crm_arena *a;
};

/* The records of a rule today: those that fulfil its condition, and of a date
 * those whose day has come since it was looked at last. */
static enum crm_status
find_records(const struct tick *t, const struct rule *r, int64_t **ids,
    size_t *n, struct crm_err *err)
{
	struct crm_sql q;
	enum crm_status st;

	crm_sql_init(&q, t->a);
	crm_buf_printf(&q.text,
	    "SELECT t.\"id\" FROM \"%s\" t WHERE t.\"deleted\" IS NULL",
	    r->of->def->table);
	if (r->event == ON_BEFORE) {
		crm_buf_str(&q.text, " AND ");
		crm_sql_field(&q, r->of, r->of->field[r->field], "t");
		crm_buf_str(&q.text, " BETWEEN ? AND ?");
		crm_sql_bind(&q, crm_value_int(r->ran_on + 1 + r->days));
		crm_sql_bind(&q, crm_value_int(t->today + r->days));
	}
	if (r->filter != NULL) {
		crm_buf_str(&q.text, " AND (");
		crm_filter_sql(r->filter, "t", &q);
		crm_buf_char(&q.text, ')');
	}
	crm_buf_str(&q.text, " ORDER BY t.\"id\"");
	st = crm_ids(t->s, q.text.data, q.bind, q.n, t->a, ids, n, err);
	crm_sql_free(&q);
	return st;
}

/* One that is refused leaves nothing, and does not hold up the others. */
static enum crm_status
run_one(
    const struct tick *t, const struct rule *r, int64_t id, struct crm_err *err)
{
	enum crm_status st, end;
	struct crm_err why = { .status = CRM_OK };

	if ((st = crm_savepoint(t->s, err)) != CRM_OK)
		return st;
	if ((st = rule_run(t->s, r, id, &why)) == CRM_OK)
		st = crm_settle(t->s, &why);
	if ((end = crm_savepoint_end(t->s, st == CRM_OK, err)) != CRM_OK)
		return end;
	if (st == CRM_OK)
		return CRM_OK;
	if (st != CRM_FAIL && st != CRM_BUSY)
		return t->refused(t->ctx, &why);
	*err = why;
	return st;
}

static enum crm_status
keep_day(const struct tick *t, const struct rule *r, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(t->s), "automation");
	struct crm_record patch;
	enum crm_action done;

	crm_record_init(&patch, e, t->a);
	patch.id = r->id;
	crm_record_set(&patch, field_of(e, "ran_on"), crm_value_int(t->today));
	return crm_update(t->s, &patch, &done, err);
}

/* The rule is locked before its day is read: of two at once one finds that the
 * other has done it. */
static enum crm_status
run_rule(const struct tick *t, struct rule *r, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(t->s), "automation");
	struct crm_value v = crm_value_int(r->id), ran;
	enum crm_status st;
	int64_t *ids;
	size_t i, n;

	if ((st = crm_lock(t->s, e, r->id, err)) != CRM_OK ||
	    (st = crm_get_int(t->s,
		 "SELECT \"ran_on\" FROM automation WHERE \"id\" = ?", &v, 1,
		 &ran, err)) != CRM_OK)
		return st;
	r->ran_on = ran.kind == CRM_INT ? ran.i : t->today - 1;
	if (r->ran_on >= t->today)
		return CRM_OK;
	st = find_records(t, r, &ids, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		st = run_one(t, r, ids[i], err);
	return st == CRM_OK ? keep_day(t, r, err) : st;
}

/* Where a rule about a kind cannot be used any more, the other kinds go on: what
 * they have to do today is not lost. */
static enum crm_status
run_kind(const struct tick *t, const struct crm_entity *e, struct crm_err *err)
{
	struct crm_err why;
	struct rule *r;
	enum crm_status st = rules_of(t->s, e, 0, t->a, &r, &why);

	if (st == CRM_RULE)
		return t->refused(t->ctx, &why);
	if (st != CRM_OK) {
		*err = why;
		return st;
	}
	for (; r != NULL && st == CRM_OK; r = r->next)
		if (r->event == ON_DAY || r->event == ON_BEFORE)
			st = run_rule(t, r, err);
	return st;
}

enum crm_status
crm_automation_tick(struct crm_store *s, crm_tick_refused *refused, void *ctx,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const struct tick t = { s, refused, ctx, crm_store_clock(s)->today,
		&a };
	const struct crm_entity **kind;
	enum crm_status st;
	size_t i, n;

	st = automated_kinds(s, &a, &kind, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		st = run_kind(&t, kind[i], err);
	crm_arena_free(&a);
	return st;
}
