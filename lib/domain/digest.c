/* Digests: what people did in a period, and in the one before it. */
#include "domain/team/people.h"

#include <crm/domain/deal.h>
#include <crm/domain/digest.h>
#include <crm/model/activity.h>

#include <string.h>

/* What is counted: records of a kind by a day of theirs, or averaged. */
struct source {
	const char *what, *entity;
	const char *day;   /* NULL: all there are, whenever they came */
	const char *among; /* in the filter language, or NULL */
	const char *value; /* a share to be averaged, or NULL */
};

static const struct source sources[] = {
	{ N_("tasks done"), "task", "done_on", "status = done", NULL },
	{ N_("new leads"), "lead", "entered_on", NULL, NULL },
	{ N_("new customers"), "customer", "entered_on", NULL, NULL },
	{ N_("completeness of new customers in percent"), "customer",
	    "entered_on", NULL, "completeness" },
	{ N_("completeness of all customers in percent"), "customer", NULL,
	    NULL, "completeness" },
	{ N_("deals won"), "deal", "closed_on", "stage_type = won", NULL },
	{ N_("deals lost"), "deal", "closed_on", "stage_type = lost", NULL },
};

enum { BEFORE, NOW, PERIODS };

/* Sums of one figure. */
struct sum {
	const char *what;
	int64_t user;
	bool averaged;
	int64_t n[PERIODS], value[PERIODS];
};

struct digest {
	struct crm_store *s;
	const struct crm_digest_ask *ask;
	struct crm_arena *arena;
	struct people people;
	struct sum *sum;
	size_t n, cap;
};

static struct sum *
sum_of(struct digest *d, const char *what, int64_t user)
{
	for (size_t i = 0; i < d->n; i++)
		if (d->sum[i].user == user && strcmp(d->sum[i].what, what) == 0)
			return &d->sum[i];
	d->sum = crm_grow(d->arena, d->sum, d->n, &d->cap, sizeof *d->sum);
	d->sum[d->n] = (struct sum){ .what = what, .user = user };
	return &d->sum[d->n++];
}

static bool
is_asked_for(const struct digest *d, int64_t owner)
{
	return d->ask->user != 0
	    ? owner == d->ask->user
	    : people_below(
		  &d->people, people_team(&d->people, owner), d->ask->team);
}

/* ---- statements ---- */

static void
of_owner_alone(const struct digest *d, struct crm_sql *sql)
{
	if (d->ask->user == 0)
		return;
	crm_buf_str(&sql->text, " AND t.\"owner\" = ?");
	crm_sql_bind(sql, crm_value_int(d->ask->user));
}

/* ---- activities ---- */

enum { OWNER, PERIOD, KIND };

static enum crm_status
add_activities(struct digest *d, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_stmt *q = NULL;
	struct crm_sql sql;
	enum crm_status st;
	bool row;

	crm_sql_init(&sql, &a);
	crm_buf_str(&sql.text,
	    "SELECT coalesce(t.\"owner\", 0), CASE WHEN t.\"at\" >= ? THEN 1 "
	    "ELSE 0 END, t.\"kind\", count(*) FROM activity t "
	    "WHERE t.\"deleted\" IS NULL" CRM_ACTIVITY_HELD(
		"t") " AND t.\"at\" >= ? AND t.\"at\" < ?");
	crm_sql_bind(&sql, crm_value_int(crm_date_start(d->ask->from)));
	crm_sql_bind(&sql, crm_value_int(crm_date_start(d->ask->before)));
	crm_sql_bind(&sql, crm_value_int(crm_date_start(d->ask->to + 1)));
	of_owner_alone(d, &sql);
	crm_buf_str(&sql.text, " GROUP BY 1, 2, 3 ORDER BY 3, 1, 2");
	if ((st = crm_sql(d->s, sql.text.data, &q, err)) == CRM_OK)
		crm_bind_all(q, sql.bind, sql.n);
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row) {
		int period = crm_col_int(q, PERIOD) != 0 ? NOW : BEFORE;
		int64_t owner = crm_col_int(q, OWNER);
		int64_t n = crm_col_int(q, KIND + 1);

		if (!is_asked_for(d, owner))
			continue;
		sum_of(d, text_dup(d->arena, crm_col_text(q, KIND)), 0)
		    ->n[period] += n;
		if (d->ask->team != 0)
			sum_of(d, N_("activities"), owner)->n[period] += n;
	}
	crm_sql_free(&sql);
	crm_arena_free(&a);
	return st;
}

/* ---- records ---- */

static enum crm_status
put_source(const struct digest *d, const struct source *x,
    const struct crm_entity *e, struct crm_sql *sql, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	crm_buf_str(&sql->text, "SELECT coalesce(t.\"owner\", 0), ");
	if (x->day != NULL) {
		crm_buf_printf(&sql->text,
		    "CASE WHEN t.\"%s\" >= ? THEN 1 ELSE 0 END", x->day);
		crm_sql_bind(sql, crm_value_int(d->ask->from));
	} else
		crm_buf_char(&sql->text, '1');
	crm_buf_str(&sql->text, ", count(*)");
	if (x->value != NULL) {
		crm_buf_str(&sql->text, ", sum(");
		crm_sql_field(sql, e, e->field[field_of(e, x->value)], "t");
		crm_buf_char(&sql->text, ')');
	}
	crm_buf_printf(&sql->text, " FROM \"%s\" t WHERE t.\"deleted\" IS NULL",
	    e->def->table);
	if (x->day != NULL) {
		crm_buf_printf(&sql->text,
		    " AND t.\"%s\" >= ? AND t.\"%s\" <= ?", x->day, x->day);
		crm_sql_bind(sql, crm_value_int(d->ask->before));
		crm_sql_bind(sql, crm_value_int(d->ask->to));
	}
	of_owner_alone(d, sql);
	if (x->among != NULL) {
		crm_buf_str(&sql->text, " AND ");
		st = sql_is(d->s, e, x->among, sql, err);
	}
	crm_buf_str(&sql->text, " GROUP BY 1, 2");
	return st;
}

static enum crm_status
add_source(struct digest *d, const struct source *x, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(d->s), x->entity);
	struct sum *sum = sum_of(d, x->what, 0);
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_stmt *q = NULL;
	struct crm_sql sql;
	enum crm_status st;
	bool row;

	sum->averaged = x->value != NULL;
	crm_sql_init(&sql, &a);
	if ((st = put_source(d, x, e, &sql, err)) == CRM_OK &&
	    (st = crm_sql(d->s, sql.text.data, &q, err)) == CRM_OK)
		crm_bind_all(q, sql.bind, sql.n);
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row) {
		int period = crm_col_int(q, PERIOD) != 0 ? NOW : BEFORE;

		if (!is_asked_for(d, crm_col_int(q, OWNER)))
			continue;
		sum->n[period] += crm_col_int(q, 2);
		if (sum->averaged)
			sum->value[period] += crm_col_int(q, 3);
	}
	crm_sql_free(&sql);
	crm_arena_free(&a);
	return st;
}

/* ---- the figures ---- */

/* Whole percent, half up: shares are not below zero. */
static struct crm_value
figure(const struct sum *s, int period)
{
	int64_t whole = CRM_WHOLE / 100 * s->n[period];

	if (!s->averaged)
		return crm_value_int(s->n[period]);
	return whole == 0
	    ? CRM_VALUE_NULL
	    : crm_value_int((s->value[period] + whole / 2) / whole);
}

/* Whether there was anything of it. */
static bool
put_figure(const struct sum *s, struct crm_figure *out)
{
	if (s->n[NOW] == 0 && s->n[BEFORE] == 0)
		return false;
	*out = (struct crm_figure){ s->what, s->user, figure(s, NOW),
		figure(s, BEFORE) };
	return true;
}

/* Deals that ended are of who closed them, as in reports. */
static enum crm_status
add_sources(struct digest *d, struct crm_err *err)
{
	struct crm_err worse;
	enum crm_status st = crm_see_ended(d->s, &crm_deal_ending, err), end;
	size_t i;

	for (i = 0; i < COUNT(sources) && st == CRM_OK; i++)
		st = add_source(d, &sources[i], err);
	end = crm_see_now(d->s, &crm_deal_ending, st == CRM_OK ? err : &worse);
	return st == CRM_OK ? end : st;
}

enum crm_status
crm_digest(struct crm_store *s, const struct crm_digest_ask *ask,
    struct crm_arena *a, struct crm_figure **out, size_t *n,
    struct crm_err *err)
{
	struct digest d = { .s = s, .ask = ask, .arena = a };
	enum crm_status st = people_load(s, a, &d.people, err);
	size_t i, kept = 0;

	if (st == CRM_OK)
		st = add_activities(&d, err);
	if (st == CRM_OK)
		st = add_sources(&d, err);
	*out = crm_alloc_n(a, d.n, sizeof **out);
	for (i = 0; i < d.n; i++)
		if (d.sum[i].user == 0)
			kept += put_figure(&d.sum[i], &(*out)[kept]);
	for (i = 0; i < d.n; i++)
		if (d.sum[i].user != 0)
			kept += put_figure(&d.sum[i], &(*out)[kept]);
	*n = kept;
	return st;
}
