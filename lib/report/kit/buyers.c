/*
 * Customers and what they bought: two streams by customer, read beside each
 * other, so that a report holds the sales of one customer at a time.
 */
#include "kit.h"

#include <string.h>

static enum crm_status
open_customers(struct crm_store *s, const struct crm_report_opts *o,
    struct buyers *b, struct crm_err *err)
{
	struct crm_sql q;
	enum crm_status st;

	crm_sql_init(&q, b->arena);
	crm_buf_str(&q.text, "SELECT t.\"id\", t.\"name\"");
	dimensions_sql(&b->d, &q);
	crm_buf_str(&q.text, " FROM customer t WHERE t.\"deleted\" IS NULL");
	where_sql(o, &q);
	crm_buf_str(&q.text, " ORDER BY t.\"id\"");
	if ((st = crm_sql(s, q.text.data, &b->customers, err)) == CRM_OK)
		crm_bind_all(b->customers, q.bind, q.n);
	crm_sql_free(&q);
	return st;
}

/* Won deals would be sales of who had ordered nothing yet, or nobody's. */
static void
put_left_out(const struct crm_report_opts *o, int64_t from, int64_t to,
    int64_t today, struct crm_sql *q)
{
	int64_t until = to == today ? o->to : to;

	crm_buf_printf(&q->text,
	    "SELECT count(CASE WHEN t.\"id\" IS NULL AND d.\"closed_on\" <= %lld"
	    " AND NOT " CRM_CLOSED_BACKWARDS(
		"d") " THEN 1 END), "
		     "count(CASE WHEN d.\"closed_on\" <= %lld AND " CRM_CLOSED_BACKWARDS(
			 "d") " THEN 1 END), "
			      "count(CASE WHEN d.\"closed_on\" > %lld THEN 1 END) "
			      "FROM deal d JOIN stage s ON s.\"id\" = d.\"stage\" "
			      "AND s.\"type\" = 'won' %s JOIN customer t "
			      "ON t.\"id\" = d.\"customer\" WHERE d.\"deleted\" IS NULL "
			      "AND t.\"deleted\" IS NULL AND d.\"closed_on\" BETWEEN %lld AND %lld "
			      "AND (t.\"id\" IS NULL OR d.\"closed_on\" > %lld OR " CRM_CLOSED_BACKWARDS(
				  "d") ") AND NOT EXISTS (SELECT 1 FROM sale_order o "
				       "WHERE (o.\"customer\" = t.\"id\" "
				       "AND o.\"ordered_on\" <= d.\"closed_on\" "
				       "OR o.\"deal\" = d.\"id\") AND " CRM_IS_ORDERED
				       "AND o.\"ordered_on\" <= %lld)",
	    (long long)to, (long long)to, (long long)to,
	    o->where == NULL ? "LEFT" : "", (long long)from, (long long)until,
	    (long long)to, (long long)to);
	where_sql(o, q);
}

enum crm_status
left_out_undated(struct crm_store *s, const struct crm_report_opts *o,
    int64_t to, struct crm_arena *a, struct left_out *x, struct crm_err *err)
{
	struct crm_sql text;
	struct crm_stmt *q;
	enum crm_status st;

	crm_sql_init(&text, a);
	crm_buf_printf(&text.text,
	    "SELECT " UNDATED_COLUMNS(
		"d") " FROM deal d JOIN stage s ON s.\"id\" = d.\"stage\" "
		     "AND s.\"type\" = 'won' %s JOIN customer t "
		     "ON t.\"id\" = d.\"customer\" WHERE d.\"deleted\" IS NULL "
		     "AND d.\"closed_on\" IS NULL AND t.\"deleted\" IS NULL "
		     "AND NOT EXISTS (SELECT 1 FROM sale_order o "
		     "WHERE o.\"customer\" = t.\"id\" AND " CRM_IS_ORDERED
		     "AND o.\"ordered_on\" <= %lld)",
	    o->where == NULL ? "LEFT" : "", (long long)to);
	where_sql(o, &text);
	crm_buf_str(&text.text, " ORDER BY d.\"id\"");
	if ((st = crm_sql(s, text.text.data, &q, err)) == CRM_OK) {
		crm_bind_all(q, text.bind, text.n);
		st = closings_undated(s, q, 1 << STAGE_WON, a, &x->wrong, err);
	}
	crm_sql_free(&text);
	return st;
}

enum crm_status
left_out_count(struct crm_store *s, const struct crm_report_opts *o,
    int64_t from, int64_t to, struct crm_arena *a, struct left_out *x,
    struct crm_err *err)
{
	struct crm_sql text;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	crm_sql_init(&text, a);
	put_left_out(o, from, to, report_day(s, o), &text);
	if ((st = crm_sql(s, text.text.data, &q, err)) == CRM_OK) {
		crm_bind_all(q, text.bind, text.n);
		if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
			x->nobodys += crm_col_int(q, 0);
			x->wrong.backwards += crm_col_int(q, 1);
			x->wrong.future += crm_col_int(q, 2);
		}
		crm_reset(q);
	}
	crm_sql_free(&text);
	return st;
}

void
left_out_note(
    const struct left_out *x, struct crm_arena *a, const struct crm_sink *sink)
{
	closings_note(&x->wrong, a, sink);
	if (x->nobodys > 0)
		sink->note(sink->ctx,
		    crm_sprintf(a,
			crm_tr("left out: %lld won without a customer; see: "
			       "crm-deal list -w 'stage.type = won and "
			       "customer is null'"),
			(long long)x->nobodys));
}

enum crm_status
buyers_open(struct crm_store *s, const struct crm_report_opts *o,
    const char *by, int64_t from, int64_t to, struct crm_arena *a,
    struct buyers *out, struct crm_err *err)
{
	struct crm_report_opts mine = *o;
	enum crm_status st;

	*out = (struct buyers){ .arena = a };
	mine.by = by;
	if ((st = dimensions_parse(s, "customer", &mine, a, &out->d, err)) !=
		CRM_OK ||
	    (st = left_out_count(s, o, from, to, a, &out->left, err)) !=
		CRM_OK ||
	    (st = left_out_undated(s, o, to, a, &out->left, err)) != CRM_OK ||
	    (st = open_customers(s, o, out, err)) != CRM_OK ||
	    (st = crm_sales_open(s, from, to, &out->sales, err)) != CRM_OK)
		return st;
	return crm_sales_next(&out->sales, &out->next, &out->more, err);
}

static void
note(struct buyers *b, size_t n)
{
	b->room = crm_grow(b->arena, b->room, n, &b->cap, sizeof *b->room);
	b->room[n] = (struct purchase){ .day = b->next.day,
		.amount = b->next.amount,
		.deal = b->next.deal,
		.no_rate = b->next.no_rate,
		.own = b->next.own };
	memcpy(
	    b->room[n].currency, b->next.currency, sizeof b->room[n].currency);
}

/* What came back is taken off the purchase before it, which it was of: it is none of its
 * own.  One of before the days that are read is in none of them. */
static enum crm_status
take_back(struct buyers *b, size_t n, struct crm_err *err)
{
	struct purchase *last;

	if (n == 0)
		return CRM_OK;
	last = &b->room[n - 1];
	return last->no_rate && b->next.no_rate
	    ? add_money(&last->own, b->next.own, err)
	    : add_money(&last->amount, b->next.amount, err);
}

static enum crm_status
collect(struct buyers *b, int64_t customer, size_t *n, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	*n = 0;
	while (st == CRM_OK && b->more && b->next.customer <= customer) {
		if (b->next.customer == customer && b->next.back)
			st = take_back(b, *n, err);
		else if (b->next.customer == customer)
			note(b, (*n)++);
		if (st == CRM_OK)
			st = crm_sales_next(&b->sales, &b->next, &b->more, err);
	}
	return st;
}

enum crm_status
buyers_next(
    struct buyers *b, struct buyer *out, bool *found, struct crm_err *err)
{
	enum crm_status st;
	size_t i;

	while ((st = crm_step(b->customers, found, err)) == CRM_OK && *found) {
		out->id = crm_col_int(b->customers, 0);
		if ((st = collect(b, out->id, &out->n, err)) != CRM_OK)
			return st;
		if (out->n == 0)
			continue;
		out->name = crm_col_text(b->customers, 1);
		for (i = 0; i < b->d.n; i++)
			out->key[i] = dimension_key(
			    &b->d.d[i], b->customers, (int)i + 2);
		out->bought = b->room;
		break;
	}
	return st;
}

void
buyers_close(struct buyers *b)
{
	if (b->customers != NULL)
		crm_reset(b->customers);
	crm_sales_close(&b->sales);
}

enum crm_status
add_purchase(struct buyers *all, const struct purchase *p, struct bought *sum,
    struct crm_err *err)
{
	struct crm_text currency = crm_text_of(p->currency);
	enum crm_status st;

	if (!p->no_rate) {
		sum->rated++;
		return add_money(&sum->amount, p->amount, err);
	}
	all->unrated.deals += p->deal;
	st = unrated_add(&all->unrated, all->arena, currency, p->own, err);
	return st == CRM_OK
	    ? unrated_add(&sum->unrated, all->arena, currency, p->own, err)
	    : st;
}

enum crm_status
total_of(struct buyers *all, const struct buyer *b, struct bought *out,
    struct crm_err *err)
{
	enum crm_status st = CRM_OK;
	size_t i;

	*out = (struct bought){ .amount = 0 };
	for (i = 0; i < b->n && st == CRM_OK; i++)
		st = add_purchase(all, &b->bought[i], out, err);
	return st;
}
