/* What customers owe us for certain, and what they have paid for nothing in particular. */
#include "ledger.h"

#define OWED \
	ACCOUNT_BELOW \
	"SELECT r.\"id\", r.\"currency\", r.\"rate\", " \
	"coalesce(r.\"open\", r.\"amount\"), r.\"open_base\" " \
	"FROM receivable r WHERE " OF_ACCOUNT( \
	    "r") "AND r.\"void_on\" IS NULL AND r.\"booked_on\" <= {today} " \
		 "AND r.\"deleted\" IS NULL "
#define UNALLOCATED \
	ACCOUNT_BELOW \
	"SELECT p.\"id\", p.\"currency\", p.\"rate\", " \
	"coalesce(p.\"unallocated\", p.\"amount\"), p.\"unallocated_base\" " \
	"FROM payment p WHERE " OF_ACCOUNT( \
	    "p") "AND p.\"void_on\" IS NULL AND p.\"deleted\" IS NULL"

enum crm_status
receivable_exposed(struct crm_store *s, const struct crm_exposed_of *of,
    struct crm_exposed *sum, struct crm_err *err)
{
	const struct crm_value v[] = { crm_value_int(of->account),
		crm_value_int(of->overdue_before) };
	enum crm_status st = account_sum(
	    s, "receivable", OWED, v, 1, &sum->booked, err);

	if (st == CRM_OK)
		st = account_sum(s, "receivable", OWED "AND r.\"due_on\" < ?",
		    v, COUNT(v), &sum->overdue, err);
	return st == CRM_OK
	    ? account_sum(s, "payment", UNALLOCATED, v, 1, &sum->cash, err)
	    : st;
}
