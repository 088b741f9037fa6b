/* What customers answered to surveys: CSAT, NPS, CES, and who answered at
 * all. */
#include "report/kit/kit.h"

enum metric { CSAT, NPS, CES, METRICS };

struct sums {
	int64_t sent, answered_sent; /* of those that were sent */
	int64_t n[METRICS];
	int64_t good, promoters, detractors, effort;
	int64_t low, followed;
};

static const struct heading headings[] = {
	{ "sent", "Sent", "发送数", CRM_T_INT },
	{ "response_rate", "Response rate", "答复率", CRM_T_PERCENT,
	    .rate_of = { 12, 1 } },
	{ "csat", "CSAT", "满意度", CRM_T_PERCENT, .rate_of = { 13, 4 } },
	{ "csat_n", "CSAT n", "满意度样本数", CRM_T_INT },
	{ "nps", "NPS", "净推荐值", CRM_T_PERCENT },
	{ "nps_n", "NPS n", "净推荐值样本数", CRM_T_INT },
	{ "ces", "CES", "费力度", CRM_T_DECIMAL, .scale = CRM_SCALE_ORDER },
	{ "ces_n", "CES n", "费力度样本数", CRM_T_INT },
	{ "low", "Low scores", "低分数", CRM_T_INT },
	{ "followed", "Followed up", "已回访", CRM_T_INT }, NOTE_HEADING,
	HIDDEN_COUNT, /* answered of those sent */
	HIDDEN_COUNT, /* satisfied */
};

/* DOMAIN §2: satisfied are 4 and 5 of 5, promoters 9 and 10, detractors 0 to 6
 * of 10. */
enum { SATISFIED = 4, PROMOTER = 9, DETRACTOR = 6 };

enum {
	COL_SENT,
	COL_ANSWERED,
	COL_SCORE,
	COL_METRIC,
	COL_LOW,
	COL_FOLLOWED,
	COLUMNS
};

static void
count(struct sums *x, enum metric metric, int64_t score)
{
	x->n[metric]++;
	if (metric == CSAT)
		x->good += score >= SATISFIED;
	if (metric == CES)
		x->effort += score;
	if (metric != NPS)
		return;
	x->promoters += score >= PROMOTER;
	x->detractors += score <= DETRACTOR;
}

static void
add(struct sums *x, const struct crm_value *cell)
{
	struct crm_text metric = cell[COL_METRIC].t;
	bool sent = cell[COL_SENT].kind == CRM_INT, low;

	x->sent += sent;
	if (cell[COL_SCORE].kind != CRM_INT)
		return;
	x->answered_sent += sent;
	count(x,
	    crm_text_is(metric, "nps")       ? NPS
		: crm_text_is(metric, "ces") ? CES
					     : CSAT,
	    cell[COL_SCORE].i);
	low = cell[COL_LOW].kind == CRM_INT && cell[COL_LOW].i != 0;
	x->low += low;
	x->followed += low && cell[COL_FOLLOWED].kind == CRM_INT;
}

/* Of what one person answered on one occasion the last counts: a case, or what
 * was sent at one time. */
#define LAST \
	" AND NOT EXISTS (SELECT 1 FROM survey_answer x" \
	" WHERE x.\"contact\" = t.\"contact\" AND x.\"survey\" = t.\"survey\"" \
	" AND coalesce(x.\"case\", 0) = coalesce(t.\"case\", 0)" \
	" AND coalesce(x.\"sent_at\", 0) = coalesce(t.\"sent_at\", 0)" \
	" AND x.\"score\" IS NOT NULL AND x.\"deleted\" IS NULL" \
	" AND (coalesce(x.\"answered_at\", 0) > coalesce(t.\"answered_at\", 0)" \
	" OR coalesce(x.\"answered_at\", 0) = coalesce(t.\"answered_at\", 0)" \
	" AND x.\"id\" > t.\"id\"))"

static const char *
columns_sql(struct tally_run *r)
{
	static const char *const derived[] = { "low", "followed_on" };
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(r->s), "survey-answer");
	struct crm_sql q;
	const char *sql;

	crm_sql_init(&q, r->arena);
	crm_buf_str(&q.text,
	    "t.\"sent_at\", t.\"answered_at\", t.\"score\", y.\"metric\"");
	for (size_t i = 0; i < COUNT(derived); i++) {
		crm_buf_str(&q.text, ", ");
		crm_sql_field(&q, e,
		    e->field[crm_field_index(e, crm_text_of(derived[i]))], "t");
	}
	sql = crm_strdup(r->arena, q.text.data);
	crm_sql_free(&q);
	return sql;
}

static struct crm_value
day_of(const struct crm_value *cell)
{
	const struct crm_value at =
	    cell[cell[COL_SENT].kind == CRM_INT ? COL_SENT : COL_ANSWERED];

	return at.kind != CRM_INT ? CRM_VALUE_NULL
				  : crm_value_int(crm_instant_date(at.i));
}

static enum crm_status
take(struct tally_run *r, const struct crm_value *cell, struct crm_value *key,
    struct crm_err *err)
{
	(void)err;
	if (in_period(r->o, day_of(cell)))
		add(cube_at(&r->cube, key), cell);
	return CRM_OK;
}

static enum crm_status
scan(struct tally_run *r, struct crm_err *err)
{
	const struct columns columns = { .sql = columns_sql(r),
		.text = { [COL_METRIC] = true },
		.n = COLUMNS,
		.from = "JOIN survey y ON y.\"id\" = t.\"survey\"",
		.also = LAST };

	return records_each(r, &columns, take, err);
}

static enum crm_status
merge(struct tally_run *r, void *sums, const void *from, struct crm_err *err)
{
	struct sums *x = sums;
	const struct sums *y = from;

	(void)r, (void)err;
	x->sent += y->sent;
	x->answered_sent += y->answered_sent;
	for (int i = 0; i < METRICS; i++)
		x->n[i] += y->n[i];
	x->good += y->good;
	x->promoters += y->promoters;
	x->detractors += y->detractors;
	x->effort += y->effort;
	x->low += y->low;
	x->followed += y->followed;
	return CRM_OK;
}

static int64_t
answers_of(const struct sums *x)
{
	return x->n[CSAT] + x->n[NPS] + x->n[CES];
}

/* A figure of enough answers is told apart from those of few by its own n. */
static int64_t
most_answers(const struct sums *x)
{
	int64_t n = x->n[CSAT] > x->n[NPS] ? x->n[CSAT] : x->n[NPS];

	return n > x->n[CES] ? n : x->n[CES];
}

static int64_t
weight(const struct tally_run *r, const void *sums)
{
	(void)r;
	return answers_of(sums);
}

static enum crm_status
print(const struct tally_row *row, struct crm_err *err)
{
	const struct sums *x = row->sums;

	return tally_put(row,
	    (struct crm_value[COUNT(headings)]){ crm_value_int(x->sent),
		percent(x->answered_sent, x->sent),
		percent(x->good, x->n[CSAT]), crm_value_int(x->n[CSAT]),
		percent(x->promoters - x->detractors, x->n[NPS]),
		crm_value_int(x->n[NPS]), mean_of(x->effort, x->n[CES]),
		crm_value_int(x->n[CES]), crm_value_int(x->low),
		crm_value_int(x->followed), low_n(most_answers(x)),
		crm_value_int(x->answered_sent), crm_value_int(x->good) },
	    err);
}

static const struct tally tally = {
	.entity = "survey-answer",
	.headings = headings,
	.n_headings = COUNT(headings),
	.size = sizeof(struct sums),
	.scan = scan,
	.merge = merge,
	.print = print,
	.weight = weight,
};

const struct crm_report report_satisfaction = {
	.name = "satisfaction",
	.group = "Service",
	.help = "what customers answered: CSAT, NPS, CES, and how many did",
	.takes_by = true,
	.tallies = true,
	.drawn = "csat",
	.entity = "survey-answer",
	.define =
	    "csat = answers of 4 and 5 / answers; nps = (answers of 9 and 10 - "
	    "answers of 0 to 6) / answers; ces = mean of the answers, 1 to 7; "
	    "each of the surveys of its metric, from counts, rounded once. n = "
	    "answers of that metric; where all of them are under 20 the note "
	    "says low n. response_rate = answered / sent, of what was sent "
	    "here. low = low scores, by the survey's low_at; followed = those "
	    "whose task is done.\n"
	    "Counted: answers; of several of one person to one survey on one "
	    "occasion, a case or a round, the last.\n"
	    "Date: the day it was sent, else that of the answer, within --from "
	    "and --to.\n"
	    "Whose: the answer's owner (whoever had the case, else the "
	    "customer).\n",
	.tally = &tally,
};
