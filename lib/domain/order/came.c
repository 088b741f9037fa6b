/*
 * Returns that a file brings: no more comes back than has left, and what is credited for
 * it is a share of the line, worked out as a return that is posted here is.
 */
#include "order.h"

/* A return, beside the others of its line. */
struct came {
	const struct crm_saving *w;
	struct crm_record line, order;
	struct crm_line_left left;     /* of the line */
	int64_t quantity, credit, net; /* of the others */
	int64_t most; /* so many have left; < 0: nobody knows */
};

static int64_t
number(const struct crm_record *r, const char *field)
{
	const struct crm_value *v = value_of(r, field);

	return v->kind == CRM_INT ? v->i : 0;
}

/* ---- what there is ---- */

static enum crm_status
read_others(struct came *c, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(c->line.id),
		crm_value_int(c->line.id), crm_value_int(c->w->new->id) };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = crm_sql(c->w->store,
	    "SELECT (SELECT CAST(sum(d.\"quantity\") AS BIGINT) "
	    "FROM delivery_line d JOIN delivery e ON e.\"id\" = d.\"delivery\" "
	    "WHERE d.\"order_line\" = ? AND d.\"deleted\" IS NULL "
	    "AND e.\"deleted\" IS NULL AND e.\"status\" = 'shipped'), "
	    "CAST(sum(r.\"quantity\") AS BIGINT), "
	    "CAST(sum(r.\"credit\") AS BIGINT), CAST(sum(r.\"net\") AS BIGINT) "
	    "FROM sale_return r WHERE r.\"order_line\" = ? AND r.\"id\" <> ? "
	    "AND r.\"deleted\" IS NULL AND r.\"status\" = 'received'",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	if ((st = crm_step(q, &row, err)) != CRM_OK || !row)
		return st;
	c->most = !crm_col_null(q, 0) ? crm_col_int(q, 0)
	    : number(&c->line, "quantity") > 0
	    ? number(&c->line, "quantity") - number(&c->line, "cancelled")
	    : -1;
	c->quantity = crm_col_int(q, 1);
	c->credit = crm_col_int(q, 2);
	c->net = crm_col_int(q, 3);
	crm_reset(q);
	return CRM_OK;
}

static enum crm_status
read_came(struct came *c, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(c->w->store);
	const struct crm_record *r = c->w->new;
	enum crm_status st;

	st = crm_load(c->w->store, crm_dict_find(d, "order-line"),
	    number(r, "order_line"), c->w->arena, &c->line, err);
	if (st == CRM_OK)
		st = crm_load(c->w->store, crm_dict_find(d, "order"),
		    number(&c->line, "order"), c->w->arena, &c->order, err);
	return st == CRM_OK ? read_others(c, err) : st;
}

/* ---- how many ---- */

static enum crm_status
check_many(const struct came *c, struct crm_err *err)
{
	int64_t quantity = number(c->w->new, "quantity");

	if (quantity <= 0)
		return crm_fail_field(
		    err, CRM_INVALID, "quantity", "is above zero");
	if (c->most < 0 || quantity <= c->most - c->quantity)
		return CRM_OK;
	return crm_fail_field(err, CRM_RULE, "quantity",
	    "%s of %s cannot come back: %s have left and are not back yet",
	    quantity_dup(c->w->arena, quantity),
	    typed_id(c->w->arena, c->line.entity, c->line.id),
	    quantity_dup(c->w->arena, c->most - c->quantity));
}

/* ---- for how much ---- */

static int64_t
of_price(const struct came *c, const char *sum)
{
	return value_of(&c->line, sum)->kind == CRM_INT
	    ? number(&c->line, sum)
	    : number(&c->line, "amount");
}

/* What the line comes to behind the rows that take off. */
static struct crm_charge
of_line(const struct came *c)
{
	return order_less_rows(&c->left,
	    (struct crm_charge){ of_price(c, "gross"), of_price(c, "net") });
}

static bool
is_last(const struct came *c)
{
	return c->most >= 0 &&
	    number(c->w->new, "quantity") == c->most - c->quantity;
}

/* Of a sum of the line, as far as it left, for what comes back; the last takes the
 * rest. */
static int64_t
share(const struct came *c, int64_t sum, int64_t before)
{
	int64_t ordered = number(&c->line, "quantity");

	if (ordered <= 0)
		return sum - before;
	if (!is_last(c))
		return crm_div_round(
		    (__int128)sum * number(c->w->new, "quantity"), ordered);
	return c->most > ordered
	    ? sum - before
	    : crm_div_round((__int128)sum * c->most, ordered) - before;
}

/* As much of one sum of the line as `part` is of the other. */
static int64_t
like(int64_t part, int64_t of, int64_t sum)
{
	return of == 0 ? part : crm_div_round((__int128)part * sum, of);
}

static bool
is_said(const struct crm_saving *w, const char *field)
{
	return value_of(w->new, field)->kind == CRM_INT &&
	    (w->old == NULL || w->new->given[field_of(w->new->entity, field)]);
}

static void
put(const struct came *c, const char *field, int64_t x)
{
	struct crm_record *r = c->w->new;

	crm_record_set(r, field_of(r->entity, field), crm_value_int(x));
}

/* What it does not say of the three, by those that it does. */
static void
fill_credit(const struct came *c)
{
	const struct crm_saving *w = c->w;
	const struct crm_charge sum = of_line(c);
	int64_t gross = sum.gross, net = sum.net;
	bool credit = is_said(w, "credit"), bare = is_said(w, "net"),
	     tax = is_said(w, "tax");
	int64_t rest = share(c, net, c->net);

	if (!credit)
		put(c, "credit",
		    bare && tax ? number(w->new, "net") + number(w->new, "tax")
			: bare  ? like(number(w->new, "net"), net, gross)
				: share(c, gross, c->credit));
	if (!bare && tax)
		put(c, "net", number(w->new, "credit") - number(w->new, "tax"));
	else if (!bare)
		put(c, "net",
		    number(w->new, "credit") == share(c, gross, c->credit)
			? rest
			: like(number(w->new, "credit"), gross, net));
	if (!tax)
		put(c, "tax", number(w->new, "credit") - number(w->new, "net"));
}

static struct crm_text
currency_of(const struct came *c, const struct crm_record *r)
{
	struct crm_text t = text_of(r, "currency");

	return t.n > 0 ? t : crm_text_of(crm_store_currency(c->w->store));
}

/* It is a part of the price of the line, less what others had of that. */
static enum crm_status
check_credit(const struct came *c, struct crm_err *err)
{
	int64_t gross = of_price(c, "gross");
	int64_t credit = number(c->w->new, "credit");
	int64_t left = gross - c->credit;
	struct crm_text currency = text_of(&c->order, "currency");
	struct crm_buf b = CRM_BUF_INIT;
	enum crm_status st;

	if (credit != number(c->w->new, "net") + number(c->w->new, "tax"))
		return crm_fail_field(
		    err, CRM_INVALID, "credit", "is net and tax together");
	if (gross >= 0 ? credit >= 0 && credit <= left
		       : credit <= 0 && credit >= left)
		return CRM_OK;
	crm_number_format(&b, left,
	    currency.n > 0
		? crm_currency_digits_n(currency)
		: crm_currency_digits(crm_store_currency(c->w->store)),
	    true);
	st = crm_fail_field(err, CRM_RULE, "credit",
	    "lies between zero and what is left of %s: %s",
	    typed_id(c->w->arena, c->line.entity, c->line.id), b.data);
	crm_buf_free(&b);
	return st;
}

static enum crm_status
credit_it(const struct came *c, struct crm_err *err)
{
	const struct crm_saving *w = c->w;

	if (number(w->new, "exchange") != 0)
		return CRM_OK;
	/* Of a line without a price nobody knows. */
	if (value_of(&c->line, "gross")->kind != CRM_INT &&
	    value_of(&c->line, "amount")->kind != CRM_INT)
		return CRM_OK;
	if (!is_said(w, "credit") && !is_said(w, "net") && !is_said(w, "tax"))
		crm_record_set(w->new, field_of(w->new->entity, "currency"),
		    *value_of(&c->order, "currency"));
	else if (!crm_text_eq(
		     currency_of(c, w->new), currency_of(c, &c->order)))
		return crm_fail_field(err, CRM_RULE, "currency",
		    "is another than that of %s",
		    typed_id(w->arena, c->order.entity, c->order.id));
	if (w->old == NULL || differs(w->old, w->new, "credit") ||
	    differs(w->old, w->new, "net") || differs(w->old, w->new, "tax"))
		fill_credit(c);
	return check_credit(c, err);
}

static bool
says_anything(const struct crm_saving *w)
{
	static const char *const fields[] = { "order_line", "quantity",
		"credit", "net", "tax", "currency", "exchange", "status" };
	size_t i;

	if (w->old == NULL || comes_back(w->old, w->new))
		return true;
	for (i = 0; i < COUNT(fields); i++)
		if (differs(w->old, w->new, fields[i]))
			return true;
	return false;
}

enum crm_status
return_came(const struct crm_saving *w, struct crm_err *err)
{
	struct came c = { .w = w };
	enum crm_status st;

	if (w->undo || order_posts(w->store) ||
	    (w->old == NULL && !w->import) ||
	    !crm_text_is(text_of(w->new, "status"), "received") ||
	    value_of(w->new, "order_line")->kind != CRM_INT ||
	    !says_anything(w))
		return CRM_OK;
	if ((st = read_came(&c, err)) != CRM_OK)
		return st == CRM_NOTFOUND ? CRM_OK : st;
	if ((st = check_many(&c, err)) == CRM_OK)
		st = order_left(w->store, c.line.id, &c.left, err);
	return st == CRM_OK ? credit_it(&c, err) : st;
}
