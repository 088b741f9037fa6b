/* Response: how soon leads were answered, and what became of them. */
#include "report/kit/kit.h"

enum { MINUTE = 60, HOURLY = 60 * MINUTE, DAILY = 24 * HOURLY };

static const struct crm_choice waits[] = {
	{ "5min", "within 5 min", "5分钟内", NULL },
	{ "1h", "within 1 h", "1小时内", NULL },
	{ "4h", "within 4 h", "4小时内", NULL },
	{ "1d", "within 1 d", "1天内", NULL },
	{ "3d", "within 3 d", "3天内", NULL },
	{ "later", "later", "更晚", NULL },
	{ "never", "not yet", "未响应", NULL },
	{ NULL, NULL, NULL, NULL },
};

enum { LATER = 5, NEVER, WAITS };

/* The longest wait of each but the last two, ends included. */
static const int64_t limits[LATER] = { 5 * MINUTE, HOURLY, 4 * HOURLY, DAILY,
	3 * DAILY };

struct sums {
	struct {
		int64_t leads, qualified, converted;
	} of[WAITS];
};

static const struct heading headings[] = {
	{ "response", "First response", "首次响应", CRM_T_ENUM,
	    CRM_ROLE_DIMENSION, .choices = waits },
	{ "n", "n", "样本数", CRM_T_INT },
	{ "qualified", "Qualified", "有效线索", CRM_T_INT },
	{ "converted", "Converted", "已转化", CRM_T_INT },
	{ "conversion", "Conversion", "转化率", CRM_T_PERCENT,
	    .rate_of = { 4, 2 } },
	NOTE_HEADING,
};

enum { ENTERED, CREATED, STATUS, CONVERTED, ANSWERED };

/* WAITS: it cannot be. */
static size_t
wait_of(struct tally_run *r, const struct crm_value *cell)
{
	int64_t entry = lead_entry(cell[ENTERED], cell[CREATED].i), wait = 0;
	size_t i = 0;

	switch (lead_wait(
	    r->s, r->o, entry, cell[ANSWERED], &wait, &r->answered_early)) {
	case WAIT_ON:
		return NEVER;
	case WAIT_CANNOT:
		return WAITS;
	case WAIT_OVER:
		break;
	}
	while (i < LATER && wait > limits[i])
		i++;
	return i;
}

static void
add(const struct crm_report_opts *o, struct sums *x,
    const struct crm_value *cell, size_t i)
{
	struct crm_text status = cell[STATUS].kind == CRM_STR
	    ? cell[STATUS].t
	    : (struct crm_text){ "", 0 };

	x->of[i].leads++;
	x->of[i].converted += lead_converted(o, status, cell[CONVERTED]);
	x->of[i].qualified += lead_qualified(status);
}

/* The day it came in: the one it says, else that of its record. */
static bool
counts(const struct crm_report_opts *o, const struct crm_value *cell)
{
	return cell[ENTERED].kind == CRM_INT
	    ? within_days(o, cell[ENTERED])
	    : within_instants(o, cell[CREATED]);
}

static enum crm_status
scan(struct tally_run *r, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(r->s), "lead");
	struct columns columns = { .text = { [STATUS] = true },
		.n = 5,
		.also = " AND coalesce(t.\"status\", 'new') <> 'duplicate'" };
	struct crm_value key[MOST_DIMENSIONS];
	struct records x;
	struct crm_sql q;
	enum crm_status st;
	bool found;
	size_t i;

	crm_sql_init(&q, r->arena);
	crm_buf_str(&q.text,
	    "t.\"entered_on\", t.\"created\", t.\"status\", "
	    "t.\"converted_on\", ");
	crm_sql_field(&q, e,
	    e->field[crm_field_index(e, CRM_TEXT("first_response"))], "t");
	columns.sql = q.text.data;
	st = records_open(r, &columns, &x, err);
	crm_sql_free(&q);
	while (st == CRM_OK &&
	    (st = records_next(r, &x, key, &found, err)) == CRM_OK && found)
		if (counts(r->o, x.cell) && (i = wait_of(r, x.cell)) < WAITS)
			add(r->o, cube_at(&r->cube, key), x.cell, i);
	records_close(&x);
	return st;
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct sums *x = sums;
	const struct sums *y = from;
	size_t i;

	(void)r, (void)err;
	for (i = 0; i < WAITS; i++) {
		x->of[i].leads += y->of[i].leads;
		x->of[i].qualified += y->of[i].qualified;
		x->of[i].converted += y->of[i].converted;
	}
	return CRM_OK;
}

static int64_t
weight(const struct tally_run *r, const void *sums)
{
	const struct sums *x = sums;
	int64_t n = 0;
	size_t i;

	(void)r;
	for (i = 0; i < WAITS; i++)
		n += x->of[i].leads;
	return n;
}

/* Waits that no lead had are rows where there is no dimension. */
static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	const struct sums *x = row->sums;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < WAITS && st == CRM_OK; i++) {
		if (x->of[i].leads == 0 && row->run->d.n > 0)
			continue;
		st = tally_put(row,
		    (struct crm_value[]){
			crm_value_text(crm_text_of(waits[i].code)),
			crm_value_int(x->of[i].leads),
			crm_value_int(x->of[i].qualified),
			crm_value_int(x->of[i].converted),
			percent(x->of[i].converted, x->of[i].leads),
			low_n(x->of[i].leads) },
		    err);
	}
	return st;
}

static const struct tally tally = {
	.entity = "lead",
	.headings = headings,
	.n_headings = COUNT(headings),
	.size = sizeof(struct sums),
	.scan = scan,
	.merge = merge,
	.print = print,
	.weight = weight,
	.date = "entered_on",
};

const struct crm_report report_response = {
	.name = "response",
	.group = "Leads",
	.help = "how soon leads were answered, and how many were converted",
	.takes_on = true,
	.takes_by = true,
	.tallies = true,
	.entity = "lead",
	.define =
	    "response = time from the entry of the lead to its first "
	    "activity that is no note, ends included: 5min, 1h, 4h, 1d (24 h), "
	    "3d. " WAITS_DEFINED
	    "conversion = converted / n, and where n is under 20 the note "
	    "says low n; qualified = those converted by now and the qualified.\n"
	    "Counted: leads, but not those that repeat another (duplicate); "
	    "those with a response before the day they came in are left out "
	    "and told on standard error.\n"
	    "Date: entered_on, else the day the lead was recorded, within "
	    "--from and --to, at most --on.\n"
	    "Whose: the lead's.\n",
	.tally = &tally,
};
