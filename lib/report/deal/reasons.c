/* Reasons: why deals were won and lost, and against whom. */
#include "figures.h"

#include <string.h>

/* ---- against whom: a deal counts for each competitor that it names ---- */

#define OVERLAPS .overlaps = true

static const struct heading competitor_headings[] = {
	{ "competitor", "Competitor", "竞争对手", CRM_T_TEXT,
	    CRM_ROLE_DIMENSION },
	{ "deals", "Deals", "商机数", CRM_T_INT, OVERLAPS },
	{ "won", "Won", "赢单", CRM_T_INT, OVERLAPS },
	{ "lost", "Lost", "输单", CRM_T_INT, OVERLAPS },
	{ "open", "Open", "进行中", CRM_T_INT, OVERLAPS },
	{ "n", "n", "样本数", CRM_T_INT, OVERLAPS },
	{ "win_rate", "Win rate", "赢单率", CRM_T_PERCENT,
	    .rate_of = { 3, 6 } },
	{ "amount_won", "Amount won", "赢单金额", CRM_T_MONEY, OVERLAPS },
	{ "amount_lost", "Amount lost", "输单金额", CRM_T_MONEY, OVERLAPS },
	NOTE_HEADING,
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
};

/* The further column of the scan. */
enum { COMPETITORS };

/* A group: figures by competitor. */
struct rivals {
	struct groups *by; /* by folded name; the cell is as first written */
	struct unrated unrated; /* each deal once, however many it names */
};

static size_t
rival_index(struct tally_run *r, struct rivals *x, struct crm_value key,
    struct crm_value cell)
{
	size_t at, n;

	if (x->by == NULL) {
		x->by = crm_alloc(r->arena, sizeof *x->by);
		groups_init(x->by, r->arena, sizeof(struct figures));
	}
	n = x->by->n;
	at = groups_index(x->by, key);
	if (at == n)
		x->by->all[at].cell = crm_value_dup(r->arena, cell);
	return at;
}

/* The next name of a list that people part by commas of all kinds. */
static bool
next_name(struct crm_text *rest, struct crm_text *name)
{
	static const char *const marks[] = { ",", ";", "/", "、", "，", "；" };
	size_t i, k;

	while (rest->n > 0) {
		size_t len = 0;

		for (i = 0; i < rest->n && len == 0; i++)
			for (k = 0; k < COUNT(marks) && len == 0; k++)
				if (rest->n - i >= strlen(marks[k]) &&
				    memcmp(rest->p + i, marks[k],
					strlen(marks[k])) == 0)
					len = strlen(marks[k]);
		*name = crm_text_trim(
		    (struct crm_text){ rest->p, len == 0 ? rest->n : i - 1 });
		i = len == 0 ? rest->n : i - 1 + len;
		rest->p += i;
		rest->n -= i;
		if (name->n > 0)
			return true;
	}
	return false;
}

static bool
names_rivals(const struct crm_report_opts *o, const struct deal *deal)
{
	return deal->more[COMPETITORS].kind == CRM_STR &&
	    figures_count(o, deal);
}

/* Whether the list has named it before, in whatever letters. */
static bool
named_before(struct crm_text list, struct crm_text name, struct crm_arena *a)
{
	const struct crm_text folded = crm_fold_dup(a, name);
	struct crm_text rest = { list.p, (size_t)(name.p - list.p) }, other;

	while (next_name(&rest, &other))
		if (crm_text_cmp(crm_fold_dup(a, other), folded) == 0)
			return true;
	return false;
}

static enum crm_status
add_rivals(struct tally_run *r, void *sums, const struct deal *deal,
    struct crm_err *err)
{
	struct rivals *x = sums;
	enum crm_status st = CRM_OK;
	struct crm_text rest, name;
	bool any = false;

	rest = deal->more[COMPETITORS].t;
	while (st == CRM_OK && next_name(&rest, &name)) {
		size_t at;

		if (named_before(deal->more[COMPETITORS].t, name, r->arena))
			continue;
		at = rival_index(r, x,
		    crm_value_text(crm_fold_dup(r->arena, name)),
		    crm_value_text(name));
		st = figures_add(r, x->by->all[at].sums, deal, err);
		any = true;
	}
	if (st == CRM_OK && any && deal->amount.kind != CRM_INT &&
	    deal->own.kind == CRM_INT)
		st = unrated_add(
		    &x->unrated, r->arena, deal->currency, deal->own.i, err);
	return st;
}

static enum crm_status
merge_rivals(
    struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	const struct rivals *y = from;
	struct rivals *x = sums;
	enum crm_status st = CRM_OK;
	size_t i, at;

	for (i = 0; y->by != NULL && i < y->by->n && st == CRM_OK; i++) {
		at = rival_index(r, x, y->by->all[i].key, y->by->all[i].cell);
		st = figures_merge(
		    r, x->by->all[at].sums, y->by->all[i].sums, err);
	}
	return st == CRM_OK
	    ? unrated_merge(&x->unrated, r->arena, &y->unrated, err)
	    : st;
}

static int64_t
deals_of(const struct figures *x)
{
	return x->of[STAGE_WON].deals + x->of[STAGE_LOST].deals +
	    x->of[STAGE_OPEN].deals;
}

static int64_t
rivals_weight(const struct tally_run *r, const void *sums)
{
	const struct rivals *x = sums;
	int64_t n = 0;
	size_t i;

	(void)r;
	for (i = 0; x->by != NULL && i < x->by->n; i++)
		n += deals_of(x->by->all[i].sums);
	return n;
}

static int
met_most(const struct group *a, const struct group *b)
{
	int64_t x = deals_of(a->sums), y = deals_of(b->sums);

	return x != y ? (x > y ? -1 : 1) : group_order(a, b);
}

/* What has no rate: amounts alone, for its deals count among the others. */
static enum crm_status
put_unrated_rival(
    const struct tally_row *row, const struct group *g, struct crm_err *err)
{
	const struct figures *x = g->sums;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < x->unrated.n && st == CRM_OK; i++) {
		const char *currency = x->unrated.by[i].currency;
		struct crm_value cells[COUNT(competitor_headings)] = {
			[0] = g->cell,
			[7] = worth_in(&x->of[STAGE_WON], currency),
			[8] = worth_in(&x->of[STAGE_LOST], currency),
			[10] = crm_value_text(crm_text_of(currency)),
		};

		if (cells[7].kind == CRM_INT || cells[8].kind == CRM_INT)
			st = tally_put(row, cells, err);
	}
	return st;
}

static enum crm_status
put_rival(
    const struct tally_row *row, const struct group *g, struct crm_err *err)
{
	const struct figures *x = g->sums;
	int64_t won = x->of[STAGE_WON].deals, lost = x->of[STAGE_LOST].deals;
	enum crm_status st;

	st = tally_put(row,
	    (struct crm_value[]){ g->cell, crm_value_int(deals_of(x)),
		crm_value_int(won), crm_value_int(lost),
		crm_value_int(x->of[STAGE_OPEN].deals),
		crm_value_int(won + lost), percent(won, won + lost),
		worth_amount(&x->of[STAGE_WON]),
		worth_amount(&x->of[STAGE_LOST]), low_n(won + lost),
		crm_value_text(crm_text_of(row->base)) },
	    err);
	return st == CRM_OK ? put_unrated_rival(row, g, err) : st;
}

static enum crm_status
print_rivals(const struct tally_row *row, struct crm_err *err)
{
	struct rivals *x = row->sums;
	enum crm_status st = CRM_OK;
	size_t i;

	if (x->by == NULL)
		return CRM_OK;
	groups_sort(x->by, met_most);
	for (i = 0; i < x->by->n && st == CRM_OK; i++)
		st = put_rival(row, &x->by->all[i], err);
	return st;
}

static const struct tally competitors_tally = {
	.headings = competitor_headings,
	.n_headings = COUNT(competitor_headings),
	.size = sizeof(struct rivals),
	.more = { .sql = ", t.\"competitors\"",
	    .text = { true },
	    .n = 1,
	    .money = true,
	    .closings = true,
	    .at_end = true },
	.counts = names_rivals,
	.add = add_rivals,
	.merge = merge_rivals,
	.weight = rivals_weight,
	.date = "closed_on",
	.unrated = { N_("deal"), "crm-deal", offsetof(struct rivals, unrated) },
	.print = print_rivals,
};

const struct crm_report report_competitors = {
	.name = "competitors",
	.group = "Deals",
	.help = "competitors that deals name: met, won against, lost to",
	.takes_on = true,
	.takes_by = true,
	.tallies = true,
	.define =
	    "A deal counts for each competitor that its field names, between "
	    "commas, semicolons or strokes; names that differ in case alone "
	    "are one. win_rate = won / n, n = won + lost, and under 20 the "
	    "note says low n. Deals that name nobody are left out.\n"
	    "Counted: deals by the type of the stage they are in. " FIGURES_MONEY
		FIGURES_DATE CLOSERS_DEFINED,
	.tally = &competitors_tally,
};

/* ---- why ---- */

static const struct heading headings[] = {
	{ "type", "Type", "类型", CRM_T_ENUM },
	{ "deals", "Deals", "商机数", CRM_T_INT },
	{ "share", "Share", "占比", CRM_T_PERCENT, CRM_ROLE_SHARE },
	{ "amount", "Amount", "金额", CRM_T_MONEY },
	{ "currency", "Currency", "币种", CRM_T_TEXT, CRM_ROLE_CURRENCY },
};

static bool
is_decided(const struct crm_report_opts *o, const struct deal *deal)
{
	return deal->stage->type != STAGE_OPEN && in_period(o, deal->closed);
}

static int64_t
decided(const struct tally_run *r, const void *sums)
{
	const struct figures *x = sums;

	(void)r;
	return x->of[STAGE_WON].deals + x->of[STAGE_LOST].deals;
}

/* What has no rate: its amount alone, for its deals count among the others. */
static enum crm_status
put_unrated(const struct tally_row *row, struct crm_value type,
    const struct unrated *u, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < u->n && st == CRM_OK; i++)
		st = tally_put(row,
		    (struct crm_value[COUNT(headings)]){ [0] = type,
			[3] = crm_value_int(u->by[i].amount),
			[4] = crm_value_text(crm_text_of(u->by[i].currency)) },
		    err);
	return st;
}

/* Won and lost ones; of neither there is no row. */
static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	static const char *const types[] = {
		[STAGE_WON] = "won", [STAGE_LOST] = "lost"
	};
	const struct figures *x = row->sums, *total = row->total;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = STAGE_WON; i <= STAGE_LOST && st == CRM_OK; i++) {
		struct crm_value type = crm_value_text(crm_text_of(types[i]));

		if (x->of[i].deals == 0)
			continue;
		st = tally_put(row,
		    (struct crm_value[]){ type, crm_value_int(x->of[i].deals),
			percent(x->of[i].deals, total->of[i].deals),
			worth_amount(&x->of[i]),
			crm_value_text(crm_text_of(row->base)) },
		    err);
		if (st == CRM_OK)
			st = put_unrated(row, type, &x->of[i].unrated, err);
	}
	return st;
}

static const struct tally tally = {
	.headings = headings,
	.n_headings = COUNT(headings),
	.size = sizeof(struct figures),
	.more = { .money = true,
	    .unnamed = true,
	    .closings = true,
	    .types = 1 << STAGE_WON | 1 << STAGE_LOST },
	.counts = is_decided,
	.add = figures_add,
	.merge = figures_merge,
	.weight = decided,
	.heavy_first = true,
	.date = "closed_on",
	.unrated = FIGURES_UNRATED,
	.print = print,
};

const struct crm_report report_reasons = {
	.name = "reasons",
	.group = "Deals",
	.help =
	    "why deals were won and lost: their reasons by number and amount",
	.takes_on = true,
	.takes_by = true,
	.tallies = true,
	.default_by = "close_reason",
	.define =
	    "deals = deals of the type with that reason; share = deals / all "
	    "deals of the type in the report. A blank reason is a row.\n"
	    "Counted: deals now in a stage of type won or lost. " FIGURES_MONEY
	    "Date: closed_on, within --from and --to; without either also "
	    "deals that have no closed_on.\n" CLOSERS_DEFINED,
	.tally = &tally,
};
