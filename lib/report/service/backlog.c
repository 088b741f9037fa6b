/* Cases that were open on a day, by their age. */
#include "report/kit/kit.h"

/* Ages in days, up to and with. */
enum { AGES = 4 };
static const int64_t up_to[AGES - 1] = { 1, 7, 30 };

struct sums {
	int64_t open, waiting, age[AGES], oldest;
};

static const struct heading headings[] = {
	{ "open", "Open", "未解决", CRM_T_INT, CRM_ROLE_MEASURE },
	{ "waiting", "Waiting", "等待中", CRM_T_INT, CRM_ROLE_MEASURE },
	{ "days_0_1", "0-1 days", "0-1天", CRM_T_INT, CRM_ROLE_MEASURE },
	{ "days_2_7", "2-7 days", "2-7天", CRM_T_INT, CRM_ROLE_MEASURE },
	{ "days_8_30", "8-30 days", "8-30天", CRM_T_INT, CRM_ROLE_MEASURE },
	{ "days_over_30", "Over 30 days", "30天以上", CRM_T_INT,
	    CRM_ROLE_MEASURE },
	{ "oldest", "Oldest (days)", "最长天数", CRM_T_INT, CRM_ROLE_FIGURE },
};

static void
add(struct sums *x, int64_t days, bool waiting)
{
	int i = 0;

	while (i < AGES - 1 && days > up_to[i])
		i++;
	x->open++;
	x->waiting += waiting;
	x->age[i]++;
	if (days > x->oldest)
		x->oldest = days;
}

enum { OPENED, STATUS };

/* On an earlier day what is over by now was open until its resolution. */
static enum crm_status
scan(struct tally_run *r, struct crm_err *err)
{
	int64_t on = report_day(r->s, r->o);
	long long end = crm_date_start(on + 1);
	const struct columns columns = {
		.sql = "coalesce(t.\"opened_at\", t.\"created\"), "
		       "coalesce(t.\"status\", 'new')",
		.text = { [STATUS] = true },
		.n = 2,
		.also = crm_sprintf(r->arena,
		    " AND coalesce(t.\"opened_at\", t.\"created\") < %lld "
		    "AND (coalesce(t.\"status\", 'new') NOT IN ('resolved', "
		    "'closed') OR t.\"resolved_at\" >= %lld)",
		    end, end),
	};
	struct crm_value key[MOST_DIMENSIONS];
	struct records x;
	enum crm_status st = records_open(r, &columns, &x, err);
	bool found;

	while (st == CRM_OK &&
	    (st = records_next(r, &x, key, &found, err)) == CRM_OK && found)
		add(cube_at(&r->cube, key),
		    on - crm_instant_date(x.cell[OPENED].i),
		    crm_text_is(x.cell[STATUS].t, "waiting"));
	records_close(&x);
	return st;
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct sums *x = sums;
	const struct sums *y = from;

	(void)r, (void)err;
	x->open += y->open;
	x->waiting += y->waiting;
	for (int i = 0; i < AGES; i++)
		x->age[i] += y->age[i];
	if (y->oldest > x->oldest)
		x->oldest = y->oldest;
	return CRM_OK;
}

static int64_t
weight(const struct tally_run *r, const void *sums)
{
	(void)r;
	return ((const struct sums *)sums)->open;
}

static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	const struct sums *x = row->sums;
	struct crm_value cells[COUNT(headings)] = { crm_value_int(x->open),
		crm_value_int(x->waiting) };
	int at = 2;

	for (int i = 0; i < AGES; i++)
		cells[at++] = crm_value_int(x->age[i]);
	cells[at] = x->open == 0 ? CRM_VALUE_NULL : crm_value_int(x->oldest);
	return tally_put(row, cells, err);
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
	.heavy_first = true,
};

const struct crm_report report_backlog = {
	.name = "backlog",
	.group = "Service",
	.help = "cases that are not resolved, by their age",
	.takes_by = true,
	.takes_on = true,
	.one_day = true,
	.tallies = true,
	.entity = "case",
	.define =
	    "Ages are calendar days from the opening.\n"
	    "Counted: cases that are not resolved; with --on also those opened "
	    "by that day and resolved behind it. waiting = those that wait "
	    "now.\n"
	    "Date: --on, else today.\n"
	    "Whose: the case's owner now.\n",
	.tally = &tally,
};
