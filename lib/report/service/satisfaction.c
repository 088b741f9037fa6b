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
	{ "sent", "Sent", "发送数", CRM_T_INT, CRM_ROLE_FIGURE },
	{ "response_rate", "Response rate", "答复率", CRM_T_PERCENT },
	{ "csat", "CSAT", "满意度", CRM_T_PERCENT },
	{ "csat_n", "CSAT n", "满意度样本数", CRM_T_INT, CRM_ROLE_FIGURE },
	{ "nps", "NPS", "净推荐值", CRM_T_PERCENT },
	{ "nps_n", "NPS n", "净推荐值样本数", CRM_T_INT, CRM_ROLE_FIGURE },
	{ "ces", "CES", "费力度", CRM_T_DECIMAL },
	{ "ces_n", "CES n", "费力度样本数", CRM_T_INT, CRM_ROLE_FIGURE },
	{ "low", "Low scores", "低分数", CRM_T_INT, CRM_ROLE_FIGURE },
	{ "followed", "Followed up", "已回访", CRM_T_INT, CRM_ROLE_FIGURE },
	NOTE_HEADING,
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
	COL_DIMENSION
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
add(struct sums *x, const struct crm_stmt *q)
{
	struct crm_text metric = crm_col_text(q, COL_METRIC);
	bool sent = !crm_col_null(q, COL_SENT);
	bool answered = !crm_col_null(q, COL_SCORE);

	x->sent += sent;
	x->answered_sent += sent && answered;
	if (!answered)
		return;
	count(x,
	    crm_text_is(metric, "nps")       ? NPS
		: crm_text_is(metric, "ces") ? CES
					     : CSAT,
	    crm_col_int(q, COL_SCORE));
	x->low += crm_col_int(q, COL_LOW);
	x->followed += crm_col_int(q, COL_LOW) != 0 &&
	    !crm_col_null(q, COL_FOLLOWED);
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

static void
answers_sql(struct crm_store *s, const struct crm_report_opts *o,
    const struct dimension *d, struct crm_sql *q)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(s), "survey-answer");
	int low = crm_field_index(e, CRM_TEXT("low"));
	int followed = crm_field_index(e, CRM_TEXT("followed_on"));

	crm_buf_str(&q->text,
	    "SELECT t.\"sent_at\", t.\"answered_at\", t.\"score\", "
	    "y.\"metric\", ");
	crm_sql_field(q, e, e->field[low], "t");
	crm_buf_str(&q->text, ", ");
	crm_sql_field(q, e, e->field[followed], "t");
	dimension_sql(d, q);
	crm_buf_str(&q->text,
	    " FROM survey_answer t JOIN survey y ON y.\"id\" = t.\"survey\" "
	    "WHERE t.\"deleted\" IS NULL" LAST);
	if (o->where != NULL) {
		crm_buf_str(&q->text, " AND (");
		crm_filter_sql(o->where, "t", q);
		crm_buf_char(&q->text, ')');
	}
}

static struct crm_value
day_of(const struct crm_stmt *q)
{
	int col = crm_col_null(q, COL_SENT) ? COL_ANSWERED : COL_SENT;

	return crm_col_null(q, col)
	    ? CRM_VALUE_NULL
	    : crm_value_int(crm_instant_date(crm_col_int(q, col)));
}

static enum crm_status
scan(struct crm_store *s, const struct crm_report_opts *o,
    const struct dimension *d, struct groups *g, struct crm_err *err)
{
	struct crm_stmt *q;
	struct crm_sql sql;
	enum crm_status st;
	bool row;

	crm_sql_init(&sql, g->arena);
	answers_sql(s, o, d, &sql);
	if ((st = crm_sql(s, sql.text.data, &q, err)) == CRM_OK)
		crm_bind_all(q, sql.bind, sql.n);
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row)
		if (in_period(o, day_of(q)))
			add(groups_at(g, dimension_key(d, q, COL_DIMENSION)),
			    q);
	crm_sql_free(&sql);
	return st;
}

static struct crm_value
mean(int64_t sum, int64_t n)
{
	enum { HUNDRED = 100 };

	return n == 0 ? CRM_VALUE_NULL
		      : crm_value_int(CRM_WHOLE / HUNDRED *
			    (int64_t)crm_div_round((__int128)sum * HUNDRED, n));
}

static enum crm_status
print(const struct dimension *d, const struct group *g,
    const struct crm_sink *sink, struct crm_err *err)
{
	const struct sums *x = g->sums;
	const struct crm_value cells[COUNT(headings) + 1] = { g->cell,
		crm_value_int(x->sent), percent(x->answered_sent, x->sent),
		percent(x->good, x->n[CSAT]), crm_value_int(x->n[CSAT]),
		percent(x->promoters - x->detractors, x->n[NPS]),
		crm_value_int(x->n[NPS]), mean(x->effort, x->n[CES]),
		crm_value_int(x->n[CES]), crm_value_int(x->low),
		crm_value_int(x->followed),
		low_n(x->n[CSAT] + x->n[NPS] + x->n[CES]) };

	return put_row(d, cells, sink, err);
}

static enum crm_status
run(struct crm_store *s, const struct crm_report_opts *o, struct crm_arena *a,
    const struct crm_sink *sink, struct crm_err *err)
{
	struct dimension d;
	struct groups g;
	enum crm_status st;
	size_t i;

	if ((st = dimension_parse(
		 s, "survey-answer", o->by, o->chinese, a, &d, err)) != CRM_OK)
		return st;
	groups_init(&g, a, sizeof(struct sums));
	if (!d.given)
		groups_at(&g, CRM_VALUE_NULL);
	if ((st = scan(s, o, &d, &g, err)) != CRM_OK ||
	    (st = groups_name(s, &d, &g, err)) != CRM_OK)
		return st;
	groups_sort(&g, group_order);
	st = begin_rows(s, o, &d, headings, COUNT(headings), a, sink, err);
	for (i = 0; i < g.n && st == CRM_OK; i++)
		st = print(&d, &g.all[i], sink, err);
	return st;
}

const struct crm_report report_satisfaction = {
	.name = "satisfaction",
	.group = "Service",
	.help = "what customers answered: CSAT, NPS, CES, and how many did",
	.takes_by = true,
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
	.run = run,
};
