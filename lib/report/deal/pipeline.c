/* Pipeline: the deals of each stage, now or on a day. */
#include "report/kit/kit.h"

struct line {
	int64_t count, amount, weighted, days, aged;
	struct unrated unrated;
};

static const struct heading headings[] = {
	{ "pipeline", "Pipeline", "销售流程", CRM_T_TEXT },
	{ "stage", "Stage", "阶段", CRM_T_TEXT },
	{ "type", "Type", "类型", CRM_T_ENUM },
	{ "count", "Deals", "商机数", CRM_T_INT, true },
	{ "amount", "Amount", "金额", CRM_T_MONEY, true },
	{ "weighted", "Weighted", "加权金额", CRM_T_MONEY, true },
	{ "age", "Mean age (days)", "平均天数", CRM_T_INT },
	{ "currency", "Currency", "币种", CRM_T_TEXT },
};

/* Cells of money. */
enum { MONEY = 5, WEIGHTED };

/* Columns of the scan. */
enum {
	DEAL,
	STAGE,
	CLOSED,
	OPENED,
	ENTERED,
	AMOUNT,
	PROBABILITY,
	OWN,
	CURRENCY,
};
#define COLUMNS \
	"t.\"id\", t.\"stage\", t.\"closed_on\", t.\"opened_on\", " \
	"t.\"created\", t.\"amount_base\", t.\"probability\", " \
	"t.\"amount\", t.\"currency\""

/* ---- the stage of a deal on a day ---- */

struct found {
	const struct stage *at; /* NULL: not there yet */
	int64_t since;          /* the day it was opened */
};

/* What a deal's visits say about a day. */
struct past {
	struct crm_value first_on; /* day of the first visit */
	struct crm_value before;   /* the stage the first one left */
	struct crm_value last;     /* the stage entered last by that day */
	bool moved_later;
};

static enum crm_status
read_past(struct visits *v, int64_t deal, int64_t day, struct past *p,
    struct crm_err *err)
{
	enum crm_status st;
	bool more;

	*p = (struct past){ CRM_VALUE_NULL, CRM_VALUE_NULL, CRM_VALUE_NULL,
		false };
	st = visits_seek(v, deal, &more, err);
	for (; st == CRM_OK && v->more && v->deal == deal;
	     st = visits_next(v, err)) {
		if (v->on.kind != CRM_INT)
			continue;
		if (p->first_on.kind == CRM_NULL) {
			p->first_on = v->on;
			p->before = v->from;
		}
		if (v->on.i <= day)
			p->last = crm_value_int(v->stage);
		else
			p->moved_later = true;
	}
	return st;
}

/*
 * A deal is there from the day it was opened (else first moved, else entered).
 * Closed by that day, or not moved since: the stage it has now.  Else the stage
 * its last visit by that day says, else the one its first visit left, else the
 * first of its pipeline, for it was open then.
 */
static enum crm_status
stage_on(const struct crm_stmt *q, struct visits *v,
    const struct stages *stages, int64_t day, struct found *out,
    struct crm_err *err)
{
	const struct stage *now = stages_find(stages, crm_col_int(q, STAGE));
	struct crm_value closed = crm_col(q, CLOSED, false);
	struct crm_value opened = crm_col(q, OPENED, false);
	struct past p;
	enum crm_status st;
	bool closed_later;

	*out = (struct found){ NULL, 0 };
	st = read_past(v, crm_col_int(q, DEAL), day, &p, err);
	if (st != CRM_OK || now == NULL)
		return st;
	if (opened.kind == CRM_NULL)
		opened = p.first_on.kind == CRM_INT
		    ? p.first_on
		    : crm_value_int(crm_instant_date(crm_col_int(q, ENTERED)));
	/* A business date in the past outranks the day of an import. */
	if (closed.kind == CRM_INT && closed.i < opened.i)
		opened = closed;
	out->since = opened.i;
	if (opened.i > day)
		return CRM_OK;
	closed_later = now->type != STAGE_OPEN && closed.kind == CRM_INT &&
	    closed.i > day;
	if (!p.moved_later && !closed_later)
		out->at = now;
	else if (p.last.kind == CRM_INT)
		out->at = stages_find(stages, p.last.i);
	else if (p.before.kind == CRM_INT)
		out->at = stages_find(stages, p.before.i);
	else
		out->at = stages_first(stages, now->line);
	return CRM_OK;
}

/* ---- sums ---- */

static enum crm_status
add_deal(const struct crm_stmt *q, const struct stage *stage,
    struct crm_value since, int64_t day, struct line *l, struct crm_arena *a,
    struct crm_err *err)
{
	struct crm_value amount = crm_col(q, AMOUNT, false);
	struct crm_value p = crm_col(q, PROBABILITY, false);
	struct crm_value own = crm_col(q, OWN, false);
	enum crm_status st;
	int64_t weighted;

	if (amount.kind != CRM_INT && own.kind == CRM_INT)
		return unrated_add(
		    &l->unrated, a, crm_col_text(q, CURRENCY), own.i, err);
	l->count++;
	if (since.kind == CRM_INT) {
		l->aged++;
		l->days += day - since.i;
	}
	if (amount.kind != CRM_INT)
		return CRM_OK;
	if (p.kind != CRM_INT)
		p = stage->probability;
	if (p.kind != CRM_INT)
		p = crm_value_int(0);
	if (!crm_mul_div(amount.i, p.i, CRM_WHOLE, &weighted))
		return crm_fail(err, CRM_FAIL, "sum overflows");
	st = add_money(&l->amount, amount.i, err);
	return st == CRM_OK ? add_money(&l->weighted, weighted, err) : st;
}

static enum crm_status
add_now(const struct crm_stmt *q, const struct stages *stages, int64_t today,
    struct line *lines, struct crm_arena *a, struct crm_err *err)
{
	const struct stage *at = stages_find(stages, crm_col_int(q, STAGE));

	if (at == NULL)
		return CRM_OK;
	return add_deal(q, at, crm_col(q, OPENED, false), today,
	    &lines[at - stages->all], a, err);
}

static enum crm_status
add_then(const struct crm_stmt *q, struct visits *v,
    const struct stages *stages, int64_t day, struct line *lines,
    struct crm_arena *a, struct crm_err *err)
{
	struct found f;
	enum crm_status st = stage_on(q, v, stages, day, &f, err);

	if (st != CRM_OK || f.at == NULL)
		return st;
	return add_deal(q, f.at, crm_value_int(f.since), day,
	    &lines[f.at - stages->all], a, err);
}

static enum crm_status
scan(struct crm_store *s, const struct crm_report_opts *o,
    const struct stages *stages, struct line *lines, struct crm_arena *a,
    struct crm_err *err)
{
	const struct dimension none = { .given = false };
	int64_t today = crm_store_clock(s)->today;
	bool now = o->on == CRM_DATE_MAX;
	struct visits v = { .q = NULL };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	if (!now && (st = visits_open(s, &v, err)) != CRM_OK)
		return st;
	st = deals_open(s, o, COLUMNS, &none, a, &q, err);
	if (st != CRM_OK)
		goto out;
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		st = now ? add_now(q, stages, today, lines, a, err)
			 : add_then(q, &v, stages, o->on, lines, a, err);
		if (st != CRM_OK)
			break;
	}
	crm_reset(q);
out:
	visits_close(&v);
	return st;
}

/* ---- rows ---- */

/* A stage's deals in the base currency; what is closed is neither hoped for nor
 * does it grow older. */
static enum crm_status
put_base(const struct stage *stage, const struct line *l, const char *base,
    const struct crm_sink *sink, struct crm_err *err)
{
	const struct dimension none = { .given = false };
	bool open = stage->type == STAGE_OPEN;
	struct crm_value row[COUNT(headings) + 1] = { CRM_VALUE_NULL,
		crm_value_text(stage->pipeline), crm_value_text(stage->name),
		crm_value_text(stage->code), crm_value_int(l->count),
		crm_value_int(l->amount),
		open ? crm_value_int(l->weighted) : CRM_VALUE_NULL,
		open && l->aged > 0
		    ? crm_value_int(crm_div_round(l->days, l->aged))
		    : CRM_VALUE_NULL,
		crm_value_text(crm_text_of(base)) };

	return put_row(&none, row, sink, err);
}

static enum crm_status
put_unrated(const struct stage *stage, const struct unrated_sum *x,
    const struct crm_sink *sink, struct crm_err *err)
{
	const struct dimension none = { .given = false };
	struct crm_value row[COUNT(headings) + 1] = { CRM_VALUE_NULL,
		crm_value_text(stage->pipeline), crm_value_text(stage->name),
		crm_value_text(stage->code), crm_value_int(x->count),
		crm_value_int(x->amount), CRM_VALUE_NULL, CRM_VALUE_NULL,
		crm_value_text(crm_text_of(x->currency)) };

	return put_row(&none, row, sink, err);
}

static enum crm_status
put_stage(const struct stage *stage, bool live, const struct line *l,
    const char *base, const struct crm_sink *sink, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	if (live || l->count > 0)
		st = put_base(stage, l, base, sink, err);
	for (i = 0; i < l->unrated.n && st == CRM_OK; i++)
		st = put_unrated(stage, &l->unrated.by[i], sink, err);
	return st;
}

/* What has no rate, of all stages. */
static enum crm_status
note(const struct stages *stages, const struct line *lines, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	struct unrated all = { NULL, 0, 0 };
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < stages->n && st == CRM_OK; i++)
		st = unrated_merge(&all, a, &lines[i].unrated, err);
	if (st == CRM_OK)
		unrated_note(&all, "deal", "crm-deal", a, sink);
	return st;
}

static enum crm_status
print(struct crm_store *s, const struct crm_report_opts *o,
    const struct stages *stages, const struct line *lines, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	static const int money[] = { MONEY, WEIGHTED };
	const struct dimension none = { .given = false };
	struct crm_column *columns = row_columns(
	    s, o, &none, headings, COUNT(headings), a);
	enum crm_status st;
	size_t i;

	in_currency(columns, &none, money, COUNT(money), COUNT(headings));
	st = sink->begin(sink->ctx, columns, COUNT(headings), err);
	for (i = 0; i < stages->n && st == CRM_OK; i++)
		st = put_stage(&stages->all[i], stages->live[i], &lines[i],
		    crm_store_currency(s), sink, err);
	return st == CRM_OK ? note(stages, lines, a, sink, err) : st;
}

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	struct stages stages;
	struct line *lines;
	enum crm_status st;

	if (o->from != CRM_DATE_MIN || o->to != CRM_DATE_MAX)
		return crm_fail(err, CRM_USAGE,
		    "pipeline is about one day "
		    "(--on), not --from and --to; choose deals with: --where "
		    "'expected_close in A..B'");
	if ((st = stages_load(s, a, &stages, err)) != CRM_OK)
		return st;
	lines = crm_alloc_n(a, stages.n + 1, sizeof *lines);
	if ((st = scan(s, o, &stages, lines, a, err)) != CRM_OK)
		return st;
	return print(s, o, &stages, lines, a, sink, err);
}

const struct crm_report report_pipeline = {
	.name = "pipeline",
	.group = "Deals",
	.help = "deals of each stage: count, amount, weighted amount",
	.takes_on = true,
	.define =
	    "count = deals in the stage; amount = sum of amount_base; weighted "
	    "= sum of round(amount_base x probability), the deal's own "
	    "probability, else its stage's; age = mean of whole days since "
	    "opened_on. Weighted and age are of open stages only.\n"
	    "Counted: all deals; those in another currency without a rate have "
	    "a row of their own in each stage, in their currency, and are in "
	    "no other.\n"
	    "Date: as far as known now; with --on the stage of that day by the "
	    "visits, opened_on and closed_on, at today's amounts: a deal that "
	    "closed later and has no visits was in the first stage of its "
	    "pipeline, as far as is known. A deal without opened_on is there "
	    "from its first visit, else from the day it was entered.\n"
	    "Whose: the deal's owner.\n",
	.run = run,
};
