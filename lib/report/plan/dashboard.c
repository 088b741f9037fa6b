/* Dashboard: what a manager looks at first, a row each. */
#include "report/deal/figures.h"

#include <crm/model/activity.h>

static const struct crm_choice metrics[] = {
	{ "open", "Open deals", "进行中商机", NULL },
	{ "weighted", "Weighted pipeline", "加权管道", NULL },
	{ "slipped", "Close date past", "预计成交已过期", NULL },
	{ "opened", "Deals opened", "新增商机", NULL },
	{ "won", "Won", "赢单", NULL },
	{ "lost", "Lost", "输单", NULL },
	{ "win_rate", "Win rate", "赢单率", NULL },
	{ "cycle", "Mean cycle (days)", "平均周期（天）", NULL },
	{ "leads", "Leads", "新增线索", NULL },
	{ "converted", "Leads converted", "转化线索", NULL },
	{ "activities", "Activities", "活动", NULL },
	{ "tasks_overdue", "Tasks overdue", "逾期任务", NULL },
	{ NULL, NULL, NULL, NULL },
};

enum {
	OPEN,
	WEIGHTED,
	SLIPPED,
	OPENED,
	WON,
	LOST,
	WIN_RATE,
	CYCLE,
	LEADS,
	CONVERTED,
	ACTIVITIES,
	OVERDUE,
	METRICS,
};

static const struct heading headings[] = {
	{ "metric", "Metric", "指标", CRM_T_ENUM, CRM_ROLE_DIMENSION,
	    .choices = metrics },
	{ "count", "Count", "数量", CRM_T_INT, CRM_ROLE_FIGURE },
	{ "amount", "Amount", "金额", CRM_T_MONEY, CRM_ROLE_FIGURE,
	    .nothing = true },
	{ "rate", "Rate", "比率", CRM_T_PERCENT, .rate_of = { 8, 2 } },
	{ "days", "Days", "天数", CRM_T_DECIMAL }, NOTE_HEADING,
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
	HIDDEN_COUNT, /* won */
};

/* ---- deals ---- */

enum { PROBABILITY, EXPECTED, BEGUN };

struct board {
	struct worth of[METRICS];
	struct figures decided;
	struct unrated unrated;
	int64_t unsaid; /* open deals without a probability */
};

static enum crm_status
count(struct tally_run *r, struct worth *w, const struct deal *d, int64_t share,
    struct crm_err *err)
{
	bool rated = d->amount.kind == CRM_INT;
	struct crm_value own = rated ? d->amount : d->own;
	int64_t amount;

	w->deals++;
	if (own.kind != CRM_INT)
		return CRM_OK;
	if (!crm_mul_div(own.i, share, CRM_WHOLE, &amount))
		return crm_fail(err, CRM_FAIL, "sum overflows");
	if (!rated)
		return unrated_add(
		    &w->unrated, r->arena, d->currency, amount, err);
	w->valued++;
	return add_money(&w->amount, amount, err);
}

static enum crm_status
add_open(struct tally_run *r, struct board *b, const struct deal *d,
    struct crm_err *err)
{
	int64_t chance = deal_chance(d, d->more[PROBABILITY], &b->unsaid);
	enum crm_status st = count(r, &b->of[OPEN], d, CRM_WHOLE, err);

	if (st == CRM_OK)
		st = count(r, &b->of[WEIGHTED], d, chance, err);
	if (st == CRM_OK && d->more[EXPECTED].kind == CRM_INT &&
	    d->more[EXPECTED].i < d->today)
		st = count(r, &b->of[SLIPPED], d, CRM_WHOLE, err);
	return st;
}

/* Whether what was decided may have been opened on the day that is said. */
static bool
began_well(const struct deal *d)
{
	return d->wrong != CLOSED_BACKWARDS && d->more[BEGUN].i <= d->today;
}

static enum crm_status
add_deal(struct tally_run *r, struct board *b, const struct deal *d,
    struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	bool open = d->stage->type == STAGE_OPEN;
	bool begun = in_period(r->o, d->more[BEGUN]);
	bool decided = !open && in_period(r->o, d->closed);

	if (d->wrong == OPENED_AHEAD && (open || begun) &&
	    !closing_can_be(&r->wrong, d))
		return CRM_OK;
	if (open)
		st = add_open(r, b, d, err);
	if (begun && !open && !began_well(d))
		decided = true; /* it is told, for it is not among the opened */
	else if (st == CRM_OK && begun)
		st = count(r, &b->of[OPENED], d, CRM_WHOLE, err);
	if (st == CRM_OK)
		st = closing_undated(&r->wrong, d, r->base, r->arena, err);
	if (st != CRM_OK || !decided || !closing_can_be(&r->wrong, d))
		return st;
	st = count(r, &b->of[d->stage->type == STAGE_WON ? WON : LOST], d,
	    CRM_WHOLE, err);
	return st == CRM_OK ? figures_add(r, &b->decided, d, err) : st;
}

static enum crm_status
scan_deals(struct tally_run *r, struct board *b, struct crm_err *err)
{
	static const struct more_columns more = {
		.sql = ", t.\"probability\", t.\"expected_close\", "
		       "t.\"opened_on\"",
		.n = 3,
		.money = true,
	};
	const struct dimensions none = { .n = 0 };
	struct deals all;
	struct deal d;
	enum crm_status st = deals_open(
	    r->s, r->o, &more, &none, r->arena, &all, err);
	bool found;

	while (st == CRM_OK &&
	    (st = deals_next(&all, &d, &found, err)) == CRM_OK && found) {
		st = add_deal(r, b, &d, err);
		if (st == CRM_OK && d.amount.kind != CRM_INT &&
		    d.own.kind == CRM_INT)
			st = unrated_add(
			    &b->unrated, r->arena, d.currency, d.own.i, err);
	}
	deals_close(&all);
	return st;
}

/* ---- the rest: counts between two days ---- */

static const struct {
	size_t metric;
	const char *sql;
	bool entries; /* by their day, else by when they were typed in */
	bool held;    /* by the instant, of what has been */
} counts[] = {
	{ LEADS,
	    "SELECT count(*) FROM lead t WHERE t.\"deleted\" IS NULL AND "
	    "coalesce(t.\"status\", 'new') <> 'duplicate' AND "
	    "(t.\"entered_on\" BETWEEN ? AND ? OR (t.\"entered_on\" IS NULL "
	    "AND t.\"created\" BETWEEN ? AND ?))",
	    .entries = true },
	{ CONVERTED,
	    "SELECT count(*) FROM lead t WHERE t.\"deleted\" IS NULL AND "
	    "t.\"converted_on\" BETWEEN ? AND ?" },
	{ ACTIVITIES,
	    "SELECT count(*) FROM activity t WHERE t.\"deleted\" IS NULL" CRM_ACTIVITY_HELD(
		"t") " AND t.\"at\" BETWEEN ? AND ?",
	    .held = true },
};

static enum crm_status
count_rest(struct tally_run *r, struct board *b, struct crm_err *err)
{
	int64_t today = report_day(r->s, r->o);
	int64_t to = r->o->to < r->o->on ? r->o->to : r->o->on;
	struct crm_value n;
	enum crm_status st = CRM_OK;
	int64_t until;
	size_t i;

	for (i = 0; i < COUNT(counts) && st == CRM_OK; i++) {
		struct crm_value v[] = { crm_value_int(r->o->from),
			crm_value_int(to),
			crm_value_int(crm_date_start(r->o->from)),
			crm_value_int(crm_date_start(to + 1) - 1) };
		const struct crm_value *of = counts[i].held ? v + 2 : v;

		if (counts[i].held) {
			until = held_until(r->s, r->o);
			v[3].i = until < v[3].i ? until : v[3].i;
			st = held_left_out(r, r->o->from, to, err);
			if (st != CRM_OK)
				return st;
		}
		st = crm_get_int(r->s, counts[i].sql, of,
		    counts[i].entries ? 4 : 2, &n, err);
		if (st == CRM_OK)
			b->of[counts[i].metric].deals = n.i;
	}
	if (st != CRM_OK)
		return st;
	/* Open on that day: not done by then. */
	st = crm_get_int(r->s,
	    "SELECT count(*) FROM task t WHERE t.\"deleted\" IS NULL AND "
	    "t.\"due\" < ? AND (t.\"status\" IN ('todo', 'doing') OR "
	    "t.\"done_on\" > ?)",
	    (struct crm_value[]){ crm_value_int(today), crm_value_int(today) },
	    2, &n, err);
	if (st == CRM_OK)
		b->of[OVERDUE].deals = n.i;
	return st;
}

/* ---- rows ---- */

/* What has no rate: its amount alone, for its deals count among the others. */
static enum crm_status
put_unrated(struct tally_run *r, struct crm_value metric,
    const struct unrated *u, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < u->n && st == CRM_OK; i++) {
		struct crm_value cell[COUNT(headings)] = { [0] = metric,
			[2] = crm_value_int(u->by[i].amount),
			[6] = crm_value_text(crm_text_of(u->by[i].currency)) };

		st = lines_put(&r->lines, NULL, cell, NULL, err);
	}
	return st;
}

static enum crm_status
put(struct tally_run *r, size_t metric, const struct board *b,
    struct crm_err *err)
{
	const struct worth *w = &b->of[metric];
	int64_t n = b->of[WON].deals + b->of[LOST].deals;
	struct crm_value cell[COUNT(headings)] = { crm_value_text(crm_text_of(
						       metrics[metric].code)),
		crm_value_int(w->deals), CRM_VALUE_NULL, CRM_VALUE_NULL,
		CRM_VALUE_NULL, CRM_VALUE_NULL,
		crm_value_text(crm_text_of(r->base)) };

	enum crm_status st;

	if (metric <= LOST)
		cell[2] = worth_amount(w);
	if (metric == WIN_RATE) {
		cell[1] = crm_value_int(n);
		cell[3] = percent(b->of[WON].deals, n);
		cell[5] = low_n(n);
		cell[7] = crm_value_int(b->of[WON].deals);
	} else if (metric == CYCLE) {
		cell[1] = crm_value_int(b->decided.cycles);
		cell[4] = mean_of(b->decided.days, b->decided.cycles);
		cell[5] = low_n(b->decided.cycles);
	}
	st = lines_put(&r->lines, NULL, cell, NULL, err);
	return st == CRM_OK ? put_unrated(r, cell[0], &w->unrated, err) : st;
}

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	const struct tally none = { .entity = "deal" };
	const struct dimensions nothing = { .n = 0 };
	struct crm_report_opts mine = *o;
	struct tally_run r = { .t = &none,
		.s = s,
		.o = &mine,
		.arena = a,
		.base = crm_store_currency(s) };
	struct board b = { .unrated = { NULL, 0, 0 } };
	enum crm_status st;
	size_t i;

	report_quarter(s, o, &mine.from, &mine.to);
	if (mine.to < report_day(s, o))
		mine.on = mine.to; /* what was open when it ended */
	if ((st = scan_deals(&r, &b, err)) != CRM_OK ||
	    (st = count_rest(&r, &b, err)) != CRM_OK)
		return st;
	st = lines_begin(&r.lines, s, &mine, &nothing, headings,
	    COUNT(headings), a, sink, err);
	for (i = 0; i < METRICS && st == CRM_OK; i++)
		st = put(&r, i, &b, err);
	if (st != CRM_OK)
		return st;
	closings_note(&r.wrong, a, sink);
	held_note(r.ahead, a, sink);
	unrated_note(&b.unrated, "deal", "crm-deal", a, sink);
	chance_note(b.unsaid, a, sink);
	return st;
}

static const char *const beside[] = {
	"pipeline",
	"funnel",
	"sales --by closed_on:month",
	"win-rate --by closed_on:quarter",
	"sales --by owner",
	"sales --by source",
	"reasons",
	"bottleneck",
	NULL,
};

const struct crm_report report_dashboard = {
	.name = "dashboard",
	.group = "Deals",
	.help =
	    "what a manager looks at first: pipeline, won, win rate, leads, "
	    "activities",
	.takes_on = true,
	.this_quarter = true,
	.drawn = "amount",
	.beside = beside,
	.define =
	    "open, weighted, slipped = deals that are open, their amounts x "
	    "probability (own, else their stage's), and of them those whose "
	    "expected close is past; opened = deals opened within the period; "
	    "won, lost = closed within it; win_rate = won / (won + lost), "
	    "cycle = mean days from opened_on to closed_on of the won ones, "
	    "count = what they are of, and under 20 the note says low n; leads "
	    "= recorded within it, without those that repeat another; "
	    "converted = leads converted within it; activities = those not called off within it, without those still to come; "
	    "tasks_overdue = open tasks whose due day is past.\n"
	    "Counted: deals that -w lets through, amounts in the base "
	    "currency, and what has no rate in a row of its own, without "
	    "numbers of deals; leads, activities and tasks of the whole book. " CLOSINGS_DEFINED
	    "Date: as said, within --from and --to; without both this quarter. "
	    "What is open, past or overdue is so at the end of the period, or now "
	    "where that is yet to come. --on and --as-of look from another day.\n" CLOSERS_DEFINED,
	.run = run,
};
