/*
 * What is owed in foreign currencies, at the rates of a day: a row for each
 * receivable, by what was open of it at the end of that day.  The journal takes each
 * back on the day after, so that nothing of it stays.
 */
#include "journal.h"

#include <crm/domain/rate.h>

/* What is owed of one. */
struct owed {
	int64_t id;
	struct crm_text currency;
	int64_t open, base; /* in its currency; what that is booked at */
	int64_t had;        /* the last row of that day; 0: none that counts */
};

struct revaluing {
	struct crm_store *s;
	const struct crm_revaluing *r;
	const struct crm_entity *e;
	struct crm_arena a;
	struct owed *owed;
	size_t n;
};

#define UNTIL(sum) \
	"coalesce((SELECT CAST(sum(a." sum ") AS BIGINT) FROM allocation a " \
	"WHERE a.\"receivable\" = r.\"id\" AND a.\"deleted\" IS NULL " \
	"AND a.\"allocated_on\" <= ?), 0)"

static enum crm_status
read_owed(struct revaluing *v, struct crm_err *err)
{
	const struct crm_value day = crm_value_int(v->r->day);
	const struct crm_value b[] = { day, day, day, day, day,
		crm_value_text(crm_text_of(crm_store_currency(v->s))) };
	struct crm_stmt *q;
	enum crm_status st;
	size_t cap = 0;
	bool row;

	st = crm_sql(v->s,
	    "SELECT x.* FROM (SELECT r.\"id\", r.\"currency\", "
	    "r.\"amount\" - " UNTIL(
		"\"amount\"") " AS \"open\", "
			      "coalesce(r.\"amount_base\", r.\"amount\") - " UNTIL(
				  "\"relieved_base\"") " AS \"base\", "
						       "(SELECT CASE WHEN sum(v.\"open\") <> 0 THEN max(v.\"id\") "
						       "ELSE 0 END FROM revaluation v WHERE v.\"receivable\" = r.\"id\" "
						       "AND v.\"revalued_on\" = ? AND v.\"deleted\" IS NULL) AS \"had\" "
						       "FROM receivable r WHERE r.\"deleted\" IS NULL "
						       "AND r.\"booked_on\" <= ? "
						       "AND (r.\"void_on\" IS NULL OR r.\"void_on\" > ?) "
						       "AND r.\"currency\" <> ?) x WHERE x.\"open\" <> 0 "
						       "ORDER BY x.\"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, b, COUNT(b));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		v->owed = crm_grow(&v->a, v->owed, v->n, &cap, sizeof *v->owed);
		v->owed[v->n++] = (struct owed){ .id = crm_col_int(q, 0),
			.currency = crm_text_of(
			    text_dup(&v->a, crm_col_text(q, 1))),
			.open = crm_col_int(q, 2),
			.base = crm_col_int(q, 3),
			.had = crm_col_null(q, 4) ? 0 : crm_col_int(q, 4) };
	}
	return st;
}

/* The one that is given, else that of the day. */
static enum crm_status
rate_of(const struct revaluing *v, struct crm_text currency,
    struct crm_value *rate, struct crm_err *err)
{
	size_t i;

	for (i = 0; i < v->r->n; i++)
		if (crm_text_eq(v->r->rate[i].currency, currency)) {
			*rate = crm_value_int(v->r->rate[i].rate);
			return CRM_OK;
		}
	return crm_rate_on(v->s, currency, v->r->day, rate, err);
}

static enum crm_status
no_rate(struct revaluing *v, const struct owed *o, struct crm_err *err)
{
	return crm_fail_record(err, CRM_RULE,
	    "%s is in %.*s, of which no rate is known on that day: add "
	    "rates=%.*s:RATE, or crm-admin rate add currency=%.*s day=%s "
	    "rate=RATE",
	    typed_id(&v->a, crm_dict_find(crm_store_dict(v->s), "receivable"),
		o->id),
	    (int)o->currency.n, o->currency.p, (int)o->currency.n,
	    o->currency.p, (int)o->currency.n, o->currency.p,
	    date_dup(&v->a, v->r->day));
}

static void
put(struct crm_record *r, const char *field, struct crm_value x)
{
	crm_record_set(r, field_of(r->entity, field), x);
}

static enum crm_status
value(struct revaluing *v, const struct owed *o, struct crm_err *err)
{
	struct crm_value rate;
	struct crm_record r;
	int64_t worth;
	enum crm_status st = rate_of(v, o->currency, &rate, err);

	if (st != CRM_OK)
		return st;
	if (rate.kind != CRM_INT)
		return no_rate(v, o, err);
	if (!convert_money(o->open, crm_currency_digits_n(o->currency), rate.i,
		crm_currency_digits(crm_store_currency(v->s)), &worth))
		return crm_fail_field(
		    err, CRM_INVALID, "rates", "gives no amount of money");
	crm_record_init(&r, v->e, &v->a);
	put(&r, "receivable", crm_value_int(o->id));
	put(&r, "revalued_on", crm_value_int(v->r->day));
	put(&r, "currency", crm_value_text(o->currency));
	put(&r, "rate", rate);
	put(&r, "open", crm_value_int(o->open));
	put(&r, "booked_base", crm_value_int(o->base));
	put(&r, "worth_base", crm_value_int(worth));
	put(&r, "gain_base", crm_value_int(worth - o->base));
	if ((st = crm_insert(v->s, &r, err)) == CRM_OK)
		v->r->made(v->r->ctx, r.id);
	return st;
}

/* Two runs at once value each of them once: the other reads, behind this one's commit,
 * what that wrote. */
static enum crm_status
lock_owed(struct revaluing *v, struct crm_err *err)
{
	const struct crm_value b[] = {
		crm_value_int(v->r->day),
		crm_value_text(crm_text_of(crm_store_currency(v->s))),
	};
	int64_t *ids = NULL;
	struct crm_stmt *q;
	enum crm_status st;
	size_t n = 0, cap = 0;
	bool row;

	st = crm_sql(v->s,
	    "SELECT \"id\" FROM receivable WHERE \"deleted\" IS NULL "
	    "AND \"booked_on\" <= ? AND \"currency\" <> ? ORDER BY \"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, b, COUNT(b));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		ids = crm_grow(&v->a, ids, n, &cap, sizeof *ids);
		ids[n++] = crm_col_int(q, 0);
	}
	return st == CRM_OK
	    ? crm_lock_all(v->s,
		  crm_dict_find(crm_store_dict(v->s), "receivable"), ids, n,
		  false, err)
	    : st;
}

enum crm_status
crm_revalue(
    struct crm_store *s, const struct crm_revaluing *r, struct crm_err *err)
{
	struct revaluing v = { .s = s,
		.r = r,
		.e = crm_dict_find(crm_store_dict(s), "revaluation"),
		.a = CRM_ARENA_INIT };
	enum crm_status st;
	size_t i;

	if (r->day > crm_store_clock(s)->today)
		return crm_fail_field(err, CRM_RULE, "on",
		    "is not over: what is owed at its end is not known yet");
	if ((st = lock_owed(&v, err)) == CRM_OK)
		st = read_owed(&v, err);
	for (i = 0; i < v.n && st == CRM_OK; i++)
		if (v.owed[i].had != 0)
			r->had(r->ctx, v.owed[i].had);
		else
			st = value(&v, &v.owed[i], err);
	crm_arena_free(&v.a);
	return st;
}

/* ---- what a file brings ---- */

/* What is worked out of the rest: as it is said, or filled in. */
static enum crm_status
check_figure(const struct crm_saving *w, const char *field, int64_t is,
    struct crm_err *err)
{
	const struct crm_value *v = value_of(w->new, field);
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st = CRM_OK;

	if (v->kind == CRM_INT && v->i != is) {
		crm_number_format(&b, is,
		    crm_currency_digits(crm_store_currency(w->store)), true);
		st = crm_fail_field(err, CRM_RULE, field,
		    "is %s by its rate, what was open and what that is booked "
		    "at",
		    b.data);
		crm_buf_free(&b);
	}
	put(w->new, field, crm_value_int(is));
	return st;
}

/* Of a day there is one value of each, and perhaps what takes it back. */
static enum crm_status
check_one(const struct crm_saving *w, struct crm_err *err)
{
	const struct crm_value of[] = { *value_of(w->new, "receivable"),
		*value_of(w->new, "revalued_on") };
	struct crm_value had;
	enum crm_status st = crm_lock(w->store,
	    crm_dict_find(crm_store_dict(w->store), "receivable"), of[0].i,
	    err);

	if (st == CRM_OK)
		st = crm_get_int(w->store,
		    "SELECT CAST(sum(\"open\") AS BIGINT) FROM revaluation "
		    "WHERE \"receivable\" = ? AND \"revalued_on\" = ? "
		    "AND \"deleted\" IS NULL",
		    of, COUNT(of), &had, err);
	if (st != CRM_OK || had.kind != CRM_INT || had.i == 0 ||
	    had.i + value_of(w->new, "open")->i == 0)
		return st;
	return crm_fail_field(err, CRM_RULE, "receivable",
	    "%s has a value of %s already, which stays",
	    typed_id(w->arena,
		crm_dict_find(crm_store_dict(w->store), "receivable"), of[0].i),
	    date_dup(w->arena, of[1].i));
}

enum crm_status
revaluation_save(const struct crm_saving *w, struct crm_err *err)
{
	static const char *const needed[] = { "currency", "rate", "open",
		"booked_base" };
	int64_t worth;
	enum crm_status st;
	size_t i;

	if (!w->import || comes_back(w->old, w->new))
		return CRM_OK;
	if (w->old != NULL)
		return check_booked(w, NULL, err);
	for (i = 0; i < COUNT(needed); i++)
		if (value_of(w->new, needed[i])->kind == CRM_NULL)
			return crm_fail_field(err, CRM_INVALID, needed[i],
			    "is needed: the gain is worked out of it; "
			    "crm-order revalue --on DAY finds all of it");
	if ((st = check_rate(w->new, err)) != CRM_OK ||
	    (st = check_one(w, err)) != CRM_OK)
		return st;
	if (!convert_money(value_of(w->new, "open")->i,
		crm_currency_digits_n(text_of(w->new, "currency")),
		value_of(w->new, "rate")->i,
		crm_currency_digits(crm_store_currency(w->store)), &worth))
		return crm_fail_field(
		    err, CRM_INVALID, "rate", "gives no amount of money");
	st = check_figure(w, "worth_base", worth, err);
	return st == CRM_OK
	    ? check_figure(w, "gain_base",
		  worth - value_of(w->new, "booked_base")->i, err)
	    : st;
}

/* ---- what stays ---- */

enum crm_status
revaluation_hide(const struct crm_saving *w, struct crm_err *err)
{
	return w->undo
	    ? CRM_OK
	    : crm_fail_record(err, CRM_RULE,
		  "%s stays in the journal; crm-admin undo of its batch takes "
		  "it back, with what was valued with it",
		  typed_id(w->arena, w->new->entity, w->new->id));
}

/* ---- undo ---- */

enum crm_status
revaluation_undo(
    const struct crm_undoing *u, enum crm_undo_way *way, struct crm_err *err)
{
	(void)err;
	*way = u->born ? CRM_UNDO_REVERSED : CRM_UNDO_BACK;
	return CRM_OK;
}

/* Of the same day: it counts for that alone. */
enum crm_status
revaluation_reverse(
    const struct crm_undoing *u, enum crm_undo_way way, struct crm_err *err)
{
	static const char *const same[] = { "receivable", "revalued_on",
		"currency", "rate", NULL };
	static const char *const turned[] = { "open", "booked_base",
		"worth_base", "gain_base", NULL };
	const char *const *name;
	struct crm_record r;

	(void)way;
	crm_record_init(&r, u->now->entity, u->arena);
	for (name = same; *name != NULL; name++)
		put(&r, *name, *value_of(u->now, *name));
	for (name = turned; *name != NULL; name++)
		put(&r, *name, crm_value_int(-value_of(u->now, *name)->i));
	return crm_insert(u->store, &r, err);
}
