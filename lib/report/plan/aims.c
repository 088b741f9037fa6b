/* Targets and submitted forecasts of persons, teams and the company. */
#include "aims.h"

#include <string.h>

static enum crm_status
load(struct crm_store *s, const char *sql, const struct crm_value *v, size_t n,
    struct crm_arena *a, struct aims *out, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st = crm_sql(s, sql, &q, err);
	bool row;

	*out = (struct aims){ .n = 0 };
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, n);
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		out->all = crm_grow(
		    a, out->all, out->n, &out->cap, sizeof *out->all);
		out->all[out->n++] = (struct aim){ crm_col_int(q, 0),
			crm_col_int(q, 1), crm_col_int(q, 2), crm_col_int(q, 3),
			crm_col_int(q, 4), crm_col_int(q, 5) != 0,
			crm_col_int(q, 6) != 0 };
	}
	crm_reset(q);
	return st;
}

/* Of a target or a submission t of a team: whether one above it has such for its days,
 * and whether teams are below. */
#define TEAMS(table, alike) \
	", CASE WHEN t.\"team\" IS NOT NULL AND EXISTS (" \
	"WITH RECURSIVE up(\"id\") AS (SELECT m.\"parent\" FROM team m " \
	"WHERE m.\"id\" = t.\"team\" UNION SELECT m.\"parent\" FROM team m " \
	"JOIN up ON up.\"id\" = m.\"id\") SELECT 1 FROM " table " x " \
	"JOIN up ON up.\"id\" = x.\"team\" WHERE x.\"deleted\" IS NULL " \
	"AND x.\"starts_on\" <= t.\"starts_on\" " \
	"AND x.\"ends_on\" >= t.\"ends_on\" AND " alike \
	") THEN 1 ELSE 0 END, CASE WHEN EXISTS (SELECT 1 FROM team m " \
	"WHERE m.\"parent\" = t.\"team\" AND m.\"deleted\" IS NULL) " \
	"THEN 1 ELSE 0 END "

enum crm_status
aims_targets(struct crm_store *s, const char *metric, int64_t from, int64_t to,
    struct crm_arena *a, struct aims *out, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_text(crm_text_of(metric)),
		crm_value_int(from), crm_value_int(to),
		crm_value_text(crm_text_of(crm_store_currency(s))) };

	enum crm_status st = load(s,
	    "SELECT coalesce(t.\"user\", 0), coalesce(t.\"team\", 0), "
	    "t.\"starts_on\", t.\"ends_on\", "
	    "coalesce(t.\"amount\", t.\"number\")" TEAMS("target",
		"x.\"metric\" = t.\"metric\"") "FROM target t "
					       "WHERE t.\"deleted\" IS NULL AND t.\"metric\" = ? "
					       "AND t.\"starts_on\" >= ? AND t.\"ends_on\" <= ? "
					       "AND (t.\"amount\" IS NULL OR coalesce(t.\"currency\", ?) = ?) "
					       "ORDER BY t.\"id\"",
	    (struct crm_value[]){ v[0], v[1], v[2], v[3], v[3] }, 5, a, out,
	    err);

	out->days = to - from + 1;
	return st;
}

enum crm_status
aims_submitted(struct crm_store *s, const char *line, int64_t from, int64_t to,
    int64_t on, struct crm_arena *a, struct aims *out, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_text(crm_text_of(line)),
		crm_value_int(from), crm_value_int(to), crm_value_int(on),
		crm_value_int(on) };

	/* Not the last where a later one says the same of the same. */
	return load(s,
	    "SELECT coalesce(t.\"user\", 0), coalesce(t.\"team\", 0), "
	    "t.\"starts_on\", t.\"ends_on\", t.\"amount\"" TEAMS("submission",
		"x.\"line\" = t.\"line\"") "FROM submission t "
					   "WHERE t.\"deleted\" IS NULL AND t.\"line\" = ? "
					   "AND t.\"starts_on\" = ? AND t.\"ends_on\" = ? "
					   "AND coalesce(t.\"submitted_on\", 0) <= ? AND NOT EXISTS ("
					   "SELECT 1 FROM submission x WHERE x.\"deleted\" IS NULL "
					   "AND coalesce(x.\"submitted_on\", 0) <= ? "
					   "AND x.\"line\" = t.\"line\" AND x.\"starts_on\" = t.\"starts_on\" "
					   "AND x.\"ends_on\" = t.\"ends_on\" "
					   "AND coalesce(x.\"user\", 0) = coalesce(t.\"user\", 0) "
					   "AND coalesce(x.\"team\", 0) = coalesce(t.\"team\", 0) "
					   "AND (coalesce(x.\"submitted_on\", 0) > "
					   "coalesce(t.\"submitted_on\", 0) "
					   "OR (coalesce(x.\"submitted_on\", 0) = "
					   "coalesce(t.\"submitted_on\", 0) AND x.\"id\" > t.\"id\"))) "
					   "ORDER BY t.\"id\"",
	    v, COUNT(v), a, out, err);
}

static bool
is_within(const struct aims *x, const struct aim *a)
{
	size_t i;

	for (i = 0; i < x->n; i++) {
		const struct aim *b = &x->all[i];

		if (b->user == a->user && b->team == a->team &&
		    b->from <= a->from && b->to >= a->to &&
		    (b->from < a->from || b->to > a->to))
			return true;
	}
	return false;
}

static enum whose
whose_of(const struct aim *a)
{
	return a->user != 0 ? OF_USER : a->team != 0 ? OF_TEAM : OF_COMPANY;
}

/* The sum of those that are of some person, team or of the company; of this one
 * where it has an id. */
static struct crm_value
sum(const struct aims *x, enum whose whose, int64_t id)
{
	struct crm_value v = CRM_VALUE_NULL;
	size_t i;

	for (i = 0; i < x->n; i++) {
		const struct aim *a = &x->all[i];
		enum whose of = whose_of(a);
		int64_t mine = of == OF_USER ? a->user : a->team;

		if (of != whose || (id != 0 && mine != id) || is_within(x, a) ||
		    (id == 0 && a->below))
			continue;
		v = crm_value_int((v.kind == CRM_INT ? v.i : 0) + a->value);
	}
	return v;
}

/* Whether one of them has such for all days, in parts too. */
static bool
covers(const struct aims *x, enum whose whose)
{
	size_t i, k;
	int64_t days;

	for (i = 0; i < x->n; i++) {
		const struct aim *a = &x->all[i], *b = x->all;

		if (whose_of(a) != whose)
			continue;
		for (k = 0, days = 0; k < x->n; k++, b++)
			if (b->user == a->user && b->team == a->team &&
			    !is_within(x, b))
				days += b->to - b->from + 1;
		if (days >= x->days)
			return true;
	}
	return false;
}

struct crm_value
aims_sum(const struct aims *x, enum whose whose, int64_t id)
{
	static const enum whose levels[] = { OF_COMPANY, OF_USER, OF_TEAM };
	struct crm_value v = CRM_VALUE_NULL;
	size_t i;

	if (whose != OF_COMPANY)
		return id == 0 ? CRM_VALUE_NULL : sum(x, whose, id);
	/* One month's of one person does not stand for the quarter of all. */
	for (i = 0; i < COUNT(levels); i++)
		if (covers(x, levels[i]))
			return sum(x, levels[i], 0);
	for (i = 0; i < COUNT(levels) && v.kind == CRM_NULL; i++)
		v = sum(x, levels[i], 0);
	return v;
}

bool
aims_above(const struct aims *x, enum whose whose, int64_t id)
{
	size_t i;

	for (i = 0; i < x->n && whose == OF_TEAM; i++)
		if (x->all[i].team == id && x->all[i].above)
			return true;
	return false;
}

/* Whether groups are the deals' owners, or the teams of these; others are of the
 * customer. */
static bool
by_whose(const struct tally_run *r, enum whose *whose)
{
	const struct dimension *d = &r->d.d[0];

	if (r->d.n != 1 || d->path.to == NULL)
		return false;
	*whose = d->path.steps == 0 ? OF_USER : OF_TEAM;
	return crm_path_begins(&d->path, "owner") &&
	    strcmp(d->path.to->def->name,
		*whose == OF_USER ? "user" : "team") == 0;
}

bool
aims_whose(const struct tally_row *row, enum whose *whose, int64_t *id)
{
	const struct tally_run *r = row->run;
	uint32_t at = row->leaf->at[0];

	*whose = OF_COMPANY;
	*id = 0;
	if (r->d.n == 0 || row->leaf->kind == ROW_TOTAL)
		return r->o->where == NULL;
	if (r->d.n > 1 || at >= REST_MEMBERS ||
	    r->cube.dim[0].all[at].key.kind != CRM_INT)
		return false;
	*id = r->cube.dim[0].all[at].key.i;
	return by_whose(r, whose);
}

void
aims_groups(struct tally_run *r, const struct aims *x)
{
	enum whose whose;
	size_t i;

	if (r->o->where != NULL || !by_whose(r, &whose))
		return;
	for (i = 0; i < x->n; i++) {
		struct crm_value key = crm_value_int(
		    whose == OF_USER ? x->all[i].user : x->all[i].team);

		if (key.i != 0)
			cube_at(&r->cube, &key);
	}
}

bool
aims_whole(const struct tally_run *r)
{
	return r->o->where == NULL ||
	    crm_filter_asks_only(r->o->where, "owner");
}
