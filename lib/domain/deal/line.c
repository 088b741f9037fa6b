/* Lines of deals: the engine of all documents, by the day that a deal is expected on. */
#include "deal.h"

#include <crm/domain/line.h>

static const struct crm_lines lines = { .kind = "deal-line",
	.of = "deal",
	.day = "expected_close",
	.sums_imports = true };

enum crm_status
deal_line_save(const struct crm_saving *w, struct crm_err *err)
{
	return crm_line_save(&lines, w, err);
}

enum crm_status
deal_line_saved(const struct crm_saving *w, struct crm_err *err)
{
	return crm_line_saved(&lines, w, err);
}

enum crm_status
deal_saved(const struct crm_saving *w, struct crm_err *err)
{
	return crm_lines_saved(&lines, w, err);
}

enum crm_status
deal_check_amount(const struct crm_saving *w, struct crm_err *err)
{
	return crm_lines_sum(&lines, w, err);
}
