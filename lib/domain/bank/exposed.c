/* Bills of exchange that are not collected yet: what they paid off is allocated, and at
 * risk until they are. */
#include "bank.h"

enum crm_status
bill_exposed(struct crm_store *s, const struct crm_exposed_of *of,
    struct crm_exposed *sum, struct crm_err *err)
{
	const struct crm_value account = crm_value_int(of->account);

	return account_sum(s, "bill",
	    ACCOUNT_BELOW
	    "SELECT b.\"id\", b.\"currency\", b.\"rate\", b.\"amount\", "
	    "p.\"amount_base\" FROM bill b LEFT JOIN payment p "
	    "ON p.\"id\" = b.\"payment\" WHERE " OF_ACCOUNT(
		"b") "AND b.\"status\" IN ('received', 'endorsed', "
		     "'discounted') AND b.\"deleted\" IS NULL",
	    &account, 1, &sum->bills, err);
}
