/* The books of quotes: they say what their lines come to. */
#include "quote.h"

#include "domain/document/gone.h"

static const struct lie lies[] = {
	LINES_SUM("quote", "quote", "quote_line", "quote"),
	LINES_GONE("quote", "quote", "quote_line", "quote"),
};

enum crm_status
quote_audit(
    struct crm_store *s, found_each *each, void *ctx, struct crm_err *err)
{
	return lies_tell(s, lies, COUNT(lies), each, ctx, err);
}
