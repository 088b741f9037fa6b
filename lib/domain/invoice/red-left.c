/*
 * What of a red letter nobody got credit for yet: of each line of an order what is not
 * invoiced too much of it already, and never more than is left of what it is charged.
 */
#include "red-issued.h"

#include <crm/domain/billing.h>

static enum crm_status
read_lines(struct crediting *k, struct crm_err *err)
{
	enum { LINE, ORDER, GROSS, NET };
	size_t cap = 0;
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	k->n = 0;
	st = crm_sql(k->s,
	    "SELECT coalesce(l.\"order_line\", 0), "
	    "coalesce(o.\"order\", r.\"order\", i.\"order\", 0), "
	    "CAST(-sum(l.\"gross\") AS BIGINT), "
	    "CAST(-sum(coalesce(l.\"net\", l.\"gross\")) AS BIGINT) "
	    "FROM invoice_line l JOIN invoice i ON i.\"id\" = l.\"invoice\" "
	    "LEFT JOIN order_line o ON o.\"id\" = l.\"order_line\" "
	    "LEFT JOIN receivable r ON r.\"id\" = l.\"receivable\" "
	    "WHERE l.\"invoice\" = ? AND l.\"deleted\" IS NULL "
	    "AND (? = -1 OR coalesce(o.\"order\", r.\"order\", "
	    "i.\"order\", 0) = ?) GROUP BY 1, 2 ORDER BY 2, 1",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(k->red->id));
	crm_bind(q, 2, crm_value_int(k->order));
	crm_bind(q, 3, crm_value_int(k->order));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		k->line = crm_grow(&k->a, k->line, k->n, &cap, sizeof *k->line);
		k->line[k->n++] = (struct of_line){ .line = crm_col_int(
							q, LINE),
			.order = crm_col_int(q, ORDER),
			.gross = crm_col_int(q, GROSS),
			.net = crm_col_int(q, NET) };
	}
	return st;
}

/* What was invoiced of a line beyond what is left of it was credited before: a letter of
 * that is no more credit, but for an allowance, which is one of its own.  No more is
 * credited than is left. */
static void
take_owed(
    struct crediting *k, struct of_line *l, const struct crm_line_owed *owed)
{
	const struct crm_owed_sum none = { 0, 0, 0 };
	struct crm_owed_sum over = k->allowed ? none : owed->over;

	/* Also what was never invoiced: it is said now. */
	if (k->back_or_ended && owed->unsaid.gross > over.gross)
		over = owed->unsaid;
	if (over.gross >= l->gross)
		over = (struct crm_owed_sum){ l->gross, l->net, 0 };
	k->back |= over.gross > 0;
	l->credit = l->gross - over.gross;
	l->credit_net = l->net - over.net;
	if (l->credit >= owed->may.gross) {
		l->credit = owed->may.gross;
		l->credit_net = owed->may.net;
	}
}

static enum crm_status
take_order(struct crediting *k, int64_t order, struct crm_err *err)
{
	struct crm_line_owed *owed;
	enum crm_status st;
	size_t n, i, j;

	st = crm_order_owed_before(
	    k->s, order, k->red->id, &k->a, &owed, &n, err);
	for (i = 0; i < k->n && st == CRM_OK; i++)
		for (j = 0; j < n; j++)
			if (k->line[i].line == owed[j].line)
				take_owed(k, &k->line[i], &owed[j]);
	return st;
}

/* Lines of no line of an order are credited whole. */
static enum crm_status
take_lines(struct crediting *k, struct crm_err *err)
{
	enum crm_status st = read_lines(k, err);
	size_t i;

	for (i = 0; i < k->n && st == CRM_OK; i++) {
		k->line[i].credit = k->line[i].gross;
		k->line[i].credit_net = k->line[i].net;
	}
	for (i = 0; i < k->n && st == CRM_OK; i++)
		if (k->line[i].line != 0 &&
		    (i == 0 || k->line[i].order != k->line[i - 1].order ||
			k->line[i - 1].line == 0))
			st = take_order(k, k->line[i].order, err);
	for (i = 0; i < k->n; i++) {
		k->gross += k->line[i].credit;
		k->net += k->line[i].credit_net;
	}
	return st;
}

/* What was invoiced beyond what an order comes to was never charged, nor is it to be; and
 * what is not charged yet will be, once it is. */
static enum crm_status
bound(struct crediting *k, int64_t order, struct crm_err *err)
{
	struct crm_record r;
	int64_t worth, booked = 0;
	bool known;
	enum crm_status st = invoice_of_order(k->s, order, &known, &worth, err);

	if (st == CRM_OK)
		st = invoice_booked_of_order(k->s, order, &booked, err);
	if (st == CRM_OK)
		st = crm_load(k->s,
		    crm_dict_find(crm_store_dict(k->s), "order"), order, &k->a,
		    &r, err);
	if (st != CRM_OK)
		return st;
	if ((value_of(&r, "gross")->kind == CRM_INT ||
		value_of(&r, "amount")->kind == CRM_INT) &&
	    worth < booked)
		booked = worth;
	k->most += booked > 0 ? booked : 0;
	return CRM_OK;
}

static enum crm_status
free_contract(
    struct crediting *k, int64_t *gross, int64_t *net, struct crm_err *err)
{
	int64_t contract = invoice_int(k->red, "contract");
	enum crm_status st;

	if (contract == 0)
		return CRM_OK;
	st = crm_freed(k->s, crm_dict_find(crm_store_dict(k->s), "contract"),
	    contract, k->red->id, gross, net, err);
	k->bounded = true;
	return st == CRM_OK
	    ? invoice_booked_of_contract(k->s, contract, &k->most, err)
	    : st;
}

/* What its orders had too much, and could not credit while it was invoiced, is theirs. */
static enum crm_status
free_orders(
    struct crediting *k, int64_t *gross, int64_t *net, struct crm_err *err)
{
	const struct crm_value own = crm_value_int(k->order);
	const struct crm_value id[] = { crm_value_int(k->red->id),
		crm_value_int(k->red->id), own, own };
	const struct crm_entity *orders = crm_dict_find(
	    crm_store_dict(k->s), "order");
	int64_t *order, g, n;
	enum crm_status st;
	size_t n_orders, i;

	*gross = *net = 0;
	st = crm_ids(k->s,
	    "SELECT x.\"order\" FROM (SELECT o.\"order\" "
	    "FROM invoice_line l JOIN order_line o "
	    "ON o.\"id\" = l.\"order_line\" WHERE l.\"invoice\" = ? "
	    "AND l.\"deleted\" IS NULL UNION SELECT \"order\" FROM invoice "
	    "WHERE \"id\" = ? AND \"order\" IS NOT NULL) x "
	    "WHERE ? = -1 OR x.\"order\" = ? ORDER BY 1",
	    id, COUNT(id), &k->a, &order, &n_orders, err);
	k->bounded = n_orders > 0;
	if (st == CRM_OK && n_orders == 0 && k->order == WHOLE)
		return free_contract(k, gross, net, err);
	for (i = 0; i < n_orders && st == CRM_OK; i++) {
		st = crm_freed(k->s, orders, order[i], k->red->id, &g, &n, err);
		*gross += g;
		*net += n;
		if (st == CRM_OK)
			st = bound(k, order[i], err);
	}
	return st;
}

/* Goods of a contract with a plan that came back. */
static enum crm_status
left_of_contract(struct crediting *k, bool *planned, struct crm_err *err)
{
	int64_t contract = invoice_int(k->red, "contract");
	enum crm_status st;

	*planned = false;
	if (!k->returned || contract == 0)
		return CRM_OK;
	st = crm_contract_credit_left(
	    k->s, contract, 0, planned, &k->gross, err);
	if (k->gross > k->all)
		k->gross = k->all;
	k->net = k->all == 0
	    ? 0
	    : crm_div_round((__int128)k->alls * k->gross, k->all);
	return st;
}

/* Where more is left than is charged, each line has its share of that. */
static void
lower_to(struct crediting *k, int64_t most)
{
	int64_t gross = 0, net = 0;
	size_t i;

	for (i = 0; i < k->n; i++) {
		struct of_line *l = &k->line[i];

		l->credit = crm_div_round((__int128)l->credit * most, k->gross);
		l->credit_net = crm_div_round(
		    (__int128)l->credit_net * most, k->gross);
		gross += l->credit;
		net += l->credit_net;
	}
	if (k->n > 0) {
		k->line[k->n - 1].credit += most - gross;
		k->net = net;
	} else {
		k->net = crm_div_round((__int128)k->net * most, k->gross);
	}
	k->gross = most;
}

/* What came without lines is one. */
static void
stand_for_lines(struct crediting *k)
{
	k->gross = k->all;
	k->net = k->alls;
}

/* What nobody got credit for yet: of an order by its lines, of a contract but for what
 * its plan credited. */
enum crm_status
red_find_left(struct crediting *k, struct crm_err *err)
{
	int64_t gross, net;
	bool planned;
	enum crm_status st = left_of_contract(k, &planned, err);

	if (st != CRM_OK || planned)
		return st;
	if ((st = free_orders(k, &gross, &net, err)) != CRM_OK ||
	    (st = take_lines(k, err)) != CRM_OK)
		return st;
	if (k->n == 0)
		stand_for_lines(k);
	if (k->n == 0 || k->line[0].line == 0) {
		k->gross = k->gross > gross ? k->gross - gross : 0;
		k->net = k->gross > 0 ? k->net - net : 0;
	}
	if (k->bounded && k->gross > k->most)
		lower_to(k, k->most);
	return st;
}
