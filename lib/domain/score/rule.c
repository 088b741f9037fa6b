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
		    crm_quote(quoted, name), crm_entity_word(e),
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

struct loading {
	struct crm_store *s;
	const struct crm_entity *e;
	struct crm_arena *a;
	struct score_rule **out;
	size_t *n, cap;
};

static enum crm_status
read_rule(void *ctx, const struct rule_ref *rule, struct crm_filter *when,
    const struct crm_stmt *q, struct crm_err *err)
{
	struct loading *l = ctx;
	struct crm_text since = crm_col_text(q, 5);
	struct score_rule *r;
	struct crm_err why;

	*l->out = crm_grow(l->a, *l->out, *l->n, &l->cap, sizeof **l->out);
	r = &(*l->out)[(*l->n)++];
	*r = (struct score_rule){ .id = rule->id,
		.when = when,
		.name = crm_text_of(text_dup(l->a, crm_col_text(q, 2))),
		.points = crm_col_int(q, 3),
		.half_life = crm_col_null(q, 4) ? 0 : crm_col_int(q, 4) };
	if (since.n == 0 || (r->since = since_field(l->e, since)) != NULL)
		return CRM_OK;
	crm_fail(&why, CRM_RULE, "its field of the date is gone");
	return rule_unusable(l->s, rule, &why, err);
}

static const struct rule_kind rules = { "score-rule",
	"SELECT \"id\", \"when\", \"name\", \"points\", \"half_life\", "
	"\"since\" FROM score_rule WHERE \"kind\" = ? "
	"AND \"active\" = 1 AND \"deleted\" IS NULL ORDER BY \"id\"",
	read_rule };

enum crm_status
score_rules(struct crm_store *s, const struct crm_entity *e,
    struct crm_arena *a, struct score_rule **out, size_t *n,
    struct crm_err *err)
{
	struct loading l = { s, e, a, out, n, 0 };

	*out = NULL;
	*n = 0;
	return rules_load(&rules, e, s, a, &l, err);
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
