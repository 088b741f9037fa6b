/* Allowance: what of each age is not expected to come in. */
#include "finance.h"

/* What is kept back of an age unless the setting says otherwise. */
static const char usual[] = "0,1,5,10,30,50";

struct sums {
	int64_t open[MOST_AGES];
};

struct allowance {
	struct edges edges;
	int64_t percent[MOST_AGES]; /* CRM_WHOLE: all of it */
	int64_t day;
};

static const struct heading headings[] = {
	{ "age", "Age", "账龄", CRM_T_TEXT, CRM_ROLE_DIMENSION },
	{ "open", "Open", "未收金额", CRM_T_MONEY },
	{ "percent", "Percent", "计提比例", CRM_T_PERCENT, CRM_ROLE_FIGURE },
	{ "allowance", "Allowance", "坏账准备", CRM_T_MONEY },
};

/* A percent for each age. */
static bool
read_percents(const char *text, struct allowance *x)
{
	size_t n;

	return crm_percents_parse(crm_text_of(text), x->percent, &n) &&
	    n == x->edges.n + 2;
}

static enum crm_status
percents_load(struct crm_store *s, struct allowance *x, struct crm_err *err)
{
	const char *said = crm_setting(s, "allowance_percents");
	char quoted[CRM_QUOTE_SIZE];

	if (read_percents(said == NULL ? usual : said, x))
		return CRM_OK;
	return crm_fail_field(err, CRM_INVALID, "allowance_percents",
	    "'%s' is not a percent for each of %zu ages, from what is not due "
	    "on; crm-admin setting add name=allowance_percents value=… says "
	    "them",
	    crm_quote(quoted, crm_text_of(said == NULL ? usual : said)),
	    x->edges.n + 2);
}

static enum crm_status
scan(struct tally_run *r, struct crm_err *err)
{
	struct allowance *g = r->ctx;
	struct crm_value key[MOST_DIMENSIONS];
	struct open_items x;
	struct open_item i;
	enum crm_status st;
	bool found;

	st = open_items_begin(r, g->day, false, "", 0, &x, err);
	while (st == CRM_OK &&
	    (st = open_items_next(&x, &i, key, &found, err)) == CRM_OK &&
	    found) {
		int64_t late = i.due.kind == CRM_INT ? g->day - i.due.i : 0;

		if (i.open_base.kind == CRM_INT)
			st = add_money(&((struct sums *)cube_at(&r->cube, key))
					    ->open[edges_age(&g->edges, late)],
			    i.open_base.i, err);
	}
	open_items_end(&x);
	r->unrated = x.unrated;
	return st;
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct sums *x = sums;
	const struct sums *y = from;
	enum crm_status st = CRM_OK;
	size_t i;

	(void)r;
	for (i = 0; i < MOST_AGES && st == CRM_OK; i++)
		st = add_money(&x->open[i], y->open[i], err);
	return st;
}

static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	const struct allowance *g = row->run->ctx;
	const struct sums *x = row->sums;
	enum crm_status st = CRM_OK;
	int64_t kept;
	size_t i;

	for (i = 0; i <= g->edges.n + 1 && st == CRM_OK; i++) {
		if (!crm_mul_div(x->open[i], g->percent[i], CRM_WHOLE, &kept))
			return crm_fail(err, CRM_FAIL, "sum overflows");
		st = tally_put(row,
		    (struct crm_value[]){
			crm_value_text(crm_text_of(edges_label(&g->edges, i,
			    row->run->o->chinese, row->run->arena))),
			crm_value_int(x->open[i]), crm_value_int(g->percent[i]),
			crm_value_int(kept) },
		    err);
	}
	return st;
}

static enum crm_status
begin(struct tally_run *r, struct crm_err *err)
{
	struct allowance *g = r->ctx;
	enum crm_status st = edges_load(r->s, true, &g->edges, err);

	g->day = report_day(r->s, r->o);
	return st == CRM_OK ? percents_load(r->s, g, err) : st;
}

static const struct tally tally = {
	.entity = "receivable",
	.headings = headings,
	.n_headings = COUNT(headings),
	.size = sizeof(struct sums),
	.scan = scan,
	.merge = merge,
	.print = print,
	.unrated = RECEIVABLES_UNRATED,
	.ctx_size = sizeof(struct allowance),
	.begin = begin,
};

const struct crm_report report_allowance = {
	.name = "allowance",
	.group = "Receivables",
	.help = "what of each age is not expected to come in, by percent",
	.takes_on = true,
	.takes_by = true,
	.one_day = true,
	.tallies = true,
	.entity = "receivable",
	.define =
	    "allowance = what was open at the end of --on (today) in each age "
	    "x its percent, rounded for each row: the setting "
	    "allowance_percents, one for each age from what is not due to the "
	    "oldest (0,1,5,10,30,50), whose days are the setting ageing_edges "
	    "(30,60,90,120). Days overdue are by due_on; disputed and retained "
	    "receivables are in the age of theirs; credit is not taken off. "
	    "Amounts are in the base currency, at the rate they were booked "
	    "at.\n"
	    "Counted: receivables booked by that day and not void then.\n"
	    "Date: due_on, booked_on and allocated_on, at most --on.\n"
	    "Whose: the customer's (--by customer.owner).\n",
	.tally = &tally,
};
