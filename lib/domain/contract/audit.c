/* The books of contracts: no more is called off than was agreed, and they say what
 * their lines come to. */
#include "contract.h"

#include "domain/document/gone.h"

static const struct lie lies[] = {
	{ "contract-line", "called-off", N_("%s are called off of %s agreed"),
	    "SELECT t.\"id\", x.\"n\", coalesce(t.\"quantity\", 0) "
	    "FROM contract_line t JOIN (SELECT l.\"contract_line\", "
	    "CAST(sum(l.\"quantity\" - coalesce(l.\"cancelled\", 0)) AS BIGINT) "
	    "AS \"n\" FROM order_line l JOIN sale_order o "
	    "ON o.\"id\" = l.\"order\" WHERE l.\"contract_line\" IS NOT NULL "
	    "AND l.\"deleted\" IS NULL AND o.\"deleted\" IS NULL "
	    "AND o.\"status\" <> 'cancelled' GROUP BY l.\"contract_line\") x "
	    "ON x.\"contract_line\" = t.\"id\" WHERE t.\"deleted\" IS NULL "
	    "AND x.\"n\" > coalesce(t.\"quantity\", 0) ORDER BY t.\"id\"",
	    CRM_DECIMAL_DIGITS },
	LINES_SUM("contract", "contract", "contract_line", "contract"),
	LINES_GONE("contract", "contract", "contract_line", "contract"),
};

enum crm_status
contract_audit(
    struct crm_store *s, found_each *each, void *ctx, struct crm_err *err)
{
	return lies_tell(s, lies, COUNT(lies), each, ctx, err);
}
