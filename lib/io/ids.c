/* A list of ids: one a line, blank lines skipped. */
#include "impl.h"

#include <stdlib.h>
#include <string.h>

static enum crm_status
ids_rewind(struct crm_reader *r, struct crm_err *err)
{
	(void)err;
	crm_lines_init(r->state);
	return CRM_OK;
}

static enum crm_status
ids_open(struct crm_reader *r, struct crm_err *err)
{
	r->state = malloc(sizeof(struct crm_lines));
	if (r->state == NULL)
		crm_oom();
	crm_reader_room(r, 1);
	r->row.n = 1;
	crm_lines_init(r->state);
	return crm_reader_add_column(r, crm_text_of(r->ids_column), err);
}

static enum crm_status
check(struct crm_reader *r, struct crm_text t, struct crm_err *err)
{
	const char *column = r->ids_column;

	if (memchr(t.p, '\0', t.n) != NULL)
		return crm_fail_field(err, CRM_INVALID, column, "a NUL byte");
	if (crm_utf8_valid(t) < t.n)
		return crm_fail_field(err, CRM_INVALID, column, "not UTF-8");
	return CRM_OK;
}

static enum crm_status
ids_next(struct crm_reader *r, struct crm_row **row, struct crm_err *err)
{
	struct crm_lines *lines = r->state;
	struct crm_line line;
	struct crm_text t;
	bool more;

	*row = NULL;
	do {
		enum crm_status status;

		r->in.keep = r->in.pos;
		status = crm_lines_next(lines, &r->in, &line, &more, err);
		if (status != CRM_OK)
			return status;
		if (!more)
			return CRM_OK;
		t.p = r->in.data + line.at;
		t.n = line.n;
		t = crm_text_trim(t);
	} while (t.n == 0);
	r->row.cell[0] = (struct crm_cell){ t, CRM_CELL_TEXT };
	r->row.line = lines->number;
	*row = &r->row;
	return check(r, t, err);
}

static void
ids_close(struct crm_reader *r)
{
	free(r->state);
}

const struct crm_reader_ops crm_ids_ops = {
	ids_open,
	ids_next,
	ids_rewind,
	ids_close,
};
