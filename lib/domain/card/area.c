/* An engine without records of its own.  Cards become records of other areas. */
#include <crm/domain/area.h>

const struct crm_area area_card = { .name = "card" };
