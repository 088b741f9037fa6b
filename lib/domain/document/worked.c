/* What the lines of documents come to, and what that is worked out of. */
#include "line.h"

static const char *const figures[] = { "amount", "net", "tax", "gross",
	"currency", NULL };

static const char *const of[] = { "quantity", "unit_price", "discount",
	"discounts", "tax_rate", "gift", NULL };

static const char *const whole[] = { "currency", "tax_included", "tax",
	"discount", NULL };

const struct crm_worked crm_line_worked = { figures, of, whole };
