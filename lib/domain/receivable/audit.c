/* The books of the ledger: what is left of everything is what its rows leave. */
#include "ledger.h"

#include <crm/model/in-base.h>

/* What is given beside a rate may lie a hundredth from the amount at it (record.c). */
#define AT_RATE(kind, table) \
	{ \
		kind, "amount-base", \
		    N_("in the base currency it is %s, at its rate %s"), \
		    "SELECT x.\"id\", x.b, x.n FROM (SELECT t.\"id\", " \
		    "t.\"amount_base\" b, " CRM_SQL_IN_BASE("t.\"amount\"", \
			"t.\"currency\"", \
			"t.\"rate\"") " n FROM " table \
				      " t WHERE t.\"deleted\" IS NULL " \
				      "AND t.\"amount_base\" IS NOT NULL) x " \
				      "WHERE abs(x.b - x.n) > 1 " \
				      "AND abs(x.b - x.n) > x.n / 100 ORDER BY x.\"id\"", \
		    -1 \
	}

static const struct lie lies[] = {
	AT_RATE("receivable", "receivable"),
	AT_RATE("payment", "payment"),
	{ "receivable", "open", N_("open is %s, its allocations leave %s"),
	    "SELECT r.\"id\", r.\"open\", (CASE WHEN r.\"void_on\" IS NULL "
	    "THEN r.\"amount\" ELSE 0 END) - coalesce(x.n, 0) "
	    "FROM receivable r LEFT JOIN (SELECT \"receivable\", "
	    "CAST(sum(\"amount\") AS BIGINT) n FROM allocation "
	    "WHERE \"deleted\" IS NULL GROUP BY \"receivable\") x "
	    "ON x.\"receivable\" = r.\"id\" WHERE r.\"deleted\" IS NULL "
	    "AND coalesce(r.\"open\", 0) <> (CASE WHEN r.\"void_on\" IS NULL "
	    "THEN r.\"amount\" ELSE 0 END) - coalesce(x.n, 0) "
	    "ORDER BY r.\"id\"",
	    -1 },
	{ "receivable", "open-base",
	    N_("open in the base currency is %s, its allocations leave %s"),
	    "SELECT r.\"id\", r.\"open_base\", (CASE WHEN r.\"void_on\" IS "
	    "NULL THEN r.\"amount_base\" ELSE 0 END) - coalesce(x.n, 0) "
	    "FROM receivable r LEFT JOIN (SELECT \"receivable\", "
	    "CAST(sum(\"relieved_base\") AS BIGINT) n FROM allocation "
	    "WHERE \"deleted\" IS NULL GROUP BY \"receivable\") x "
	    "ON x.\"receivable\" = r.\"id\" WHERE r.\"deleted\" IS NULL "
	    "AND r.\"open_base\" <> (CASE WHEN r.\"void_on\" IS NULL "
	    "THEN r.\"amount_base\" ELSE 0 END) - coalesce(x.n, 0) "
	    "ORDER BY r.\"id\"",
	    -1 },
	{ "receivable", "open-range", N_("open is %s of %s"),
	    "SELECT \"id\", \"open\", \"amount\" FROM receivable "
	    "WHERE \"deleted\" IS NULL AND (\"open\" < 0 "
	    "OR \"open\" > \"amount\" OR (\"open\" = 0 "
	    "AND \"open_base\" <> 0)) ORDER BY \"id\"",
	    -1 },
	{ "payment", "unallocated",
	    N_("unallocated is %s, its allocations leave %s"),
	    "SELECT p.\"id\", p.\"unallocated_base\", (CASE WHEN "
	    "p.\"void_on\" IS NULL THEN p.\"amount_base\" ELSE 0 END) "
	    "- coalesce(x.n, 0) FROM payment p LEFT JOIN ("
	    "SELECT y.\"id\", CAST(sum(y.n) AS BIGINT) n FROM ("
	    "SELECT \"payment\" AS \"id\", \"paid_base\" n FROM allocation "
	    "WHERE \"deleted\" IS NULL AND \"payment\" IS NOT NULL UNION ALL "
	    "SELECT \"refund\", \"relieved_base\" FROM allocation "
	    "WHERE \"deleted\" IS NULL AND \"refund\" IS NOT NULL) y "
	    "GROUP BY y.\"id\") x ON x.\"id\" = p.\"id\" "
	    "WHERE p.\"deleted\" IS NULL AND p.\"unallocated_base\" <> "
	    "(CASE WHEN p.\"void_on\" IS NULL THEN p.\"amount_base\" ELSE 0 "
	    "END) - coalesce(x.n, 0) ORDER BY p.\"id\"",
	    -1 },
	{ "payment", "unallocated-range", N_("unallocated is %s of %s"),
	    "SELECT \"id\", \"unallocated\", \"amount\" FROM payment "
	    "WHERE \"deleted\" IS NULL AND (\"unallocated\" < 0 "
	    "OR \"unallocated\" > \"amount\" OR (\"unallocated\" = 0 "
	    "AND \"unallocated_base\" <> 0) OR (\"kind\" = 'refund' "
	    "AND \"unallocated\" <> 0)) ORDER BY \"id\"",
	    -1 },
};

enum crm_status
receivable_audit(
    struct crm_store *s, found_each *each, void *ctx, struct crm_err *err)
{
	return lies_tell(s, lies, COUNT(lies), each, ctx, err);
}
