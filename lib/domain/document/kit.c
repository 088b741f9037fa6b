/* Kits: sold as one line, reserved and shipped as several products. */
#include "document.h"

#include <crm/domain/line.h>

enum crm_status
crm_kit_parts(struct crm_store *s, int64_t product, struct crm_arena *a,
    struct crm_kit_part **out, size_t *n, struct crm_err *err)
{
	struct crm_stmt *q;
	enum crm_status st;
	size_t cap = 0;
	bool row;

	*out = NULL;
	*n = 0;
	st = crm_sql(s,
	    "SELECT k.\"product\", k.\"quantity\" FROM kit_part k "
	    "JOIN product p ON p.\"id\" = k.\"product\" "
	    "WHERE k.\"kit\" = ? AND k.\"deleted\" IS NULL "
	    "AND coalesce(p.\"stocked\", 1) = 1 ORDER BY k.\"id\"",
	    &q, err);
	if (st != CRM_OK)
		return st;
	crm_bind(q, 1, crm_value_int(product));
	while ((st = crm_step(q, &row, err)) == CRM_OK && row) {
		*out = crm_grow(a, *out, *n, &cap, sizeof **out);
		(*out)[(*n)++] = (struct crm_kit_part){ crm_col_int(q, 0),
			crm_col_int(q, 1) };
	}
	return st;
}
