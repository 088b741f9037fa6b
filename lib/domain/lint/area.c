/* An engine without records of its own.  The checks of a kind are in its row. */
#include <crm/domain/area.h>

const struct crm_area area_lint = { .name = "lint" };
