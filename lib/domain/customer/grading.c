/* Grades of customers: by rules, else by where their revenue stands. */
#include "grading.h"

#include <stdlib.h>
#include <string.h>

enum { MONTHS = 12 };

struct grade {
	int64_t id;
	struct crm_text grade;
	struct crm_value top;
	struct crm_filter *when; /* or NULL */
};

struct crm_grader {
	struct crm_store *s;
	const struct crm_entity *e;
	struct grade *grade; /* A first */
	size_t n;
	const char *select;
	struct crm_value *bind; /* the last is the customer's id */
	size_t n_bind;
	const struct revenue *of; /* by customer */
	int64_t *amount;          /* ascending */
	size_t buyers;
};

/* ---- what is checked when a grade is saved ---- */

enum crm_status
grade_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = check_rule(w, err);

	if (st == CRM_OK)
		st = check_between(w->new, "care_days", 1, DAYS_MAX, err);
	if (st == CRM_OK)
		st = check_percent(w->new, "top", err);
	return st;
}

/* ---- opening ---- */

struct opening {
	struct crm_grader *g;
	struct crm_arena *a;
	size_t cap;
};

static enum crm_status
read_grade(void *ctx, const struct rule_ref *rule, struct crm_filter *when,
    const struct crm_stmt *q, struct crm_err *err)
{
	struct opening *o = ctx;
	struct crm_grader *g = o->g;
	struct grade *r;

	(void)err;
	g->grade = crm_grow(o->a, g->grade, g->n, &o->cap, sizeof *g->grade);
	r = &g->grade[g->n++];
	r->id = rule->id;
	r->when = when;
	r->grade = crm_text_of(text_dup(o->a, crm_col_text(q, 2)));
	r->top = crm_col(q, 3, false);
	return CRM_OK;
}

static const struct rule_kind grades = { "grade",
	"SELECT \"id\", \"when\", \"grade\", \"top\" FROM grade "
	"WHERE \"kind\" = ? AND \"deleted\" IS NULL "
	"ORDER BY \"grade\", \"id\"",
	read_grade };

static enum crm_status
read_grades(struct crm_grader *g, struct crm_arena *a, struct crm_err *err)
{
	struct opening o = { g, a, 0 };
	enum crm_status st = rules_load(&grades, g->e, g->s, a, &o, err);

	if (st == CRM_OK && g->n == 0)
		st = crm_fail(err, CRM_RULE,
		    "there are no grades of "
		    "customers; add one: crm-admin grade add kind=customer "
		    "grade=A top=20");
	return st;
}

static void
build(struct crm_grader *g, struct crm_arena *a)
{
	struct crm_sql sql;
	size_t i;

	crm_sql_init(&sql, a);
	crm_buf_str(&sql.text, "SELECT t.\"grade_locked\", t.\"grade\"");
	for (i = 0; i < g->n; i++) {
		crm_buf_str(&sql.text, ", ");
		if (g->grade[i].when == NULL) {
			crm_buf_char(&sql.text, '0');
			continue;
		}
		crm_buf_str(&sql.text, "CASE WHEN ");
		crm_filter_sql(g->grade[i].when, "t", &sql);
		crm_buf_str(&sql.text, " THEN 1 ELSE 0 END");
	}
	crm_buf_str(&sql.text,
	    " FROM customer t WHERE t.\"id\" = ? "
	    "AND t.\"deleted\" IS NULL");
	crm_sql_bind(&sql, CRM_VALUE_NULL);
	g->select = crm_strdup(a, sql.text.data);
	g->bind = sql.bind;
	g->n_bind = sql.n;
	crm_sql_free(&sql);
}

static enum crm_status
read_revenue(struct crm_grader *g, struct crm_arena *a, struct crm_err *err)
{
	int64_t today = crm_store_clock(g->s)->today;
	struct crm_buf all = CRM_BUF_INIT;
	struct revenue *of;
	enum crm_status st;
	size_t i;

	st = revenue_read(
	    g->s, crm_date_add_months(today, -MONTHS), today, &all, err);
	if (st == CRM_OK && all.len > 0) {
		g->buyers = all.len / sizeof *of;
		of = crm_alloc_n(a, g->buyers, sizeof *of);
		memcpy(of, all.data, all.len);
		g->of = of;
		g->amount = crm_alloc_n(a, g->buyers, sizeof *g->amount);
		for (i = 0; i < g->buyers; i++)
			g->amount[i] = of[i].amount;
		qsort(g->amount, g->buyers, sizeof *g->amount, crm_by_int64);
	}
	crm_buf_free(&all);
	return st;
}

enum crm_status
crm_grader_open(struct crm_store *s, struct crm_arena *a,
    struct crm_grader **out, struct crm_err *err)
{
	struct crm_grader *g = crm_alloc(a, sizeof *g);
	enum crm_status st;

	g->s = s;
	g->e = crm_dict_find(crm_store_dict(s), "customer");
	*out = g;
	if ((st = read_grades(g, a, err)) != CRM_OK)
		return st;
	build(g, a);
	return read_revenue(g, a, err);
}

/* ---- one customer ---- */

static const struct revenue *
revenue_of(const struct crm_grader *g, int64_t customer)
{
	size_t low = 0, high = g->buyers;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (g->of[mid].customer == customer)
			return &g->of[mid];
		if (g->of[mid].customer < customer)
			low = mid + 1;
		else
			high = mid;
	}
	return NULL;
}

/* How many have strictly more. */
static size_t
more_than(const struct crm_grader *g, int64_t amount)
{
	size_t low = 0, high = g->buyers;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (g->amount[mid] <= amount)
			low = mid + 1;
		else
			high = mid;
	}
	return g->buyers - low;
}

/* The grade with the smallest top that is above the share; the one with the
 * greatest where none is, or for who has no revenue. */
static const struct grade *
by_share(const struct crm_grader *g, bool buyer, size_t more)
{
	const struct grade *best = NULL, *last = NULL;
	size_t i;

	for (i = 0; i < g->n; i++) {
		const struct grade *r = &g->grade[i];

		if (r->top.kind == CRM_NULL)
			continue;
		if (last == NULL || r->top.i >= last->top.i)
			last = r;
		if (buyer &&
		    (__int128)more * CRM_WHOLE <
			(__int128)r->top.i * (__int128)g->buyers &&
		    (best == NULL || r->top.i < best->top.i))
			best = r;
	}
	return best != NULL ? best : last;
}

static void
decide(const struct crm_grader *g, const struct crm_stmt *q,
    struct crm_arena *a, const struct grade *share, struct crm_graded *out)
{
	size_t i;

	if (!crm_col_null(q, 0) && crm_col_int(q, 0) != 0) {
		out->why = CRM_GRADE_LOCKED;
		out->grade = crm_col_null(q, 1)
		    ? CRM_VALUE_NULL
		    : crm_value_text(
			  crm_text_of(text_dup(a, crm_col_text(q, 1))));
		return;
	}
	out->why = share == NULL ? CRM_GRADE_NONE : CRM_GRADE_TOP;
	for (i = 0; i < g->n; i++)
		if (crm_col_int(q, 2 + (int)i) != 0) {
			out->why = CRM_GRADE_WHEN;
			share = &g->grade[i];
			break;
		}
	if (share == NULL)
		return;
	out->rule = share->id;
	out->grade = crm_value_text(share->grade);
}

enum crm_status
crm_grade(struct crm_grader *g, int64_t customer, struct crm_arena *a,
    struct crm_graded *out, struct crm_err *err)
{
	const struct revenue *r = revenue_of(g, customer);
	size_t more = r == NULL ? 0 : more_than(g, r->amount);
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*out = (struct crm_graded){ .rule = 0 };
	if (r != NULL) {
		out->revenue = crm_value_int(r->amount);
		out->rank = crm_value_int((int64_t)more + 1);
		out->percentile = crm_value_int(crm_div_round(
		    (__int128)more * CRM_WHOLE, (__int128)g->buyers));
	}
	if ((st = crm_sql(g->s, g->select, &q, err)) != CRM_OK)
		return st;
	g->bind[g->n_bind - 1] = crm_value_int(customer);
	crm_bind_all(q, g->bind, g->n_bind);
	if ((st = crm_step(q, &row, err)) != CRM_OK)
		return st;
	if (!row)
		return crm_fail_record(err, CRM_NOTFOUND, "%s is not there",
		    typed_id(a, g->e, customer));
	decide(g, q, a, by_share(g, r != NULL, more), out);
	crm_reset(q);
	return CRM_OK;
}

enum crm_status
crm_grade_write(struct crm_grader *g, int64_t customer, enum crm_action *done,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_graded graded;
	struct crm_record r;
	enum crm_status st;

	*done = CRM_ACT_UNCHANGED;
	if ((st = crm_lock(g->s, g->e, customer, err)) == CRM_OK &&
	    (st = crm_grade(g, customer, &a, &graded, err)) == CRM_OK &&
	    graded.rule != 0) {
		crm_record_init(&r, g->e, &a);
		r.id = customer;
		crm_record_set(&r, field_of(g->e, "grade"), graded.grade);
		st = crm_update(g->s, &r, done, err);
	}
	crm_arena_free(&a);
	return st;
}
