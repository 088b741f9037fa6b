/* A document whose receivables are made: its lines, its terms, what is retained. */
#include "billing.h"

#include <crm/model/charged.h>

#include <string.h>

enum { RETAINED_DAYS = 365, MONTHS_OF_YEAR = 12, MONTHS_OF_QUARTER = 3 };

static const char *const names[] = {
	[FORM_SIGNING] = "signing",
	[FORM_INSTALMENT] = "instalment",
	[FORM_CONFIRMATION] = "confirmation",
	[FORM_DELIVERY] = "delivery",
	[FORM_MILESTONE] = "milestone",
	[FORM_SUBSCRIPTION] = "subscription",
};

int64_t
bill_int(const struct crm_record *r, const char *field)
{
	const struct crm_value *v = value_of(r, field);

	return v->kind == CRM_INT ? v->i : 0;
}

struct money
bill_share(struct money sum, int64_t part, int64_t whole)
{
	struct money m = { 0, 0 };

	if (whole == 0)
		return m;
	m.gross = crm_div_round((__int128)sum.gross * part, whole);
	m.net = crm_div_round((__int128)sum.net * part, whole);
	return m;
}

struct money
bill_plus(struct money a, struct money b)
{
	return (struct money){ a.gross + b.gross, a.net + b.net };
}

struct money
bill_less(struct money a, struct money b)
{
	return (struct money){ a.gross - b.gross, a.net - b.net };
}

enum bill_form
bill_form_named(struct crm_text t)
{
	size_t i;

	for (i = 1; i < COUNT(names); i++)
		if (crm_text_is(t, names[i]))
			return (enum bill_form)i;
	return FORM_NONE;
}

/* The form of lines that say none. */
static enum bill_form
usual_form(const struct bill *b)
{
	struct crm_text own = text_of(&b->doc, "form");
	const char *said = crm_setting(b->s, "receivable_form");

	if (own.n > 0)
		return bill_form_named(own);
	return said != NULL ? bill_form_named(crm_text_of(said)) : FORM_NONE;
}

/* What has no quantity never leaves: it is charged when the order is confirmed. */
static enum bill_form
form_of_amount(enum bill_form form)
{
	return form == FORM_DELIVERY ? FORM_CONFIRMATION : form;
}

/* ---- lines ---- */

enum {
	ID,
	FORM,
	MILESTONE,
	QUANTITY,
	CANCELLED,
	GROSS,
	NET,
	STARTS,
	ENDS,
	PERIOD,
	ANCHOR,
	UNNOTED_GROSS,
	UNNOTED_NET,
	ALL_BACK
};

static int
months_of(struct crm_text period)
{
	if (crm_text_is(period, "year"))
		return MONTHS_OF_YEAR;
	return crm_text_is(period, "quarter") ? MONTHS_OF_QUARTER : 1;
}

static int64_t
day_at(const struct crm_stmt *q, int col)
{
	return crm_col_null(q, col) ? NO_DAY : crm_col_int(q, col);
}

/* What came back and was taken off the plan: it has no credit note, neither of its own nor
 * of a red letter that was ahead of it. */
static struct money
off_plan(const struct crm_stmt *q, const struct bill_gone *gone)
{
	const struct money unnoted = { crm_col_int(q, UNNOTED_GROSS),
		crm_col_int(q, UNNOTED_NET) };
	const struct money m = bill_less(unnoted, gone->met);

	return m.gross > 0 ? m : (struct money){ 0, 0 };
}

static void
take_line(struct bill *b, const struct crm_stmt *q,
    const struct bill_events *events, struct bill_line *l)
{
	struct crm_text milestone = crm_col_text(q, MILESTONE);
	struct crm_text form = crm_col_text(q, FORM);
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(b->s), "order-line");
	const struct bill_gone gone = bill_gone_of(
	    events, crm_col_int(q, ID), 0);

	l->id = crm_col_int(q, ID);
	l->form = form.n > 0 ? bill_form_named(form) : usual_form(b);
	l->takes_off = l->form != FORM_SUBSCRIPTION &&
	    crm_col_int(q, QUANTITY) >= 0 && crm_col_int(q, GROSS) < 0;
	if (crm_col_int(q, QUANTITY) == 0 && !l->takes_off)
		l->form = form_of_amount(l->form);
	/* What a line without a name is accepted by is itself. */
	if (l->form == FORM_MILESTONE && milestone.n > 0)
		l->milestone = text_dup(&b->a, milestone);
	else if (l->form == FORM_MILESTONE && !l->takes_off)
		l->milestone = typed_id(&b->a, e, l->id);
	l->quantity = crm_col_int(q, QUANTITY);
	l->wanted = l->quantity - crm_col_int(q, CANCELLED);
	l->sum = (struct money){ crm_col_int(q, GROSS), crm_col_int(q, NET) };
	l->wanted_sum = l->wanted == l->quantity
	    ? l->sum
	    : bill_share(l->sum, l->wanted, l->quantity);
	if (l->form != FORM_DELIVERY && l->form != FORM_SUBSCRIPTION)
		l->off_plan = off_plan(q, &gone);
	l->given = bill_plus(gone.back, gone.allowed);
	l->all_back = crm_col_int(q, ALL_BACK) == 1;
	l->from = day_at(q, STARTS);
	l->to = day_at(q, ENDS);
	l->months = months_of(crm_col_text(q, PERIOD));
	l->anchor = (int)crm_col_int(q, ANCHOR);
}

/* What came back of the line l and has no credit note. */
#define UNNOTED(credit, amount) \
	"coalesce((SELECT CAST(sum(" CRM_SQL_UNNOTED( \
	    "t", credit, amount) ") AS BIGINT) FROM sale_return t " \
				 "WHERE t.\"order_line\" = l.\"id\" " \
				 "AND t.\"status\" = 'received' " \
				 "AND t.\"deleted\" IS NULL), 0)"

/* So many of the line l: came back, left, are wanted. */
#define BACK(exchange) \
	"coalesce((SELECT sum(t.\"quantity\") FROM sale_return t " \
	"WHERE t.\"order_line\" = l.\"id\" AND coalesce(t.\"exchange\", 0) " \
	"= " exchange " AND t.\"status\" = 'received' " \
	"AND t.\"deleted\" IS NULL), 0)"
#define LEFT_OF \
	"coalesce((SELECT sum(d.\"quantity\") FROM delivery_line d " \
	"JOIN delivery v ON v.\"id\" = d.\"delivery\" " \
	"WHERE d.\"order_line\" = l.\"id\" AND d.\"deleted\" IS NULL " \
	"AND v.\"deleted\" IS NULL AND v.\"status\" = 'shipped'), 0)"
#define IS_ALL_BACK \
	"(SELECT CASE WHEN x.b > 0 AND x.b >= x.d AND x.b >= " \
	"coalesce(l.\"quantity\", 0) - coalesce(l.\"cancelled\", 0) " \
	"THEN 1 ELSE 0 END FROM (SELECT " BACK( \
	    "0") " AS b, " LEFT_OF " - " BACK("1") " AS d) x)"

#define LINES(back) \
	"SELECT l.\"id\", l.\"form\", l.\"milestone\", " \
	"coalesce(l.\"quantity\", 0), coalesce(l.\"cancelled\", 0), " \
	"coalesce(l.\"gross\", l.\"amount\", 0), " \
	"coalesce(l.\"net\", l.\"amount\", 0), l.\"starts_on\", " \
	"l.\"ends_on\", l.\"period\", coalesce(l.\"anchor_day\", 0), " back \
	" FROM order_line l WHERE l.\"order\" = ? AND l.\"deleted\" IS NULL " \
	"ORDER BY coalesce(l.\"line\", 2147483647), l.\"id\""

static enum crm_status
read_lines(struct bill *b, struct crm_err *err)
{
	struct bill_events events;
	struct crm_stmt *q;
	size_t cap = 0;
	bool row;
	enum crm_status st = bill_events(
	    b->s, b->order, 0, &b->a, &events, err);

	if (st != CRM_OK)
		return st;
	st = crm_sql(b->s,
	    events.returns ? LINES(UNNOTED("credit", "amount") ", " UNNOTED(
				 "net", "net") ", " IS_ALL_BACK)
			   : LINES("0, 0, 0"),
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(b->order));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		b->line = crm_grow(&b->a, b->line, b->n, &cap, sizeof *b->line);
		b->line[b->n] = (struct bill_line){ .id = 0 };
		take_line(b, q, &events, &b->line[b->n++]);
	}
	return st;
}

/* What has no lines is one itself. */
static void
stand_for_lines(struct bill *b)
{
	const struct crm_value *gross = value_of(&b->doc, "gross");
	const struct crm_value *net = value_of(&b->doc, "net");
	int64_t amount = bill_int(&b->doc, "amount");
	struct bill_line *l = crm_alloc_n(&b->a, 1, sizeof *l);

	*l = (struct bill_line){ .form = form_of_amount(usual_form(b)),
		.quantity = CRM_WHOLE,
		.wanted = CRM_WHOLE,
		.from = NO_DAY,
		.to = NO_DAY,
		.months = 1 };
	l->sum.gross = gross->kind == CRM_INT ? gross->i : amount;
	l->sum.net = net->kind == CRM_INT ? net->i : l->sum.gross;
	l->wanted_sum = l->sum;
	if (l->form == FORM_MILESTONE)
		l->milestone = typed_id(&b->a, b->doc.entity, b->doc.id);
	b->line = l;
	b->n = 1;
}

/* ---- terms ---- */

/* The customer's own terms are a text, which may name some. */
static enum crm_status
customers_terms(struct bill *b, struct crm_err *err)
{
	const struct crm_value customer = crm_value_int(
	    bill_int(&b->doc, "customer"));
	struct crm_value id;
	enum crm_status st = crm_get_int(b->s,
	    "SELECT min(t.\"id\") FROM terms t JOIN customer c "
	    "ON c.\"payment_terms\" = t.\"name\" WHERE c.\"id\" = ? "
	    "AND t.\"deleted\" IS NULL AND coalesce(t.\"active\", 1) = 1",
	    &customer, 1, &id, err);

	b->terms = st == CRM_OK && id.kind == CRM_INT ? id.i : 0;
	return st;
}

static enum crm_status
read_terms(struct bill *b, struct crm_err *err)
{
	b->terms = bill_int(&b->doc, "payment_terms");
	return b->terms == 0 ? customers_terms(b, err) : CRM_OK;
}

/* ---- the document ---- */

enum crm_status
bill_open(struct bill *b, struct crm_store *s, const struct crm_entity *e,
    int64_t id, bool *there, struct crm_err *err)
{
	bool is_order = strcmp(e->def->name, "order") == 0;
	const struct crm_value *days;
	enum crm_status st;

	*b = (struct bill){ .s = s, .a = CRM_ARENA_INIT };
	b->order = is_order ? id : 0;
	b->contract = is_order ? 0 : id;
	st = crm_load(s, e, id, &b->a, &b->doc, err);
	*there = st == CRM_OK;
	if (st != CRM_OK)
		return st == CRM_NOTFOUND ? CRM_OK : st;
	days = value_of(&b->doc, "retention_days");
	b->retention = bill_int(&b->doc, "retention");
	b->retained_days = days->kind == CRM_INT ? days->i : RETAINED_DAYS;
	b->day = crm_store_clock(s)->today;
	if ((st = read_terms(b, err)) == CRM_OK && is_order)
		st = read_lines(b, err);
	if (st == CRM_OK && b->n == 0)
		stand_for_lines(b);
	bill_settle_rows(b);
	return st;
}

enum crm_status
bill_open_of_line(struct bill *b, struct crm_store *s, int64_t line,
    bool *there, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(line);
	struct crm_value order;
	enum crm_status st = crm_get_int(s,
	    "SELECT \"order\" FROM order_line WHERE \"id\" = ?", &id, 1, &order,
	    err);

	*b = (struct bill){ .s = s, .a = CRM_ARENA_INIT };
	*there = false;
	return st != CRM_OK || order.kind != CRM_INT
	    ? st
	    : bill_open(b, s, crm_dict_find(crm_store_dict(s), "order"),
		  order.i, there, err);
}

/* An amendment is planned with what it amends. */
enum crm_status
bill_is_by_contract(struct bill *b, bool *yes, struct crm_err *err)
{
	const struct crm_value contract = *value_of(&b->doc, "contract");
	struct crm_value n;
	enum crm_status st;

	*yes = false;
	if (contract.kind != CRM_INT)
		return CRM_OK;
	st = crm_get_int(b->s,
	    "WITH RECURSIVE up(\"id\", \"amends\") AS (SELECT c.\"id\", "
	    "c.\"amends\" FROM contract c WHERE c.\"id\" = ? UNION "
	    "SELECT c.\"id\", c.\"amends\" FROM contract c "
	    "JOIN up u ON c.\"id\" = u.\"amends\") "
	    "SELECT min(r.\"id\") FROM receivable r "
	    "JOIN up u ON r.\"contract\" = u.\"id\" "
	    "WHERE r.\"order\" IS NULL AND r.\"void_on\" IS NULL "
	    "AND r.\"deleted\" IS NULL",
	    &contract, 1, &n, err);
	*yes = st == CRM_OK && n.kind == CRM_INT;
	return st;
}
