/* A record on a terminal: the list of its fields that have a value. */
#include "cli/internal.h"

static const struct crm_column field_columns[] = {
	{ .name = "field",
	    .label = "field",
	    .type = CRM_T_TEXT,
	    .currency = -1 },
	{ .name = "value",
	    .label = "value",
	    .type = CRM_T_NOTE,
	    .currency = -1 },
};

/* One cell as text, as a table of one column would show it. */
static void
cell_text(const struct crm_column *col, const struct crm_value *cells, size_t i,
    bool chinese, struct crm_buf *out)
{
	crm_buf_clear(out);
	crm_cell_show(out, col, i, cells, chinese);
}

static enum crm_status
show_record(struct crm_cmd *c, struct crm_view *v, int64_t id,
    struct crm_writer *w, struct crm_err *err)
{
	struct crm_buf text = CRM_BUF_INIT;
	const struct crm_column *col;
	struct crm_value *cells, pair[2];
	enum crm_status st;
	size_t i, n;

	col = crm_view_columns(v, &n);
	st = crm_view_seek(v, id, &cells, err);
	for (i = 0; i < n && st == CRM_OK; i++) {
		if (cells[i].kind == CRM_NULL)
			continue;
		cell_text(col, cells, i, c->chinese, &text);
		pair[0] = crm_value_text(crm_text_of(col[i].label));
		pair[1] = crm_value_text(
		    (struct crm_text){ text.data, text.len });
		st = crm_writer_row(w, pair, err);
	}
	crm_buf_free(&text);
	return st;
}

enum crm_status
show_profile(
    struct crm_cmd *c, struct crm_view *v, int64_t id, struct crm_err *err)
{
	struct crm_writer_opts o = { .format = CRM_FMT_TABLE,
		.chinese = c->chinese,
		.color = c->color,
		.width = c->width,
		.profile = true };
	struct crm_writer *w = NULL;
	enum crm_status st;

	st = crm_writer_open(c->out, &o, field_columns, 2, &w, err);
	if (st == CRM_OK)
		st = show_record(c, v, id, w, err);
	if (st == CRM_OK)
		st = crm_writer_end(w, err);
	crm_writer_close(w);
	return st;
}
