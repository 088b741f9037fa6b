/*
 * What goods were charged when they left, which is kept with them: a line may be amended
 * since, and what comes back is credited what it was charged.
 *
 * Goods that are sent anew were charged when they left first, and keep that: what is
 * charged is how much more of a line has left, net of those, than ever before.
 */
#include "order.h"

/* A line, delivery by delivery. */
struct replay {
	const struct crm_charged *l;
	int64_t quantity;         /* that was charged … */
	struct crm_charge priced; /* … at the price that the line has now … */
	struct crm_charge all;    /* … and at those that it had */
	int64_t again;            /* sent anew … */
	struct crm_charge worth; /* … and what that was charged */
};

/* What came back to be sent anew until then. */
struct anew {
	int64_t quantity;
	struct crm_charge sum;
};

/* What leaves at once, in its two parts. */
struct leaving {
	int64_t again;
	struct crm_charge worth;  /* of what was charged before */
	struct crm_charge priced; /* of the rest */
};

static struct crm_charge
plus(struct crm_charge a, struct crm_charge b)
{
	return (struct crm_charge){ a.gross + b.gross, a.net + b.net };
}

static struct crm_charge
less(struct crm_charge a, struct crm_charge b)
{
	return (struct crm_charge){ a.gross - b.gross, a.net - b.net };
}

static int64_t
share_of(const struct replay *r, int64_t sum, int64_t charged, int64_t quantity)
{
	const struct crm_delivered d = { .sum = sum,
		.ordered = r->l->ordered,
		.wanted = r->l->wanted,
		.before = r->quantity,
		.charged = charged };

	return quantity > 0 ? crm_delivered_share(&d, quantity) : 0;
}

/* So many that leave: as many as wait for it are sent anew. */
static struct leaving
leaves(const struct replay *r, const struct anew *n, int64_t quantity)
{
	int64_t wait = n->quantity - r->again;
	struct crm_charge left = less(n->sum, r->worth);
	struct leaving v = { 0 };

	v.again = wait < quantity ? wait : quantity;
	if (v.again > 0 && v.again == wait)
		v.worth = left;
	else if (v.again > 0)
		v.worth = (struct crm_charge){
			crm_div_round((__int128)left.gross * v.again, wait),
			crm_div_round((__int128)left.net * v.again, wait)
		};
	else
		v.again = 0;
	v.priced.gross = share_of(
	    r, r->l->sum.gross, r->priced.gross, quantity - v.again);
	v.priced.net = share_of(
	    r, r->l->sum.net, r->priced.net, quantity - v.again);
	return v;
}

/* ---- what there is ---- */

/* What exchanges brought back of a line of a delivery is their share, all of them
 * together, of what that had left with. */
#define EXCHANGED(until) \
	" FROM sale_return x " \
	"LEFT JOIN delivery_line y ON y.\"id\" = x.\"delivery_line\" " \
	"AND y.\"quantity\" > 0 " \
	"LEFT JOIN order_line z ON z.\"id\" = y.\"order_line\" " \
	"AND z.\"quantity\" > 0 WHERE x.\"order_line\" = ? " \
	"AND x.\"exchange\" = 1 AND x.\"deleted\" IS NULL " \
	"AND x.\"status\" = 'received'" until
#define ANEW(until) \
	"coalesce((SELECT CAST(sum(x.\"quantity\") AS BIGINT)" EXCHANGED( \
	    until) "), 0)"
#define ANEW_WORTH(sum, until) \
	"coalesce((SELECT CAST(sum(round(g.w * 1.0 * g.q / g.n)) AS BIGINT) " \
	"FROM (SELECT max(coalesce(y.\"" sum "\", coalesce(z.\"" sum \
	"\", z.\"amount\", 0) * 1.0 * y.\"quantity\" / z.\"quantity\")) AS w, " \
	"sum(x.\"quantity\") AS q, max(y.\"quantity\") AS n" EXCHANGED( \
	    until) " GROUP BY x.\"delivery_line\") g), 0)"
#define BEFORE " AND x.\"born\" < v.\"born\""

enum { DELIVERY, LEFT, TELL, GROSS, NET, ANEW_Q, ANEW_GROSS, ANEW_NET, HERE };

static enum crm_status
open_deliveries(struct crm_store *s, int64_t line, int64_t until,
    struct crm_stmt **q, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(line);
	const struct crm_value v[] = { id, id, id, id, crm_value_int(until) };
	enum crm_status st = crm_sql(s,
	    "SELECT v.\"id\", CAST(sum(d.\"quantity\") AS BIGINT), "
	    "CASE WHEN count(d.\"gross\") = count(*) THEN 1 ELSE 0 END, "
	    "CAST(coalesce(sum(d.\"gross\"), 0) AS BIGINT), "
	    "CAST(coalesce(sum(d.\"net\"), 0) AS BIGINT), " ANEW(
		BEFORE) ", " ANEW_WORTH("gross", BEFORE) ", " ANEW_WORTH("net",
		BEFORE) ", CASE WHEN EXISTS (SELECT 1 FROM receivable r "
			"WHERE r.\"delivery\" = v.\"id\" AND r.\"deleted\" "
			"IS NULL) THEN 1 ELSE 0 END "
			"FROM delivery_line d JOIN delivery v "
			"ON v.\"id\" = d.\"delivery\" "
			"WHERE d.\"order_line\" = ? AND d.\"deleted\" IS NULL "
			"AND v.\"deleted\" IS NULL AND v.\"status\" = 'shipped' "
			"AND v.\"id\" <= ? GROUP BY v.\"id\", v.\"born\" "
			"ORDER BY v.\"id\"",
	    q, err);

	if (st == CRM_OK)
		crm_bind_all(*q, v, COUNT(v));
	return st;
}

static enum crm_status
read_anew(
    struct crm_store *s, int64_t line, struct anew *out, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(line);
	const struct crm_value v[] = { id, id, id };
	struct crm_stmt *q;
	enum crm_status st = crm_sql(s,
	    "SELECT " ANEW("") ", " ANEW_WORTH("gross", "") ", " ANEW_WORTH(
		"net", ""),
	    &q, err);
	bool row;

	*out = (struct anew){ 0 };
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*out = (struct anew){ crm_col_int(q, 0),
			{ crm_col_int(q, 1), crm_col_int(q, 2) } };
		crm_reset(q);
	}
	return st;
}

/* One delivery more; *charged is what was charged with it. */
static void
take(struct replay *r, const struct crm_stmt *q, struct crm_charge *charged)
{
	const struct anew n = { crm_col_int(q, ANEW_Q),
		{ crm_col_int(q, ANEW_GROSS), crm_col_int(q, ANEW_NET) } };
	int64_t left = crm_col_int(q, LEFT);
	struct leaving v = leaves(r, &n, left);

	*charged = v.priced;
	if (crm_col_int(q, TELL) == 1)
		*charged = less((struct crm_charge){ crm_col_int(q, GROSS),
				    crm_col_int(q, NET) },
		    v.worth);
	r->quantity += left - v.again;
	r->priced = plus(r->priced, v.priced);
	r->all = plus(r->all, *charged);
	r->again += v.again;
	r->worth = plus(r->worth, v.worth);
}

enum crm_status
crm_order_charged(struct crm_store *s, struct crm_charged *l, int64_t delivery,
    struct crm_err *err)
{
	struct replay r = { .l = l };
	struct crm_charge one;
	struct crm_stmt *q;
	enum crm_status st = open_deliveries(s, l->line, delivery, &q, err);
	bool row;

	l->share = l->elsewhere = (struct crm_charge){ 0, 0 };
	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row) {
		take(&r, q, &one);
		if (crm_col_int(q, DELIVERY) == delivery)
			l->share = one;
		else if (crm_col_int(q, TELL) == 0 && crm_col_int(q, HERE) == 0)
			l->elsewhere = plus(l->elsewhere, one);
	}
	l->quantity = r.quantity;
	l->all = r.all;
	return st;
}

enum crm_status
crm_order_comes_to(struct crm_store *s, const struct crm_charged *l,
    struct crm_comes_to *out, struct crm_err *err)
{
	struct replay r = { .l = l };
	struct crm_charge one;
	struct anew n;
	struct crm_stmt *q;
	enum crm_status st = open_deliveries(s, l->line, INT64_MAX, &q, err);
	int64_t wait, unwanted;
	bool row;

	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row)
		take(&r, q, &one);
	if (st == CRM_OK)
		st = read_anew(s, l->line, &n, err);
	if (st != CRM_OK)
		return st;
	wait = n.quantity - r.again;
	unwanted = r.quantity - l->wanted;
	if (unwanted > wait)
		unwanted = wait;
	out->left = less(r.all, leaves(&r, &n, unwanted).worth);
	out->rest = (struct crm_charge){
		share_of(
		    &r, l->sum.gross, r.priced.gross, l->wanted - r.quantity),
		share_of(&r, l->sum.net, r.priced.net, l->wanted - r.quantity)
	};
	return CRM_OK;
}

/* ---- a line of a delivery ---- */

enum crm_status
order_charged_so(struct crm_store *s, const struct crm_record *order,
    const struct crm_record *line, bool *yes, struct crm_err *err)
{
	const struct crm_value contract = *value_of(order, "contract");
	struct crm_value planned;
	enum crm_status st;

	*yes = crm_text_is(order_form(s, order, line), "delivery");
	if (!*yes || contract.kind != CRM_INT)
		return CRM_OK;
	st = crm_get_int(s,
	    "SELECT count(*) FROM receivable WHERE \"contract\" = ? "
	    "AND \"order\" IS NULL AND \"void_on\" IS NULL "
	    "AND \"deleted\" IS NULL",
	    &contract, 1, &planned, err);
	*yes = st == CRM_OK && planned.i == 0;
	return st;
}

static int64_t
number(const struct crm_record *r, const char *field, int64_t other)
{
	const struct crm_value *v = value_of(r, field);

	return v->kind == CRM_INT ? v->i : other;
}

/* What so many more of a delivery are charged, behind those that it has of the line
 * already. */
static enum crm_status
charge(struct crm_store *s, const struct crm_charged *l, int64_t delivery,
    int64_t quantity, struct crm_charge *out, struct crm_err *err)
{
	struct replay r = { .l = l };
	struct crm_charge here = { 0, 0 }, one;
	struct leaving v;
	struct anew n;
	struct crm_stmt *q;
	enum crm_status st = open_deliveries(s, l->line, delivery, &q, err);
	bool row;

	while (st == CRM_OK && (st = crm_step(q, &row, err)) == CRM_OK && row) {
		if (crm_col_int(q, DELIVERY) != delivery) {
			take(&r, q, &one);
			continue;
		}
		quantity += crm_col_int(q, LEFT);
		here = (struct crm_charge){ crm_col_int(q, GROSS),
			crm_col_int(q, NET) };
	}
	if (st == CRM_OK)
		st = read_anew(s, l->line, &n, err);
	if (st != CRM_OK)
		return st;
	v = leaves(&r, &n, quantity);
	*out = less(plus(v.worth, v.priced), here);
	return CRM_OK;
}

/* The line that it is of, and that one's order. */
static enum crm_status
load(const struct crm_saving *w, struct crm_record *line,
    struct crm_record *order, struct crm_err *err)
{
	const struct crm_dict *d = crm_store_dict(w->store);
	enum crm_status st = crm_load(w->store, crm_dict_find(d, "order-line"),
	    number(w->new, "order_line", 0), w->arena, line, err);

	return st == CRM_OK
	    ? crm_load(w->store, crm_dict_find(d, "order"),
		  number(line, "order", 0), w->arena, order, err)
	    : st;
}

static void
put(const struct crm_saving *w, const char *field, struct crm_value v)
{
	crm_record_set(w->new, field_of(w->new->entity, field), v);
}

enum crm_status
order_keep_charge(const struct crm_saving *w, struct crm_err *err)
{
	struct crm_record line, order;
	struct crm_charge sum;
	struct crm_charged l;
	enum crm_status st;
	bool yes;

	if ((st = load(w, &line, &order, err)) != CRM_OK ||
	    (st = order_charged_so(w->store, &order, &line, &yes, err)) !=
		CRM_OK ||
	    !yes)
		return st;
	l = (struct crm_charged){ .line = line.id,
		.ordered = number(&line, "quantity", 0),
		.sum = { number(&line, "gross", number(&line, "amount", 0)),
		    number(&line, "net", number(&line, "amount", 0)) } };
	l.wanted = l.ordered - number(&line, "cancelled", 0);
	st = charge(w->store, &l, number(w->new, "delivery", 0),
	    number(w->new, "quantity", 0), &sum, err);
	if (st != CRM_OK)
		return st;
	put(w, "gross", crm_value_int(sum.gross));
	put(w, "net", crm_value_int(sum.net));
	put(w, "currency", *value_of(&order, "currency"));
	return CRM_OK;
}
