/*
 * How much may be invoiced: of an order what it comes to or is charged, less what was
 * credited; of a contract its gross with that of its signed amendments; of a receivable
 * its amount.  What is requested counts like what is issued.
 */
#include "invoice.h"

#include <string.h>

static enum crm_status
get(struct crm_store *s, const char *sql, const struct crm_value *v, size_t n,
    bool *known, int64_t *out, struct crm_err *err)
{
	struct crm_value sum;
	enum crm_status st = crm_get_int(s, sql, v, n, &sum, err);

	*known = st == CRM_OK && sum.kind == CRM_INT;
	*out = *known ? sum.i : 0;
	return st;
}

/* ---- orders ---- */

enum crm_status
invoice_of_order(struct crm_store *s, int64_t order, bool *known, int64_t *out,
    struct crm_err *err)
{
	const struct crm_entity *e = crm_dict_find(crm_store_dict(s), "order");
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_sql q;
	enum crm_status st;

	crm_sql_init(&q, &a);
	crm_buf_str(&q.text, "SELECT ");
	crm_sql_field(&q, e, e->field[field_of(e, "billable")], "t");
	crm_buf_str(&q.text, " FROM sale_order t WHERE t.\"id\" = ?");
	crm_sql_bind(&q, crm_value_int(order));
	st = get(s, q.text.data, q.bind, q.n, known, out, err);
	crm_sql_free(&q);
	crm_arena_free(&a);
	return st;
}

/* An invoice of one order counts as it stands, of one over several its lines. */
#define OF_ORDER \
	"coalesce((SELECT CAST(sum(i.\"gross\") AS BIGINT) FROM invoice i " \
	"WHERE i.\"order\" = ? AND " INVOICE_COUNTS( \
	    "i") "), 0) + " \
		 "coalesce((SELECT CAST(sum(l.\"gross\") AS BIGINT) " \
		 "FROM order_line o JOIN invoice_line l " \
		 "ON l.\"order_line\" = o.\"id\" JOIN invoice i " \
		 "ON i.\"id\" = l.\"invoice\" WHERE o.\"order\" = ? " \
		 "AND i.\"order\" IS NULL AND l.\"deleted\" IS NULL AND " INVOICE_COUNTS( \
		     "i") "), 0) + " \
			  "coalesce((SELECT CAST(sum(l.\"gross\") AS BIGINT) " \
			  "FROM receivable r JOIN invoice_line l " \
			  "ON l.\"receivable\" = r.\"id\" AND l.\"order_line\" IS NULL " \
			  "JOIN invoice i ON i.\"id\" = l.\"invoice\" WHERE r.\"order\" = ? " \
			  "AND i.\"order\" IS NULL AND l.\"deleted\" IS NULL AND " INVOICE_COUNTS( \
			      "i") "), 0)"

enum crm_status
invoiced_of_order(
    struct crm_store *s, int64_t order, int64_t *done, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(order),
		crm_value_int(order), crm_value_int(order) };
	bool any;

	return get(s, "SELECT " OF_ORDER, v, COUNT(v), &any, done, err);
}

enum crm_status
invoice_left_of_order(struct crm_store *s, int64_t order, int64_t invoice,
    bool *known, int64_t *left, struct crm_err *err)
{
	int64_t done, over, others;
	enum crm_status st = invoice_of_order(s, order, known, left, err);

	if (st == CRM_OK)
		st = invoiced_of_order(s, order, &done, err);
	if (st != CRM_OK)
		return st;
	*left -= done;
	if (done == 0 || (invoice != 0 && *left >= 0))
		return CRM_OK;
	if ((st = invoice_over_of_order(
		 s, order, invoice, &over, &others, err)) != CRM_OK)
		return st;
	if (over > others - *left)
		over = others - *left;
	*left += over > 0 ? over : 0;
	return CRM_OK;
}

/* ---- contracts ---- */

/* What of one contract alone, as it stands beside what it amends. */
#define OF_ONE "k.\"id\" = ?"
#define WORTH(of) \
	"SELECT CAST(sum(coalesce(k.\"gross\", k.\"amount\")) AS BIGINT) " \
	"FROM contract k WHERE " of " AND k.\"deleted\" IS NULL"
#define INVOICED(of) \
	"SELECT CAST(sum(i.\"gross\") AS BIGINT) FROM invoice i " \
	"JOIN contract k ON k.\"id\" = i.\"contract\" WHERE " of \
	" AND " INVOICE_COUNTS("i")
/* Lines of invoices that are of several orders or receivables. */
#define OF_MANY(which, of) \
	"SELECT CAST(sum(l.\"gross\") AS BIGINT) FROM contract k JOIN " which \
	" JOIN invoice i ON i.\"id\" = l.\"invoice\" WHERE " of \
	" AND i.\"order\" IS NULL AND i.\"contract\" IS NULL " \
	"AND l.\"deleted\" IS NULL AND " INVOICE_COUNTS("i")
#define ITS_ORDERS \
	"sale_order o ON o.\"contract\" = k.\"id\" AND o.\"deleted\" IS NULL " \
	"JOIN order_line x ON x.\"order\" = o.\"id\" " \
	"JOIN invoice_line l ON l.\"order_line\" = x.\"id\""
#define ITS_RECEIVABLES \
	"receivable r ON r.\"contract\" = k.\"id\" " \
	"JOIN invoice_line l ON l.\"receivable\" = r.\"id\" " \
	"AND l.\"order_line\" IS NULL"
/* What of one alone, or of it and what amends it, is worth and invoiced. */
struct sums_of {
	const char *worth;
	const char *invoiced[3];
};
#define SUMS_OF(of) \
	{ \
		WORTH(of), \
		{ \
			INVOICED(of), OF_MANY(ITS_ORDERS, of), \
			    OF_MANY(ITS_RECEIVABLES, of) \
		} \
	}

static enum crm_status
left_of(struct crm_store *s, const struct sums_of *of, int64_t contract,
    bool *known, int64_t *left, struct crm_err *err)
{
	const struct crm_value v = crm_value_int(contract);
	int64_t done;
	bool any;
	enum crm_status st = get(s, of->worth, &v, 1, known, left, err);
	size_t i;

	for (i = 0; i < COUNT(of->invoiced) && st == CRM_OK; i++) {
		st = get(s, of->invoiced[i], &v, 1, &any, &done, err);
		*left -= st == CRM_OK ? done : 0;
	}
	return st;
}

enum crm_status
invoice_left_of_contract(struct crm_store *s, int64_t contract, bool *known,
    int64_t *left, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(contract);
	static const struct sums_of all = SUMS_OF(INVOICE_FAMILY);
	static const struct sums_of one = SUMS_OF(OF_ONE);
	struct crm_value amended;
	int64_t own;
	bool any;
	enum crm_status st = left_of(s, &all, contract, known, left, err);

	if (st == CRM_OK)
		st = crm_get_int(s,
		    "SELECT \"amends\" FROM contract WHERE \"id\" = ?", &id, 1,
		    &amended, err);
	if (st != CRM_OK || amended.kind != CRM_INT)
		return st;
	st = left_of(s, &one, contract, &any, &own, err);
	if (st == CRM_OK && any && (!*known || own < *left)) {
		*known = true;
		*left = own;
	}
	return st;
}

/* ---- receivables ---- */

/* What of it is invoiced; a letter that was credited leaves that. */
#define AMOUNT_LEFT \
	"SELECT r.\"amount\" - coalesce((SELECT " \
	"CAST(sum(l.\"gross\") AS BIGINT) FROM invoice_line l " \
	"JOIN invoice i ON i.\"id\" = l.\"invoice\" " \
	"WHERE l.\"receivable\" = r.\"id\" AND l.\"deleted\" IS NULL " \
	"AND NOT " INVOICE_CREDITED("i") " AND " INVOICE_COUNTS("i") "), 0)"

enum crm_status
invoice_left_of_receivable(
    struct crm_store *s, int64_t receivable, int64_t *left, struct crm_err *err)
{
	const struct crm_value v = crm_value_int(receivable);
	bool known;

	return get(s, AMOUNT_LEFT " FROM receivable r WHERE r.\"id\" = ?", &v,
	    1, &known, left, err);
}

/* ---- an invoice ---- */

/* One that is not made for it has no name yet; what is left may be asked for. */
static enum crm_status
too_much_asked(struct crm_store *s, const struct crm_record *invoice,
    const char *of, int64_t left, struct crm_arena *a, struct crm_err *err)
{
	int64_t rest = invoice_int(invoice, "gross") + left;
	struct crm_text currency = text_of(invoice, "currency");
	const char *over = invoice_money(s, a, currency, -left);

	return rest > 0
	    ? crm_fail_record(err, CRM_RULE,
		  "%s more than may be invoiced of %s; with amount=%s what is "
		  "left is invoiced",
		  over, of, invoice_money(s, a, currency, rest))
	    : crm_fail_record(err, CRM_RULE,
		  "%s more than may be invoiced of %s, of which nothing is "
		  "left; what was invoiced is taken back with: crm-order "
		  "invoice red",
		  over, of);
}

static enum crm_status
too_much(struct crm_store *s, const struct crm_record *invoice,
    const char *what, const char *kind, int64_t id, int64_t left,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	const char *of = typed_id(
	    &a, crm_dict_find(crm_store_dict(s), kind), id);
	enum crm_status st;

	if (crm_is_new(s, invoice->entity, invoice->id) &&
	    strcmp(kind, "receivable") != 0 &&
	    (strcmp(kind, "contract") != 0 ||
		invoice_int(invoice, "contract") != 0))
		st = too_much_asked(s, invoice, of, left, &a, err);
	else
		st = crm_fail_record(err, CRM_RULE,
		    "%s is %s more than may be invoiced of %s: %s",
		    typed_id(&a, invoice->entity, invoice->id),
		    invoice_money(s, &a, text_of(invoice, "currency"), -left),
		    of, what);
	crm_arena_free(&a);
	return st;
}

/* What the lines of an invoice are for. */
static enum crm_status
refs_of(struct crm_store *s, const struct crm_record *invoice, const char *sql,
    struct crm_arena *a, int64_t **id, size_t *n, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(invoice->id),
		crm_value_int(invoice->id) };

	return crm_ids(s, sql, v, COUNT(v), a, id, n, err);
}

#define ORDERS_OF \
	"SELECT o.\"order\" FROM invoice_line l JOIN order_line o " \
	"ON o.\"id\" = l.\"order_line\" WHERE l.\"invoice\" = ? " \
	"AND l.\"deleted\" IS NULL " \
	"UNION SELECT i.\"order\" FROM invoice i WHERE i.\"id\" = ? " \
	"AND i.\"order\" IS NOT NULL"
/* Behind its receivables; their own orders need not be agreed to just now. */
#define ORDERS_BEHIND \
	"SELECT r.\"order\" FROM invoice_line l JOIN receivable r " \
	"ON r.\"id\" = l.\"receivable\" JOIN invoice i " \
	"ON i.\"id\" = l.\"invoice\" WHERE l.\"invoice\" = ? AND i.\"id\" = ? " \
	"AND l.\"deleted\" IS NULL AND r.\"order\" IS NOT NULL " \
	"AND l.\"order_line\" IS NULL AND i.\"order\" IS NULL " \
	"GROUP BY r.\"order\""
#define RECEIVABLES_OF \
	"SELECT l.\"receivable\" FROM invoice_line l " \
	"WHERE l.\"invoice\" = ? AND l.\"receivable\" IS NOT NULL " \
	"AND l.\"deleted\" IS NULL UNION SELECT l.\"receivable\" " \
	"FROM invoice_line l WHERE l.\"invoice\" = ? AND 1 = 0"

static enum crm_status
check_left_of_order(struct crm_store *s, const struct crm_record *invoice,
    int64_t order, struct crm_err *err)
{
	int64_t left;
	bool known;
	enum crm_status st = invoice_left_of_order(
	    s, order, invoice->id, &known, &left, err);

	return st != CRM_OK || !known || left >= 0
	    ? st
	    : too_much(s, invoice,
		  crm_tr("amend the order, or take back what was "
			 "invoiced: crm-order invoice red"),
		  "order", order, left, err);
}

static enum crm_status
check_orders(struct crm_store *s, const struct crm_record *invoice,
    struct crm_arena *a, struct crm_err *err)
{
	enum crm_status st;
	int64_t *id;
	size_t n, i;

	st = refs_of(s, invoice, ORDERS_OF, a, &id, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		if ((st = invoice_check_document(s, "order", id[i], err)) ==
		    CRM_OK)
			st = check_left_of_order(s, invoice, id[i], err);
	if (st == CRM_OK)
		st = refs_of(s, invoice, ORDERS_BEHIND, a, &id, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		st = check_left_of_order(s, invoice, id[i], err);
	return st;
}

/* Those behind what its lines are for, where it is of several and names none. */
#define CONTRACTS_BEHIND \
	"SELECT coalesce(r.\"contract\", o.\"contract\") FROM invoice_line l " \
	"JOIN invoice i ON i.\"id\" = l.\"invoice\" " \
	"LEFT JOIN receivable r ON r.\"id\" = l.\"receivable\" " \
	"LEFT JOIN order_line x ON x.\"id\" = l.\"order_line\" " \
	"LEFT JOIN sale_order o ON o.\"id\" = x.\"order\" " \
	"WHERE l.\"invoice\" = ? AND i.\"id\" = ? AND l.\"deleted\" IS NULL " \
	"AND i.\"contract\" IS NULL " \
	"AND coalesce(r.\"contract\", o.\"contract\") IS NOT NULL GROUP BY 1"

static enum crm_status
check_contract(struct crm_store *s, const struct crm_record *invoice,
    int64_t contract, struct crm_err *err)
{
	int64_t left = 0;
	bool known = false;
	enum crm_status st = invoice_check_document(
	    s, "contract", contract, err);

	if (st == CRM_OK)
		st = invoice_left_of_contract(s, contract, &known, &left, err);
	return st != CRM_OK || !known || left >= 0
	    ? st
	    : too_much(s, invoice,
		  crm_tr("a signed amendment raises it, crm-order invoice red "
			 "takes back what was invoiced"),
		  "contract", contract, left, err);
}

static enum crm_status
check_contracts(struct crm_store *s, const struct crm_record *invoice,
    struct crm_arena *a, struct crm_err *err)
{
	int64_t own = invoice_int(invoice, "contract"), *id;
	enum crm_status st;
	size_t n, i;

	if (own != 0)
		return check_contract(s, invoice, own, err);
	st = refs_of(s, invoice, CONTRACTS_BEHIND, a, &id, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++)
		st = check_contract(s, invoice, id[i], err);
	return st;
}

static enum crm_status
check_receivables(struct crm_store *s, const struct crm_record *invoice,
    struct crm_arena *a, struct crm_err *err)
{
	int64_t *id, left;
	enum crm_status st;
	size_t n, i;

	st = refs_of(s, invoice, RECEIVABLES_OF, a, &id, &n, err);
	for (i = 0; i < n && st == CRM_OK; i++) {
		st = invoice_left_of_receivable(s, id[i], &left, err);
		if (st == CRM_OK && left < 0)
			st = too_much(s, invoice,
			    crm_tr("crm-order invoice red takes back what is "
				   "issued, crm-order invoice delete what is "
				   "only requested"),
			    "receivable", id[i], left, err);
	}
	return st;
}

enum crm_status
invoice_check_limits(
    struct crm_store *s, const struct crm_record *invoice, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	enum crm_status st = check_contracts(s, invoice, &a, err);

	if (st == CRM_OK)
		st = check_orders(s, invoice, &a, err);
	if (st == CRM_OK)
		st = check_receivables(s, invoice, &a, err);
	crm_arena_free(&a);
	return st;
}
