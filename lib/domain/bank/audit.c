/* The books of bills: each is the payment that it is, and none once it came back. */
#include "bank.h"

static const struct lie lies[] = {
	{ "bill", "bill-payment", N_("it is over %s, its payment over %s"),
	    "SELECT b.\"id\", b.\"amount\", p.\"amount\" FROM bill b "
	    "JOIN payment p ON p.\"id\" = b.\"payment\" "
	    "WHERE b.\"deleted\" IS NULL AND p.\"deleted\" IS NULL "
	    "AND b.\"amount\" <> p.\"amount\" ORDER BY b.\"id\"",
	    -1 },
	{ "bill", "bill-back",
	    N_("it came back or was split, and its payment of %s is not %s"),
	    "SELECT b.\"id\", p.\"amount\", 0 FROM bill b "
	    "JOIN payment p ON p.\"id\" = b.\"payment\" "
	    "WHERE b.\"deleted\" IS NULL AND p.\"deleted\" IS NULL "
	    "AND b.\"status\" IN ('dishonoured', 'split') "
	    "AND p.\"void_on\" IS NULL ORDER BY b.\"id\"",
	    -1 },
};

enum crm_status
bank_audit(
    struct crm_store *s, found_each *each, void *ctx, struct crm_err *err)
{
	return lies_tell(s, lies, COUNT(lies), each, ctx, err);
}
