/* The books of invoices: the sums of their lines, red letters within the blue ones. */
#include "invoice.h"

static const struct lie lies[] = {
	{ "invoice", "invoice-lines", N_("comes to %s, its lines to %s"),
	    "SELECT i.\"id\", coalesce(i.\"gross\", 0), l.n FROM invoice i "
	    "JOIN (SELECT \"invoice\", CAST(sum(\"gross\") AS BIGINT) n "
	    "FROM invoice_line WHERE \"deleted\" IS NULL "
	    "GROUP BY \"invoice\") l ON l.\"invoice\" = i.\"id\" "
	    "WHERE i.\"deleted\" IS NULL AND coalesce(i.\"gross\", 0) <> l.n "
	    "ORDER BY i.\"id\"",
	    -1 },
	{ "invoice", "invoice-red", N_("red letters take back %s of %s"),
	    "SELECT i.\"id\", r.n, i.\"gross\" FROM invoice i "
	    "JOIN (SELECT \"red_of\", CAST(-sum(\"gross\") AS BIGINT) n "
	    "FROM invoice WHERE \"red_of\" IS NOT NULL "
	    "AND \"deleted\" IS NULL AND \"status\" <> 'void' "
	    "GROUP BY \"red_of\") r ON r.\"red_of\" = i.\"id\" "
	    "WHERE i.\"deleted\" IS NULL AND r.n > i.\"gross\" "
	    "ORDER BY i.\"id\"",
	    -1 },
};

enum crm_status
invoice_audit(
    struct crm_store *s, found_each *each, void *ctx, struct crm_err *err)
{
	return lies_tell(s, lies, COUNT(lies), each, ctx, err);
}
