/*
 * What goods that come back are credited: their share of what they were charged, behind
 * what rows take off and what was allowed off it, and never more than is left.
 */
#include "return.h"

static int64_t
number(const struct crm_record *r, const char *field)
{
	const struct crm_value *v = value_of(r, field);

	return v->kind == CRM_INT ? v->i : 0;
}

/* The share of so many of what their delivery was charged; where nothing of it is left
 * behind them, what is left of that. */
static struct crm_charge
told_credit(
    const struct crm_line_left *l, const struct left *of, int64_t quantity)
{
	const struct crm_charge sum = order_less_rows(l, of->sum);
	const struct crm_charge anew = order_less_rows(l, of->anew);

	if (quantity < of->left)
		return (struct crm_charge){
			crm_div_round((__int128)sum.gross * quantity, of->all),
			crm_div_round((__int128)sum.net * quantity, of->all)
		};
	return (struct crm_charge){ sum.gross - anew.gross - of->off.gross,
		sum.net - anew.net - of->off.net };
}

/* The share of so many of what the line comes to, where no delivery says what it was
 * charged; where nothing is left behind them, what is left of it.  What is shipped counts
 * as it was ordered: half of a line is half of its sum.  Where more has left than is
 * charged, all of them share that. */
static int64_t
share(
    const struct returning *v, int64_t sum, int64_t credited, int64_t quantity)
{
	int64_t ordered = number(&v->line, "quantity"), left, part;
	bool over = v->shipped > ordered && !v->all_charged;

	if (ordered <= 0)
		return 0;
	left = (over ? sum
		     : crm_div_round((__int128)sum * v->shipped, ordered)) -
	    credited;
	if (sum >= 0 ? left < 0 : left > 0)
		left = 0; /* more was credited before */
	if (v->shipped - v->returned <= quantity)
		return left;
	part = crm_div_round(
	    (__int128)sum * quantity, over ? v->shipped : ordered);
	return part < left ? part : left;
}

static void
put(struct crm_record *r, const char *field, struct crm_value x)
{
	if (x.kind != CRM_NULL)
		crm_record_set(r, field_of(r->entity, field), x);
}

/* What the line was charged, less what came back, was credited or is to be sent anew, and
 * what of its goods is kept: by what they were charged where deliveries say it, else by
 * how many they are. */
struct kept {
	struct crm_charge worth;
	int64_t kept, back; /* of that what comes back now */
};

static struct kept
line_kept(const struct returning *v, struct crm_charge sum, int64_t quantity)
{
	int64_t ordered = number(&v->line, "quantity");
	int64_t wanted = ordered - number(&v->line, "cancelled");
	int64_t all = v->shipped > wanted ? v->shipped : wanted;

	if (v->all_charged)
		all = v->shipped;
	if (ordered <= 0)
		return (struct kept){ { 0, 0 }, 0, 0 };
	return (struct kept){
		{ crm_div_round((__int128)sum.gross * wanted, ordered) -
			v->gross,
		    crm_div_round((__int128)sum.net * wanted, ordered) -
			v->net },
		all - v->returned, quantity
	};
}

/* Of a line that no delivery says it of; *any is false where it has no price. */
static struct crm_charge
line_credit(const struct returning *v, const struct crm_line_left *l,
    int64_t quantity, bool *any, struct kept *kept)
{
	const struct crm_value *gross = value_of(&v->line, "gross");
	const struct crm_value *net = value_of(&v->line, "net");
	int64_t amount = number(&v->line, "amount");
	const struct crm_charge sum = order_less_rows(l,
	    (struct crm_charge){ gross->kind == CRM_INT ? gross->i : amount,
		net->kind == CRM_INT ? net->i : amount });

	*any = gross->kind == CRM_INT ||
	    value_of(&v->line, "amount")->kind == CRM_INT;
	*kept = line_kept(v, sum, quantity);
	return (struct crm_charge){ share(v, sum.gross, v->gross, quantity),
		share(v, sum.net, v->net, quantity) };
}

/* ---- behind what was allowed off it ---- */

#define SUMMED(what) "CAST(coalesce(sum(" what "), 0) AS BIGINT)"
#define STILL_KEPT \
	"CAST(coalesce(sum(round(d.\"gross\" * 1.0 * (d.\"quantity\" - " \
	"coalesce((SELECT sum(r.\"quantity\") FROM sale_return r " \
	"WHERE r.\"delivery_line\" = d.\"id\" AND r.\"deleted\" IS NULL " \
	"AND r.\"status\" = 'received'), 0)) " \
	"/ nullif(d.\"quantity\", 0))), 0) AS BIGINT)"

static enum crm_status
told_kept(const struct returning *v, const struct crm_line_left *l,
    const struct left *of, int64_t quantity, struct kept *k,
    struct crm_err *err)
{
	enum { GROSS, NET, BACK_GROSS, BACK_NET, KEPT };
	struct crm_stmt *q;
	bool row;
	enum crm_status st = crm_sql(v->s,
	    "SELECT " SUMMED("d.\"gross\" - " ANEW_OF("gross")) ", " SUMMED("d.\"net\" - " ANEW_OF("net")) ", " SUMMED(
		CREDITED_OF(
		    "credit")) ", " SUMMED(CREDITED_OF("net")) ", " STILL_KEPT
							       " FROM delivery_line d JOIN delivery e "
							       "ON e.\"id\" = d.\"delivery\" "
							       "WHERE d.\"order_line\" = ? "
							       "AND d.\"gross\" IS NOT NULL "
							       "AND d.\"deleted\" IS NULL AND e.\"deleted\" IS NULL "
							       "AND e.\"status\" = 'shipped'",
	    &q, err);

	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(v->line.id));
	if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		k->worth = order_less_rows(l,
		    (struct crm_charge){
			crm_col_int(q, GROSS), crm_col_int(q, NET) });
		k->worth.gross -= crm_col_int(q, BACK_GROSS);
		k->worth.net -= crm_col_int(q, BACK_NET);
		k->kept = crm_col_int(q, KEPT);
		crm_reset(q);
	}
	k->back = crm_div_round((__int128)of->sum.gross * quantity, of->all);
	return st;
}

/* What was allowed off the line goes off all that is kept of it: what comes back is
 * credited its share of what is left, and the last of it all of that. */
static enum crm_status
less_allowed(const struct returning *v, const struct crm_line_left *l,
    const struct left *of, int64_t quantity, const struct kept *line,
    struct crm_charge *c, struct crm_err *err)
{
	struct kept k = *line;
	enum crm_status st = CRM_OK;

	if (l->allowed.gross <= 0)
		return st;
	if (of->told)
		st = told_kept(v, l, of, quantity, &k, err);
	if (st != CRM_OK)
		return st;
	k.worth.gross -= l->allowed.gross;
	k.worth.net -= l->allowed.net;
	if (k.worth.gross <= 0)
		*c = (struct crm_charge){ 0, 0 };
	else if (k.back >= k.kept)
		*c = k.worth;
	else
		*c = (struct crm_charge){
			crm_div_round((__int128)k.worth.gross * k.back, k.kept),
			crm_div_round((__int128)k.worth.net * k.back, k.kept)
		};
	return CRM_OK;
}

enum crm_status
return_credit(struct returning *v, struct crm_record *r, const struct left *of,
    int64_t quantity, struct crm_err *err)
{
	struct kept kept = { { 0, 0 }, 0, 0 };
	struct crm_line_left l;
	struct crm_charge c;
	bool any = true;
	enum crm_status st = order_left(v->s, v->line.id, &l, err);

	if (st != CRM_OK)
		return st;
	c = of->told ? told_credit(&l, of, quantity)
		     : line_credit(v, &l, quantity, &any, &kept);
	if (!any)
		return CRM_OK;
	st = less_allowed(v, &l, of, quantity, &kept, &c, err);
	if (st != CRM_OK)
		return st;
	order_no_more(&l, &c);
	if (!of->told) {
		v->gross += c.gross;
		v->net += c.net;
		v->returned += quantity;
	}
	put(r, "credit", crm_value_int(c.gross));
	put(r, "net", crm_value_int(c.net));
	put(r, "tax", crm_value_int(c.gross - c.net));
	put(r, "currency", *value_of(&v->order, "currency"));
	return CRM_OK;
}
