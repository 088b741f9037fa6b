/* One cell as people read it, outside a table. */
#include "wimpl.h"

void
crm_cell_show(struct crm_buf *out, const struct crm_column *columns, size_t i,
    const struct crm_value *cells, bool chinese)
{
	struct crm_writer w = { .opts = { .chinese = chinese },
		.column = columns,
		.currency_digits = 2 };

	crm_cell_pretty(&w, out, i, cells);
}
