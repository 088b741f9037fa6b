/* Assignment: whom a rule gives the record at hand. */
#include "assign.h"

/* ---- who can ---- */

/* Whether somebody lost it to the pool it lies in: he alone may have to wait.  What
 * else keeps a person from it is known of all of them, from the beginning of the run
 * on, so that nobody is asked for once a record. */
static bool
lost_it(const struct run *u, const struct person *p)
{
	const struct crm_owning *o = &u->e->owning;
	const struct crm_value *v = u->record.v;

	return o->pool >= 0 && v[o->pool].kind != CRM_NULL &&
	    v[o->last_owner].kind == CRM_INT && v[o->last_owner].i == p->id;
}

enum crm_status
can_take(struct run *u, struct person *p, bool *yes, const char **why,
    struct crm_err *err)
{
	const struct crm_load *l = p->load;
	struct crm_err e;
	enum crm_status st;

	*yes = false;
	if (!l->able)
		*why = crm_sprintf(&u->one, crm_tr("%s is %s"), l->login.p,
		    p->active ? crm_tr("away") : crm_tr("not active"));
	else if (u->counts && !crm_load_has_room(l))
		*why = crm_sprintf(&u->one,
		    crm_tr("%s is at capacity, %lld of %lld"), l->login.p,
		    (long long)l->load, (long long)l->limit);
	else if (lost_it(u, p)) {
		st = crm_could_own(u->s, &u->record, p->id, &e);
		if (st != CRM_OK && st != CRM_RULE) {
			*err = e;
			return st;
		}
		*yes = st == CRM_OK;
		*why = crm_sprintf(&u->one, "%s", e.text);
	} else
		*yes = true;
	return CRM_OK;
}

/* Those of a rule who can take it; *n_able of r->who, in its order. */
static enum crm_status
find_able(struct run *u, struct rule *r, struct person ***able, size_t *n_able,
    struct choice *out, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	const char *why = NULL;
	size_t i;
	bool yes;

	*able = crm_alloc_n(&u->one, r->n_who + 1, sizeof **able);
	*n_able = 0;
	for (i = 0; i < r->n_who && st == CRM_OK; i++) {
		st = can_take(u, r->who[i], &yes, &why, err);
		if (st == CRM_OK && yes)
			(*able)[(*n_able)++] = r->who[i];
	}
	if (*n_able > 0)
		return st;
	if (r->n_who == 0)
		out->why = r->team != 0 ? crm_tr("the team has nobody")
					: crm_tr("there are no reps");
	else if (r->n_who == 1)
		out->why = why;
	else
		out->why = crm_sprintf(&u->one,
		    crm_tr("none of %zu has room or is "
			   "here"),
		    r->n_who);
	return st;
}

/* ---- methods ---- */

static enum crm_status
choose_person(
    struct run *u, struct rule *r, struct choice *out, struct crm_err *err)
{
	struct person *p = run_person(u, r->person);
	enum crm_status st;
	bool yes;

	if (p == NULL) {
		out->why = crm_tr("its person is no user any more");
		return CRM_OK;
	}
	st = can_take(u, p, &yes, &out->why, err);
	if (st == CRM_OK && yes) {
		out->to = p;
		out->why = crm_tr("named by the rule");
	}
	return st;
}

static void
choose_pool(struct rule *r, struct choice *out)
{
	out->pool = r->pool_name.n > 0;
	out->why = out->pool ? crm_tr("pool of the rule")
			     : crm_tr("its pool is not active any more");
}

/* The next behind whoever had the last one. */
static void
choose_turn(struct run *u, struct rule *r, struct person **able, size_t n,
    struct choice *out)
{
	size_t i = 0;

	while (i < n && r->turn.n > 0 &&
	    crm_text_cmp(able[i]->login, r->turn) <= 0)
		i++;
	out->to = able[i == n ? 0 : i];
	out->why = r->turn.n == 0
	    ? crm_tr("first turn")
	    : crm_sprintf(
		  &u->one, crm_tr("next after %s"), text_dup(&u->one, r->turn));
	r->turn = out->to->login;
}

static void
choose_least(struct run *u, struct person **able, size_t n, struct choice *out)
{
	size_t i, best = 0;

	for (i = 1; i < n; i++)
		if (able[i]->load->load < able[best]->load->load)
			best = i;
	out->to = able[best];
	out->why = crm_sprintf(&u->one, crm_tr("%lld open, the fewest of %zu"),
	    (long long)out->to->load->load, n);
}

/* Who has no capacity given bears as much as the strongest who has. */
static int64_t
weight_of(const struct rule *r, const struct person *p)
{
	int64_t most = 0;
	size_t i;

	if (p->capacity > 0)
		return p->capacity;
	for (i = 0; i < r->n_who; i++)
		if (r->who[i]->capacity > most)
			most = r->who[i]->capacity;
	return most > 0 ? most : 1;
}

/* Smooth weighted round robin: each who can take one earns the own weight, the
 * richest gets it and pays what all have earned.  Who cannot, waits with the
 * credit that is there. */
static void
choose_weighted(struct run *u, struct rule *r, struct person **able, size_t n,
    struct choice *out)
{
	int64_t total = 0;
	size_t i, k = 0, best = 0;

	for (i = 0; i < r->n_who; i++) {
		if (k == n || r->who[i] != able[k])
			continue;
		r->credit[i] += weight_of(r, r->who[i]);
		total += weight_of(r, r->who[i]);
		if (k++ == 0 || r->credit[i] > r->credit[best])
			best = i;
	}
	r->credit[best] -= total;
	out->to = r->who[best];
	out->why = crm_sprintf(&u->one, crm_tr("weight %lld of %lld"),
	    (long long)weight_of(r, out->to), (long long)total);
}

/* ---- skill ---- */

static bool
has_skill(const struct person *p, struct crm_text name)
{
	struct crm_text rest = p->skills, item;

	while (list_item(&rest, &item))
		if (crm_text_eq(item, name))
			return true;
	return false;
}

/* Sum of the weights of the skills that somebody has, x 10^-6. */
static int64_t
match(const struct rule *r, const struct person *p)
{
	int64_t sum = 0;
	size_t i;

	for (i = 0; i < r->n_skills; i++)
		if (has_skill(p, r->skill[i].name))
			sum += r->skill[i].weight;
	return sum;
}

static const char *
score_text(struct run *u, int64_t score, int64_t load)
{
	struct crm_buf b = CRM_BUF_INIT;
	const char *text;

	crm_number_format(&b, score, CRM_DECIMAL_DIGITS, false);
	text = crm_sprintf(
	    &u->one, crm_tr("score %s at %lld open"), b.data, (long long)load);
	crm_buf_free(&b);
	return text;
}

static void
choose_skilled(struct run *u, struct rule *r, struct person **able, size_t n,
    struct choice *out)
{
	int64_t best = 0;
	size_t i;

	for (i = 0; i < n; i++) {
		int64_t m = match(r, able[i]), load = able[i]->load->load;
		int64_t score = m - r->penalty * load;

		if (m == 0 ||
		    (out->to != NULL &&
			(score < best ||
			    (score == best && load >= out->to->load->load))))
			continue;
		out->to = able[i];
		best = score;
	}
	out->why = out->to != NULL
	    ? score_text(u, best, out->to->load->load)
	    : crm_tr("nobody who can take it has one of its skills");
}

/* ---- */

static enum crm_status
choose_among(
    struct run *u, struct rule *r, struct choice *out, struct crm_err *err)
{
	struct person **able;
	enum crm_status st;
	size_t n;

	st = find_able(u, r, &able, &n, out, err);
	if (st != CRM_OK || n == 0)
		return st;
	if (r->method == BY_ROUND_ROBIN)
		choose_turn(u, r, able, n, out);
	else if (r->method == BY_LEAST_LOAD)
		choose_least(u, able, n, out);
	else if (r->method == BY_WEIGHT)
		choose_weighted(u, r, able, n, out);
	else
		choose_skilled(u, r, able, n, out);
	return CRM_OK;
}

enum crm_status
rule_choose(
    struct run *u, struct rule *r, struct choice *out, struct crm_err *err)
{
	*out = (struct choice){ .why = "" };
	switch (r->method) {
	case BY_PERSON:
		return choose_person(u, r, out, err);
	case BY_POOL:
		choose_pool(r, out);
		return CRM_OK;
	case BY_TERRITORY:
		return choose_territory(u, r, out, err);
	case BY_PREVIOUS:
		return choose_previous(u, r, out, err);
	case BY_ROUND_ROBIN:
	case BY_LEAST_LOAD:
	case BY_WEIGHT:
	case BY_SKILL:
		break;
	}
	return choose_among(u, r, out, err);
}
