/*
 * What is charged by the plan of its contract and came back: what the contract's
 * receivables were charged is credited, once, whether the return says it or a red letter
 * of an invoice of the contract.
 */
#include "billing.h"

/* What a contract was charged, what of its goods came back, by whom that is said, and
 * what was credited of it: for what came back, and otherwise. */
struct sums {
	int64_t charged, back, red, credited, other;
};

/* Credit notes of a contract: of its orders, and of red letters of its own invoices. */
#define NOTES(which) \
	"coalesce((SELECT CAST(sum(p.\"amount\") AS BIGINT) FROM payment p " \
	"LEFT JOIN invoice i ON i.\"id\" = p.\"invoice\" " \
	"WHERE p.\"kind\" = 'credit' AND p.\"void_on\" IS NULL " \
	"AND p.\"deleted\" IS NULL AND (p.\"order\" IN (SELECT o.\"id\" " \
	"FROM sale_order o WHERE o.\"contract\" = ?) OR (p.\"order\" IS NULL " \
	"AND p.\"invoice\" IN (SELECT x.\"id\" FROM invoice x " \
	"WHERE x.\"contract\" = ?))) AND " which " (p.\"return\" IS NOT NULL " \
	"OR coalesce(i.\"red_reason\", '') = 'returned')), 0)"

static enum crm_status
read_sums(struct crm_store *s, int64_t contract, int64_t until,
    struct sums *out, struct crm_err *err)
{
	const struct crm_value c = crm_value_int(contract);
	const struct crm_value v[] = { c, c, crm_value_int(until), c, c, c, c,
		c };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*out = (struct sums){ 0 };
	st = crm_sql(s,
	    "SELECT coalesce((SELECT CAST(sum(r.\"amount\") AS BIGINT) "
	    "FROM receivable r WHERE " BILL_BY_CONTRACT
	    "AND r.\"void_on\" IS NULL AND r.\"deleted\" IS NULL), 0), "
	    "coalesce((SELECT CAST(sum(t.\"credit\") AS BIGINT) "
	    "FROM sale_order o JOIN sale_return t ON t.\"order\" = o.\"id\" "
	    "WHERE o.\"contract\" = ? AND t.\"deleted\" IS NULL "
	    "AND t.\"status\" = 'received' AND t.\"id\" <= ?), 0), "
	    "coalesce((SELECT CAST(-sum(i.\"gross\") AS BIGINT) "
	    "FROM invoice i WHERE i.\"contract\" = ? "
	    "AND i.\"deleted\" IS NULL AND i.\"red_of\" IS NOT NULL "
	    "AND i.\"status\" = 'issued' AND i.\"red_reason\" = 'returned' "
	    "AND coalesce(i.\"credited\", 1) = 1), 0), " NOTES("") ", " NOTES(
		"NOT"),
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*out = (struct sums){ crm_col_int(q, 0), crm_col_int(q, 1),
			crm_col_int(q, 2), crm_col_int(q, 3),
			crm_col_int(q, 4) };
		crm_reset(q);
	}
	return st;
}

/* What a batch wrote behind the return is told of later. */
enum crm_status
crm_contract_credit_left(struct crm_store *s, int64_t contract,
    int64_t returned, bool *planned, int64_t *gross, struct crm_err *err)
{
	struct sums of;
	int64_t back, most;
	enum crm_status st = read_sums(
	    s, contract, returned != 0 ? returned : INT64_MAX, &of, err);

	*planned = st == CRM_OK && of.charged > 0;
	*gross = 0;
	if (!*planned)
		return st;
	back = of.back > of.red ? of.back : of.red;
	most = of.charged - of.other;
	*gross = (back < most ? back : most) - of.credited;
	if (*gross < 0)
		*gross = 0;
	return CRM_OK;
}

/* What is owed by the plan of its contract for what came back: what is retained last. */
static enum crm_status
owed_for(struct bill *b, int64_t **out, size_t *n, struct crm_err *err)
{
	const struct crm_value contract = crm_value_int(
	    bill_int(&b->doc, "contract"));

	return crm_ids(b->s,
	    "SELECT r.\"id\" FROM receivable r WHERE " BILL_BY_CONTRACT
	    "AND r.\"open\" > 0 AND r.\"void_on\" IS NULL "
	    "AND r.\"deleted\" IS NULL ORDER BY coalesce(r.\"retained\", 0), "
	    "coalesce(r.\"due_on\", 2932896), r.\"id\"",
	    &contract, 1, &b->a, out, n, err);
}

enum crm_status
bill_return_by_contract(struct bill *b, const struct crm_record *r,
    struct crm_crediting *c, struct crm_err *err)
{
	const struct money all = { bill_int(r, "credit"), bill_int(r, "net") };
	bool planned;
	int64_t left, *owed, payment;
	enum crm_status st = crm_contract_credit_left(
	    b->s, bill_int(&b->doc, "contract"), r->id, &planned, &left, err);

	if (st == CRM_OK)
		st = owed_for(b, &owed, &c->n, err);
	if (st != CRM_OK)
		return st;
	if (left > all.gross)
		left = all.gross;
	c->gross = left;
	c->net = bill_share(all, left, all.gross).net;
	c->receivable = owed;
	return crm_credit_note(b->s, c, &payment, err);
}
