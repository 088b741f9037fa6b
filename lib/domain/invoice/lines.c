/*
 * Of what an amount consists: the lines of the order that it is charged for, each with
 * its share of what is left to invoice of it.  What takes all that is left of a line takes
 * the rest of its net, so that what is invoiced of a line comes to its own net and tax.
 */
#include "lines.h"

#include <crm/domain/document.h>

#include <stdlib.h>

static void
put_text(struct crm_record *r, const char *field, const char *t)
{
	if (t != NULL)
		invoice_put(r, field, crm_value_text(crm_text_of(t)));
}

/* The price is what makes the net of the quantity: what is printed adds up. */
static void
put_quantity(struct adding *v, struct crm_record *r, const struct of_line *l,
    int64_t gross, int64_t net)
{
	struct crm_text currency = text_of(&v->to, "currency");
	int digits = currency.n > 0
	    ? crm_currency_digits_n(currency)
	    : crm_currency_digits(crm_store_currency(v->s));
	int64_t price,
	    quantity = l->gross == 0
	    ? 0
	    : crm_div_round((__int128)l->quantity * gross, l->gross);

	if (quantity == 0)
		return;
	invoice_put(r, "quantity", crm_value_int(quantity));
	/* Both are in millionths. */
	if (crm_mul_div(net, crm_pow10(2 * CRM_DECIMAL_DIGITS - digits),
		quantity, &price))
		invoice_put(r, "unit_price", crm_value_int(price));
}

static enum crm_status
insert_line(struct adding *v, const struct of_line *l, int64_t gross,
    int64_t net, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(v->s), "invoice-line");
	struct crm_record r;

	crm_record_init(&r, e, &v->a);
	invoice_put(&r, "invoice", crm_value_int(v->invoice));
	invoice_put(&r, "line", crm_value_int(++v->number));
	invoice_put(&r, "currency", *value_of(&v->to, "currency"));
	if (l != NULL && l->product != 0)
		invoice_put(&r, "product", crm_value_int(l->product));
	if (l != NULL) {
		put_text(&r, "description", l->description);
		put_text(&r, "unit", l->unit);
		put_text(&r, "tax_class", l->tax_class);
		if (l->rated)
			invoice_put(&r, "tax_rate", crm_value_int(l->tax_rate));
		if (l->id != 0)
			invoice_put(&r, "order_line", crm_value_int(l->id));
		put_quantity(v, &r, l, gross, net);
	}
	if (v->p->receivable != 0)
		invoice_put(&r, "receivable", crm_value_int(v->p->receivable));
	invoice_put(&r, "gross", crm_value_int(gross));
	invoice_put(&r, "net", crm_value_int(net));
	invoice_put(&r, "tax", crm_value_int(gross - net));
	return crm_insert(v->s, &r, err);
}

/* What other invoices have of the same: of a receivable, or of a document that has
 * neither receivables nor lines. */
#define SUMS_OF(what) \
	"SELECT CAST(coalesce(sum(l.\"gross\"), 0) AS BIGINT), " \
	"CAST(coalesce(sum(coalesce(l.\"net\", l.\"gross\")), 0) AS BIGINT) " \
	"FROM invoice_line l JOIN invoice i ON i.\"id\" = l.\"invoice\" " \
	"WHERE " what \
	" = ? AND l.\"deleted\" IS NULL AND " INVOICE_COUNTS("i")

static enum crm_status
invoiced_of_it(
    struct adding *v, int64_t *gross, int64_t *net, struct crm_err *err)
{
	const struct invoice_part *p = v->p;
	struct crm_stmt *q;
	enum crm_status st = crm_sql(v->s,
	    p->receivable != 0  ? SUMS_OF("l.\"receivable\"")
		: p->order != 0 ? SUMS_OF("l.\"receivable\" IS NULL "
					  "AND i.\"order\"")
				: SUMS_OF("l.\"receivable\" IS NULL "
					  "AND i.\"contract\""),
	    &q, err);
	bool row;

	if (st != CRM_OK)
		return st;
	crm_bind(q, 1,
	    crm_value_int(p->receivable != 0 ? p->receivable
		    : p->order != 0          ? p->order
					     : p->contract));
	if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*gross = crm_col_int(q, 0);
		*net = crm_col_int(q, 1);
		crm_reset(q);
	}
	return st;
}

/* The net of the amount: its share, and of what is left as a whole the rest. */
static enum crm_status
net_of_part(struct adding *v, int64_t *net, struct crm_err *err)
{
	const struct invoice_part *p = v->p;
	int64_t gross = 0, done = 0;
	enum crm_status st = invoiced_of_it(v, &gross, &done, err);

	*net = p->of == 0 ? 0
			  : crm_div_round((__int128)p->net * p->amount, p->of);
	if (st == CRM_OK && gross + p->amount == p->of)
		*net = p->net - done;
	return st;
}

/* By what is left of its lines; where nothing is, by what they come to. */
static bool
spread(struct adding *v, int64_t *gross)
{
	int64_t *weight = crm_alloc_n(&v->a, v->n + 1, sizeof *weight);
	int64_t left = 0;
	size_t i;

	for (i = 0; i < v->n; i++)
		left += weight[i] = v->line[i].left.gross;
	for (i = 0; i < v->n && left == 0; i++)
		weight[i] = v->line[i].gross;
	return v->n > 0 && crm_spread(v->p->amount, weight, v->n, gross);
}

static int64_t
net_of(const struct of_line *l, int64_t gross)
{
	if (gross == l->left.gross)
		return l->left.net;
	if (gross < l->left.gross)
		return crm_div_round(
		    (__int128)l->left.net * gross, l->left.gross);
	return l->gross == 0
	    ? gross
	    : crm_div_round((__int128)l->net * gross, l->gross);
}

/* Each line has its own net and tax.  What rounding leaves between them and the net of
 * the receivable goes to the last of which something is left behind it. */
static void
find_nets(struct adding *v, const int64_t *gross, int64_t all, int64_t *net)
{
	size_t i, last = v->n;

	for (i = 0; i < v->n; i++) {
		net[i] = gross[i] == 0 ? 0 : net_of(&v->line[i], gross[i]);
		all -= net[i];
		if (gross[i] != 0 && gross[i] != v->line[i].left.gross)
			last = i;
	}
	if (v->p->receivable != 0 && last < v->n &&
	    llabs(all) <= (long long)v->n)
		net[last] += all;
}

static enum crm_status
insert_lines(struct adding *v, struct crm_err *err)
{
	int64_t *gross = crm_alloc_n(&v->a, v->n + 1, sizeof *gross);
	int64_t *net = crm_alloc_n(&v->a, v->n + 1, sizeof *net);
	int64_t all;
	enum crm_status st = net_of_part(v, &all, err);
	size_t i;

	if (st != CRM_OK)
		return st;
	if (!spread(v, gross))
		return insert_line(v, NULL, v->p->amount, all, err);
	find_nets(v, gross, all, net);
	for (i = 0; i < v->n && st == CRM_OK; i++)
		if (gross[i] != 0)
			st = insert_line(v, &v->line[i], gross[i], net[i], err);
	return st;
}

static enum crm_status
last_number(struct adding *v, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(v->invoice);
	struct crm_value n;
	enum crm_status st = crm_get_int(v->s,
	    "SELECT max(\"line\") FROM invoice_line WHERE \"invoice\" = ? "
	    "AND \"deleted\" IS NULL",
	    &id, 1, &n, err);

	v->number = st == CRM_OK && n.kind == CRM_INT ? n.i : 0;
	return st;
}

enum crm_status
invoice_add_lines(struct crm_store *s, int64_t invoice,
    const struct invoice_part *p, struct crm_err *err)
{
	struct adding v = {
		.s = s, .a = CRM_ARENA_INIT, .p = p, .invoice = invoice
	};
	enum crm_status st = last_number(&v, err);

	if (st == CRM_OK)
		st = crm_load(s, crm_dict_find(crm_store_dict(s), "invoice"),
		    invoice, &v.a, &v.to, err);
	if (st == CRM_OK)
		st = invoice_read_part(&v, err);
	if (st == CRM_OK)
		st = insert_lines(&v, err);
	crm_arena_free(&v.a);
	return st;
}
