/* One id a line; rows without one are left out. */
#include "wimpl.h"

static enum crm_status
ids_row(
    struct crm_writer *w, const struct crm_value *cells, struct crm_err *err)
{
	size_t i = (size_t)w->opts.ids_column;

	(void)err;
	if (cells[i].kind == CRM_NULL)
		return CRM_OK;
	crm_cell_plain(w, w->buf, i, cells);
	crm_buf_char(w->buf, '\n');
	return CRM_OK;
}

const struct crm_writer_ops crm_ids_writer = { NULL, ids_row, NULL, NULL };
