/* Closings that cannot be: before the deal was opened, or on a day that is yet to
 * come; and deals opened on such a day.  They are in no figure, and said. */
#include "kit.h"

bool
closing_can_be(struct closings *c, const struct deal *d)
{
	if (d->wrong == CLOSED_WELL ||
	    (d->stage->type == STAGE_OPEN && d->wrong != OPENED_AHEAD))
		return true;
	return decision_can_be(c, d->wrong);
}

bool
decision_can_be(struct closings *c, enum closed_when wrong)
{
	c->ahead += wrong == OPENED_AHEAD;
	c->backwards += wrong == CLOSED_BACKWARDS;
	c->future += wrong == CLOSED_AHEAD;
	return wrong == CLOSED_WELL;
}

enum crm_status
closing_undated(struct closings *c, const struct deal *d, const char *base,
    struct crm_arena *a, struct crm_err *err)
{
	if (d->closed.kind == CRM_INT || d->stage->type == STAGE_OPEN)
		return CRM_OK;
	c->undated_lost += d->stage->type == STAGE_LOST;
	if (d->stage->type != STAGE_WON)
		return CRM_OK;
	c->undated_won++;
	c->unsummed = base == NULL;
	if (base == NULL)
		return CRM_OK;
	if (d->amount.kind == CRM_INT)
		return unrated_add(
		    &c->undated, a, crm_text_of(base), d->amount.i, err);
	return d->own.kind == CRM_INT
	    ? unrated_add(&c->undated, a, d->currency, d->own.i, err)
	    : CRM_OK;
}

enum crm_status
closings_undated(struct crm_store *s, struct crm_stmt *q, unsigned types,
    struct crm_arena *a, struct closings *c, struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	bool row;

	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row) {
		bool won = crm_text_is(crm_col_text(q, 0), "won");
		struct crm_text currency = crm_col_text(q, 2);

		if ((types >> (won ? STAGE_WON : STAGE_LOST) & 1) == 0)
			continue;
		c->undated_won += won;
		c->undated_lost += !won;
		if (won && crm_col(q, 1, false).kind == CRM_INT)
			st = unrated_add(&c->undated, a,
			    currency.n > 0 ? currency
					   : crm_text_of(crm_store_currency(s)),
			    crm_col_int(q, 1), err);
	}
	crm_reset(q);
	return st;
}

/* Those without a day are in no days. */
static enum crm_status
count_undated(struct crm_store *s, unsigned types, struct crm_arena *a,
    struct closings *c, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st = crm_sql(s,
	    "SELECT " UNDATED_COLUMNS(
		"t") " FROM deal t JOIN stage s ON s.\"id\" = t.\"stage\" "
		     "AND s.\"type\" IN ('won', 'lost') "
		     "WHERE t.\"deleted\" IS NULL AND t.\"closed_on\" IS NULL ORDER BY t.\"id\"",
	    &q, err);

	return st == CRM_OK ? closings_undated(s, q, types, a, c, err) : st;
}

enum crm_status
closings_count(struct crm_store *s, unsigned types, int64_t from, int64_t to,
    int64_t today, struct crm_arena *a, struct closings *c, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(today),
		crm_value_int(today), crm_value_int((types >> STAGE_WON) & 1),
		crm_value_int((types >> STAGE_LOST) & 1), crm_value_int(from),
		crm_value_int(to) };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = crm_sql(s,
	    "SELECT count(CASE WHEN t.\"closed_on\" <= ? AND "
	    "NOT " CLOSED_BEHIND_OPENED " THEN 1 END), "
	    "count(CASE WHEN t.\"closed_on\" > ? THEN 1 END) "
	    "FROM deal t JOIN stage s ON s.\"id\" = t.\"stage\" "
	    "AND (CASE s.\"type\" WHEN 'won' THEN ? WHEN 'lost' THEN ? "
	    "ELSE 0 END) = 1 "
	    "WHERE t.\"deleted\" IS NULL AND t.\"closed_on\" BETWEEN ? AND ?",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		c->backwards += crm_col_int(q, 0);
		c->future += crm_col_int(q, 1);
	}
	crm_reset(q);
	return st == CRM_OK ? count_undated(s, types, a, c, err) : st;
}

static void
note_undated(
    const struct closings *c, struct crm_arena *a, const struct crm_sink *sink)
{
	struct crm_buf b = CRM_BUF_INIT;

	if (c->undated_won > 0 && c->unsummed)
		sink->note(sink->ctx,
		    crm_sprintf(a,
			crm_tr("left out: %lld won without closed_on; see: "
			       "crm-deal list -w 'stage.type = won and "
			       "closed_on is null'"),
			(long long)c->undated_won));
	else if (c->undated_won > 0) {
		unrated_sums(&c->undated, &b);
		sink->note(sink->ctx,
		    crm_sprintf(a,
			crm_tr("left out: %lld won without closed_on (%s); "
			       "see: crm-deal list -w 'stage.type = won and "
			       "closed_on is null'"),
			(long long)c->undated_won,
			b.len > 0 ? b.data : crm_tr("without an amount")));
	}
	crm_buf_free(&b);
	if (c->undated_lost > 0)
		sink->note(sink->ctx,
		    crm_sprintf(a,
			crm_tr("left out: %lld lost without closed_on; see: "
			       "crm-deal list -w 'stage.type = lost and "
			       "closed_on is null'"),
			(long long)c->undated_lost));
}

void
closings_note(
    const struct closings *c, struct crm_arena *a, const struct crm_sink *sink)
{
	const struct {
		int64_t n;
		const char *text;
	} said[] = {
		{ c->backwards,
		    N_("left out: %lld closed before opened; see: crm-deal "
		       "list -w 'cycle < 0'") },
		{ c->ahead,
		    N_("left out: %lld opened in the future; see: crm-deal "
		       "list -w 'opened_on > today'") },
		{ c->future,
		    N_("left out: %lld closed in the future; see: crm-deal "
		       "list -w 'closed_on > today'") },
		{ c->as_open,
		    N_("counted as open: %lld closed in the future; see: "
		       "crm-deal list -w 'closed_on > today'") },
	};
	size_t i;

	for (i = 0; i < COUNT(said); i++)
		if (said[i].n > 0)
			sink->note(sink->ctx,
			    crm_sprintf(
				a, crm_tr(said[i].text), (long long)said[i].n));
	note_undated(c, a, sink);
}
