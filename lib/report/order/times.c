/* Order times: days from the order to each of its steps. */
#include "report/kit/kit.h"

enum { STEPS = 4 };

struct sums {
	struct counts of[STEPS];
};

static const char *const steps[STEPS] = { "confirmed", "first_delivery",
	"all_delivered", "closed" };

static const struct heading headings[] = {
	{ "step", "Step", "步骤", CRM_T_TEXT },
	{ "n", "n", "样本数", CRM_T_INT, .overlaps = true },
	{ "mean", "Mean days", "平均天数", CRM_T_DECIMAL },
	{ "median", "Median days", "中位天数", CRM_T_DECIMAL },
	{ "p75", "75 % within", "75% 天数内", CRM_T_INT, CRM_ROLE_FIGURE },
	NOTE_HEADING,
};

/* Of the steps each the day, and before them that of the order. */
enum { ORDERED, CONFIRMED, FIRST, LAST, CLOSED };

#define DAY_LEFT(which) \
	"(SELECT " which "(v.\"shipped_on\") FROM delivery v " \
	"WHERE v.\"order\" = t.\"id\" AND v.\"deleted\" IS NULL " \
	"AND v.\"status\" = 'shipped')"

static void
add(struct tally_run *r, struct sums *x, const struct crm_value *cell)
{
	size_t i;

	for (i = 0; i < STEPS; i++) {
		struct crm_value day = cell[ORDERED + 1 + i];

		if (i == CONFIRMED - 1 && day.kind == CRM_INT)
			day.i = crm_instant_date(day.i);
		if (day.kind != CRM_INT || !within_days(r->o, day))
			continue;
		if (is_ahead(r->s, day))
			cannot_be(r->s, r->o, r->cannot, ORDER_LEFT_AHEAD);
		else if (day.i < cell[ORDERED].i)
			cannot_be(r->s, r->o, r->cannot, ORDER_LEFT_BEFORE);
		else
			counts_add(
			    &x->of[i], r->arena, day.i - cell[ORDERED].i);
	}
}

static enum crm_status
take(struct tally_run *r, const struct crm_value *cell, struct crm_value *key,
    struct crm_err *err)
{
	(void)err;
	if (cell[ORDERED].kind == CRM_INT)
		add(r, cube_at(&r->cube, key), cell);
	return CRM_OK;
}

static enum crm_status
scan(struct tally_run *r, struct crm_err *err)
{
	static const struct columns columns = {
		.sql = "t.\"ordered_on\", t.\"confirmed_at\", " DAY_LEFT(
		    "min") ", t.\"shipped_on\", "
			   "CASE WHEN t.\"status\" = 'closed' THEN t.\"closed_on\" END",
		.n = 5,
		.also = " AND coalesce(t.\"status\", '') <> 'cancelled'",
	};

	return records_each(r, &columns, take, err);
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct sums *x = sums;
	const struct sums *y = from;
	size_t i;

	(void)err;
	for (i = 0; i < STEPS; i++)
		counts_merge(&x->of[i], r->arena, &y->of[i]);
	return CRM_OK;
}

static int64_t
weight(const struct tally_run *r, const void *sums)
{
	(void)r;
	return ((const struct sums *)sums)->of[0].n;
}

static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	struct sums *x = row->sums;
	enum crm_status st = CRM_OK;
	size_t i;

	for (i = 0; i < STEPS && st == CRM_OK; i++)
		st = tally_put(row,
		    (struct crm_value[]){ crm_value_text(crm_text_of(steps[i])),
			crm_value_int(x->of[i].n), counts_mean(&x->of[i]),
			counts_median(&x->of[i]),
			counts_rank(&x->of[i], THREE_QUARTERS),
			low_n(x->of[i].n) },
		    err);
	return st;
}

static const struct tally tally = {
	.entity = "order",
	.headings = headings,
	.n_headings = COUNT(headings),
	.size = sizeof(struct sums),
	.scan = scan,
	.merge = merge,
	.print = print,
	.weight = weight,
};

const struct crm_report report_order_times = {
	.name = "order-times",
	.group = "Orders",
	.help = "days from the order to its confirmation, deliveries and end",
	.takes_on = true,
	.takes_by = true,
	.tallies = true,
	.entity = "order",
	.drawn = "median",
	.define =
	    "days = those from ordered_on to the day of confirmed_at, of the "
	    "first delivery, to shipped_on (all has left) and to closed_on of "
	    "what is closed; mean rounded to two decimals; median = the middle "
	    "one, of an even number the mean of the two in the middle; p75 = "
	    "the smallest that three quarters do not exceed. Under 20 the note "
	    "says low n.\n"
	    "Counted: orders that are not cancelled, in each step those that "
	    "have taken it. What cannot be, before the day of the order or "
	    "after today, is left out and told on standard error.\n"
	    "Date: the day of the step, within --from and --to, at most --on.\n"
	    "Whose: the order's owner.\n",
	.tally = &tally,
};
