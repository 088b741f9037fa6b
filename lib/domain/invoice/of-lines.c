/*
 * Which lines of its order or its contract an amount is of, and what of each is left to
 * invoice.
 */
#include "lines.h"

static const char *
text_at(struct adding *v, const struct crm_stmt *q, int col)
{
	struct crm_text t = crm_col_text(q, col);

	return t.n > 0 ? text_dup(&v->a, t) : NULL;
}

enum {
	ID,
	PRODUCT,
	DESCRIPTION,
	UNIT,
	TAX_CLASS,
	TAX_RATE,
	QUANTITY,
	GROSS,
	NET,
	INVOICED_GROSS,
	INVOICED_NET
};

static void
take(struct adding *v, const struct crm_stmt *q)
{
	struct of_line *l;

	v->line = crm_grow(&v->a, v->line, v->n, &v->cap, sizeof *v->line);
	l = &v->line[v->n++];
	*l = (struct of_line){ .id = crm_col_int(q, ID),
		.product = crm_col_int(q, PRODUCT),
		.description = text_at(v, q, DESCRIPTION),
		.unit = text_at(v, q, UNIT),
		.tax_class = text_at(v, q, TAX_CLASS),
		.rated = !crm_col_null(q, TAX_RATE),
		.tax_rate = crm_col_int(q, TAX_RATE),
		.quantity = crm_col_int(q, QUANTITY),
		.gross = crm_col_int(q, GROSS),
		.net = crm_col_int(q, NET) };
	l->left = (struct crm_owed_sum){ l->gross -
		    crm_col_int(q, INVOICED_GROSS),
		l->net - crm_col_int(q, INVOICED_NET), l->quantity };
	if (l->left.gross <= 0)
		l->left = (struct crm_owed_sum){ 0, 0, 0 };
}

#define LINES(quantity, gross, net) \
	"SELECT l.\"id\", coalesce(l.\"product\", 0), " \
	"coalesce(l.\"description\", p.\"name\"), " \
	"coalesce(l.\"unit\", p.\"unit\"), p.\"tax_code\", l.\"tax_rate\", " \
	"CAST(" quantity " AS BIGINT), CAST(" gross " AS BIGINT), " \
	"CAST(" net " AS BIGINT), "
#define LINE_GROSS "coalesce(l.\"gross\", l.\"amount\", 0)"
#define LINE_NET "coalesce(l.\"net\", l.\"amount\", 0)"
#define ALL_LINES \
	LINES("coalesce(l.\"quantity\", 0)", LINE_GROSS, LINE_NET) "0, 0"
#define FROM_LINES \
	" FROM order_line l LEFT JOIN product p ON p.\"id\" = l.\"product\" " \
	"WHERE l.\"deleted\" IS NULL AND "
#define IN_ORDER " ORDER BY coalesce(l.\"line\", 2147483647), l.\"id\""

/* What left with the delivery k.d, less what of it came back. */
#define OF_DELIVERY(what) \
	"(SELECT sum(" what ") FROM delivery_line d " \
	"WHERE d.\"order_line\" = l.\"id\" AND d.\"deleted\" IS NULL " \
	"AND d.\"delivery\" = k.d)"
#define KEPT(sum, whole, credit) \
	OF_DELIVERY("coalesce(d.\"" sum "\", round(" whole \
		    " * 1.0 * d.\"quantity\" / nullif(l.\"quantity\", 0))) " \
		    "- coalesce((SELECT sum(t.\"" credit "\") " \
		    "FROM sale_return t WHERE t.\"delivery_line\" = d.\"id\" " \
		    "AND coalesce(t.\"exchange\", 0) = 0 " \
		    "AND t.\"deleted\" IS NULL " \
		    "AND t.\"status\" = 'received'), 0)")
/* What invoices have of the line for that delivery. */
#define INVOICED_WITH(what) \
	"CAST(coalesce((SELECT sum(x.\"" what "\") FROM receivable r " \
	"JOIN invoice_line x ON x.\"receivable\" = r.\"id\" " \
	"AND x.\"order_line\" = l.\"id\" AND x.\"deleted\" IS NULL " \
	"JOIN invoice i ON i.\"id\" = x.\"invoice\" " \
	"WHERE r.\"delivery\" = k.d AND " INVOICE_COUNTS( \
	    "i") "), 0) AS BIGINT)"
/* By which form a line is charged. */
#define FORM(none) \
	"coalesce(l.\"form\", (SELECT o.\"form\" FROM sale_order o " \
	"WHERE o.\"id\" = l.\"order\"), '" none "')"
/* Those of a form.  What is retained without a delivery is of what is charged at once, or
 * of a milestone; a deposit comes off all but subscriptions. */
#define OF_FORM \
	"l.\"order\" = ? AND (" FORM( \
	    "") " = ? OR (? = 'deposit' " \
		"AND " FORM("") " <> 'subscription') OR (? = 'retention' AND " FORM( \
		    "") " IN ('signing', 'instalment', 'confirmation', 'milestone'))) " \
			"AND (? = 'deposit' OR CASE WHEN " FORM( \
			    "") " = 'milestone' THEN coalesce(l.\"milestone\", '-') ELSE '-' END = ?)"
/* Those that left with a delivery: where it is charged, those that are so. */
#define WITH_DELIVERY \
	LINES(KEPT("quantity", "0", "quantity"), \
	    KEPT("gross", LINE_GROSS, "credit"), KEPT("net", LINE_NET, "net")) \
	INVOICED_WITH("gross") \
	", " INVOICED_WITH( \
	    "net") " FROM (SELECT CAST(? AS BIGINT) AS d) k " \
		   "JOIN order_line l ON l.\"id\" IN (SELECT " \
		   "d.\"order_line\" FROM delivery_line d " \
		   "WHERE d.\"delivery\" = k.d AND d.\"deleted\" IS NULL) " \
		   "LEFT JOIN product p ON p.\"id\" = l.\"product\" " \
		   "WHERE l.\"deleted\" IS NULL AND (? = 0 OR " FORM( \
		       "delivery") " = 'delivery')"

/* Which lines it is charged for: its own; those of its delivery; those of its form;
 * else all of the order. */
enum { BY_LINE, BY_DELIVERY, BY_FORM, OF_ORDER, WAYS };

/* What is asked of each way; no marks where it does not say. */
struct way {
	struct crm_value b[6];
	size_t n;
};

static void
find_ways(struct adding *v, struct way *way)
{
	const struct crm_value order = crm_value_int(v->p->order);
	const struct crm_record *r = &v->receivable;
	struct crm_value form, milestone;
	bool charged;

	if (v->p->order != 0)
		way[OF_ORDER] = (struct way){ { order }, 1 };
	if (v->p->receivable == 0 || v->p->any)
		return;
	form = crm_value_text(text_of(r, "form"));
	milestone = crm_value_text(text_of(r, "milestone"));
	if (milestone.t.n == 0)
		milestone = crm_value_text(CRM_TEXT("-"));
	charged = crm_text_is(form.t, "delivery") ||
	    crm_text_is(form.t, "retention");
	if (invoice_int(r, "order_line") != 0)
		way[BY_LINE] = (struct way){ { *value_of(r, "order_line") },
			1 };
	if (invoice_int(r, "delivery") != 0)
		way[BY_DELIVERY] = (struct way){
			{ *value_of(r, "delivery"), crm_value_int(charged) }, 2
		};
	if (v->p->order != 0)
		way[BY_FORM] = (struct way){
			{ order, form, form, form, form, milestone }, 6
		};
}

static enum crm_status
read_lines(struct adding *v, struct crm_err *err)
{
	static const char *const sql[] = {
		ALL_LINES FROM_LINES "l.\"id\" = ?" IN_ORDER,
		WITH_DELIVERY IN_ORDER,
		ALL_LINES FROM_LINES OF_FORM IN_ORDER,
		ALL_LINES FROM_LINES "l.\"order\" = ?" IN_ORDER,
	};
	struct way way[WAYS] = { { .n = 0 } };
	enum crm_status st = CRM_OK;
	struct crm_stmt *q;
	size_t i;
	bool row;

	find_ways(v, way);
	for (i = 0; i < WAYS && st == CRM_OK && v->n == 0; i++) {
		if (way[i].n == 0)
			continue;
		if ((st = crm_sql(v->s, sql[i], &q, err)) != CRM_OK)
			return st;
		crm_bind_all(q, way[i].b, way[i].n);
		while ((st = crm_step(q, &row, err)) == CRM_OK && row)
			take(v, q);
	}
	return st;
}

/* ---- what is left of them ---- */

/* Of a delivery no more than of the line. */
static void
take_left(struct of_line *l, const struct crm_line_owed *owed, bool delivered)
{
	if (!delivered) {
		l->quantity = owed->comes_to.quantity;
		l->gross = owed->comes_to.gross;
		l->net = owed->comes_to.net;
		l->left = owed->left;
	} else if (owed->left.gross <= l->left.gross) {
		l->left = owed->left;
	}
}

static enum crm_status
read_left(struct adding *v, struct crm_err *err)
{
	bool delivered = v->p->receivable != 0 && !v->p->any &&
	    invoice_int(&v->receivable, "delivery") != 0 &&
	    invoice_int(&v->receivable, "order_line") == 0;
	struct crm_line_owed *owed;
	enum crm_status st;
	size_t n, i, k;

	if (v->p->order == 0)
		return CRM_OK;
	st = crm_order_owed(v->s, v->p->order, &v->a, &owed, &n, err);
	for (i = 0; i < v->n && st == CRM_OK; i++)
		for (k = 0; k < n; k++)
			if (owed[k].line == v->line[i].id)
				take_left(&v->line[i], &owed[k], delivered);
	return st;
}

/* ---- of a contract ---- */

/* What arises by itself, which is charged for lines. */
bool
invoice_arises(const struct crm_record *receivable)
{
	struct crm_text form = text_of(receivable, "form");

	return form.n > 0 && !crm_text_is(form, "other") &&
	    !crm_text_is(form, "dunning");
}

/* A contract without rates of tax is one sum. */
static enum crm_status
read_rates(struct adding *v, struct crm_err *err)
{
	bool rated = false;
	enum crm_status st;
	size_t i;

	if (v->p->receivable != 0 && !invoice_arises(&v->receivable))
		return CRM_OK;
	st = invoice_contract_rates(
	    v->s, v->p->contract, &v->a, &v->line, &v->n, err);
	for (i = 0; i < v->n; i++)
		rated |= v->line[i].rated;
	if (!rated)
		v->n = 0;
	return st;
}

/* The part, and the lines that it is of. */
enum crm_status
invoice_read_part(struct adding *v, struct crm_err *err)
{
	enum crm_status st = CRM_OK;

	if (v->p->receivable != 0)
		st = crm_load(v->s,
		    crm_dict_find(crm_store_dict(v->s), "receivable"),
		    v->p->receivable, &v->a, &v->receivable, err);
	if (st == CRM_OK && v->p->order == 0 && v->p->contract != 0)
		return read_rates(v, err);
	if (st == CRM_OK)
		st = read_lines(v, err);
	return st == CRM_OK ? read_left(v, err) : st;
}

/* What somebody entered beside what arises by itself may be beyond its lines, and what
 * was rounded of them is not left behind. */
enum crm_status
invoice_lower_to_lines(struct crm_store *s, const struct invoice_part *p,
    int64_t *left, struct crm_err *err)
{
	struct adding v = { .s = s, .a = CRM_ARENA_INIT, .p = p };
	enum crm_status st = invoice_read_part(&v, err);
	struct crm_text form = { NULL, 0 };
	int64_t sum = 0;
	size_t i;

	if (st == CRM_OK)
		form = text_of(&v.receivable, "form");
	for (i = 0; i < v.n; i++)
		sum += v.line[i].left.gross;
	if (v.n > 0 && p->order != 0 && form.n > 0 &&
	    !crm_text_is(form, "dunning") &&
	    (sum == 0 || *left - sum > (int64_t)v.n))
		*left = sum;
	crm_arena_free(&v.a);
	return st;
}
