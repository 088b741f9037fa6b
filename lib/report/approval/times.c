/* Approval times: hours from being asked to the decision, and what still waits. */
#include "report/kit/kit.h"

struct sums {
	struct counts hours;
	int64_t agreed, late, waits;
};

static const struct heading headings[] = {
	{ "decided", "Decided", "已审批", CRM_T_INT },
	{ "agreed_rate", "Agreed to", "通过率", CRM_T_PERCENT,
	    .rate_of = { 9, 1 } },
	{ "mean", "Mean hours", "平均小时", CRM_T_DECIMAL },
	{ "median", "Median hours", "中位小时", CRM_T_DECIMAL,
	    CRM_ROLE_FIGURE },
	{ "p75", "75 % within", "75% 小时内", CRM_T_INT, CRM_ROLE_FIGURE },
	{ "late", "Late", "逾期数", CRM_T_INT },
	{ "waits", "Waiting", "待审批", CRM_T_INT }, NOTE_HEADING,
	HIDDEN_COUNT, /* agreed to */
};

enum { STATUS, ASKED, DECIDED, DUE, ENDED };
enum { HOUR = 3600 };

static void
add(struct tally_run *r, struct sums *x, const struct crm_value *cell)
{
	bool agreed = cell[STATUS].kind == CRM_STR &&
	    crm_text_is(cell[STATUS].t, "approved");

	x->agreed += agreed;
	x->late += cell[DUE].kind == CRM_INT &&
	    crm_instant_date(cell[DECIDED].i) > cell[DUE].i;
	counts_add(&x->hours, r->arena,
	    crm_div_round(cell[DECIDED].i - cell[ASKED].i, HOUR));
}

static bool
was_decided(const struct crm_value *cell)
{
	return cell[STATUS].kind == CRM_STR &&
	    (crm_text_is(cell[STATUS].t, "approved") ||
		crm_text_is(cell[STATUS].t, "rejected") ||
		crm_text_is(cell[STATUS].t, "sent_back")) &&
	    cell[ASKED].kind == CRM_INT && cell[DECIDED].kind == CRM_INT;
}

/* It waits for somebody, or did on the last day, whatever became of it. */
static bool
waited(const struct crm_report_opts *o, const struct crm_value *cell)
{
	int64_t last = o->to < o->on ? o->to : o->on;

	return cell[STATUS].kind == CRM_STR &&
	    (crm_text_is(cell[STATUS].t, "pending") ||
		(cell[ENDED].kind == CRM_INT &&
		    crm_instant_date(cell[ENDED].i) > last)) &&
	    cell[ASKED].kind == CRM_INT;
}

static enum crm_status
take(struct tally_run *r, const struct crm_value *cell, struct crm_value *key,
    struct crm_err *err)
{
	(void)err;
	if (was_decided(cell) && within_instants(r->o, cell[DECIDED]))
		add(r, cube_at(&r->cube, key), cell);
	else if (waited(r->o, cell) && within_instants(r->o, cell[ASKED]))
		((struct sums *)cube_at(&r->cube, key))->waits++;
	return CRM_OK;
}

/* When it was changed last: what nobody decides any more has no other time of its own. */
static const char *
changed_sql(struct tally_run *r)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(r->s), "approval");
	struct crm_sql q;
	const char *sql;

	crm_sql_init(&q, r->arena);
	crm_sql_field(
	    &q, e, e->field[crm_field_index(e, CRM_TEXT("updated"))], "t");
	sql = crm_strndup(r->arena, q.text.data, q.text.len);
	crm_sql_free(&q);
	return sql;
}

static enum crm_status
scan(struct tally_run *r, struct crm_err *err)
{
	const struct columns columns = {
		.sql = crm_sprintf(r->arena,
		    "t.\"status\", t.\"asked_at\", t.\"decided_at\", "
		    "t.\"due_on\", coalesce(t.\"decided_at\", CASE WHEN "
		    "t.\"status\" NOT IN ('pending', 'queued') THEN %s END)",
		    changed_sql(r)),
		.text = { [STATUS] = true },
		.n = 5,
	};

	return records_each(r, &columns, take, err);
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct sums *x = sums;
	const struct sums *y = from;

	(void)err;
	x->agreed += y->agreed;
	x->late += y->late;
	x->waits += y->waits;
	counts_merge(&x->hours, r->arena, &y->hours);
	return CRM_OK;
}

static int64_t
weight(const struct tally_run *r, const void *sums)
{
	const struct sums *x = sums;

	(void)r;
	return x->hours.n + x->waits;
}

static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	struct sums *x = row->sums;

	return tally_put(row,
	    (struct crm_value[]){ crm_value_int(x->hours.n),
		percent(x->agreed, x->hours.n), counts_mean(&x->hours),
		counts_median(&x->hours),
		counts_rank(&x->hours, THREE_QUARTERS), crm_value_int(x->late),
		crm_value_int(x->waits), low_n(x->hours.n),
		crm_value_int(x->agreed) },
	    err);
}

static const struct tally tally = {
	.entity = "approval",
	.headings = headings,
	.n_headings = COUNT(headings),
	.size = sizeof(struct sums),
	.scan = scan,
	.merge = merge,
	.print = print,
	.weight = weight,
	.heavy_first = true,
};

const struct crm_report report_approval_times = {
	.name = "approval-times",
	.group = "Orders",
	.help = "hours from being asked to the decision, and what still waits",
	.takes_on = true,
	.takes_by = true,
	.tallies = true,
	.entity = "approval",
	.define =
	    "hours = decided_at - asked_at, rounded; agreed_rate = approved / "
	    "decided; mean rounded to two decimals; median = the middle one, of "
	    "an even number the mean of the two in the middle; p75 = the "
	    "smallest that three quarters do not exceed; late = decided behind "
	    "due_on. Under 20 the note says low n.\n"
	    "Counted: approvals that were approved, rejected or sent back, and "
	    "as waits those that are pending, or were at the end of the last "
	    "day asked for.\n"
	    "Date: the day decided, of what waits the day asked, within --from "
	    "and --to, at most --on.\n"
	    "Whose: who decided (--by decided_by), who asked (--by asked_by).\n",
	.tally = &tally,
};
