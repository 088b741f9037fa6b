/* Scores: points, grade and learned probability of one record after another. */
#include "score.h"

#include "bayes.h"

#include <math.h>
#include <string.h>

/* Columns before those of the rules. */
enum { COL_ID, COL_SCORE, COL_SCORED, COL_LOCKED, COL_RULES };

enum { AT_ONCE = 256 };

struct grade {
	struct crm_text grade;
	int64_t at_least;
};

struct crm_scorer {
	struct crm_store *s;
	const struct crm_entity *e;
	struct score_rule *rule;
	size_t rules;
	struct bayes_model *model; /* or NULL */
	struct grade *grade;       /* the highest first */
	size_t grades;
	const char *select;
	struct crm_value *bind; /* behind them is the record's id */
	size_t n_bind;
	/* Of many: those that were told of, and of some what a statement said. */
	const char *select_some; /* its last AT_ONCE marks are ids */
	const int64_t *id;
	size_t ids, first, n;
	struct crm_score *some; /* without `why` */
	bool *there;
};

const char *
crm_score_open(const struct crm_entity *e)
{
	const struct crm_trade *kind = trade_of(e);

	return kind->awake != NULL ? kind->awake : kind->open;
}

/* ---- opening ---- */

static enum crm_status
load_grades(struct crm_scorer *sc, struct crm_arena *a, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	size_t cap = 0;
	bool row;

	st = crm_sql(sc->s,
	    "SELECT \"grade\", \"at_least\" FROM grade "
	    "WHERE \"kind\" = 'lead' AND \"at_least\" IS NOT NULL "
	    "AND \"deleted\" IS NULL ORDER BY \"at_least\" DESC, \"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct grade *g;

		sc->grade = crm_grow(a, sc->grade, sc->grades, &cap, sizeof *g);
		g = &sc->grade[sc->grades++];
		g->grade = crm_text_of(text_dup(a, crm_col_text(q, 0)));
		g->at_least = crm_col_int(q, 1);
	}
	return st;
}

/* The statement that asks the same of some records. */
static void
build_some(struct crm_scorer *sc, struct crm_sql *sql, struct crm_arena *a)
{
	int i;

	crm_buf_str(&sql->text, " AND t.\"id\" IN (");
	for (i = 0; i < AT_ONCE; i++)
		crm_buf_str(&sql->text, i == 0 ? "?" : ", ?");
	crm_buf_char(&sql->text, ')');
	sc->select_some = crm_strdup(a, sql->text.data);
	sc->some = crm_alloc_n(a, AT_ONCE, sizeof *sc->some);
	sc->there = crm_alloc_n(a, AT_ONCE, sizeof *sc->there);
}

/* All that is asked about a record, as one statement. */
static void
build(struct crm_scorer *sc, bool lead, struct crm_arena *a)
{
	struct crm_sql sql;
	size_t i;

	crm_sql_init(&sql, a);
	crm_buf_printf(&sql.text,
	    "SELECT t.\"id\", t.\"score\", t.\"scored\", %s",
	    lead ? "t.\"grade_locked\"" : "1");
	for (i = 0; i < sc->rules; i++)
		score_select(&sc->rule[i], sc->e, &sql);
	if (sc->model != NULL)
		bayes_select(sc->model, &sql);
	crm_buf_printf(&sql.text, " FROM \"%s\" t WHERE t.\"deleted\" IS NULL",
	    sc->e->def->table);
	sc->bind = sql.bind;
	sc->n_bind = sql.n;
	sc->select = crm_sprintf(a, "%s AND t.\"id\" = ?", sql.text.data);
	build_some(sc, &sql, a);
	crm_sql_free(&sql);
}

enum crm_status
crm_scorer_open(struct crm_store *s, const struct crm_entity *e,
    struct crm_arena *a, struct crm_scorer **out, struct crm_err *err)
{
	struct crm_scorer *sc = crm_alloc(a, sizeof *sc);
	/* The model learns from leads, and grades are theirs. */
	bool lead = trade_of(e)->became != NULL;
	enum crm_status st;

	sc->s = s;
	sc->e = e;
	*out = sc;
	st = score_rules(s, e, a, &sc->rule, &sc->rules, err);
	if (st == CRM_OK && lead)
		st = load_grades(sc, a, err);
	if (st == CRM_OK && trade_of(e)->chance != NULL)
		st = bayes_load(s, e, a, &sc->model, err);
	if (st != CRM_OK)
		return st;
	if (sc->rules == 0 && sc->model == NULL)
		return crm_fail(err, CRM_RULE,
		    "there is nothing to score a %s "
		    "by; add a rule: crm-admin score-rule add kind=%s "
		    "name=… when='…' points=10",
		    crm_entity_word(e), e->def->name);
	build(sc, lead, a);
	return CRM_OK;
}

/* ---- one record ---- */

static int64_t
age_of(const struct crm_scorer *sc, const struct score_rule *r, int64_t since)
{
	int64_t today = crm_store_clock(sc->s)->today, day = since;

	if (score_since_instant(r))
		day = crm_instant_date(since);
	return day < today ? today - day : 0;
}

/* What a rule that holds gives; false where it gives nothing. */
static bool
weigh_rule(const struct crm_scorer *sc, const struct crm_stmt *q, size_t i,
    struct crm_contribution *c, double *sum)
{
	const struct score_rule *r = &sc->rule[i];
	int col = COL_RULES + 2 * (int)i;
	double points = (double)r->points;

	if (crm_col_null(q, col) || crm_col_int(q, col) == 0)
		return false;
	*c = (struct crm_contribution){
		.rule = r->id, .name = r->name, .points = r->points
	};
	if (r->half_life > 0) {
		if (crm_col_null(q, col + 1))
			return false;
		c->age = crm_value_int(age_of(sc, r, crm_col_int(q, col + 1)));
		points *= exp2(-(double)c->age.i / (double)r->half_life);
	}
	c->decayed = crm_bayes_millionths(points);
	*sum += points;
	return true;
}

static struct crm_value
grade_of(const struct crm_scorer *sc, struct crm_value score)
{
	size_t i;

	if (score.kind == CRM_NULL || sc->grades == 0)
		return CRM_VALUE_NULL;
	for (i = 0; i + 1 < sc->grades; i++)
		if (score.i >= sc->grade[i].at_least)
			break;
	return crm_value_text(sc->grade[i].grade);
}

static void
weigh_fields(const struct crm_scorer *sc, const struct crm_stmt *q,
    struct crm_score *out, struct crm_contribution *c)
{
	int col = COL_RULES + 2 * (int)sc->rules;
	size_t n = bayes_size(sc->model), i;
	double sum = 0;

	for (i = 0; i < n; i++) {
		struct bayes_evidence e;

		bayes_weigh(sc->model, q, col, i, &e);
		c[i] = (struct crm_contribution){ .field = e.field,
			.value = e.value,
			.n = e.n,
			.log_odds = crm_bayes_millionths(e.log_odds) };
		sum += e.log_odds;
	}
	out->n += n;
	if (n > 0)
		out->probability = crm_value_int(crm_bayes_probability(sum));
}

static void
weigh(const struct crm_scorer *sc, const struct crm_stmt *q,
    struct crm_arena *a, struct crm_score *out)
{
	struct crm_value score = crm_col(q, COL_SCORE, false);
	struct crm_value scored = crm_col(q, COL_SCORED, false);
	bool locked = !crm_col_null(q, COL_LOCKED) &&
	    crm_col_int(q, COL_LOCKED) != 0;
	struct crm_contribution *c = crm_alloc_n(
	    a, sc->rules + bayes_size(sc->model) + 1, sizeof *c);
	double sum = 0;
	size_t i;

	*out = (struct crm_score){ .why = c };
	for (i = 0; i < sc->rules; i++)
		out->n += weigh_rule(sc, q, i, &c[out->n], &sum);
	if (sc->rules > 0)
		out->points = crm_value_int((int64_t)round(sum));
	out->manual = score.kind != CRM_NULL && !crm_value_eq(score, scored);
	out->score = out->manual ? score : out->points;
	if (!locked)
		out->grade = grade_of(sc, out->score);
	weigh_fields(sc, q, out, c + out->n);
}

enum crm_status
crm_score(struct crm_scorer *sc, int64_t id, struct crm_arena *a,
    struct crm_score *out, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	if ((st = crm_sql(sc->s, sc->select, &q, err)) != CRM_OK)
		return st;
	crm_bind_all(q, sc->bind, sc->n_bind);
	crm_bind(q, (int)sc->n_bind + 1, crm_value_int(id));
	if ((st = crm_step(q, &row, err)) != CRM_OK)
		return st;
	if (!row)
		return crm_fail_record(err, CRM_NOTFOUND, "%s is not there",
		    typed_id(a, sc->e, id));
	weigh(sc, q, a, out);
	crm_reset(q);
	return CRM_OK;
}

/* ---- many ---- */

void
crm_score_these(struct crm_scorer *sc, const int64_t *ids, size_t n)
{
	sc->id = ids;
	sc->ids = n;
	sc->first = sc->n = 0;
}

/* Among those of the last statement; sc->n where it is not. */
static size_t
place_of(const struct crm_scorer *sc, int64_t id)
{
	size_t i;

	for (i = 0; i < sc->n; i++)
		if (sc->id[sc->first + i] == id)
			break;
	return i;
}

static void
keep(struct crm_scorer *sc, const struct crm_stmt *q)
{
	struct crm_arena a = CRM_ARENA_INIT;
	size_t i = place_of(sc, crm_col_int(q, COL_ID));

	weigh(sc, q, &a, &sc->some[i]);
	sc->some[i].why = NULL;
	sc->some[i].n = 0;
	sc->there[i] = true;
	crm_arena_free(&a);
}

/* The next ones; the last id fills the statement up, so that it stays
 * prepared. */
static enum crm_status
score_some(struct crm_scorer *sc, struct crm_err *err)
{
	size_t left = sc->ids - (sc->first + sc->n), i;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	sc->first += sc->n;
	sc->n = left < AT_ONCE ? left : AT_ONCE;
	memset(sc->there, 0, AT_ONCE * sizeof *sc->there);
	if ((st = crm_sql(sc->s, sc->select_some, &q, err)) != CRM_OK)
		return st;
	crm_bind_all(q, sc->bind, sc->n_bind);
	for (i = 0; i < AT_ONCE; i++)
		crm_bind(q, (int)(sc->n_bind + i) + 1,
		    crm_value_int(
			sc->id[sc->first + (i < sc->n ? i : sc->n - 1)]));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		keep(sc, q);
	return st;
}

/* The score of one, of those that were told of with some others. */
static enum crm_status
score_to_write(struct crm_scorer *sc, int64_t id, struct crm_arena *a,
    struct crm_score *out, struct crm_err *err)
{
	size_t next = sc->first + sc->n, i;
	enum crm_status st;

	if (next < sc->ids && sc->id[next] == id &&
	    (st = score_some(sc, err)) != CRM_OK)
		return st;
	i = place_of(sc, id);
	if (i == sc->n || !sc->there[i])
		return crm_score(sc, id, a, out, err);
	*out = sc->some[i];
	return CRM_OK;
}

enum crm_status
crm_score_write(struct crm_scorer *sc, int64_t id, enum crm_action *done,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_score score = { .n = 0 };
	struct crm_record r;
	enum crm_status st;

	if ((st = crm_lock(sc->s, sc->e, id, err)) == CRM_OK &&
	    (st = score_to_write(sc, id, &a, &score, err)) == CRM_OK) {
		crm_record_init(&r, sc->e, &a);
		r.id = id;
		if (!score.manual) {
			crm_record_set(
			    &r, field_of(sc->e, "score"), score.points);
			crm_record_set(
			    &r, field_of(sc->e, "scored"), score.points);
		}
		if (score.grade.kind != CRM_NULL)
			crm_record_set(
			    &r, field_of(sc->e, "grade"), score.grade);
		if (score.probability.kind != CRM_NULL)
			crm_record_set(&r,
			    field_of(sc->e, trade_of(sc->e)->chance),
			    score.probability);
		st = crm_update(sc->s, &r, done, err);
	}
	crm_arena_free(&a);
	return st;
}
