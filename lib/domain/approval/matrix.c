/* Which rule of the matrix a record meets first, and where that leads. */
#include "matrix.h"

#include <crm/domain/rate.h>

#include <string.h>

enum { EXPRESSION = RULE_COLUMNS, STEPS, DAYS };

struct loading {
	struct crm_arena *a;
	struct row **last;
};

static struct crm_text
keep(struct crm_arena *a, struct crm_text t)
{
	return (struct crm_text){ crm_strndup(a, t.p, t.n), t.n };
}

static enum crm_status
read_row(void *ctx, const struct rule_ref *rule, struct crm_filter *when,
    const struct crm_stmt *q, struct crm_err *err)
{
	struct loading *l = ctx;
	struct row *r = crm_alloc(l->a, sizeof *r);

	(void)err;
	r->id = rule->id;
	r->when = when;
	r->expression = keep(l->a, crm_col_text(q, EXPRESSION));
	r->steps = keep(l->a, crm_col_text(q, STEPS));
	r->days = crm_col_int(q, DAYS);
	*l->last = r;
	l->last = &r->next;
	return CRM_OK;
}

enum crm_status
matrix_load(struct crm_store *s, const struct crm_entity *of,
    struct crm_arena *a, struct row **out, struct crm_err *err)
{
	static const struct rule_kind kind = { .entity = "approval-rule",
		.sql =
		    "SELECT \"id\", \"when\", \"when\", \"steps\", "
		    "coalesce(\"days\", 0) FROM approval_rule WHERE \"kind\" = ? "
		    "AND \"active\" = 1 AND \"deleted\" IS NULL "
		    "ORDER BY \"seq\", \"id\"",
		.read = read_row };
	struct loading l = { a, out };

	*out = NULL;
	return rules_load(&kind, of, s, a, &l, err);
}

enum crm_status
row_holds(struct crm_store *s, const struct row *row,
    const struct crm_record *r, bool *yes, struct crm_err *err)
{
	*yes = true;
	return row->when == NULL ? CRM_OK
				 : record_holds(s, row->when, r, yes, err);
}

/* Whether a rule of the amount in the currency of the book fits what has no rate into it
 * nobody knows. */
static enum crm_status
check_known(struct crm_store *s, const struct row *row,
    const struct crm_record *r, struct crm_arena *a, struct crm_err *err)
{
	struct crm_text currency;
	int64_t base;

	if (memmem(row->expression.p, row->expression.n, "amount_base",
		sizeof "amount_base" - 1) == NULL ||
	    crm_field_index(r->entity, CRM_TEXT("rate")) < 0)
		return CRM_OK;
	currency = text_of(r, "currency");
	return base_amount(s, *value_of(r, "amount"), currency,
		   *value_of(r, "rate"), &base) != NO_RATE
	    ? CRM_OK
	    : crm_fail_record(err, CRM_RULE,
		  "%s is in %.*s and has no rate, and APR%lld asks what it is "
		  "in %s: %s set %s rate=RATE",
		  typed_id(a, r->entity, r->id), (int)currency.n, currency.p,
		  (long long)row->id, crm_store_currency(s),
		  crm_entity_command(r->entity, a),
		  typed_id(a, r->entity, r->id));
}

static bool
is_blank(const struct crm_record *r, const char *field)
{
	int at = crm_field_index(r->entity, crm_text_of(field));

	return at >= 0 && r->v[at].kind == CRM_NULL;
}

/* What has an amount and no lines comes to that, net and gross. */
static bool
is_bare(const struct crm_record *r)
{
	return is_blank(r, "net") && is_blank(r, "gross") &&
	    !is_blank(r, "amount");
}

static void
fill_bare(struct crm_record *r)
{
	*value_of(r, "net") = *value_of(r, "gross") = *value_of(r, "amount");
}

/* The rate by which a document is judged. */
static enum crm_status
rate_judged(struct crm_store *s, const struct crm_record *r,
    struct crm_value *rate, struct crm_err *err)
{
	int at = crm_field_index(r->entity, CRM_TEXT("rate"));

	*rate = CRM_VALUE_NULL;
	if (at < 0)
		return CRM_OK;
	*rate = r->v[at];
	return crm_field_index(r->entity, CRM_TEXT("currency")) < 0
	    ? CRM_OK
	    : crm_rate_judged(s, r, true, rate, err);
}

/* A document as it is judged. */
static enum crm_status
as_judged(struct crm_store *s, const struct crm_record *r, struct crm_arena *a,
    const struct crm_record **out, struct crm_err *err)
{
	int at = crm_field_index(r->entity, CRM_TEXT("rate"));
	bool bare = is_bare(r);
	struct crm_record *judged;
	struct crm_value rate;
	enum crm_status st = rate_judged(s, r, &rate, err);

	*out = r;
	if (st != CRM_OK || (!bare && (at < 0 || crm_value_eq(rate, r->v[at]))))
		return st;
	judged = crm_alloc(a, sizeof *judged);
	crm_record_init(judged, r->entity, a);
	memcpy(judged->v, r->v, r->entity->n * sizeof *r->v);
	judged->id = r->id;
	if (at >= 0)
		judged->v[at] = rate;
	if (bare)
		fill_bare(judged);
	*out = judged;
	return CRM_OK;
}

enum crm_status
crm_route_of(struct crm_store *s, const struct crm_record *of,
    struct crm_arena *a, struct crm_chosen *chosen, struct crm_route *out,
    struct crm_err *err)
{
	const struct crm_record *r;
	struct row *row;
	enum crm_status st;
	bool yes;

	*chosen = (struct crm_chosen){ 0 };
	out->n = 0;
	if ((st = matrix_load(s, of->entity, a, &row, err)) != CRM_OK ||
	    (st = as_judged(s, of, a, &r, err)) != CRM_OK)
		return st;
	for (; row != NULL && chosen->also == 0; row = row->next) {
		if (chosen->rule == 0 &&
		    (st = check_known(s, row, r, a, err)) != CRM_OK)
			return st;
		if ((st = row_holds(s, row, r, &yes, err)) != CRM_OK)
			return st;
		if (!yes)
			continue;
		if (chosen->rule != 0) {
			chosen->also = row->id;
			continue;
		}
		chosen->rule = row->id;
		chosen->days = row->days;
		if ((st = crm_route_parse(row->steps, out, err)) != CRM_OK)
			return st;
	}
	return CRM_OK;
}

/* ---- approvers ---- */

bool
matrix_is_role(struct crm_store *s, struct crm_text name)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "user");
	const struct crm_choice *c = e->field[field_of(e, "role")]->choices;

	for (; c->code != NULL; c++)
		if (crm_text_is(name, c->code))
			return true;
	return false;
}

enum crm_status
matrix_somebody(struct crm_store *s, struct crm_text name, int64_t except,
    bool *yes, struct crm_err *err)
{
	bool role = matrix_is_role(s, name);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_value v[] = { crm_value_text(
				     role ? name : crm_fold_dup(&a, name)),
		crm_value_int(except) };
	struct crm_value n;
	enum crm_status st;

	st = crm_get_int(s,
	    role ? "SELECT count(*) FROM app_user WHERE \"role\" = ? "
		   "AND \"id\" <> ? AND coalesce(\"active\", 1) <> 0 "
		   "AND \"deleted\" IS NULL"
		 : "SELECT count(*) FROM app_user WHERE \"login_f\" = ? "
		   "AND \"id\" <> ? AND coalesce(\"active\", 1) <> 0 "
		   "AND \"deleted\" IS NULL",
	    v, COUNT(v), &n, err);
	*yes = st == CRM_OK && n.i > 0;
	crm_arena_free(&a);
	return st;
}

static enum crm_status
check_names(
    struct crm_store *s, const struct crm_route *route, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "user");
	char quoted[CRM_QUOTE_SIZE];
	size_t i, j;
	int64_t id;

	for (i = 0; i < route->n; i++)
		for (j = 0; j < route->step[i].n; j++) {
			struct crm_text who = route->step[i].who[j];

			if (matrix_is_role(s, who) ||
			    crm_resolve(s, e, who, false, &id, NULL) == CRM_OK)
				continue;
			return crm_fail(err, CRM_INVALID,
			    "'%s' is neither a role nor a user's login",
			    crm_quote(quoted, who));
		}
	return CRM_OK;
}

enum crm_status
matrix_steps(struct crm_store *s, struct crm_text text, struct crm_route *out,
    struct crm_err *err)
{
	enum crm_status st = crm_route_parse(text, out, err);

	return st == CRM_OK ? check_names(s, out, err) : st;
}

enum crm_status
matrix_save_steps(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_route route;
	enum crm_status st;

	if ((st = check_between(w->new, "days", 0, DAYS_MAX, err)) != CRM_OK)
		return st;
	/* Who left later is no reason against another change: lint tells. */
	st = w->old != NULL && !differs(w->old, w->new, "steps")
	    ? crm_route_parse(text_of(w->new, "steps"), &route, err)
	    : matrix_steps(w->store, text_of(w->new, "steps"), &route, err);
	if (st != CRM_OK)
		crm_err_in_field(err, "steps");
	return st;
}

/* ---- its own record ---- */

enum crm_status
approval_rule_save(const struct crm_saving *w, struct crm_err *err)
{
	enum crm_status st;

	if ((st = check_kind(w, "kind", err)) != CRM_OK ||
	    (st = check_rule(w, err)) != CRM_OK)
		return st;
	return matrix_save_steps(w, err);
}

/* Several rules of a kind may have one number, and the older come first: a table that was
 * edited and comes back without its ids would stand behind itself, and change nothing. */
enum crm_status
approval_rule_saved(const struct crm_saving *w, struct crm_err *err)
{
	int64_t self = w->new->id;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	if (w->old != NULL || value_of(w->new, "active")->i == 0)
		return CRM_OK;
	if ((st = crm_sql(w->store,
		 "SELECT \"id\" FROM approval_rule WHERE \"kind\" = ? "
		 "AND \"seq\" = ? AND \"active\" = 1 AND \"deleted\" IS NULL "
		 "AND \"id\" <> ? AND \"id\" > 0 ORDER BY \"id\"",
		 &q, err)) != CRM_OK)
		return st;
	crm_bind(q, 1, *value_of(w->new, "kind"));
	crm_bind(q, 2, *value_of(w->new, "seq"));
	crm_bind(q, 3, crm_value_int(self));
	if ((st = crm_step(q, &row, err)) == CRM_OK && row &&
	    !crm_is_new(w->store, w->new->entity, crm_col_int(q, 0)))
		crm_note_behind(
		    w->store, w->new->entity, self, crm_col_int(q, 0));
	crm_reset(q);
	return st;
}
