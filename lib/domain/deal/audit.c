/* The books of deals: they say what their lines come to. */
#include "deal.h"

#include "domain/document/gone.h"

static const struct lie lies[] = {
	LINES_SUM("deal", "deal", "deal_line", "deal"),
};

enum crm_status
deal_audit(
    struct crm_store *s, found_each *each, void *ctx, struct crm_err *err)
{
	return lies_tell(s, lies, COUNT(lies), each, ctx, err);
}
