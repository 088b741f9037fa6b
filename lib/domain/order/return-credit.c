/*
 * What goods that come back are credited: their share of what they were charged, less
 * what was allowed off it, and never more than is left.
 */
#include "return.h"

#include <crm/model/charged.h>

static int64_t
number(const struct crm_record *r, const char *field)
{
	const struct crm_value *v = value_of(r, field);

	return v->kind == CRM_INT ? v->i : 0;
}

/* The share of so many of what their delivery was charged; where nothing of it is left
 * behind them, what is left of that. */
static int64_t
told_share(const struct left *of, int64_t sum, int64_t off, int64_t quantity)
{
	return quantity < of->left
	    ? crm_div_round((__int128)sum * quantity, of->all)
	    : sum - off;
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

static struct crm_charge
told_credit(const struct left *of, int64_t quantity)
{
	return (struct crm_charge){ told_share(of, of->sum.gross, of->off.gross,
					quantity),
		told_share(of, of->sum.net, of->off.net, quantity) };
}

/* What the line was charged, less what came back, was credited or is to be sent anew, and
 * what of its goods is kept: by what they were charged where deliveries say it, else by
 * how many they are. */
struct kept {
	struct crm_charge worth;
	int64_t kept, back; /* of that what comes back now */
};

static struct kept
line_kept(
    const struct returning *v, int64_t gross, int64_t net, int64_t quantity)
{
	int64_t ordered = number(&v->line, "quantity");
	int64_t wanted = ordered - number(&v->line, "cancelled");
	int64_t all = v->shipped > wanted ? v->shipped : wanted;

	if (v->all_charged)
		all = v->shipped;
	if (ordered <= 0)
		return (struct kept){ { 0, 0 }, 0, 0 };
	return (struct kept){
		{ crm_div_round((__int128)gross * wanted, ordered) - v->gross,
		    crm_div_round((__int128)net * wanted, ordered) - v->net },
		all - v->returned, quantity
	};
}

/* Of a line that no delivery says it of; *any is false where it has no price. */
static struct crm_charge
line_credit(struct returning *v, int64_t quantity, bool *any, struct kept *kept)
{
	const struct crm_value *gross = value_of(&v->line, "gross");
	const struct crm_value *net = value_of(&v->line, "net");
	int64_t amount = number(&v->line, "amount");
	struct crm_charge c;

	*any = gross->kind == CRM_INT ||
	    value_of(&v->line, "amount")->kind == CRM_INT;
	*kept = line_kept(v, gross->kind == CRM_INT ? gross->i : amount,
	    net->kind == CRM_INT ? net->i : amount, quantity);
	c.gross = share(
	    v, gross->kind == CRM_INT ? gross->i : amount, v->gross, quantity);
	c.net = share(
	    v, net->kind == CRM_INT ? net->i : amount, v->net, quantity);
	return c;
}

/* ---- behind what was allowed off it ---- */

#define TOLD_KEPT(sum, credited) \
	"CAST(coalesce(sum(d.\"" sum \
	"\" - " OFF(sum, credited) "), 0) AS BIGINT)"
#define STILL_KEPT \
	"CAST(coalesce(sum(round(d.\"gross\" * 1.0 * (d.\"quantity\" - " \
	"coalesce((SELECT sum(r.\"quantity\") FROM sale_return r " \
	"WHERE r.\"delivery_line\" = d.\"id\" AND r.\"deleted\" IS NULL " \
	"AND r.\"status\" = 'received'), 0)) " \
	"/ nullif(d.\"quantity\", 0))), 0) AS BIGINT)"

static enum crm_status
told_kept(struct returning *v, const struct left *of, int64_t quantity,
    struct kept *k, struct crm_err *err)
{
	struct crm_stmt *q;
	bool row;
	enum crm_status st = crm_sql(v->s,
	    "SELECT " TOLD_KEPT("gross", "credit") ", " TOLD_KEPT("net",
		"net") ", " STILL_KEPT " FROM delivery_line d JOIN delivery e "
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
		k->worth = (struct crm_charge){ crm_col_int(q, 0),
			crm_col_int(q, 1) };
		k->kept = crm_col_int(q, 2);
		crm_reset(q);
	}
	k->back = crm_div_round((__int128)of->sum.gross * quantity, of->all);
	return st;
}

/* What red letters credited of the line for another reason than that it came back. */
static enum crm_status
read_allowed(struct returning *v, struct crm_charge *out, struct crm_err *err)
{
	struct crm_stmt *q;
	bool row;
	enum crm_status st = crm_sql(v->s,
	    "SELECT CAST(coalesce(sum(" CRM_SQL_LETTER_CREDIT("n", "i",
		"z.\"order\"", "gross",
		"credit") "), 0) AS BIGINT), "
			  "CAST(coalesce(sum(" CRM_SQL_LETTER_CREDIT("n", "i",
			      "z.\"order\"", "net",
			      "credit_net") "), 0) AS BIGINT) "
					    "FROM order_line z JOIN invoice_line n "
					    "ON n.\"order_line\" = z.\"id\" AND n.\"deleted\" IS NULL "
					    "JOIN invoice i ON i.\"id\" = n.\"invoice\" "
					    "WHERE z.\"id\" = ? AND i.\"red_reason\" <> 'returned' "
					    "AND " CRM_SQL_IS_CREDITED_LETTER(
						"i"),
	    &q, err);

	*out = (struct crm_charge){ 0, 0 };
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(v->line.id));
	if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*out = (struct crm_charge){ crm_col_int(q, 0),
			crm_col_int(q, 1) };
		crm_reset(q);
	}
	return st;
}

/* What was allowed off the line goes off all that is kept of it: what comes back is
 * credited its share of what is left, and the last of it all of that. */
static enum crm_status
less_allowed(struct returning *v, const struct left *of, int64_t quantity,
    const struct kept *line, struct crm_charge *c, struct crm_err *err)
{
	struct crm_charge allowed;
	struct kept k = *line;
	enum crm_status st = read_allowed(v, &allowed, err);

	if (st != CRM_OK || allowed.gross <= 0)
		return st;
	if (of->told && (st = told_kept(v, of, quantity, &k, err)) != CRM_OK)
		return st;
	k.worth.gross -= allowed.gross;
	k.worth.net -= allowed.net;
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
	bool any = true;
	struct kept kept = { { 0, 0 }, 0, 0 };
	struct crm_charge c = of->told ? told_credit(of, quantity)
				       : line_credit(v, quantity, &any, &kept);
	enum crm_status st = CRM_OK;

	if (!any)
		return CRM_OK;
	if ((st = less_allowed(v, of, quantity, &kept, &c, err)) != CRM_OK ||
	    (st = order_rest(v->s, v->order.id, &v->given, &c, err)) != CRM_OK)
		return st;
	v->given.gross += c.gross;
	v->given.net += c.net;
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
