/*
 * How much is to be asked for: what is charged and not credited, of each line of an order
 * and each rate of a contract for itself.  What one of them is invoiced too much waits
 * for its red letter, and takes nothing from what another is to be invoiced.
 */
#include "lines.h"

/* ---- orders ---- */

static enum crm_status
is_on(struct crm_store *s, int64_t invoice, int64_t line, bool *yes,
    struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(line),
		crm_value_int(invoice) };
	struct crm_value n;
	enum crm_status st = crm_get_int(s,
	    "SELECT min(\"id\") FROM invoice_line WHERE \"order_line\" = ? "
	    "AND \"invoice\" = ? AND \"deleted\" IS NULL",
	    v, COUNT(v), &n, err);

	*yes = st == CRM_OK && n.kind == CRM_INT;
	return st;
}

/* What takes off is no line to be invoiced: it lowers what the others are. */
static int64_t
over_of(const struct crm_line_owed *l)
{
	int64_t over = l->invoiced.gross + l->credited.gross;

	if (l->comes_to.gross > 0)
		over -= l->comes_to.gross;
	if (over > l->invoiced.gross)
		over = l->invoiced.gross;
	return l->comes_to.gross < 0 || over < 0 ? 0 : over;
}

enum crm_status
invoice_over_of_order(struct crm_store *s, int64_t order, int64_t invoice,
    int64_t *over, int64_t *others, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_line_owed *line;
	size_t n, i;
	enum crm_status st = crm_order_owed(s, order, &a, &line, &n, err);

	*over = *others = 0;
	for (i = 0; i < n && st == CRM_OK; i++) {
		bool its = false;

		*others += line[i].left.gross;
		if (over_of(&line[i]) == 0)
			continue;
		if (invoice != 0)
			st = is_on(s, invoice, line[i].line, &its, err);
		*over += its ? 0 : over_of(&line[i]);
	}
	crm_arena_free(&a);
	return st;
}

/* What of it is charged, for whatever line, and not credited nor invoiced. */
static enum crm_status
uninvoiced_of_order(
    struct crm_store *s, int64_t order, int64_t *left, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(order),
		crm_value_int(order) };
	struct crm_value charged;
	int64_t done;
	enum crm_status st = crm_get_int(s,
	    "SELECT coalesce((SELECT CAST(sum(r.\"amount\") AS BIGINT) "
	    "FROM receivable r WHERE r.\"order\" = ? "
	    "AND coalesce(r.\"form\", '') <> 'dunning' "
	    "AND r.\"void_on\" IS NULL AND r.\"deleted\" IS NULL), 0) - "
	    "coalesce((SELECT CAST(sum(p.\"amount\") AS BIGINT) "
	    "FROM payment p WHERE p.\"order\" = ? AND p.\"kind\" = 'credit' "
	    "AND p.\"void_on\" IS NULL AND p.\"deleted\" IS NULL), 0)",
	    v, COUNT(v), &charged, err);

	if (st == CRM_OK)
		st = invoiced_of_order(s, order, &done, err);
	*left = st == CRM_OK && charged.kind == CRM_INT ? charged.i - done : 0;
	return st;
}

/* ---- contracts ---- */

/* What rates of it are invoiced too much, and what the others have left: no more is asked
 * for than that, where it has any. */
static enum crm_status
read_rates(struct crm_store *s, int64_t contract, int64_t *over, int64_t *most,
    struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct of_line *rate;
	bool rated = false;
	int64_t rest = 0;
	size_t n, i;
	enum crm_status st = invoice_contract_rates(
	    s, contract, &a, &rate, &n, err);

	*over = 0;
	for (i = 0; i < n && st == CRM_OK; i++) {
		*over += rate[i].over;
		rest += rate[i].left.gross;
		rated |= rate[i].rated;
	}
	if (rated && rest < *most)
		*most = rest;
	crm_arena_free(&a);
	return st;
}

/* What came back may be ordered anew, and be invoiced by that order: it lowers what of
 * the contract itself is asked for, not what it may come to. */
enum crm_status
invoice_owed_of_contract(struct crm_store *s, int64_t contract, bool *known,
    int64_t *left, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(contract),
		crm_value_int(contract) };
	int64_t most = 0, rest;
	struct crm_value credited = CRM_VALUE_NULL;
	enum crm_status st = invoice_left_of_contract(
	    s, contract, known, &most, err);

	if (st == CRM_OK)
		st = crm_get_int(s,
		    "SELECT CAST(sum(p.\"amount\") AS BIGINT) FROM payment p "
		    "WHERE p.\"kind\" = 'credit' AND p.\"void_on\" IS NULL "
		    "AND p.\"deleted\" IS NULL AND (p.\"order\" IN (SELECT "
		    "o.\"id\" FROM sale_order o JOIN contract k "
		    "ON k.\"id\" = o.\"contract\" WHERE " INVOICE_FAMILY
		    ") OR (p.\"order\" IS NULL AND p.\"invoice\" IN (SELECT "
		    "i.\"id\" FROM invoice i JOIN contract k "
		    "ON k.\"id\" = i.\"contract\" WHERE " INVOICE_FAMILY ")))",
		    v, COUNT(v), &credited, err);
	*left = 0;
	rest = most;
	if (st == CRM_OK)
		st = read_rates(s, contract, left, &rest, err);
	*left += most - (credited.kind == CRM_INT ? credited.i : 0);
	if (*left > rest)
		*left = rest;
	return st;
}

/* ---- receivables ---- */

/* What notes of its own order, or of its contract and its orders, took off it … */
#define TAKEN_OFF \
	"coalesce((SELECT CAST(sum(a.\"amount\") AS BIGINT) " \
	"FROM allocation a JOIN payment p ON p.\"id\" = a.\"payment\" " \
	"LEFT JOIN sale_order o ON o.\"id\" = p.\"order\" " \
	"WHERE a.\"receivable\" = r.\"id\" AND a.\"deleted\" IS NULL " \
	"AND p.\"kind\" = 'credit' AND (p.\"order\" = r.\"order\" " \
	"OR (r.\"order\" IS NULL AND (p.\"contract\" = r.\"contract\" " \
	"OR o.\"contract\" = r.\"contract\")))), 0)"
/* … and red letters that were credited took back of its invoices. */
#define TAKEN_BACK \
	"coalesce((SELECT CAST(-sum(l.\"gross\") AS BIGINT) " \
	"FROM invoice_line l JOIN invoice i ON i.\"id\" = l.\"invoice\" " \
	"WHERE l.\"receivable\" = r.\"id\" AND l.\"deleted\" IS NULL " \
	"AND " INVOICE_CREDITED("i") " AND " INVOICE_COUNTS("i") "), 0)"

static enum crm_status
invoiced_for(struct crm_store *s, int64_t receivable, int64_t line,
    int64_t *out, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(line),
		crm_value_int(receivable) };
	struct crm_value sum;
	enum crm_status st = crm_get_int(s,
	    "SELECT CAST(sum(l.\"gross\") AS BIGINT) FROM invoice_line l "
	    "JOIN invoice i ON i.\"id\" = l.\"invoice\" "
	    "WHERE l.\"order_line\" = ? AND l.\"receivable\" = ? "
	    "AND l.\"deleted\" IS NULL AND " INVOICE_COUNTS("i"),
	    v, COUNT(v), &sum, err);

	*out = st == CRM_OK && sum.kind == CRM_INT && sum.i > 0 ? sum.i : 0;
	return st;
}

/* What lines of its order are invoiced too much for it. */
static enum crm_status
over_of_receivable(struct crm_store *s, int64_t receivable, int64_t order,
    int64_t *over, struct crm_err *err)
{
	struct crm_arena a = CRM_ARENA_INIT;
	struct crm_line_owed *line;
	int64_t done;
	size_t n, i;
	enum crm_status st = crm_order_owed(s, order, &a, &line, &n, err);

	*over = 0;
	for (i = 0; i < n && st == CRM_OK; i++) {
		if (over_of(&line[i]) == 0)
			continue;
		st = invoiced_for(s, receivable, line[i].line, &done, err);
		*over += done < over_of(&line[i]) ? done : over_of(&line[i]);
	}
	crm_arena_free(&a);
	return st;
}

static enum crm_status
owed_of_receivable(struct crm_store *s, int64_t receivable, int64_t order,
    int64_t *left, struct crm_err *err)
{
	const struct crm_value v = crm_value_int(receivable);
	int64_t over = 0;
	struct crm_value less = CRM_VALUE_NULL;
	enum crm_status st = invoice_left_of_receivable(
	    s, receivable, left, err);

	if (st == CRM_OK)
		st = crm_get_int(s,
		    "SELECT " TAKEN_OFF " - " TAKEN_BACK
		    " FROM receivable r WHERE r.\"id\" = ?",
		    &v, 1, &less, err);
	if (st != CRM_OK || less.kind != CRM_INT || less.i <= 0)
		return st;
	if (order != 0)
		st = over_of_receivable(s, receivable, order, &over, err);
	*left -= over < less.i ? less.i - over : 0;
	return st;
}

/* ---- what of it is asked for ---- */

/* What is left of a contract is asked for, whoever of its parts or its orders was invoiced
 * before. */
static enum crm_status
lower_to_contract(struct crm_store *s, const struct crm_record *of,
    int64_t contract, int64_t *left, struct crm_err *err)
{
	int64_t owed;
	bool known = false;
	enum crm_status st = invoice_arises(of)
	    ? invoice_owed_of_contract(s, contract, &known, &owed, err)
	    : CRM_OK;

	if (st == CRM_OK && known && owed < *left)
		*left = owed;
	return st;
}

/* An order is charged no more for whatever line, where the receivable's own have nothing
 * left. */
static enum crm_status
lower_to_charged(struct crm_store *s, const struct crm_record *of,
    int64_t order, int64_t *left, struct crm_err *err)
{
	int64_t rest;
	enum crm_status st = uninvoiced_of_order(s, order, &rest, err);

	if (st == CRM_OK && (rest < *left || !invoice_arises(of)))
		*left = invoice_arises(of) ? rest : 0;
	return st;
}

/* What of a receivable is not invoiced, as far as its order and its lines are not, or the
 * contract that plans it. */
enum crm_status
invoice_left_to_ask(struct crm_store *s, const struct crm_record *of,
    const struct invoice_part *p, int64_t *left, struct crm_err *err)
{
	int64_t order = p->order, rest;
	enum crm_status st;
	bool known = false;

	st = owed_of_receivable(s, of->id, order, left, err);
	if (st != CRM_OK || *left <= 0)
		return st;
	if (order == 0)
		return p->contract == 0
		    ? CRM_OK
		    : lower_to_contract(s, of, p->contract, left, err);
	st = invoice_left_of_order(s, order, 0, &known, &rest, err);
	if (st == CRM_OK && known && rest < *left)
		*left = rest;
	if (st != CRM_OK || *left <= 0)
		return st;
	return p->any ? lower_to_charged(s, of, order, left, err)
		      : invoice_lower_to_lines(s, p, left, err);
}
