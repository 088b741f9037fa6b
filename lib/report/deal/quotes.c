/* Quotes: how many of those that were answered were accepted, and how long that took. */
#include "report/kit/kit.h"

struct sums {
	struct counts days;
	int64_t accepted, rejected, open;
};

static const struct heading headings[] = {
	{ "accepted", "Accepted", "已接受", CRM_T_INT },
	{ "rejected", "Rejected", "已拒绝", CRM_T_INT },
	{ "open", "Open", "进行中", CRM_T_INT },
	{ "win_rate", "Win rate", "赢单率", CRM_T_PERCENT, CRM_ROLE_FIGURE,
	    .rate_of = { 1, 9 } },
	{ "mean", "Mean days", "平均天数", CRM_T_DECIMAL },
	{ "median", "Median days", "中位天数", CRM_T_DECIMAL },
	{ "p75", "75 % within", "75% 天数内", CRM_T_INT, CRM_ROLE_FIGURE },
	NOTE_HEADING, HIDDEN_COUNT, /* answered */
};

enum { STATUS, OFFERED, ANSWERED };

static bool
is(const struct crm_value *cell, const char *status)
{
	return cell[STATUS].kind == CRM_STR &&
	    crm_text_is(cell[STATUS].t, status);
}

static void
add(struct tally_run *r, struct sums *x, const struct crm_value *cell)
{
	x->accepted += is(cell, "accepted");
	x->rejected += is(cell, "rejected");
	if (cell[OFFERED].kind == CRM_INT && cell[ANSWERED].kind == CRM_INT &&
	    cell[ANSWERED].i >= cell[OFFERED].i)
		counts_add(
		    &x->days, r->arena, cell[ANSWERED].i - cell[OFFERED].i);
}

/* Before it was sent, or on a day to come. */
static bool
cannot_be_answered(struct tally_run *r, const struct crm_value *cell)
{
	const struct crm_value offered = cell[OFFERED],
			       answered = cell[ANSWERED];

	if (is_ahead(r->s, answered)) {
		if (in_period(r->o, answered))
			cannot_be(r->s, r->o, r->cannot, QUOTE_ANSWERED_AHEAD);
		return true;
	}
	if (offered.kind != CRM_INT || answered.kind != CRM_INT ||
	    answered.i >= offered.i)
		return false;
	if (within_days(r->o, answered))
		cannot_be(r->s, r->o, r->cannot, QUOTE_ANSWERED_BEFORE);
	return true;
}

/* What was answered behind the last day was open on it. */
static bool
was_open(const struct crm_report_opts *o, const struct crm_value *cell)
{
	int64_t last = o->to < o->on ? o->to : o->on;

	return cell[ANSWERED].kind == CRM_INT && cell[ANSWERED].i > last;
}

static enum crm_status
take(struct tally_run *r, const struct crm_value *cell, struct crm_value *key,
    struct crm_err *err)
{
	bool answered = is(cell, "accepted") || is(cell, "rejected");
	bool open = is(cell, "sent") || is(cell, "approved");

	(void)err;
	if (answered && cannot_be_answered(r, cell))
		return CRM_OK;
	if (answered && within_days(r->o, cell[ANSWERED]))
		add(r, cube_at(&r->cube, key), cell);
	else if ((open || (answered && was_open(r->o, cell))) &&
	    within_days(r->o, cell[OFFERED]))
		((struct sums *)cube_at(&r->cube, key))->open++;
	return CRM_OK;
}

static enum crm_status
scan(struct tally_run *r, struct crm_err *err)
{
	static const struct columns columns = {
		.sql =
		    "t.\"status\", coalesce(t.\"sent_on\", t.\"quoted_on\"), "
		    "t.\"decided_on\"",
		.text = { [STATUS] = true },
		.n = 3,
	};

	return records_each(r, &columns, take, err);
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct sums *x = sums;
	const struct sums *y = from;

	(void)err;
	x->accepted += y->accepted;
	x->rejected += y->rejected;
	x->open += y->open;
	counts_merge(&x->days, r->arena, &y->days);
	return CRM_OK;
}

static int64_t
weight(const struct tally_run *r, const void *sums)
{
	const struct sums *x = sums;

	(void)r;
	return x->accepted + x->rejected + x->open;
}

static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	struct sums *x = row->sums;
	int64_t n = x->accepted + x->rejected;

	return tally_put(row,
	    (struct crm_value[]){ crm_value_int(x->accepted),
		crm_value_int(x->rejected), crm_value_int(x->open),
		percent(x->accepted, n), counts_mean(&x->days),
		counts_median(&x->days), counts_rank(&x->days, THREE_QUARTERS),
		low_n(n), crm_value_int(n) },
	    err);
}

static const struct tally tally = {
	.entity = "quote",
	.headings = headings,
	.n_headings = COUNT(headings),
	.size = sizeof(struct sums),
	.scan = scan,
	.merge = merge,
	.print = print,
	.weight = weight,
	.heavy_first = true,
};

const struct crm_report report_quotes = {
	.name = "quotes",
	.group = "Deals",
	.help =
	    "quotes that were accepted and rejected, and the days until that",
	.takes_on = true,
	.takes_by = true,
	.tallies = true,
	.entity = "quote",
	.drawn = "win_rate",
	.define =
	    "win_rate = accepted / (accepted + rejected); days = decided_on - "
	    "sent_on, else - quoted_on; mean rounded to two decimals; median = "
	    "the middle one, of an even number the mean of the two in the "
	    "middle; p75 = the smallest that three quarters do not exceed; open = "
	    "approved or sent, and not answered by the last day asked for. "
	    "Under 20 the note says low "
	    "n.\n"
	    "Counted: quotes, of several versions the one that was answered: "
	    "what was superseded counts nowhere. What cannot be, answered before it "
	    "was sent or after today, is left out and told on standard error.\n"
	    "Date: decided_on, of what is open sent_on, else quoted_on, within "
	    "--from and --to, at most --on.\n"
	    "Whose: the quote's owner.\n",
	.tally = &tally,
};
