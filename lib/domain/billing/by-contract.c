/*
 * What is charged by the plan of its contract and came back: what the contract's
 * receivables were charged is credited, once, whether the return says it or a red letter
 * of an invoice of the contract.
 */
#include "billing.h"

#include <crm/model/charged.h>

/* What a contract is charged, what of its goods came back, by whom that is said, what of
 * that was taken off its plan, and what was credited of it: for what came back, and
 * otherwise. */
struct sums {
	int64_t charged, back, red, off, credited, other;
};

/* A contract and what amends it: in SQL, of its id. */
#define FAMILY \
	"WITH RECURSIVE k(\"id\") AS (SELECT CAST(? AS BIGINT) UNION " \
	"SELECT m.\"id\" FROM contract m JOIN k ON m.\"amends\" = k.\"id\" " \
	"WHERE m.\"deleted\" IS NULL), o(\"id\") AS (SELECT s.\"id\" " \
	"FROM sale_order s JOIN k ON k.\"id\" = s.\"contract\") "
/* Credit notes of it: of its orders, and of red letters of its own invoices. */
#define NOTES(which) \
	"coalesce((SELECT CAST(sum(p.\"amount\") AS BIGINT) FROM payment p " \
	"LEFT JOIN invoice i ON i.\"id\" = p.\"invoice\" " \
	"WHERE p.\"kind\" = 'credit' AND p.\"void_on\" IS NULL " \
	"AND p.\"deleted\" IS NULL AND (p.\"order\" IN (SELECT o.\"id\" " \
	"FROM o) OR (p.\"order\" IS NULL AND p.\"invoice\" IN (SELECT " \
	"x.\"id\" FROM invoice x JOIN k ON k.\"id\" = x.\"contract\"))) " \
	"AND " which "), 0)"
#define FOR_BACK \
	"(p.\"return\" IS NOT NULL " \
	"OR coalesce(i.\"red_reason\", '') = 'returned')"
/* Those of letters that were ahead of what came back. */
#define AHEAD \
	"(p.\"return\" IS NULL AND i.\"red_reason\" = 'returned' " \
	"AND EXISTS (SELECT 1 FROM sale_return t WHERE t.\"order\" IN " \
	"(SELECT o.\"id\" FROM o) AND t.\"born\" > i.\"born\" " \
	"AND t.\"status\" = 'received' AND t.\"deleted\" IS NULL))"
#define BACK(sum, until) \
	"coalesce((SELECT CAST(sum(" sum ") AS BIGINT) FROM o " \
	"JOIN sale_return t ON t.\"order\" = o.\"id\" " \
	"WHERE t.\"deleted\" IS NULL AND t.\"status\" = 'received' " \
	"AND t.\"id\" " until " ?), 0)"

static enum crm_status
read_sums(struct crm_store *s, int64_t contract, int64_t until,
    struct sums *out, struct crm_err *err)
{
	enum { CHARGED, ALL, RED, OFF, CREDITED, OTHER };
	const struct crm_value c = crm_value_int(contract);
	const struct crm_value v[] = { c, c, crm_value_int(until),
		crm_value_int(until) };
	struct crm_stmt *q;
	enum crm_status st;
	bool row;

	*out = (struct sums){ 0 };
	st = crm_sql(s,
	    FAMILY
	    "SELECT coalesce((SELECT CAST(sum(r.\"amount\") AS BIGINT) "
	    "FROM receivable r WHERE " BILL_BY_CONTRACT
	    "AND r.\"void_on\" IS NULL AND r.\"deleted\" IS NULL), 0), " BACK(
		"t.\"credit\"",
		"<=") ", "
		      "coalesce((SELECT CAST(-sum(i.\"gross\") AS BIGINT) "
		      "FROM invoice i JOIN k ON k.\"id\" = i.\"contract\" "
		      "WHERE i.\"red_reason\" = 'returned' "
		      "AND " CRM_SQL_IS_CREDITED_LETTER("i") "), 0), " BACK(
			  CRM_SQL_UNNOTED("t", "credit", "amount"),
			  "<") " - " NOTES(AHEAD) ", " NOTES(FOR_BACK) ", " NOTES("NOT " FOR_BACK),
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind_all(q, v, COUNT(v));
	if ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*out = (struct sums){ crm_col_int(q, CHARGED),
			crm_col_int(q, ALL), crm_col_int(q, RED),
			crm_col_int(q, OFF), crm_col_int(q, CREDITED),
			crm_col_int(q, OTHER) };
		crm_reset(q);
	}
	if (out->off < 0)
		out->off = 0;
	return st;
}

enum crm_status
bill_off_plan(
    struct crm_store *s, int64_t contract, int64_t *gross, struct crm_err *err)
{
	struct sums of;
	enum crm_status st = read_sums(s, contract, INT64_MAX, &of, err);

	*gross = of.off;
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

	*planned = st == CRM_OK && of.charged + of.off > 0;
	*gross = 0;
	if (!*planned)
		return st;
	back = of.back > of.red ? of.back : of.red;
	most = of.charged + of.off - of.other;
	*gross = (back < most ? back : most) - of.credited - of.off;
	if (*gross < 0)
		*gross = 0;
	return CRM_OK;
}

/* That which the contract of an order amends in the end: its receivables are of that. */
static enum crm_status
main_contract(struct bill *b, int64_t *id, struct crm_err *err)
{
	const struct crm_value contract = *value_of(&b->doc, "contract");
	struct crm_value top;
	enum crm_status st = crm_get_int(b->s,
	    "WITH RECURSIVE up(\"id\", \"amends\") AS (SELECT c.\"id\", "
	    "c.\"amends\" FROM contract c WHERE c.\"id\" = ? UNION "
	    "SELECT c.\"id\", c.\"amends\" FROM contract c "
	    "JOIN up u ON c.\"id\" = u.\"amends\") "
	    "SELECT min(u.\"id\") FROM up u WHERE u.\"amends\" IS NULL",
	    &contract, 1, &top, err);

	*id = st == CRM_OK && top.kind == CRM_INT ? top.i : contract.i;
	return st;
}

/* What is owed by the plan of its contract for what came back: what is retained last. */
static enum crm_status
owed_for(
    struct bill *b, int64_t id, int64_t **out, size_t *n, struct crm_err *err)
{
	const struct crm_value contract = crm_value_int(id);

	return crm_ids(b->s,
	    "SELECT r.\"id\" FROM receivable r WHERE " BILL_BY_CONTRACT
	    "AND r.\"open\" > 0 AND r.\"void_on\" IS NULL "
	    "AND r.\"deleted\" IS NULL ORDER BY coalesce(r.\"retained\", 0), "
	    "coalesce(r.\"due_on\", 2932896), r.\"id\"",
	    &contract, 1, &b->a, out, n, err);
}

/* What is only planned of it falls first, as that of an order does. */
static enum crm_status
take_off_plan(
    struct bill *b, int64_t contract, struct money *credit, struct crm_err *err)
{
	struct bill of;
	bool there;
	enum crm_status st = bill_open(&of, b->s,
	    crm_dict_find(crm_store_dict(b->s), "contract"), contract, &there,
	    err);

	if (st == CRM_OK && there && credit->gross > 0) {
		if (of.line->form != FORM_SIGNING)
			of.line->form = FORM_INSTALMENT;
		st = bill_lower_plan(&of, of.line, credit, err);
	}
	crm_arena_free(&of.a);
	return st;
}

enum crm_status
bill_return_by_contract(struct bill *b, const struct crm_record *r,
    struct crm_crediting *c, struct crm_err *err)
{
	const struct money all = { bill_int(r, "credit"), bill_int(r, "net") };
	struct money credit;
	bool planned;
	int64_t left, contract, *owed, payment;
	enum crm_status st = main_contract(b, &contract, err);

	if (st == CRM_OK)
		st = crm_contract_credit_left(
		    b->s, contract, r->id, &planned, &left, err);
	if (st != CRM_OK)
		return st;
	credit = left < all.gross ? bill_share(all, left, all.gross) : all;
	if ((st = take_off_plan(b, contract, &credit, err)) != CRM_OK ||
	    (st = owed_for(b, contract, &owed, &c->n, err)) != CRM_OK)
		return st;
	c->gross = credit.gross;
	c->net = credit.net;
	c->receivable = owed;
	return crm_credit_note(b->s, c, &payment, err);
}
