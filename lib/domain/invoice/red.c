/*
 * Red letters: an invoice with the opposite sign, line by line, of no more than is left
 * of the blue one.  A quantity takes its share of the line as it was, a sum of what is
 * left of all; whatever takes the rest takes the rest of net and tax too.
 */
#include "red.h"

#include <crm/domain/document.h>

/* ---- what is left ---- */

#define RED_OF(field) \
	"coalesce((SELECT CAST(sum(x.\"" field "\") AS BIGINT) " \
	"FROM invoice_line x JOIN invoice y ON y.\"id\" = x.\"invoice\" " \
	"WHERE x.\"red_of\" = l.\"id\" AND x.\"deleted\" IS NULL " \
	"AND y.\"deleted\" IS NULL AND y.\"status\" <> 'void'), 0)"

/* What red letters say that ended of what its receivable is for. */
#define SAID_OF_RECEIVABLE \
	"coalesce((SELECT CAST(-sum(x.\"gross\") AS BIGINT) " \
	"FROM invoice_line x JOIN invoice y ON y.\"id\" = x.\"invoice\" " \
	"WHERE x.\"receivable\" = l.\"receivable\" " \
	"AND x.\"deleted\" IS NULL AND y.\"deleted\" IS NULL " \
	"AND y.\"red_of\" IS NOT NULL AND y.\"status\" <> 'void' " \
	"AND y.\"red_reason\" IN ('returned', 'service_ended')), 0)"

static enum crm_status
read_lines(struct redding *v, struct crm_err *err)
{
	enum {
		ID,
		LINE,
		COUNTED,
		QUANTITY,
		GROSS,
		NET,
		ORDER_LINE,
		RED_Q,
		RED_G,
		RED_N,
		RECEIVABLE,
		SAID
	};
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	st = crm_sql(v->s,
	    "SELECT l.\"id\", coalesce(l.\"line\", 0), "
	    "CASE WHEN coalesce(l.\"quantity\", 0) > 0 THEN 1 ELSE 0 END, "
	    "coalesce(l.\"quantity\", 0), coalesce(l.\"gross\", 0), "
	    "coalesce(l.\"net\", 0), coalesce(l.\"order_line\", 0), " RED_OF("quantity") ", " RED_OF(
		"gross") ", " RED_OF("net") ", "
					    "coalesce(l.\"receivable\", 0), " SAID_OF_RECEIVABLE
					    " FROM invoice_line l "
					    "WHERE l.\"invoice\" = ? "
					    "AND l.\"deleted\" IS NULL "
					    "ORDER BY coalesce(l.\"line\", "
					    "2147483647), l.\"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(v->blue.id));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		struct blue_line *l;

		v->line = crm_grow(
		    &v->a, v->line, v->n, &v->cap, sizeof *v->line);
		l = &v->line[v->n++];
		*l = (struct blue_line){ .id = crm_col_int(q, ID),
			.number = crm_col_int(q, LINE),
			.order_line = crm_col_int(q, ORDER_LINE),
			.receivable = crm_col_int(q, RECEIVABLE),
			.said = crm_col_int(q, SAID),
			.counted = crm_col_int(q, COUNTED) == 1,
			.quantity = crm_col_int(q, QUANTITY),
			.gross = crm_col_int(q, GROSS),
			.net = crm_col_int(q, NET) };
		/* Of red letters all of it is below zero. */
		l->quantity_left = l->quantity + crm_col_int(q, RED_Q);
		l->gross_left = l->gross + crm_col_int(q, RED_G);
		l->net_left = l->net + crm_col_int(q, RED_N);
		v->left += l->gross_left;
	}
	return st;
}

/* What came without lines is one. */
static enum crm_status
stand_for_lines(struct redding *v, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(v->blue.id);
	struct blue_line *l;
	struct crm_value gross, net;
	enum crm_status st = crm_get_int(v->s,
	    "SELECT CAST(coalesce(sum(\"gross\"), 0) AS BIGINT) FROM invoice "
	    "WHERE \"red_of\" = ? AND \"deleted\" IS NULL "
	    "AND \"status\" <> 'void'",
	    &id, 1, &gross, err);

	if (st == CRM_OK)
		st = crm_get_int(v->s,
		    "SELECT CAST(coalesce(sum(\"net\"), 0) AS BIGINT) "
		    "FROM invoice WHERE \"red_of\" = ? AND \"deleted\" IS NULL "
		    "AND \"status\" <> 'void'",
		    &id, 1, &net, err);
	if (st != CRM_OK)
		return st;
	l = v->line = crm_alloc_n(&v->a, 1, sizeof *l);
	*l = (struct blue_line){ .number = 1,
		.gross = invoice_int(&v->blue, "gross"),
		.net = value_of(&v->blue, "net")->kind == CRM_INT
		    ? invoice_int(&v->blue, "net")
		    : invoice_int(&v->blue, "gross") };
	l->gross_left = l->gross + gross.i;
	l->net_left = l->net + net.i;
	v->left = l->gross_left;
	v->n = 1;
	return CRM_OK;
}

/* ---- how much ---- */

static const char *
say(struct redding *v, int64_t amount)
{
	return invoice_money(
	    v->s, &v->a, text_of(&v->blue, "currency"), amount);
}

static enum crm_status
too_much(struct redding *v, int64_t gross, struct crm_err *err)
{
	return crm_fail_field(err, CRM_RULE, "gross",
	    "%s is more than the %s that are left of %s: a red letter is never "
	    "over its blue one",
	    say(v, gross), say(v, v->left), v->id);
}

static void
take_rest(struct blue_line *l)
{
	l->q = l->quantity_left;
	l->g = l->gross_left;
	l->n = l->net_left;
}

static void
take_gross(struct blue_line *l, int64_t gross)
{
	if (gross == l->gross_left) {
		take_rest(l);
		return;
	}
	l->g = gross;
	l->n = l->gross == 0
	    ? 0
	    : crm_div_round((__int128)l->net * gross, l->gross);
}

static enum crm_status
take_quantity(struct redding *v, struct blue_line *l, struct crm_err *err)
{
	int64_t q = v->r->quantity;

	if (!l->counted)
		return crm_fail_field(err, CRM_RULE, "quantity",
		    "line %lld of %s has none; gross= says how much is taken "
		    "back",
		    (long long)l->number, v->id);
	if (q > l->quantity_left)
		return crm_fail_field(err, CRM_RULE, "quantity",
		    "%s are more than the %s that are left of line %lld of %s: "
		    "a red letter is never over its blue one",
		    quantity_dup(&v->a, q),
		    quantity_dup(&v->a, l->quantity_left), (long long)l->number,
		    v->id);
	if (q == l->quantity_left) {
		take_rest(l);
		return CRM_OK;
	}
	l->q = q;
	l->g = crm_div_round((__int128)l->gross * q, l->quantity);
	l->n = crm_div_round((__int128)l->net * q, l->quantity);
	return l->g > l->gross_left ? too_much(v, l->g, err) : CRM_OK;
}

static enum crm_status
find_line(struct redding *v, struct blue_line **out, struct crm_err *err)
{
	size_t i;

	*out = NULL;
	if (v->r->line == 0 && v->n == 1)
		*out = v->line;
	for (i = 0; i < v->n && v->r->line != 0; i++)
		if (v->line[i].number == v->r->line)
			*out = &v->line[i];
	if (*out != NULL)
		return CRM_OK;
	if (v->r->line == 0)
		return crm_fail_field(err, CRM_RULE, "line",
		    "%s has %zu lines: say of which the quantity is", v->id,
		    v->n);
	return crm_fail_field(err, CRM_RULE, "line", "%s has no line %lld",
	    v->id, (long long)v->r->line);
}

/* A sum over all lines, added to their parts: by what came back of each, or by what is
 * left behind that. */
static bool
add_parts(struct redding *v, int64_t sum, bool back, int64_t *part)
{
	int64_t *weight = crm_alloc_n(&v->a, v->n, sizeof *weight);
	int64_t *more = crm_alloc_n(&v->a, v->n, sizeof *more);
	size_t i;

	if (sum == 0)
		return true;
	for (i = 0; i < v->n; i++)
		weight[i] = back ? v->line[i].came_back
				 : v->line[i].gross_left - v->line[i].came_back;
	if (!crm_spread(sum, weight, v->n, more))
		return false;
	for (i = 0; i < v->n; i++)
		part[i] += more[i];
	return true;
}

/* A sum over all lines, by what is left of each; for what came back or ended first over what
 * was credited of it, which is not credited again. */
static enum crm_status
spread(struct redding *v, int64_t gross, struct crm_err *err)
{
	int64_t *part = crm_alloc_n(&v->a, v->n, sizeof *part);
	int64_t back = 0;
	enum crm_status st;
	size_t i;

	if (gross > v->left)
		return too_much(v, gross, err);
	if ((st = red_came_back(v, err)) != CRM_OK)
		return st;
	for (i = 0; i < v->n; i++) {
		back += v->line[i].came_back;
		part[i] = 0;
	}
	if (back > gross)
		back = gross;
	if (!add_parts(v, back, true, part) ||
	    !add_parts(v, gross - back, false, part))
		return too_much(v, gross, err);
	for (i = 0; i < v->n; i++)
		take_gross(&v->line[i], part[i]);
	return CRM_OK;
}

static enum crm_status
decide(struct redding *v, struct crm_err *err)
{
	struct blue_line *l;
	enum crm_status st;

	if ((st = invoice_minor(v->s, "gross", text_of(&v->blue, "currency"),
		 v->r->gross, &v->gross, err)) != CRM_OK)
		return st;
	if (v->left <= 0)
		return crm_fail_record(err, CRM_RULE,
		    "nothing is left of %s: it is taken back already", v->id);
	if (v->r->line == 0 && v->r->quantity == 0)
		return spread(v, v->gross != 0 ? v->gross : v->left, err);
	if ((st = find_line(v, &l, err)) != CRM_OK)
		return st;
	if (v->r->quantity != 0)
		return take_quantity(v, l, err);
	if (v->gross > l->gross_left) {
		v->left = l->gross_left;
		return too_much(v, v->gross, err);
	}
	take_gross(l, v->gross != 0 ? v->gross : l->gross_left);
	return CRM_OK;
}

/* ---- the letter ---- */

static enum crm_status
insert_red(struct redding *v, struct crm_err *err)
{
	static const char *const same[] = { "kind", "customer", "order",
		"contract", "seller", "owner", "title", "tax_no", "address",
		"phone", "bank", "bank_account", "currency", "rate", NULL };
	int64_t gross = 0, net = 0;
	struct crm_record r;
	enum crm_status st;
	size_t i;

	for (i = 0; i < v->n; i++) {
		gross += v->line[i].g;
		net += v->line[i].n;
	}
	crm_record_init(&r, v->blue.entity, &v->a);
	for (i = 0; same[i] != NULL; i++)
		invoice_put(&r, same[i], *value_of(&v->blue, same[i]));
	invoice_put(&r, "red_of", crm_value_int(v->blue.id));
	invoice_put(&r, "red_reason", crm_value_text(v->r->reason));
	invoice_put(&r, "gross", crm_value_int(-gross));
	invoice_put(&r, "net", crm_value_int(-net));
	invoice_put(&r, "tax", crm_value_int(net - gross));
	if (v->r->confirmation_no.n > 0)
		invoice_put(&r, "confirmation_no",
		    crm_value_text(v->r->confirmation_no));
	invoice_put(&r, "confirmation",
	    crm_value_text(v->r->applied          ? CRM_TEXT("applied")
		    : v->r->confirmation_no.n > 0 ? CRM_TEXT("confirmed")
						  : CRM_TEXT("none")));
	st = crm_insert(v->s, &r, err);
	v->red = r.id;
	return st;
}

static enum crm_status
insert_line(struct redding *v, const struct blue_line *l, struct crm_err *err)
{
	static const char *const same[] = { "line", "product", "description",
		"tax_class", "unit", "unit_price", "tax_rate", "order_line",
		"receivable", NULL };
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(v->s), "invoice-line");
	struct crm_record blue, r;
	enum crm_status st = crm_load(v->s, e, l->id, &v->a, &blue, err);
	size_t i;

	if (st != CRM_OK)
		return st;
	crm_record_init(&r, e, &v->a);
	for (i = 0; same[i] != NULL; i++)
		invoice_put(&r, same[i], *value_of(&blue, same[i]));
	invoice_put(&r, "invoice", crm_value_int(v->red));
	invoice_put(&r, "red_of", crm_value_int(l->id));
	invoice_put(&r, "currency", *value_of(&v->blue, "currency"));
	if (l->q != 0)
		invoice_put(&r, "quantity", crm_value_int(-l->q));
	invoice_put(&r, "gross", crm_value_int(-l->g));
	invoice_put(&r, "net", crm_value_int(-l->n));
	return crm_insert(v->s, &r, err);
}

static enum crm_status
load_blue(struct redding *v, int64_t id, struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(
	    crm_store_dict(v->s), "invoice");
	struct crm_text status, word;
	enum crm_status st;

	v->id = typed_id(&v->a, e, id);
	if ((st = crm_lock(v->s, e, id, err)) != CRM_OK ||
	    (st = crm_load(v->s, e, id, &v->a, &v->blue, err)) != CRM_OK)
		return st;
	status = text_of(&v->blue, "status");
	if (value_of(&v->blue, "red_of")->kind == CRM_INT)
		return crm_fail_record(err, CRM_RULE,
		    "%s is a red letter itself; what it took back is invoiced "
		    "anew",
		    v->id);
	if (crm_text_is(status, "red"))
		return crm_fail_record(err, CRM_RULE,
		    "nothing is left of %s: it is taken back already", v->id);
	word = word_of(&v->blue, "status");
	if (!crm_text_is(status, "issued") &&
	    !crm_text_is(status, "partly_red"))
		return crm_fail_record(err, CRM_RULE,
		    "%s is %.*s; what is issued is taken back, crm-order "
		    "invoice void %s drops a request",
		    v->id, (int)word.n, word.p, v->id);
	if ((st = read_lines(v, err)) == CRM_OK && v->n == 0)
		st = stand_for_lines(v, err);
	return st;
}

static enum crm_status
issue(struct redding *v, struct crm_err *err)
{
	const struct crm_invoice_move m = { .step = CRM_INVOICE_ISSUE,
		.official_no = v->r->official_no,
		.confirmation_no = v->r->confirmation_no,
		.day = v->r->day,
		.credit = v->r->credit };
	enum crm_action done;

	return crm_invoice_move(v->s, v->red, &m, &done, err);
}

enum crm_status
crm_invoice_red(struct crm_store *s, int64_t id, const struct crm_red *r,
    int64_t *red, struct crm_err *err)
{
	struct redding v = { .s = s, .r = r, .a = CRM_ARENA_INIT };
	enum crm_status st;
	size_t i;

	if (r->quantity != 0 && r->gross != 0)
		return crm_fail_field(err, CRM_INVALID, "gross",
		    "is a sum, and quantity= says one already: a letter takes "
		    "back the one or the other");
	if ((st = load_blue(&v, id, err)) == CRM_OK &&
	    (st = decide(&v, err)) == CRM_OK)
		st = insert_red(&v, err);
	for (i = 0; i < v.n && st == CRM_OK; i++)
		if (v.line[i].g != 0 && v.line[i].id != 0)
			st = insert_line(&v, &v.line[i], err);
	if (st == CRM_OK && !r->applied)
		st = issue(&v, err);
	*red = v.red;
	crm_arena_free(&v.a);
	return st;
}
