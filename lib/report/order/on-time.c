/* On time: lines that left, by whether they had all left on the day they were promised;
 * apart from them those that should have left and are here still. */
#include "ordered.h"

struct sums {
	int64_t lines, on_time, late, days, overdue;
};

static const struct heading headings[] = {
	{ "on_time_rate", "On time", "准时率", CRM_T_PERCENT, CRM_ROLE_FIGURE,
	    .rate_of = { 3, 2 } },
	{ "lines", "Lines", "明细数", CRM_T_INT },
	{ "on_time", "Lines on time", "准时行数", CRM_T_INT },
	{ "late", "Lines late", "迟交行数", CRM_T_INT },
	{ "mean_late", "Mean days late", "平均迟交天数", CRM_T_DECIMAL },
	{ "overdue", "Lines overdue", "逾期未交行数", CRM_T_INT },
	{ "low_n", "Low n", "样本少", CRM_T_TEXT, .worded = true },
};

enum { PROMISED, LEFT, TO_GO, OPEN, ORDERED };

static void
add(struct sums *x, const struct crm_value *cell)
{
	int64_t days = cell[LEFT].i - cell[PROMISED].i;

	x->lines++;
	x->on_time += days <= 0;
	x->late += days > 0;
	x->days += days > 0 ? days : 0;
}

/* The end of the day that is asked about. */
static int64_t
day_of(const struct tally_run *r)
{
	int64_t today = crm_store_clock(r->s)->today;

	return r->o->on < today ? r->o->on : today;
}

static bool
has_left(const struct crm_value *cell)
{
	return cell[LEFT].kind == CRM_INT &&
	    (cell[TO_GO].kind == CRM_NULL || cell[TO_GO].i <= 0);
}

/* Before it was ordered, or on a day to come. */
static bool
cannot_have_left(struct tally_run *r, const struct crm_value *cell)
{
	const struct crm_value left = cell[LEFT], ordered = cell[ORDERED];
	bool ahead = is_ahead(r->s, left);

	if (!ahead && (ordered.kind != CRM_INT || left.i >= ordered.i))
		return false;
	if (within_days(r->o, left))
		cannot_be(r->s, r->o, r->cannot,
		    ahead ? ORDER_LEFT_AHEAD : ORDER_LEFT_BEFORE);
	return true;
}

/* Promised for an earlier day, and not all gone on this one. */
static bool
is_overdue(const struct tally_run *r, const struct crm_value *cell)
{
	return cell[PROMISED].i < day_of(r) &&
	    in_period(r->o, cell[PROMISED]) &&
	    (has_left(cell) ? cell[LEFT].i > day_of(r) : cell[OPEN].i == 1);
}

static enum crm_status
take(struct tally_run *r, const struct crm_value *cell, struct crm_value *key,
    struct crm_err *err)
{
	struct sums *x;

	(void)err;
	if (cell[PROMISED].kind != CRM_INT)
		return CRM_OK;
	if (has_left(cell) && cannot_have_left(r, cell))
		return CRM_OK;
	if (has_left(cell) && within_days(r->o, cell[LEFT]))
		add(cube_at(&r->cube, key), cell);
	else if (is_overdue(r, cell)) {
		x = cube_at(&r->cube, key);
		x->overdue++;
	}
	return CRM_OK;
}

static enum crm_status
scan(struct tally_run *r, struct crm_err *err)
{
	static const struct columns columns = {
		.sql = "coalesce(t.\"promised_on\", o.\"promised_on\", "
		       "t.\"requested_on\", o.\"requested_on\"), "
		       "coalesce((SELECT max(v.\"shipped_on\") "
		       "FROM delivery_line d JOIN delivery v "
		       "ON v.\"id\" = d.\"delivery\" "
		       "WHERE d.\"order_line\" = t.\"id\" "
		       "AND d.\"deleted\" IS NULL AND v.\"deleted\" IS NULL "
		       "AND v.\"status\" = 'shipped'), o.\"shipped_on\"), "
		       "t.\"quantity\" - coalesce(t.\"cancelled\", 0) - "
		       "(SELECT CAST(sum(d.\"quantity\") AS BIGINT) "
		       "FROM delivery_line d JOIN delivery v "
		       "ON v.\"id\" = d.\"delivery\" "
		       "WHERE d.\"order_line\" = t.\"id\" "
		       "AND d.\"deleted\" IS NULL AND v.\"deleted\" IS NULL "
		       "AND v.\"status\" = 'shipped'), "
		       "CASE WHEN o.\"status\" IN ('confirmed', 'on_hold') "
		       "AND coalesce(t.\"quantity\", 0) > "
		       "coalesce(t.\"cancelled\", 0) THEN 1 ELSE 0 END, "
		       "o.\"ordered_on\"",
		.n = 5,
		.whole = { OF_ORDER,
		    .counts = "o.\"deleted\" IS NULL "
			      "AND coalesce(o.\"status\", '') <> 'cancelled'" },
	};

	return records_each(r, &columns, take, err);
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct sums *x = sums;
	const struct sums *y = from;

	(void)r;
	(void)err;
	x->lines += y->lines;
	x->on_time += y->on_time;
	x->late += y->late;
	x->days += y->days;
	x->overdue += y->overdue;
	return CRM_OK;
}

static int64_t
weight(const struct tally_run *r, const void *sums)
{
	(void)r;
	return ((const struct sums *)sums)->lines;
}

/* Hundredths of a day. */
static struct crm_value
mean_late(const struct sums *x)
{
	enum { HUNDREDTH = CRM_WHOLE / 100 };

	return x->late == 0
	    ? CRM_VALUE_NULL
	    : crm_value_int(HUNDREDTH * crm_div_round(x->days * 100, x->late));
}

static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	const struct sums *x = row->sums;

	return tally_put(row,
	    (struct crm_value[]){ percent(x->on_time, x->lines),
		crm_value_int(x->lines), crm_value_int(x->on_time),
		crm_value_int(x->late), mean_late(x), crm_value_int(x->overdue),
		low_n(x->lines) },
	    err);
}

static const struct tally tally = {
	.entity = "order-line",
	.headings = headings,
	.n_headings = COUNT(headings),
	.size = sizeof(struct sums),
	.scan = scan,
	.merge = merge,
	.print = print,
	.weight = weight,
	.heavy_first = true,
};

const struct crm_report report_on_time = {
	.name = "on-time",
	.group = "Orders",
	.help = "lines that had left by the day they were promised, those that "
		"were late, and those that are overdue",
	.takes_on = true,
	.takes_by = true,
	.tallies = true,
	.entity = "order-line",
	.define =
	    "promised = promised_on of the line, else of its order, else "
	    "requested_on so (--by promised:month); left = the day of the last delivery of the line, "
	    "of an order that came without deliveries its shipped_on; on_time = "
	    "left on that day or before; on_time_rate = on_time / lines; "
	    "mean_late = days behind it / late. overdue = promised for a day "
	    "before today, or that of --on, and not all gone on it: in no other "
	    "figure until they leave.\n"
	    "Counted: lines of orders that are not cancelled, of which nothing "
	    "is left to ship, with both days; overdue of those that are "
	    "confirmed or on hold. What cannot be, gone before its order or after "
	    "today, is left out and told on standard error.\n"
	    "Date: the day they left, within --from and --to, at most --on; of "
	    "overdue the day promised.\n"
	    "Whose: the order's owner (--by order.owner).\n",
	.tally = &tally,
};
