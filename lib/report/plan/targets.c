/* Targets: what was aimed at and what came of it. */
#include "report/kit/kit.h"

#include <crm/domain/sales.h>
#include <crm/model/activity.h>
#include <crm/store/log.h>

static const struct heading headings[] = {
	{ "metric", "Metric", "指标", CRM_T_TEXT, CRM_ROLE_DIMENSION,
	    .of = "target" },
	{ "period", "Period", "期间", CRM_T_TEXT, CRM_ROLE_DIMENSION },
	{ "whose", "Whose", "归属", CRM_T_TEXT, CRM_ROLE_DIMENSION },
	{ "target", "Target", "目标", CRM_T_DECIMAL, CRM_ROLE_FIGURE },
	{ "actual", "Actual", "实际", CRM_T_DECIMAL, CRM_ROLE_FIGURE },
	{ "attainment", "Attainment", "达成率", CRM_T_PERCENT },
	{ "gap", "Gap", "差额", CRM_T_DECIMAL, .scale = CRM_SCALE_ORDER },
	{ "over", "Period is over", "已结束", CRM_T_BOOL, CRM_ROLE_FIGURE },
	NOTE_HEADING,
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
};

struct target {
	int64_t id, from, to;
	struct crm_text metric, period, currency;
	struct crm_value user, team, amount, number;
};

enum { ID, METRIC, PERIOD, USER, TEAM, AMOUNT, CURRENCY, NUMBER, FROM, TO };

enum { OWNERS = 4 };

/* How what came is counted, by metric: a sum over days ?..?, of an owner; where it is
 * money of deals, and how many have no rate.  It is of the first of these that has an
 * owner: kind and row, "order o", who had it at the end of the day; without a kind
 * whoever the row has. */
static const struct {
	const char *metric, *sql, *day;
	const char *owner[OWNERS];
	bool money;
	bool deals; /* of deals that were won */
	bool held;  /* of activities, by the time of each */
	bool each;  /* rows of an amount, its currency and its rate */
} actuals[] = {
	{ "signed",
	    "SELECT CAST(sum(t.\"amount_base\") AS BIGINT), "
	    "count(CASE WHEN t.\"amount_base\" IS NULL THEN t.\"amount\" END) "
	    "FROM deal t JOIN "
	    "stage s ON s.\"id\" = t.\"stage\" AND s.\"type\" = 'won' WHERE "
	    "t.\"deleted\" IS NULL AND t.\"closed_on\" BETWEEN ? AND ? "
	    "AND " CLOSED_BEHIND_OPENED,
	    NULL, { "t" }, .money = true, .deals = true },
	{ "received",
	    "SELECT CAST(sum(t.\"paid_base\") AS BIGINT) FROM allocation t "
	    "JOIN payment p ON p.\"id\" = t.\"payment\" "
	    "AND p.\"kind\" IN ('receipt', 'bill') "
	    "JOIN receivable r ON r.\"id\" = t.\"receivable\" "
	    "LEFT JOIN sale_order o ON o.\"id\" = r.\"order\" "
	    "LEFT JOIN contract k ON k.\"id\" = r.\"contract\" "
	    "LEFT JOIN customer c ON c.\"id\" = r.\"customer\" "
	    "WHERE t.\"deleted\" IS NULL "
	    "AND t.\"allocated_on\" BETWEEN ? AND ?",
	    "coalesce(r.\"booked_on\", t.\"allocated_on\")",
	    { "order o", "contract k", "customer c" }, .money = true },
	{ "invoiced",
	    "SELECT t.\"gross\", t.\"currency\", t.\"rate\" FROM invoice t "
	    "LEFT JOIN sale_order o ON o.\"id\" = t.\"order\" "
	    "LEFT JOIN contract k ON k.\"id\" = t.\"contract\" "
	    "LEFT JOIN customer c ON c.\"id\" = t.\"customer\" "
	    "WHERE t.\"deleted\" IS NULL "
	    "AND t.\"status\" IN ('issued', 'partly_red', 'red') "
	    "AND t.\"issued_on\" BETWEEN ? AND ?",
	    "t.\"issued_on\"", { "t", "order o", "contract k", "customer c" },
	    .money = true, .each = true },
	{ "won",
	    "SELECT count(*) FROM deal t JOIN stage s ON s.\"id\" = "
	    "t.\"stage\" AND s.\"type\" = 'won' WHERE t.\"deleted\" IS NULL "
	    "AND t.\"closed_on\" BETWEEN ? AND ? "
	    "AND " CLOSED_BEHIND_OPENED,
	    NULL, { "t" }, .deals = true },
	{ "new_customers",
	    "SELECT count(*) FROM customer t WHERE t.\"deleted\" IS NULL AND "
	    "t.\"entered_on\" BETWEEN ? AND ?",
	    "t.\"entered_on\"", { "customer t" } },
	{ "activities",
	    "SELECT count(*) FROM activity t WHERE t.\"deleted\" IS NULL" CRM_ACTIVITY_HELD(
		"t") " AND t.\"at\" BETWEEN ? AND ?",
	    NULL, { "t" }, .held = true },
};

/* What came. */
struct actual {
	struct crm_value sum;
	bool unrated; /* some of it has no rate, and is not in it */
};

static size_t
actual_of(struct crm_text metric)
{
	size_t i = 0;

	while (i < COUNT(actuals) && !crm_text_is(metric, actuals[i].metric))
		i++;
	return i;
}

static enum crm_status
add_all(struct crm_store *s, const char *sql, const struct crm_value *v,
    size_t n, bool rates, struct actual *out, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st = crm_sql(s, sql, &q, err);
	bool row;

	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, n);
	if ((st = crm_step(q, &row, err)) != CRM_OK)
		return st;
	out->sum = crm_col(q, 0, false);
	out->unrated = rates && crm_col_int(q, 1) > 0;
	crm_reset(q);
	return CRM_OK;
}

/* Each in the base currency. */
static enum crm_status
add_each(struct crm_store *s, const char *sql, const struct crm_value *v,
    size_t n, struct actual *out, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st = crm_sql(s, sql, &q, err);
	int64_t base;
	bool row;

	if (st != CRM_OK)
		return st;
	out->sum = crm_value_int(0);
	crm_bind_all(q, v, n);
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row)
		if (crm_in_base(s, crm_col(q, 0, false), crm_col_text(q, 1),
			crm_col(q, 2, false), &base) == CRM_BASE_KNOWN)
			st = add_money(&out->sum.i, base, err);
		else
			out->unrated = true;
	if (st != CRM_OK)
		crm_reset(q);
	return st;
}

/* A team and those below it. */
#define TEAMS_FROM \
	"WITH RECURSIVE below(\"id\") AS (SELECT CAST(? AS BIGINT) UNION " \
	"SELECT m.\"id\" FROM team m JOIN below b ON b.\"id\" = m.\"parent\" " \
	"WHERE m.\"deleted\" IS NULL) SELECT \"id\" FROM below"

/* Whose one row was at the end of a day. */
static void
put_owner_then(
    const char *of, const char *day, int64_t today, struct crm_buf *sql)
{
	const char *blank = strchr(of, ' ');

	if (blank == NULL)
		crm_buf_printf(sql, "%s.\"owner\"", of);
	else
		crm_sql_on_day(sql,
		    (struct crm_text){ of, (size_t)(blank - of) }, blank + 1,
		    "owner", day, today);
}

static void
put_owner(size_t how, int64_t today, struct crm_buf *sql)
{
	size_t i;

	crm_buf_str(sql, " AND coalesce(");
	for (i = 0; i < OWNERS && actuals[how].owner[i] != NULL; i++) {
		crm_buf_str(sql, i > 0 ? ", " : "");
		put_owner_then(
		    actuals[how].owner[i], actuals[how].day, today, sql);
	}
	crm_buf_str(sql, ", NULL)");
}

/* What came within its days, up to the day of --on, or today; null where nothing records
 * that yet. */
static enum crm_status
read_actual(struct crm_store *s, const struct crm_report_opts *o,
    const struct target *t, struct actual *out, struct crm_err *err)
{
	size_t how = actual_of(t->metric), n = 2;
	int64_t day = report_day(s, o), to = t->to < day ? t->to : day, until;
	struct crm_value v[3] = { crm_value_int(t->from), crm_value_int(to) };
	struct crm_buf sql = CRM_BUF_INIT;
	enum crm_status st;

	*out = (struct actual){ .sum = CRM_VALUE_NULL };
	if (how == COUNT(actuals))
		return CRM_OK;
	if (actuals[how].held) {
		v[0].i = crm_date_start(t->from);
		v[1].i = crm_date_start(to + 1) - 1;
		until = held_until(s, o);
		v[1].i = until < v[1].i ? until : v[1].i;
	}
	crm_buf_str(&sql, actuals[how].sql);
	if (t->user.kind == CRM_INT) {
		put_owner(how, day, &sql);
		crm_buf_str(&sql, " = ?");
		v[n++] = t->user;
	} else if (t->team.kind == CRM_INT) {
		put_owner(how, day, &sql);
		crm_buf_str(&sql,
		    " IN (SELECT u.\"id\" FROM app_user u "
		    "WHERE u.\"team\" IN (" TEAMS_FROM "))");
		v[n++] = t->team;
	}
	st = actuals[how].each
	    ? add_each(s, sql.data, v, n, out, err)
	    : add_all(s, sql.data, v, n,
		  actuals[how].deals && actuals[how].money, out, err);
	if (st == CRM_OK && out->sum.kind == CRM_NULL)
		out->sum = crm_value_int(0);
	crm_buf_free(&sql);
	return st;
}

static enum crm_status
name_of(struct crm_store *s, const struct target *t, struct crm_arena *a,
    struct crm_value *out, struct crm_err *err)
{
	const char *kind = t->user.kind == CRM_INT ? "user" : "team";
	int64_t id = t->user.kind == CRM_INT ? t->user.i : t->team.i;
	struct crm_text name;
	enum crm_status st;

	*out = CRM_VALUE_NULL;
	if (t->user.kind != CRM_INT && t->team.kind != CRM_INT)
		return CRM_OK;
	st = crm_display(
	    s, crm_dict_find(crm_store_dict(s), kind), id, &name, err);
	if (st == CRM_OK)
		*out = crm_value_dup(a, crm_value_text(name));
	return st;
}

/* Money and numbers stand in one column, in millionths. */
static struct crm_value
in_millionths(const struct target *t, struct crm_value v, bool money)
{
	int64_t out;

	if (v.kind != CRM_INT)
		return v;
	if (!money)
		return v;
	if (!crm_mul_div(v.i, CRM_WHOLE,
		crm_pow10(crm_currency_digits_n(t->currency)), &out))
		return CRM_VALUE_NULL;
	return crm_value_int(out);
}

static enum crm_status
put_target(struct crm_store *s, struct lines *l, const struct target *t,
    struct crm_arena *a, struct crm_err *err)
{
	size_t how = actual_of(t->metric);
	bool money = t->amount.kind == CRM_INT;
	bool base = !money || t->currency.n == 0 ||
	    crm_text_is(t->currency, crm_store_currency(s));
	struct actual came;
	struct crm_value aim, actual, name, id = crm_value_int(t->id);
	struct crm_value gap = CRM_VALUE_NULL, share = CRM_VALUE_NULL;
	enum crm_status st = name_of(s, t, a, &name, err);

	if (st != CRM_OK ||
	    (st = read_actual(s, l->o, t, &came, err)) != CRM_OK)
		return st;
	actual = came.sum;
	aim = money ? in_millionths(t, t->amount, true) : t->number;
	if (actual.kind == CRM_INT && !money)
		actual.i *= CRM_WHOLE;
	actual = base ? in_millionths(t, actual, money) : CRM_VALUE_NULL;
	if (actual.kind == CRM_INT && aim.kind == CRM_INT) {
		gap = crm_value_int(aim.i - actual.i);
		share = percent(actual.i, aim.i);
	}
	return lines_put(l, &id,
	    (struct crm_value[]){ crm_value_text(t->metric),
		crm_value_text(t->period), name, aim, actual, share, gap,
		crm_value_int(t->to < report_day(s, l->o)),
		how == COUNT(actuals)
		    ? crm_value_text(CRM_TEXT(N_("not recorded yet")))
		    : !base
		    ? crm_value_text(CRM_TEXT(N_("in another currency")))
		    : came.unrated
		    ? crm_value_text(CRM_TEXT(N_("some of it has no rate")))
		    : CRM_VALUE_NULL,
		money ? crm_value_text(t->currency) : CRM_VALUE_NULL },
	    NULL, err);
}

static void
read_target(const struct records *x, const char *base, struct target *t)
{
	const struct crm_value *c = x->cell;

	*t = (struct target){ .id = c[ID].i,
		.from = c[FROM].i,
		.to = c[TO].i,
		.metric = c[METRIC].t,
		.period = c[PERIOD].t,
		.currency = c[CURRENCY].kind == CRM_STR ? c[CURRENCY].t
							: crm_text_of(base),
		.user = c[USER],
		.team = c[TEAM],
		.amount = c[AMOUNT],
		.number = c[NUMBER] };
}

/* From the first day of any to the last. */
struct span {
	int64_t from, to;
};

static void
widen(struct span *x, const struct target *t)
{
	x->from = t->from < x->from ? t->from : x->from;
	x->to = t->to > x->to ? t->to : x->to;
}

/* The days of all targets of deals, of those of their money, and of activities. */
struct spans {
	struct span deals, money, held;
};

static void
note_days(const struct target *t, struct spans *x)
{
	size_t how = actual_of(t->metric);

	if (how == COUNT(actuals))
		return;
	if (actuals[how].held)
		widen(&x->held, t);
	if (actuals[how].deals)
		widen(&x->deals, t);
	if (actuals[how].deals && actuals[how].money)
		widen(&x->money, t);
}

/* What is in no actual. */
static enum crm_status
note_left_out(struct tally_run *r, const struct spans *x,
    const struct crm_sink *sink, struct crm_err *err)
{
	const struct span *deals = &x->deals, *money = &x->money;
	int64_t day = report_day(r->s, r->o);
	enum crm_status st = CRM_OK;

	if (deals->from <= deals->to)
		st = closings_count(r->s, 1 << STAGE_WON, deals->from,
		    deals->to, day, r->arena, &r->wrong, err);
	if (st == CRM_OK && money->from <= money->to)
		st = unrated_won(r->s, money->from,
		    money->to < day ? money->to : day, r->arena, &r->unrated,
		    err);
	if (st == CRM_OK && x->held.from <= x->held.to)
		st = held_left_out(r, x->held.from, x->held.to, err);
	if (st != CRM_OK)
		return st;
	closings_note(&r->wrong, r->arena, sink);
	held_note(r->ahead, r->arena, sink);
	unrated_note(&r->unrated, "deal", "crm-deal", r->arena, sink);
	return CRM_OK;
}

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	static const struct columns columns = {
		.sql = "t.\"id\", t.\"metric\", t.\"period\", t.\"user\", "
		       "t.\"team\", t.\"amount\", t.\"currency\", "
		       "t.\"number\", t.\"starts_on\", t.\"ends_on\"",
		.text = { [METRIC] = true, [PERIOD] = true, [CURRENCY] = true },
		.n = 10,
	};
	const struct tally none = { .entity = "target" };
	struct tally_run r = { .t = &none, .s = s, .o = o, .arena = a };
	struct crm_report_opts by_id = *o;
	struct dimensions d;
	struct records x;
	struct target t;
	const struct span none_yet = { CRM_DATE_MAX, CRM_DATE_MIN };
	struct spans spans = { none_yet, none_yet, none_yet };
	enum crm_status st;
	bool found;

	by_id.by = "target_id";
	if ((st = dimensions_parse(s, "target", &by_id, a, &d, err)) !=
		CRM_OK ||
	    (st = records_open(&r, &columns, &x, err)) != CRM_OK)
		return st;
	st = lines_begin(
	    &r.lines, s, o, &d, headings, COUNT(headings), a, sink, err);
	while (st == CRM_OK &&
	    (st = records_next(&r, &x, NULL, &found, err)) == CRM_OK && found) {
		read_target(&x, crm_store_currency(s), &t);
		if (t.to < o->from || t.from > o->to)
			continue;
		note_days(&t, &spans);
		st = put_target(s, &r.lines, &t, a, err);
	}
	records_close(&x);
	return st == CRM_OK ? note_left_out(&r, &spans, sink, err) : st;
}

const struct crm_report report_targets = {
	.name = "targets",
	.group = "Deals",
	.help = "targets with what came of them: actual, attainment, gap",
	.takes_on = true,
	.of_closers = true,
	.entity = "target",
	.drawn = "attainment",
	.define =
	    "attainment = actual / target; gap = target - actual. actual of "
	    "signed = sum of amount_base of the won deals, of won = their "
	    "number, by closed_on; of received = what receipts and bills paid of "
	    "receivables, by allocated_on, of who owns the order, else the "
	    "contract, else the customer; of invoiced = gross of what was issued "
	    "less red letters, by issued_on, of who owns the invoice, else "
	    "likewise; of new_customers = customers by entered_on; "
	    "of activities = the number of those not called off by the day of `at', without those still to come; all within the "
	    "target's days, up to --on (today). Of a person it is what they own, of a "
	    "team what its members own and those of the teams below it, without either all. What nothing "
	    "records yet has no actual.\n"
	    "Counted: targets. " CLOSINGS_DEFINED
	    "Date: the target's period, where a day of it is within --from and "
	    "--to.\n"
	    "Whose: the owner of each activity, as it is now; of each customer the "
	    "one on the day it was entered, of what was received on that of the "
	    "booking, of what was invoiced on that of the invoice, whoever got it "
	    "since; of each deal the one who closed it (or with whom it came into the "
	    "book closed), whoever got it since.\n",
	.run = run,
};
