/* Rows that an import refused, in a file, ready to be mended and fed again. */
#include "cli/internal.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

void
reject_row(struct crm_out *rejects, const struct crm_reader *r,
    const struct crm_row *row, const struct crm_err *err)
{
	struct crm_buf *b = crm_out_buf(rejects);
	struct crm_cell own[3];
	size_t i, n = crm_reader_columns(r);
	char line[24];

	crm_csv_cells(b, row->cell, row->n);
	for (i = row->n; i < n; i++)
		crm_buf_char(b, ',');
	if (b->len > 0 && b->data[b->len - 1] == '\n')
		b->len--;
	snprintf(line, sizeof line, "%lld", (long long)row->line);
	own[0] = (struct crm_cell){ crm_text_of(line), CRM_CELL_TEXT };
	own[1] = (struct crm_cell){ crm_text_of(err->field), CRM_CELL_TEXT };
	own[2] = (struct crm_cell){ crm_text_of(err->text), CRM_CELL_TEXT };
	crm_buf_char(b, ',');
	crm_csv_cells(b, own, 3);
	crm_out_check(rejects);
}

/* The header and what was spooled, into the file. */
enum crm_status
save_rejects(struct crm_out *rejects, const struct crm_reader *r,
    const char *path, struct crm_err *err)
{
	struct crm_out *out = NULL;
	struct crm_buf *b;
	size_t i, n = crm_reader_columns(r);
	enum crm_status st;
	bool closed;
	int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);

	if (fd < 0)
		return crm_fail(
		    err, CRM_FAIL, "--rejects %s: %s", path, strerror(errno));
	if ((st = crm_out_fd(fd, &out, err)) != CRM_OK)
		goto out;
	b = crm_out_buf(out);
	for (i = 0; i < n; i++) {
		struct crm_cell cell = { crm_reader_column(r, i),
			CRM_CELL_TEXT };

		crm_csv_cells(b, &cell, 1);
		b->len -= b->data[b->len - 1] == '\n';
		crm_buf_char(b, ',');
	}
	crm_buf_str(b, "_line,_field,_error\n");
	if ((st = crm_out_flush(out, &closed, err)) == CRM_OK)
		st = crm_out_copy(rejects, fd, &closed, err);
out:
	crm_out_close(out);
	if (close(fd) != 0 && st == CRM_OK)
		st = crm_fail(
		    err, CRM_FAIL, "--rejects %s: %s", path, strerror(errno));
	return st;
}
