/* Score-rules: what is checked when one is saved, and reading them. */
#include "score.h"

#include <string.h>

static const struct crm_field *
since_field(const struct crm_entity *e, struct crm_text name)
{
	int i = crm_field_index(e, name);

	if (i < 0 ||
	    (e->field[i]->type != CRM_T_DATE &&
		e->field[i]->type != CRM_T_INSTANT))
		return NULL;
	return e->field[i];
}

static enum crm_status
check_since(
    struct crm_store *s, const struct crm_record *r, struct crm_err *err)
{
	struct crm_text name = text_of(r, "since");
	struct crm_arena a = CRM_ARENA_INIT;
	const struct crm_entity *e;
	char quoted[CRM_QUOTE_SIZE];
	enum crm_status st = CRM_OK;

	e = crm_dict_find(crm_store_dict(s), text_dup(&a, text_of(r, "kind")));
	if (name.n > 0 && since_field(e, name) == NULL)
		st = crm_fail_field(err, CRM_INVALID, "since",
		    "'%s' is no "
		    "date of a %s; those are shown by: %s fields",
		    crm_quote(quoted, name), e->def->name,
		    crm_entity_command(e, &a));
	crm_arena_free(&a);
	return st;
}

/* Sums of points stay numbers. */
enum { POINTS_MAX = 1000000 };

static enum crm_status
check_points(const struct crm_record *r, struct crm_err *err)
{
	const struct crm_value *v = value_of(r, "points");

	if (v->kind == CRM_NULL || (v->i >= -POINTS_MAX && v->i <= POINTS_MAX))
		return CRM_OK;
	return crm_fail_field(err, CRM_INVALID, "points",
	    "must be between "
	    "-%d and %d",
	    POINTS_MAX, POINTS_MAX);
}

enum crm_status
score_rule_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st = check_rule(w, err);

	if (st == CRM_OK)
		st = check_at_least(w->new, "half_life", 1, err);
	if (st == CRM_OK)
		st = check_points(w->new, err);
	return st == CRM_OK ? check_since(w->store, w->new, err) : st;
}

/* ---- reading ---- */

/* What could be read when it was saved may lack a field since. */
static enum crm_status
unusable(struct crm_store *s, int64_t id, const char *why, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "score-rule");
	struct crm_arena a = CRM_ARENA_INIT;
	const char *rule = typed_id(&a, e, id);
	enum crm_status st;

	st = crm_fail(err, CRM_RULE,
	    "the rule %s cannot be used: %s; change "
	    "it, or turn it off: crm-admin score-rule set %s active=no",
	    rule, why, rule);
	crm_arena_free(&a);
	return st;
}

static enum crm_status
read_rule(struct crm_store *s, const struct crm_entity *e,
    const struct crm_stmt *q, struct crm_arena *a, struct score_rule *r,
    struct crm_err *err)
{
	const char *since = text_dup(a, crm_col_text(q, 4));
	struct crm_filter_env env = crm_store_env(s);
	struct crm_err why;
	enum crm_status st;

	*r = (struct score_rule){ .id = crm_col_int(q, 0),
		.points = crm_col_int(q, 2),
		.half_life = crm_col_int(q, 3) };
	r->name = crm_text_of(text_dup(a, crm_col_text(q, 1)));
	if (crm_col_null(q, 3))
		r->half_life = 0;
	if (since[0] != '\0' &&
	    (r->since = since_field(e, crm_text_of(since))) == NULL)
		return unusable(s, r->id, "its field of the date is gone", err);
	if (crm_col_null(q, 5))
		return CRM_OK;
	st = crm_filter_parse(crm_store_dict(s), e,
	    text_dup(a, crm_col_text(q, 5)), &env, a, &r->when, &why);
	if (st == CRM_OK)
		return CRM_OK;
	if (st != CRM_FAIL && st != CRM_BUSY)
		return unusable(s, r->id, why.text, err);
	*err = why;
	return st;
}

enum crm_status
score_rules(struct crm_store *s, const struct crm_entity *e,
    struct crm_arena *a, struct score_rule **out, size_t *n,
    struct crm_err *err)
{
	struct crm_value kind = crm_value_text(crm_text_of(e->def->name));
	struct crm_value count;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*n = 0;
	st = crm_get_int(s,
	    "SELECT count(*) FROM score_rule "
	    "WHERE \"kind\" = ? AND \"active\" = 1 AND \"deleted\" IS NULL",
	    &kind, 1, &count, err);
	if (st != CRM_OK || count.i == 0)
		return st;
	*out = crm_alloc_n(a, (size_t)count.i, sizeof **out);
	st = crm_sql(s,
	    "SELECT \"id\", \"name\", \"points\", \"half_life\", "
	    "\"since\", \"when\" FROM score_rule WHERE \"kind\" = ? "
	    "AND \"active\" = 1 AND \"deleted\" IS NULL ORDER BY \"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, kind);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row)
		if ((st = read_rule(s, e, q, a, &(*out)[(*n)++], err)) !=
		    CRM_OK) {
			crm_reset(q);
			break;
		}
	return st;
}

bool
score_since_instant(const struct score_rule *r)
{
	return r->since == NULL || r->since->type == CRM_T_INSTANT;
}

void
score_select(
    const struct score_rule *r, const struct crm_entity *e, struct crm_sql *sql)
{
	int last = crm_field_index(e, CRM_TEXT("last_activity"));

	if (r->when == NULL) {
		crm_buf_str(&sql->text, ", 1, ");
	} else {
		crm_buf_str(&sql->text, ", CASE WHEN ");
		crm_filter_sql(r->when, "t", sql);
		crm_buf_str(&sql->text, " THEN 1 ELSE 0 END, ");
	}
	if (r->since != NULL) {
		crm_sql_field(sql, e, r->since, "t");
	} else if (last < 0) {
		crm_sql_field(sql, e, e->field[e->created], "t");
	} else {
		crm_buf_str(&sql->text, "coalesce(");
		crm_sql_field(sql, e, e->field[last], "t");
		crm_buf_str(&sql->text, ", ");
		crm_sql_field(sql, e, e->field[e->created], "t");
		crm_buf_char(&sql->text, ')');
	}
}
