/* What of an order or a contract is booked and not credited: what was never charged is not
 * credited either. */
#include "invoice.h"

/* A contract, what it amends and what amends that: they are charged as one. */
#define FAMILY \
	"WITH RECURSIVE up(\"id\", \"amends\") AS (" \
	"SELECT m.\"id\", m.\"amends\" FROM contract m WHERE m.\"id\" = ? " \
	"UNION SELECT m.\"id\", m.\"amends\" FROM contract m " \
	"JOIN up ON up.\"amends\" = m.\"id\"), k(\"id\") AS (" \
	"SELECT \"id\" FROM up WHERE \"amends\" IS NULL " \
	"UNION SELECT m.\"id\" FROM contract m " \
	"JOIN k ON m.\"amends\" = k.\"id\"), o(\"id\") AS (" \
	"SELECT s.\"id\" FROM sale_order s JOIN k ON k.\"id\" = s.\"contract\") "
#define BOOKED(of) \
	"coalesce((SELECT CAST(sum(r.\"amount\") AS BIGINT) FROM receivable r " \
	"WHERE " of \
	" AND r.\"booked_on\" <= {today} AND r.\"void_on\" IS NULL " \
	"AND r.\"deleted\" IS NULL), 0)"
#define CREDITED(of) \
	"coalesce((SELECT CAST(sum(p.\"amount\") AS BIGINT) FROM payment p " \
	"WHERE " of " AND p.\"kind\" = 'credit' AND p.\"void_on\" IS NULL " \
	"AND p.\"deleted\" IS NULL), 0)"

enum crm_status
invoice_booked_of_order(
    struct crm_store *s, int64_t order, int64_t *left, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(order);
	const struct crm_value v[] = { id, id };
	struct crm_value n;
	enum crm_status st = crm_get_int(s,
	    "SELECT " BOOKED("r.\"order\" = ?") " - " CREDITED(
		"p.\"order\" = ?"),
	    v, COUNT(v), &n, err);

	*left = st == CRM_OK && n.kind == CRM_INT && n.i > 0 ? n.i : 0;
	return st;
}

enum crm_status
invoice_booked_of_contract(
    struct crm_store *s, int64_t contract, int64_t *left, struct crm_err *err)
{
	const struct crm_value id = crm_value_int(contract);
	struct crm_value n;
	enum crm_status st = crm_get_int(s,
	    FAMILY "SELECT " BOOKED(
		"(r.\"contract\" IN (SELECT k.\"id\" FROM k) "
		"OR r.\"order\" IN (SELECT o.\"id\" FROM o))") " - " CREDITED("(p.\"order\" IN (SELECT o.\"id\" FROM o) OR (p.\"order\" IS NULL "
									      "AND (p.\"contract\" IN (SELECT k.\"id\" FROM k) "
									      "OR p.\"invoice\" IN (SELECT i.\"id\" FROM invoice i "
									      "JOIN k ON k.\"id\" = i.\"contract\"))))"),
	    &id, 1, &n, err);

	*left = st == CRM_OK && n.kind == CRM_INT && n.i > 0 ? n.i : 0;
	return st;
}
