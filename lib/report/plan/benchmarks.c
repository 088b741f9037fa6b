/* Benchmarks: our own figures beside those that others have published. */
#include "report/kit/kit.h"

#include <string.h>

static const struct heading headings[] = {
	{ "metric", "Metric", "指标", CRM_T_TEXT, CRM_ROLE_DIMENSION,
	    .of = "benchmark" },
	{ "name", "Name", "名称", CRM_T_TEXT, CRM_ROLE_DIMENSION },
	{ "ours", "Ours", "本公司", CRM_T_DECIMAL },
	{ "n", "n", "样本数", CRM_T_INT, CRM_ROLE_FIGURE },
	{ "benchmark", "Benchmark", "基准", CRM_T_DECIMAL },
	{ "difference", "Difference", "差异", CRM_T_DECIMAL,
	    .scale = CRM_SCALE_ORDER },
	{ "source", "Source", "出处", CRM_T_TEXT },
	{ "as_of", "As of", "日期", CRM_T_DATE, CRM_ROLE_FIGURE },
	{ "age", "Age (days)", "距今天数", CRM_T_INT, CRM_ROLE_FIGURE },
	NOTE_HEADING,
	/* Of amounts; numbers of other kinds stand in the same columns. */
	{ "currency", "Currency", "币种", CRM_T_TEXT },
};

enum { ID, METRIC, NAME, VALUE, SOURCE, AS_OF };

enum { MINUTE = 60, WHOLE = 100 };

/* Our own: a list of numbers whose mean or middle it is, between two marks of
 * days; a share is the mean of 0 and 100. */
static const struct ours {
	const char *metric, *sql; /* NULL: of leads */
	unsigned types; /* of the stages whose deals it is of; 0: of no deals */
	bool median, money, waits, share;
} ours[] = {
	{ .metric = "win_rate",
	    .sql =
		"SELECT CASE s.\"type\" WHEN 'won' THEN 100 ELSE 0 END FROM "
		"deal t JOIN stage s ON s.\"id\" = t.\"stage\" WHERE "
		"t.\"deleted\" IS NULL AND s.\"type\" IN ('won', 'lost') AND "
		"t.\"closed_on\" BETWEEN ? AND ? "
		"AND " CLOSED_BEHIND_OPENED,
	    .types = 1 << STAGE_WON | 1 << STAGE_LOST,
	    .share = true },
	{ .metric = "cycle",
	    .sql = "SELECT t.\"closed_on\" - t.\"opened_on\" FROM deal t JOIN "
		   "stage s ON s.\"id\" = t.\"stage\" WHERE t.\"deleted\" IS "
		   "NULL AND s.\"type\" = 'won' AND t.\"closed_on\" >= "
		   "t.\"opened_on\" AND t.\"closed_on\" BETWEEN ? AND ?",
	    .types = 1 << STAGE_WON },
	{ .metric = "average",
	    .sql = "SELECT t.\"amount_base\" FROM deal t JOIN stage s ON "
		   "s.\"id\" = t.\"stage\" WHERE t.\"deleted\" IS NULL AND "
		   "s.\"type\" = 'won' AND t.\"amount_base\" IS NOT NULL AND "
		   "t.\"closed_on\" BETWEEN ? AND ? "
		   "AND " CLOSED_BEHIND_OPENED,
	    .types = 1 << STAGE_WON,
	    .money = true },
	{ .metric = "conversion", .share = true },
	{ .metric = "response", .median = true, .waits = true },
};

static const struct ours *
ours_of(struct crm_text metric)
{
	size_t i;

	for (i = 0; i < COUNT(ours); i++)
		if (crm_text_is(metric, ours[i].metric))
			return &ours[i];
	return NULL;
}

/* What lies ahead is not known yet. */
static int64_t
last_day(struct crm_store *s, const struct crm_report_opts *o)
{
	int64_t day = report_day(s, o);

	return o->to < day ? o->to : day;
}

/* What a metric is of that leads have: minutes that they waited, or whether they were
 * converted. */
static enum crm_status
measure_leads(struct tally_run *r, const struct ours *how, struct numbers *all,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(r->s), "lead");
	int response = crm_field_index(e, CRM_TEXT("first_response"));
	struct crm_stmt *q;
	struct crm_sql sql;
	enum crm_status st;
	int64_t waited;
	bool row;

	crm_sql_init(&sql, r->arena);
	crm_buf_str(&sql.text,
	    "SELECT t.\"entered_on\", t.\"created\", t.\"status\", "
	    "t.\"converted_on\", ");
	crm_sql_field(&sql, e, e->field[response], "t");
	crm_buf_str(&sql.text,
	    " FROM lead t WHERE t.\"deleted\" IS NULL "
	    "AND coalesce(t.\"status\", 'new') <> 'duplicate'");
	if ((st = crm_sql(r->s, sql.text.data, &q, err)) == CRM_OK)
		crm_bind_all(q, sql.bind, sql.n);
	crm_sql_free(&sql);
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row) {
		int64_t entry = lead_entry(
		    crm_col(q, 0, false), crm_col_int(q, 1));
		int64_t day = crm_instant_date(entry);

		if (day < r->o->from || day > last_day(r->s, r->o))
			continue;
		if (!how->waits)
			numbers_add(all, r->arena,
			    lead_converted(r->o, crm_col_text(q, 2),
				crm_col(q, 3, false)) *
				WHOLE);
		else if (lead_wait(r->s, r->o, entry, crm_col(q, 4, false),
			     &waited, &r->answered_early) == WAIT_OVER)
			numbers_add(all, r->arena, waited / MINUTE);
	}
	return st;
}

/* In millionths, to two decimals; null where there is nothing to go by. */
static enum crm_status
measure(struct tally_run *r, const struct ours *how, struct crm_value *out,
    int64_t *n, struct crm_err *err)
{
	struct crm_store *s = r->s;
	struct crm_value days[2] = { crm_value_int(r->o->from),
		crm_value_int(last_day(s, r->o)) };
	struct numbers all = { NULL, 0, 0 };
	enum crm_status st;

	st = how->sql == NULL ? measure_leads(r, how, &all, err)
			      : crm_ids(s, how->sql, days, COUNT(days),
				    r->arena, &all.v, &all.n, err);
	if (st != CRM_OK)
		return st;
	*n = (int64_t)all.n;
	numbers_sort(&all);
	*out = how->median ? numbers_median(&all) : numbers_mean(&all);
	if (how->money && out->kind == CRM_INT)
		out->i = crm_div_round(out->i,
		    crm_pow10(crm_currency_digits(crm_store_currency(s))));
	return CRM_OK;
}

/* A share that is no percent was most likely meant as one of 1. */
static bool
is_of_one(const struct ours *how, struct crm_value value)
{
	return how != NULL && how->share && value.i > 0 && value.i < CRM_WHOLE;
}

static struct crm_value
note_of(const struct ours *how, struct crm_value value, int64_t age, int64_t n)
{
	if (age < 0)
		return crm_value_text(CRM_TEXT(N_("of a day to come")));
	if (is_of_one(how, value))
		return crm_value_text(CRM_TEXT(N_("under 1 %")));
	return how == NULL ? CRM_VALUE_NULL : low_n(n);
}

static enum crm_status
put_benchmark(struct tally_run *r, const struct records *x, struct crm_err *err)
{
	const struct crm_value *c = x->cell;
	const struct ours *how = ours_of(c[METRIC].t);
	struct crm_value own = CRM_VALUE_NULL, difference = CRM_VALUE_NULL;
	int64_t age = report_day(r->s, r->o) - c[AS_OF].i;
	enum crm_status st = CRM_OK;
	int64_t n = 0;

	if (how != NULL)
		st = measure(r, how, &own, &n, err);
	if (st != CRM_OK)
		return st;
	if (own.kind == CRM_INT)
		difference = crm_value_int(own.i - c[VALUE].i);
	return lines_put(&r->lines, &c[ID],
	    (struct crm_value[]){ c[METRIC], c[NAME], own,
		how == NULL ? CRM_VALUE_NULL : crm_value_int(n), c[VALUE],
		difference, c[SOURCE], c[AS_OF],
		age < 0 ? CRM_VALUE_NULL : crm_value_int(age),
		note_of(how, c[VALUE], age, n),
		how != NULL && how->money
		    ? crm_value_text(crm_text_of(crm_store_currency(r->s)))
		    : CRM_VALUE_NULL },
	    NULL, err);
}

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	static const struct columns columns = {
		.sql = "t.\"id\", t.\"metric\", t.\"name\", t.\"value\", "
		       "t.\"source\", t.\"as_of\"",
		.text = { [METRIC] = true, [NAME] = true, [SOURCE] = true },
		.n = 6,
	};
	const struct tally none = { .entity = "benchmark" };
	struct tally_run r = { .t = &none, .s = s, .o = o, .arena = a };
	struct crm_report_opts by_id = *o;
	struct dimensions d;
	struct records x;
	enum crm_status st;
	unsigned types = 0; /* of all metrics */
	bool money = false;
	bool found;

	by_id.by = "benchmark_id";
	if ((st = dimensions_parse(s, "benchmark", &by_id, a, &d, err)) !=
		CRM_OK ||
	    (st = records_open(&r, &columns, &x, err)) != CRM_OK)
		return st;
	st = lines_begin(
	    &r.lines, s, o, &d, headings, COUNT(headings), a, sink, err);
	while (st == CRM_OK &&
	    (st = records_next(&r, &x, NULL, &found, err)) == CRM_OK && found) {
		const struct ours *how = ours_of(x.cell[METRIC].t);

		types |= how == NULL ? 0 : how->types;
		money |= how != NULL && how->money;
		st = put_benchmark(&r, &x, err);
	}
	records_close(&x);
	if (st == CRM_OK && types != 0)
		st = closings_count(s, types, o->from, o->to, report_day(s, o),
		    a, &r.wrong, err);
	if (st == CRM_OK && money)
		st = unrated_won(
		    s, o->from, last_day(s, o), a, &r.unrated, err);
	if (st != CRM_OK)
		return st;
	closings_note(&r.wrong, a, sink);
	waits_note(r.answered_early, a, sink);
	unrated_note(&r.unrated, "deal", "crm-deal", a, sink);
	return CRM_OK;
}

const struct crm_report report_benchmarks = {
	.name = "benchmarks",
	.group = "Deals",
	.help = "our own figures beside published ones, with their source and "
		"date",
	.takes_on = true,
	.entity = "benchmark",
	.drawn = "ours,benchmark",
	.define =
	    "ours: win_rate = won / (won + lost) in percent; cycle = mean days "
	    "from opened_on to closed_on of won deals; average = mean "
	    "amount_base of won deals; conversion = converted / leads that "
	    "repeat no other, in percent; response = median minutes from the "
	    "entry of such a lead to its first activity that is no note. " WAITS_DEFINED
	    "One "
	    "before the day of entry is left out and told on standard error. n = what it is of, and under 20 "
	    "the note says low n; difference = ours - benchmark; age = days "
	    "since as_of; of a share below 1 the note says under 1 %: 30% is 30. "
	    "Other metrics are only shown.\n"
	    "Counted: benchmarks; the deals and leads of the whole book. " CLOSINGS_DEFINED
	    "Date: closed_on of deals, entered_on of leads, else the day they were recorded, within "
	    "--from and --to, at most --on (today).\n"
	    "Whose: the company's.\n",
	.run = run,
};
