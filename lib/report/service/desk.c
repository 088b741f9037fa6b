/* How cases are dealt with: first response, resolution, first contact, what was
 * reopened and what came late. */
#include "report/kit/kit.h"

#include <crm/domain/service.h>

struct sums {
	int64_t cases, resolved, once, reopened;
	int64_t response_promised, response_late;
	int64_t resolution_promised, resolution_late;
	struct numbers response, resolution; /* seconds */
};

static const struct heading headings[] = {
	{ "cases", "Cases", "工单数", CRM_T_INT, CRM_ROLE_MEASURE },
	{ "n", "Resolved", "已解决", CRM_T_INT, CRM_ROLE_MEASURE },
	{ "response_p50", "Response p50 (min)", "首次响应中位（分钟）",
	    CRM_T_INT, CRM_ROLE_FIGURE },
	{ "response_p90", "Response p90 (min)", "首次响应P90（分钟）",
	    CRM_T_INT, CRM_ROLE_FIGURE },
	{ "resolution_p50", "Resolution p50 (min)", "解决中位（分钟）",
	    CRM_T_INT, CRM_ROLE_FIGURE },
	{ "resolution_p90", "Resolution p90 (min)", "解决P90（分钟）",
	    CRM_T_INT, CRM_ROLE_FIGURE },
	{ "first_contact", "First contact", "一次解决率", CRM_T_PERCENT,
	    .rate_of = { 12, 2 } },
	{ "reopened", "Reopened", "重开率", CRM_T_PERCENT,
	    .rate_of = { 13, 1 } },
	{ "response_late", "Response late", "响应超时率", CRM_T_PERCENT,
	    .rate_of = { 14, 15 } },
	{ "resolution_late", "Resolution late", "解决超时率", CRM_T_PERCENT,
	    .rate_of = { 16, 17 } },
	NOTE_HEADING,
	HIDDEN_COUNT, /* resolved at first contact */
	HIDDEN_COUNT, /* reopened */
	HIDDEN_COUNT, /* responses late, and promised */
	HIDDEN_COUNT,
	HIDDEN_COUNT, /* resolutions */
	HIDDEN_COUNT,
};

enum { MINUTE = 60, MEDIAN = 50, NINETY = 90, HUNDRED = 100 };

/* How often we wrote or spoke, then the dimensions. */
static void
columns(const void *ctx, struct crm_sql *sql)
{
	crm_buf_str(&sql->text,
	    ", (SELECT count(*) FROM activity a WHERE "
	    "a.\"about\" = 'CS' || t.\"id\" AND a.\"kind\" <> 'note' "
	    "AND coalesce(a.\"direction\", 'out') = 'out' "
	    "AND a.\"deleted\" IS NULL)");
	dimensions_sql(ctx, sql);
}

static void
add(struct sums *x, const struct crm_case *k, int64_t answers,
    struct crm_arena *a)
{
	x->cases++;
	if (k->response.stopped && !k->response.unknown)
		numbers_add(&x->response, a, k->response.elapsed);
	x->response_promised += k->response.target > 0;
	x->response_late += k->response.late;
	x->resolution_promised += k->resolution.target > 0;
	x->resolution_late += k->resolution.late;
	x->reopened += k->reopened > 0;
	if (k->open)
		return;
	x->resolved++;
	x->once += answers <= 1 && k->reopened == 0;
	if (!k->resolution.unknown)
		numbers_add(&x->resolution, a, k->resolution.elapsed);
}

static enum crm_status
scan(struct tally_run *r, struct crm_err *err)
{
	const struct crm_case_ask ask = { .where = r->o->where,
		.now = crm_store_clock(r->s)->now,
		.columns = columns,
		.ctx = &r->d };
	struct crm_value key[MOST_DIMENSIONS];
	struct crm_cases *cases = NULL;
	struct crm_case k;
	enum crm_status st = crm_cases_open(r->s, &ask, r->arena, &cases, err);
	bool row;

	while (st == CRM_OK &&
	    (st = crm_cases_next(cases, &k, &row, err)) == CRM_OK && row) {
		int col;
		const struct crm_stmt *q = crm_cases_row(cases, &col);

		const struct crm_value day = crm_value_int(
		    crm_instant_date(k.opened));

		if (!in_period(r->o, day))
			continue;
		if (k.opened > ask.now) {
			cannot_be(r->s, r->o, r->cannot, CASE_AHEAD);
			continue;
		}
		for (size_t i = 0; i < r->d.n; i++)
			key[i] = dimension_key(&r->d.d[i], q, col + 1 + (int)i);
		add(cube_at(&r->cube, key), &k, crm_col_int(q, col), r->arena);
	}
	crm_cases_close(cases);
	return st;
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct sums *x = sums;
	const struct sums *y = from;

	(void)err;
	x->cases += y->cases;
	x->resolved += y->resolved;
	x->once += y->once;
	x->reopened += y->reopened;
	x->response_promised += y->response_promised;
	x->response_late += y->response_late;
	x->resolution_promised += y->resolution_promised;
	x->resolution_late += y->resolution_late;
	numbers_merge(&x->response, r->arena, &y->response);
	numbers_merge(&x->resolution, r->arena, &y->resolution);
	return CRM_OK;
}

static int64_t
weight(const struct tally_run *r, const void *sums)
{
	(void)r;
	return ((const struct sums *)sums)->cases;
}

/* The smallest number that a share does not exceed, in whole minutes. */
static struct crm_value
rank(const struct numbers *d, size_t share)
{
	return d->n == 0
	    ? CRM_VALUE_NULL
	    : crm_value_int(
		  d->v[(d->n * share + HUNDRED - 1) / HUNDRED - 1] / MINUTE);
}

static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	struct sums *x = row->sums;

	numbers_sort(&x->response);
	numbers_sort(&x->resolution);
	return tally_put(row,
	    (struct crm_value[COUNT(headings)]){ crm_value_int(x->cases),
		crm_value_int(x->resolved), rank(&x->response, MEDIAN),
		rank(&x->response, NINETY), rank(&x->resolution, MEDIAN),
		rank(&x->resolution, NINETY), percent(x->once, x->resolved),
		percent(x->reopened, x->cases),
		percent(x->response_late, x->response_promised),
		percent(x->resolution_late, x->resolution_promised),
		low_n(x->resolved), crm_value_int(x->once),
		crm_value_int(x->reopened), crm_value_int(x->response_late),
		crm_value_int(x->response_promised),
		crm_value_int(x->resolution_late),
		crm_value_int(x->resolution_promised) },
	    err);
}

static const struct tally tally = {
	.entity = "case",
	.headings = headings,
	.n_headings = COUNT(headings),
	.size = sizeof(struct sums),
	.scan = scan,
	.merge = merge,
	.print = print,
	.weight = weight,
	.date = "opened_at",
};

const struct crm_report report_desk = {
	.name = "desk",
	.group = "Service",
	.help = "cases: first response, resolution, first contact, what came "
		"late",
	.takes_by = true,
	.tallies = true,
	.entity = "case",
	.define =
	    "response = minutes of working time from the opening to the first "
	    "answer; a resolution without one is it. resolution = the same to "
	    "the last resolution, without waits behind the first answer and "
	    "without the time between a resolution and a reopening; of cases "
	    "that are resolved. p50, p90 = the smallest that so many percent do "
	    "not exceed. first_contact = resolved cases that were never "
	    "reopened and took at most one message of ours / resolved; "
	    "reopened = cases reopened at least once / cases; response_late, "
	    "resolution_late = cases past what is promised / cases with a "
	    "promise. n = resolved cases, and under 20 the note says low n.\n"
	    "Counted: cases, open ones by what has elapsed until now. What "
	    "cannot be, opened after now, is left out and told on standard "
	    "error.\n"
	    "Date: the day they were opened, within --from and --to.\n"
	    "Whose: the case's owner now.\n",
	.tally = &tally,
};
