/* An engine without records of its own.  What two records say alike is in the row of their kind. */
#include <crm/domain/area.h>

const struct crm_area area_merge = { .name = "merge" };
