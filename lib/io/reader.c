/* Records in: the public face of every format that is read. */
#include "ahead.h"

#include <stdlib.h>

size_t
crm_reader_find_column(
    const struct crm_reader *r, struct crm_text name, size_t hint)
{
	if (hint < r->columns && crm_text_eq(r->column[hint], name))
		return hint;
	for (size_t i = 0; i < r->columns; i++)
		if (crm_text_eq(r->column[i], name))
			return i;
	return r->columns;
}

enum crm_status
crm_reader_add_column(
    struct crm_reader *r, struct crm_text name, struct crm_err *err)
{
	struct crm_text *at;

	if (r->columns == CRM_COLUMNS_MAX)
		return crm_fail(
		    err, CRM_INVALID, "more than %d columns", CRM_COLUMNS_MAX);
	r->column = crm_grow(
	    NULL, r->column, r->columns, &r->columns_cap, sizeof *at);
	at = &r->column[r->columns++];
	at->p = crm_strndup(&r->names, name.p, name.n);
	at->n = name.n;
	return CRM_OK;
}

void
crm_reader_room(struct crm_reader *r, size_t n)
{
	struct crm_cell *cell;
	size_t cap = r->cells_cap == 0 ? 32 : r->cells_cap;

	if (n <= r->cells_cap)
		return;
	while (cap < n)
		cap *= 2;
	cell = realloc(r->row.cell, cap * sizeof *cell);
	if (cell == NULL)
		crm_oom();
	r->row.cell = cell;
	r->cells_cap = cap;
}

static enum crm_status
choose_ops(struct crm_reader *r, struct crm_err *err)
{
	switch (r->format) {
	case CRM_FMT_CSV:
	case CRM_FMT_TSV:
		r->ops = &crm_csv_ops;
		return CRM_OK;
	case CRM_FMT_JSON:
	case CRM_FMT_NDJSON:
		r->ops = &crm_json_ops;
		return CRM_OK;
	case CRM_FMT_IDS:
		r->ops = &crm_ids_ops;
		return CRM_OK;
	default:
		return crm_fail(err, CRM_USAGE,
		    "cannot read the format '%s': "
		    "use csv, tsv, json, ndjson or ids",
		    crm_format_name(r->format));
	}
}

enum crm_status
crm_reader_open(const char *path, const struct crm_reader_opts *opts,
    struct crm_reader **out, struct crm_err *err)
{
	struct crm_reader *r = calloc(1, sizeof *r);
	enum crm_status status;

	if (r == NULL)
		crm_oom();
	r->ids_column = opts->ids_column != NULL ? opts->ids_column : "id";
	status = crm_source_open(path, opts->encoding, &r->src, err);
	if (status != CRM_OK)
		goto out;
	r->in.src = r->src;
	status = crm_input_start(&r->in, err);
	if (status == CRM_OK)
		status = crm_detect(r, opts, err);
	if (status == CRM_OK)
		status = choose_ops(r, err);
	if (status == CRM_OK)
		status = r->ops->open(r, err);
out:
	if (status != CRM_OK) {
		crm_reader_close(r);
		r = NULL;
	}
	*out = r;
	return status;
}

void
crm_reader_close(struct crm_reader *r)
{
	if (r == NULL)
		return;
	crm_ahead_stop(r->ahead);
	if (r->ops != NULL)
		r->ops->close(r);
	crm_input_free(&r->in);
	crm_source_close(r->src);
	crm_arena_free(&r->names);
	free(r->column);
	free(r->row.cell);
	free(r);
}

const char *
crm_reader_name(const struct crm_reader *r)
{
	return crm_source_name(r->src);
}

enum crm_format
crm_reader_format(const struct crm_reader *r)
{
	return r->format;
}

int64_t
crm_reader_size(const struct crm_reader *r)
{
	return crm_source_size(r->src);
}

int64_t
crm_reader_offset(const struct crm_reader *r)
{
	return r->ahead != NULL ? crm_ahead_offset(r->ahead)
				: crm_source_offset(r->src);
}

enum crm_status
crm_reader_hash(struct crm_reader *r, char hex[65], struct crm_err *err)
{
	return crm_source_hash(r->src, hex, err);
}

enum crm_status
crm_reader_rewind(struct crm_reader *r, struct crm_err *err)
{
	enum crm_status status;

	crm_ahead_stop(r->ahead);
	r->ahead = NULL;
	status = crm_input_start(&r->in, err);
	return status == CRM_OK ? r->ops->rewind(r, err) : status;
}

size_t
crm_reader_columns(const struct crm_reader *r)
{
	return r->columns;
}

struct crm_text
crm_reader_column(const struct crm_reader *r, size_t i)
{
	return r->column[i];
}

enum crm_status
crm_reader_next(struct crm_reader *r, struct crm_row **row, struct crm_err *err)
{
	return r->ahead != NULL ? crm_ahead_next(r->ahead, row, err)
				: r->ops->next(r, row, err);
}

void
crm_reader_ahead(struct crm_reader *r)
{
	if (r->ops == &crm_csv_ops && r->ahead == NULL)
		r->ahead = crm_ahead_start(r);
}
