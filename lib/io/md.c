/* A Markdown table (GitHub's), streamed. */
#include "wimpl.h"

#include <stdlib.h>

/* Bytes from i on that are no ASCII. */
static size_t
foreign_run(struct crm_text t, size_t i)
{
	size_t n = 0;

	while (i + n < t.n && (unsigned char)t.p[i + n] >= 0x80)
		n++;
	return n;
}

static void
md_text(struct crm_buf *b, struct crm_text t)
{
	for (size_t i = 0; i < t.n; i++) {
		unsigned char c = (unsigned char)t.p[i];
		size_t n = foreign_run(t, i);

		if (n > 0) {
			crm_escape(b, (struct crm_text){ t.p + i, n });
			i += n - 1;
			continue;
		}
		if (c == '\r' && i + 1 < t.n && t.p[i + 1] == '\n')
			continue;
		if (c == '\n' || c == '\r') {
			crm_buf_str(b, "<br>");
			continue;
		}
		if (c == '|' || c == '\\' || c == '<' || c == '`')
			crm_buf_char(b, '\\');
		if (c < ' ' || c == 0x7f)
			crm_escape(b, (struct crm_text){ t.p + i, 1 });
		else
			crm_buf_char(b, (char)c);
	}
}

static enum crm_status
md_begin(struct crm_writer *w, struct crm_err *err)
{
	(void)err;
	w->state = calloc(1, sizeof(struct crm_buf));
	if (w->state == NULL)
		crm_oom();
	for (size_t i = 0; i < w->n; i++) {
		crm_buf_str(w->buf, "| ");
		md_text(w->buf, crm_text_of(crm_column_label(&w->column[i])));
		crm_buf_char(w->buf, ' ');
	}
	crm_buf_str(w->buf, "|\n");
	for (size_t i = 0; i < w->n; i++)
		crm_buf_str(w->buf,
		    crm_column_is_number(&w->column[i]) ? "| ---: " : "| --- ");
	crm_buf_str(w->buf, "|\n");
	return CRM_OK;
}

static enum crm_status
md_row(struct crm_writer *w, const struct crm_value *cells, struct crm_err *err)
{
	struct crm_buf *tmp = w->state;

	(void)err;
	for (size_t i = 0; i < w->n; i++) {
		crm_buf_clear(tmp);
		crm_cell_pretty(w, tmp, i, cells);
		crm_buf_str(w->buf, "| ");
		md_text(w->buf, (struct crm_text){ tmp->data, tmp->len });
		crm_buf_char(w->buf, ' ');
	}
	crm_buf_str(w->buf, "|\n");
	return CRM_OK;
}

static void
md_close(struct crm_writer *w)
{
	if (w->state != NULL)
		crm_buf_free(w->state);
	free(w->state);
}

const struct crm_writer_ops crm_md_writer = {
	md_begin,
	md_row,
	NULL,
	md_close,
};
