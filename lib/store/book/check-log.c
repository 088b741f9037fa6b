/*
 * The log and the counters: whether the batches and their lines are as they were
 * written, whether records are what the log says of them last, and whether each
 * change goes on from the one before.
 */
#include "store/book/check.h"
#include "store/book/seals.h"

#include <crm/store/log.h>

#include <string.h>

enum { DAY_S = 86400 };

/* The end of the year 9999: what is beyond it was at no time. */
#define END_S INT64_C(253402300800)

/* ---- batches ---- */

static enum crm_status
tell_batch(
    struct check *k, int64_t number, const char *text, struct crm_err *err)
{
	struct crm_finding f = { .code = "log", .batch = number, .text = text };

	return check_tell(k, &f, err);
}

/* A clock that was wrong once: the batches behind it have its time, too, and what
 * the book was as of a day before is not told.  Who stops the clock knows. */
static enum crm_status
check_ahead(struct check *k, struct crm_err *err)
{
	struct crm_value v[] = { crm_value_int(k->s->clock.now + DAY_S),
		crm_value_int(END_S) };
	struct crm_value number, at;
	struct crm_finding f = { .code = "clock" };
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;

	if (k->s->clock.fixed)
		return CRM_OK;
	st = crm_get_int(k->s,
	    "SELECT min(\"number\") FROM batch WHERE \"number\" > 0 "
	    "AND \"at\" > ? AND \"at\" < ?",
	    v, 2, &number, err);
	if (st != CRM_OK || number.kind != CRM_INT ||
	    (st = crm_batch_at(k->s, number.i, &at, err)) != CRM_OK)
		return st;
	f.batch = number.i;
	crm_instant_format(&b, at.i);
	f.text = crm_sprintf(&k->arena,
	    "is dated %s, ahead of the clock, and so are those behind it: "
	    "crm-admin clock B%lld dates them again",
	    b.data, (long long)number.i);
	crm_buf_free(&b);
	return check_tell(k, &f, err);
}

static enum crm_status
check_batch(struct check *k, const struct batch_seal *b, struct crm_err *err)
{
	int64_t number = b->number.kind == CRM_INT ? b->number.i : b->id;
	int64_t day;

	if (b->stored.kind != CRM_INT || b->stored.i != b->seal)
		return tell_batch(k, number,
		    "its log was changed by another program: it is not as it "
		    "was written",
		    err);
	day = b->at.kind == CRM_INT ? crm_instant_date(b->at.i)
				    : CRM_DATE_MIN - 1;
	if (day < CRM_DATE_MIN || day > CRM_DATE_MAX)
		return tell_batch(
		    k, number, "was at no time of the years 1 to 9999", err);
	return CRM_OK;
}

/* Numbers go up by one; so a gap is a batch that is gone. */
static enum crm_status
check_numbers(struct check *k, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	int64_t next = 1;
	bool row;

	st = crm_sql(
	    k->s, "SELECT \"number\" FROM batch ORDER BY \"number\"", &q, err);
	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		int64_t number = crm_col_int(q, 0);

		if (number < 1 || number >= CRM_ID_MAX)
			continue; /* of one that is not as it was written */
		if (number > next)
			st = tell_batch(k, next,
			    number == next + 1
				? "is gone"
				: "is gone, and so are those behind it",
			    err);
		if (st != CRM_OK) {
			crm_reset(q);
			break;
		}
		next = number + 1;
	}
	return st;
}

static enum crm_status
check_strays(struct check *k, const struct batch_seals *b, struct crm_err *err)
{
	struct crm_finding f = { .code = "log" };

	if (b->strays == 0)
		return CRM_OK;
	f.text = crm_sprintf(&k->arena,
	    crm_tr("%zu lines of the log are of batches that are not there"),
	    b->strays);
	return check_tell(k, &f, err);
}

/* Values of users' fields that no record or no field has. */
static enum crm_status
check_custom(struct check *k, struct crm_err *err)
{
	struct crm_finding f = { .code = "custom",
		.text = "values of users' fields are of fields that are not "
			"there" };
	struct crm_value n;
	enum crm_status st;

	st = crm_get_int(k->s,
	    "SELECT count(*) FROM custom c WHERE c.\"field\" IS NULL OR "
	    "c.\"record\" IS NULL OR NOT EXISTS (SELECT 1 "
	    "FROM custom_field f WHERE f.\"id\" = c.\"field\")",
	    NULL, 0, &n, err);
	return st != CRM_OK || n.i == 0 ? st : check_tell(k, &f, err);
}

/* Where a counter goes back with its transaction, each id below it was given to a
 * record, and records are hidden, never removed.  The newest batch leaves no gap
 * behind it when it is taken out whole, but the counters know. */
static enum crm_status
check_behind(struct check *k, const char *name, const struct crm_entity *e,
    int64_t last, int64_t most, struct crm_err *err)
{
	struct crm_finding f = { .code = e == NULL ? "log" : "counter" };

	if (k->s->engine->keeps_counters || last == most)
		return CRM_OK;
	f.text = e == NULL
	    ? crm_tr("the newest batch is gone, or the counter of batches was "
		     "set by another program")
	    : crm_sprintf(&k->arena,
		  crm_tr(
		      "the counter of %s stands at %lld, and the last record "
		      "there is %lld: what came behind it is gone, or "
		      "another program set it"),
		  name, (long long)last, (long long)most);
	return check_tell(k, &f, err);
}

/* No id may be the end of numbers: ids beyond 2^53 cannot be read. */
static enum crm_status
check_counter(struct check *k, const char *name, const char *table,
    const struct crm_entity *e, struct crm_err *err)
{
	struct crm_finding f = { .code = "counter",
		.entity = e,
		.text = "has an id beyond the counter's" };
	enum crm_status st;
	int64_t last, most;

	if ((st = counter_last(k->s, name, &last, err)) != CRM_OK ||
	    (st = counter_most(k->s, name, table, &most, err)) != CRM_OK)
		return st;
	f.record = most;
	if (last < most)
		return check_tell(k, &f, err);
	if (last <= CRM_ID_MAX)
		return check_behind(k, name, e, last, most, err);
	f.entity = NULL;
	f.text = crm_sprintf(
	    &k->arena, crm_tr("the counter of %s is at its end"), name);
	return check_tell(k, &f, err);
}

enum crm_status
check_log(struct check *k, struct crm_err *err)
{
	struct batch_seals b;
	enum crm_status st = batch_seals_read(k->s, &b, err);
	size_t i;

	for (i = 0; i < b.n && st == CRM_OK; i++)
		st = check_batch(k, &b.list[i], err);
	if (st == CRM_OK)
		st = check_strays(k, &b, err);
	crm_arena_free(&b.arena);
	if (st != CRM_OK || (st = check_numbers(k, err)) != CRM_OK ||
	    (st = check_custom(k, err)) != CRM_OK ||
	    (st = check_ahead(k, err)) != CRM_OK)
		return st;
	return check_counter(k, "batch", "batch", NULL, err);
}

/* ---- versions ---- */

/* A rule's text: $ is the table, % the entity. */
static void
rule_sql(const struct crm_entity *e, const char *text, struct crm_buf *sql)
{
	crm_buf_clear(sql);
	for (; *text != '\0'; text++)
		if (*text == '$')
			crm_buf_str(sql, e->def->table);
		else if (*text == '%')
			crm_buf_str(sql, e->def->name);
		else
			crm_buf_char(sql, *text);
}

static enum crm_status
check_last(struct check *k, const struct crm_entity *e, struct crm_err *err)
{
	static const struct {
		const char *code, *text, *sql;
	} rules[] = {
		{ "batch", N_("was changed last by a batch that is not there"),
		    "SELECT \"id\" FROM \"$\" WHERE "
		    "coalesce(\"version\", -1) NOT IN "
		    "(SELECT \"id\" FROM batch)" },
		{ "batch", N_("is hidden by a batch that is not there"),
		    "SELECT \"id\" FROM \"$\" WHERE \"deleted\" IS NOT NULL "
		    "AND \"deleted\" NOT IN (SELECT \"id\" FROM batch)" },
		{ "log",
		    N_("has a version other than its last change in the log"),
		    "SELECT t.\"id\" FROM \"$\" t LEFT JOIN (SELECT "
		    "c.\"record\" r, max(b.\"number\") n FROM change c "
		    "JOIN batch b ON b.\"id\" = c.\"batch\" "
		    "WHERE c.\"entity\" = '%' GROUP BY c.\"record\") l "
		    "ON l.r = t.\"id\" JOIN batch v "
		    "ON v.\"id\" = t.\"version\" JOIN batch o "
		    "ON o.\"id\" = t.\"born\" "
		    "WHERE v.\"number\" <> coalesce(l.n, o.\"number\")" },
		{ "log", N_("is hidden, and the log does not say so"),
		    "SELECT t.\"id\" FROM \"$\" t WHERE t.\"deleted\" "
		    "IS NOT NULL AND NOT EXISTS (SELECT 1 FROM change c "
		    "WHERE c.\"entity\" = '%' AND c.\"record\" = t.\"id\" "
		    "AND c.\"field\" = 'deleted' "
		    "AND c.\"batch\" = t.\"deleted\")" },
		{ "log", N_("is not hidden, and the log says that it is"),
		    "SELECT t.\"id\" FROM \"$\" t JOIN (SELECT c.\"record\" "
		    "r, sum(CASE WHEN c.\"new\" IS NULL THEN -1 ELSE 1 END) n "
		    "FROM change c WHERE c.\"entity\" = '%' "
		    "AND c.\"field\" = 'deleted' GROUP BY c.\"record\") l "
		    "ON l.r = t.\"id\" WHERE t.\"deleted\" IS NULL "
		    "AND l.n > 0" },
	};
	struct crm_buf sql = CRM_BUF_INIT;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < sizeof rules / sizeof *rules && st == CRM_OK; i++) {
		rule_sql(e, rules[i].sql, &sql);
		st = check_find(
		    k, rules[i].code, e, NULL, rules[i].text, sql.data, err);
	}
	crm_buf_free(&sql);
	return st;
}

/* ---- deep: each change goes on from the one before ---- */

struct replay {
	struct check *k;
	const struct crm_entity *e; /* with the fields that were deleted */
	struct crm_arena arena;     /* of one record */
	struct crm_record now;
	bool there;
	int64_t record;
	int field; /* -1: none yet, or one that is gone */
	struct crm_value last;
};

static enum crm_status
tell_chain(struct replay *p, const char *text, struct crm_err *err)
{
	struct crm_finding f = { .code = "log",
		.entity = p->e,
		.record = p->record,
		.field = p->e->field[p->field]->name,
		.text = text };

	return check_tell(p->k, &f, err);
}

/* The last change of a field led to what the record has. */
static enum crm_status
end_field(struct replay *p, struct crm_err *err)
{
	if (p->field < 0 || !p->there ||
	    crm_value_eq(p->last, p->now.v[p->field]))
		return CRM_OK;
	return tell_chain(p, "is not what the log led to", err);
}

static enum crm_status
begin_record(struct replay *p, int64_t record, struct crm_err *err)
{
	struct crm_err own;
	enum crm_status st;

	crm_arena_reset(&p->arena);
	p->record = record;
	st = load_any(p->k->s, p->e, record, &p->arena, &p->now, &own);
	p->there = st == CRM_OK;
	if (st == CRM_OK || st == CRM_NOTFOUND)
		return CRM_OK;
	if (err != NULL)
		*err = own;
	return st;
}

static enum crm_status
replay_row(struct replay *p, const struct crm_stmt *q, struct crm_err *err)
{
	int64_t record = crm_col_int(q, 0);
	int field = log_field_index(p->e, crm_col_text(q, 1));
	const struct crm_field *f = field < 0 ? NULL : p->e->field[field];
	bool same = record == p->record && field == p->field;
	enum crm_status st = CRM_OK;
	struct crm_value old;

	if (!same)
		st = end_field(p, err);
	p->field = field;
	if (st == CRM_OK && record != p->record)
		st = begin_record(p, record, err);
	if (st != CRM_OK || f == NULL)
		return st;
	old = log_value_read(f, crm_col(q, 2, true));
	if (same && !crm_value_eq(old, p->last))
		st = tell_chain(
		    p, "changed, and the log does not say by whom", err);
	p->last = crm_value_dup(
	    &p->arena, log_value_read(f, crm_col(q, 3, true)));
	return st;
}

static enum crm_status
replay(struct check *k, const struct crm_entity *e, struct crm_err *err)
{
	struct replay p = { .k = k, .e = e, .field = -1 };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = crm_sql(k->s,
	    "SELECT c.\"record\", c.\"field\", c.\"old\", c.\"new\" "
	    "FROM change c JOIN batch b ON b.\"id\" = c.\"batch\" "
	    "WHERE c.\"entity\" = ? "
	    "ORDER BY c.\"record\", c.\"field\", b.\"number\", c.\"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_text(crm_text_of(e->def->name)));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		if ((st = replay_row(&p, q, err)) != CRM_OK) {
			crm_reset(q);
			break;
		}
	if (st == CRM_OK)
		st = end_field(&p, err);
	crm_arena_free(&p.arena);
	return st;
}

enum crm_status
check_versions(
    struct check *k, const struct crm_entity *e, bool deep, struct crm_err *err)
{
	enum crm_status st;

	if ((st = check_counter(k, e->def->name, e->def->table, e, err)) !=
		CRM_OK ||
	    (st = check_last(k, e, err)) != CRM_OK)
		return st;
	return deep ? replay(k, e, err) : CRM_OK;
}
