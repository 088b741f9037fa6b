/* What is invoiced: from then on its tax is owed. */
#include "post.h"

/* So much of an invoice that no receivable says the base of. */
struct unsaid {
	int64_t net, gross;
};

/* The lines of an invoice that are of a receivable of its own rate: what each has of the
 * tax, what it is a part of, and what invoices before it had. */
#define OF_RECEIVABLES \
	"SELECT l.\"gross\", coalesce(l.\"net\", l.\"gross\"), r.\"amount\", " \
	"r.\"amount_base\", r.\"net\", (SELECT CAST(coalesce(sum(" \
	"b.\"gross\" - coalesce(b.\"net\", b.\"gross\")), 0) AS BIGINT) " \
	"FROM invoice_line b JOIN invoice j ON j.\"id\" = b.\"invoice\" " \
	"WHERE b.\"receivable\" = r.\"id\" AND b.\"deleted\" IS NULL " \
	"AND j.\"deleted\" IS NULL AND j.\"issued_on\" IS NOT NULL " \
	"AND j.\"status\" <> 'requested' " \
	"AND (j.\"issued_on\" < i.\"issued_on\" " \
	"OR (j.\"issued_on\" = i.\"issued_on\" AND (j.\"id\" < i.\"id\" " \
	"OR (j.\"id\" = i.\"id\" AND b.\"id\" < l.\"id\"))))) " \
	"FROM invoice i JOIN invoice_line l ON l.\"invoice\" = i.\"id\" " \
	"AND l.\"deleted\" IS NULL JOIN receivable r " \
	"ON r.\"id\" = l.\"receivable\" AND r.\"rate\" = i.\"rate\" " \
	"WHERE i.\"id\" = ? AND r.\"net\" < r.\"amount\" " \
	"AND r.\"amount_base\" IS NOT NULL AND l.\"gross\" IS NOT NULL " \
	"ORDER BY l.\"id\""

/* Of the tax that waits with a receivable, what goes with so much of it: all parts
 * together come to the whole. */
static int64_t
tax_until(const struct crm_stmt *q, int64_t tax)
{
	int64_t amount = crm_col_int(q, 2), base = crm_col_int(q, 3);
	int64_t net = crm_col_int(q, 4);

	return post_part(
	    tax, amount - net, base - post_part(net, amount, base));
}

/* *tax: of the lines whose receivables say it. */
static enum crm_status
tax_said(const struct posting *p, int64_t invoice, int64_t *tax,
    struct unsaid *rest, struct crm_err *err)
{
	struct crm_stmt *q;
	int64_t before, gross, net;
	enum crm_status st = crm_sql(p->s, OF_RECEIVABLES, &q, err);
	bool row;

	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(invoice));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		gross = crm_col_int(q, 0);
		net = crm_col_int(q, 1);
		before = crm_col_int(q, 5);
		*tax += tax_until(q, before + gross - net) -
		    tax_until(q, before);
		rest->gross -= gross;
		rest->net -= net;
	}
	return st;
}

bool
post_is_foreign(const struct posting *p)
{
	struct crm_text currency = crm_col_text(p->q, COL_CURRENCY);

	return currency.n > 0 && !crm_text_eq(currency, p->base);
}

/* Below zero on a red letter. */
enum crm_status
invoiced(struct posting *p, struct crm_err *err)
{
	struct unsaid rest = { post_int(p, COL_A), post_int(p, COL_B) };
	int64_t tax = 0, net, gross;
	enum crm_status st = CRM_OK;

	if (post_is_foreign(p))
		st = tax_said(p, p->e.id, &tax, &rest, err);
	if (st != CRM_OK ||
	    (st = post_base(p, rest.net, &net, err)) != CRM_OK ||
	    (st = post_base(p, rest.gross, &gross, err)) != CRM_OK)
		return st;
	tax += gross - net;
	st = post(p, ROLE_PENDING_TAX, tax, err);
	return st == CRM_OK ? post(p, ROLE_OUTPUT_TAX, -tax, err) : st;
}

/* ---- what a red letter credits ---- */

#define OF_NOTE \
	"SELECT i.\"id\", i.\"gross\", coalesce(i.\"net\", i.\"gross\") " \
	"FROM payment p JOIN invoice i ON i.\"id\" = p.\"invoice\" " \
	"AND i.\"rate\" = p.\"rate\" WHERE p.\"id\" = ? " \
	"AND i.\"gross\" = -p.\"amount\" AND i.\"net\" = -p.\"net\""

/* Of a letter that says of all its lines for what they are. */
enum crm_status
tax_of_note(const struct posting *p, int64_t note, bool *known, int64_t *tax,
    struct crm_err *err)
{
	struct unsaid rest;
	int64_t letter;
	struct crm_stmt *q;
	enum crm_status st = crm_sql(p->s, OF_NOTE, &q, err);
	bool row;

	*known = false;
	*tax = 0;
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(note));
	if ((st = crm_step(q, &row, err)) != CRM_OK || !row)
		return st;
	letter = crm_col_int(q, 0);
	rest = (struct unsaid){ .gross = crm_col_int(q, 1),
		.net = crm_col_int(q, 2) };
	crm_reset(q);
	st = tax_said(p, letter, tax, &rest, err);
	*known = st == CRM_OK && rest.gross == 0 && rest.net == 0;
	*tax = -*tax;
	return st;
}
